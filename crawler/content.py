"""The main text of a page and its fingerprint. Pure.

The fingerprint must not move when a clock, counter or widget does, and must move when somebody writes a sentence.
So it is taken from the main region only, line by line, from letters only, without names of days and months.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, islice, takewhile

from selectolax.lexbor import LexborNode

from crawler.disorder import without_printed
from crawler.hollow import forward_of as forward_of  # noqa: PLC0414 - as below
from crawler.hollow import front_problem as front_problem  # noqa: PLC0414 - callers find all that judges a page's text here
from crawler.hollow import script_list as script_list  # noqa: PLC0414 - as above
from crawler.page import Page
from crawler.records import PageKind
from crawler.regions import elements, is_furniture, lines_of, mark, opens_comments, words_of
from crawler.shingles import shingles_of
from crawler.tongue import foreign_tongue

LEAST_WORDS = 4
"""Words of a line that count as text: a shorter one is a label, a menu or the remains of a clock."""
BOX = 6
"""Teasers that a box below an article may hold; a list page has more, or begins with one."""
ARTICLE_WORDS = 15
"""Words that an article has before its first link, be it ever so short; a list begins with its links."""
_LOOKS = 300
"""Elements of one sort of which it is asked whether they stand in boilerplate: each answer may cost a walk over the page."""
_NESTED = "p, table, ul, li li li, td td td, blockquote blockquote blockquote"
"""What makes a block one that holds others: counted at every level, lists within lists would take the square of their depth."""
MOST_SHINGLES = 2_000
"""Kept of one page, those of the smallest hashes: a sketch of a book, the whole of any article."""

_CALENDAR = frozenset(
    {
        "senin",
        "selasa",
        "rabu",
        "kamis",
        "jumat",
        "sabtu",
        "minggu",
        "ahad",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    }
    | {
        "januari",
        "februari",
        "pebruari",
        "maret",
        "april",
        "mei",
        "juni",
        "juli",
        "agustus",
        "september",
        "oktober",
        "november",
        "nopember",
        "desember",
    }
    | {
        "january",
        "february",
        "march",
        "may",
        "june",
        "july",
        "august",
        "october",
        "december",
        "jan",
        "feb",
        "peb",
        "mar",
        "apr",
        "jun",
        "jul",
        "agt",
        "agu",
    }
    | {
        "ags",
        "agust",
        "aug",
        "sep",
        "sept",
        "okt",
        "oct",
        "nov",
        "nop",
        "des",
        "dec",
        "wib",
        "wita",
        "wit",
        "am",
        "pm",
        "pagi",
        "siang",
        "sore",
        "malam",
    }
)
"""Words that a running clock turns over; the fingerprint is blind to them."""

_AGO = re.compile(
    r"\b(?:\d+|se)\s*(?:detik|menit|jam|hari|minggu|pekan|bulan|tahun)\s+(?:yang\s+)?lalu\b|\b\d+\s+\w+\s+ago\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")

REGIONS = (
    "[itemprop=articleBody]",
    ".entry-content",
    ".post-content",
    ".article-content",
    ".article-body",
    ".post-body",
    ".item-page",
    ".isi-berita",
    ".isi_berita",
    ".detail-berita",
    ".news-content",
    ".single-content",
    ".content-berita",
    ".artikel-isi",
)
"""Where content systems put an article's own text; trusted only where a page has one of them."""

FRAMES = (
    "main",
    "[role=main]",
    "article",
    "#main-content",
    "#content",
    "#main",
    ".main-content",
    ".content-area",
    "#primary",
    "#konten",
    ".konten",
)
"""Where a page keeps what is its own, a list of teasers included."""

_SINGLE = re.compile(
    r"(?:^|\s)(?:single|single-post|page-template\S*|postid-\d+|page-id-\d+|node-type-\S+|item-view|view-article)(?:$|\s)"
)
_ARCHIVE = re.compile(
    r"(?:^|\s)(?:home|blog|archive|category|tag|search|search-results|date|author|view-category|view-featured|index-view)(?:$|\s)"
)
_MORE = re.compile(
    r"^(?:baca selengkapnya|selengkapnya|baca lebih lanjut|lebih lanjut|continue reading|read more|lanjutkan membaca)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Content:
    """A page's own text. ``blocks`` are hashes of its lines in page order, ``text_hash`` is that of all of them.

    ``words`` counts the words of those lines. A line has at least four words, else it is not kept. ``shingles`` are
    hashes (32 bits) of every three words in a row of one line, its two ends included, sorted: two texts are compared
    by them word for word. ``foreign`` names the language of a text that is not this country's. Lines of a content page that are links from end to end are navigation, and not kept.
    """

    title: str
    blocks: tuple[str, ...]
    words: int
    text_hash: str
    kind: PageKind
    shingles: tuple[int, ...] = ()
    foreign: str | None = None


def read_content(page: Page, *, dated: bool = False) -> Content:
    """Find a page's title, own text and kind; a page without text has no blocks and zero words.

    ``dated`` says that a list of the site named the page with a day of publication.
    """
    body = page.tree.body
    if body is None:
        return Content(_page_title(page), (), 0, _digest("", size=16), PageKind.LISTING)
    region = _region(body)
    headline = _headline(body, region)
    title = headline or _page_title(page)
    kind = _kind(page, body, region, headline, dated=dated)
    own = kind is PageKind.CONTENT  # on a list page the links are what it says
    said = without_printed(lines_of(region, end=opens_comments))
    lines = [line for line, linked in said if not (linked and own)]
    texts = [_letters(line) for line in _with_headline(headline, lines)]
    kept = [words for words in texts if len(words) >= LEAST_WORDS]
    blocks = tuple(_digest(" ".join(words), size=8) for words in kept)
    words = list(chain.from_iterable(kept))
    whole, shingles = _digest(" ".join(blocks), size=16), tuple(sorted(shingles_of(kept))[:MOST_SHINGLES])
    return Content(title, blocks, len(words), whole, kind, shingles, foreign_tongue(words))


def _with_headline(headline: str, lines: list[str]) -> list[str]:
    """A headline often stands outside the region of the text; a new one is a change all the same."""
    return lines if not headline or headline in lines[:5] else [headline, *lines]


def _letters(line: str) -> list[str]:
    """The words of a line without digits, clocks and names of days."""
    low = line.casefold()
    if "lalu" in low or "ago" in low:
        low = _AGO.sub(" ", low)
    return [word for word in _LETTERS.findall(low) if word not in _CALENDAR]


def _digest(text: str, *, size: int) -> str:
    return blake2b(text.encode(), digest_size=size).hexdigest()


def _region(body: LexborNode) -> LexborNode:
    """The element that holds the page's own text: the one known region, else a frame, else the densest block."""
    for selector in REGIONS:
        found = [node for node in body.css(selector)[:_LOOKS] if in_sight(node)]
        if len(found) == 1 and len(words_of(found[0], limit=200)) >= 40:
            return found[0]
    for selector in FRAMES:
        found = [node for node in body.css(selector)[:_LOOKS] if in_sight(node)]
        if len(found) == 1 and len(words_of(found[0], limit=400)) >= 80:
            return found[0]
    return _densest(body) or body


def in_sight(node: LexborNode) -> bool:
    """Say whether no ancestor of a node is boilerplate."""
    parent: LexborNode | None = node
    for _ in range(40):
        if parent is None or parent.tag == "body":
            return True
        if is_furniture(parent):
            return False
        parent = parent.parent
    return True


def _densest(body: LexborNode) -> LexborNode | None:
    """The parent of most unlinked text, its grandparent counted half: a page of teasers ends in their common box."""
    scores: dict[int, float] = {}
    nodes: dict[int, LexborNode] = {}
    for node in elements(body, prune=is_furniture):
        if node.tag not in {"p", "td", "li", "pre", "blockquote"} or node.css_first(_NESTED) is not None:
            continue
        weight = sum(len(line) for line, linked in without_printed(lines_of(node)) if not linked and len(line) > 40)
        for share, holder in ((1.0, node.parent), (0.5, node.parent.parent if node.parent else None)):
            if weight and holder is not None and holder.tag != "html":
                scores[holder.mem_id] = scores.get(holder.mem_id, 0.0) + weight * share
                nodes[holder.mem_id] = holder
    best = max(scores, key=lambda key: scores[key], default=None)
    return nodes[best] if best is not None and scores[best] >= 200 else None


def _headline(body: LexborNode, region: LexborNode) -> str:
    """The one heading that names the page: an h1 of its own, else a heading whose class says so; "" for none or many."""
    for scope, selector in (
        (region, "h1"),
        (body, "h1"),
        (body, ".entry-title, .post-title, [itemprop=headline], .judul-berita, .page-title"),
    ):
        found = [node for node in scope.css(selector)[:_LOOKS] if "site-title" not in mark(node) and in_sight(node)]
        texts = [text for node in found if (text := words_of(node, limit=300))]
        if len(texts) == 1:
            return texts[0]
    return ""


def _page_title(page: Page) -> str:
    """The title that a page gives itself in its head."""
    named = page.tree.css_first("meta[property='og:title']")
    if named is not None and (text := (named.attributes.get("content") or "").strip()):
        return text[:300]
    return page.head_title[:300]


def _kind(page: Page, body: LexborNode, region: LexborNode, headline: str, *, dated: bool) -> PageKind:
    """Weigh what speaks for one text against what speaks for a list of teasers; what a list dates is a text if it begins as one."""
    lines = list(without_printed(lines_of(region)))
    own = sum(len(line.split()) for line, linked in lines if not linked and len(line.split()) >= LEAST_WORDS)
    linked = sum(len(line.split()) for line, is_link in lines if is_link)
    marks, teasers = mark(body), _teasers(region)
    archive = bool(_ARCHIVE.search(marks)) and not _SINGLE.search(marks)
    if dated and not archive and _before_links(lines) >= ARTICLE_WORDS:
        return PageKind.CONTENT
    votes = (
        (3, _og_type(page) == "article"),
        (3, bool(_SINGLE.search(marks))),
        (1, bool(headline)),
        (1, own >= 60),
        (2, own >= 3 * max(linked, 1)),
        (-3, archive),
        (-4, teasers >= 3),
        (3, 3 <= teasers <= BOX and _before_links(lines) >= 60),  # an article with a box of others below it
        (-2, linked > own),
        (-3, own < 8),
    )
    return PageKind.CONTENT if sum(weight for weight, holds in votes if holds) > 0 else PageKind.LISTING


def _before_links(lines: Sequence[tuple[str, bool]]) -> int:
    """Words that stand before the first line that is a link: those of an article come first, those of a teaser do not."""
    own = takewhile(lambda line: not line[1] or len(line[0].split()) < LEAST_WORDS - 1, lines)
    return sum(len(line.split()) for line, linked in own if not linked)


def _og_type(page: Page) -> str:
    node = page.tree.css_first("meta[property='og:type']")
    return (node.attributes.get("content") or "").lower() if node is not None else ""


def _teasers(region: LexborNode) -> int:
    """How many other pages the region introduces: headings that are links, or "read on" links."""
    found = {_target(node) for node in region.css("h2 a, h3 a, h4 a, h5 a")[:_LOOKS] if in_sight(node)}
    read_on = (node for node in region.css("a") if _MORE.match(words_of(node, limit=60)))
    more = {_target(node) for node in islice(read_on, _LOOKS) if in_sight(node)}
    return max(len(found - {""}), len(more - {""}))


def _target(node: LexborNode) -> str:
    return (node.attributes.get("href") or "").partition("#")[0]
