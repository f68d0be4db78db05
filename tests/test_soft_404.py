"""A page that is none, though the server says 200: an apology, or the front page under another address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.hollow import front_problem
from crawler.kept import FrontText
from crawler.page import Page, open_page
from crawler.reach import Reach
from crawler.reading import Moment, page_reading
from crawler.records import Reading
from crawler.soft404 import Nothing, no_page

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
        ("", "", "<p>The page you are looking for could not be found.</p>"),
        ("Data tidak ditemukan", "", "<p>Silakan periksa kembali alamat yang dituju.</p>"),
        ("Not Found", "", "<p>The requested URL was not found on this server.</p>"),
    ],
)
def test_an_apology_is_no_page(title: str, h1: str, body: str) -> None:
    page, reading = read(title, body, h1=h1)
    assert no_page(page, reading, FrontText(title="Kelurahan Kedaton")) is Nothing.GONE


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Korban hanyut belum ditemukan", "<p>Tim masih mencari korban di sepanjang sungai sejak pagi.</p>"),
        ("404 warga terima bantuan pangan", LONG),
        ("Kabar", "<p>Lurah menyapa warga yang hadir.</p>"),
        ("Halaman parkir kelurahan diperluas", "<p>Halaman parkir kantor kini lebih luas.</p>"),
        ("Arsip", "<p>Kelurahan tidak menemukan data warga yang ganda.</p>"),
        ("Data tidak ditemukan saat cek bansos? Datang ke kelurahan", "<p>Warga dilayani setiap hari kerja.</p>"),
        ("Berita tidak ada hubungan dengan kelurahan", "<p>Lurah memberi penjelasan kepada warga.</p>"),
        (
            "Kegiatan posyandu",
            "<div style='display:none'>Berita yang Anda cari tidak ditemukan</div><p>Balita ditimbang.</p>",
        ),
        ("Website dinas sedang dipakai warga", "<p>Warga kini dapat mengurus surat dari rumah melalui laman kota.</p>"),
        ("", ""),
    ],
)
def test_a_short_page_that_speaks_of_something_else_is_one(title: str, body: str) -> None:
    page, reading = read(title, body)
    assert not no_page(page, reading, FrontText())


def test_a_long_page_with_an_apology_at_its_head_is_one() -> None:
    page, reading = read("Halaman tidak ditemukan", LONG)
    assert not no_page(page, reading, FrontText())


def test_the_front_page_under_another_address_is_no_page() -> None:
    _, front = read("Kelurahan Kedaton", LONG, url="http://kedaton.test/")
    page, reading = read("Kelurahan Kedaton", LONG)
    assert no_page(page, reading, front_of(front)) is Nothing.GONE


def test_a_page_that_bears_the_front_pages_text_and_a_date_of_its_own_is_one() -> None:
    _, front = read("Kelurahan Kedaton", LONG, url="http://kedaton.test/")
    page, reading = read(
        "Kelurahan Kedaton", f"<time class='published' datetime='2026-11-18'>18 November 2026</time>{LONG}"
    )
    assert reading.dates.published is not None
    assert not no_page(page, replace(reading, text_hash=front.text_hash), front_of(front))


def test_a_gambling_address_that_answers_with_the_front_page_is_no_page_any_more() -> None:
    _, front = read("Kelurahan Kedaton", LONG, url="http://kedaton.test/")
    page, reading = read("Kelurahan Kedaton", LONG, url="http://kedaton.test/?tunnel=DEWA4D")
    assert reading.injected is not None
    assert no_page(page, reading, front_of(front)) is Nothing.GONE


def test_a_gambling_address_that_answers_with_an_apology_is_no_page_any_more() -> None:
    page, reading = read("Halaman tidak ditemukan", "", url="http://kedaton.test/slot-gacor-maxwin/")
    assert reading.injected is not None
    assert no_page(page, reading, FrontText()) is Nothing.GONE


@pytest.mark.parametrize("title", ["Kelurahan Kedaton", "Halaman tidak ditemukan"])
def test_what_hides_gambling_links_is_a_page_whatever_it_says(title: str) -> None:
    _, front = read(title, LONG, url="http://kedaton.test/")
    page, reading = read(title, LONG + HIDDEN, url="http://kedaton.test/?tunnel=DEWA4D")
    assert not no_page(page, reading, front_of(front))


def test_a_gambling_address_with_a_text_of_its_own_stays_what_it_is() -> None:
    _, front = read("Kelurahan Kedaton", LONG, url="http://kedaton.test/")
    page, reading = read("Kabar warga", LONG * 2, url="http://kedaton.test/?tunnel=DEWA4D")
    assert not no_page(page, reading, front_of(front))


def test_an_apology_under_a_date_of_its_own_is_a_page() -> None:
    page, reading = read(
        "Data tidak ditemukan", "<time class='published' datetime='2026-11-18'>18 November 2026</time>"
    )
    assert not no_page(page, reading, FrontText())


BROKEN = [
    ("Database Error", "<h1>Error establishing a database connection</h1>"),
    (
        "Website",
        "<h1>Pemberitahuan</h1><p>Mohon maaf website kami sedang dalam perbaikan untuk pelayanan yang lebih baik.</p>",
    ),
    ("Kelurahan", "<h1>Sedang dalam pemeliharaan</h1><p>Silakan kembali beberapa saat lagi.</p>"),
    ("WordPress", "<p>There has been a critical error on this website.</p>"),
    ("", "SQLSTATE[HY000] [2002] Connection refused"),
    ("", "<b>Fatal error</b>: Uncaught Error: Call to undefined function mysql_connect()"),
    ("Maintenance", "<p>Briefly unavailable for scheduled maintenance. Check back in a minute.</p>"),
    ("Coming Soon", "<p>Kami akan segera kembali.</p>"),
    (
        "Terjadi Kesalahan",
        "<p>Data yang Anda minta tidak dapat kami tampilkan karena server basis data sedang sibuk, silakan muat ulang.</p>",
    ),
    ("Database Error", "<h1>A Database Error Occurred</h1><p>Error Number: 1040</p><p>Too many connections</p>"),
    ("508", "<h1>Resource Limit Is Reached</h1><p>The website is temporarily unable to service your request.</p>"),
    ("Kelurahan", "<p>Warning: mysqli_query(): MySQL server has gone away in /srv/koneksi.php on line 12</p>"),
]


@pytest.mark.parametrize(("title", "body"), BROKEN)
def test_what_a_broken_site_says_is_no_page_tonight(title: str, body: str) -> None:
    page, reading = read(title, body)
    assert no_page(page, reading, FrontText()) is Nothing.TONIGHT


@pytest.mark.parametrize(("title", "body"), BROKEN)
def test_a_front_page_that_says_only_that_is_not_measured(title: str, body: str) -> None:
    page, _ = read(title, body, url="http://kedaton.test/")
    found = front_problem(page, 200)
    assert found is not None
    assert found[0] is Reach.OUT_OF_ORDER


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("One moment, please...", "<p>Please wait while your request is being verified before you can continue.</p>"),
        ("Account Suspended", "<p>Contact your hosting provider for more information.</p>"),
        ("Just a moment...", "<p>Verify you are human. Ray ID: 8f2</p>"),
    ],
)
def test_what_stands_before_a_site_is_no_page_tonight_in_the_place_of_an_article_either(title: str, body: str) -> None:
    page, reading = read(title, body)
    assert no_page(page, reading, FrontText()) is Nothing.TONIGHT


MENU = "".join(f"<a href='/bagian/{n}'>Bagian {n}</a>" for n in range(9))


@pytest.mark.parametrize("h1", ["Terjadi Kesalahan", "A Database Error Occurred", "Resource Limit Is Reached"])
def test_a_servers_failure_in_the_frame_of_the_site_is_no_page_tonight(h1: str) -> None:
    page, reading = read(
        "Kelurahan Kedaton", f"{MENU}<p>Silakan coba lagi beberapa saat lagi, terima kasih.</p>", h1=h1
    )
    assert no_page(page, reading, FrontText()) is Nothing.TONIGHT


@pytest.mark.parametrize("h1", ["Server KTP elektronik sedang gangguan", "Situs kelurahan sedang dalam perbaikan"])
def test_a_short_post_of_a_living_site_on_something_out_of_order_is_a_page(h1: str) -> None:
    page, reading = read(
        f"{h1} - Kelurahan", f"{MENU}<p>Warga dilayani kembali hari Senin mulai pukul delapan.</p>", h1=h1
    )
    assert not no_page(page, reading, FrontText())


def test_a_long_article_that_quotes_a_message_is_a_page() -> None:
    page, reading = read("Terjadi kesalahan", LONG)
    assert not no_page(page, reading, FrontText())


def test_a_front_page_with_its_menu_and_a_notice_is_one() -> None:
    menu = "".join(f"<a href='/bagian/{n}'>Bagian {n}</a>" for n in range(9))
    page, _ = read(
        "Kelurahan Kedaton", f"{menu}<p>Layanan surat sedang dalam perbaikan.</p>", url="http://kedaton.test/"
    )
    assert front_problem(page, 200) is None
