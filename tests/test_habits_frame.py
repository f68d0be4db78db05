"""A day that the frame of a site shows on all of its pages is none of theirs."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.records import Clue, Kind, Look, PageHistory, Role, Source
from monitor.updates import Reason
from tests.judgement_helpers import TEXT, TONIGHT, clue, days, listed, look, page, site

BOX = date(2026, 11, 16)  # a Monday
CONTENT, HEADLINE = "text in the content", "text near the headline"


def _bare(day: date, where: str = CONTENT) -> Clue:
    return clue(day, kind=Kind.TEXT, role=Role.UNLABELLED, where=where)


def _boxed(count: int, *clues: Clue, night: date = TONIGHT, name: str = "p") -> list[PageHistory]:
    return [page(look(night, *clues, path=f"{name}{n}", until=TONIGHT)) for n in range(count)]


def _days(*pages: PageHistory) -> set[tuple[Reason, date]]:
    nights = sorted({look.first_night for page in pages for look in page.looks} | {TONIGHT})
    return set(site(*pages, nights=nights).told())


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (3, _bare(BOX)),
        (6, _bare(BOX, HEADLINE)),
        (6, clue(BOX, kind=Kind.MARKED, role=Role.UNLABELLED, where="span.tanggal near the headline")),
        (6, clue(BOX, kind=Kind.TEXT, where='text "diposting" in the content')),
        (6, clue(BOX, kind=Kind.JSON_LD, where="script data published")),
    ],
)
def test_one_day_in_one_place_of_all_pages_dates_none_of_them(count: int, shown: Clue) -> None:
    assert _days(*_boxed(count, shown)) == set()


def test_two_days_that_all_pages_show_there_date_none_of_them() -> None:
    assert _days(*_boxed(6, _bare(BOX), _bare(BOX - days(7)))) == set()


def test_pages_without_the_box_change_nothing() -> None:
    bare = [page(look(TONIGHT, path=f"tanpa{n}")) for n in range(20)]
    assert _days(*_boxed(4, _bare(BOX)), *bare) == set()


def test_the_day_that_a_page_says_elsewhere_counts_beside_the_box() -> None:
    dated = page(look(TONIGHT, _bare(BOX), clue(BOX - days(30)), path="dated"))
    assert _days(*_boxed(6, _bare(BOX)), dated) == {(Reason.NEW_CONTENT, BOX - days(30))}


@pytest.mark.parametrize(("count", "place"), [(2, CONTENT), (4, HEADLINE)])
def test_a_few_posts_of_one_day_are_no_frame(count: int, place: str) -> None:
    assert _days(*_boxed(count, _bare(BOX, place))) == {(Reason.NEW_CONTENT, BOX)}


@pytest.mark.parametrize(
    "witness",
    [
        clue(BOX),  # article:published_time
        clue(BOX, kind=Kind.ADDRESS, where="address"),
        clue(BOX, kind=Kind.TEXT, where='text "diposting" near the headline'),
    ],
)
def test_pages_that_were_put_up_on_one_day_keep_it_where_something_better_says_so(witness: Clue) -> None:
    assert _days(*_boxed(8, _bare(BOX, HEADLINE), witness)) == {(Reason.NEW_CONTENT, BOX)}


def test_pages_that_the_sites_list_dates_so_keep_their_day() -> None:
    def listed_look(path: str) -> Look:
        return look(TONIGHT, listed(BOX), source=Source.FEED, path=path)

    pages = [page(listed_look(f"p{n}"), look(TONIGHT, _bare(BOX, HEADLINE), path=f"p{n}")) for n in range(8)]
    assert _days(*pages) == {(Reason.NEW_CONTENT, BOX)}


def test_a_place_where_other_pages_show_days_of_their_own_is_no_frame() -> None:
    older = [page(look(TONIGHT, _bare(BOX - days(9 * n), HEADLINE), path=f"q{n}")) for n in range(1, 4)]
    told = _days(*_boxed(6, _bare(BOX, HEADLINE)), *older)
    assert told == {(Reason.NEW_CONTENT, BOX - days(9 * n)) for n in range(4)}


def test_a_place_where_pages_show_their_own_day_beside_the_bars_is_no_frame() -> None:
    def with_bar(number: int) -> PageHistory:
        own = _bare(BOX - days(9 * number), HEADLINE)
        return page(look(TONIGHT, own, _bare(BOX, HEADLINE), path=f"q{number}"))

    told = _days(*(with_bar(number) for number in range(1, 8)))
    assert (Reason.NEW_CONTENT, BOX - days(9)) in told


def test_many_posts_of_one_day_on_a_site_long_known_are_no_frame() -> None:
    old = page(look(TONIGHT - days(60), _bare(BOX - days(70)), until=TONIGHT))
    assert (Reason.NEW_CONTENT, BOX + days(4)) in _days(old, *_boxed(6, _bare(BOX + days(4))))


def test_a_page_that_comes_later_is_dated_by_its_coming_and_not_by_the_box() -> None:
    old = _boxed(6, _bare(BOX), night=TONIGHT - days(3))
    new = page(look(TONIGHT, _bare(BOX), path="baru", blocks=tuple(f"baru {line}" for line in TEXT)))
    assert _days(*old, new) == {(Reason.APPEARED, TONIGHT)}
