"""What a restart makes up, and what it does not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from monitor.config import ScheduleRules
from monitor.diary import Diary, first_runs
from monitor.schedule import jobs_of
from tests.schedule_service import WIB

JOBS = jobs_of(ScheduleRules(), WIB, nightly=["n"], letters=["l"])  # every night at one, on Monday at eight


def at(text: str) -> datetime:
    """Monday is 2026-11-23."""
    return datetime.fromisoformat(f"{text}+07:00")


def after(tmp_path: Path, known: Mapping[str, str], now: str) -> tuple[dict[str, str], list[str]]:
    """When each job runs first after a start at ``now``, and what the log says, by what the diary held."""
    lines: list[str] = []
    path = tmp_path / "diary.json"
    path.write_text(json.dumps({name: at(time).isoformat() for name, time in known.items()}), encoding="utf-8")
    found = first_runs(JOBS, Diary(path, lines.append), now=at(now))
    return {name: f"{time:%d %H:%M}" for name, time in found.items()}, lines


RAN = {"nightly": "2026-11-23T01:00:01", "letters": "2026-11-16T08:00:01"}


@pytest.mark.parametrize(
    ("known", "now", "runs"),
    [
        (RAN, "2026-11-23T07:00", ("24 01:00", "23 08:00")),
        (RAN, "2026-11-23T09:00", ("24 01:00", "23 08:00")),  # the letters are made up
        (RAN, "2026-11-23T14:01", ("24 01:00", "30 08:00")),  # too late for them
        ({**RAN, "nightly": "2026-11-22T01:00:01"}, "2026-11-23T06:59", ("23 01:00", "23 08:00")),
        (
            {**RAN, "nightly": "2026-11-22T01:00:01"},
            "2026-11-23T09:00",
            ("24 01:00", "30 08:00"),
        ),  # no night, no letters
        ({**RAN, "nightly": "2027-03-01T01:00:01"}, "2026-11-23T05:00", ("24 01:00", "23 08:00")),  # a clock was wrong
        ({}, "2026-11-23T09:00", ("24 01:00", "30 08:00")),  # a first start makes nothing up
        ({"letters": RAN["letters"]}, "2026-11-23T02:00", ("24 01:00", "23 08:00")),
    ],
)
def test_a_start_keeps_what_is_still_worth_keeping(
    tmp_path: Path, known: dict[str, str], now: str, runs: tuple[str, str]
) -> None:
    assert after(tmp_path, known, now)[0] == dict(zip(("nightly", "letters"), runs, strict=True))


def test_letters_of_last_week_do_not_take_the_place_of_this_weeks(tmp_path: Path) -> None:
    late = jobs_of(
        ScheduleRules(letters_weekday=6, letters_at=at("2026-11-22T20:00").time()), WIB, nightly=["n"], letters=["l"]
    )
    path = tmp_path / "diary.json"
    path.write_text(
        json.dumps({"nightly": at("2026-11-22T01:00:01").isoformat(), "letters": at("2026-11-15T20:00:01").isoformat()})
    )
    lines: list[str] = []

    found = first_runs(late, Diary(path, lines.append), now=at("2026-11-23T00:30"))

    assert f"{found['letters']:%d %H:%M}" == "29 20:00"
    assert lines == ["letters: missed, and not made up in another week"]


def test_what_was_missed_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "diary.json"
    path.write_text(json.dumps({name: at(time).isoformat() for name, time in RAN.items()}))
    lines: list[str] = []
    for _ in range(2):
        first_runs(JOBS, Diary(path, lines.append), now=at("2026-11-23T14:01"))

    assert lines == ["letters: missed by more than 6:00:00"]


def test_the_first_night_too_is_made_up_where_a_power_cut_took_it(tmp_path: Path) -> None:
    path, lines = tmp_path / "diary.json", list[str]()
    first_runs(JOBS, Diary(path, lines.append), now=at("2026-11-23T00:30"))

    found = first_runs(JOBS, Diary(path, lines.append), now=at("2026-11-23T03:00"))

    assert found["nightly"] == at("2026-11-23T01:00")


def test_a_start_on_a_clock_that_was_never_set_spoils_nothing(tmp_path: Path) -> None:
    path, lines = tmp_path / "diary.json", list[str]()
    diary = Diary(path, lines.append)
    for name, time in {**RAN, "letters": "2026-11-23T08:00:01"}.items():
        diary.note(name, at(time))
    first_runs(JOBS, diary, now=at("1970-01-01T07:00"))

    found = first_runs(JOBS, diary, now=at("2026-11-23T09:30"))

    assert found == {"nightly": at("2026-11-24T01:00"), "letters": at("2026-11-30T08:00")}


def test_a_note_of_one_job_keeps_the_other(tmp_path: Path) -> None:
    diary = Diary(tmp_path / "diary.json", lambda _: None)
    diary.note("nightly", at("2026-11-23T01:00:01"))
    diary.note("letters", at("2026-11-23T08:00:01"))

    since = diary.since(JOBS, now=at("2026-11-23T12:00"))

    assert since == {"nightly": at("2026-11-23T01:00:01"), "letters": at("2026-11-23T08:00:01")}


@pytest.mark.parametrize(
    "spoiled", ["", "[]", "{", "[" * 100_000, '{"nightly": 5}', '{"nightly": "0001-01-01T00:00:00+07:00"}']
)
def test_a_spoiled_diary_is_that_of_a_first_start(tmp_path: Path, spoiled: str) -> None:
    path = tmp_path / "diary.json"
    path.write_text(spoiled)
    found = first_runs(JOBS, Diary(path, lambda _: None), now=at("2026-11-23T09:00"))
    assert found == {"nightly": at("2026-11-24T01:00"), "letters": at("2026-11-30T08:00")}


def test_a_diary_that_cannot_be_written_costs_no_night(tmp_path: Path) -> None:
    (tmp_path / "diary.json.new").mkdir()
    lines: list[str] = []
    found = first_runs(JOBS, Diary(tmp_path / "diary.json", lines.append), now=at("2026-11-23T00:30"))
    assert found["nightly"] == at("2026-11-23T01:00")
    assert "could not be written" in lines[0]
