"""Broken pages and lists through every reader, to see that none raises: python -m bench.strange [SECONDS] [--seed N] [--pages FOLDER]

A page that makes a reader raise costs its whole site the night. Each case is a page of tests/fixtures (or of FOLDER, a
clone of htmldate say), a feed, a sitemap or an answer of the REST API, cut, spliced and filled with things that broke
readers before. Prints every kind of failure with its place. Exit code 1 where there was any.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crawler.clock import server_clock
from crawler.content import read_content
from crawler.dates import read_dates
from crawler.hollow import forward_of, front_problem, script_list, ways_out
from crawler.injection import foreign_original, is_amp, judge_page
from crawler.lists.feeds import find_feeds, read_feed
from crawler.lists.front import dated_teasers, read_front, sections
from crawler.lists.menu import menu_pages
from crawler.lists.rest import find_rest, read_rest
from crawler.lists.sitemaps import read_sitemap
from crawler.lures import lures
from crawler.page import open_page
from crawler.platforms import candidates, recognise
from crawler.soft404 import shows_site

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures" / "pages"
ZONE, NOW = ZoneInfo("Asia/Jakarta"), datetime(2026, 11, 26, 3, tzinfo=UTC)
HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "date": "Thu, 26 Nov 2026 03:00:00 GMT",
    "last-modified": "Wed, 18 Nov 2026 03:00:00 GMT",
    "link": '<http://kelurahan.test/wp-json/>; rel="https://api.w.org/"',
    "x-wp-totalpages": "3",
}
LONGEST = 60_000  # characters of a page that are kept: what breaks a reader is short

_ADDRESSES = (
    *(
        "http://[x",
        "//[::1",
        "http://a\u2100b/",
        "http://x:port/",
        "http://x:99999999/",
        "http://",
        "//",
        "?",
        "#",
        "%zz",
    ),
    *("javascript:", "mailto:", "data:text/html,x", "http://:@/", "http:::::", "x:y:z", "/" * 300),
)
_DATES = (
    *(
        "0000-00-00",
        "2024-13-45",
        "31 Februari 2024",
        "99999999999-99-99",
        "2024-05-05T99:99",
        "2024-05-05T10:00:00+99:99",
    ),
    *("9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+14:00", "Wed, 05 Nov 99999999999999999999 03:00:00 GMT"),
    *(
        "Wed, 05 Nov 2026 03:00:00 -99999999999999999999",
        "99999999 tahun lalu",
        "9999 bulan lalu",
        "sejam lalu",
        "(4/10)",
    ),
    *(
        "24 jam/hari",
        "12 orang/hari",
        "5 Mei/Juni",
        "12 Mei",
        "5/8",
        "1/1/1",
        "jam 25:61",
        "32/13/24",
        "\u0661\u0662 \u0645\u0627\u064a\u0648 2024",
    ),
)
_TEXTS = (
    *("\x00", "\ud800", "&#0;", "&#xD83D;", "&#x110000;", "&#99999999999;", "\u0130", "\ufb01", "\u00b2", "\u202e"),
    *(
        "NaN",
        "1e999",
        "9" * 400,
        "a" * 3000,
        "\n",
        '"',
        "'",
        "<!--",
        "]]>",
        "<![CDATA[",
        "</script>",
        "<svg>",
        "<" * 50,
        "{",
        "[[[",
    ),
)
_MARKUP = (
    *(
        '<a href="http://[">',
        '<base href="http://[">',
        "<h1></h1>",
        "<body>",
        "<frameset>",
        "<table><tr>",
        "<template>",
    ),
    *('<time datetime="9999-12-31T23:59:59-23:59">x</time>', '<link rel=canonical href="//">', '<div style="x:x:">'),
    '<script type="application/ld+json">{"@type":{},"datePublished":5,"url":{}}</script>',
    '<script type="application/ld+json">[1,null,{"@type":[null],"datePublished":"2024","url":"http://["}]</script>',
    '<script type="application/ld+json">{"@type":"\\ud83d","datePublished":"2024-05-05"}</script>',
    f'<script type="application/ld+json">{"[" * 5000}</script>',
)
_HEADERS = (
    *(
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "9" * 5000,
        "-1",
        "<a>;" * 3000,
        "text/html; charset=",
    ),
    *(
        f"text/html; charset={name}"
        for name in ("punycode", "idna", "undefined", "unicode_escape", "hex", "utf-7", "\x01")
    ),
)
_FOLDED = ("3 har\u0131 lalu", "\u017fejam lalu", "5 Mei 2024 10:00 W\u0130B")  # letters that are others when small
STRANGE = (*_FOLDED, *_ADDRESSES, *_DATES, *_TEXTS, *_MARKUP)
_VALUES: tuple[Any, ...] = (*_ADDRESSES, *_DATES, *_TEXTS, None, 5, -1, 1e308, True, [], {}, [None], {"rendered": None})

_LINK = "http://kelurahan.test/berita/kerja-bakti-warga"
_RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Kelurahan</title>
<link>{_LINK}</link><lastBuildDate>Wed, 18 Nov 2026 03:00:00 +0700</lastBuildDate><generator>https://wordpress.org/?v=6.1</generator>
<item><title>Kerja bakti</title><link>{_LINK}</link><guid>{_LINK}</guid><pubDate>Wed, 18 Nov 2026 03:00:00 +0700</pubDate></item>
<item><title>Posyandu</title><link>{_LINK}-2</link><dc:date>2026-11-17</dc:date></item></channel></rss>"""
_ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Kelurahan</title><generator>Blogger</generator>
<link rel="next" href="http://www.blogger.com/feeds/1/posts/default?start-index=26"/><updated>2026-11-18T03:00:00Z</updated>
<entry><title type="html">Kerja &lt;b&gt;bakti</title><link rel="alternate" href="{_LINK}"/><published>2026-11-18T03:00:00+07:00</published></entry></feed>"""
_SITEMAP = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{_LINK}</loc><lastmod>2026-11-18T03:00:00+07:00</lastmod></url></urlset>"""
_POST = {
    "link": _LINK,
    "title": {"rendered": "Kerja bakti"},
    "date": "2026-11-18T03:00:00",
    "date_gmt": "2026-11-17T20:00:00",
}
_REST: list[Any] = [
    _POST | {"modified": "2026-11-18T03:00:00", "modified_gmt": "0000-00-00T00:00:00", "status": "publish"}
]
_FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "next_url": f"{_LINK}?p=2",
    "items": [{"id": "1", "url": _LINK, "title": "Kerja bakti", "date_published": "2026-11-18T03:00:00+07:00"}],
}

Case = tuple[str, Callable[[], object]]
"""One reader's work on one broken thing, by the reader's name."""


def broken(text: str, dice: random.Random) -> str:
    """``text`` with one to twelve wounds: a piece put in, taken out or put in the place of a value or of a text."""
    for _ in range(dice.randint(1, 12)):
        at, strange = dice.randrange(len(text) + 1), dice.choice(STRANGE)
        wound = dice.choice((_insert, _insert, _cut, _value, _value, _value, _inner, _double))
        text = wound(text, at, strange, dice)[:LONGEST]
    return text


def _insert(text: str, at: int, strange: str, _: random.Random) -> str:
    return text[:at] + strange + text[at:]


def _cut(text: str, at: int, _: str, dice: random.Random) -> str:
    return text[:at] + text[at + dice.randint(1, 200) :]


def _double(text: str, at: int, _: str, dice: random.Random) -> str:
    return text[: at + dice.randint(1, 2000)] + text[at:]


def _value(text: str, at: int, strange: str, _: random.Random) -> str:
    begin = text.find('="', at) + 2
    end = text.find('"', begin)
    return text[:begin] + strange + text[end:] if 2 <= begin <= end else text


def _inner(text: str, at: int, strange: str, _: random.Random) -> str:
    begin = text.find(">", at) + 1
    end = text.find("<", begin)
    return text[:begin] + strange + text[end:] if 0 < begin <= end else text


def broken_json(said: Any, dice: random.Random) -> str:
    """JSON in which up to four values are others."""
    said = json.loads(json.dumps(said))
    for _ in range(dice.randint(1, 4)):
        holder = dice.choice(list(_holders(said)))
        key = dice.choice(list(holder) if isinstance(holder, dict) else list(range(len(holder))))
        holder[key] = json.loads(json.dumps(dice.choice(_VALUES)))
    return json.dumps(said)


def _holders(said: Any) -> Iterator[Any]:
    if isinstance(said, (dict, list)) and said:
        yield said
        for value in said.values() if isinstance(said, dict) else said:
            yield from _holders(value)


def broken_headers(dice: random.Random) -> dict[str, str]:
    """The headers of an answer, some of which say what no server should."""
    return {name: dice.choice((value, value, dice.choice((*_HEADERS, *STRANGE)))) for name, value in HEADERS.items()}


def page_cases(text: str, *, url: str = _LINK, headers: Mapping[str, str] = HEADERS) -> Iterator[Case]:
    """Every reader of pages on one page."""
    page = open_page(text.encode("utf-8", "replace"), url=url, headers=headers)
    served = server_clock(headers["date"])
    yield "text", page.text.encode
    yield "read_content", lambda: judge_page(page, read_content(page))
    yield "read_dates", partial(read_dates, page, now=NOW, zone=ZONE, server_date=served)
    yield "front_problem", partial(front_problem, page, 200)
    yield "lures", lambda: list(lures(page))
    yield "read_front", partial(read_front, page, zone=ZONE, now=NOW)
    yield "dated_teasers", partial(dated_teasers, page, zone=ZONE, now=NOW)
    yield "shows_site", partial(shows_site, page, owns=lambda _: True)
    yield "recognise", lambda: candidates(recognise(page), url)
    readers = (sections, menu_pages, find_feeds, find_rest, foreign_original, is_amp, forward_of, ways_out, script_list)
    for reader in readers:
        yield reader.__name__, partial(reader, page)


def list_cases(dice: random.Random) -> Iterator[Case]:
    """Every reader of lists, each on a broken list of its own."""
    asked: dict[str, Any] = {"url": "http://kelurahan.test/feed?paged=2", "headers": broken_headers(dice), "zone": ZONE}
    for source in (_RSS, _ATOM):
        yield "read_feed", partial(read_feed, broken(source, dice).encode("utf-8", "replace"), now=NOW, **asked)
    yield "read_feed", partial(read_feed, broken_json(_FEED, dice).encode(), now=NOW, **asked)
    yield "read_rest", partial(read_rest, broken_json(_REST, dice).encode(), **asked)
    yield "read_sitemap", partial(read_sitemap, broken(_SITEMAP, dice).encode("utf-8", "replace"), **asked)


def own_pages(folder: Path = FIXTURES) -> list[str]:
    """The pages under a folder, in a stable order."""
    return [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.htm*"))]


def failures(cases: Iterator[Case]) -> Iterator[str]:
    """The reader, the error and its place, of every case that raises."""
    for name, read in cases:
        try:
            read()
        except Exception as bug:  # noqa: BLE001 - any bug is what is looked for
            place = traceback.extract_tb(bug.__traceback__)[-1]
            yield f"{name}: {bug!r:.80} in {Path(place.filename).name}:{place.lineno}"


def dice_of(seed: int) -> random.Random:
    """Dice that fall alike wherever they are thrown."""
    return random.Random(seed)


def rounds(pages: Sequence[str], dice: random.Random) -> Iterator[str]:
    """One broken page and one broken list of each sort: every failure."""
    yield from failures(page_cases(broken(dice.choice(pages), dice), headers=broken_headers(dice)))
    yield from failures(list_cases(dice))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", type=float, nargs="?", default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=Path, default=FIXTURES, metavar="FOLDER")
    asked = parser.parse_args()
    pages, dice, until = own_pages(asked.pages), dice_of(asked.seed), time.monotonic() + asked.seconds
    found = Counter(failure for page in pages for failure in failures(page_cases(page)))
    done = 0
    while time.monotonic() < until:
        found.update(rounds(pages, dice))
        done += 1
    print(f"{len(pages)} pages as they are, {done} broken ones and {5 * done} broken lists: {found.total()} failures")
    for failure, count in found.most_common():
        print(f"{count:6} {failure}")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
