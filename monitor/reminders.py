"""Scores + letters sent + now -> letters due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.sites import Unit
from monitor.freshness import Score


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was claimed or sent before, as the store keeps it."""

    recipient: str  # lower-cased address: the key
    iso_week: str  # "2026-W47", city zone
    kind: str  # "weekly" | "security"
    units: tuple[str, ...]
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Concern:
    """One unit in one letter."""

    unit: Unit
    score: Score
    earlier_letters: int  # letters on this unit since its last counted update


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is due: who gets it, about what, and who is copied."""

    recipient: str
    name: str
    iso_week: str
    kind: str
    concerns: tuple[Concern, ...]
    copies: tuple[str, ...] = ()
