"""Values to rows and back: the only place that knows how a reading is written down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import lru_cache
from struct import pack, unpack
from typing import Any

from crawler.kept import Faith, Heard, Kept, KeptRobots
from crawler.plan import Known
from crawler.reach import Reach, Tls
from crawler.records import (
    CanaryAnswer,
    CanaryNight,
    Clue,
    Habits,
    Kind,
    Listed,
    ListState,
    Look,
    PageDates,
    PageHistory,
    PageKind,
    Precision,
    Reading,
    Role,
    Source,
    Visit,
    prevailing_kind,
)
from crawler.signs import Sign, SignKind

STOOD_NIGHTS = 3
"""Nights after which a link has stood; random boxes draw one seldom so often in a row, so that few rows are made."""


def iso(value: date | datetime | None) -> str | None:
    """ISO 8601, None for nothing."""
    return None if value is None else value.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _clue_row(clue: Clue) -> list[str | None]:
    return [clue.kind, clue.role, clue.day.isoformat(), iso(clue.at), clue.precision, clue.raw, clue.where]


def _clue(row: list[Any]) -> Clue:
    return _clue_of(*row)


@lru_cache(maxsize=20_000)  # most readings of a page repeat what the ones before them said
def _clue_of(kind: str, role: str, day: str, at: str | None, precision: str, raw: str, where: str) -> Clue:
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
            "listed": dates.listed and _clue_row(dates.listed),
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
        listed=_clue(said["listed"]) if said.get("listed") else None,  # readings of before have no such key
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
    told = ("site", "url", "detail", "requests", "bytes", "pages", "platform", "injected", "tls_days")
    plain = (*told, "not_modified", "same_body", "same_text", "waiting")
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
    days = {"oldest": _day(said["oldest"]), "read_on": _day(said.get("read_on"))}
    return ListState(**{**said, "source": Source(said["source"]), **days})


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
        "server_date": iso(reading.server_date),
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


def known_of(row: Mapping[str, Any]) -> Known:
    """What the plan is told of a page."""
    day = row["published"]
    return Known(
        url=row["url"],
        kind=PageKind(row["kind"] or PageKind.CONTENT),
        first_seen=date.fromisoformat(row["first_seen"]),
        last_read=date.fromisoformat(row["last_read"]) if row["last_read"] else None,
        published=date.fromisoformat(day) if day and len(day) == len("2024-08-05") else None,
        last_tried=date.fromisoformat(row["last_tried"]) if row["last_tried"] else None,
        modified=row["modified"],
        listed=bool(row["listed"]),
        unsettled=row["texts"] - 1 if row["texts"] > 1 and row["changed"] == row["last_read"] else 0,
    )


def page_history_of(rows: Sequence[Mapping[str, Any]], *, until: date) -> PageHistory:
    """All looks at one page, oldest first, as they stood at the end of a night."""
    looks = tuple(_clipped(look_of(row), until) for row in rows)
    first = rows[0]
    return PageHistory(
        url=first["url"],
        kind=prevailing_kind(looks) or looks[-1].reading.kind,
        first_seen=date.fromisoformat(first["first_seen"]),
        looks=looks,
    )


def _clipped(look: Look, until: date) -> Look:
    last = min(look.last_night, until)
    return replace(look, last_night=last, nights=min(look.nights, (last - look.first_night).days + 1))


_IDLE = frozenset({Role.CLOCK, Role.BOUND})
"""Roles that nothing is judged by: a clock known for one by its place, a frame of the page, a folder of uploads."""


def says_the_same(old: Mapping[str, Any], new: Mapping[str, object]) -> bool:
    """Whether a new reading adds no evidence to the last one: text, dates, title and verdict on it are equal.

    Raw wordings are left aside: "3 hari lalu" becomes "4 hari lalu" and says the same day.
    """
    if old["shingles"] is None and new["shingles"] is not None:
        return False  # an older Segar wrote it down: what it could not say is evidence too
    same = ("kind", "title", "published", "modified", "text_hash", "injected", "blocks")
    return all(old[name] == new[name] for name in same) and _days(old["dates"]) == _days(str(new["dates"]))


def _days(dates: str) -> list[tuple[str, ...]]:
    """Kind, role, day and place of every clue, in order; neither the raw text nor the minute of a live clock.

    Dates that can never be a page's own are left aside: a clock says nothing, and another nothing each night.
    """
    clues = (row for row in json.loads(dates)["clues"] if row[1] not in _IDLE)
    return sorted((row[0], row[1], row[2], row[6]) for row in clues)


def habits_json(habits: Habits) -> str:
    """Write what is known of a site's dates; sets in order, so that equal habits are equal texts."""
    lists = {"clock_places": sorted(habits.clock_places), "untrusted_kinds": sorted(habits.untrusted_kinds)}
    return _json(lists | {"shift_hours": habits.shift_hours})


def habits_of(text: str) -> Habits:
    """Read back what habits_json wrote."""
    said = json.loads(text)
    kinds = frozenset(Kind(kind) for kind in said["untrusted_kinds"])
    return Habits(frozenset(said["clock_places"]), kinds, said["shift_hours"])


def items_json(items: Iterable[Listed]) -> str:
    """Write what a list says of its items."""
    return _json(
        [
            [item.url, item.title, item.source, item.published and _clue_row(item.published)]
            + ([_clue_row(item.modified)] if item.modified else [])
            for item in items
        ]
    )


def items_of(text: str | None) -> tuple[Listed, ...]:
    """Read back what items_json wrote; nothing for None."""
    return tuple(_item(*row) for row in json.loads(text)) if text else ()


def _item(url: str, title: str, source: str, published: list[Any] | None, modified: list[Any] | None = None) -> Listed:
    return Listed(url, title, Source(source), published and _clue(published), modified and _clue(modified))  # type: ignore[arg-type]  # an empty row is None


def answer_row(heard: Heard, *, site: str) -> dict[str, object]:
    """One row of the table answers, without the ids of its readings."""
    kept = heard.kept
    plain = ("url", "body", "meaning", "etag", "last_modified", "said", "next", "injected")
    return {name: getattr(kept, name) for name in plain} | {
        "site": site,
        "night": kept.night.isoformat(),
        "proved": iso(kept.proved),
        "settled": int(kept.settled),
        "list": kept.of,
        "children": _json(kept.children) if kept.children else None,
    }


def kept_of(row: Mapping[str, Any], *, habits_since: date | None) -> Kept:
    """Read back what answer_row wrote; what was read under other habits would not read the same again."""
    night = date.fromisoformat(row["night"])
    same_habits = row["list"] is not None or habits_since is None or night > habits_since
    return Kept(
        url=row["url"],
        night=night,
        body=row["body"],
        meaning=row["meaning"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        proved=_day(row["proved"]),
        settled=bool(row["settled"]) and same_habits,
        of=row["list"],
        said=row["said"],
        children=tuple(json.loads(row["children"])) if row["children"] else (),
        next=row["next"],
        injected=row["injected"],
    )


def sign_row(sign: Sign, *, visit: int) -> dict[str, object]:
    """One row of the table signs; the night is the visit's."""
    return {"visit": visit, "kind": sign.kind.value, "url": sign.url, "weight": sign.weight, "words": sign.words}


def sign_of(row: Mapping[str, Any]) -> Sign:
    """Read back a sign with its visit's night."""
    night = date.fromisoformat(row["night"])
    return Sign(SignKind(row["kind"]), row["url"], row["weight"], row["words"], night)


def faith_json(faith: Faith) -> str:
    """Write what was learnt of a server."""
    return _json(asdict(faith))


def faith_of(text: str) -> Faith:
    """Read back what faith_json wrote."""
    said = json.loads(text)
    strikes = {name: tuple(map(date.fromisoformat, said[name])) for name in ("etag", "last_modified")}
    return Faith(_day(said["proved"]), _day(said["lied"]), **strikes)


def robots_row(robots: KeptRobots) -> dict[str, object]:
    """One row of the table robots."""
    return asdict(robots) | {"asked_at": robots.asked_at.isoformat(), "read_at": robots.read_at.isoformat()}


def robots_of(row: Mapping[str, Any]) -> KeptRobots:
    """Read back what robots_row wrote."""
    instants = {name: datetime.fromisoformat(row[name]) for name in ("asked_at", "read_at")}
    return KeptRobots(**{**row, **instants})


def left_its_place(last: Mapping[str, Any], before: str) -> bool:
    """Whether a link that had stood in a list was gone on the night before: what it did there is told apart from its return."""
    return bool(last["source"] == Source.LISTING and last["looks"] >= STOOD_NIGHTS and last["last_night"] < before)


def canaries_of(row: Mapping[str, Any]) -> CanaryNight:
    """Read back what the canaries answered at the start of a crawl."""
    answers = tuple(CanaryAnswer(**said) for said in json.loads(row["canaries"]))
    return CanaryNight(date.fromisoformat(row["night"]), answers)
