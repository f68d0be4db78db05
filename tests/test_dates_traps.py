"""What looks like a page's date and is none."""

from __future__ import annotations

import pytest

from crawler.records import Role
from tests.dates_helpers import TEXT, TITLE, article, published, read

OLD = '<div class="tanggal">Diposting: 05 Agustus 2024</div>'

CLOCKS = {
    "a clock by its id": '<div id="jam">Sabtu, 21 November 2026 01:00:00 WIB</div>',
    "a clock by its class": '<span class="clock">21 November 2026</span>',
    "the server's today in the header": '<header><div class="tgl">Sabtu, 21 November 2026</div></header>',
    "the server's today in the top bar": '<div class="top-bar"><span>Sabtu, 21 November 2026</span></div>',
    "today above the headline, in no named place": "<div>Sabtu, 21 November 2026</div>",
    "running text": "<marquee>Selamat datang, hari ini 21 November 2026</marquee>",
    "prayer times": '<div class="jadwal-sholat"><b>Sabtu, 21 November 2026</b> Subuh 04.25</div>',
}
ELSEWHERE = {
    "a sidebar of recent posts": '<aside><ul><li><a href="/lain">Penyaluran Bantuan Pangan Beras Tahap Tiga</a> <span class="tgl">20 November 2026</span></li></ul></aside>',
    "a widget": '<div class="widget"><span class="post-date">20 November 2026</span></div>',
    "related posts": '<div class="related"><div class="item"><a href="/x">Kerja Bakti Pasar</a><span class="date">20 November 2026</span></div></div>',
    "comments": '<div id="comments"><ol class="commentlist"><li><time datetime="2026-11-20T10:00:00+07:00">20 November 2026</time> Terima kasih</li></ol></div>',
    "an agenda with future dates": '<div class="agenda"><span class="tanggal">25 November 2026</span> Rapat RT</div>',
    "an event of the past": '<div class="jadwal-kegiatan"><span class="tanggal">10 November 2026</span> Posyandu</div>',
    "a copyright line": "<footer>Hak Cipta © 2026 Kelurahan</footer>",
    "a copyright range": "<footer>Copyright © 2019 - 2026</footer>",
    "a law in a sentence": "<p>Kegiatan ini mengacu pada Peraturan Wali Kota Nomor 25 Tahun 2026 tanggal 6 Maret 2026.</p>",
    "a birth date": "<p>Lurah kami lahir di Bandar Lampung pada 17 Agustus 1975 dan bertugas sejak 2 Januari 2023.</p>",
    "an event told in a sentence": "<p>BANDAR LAMPUNG, (16/11/2026) Pemerintah Kelurahan menyelenggarakan kegiatan bagi warga.</p>",
    "the next meeting": "<p>Kegiatan berikutnya dijadwalkan pada Minggu, 15 November 2026 pukul 07.00 WIB di tempat yang sama.</p>",
    "a state of data": "<p>Data penduduk per 31 Desember 2025</p>",
    "a visitor counter": '<div class="statistik">Pengunjung hari ini: 25, total 20241125</div>',
}


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=list(CLOCKS))
def test_a_live_clock_is_never_the_page_date(clock: str) -> None:
    assert published(article("", before=clock)) is None


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=list(CLOCKS))
def test_a_live_clock_does_not_hide_the_page_date(clock: str) -> None:
    assert published(article(OLD, before=clock)) == "2024-08-05"


@pytest.mark.parametrize("block", ELSEWHERE.values(), ids=list(ELSEWHERE))
def test_a_date_that_stands_elsewhere_is_not_the_page_date(block: str) -> None:
    assert published(article("", after=block)) is None


@pytest.mark.parametrize("block", ELSEWHERE.values(), ids=list(ELSEWHERE))
def test_a_date_that_stands_elsewhere_does_not_hide_the_page_date(block: str) -> None:
    assert published(article(OLD, after=block)) == "2024-08-05"


def test_the_refusal_names_what_was_seen() -> None:
    dates = read(article("", before=CLOCKS["a clock by its id"], after=ELSEWHERE["comments"]))
    assert dates.published is None
    assert "clock" in dates.why
    assert "comments" in dates.why


def test_a_page_without_any_date_says_so() -> None:
    assert read(article("")).why == "no published date: the page shows no date"


def test_a_published_date_after_the_fetch_is_refused_and_named() -> None:
    dates = read(article('<div class="tanggal">Diposting: 05 Agustus 2027</div>'))
    assert dates.published is None
    assert "2027-08-05" in dates.why


def test_a_constant_revised_meta_is_no_modification() -> None:
    dates = read(article(""), head='<meta name="revised" content="Sunday, July 18th, 2010, 5:15 pm">')
    assert (dates.published, dates.modified) == (None, None)


def test_a_last_update_that_always_prints_today_is_not_believed() -> None:
    dates = read(article(f"{OLD}<div>Terakhir diperbarui: 21 November 2026</div>"))
    assert dates.published
    assert dates.published.day.isoformat() == "2024-08-05"
    assert dates.modified is None
    assert "always prints today" in dates.why


def test_a_null_date_of_a_database_is_no_date() -> None:
    assert published(article('<time class="entry-date" datetime="0000-00-00 00:00:00">0000-00-00</time>')) is None


def test_a_picture_folder_is_only_a_bound() -> None:
    dates = read(
        article(""), head='<meta property="og:image" content="http://kelurahan.test/wp-content/uploads/2024/08/a.jpg">'
    )
    assert dates.published is None
    assert [clue.role for clue in dates.clues] == [Role.BOUND]


def test_last_modified_alone_gives_a_modification_and_no_publication() -> None:
    dates = read(article(""), headers={"Last-Modified": "Mon, 05 Aug 2024 01:00:00 GMT"})
    assert dates.published is None
    assert dates.modified
    assert dates.modified.day.isoformat() == "2024-08-05"
    assert dates.confidence < 0.5


def test_last_modified_at_the_moment_of_the_fetch_is_a_clock() -> None:
    dates = read(article(""), headers={"Last-Modified": "Fri, 20 Nov 2026 17:59:58 GMT"})
    assert dates.modified is None
    assert [clue.role for clue in dates.clues] == [Role.CLOCK]


def test_a_list_of_other_pages_has_no_date_of_its_own() -> None:
    item = '<div class="item"><h3><a href="/b/{n}">Kabar Kegiatan Warga Nomor {n} Bulan Ini</a></h3><span class="tanggal">{n} November 2026</span></div>'
    body = "<h1>Berita Kelurahan</h1>" + "".join(item.format(n=n) for n in range(2, 12))
    dates = read(body, url="http://kelurahan.test/kategori/berita")
    assert dates.published is None
    assert {clue.role for clue in dates.clues} == {Role.LIST_ITEM}


def test_a_front_page_has_no_date_of_its_own() -> None:
    assert (
        published(f'<h1>{TITLE}</h1><div class="tanggal">5 Agustus 2024</div>{TEXT}', url="http://kelurahan.test/")
        is None
    )
