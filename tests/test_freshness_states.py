"""Not measured is a third state: what stands when a site could not be read, or must not be judged."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from crawler.reach import BLOCKED_US, Reach
from crawler.records import SiteHistory, Source, Visit
from monitor.freshness import Status, judge
from monitor.policy import Policy
from monitor.reasons import Reason
from monitor.waits import Wait
from tests.judgement_helpers import CODE, TONIGHT, WIB, Site, at, clue, days, look, page, score_of, site, update, visit


def _failed(reach: Reach, nights: int) -> list[Visit]:
    """A measured night, and then so many that ended otherwise, up to tonight."""
    first = TONIGHT - days(nights)
    return [visit(first), *(visit(TONIGHT - days(back), reach=reach) for back in reversed(range(nights)))]


def _status(visits: Iterable[Visit]) -> Status:
    return score_of([update(TONIGHT - days(40))], visits).status


def test_a_unit_without_an_address_has_no_site() -> None:
    found = judge(CODE, SiteHistory(CODE), (), now=at(TONIGHT), zone=WIB, policy=Policy(), has_url=False)

    assert (found.status, found.score) == (Status.BELUM_ADA_SITUS, None)


def test_a_site_that_was_never_visited_is_not_measured() -> None:
    found = score_of([], [])

    assert (found.status, found.reach, found.score, found.weeks) == (Status.BELUM_TERUKUR, None, None, ())


def test_a_site_that_never_answered_is_not_measured() -> None:
    found = score_of([], [visit(TONIGHT - days(1), reach=Reach.RESET), visit(TONIGHT, reach=Reach.RESET)])

    assert (found.status, found.measured_on, found.unmeasured_since) == (
        Status.BELUM_TERUKUR,
        None,
        TONIGHT - days(1),
    )


def test_an_unmeasured_night_freezes_the_score_as_it_stood() -> None:
    told = [update(TONIGHT - days(12))]
    before = score_of(told, [visit(TONIGHT - days(3))], tonight=TONIGHT - days(3))

    found = score_of(told, _failed(Reach.HTTP_5XX, 3))

    assert (found.score, found.days, found.status) == (before.score, 9, before.status)
    assert (found.measured_on, found.unmeasured_since) == (TONIGHT - days(3), TONIGHT - days(2))
    assert found.reach is Reach.HTTP_5XX


@pytest.mark.parametrize("age", [0, 5])
def test_what_an_unmeasured_night_brought_waits(age: int) -> None:
    brought = page(look(TONIGHT, clue(TONIGHT - days(age))))
    half = Site((brought,), (visit(TONIGHT - days(1)), visit(TONIGHT, reach=Reach.PARTIAL)))

    assert (half.score().last_update, half.score().status) == (None, Status.BELUM_TERUKUR)


def test_a_night_without_any_visit_freezes_the_score_too() -> None:
    found = score_of([update(TONIGHT - days(30))], [visit(TONIGHT - days(20))])

    assert (found.days, found.unmeasured_since, found.status) == (10, TONIGHT - days(19), Status.SEGAR)


def test_seven_failed_nights_are_a_finding_of_their_own() -> None:
    assert _status(_failed(Reach.DNS_MISSING, 6)) is Status.TERTINGGAL
    assert _status(_failed(Reach.DNS_MISSING, 7)) is Status.TIDAK_DAPAT_DIAKSES


def test_an_unreachable_site_keeps_its_frozen_numbers() -> None:
    found = score_of([update(TONIGHT - days(40))], _failed(Reach.RESET, 20))

    assert (found.status, found.days, found.recency) == (Status.TIDAK_DAPAT_DIAKSES, 20, 0.8304)


@pytest.mark.parametrize("reach", sorted({*BLOCKED_US, Reach.PARTIAL, Reach.DEADLINE, Reach.NEEDS_JS}))
def test_a_site_that_we_could_not_read_is_never_called_unreachable(reach: Reach) -> None:
    assert _status(_failed(reach, 29)) is not Status.TIDAK_DAPAT_DIAKSES
    assert _status(_failed(reach, 39)) is Status.BELUM_TERUKUR
    assert score_of([], [visit(TONIGHT - days(n), reach=reach) for n in range(40)]).status is Status.BELUM_TERUKUR


def test_only_the_last_unbroken_run_of_failures_counts() -> None:
    mixed = [*_failed(Reach.HTTP_429, 12)[:-1], visit(TONIGHT, reach=Reach.RESET)]

    assert _status(mixed) is not Status.TIDAK_DAPAT_DIAKSES


def test_nights_without_a_visit_make_no_site_unreachable() -> None:
    visits = [visit(TONIGHT - days(60)), visit(TONIGHT, reach=Reach.RESET)]

    assert _status(visits) is not Status.TIDAK_DAPAT_DIAKSES


def test_a_site_that_sends_its_visitors_away_earns_nothing() -> None:
    found = score_of([update(TONIGHT)], _failed(Reach.REDIRECTED_AWAY, 3))

    assert (found.status, found.score, found.recency) == (Status.DIALIHKAN, None, None)


def test_one_night_of_being_sent_away_is_no_verdict() -> None:
    assert _status(_failed(Reach.REDIRECTED_AWAY, 2)) is Status.TERTINGGAL


def test_failed_nights_are_counted_and_the_nights_between_them_are_not() -> None:
    twice = [visit(TONIGHT - days(back), reach=Reach.RESET) for back in (6, 0)]

    assert _status([visit(TONIGHT - days(7)), *twice]) is not Status.TIDAK_DAPAT_DIAKSES


def test_a_score_of_long_ago_is_not_shown_any_more() -> None:
    found = score_of([update(TONIGHT - days(35))], [visit(TONIGHT - days(31))])

    assert (found.status, found.score) == (Status.BELUM_TERUKUR, None)


def test_an_injected_night_postpones_the_verdict() -> None:
    found = score_of([update(TONIGHT)], [visit(TONIGHT, injected="40 tautan tersembunyi")])

    assert (found.status, found.score, found.injected) == (Status.DISUSUPI, None, "40 tautan tersembunyi")


def test_an_injected_page_of_the_last_measured_night_postpones_the_verdict() -> None:
    bad = page(look(TONIGHT - days(2), path="slot", until=TONIGHT, injected="judul"))

    assert site(bad, nights=(TONIGHT - days(2), TONIGHT)).score().status is Status.DISUSUPI


def test_a_site_that_was_cleaned_is_judged_again() -> None:
    visits = [visit(TONIGHT - days(1), injected="40 tautan"), visit(TONIGHT)]

    assert _status(visits) is Status.TERTINGGAL


def test_a_site_without_dates_waits_thirty_days_for_its_age() -> None:
    def watched(count: int) -> tuple[Status, int | None, Wait | None]:
        read = page(look(TONIGHT - days(count), until=TONIGHT))
        found = score_of([], [visit(TONIGHT - days(back)) for back in range(count + 1)], pages=(read,))
        return found.status, found.days, found.waits

    assert watched(29) == (Status.BELUM_TERUKUR, None, Wait.NO_UPDATE)
    assert watched(30) == (Status.CUKUP, 30, None)
    assert watched(31) == (Status.TERTINGGAL, 31, None)


@pytest.mark.parametrize(
    ("nights", "status", "wait"), [(3, Status.BELUM_TERUKUR, Wait.PROBATION), (4, Status.SEGAR, None)]
)
def test_undated_pages_that_came_up_wait_until_a_box_of_links_would_be_known(
    nights: int, status: Status, wait: Wait | None
) -> None:
    came_up = update(TONIGHT, reason=Reason.APPEARED)
    found = score_of([came_up], [visit(TONIGHT - days(back)) for back in range(nights + 1)])

    assert (found.status, found.waits) == (status, wait)


def test_a_site_of_which_no_content_was_ever_read_has_no_age() -> None:
    found = score_of([], [visit(TONIGHT - days(back)) for back in range(60)])

    assert (found.status, found.waits) == (Status.BELUM_TERUKUR, Wait.UNREAD)


def test_later_nights_do_not_change_a_past_verdict() -> None:
    visits = [visit(TONIGHT), visit(TONIGHT + days(1), reach=Reach.RESET)]

    assert score_of([update(TONIGHT)], visits) == score_of([update(TONIGHT)], visits[:1])


def test_a_riddle_saves_from_blame_only_while_it_would_if_it_were_news() -> None:
    first = TONIGHT - days(300)
    nights = [first + days(passed) for passed in range(301)]
    old = page(look(first, clue(first - days(100)), until=TONIGHT, path="lama"))
    riddle = nights[10]
    box = page(look(riddle, path="acak"), look(riddle, path="acak", source=Source.LISTING, words=0))
    watched = site(old, box, nights=nights)
    young, old_riddle = watched.score(tonight=nights[20]), watched.score(tonight=nights[60])
    assert (young.status, young.waits) == (Status.BELUM_TERUKUR, Wait.RIDDLE)
    assert (old_riddle.status, old_riddle.waits) == (Status.BASI, None)


@pytest.mark.parametrize(("age", "status"), [(9, Status.BELUM_TERUKUR), (40, Status.BASI)])
def test_a_clerk_who_catches_up_on_the_last_weeks_in_one_evening_is_not_blamed(age: int, status: Status) -> None:
    told = [update(TONIGHT - days(120)), update(TONIGHT - days(age), path="b", counted=False, reason=Reason.BACKDATED)]

    assert score_of(told, [visit(TONIGHT)]).status is status
