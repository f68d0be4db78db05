"""Links of list pages under conditional requests: an answer that says what it said says it of its links too."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.guard import Lookups
from crawler.kept import Fact, Heard, Kept, Same
from crawler.memory import memory_of
from crawler.reach import Reach
from crawler.reading import Moment, item_reading
from crawler.records import Listed, Reading, SiteNight, Source, Visit
from crawler.sites import CrawlRules
from crawler.store import EvidenceStore
from crawler.visit import visit
from crawler.visiting import Target
from tests.shelf import Shelf

SITE, FRONT = "18.71.01.1003", "http://a.test/"
NIGHT = date(2026, 11, 2)
ZONE = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EvidenceStore]:
    opened = EvidenceStore(tmp_path / "segar.db")
    yield opened
    opened.close()


def _at(night: int) -> datetime:
    return datetime(2026, 11, 1, 18, tzinfo=UTC) + timedelta(days=night)


def _link(url: str) -> Reading:
    return item_reading(Listed(url, "", Source.LISTING), site=SITE)


def _kept(url: str) -> Kept:
    return Kept(url, NIGHT, "body", "meaning", said="[]")


def _save(
    store: EvidenceStore, night: int, *read: str, heard: tuple[str, ...] = (), same: tuple[str, ...] = ()
) -> None:
    """One measured night: ``read`` are links that were read, in each of the answers ``heard``; ``same`` came unread."""
    on, at = NIGHT + timedelta(days=night), _at(night)
    ledger = Visit(SITE, FRONT, on, Reach.OK, "", at, at)
    keys = tuple((url, "listing") for url in read)
    brought = SiteNight(
        ledger,
        tuple(map(_link, read)),
        heard=tuple(Heard(_kept(url), keys) for url in heard),
        same=tuple(Same(_kept(url), Fact.NOT_MODIFIED) for url in same),
    )
    store.save(store.begin_crawl(night=on, now=at), brought)


def _spans(store: EvidenceStore, url: str) -> list[tuple[int, int, int]]:
    """First and last night of every look at a page, and the nights on which it was met."""
    pages = {page.url: page for page in store.history(SITE, until=NIGHT + timedelta(days=90)).pages}
    return [((look.first_night - NIGHT).days, (look.last_night - NIGHT).days, look.nights) for look in pages[url].looks]


def test_a_link_is_met_once_a_night_however_many_answers_hold_it(store: EvidenceStore) -> None:
    _save(store, 0, "http://a.test/x", heard=(FRONT, "http://a.test/berita"))
    _save(store, 1, same=(FRONT, "http://a.test/berita"))
    _save(store, 1, same=(FRONT,))  # the night is crawled again
    assert _spans(store, "http://a.test/x") == [(0, 1, 2)]


def test_a_link_that_had_stood_and_returns_unread_keeps_its_first_stay_apart(store: EvidenceStore) -> None:
    archive, front = "http://a.test/berita", FRONT
    _save(store, 0, "http://a.test/x", heard=(archive, front))
    _save(store, 1, same=(archive,))
    _save(store, 2, same=(archive,))
    _save(store, 3)
    _save(store, 4, same=(archive,))
    assert _spans(store, "http://a.test/x") == [(0, 2, 3), (4, 4, 1)]

    _save(store, 5, same=(front,))  # another answer that names it confirms the row that stands now
    assert _spans(store, "http://a.test/x") == [(0, 2, 3), (4, 5, 2)]


def test_a_link_that_had_not_stood_goes_on_in_its_row(store: EvidenceStore) -> None:
    _save(store, 0, "http://a.test/x", heard=(FRONT,))
    _save(store, 1)
    _save(store, 2, same=(FRONT,))
    assert _spans(store, "http://a.test/x") == [(0, 2, 2)]


def test_a_link_that_returns_in_an_answer_that_was_read_is_confirmed_by_the_others_too(store: EvidenceStore) -> None:
    _save(store, 0, "http://a.test/x", heard=("http://a.test/berita", FRONT))
    _save(store, 1, same=(FRONT,))
    _save(store, 2, same=(FRONT,))
    _save(store, 3)
    _save(store, 4, "http://a.test/x", heard=(FRONT,))
    _save(store, 5, same=("http://a.test/berita",))
    assert _spans(store, "http://a.test/x") == [(0, 2, 3), (4, 5, 2)]


# -- the same in a visit ---------------------------------------------------------------------------------------------

_TEXT = " ".join(["Warga kelurahan bergotong royong membersihkan saluran air di lingkungan masing masing."] * 6)


def _front(*names: str) -> str:
    rows = "".join(f'<li><a href="/{name}">Kabar tentang {name} di kelurahan kami</a></li>' for name in names)
    return f"<html><head><title>Kelurahan A</title></head><body><main><h1>Kelurahan A</h1><p>{_TEXT}</p><ul>{rows}</ul></main></body></html>"


def _page(name: str) -> str:
    text = _TEXT.replace("Warga", name)
    return (
        f"<html><head><title>{name}</title></head><body><main><h1>Kabar {name}</h1><p>{text}</p></main></body></html>"
    )


RULES = CrawlRules()


def _visit(store: EvidenceStore, shelf: Shelf, night: int, *, rules: CrawlRules = RULES) -> list[str]:
    """Visit the site on a night; returns the pages it was asked for, by name."""
    shelf.asked.clear()
    target, moment = Target(SITE, FRONT), Moment(_at(night), ZONE)
    found = asyncio.run(visit(target, memory_of(store, target, moment), shelf, moment=moment, rules=rules))
    store.save(store.begin_crawl(night=NIGHT + timedelta(days=night), now=_at(night)), found)
    return [url.removeprefix(FRONT) for url in shelf.asked if url.startswith(FRONT)]


def _shelf(*names: str) -> Shelf:
    pages = {FRONT: _front(*names)} | {FRONT + name: _page(name) for name in names}
    return Shelf(None, Lookups(), pages=pages)


def test_links_of_a_front_page_that_came_again_unchanged_are_met_again(store: EvidenceStore) -> None:
    shelf = _shelf("pasar", "posyandu")
    for night in range(4):
        _visit(store, shelf, night)

    (same,) = store.db.query("select same from readings r join pages p on p.id = r.page where p.url = ?", [FRONT])
    assert same["same"] == "body"
    assert _spans(store, FRONT + "pasar")[0] == (0, 3, 4)

    shelf.pages[FRONT] = _front("posyandu")
    _visit(store, shelf, 4)
    assert _spans(store, FRONT + "pasar")[0] == (0, 3, 4)
    assert _spans(store, FRONT + "posyandu")[0] == (0, 4, 5)


@pytest.mark.parametrize("front", [("pasar", "posyandu", "banjir"), ("apel",)])
def test_a_link_that_was_left_over_is_asked_for_whether_its_list_still_has_it_or_not(
    store: EvidenceStore, front: tuple[str, ...]
) -> None:
    shelf = _shelf("pasar", "posyandu", "banjir", "apel")
    shelf.pages[FRONT] = _front("pasar", "posyandu", "banjir")
    _visit(store, shelf, 0, rules=replace(RULES, pages_first=1))
    left = store.unread_links(SITE)
    assert len(left) == 2
    store.db.execute("update visits set waiting = 0")  # an older Segar did not count what it left
    store.db.conn.commit()

    shelf.pages[FRONT] = _front(*front)
    assert {url.removeprefix(FRONT) for url in left} <= set(_visit(store, shelf, 1))
    assert store.unread_links(SITE) == ()


def test_a_link_that_was_asked_for_in_vain_is_none_any_more(store: EvidenceStore) -> None:
    shelf = _shelf("pasar", "hilang")
    del shelf.pages[FRONT + "hilang"]
    assert "hilang" in _visit(store, shelf, 0)
    assert store.unread_links(SITE) == ()
    assert {page.url for page in store.known(SITE)} == {FRONT, FRONT + "pasar"}
    assert "hilang" not in _visit(store, shelf, 1)


def test_a_planted_link_is_told_on_every_night_on_which_the_front_page_comes_again(store: EvidenceStore) -> None:
    shelf = _shelf("pasar")
    shelf.pages[FRONT] = _front("pasar", "situs-slot-gacor-maxwin-terpercaya")
    for night in range(2):
        _visit(store, shelf, night)
    first, second = (row["injected"] for row in store.db.query("select injected from visits order by id"))
    assert first is not None
    assert second == first


def test_the_answers_hold_the_rows_of_their_links(store: EvidenceStore) -> None:
    _visit(store, _shelf("pasar", "posyandu"), 0)
    (row,) = store.db.query("select readings from answers where url = ?", [FRONT])
    assert len(json.loads(row["readings"])) == 3
