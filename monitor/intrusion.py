"""What stands against a site at the end of a night: clean, suspicious or compromised, with the evidence. Pure.

A sign holds until what bore it was read again and is clean, or is gone. That a page was merely not read again settles
nothing: a hacked site would be praised as soon as the crawler's turn passed to other pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from crawler.reach import OUTCOMES
from crawler.records import Look, PageHistory, PageKind, SiteHistory, Source
from crawler.signs import PAGE_KINDS, Sign, SignKind, standing

ENOUGH = 3
"""Weight at which a site is taken for compromised: that of one page of gambling, or of two odd things of different kinds."""
UNNAMED_NIGHTS = 3
"""Measured nights after which what only a sitemap named is gone with its name: sitemaps list all that there is."""


PAGES_ABROAD = 3
"""Pages in a foreign language that say something beside a sign of another place; one may be a guide for visitors."""


LATE = timedelta(days=180)
"""What is older makes no site fresh: the last of its statuses but one ends there."""


class Verdict(StrEnum):
    """What is thought of a site."""

    CLEAN = "clean"
    SUSPICIOUS = "suspicious"  # for a person to look at; the site is judged, without what looks odd
    COMPROMISED = "compromised"  # disusupi


@dataclass(frozen=True, slots=True)
class Intrusion:
    """The verdict with its evidence, ``address: what was found``, the weightiest first.

    ``odd`` are the pages that bear signs beside their words; what they claim does not count as an update.
    """

    verdict: Verdict
    evidence: tuple[str, ...] = ()
    odd: Mapping[str, str] | None = None


CLEAN = Intrusion(Verdict.CLEAN)


def intrusion_of(history: SiteHistory, *, tonight: date) -> Intrusion:
    """Weigh all signs of a site that nothing has settled by the end of a night; each kind weighs once."""
    measured = [v.night for v in history.visits if v.night <= tonight and OUTCOMES[v.reach].measured]
    known = [sign for sign in history.signs if sign.night <= tonight]
    held = _in_other_tongues(standing(known, tonight=tonight), history.pages, tonight)
    told = [*_told_by_visits(history, measured, tonight), *_told_by_pages(history, measured, known, tonight)]
    total = _weight(held) + (ENOUGH if told else 0)
    if not total:
        return CLEAN
    ranked = sorted(held, key=lambda sign: (-sign.weight, sign.url))
    evidence = dict.fromkeys([*told, *(f"{sign.url}: {sign.words}" for sign in ranked)])
    odd = {sign.url: sign.words for sign in held if sign.kind in PAGE_KINDS}
    spoken = bool(told) or any(sign.weight >= ENOUGH or sign.kind in PAGE_KINDS for sign in held)
    proven = total >= ENOUGH and spoken  # a site that grew and treats visitors in two ways may have its reasons
    return Intrusion(Verdict.COMPROMISED if proven else Verdict.SUSPICIOUS, tuple(evidence), odd)


def _weight(held: Sequence[Sign]) -> int:
    """The weight of all kinds together; a foreign language adds to what the same page shows, and many such pages to the rest."""
    weights: defaultdict[str, int] = defaultdict(int)
    for sign in held:
        weights[sign.kind] = max(weights[sign.kind], sign.weight)
    abroad = {sign.url for sign in held if sign.kind is SignKind.LANGUAGE}
    others = {sign.url for sign in held if sign.kind is not SignKind.LANGUAGE}
    if others and len(abroad) < PAGES_ABROAD and not others & abroad:
        weights.pop(SignKind.LANGUAGE, None)
    return sum(weights.values())


def _in_other_tongues(signs: Sequence[Sign], pages: Sequence[PageHistory], tonight: date) -> tuple[Sign, ...]:
    """The signs without those of language that tell nothing.

    Where every article of a site bears one, it is the language of the site. What stood there on its first night and is
    of no late date makes nothing fresh: a leftover of the template, as a rule.
    """
    abroad = {sign.url for sign in signs if sign.kind is SignKind.LANGUAGE}
    articles = {page.url: page for page in pages if page.kind is PageKind.CONTENT and _was_read(page)}
    first = min((page.first_seen for page in pages), default=tonight)
    late = {url for url, page in articles.items() if page.first_seen > first or _is_late(page, tonight)}
    told = late if articles.keys() - abroad else set()
    return tuple(sign for sign in signs if sign.kind is not SignKind.LANGUAGE or sign.url in told)


def _is_late(page: PageHistory, tonight: date) -> bool:
    claims = (look.reading.dates.published for look in page.looks)
    return any(clue is not None and tonight - clue.day < LATE for clue in claims)


def _was_read(page: PageHistory) -> bool:
    return any(look.reading.source is Source.PAGE for look in page.looks)


def without_odd(history: SiteHistory, found: Intrusion) -> SiteHistory:
    """The history with every odd page marked as injected, so that nothing it claims is counted."""
    if not found.odd:
        return history
    marked = tuple(_marked(page, found.odd[page.url]) if page.url in found.odd else page for page in history.pages)
    return replace(history, pages=marked)


def _marked(page: PageHistory, words: str) -> PageHistory:
    looks = (
        replace(look, reading=replace(look.reading, injected=look.reading.injected or words)) for look in page.looks
    )
    return replace(page, looks=tuple(looks))


def _told_by_visits(history: SiteHistory, measured: Sequence[date], tonight: date) -> Iterator[str]:
    """Signs that the latest visits told as such: those of the last measured night and after it."""
    since = max(measured, default=date.min)
    visits = (visit for visit in reversed(history.visits) if since <= visit.night <= tonight)
    yield from (visit.injected for visit in visits if visit.injected)


def _told_by_pages(
    history: SiteHistory, measured: Sequence[date], signs: Sequence[Sign], tonight: date
) -> Iterator[str]:
    """Pages whose latest look, from any source, is an injected one that nothing later has settled."""
    settled: dict[str, date] = {}
    for sign in signs:
        if sign.kind in {SignKind.CLEAN, SignKind.GONE}:
            settled[sign.url] = sign.night
    for page in sorted(history.pages, key=lambda page: page.url):
        latest = _latest(page, tonight)
        for source, look in sorted(latest.items()):
            if look.reading.injected and not _is_settled(source, look, latest, settled.get(page.url), measured):
                yield f"{look.reading.url}: {look.reading.injected}"


def _latest(page: PageHistory, tonight: date) -> dict[Source, Look]:
    known = (look for look in page.looks if look.first_night <= tonight)
    return {look.reading.source: look for look in sorted(known, key=lambda look: (look.first_night, look.last_night))}


def _is_settled(
    source: Source, look: Look, latest: Mapping[Source, Look], settled: date | None, measured: Sequence[date]
) -> bool:
    since = look.last_night
    if source is Source.PAGE:
        return settled is not None and settled >= since
    later = sum(night > since for night in measured)
    if not later:  # the list still names it
        return False
    own = latest.get(Source.PAGE)
    read_clean = own is not None and own.reading.injected is None and own.last_night >= since
    gone = settled is not None and settled >= since
    return read_clean or gone or (source is Source.SITEMAP and own is None and later >= UNNAMED_NIGHTS)
