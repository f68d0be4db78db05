"""How a list of several pages is paged: the address of the next one, and what the address of a further one looks like. Pure."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.own import normalise, resolve, same_site_redirect
from crawler.page import Page
from crawler.regions import mark, words_of

MAX_LINKS = 2_000
"""Links of one page that are looked at; a page with more is an archive, and its rest is reached from its next page."""

_NUMBERED = re.compile(
    r"/(?:page|halaman)/\d+/?$|[?&](?:(?:paged?|halaman|limitstart)=(?:\d|$|&)|updated-max=)", re.IGNORECASE
)

_NEXT_WORDS = frozenset(
    {
        "older posts",
        "older entries",
        "older",
        "next",
        "next page",
        "next posts",
        "berikutnya",
        "halaman berikutnya",
        "selanjutnya",
        "halaman selanjutnya",
    }
    | {"posting lama", "postingan lama", "pos lama", "pos-pos lama", "lebih lama", "artikel lama", "lanjut", "berikut"}
)
_NEXT_SIGNS = frozenset({"»", "›", ">", ">>", "→", "&raquo;"})
_PAGED = re.compile(
    r"/(?:page|halaman|hal|index|p)/?\d+|[?&](?:page|paged|halaman|hal|start|offset|per_page|p|pg|updated-max|limitstart)=",
    re.IGNORECASE,
)


def is_paging(url: str) -> bool:
    """Whether an address names another page of a list by its number; ``?page=berita`` names a page by its word."""
    return _NUMBERED.search(url) is not None


def next_page(page: Page, body: LexborNode) -> str | None:
    """Find the page that follows in a list: rel=next first, then the wordings and signs of pagination."""
    told = page.tree.css_first("link[rel=next], a[rel~=next]")
    if told is not None and (url := _follow(page, told)):
        return url
    for anchor in body.css("a[href]")[:MAX_LINKS]:
        text = words_of(anchor, limit=60).strip(" \t«»‹›<>←→&").casefold()
        sign = words_of(anchor, limit=10).strip()
        named = text in _NEXT_WORDS or sign in _NEXT_SIGNS or "blog-pager-older-link" in mark(anchor)
        if (
            named
            and (url := _follow(page, anchor))
            and (_PAGED.search(url) or "older" in mark(anchor) or "next" in mark(anchor))
        ):
            return url
    return None


def _follow(page: Page, node: LexborNode) -> str | None:
    url = resolve(page.url, node.attributes.get("href") or "").partition("#")[0]
    return url if same_site_redirect(page.url, url) and normalise(url) != normalise(page.url) else None
