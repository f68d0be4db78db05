"""The plain words of a small piece of HTML, as feeds and APIs hand out titles. Pure."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning

LONGEST = 2_000
"""Characters of a fragment that are read; a title has under 300."""
_MARKUP = re.compile(r"[<&]")


def plain_text(fragment: object, *, longest: int = 300) -> str:
    """The words a reader sees of ``fragment``, blanks run together, at most ``longest`` characters.

    "" for anything but a string. Tags are taken out as a browser would: "a < b" stays, a script's code goes, entities
    are read once (``&amp;lt;b&amp;gt;`` becomes the text ``&lt;b&gt;`` and no tag).
    """
    if not isinstance(fragment, str):
        return ""
    text = fragment[:LONGEST]
    if _MARKUP.search(text):
        text = _seen(text)
    return " ".join(text.split())[:longest]


def _seen(text: str) -> str:
    with warnings.catch_warnings():  # a title may well be an address or a file's name
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(text, "lxml")
    for unseen in soup(["script", "style", "template"]):
        unseen.decompose()
    return soup.get_text(" ")
