"""What makes one reader raise costs a site its whole night: nothing that a server sends does."""

from __future__ import annotations

import encodings
import json
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime
from encodings.aliases import aliases
from zoneinfo import ZoneInfo

import pytest

from bench.strange import Case, dice_of, failures, own_pages, page_cases, rounds
from crawler.foreign_json import read_json
from crawler.lists.feeds import read_feed
from crawler.page import open_page

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
def test_a_page_that_names_a_codec_of_pythons_own_is_read_all_the_same(where: str) -> None:
    for name in {*aliases, *aliases.values(), *(module.name for module in pkgutil.iter_modules(encodings.__path__))}:
        told = {"meta": f'<meta charset="{name}">', "xml": f'<?xml version="1.0" encoding="{name}"?>'}.get(where, "")
        headers = {"content-type": f"text/html; charset={name}"} if where == "header" else {}
        page = open_page(f"{told}<p>12 Mei 2024 \u2013 kerja</p>".encode(), url="http://kel.test/", headers=headers)
        page.text.encode()  # no half character is left in it, which no database takes


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
