"""Every form that was seen on a real page is read as a person reads it, alone and in the line that it stood in."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.dates.grammar import Found, find_dates

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "fixtures" / "date_forms.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
ALONE = [
    row for row in ROWS if row["form"] != "4/10"
]  # without its bracket and weekday it is as well a mark out of ten


def find(text: str, *, year_hint: int | None = None) -> tuple[Found, ...]:
    return find_dates(text, now=NOW, zone=WIB, year_hint=year_hint).found


def days(row: dict[str, str]) -> list[date]:
    return [date.fromisoformat(row["day"])] if row["day"] else []


@pytest.mark.parametrize("row", ALONE, ids=lambda row: row["form"])
def test_a_form_seen_on_a_page_gives_its_day(row: dict[str, str]) -> None:
    assert [found.day for found in find(row["form"])] == days(row)


@pytest.mark.parametrize("row", [row for row in ROWS if row["seen"]], ids=lambda row: row["seen"])
def test_the_line_that_it_stood_in_gives_the_same_day(row: dict[str, str]) -> None:
    assert [found.day for found in find(row["seen"], year_hint=2022)] == days(row)


@pytest.mark.parametrize("apostrophe", "'’‘`´")
def test_friday_keeps_its_label_with_any_apostrophe(apostrophe: str) -> None:
    (found,) = find(f"Diposting: Jum{apostrophe}at, 9 Juli 2021")
    assert (found.day, found.label_text, found.doubt) == (date(2021, 7, 9), "diposting", "")


@pytest.mark.parametrize("weekday", ["Sen", "Senin", "Mon", "Monday"])
def test_a_short_weekday_does_not_hide_the_label(weekday: str) -> None:
    (found,) = find(f"Diposting: {weekday}, 05 Agu 2024")
    assert (found.label_text, found.doubt) == ("diposting", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [("12 października 2024", date(2024, 10, 12)), ("5 de septiembre de 2024", date(2024, 9, 5))],
)
def test_the_longest_month_names_are_read(text: str, day: date) -> None:
    (found,) = find(text)
    assert found.day == day
