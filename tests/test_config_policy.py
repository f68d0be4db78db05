from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import load_settings
from monitor.policy import Policy
from tests.sites_helpers import CITY, said, the_error, units, write


def _policy(folder: Path, text: str) -> Policy:
    return load_settings(write(folder, CITY + text + units())).policy


@pytest.mark.parametrize("text", ["", "policy:\n", "policy: {}\n", "policy: {version: 1}\n"])
def test_without_a_policy_policy_1_holds(tmp_path: Path, text: str) -> None:
    assert _policy(tmp_path, text) == Policy()


def test_every_threshold_can_be_changed(tmp_path: Path) -> None:
    text = """policy:
  recency: [[3, 1], [60, 0.5], [90, 0.5], [200, 0.1]]
  recency_weight: 0.3
  rhythm_weight: 0.7
  rhythm_weeks: 8
  fresh_days: 7
  fair_days: 20
  lagging_days: 60
  stale_days: 120
  unreachable_days: 3
  undated_days: 20
  letter_gap_days: 0
  copy_kecamatan_after: 2
  copy_kominfo_after: 2
  grace_days: 0
"""
    points = ((3, 1.0), (60, 0.5), (90, 0.5), (200, 0.1))

    assert _policy(tmp_path, text) == Policy(1, points, 0.3, 0.7, 8, 7, 20, 60, 120, 3, 20, 0, 2, 2, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("version: 2", "version is the number 2; write a whole number from 1 to 1"),
        ("fresh_days: true", "fresh_days is true; write a whole number"),
        ("fresh_days: -1", "fresh_days is the number -1"),
        ("fresh_days: 14.5", "fresh_days is the number 14.5"),
        ("fresh_days: 010", "fresh_days is '010'"),
        ("fresh_days: 30", "fair_days (30) is not above fresh_days (30); the limits must rise"),
        ("stale_days: 60", "stale_days (60) is not above lagging_days (90)"),
        ("rhythm_weeks: 0", "write a whole number from 1 to 52 (usually 12)"),
        ("rhythm_weeks: 53", "write a whole number from 1 to 52"),
        ("recency_weight: 0.7", "make 1.1 together; write two numbers that make 1"),
        ("rhythm_weight: 1.4", "rhythm_weight is the number 1.4; write a number from 0 to 1"),
        ("recency_weight: .nan", "recency_weight is '.nan'; write a number"),
        ("copy_kominfo_after: 3", "comes before copy_kecamatan_after (4)"),
        ("recency: 5", "recency is the number 5; write a list under it"),
        ("recency: []", "recency has fewer than two points"),
        ("recency: [[7, 1.0]]", "recency has fewer than two points"),
        ("recency: [[7, 1.0], [7, 0.5]]", "days must rise and values must not"),
        ("recency: [[7, 0.5], [30, 0.6], [90, 0.1]]", "days must rise and values must not"),
        ("recency: [[7, 0.5], [30, 0.5]]", "recency never falls"),
        ("recency: [[7, 1.2], [30, 0.5]]", "a point of recency is a list; write [days, value]"),
        ("recency: [[7, 1, 2], [30, 0.5]]", "a point of recency is a list; write [days, value]"),
        ("recency: [[true, 1], [30, 0.5]]", "a point of recency is a list; write [days, value]"),
        ("recency: [[-1, 1], [30, 0.5]]", "a point of recency is a list; write [days, value]"),
        ("recency: [7, [30, 0.5]]", "a point of recency is the number 7; write [days, value]"),
        ("fresh_day: 3", "unknown key 'fresh_day'; write 'fresh_days'"),
    ],
)
def test_an_impossible_threshold_is_one_error_on_its_line(tmp_path: Path, text: str, words: str) -> None:
    line = the_error(tmp_path, CITY + f"policy:\n  {text}\n" + units())

    assert line.startswith("sites.yaml:7: policy: ")
    assert words in line


def test_a_policy_that_is_no_group_of_keys_is_an_error(tmp_path: Path) -> None:
    assert "policy is the number 3; write keys under it" in the_error(tmp_path, CITY + "policy: 3\n" + units())


def test_a_refused_value_of_a_policy_is_told_once(tmp_path: Path) -> None:
    assert len(said(tmp_path, CITY + "policy: {recency: !x 1}\n" + units())) == 1
