"""One walk over a parsed page that notes everything the date readers need; nothing is judged here.

Reading an element's attributes costs more than walking past it, so the walk looks only at tags and at text that has
a digit; the few elements around a date that was found are asked for their classes later.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.regions import TEXT_ID, tag_ids

INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("svg", "path", "g", "use", "circle", "time", "tt", "u", "var", "wbr", "img"),
    )
)
"""Elements that do not break a run of text. Everything else does, ``br`` too."""

_SILENT = frozenset({"style", "textarea", "option", "template", "iframe"})
_NOTED = frozenset({"meta", "time", "abbr", "h1", "h2", "h3", "script", "title", "link"}) | _SILENT
_IDS = tag_ids(_NOTED)

LEAD = 300
"""Characters of one piece of text that are read: what stands deeper in a paragraph is told, not stated."""
_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9][0-9]")
_FULL = re.compile(
    r"[0-9]\s?[./-]\s?[0-9]{1,2}\s?[./-]\s?[0-9]"
    r"|[0-9](?:st|nd|rd|th|º|er)?[\s.,–-]+(?:(?:de|of|del)\s)?[^\W\d_]{3,12}(?:\s?/\s?[^\W\d_]{3,12})?[\s.,–-]+(?:(?:de|del)\s)?[0-9]{4}"
    r"|[^\W\d_]{3,10}\.?\s+[0-9]{1,2}(?:st|nd|rd|th)?[,.]?\s+[0-9]{4}"
    r"|[0-9]{4}\D{1,3}[0-9]{1,2}\D{1,3}[0-9]{1,2}"
)
"""What looks like a whole date, tried only around a year."""
_SHORT = 60
"""In a text no longer than this a year alone is enough: the rest of the date may stand in the element before."""
_SMALL_TAIL = r"\s?(?:[./-]\s?[0-9]{1,2}\s?[./-]\s?[0-9][0-9]|[\s.-]\s?[^\W\d_]{3,10}[\s.,-]+['’]?[0-9][0-9]\b)"
_SMALL = re.compile(f"[0-9]{_SMALL_TAIL}")
"""A date with a short year."""
_DAY_MONTH_TAIL = (
    r"\s(?:[Jj]an|[FfPp]eb|[Mm]ar|[Aa]p|[Mm]e?[iy]|[Jj]u[nl]|[Aa][gu]|[Ss]ep|[Oo][kc]t|[Nn]o[vp]|[Dd]e[sc])"
)
_DAY_MONTH = re.compile(f"[0-9]{_DAY_MONTH_TAIL}")
"""A day and a month, whose year may stand in the address."""
_HINT = re.compile(rf"[0-9](?:(?:(?<=1)9|(?<=2)0)[0-9][0-9]|{_SMALL_TAIL}|{_DAY_MONTH_TAIL})")
"""A year, or one of these: one expression that begins with a digit, so that a page's whole text is passed quickly."""
_BETWEEN = "\0"
"""Parts the texts of a page where they are searched as one; no parsed text has it."""
_MONTH_YEAR = re.compile(r"[:,]\s[^\W\d_]{3,12}\s(?:19|20)[0-9][0-9]")
"""A month's issue behind its label."""
_SPEAKS = ("lalu", "emarin", " ago", "esterday")
"""What a relative date without a digit has in it ("sejam lalu", "Kemarin")."""
_TOLD = (*_SPEAKS, "©", "(c)", "(C)", "opyright", "ak cipta", "ak Cipta", "Rights", "Reserved")
"""A whole line with one of these may hold a relative date or a copyright year."""


@dataclass(slots=True)
class Scan:
    """A page's text nodes in order, and the elements that may tell a date, each with the number of the text after it."""

    texts: list[str] = field(default_factory=list)
    nodes: list[LexborNode] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)  # characters of text before each text, and at last of all
    hints: list[int] = field(default_factory=list)  # numbers of texts that may hold a date
    metas: list[Mapping[str, str | None]] = field(default_factory=list)  # the attributes of each
    scripts: list[str] = field(default_factory=list)  # JSON-LD
    dated: list[tuple[LexborNode, int]] = field(default_factory=list)  # <time>, <abbr>, itemprop="date..."
    headings: list[tuple[LexborNode, int]] = field(default_factory=list)
    title: str = ""
    canonical: str = ""
    shared: str = ""  # og:url


def scan_page(tree: LexborHTMLParser) -> Scan:
    """Walk the page once, in document order."""
    seen = Scan()
    root = tree.root
    if root is None:
        return seen
    marked = _marked(tree)
    add_text, add_node, noted = seen.texts.append, seen.nodes.append, _IDS
    silent = ""
    for node in root.traverse(include_text=True, skip_empty=True):
        tag = node.tag_id
        if tag == TEXT_ID:
            if silent:
                _keep_silent(seen, silent, node)
                silent = ""
            else:
                add_text(node.text_content or "")
                add_node(node)
        elif tag in noted:
            silent = _keep_element(seen, node, noted[tag])
        else:
            silent = ""
            if marked and node.mem_id in marked:
                seen.dated.append((node, len(seen.texts)))
    seen.canonical = seen.canonical or seen.shared
    seen.offsets = list(accumulate(map(len, seen.texts), initial=0))
    seen.hints = list(_hints(seen.texts))
    return seen


def _marked(tree: LexborHTMLParser) -> set[int]:
    """The elements that hold a date for machines in ``content``."""
    found = ((node, node.attrs) for node in tree.css("[content]:not(meta)"))
    return {
        node.mem_id
        for node, said in found
        if "date" in f"{said.get('itemprop') or ''} {said.get('property') or ''}".lower()
    }


def _hints(texts: Sequence[str]) -> list[int]:
    """The numbers of the texts that the grammar should look at: one expression runs over all of them at once."""
    joined = _BETWEEN.join(texts)
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    found = set(_spoken(joined, texts, starts))
    hit = _HINT.search(joined)
    while hit is not None:
        number = bisect_right(starts, hit.start()) - 1
        text = texts[number]
        if len(text) <= _SHORT or may_hold_date(text[:LEAD]):
            found.add(number)
        hit = _HINT.search(joined, starts[number + 1])
    return sorted(found)


def _spoken(joined: str, texts: Sequence[str], starts: Sequence[int]) -> Iterator[int]:
    """The texts in which a relative date is told in words: short ones, and those that have a digit where they begin."""
    for word in _SPEAKS:
        at = joined.find(word)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            text = texts[number]
            if len(text) <= _SHORT or (at - starts[number] < LEAD and _DIGIT.search(text, 0, LEAD)):
                yield number
            at = joined.find(word, starts[number + 1])


@lru_cache(maxsize=1024)  # a text is asked for alone and as a line, and a site's pages have lines in common
def may_hold_date(line: str) -> bool:
    """Tell whether a whole line looks as if it held a day, a relative wording or a copyright; cheap, never too strict."""
    for year in _YEAR.finditer(line):
        if _FULL.search(line, max(0, year.start() - 30), year.end() + 8):
            return True
    return (
        any(map(line.__contains__, _TOLD))
        or _SMALL.search(line) is not None
        or _DAY_MONTH.search(line) is not None
        or _MONTH_YEAR.search(line) is not None
    )


def _keep_element(seen: Scan, node: LexborNode, tag: str) -> str:
    """Note an element; gives what to do with the text inside it ("" for text that a visitor sees)."""
    if tag in {"time", "abbr"}:
        seen.dated.append((node, len(seen.texts)))
    elif tag in {"h1", "h2", "h3"}:
        seen.headings.append((node, len(seen.texts)))
    elif tag == "meta":
        attributes = node.attributes
        seen.metas.append(attributes)
        if attributes.get("property") == "og:url":
            seen.shared = attributes.get("content") or ""
    elif tag == "link":
        if not seen.canonical and node.attrs.get("rel") == "canonical":
            seen.canonical = node.attrs.get("href") or ""
    elif tag == "script":
        return "json-ld" if "ld+json" in (node.attrs.get("type") or "") else "script"
    else:
        return tag
    return ""


def _keep_silent(seen: Scan, tag: str, node: LexborNode) -> None:
    if tag == "json-ld":
        seen.scripts.append(node.text_content or "")
    elif tag == "title" and not seen.title:
        seen.title = (node.text_content or "").strip()
