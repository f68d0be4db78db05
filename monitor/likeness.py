"""How much of a text is new, and whether two pages bear one text: by shingles, three words in a row. Pure.

Readings of an older Segar have no shingles; they are compared by whole paragraphs (blocks).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from itertools import chain

from crawler.records import Reading, Role
from crawler.shingles import SHINGLE

NEW_SHINGLES = 7
"""New shingles that make a change material: a line of seven words, or five words put into one. Two mended words move six."""
FEW_SHINGLES, WORDS_MOVED = 4, 4
"""So many are enough where the text grew or shrank by so many words as well: a short line was added, none was mended."""
NEW_BLOCKS = 2
"""Where texts have no shingles: paragraphs new to the site that are a change by themselves, or one and WORDS_MOVED."""
FRESH_SHARE = 1 / 4
"""Where texts have no shingles: share of a page's own paragraphs that must be new to the site."""
FRAME_PAGES, FRAME_SHARE = 3, 0.3
"""What stands on so many content pages, and on this share of all, belongs to the frame of the site, not to a text."""
ALIKE = 0.98
"""Share of a text that must stand on one earlier page before it is that page's text."""
MARKS = 4
"""The smallest shingles of a text: two texts alike in nine words of ten have one of them in common, all but surely."""

SPELLING = 0.75
"""Two words so much alike (difflib's ratio) are one, mended or with another ending."""

Gram = int | str

_WORD = re.compile(r"[^\W\d_]{4,}")
_BETWEEN = re.compile(r"\s+[|–—»«·-]\s+")
"""What stands between a headline and the site's name."""
_STOPS = frozenset(
    [
        "yang",
        "untuk",
        "pada",
        "dengan",
        "dari",
        "oleh",
        "dalam",
        "serta",
        "kepada",
        "akan",
        "telah",
        "bersama",
        "tentang",
        "hari",
        "tanggal",
    ]
)
"""Words that name no issue."""

_NUMBERS = re.compile(
    r"\d+|\b(?:januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember|i{1,3}|iv|vi{0,3}|ix|x)\b",
    re.IGNORECASE,
)


def grams(reading: Reading) -> frozenset[Gram]:
    """What a text is compared by: its shingles, else its paragraphs."""
    return frozenset(reading.shingles or reading.blocks)


@dataclass(slots=True)
class Library:
    """What a site's pages have said up to a night.

    ``said`` holds every gram of every page read so far, ``told`` those of content pages alone: a front page shows a
    text before its own page is read. ``pages`` counts the content pages that bear a gram. ``brought`` are the paragraphs
    of each page that no content page had borne before the night on which it was first read.
    """

    said: set[Gram] = field(default_factory=set)
    told: set[Gram] = field(default_factory=set)
    pages: Counter[Gram] = field(default_factory=Counter)
    brought: dict[str, frozenset[str]] = field(default_factory=dict)
    _of: defaultdict[str, set[Gram]] = field(default_factory=lambda: defaultdict(set))
    _frame: frozenset[Gram] | None = None

    def add(self, url: str, reading: Reading, *, content: bool) -> None:
        """Take up one page's text of one night."""
        both: set[Gram] = {*reading.blocks, *reading.shingles}
        self.said |= both
        if content:
            self.told |= both
            self.pages.update(both - self._of[url])
            self._of[url] |= both
            self._frame = None

    def bears(self, text: AbstractSet[Gram], share: float) -> bool:
        """Whether one content page has borne so great a share of a text, be it at several times."""
        return any(len(text & of) >= share * len(text) for of in self._of.values())

    def own(self, reading: Reading) -> frozenset[Gram]:
        """A text without the frame of the site."""
        return grams(reading) - self.frame()

    def frame(self) -> frozenset[Gram]:
        """What belongs to the frame of the site by what was read so far."""
        if self._frame is None:
            least = max(FRAME_PAGES, FRAME_SHARE * len(self._of))
            self._frame = frozenset(gram for gram, count in self.pages.items() if count >= least)
        return self._frame

    def shared(self) -> frozenset[str]:
        """The paragraphs that stand on more than one content page of the site."""
        return frozenset(gram for gram, count in self.pages.items() if isinstance(gram, str) and count > 1)

    def is_new(self, reading: Reading, *, taken: Collection[Gram] = ()) -> bool:
        """Whether a page has as much text of its own as makes a change material; ``taken`` is that of pages read just before.

        Offices write in set phrases, so the share does not matter: a page that repeats one other is told by find_kin.
        Without shingles a quarter of the paragraphs must be new.
        """
        own = self.own(reading)
        fresh = sum(gram not in self.told and gram not in taken for gram in own)
        blocks = sum(block not in self.told and block not in taken for block in reading.blocks)
        return blocks > 0 and 0 < fresh >= (min(NEW_SHINGLES, len(own)) if reading.shingles else FRESH_SHARE * len(own))


def find_kin(pages: Sequence[Reading], library: Library) -> Iterator[tuple[Reading, Iterator[Reading]]]:
    """Yield every page with the ones before it that bear its text, all but one shingle in fifty.

    ``pages`` are first readings in the order in which the pages came. Those before a page are found as they are asked for,
    and it is to be asked before the next one: of a thousand pages of one text nobody asks for all.
    """
    marked: defaultdict[Gram, list[tuple[Reading, frozenset[Gram]]]] = defaultdict(list)
    texts: dict[frozenset[Gram], frozenset[Gram]] = {}  # one object a text, so that each is compared once with a page
    for new in pages:
        text = grams(new)
        text = texts.setdefault(text, text)
        own = library.own(new) or text
        marks = sorted(own, key=str)[:MARKS] if new.shingles else own  # any order will do that is the same for all
        yield new, _alike(own, new, chain.from_iterable(marked.get(mark, ()) for mark in marks))
        for mark in marks:
            marked[mark].append((new, text))


def _alike(own: frozenset[Gram], new: Reading, olds: Iterable[tuple[Reading, frozenset[Gram]]]) -> Iterator[Reading]:
    """Yield, each once, the older pages on which a text stands but for one shingle in fifty and for the words by which the titles differ."""
    passed: set[str] = set()
    lacking: dict[int, int] = {}
    for old, text in olds:
        if old.url in passed:
            continue
        passed.add(old.url)
        if id(text) not in lacking:
            lacking[id(text)] = len(own - text)
        if lacking[id(text)] <= _spare(own, new, old):
            yield old


def _spare(own: frozenset[Gram], new: Reading, old: Reading) -> float:
    """How many shingles of a text an older page may lack and yet bear it."""
    if not new.shingles:
        return 0
    words = new.title.casefold().split()
    retitled = min(len(words) + 1, SHINGLE * len(set(words) - set(old.title.casefold().split())))
    return (1 - ALIKE) * len(own) + retitled


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page tells of: the numbers and months of its title, the days of its text, the title's words that say something."""

    issue: frozenset[str]
    days: frozenset[date]
    headline: frozenset[str]


def subject_of(reading: Reading, names: AbstractSet[str] = frozenset()) -> Subject:
    """What a page tells of; ``names`` are parts of titles that name the site and no page."""
    return Subject(_issue(reading.title), _days_told(reading), _headline(reading.title, names))


def same_issue(new: Subject, old: Subject) -> bool:
    """Whether two pages of one text tell of one thing: offices write in set phrases, and a headline may be all that is new.

    Their titles bear the same numbers and months, their texts speak of the same days, and not each of the titles has
    a word that the other lacks ("Posyandu Anggrek", "Posyandu Dahlia"): a title that was only lengthened is the old one.
    """
    if (new.issue, new.days) != (old.issue, old.days):
        return False
    return not (_lacking(new.headline, old.headline) and _lacking(old.headline, new.headline))


def site_names(titles: Iterable[str]) -> frozenset[str]:
    """The parts that many titles of a site have in common: its own name, its slogan."""
    counts = Counter(part for title in titles for part in set(_parts(title)))
    return frozenset(part for part, count in counts.items() if count >= FRAME_PAGES)


def _parts(title: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(title.casefold()) if part.strip()]


def _headline(title: str, names: AbstractSet[str]) -> frozenset[str]:
    """The words of a title that say something, without the site's name."""
    words = chain.from_iterable(_WORD.findall(part) for part in _parts(title) if part not in names)
    return frozenset(words) - _STOPS


def _lacking(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether one of my words, but for its spelling or its ending, is none of theirs."""
    return any(not get_close_matches(word, theirs, 1, SPELLING) and not _is_cut(word, theirs) for word in mine - theirs)


def _is_cut(word: str, others: Iterable[str]) -> bool:
    return any(word.startswith(other) or other.startswith(word) for other in others)


def _days_told(reading: Reading) -> frozenset[date]:
    return frozenset(clue.day for clue in reading.dates.clues if clue.role in {Role.PROSE, Role.EVENT})


def new_text(old: Reading, now: Reading, *, said: AbstractSet[Gram], spread: Counter[Gram]) -> int:
    """How many shingles of a text no page ever had and no other page has tonight; 0 where that is no material change.

    Without shingles on both sides paragraphs are counted instead.
    """
    moved = abs(now.words - old.words)
    if old.shingles and now.shingles:
        count = sum(gram not in said and spread[gram] == 1 for gram in now.shingles)
        return count if count >= (FEW_SHINGLES if moved >= WORDS_MOVED else NEW_SHINGLES) else 0
    blocks = sum(block not in said and spread[block] == 1 for block in now.blocks)
    return blocks if blocks >= NEW_BLOCKS or (blocks and moved >= WORDS_MOVED) else 0


def _issue(title: str) -> frozenset[str]:
    """The numbers and months of a title."""
    return frozenset(found.lower().lstrip("0") for found in _NUMBERS.findall(title))
