"""A box of random links brings old undated pages up every night; that is no news, and no reason for blame either."""

from __future__ import annotations

from monitor.freshness import Status
from monitor.updates import Reason
from tests.judgement_helpers import TONIGHT, Site, days, look, page, site

OLD = page(look(TONIGHT - days(20), until=TONIGHT, path="profil"))
NIGHTS = [TONIGHT - days(back) for back in range(20, -1, -1)]


def appearing(*backs: int) -> Site:
    pages = [page(look(TONIGHT - days(back), until=TONIGHT, path=f"kabar{back}")) for back in backs]
    return site(OLD, *pages, nights=NIGHTS)


def test_pages_that_come_up_every_night_are_not_counted() -> None:
    told = appearing(5, 4, 3, 2, 1, 0).told()
    assert {reason for reason, _ in told} == {Reason.ROTATED}


def test_a_site_of_which_only_that_is_known_is_neither_praised_nor_blamed() -> None:
    assert appearing(5, 4, 3, 2, 1, 0).score().status is Status.BELUM_TERUKUR


def test_an_office_that_posts_twice_a_week_is_believed() -> None:
    assert {reason for reason, _ in appearing(14, 10, 7, 3, 0).told()} == {Reason.APPEARED}


def test_two_pages_on_two_nights_are_believed() -> None:
    assert [reason for reason, _ in appearing(1, 0).told()] == [Reason.APPEARED] * 2
