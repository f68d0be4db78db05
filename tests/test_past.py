"""Only what stands at a unit's address of today speaks for it."""

from __future__ import annotations

from dataclasses import replace

from crawler.records import SiteHistory
from monitor.past import at_address
from tests.judgement_helpers import TONIGHT, clue, look, page, visit

OLD, NEW = "http://salah.test/", "http://kedaton.test/"


def history(front: str) -> SiteHistory:
    one = look(TONIGHT, clue(TONIGHT))
    moved = replace(one, reading=replace(one.reading, url=f"{front}berita/1"))
    return SiteHistory("18.71.01.1003", (visit(TONIGHT, url=front),), (page(moved),))


def test_pages_and_visits_of_a_former_address_are_left_out() -> None:
    left = at_address(history(OLD), front=NEW, others=())
    assert (left.visits, left.pages) == ((), ())


def test_a_move_to_https_or_www_changes_nothing() -> None:
    kept = history(NEW)
    assert at_address(kept, front="https://www.kedaton.test/", others=()) == kept


def test_a_page_under_another_unit_s_front_is_that_unit_s() -> None:
    left = at_address(history(NEW), front=NEW, others=["http://kedaton.test/berita/"])
    assert left.pages == ()
