"""What makes one reader raise costs a site its whole night: nothing that a server sends does."""

from __future__ import annotations

import encodings
import json
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from encodings.aliases import aliases
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from bench.strange import Case, dice_of, failures, own_pages, page_cases, rounds
from crawler.clock import server_clock
from crawler.content import read_content
from crawler.dates.grammar import find_dates, read_machine
from crawler.dates.jsonld import jsonld_clues
from crawler.foreign_json import read_json
from crawler.hollow import front_problem
from crawler.injection import foreign_original, judge_page
from crawler.lists import unsafe_xml
from crawler.lists.feeds import read_feed
from crawler.lists.rest import find_rest, read_rest
from crawler.lures import lures
from crawler.page import open_page
from monitor.phrases import injection

NOW, ZONE = datetime(2026, 11, 26, 3, tzinfo=UTC), ZoneInfo("Asia/Jakarta")


def test_no_page_of_the_fixtures_makes_a_reader_raise() -> None:
    assert [failure for page in own_pages() for failure in failures(page_cases(page))] == []


@pytest.mark.parametrize("seed", range(8))
def test_no_broken_page_or_list_does_either(seed: int) -> None:
    pages, dice = own_pages(), dice_of(seed)
    assert [failure for _ in range(50) for failure in rounds(pages, dice)] == []


def test_a_reader_that_raises_is_told_with_its_place() -> None:
    def cases() -> Iterator[Case]:
        yield "read_nothing", lambda: 1 / 0

    assert [failure.partition(" in ")[0] for failure in failures(cases())] == [
        "read_nothing: ZeroDivisionError('division by zero')"
    ]


@pytest.mark.parametrize("where", ["header", "meta", "xml"])
def test_a_page_that_names_a_codec_of_pythons_own_is_read_as_what_it_is(where: str) -> None:
    for name in sorted(
        {"punycode", "idna", "undefined", "unicode_escape", "raw_unicode_escape", "hex", "rot13", "utf-7", "hz"}
    ):
        assert _text(where, name, "12 Mei \u2013 \\ud83d").endswith("12 Mei \u2013 \\ud83d"), name


@pytest.mark.parametrize("where", ["header", "meta", "xml"])
def test_no_codec_that_python_knows_leaves_half_a_character_in_a_page(where: str) -> None:
    for name in {*aliases, *aliases.values(), *(module.name for module in pkgutil.iter_modules(encodings.__path__))}:
        _text(where, name, "12 Mei \u2013 \\ud83d").encode()


def _text(where: str, charset: str, text: str) -> str:
    told = {"meta": f'<meta charset="{charset}">', "xml": f'<?xml version="1.0" encoding="{charset}"?>'}.get(where, "")
    headers = {"content-type": f"text/html; charset={charset}"} if where == "header" else {}
    return open_page(f"{told}{text}".encode(), url="http://kel.test/", headers=headers).text


@pytest.mark.parametrize(
    "charset", ["windows-1252", "iso-8859-1", "gb2312", "shift_jis", "euc-kr", "koi8-r", "windows-1256"]
)
def test_a_page_in_a_codec_of_the_web_is_read_in_it(charset: str) -> None:
    text = {
        "gb2312": "\u4f60",
        "shift_jis": "\u3042",
        "euc-kr": "\uac00",
        "koi8-r": "\u0434",
        "windows-1256": "\u0628",
    }.get(charset, "\u00e9")
    page = open_page(
        text.encode(charset), url="http://kel.test/", headers={"content-type": f"text/html; charset={charset}"}
    )
    assert page.text == text


LONG = 400_000


def _judged(body: str) -> object:
    page = open_page(f"<h1>Kerja bakti warga</h1>{body}".encode(), url="http://kel.test/berita/1", headers={})
    return judge_page(page, read_content(page)), list(lures(page)), injection(foreign_original(page))


MANY_WORDS = " ".join(f"{a}{b}{c}a4d" for a, b, c in product("abcdefghijklmnopqrst", repeat=3))
LINKS = '<a href="http://q.test/a">satu dua tiga empat lima</a>' * 2_000


def _feed(body: bytes, **headers: str) -> object:
    return read_feed(body, url="http://kel.test/feed", headers=headers, zone=ZONE, now=NOW)


@pytest.mark.parametrize(
    "read",
    [
        lambda: open_page(b"-" + b"9" * LONG, url="http://x/", headers={"content-type": "text/html; charset=punycode"}),
        lambda: open_page(b"<meta charset=punycode>-" + b"9" * LONG, url="http://x/"),
        lambda: _feed(b'<?xml version="1.0" encoding="punycode"?><rss>-' + b"9" * LONG),
        lambda: _feed(b"<rss>-" + b"9" * LONG, **{"content-type": "text/xml; charset=punycode"}),
        lambda: _feed(b"\n" * LONG + FEED.encode()),
        lambda: unsafe_xml(b"<!doctype" * LONG),
        lambda: list(jsonld_clues('x "date -->' + " " * LONG + "x", url="", zone=ZONE)),
        lambda: find_rest(open_page(b"<p>", url="http://x/", headers={"link": "<a>;" * LONG})),
        lambda: front_problem(open_page(b"<p>" + b"__test=" * LONG, url="http://x/"), 200),
        lambda: _judged(f'<div style="{"/*a" * LONG}">x</div>'),
        lambda: _judged(f"<title>{MANY_WORDS}</title>"),
        lambda: _judged(f'<a href="http://q.test/?{MANY_WORDS}" title="{MANY_WORDS}"></a>'),
        lambda: _judged(f"{'<div hidden>' * 500}{LINKS}{'</div>' * 500}"),
        lambda: _judged(f"{'<div style=font-size:0>' * 500}{LINKS}{'</div>' * 500}"),
        lambda: _judged("<ol><li>kerja bakti warga " * 4_000),
        lambda: _judged("<div class=sidebar>" + "<h2><a href=/a>Kerja bakti warga</a></h2>" * 8_000),
        lambda: injection("gambling words: " + "1" * LONG),
    ],
    ids=[
        "codec",
        "meta",
        "declaration",
        "feed header",
        "blanks",
        "doctype",
        "graph",
        "link header",
        "cookie script",
        "style",
        "title",
        "link",
        "hidden",
        "off stage",
        "lists in lists",
        "sidebar",
        "evidence",
    ],
)
def test_what_once_took_hours_ends(read: Callable[[], object]) -> None:
    """Each of these grew with the square of its length, and no deadline ends work on a page."""
    read()


@pytest.mark.parametrize(
    "text", ["3 har\u0131 lalu", "2 m\u0131nggu lalu", "\u017fejam lalu", "Kemarin\nKemar\u0131n", "3 HAR\u0130 LALU"]
)
def test_letters_that_are_others_when_small_make_no_word_of_time(text: str) -> None:
    assert [one.raw for one in find_dates(text, now=NOW, zone=ZONE).found] == (["Kemarin"] if "Kemarin" in text else [])


@pytest.mark.parametrize(
    "text", ["5 Mei 2024 10:00 W\u0130B", "2024-05-05 10:00 W\u0130B", "2024-05-05 10:00 w\u0131b"]
)
def test_nor_a_zone_the_time_is_the_citys(text: str) -> None:
    found = read_machine(text, zone=ZONE)
    assert found is not None
    assert found.at == datetime(2024, 5, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize("said", ["Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 1601 00:00:00 GMT"])
def test_a_servers_clock_of_another_age_is_none(said: str) -> None:
    assert server_clock(said) is None


def test_a_count_of_pages_without_end_is_a_count() -> None:
    found = read_rest(b"[]", url="http://kel.test/?page=2", headers={"x-wp-totalpages": "9" * 5000}, zone=ZONE)
    assert found.next is not None


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>Kerja bakti {}</title>
<link>http://kel.test/1</link><pubDate>Wed, 18 Nov 2026 03:00:00 +0700</pubDate></item></channel></rss>"""


@pytest.mark.parametrize("reference", ["&#55357;&#56397;", "&#xD83D;&#xDC4D;", "&#0;", "&#x110000;", "&#99999999999;"])
def test_a_feed_with_a_reference_to_no_character_keeps_its_items_and_dates(reference: str) -> None:
    found = read_feed(FEED.format(reference).encode(), url="http://kel.test/feed", headers={}, zone=ZONE, now=NOW)
    assert [(item.title, item.published and str(item.published.day)) for item in found.items] == [
        ("Kerja bakti", "2026-11-18")
    ]


def test_a_feed_keeps_its_references_to_characters_that_exist() -> None:
    found = read_feed(
        FEED.format("&#128077; &#xE9;").encode(), url="http://kel.test/feed", headers={}, zone=ZONE, now=NOW
    )
    assert [item.title for item in found.items] == ["Kerja bakti \U0001f44d \u00e9"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"kerja \\ud83d bakti"', "kerja ? bakti"),
        ('"kerja \\udc4d"', "kerja ?"),
        ('"\\ud83d\\udc4d \\ud83d"', "\U0001f44d ?"),
        ('"\\ud83d\\udc4d"', "\U0001f44d"),
        ('"kerja bakti"', "kerja bakti"),
    ],
)
def test_half_an_emoji_in_json_becomes_a_question_mark(written: str, read: str) -> None:
    assert read_json(written) == read
    assert read_json(f"[{{{written}: {written}}}]") == [{read: read}]
    assert json.dumps(read_json(written), ensure_ascii=False).encode()
