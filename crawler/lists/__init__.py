"""Where a site itself lists its dated items: feeds, sitemaps, REST, list pages. Pure: bytes in, values out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from crawler.dates.grammar import read_machine
from crawler.records import Clue, Kind, Listed, Precision, Role


@dataclass(frozen=True, slots=True)
class ListRead:
    """What one answer of a list says.

    ``items`` come as the list orders them; ``next`` is the address of its next page, ``children`` those of the lists
    that an index names, newest first. ``whole`` says that the list ends here: with its pages so far read, it holds
    every item the site has. ``problem`` tells in plain English why it could not be read, or not to its end.
    """

    items: tuple[Listed, ...]
    whole: bool
    next: str | None
    children: tuple[str, ...] = ()
    problem: str | None = None


def unread(problem: str) -> ListRead:
    """Make the answer for a body that is no list."""
    return ListRead(items=(), whole=False, next=None, problem=problem)


def stamp(raw: str | None, *, kind: Kind, role: Role, where: str, zone: ZoneInfo) -> Clue | None:
    """Read a date that a program wrote (ISO 8601, RFC 822 and their like); one without a zone is city time.

    None for nothing, for nonsense (``0000-00-00``), and for a year outside 1990-2100, before or beyond any website.
    """
    text = (raw or "").strip()
    found = read_machine(text, zone=zone) if text else None
    if found is None or not 1990 <= found.day.year <= 2100:
        return None
    at = found.at if found.precision is Precision.TIME else None
    return Clue(kind=kind, role=role, day=found.day, at=at, precision=found.precision, raw=text[:200], where=where)


_ROOT = re.compile(rb"<[a-zA-Z]")
_DECLARATION = re.compile(rb"<!entity|<!doctype[^<>\[]*\[", re.IGNORECASE)


def unsafe_xml(body: bytes) -> bool:
    """Say whether an XML body declares entities of its own: no list needs them, attacks do."""
    head = body.replace(b"\x00", b"")  # UTF-16 hides nothing
    root = _ROOT.search(head)
    return _DECLARATION.search(head[: root.start()] if root else head) is not None


def names_root(body: bytes) -> str:
    """Name the first element of a body in lower case, without its prefix; "" where there is none."""
    found = re.search(rb"<(?:[\w.-]+:)?([a-zA-Z][\w-]*)", body[:20_000].replace(b"\x00", b""))
    return found.group(1).decode("ascii", "replace").lower() if found else ""
