"""The regions of a page: what is boilerplate, and how to walk a tree without it. Trees are only read, never cut.

Walks are loops, not recursion: a page nested ten thousand deep is walked like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

_Value = TypeVar("_Value")

SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "head", "link", "meta"}
)
"""Elements whose text no reader sees."""

FURNITURE = frozenset({"nav", "aside", "form", "button", "select", "option", "dialog", "marquee"}) | SILENT
"""Elements that are never a page's own text, wherever they stand."""

BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
    }
    | {
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
    }
    | {"summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
"""Elements that begin a new line of text."""


def tag_ids(tags: Iterable[str]) -> frozenset[int]:
    """The parser's numbers of tags: asked for each node of a page, a number costs half of a name."""
    return frozenset(LexborHTMLParser("").create_node(tag).tag_id for tag in tags)


def by_tag_id(*table: tuple[_Value, Iterable[str]]) -> dict[int, _Value]:
    """A table of values and the tags that each is for, by the parser's numbers of the tags."""
    return {number: value for value, tags in table for number in tag_ids(tags)}


TEXT_ID = 2
"""Lexbor's number of a text node (LXB_TAG__TEXT)."""
COMMENT_ID = 4
"""Lexbor's number of a comment (LXB_TAG__EM_COMMENT)."""
_LAST_UNSEEN = 5
"""Numbers up to this one are of texts, comments and doctypes (LXB_TAG__EM_DOCTYPE)."""
_SILENT_IDS, _BLOCK_IDS = tag_ids(SILENT), tag_ids(BLOCKS)

_FURNITURE_WORDS = frozenset(
    {
        "sidebar",
        "widget",
        "widgets",
        "related",
        "terkait",
        "comment",
        "comments",
        "komentar",
        "respond",
        "recentcomments",
        "share",
        "sharing",
    }
    | {
        "sharedaddy",
        "addtoany",
        "sosmed",
        "social",
        "socials",
        "bagikan",
        "counter",
        "counters",
        "visitor",
        "visitors",
        "pengunjung",
        "hitcounter",
    }
    | {
        "breadcrumb",
        "breadcrumbs",
        "pagination",
        "pager",
        "navigation",
        "navbar",
        "nav",
        "menu",
        "footer",
        "copyright",
        "cookie",
        "cookies",
        "popup",
    }
    | {
        "modal",
        "jam",
        "clock",
        "newsticker",
        "ticker",
        "advert",
        "adverts",
        "advertisement",
        "banner",
        "banners",
        "masthead",
        "topbar",
        "offcanvas",
    }
)
"""Words that mark boilerplate wherever they stand in a class or id (``post-comments``, ``nav_menu``)."""

_FURNITURE_NAMES = frozenset(
    {
        "side-bar",
        "screen-reader-text",
        "skip-link",
        "author-box",
        "baca-juga",
        "post-views",
        "entry-meta",
        "post-meta",
        "running-text",
        "header",
    }
    | {
        "site-header",
        "top-bar",
        "top-header",
        "nav-links",
        "jp-relatedposts",
        "statistik-pengunjung",
        "prayer-times",
        "jadwal-sholat",
        "jadwal-shalat",
    }
)
"""Whole names that mark boilerplate; their words alone would mark too much (``entry-header`` holds a headline)."""

_LAYOUT_WORDS = frozenset({"no", "has", "with", "without", "is", "wp"})
"""``no-sidebar``, ``has-menu``: a word about the layout, not the thing itself."""

_HOLDS_TEXT = "h1, main, [itemprop=articleBody], .entry-content, .post-content, .post-body"
_OWN_MARKS = re.compile(
    r"(?:^|\s)(?:entry-content|post-content|article-content|hentry|type-post|type-page|post-body|item-page|isi-berita|isi_berita)(?:$|\s)",
    re.IGNORECASE,
)


def ancestors(node: LexborNode, most: int) -> list[LexborNode]:
    """The elements around ``node``, innermost first, at most ``most``."""
    chain: list[LexborNode] = []
    parent = node.parent
    while parent is not None and len(chain) < most:
        chain.append(parent)
        parent = parent.parent
    return chain


def mark(node: LexborNode) -> str:
    """The class and id of an element, as one string."""
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()


def is_furniture(node: LexborNode) -> bool:
    """Say whether an element is boilerplate: navigation, sidebars, widgets, comments, share bars, counters, hidden parts.

    A header or footer counts as boilerplate unless it stands inside an article and holds its headline.
    """
    tag = node.tag or ""
    if tag in FURNITURE:
        return True
    if tag in {"body", "html", "main", "article"}:
        return False
    if tag == "footer" or node.attributes.get("aria-hidden") == "true":
        return True
    if tag == "header":
        return not _in_article(node)
    marks = mark(node)
    return (
        bool(marks) and _names_furniture(marks) and not _OWN_MARKS.search(marks) and node.css_first(_HOLDS_TEXT) is None
    )


def _names_furniture(marks: str) -> bool:
    for name in marks.lower().split():
        words = re.split(r"[-_]+", name)
        if name in _FURNITURE_NAMES or (words[0] not in _LAYOUT_WORDS and not _FURNITURE_WORDS.isdisjoint(words)):
            return True
        if name.startswith("wp-block-") and not _FURNITURE_WORDS.isdisjoint(words):
            return True
    return False


def _in_article(node: LexborNode) -> bool:
    parent = node.parent
    for _ in range(6):
        if parent is None:
            return False
        if parent.tag in {"article", "main"} or _OWN_MARKS.search(mark(parent)):
            return True
        parent = parent.parent
    return False


def nothing(_: LexborNode) -> bool:
    """Prune nothing."""
    return False


def walk(root: LexborNode, *, prune: Callable[[LexborNode], bool] = nothing) -> Iterator[tuple[LexborNode, bool]]:
    """Yield (node, opening) for every node under ``root`` in page order: True as it opens, False as an element closes.

    A node for which ``prune`` is true is passed over with all it holds. Comments are not yielded.
    """
    node = root.first_child
    while node is not None:
        tag = node.tag or "-"
        text = node.is_text_node
        enter = not text and not tag.startswith("-") and not prune(node)
        if text or enter:
            yield node, True
        if enter and node.first_child is not None:
            node = node.first_child
            continue
        if enter:
            yield node, False
        while node.next is None:
            parent = node.parent
            if parent is None or parent.mem_id == root.mem_id:
                return
            node = parent
            yield node, False
        node = node.next


def elements(root: LexborNode, *, prune: Callable[[LexborNode], bool] = nothing) -> Iterator[LexborNode]:
    """Every element under ``root`` in page order."""
    return (node for node, opening in walk(root, prune=prune) if opening and not node.is_text_node)


def is_silent(node: LexborNode) -> bool:
    """Say whether an element's text is never shown."""
    return node.tag in SILENT


def words_of(root: LexborNode, *, limit: int = 5_000) -> str:
    """The visible text under ``root``, spaces collapsed, at most about ``limit`` characters."""
    return " ".join("".join(_pieces(root, limit)).split())[:limit]


def _pieces(root: LexborNode, limit: int) -> list[str]:
    """The texts of :func:`walk` without what is silent, with a space where a block begins or ends.

    Written out, because every page is read this way several times and a generator would cost twice as much.
    """
    parts: list[str] = []
    length, top = 0, root.mem_id
    node = root.first_child
    while node is not None:
        tag = node.tag_id
        if tag == TEXT_ID:
            text = node.text_content or ""
            parts.append(text)
            length += len(text)
            if length > limit:
                return parts
        elif tag > _LAST_UNSEEN and tag not in _SILENT_IDS:
            if tag in _BLOCK_IDS:
                parts.append(" ")
            child = node.first_child
            if child is not None:
                node = child
                continue
        after = node.next
        while after is None:
            node = node.parent
            if node is None or node.mem_id == top:
                return parts
            if node.tag_id in _BLOCK_IDS:
                parts.append(" ")
            after = node.next
        node = after
    return parts


_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "legend"})
_LABELS = frozenset({"p", "div"})
_VISITORS = r"(?:pembaca|warga|pengunjung|masyarakat|netizen|anda)"
_SAID = r"(?:pemikiran|tanggapan|balasan|komentar|thoughts?|repl(?:y|ies)|responses?|comments?)"
_COMMENTS_TITLE = re.compile(
    "|".join(
        (
            rf"(?:\d+ )?(?:komentar|comments?|ulasan|reviews?|diskusi|testimoni(?:al)?)(?: {_VISITORS})?(?: ?\(?\d+\)?)?",
            r"\d+ (?:tanggapan|balasan|responses?|repl(?:y|ies))|(?:tanggapan|balasan) ?\(?\d+\)?",
            rf"\d+ {_SAID} (?:pada|untuk|terhadap|tentang|di|on|to) .*|(?:satu|one) {_SAID} (?:pada|untuk|on|to) [“\"«‘'].*",
            r"(?:tulis|beri|berikan|kirim|tinggalkan) (?:komentar|tanggapan|balasan|ulasan)(?: anda)?",
            rf"leave a (?:comment|reply)|buku tamu|apa kata (?:mereka|{_VISITORS})",
        )
    ),
    re.IGNORECASE,
)
"""What the heading over visitors' words says from end to end; an h1 names the page itself."""
_COMMENTS_LABEL = re.compile(rf"komentar(?: {_VISITORS})?", re.IGNORECASE)
"""The same of a paragraph that stands for a heading: a number, or a call to write, also stands at the head of a post."""


def opens_comments(node: LexborNode) -> bool:
    """Say whether an element is the heading after which visitors speak, and no longer the site."""
    if node.tag in _LABELS:
        return _COMMENTS_LABEL.fullmatch(_only_words(node).strip(" :")) is not None
    return node.tag in _HEADINGS and _COMMENTS_TITLE.fullmatch(words_of(node, limit=60).strip(" :")) is not None


def _only_words(node: LexborNode) -> str:
    """The words of an element that holds nothing else, be they in bold; "" of any other, and of a link."""
    child = node.first_child
    for _ in range(2):
        if child is None or child.next is not None or child.tag == "a":
            return ""
        if child.is_text_node:
            return " ".join((child.text_content or "")[:60].split())
        child = child.first_child
    return ""


def lines_of(
    root: LexborNode,
    *,
    prune: Callable[[LexborNode], bool] = is_furniture,
    end: Callable[[LexborNode], bool] = nothing,
) -> Iterator[tuple[str, bool]]:
    """The text under ``root`` line by line, broken where a block element begins or ends: (line, stands wholly in links).

    What follows the first element for which ``end`` is true is left out, be it that the element itself is pruned.
    """
    parts: list[str] = []
    linked = loose = depth = 0
    for node, opening in walk(root, prune=lambda node: prune(node) and not end(node)):
        if opening and end(node):
            break
        if node.is_text_node:
            text = node.text_content or ""
            parts.append(text)
            size = len(text.strip())
            linked, loose = (linked + size, loose) if depth else (linked, loose + size)
            continue
        depth += (1 if opening else -1) if node.tag == "a" else 0
        if node.tag in BLOCKS and parts:
            if line := " ".join("".join(parts).split()):
                yield line, linked > 0 and loose == 0
            parts, linked, loose = [], 0, 0
    if line := " ".join("".join(parts).split()):
        yield line, linked > 0 and loose == 0
