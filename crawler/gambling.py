"""How far words speak for gambling: wordings are looked for in titles and texts, and weighed. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from crawler.wordings import (
    CRIME,
    DEFACED,
    ERRANDS,
    HEADLINES,
    HOMONYMS,
    ORDINARY,
    OWN_UP,
    PROMISES,
    SOLD_AFTER,
    SOLD_BEFORE,
    TRADES,
    VOCABULARY,
    WARNINGS,
    Term,
)

_ALIKE = str.maketrans(
    dict(zip("асеорхуікмтвнѕјԁαεοικνρτυχ", "aceopxyikmtbhsjdaeoiknptux", strict=True))
    | dict.fromkeys("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff")
)
"""Cyrillic and Greek letters that pass for Latin ones, and characters that nobody sees: Indonesian has neither."""
_FIGURES = {"0": "o", "1": "i", "3": "e", "4": "a"}
_FIGURE = re.compile(r"(?!4d(?!\w))[0134](?<=[a-z].)(?=[a-z])")
"""A figure between two letters stands for a letter: sl0t, g4cor. Not in the tail of a brand: dewa4d."""


@dataclass(frozen=True, slots=True)
class Speech:
    """How far a text speaks for gambling, in which words, and which of these weigh more than 1 (``strong``) or 1 (``weak``).

    ``sold`` says that a wording is praised, or that one is invited to it.
    """

    weight: int
    words: tuple[str, ...]
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    sold: bool = False


_TELLING = tuple(term for term in VOCABULARY if term.weight >= 2)
"""What tells in a text; its other words stand in many."""
_KERNELS = tuple((max(stem.split(), key=len), stem, term) for term in _TELLING for stem in term.stems)
"""Each stem with its longest word: where no word of a text holds that, the stem is not in the text."""

BARE = 3
"""Words of a title that is nothing but what it sells, and of a name that only sellers write so long."""
WARNED = -6
"""Two words of warning: no praise speaks against them."""
ALONE, EVERYDAY = 2, 0
"""What one wording in a longer headline weighs at most: it may be spoken of; a homonym beside an errand is none."""

COMPANY = 120
"""Characters around a phrase in a text in which a word of warning speaks of it."""

_WORD = re.compile(r"[^\W_]+")
_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}


def plain(text: str) -> str:
    """Lower-case words with single spaces: ``Slot-Gacor  88``, ``slot_gacor 88`` and its look-alike letters are one wording."""
    if text.isascii():  # most text is, and is read in a fifth of the time
        return " ".join(_with_letters(text.lower()).translate(_GAPS).split())
    shown = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    return " ".join(_WORD.findall(_with_letters(shown)))


def _with_letters(text: str) -> str:
    return _FIGURE.sub(lambda figure: _FIGURES[figure[0]], text)


_MOST = 60
"""Wordings of one text that are told apart: no text that people read has as many, and each is held against all others."""


def _hits(terms: Iterable[Term], text: str) -> dict[str, int]:
    """Distinct wordings found, each with its weight; a wording inside a longer one that was found counts once."""
    found: dict[str, int] = {}
    for term in (term for term in terms if term.may_stand_in(text)):
        for hit in term.pattern.finditer(text):
            words = hit.group(0)
            if not any(f" {words} " in f" {other} " for other in found):
                found[words] = term.weight
            if len(found) == _MOST:
                return found
    return found


_SPACED = re.compile(r"(?<!\w)(?:[a-z] ){3,}[a-z](?!\w)")
"""Letters set apart: s l o t g a c o r."""


def promotion(text: str) -> Speech:
    """Weigh how far a title or address (as :func:`plain` writes it) speaks for gambling; 0 or less: it does not.

    Words of weight 1 are those that offices use too: together they weigh 2 at most, less in ordinary company. Words of
    warning take away, and turn the names of the crime into what is warned of, but not where these are praised for sale.
    """
    text = _joined(text)
    found = _hits(VOCABULARY, text)
    if any(weight > 1 for weight in found.values()):
        found |= _hits(PROMISES, text)
    against = (
        warning(text, headline=True) if found else 0
    )  # takes only away: looked for where there is something to take from
    sold = against > WARNED and _is_sold(text, found)
    if against and not sold:
        found = {words: weight for words, weight in found.items() if not CRIME.fullmatch(words)}
    weight = _weight(found, text) + against
    strong = tuple(words for words, weight in found.items() if weight > 1)
    weak = tuple(words for words in found if words not in strong)
    return Speech(max(weight, ALONE) if sold else weight, tuple(found), strong, weak, sold)


def _weight(found: Mapping[str, int], text: str) -> int:
    """The sum of wordings; of those that weigh 1 it is 2 at most, less in ordinary company."""
    strong = sum(weight for weight in found.values() if weight > 1)
    weak = min(2, sum(weight for weight in found.values() if weight == 1))
    if weak and not strong:
        weak = max(0, weak + sum(_hits(ORDINARY, text).values()))
    return strong + weak


def _is_sold(text: str, found: Mapping[str, int]) -> bool:
    """Whether a word of praise or an invitation stands beside a strong wording: what is warned of is not called trusted."""
    for words in (words for words, weight in found.items() if weight > 1):
        before, _, after = f" {text} ".partition(f" {words} ")
        if before.endswith(SOLD_BEFORE) or SOLD_AFTER.match(after):
            return True
    return False


def _joined(text: str) -> str:
    return _SPACED.sub(lambda run: run[0].replace(" ", ""), text)


def warning(text: str, *, headline: bool = False) -> int:
    """What the words of warning in a text take away: 0 or less. More of them are known of a ``headline``."""
    return sum(_hits((*WARNINGS, *HEADLINES) if headline else WARNINGS, _without_promises(text)).values())


def _without_promises(text: str) -> str:
    """A text with blanks in the place of its promises: "anti blokir" warns of nothing."""
    for term in (term for term in PROMISES if term.may_stand_in(text)):
        text = term.pattern.sub(lambda hit: "-" * len(hit[0]), text)
    return text


def ceiling(headline: str, title: str) -> int | None:
    """What a title weighs at most in which one wording of gambling stands among others; None where it may weigh all.

    ``title`` may hold the site's name beside the ``headline``. Offices write such a wording of other things, or of the crime.
    """
    speech, title = promotion(title), _joined(title)
    if len(speech.strong) == 1 and HOMONYMS.fullmatch(speech.strong[0]):
        return None if _is_bare(title) else EVERYDAY if ERRANDS.search(title) else ALONE
    if _is_bare(headline) or DEFACED.match(headline) or not speech.strong:
        return None
    return ALONE if _is_spoken_of(speech, title) else None


def _is_bare(title: str) -> bool:
    return len(frozenset(title.split())) <= BARE


def _is_spoken_of(speech: Speech, title: str) -> bool:
    """Whether a title names one thing, or nothing but the crime, as those do who speak of it."""
    if speech.sold or any(OWN_UP.fullmatch(words) or _is_trade(words) for words in speech.strong):
        return False
    if all(CRIME.fullmatch(words) for words in speech.words):
        return True
    others = [words for words in speech.weak if not CRIME.fullmatch(words)]
    return not others and (len(speech.strong) == 1 or _length(speech.strong, title) <= BARE)


def _is_trade(words: str) -> bool:
    return any(term.pattern.fullmatch(words) for term in TRADES)


def _length(wordings: Collection[str], title: str) -> int:
    """Words from the first to the last of wordings that overlap ("situs slot", "slot gacor"); more than BARE where they do not."""
    spans = sorted(
        (found.start(), found.end())
        for words in wordings
        if (found := re.search(rf"(?<!\w){re.escape(words)}(?!\w)", title))
    )
    apart = any(later[0] >= former[1] for former, later in pairwise(spans))
    return BARE + 1 if apart or not spans else len(title[spans[0][0] : max(end for _, end in spans)].split())


def _possible(text: str) -> list[Term]:
    """The telling terms that can have a hit; a page says most of its words often, so each is looked at once."""
    different = " ".join(frozenset(text.split()))
    found = {term.pattern for kernel, stem, term in _KERNELS if kernel in different and stem in text}
    return [term for term in _TELLING if term.pattern in found]


def phrases(text: str, *, beside: Collection[str], least: int) -> dict[str, int]:
    """The telling phrases of a text, each with its weight, that no word of warning stands near.

    Those in ``beside`` are left out; where there are fewer than ``least``, nothing is looked for near them.
    """
    hits = [(hit, term.weight) for term in _possible(text) for hit in term.pattern.finditer(text)]
    hits = [(hit, weight) for hit, weight in hits if hit[0] not in beside]
    if len({hit[0] for hit, _ in hits}) < least:
        return {}
    said = _without_promises(text)
    warned = [hit.start() for term in WARNINGS for hit in term.pattern.finditer(said)]
    free = (
        (hit, weight)
        for hit, weight in hits
        if not any(hit.start() - COMPANY <= place <= hit.end() + COMPANY for place in warned)
    )
    return {hit[0]: weight for hit, weight in free}
