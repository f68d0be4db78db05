"""The words under which offices list what they put up. Pure."""

from __future__ import annotations

import re

from crawler.own import split

LIST_WORDS = frozenset(
    {
        "berita",
        "kabar",
        "warta",
        "artikel",
        "pengumuman",
        "informasi",
        "informasipublik",
        "agenda",
        "kegiatan",
        "galeri",
        "gallery",
        "foto",
        "dokumentasi",
        "publikasi",
        "ppid",
        "news",
        "blog",
        "post",
        "posts",
        "article",
        "articles",
        "event",
        "events",
        "rilis",
        "siaran",
        "liputan",
        "terkini",
        "terbaru",
        "buletin",
        "media",
        "arsip",
        "kategori",
        "category",
    }
)
"""Words in an address, or in the words of its link, under which offices list what they put up."""

_WORDS = re.compile(r"[a-z]+")


def names_list(url: str, title: str = "") -> bool:
    """Whether an address, or the words of its link, speak of a list; its host says nothing of one page."""
    parts = split(url)
    found = _WORDS.findall(f"{parts.path} {parts.query} {title}".casefold())
    return not LIST_WORDS.isdisjoint(found)


def is_section(url: str) -> bool:
    """Whether an address is that of a list by its last word, like ``/berita/`` or ``/index.php?page=berita``."""
    parts = split(url)
    last = parts.query.rpartition("=")[2] if parts.query else parts.path.rstrip("/").rpartition("/")[2]
    return last.casefold().partition(".")[0].replace("-", "") in LIST_WORDS and "&" not in parts.query
