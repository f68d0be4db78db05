"""News that only an entry of the menu leads to: the entry is tried, and a list joins the lists of every night."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.lists.menu import menu_pages
from crawler.menu import is_turn
from crawler.page import open_page
from crawler.records import PageKind
from crawler.store import EvidenceStore
from monitor.updates import Update, find_updates
from tests.judgement_helpers import at
from tests.shelf import FRONT, SITE, ZONE, Shelf, shelf_of, visited

NIGHT = date(2026, 11, 2)
MONTHS = ("Agustus", "September", "Oktober", "November")
WELCOME = " ".join(["Selamat datang di laman resmi kelurahan kami yang melayani seluruh warga setiap hari kerja."] * 6)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EvidenceStore]:
    opened = EvidenceStore(tmp_path / "segar.db")
    yield opened
    opened.close()


def _page(title: str, inside: str, *menu: str) -> str:
    rows = "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in menu)
    return f"<html><head><title>{title}</title></head><body><nav><ul>{rows}</ul></nav><main><h1>{title}</h1>{inside}</main></body></html>"


def _said(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 8]} {day.year}"


def _post(day: date, *, dated: bool) -> str:
    text = (
        f"Warga RT {day.day} dan lurah memeriksa saluran air nomor {day.month * 31 + day.day} di kampung {day:%B%d}. "
    )
    return _page(_title(day), (f"<p class=tanggal>{_said(day)}</p>" if dated else "") + f"<p>{text * 6}</p>", *MENU)


def _title(day: date) -> str:
    return f"Kerja bakti ke {day.day} di kampung {day:%B}"


def _slug(day: date) -> str:
    """An address that tells nothing of the day."""
    return f"kerja-bakti-{day.toordinal() % 977}"


MENU = ("profil", "kontak", "berita")


def _site(*days: date, dated: bool = True, menu: tuple[str, ...] = MENU) -> Shelf:
    shelf = shelf_of({"profil": _page("Profil", f"<p>Profil. {WELCOME}</p>", *MENU)})
    _put_up(shelf, *days, dated=dated, menu=menu)
    return shelf


def _put_up(shelf: Shelf, *days: date, dated: bool = True, menu: tuple[str, ...] = MENU) -> None:
    shelf.pages[FRONT] = _page("Beranda", f"<p>{WELCOME}</p>", *menu)
    rows = "".join(
        f'<div><h3><a href="/berita/{_slug(day)}">{_title(day)}</a></h3>{f"<i class=tanggal>{_said(day)}</i>" if dated else ""}</div>'
        for day in sorted(days, reverse=True)
    )
    shelf.pages[f"{FRONT}berita"] = _page("Berita", rows, *MENU)
    shelf.pages |= {f"{FRONT}berita/{_slug(day)}": _post(day, dated=dated) for day in days}


def _weekly(count: int, last: date) -> list[date]:
    return [last - timedelta(weeks=n) for n in range(count)]


def _updates(store: EvidenceStore, night: date) -> tuple[Update, ...]:
    return find_updates(store.history(SITE, until=night), now=at(night), zone=ZONE)


def test_news_behind_a_menu_entry_of_one_word_is_read_and_followed(store: EvidenceStore) -> None:
    days = _weekly(8, date(2026, 10, 30))
    shelf = _site(*days)
    visited(store, shelf, NIGHT)
    assert {update.day for update in _updates(store, NIGHT) if update.counted} == set(days)

    new = NIGHT + timedelta(days=3)
    for n in range(1, 6):
        _put_up(shelf, *days, *([new] if n > 3 else []))
        visited(store, shelf, NIGHT + timedelta(days=n))
    assert new in {update.day for update in _updates(store, NIGHT + timedelta(days=5)) if update.counted}


def test_profile_pages_behind_the_menu_are_neither_written_down_nor_asked_for_again(store: EvidenceStore) -> None:
    shelf = _site(*_weekly(4, date(2026, 10, 30)))
    visited(store, shelf, NIGHT)
    assert {"profil", "kontak"} <= set(shelf.asked)
    assert {page.url for page in store.known(SITE) if page.kind is PageKind.LISTING} == {f"{FRONT}berita"}
    assert FRONT + "profil" not in {page.url for page in store.known(SITE)}
    visited(store, shelf, NIGHT + timedelta(days=1))
    assert not {"profil", "kontak"} & set(shelf.asked)
    assert len(shelf.asked) <= 8


def test_what_a_list_found_later_names_was_there_before(store: EvidenceStore) -> None:
    days = _weekly(8, date(2026, 9, 20))
    shelf = _site(*days, dated=False, menu=("profil",))
    visited(store, shelf, NIGHT)
    _put_up(shelf, *days, dated=False)
    for n in range(1, 15):
        visited(store, shelf, NIGHT + timedelta(days=n))
    last = NIGHT + timedelta(days=14)
    assert FRONT + "berita" in {page.url for page in store.known(SITE)}
    assert _updates(store, last) == ()


def test_old_posts_of_a_list_found_later_keep_their_days(store: EvidenceStore) -> None:
    days = _weekly(8, date(2026, 9, 20))
    shelf = _site(*days, menu=("profil",))
    visited(store, shelf, NIGHT)
    _put_up(shelf, *days)
    for n in range(1, 15):
        visited(store, shelf, NIGHT + timedelta(days=n))
    assert {update.day for update in _updates(store, NIGHT + timedelta(days=14)) if update.counted} == set(days)


def test_a_site_whose_lists_show_news_is_not_searched(store: EvidenceStore) -> None:
    shelf = _site()
    dated = "".join(
        f'<article><h2><a href="/kabar/{n}">Kabar nomor {n} dari kampung</a></h2><time datetime="2026-10-2{n}">x</time></article>'
        for n in range(5)
    )
    shelf.pages[FRONT] = _page("Beranda", f"<p>{WELCOME}</p>{dated}", *MENU)
    visited(store, shelf, NIGHT)
    assert "berita" not in shelf.asked


def test_a_menu_is_tried_after_all_else_and_within_the_pages_of_the_night(store: EvidenceStore) -> None:
    entries = tuple(f"menu{n}" for n in range(30))
    shelf = _site(menu=(*entries, "agenda"))
    visited(store, shelf, NIGHT)
    tried = [path for path in shelf.asked if path in {*entries, "agenda"}]
    assert tried == ["agenda", *entries[:14]]


def test_an_entry_that_leads_on_to_its_list_is_followed(store: EvidenceStore) -> None:
    shelf = _site(*_weekly(4, date(2026, 10, 30)))
    shelf.moved[f"{FRONT}berita"] = f"{FRONT}berita/"
    shelf.pages[f"{FRONT}berita/"] = shelf.pages.pop(f"{FRONT}berita")
    visited(store, shelf, NIGHT)
    assert {page.url for page in store.known(SITE) if page.kind is PageKind.LISTING} == {f"{FRONT}berita/"}


def test_a_section_of_long_teasers_is_a_list_where_it_dates_its_items(store: EvidenceStore) -> None:
    days = _weekly(4, date(2026, 10, 30))
    shelf = _site(*days)
    cards = "".join(
        f'<div><a href="/berita/{_slug(day)}">{_title(day)}</a><i class=tanggal>{_said(day)}</i><p>{WELCOME}</p></div>'
        for day in days
    )
    shelf.pages[f"{FRONT}berita"] = _page("Berita", cards, *MENU)
    visited(store, shelf, NIGHT)
    assert {update.day for update in _updates(store, NIGHT) if update.counted} == set(days)


def test_a_section_of_text_beside_a_box_of_dated_news_is_no_list(store: EvidenceStore) -> None:
    shelf = _site(*_weekly(4, date(2026, 10, 30)), menu=("informasi",))
    cards = shelf.pages[f"{FRONT}berita"].partition("<main>")[2].partition("</main>")[0]
    told = _page("Informasi", f"<p>{WELCOME}</p>", *MENU)
    shelf.pages[f"{FRONT}informasi"] = told.replace("</body>", f"<aside class=sidebar>{cards}</aside></body>")
    visited(store, shelf, NIGHT)
    assert "informasi" in shelf.asked
    assert [page.kind for page in store.known(SITE)] == [PageKind.FRONT]


def test_each_site_has_one_night_of_the_week_for_its_menu() -> None:
    nights = [NIGHT + timedelta(days=n) for n in range(28)]
    assert [sum(is_turn(f"18.71.01.{n}", night) for night in nights) for n in range(1001, 1020)] == [4] * 19


def test_entries_that_speak_of_news_come_first_by_their_words_or_their_address() -> None:
    links = (("profil", "Profil"), ("p/7", "Warta"), ("index.php?page=pengumuman", "Papan"), ("lurah", "Lurah"))
    html = "".join(f'<a href="/{path}">{words}</a>' for path, words in links)
    found = menu_pages(open_page(f"<nav>{html}</nav>".encode(), url="http://berita.test/"))
    assert [url.removeprefix("http://berita.test/") for url in found] == [
        "p/7",
        "index.php?page=pengumuman",
        "profil",
        "lurah",
    ]
