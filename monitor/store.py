"""The judgement store: updates, scores, letters; every question the program asks of them has a name here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.database import open_database, writing
from crawler.reach import Reach, Tls
from crawler.schema import migrations as evidence
from monitor.frequency import Frequency
from monitor.freshness import Score, Status
from monitor.leaderboard import Row
from monitor.reminders import Letter, Sent
from monitor.schema import migrations
from monitor.updates import Reason, Update
from monitor.waits import Wait

WITHDRAWN = "withdrawn"


class JudgementStore:
    """The monitor's side of the database file."""

    def __init__(self, path: Path) -> None:
        self.db = open_database(path, evidence, migrations)

    def close(self) -> None:
        """Close the connection."""
        self.db.close()

    # -- updates -------------------------------------------------------------------------------------------------

    def save_updates(self, site: str, updates: Sequence[Update], *, now: datetime) -> int:
        """Append what differs from the standing judgement of a site; returns how many rows were appended."""
        standing = {(u.url, u.day, u.reason): u for u in self.updates(site, now=now)}
        found = {(u.url, u.day, u.reason): u for u in updates}
        rows = [_update_row(u, now) for key, u in found.items() if standing.get(key) != u]
        rows += [
            _update_row(u, now) | {"reason": WITHDRAWN, "counted": 0, "raw": u.reason.value}
            for key, u in standing.items()
            if key not in found
        ]
        with writing(self.db):
            self.db.table("updates").insert_all(rows, pk="id")
        return len(rows)

    def updates(self, site: str, *, now: datetime) -> tuple[Update, ...]:
        """Return the updates that hold at `now`, newest day first: of each the latest decision not after it."""
        sql = "select * from updates where site = ? and decided_at <= ? order by decided_at, id"
        standing: dict[tuple[str, str, str], Mapping[str, Any]] = {}
        for row in self.db.query(sql, [site, now.isoformat()]):
            if row["reason"] == WITHDRAWN:
                standing.pop((row["url"], row["day"], row["raw"]), None)
            else:
                standing[(row["url"], row["day"], row["reason"])] = row
        return tuple(sorted(map(_update_of, standing.values()), key=lambda u: (u.day, u.url), reverse=True))

    # -- scores --------------------------------------------------------------------------------------------------

    def save_scores(self, rows: Sequence[Row]) -> int:
        """Append the scores of one night where they differ from what stands; returns how many were appended."""
        if not rows:
            return 0
        standing = self.scores(rows[0].score.night)
        fresh = [_score_row(row.score, row.rank) for row in rows if not _same(standing.get(row.unit.code), row.score)]
        with writing(self.db):
            self.db.table("scores").insert_all(fresh, pk="id")
        return len(fresh)

    def scores(self, night: date) -> dict[str, Score]:
        """Return every unit's standing score of one night."""
        sql = "select * from scores where id in (select max(id) from scores where night = ? group by site)"
        return {row["site"]: _score_of(row) for row in self.db.query(sql, [night.isoformat()])}

    def last_night(self, *, until: date) -> date | None:
        """The latest night that was scored, not after `until`."""
        row = next(self.db.query("select max(night) as night from scores where night <= ?", [until.isoformat()]))
        return date.fromisoformat(row["night"]) if row["night"] else None

    def scored_nights(self, *, until: date) -> tuple[date, ...]:
        """Every night that was scored, not after `until`, oldest first."""
        rows = self.db.query("select distinct night from scores where night <= ? order by night", [until.isoformat()])
        return tuple(date.fromisoformat(row["night"]) for row in rows)

    def ranks_before(self, night: date, *, nights: int = 7) -> dict[str, int | None]:
        """Ranks on the board of seven nights before, or on the oldest one since; empty when there is none."""
        sql = "select min(night) as night from scores where night >= ? and night < ?"
        row = next(self.db.query(sql, [(night - timedelta(days=nights)).isoformat(), night.isoformat()]))
        if not row["night"]:
            return {}
        sql = "select site, rank from scores where id in (select max(id) from scores where night = ? group by site)"
        return {found["site"]: found["rank"] for found in self.db.query(sql, [row["night"]])}

    # -- letters -------------------------------------------------------------------------------------------------

    def claim(self, letter: Letter, *, now: datetime) -> bool:
        """Take the right to send a letter; False when it was claimed or sent before. A failed one may be claimed again."""
        key = [letter.recipient.lower(), letter.iso_week, letter.kind]
        units = json.dumps([concern.unit.code for concern in letter.concerns])
        sql = """
            insert into letters (recipient, iso_week, kind, units, state, claimed_at) values (?, ?, ?, ?, 'claimed', ?)
            on conflict (recipient, iso_week, kind) do update
            set state = 'claimed', units = excluded.units, claimed_at = excluded.claimed_at, problem = null
            where letters.state = 'failed'
        """
        with writing(self.db):
            return self.db.execute(sql, [*key, units, now.isoformat()]).rowcount == 1

    def note_letter(self, letter: Letter, *, now: datetime, problem: str | None) -> None:
        """Note that the outbox took a letter, or why it did not."""
        state, sent = ("failed", None) if problem else ("sent", now.isoformat())
        sql = "update letters set state = ?, sent_at = ?, problem = ? where recipient = ? and iso_week = ? and kind = ?"
        with writing(self.db):
            self.db.execute(sql, [state, sent, problem, letter.recipient.lower(), letter.iso_week, letter.kind])

    def letters(self) -> tuple[Sent, ...]:
        """Every letter that was claimed or sent, oldest first: a claim without an end counts as sent, never twice."""
        rows = self.db.query("select * from letters where state != 'failed' order by id")
        return tuple(_sent_of(row) for row in rows)


def _update_row(update: Update, now: datetime) -> dict[str, object]:
    row = asdict(update)
    place = row.pop("where")
    flags = {"counted": int(update.counted), "claimed": int(update.claimed)}
    return (
        row
        | flags
        | {"day": update.day.isoformat(), "reason": update.reason.value, "place": place, "decided_at": now.isoformat()}
    )


def _update_of(row: Mapping[str, Any]) -> Update:
    said: dict[str, Any] = {name: row[name] for name in ("site", "url", "title", "kind", "raw")}
    said |= {name: bool(row[name]) for name in ("counted", "claimed")}
    return Update(**said, day=date.fromisoformat(row["day"]), reason=Reason(row["reason"]), where=row["place"])


_DAYS = ("last_update", "measured_on", "unmeasured_since", "watched_since")


def _score_row(score: Score, rank: int | None) -> dict[str, object]:
    row: dict[str, object] = {field.name: getattr(score, field.name) for field in fields(Score)}
    days = {
        name: value and value.isoformat()
        for name in _DAYS
        if (value := row[name]) is not None and isinstance(value, date)
    }
    evidence = score.evidence and json.dumps(_update_row(score.evidence, score.now), ensure_ascii=False)
    often = score.frequency and json.dumps(asdict(score.frequency))
    lists = {"weeks": json.dumps(score.weeks), "reasons": json.dumps(score.reasons, ensure_ascii=False)}
    words = {
        "status": score.status.value,
        "reach": score.reach and score.reach.value,
        "tls": score.tls.value,
        "waits": score.waits and score.waits.value,
    }
    return (
        row
        | days
        | lists
        | words
        | {
            "night": score.night.isoformat(),
            "now": score.now.isoformat(),
            "evidence": evidence,
            "frequency": often,
            "rank": rank,
        }
    )


def _score_of(row: Mapping[str, Any]) -> Score:
    said = {field.name: row[field.name] for field in fields(Score)}
    said |= {name: said[name] and date.fromisoformat(said[name]) for name in (*_DAYS, "night")}
    said |= {"now": datetime.fromisoformat(said["now"]), "status": Status(said["status"]), "tls": Tls(said["tls"])}
    said |= {
        "reach": said["reach"] and Reach(said["reach"]),
        "evidence": said["evidence"] and _update_of(json.loads(said["evidence"])),
        "frequency": said["frequency"] and Frequency(**json.loads(said["frequency"])),
        "waits": said["waits"] and Wait(said["waits"]),
    }
    return Score(**said | {"weeks": tuple(json.loads(said["weeks"])), "reasons": tuple(json.loads(said["reasons"]))})


def _same(old: Score | None, new: Score) -> bool:
    """Whether two scores of one night say the same; the minute of the run is no difference."""
    return old is not None and all(
        getattr(old, f.name) == getattr(new, f.name) for f in fields(Score) if f.name != "now"
    )


def _sent_of(row: Mapping[str, Any]) -> Sent:
    at = datetime.fromisoformat(row["sent_at"] or row["claimed_at"])
    return Sent(
        recipient=row["recipient"],
        iso_week=row["iso_week"],
        kind=row["kind"],
        units=tuple(json.loads(row["units"])),
        sent_at=at,
    )
