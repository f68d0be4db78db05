"""What a site's lists are worth beside its pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import choose
from crawler.records import Clue, Kind, Look, PageDates, PageHistory, PageKind, Precision, Reading, Role, Source
from monitor.habits import find_habits
from tests.judgement_helpers import WIB

NIGHT = date(2026, 11, 21)
NOON = datetime(2026, 11, 10, 16, 30, tzinfo=UTC)  # half past eleven at night in Bandar Lampung


def _clue(kind: Kind, at: datetime, role: Role = Role.PUBLISHED) -> Clue:
    return Clue(
        kind,
        role,
        at.astimezone(WIB).date(),
        at,
        Precision.TIME,
        at.strftime("%d-%m-%Y %H:%M"),
        f"{kind} near the headline",
    )


def _look(source: Source, clue: Clue) -> Look:
    dates = PageDates(
        "http://a.example/",
        clue if clue.role is Role.PUBLISHED else None,
        clue if clue.role is Role.MODIFIED else None,
        "",
        (clue,),
    )
    return Look(Reading("1", "http://a.example/", PageKind.CONTENT, source, "", dates), NIGHT, NIGHT)


def _page(number: int, *clues: tuple[Source, Clue]) -> PageHistory:
    return PageHistory(f"http://a.example/{number}", PageKind.CONTENT, NIGHT, tuple(_look(*clue) for clue in clues))


def _shifted(hours: int, count: int) -> list[PageHistory]:
    times = [NOON - timedelta(days=3 * number, minutes=7 * number) for number in range(count)]
    return [
        _page(number, (Source.PAGE, _clue(Kind.TEXT, at)), (Source.FEED, _clue(Kind.FEED, at - timedelta(hours=hours))))
        for number, at in enumerate(times)
    ]


@given(st.integers(-12, 14), st.integers(3, 8))
def test_a_feed_that_is_off_by_whole_hours_is_moved_to_the_pages(hours: int, count: int) -> None:
    assert find_habits(_shifted(hours, count), zone=WIB).shift_hours == hours


def test_two_pages_are_too_few_to_tell() -> None:
    assert find_habits(_shifted(7, 2), zone=WIB).shift_hours == 0


def test_a_feed_that_is_off_by_minutes_is_no_other_zone() -> None:
    pages = [
        replace(page, looks=(page.looks[0], _look(Source.FEED, _clue(Kind.FEED, NOON + timedelta(minutes=20)))))
        for page in _shifted(0, 5)
    ]
    assert find_habits(pages, zone=WIB).shift_hours == 0


def test_a_shifted_feed_gives_the_day_that_visitors_read() -> None:
    habits = find_habits(_shifted(-7, 4), zone=WIB)
    late = _clue(Kind.FEED, NOON + timedelta(hours=7))
    assert late.day == date(2026, 11, 11)
    found = choose([late], url="http://a.example/9", seen=NIGHT, habits=habits)
    assert found.published is not None
    assert found.published.day == date(2026, 11, 10)
    assert "-7 h" in found.why


@pytest.mark.parametrize(("minutes", "trusted"), [(0, False), (600, True)])
def test_a_sitemap_that_stamps_everything_alike_is_not_trusted(minutes: int, *, trusted: bool) -> None:
    stamps = [NOON - timedelta(minutes=minutes * number) for number in range(8)]
    pages = [
        _page(number, (Source.SITEMAP, _clue(Kind.SITEMAP, at, Role.MODIFIED))) for number, at in enumerate(stamps)
    ]
    assert (Kind.SITEMAP not in find_habits(pages, zone=WIB).untrusted_kinds) == trusted


def _served(number: int, *looks: tuple[str, datetime]) -> PageHistory:
    """A page whose looks, one a night, each had a text and a Last-Modified."""
    read = (_look(Source.PAGE, _clue(Kind.HEADER, at, Role.MODIFIED)) for _, at in looks)
    nights = (NIGHT + timedelta(days=night) for night in range(len(looks)))
    told = (
        replace(look, reading=replace(look.reading, text_hash=text), first_night=night, last_night=night)
        for look, (text, _), night in zip(read, looks, nights, strict=True)
    )
    return PageHistory(f"http://a.example/{number}", PageKind.CONTENT, NIGHT, tuple(told))


@pytest.mark.parametrize(
    ("front", "others", "caught"),
    [
        ((("a", NOON), ("b", NOON)), (NOON, NOON), True),
        ((("a", NOON), ("a", NOON)), (NOON, NOON), False),  # the text stayed as well
        ((("a", NOON), ("b", NOON + timedelta(days=1))), (NOON, NOON), False),  # it moved with the text
        ((("a", NOON), ("b", NOON)), (NOON, NOON - timedelta(days=9)), False),  # a box turned on a page of its own day
    ],
)
def test_a_last_modified_that_is_the_same_everywhere_and_stays_over_new_text_is_the_servers(
    front: tuple[tuple[str, datetime], ...], others: tuple[datetime, ...], *, caught: bool
) -> None:
    pages = [_served(0, *front), *(_served(number, ("c", at)) for number, at in enumerate(others, start=1))]
    assert (Kind.HEADER in find_habits(pages, zone=WIB).untrusted_kinds) is caught
