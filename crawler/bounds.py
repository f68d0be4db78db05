"""Where a page stops being one that can be parsed in fair time. Pure.

The HTML parser's cost grows with the square of the depth and of the attributes of one element (50,000 of either cost 3 s,
a page of 2 MB minutes), and while it works no other site is heard.
"""

from __future__ import annotations

import re

FAIR = 50_000
"""Characters that are parsed without a look: the worst that fits costs half a second."""
MAX_DEPTH = 3_000
MAX_ATTRIBUTES = 1_000
_LONG_TAG = 2 * MAX_ATTRIBUTES
"""Characters; a shorter tag cannot have too many attributes."""

_RAW = frozenset({"script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"})
"""Elements whose inside is text, whatever it looks like; in a drawing or a formula they are like any other."""
_FOREIGN = frozenset({"svg", "math"})
_ATTRIBUTE = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?+)?+"
"""One attribute as parsers read it (HTML Standard, 13.2.5.33 and after): a quote is one only behind the sign that follows a name."""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*+)(?P<rest>(?:[\s/]++|{_ATTRIBUTE})*+)",
    re.IGNORECASE | re.DOTALL,
)
_VALUE = r"(?<![\s/\"'])=\s{0,9}+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>\"'=]++(?=[\s>]))"
_INSIDE = rf"(?:\s[^<>\"'=]{{0,400}}+(?:{_VALUE}[^<>\"'=]{{0,64}}+){{0,40}}+)?+>"
"""The inside of a tag that has at most 40 values and some 1,500 attributes, and nothing odd."""
_ORDINARY = re.compile(
    rf"(?:[^<]++|<(?![a-z!/?])"
    rf"|<script{_INSIDE}[^<]*+(?:<(?!/script)[^<]*+)*+"
    rf"|<style{_INSIDE}[^<]*+(?:<(?!/style)[^<]*+)*+"
    rf"|<!--(?!-?>)[^-]*+(?:-(?!-!?>)[^-]*+)*+-->"
    rf"|<(?!(?:{'|'.join(_RAW | _FOREIGN)})[\s/>]|[!?])[^\s<>\"'=]{{1,100}}+{_INSIDE})*+",
    re.IGNORECASE,
)
"""A stretch of a page without any tag that could be crowded; it is passed in one go, at a sixth of the price of a look at each tag."""
_DRAWN = re.compile(rf"(?:[^<]++|<(?![a-z!/?])|<(?![!?])[^\s<>\"'=]{{1,100}}+{_INSIDE})*+", re.IGNORECASE)
"""The same inside a drawing."""
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
        "optgroup",
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
    if len(text) <= FAIR:
        return len(text)
    tags = text.count("<")
    deep = tags > MAX_DEPTH and tags - text.count("</") > MAX_DEPTH
    return min(_uncrowded(text, 0, len(text)), _shallow(text) if deep else len(text))


def _uncrowded(text: str, start: int, end: int, *, drawing: bool = False) -> int:
    """Where the first tag with too many attributes stands, ``end`` where there is none."""
    at = start
    while (at := _passed(_DRAWN if drawing else _ORDINARY, text, at, end)) < end:
        tag = _TAG.match(text, at, end)
        if tag is None:
            at += 1
            continue
        if _crowded(tag):
            return at
        name = "" if drawing else _opened(tag)
        at = _inside(text, name, tag.end())
        if name in _FOREIGN and (found := _uncrowded(text, tag.end(), at, drawing=True)) < at:
            return found
    return end


def _passed(ordinary: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the ordinary stretch from ``start`` on ends."""
    stretch = ordinary.match(text, start, end)
    return stretch.end() if stretch is not None else start


def _opened(tag: re.Match[str]) -> str:
    """The name of the element that a tag opens; "" for a closing tag and a comment."""
    return "" if tag["close"] else (tag["name"] or "").lower()


def _inside(text: str, name: str, start: int) -> int:
    """Where what stands in an element of text, or in a drawing, ends; right behind its tag for any other element."""
    if name not in _RAW | _FOREIGN:
        return start
    close = re.compile(f"</{name}", re.IGNORECASE).search(text, start)
    return close.start() if close is not None else len(text)


def _shallow(text: str) -> int:
    """Count the characters before the first tag that is nested too deep."""
    depth = at = 0
    while tag := _TAG.search(text, at):
        name = (tag["name"] or "").lower()
        if name and name not in _FLAT:
            depth = max(0, depth - 1 if tag["close"] else depth + 1)
        if depth > MAX_DEPTH:
            return tag.start()
        at = _inside(text, _opened(tag) if name not in _FOREIGN else "", tag.end())
    return len(text)


def _crowded(tag: re.Match[str]) -> bool:
    """Say whether a tag holds more attributes than any tag of a real page."""
    rest = tag["rest"] or ""
    return len(rest) > _LONG_TAG and sum(1 for _ in _ATTRIBUTES.finditer(rest)) > MAX_ATTRIBUTES
