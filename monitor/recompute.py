"""Scores of the past, as they were stored and as the same readings give them today. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from monitor.freshness import Score

UNCOMPARED = frozenset({"site", "night", "now", "policy", "reasons"})
"""What names a score, and its sentences: their wording is improved without the verdict being another."""
LATER = frozenset({"frequency", "waits"})
"""What the first scores do not have: compared only where it was stored."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one unit's score on one night, as it was stored and as it was rebuilt."""

    night: date
    site: str
    field: str
    stored: str
    rebuilt: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One night judged again: how many scores, where they differ, and the units that the registry names no more."""

    night: date
    compared: int
    differences: tuple[Difference, ...]
    gone: tuple[str, ...]


def compare(
    stored: Mapping[str, Score], rebuilt: Mapping[str, Score]
) -> tuple[int, tuple[Difference, ...], tuple[str, ...]]:
    """How many scores were rebuilt, every difference by unit and field, and the codes that only ``stored`` has.

    What the first scores do not have (`LATER`) is compared only where it was stored.
    """
    found = tuple(one for code in sorted(rebuilt) for one in _differences(stored[code], rebuilt[code]))
    return len(rebuilt), found, tuple(sorted(stored.keys() - rebuilt.keys()))


def _differences(stored: Score, rebuilt: Score) -> Iterator[Difference]:
    left = UNCOMPARED | {name for name in LATER if getattr(stored, name) is None}
    for field in fields(Score):
        old, new = getattr(stored, field.name), getattr(rebuilt, field.name)
        if field.name not in left and old != new:
            yield Difference(stored.night, stored.site, field.name, _said(field.name, old), _said(field.name, new))


def _said(field: str, value: object) -> str:
    """A value in a word or two; of the update that a score rests on, its day, reason and page."""
    if value is None:
        return "-"
    if field == "evidence":
        return f"{getattr(value, 'day', '')} {getattr(value, 'reason', '')} {getattr(value, 'url', '')}"
    if field == "frequency":
        return f"{getattr(value, 'per_week', '')} a week"
    if field == "weeks" and isinstance(value, tuple):
        return " ".join("?" if count is None else str(count) for count in value)
    return str(value)
