"""The menu of a front page: which of its entries may lead to a list of news. Pure."""

from __future__ import annotations

from crawler.lists.front import sections
from crawler.lists.words import names_list
from crawler.page import Page

MENU_PAGES = 15
"""Entries of a menu that are tried in one night: more than a menu has sections, fewer than a drop-down has pages."""


def menu_pages(page: Page) -> tuple[str, ...]:
    """The entries of a front page's menu, those that speak of news first."""
    ranked = sorted(sections(page), key=lambda entry: not names_list(entry.url, entry.title))
    return tuple(entry.url for entry in ranked)
