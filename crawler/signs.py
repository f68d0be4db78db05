"""Signs of intrusion that no single reading holds: what a visit notes of them, and what speaks against them. Values only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class SignKind(StrEnum):
    """What was looked at; the last three may also say that all is well (weight 0)."""

    REDIRECT = "redirect"  # a page of the site leads to a gambling site
    GAMBLING = "gambling"  # words or links that may be gambling, and prove nothing
    DOORWAY = "doorway"  # an AMP page that names another site's page as its original
    SCRIPT = "script"  # a title in letters that no office of the city writes
    LANGUAGE = "language"  # an article in a language that no office of the city writes
    LINK = "link"  # a link of a sort that offices do not set, in a sentence of a page
    SITEMAP = "sitemap"  # the sitemaps swelled overnight
    SEARCHER = "searcher"  # the front page as a visitor from a search engine gets it
    CLEAN = "clean"  # a page that once bore a sign was read again whole, and bears none
    GONE = "gone"  # such a page was asked for, and is no page any more


PAGE_KINDS = frozenset(
    {SignKind.REDIRECT, SignKind.GAMBLING, SignKind.DOORWAY, SignKind.SCRIPT, SignKind.LANGUAGE, SignKind.LINK}
)
"""Signs of one page, which a later look at the page settles."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One look for intruders on one address on one ``night``.

    ``weight`` 0 says that nothing was found, 3 that it proves an intrusion by itself; ``words`` are one English line of
    evidence, with addresses as they were found (to be defanged where they are shown).
    """

    kind: SignKind
    url: str
    weight: int
    words: str
    night: date


SITEMAP_HOLDS = timedelta(days=28)
"""Nights for which swollen sitemaps are remembered: what they held has been read again by then, or is gone."""


def standing(signs: Iterable[Sign], *, tonight: date) -> tuple[Sign, ...]:
    """The signs, given oldest first, that nothing later has settled; at most one for an address and kind, the latest.

    A page's signs stand until it was read again clean or is gone; what a search engine's visitors are shown stands until
    they are shown the same as others.
    """
    held: dict[tuple[str, SignKind], Sign] = {}
    for sign in signs:
        if sign.kind in {SignKind.CLEAN, SignKind.GONE}:
            held = {key: other for key, other in held.items() if key[0] != sign.url or key[1] not in PAGE_KINDS}
        elif sign.weight:
            held[(sign.url, sign.kind)] = sign
        else:
            held.pop((sign.url, sign.kind), None)
    return tuple(s for s in held.values() if s.kind is not SignKind.SITEMAP or tonight - s.night < SITEMAP_HOLDS)


def last_searched(signs: Iterable[Sign]) -> date | None:
    """The last night on which the front page was asked for as a search engine's visitor gets it."""
    return max((sign.night for sign in signs if sign.kind is SignKind.SEARCHER), default=None)
