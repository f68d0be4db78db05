"""Soft 404s: pages that are none, though the server says 200. An apology, or the front page once more. Pure.

Taken for pages, they would turn every deleted post into an edit, and hold a cleaned site to the address of an intruder's
page that its server still answers with something.
"""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.content import read_content
from crawler.injection import Verdict, judge_page
from crawler.kept import FrontText
from crawler.page import Page
from crawler.records import Reading
from crawler.regions import words_of

_PAGE = r"(?:halaman|laman|page|berita|artikel|konten|content|data|url|tautan|post(?:ingan)?|article|dokumen|file)"
_IS_NOT = r"(?:(?:tidak|tak|belum) (?:dapat |bisa )?(?:di ?)?temukan|(?:tidak|tak) (?:ada|tersedia)|not found|(?:cannot|can.t|could not|couldn.t) be found)"
_TITLE = re.compile(
    rf"^\W*(?:error|kesalahan|galat|oops|ups|maaf|sorry)?\W*404\b|^\W*(?:(?:maaf|oops|ups|sorry|error)\W+)?{_PAGE} (?:ini |yang \w+ \w+ |(?:you|that) .{{0,40}})?{_IS_NOT}|^\W*(?:not found|nothing (?:was )?found)",
    re.IGNORECASE,
)
"""How a page is named that apologises; a report of somebody who was not found begins with no page."""
_TEXT = re.compile(
    rf"{_PAGE} yang (?:anda|kamu|saudara) (?:cari|tuju|minta|maksud)\W+(?:\w+\W+){{0,4}}?{_IS_NOT}|(?:the )?{_PAGE} (?:that )?you (?:are|were|requested|have requested) (?:\w+\W+){{0,4}}?{_IS_NOT}",
    re.IGNORECASE,
)
_SHORT = 60
"""Words of own text that an apology has at most; a page of news may quote one."""
_TELLS = 20
"""Words that two pages must have in common before one is called the other."""


def is_soft_404(page: Page, reading: Reading, front: FrontText) -> bool:
    """Whether a page that came with 200 is none: an apology, or word for word the front page under another address.

    A page that shows anything planted is one, whatever it says; but its address alone, which only somebody outside
    still knows, shows nothing.
    """
    if not (_apologises(page, reading) or _is_front_again(reading, front)):
        return False
    if not (reading.injected or reading.suspicious):
        return True
    return judge_page(replace(page, url=front.url), read_content(page)).verdict is Verdict.CLEAN


def _apologises(page: Page, reading: Reading) -> bool:
    if reading.words > _SHORT:
        return False
    named = page.tree.css_first("title")
    titles = (reading.title, named.text() if named is not None else "")
    if any(_TITLE.search(" ".join(title.split())) for title in titles):
        return True
    body = page.tree.body
    return body is not None and _TEXT.search(words_of(body, limit=3_000)) is not None


def _is_front_again(reading: Reading, front: FrontText) -> bool:
    """Sites exist whose every page is told apart by its date alone: a date of its own makes a page one."""
    same = reading.words >= _TELLS and (reading.title, reading.text_hash) == (front.title, front.text_hash)
    return same and (reading.dates.published is None or reading.injected is not None)
