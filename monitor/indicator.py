"""Scores -> the city's index, and how it reads on the scales of SPBE and Pemdi: data dukung, never the index itself. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from statistics import fmean
from typing import Any

from monitor.freshness import RANKED
from monitor.leaderboard import Row

PROFILES = ("spbe-2020", "pemdi-2026")
"""In the order in which they are shown; each is a file of monitor/profiles."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A regulation's scale, ``lowest`` to ``highest``, and its predicates as (from this level, name), highest first."""

    key: str
    name: str
    lowest: float
    highest: float
    predicates: tuple[tuple[float, str], ...]
    note: str

    def predicate(self, level: float) -> str:
        """The predicate of a level; one below the lowest threshold gets the lowest predicate."""
        return next((name for least, name in self.predicates if level >= least), self.predicates[-1][1])


@dataclass(frozen=True, slots=True)
class ProfileReading:
    """The city's mean on one profile's scale, two decimals; level and predicate are None where nothing was measured."""

    key: str
    name: str
    level: float | None
    predicate: str | None
    note: str


@dataclass(frozen=True, slots=True)
class CityIndex:
    """``mean`` is the mean score (0-100, one decimal) of the ``measured`` units, None without any.

    ``coverage`` is measured / total, 0 to 1; ``total`` counts every unit of the board, with a site or without.
    """

    mean: float | None
    measured: int
    total: int
    coverage: float
    readings: tuple[ProfileReading, ...]


def load_profile(key: str) -> Profile:
    """Read one of PROFILES from its data file; raises FileNotFoundError for another key."""
    text = files("monitor").joinpath("profiles", f"{key}.json").read_text(encoding="utf-8")
    said: dict[str, Any] = json.loads(text)
    lowest, highest = said["scale"]
    steps = tuple((float(step["from"]), str(step["name"])) for step in said["predicates"])
    return Profile(said["key"], said["name"], lowest, highest, tuple(sorted(steps, reverse=True)), said["note"])


def load_profiles() -> tuple[Profile, ...]:
    """Every profile, in the order in which they are shown."""
    return tuple(load_profile(key) for key in PROFILES)


def city_index(rows: Sequence[Row], profiles: Sequence[Profile]) -> CityIndex:
    """The index of the city over all ``rows`` of the board.

    Measured units are the ranked ones; a frozen score counts as it stood on its last measured night.
    """
    scores = sorted(row.score.score for row in rows if row.score.status in RANKED and row.score.score is not None)
    mean = round(fmean(scores), 1) if scores else None
    coverage = len(scores) / len(rows) if rows else 0.0
    return CityIndex(mean, len(scores), len(rows), coverage, tuple(_read(mean, profile) for profile in profiles))


def _read(mean: float | None, profile: Profile) -> ProfileReading:
    """Read the printed mean on a profile's scale, and the predicate off the printed level, so that both can be recomputed."""
    if mean is None:
        return ProfileReading(profile.key, profile.name, None, None, profile.note)
    level = round(profile.lowest + (profile.highest - profile.lowest) * mean / 100, 2)
    return ProfileReading(profile.key, profile.name, level, profile.predicate(level), profile.note)
