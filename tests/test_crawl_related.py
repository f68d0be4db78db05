"""Short articles with many related ones below them: what a list of the site dates is a text, what nothing dates may be a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.lists.words import is_section
from crawler.records import PageKind
from crawler.store import EvidenceStore
from monitor.updates import find_updates
from tests.judgement_helpers import at
from tests.shelf import FRONT, SITE, ZONE, Shelf, shelf_of, visited

NIGHT = date(2026, 11, 22)
DAYS = [date(2026, 11, 20) - timedelta(days=7 * n) for n in range(10)]
TEXT = "Lurah bersama ketua RT {n} meninjau perbaikan saluran air di jalan nomor {n} dan meminta warga tidak membuang sampah."
FEED = "<link rel=alternate type=application/rss+xml href=/feed/>"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EvidenceStore]:
    opened = EvidenceStore(tmp_path / "segar.db")
    yield opened
    opened.close()


def _page(title: str, inside: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1>{inside}</main></body></html>"


def _links(*, but: int = -1, dated: bool) -> str:
    return "".join(
        f'<div><h4><a href="/baca/kerja-{n}/">Kerja bakti ke {n} di kampung kita</a></h4>{f"<i class=tanggal>{day:%d/%m/%Y}</i>" if dated else ""}</div>'
        for n, day in enumerate(DAYS)
        if n != but
    )


def _site(*, front_dates: bool, feed: bool) -> Shelf:
    head = FEED if feed else ""
    pages = {
        f"baca/kerja-{n}/": _page(
            f"Kerja bakti ke {n}", f"<p>{TEXT.format(n=n)}</p><h3>Terkait</h3>{_links(but=n, dated=False)}"
        )
        for n in range(10)
    }
    shelf = shelf_of({"": _page("Kelurahan", _links(dated=front_dates), head), **pages})
    items = "".join(
        f"<item><title>Kabar {n}</title><link>{FRONT}baca/kerja-{n}/</link><pubDate>{day:%d %b %Y} 08:00:00 +0700</pubDate></item>"
        for n, day in enumerate(DAYS)
    )
    if feed:
        body = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
        shelf.others[f"{FRONT}feed/"] = (200, "application/rss+xml", body)
    return shelf


def _kinds(store: EvidenceStore) -> set[PageKind]:
    return {page.kind for page in store.known(SITE) if "kerja" in page.url}


@pytest.mark.parametrize(("front_dates", "feed"), [(True, False), (False, True)])
def test_what_a_list_dates_is_content_and_counts(store: EvidenceStore, *, front_dates: bool, feed: bool) -> None:
    shelf = _site(front_dates=front_dates, feed=feed)
    for n in range(4):
        visited(store, shelf, NIGHT + timedelta(days=n))
    assert _kinds(store) == {PageKind.CONTENT}
    updates = find_updates(store.history(SITE, until=NIGHT), now=at(NIGHT), zone=ZONE)
    assert {update.day for update in updates if update.counted} == set(DAYS)


def test_it_stays_content_when_its_list_has_forgotten_it(store: EvidenceStore) -> None:
    shelf = _site(front_dates=False, feed=True)
    visited(store, shelf, NIGHT)
    shelf.others[f"{FRONT}feed/"] = (200, "application/rss+xml", "<rss version='2.0'><channel></channel></rss>")
    for n in range(10):  # other teasers each night: every page is read anew
        for path in shelf.pages:
            shelf.pages[path] = shelf.pages[path].replace("kampung kita", f"kampung {n} kita")
        visited(store, shelf, NIGHT + timedelta(days=n + 1))
    assert _kinds(store) == {PageKind.CONTENT}


def test_what_nothing_dates_is_told_by_the_page_alone(store: EvidenceStore) -> None:
    visited(store, _site(front_dates=False, feed=False), NIGHT)
    assert _kinds(store) == {PageKind.LISTING}


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("berita/", True),
        ("index.php/pengumuman", True),
        ("informasi-publik.html", True),
        ("index.php?page=galeri", True),
        ("berita/kerja-bakti", False),
        ("baca/galeri-foto-warga", False),
        ("index.php?page=berita&id=7", False),
        ("?p=12", False),
    ],
)
def test_the_address_of_a_section_is_told_by_its_last_word(path: str, *, section: bool) -> None:
    assert is_section(FRONT + path) is section
