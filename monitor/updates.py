"""Readings over time -> updates, each counted or not, with the reason. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Reason(StrEnum):
    """Why an update counts or does not: a closed list."""

    NEW_CONTENT = "new_content"  # counts: a content page with a credible published day
    APPEARED = "appeared"  # counts: an undated (or future-dated) content page that appeared between two nights
    TEXT_CHANGED = "text_changed"  # counts: the main text was seen to change materially
    CLOCK = "clock"
    FUTURE = "future"
    RESTAMPED = "restamped"  # the date moved while the text stayed
    FOREIGN = "foreign"  # an item of another site
    INJECTED = "injected"
    SAMPLE = "sample"  # the CMS's own sample post
    COPIED = "copied"


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that happened on one page on one city ``day``, with the proof.

    ``claimed`` is True where the site says so (menurut situs), False where Segar saw it (teramati).
    ``kind`` and ``raw`` are those of the clue, or "observed" and a sentence.
    """

    site: str
    url: str
    title: str
    day: date
    counted: bool
    reason: Reason
    claimed: bool
    kind: str
    raw: str
    where: str
