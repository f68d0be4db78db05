"""One walk over a parsed page that notes everything the date readers need; nothing is judged here.

Reading an element's attributes costs more than walking past it, so the walk looks only at tags and at text that has
a digit; the few elements around a date that was found are asked for their classes later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

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

LEAD = 300
"""Characters of one piece of text that are read: what stands deeper in a paragraph is told, not stated."""
_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9][0-9]")
_FULL = re.compile(
    r"[0-9]\s?[./-]\s?[0-9]{1,2}\s?[./-]\s?[0-9]"
    r"|[0-9](?:st|nd|rd|th|º|er)?[\s.,–-]+(?:(?:de|of|del)\s)?[^\W\d_]{3,12}[\s.,–-]+(?:(?:de|del)\s)?[0-9]{4}"
    r"|[^\W\d_]{3,10}\.?\s+[0-9]{1,2}(?:st|nd|rd|th)?[,.]?\s+[0-9]{4}"
    r"|[0-9]{4}\D{1,3}[0-9]{1,2}\D{1,3}[0-9]{1,2}"
)
"""What looks like a whole date, tried only around a year."""
_SHORT = 60
"""In a text no longer than this a year alone is enough: the rest of the date may stand in the element before."""
_RIGHTS = re.compile(r"©|\([cC]\)|[cC]opyright|[hH]ak [cC]ipta|Rights|Reserved")
_TINY = 5
_SMALL = re.compile(
    r"[0-9]\s?(?:[./-]\s?[0-9]{1,2}\s?[./-]\s?[0-9][0-9]|[\s.-]\s?[^\W\d_]{3,10}[\s.,-]+['’]?[0-9][0-9]\b)"
)
"""A date with a short year."""
_DAY_MONTH = re.compile(
    r"[0-9]\s(?:[Jj]an|[FfPp]eb|[Mm]ar|[Aa]p|[Mm]e?[iy]|[Jj]u[nl]|[Aa][gu]|[Ss]ep|[Oo][kc]t|[Nn]o[vp]|[Dd]e[sc])"
)
"""A day and a month, whose year may stand in the address."""
_MONTH_YEAR = re.compile(r"[:,]\s[^\W\d_]{3,12}\s(?:19|20)[0-9][0-9]")
"""A month's issue behind its label."""
_SPOKEN = re.compile("lalu|[Kk]emarin| ago|[Yy]esterday")
"""What a relative date without a digit has in it ("sejam lalu", "Kemarin")."""


@dataclass(slots=True)
class Scan:
    """A page's text nodes in order, and the elements that may tell a date, each with the number of the text after it."""

    texts: list[str] = field(default_factory=list)
    nodes: list[LexborNode] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)  # characters of text before each text, and at last of all
    hints: list[int] = field(default_factory=list)  # numbers of texts that may hold a date
    metas: list[LexborNode] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)  # JSON-LD
    dated: list[tuple[LexborNode, int]] = field(default_factory=list)  # <time>, <abbr>, itemprop="date..."
    headings: list[tuple[LexborNode, int]] = field(default_factory=list)
    title: str = ""
    canonical: str = ""
    shared: str = ""  # og:url


def scan_page(tree: LexborHTMLParser, source: str) -> Scan:
    """Walk the page once, in document order; its ``source`` tells cheaply what need not be looked for."""
    seen = Scan()
    root = tree.root
    if root is None:
        return seen
    marked: set[int] = set()
    if "itemprop" in source or "property" in source:
        wanted = '[itemprop*="date" i][content]:not(meta), [property*="date" i][content]:not(meta)'
        marked = {node.mem_id for node in tree.css(wanted)}
    texts, nodes = seen.texts, seen.nodes
    silent = ""
    for node in root.traverse(include_text=True, skip_empty=True):
        tag = node.tag
        if tag == "-text":
            if silent:
                _keep_silent(seen, silent, node)
                silent = ""
                continue
            text = node.text_content or ""
            if _is_hint(text) if _DIGIT.search(text, 0, LEAD) else len(text) <= _SHORT and _SPOKEN.search(text):
                seen.hints.append(len(texts))
            texts.append(text)
            nodes.append(node)
        elif tag in _NOTED:
            silent = _keep_element(seen, node, tag)
        else:
            silent = ""
            if marked and node.mem_id in marked:
                seen.dated.append((node, len(texts)))
    seen.canonical = seen.canonical or seen.shared
    seen.offsets = list(accumulate(map(len, texts), initial=0))
    return seen


def _is_hint(text: str) -> bool:
    """Tell whether the grammar should look at ``text``, which has a digit: most have no date, and this finds out cheaply."""
    if len(text) <= _SHORT:
        return (
            _YEAR.search(text) is not None
            or (len(text) > _TINY and _SMALL.search(text) is not None)
            or _SPOKEN.search(text) is not None
            or _DAY_MONTH.search(text) is not None
        )
    return may_hold_date(text[:LEAD])


def may_hold_date(line: str) -> bool:
    """Tell whether a whole line looks as if it held a day, a relative wording or a copyright; cheap, never too strict."""
    for year in _YEAR.finditer(line):
        if _FULL.search(line, max(0, year.start() - 24), year.end() + 8):
            return True
    return any(shape.search(line) is not None for shape in (_SMALL, _SPOKEN, _RIGHTS, _MONTH_YEAR, _DAY_MONTH))


def _keep_element(seen: Scan, node: LexborNode, tag: str) -> str:
    """Note an element; gives what to do with the text inside it ("" for text that a visitor sees)."""
    if tag in {"time", "abbr"}:
        seen.dated.append((node, len(seen.texts)))
    elif tag in {"h1", "h2", "h3"}:
        seen.headings.append((node, len(seen.texts)))
    elif tag == "meta":
        seen.metas.append(node)
        if node.attributes.get("property") == "og:url":
            seen.shared = node.attributes.get("content") or ""
    elif tag == "link":
        if not seen.canonical and node.attributes.get("rel") == "canonical":
            seen.canonical = node.attributes.get("href") or ""
    elif tag == "script":
        return "json-ld" if "ld+json" in (node.attributes.get("type") or "") else "script"
    else:
        return tag
    return ""


def _keep_silent(seen: Scan, tag: str, node: LexborNode) -> None:
    if tag == "json-ld":
        seen.scripts.append(node.text_content or "")
    elif tag == "title" and not seen.title:
        seen.title = (node.text_content or "").strip()
