"""Updates on the site's own word: which day counts, and on whose word it rests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.reach import Reach
from crawler.records import Habits, Kind, PageKind, Precision, Source
from monitor.updates import Reason, find_updates
from tests.judgement_helpers import TONIGHT, Site, at, clue, days, listed, look, modified, page, site, visit

POSTED = date(2026, 11, 3)


def test_a_credible_date_counts_on_its_day_on_the_first_night() -> None:
    (found,) = site(page(look(TONIGHT, clue(POSTED)))).updates()

    assert (found.counted, found.reason, found.day, found.claimed) == (True, Reason.NEW_CONTENT, POSTED, True)
    assert (found.kind, found.raw, found.where) == ("meta", "2026-11-03", "meta article:published_time")


def test_a_page_that_came_between_two_measured_nights_was_observed() -> None:
    nights = (TONIGHT - days(1), TONIGHT)

    (found,) = site(page(look(TONIGHT, clue(TONIGHT - days(1)))), nights=nights).updates()

    assert (found.counted, found.claimed, found.day) == (True, False, TONIGHT - days(1))


def test_a_page_found_long_after_its_claim_stays_the_sites_word() -> None:
    (found,) = site(page(look(TONIGHT, clue(POSTED))), nights=(TONIGHT - days(1), TONIGHT)).updates()

    assert (found.counted, found.claimed, found.day) == (True, True, POSTED)


@pytest.mark.parametrize("source", [Source.FEED, Source.REST])
def test_a_dated_item_of_a_list_counts_without_its_page(source: Source) -> None:
    kind = {Source.FEED: Kind.FEED, Source.REST: Kind.REST}[source]

    assert site(page(look(TONIGHT, clue(POSTED, kind=kind), source=source))).told() == [(Reason.NEW_CONTENT, POSTED)]


def test_an_address_in_a_sitemap_alone_is_nothing() -> None:
    seen = look(TONIGHT, clue(TONIGHT, kind=Kind.SITEMAP), source=Source.SITEMAP)

    assert site(page(seen)).told() == []


def test_a_draft_in_the_sitemap_counts_when_it_is_published() -> None:
    draft = look(TONIGHT - days(5), source=Source.SITEMAP, until=TONIGHT)
    posted = look(TONIGHT, clue(TONIGHT - days(1)))

    assert site(page(draft, posted), nights=(TONIGHT - days(5), TONIGHT)).told() == [
        (Reason.NEW_CONTENT, TONIGHT - days(1))
    ]


@pytest.mark.parametrize("kind", [PageKind.FRONT, PageKind.LISTING])
def test_front_and_list_pages_are_never_updates(kind: PageKind) -> None:
    assert site(page(look(TONIGHT, clue(POSTED), kind=kind))).told() == []


def test_a_claimed_modification_alone_never_counts() -> None:
    assert site(page(look(TONIGHT, modified(POSTED)))).told() == []


def test_a_month_is_no_day() -> None:
    month = clue(date(2026, 11, 1))._replace(precision=Precision.MONTH)

    assert site(page(look(TONIGHT, month))).told() == []


def test_the_page_knows_its_day_better_than_a_list() -> None:
    by_list = look(TONIGHT - days(1), clue(POSTED, kind=Kind.LISTING), source=Source.LISTING)
    by_page = look(TONIGHT, clue(POSTED + days(2)))

    assert site(page(by_list, by_page), nights=(TONIGHT - days(1), TONIGHT)).told() == [
        (Reason.NEW_CONTENT, POSTED + days(2))
    ]


def test_a_later_restamp_does_not_move_a_counted_update() -> None:
    before = look(TONIGHT - days(4), clue(POSTED))
    after = look(TONIGHT, clue(TONIGHT - days(1)))

    told = site(page(before, after), nights=(TONIGHT - days(4), TONIGHT)).updates()

    assert [(u.reason, u.day, u.counted) for u in told] == [
        (Reason.NEW_CONTENT, POSTED, True),
        (Reason.RESTAMPED, TONIGHT - days(1), False),
    ]


def test_what_later_nights_brought_is_not_known_tonight() -> None:
    later = TONIGHT + days(3)
    whole = site(
        page(look(TONIGHT, clue(POSTED))), page(look(later, clue(later), path="lain")), nights=(TONIGHT, later)
    )

    assert whole.told() == [(Reason.NEW_CONTENT, POSTED)]


def test_the_order_of_pages_and_looks_changes_nothing() -> None:
    one = page(look(TONIGHT - days(4), clue(POSTED)), look(TONIGHT - days(4), listed(POSTED), source=Source.FEED))
    two = page(look(TONIGHT, clue(TONIGHT), path="lain"))
    turned = replace(one, looks=one.looks[::-1])
    nights = (TONIGHT - days(4), TONIGHT)

    assert site(one, two, nights=nights).updates() == site(two, turned, nights=nights[::-1]).updates()


def test_a_night_that_measured_nothing_is_no_earlier_night() -> None:
    visits = (visit(TONIGHT - days(1), reach=Reach.HTTP_5XX), visit(TONIGHT))

    (found,) = Site((page(look(TONIGHT, clue(TONIGHT))),), visits).updates()

    assert found.claimed


def test_a_shifted_feed_names_the_day_of_the_citys_own_zone() -> None:
    before_midnight_in_jakarta = datetime(2026, 11, 10, 14, 30, tzinfo=UTC)
    item = listed(date(2026, 11, 10))._replace(at=before_midnight_in_jakarta, precision=Precision.TIME)
    history = site(page(look(TONIGHT, item, source=Source.FEED))).history()

    (found,) = find_updates(history, now=at(TONIGHT), zone=ZoneInfo("Asia/Jayapura"), habits=Habits(shift_hours=1))

    assert found.day == date(2026, 11, 11)
