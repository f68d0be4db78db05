"""How a page came: by a list that keeps it, by a box that forgets it, or late for its own date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crawler.records import ListState, Look, PageHistory, Precision, Source, Visit
from monitor.freshness import Status
from monitor.updates import Reason, find_updates
from tests.judgement_helpers import TONIGHT, WIB, Site, at, clue, days, feed, listed, look, page, visit

FIRST = TONIGHT - days(60)
OLD = page(look(FIRST, until=TONIGHT, path="lama"))


OUTAGE = {TONIGHT - days(ago) for ago in (1, 2, 3)}


def _nights(*lists: ListState) -> tuple[Visit, ...]:
    return tuple(visit(FIRST + days(n), lists=lists) for n in range(61))


def _linked(path: str, came: date, *, nights: int, until: date | None = None) -> PageHistory:
    """An undated page that was linked on so many nights from the one on which it came."""
    last = until or came + days(nights - 1)
    link = replace(look(came, path=path, source=Source.LISTING, until=last), nights=nights)
    return page(link, look(came, path=path, until=TONIGHT))


def _told(*pages: PageHistory, tonight: date = TONIGHT) -> list[tuple[Reason, date]]:
    return Site((OLD, *pages), _nights()).told(tonight=tonight)


def test_a_link_that_keeps_its_place_for_three_nights_is_a_page_that_came() -> None:
    came = TONIGHT - days(2)
    assert _told(_linked("kabar", came, nights=3)) == [(Reason.APPEARED, came)]


def test_a_link_met_for_the_first_time_is_waited_for() -> None:
    assert _told(_linked("kabar", TONIGHT, nights=1)) == [(Reason.AWAITED, TONIGHT)]


@pytest.mark.parametrize(("nights", "words", "told"), [(3, 28, 1), (2, 28, 0), (3, 8, 0)])
def test_a_picture_with_its_caption_counts_where_its_link_kept_its_place(nights: int, words: int, told: int) -> None:
    came = TONIGHT - days(nights - 1)
    link, own = _linked("foto", came, nights=nights).looks
    brief = replace(own, reading=replace(own.reading, words=words, blocks=("Posyandu Melati, Rabu pagi",)))

    assert _told(page(link, brief)) == [(Reason.APPEARED, came)] * told


def test_a_link_that_a_random_box_drew_twice_is_not_counted() -> None:
    drawn = TONIGHT - days(20)
    assert _told(_linked("kabar", drawn, nights=2, until=TONIGHT - days(3))) == [(Reason.ROTATED, drawn)]


def test_a_busy_office_whose_links_all_keep_their_place_is_believed() -> None:
    pages = [_linked(f"kabar{n}", TONIGHT - days(n), nights=n + 1) for n in range(2, 12)]
    assert {reason for reason, _ in _told(*pages)} == {Reason.APPEARED}


def test_what_stood_in_a_list_on_the_first_night_did_not_come_later() -> None:
    link = replace(look(FIRST, path="arsip", source=Source.LISTING, until=TONIGHT), nights=61)
    assert _told(page(link, look(TONIGHT - days(5), path="arsip", until=TONIGHT))) == []


def test_what_is_waited_for_saves_from_blame_and_earns_no_praise() -> None:
    dead = Site((OLD, _linked("kabar", TONIGHT, nights=1)), _nights())
    assert dead.score().status is Status.BELUM_TERUKUR

    dated = page(look(TONIGHT - days(19), clue(TONIGHT - days(20)), path="a", until=TONIGHT))
    alive = Site((dated, _linked("kabar", TONIGHT, nights=1)), _nights())
    assert (alive.score().status, alive.score().days) == (Status.CUKUP, 20)


def _late(path: str, day: date) -> tuple[Look, Look]:
    return look(TONIGHT, listed(day), path=path, source=Source.FEED), look(TONIGHT, clue(day), path=path)


def _with_feed(*pages: PageHistory, oldest: date) -> Site:
    return Site((OLD, *pages), _nights(feed(oldest)))


def test_a_post_that_its_list_did_not_hold_last_night_counts_on_the_night_it_came() -> None:
    late = page(*_late("kabar", TONIGHT - days(40)))

    (found,) = _with_feed(late, oldest=TONIGHT - days(50)).updates()

    assert (found.reason, found.day, found.claimed) == (Reason.APPEARED, TONIGHT, False)


def test_a_post_that_a_lying_server_hid_counts_on_its_own_day() -> None:
    day = TONIGHT - days(5)
    hid = _with_feed(page(*_late("kabar", day)), oldest=TONIGHT - days(50))
    assert hid.told() == [(Reason.APPEARED, TONIGHT)]

    caught = replace(hid.history(), lies=frozenset({TONIGHT}))
    told = find_updates(caught, now=at(TONIGHT), zone=WIB)
    assert [(update.reason, update.day) for update in told] == [(Reason.NEW_CONTENT, day)]


def test_nights_that_were_missed_put_off_the_proof_and_lengthen_the_lie() -> None:
    day = TONIGHT - days(10)
    hid = Site(
        (OLD, page(*_late("kabar", day))),
        tuple(one for one in _nights(feed(TONIGHT - days(50))) if one.night not in OUTAGE),
    )
    told = find_updates(replace(hid.history(), lies=frozenset({TONIGHT})), now=at(TONIGHT), zone=WIB)
    assert [(update.reason, update.day) for update in told] == [(Reason.NEW_CONTENT, day)]


def test_a_list_that_did_not_reach_so_far_tells_nothing() -> None:
    late = page(*_late("kabar", TONIGHT - days(40)))
    told = _with_feed(late, oldest=TONIGHT - days(30)).told()
    assert told == [(Reason.NEW_CONTENT, TONIGHT - days(40))]


def test_a_post_of_yesterday_is_not_late() -> None:
    late = page(*_late("kabar", TONIGHT - days(1)))
    assert _with_feed(late, oldest=TONIGHT - days(50)).told() == [(Reason.NEW_CONTENT, TONIGHT - days(1))]


@pytest.mark.parametrize(("missed", "told"), [(0, Reason.NEW_CONTENT), (3, Reason.APPEARED)])
def test_a_post_that_came_within_missed_nights_is_late_by_the_night_that_found_it(missed: int, told: Reason) -> None:
    """Dated two days before the last night that did not have it: with nights missed in between it may be news of last night."""
    before = TONIGHT - days(1 + missed)
    seen = _with_feed(page(*_late("kabar", before - days(2))), oldest=TONIGHT - days(50))
    seen = replace(seen, visits=tuple(one for one in seen.visits if one.night <= before or one.night == TONIGHT))

    assert [reason for reason, _ in seen.told()] == [told]


def test_many_posts_of_long_past_days_in_one_night_count_for_none_of_them() -> None:
    pages = [page(*_late(f"kabar{n}", TONIGHT - days(5 + 6 * n))) for n in range(5)]
    seen = _with_feed(*pages, oldest=TONIGHT - days(50))

    assert {update.reason for update in seen.updates()} == {Reason.BACKDATED}
    assert not any(update.counted for update in seen.updates())


def test_four_of_them_are_a_clerk_who_catches_up() -> None:
    pages = [page(*_late(f"kabar{n}", TONIGHT - days(5 + 6 * n))) for n in range(4)]
    assert {reason for reason, _ in _with_feed(*pages, oldest=TONIGHT - days(50)).told()} == {Reason.APPEARED}


def test_many_that_only_the_sitemap_names_are_many_too() -> None:
    state = ListState(f"{OLD.url}sitemap.xml", Source.SITEMAP, 40, 0, None, whole=True)
    pages = []
    for n in range(6):
        mapped = look(TONIGHT, path=f"kabar{n}", source=Source.SITEMAP)
        pages.append(page(mapped, look(TONIGHT, clue(TONIGHT - days(5 + 6 * n)), path=f"kabar{n}")))
    pages = [replace(one, first_seen=TONIGHT) for one in pages]

    told = Site((OLD, *pages), _nights(state)).told()

    assert {reason for reason, _ in told} == {Reason.BACKDATED}


def test_one_of_many_that_was_read_a_night_later_is_one_of_them() -> None:
    state = ListState(f"{OLD.url}sitemap.xml", Source.SITEMAP, 40, 0, None, whole=True)
    came, pages = TONIGHT - days(1), []
    for n in range(6):
        mapped = look(came, path=f"kabar{n}", source=Source.SITEMAP, until=TONIGHT)
        read = look(TONIGHT if n == 5 else came, clue(TONIGHT - days(35 + 6 * n)), path=f"kabar{n}", until=TONIGHT)
        pages.append(page(mapped, read))

    told = Site((OLD, *pages), _nights(state)).told()

    assert [reason for reason, _ in told] == [Reason.BACKDATED] * 6


def test_one_of_many_that_only_says_last_month_is_one_of_them() -> None:
    """A system that writes "22 hari yang lalu", and beyond four weeks "1 bulan yang lalu"."""
    came, month = (
        date(2026, 11, 2),
        clue(date(2026, 10, 1))._replace(precision=Precision.MONTH, raw="1 bulan yang lalu"),
    )
    pages = []
    for n in range(6):
        link = replace(look(came, path=f"kabar{n}", source=Source.LISTING, until=TONIGHT), nights=20)
        said = month if n == 5 else clue(came - days(9 + 4 * n))
        pages.append(page(link, look(came, said, path=f"kabar{n}", until=TONIGHT)))

    assert {reason for reason, _ in _told(*pages)} == {Reason.BACKDATED}
    assert (Reason.APPEARED, came) in _told(pages[5])  # alone it is a page that came
