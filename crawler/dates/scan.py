"""One walk over a parsed page that notes everything the date readers need; nothing is judged here.

Reading an element's attributes costs more than walking past it, so the walk looks only at tags and at text that has
a digit; the few elements around a date that was found are asked for their classes later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.regions import TEXT_ID, by_tag_id, tag_ids

INLINE = tag_ids(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("svg", "path", "time", "tt", "u", "var", "wbr", "img"),
    )
)
"""Elements that do not break a run of text, by the parser's numbers. Everything else does, ``br`` too."""

LEAD = 300
"""Characters of one piece of text that are read: what stands deeper in a paragraph is told, not stated."""
_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9][0-9]")
_FULL = re.compile(
    r"[0-9](?:\s?[./-]\s?[0-9]{1,2}\s?[./-]\s?[0-9]"
    r"|(?:st|nd|rd|th|º|er)?[\s.,–-]+(?:(?:de|of|del)\s)?[^\W\d_]{3,12}(?:\s?/\s?[^\W\d_]{3,12})?[\s.,–-]+(?:(?:de|del)\s)?[0-9]{4}"
    r"|(?:(?<=[^\W\d_]{3}\s[0-9])|(?<=[^\W\d_]{3}\.\s[0-9])|(?<=\s\s[0-9]))[0-9]?(?:st|nd|rd|th)?[,.]?\s+[0-9]{4}"
    r"|[0-9]{3}\D{1,3}[0-9]{1,2}\D{1,3}[0-9]{1,2})"
)
"""What looks like a whole date, tried only around a year; it begins with a digit, so that letters are passed quickly."""
_SHORT = 60
"""In a text no longer than this a year alone is enough: the rest of the date may stand in the element before."""
_SMALL_TAIL = (
    r"(?:(?P<gap>\s?[./-]\s?)[0-9]{1,2}(?P=gap)[0-9][0-9]"
    r"|\s?[\s.-]\s?[^\W\d_]{3,10}[\s.,-]+['’]?[0-9][0-9]\b(?!\s?[^\W\d_]))"
)
"""Behind a digit: the rest of a date with a short year, or a month and the hours."""
_DAY_MONTH_TAIL = r"\s(?:[Jj]an|[FfPp]eb|[Mm]ar|[Aa]pr|[Mm](?:ei|ay)|[Jj]u[nl]|[Aa](?:g[ust]|ug)|[Ss]ep|[Oo][kc]t|[Nn]o[vp]|[Dd]e[sc])"
"""Behind a digit: a month, whose year may stand in the address."""
_SMALL = re.compile(f"[0-9](?:{_SMALL_TAIL}|{_DAY_MONTH_TAIL})")
_HINT = re.compile(rf"[0-9](?:(?:(?<=1)9|(?<=2)0)[0-9][0-9]|(?=[\s./-])(?:{_SMALL_TAIL}|{_DAY_MONTH_TAIL}))")
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
    images: list[str] = field(default_factory=list)  # og:image


_Keeper = Callable[[Scan, LexborNode], None]
"""Takes an element, or the text inside one whose text no visitor sees."""


def scan_page(tree: LexborHTMLParser) -> Scan:
    """Walk the page once, in document order."""
    seen = Scan()
    root = tree.root
    if root is None:
        return seen
    marked = _marked(tree)
    add_text, add_node, noted = seen.texts.append, seen.nodes.append, _NOTED
    silent: _Keeper | None = None
    for node in root.traverse(include_text=True, skip_empty=True):
        tag = node.tag_id
        if tag not in noted:
            silent = None
            if marked and node.mem_id in marked:
                seen.dated.append((node, len(seen.texts)))
        elif tag == TEXT_ID:
            if silent is None:
                add_text(node.text_content or "")
                add_node(node)
            else:
                silent(seen, node)
                silent = None
        elif tag in _SILENCED:
            silent = _SILENCED[tag]
        else:
            silent = None
            _KEEPERS[tag](seen, node)
    seen.canonical = seen.canonical or seen.shared
    seen.offsets = list(accumulate(map(len, seen.texts), initial=0))
    seen.hints = _hints(seen.texts)
    return seen


def _marked(tree: LexborHTMLParser) -> set[int]:
    """The elements that hold a date for machines in ``content``."""
    body = tree.body
    found = ((node, node.attributes) for node in (body.css("[content]") if body is not None else ()))
    return {
        node.mem_id
        for node, said in found
        if "date" in f"{said.get('itemprop') or ''} {said.get('property') or ''}".lower()
    }


def _hints(texts: Sequence[str]) -> list[int]:
    """The numbers of the texts that the grammar should look at: one expression runs over what is read of all of them at once."""
    joined = _BETWEEN.join([text if len(text) <= LEAD else text[:LEAD] for text in texts])
    found = set(_spoken(joined, texts))
    for number in _firsts(joined, lambda at: hit.start() if (hit := _HINT.search(joined, at)) else -1):
        text = texts[number]
        if len(text) <= _SHORT or may_hold_date(text[:LEAD]):
            found.add(number)
    return sorted(found)


def _firsts(joined: str, find: Callable[[int], int]) -> Iterator[int]:
    """The number of each text in which something is found; ``find`` looks in ``joined`` from a place on, -1 for none."""
    number = end = 0
    at = find(0)
    while at >= 0:
        number += joined.count(_BETWEEN, end, at)
        yield number
        end = joined.find(_BETWEEN, at)
        at = find(end) if end >= 0 else -1


def _spoken(joined: str, texts: Sequence[str]) -> Iterator[int]:
    """The texts in which a relative date is told in words: short ones, and those that have a digit where they begin."""
    for word in _SPEAKS:
        for number in _firsts(joined, partial(joined.find, word)):
            text = texts[number]
            if len(text) <= _SHORT or _DIGIT.search(text, 0, LEAD):
                yield number


@lru_cache(maxsize=1024)  # a text is asked for alone and as a line, and a site's pages have lines in common
def may_hold_date(line: str) -> bool:
    """Tell whether a whole line looks as if it held a day, a relative wording or a copyright; cheap, never too strict."""
    dated = False
    for year in _YEAR.finditer(line):
        if _FULL.search(line, max(0, year.start() - 30), year.end() + 8):
            return True
        dated = True
    return (
        any(map(line.__contains__, _TOLD))
        or _SMALL.search(line) is not None
        or (dated and _MONTH_YEAR.search(line) is not None)
    )


def _keep_dated(seen: Scan, node: LexborNode) -> None:
    seen.dated.append((node, len(seen.texts)))


def _keep_heading(seen: Scan, node: LexborNode) -> None:
    seen.headings.append((node, len(seen.texts)))


def _keep_meta(seen: Scan, node: LexborNode) -> None:
    attributes = node.attributes
    seen.metas.append(attributes)
    name = attributes.get("property")
    if name == "og:url":
        seen.shared = attributes.get("content") or ""
    elif name and name.lower() == "og:image":
        seen.images.append(attributes.get("content") or "")


def _keep_link(seen: Scan, node: LexborNode) -> None:
    if not seen.canonical and node.attrs.get("rel") == "canonical":
        seen.canonical = node.attrs.get("href") or ""


def _keep_data(seen: Scan, text: LexborNode) -> None:
    script = text.parent
    if script is not None and "ld+json" in (script.attributes.get("type") or ""):
        seen.scripts.append(text.text_content or "")


def _keep_title(seen: Scan, text: LexborNode) -> None:
    seen.title = seen.title or (text.text_content or "").strip()


def _pass_over(_: Scan, __: LexborNode) -> None:
    """The text of a style sheet, of an entry field: no visitor reads it on the page."""


_KEEPERS: dict[int, _Keeper] = by_tag_id(
    (_keep_dated, {"time", "abbr"}),
    (_keep_heading, {"h1", "h2", "h3"}),
    (_keep_meta, {"meta"}),
    (_keep_link, {"link"}),
)
"""What is noted of each element, by the parser's number of its tag."""
_SILENCED: dict[int, _Keeper] = by_tag_id(
    (_keep_data, {"script"}),
    (_keep_title, {"title"}),
    (_pass_over, {"style", "textarea", "option", "template", "iframe"}),
)
"""Who takes the text inside an element whose text no visitor sees."""
_NOTED = _KEEPERS.keys() | _SILENCED.keys() | {TEXT_ID}
"""What the walk does not pass by."""
