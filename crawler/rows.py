"""Values to rows and back: the only place that knows how a reading is written down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from struct import pack, unpack
from typing import Any

from crawler.reach import Reach, Tls
from crawler.records import (
    Clue,
    Habits,
    Kind,
    ListState,
    Look,
    PageDates,
    PageKind,
    Precision,
    Reading,
    Role,
    Source,
    Visit,
)


def _iso(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _clue_row(clue: Clue) -> list[str | None]:
    return [clue.kind, clue.role, clue.day.isoformat(), _iso(clue.at), clue.precision, clue.raw, clue.where]


def _clue(row: list[Any]) -> Clue:
    kind, role, day, at, precision, raw, where = row
    return Clue(Kind(kind), Role(role), date.fromisoformat(day), _instant(at), Precision(precision), raw, where)


def dates_json(dates: PageDates) -> str:
    """Write a PageDates, chosen clues as places in the clue list where they stand there."""
    return _json(
        {
            "published": dates.published and _clue_row(dates.published),
            "modified": dates.modified and _clue_row(dates.modified),
            "why": dates.why,
            "confidence": dates.confidence,
            "truncated": dates.truncated,
            "clues": [_clue_row(clue) for clue in dates.clues],
        },
    )


def dates_of(url: str, text: str) -> PageDates:
    """Read back what dates_json wrote."""
    said = json.loads(text)
    return PageDates(
        url=url,
        published=said["published"] and _clue(said["published"]),
        modified=said["modified"] and _clue(said["modified"]),
        why=said["why"],
        confidence=said["confidence"],
        truncated=said["truncated"],
        clues=tuple(_clue(row) for row in said["clues"]),
    )


def visit_row(visit: Visit, *, crawl: int) -> dict[str, object]:
    """One row of the table visits."""
    row = asdict(visit) | {
        "crawl": crawl,
        "night": visit.night.isoformat(),
        "reach": visit.reach.value,
        "tls": visit.tls.value,
    }
    row |= {"started_at": visit.started_at.isoformat(), "finished_at": visit.finished_at.isoformat()}
    return row | {"lists": _json([asdict(state) for state in visit.lists])}


def visit_of(row: Mapping[str, Any]) -> Visit:
    """Read back what visit_row wrote."""
    plain = ("site", "url", "detail", "requests", "bytes", "pages", "platform", "injected")
    return Visit(
        **{name: row[name] for name in plain},
        night=date.fromisoformat(row["night"]),
        reach=Reach(row["reach"]),
        tls=Tls(row["tls"]),
        started_at=datetime.fromisoformat(row["started_at"]),
        finished_at=datetime.fromisoformat(row["finished_at"]),
        lists=tuple(_list_state(state) for state in json.loads(row["lists"])),
    )


def _list_state(said: Mapping[str, Any]) -> ListState:
    return ListState(**{**said, "source": Source(said["source"]), "oldest": _day(said["oldest"])})


def reading_row(reading: Reading) -> dict[str, object]:
    """The columns of a reading that come from the value itself."""
    dates = reading.dates
    plain = (
        "source",
        "kind",
        "title",
        "status",
        "etag",
        "last_modified",
        "body_hash",
        "text_hash",
        "words",
        "injected",
    )
    return {name: getattr(reading, name) for name in plain} | {
        "published": dates.published and dates.published.value,
        "modified": dates.modified and dates.modified.value,
        "dates": dates_json(dates),
        "server_date": _iso(reading.server_date),
        "blocks": _json(reading.blocks),
        "shingles": pack(f"<{len(reading.shingles)}I", *reading.shingles) or None,
    }


def _shingles(packed: bytes | None) -> tuple[int, ...]:
    return unpack(f"<{len(packed) // 4}I", packed) if packed else ()


def look_of(row: Mapping[str, Any]) -> Look:
    """Read back a stored reading with its span of nights."""
    plain = ("site", "url", "title", "status", "etag", "last_modified", "body_hash", "text_hash", "words", "injected")
    reading = Reading(
        **{name: row[name] for name in plain},
        kind=PageKind(row["kind"]),
        source=Source(row["source"]),
        dates=dates_of(row["url"], row["dates"]),
        server_date=_instant(row["server_date"]),
        blocks=tuple(json.loads(row["blocks"])),
        shingles=_shingles(row["shingles"]),
    )
    return Look(reading, date.fromisoformat(row["first_night"]), date.fromisoformat(row["last_night"]), row["looks"])


def says_the_same(old: Mapping[str, Any], new: Mapping[str, object]) -> bool:
    """Whether a new reading adds no evidence to the last one: text, dates, title and verdict on it are equal.

    Raw wordings are left aside: "3 hari lalu" becomes "4 hari lalu" and says the same day.
    """
    if old["shingles"] is None and new["shingles"] is not None:
        return False  # an older Segar wrote it down: what it could not say is evidence too
    same = ("kind", "title", "published", "modified", "text_hash", "injected", "blocks")
    return all(old[name] == new[name] for name in same) and _days(old["dates"]) == _days(str(new["dates"]))


def _days(dates: str) -> list[tuple[str, ...]]:
    """Kind, role, day and place of every clue, in order; neither the raw text nor the minute of a live clock."""
    return sorted((row[0], row[1], row[2], row[6]) for row in json.loads(dates)["clues"])


def habits_json(habits: Habits) -> str:
    """Write what is known of a site's dates; sets in order, so that equal habits are equal texts."""
    lists = {"clock_places": sorted(habits.clock_places), "untrusted_kinds": sorted(habits.untrusted_kinds)}
    return _json(lists | {"shift_hours": habits.shift_hours})


def habits_of(text: str) -> Habits:
    """Read back what habits_json wrote."""
    said = json.loads(text)
    kinds = frozenset(Kind(kind) for kind in said["untrusted_kinds"])
    return Habits(frozenset(said["clock_places"]), kinds, said["shift_hours"])
