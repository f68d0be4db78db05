"""Where a page stops being one that can be parsed in fair time. Pure.

The HTML parser's cost grows with the square of the depth and of the attributes of one element (50,000 of either cost 3 s,
a page of 2 MB minutes), and while it works no other site is heard.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

FAIR = 50_000
"""Characters that are parsed without a look: depth or attributes that fit cost half a second at the worst."""
MAX_DEPTH = 3_000
MAX_ATTRIBUTES = 1_000
MAX_REBUILT = 1_000_000
"""Formatting elements that are opened again: so many cost a second and 300 MB."""
_LONG_TAG = 2 * MAX_ATTRIBUTES
"""Characters; a shorter tag cannot have too many attributes."""

_RAW = frozenset({"script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"})
"""Elements whose inside is text, whatever it looks like."""
_GAP = r" \t\n\r\f"
"""What parts attributes (HTML Standard, 13.2.5.32): fewer than Python takes for blanks."""
_ATTRIBUTE = (
    rf"[^{_GAP}/>][^{_GAP}/>=]*+"
    rf"(?:[{_GAP}]*+=[{_GAP}]*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{_GAP}>\"'][^{_GAP}>]*+)?+)?+"
)
"""One attribute as parsers read it (13.2.5.33 and after): a quote is one only behind the sign that follows a name."""
_FLAGS = re.IGNORECASE | re.ASCII | re.DOTALL  # of the letters that are others when small, HTML knows none
_FORMATTING = re.compile(
    rf"<(?P<close>/?)(?P<name>b|big|code|em|font|i|s|small|strike|strong|tt|u)(?=[{_GAP}/>])[^>]{{0,200}}", _FLAGS
)
"""Elements that stay open until they are closed: the parser opens each again in every block that follows (13.2.4.3)."""
_ALIKE = 3
"""So many of one name with the same attributes are opened again, and no more."""
_ATTRIBUTES = re.compile(_ATTRIBUTE, _FLAGS)
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(?P<close>/?)(?P<name>[a-z][^{_GAP}/>]*+)(?P<rest>(?:[{_GAP}/]++|{_ATTRIBUTE})*+)",
    _FLAGS,
)
_VALUE = rf"(?<![{_GAP}/\"'])=[{_GAP}]{{0,9}}+(?:\"[^\"]*+\"|'[^']*+'|[^{_GAP}<>\"'=]++(?=[{_GAP}>]))"
_INSIDE = rf"(?:/|[{_GAP}][^<>\"'=]{{0,400}}+(?:{_VALUE}[^<>\"'=]{{0,64}}+){{0,40}}+)?+>"
"""The inside of a tag that has at most 40 values and some 1,500 attributes, and nothing odd."""
# Script and style have a line each: CPython 3.11 fails (SystemError) on a group that captures in a loop like this one.
_ORDINARY = re.compile(
    r"(?:[^<]++|<(?![a-z!/?])"
    rf"|<script{_INSIDE}[^<]*+(?:<(?!/script[{_GAP}/>])[^<]*+)*+"
    rf"|<style{_INSIDE}[^<]*+(?:<(?!/style[{_GAP}/>])[^<]*+)*+"
    r"|<!--(?!-?>)[^-]*+(?:-(?!-!?>)[^-]*+)*+-->"
    r"|<(?:!(?!--)|\?|/(?![a-z]))[^>]*+(?:>|\Z)"
    rf"|<(?!(?:{'|'.join(sorted(_RAW))})[{_GAP}/>])/?[a-z][^{_GAP}<>\"'=/]{{0,100}}+{_INSIDE})*+",
    _FLAGS,
)
"""A stretch of a page without any tag that could be crowded; it is passed in one go, at a quarter of the price of a look at each tag."""
_FLAT = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "area",
        "base",
        "col",
        "embed",
        "source",
        "track",
        "wbr",
        "param",
    ]
)
"""Elements that hold nothing or close one another: they cannot nest by themselves."""


def fair_length(text: str) -> int:
    """Count the characters from the start that can be parsed in fair time: all of them, but for a hostile page."""
    tags = text.count("<")
    fair = (
        _formatted(text, tags) if (tags / 2) ** 2 > MAX_REBUILT else len(text)
    )  # half of them formatting, half blocks
    if len(text) <= FAIR:
        return fair
    deep = tags > MAX_DEPTH and tags - text.count("</") > MAX_DEPTH
    return min(fair, _uncrowded(text), _shallow(text) if deep else len(text))


def _formatted(text: str, tags: int) -> int:
    """Count the characters before more formatting elements stand open than can be opened again behind every one of ``tags``."""
    most, count = MAX_REBUILT // tags, 0
    alike, opened = Counter[str](), defaultdict[str, list[str]](list)
    for tag in _FORMATTING.finditer(text):
        of_name = opened[tag["name"].lower()]
        if not tag["close"] and alike[tag[0]] < _ALIKE:
            of_name.append(tag[0])
            alike[tag[0]] += 1
            count += 1
        elif tag["close"] and of_name:
            alike[of_name.pop()] -= 1
            count -= 1
        if count > most:
            return tag.start()
    return len(text)


def _uncrowded(text: str) -> int:
    """Count the characters before the first tag with too many attributes."""
    at = 0
    while (at := _passed(text, at)) < len(text):
        tag = _TAG.match(text, at)
        if tag is not None and _crowded(tag):
            return at
        at = _inside(text, tag) if tag is not None else at + 1
    return len(text)


def _passed(text: str, start: int) -> int:
    """Where the ordinary stretch from ``start`` on ends."""
    stretch = _ORDINARY.match(text, start)
    return stretch.end() if stretch is not None else start


def _inside(text: str, tag: re.Match[str]) -> int:
    """Where what stands in an element of text ends; right behind its tag for any other element."""
    name = (tag["name"] or "").lower()
    if tag["close"] or name not in _RAW:
        return tag.end()
    close = _ENDS[name].search(text, tag.end())
    return close.start() if close is not None else len(text)


_ENDS = {name: re.compile(rf"</{name}(?=[{_GAP}/>])", _FLAGS) for name in _RAW}


def _shallow(text: str) -> int:
    """Count the characters before the first tag that is nested too deep."""
    depth = at = 0
    inside = Counter[str]()
    while tag := _TAG.search(text, at):
        name = (tag["name"] or "").lower()
        if name and name not in _FLAT and (inside[name] or not tag["close"]):  # what was not opened closes nothing
            inside[name] += -1 if tag["close"] else 1
            depth += -1 if tag["close"] else 1
        if depth > MAX_DEPTH:
            return tag.start()
        at = _inside(text, tag)
    return len(text)


def _crowded(tag: re.Match[str]) -> bool:
    """Say whether a tag holds more attributes than any tag of a real page."""
    rest = tag["rest"] or ""
    return len(rest) > _LONG_TAG and sum(1 for _ in _ATTRIBUTES.finditer(rest)) > MAX_ATTRIBUTES
