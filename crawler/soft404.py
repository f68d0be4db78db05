"""Soft 404s: pages that are none, though the server says 200. An apology, the server's own message, or the front page once more. Pure.

Taken for pages, they would turn every deleted post into an edit, and hold a cleaned site to the address of an intruder's
page that its server still answers with something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum

from crawler.content import read_content
from crawler.disorder import failure, says_broken
from crawler.hollow import no_page_of_site
from crawler.injection import Verdict, judge_page
from crawler.kept import FrontText
from crawler.own import resolve
from crawler.page import Page
from crawler.records import Reading
from crawler.regions import words_of

_PAGE = r"(?:halaman|laman|page|berita|artikel|konten|content|data|url|tautan|post(?:ingan)?|article|dokumen|file)"
_IS_NOT = r"(?:(?:tidak|tak|belum) (?:dapat |bisa )?(?:di ?)?temukan|(?:tidak|tak) (?:ada|tersedia)|(?:was |is )?not found|(?:cannot|can.t|could not|couldn.t) be found)"
_TITLE = re.compile(
    rf"\W*(?:(?:error|kesalahan|galat|oops|ups|maaf|sorry)\W+)?(?:(?:http )?404\W*)?"
    rf"(?:(?:{_PAGE}|that page|(?:the )?requested {_PAGE}) (?:ini |yang (?:\w+ ){{1,3}}|you (?:\w+ ){{1,5}})?{_IS_NOT}|not found|nothing (?:was )?found|404|error)\W*(?:404)?\W*",
    re.IGNORECASE,
)
"""How a page is named that apologises, from end to end: "Data tidak ditemukan saat cek bansos?" is a headline."""
_PARTS = re.compile(r"\s[-–—|·»:]+\s")
"""What parts a title from the name of its site."""
_TEXT = re.compile(
    rf"{_PAGE} yang (?:anda|kamu|saudara) (?:cari|tuju|minta|maksud)\W+(?:\w+\W+){{0,4}}?{_IS_NOT}|(?:the )?{_PAGE} (?:that )?you (?:are|were|requested|have requested) (?:\w+\W+){{0,4}}?{_IS_NOT}",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\W*(?:(?:error|galat|kesalahan|http|status|kode)\W+)*[45]\d\d\b|\W*(?:oops|ups|whoops|error|galat)\b",
    re.IGNORECASE,
)
"""How a name begins that tells of an error, by its number or by a sigh."""
_LINKS = 10
"""Addresses of its own site that a whole front page links to; an error message has a way home and little more."""
_SHORT = 60
"""Words of own text that an apology has at most; a page of news may quote one."""
_TELLS = 20
"""Words that two pages must have in common before one is called the other."""


class Nothing(StrEnum):
    """What a page is that is none: gone for good, or out of order tonight."""

    GONE = "gone"
    TONIGHT = "tonight"


def shows_site(page: Page, *, owns: Callable[[str], bool]) -> bool:
    """Whether a front page that came with an error status is a whole one all the same, as its visitors see it.

    Systems dress their apologies in menu and footer too, so nothing on it may apologise.
    """
    body = page.tree.body
    text = words_of(body, limit=20_000) if body is not None else ""
    links = {
        resolve(page.url, node.attributes.get("href") or "").partition("#")[0] for node in page.tree.css("a[href]")
    }
    whole = len(text.split()) > _SHORT and sum(map(owns, links)) >= _LINKS
    return whole and not says_broken(text) and not _TEXT.search(text) and not any(map(_errs, _names(page)))


def _names(page: Page) -> Iterator[str]:
    """How a page names itself: its title, in its parts, and its headings."""
    yield from _PARTS.split(page.head_title)
    yield from (words_of(node, limit=200) for node in page.tree.css("h1, h2, h3"))


def _errs(name: str) -> bool:
    return _TITLE.fullmatch(name) is not None or _ERROR.match(name) is not None


def no_page(page: Page, reading: Reading, front: FrontText) -> Nothing | None:
    """Whether a page that came with 200 is none: an apology, or word for word the front page under another address.

    A page that bears a date of its own is one, and so is a page that shows anything planted, whatever it says; but its
    address alone, which only somebody outside still knows, shows nothing.
    """
    found = _seems(page, reading, front)
    if found is None or not (reading.injected or reading.suspicious):
        return found
    verdict = judge_page(replace(page, url=front.url), read_content(page)).verdict
    return found if verdict is Verdict.CLEAN else None


def _seems(page: Page, reading: Reading, front: FrontText) -> Nothing | None:
    if _is_front_again(reading, front):
        return Nothing.GONE
    if reading.words > _SHORT or reading.dates.published is not None:
        return None
    if no_page_of_site(page, 200) or failure(page):
        return Nothing.TONIGHT
    return Nothing.GONE if _apologises(page, reading, front) else None


def _apologises(page: Page, reading: Reading, front: FrontText) -> bool:
    """By its title, or, where it has none but its site's, by its text: a hidden box says such things on any page."""
    titles = {" ".join(reading.title.split()), page.head_title}
    if any(_TITLE.fullmatch(part) for title in titles for part in _PARTS.split(title) if part):
        return True
    body = page.tree.body
    own = titles - {"", front.title}
    return not own and body is not None and _TEXT.search(words_of(body, limit=3_000)) is not None


def _is_front_again(reading: Reading, front: FrontText) -> bool:
    """Sites exist whose every page is told apart by its date alone: a date of its own makes a page one."""
    same = reading.words >= _TELLS and (reading.title, reading.text_hash) == (front.title, front.text_hash)
    return same and (reading.dates.published is None or reading.injected is not None)
