"""A night on which most of the hosts fail at once is ours, and counts against nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reach import Reach
from crawler.records import CanaryAnswer, CanaryNight, Ending
from monitor.canary import OurNight, Sign, our_nights

FIRST = date(2026, 11, 1)
SHARE = 0.6


def night(number: int, failing: int, *, hosts: int = 20, reach: Reach = Reach.CONNECT_TIMEOUT) -> list[Ending]:
    """The endings of one night on which the first ``failing`` of the hosts fail."""
    day = FIRST + timedelta(days=number)
    return [Ending(f"http://s{n}.test/", day, reach if n < failing else Reach.OK) for n in range(hosts)]


def found(*nights: list[Ending]) -> list[tuple[int, int]]:
    endings = [ending for together in nights for ending in together]
    return [((ours.night - FIRST).days, ours.failed) for ours in our_nights(endings, share=SHARE)]


def test_most_hosts_failing_at_once_make_the_night_ours() -> None:
    assert found(night(0, 0), night(1, 13)) == [(1, 13)]


def test_a_share_that_is_just_met_is_not_enough() -> None:
    assert found(night(0, 0), night(1, 12)) == []


@pytest.mark.parametrize("reach", [Reach.REDIRECTED_AWAY, Reach.DNS_MISSING, Reach.HTTP_5XX, Reach.PARKED_OR_SUSPENDED])
def test_it_does_not_matter_how_they_fail(reach: Reach) -> None:
    assert found(night(0, 0), night(1, 20, reach=reach)) == [(1, 20)]


def test_an_outage_of_a_week_stays_ours_for_a_week() -> None:
    outage = [night(day, 20) for day in range(1, 8)]
    assert [day for day, _ in found(night(0, 0), *outage, night(8, 0))] == list(range(1, 8))


def test_hosts_that_were_down_before_weigh_nothing() -> None:
    assert found(night(0, 15), night(1, 16)) == []


def test_a_few_hosts_say_nothing() -> None:
    assert found(night(0, 0, hosts=9), night(1, 9, hosts=9)) == []


def test_units_that_share_a_host_count_once() -> None:
    shared = [Ending(f"http://portal.test/{n}", FIRST, Reach.OK) for n in range(40)]
    later = [Ending(f"http://portal.test/{n}", FIRST + timedelta(days=1), Reach.REFUSED) for n in range(40)]
    assert found(shared + night(0, 0, hosts=12), later + night(1, 2, hosts=12)) == []


def test_hosts_that_were_not_asked_tonight_do_not_weigh() -> None:
    assert found(night(0, 0), night(1, 2)[:2]) == []


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_endings_changes_nothing(random: object) -> None:
    endings = [*night(0, 1), *night(1, 14), *night(2, 3)]
    shuffled = list(endings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert our_nights(shuffled, share=SHARE) == our_nights(endings, share=SHARE)


# -- the configured canaries -----------------------------------------------------------------------------------------


def canaries(number: int, *answered: bool) -> CanaryNight:
    said = tuple(CanaryAnswer(f"http://c{at}.test/", one, "") for at, one in enumerate(answered))
    return CanaryNight(FIRST + timedelta(days=number), said)


def called_ours(*told: CanaryNight) -> list[OurNight]:
    endings = [*night(0, 0, hosts=2), *night(1, 1, hosts=2), *night(2, 0, hosts=2)]
    return list(our_nights(endings, share=SHARE, canaries=told))


def test_most_canaries_failing_make_the_night_ours_however_few_hosts_there_are() -> None:
    day = FIRST + timedelta(days=1)
    assert called_ours(canaries(0, True), canaries(1, False, False, True)) == [
        OurNight(day, 2, 3, Sign.CANARIES, ("http://c0.test/", "http://c1.test/"))
    ]


def test_half_of_them_is_not_most() -> None:
    assert called_ours(canaries(1, False, True)) == []


def test_one_of_several_crawls_of_a_night_will_do() -> None:
    assert len(called_ours(canaries(1, False), canaries(1, True))) == 1


def test_a_night_of_silent_canaries_teaches_nothing_of_the_hosts() -> None:
    endings = [*night(0, 0), *night(1, 20), *night(2, 20)]
    found = our_nights(endings, share=SHARE, canaries=[canaries(1, False)])
    assert [(one.night, one.sign) for one in found] == [
        (FIRST + timedelta(days=1), Sign.CANARIES),
        (FIRST + timedelta(days=2), Sign.HOSTS),
    ]


def test_a_night_on_which_no_site_was_reached_is_told_among_the_others_in_its_order() -> None:
    night_of = [FIRST + timedelta(days=number) for number in range(3)]
    found = our_nights([*night(0, 0), *night(2, 20)], share=SHARE, unreached=[(night_of[1], 20)])
    assert found == (OurNight(night_of[1], 20, 20, Sign.NOTHING), OurNight(night_of[2], 20, 20))
