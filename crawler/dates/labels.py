"""What the words right before a date say of it: its label and its weekday, read backwards word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from crawler.dates.words import APOSTROPHES, DATE_WORDS, FILLERS, LABELS, LAWS, WEEKDAYS
from crawler.records import Role

_REACH = 64  # characters before a date in which its label may stand
_WORD = re.compile(r"[^\s:|,;·•=()\[\]<>–—]+|[:|=]")
_AFTER = re.compile(r"\s?[(\[]\s?([^\W\d_]{4,14}(?:\s[^\W\d_]{4,14})?)\s?[)\]]")
_PLAIN_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_MARKS = '.-"“”'


def _longest(labels: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """The words that end a label, each with the most words that such a label has."""
    ends: dict[str, int] = {}
    for label in labels:
        ends[label[-1]] = max(len(label), ends.get(label[-1], 0))
    return ends


_ENDS = _longest(LABELS)


class Said(NamedTuple):
    """The role that the words name, these words, and the weekday (Monday 0) among them; None without."""

    role: Role | None = None
    text: str = ""
    weekday: int | None = None


_NOTHING = Said()
_BEHIND = frozenset({None, Role.PUBLISHED})
"""What the words before a date may say for those in brackets behind it to be asked."""


def label_before(text: str, start: int, *, after: str = "") -> Said:
    """Read the label of the date that starts at ``start``; ``after`` is the text right behind it."""
    before = _before(text[max(0, start - _REACH) : start]) if start else _NOTHING
    if before.role in _BEHIND and ("(" in after or "[" in after) and (behind := _AFTER.match(after.lower())):
        told = LABELS.get(tuple(behind[1].split()))
        return Said(told, behind[1], before.weekday) if told else before
    return before


def _before(window: str) -> Said:
    weekday, words, colon, dated = _without_weekday(_WORD.findall(_plain(window.lower())))
    role, said = _phrase(words)
    if role is None and dated:
        role, said = _of_date_word(words, colon=colon), "tanggal"
    return Said(role, said if role else "", weekday)


def _plain(window: str) -> str:
    return window if window.isascii() and "`" not in window else window.translate(_PLAIN_APOSTROPHE)


def _without_weekday(words: list[str]) -> tuple[int | None, list[str], bool, bool]:
    """Take weekday, colons, fillers and "tanggal" from the end; says which of them stood there."""
    weekday: int | None = None
    colon = dated = False
    while words:
        last = words[-1].strip('.-/"“”')
        if last in {":", "|", "=", ""}:
            colon = colon or last != ""
        elif last in WEEKDAYS and weekday is None:
            weekday = WEEKDAYS[last]
        elif last in _ENDS and ((last,) in LABELS or (*words[-2:-1], last) in LABELS):
            break
        elif last in DATE_WORDS:
            dated = True
        elif last not in FILLERS and last != "hari":
            break
        words.pop()
    return weekday, words, colon, dated


def _phrase(words: list[str]) -> tuple[Role | None, str]:
    """The longest label that the words end with."""
    most = _ENDS.get(words[-1].strip(_MARKS), 0) if words else 0
    bare = [word.strip(_MARKS) for word in words[-most:]] if most else []
    for length in range(len(bare), 0, -1):
        role = LABELS.get(tuple(bare[-length:]))
        if role is not None:
            return role, " ".join(bare[-length:])
    return None, ""


def _of_date_word(words: list[str], *, colon: bool) -> Role | None:
    """Say what "tanggal" labels: the page before a colon, a law behind its number, nothing in a sentence."""
    if any(word in LAWS for word in words[-8:]):
        return Role.PROSE
    return Role.PUBLISHED if colon else None
