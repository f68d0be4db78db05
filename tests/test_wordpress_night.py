"""The ten real WordPress sites, crawled and judged as an operator does it, against the true dates."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.crawl_helpers import NOW, published, segar

pytestmark = pytest.mark.wordpress

HERE = Path(__file__).parent
SITES = HERE / "fixtures" / "wordpress-sites.yaml"
TONIGHT = date(2026, 11, 21)
UNDATED = "telukbetung.test"


def _gold() -> dict[str, list[date]]:
    days: dict[str, list[date]] = {}
    with (HERE / "fixtures" / "wordpress-gold.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["type"] == "post":
                days.setdefault(row["site"], []).append(date.fromisoformat(row["published"][:10]))
    return days


GOLD = _gold()
Board = Mapping[str, Mapping[str, Any]]


def _board(folder: Path) -> Board:
    return {site["url"].removeprefix("http://").strip("/"): site for site in published(folder) if site["url"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wordpress")
    done = segar("nightly", "--sites", str(SITES), "--now", NOW, cwd=place, timeout=280)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="module")
def board(folder: Path) -> Board:
    return _board(folder)


@pytest.mark.parametrize("site", sorted(set(GOLD) - {UNDATED}))
def test_the_last_update_is_the_newest_published_day(board: Board, site: str) -> None:
    assert board[site]["last_update"] == max(GOLD[site]).isoformat()


@pytest.mark.parametrize("site", sorted(set(GOLD) - {UNDATED}))
def test_the_frequency_is_that_of_the_true_posts(board: Board, site: str) -> None:
    recent = [day for day in GOLD[site] if 0 <= (TONIGHT - day).days < 90]
    assert board[site]["updates_90d"] == len(recent)


@pytest.mark.parametrize("site", sorted(set(GOLD) - {UNDATED}))
def test_the_rhythm_is_that_of_the_true_weeks(board: Board, site: str) -> None:
    first, last = date(2026, 8, 24), date(2026, 11, 15)
    weeks = {day - timedelta(days=day.weekday()) for day in GOLD[site] if first <= day <= last}
    assert board[site]["rhythm"] == pytest.approx(len(weeks) / 12, abs=1e-3)


def test_a_site_without_any_date_says_so_and_does_not_guess(board: Board) -> None:
    found = board[UNDATED]
    assert (found["status"], found["last_update"], found["score"], found["rank"]) == ("belum terukur", None, None, None)


def test_a_second_night_right_after_the_first_changes_nothing(folder: Path, board: Board) -> None:
    done = segar("nightly", "--sites", str(SITES), "--now", NOW, "--again", cwd=folder, timeout=280)
    assert done.returncode == 0, done.stderr
    assert _board(folder) == board


def test_reminding_twice_in_a_week_leaves_one_letter_a_recipient(folder: Path, board: Board) -> None:
    assert board["panjang.test"]["status"] == board["enggal.test"]["status"] == "mati suri"
    for _ in range(2):
        done = segar("remind", "--sites", str(SITES), "--now", NOW, cwd=folder)
        assert done.returncode == 0, done.stderr
    letters = sorted(path.name for path in (folder / "outbox").iterdir())
    assert letters == ["2026-W47_andi@panjang.example.eml"]
