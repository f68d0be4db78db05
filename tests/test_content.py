from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content import Content, read_content
from crawler.hollow import front_problem
from crawler.page import open_page
from crawler.reach import Reach
from crawler.records import PageKind

URL = "https://kedaton.go.id/berita/1"
TEXT = (
    "<p>Warga bersama perangkat kelurahan membersihkan saluran air di lingkungan dua.</p>"
    "<p>Lurah menyampaikan terima kasih atas kehadiran seluruh warga yang bergotong royong sejak awal.</p>"
)


def _read(html: str) -> Content:
    return read_content(open_page(html.encode(), url=URL))


def _page(
    body: str = TEXT, *, head: str = "", around: str = "", title: str = "Gotong Royong Bersihkan Saluran Air"
) -> str:
    return f"<head><title>{title} - Kelurahan</title>{head}</head><body><header>Kelurahan Kedaton</header><main><h1>{title}</h1>{body}</main>{around}</body>"


def test_a_page_gives_its_headline_and_its_own_lines() -> None:
    content = _read(_page())
    assert content.title == "Gotong Royong Bersihkan Saluran Air"
    assert len(content.blocks) == 3
    assert content.words == 28
    assert content.kind is PageKind.CONTENT


@pytest.mark.parametrize(
    "around",
    [
        "<div>Hari ini Selasa, 24 November 2026 pukul 08.15 WIB</div>",
        '<div class="statistik-pengunjung">Pengunjung hari ini berjumlah 123 orang semuanya</div>',
        '<aside class="widget"><p>Tulisan acak dari kotak yang berganti setiap kali dibuka</p></aside>',
        '<div id="comments"><p>Komentar baru dari seorang warga yang sangat senang</p></div>',
        "<script>var teks = 'tulisan panjang yang bukan teks halaman sama sekali';</script>",
        '<div class="related-posts"><p>Baca juga berita lain yang berganti setiap hari</p></div>',
    ],
)
def test_clocks_counters_widgets_and_comments_move_nothing(around: str) -> None:
    assert _read(_page(around=around)).text_hash == _read(_page()).text_hash


@pytest.mark.parametrize(
    "title",
    [
        "Komentar",
        "3 Komentar:",
        "Komentar (12)",
        "Tinggalkan Balasan",
        "Buku Tamu",
        "Ulasan Pengunjung (2)",
        "Ulasan",
        "Diskusi (3)",
        "Diskusi",
        "Apa kata warga",
        "Apa Kata Mereka:",
        "2 pemikiran pada “Gotong Royong”",
        "3 tanggapan pada “Gotong Royong”",
        "One thought on “Gotong Royong”",
    ],
)
def test_what_visitors_say_under_the_heading_of_comments_moves_nothing(title: str) -> None:
    said = f"{TEXT}<h3>{title}</h3><div>Budi: <p>Terima kasih sangat bermanfaat bagi kami semua</p></div>"
    assert _read(_page(said)).text_hash == _read(_page()).text_hash


@pytest.mark.parametrize("name", ["comments-title", "judul-komentar"])
def test_a_heading_of_comments_ends_the_text_though_its_class_makes_it_furniture(name: str) -> None:
    said = (
        f"{TEXT}<h3 class='{name}'>Komentar</h3><div>Budi: <p>Terima kasih sangat bermanfaat bagi kami semua</p></div>"
    )
    assert _read(_page(said)).text_hash == _read(_page()).text_hash


@pytest.mark.parametrize(
    "heading", ["<p><b>Komentar :</b></p>", "<div class='judul-komentar'>Komentar Pengunjung</div>"]
)
def test_a_paragraph_that_stands_for_the_heading_of_comments_ends_the_text(heading: str) -> None:
    said = f"{TEXT}{heading}<div>Budi: <p>Terima kasih sangat bermanfaat bagi kami semua</p></div>"
    assert _read(_page(said)).text_hash == _read(_page()).text_hash


@pytest.mark.parametrize("meta", ["<div>3 Komentar</div>", "<p><a href='#komentar'>Komentar</a></p>", "<p>Diskusi</p>"])
def test_the_number_of_comments_at_the_head_of_a_post_does_not_end_it(meta: str) -> None:
    assert _read(_page(meta + TEXT)).text_hash == _read(_page()).text_hash


@pytest.mark.parametrize(
    "title",
    [
        "Komentar Lurah tentang banjir di kelurahan",
        "Tanggapan",
        "Layanan Warga",
        "Diskusi kelompok terarah",
        "Ulasan singkat kegiatan",
        "Satu pemikiran tentang sampah",
        "Apa kata lurah",
    ],
)
def test_a_heading_of_the_text_itself_does_not_end_it(title: str) -> None:
    more = f"{TEXT}<h3>{title}</h3><p>Lurah menjelaskan rencana perbaikan saluran air tahun depan.</p>"
    assert len(_read(_page(more)).blocks) > len(_read(_page()).blocks)


_CI_BOX = (
    "<div style='border:1px solid'><h4>A PHP Error was encountered</h4><p>Severity: 8192</p><p>Message: Creation of dynamic"
    " property CI_URI::$config is deprecated</p><p>Filename: core/URI.php</p><p>Line Number: 102</p><p>Backtrace:</p>"
    "<p>File: /srv/index.php<br>Line: 315<br>Function: require_once</p></div>"
)


@pytest.mark.parametrize(
    "printed",
    [
        "<br />\n<b>Notice</b>:  Undefined variable: judul in <b>/srv/www/berita.php</b> on line <b>12</b><br />",
        "Warning: mysqli_num_rows() expects parameter 1 to be mysqli_result, bool given in /srv/www/index.php on line 7",
        "<p>Deprecated: Function each() is deprecated in /srv/a.php on line 2 Notice: Undefined index: id in /srv/b.php on line 3</p>",
        _CI_BOX,
    ],
)
def test_what_php_prints_of_its_faults_is_no_text_of_the_page(printed: str) -> None:
    assert _read(_page(printed + TEXT)).text_hash == _read(_page()).text_hash
    assert _read(f"{printed}{_page()}").text_hash == _read(_page()).text_hash


@pytest.mark.parametrize(
    "said",
    ["Message: jangan membuang sampah di sungai kami", "Warning: banjir dapat datang kapan saja, siapkan diri anda"],
)
def test_a_line_that_only_begins_like_a_fault_is_text(said: str) -> None:
    assert len(_read(_page(f"{TEXT}<p>{said}</p>")).blocks) > len(_read(_page()).blocks)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Senin, 23 November 2026 08:15:30 WIB", "Selasa, 1 Desember 2026 17.05 WIB"),
        ("Dibaca sebanyak 12 kali oleh para warga", "Dibaca sebanyak 4.096 kali oleh para warga"),
        (
            "Diposting 5 menit yang lalu oleh admin kelurahan kami",
            "Diposting 6 bulan yang lalu oleh admin kelurahan kami",
        ),
    ],
)
def test_clocks_and_counters_inside_the_text_move_nothing(before: str, after: str) -> None:
    assert _read(_page(f"{TEXT}<p>{before}</p>")).text_hash == _read(_page(f"{TEXT}<p>{after}</p>")).text_hash


@pytest.mark.parametrize(
    "changed",
    [
        _page(TEXT.replace("lingkungan dua", "lingkungan empat")),
        _page(f"{TEXT}<p>Kegiatan ditutup dengan doa bersama seluruh warga.</p>"),
        _page(title="Warga Kelurahan Bersihkan Saluran Air"),
        _page("".join(reversed(TEXT.partition("</p>")[0::2])) + "</p>"),
    ],
)
def test_a_new_word_sentence_headline_or_order_moves_the_hash(changed: str) -> None:
    assert _read(changed).text_hash != _read(_page()).text_hash


@pytest.mark.parametrize(
    "frame",
    [
        '<div class="entry-content">{}</div>',
        "<article>{}</article>",
        '<div id="content">{}</div>',
        "<table><tr><td>{}</td></tr></table>",
    ],
)
def test_the_main_text_is_found_in_any_frame(frame: str) -> None:
    body = f"<body><div class='menu'><a href='/a'>Profil kelurahan yang lengkap sekali</a></div>{frame.format(TEXT)}<footer>Hak cipta dilindungi oleh pemerintah kota</footer></body>"
    assert len(_read(body).blocks) == 2


def test_a_page_of_teasers_is_a_listing() -> None:
    teasers = "".join(
        f'<article><h2><a href="/b/{number}">Judul berita nomor {number} hari ini</a></h2><p>Ringkasan berita yang cukup panjang untuk dibaca.</p></article>'
        for number in range(6)
    )
    assert _read(f"<body><main><h1>Berita</h1>{teasers}</main></body>").kind is PageKind.LISTING


RELATED = "<h3>Berita Terkait</h3>" + "".join(
    f'<div><h4><a href="/b/{number}">Judul berita nomor {number} hari ini</a></h4></div>' for number in range(8)
)


def _dated(html: str) -> PageKind:
    return read_content(open_page(html.encode(), url=URL), dated=True).kind


def test_a_short_article_over_many_related_ones_is_content_where_a_list_dates_it() -> None:
    assert _read(_page(TEXT + RELATED)).kind is PageKind.LISTING
    assert _dated(_page(TEXT + RELATED)) is PageKind.CONTENT


def test_a_page_that_begins_with_its_links_is_a_listing_whatever_dates_it() -> None:
    assert _dated(_page(RELATED)) is PageKind.LISTING
    assert _dated(_page(RELATED + TEXT)) is PageKind.LISTING


def test_what_its_system_calls_an_archive_is_a_listing_whatever_dates_it() -> None:
    page = _page(TEXT + RELATED)
    assert _dated(page.replace("<body>", "<body class='archive category'>")) is PageKind.LISTING


def test_a_page_of_links_is_a_listing() -> None:
    links = "".join(f'<li><a href="/b/{number}">Judul berita nomor {number} hari ini</a></li>' for number in range(9))
    assert _read(f"<body><ul>{links}</ul></body>").kind is PageKind.LISTING


def test_a_short_announcement_with_a_headline_is_content() -> None:
    assert _read(_page("<p>Kantor kelurahan tutup pada hari libur nasional besok pagi.</p>")).kind is PageKind.CONTENT


def test_a_layout_class_on_the_body_wrapper_hides_no_text() -> None:
    html = f'<body><div class="wrapper no-sidebar has-menu"><div class="right-sidebar"><h1>Gotong Royong Warga Kedaton</h1>{TEXT}</div></div></body>'
    assert len(_read(html).blocks) == 3


def test_empty_and_absurdly_deep_pages_are_read() -> None:
    assert _read("").blocks == ()
    assert _read("<div>" * 5_000 + TEXT).words > 0


@given(st.text(alphabet="<>/apdivh1 =\"'&;éق", max_size=200))
def test_any_soup_is_read_and_always_the_same(soup: str) -> None:
    assert _read(soup) == _read(soup)


def _problem(html: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Reach | None:
    found = front_problem(open_page(html.encode(), url="https://kedaton.go.id/", headers=headers), status)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("html", "status", "reach"),
    [
        ("<title>Account Suspended</title><h1>Account Suspended</h1>", 200, Reach.PARKED_OR_SUSPENDED),
        (
            "<title>kedaton.go.id</title><p>This domain is for sale.</p><script src='//parkingcrew.net/a.js'></script>",
            200,
            Reach.PARKED_OR_SUSPENDED,
        ),
        ("<title>Apache2 Ubuntu Default Page: It works</title><p>It works!</p>", 200, Reach.PARKED_OR_SUSPENDED),
        ("<title>Default Web Site Page</title><h1>SORRY!</h1>", 200, Reach.PARKED_OR_SUSPENDED),
        ("<title>Site is created successfully!</title><h1>Congratulations!</h1>", 200, Reach.PARKED_OR_SUSPENDED),
        ("<title>WordPress &rsaquo; Installation</title><h1>Welcome</h1>", 200, Reach.PARKED_OR_SUSPENDED),
        (
            "<title>maya.web.id</title><p>Buy this domain.</p><script src='//parking.sedo.com/x.js'></script>",
            200,
            Reach.PARKED_OR_SUSPENDED,
        ),
        (
            "<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/h/b.js'></script>",
            403,
            Reach.BLOCKED_CHALLENGE,
        ),
        (
            "<title>One moment, please...</title><p>Please wait while your request is being verified</p>",
            200,
            Reach.BLOCKED_CHALLENGE,
        ),
        (
            '<script src=\'/aes.js\'></script><script>document.cookie="__test="+toHex(slowAES.decrypt(c,2,a,b))+"; expires=Thu"</script>',
            200,
            Reach.BLOCKED_CHALLENGE,
        ),
        (
            "<div id='root'></div><script src='/main.js'></script><noscript>You need to enable JavaScript to run this app.</noscript>",
            200,
            Reach.NEEDS_JS,
        ),
        ("", 200, Reach.EMPTY),
        ("<html><body>  </body></html>", 200, Reach.EMPTY),
    ],
)
def test_fronts_that_are_no_site_are_told_apart(html: str, status: int, reach: Reach) -> None:
    assert _problem(html, status=status) is reach


def test_a_challenge_is_known_by_its_header() -> None:
    assert _problem("<p>a</p>", status=403, headers={"CF-Mitigated": "challenge"}) is Reach.BLOCKED_CHALLENGE


@pytest.mark.parametrize(
    "html",
    [
        _page(),
        "<h1>Kelurahan Kedaton</h1><p>Situs sedang dibangun.</p>",
        f"<title>Kelurahan Kedaton</title><p>Waspada penipuan: domain ini dijual oleh orang lain.</p>{TEXT}<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
        "<div id='app'><a href='/a'>Profil</a><a href='/b'>Berita</a><a href='/c'>Kontak</a></div><script src='/app.js'></script>",
        "<img src='/peta.jpg'>",
        "<frameset><frame src='/isi.html'></frameset>",
        "<meta http-equiv='refresh' content='0;url=/beranda'>",
    ],
)
def test_small_but_real_fronts_raise_no_alarm(html: str) -> None:
    assert _problem(html) is None


def test_an_error_page_is_not_called_empty() -> None:
    assert _problem("", status=500) is None
