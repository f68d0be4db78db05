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


FAINT = (SignKind.LANGUAGE, SignKind.LINK)
"""What an honest page may show: a guide for visitors is in English, a trader's article links to his shop."""
PAGES_FAINT = 3
"""Pages with one faint sign that say something beside a sign of another place."""
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

    ``odd`` are the pages that bear signs beside their words; what they claim does not count as an update,
    on those in ``slipped`` from that night on: they were honest before.
    """

    verdict: Verdict
    evidence: tuple[str, ...] = ()
    odd: Mapping[str, str] | None = None
    slipped: Mapping[str, date] | None = None


CLEAN = Intrusion(Verdict.CLEAN)


def intrusion_of(history: SiteHistory, *, tonight: date) -> Intrusion:
    """Weigh all signs of a site that nothing has settled by the end of a night; each kind weighs once."""
    measured = [v.night for v in history.visits if v.night <= tonight and OUTCOMES[v.reach].measured]
    known = [sign for sign in history.signs if sign.night <= tonight]
    slipped, held = _slipped(known, history.pages), standing(known, tonight=tonight)
    held = _in_other_tongues(held, history.pages, tonight)
    held = tuple(sign for sign in held if sign.kind is not SignKind.LINK or sign.url in slipped)
    told = [*_told_by_visits(history, measured, tonight), *_told_by_pages(history, measured, known, tonight)]
    total = _weight(held) + (ENOUGH if told else 0)
    if not total:
        return CLEAN
    ranked = sorted(held, key=lambda sign: (-sign.weight, sign.url))
    evidence = dict.fromkeys([*told, *(f"{sign.url}: {sign.words}" for sign in ranked)])
    odd = {sign.url: sign.words for sign in held if sign.kind in PAGE_KINDS}
    spoken = bool(told) or any(sign.weight >= ENOUGH or sign.kind in PAGE_KINDS for sign in held)
    proven = total >= ENOUGH and spoken  # a site that grew and treats visitors in two ways may have its reasons
    return Intrusion(Verdict.COMPROMISED if proven else Verdict.SUSPICIOUS, tuple(evidence), odd, slipped)


def _weight(held: Sequence[Sign]) -> int:
    """The weight of all kinds together; a faint one adds to what the same page shows, and many such pages to the rest."""
    weights: defaultdict[str, int] = defaultdict(int)
    for sign in held:
        weights[sign.kind] = max(weights[sign.kind], sign.weight)
    others = {sign.url for sign in held if sign.kind not in FAINT}
    for kind in FAINT if others else ():
        pages = {sign.url for sign in held if sign.kind is kind}
        if len(pages) < PAGES_FAINT and not others & pages:
            weights.pop(kind, None)
    return sum(weights.values())


def _slipped(signs: Sequence[Sign], pages: Sequence[PageHistory]) -> Mapping[str, date]:
    """The articles into which a link of an odd sort came after they were first read, each with the night of its coming.

    What came into half of the articles or more stands in the frame of the site.
    """
    came: dict[str, date] = {}
    for sign in signs:
        if sign.kind is SignKind.LINK:
            came.setdefault(sign.url, sign.night)
    if not came:
        return {}
    articles = _articles(pages)
    late = {url: night for url, night in came.items() if url in articles and night > articles[url][1]}
    return late if 2 * len(late) < max(len(articles), 2) else {}


def _in_other_tongues(signs: Sequence[Sign], pages: Sequence[PageHistory], tonight: date) -> tuple[Sign, ...]:
    """The signs without those of language that tell nothing.

    Where every article of a site bears one, it is the language of the site. What stood there on its first night and is
    of no late date makes nothing fresh: a leftover of the template, as a rule.
    """
    abroad = {sign.url for sign in signs if sign.kind is SignKind.LANGUAGE}
    if not abroad:
        return tuple(signs)
    articles, first = _articles(pages), min((page.first_seen for page in pages), default=tonight)
    late = {url for url, (page, _) in articles.items() if page.first_seen > first or _is_late(page, tonight)}
    told = late if articles.keys() - abroad else set()
    return tuple(sign for sign in signs if sign.kind is not SignKind.LANGUAGE or sign.url in told)


def _is_late(page: PageHistory, tonight: date) -> bool:
    claims = (look.reading.dates.published for look in page.looks)
    return any(clue is not None and tonight - clue.day < LATE for clue in claims)


def _articles(pages: Sequence[PageHistory]) -> Mapping[str, tuple[PageHistory, date]]:
    """The content pages that were read, by address, each with the night on which it was first."""
    nights = ((page, _first_read(page)) for page in pages if page.kind is PageKind.CONTENT)
    return {page.url: (page, night) for page, night in nights if night}


def _first_read(page: PageHistory) -> date | None:
    return min((look.first_night for look in page.looks if look.reading.source is Source.PAGE), default=None)


def without_odd(history: SiteHistory, found: Intrusion) -> SiteHistory:
    """The history with every odd page marked as injected, so that nothing it claims is counted."""
    if not found.odd:
        return history
    since = found.slipped or {}
    marked = tuple(
        _marked(page, found.odd[page.url], since=since.get(page.url, date.min)) if page.url in found.odd else page
        for page in history.pages
    )
    return replace(history, pages=marked)


def _marked(page: PageHistory, words: str, *, since: date) -> PageHistory:
    return replace(
        page, looks=tuple(_planted(look, words) if look.first_night >= since else look for look in page.looks)
    )


def _planted(look: Look, words: str) -> Look:
    return replace(look, reading=replace(look.reading, injected=look.reading.injected or words))


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
