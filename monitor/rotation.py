"""Undated pages that keep coming up: news of a busy office, or a box of random links? Not to be told, so not counted. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

WINDOW = 10
"""The longest run of measured nights around an appearance that is looked at."""
NIGHTS, SHARE = 4, 0.6
"""From so many nights of appearances on, and this share of the run, it is no longer told from a rotation."""


def rotating_nights(appeared: Collection[date], measured: Sequence[date]) -> frozenset[date]:
    """The nights of ``appeared`` whose appearances a box of random links may have brought.

    They are those on which undated pages were first seen, ``measured`` the measured nights, oldest
    first; nothing can appear on the first of these, so it does not weigh.
    """
    nights = list(measured[1:])
    return frozenset(night for at, night in enumerate(nights) if night in appeared and _rotates(nights, at, appeared))


def _rotates(nights: Sequence[date], at: int, appeared: Collection[date]) -> bool:
    starts = range(max(0, at - WINDOW + 1), at + 1)
    runs = (nights[start:end] for start in starts for end in range(at + 1, start + WINDOW + 1))
    return any(_is_busy(run, appeared) for run in runs)


def _is_busy(run: Sequence[date], appeared: Collection[date]) -> bool:
    events = sum(night in appeared for night in run)
    return events >= NIGHTS and events >= SHARE * len(run)
