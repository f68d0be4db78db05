"""What the hostile city taught, each in a line: pages, bodies, dates and registries that cost too much or said too much."""

from __future__ import annotations

import gzip
import time
import zlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.bounds import FAIR, MAX_DEPTH, fair_length
from crawler.clock import http_date
from crawler.dates.headers import header_clues
from crawler.guard import Lookups
from crawler.own import belongs, neighbours
from crawler.page import MAX_HTML, open_page, parse
from crawler.unpack import BrokenError, TooLargeError, unpack

PLAIN = b"warga " * 1_000

HOSTILE = {
    "depth": "<div>" * 400_000,
    "attributes": "<p " + " ".join(f"a{at}" for at in range(250_000)) + ">",
    "quoted attributes": "<p " + " ".join(f"a{at}='>'" for at in range(150_000)) + ">",
    "quoted tags": "<p " + " ".join(f"a{at} b c d e='<a>'" for at in range(75_000)) + ">",
    "attributes behind a quoted end": "<p a='>' " + " ".join(f"a{at}" for at in range(250_000)) + ">",
    "attributes in what looks like a script": "<scripts " + " ".join(f"a{at}" for at in range(250_000)) + ">",
    "formatting that is never closed": ("<p>" + "".join(f"<b a={at}>" for at in range(2_000)) + "<p>x" * 9_999)[
        :50_000
    ],
    "more of it": "".join(f"<b a={at}>" for at in range(2_900)) + "<p>x" * 200_000,
    "formatting and ends of it": "".join(f"<b a={at}><p>" for at in range(2_900)) + "</b>" * 300_000,
    "depth between ends of nothing": "<div></x>" * 220_000,
    "groups of options": "<optgroup>" * 190_000,
    "depth that closes at last": "<div>" * 160_000 + "</div>" * 160_000,
    "comments that end as tags do": "<!--x>" * 300_000,
    "open tags": "<p " * 600_000,
    "open scripts": "<script>" * 200_000,
    "open comments": "<!--" * 400_000,
    "open quotes": "<p a='" * 300_000,
    "nothing but angles": "<" * 1_900_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_no_page_of_the_allowed_size_takes_seconds_to_parse(html: str) -> None:
    start = time.process_time()
    open_page(html.encode(), url="http://a.test/")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "html",
    [
        "<ul>" + "<li><a href='/x' title=\"a > b\">kabar</a><br>" * 5_000 + "</ul>",
        "<p>satu<p>dua" * 20_000,
        "<script>if (a<b) { c('<div>'.repeat(9)) }</script>" * 5_000,
        f"<img src='data:image/png;base64,{'aB/+' * 100_000}'>",
        "<div>" * 200 + "x" * FAIR,
        "<script>if (a < b && c['d']) e = \"</p>\";</script><!-- it's <p> --><br a='<b>'>" * 2_000,
        "<p><font color='red'>kabar" * 2_500,
        "".join(f"<i class='icon-{at}'></i><br>" for at in range(5_000)),
        f"<svg class='i'/><svg><path><script>for(i=0;i<n;i++){{ {' '.join(f'kunci_{n} : {n},' for n in range(3_000))} }}</script>",
        f"<svg><path d='{'m1 2 ' * 20_000}'></svg>" + '<p class="a"">teks</p>' * 500,
    ],
)
def test_a_long_but_honest_page_is_read_whole(html: str) -> None:
    assert fair_length(html) == len(html) > FAIR


BEFORE = [
    *("", '<p a="b"">', "<p a='>'>", '<p =">', '<p="x>', '<p a=b="x>', '<p a="b"="x>', '<p/a=">">', "</p a='>'>"),
    *("<!-- ' -->", "<!-->", "<!--->", "<!-- --!>", "<?xml a='>", "<!doctype a='>", "</?>", "< 3", "<>", '</title ">'),
    *("<script>'</script>", "<script a='>'>\"</script>", '<title>"</title>', "<style>'</style>", "<noscript>"),
    *(
        "<title\xa0>",
        '<p a=\xa0">',
        '<p\xa0a=">',
        '<p a=b\xa0c=">',
        "<\u017fcript>",
        "<\u017ftyle>",
        "<script></scriptx></script>",
    ),
    *("<! <!-- >", "<! <title>", "<? <title>", "</ <title>", "<![CDATA[<title>]]>", "<!doctype html <title>"),
    *("<svg></svg><title></title>", "<svg/><style><!--</style>", "<svg><p><style><!--</style>", "<br/>", "<p/a='b'>"),
]
"""What a reader of tags that reads less well than the parser loses its way by."""


@pytest.mark.parametrize("before", BEFORE)
def test_a_tag_that_the_parser_finds_crowded_is_found_behind_anything(before: str) -> None:
    crowded = "<p " + " ".join(f"a{at}" for at in range(2_000)) + ">"
    html = f"<p>{before}{crowded}'\"-->"
    assert parse(html).css_first("[a1999]") is not None
    assert fair_length("kabar " * FAIR + html) == len("kabar " * FAIR) + html.index(crowded)


@pytest.mark.parametrize(
    "body",
    [
        "Kabar “Kedaton” – 5 Agustus 2024".encode(),
        b"\xef\xbb\xbf" + "Kabar “Kedaton”".encode(),
        "Kabar “Kedaton”\x00 baru".encode(),
        "Kabar “Kedaton”".encode() + b" \xff baru",
        "Kabar “Kedaton”".encode("cp1252"),
        "é".encode() * (MAX_HTML // 2 + 9),
    ],
    ids=["sound", "mark", "null", "broken", "old", "long"],
)
def test_the_tree_is_that_of_the_text_whatever_bytes_came(body: bytes) -> None:
    page = open_page(b"<h1>" + body + b"</h1>", url="http://a.test/", headers={"content-type": "text/html"})
    assert page.tree.html == parse(page.text).html
    assert page.cut is False


def test_a_page_that_is_too_deep_is_cut_and_says_so() -> None:
    page = open_page(b"<p>isi</p>" + b"<div>" * 50_000, url="http://a.test/")
    assert page.cut
    assert page.text.count("<div>") == MAX_DEPTH


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(PLAIN, mtime=0), "gzip"),
        (gzip.compress(PLAIN, mtime=0), " X-GZIP "),
        (zlib.compress(PLAIN), "deflate"),
        (zlib.compress(PLAIN)[2:-4], "deflate"),
        (gzip.compress(gzip.compress(PLAIN, mtime=0), mtime=0), "gzip, gzip"),
        (PLAIN, ""),
        (PLAIN, "identity"),
    ],
)
def test_a_packed_body_is_unpacked(packed: bytes, encoding: str) -> None:
    assert unpack(packed, encoding, most=10_000) == PLAIN


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [(gzip.compress(PLAIN, mtime=0)[:-9], "gzip"), (PLAIN, "gzip"), (PLAIN, "br"), (PLAIN, "gzip, gzip, gzip")],
)
def test_half_a_body_is_no_body(packed: bytes, encoding: str) -> None:
    with pytest.raises(BrokenError):
        unpack(packed, encoding, most=10_000)


def test_a_bomb_is_too_large() -> None:
    with pytest.raises(TooLargeError):
        unpack(gzip.compress(PLAIN, mtime=0), "gzip", most=len(PLAIN) - 1)


def test_a_servers_clock_may_say_anything() -> None:
    assert http_date("Fri, 31 Dec 9999 23:59:59 -1200") is None
    headers = {"last-modified": "Fri, 31 Dec 9999 23:59:59 GMT"}
    now, zone = datetime(2026, 11, 20, tzinfo=UTC), ZoneInfo("Asia/Jakarta")
    assert list(header_clues(headers, now=now, zone=zone, server_date=None)) == []


def test_only_fronts_on_or_below_a_host_can_own_its_addresses() -> None:
    fronts = [
        "https://a.go.id/",
        "http://www.a.go.id/kel/",
        "https://x.a.go.id/",
        "https://ba.go.id/",
        "https://b.go.id/",
    ]
    near = neighbours(fronts)
    assert near["https://a.go.id/"] == ("http://www.a.go.id/kel/", "https://x.a.go.id/")
    assert near["https://x.a.go.id/"] == near["https://b.go.id/"] == ()
    for url in (f"{front}berita/1" for front in fronts):
        for front in fronts:
            others = [other for other in fronts if other != front]
            assert belongs(url, front=front, others=near[front]) == belongs(url, front=front, others=others)


def test_a_host_without_an_answer_in_time_is_told_by_how_far_it_was_reached() -> None:
    lookups = Lookups()
    assert lookups.stage("a.test") == "lookup"
    lookups.found["a.test"] = frozenset({"10.0.0.1"})
    assert lookups.stage("a.test") == "connect"
    lookups.connected.add("10.0.0.1")
    assert lookups.stage("a.test") == "read"
