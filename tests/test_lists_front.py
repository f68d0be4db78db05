from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.lists.front import read_front, sections
from crawler.page import open_page

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
URL = "https://kedaton.go.id/"


def _dates(html: str) -> dict[str, date | None]:
    """What a page lists: the last step of each address, with its date."""
    read = read_front(open_page(f"<body>{html}</body>".encode(), url=URL), zone=WIB, now=NOW)
    return {
        item.url.rstrip("/").rpartition("/")[2]: item.published.day if item.published else None for item in read.items
    }


def _next(html: str) -> str | None:
    return read_front(open_page(html.encode(), url=URL), zone=WIB, now=NOW).next


A, B = '<a href="/berita/satu">Warga Kedaton Gotong Royong</a>', '<a href="/berita/dua">Lurah Memimpin Apel Pagi</a>'
DAYS = {"satu": date(2026, 11, 19), "dua": date(2026, 10, 5)}


@pytest.mark.parametrize(
    "html",
    [
        f'<article><h2>{A}</h2><time datetime="2026-11-19T08:00:00+07:00">kemarin</time></article><article><h2>{B}</h2><time datetime="2026-10-05">x</time></article>',
        f"<ul><li>{A} <span class='tanggal'>19 November 2026</span></li><li>{B} <span class='tanggal'>5 Oktober 2026</span></li></ul>",
        f"<table><tr><td>19/11/2026</td><td>{A}</td></tr><tr><td>05/10/2026</td><td>{B}</td></tr></table>",
        f"<div><small>19 November 2026</small>{A}<small>5 Oktober 2026</small>{B}</div>",
        f"<div>{A}<br><i>19 November 2026</i><br>{B}<br><i>5 Oktober 2026</i></div>",
        (
            '<div class="row"><a href="/berita/satu"><h4>Warga Kedaton Gotong Royong</h4><span>19 November 2026</span></a></div>'
            '<div class="row"><a href="/berita/dua"><h4>Lurah Memimpin Apel Pagi</h4><span>5 Oktober 2026</span></a></div>'
        ),
    ],
)
def test_the_date_beside_a_link_is_the_links_own(html: str) -> None:
    assert _dates(html) == DAYS


def test_a_date_in_a_title_or_a_teaser_is_not_the_items_own() -> None:
    html = (
        '<article><h2><a href="/berita/satu">Jadwal Posyandu 5 Oktober 2026</a></h2>'
        "<p>Pemerintah kelurahan kembali menyelenggarakan kegiatan rutin bagi seluruh warga pada hari Senin, 16 November 2026 di balai kelurahan.</p></article>"
    )
    assert _dates(html) == {"satu": None}


@pytest.mark.parametrize(
    "html",
    [
        f'<div class="agenda"><p>{A}</p><p>25 November 2026</p></div>',
        f"<li>{A} <span class='tanggal'>Pelaksanaan: 25 November 2026</span></li>",
        f'<ul class="recentcomments"><li>{A} <span class="date">19 November 2026</span></li></ul>',
        f'<div id="jam"><span class="date">20 November 2026</span>{A}</div>',
    ],
)
def test_agendas_comments_and_clocks_date_nothing(html: str) -> None:
    assert _dates(html) == {"satu": None}


def test_content_comes_before_furniture_and_both_are_kept() -> None:
    html = f'<nav><a href="/profil/visi-dan-misi-kelurahan">Visi dan Misi</a></nav><main>{A}</main><footer>{B}</footer>'
    assert list(_dates(html)) == ["satu", "visi-dan-misi-kelurahan", "dua"]


def test_sections_traps_and_social_pages_are_no_articles() -> None:
    html = (
        '<a href="/category/berita/">Semua berita kelurahan kita</a><a href="/?s=a">Hasil pencarian untuk a</a><a href="/perda.zip">Peraturan daerah nomor satu</a>'
        '<a href="https://facebook.com/kedaton">Ikuti halaman kami di sini</a><a href="#atas">Kembali ke atas halaman</a><a href="mailto:a@b.id">Kirim surat kepada kami</a>'
    )
    assert _dates(html) == {}


def test_links_to_other_sites_are_kept_for_the_caller_to_judge() -> None:
    assert _dates('<a href="https://kota.go.id/berita/wali">Wali Kota Membuka Musrenbang</a>') == {"wali": None}


def test_a_read_on_link_gives_no_title() -> None:
    html = '<div><h3><a href="/berita/satu">Warga Kedaton Gotong Royong</a></h3><a href="/berita/satu">Baca selengkapnya tentang berita panjang ini</a></div>'
    read = read_front(open_page(html.encode(), url=URL), zone=WIB, now=NOW)
    assert [item.title for item in read.items] == ["Warga Kedaton Gotong Royong"]


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="next" href="/page/2/">',
        '<a class="next page-numbers" href="/page/2/">Next</a>',
        '<a href="/page/2/">Halaman berikutnya »</a>',
        '<a href="/page/2/">›</a>',
        '<a href="/page/2/">Older Posts</a>',
    ],
)
def test_the_next_page_is_found_however_it_is_called(html: str) -> None:
    assert _next(html) == "https://kedaton.go.id/page/2/"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/berita/satu">Selanjutnya</a>',
        '<a rel="next" href="https://else.id/2">Next</a>',
        '<a rel="next" href="/">Next</a>',
    ],
)
def test_what_leads_elsewhere_is_no_next_page(html: str) -> None:
    assert _next(html) is None


def test_the_sections_of_a_site_are_its_own_links_that_look_like_no_article() -> None:
    menu = (
        '<a href="/">Beranda</a><a href="/profil">Profil</a><a href="/berita">Berita</a><a href="/berita#atas">Berita</a>'
        '<a href="/index.php?page=galeri">Galeri</a><a href="/?page=2">2</a><a href="https://kota.go.id/info">Kota</a>'
    )
    page = open_page(f"<nav>{menu}</nav><main>{A}</main>".encode(), url=URL)
    found = [(item.url.removeprefix(URL), item.title) for item in sections(page)]
    assert found == [("profil", "Profil"), ("berita", "Berita"), ("index.php?page=galeri", "Galeri")]


def test_a_page_that_its_query_names_by_a_word_is_no_page_number() -> None:
    detail, paged = "/index.php?page=detail&id=7", "/index.php?page=7"
    html = f'<a href="{detail}">Apel pagi</a><a href="{paged}">Warga Kedaton Gotong Royong</a>'
    assert list(_dates(html)) == ["index.php?page=detail&id=7"]


def test_ten_thousand_links_and_deep_nesting_are_survived() -> None:
    html = "".join(f'<a href="/berita/{number}">Judul berita nomor {number}</a>' for number in range(10_000))
    deep = "<div>" * 3_000 + A + "</div>" * 3_000
    assert len(_dates(html)) <= 2_000
    assert "satu" in _dates(deep)


@pytest.mark.parametrize(
    "html", ['<a href="http://[broken">Judul yang rusak sekali</a>', "", "<a href=''>Judul tanpa alamat apa pun</a>"]
)
def test_broken_addresses_are_passed_over(html: str) -> None:
    assert _dates(html) == {}
