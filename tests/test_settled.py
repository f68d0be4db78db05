"""Only what reads the same on any later night may be confirmed unread."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import read_dates
from crawler.page import open_page
from crawler.reading import Moment, is_settled
from crawler.records import Clue, Kind, PageDates, Precision, Role

ZONE = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
MOMENT = Moment(NOW, ZONE)
PAGES = sorted((Path(__file__).parent / "fixtures").rglob("*.html"))
SHAPES = (
    "{day:%d/%m/%Y}",
    "Diterbitkan: {day:%d-%m-%Y}",
    "{n} hari yang lalu",
    "{n} bulan lalu",
    "kemarin",
    "hari ini",
    "Hari ini: {day:%d/%m/%Y}",
    "{day:%Y-%m-%d} 08:15 WIB",
    "posted {n} days ago",
    "Agenda {day:%d/%m/%Y}, pukul 09.00",
)


def read(body: bytes, now: datetime) -> PageDates:
    page = open_page(body, url="http://k.test/berita/1", headers={"content-type": "text/html; charset=utf-8"})
    return read_dates(page, now=now, zone=ZONE, server_date=now)


def settled(dates: PageDates) -> bool:
    return not dates.truncated and is_settled(dates.clues, moment=MOMENT, server_date=NOW)


def same(one: PageDates, other: PageDates) -> bool:
    return (one.published, one.modified, one.clues) == (other.published, other.modified, other.clues)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem[:60])
def test_a_settled_fixture_reads_the_same_for_the_rest_of_the_year(path: Path) -> None:
    dates = read(path.read_bytes(), NOW)
    if settled(dates):
        assert all(same(dates, read(path.read_bytes(), NOW + timedelta(days=days))) for days in (1, 2, 9, 40))


@given(
    shapes=st.lists(st.tuples(st.sampled_from(SHAPES), st.integers(-40, 40)), max_size=4),
    days=st.integers(1, 40),
    marked=st.booleans(),
)
def test_a_settled_page_reads_the_same_on_any_later_night(
    shapes: list[tuple[str, int]], days: int, *, marked: bool
) -> None:
    told = [shape.format(day=NOW - timedelta(days=age), n=abs(age)) for shape, age in shapes]
    lines = "".join(f"<p class={'entry-date' if marked else 'x'}>{line}</p>" for line in told)
    body = f"<html><body><header>{told[0] if told else ''}</header><main><article><h1>Kabar warga</h1>{lines}</article></main></body></html>"
    dates = read(body.encode(), NOW)
    if settled(dates):
        assert same(dates, read(body.encode(), NOW + timedelta(days=days)))


def clue(age: int, *, raw: str = "x", kind: Kind = Kind.TEXT, role: Role = Role.PUBLISHED) -> Clue:
    return Clue(kind, role, NOW.astimezone(ZONE).date() - timedelta(days=age), None, Precision.DAY, raw, "somewhere")


def test_a_past_day_is_settled_and_tonight_tomorrow_and_a_spoken_day_are_not() -> None:
    def holds(*clues: Clue) -> bool:
        return is_settled(clues, moment=MOMENT, server_date=NOW)

    assert holds(clue(1), clue(900))
    assert not holds(clue(1), clue(0))
    assert not holds(clue(-3))
    assert not holds(clue(3, raw="3 hari lalu"))
    assert not holds(clue(1, raw="Kemarin"))


def test_a_last_modified_of_this_moment_leaves_a_page_settled() -> None:
    assert is_settled([clue(0, kind=Kind.HEADER, role=Role.CLOCK)], moment=MOMENT, server_date=NOW)


def test_the_day_of_a_server_whose_clock_is_behind_is_not_settled() -> None:
    assert not is_settled([clue(2)], moment=MOMENT, server_date=NOW - timedelta(days=2))
