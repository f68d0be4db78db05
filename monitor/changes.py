"""Readings over time -> what was seen to happen to the main texts of a site. Pure.

A material change: on a content page stands text that no earlier look at any page of the site had, seven shingles of it
or more (monitor/likeness.py). Text that is new on several pages in one night is a widget's, and a night on which most
pages change is a redesign. Where text gave way to other text the new one must stand: it counts once it was met
again. A place of a page that is filled anew time and again within days is a rotation: a saying, a forecast, a random box.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import chain

from crawler.records import Look, PageHistory, PageKind
from monitor.likeness import (
    FRAME_PAGES,
    NEW_SHINGLES,
    Gram,
    Library,
    find_kin,
    grams,
    new_text,
    same_issue,
    site_names,
    subject_of,
)
from monitor.reworded import is_often, reworded, stood
from monitor.turns import LARGER, Step, brought_by, is_swap, page_looks, steps_of

REDESIGN_PAGES = 3
"""Changed pages in one night, being more than half of those known to have been compared, that make a redesign."""
LEAST_WORDS = 30
"""A page must have more than these to count as content that appeared, or as the text of another page."""
BRIEF_WORDS = 8
"""One of more than these, a picture with its caption, may count where a list keeps its link."""
WHOLE = 0.9
"""Share of what a change brought that must be met again for the change to have come as one piece."""


class Sort(StrEnum):
    """What a change of a text is."""

    STANDS = "stands"  # counts
    AWAITED = "awaited"  # other text gave way to it, and it was not met again yet
    ROTATES = "rotates"  # its place is filled anew every few days
    REDESIGN = "redesign"  # most pages changed that night
    REWORDED = "reworded"  # most of a page gave way to words that the site had before: an edit of set phrases, or a box
    GREW = "grew"  # by text that stands on another page of the site: counts where the page dates the change itself


@dataclass(frozen=True, slots=True)
class Change:
    """A material change of one page's text, seen on ``night``; the text before it was last confirmed on ``before``.

    ``new`` counts the shingles (paragraphs, in readings of an older Segar) that were new to the site.
    """

    night: date
    before: date
    new: int
    sort: Sort = Sort.STANDS
    amid: date | None = None  # the night on which the new text was first seen, amid injected links that are gone since

    @property
    def day(self) -> date:
        """The day on which the new text was first seen."""
        return self.amid or self.night


@dataclass(frozen=True, slots=True)
class Texts:
    """What happened to the texts, by the addresses of the pages.

    ``changes`` are the material ones, oldest first; ``fresh`` are pages with a text of their own when first read,
    ``brief`` those of them with a few words alone;
    ``reposts`` are those that bear the text of an earlier page, with the first look at the earlier one.
    ``first_read`` tells how many pages were read for the first time on each night, the front page left out.
    ``shared`` are the paragraphs that stand on more than one content page of the site, ``frame`` those on most of them;
    ``brought`` are those of each page that no other had borne before the night on which it was first read.
    """

    changes: Mapping[str, tuple[Change, ...]]
    fresh: frozenset[str]
    brief: frozenset[str]
    reposts: Mapping[str, Look]
    first_read: Mapping[date, int]
    shared: frozenset[str]
    frame: frozenset[Gram]
    brought: Mapping[str, frozenset[str]]


def read_texts(pages: Sequence[PageHistory]) -> Texts:
    """Compare every look at every page with what the site had before; injected looks are left out."""
    elsewhere = _elsewhere(pages)
    steps = sorted(
        (step for page in pages for step in steps_of(page, elsewhere)),
        key=lambda step: (step.now.first_night, step.url),
    )
    library = Library()
    changes, fresh = _night_by_night(pages, steps, library, elsewhere)
    first_read = Counter(step.now.first_night for step in steps if not step.old and not _is_front(step))
    alike, reposts = _kin(pages, library, {step.url: step.now for step in steps if step.old is None})
    own = (fresh | alike) - reposts.keys()  # a text like another's is one of its own where the issue is another
    told = {url: tuple(one) for url, one in changes.items()}
    brief = frozenset(step.url for step in steps if step.old is None and step.now.reading.words <= LEAST_WORDS)
    shared, frame = library.shared(), library.frame()
    return Texts(told, frozenset(own), brief & own, reposts, first_read, shared, frame, library.brought)


def _night_by_night(
    pages: Sequence[PageHistory], steps: Sequence[Step], library: Library, elsewhere: AbstractSet[Gram]
) -> tuple[Mapping[str, list[Change]], AbstractSet[str]]:
    """The changes by page, oldest first, and the pages with a text of their own when first read; fills the ``library``."""
    nights: defaultdict[date, list[Step]] = defaultdict(list)
    for step in steps:
        nights[step.now.first_night].append(step)
    changes: defaultdict[str, list[Change]] = defaultdict(list)
    fresh: set[str] = set()
    lasting, redesign, nights_reworded = _lasting(steps), date.min, list[date]()
    for night, tonight in nights.items():
        fresh.update(_fresh(tonight, library))
        compared = [step for step in tonight if not _was_message(step, library, lasting)]
        found = _changes(compared, library, elsewhere)
        if _is_redesign(len(found), night, pages):
            redesign = night
        riddles = reworded([step for step in compared if step.url not in found], library)
        if not is_often(nights_reworded, night):
            found |= {step.url: change for step in riddles if (change := _reworded(step, library))}
        nights_reworded += [night] if riddles else []
        for url, change in found.items():
            changes[url].append(_redesigned(change, redesign))
        _shelve(tonight, library)
    return changes, fresh


def _elsewhere(pages: Sequence[PageHistory]) -> frozenset[Gram]:
    """What several content pages have borne at any time: the teasers and sayings of a box, beside the frame."""
    looks = ((look.reading for look in page_looks(page)) for page in pages)
    of = (frozenset[Gram]().union(*(grams(one) for one in own if one.kind is PageKind.CONTENT)) for own in looks)
    borne = Counter(chain.from_iterable(of))
    return frozenset(gram for gram, count in borne.items() if count > 1)


def _lasting(steps: Sequence[Step]) -> frozenset[str]:
    """The paragraphs that a page bore on more than one night."""
    stood = (step.now for step in steps if step.now.last_night > step.now.first_night)
    return frozenset(chain.from_iterable(look.reading.blocks for look in stood))


def _was_message(step: Step, library: Library, lasting: AbstractSet[str]) -> bool:
    """Whether all that a page said before stood on several pages, and nowhere for long: an apology in the place of an article.

    What stays ("Halaman ini belum diisi") is a page that somebody may fill.
    """
    blocks = step.old.reading.blocks if step.old else ()
    return bool(blocks) and all(library.pages[block] >= FRAME_PAGES and block not in lasting for block in blocks)


def _shelve(tonight: Sequence[Step], library: Library) -> None:
    """Take tonight's texts up, once all of them were compared."""
    for step in tonight:
        if step.old is None:
            library.brought[step.url] = frozenset(step.now.reading.blocks) - library.told
    for step in tonight:
        library.add(step.url, step.now.reading, content=step.is_content)


def _amid(step: Step) -> date | None:
    """The night on which an injected look already bore half of what a change brought."""
    if step.old is None or not step.hidden:
        return None
    brought = brought_by(step.old, step.now)
    bore = (look.first_night for look in step.hidden if 2 * len(brought & grams(look.reading)) >= len(brought))
    return next(bore, None)


def _is_front(step: Step) -> bool:
    return step.now.reading.kind is PageKind.FRONT


def _fresh(tonight: Sequence[Step], library: Library) -> Iterator[str]:
    """Yield pages first read tonight with paragraphs of their own; the second address of one text has none."""
    taken: set[Gram] = set()
    for step in tonight:
        if step.old is None and step.is_content:
            if step.now.reading.words > BRIEF_WORDS and library.is_new(step.now.reading, taken=taken):
                yield step.url
            taken.update(step.now.reading.blocks)
            taken.update(step.now.reading.shingles)


def _first_text(page: PageHistory) -> Look | None:
    """The first look at a page; where an older Segar took it, the one that says the same in shingles."""
    looks = page_looks(page)
    if not looks or looks[0].reading.shingles:
        return looks[0] if looks else None
    same = (
        look for look in looks if look.reading.shingles and set(look.reading.blocks) <= set(looks[0].reading.blocks)
    )
    return next(same, looks[0])


def _kin(
    pages: Sequence[PageHistory], library: Library, first: Mapping[str, Look]
) -> tuple[frozenset[str], dict[str, Look]]:
    """The content pages that bear the text of one that came before them, be it that this was read later.

    Beside them, for those of the same issue as such a page by their titles, the first look at it.
    """
    names = site_names(look.reading.title for look in first.values())
    looks = {look.reading.url: look for look in _as_they_came(pages)}
    subjects = {url: subject_of(look.reading, names) for url, look in looks.items()}
    alike: set[str] = set()
    reposts: dict[str, Look] = {}
    for new, olds in find_kin([look.reading for look in looks.values()], library):
        told = subject_of(first[new.url].reading, names)
        for old in olds:
            alike.add(new.url)
            if same_issue(told, subjects[old.url]):
                reposts[new.url] = looks[old.url]
                break
    return frozenset(alike), reposts


def _as_they_came(pages: Sequence[PageHistory]) -> list[Look]:
    """The first texts of content pages, in the order in which the pages came by all that they tell."""
    came: list[tuple[tuple[date, date, datetime, str], Look]] = []
    for page in pages:
        look = _first_text(page)
        if look and look.reading.kind is PageKind.CONTENT and look.reading.words > LEAST_WORDS:
            clue = look.reading.dates.published
            at = (clue and clue.at) or datetime.max.replace(tzinfo=UTC)
            came.append(((page.first_seen, clue.day if clue else date.max, at, page.url), look))
    return [look for _, look in sorted(came, key=lambda row: row[0])]


def _changes(tonight: Sequence[Step], library: Library, elsewhere: AbstractSet[Gram]) -> dict[str, Change]:
    pages_tonight = [step for step in tonight if step.is_content]
    everywhere = _spread(pages_tonight)
    changed = _spread([step for step in pages_tonight if step.old])
    return {step.url: change for step in tonight if (change := _change(step, library, everywhere, changed, elsewhere))}


def _reworded(step: Step, library: Library) -> Change | None:
    """The riddle of a page that may have been written anew in words that the site had; None where they are gone again."""
    if step.old is None or stood(step) is False:
        return None
    new = len(brought_by(step.old, step.now) - library.said)
    return Change(step.now.first_night, step.old.last_night, new, Sort.REWORDED)


def _redesigned(change: Change, redesign: date) -> Change:
    """The change as one of the latest redesign where that came since the page was last seen: what else happened to it cannot be told."""
    return replace(change, sort=Sort.REDESIGN) if change.before < redesign else change


def _spread(steps: Sequence[Step]) -> Counter[Gram]:
    """On how many of these pages each gram stands."""
    both: list[set[Gram]] = [{*step.now.reading.blocks, *step.now.reading.shingles} for step in steps]
    return Counter(chain.from_iterable(both))


def _change(
    step: Step,
    library: Library,
    everywhere: Counter[Gram],
    changed: Counter[Gram],
    elsewhere: AbstractSet[Gram],
) -> Change | None:
    """What happened to the text of one page, None where nothing did that matters.

    ``everywhere`` counts tonight's pages that bear a gram, ``changed`` those of them that were known before.
    """
    if step.old is None or not step.was_content:
        return None
    old, now = step.old.reading, step.now.reading
    if new := new_text(old, now, said=library.said, spread=everywhere):
        sort = _sort(step, elsewhere)
        return Change(step.now.first_night, step.old.last_night, new, sort, _amid(step)) if sort else None
    grown = frozenset(old.blocks) < frozenset(now.blocks)
    if grown and (new := new_text(old, now, said=grams(old) | frozenset(old.blocks), spread=changed)):
        return Change(step.now.first_night, step.old.last_night, new, Sort.GREW)
    return None


def _sort(step: Step, elsewhere: AbstractSet[Gram]) -> Sort | None:
    """What a change is, by what followed it; None for text that stood for one look and gave way again."""
    if step.old is None or not is_swap(step.old, step.now):
        return Sort.STANDS
    brought = brought_by(step.old, step.now)
    sort = _by_looks(step, brought, elsewhere)
    return Sort.ROTATES if sort and step.own.is_next(len(brought - elsewhere)) else sort


def _by_looks(step: Step, brought: frozenset[Gram], elsewhere: AbstractSet[Gram]) -> Sort | None:
    """The same by what is met again and by the row of all that stood in its place."""
    turns = step.row.is_next(len(brought))
    if step.twice and (turns or not step.row.turns):
        return Sort.ROTATES if turns else Sort.STANDS
    wanted = _looks_wanted(brought, step.later)
    if any(not _stays(brought, look, elsewhere) for look in step.later[:wanted]):
        return Sort.ROTATES if step.twice else None
    if len(step.later) >= wanted:
        return Sort.STANDS
    # What no other page bore, and more of it than before, is no turn of a box that shows what other pages bear.
    outdone = len(brought - elsewhere) < max(NEW_SHINGLES, LARGER * step.own.usual)
    return None if turns and not step.later and outdone else Sort.AWAITED


def _looks_wanted(brought: frozenset[Gram], later: Sequence[Look]) -> int:
    """How often what a change brought must be met again: twice where part of it gave way, for a box may draw one thing twice."""
    return 1 if later and len(brought & grams(later[0].reading)) >= WHOLE * len(brought) else 2


def _stays(brought: frozenset[Gram], then: Look, elsewhere: AbstractSet[Gram]) -> bool:
    """Whether half of what a change brought is met again, be it only of what no other page bore: beside it a box may turn."""
    next_, own = grams(then.reading), brought - elsewhere
    return 2 * len(brought & next_) >= len(brought) or (len(own) >= NEW_SHINGLES and 2 * len(own & next_) >= len(own))


def _is_redesign(changed: int, night: date, pages: Sequence[PageHistory]) -> bool:
    """Whether most of the pages that were compared that night changed; a page confirmed later was the same then."""
    if changed < REDESIGN_PAGES:
        return False
    compared = sum(
        _was_compared(looks, night)
        for page in pages
        if (looks := page_looks(page)) and looks[-1].reading.kind is PageKind.CONTENT
    )
    return 2 * changed > compared


def _was_compared(looks: Sequence[Look], night: date) -> bool:
    """Whether it is known of a page that it changed that night, or that it did not: one look spans it, or begins it anew."""
    spans = any(look.first_night < night <= look.last_night for look in looks)
    return spans or (looks[0].first_night < night and any(look.first_night == night for look in looks))
