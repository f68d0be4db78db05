"""A page that is none, though the server says 200: an apology, or the front page under another address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.kept import FrontText
from crawler.page import Page, open_page
from crawler.reading import Moment, page_reading
from crawler.records import Reading
from crawler.soft404 import is_soft_404

URL = "http://kedaton.test/berita/gotong-royong"
NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
LONG = (
    "<p>Warga RW 02 bergotong royong membersihkan saluran air bersama lurah dan perangkat kelurahan sejak pagi.</p>" * 5
)
HIDDEN = "<div style='display:none'><a href='https://dewa4d.example/'>slot gacor</a></div>"


def read(title: str, body: str, *, h1: str = "", url: str = URL) -> tuple[Page, Reading]:
    head = f"<h1>{h1}</h1>" if h1 else ""
    html = f"<html><head><title>{title}</title></head><body>{head}<main>{body}</main></body></html>"
    page = open_page(html.encode(), url=url)
    moment = Moment(NOW, ZoneInfo("Asia/Jakarta"))
    return page, page_reading(page, site="x", url=url, moment=moment, status=200, server_date=NOW, body="x")


def front_of(reading: Reading) -> FrontText:
    return FrontText("http://kedaton.test/", reading.title, reading.text_hash)


@pytest.mark.parametrize(
    ("title", "h1", "body"),
    [
        ("404", "", "<p>Maaf, halaman yang Anda cari tidak ditemukan di situs ini.</p>"),
        ("404 Not Found - Kelurahan Kedaton", "", "<p>Silakan kembali ke beranda.</p>"),
        ("Kelurahan Kedaton", "Halaman tidak ditemukan", "<p>Silakan kembali ke beranda.</p>"),
        ("Kelurahan Kedaton", "Oops! Halaman Tidak Dapat Ditemukan", "<p>Silakan kembali.</p>"),
        ("Kelurahan Kedaton", "", "<p>Maaf, artikel yang Anda tuju sudah tidak ada atau tidak dapat ditemukan.</p>"),
        ("Page not found – Kelurahan", "Oops! That page can’t be found.", "<p>It looks like nothing was found.</p>"),
        ("Kelurahan", "", "<p>The page you are looking for could not be found.</p>"),
        ("Data tidak ditemukan", "", "<p>Silakan periksa kembali alamat yang dituju.</p>"),
        ("Not Found", "", "<p>The requested URL was not found on this server.</p>"),
    ],
)
def test_an_apology_is_no_page(title: str, h1: str, body: str) -> None:
    page, reading = read(title, body, h1=h1)
    assert is_soft_404(page, reading, FrontText())


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Korban hanyut belum ditemukan", "<p>Tim masih mencari korban di sepanjang sungai sejak pagi.</p>"),
        ("404 warga terima bantuan pangan", LONG),
        ("Kabar", "<p>Lurah menyapa warga yang hadir.</p>"),
        ("Halaman parkir kelurahan diperluas", "<p>Halaman parkir kantor kini lebih luas.</p>"),
        ("Arsip", "<p>Kelurahan tidak menemukan data warga yang ganda.</p>"),
        ("", ""),
    ],
)
def test_a_short_page_that_speaks_of_something_else_is_one(title: str, body: str) -> None:
    page, reading = read(title, body)
    assert not is_soft_404(page, reading, FrontText())


def test_a_long_page_with_an_apology_at_its_head_is_one() -> None:
    page, reading = read("Halaman tidak ditemukan", LONG)
    assert not is_soft_404(page, reading, FrontText())


def test_the_front_page_under_another_address_is_no_page() -> None:
    _, front = read("Kelurahan Kedaton", LONG, url="http://kedaton.test/")
    page, reading = read("Kelurahan Kedaton", LONG)
    assert is_soft_404(page, reading, front_of(front))


def test_a_page_that_bears_the_front_pages_text_and_a_date_of_its_own_is_one() -> None:
    _, front = read("Kelurahan Kedaton", LONG, url="http://kedaton.test/")
    page, reading = read(
        "Kelurahan Kedaton", f"<time class='published' datetime='2026-11-18'>18 November 2026</time>{LONG}"
    )
    assert reading.dates.published is not None
    assert not is_soft_404(page, replace(reading, text_hash=front.text_hash), front_of(front))


def test_a_gambling_address_that_answers_with_the_front_page_is_no_page_any_more() -> None:
    _, front = read("Kelurahan Kedaton", LONG, url="http://kedaton.test/")
    page, reading = read("Kelurahan Kedaton", LONG, url="http://kedaton.test/?tunnel=DEWA4D")
    assert reading.injected is not None
    assert is_soft_404(page, reading, front_of(front))


def test_a_gambling_address_that_answers_with_an_apology_is_no_page_any_more() -> None:
    page, reading = read("Halaman tidak ditemukan", "", url="http://kedaton.test/slot-gacor-maxwin/")
    assert reading.injected is not None
    assert is_soft_404(page, reading, FrontText())


@pytest.mark.parametrize("title", ["Kelurahan Kedaton", "Halaman tidak ditemukan"])
def test_what_hides_gambling_links_is_a_page_whatever_it_says(title: str) -> None:
    _, front = read(title, LONG, url="http://kedaton.test/")
    page, reading = read(title, LONG + HIDDEN, url="http://kedaton.test/?tunnel=DEWA4D")
    assert not is_soft_404(page, reading, front_of(front))


def test_a_gambling_address_with_a_text_of_its_own_stays_what_it_is() -> None:
    _, front = read("Kelurahan Kedaton", LONG, url="http://kedaton.test/")
    page, reading = read("Kabar warga", LONG * 2, url="http://kedaton.test/?tunnel=DEWA4D")
    assert not is_soft_404(page, reading, front_of(front))
