"""Signs of intrusion beside the gambling words: shapes, letters, what lists and visitors from elsewhere are shown. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from crawler.content import read_content
from crawler.hollow import ways_out
from crawler.injection import foreign_original, is_amp, judge_item, judge_page
from crawler.lures import lures
from crawler.own import is_own, split
from crawler.page import Page
from crawler.records import ListState, PageKind, Reading, Source
from crawler.signs import Sign, SignKind
from crawler.tongue import is_strange

WEIGHTS = {
    SignKind.REDIRECT: 3,
    SignKind.GAMBLING: 2,
    SignKind.DOORWAY: 2,
    SignKind.SITEMAP: 2,
    SignKind.SCRIPT: 1,
    SignKind.LINK: 1,
    SignKind.LANGUAGE: 1,
}
"""3 proves an intrusion; 1 and 2 are for a person to look at, and prove it where two kinds of them meet."""
_LONGEST = 500
"""Characters of what is said of a sign: an address may be of any length."""
PROVEN, ODD = 3, 2
"""Weights of what a visitor from a search engine gets: gambling, or merely another page than everybody else."""

SWOLLEN, LEAST_NEW = 5, 200
"""Sitemaps that hold five times what they held on the last measured night, and 200 entries more, have swelled."""

_LEAST_LETTERS = 4
_SAME_BLOCKS = 3
"""Two front pages of at least so many paragraphs that share none are two pages."""


def page_signs(page: Page, reading: Reading, *, night: date) -> Iterator[Sign]:
    """Yield what a fetched page shows that is odd, or proves an intrusion beside its words."""
    url = reading.url
    if reading.suspicious:
        yield _sign(SignKind.GAMBLING, url, reading.suspicious, night)
    # True AMP pages belong to a page of their own site.
    if is_amp(page) and (original := foreign_original(page)):
        yield _sign(SignKind.DOORWAY, url, f"an AMP page that names {original} as its original", night)
    for said in (reading.title, page.head_title):
        if is_strange(said, least=_LEAST_LETTERS):
            yield _sign(SignKind.SCRIPT, url, f"a title in foreign letters: “{' '.join(said.split())[:80]}”", night)
            break
    if reading.foreign and reading.kind is PageKind.CONTENT:
        yield _sign(SignKind.LANGUAGE, url, f"a text in {reading.foreign}", night)
    for host, words in islice(lures(page), 1):
        yield _sign(SignKind.LINK, url, f"a link to {host} in the text: “{words}”", night)
    away = (leads_away(url, there, night=night) for there in ways_out(page))
    yield from filter(None, away)


def leads_away(url: str, there: str, *, night: date) -> Sign | None:
    """A page of the site that sends its readers to a gambling site; other places may have their reason."""
    words = _gambling(url, there)
    return _sign(SignKind.REDIRECT, url, f"leads to {there} ({words})", night) if words else None


def swollen(before: Iterable[ListState], tonight: Iterable[ListState], *, front: str, night: date) -> Sign | None:
    """Sitemaps that grew at once far beyond what the site ever had; without a night before nothing can be said."""
    old, new = _entries(before), _entries(tonight)
    if old is None or new is None or new < SWOLLEN * old or new - old < LEAST_NEW:
        return None
    return _sign(SignKind.SITEMAP, front, f"the sitemaps grew from {old} to {new} entries", night)


def seen_by_searcher(shown: Page, plain: Page | None, *, front: str, night: date) -> Sign:
    """Hold the front page that a visitor from a search engine gets against the one that all others get.

    ``plain`` is None where the latter was not read anew tonight.
    """
    if words := judge_page(shown, read_content(shown)).injected:
        return Sign(SignKind.SEARCHER, front, PROVEN, f"shown to visitors from a search engine: {words}", night)
    others = ways_out(plain) if plain is not None else ()
    away = [there for there in ways_out(shown) if not is_own(shown.url, there) and there not in others]
    if plain is None:  # a button's script is read as a way out too; what all others get is not known tonight
        away = [there for there in away if _gambling(front, there)]
    if away:
        return sent_by_searcher(front, away[0], night=night)
    if plain is not None and _is_another(shown, plain):
        return Sign(SignKind.SEARCHER, front, ODD, "visitors from a search engine are shown another page", night)
    return Sign(SignKind.SEARCHER, front, 0, "visitors from a search engine are shown the same page", night)


def sent_by_searcher(front: str, there: str, *, night: date) -> Sign:
    """A front page that only visitors from a search engine are led away from."""
    words = _gambling(front, there)
    said = f"visitors from a search engine are sent to {there[:_LONGEST]}" + (f" ({words})" if words else "")
    return Sign(SignKind.SEARCHER, front, PROVEN if words else ODD, said, night)


def _sign(kind: SignKind, url: str, words: str, night: date) -> Sign:
    return Sign(kind, url, WEIGHTS[kind], words[:_LONGEST], night)


def _gambling(url: str, there: str) -> str | None:
    if not there.startswith(("http://", "https://")) or is_own(url, there):
        return None
    host = " ".join((split(there).hostname or "").split(".")[:-1])
    return judge_item(title=host, url=there, headline=False).injected


def _entries(states: Iterable[ListState]) -> int | None:
    """How many entries the sitemaps that were read hold together; None where none was."""
    read = [state.items for state in states if state.source is Source.SITEMAP and state.problem is None]
    return sum(read) if read else None


def _is_another(shown: Page, plain: Page) -> bool:
    one, other = read_content(shown), read_content(plain)
    enough = min(len(one.blocks), len(other.blocks)) >= _SAME_BLOCKS
    return enough and one.title != other.title and not set(one.blocks) & set(other.blocks)
