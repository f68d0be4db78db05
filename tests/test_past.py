"""Only what stands at a unit's address of today speaks for it."""

from __future__ import annotations

from dataclasses import replace

from crawler.records import SiteHistory
from crawler.signs import Sign, SignKind
from monitor.past import at_address, without_cleared
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


def test_a_page_that_a_person_cleared_shows_no_sign_of_injection() -> None:
    bad = look(TONIGHT, clue(TONIGHT), injected="gambling words: “togel”")
    bad = replace(bad, reading=replace(bad.reading, url=f"{NEW}berita/togel"))
    told = visit(TONIGHT, url=NEW, injected=f"{NEW}berita/togel: gambling words: “togel”")
    whole = SiteHistory("18.71.01.1003", (told,), (page(bad),))

    left = without_cleared(whole, ["https://www.kedaton.test/berita/togel"], front=NEW)

    assert left.visits[0].injected is None
    assert left.pages[0].looks[0].reading.injected is None


def test_clearing_one_page_clears_no_other() -> None:
    bad = look(TONIGHT, injected="gambling words: “togel”")
    bad = replace(bad, reading=replace(bad.reading, url=f"{NEW}slot-gacor"))
    told = visit(TONIGHT, url=NEW, injected=f"{NEW}slot-gacor: gambling words: “togel”")
    whole = SiteHistory("18.71.01.1003", (told,), (page(bad),))

    assert without_cleared(whole, [f"{NEW}berita/togel", f"{NEW}slot"], front=NEW) == whole


def test_clearing_a_page_settles_its_signs_and_no_other_ones() -> None:
    own = Sign(SignKind.GAMBLING, f"{NEW}berita/togel", 2, "gambling words: “dewa4d”", TONIGHT)
    other = replace(own, url=f"{NEW}lain")
    whole = SiteHistory("18.71.01.1003", (visit(TONIGHT, url=NEW),), (), (own, other))

    assert without_cleared(whole, [own.url], front=NEW).signs == (other,)
