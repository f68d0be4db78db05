"""Which elements of a page a style keeps out of sight. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.regions import mark

_HIDING = re.compile(
    r"display:none|visibility:hidden|opacity:0(?:\.0+)?(?:;|$)|font-size:0|(?:^|;)(?:max-)?(?:height|width):[01](?:px)?(?:;|$)|"
    r"(?:left|top|right|text-indent|margin-left|margin-top):-\d{3,}|clip:rect\((?:0|1px)|transform:scale\(0|z-index:-\d{3,}",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{1,600})\}")
_SELECTOR = re.compile(r"[.#]([\w-]+)\s*$")

_LONGEST = 2_000
"""Characters of a style that are read: looking for the ends of its comments takes the square of them."""

_OFF_STAGE = re.compile(
    r"(?:left|top|right|text-indent|margin-left|margin-top):-\d{3,}|font-size:0|(?:^|;)(?:max-)?(?:height|width):[01](?:px)?(?:;|$)",
    re.IGNORECASE,
)
"""Ways of hiding that no menu needs: it stays out of sight for good, for machines to read."""

_MAY_HIDE_BY_ITSELF = "[style], [hidden], marquee"
_MAY_HIDE = f"{_MAY_HIDE_BY_ITSELF}, [class], [id]"


def hidden_elements(page: Page, body: LexborNode) -> Iterator[LexborNode]:
    """Yield every element of a page that its own styles keep out of sight."""
    names = _hidden_names(page)
    for node in body.css(_MAY_HIDE if names else _MAY_HIDE_BY_ITSELF):
        if node.tag != "body" and _is_hidden(node, names):
            yield node


def is_off_stage(node: LexborNode) -> bool:
    """Say whether an element's own style puts it where nobody can ever bring it into sight."""
    return _OFF_STAGE.search(_style(node.attributes.get("style") or "")) is not None


def _hidden_names(page: Page) -> frozenset[str]:
    """Classes and ids that the page's own style sheets keep out of sight."""
    return frozenset().union(*(_hiding_names(sheet.text()[:100_000]) for sheet in page.tree.css("style")))


@lru_cache(maxsize=256)  # all pages of a site carry the same sheets
def _hiding_names(sheet: str) -> frozenset[str]:
    names: set[str] = set()
    for selectors, rule in _RULE.findall(sheet):
        if _HIDING.search(_style(rule)):
            names.update(hit.group(1) for part in selectors.split(",") if (hit := _SELECTOR.search(part)))
    return frozenset(names)


def _is_hidden(node: LexborNode, names: frozenset[str]) -> bool:
    style = node.attributes.get("style")
    if style and _HIDING.search(_style(style)):
        return True
    if "hidden" in node.attributes or (node.tag == "marquee" and (node.attributes.get("height") or "9")[:1] in "01"):
        return True
    return bool(names) and not names.isdisjoint(mark(node).split())


def _style(text: str) -> str:
    """A style without spaces and ``!important``, as the table of hidings expects it."""
    return re.sub(r"\s+|!important|/\*.*?\*/", "", text[:_LONGEST])
