"""What one page, by all that was known of it on each night, said of its own dates. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from crawler.dates.choose import choose
from crawler.records import EXACT, OWN, Clue, Habits, Look, PageDates, PageHistory, Source
from monitor.habits import clues_of

SHIFT = timedelta(days=1)
"""A feed's day moves by no more when its zone is put right: what lies further back is past by any clock."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a page, by all that was known of it on ``night``, said of its dates."""

    night: date
    dates: PageDates
    page_read: bool

    @property
    def day(self) -> date | None:
        """The published day, None where there is none or only a month or year."""
        clue = self.dates.published
        return clue.day if clue and clue.precision in EXACT else None


def claims_of(
    page: PageHistory, clocks: Mapping[str, frozenset[date]], *, habits: Habits, zone: ZoneInfo
) -> tuple[Claim, ...]:
    """The choice of every night that brought something new, by the latest look of each source on that night.

    A day that lay ahead when the page first named it stays refused after it has come. A place of this page that was
    caught following the night loses only the days that it followed: what it said before it began to move may be true.
    """
    ahead = {clue.day for clue in ahead_of(page)}
    claims: list[Claim] = []
    before: list[Clue] = []
    for night, looks in _nights(page.looks):
        clues = [
            clue
            for look in looks
            for clue in clues_of(look)
            if not (clue.role in OWN and clue.day in ahead) and clue.day not in clocks.get(clue.where, ())
            if clue.where not in habits.clock_places and clue.kind not in habits.untrusted_kinds
        ]
        read = any(look.reading.source is Source.PAGE for look in looks)
        if claims and clues == before and all(clue.day < claims[-1].night - SHIFT for clue in clues):
            claims.append(Claim(night, claims[-1].dates, read))  # nothing that is chosen from is of tonight
        else:
            claims.append(Claim(night, choose(clues, url=page.url, seen=night, habits=habits, zone=zone), read))
        before = clues
    return tuple(claims)


def _nights(looks: Sequence[Look]) -> Iterator[tuple[date, list[Look]]]:
    """Every night that brought something new, with the latest look of each source on it."""
    found: dict[Source, Look] = {}
    for night, new in groupby(sorted(looks, key=lambda look: look.first_night), key=lambda look: look.first_night):
        found |= {look.reading.source: look for look in new}
        yield night, [found[source] for source in sorted(found)]


def latest(looks: Sequence[Look], night: date) -> list[Look]:
    """The last look of each source up to a night."""
    found = {look.reading.source: look for look in looks if look.first_night <= night}
    return [found[source] for source in sorted(found)]


def ahead_of(page: PageHistory) -> list[Clue]:
    """Claims of publication on a day that had not come when they were read."""
    return sorted(
        (clue for look in page.looks for clue in clues_of(look) if clue.role in OWN and clue.day > look.first_night),
        key=lambda clue: (clue.day, clue.where, clue.raw),
    )


def series_of(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims that rest on the page itself, where it was read: a list alone knows less."""
    return [claim for claim in claims if claim.page_read] or claims


def credible(claims: Sequence[Claim], seen: date) -> Claim | None:
    """The earliest claimed day not after the night on which the page was first seen."""
    for series in (series_of(claims), claims):
        fit = [claim for claim in series if claim.day is not None and claim.day <= seen]
        if fit:
            return min(fit, key=lambda claim: (claim.day or seen, claim.night))
    return None
