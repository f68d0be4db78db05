"""Scores -> ranked rows: peer groups, ties, movement, the unmeasured apart. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.sites import Unit
from monitor.freshness import Score


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the leaderboard.

    ``rank`` is shared where the printed scores are equal, and None for units outside the ranking; ``movement`` is
    the places gained (+) or lost (-) since the board of seven nights ago (or the oldest since), None where either
    night has no rank. ``peers`` is the rank among units of the same level.
    """

    unit: Unit
    score: Score
    rank: int | None
    peers: int | None
    movement: int | None
