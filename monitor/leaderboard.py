"""Scores -> ranked rows: peer groups, ties, movement, the unmeasured apart. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from crawler.sites import Unit
from monitor.freshness import RANKED, Score, Status

_NO_BOARD: Mapping[str, int | None] = MappingProxyType({})
_ORDER = {status: place for place, status in enumerate(Status)}


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


def rank(
    units: Sequence[Unit], scores: Mapping[str, Score], earlier: Mapping[str, int | None] = _NO_BOARD
) -> tuple[Row, ...]:
    """Every unit as a row: the ranked by score, then the others by status; each group in the order of the codes.

    ``scores`` holds one score a unit by its code; ``earlier`` the ranks of an older board, for the movement.
    """
    ordered = sorted(units, key=lambda unit: unit.code)
    points = {unit.code: value for unit in ordered if (value := _points(scores[unit.code])) is not None}
    places = _places(points.values())
    by_level: defaultdict[str, list[float]] = defaultdict(list)
    for unit in ordered:
        if unit.code in points:
            by_level[unit.level].append(points[unit.code])
    peers = {level: _places(values) for level, values in by_level.items()}
    ranked = [
        Row(
            unit,
            scores[unit.code],
            places[value],
            peers[unit.level][value],
            _moved(earlier.get(unit.code), places[value]),
        )
        for unit in ordered
        if (value := points.get(unit.code)) is not None
    ]
    apart = [Row(unit, scores[unit.code], None, None, None) for unit in ordered if unit.code not in points]
    return (
        *sorted(ranked, key=lambda row: row.rank or 0),
        *sorted(apart, key=lambda row: _ORDER[row.score.status]),
    )


def _points(score: Score) -> float | None:
    """The score as it is printed, for units inside the ranking."""
    if score.status not in RANKED or score.score is None:
        return None
    return round(score.score, 1)


def _places(values: Iterable[float]) -> dict[float, int]:
    """The rank of each score: equal ones share it, and the next takes its place in the row (1, 2, 2, 4)."""
    places: dict[float, int] = {}
    for place, value in enumerate(sorted(values, reverse=True), start=1):
        places.setdefault(value, place)
    return places


def _moved(before: int | None, rank: int) -> int | None:
    return None if before is None else before - rank
