"""What an update is, and why it counts or does not. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

OBSERVED, STANDING, FIRST = "observed", "observed in a list", "observed here first"
"""Where an update was found that no clue tells of: on the page, as a link that kept its place, or here before any other site."""


class Reason(StrEnum):
    """Why an update counts or does not: a closed list."""

    NEW_CONTENT = "new_content"  # counts: a content page with a credible published day
    APPEARED = "appeared"  # counts: an undated (or future-dated) content page that appeared between two nights
    TEXT_CHANGED = "text_changed"  # counts: the main text was seen to change materially
    CLOCK = "clock"
    FUTURE = "future"
    RESTAMPED = "restamped"  # the date moved while the text stayed
    REPOSTED = "reposted"  # the text of an earlier page of the site, under another address
    INJECTED = "injected"
    SAMPLE = "sample"  # the CMS's own sample post
    COPIED = "copied"
    ROTATED = (
        "rotated"  # undated pages come up night after night, as a box of random links brings them; a saying of the week
    )
    REWORDED = "reworded"  # most of a page gave way to words that the site had before: an edit of set phrases, or a box
    AWAITED = "awaited"  # seen once, in a place that may turn: it counts when it is met again
    BACKDATED = "backdated"  # one of many that came in one night under days long past
    REDESIGNED = "redesigned"  # most pages of the site changed that night
    COMMENTED = "commented"  # a visitor spoke: the text stayed, or is a guest book's


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


COUNTED = frozenset({Reason.NEW_CONTENT, Reason.APPEARED, Reason.TEXT_CHANGED})
"""The reasons that make an update count."""
