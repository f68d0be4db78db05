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

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|noscript|iframe|xmp)\b.*?(?:</(?P=raw)|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*)(?P<rest>(?:[^>=]|=\s*+(?:\"[^\"]*\"|'[^']*')?+)*+)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*)")
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
    depth = 0
    for tag in _TAG.finditer(text):
        name = tag["name"]
        if name is None:
            continue
        if name.lower() not in _FLAT:
            depth = max(0, depth - 1 if tag["close"] else depth + 1)
        if depth > MAX_DEPTH or _crowded(tag["rest"]):
            return tag.start()
    return len(text)


def _crowded(rest: str) -> bool:
    """Say whether the inside of a tag holds more attributes than any tag of a real page."""
    return len(rest) > _LONG_TAG and len(re.split(r"[\s/]+", _QUOTED.sub(" ", rest))) > MAX_ATTRIBUTES
