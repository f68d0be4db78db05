"""How much one clue is worth alone, from 0 to 1, by what it is and where it stands: a table, tuned on half of a reference."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum, auto
from functools import lru_cache

from crawler.records import Clue, Kind, Precision, Role


class Family(StrEnum):
    """Kinds that tell the same thing from the same source count once together."""

    MACHINE = auto()
    VISIBLE = auto()
    ADDRESS = auto()
    LIST = auto()
    HEADER = auto()


FAMILY: dict[Kind, Family] = {
    Kind.JSON_LD: Family.MACHINE,
    Kind.META: Family.MACHINE,
    Kind.MICRODATA: Family.VISIBLE,
    Kind.TIME: Family.VISIBLE,
    Kind.MARKED: Family.VISIBLE,
    Kind.TEXT: Family.VISIBLE,
    Kind.FEED: Family.LIST,
    Kind.REST: Family.LIST,
    Kind.SITEMAP: Family.LIST,
    Kind.LISTING: Family.LIST,
    Kind.ADDRESS: Family.ADDRESS,
    Kind.HEADER: Family.HEADER,
    Kind.ASSET: Family.HEADER,
}

_Lines = Mapping[Kind, Sequence[tuple[re.Pattern[str], float]]]


def _lines(*table: tuple[Kind, str, float]) -> _Lines:
    """The lines of a table by their kind; the first that fits where a clue stands holds."""
    return {of: [(re.compile(where), value) for kind, where, value in table if kind is of] for of in Kind}


_PUBLISHED = _lines(
    (Kind.JSON_LD, r"(?:Article|Posting|Report|Review)\.datePublished", 0.85),
    (Kind.JSON_LD, r"WebPage\.|CollectionPage|ItemPage", 0.6),
    (Kind.JSON_LD, r"script data", 0.45),
    (Kind.JSON_LD, r"dateCreated|broken", 0.55),
    (Kind.JSON_LD, r"", 0.7),
    (
        Kind.META,
        r"published_time$",
        0.855,
    ),  # this page's alone; a graph of JSON-LD may hold other things; two witnesses outweigh either
    (Kind.META, r"pubdate|publish|parsely|datePublished", 0.8),
    (Kind.META, r"meta (?:date|timestamp|dc\.date|dcterms\.date|dc:date|doc_date)$", 0.45),
    (Kind.META, r"", 0.65),
    (Kind.MICRODATA, r"near the headline", 0.85),
    (Kind.MICRODATA, r"", 0.7),
    (Kind.TIME, r"near the headline", 0.8),
    (Kind.TIME, r"", 0.55),
    (Kind.MARKED, r"near the headline", 0.78),
    (Kind.MARKED, r"", 0.5),
    (Kind.TEXT, r'" near the headline', 0.78),
    (Kind.TEXT, r"near the headline", 0.7),
    (Kind.TEXT, r'"', 0.6),
    (Kind.TEXT, r"", 0.47),
    (Kind.FEED, r"", 0.85),
    (Kind.REST, r"", 0.95),
    (Kind.LISTING, r"", 0.6),
    (Kind.SITEMAP, r"", 0.3),
    (Kind.ADDRESS, r"", 0.65),
)

_MODIFIED = _lines(
    (Kind.JSON_LD, r"", 0.75),
    (Kind.META, r"revised|revision", 0.1),
    (Kind.META, r"", 0.7),
    (Kind.MICRODATA, r"", 0.7),
    (Kind.REST, r"", 0.9),
    (Kind.FEED, r"", 0.5),
    (Kind.SITEMAP, r"", 0.4),
    (Kind.HEADER, r"", 0.25),
    (Kind.TEXT, r"in the footer", 0.2),
    (Kind.MARKED, r"in the footer", 0.2),
    (Kind.TIME, r"in the footer", 0.2),
    (Kind.TIME, r"", 0.65),
    (Kind.MARKED, r"", 0.55),
    (Kind.TEXT, r"", 0.5),
)

_VAGUE_META = re.compile(r"meta (?:date|timestamp|dc\.date|dc:date|dcterms\.date|doc_date)$|dateCreated|datecreated")
"""Names that some sites fill with the modification."""


def is_vague(clue: Clue) -> bool:
    """A date that nothing clearly calls the published one."""
    return clue.role is Role.UNLABELLED or _VAGUE_META.search(clue.where) is not None


_OWN: dict[Role, float] = {Role.PUBLISHED: 1.0, Role.UNLABELLED: 0.85}
"""A date with no word beside it is worth so much of one that says published."""
_COARSE: dict[Precision, float] = {Precision.MONTH: 0.6, Precision.YEAR: 0.2}
_DOUBTFUL = 0.6
"""A date that the grammar had to complete (a missing year)."""


def weight(clue: Clue) -> float:
    """What ``clue`` is worth for its own role; 0 for roles that never date the page."""
    return _weight(clue.kind, clue.role, clue.precision, clue.where)


@lru_cache(maxsize=4096)  # a page's clues are weighed many times, and a site's pages have the same places
def _weight(kind: Kind, role: Role, precision: Precision, where: str) -> float:
    if role is Role.MODIFIED:
        value = _first(_MODIFIED[kind], where)
    elif role in _OWN:
        value = _first(_PUBLISHED[kind], where) * _OWN[role]
    else:
        return 0.0
    if where.endswith(", doubtful"):
        value *= _DOUBTFUL
    return value * _COARSE.get(precision, 1.0)


def _first(lines: Sequence[tuple[re.Pattern[str], float]], where: str) -> float:
    return next((value for fits, value in lines if fits.search(where)), 0.0)
