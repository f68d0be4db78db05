"""What an address answered last, and whether to believe a server that says that nothing has changed since. Pure.

Three facts are told apart, from the cheapest to the dearest: the server said so (304); the body is the same, byte for
byte; the body differs, yet what was read of it says the same. Only what would read the same on any night may be settled
by the first two (docs/decisions/0006-conditional-requests.md says why).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from crawler.reach import Tls

CONTROL_LIST = timedelta(days=7)
"""So long the 304s of a front page or a list are believed; then they are put to the proof."""
CONTROL_PAGE = timedelta(days=28)
"""As long for another page: each comes round once in so many nights."""
LEARNT_FOR = timedelta(days=90)
"""A server that was caught is asked again after so long: sites move to other servers."""
STRIKES = 2
"""Nights on which a validator moved over an equal body before it is no longer sent; one may have been a move of files."""

IMPOSSIBLE = {"If-None-Match": '"segar-control"', "If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}
"""A condition that no server can know to be met: an honest one answers with the whole page."""


class Fact(StrEnum):
    """How a look was found to say nothing new."""

    NOT_MODIFIED = "304"
    BODY = "body"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Kept:
    """What one address answered when its body last came whole.

    ``url`` is the address as it answered; ``night`` the night on which that body came, ``proved`` the last on which a
    304 of it was put to the proof. ``body`` and ``meaning`` are hashes of what was sent and of what was read of it.
    ``settled`` says that it would read the same on any later night. ``of`` is the address of the list that it is a
    page of (None for a page for people), ``said`` the items that it lists (JSON of crawler.rows; None for a page that
    is no list), ``children`` the lists that it names, ``next`` the page after it; ``injected`` is the first sign of
    planted content in it.
    """

    url: str
    night: date
    body: str
    meaning: str
    etag: str | None = None
    last_modified: str | None = None
    proved: date | None = None
    settled: bool = True
    of: str | None = None
    said: str | None = None
    children: tuple[str, ...] = ()
    next: str | None = None
    injected: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer of tonight to be kept, with the readings made of it: (address, source) of each."""

    kept: Kept
    readings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Same:
    """An address that says tonight what it said before: its readings are confirmed and nothing is read again.

    ``kept`` is what stands of it after tonight.
    """

    kept: Kept
    fact: Fact
    server_date: datetime | None = None
    tls: Tls = Tls.NONE
    tls_days: int | None = None


@dataclass(frozen=True, slots=True)
class KeptRobots:
    """The robots.txt of one host: ``asked_at`` is when it was last asked for, ``read_at`` when its body last came."""

    address: str
    asked_at: datetime
    read_at: datetime
    status: int
    body: bytes
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class FrontText:
    """What the front page says, tonight or when it was last read: its address, title and the hash of its own text."""

    url: str = ""
    title: str = ""
    text_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """A page that was asked for and gave none; ``passing`` where it may give one the next night."""

    url: str
    passing: bool


@dataclass(frozen=True, slots=True)
class Faith:
    """What was learnt of one site's server; the empty value believes and has seen nothing.

    ``proved`` is the last night on which a 304 stood the proof, ``lied`` that on which one was caught. ``etag`` and
    ``last_modified`` are the nights on which that validator had moved over a body that had not.
    """

    proved: date | None = None
    lied: date | None = None
    etag: tuple[date, ...] = ()
    last_modified: tuple[date, ...] = ()

    def believes(self, tonight: date) -> bool:
        """Whether this server is asked conditionally at all."""
        return self.lied is None or tonight - self.lied >= LEARNT_FOR

    def moved(self, name: str, night: date) -> Faith:
        """Note that a validator moved over an equal body; one note a night, and none once it is no longer sent."""
        before: tuple[date, ...] = getattr(self, name)
        if night in before or not self.sends(name, night):
            return self
        after = (*before, night)[-STRIKES:]
        return replace(self, etag=after) if name == "etag" else replace(self, last_modified=after)

    def sends(self, name: str, tonight: date) -> bool:
        """Whether a validator of this name is worth sending."""
        strikes: tuple[date, ...] = getattr(self, name)
        return len([night for night in strikes if tonight - night < LEARNT_FOR]) < STRIKES


def conditions(kept: Kept, faith: Faith, tonight: date) -> dict[str, str]:
    """The condition to ask an address with: its validators exactly as they were given, and none where none is worth it."""
    if not kept.settled or kept.night > tonight or not faith.believes(tonight):
        return {}
    sent: dict[str, str] = {}
    if kept.etag and faith.sends("etag", tonight):
        sent["If-None-Match"] = kept.etag
    if kept.last_modified and faith.sends("last_modified", tonight):
        sent["If-Modified-Since"] = kept.last_modified
    return sent


def needs_proof(kept: Kept, faith: Faith, tonight: date, *, proofs: int) -> bool:
    """Whether a 304 of tonight must be put to the proof before it is believed; ``proofs`` were made tonight already.

    The first 304 that a site ever gives is; later the front page and the lists weekly, other pages every four weeks.
    """
    since = max(kept.night, kept.proved or kept.night)
    if tonight - since >= (CONTROL_PAGE if kept.said is None else CONTROL_LIST):
        return True
    return faith.proved is None and proofs == 0


def watched(faith: Faith, kept: Kept, headers: Mapping[str, str], tonight: date) -> Faith:
    """What an equal body, sent in full, teaches of its validators: one that moved all the same says nothing."""
    if kept.night >= tonight:
        return faith
    for name, header in (("etag", "etag"), ("last_modified", "last-modified")):
        old, new = getattr(kept, name), headers.get(header)
        if old and new and old != new:
            faith = faith.moved(name, tonight)
    return faith


def body_hash(body: bytes, headers: Mapping[str, str]) -> str:
    """Tell bodies apart; the same bytes in another charset are another text."""
    return blake2b(body + headers.get("content-type", "").encode(), digest_size=16).hexdigest()


def meaning_of(*parts: object) -> str:
    """Tell apart what was read of two bodies."""
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
