"""Readings over time -> what was seen to happen to the main texts of a site. Pure.

A material change: between two looks at a content page at least two paragraphs appear that no earlier look of any page
of the site had, or one does and the text is at least four words longer or shorter (a mended typing error is neither).
A paragraph that is new on several pages in one night is a widget's, and a night on which most pages change is a redesign.
Paragraphs that give way to others at every look are a rotation: a saying of the day, a forecast, a random box.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from crawler.records import Look, PageHistory, PageKind, Source

NEW_BLOCKS = 2
"""Paragraphs new to the site that are a change by themselves."""
WORDS_MOVED = 4
"""Words by which the text must grow or shrink where only one paragraph is new: the least that count as a paragraph."""
REDESIGN_PAGES = 3
"""Changed pages in one night, being more than half of those known to have been compared, that make a redesign."""
LEAST_WORDS = 30
"""A page must have more than these to count as content that appeared, or as the text of another page."""
BOILERPLATE_PAGES = 3
"""A paragraph that stands on so many earlier pages belongs to the frame, not to a text."""


@dataclass(frozen=True, slots=True)
class Change:
    """A material change of one page's text, seen on ``night``; the text before it was last confirmed on ``before``."""

    night: date
    before: date
    new_blocks: int


@dataclass(frozen=True, slots=True)
class Texts:
    """What happened to the texts, by the addresses of the pages.

    ``changes`` are the material ones, oldest first; ``fresh`` are pages whose text was new to the site when first read;
    ``reposts`` are those whose text and title were not, with the first look at the page that had them before.
    ``first_read`` tells how many pages were read for the first time on each night, the front page left out.
    """

    changes: Mapping[str, tuple[Change, ...]]
    fresh: frozenset[str]
    reposts: Mapping[str, Look]
    first_read: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class _Step:
    """A page's text on one night (``now``) and on the night before it was read (``old``, None on its first)."""

    url: str
    old: Look | None
    now: Look

    @property
    def blocks(self) -> frozenset[str]:
        return frozenset(self.now.reading.blocks)


def read_texts(pages: Sequence[PageHistory]) -> Texts:
    """Compare every look at every page with what the site had before; injected looks are left out."""
    steps = sorted((step for page in pages for step in _steps(page)), key=lambda step: (step.now.first_night, step.url))
    rotating = {turn for page in pages for turn in _rotating(page)}
    nights: defaultdict[date, list[_Step]] = defaultdict(list)
    for step in steps:
        nights[step.now.first_night].append(step)
    holders: defaultdict[str, set[str]] = defaultdict(set)  # block -> addresses that had it on earlier nights
    changes: defaultdict[str, list[Change]] = defaultdict(list)
    known: dict[str, Look] = {}  # content page -> its first look
    fresh: set[str] = set()
    reposts: dict[str, Look] = {}
    for night, tonight in nights.items():
        fresh |= _fresh(tonight, holders)
        reposts |= _reposts(tonight, holders, known)
        found = {url: change for url, change in _changes(tonight, holders).items() if (url, night) not in rotating}
        if not _is_redesign(len(found), night, pages):
            for url, change in found.items():
                changes[url].append(change)
        for step in tonight:
            if step.now.reading.kind is PageKind.CONTENT:
                known.setdefault(step.url, step.now)
            for block in step.blocks:
                holders[block].add(step.url)
    first_read = Counter(step.now.first_night for step in steps if not step.old and not _is_front(step))
    return Texts({url: tuple(found) for url, found in changes.items()}, frozenset(fresh), reposts, first_read)


def page_looks(page: PageHistory) -> tuple[Look, ...]:
    """The clean looks at the page itself, oldest first."""
    own = (look for look in page.looks if look.reading.source is Source.PAGE and look.reading.injected is None)
    return tuple(sorted(own, key=lambda look: (look.first_night, look.last_night)))


def _steps(page: PageHistory) -> list[_Step]:
    looks = page_looks(page)
    return [_Step(page.url, old, now) for old, now in zip((None, *looks), looks, strict=False)]


def _is_front(step: _Step) -> bool:
    return step.now.reading.kind is PageKind.FRONT


def _fresh(tonight: Sequence[_Step], holders: Mapping[str, set[str]]) -> set[str]:
    """Pages first read tonight with a text of their own; the second address of one text is none."""
    fresh: set[str] = set()
    taken: set[str] = set()
    for step in tonight:
        if step.old is None and step.now.reading.kind is PageKind.CONTENT:
            own = {block for block in step.blocks if len(holders.get(block, ())) < BOILERPLATE_PAGES}
            known = any(block in holders for block in own) or (own & taken) == own
            if step.now.reading.words > LEAST_WORDS and own and not known:
                fresh.add(step.url)
            taken |= own
    return fresh


def _reposts(
    tonight: Sequence[_Step], holders: Mapping[str, set[str]], known: Mapping[str, Look]
) -> Iterator[tuple[str, Look]]:
    """Yield pages first read tonight that bear, to the last paragraph, the text and the title of an earlier one.

    The title is compared with its digits and months, in which alone one month's report may differ from the last one's.
    """
    for step in tonight:
        reading = step.now.reading
        if step.old is None and reading.kind is PageKind.CONTENT and reading.words > LEAST_WORDS and step.blocks:
            same = set.intersection(*(holders.get(block, set()) for block in step.blocks))
            older = [known[url] for url in sorted(same & known.keys()) if known[url].reading.title == reading.title]
            yield from ((step.url, look) for look in older[:1])


def _rotating(page: PageHistory) -> Iterator[tuple[str, date]]:
    """Yield the nights on which a page swapped paragraphs, and swapped again when next read: neither text ever stood."""
    for first, then in pairwise(_steps(page)):
        if _is_swap(first) and _is_swap(then) and first.now.last_night == first.now.first_night:
            yield page.url, first.now.first_night
            yield page.url, then.now.first_night


def _is_swap(step: _Step) -> bool:
    """Whether the page lost about as many paragraphs as it gained: not less than half as many either way."""
    old = frozenset(step.old.reading.blocks) if step.old else frozenset[str]()
    gained, lost = len(step.blocks - old), len(old - step.blocks)
    return min(gained, lost) > 0 and 2 * min(gained, lost) >= max(gained, lost)


def _changes(tonight: Sequence[_Step], holders: Mapping[str, set[str]]) -> dict[str, Change]:
    spread = Counter(block for step in tonight if step.now.reading.kind is PageKind.CONTENT for block in step.blocks)
    found: dict[str, Change] = {}
    for step in tonight:
        if step.old is None or {step.now.reading.kind, step.old.reading.kind} != {PageKind.CONTENT}:
            continue
        new = sum(block not in holders and spread[block] == 1 for block in step.blocks)
        moved = abs(step.now.reading.words - step.old.reading.words)
        if new >= NEW_BLOCKS or (new and moved >= WORDS_MOVED):
            found[step.url] = Change(step.now.first_night, step.old.last_night, new)
    return found


def _is_redesign(changed: int, night: date, pages: Sequence[PageHistory]) -> bool:
    """Whether most of the pages that were compared that night changed; a page confirmed later was the same then."""
    if changed < REDESIGN_PAGES:
        return False
    compared = sum(
        any(look.first_night < night for look in looks) and any(look.last_night >= night for look in looks)
        for page in pages
        if (looks := page_looks(page)) and looks[-1].reading.kind is PageKind.CONTENT
    )
    return 2 * changed > compared
