"""The judgement tables, beside the evidence in the same file. Append-only: a verdict is superseded, never overwritten."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("monitor")

# Days are ISO dates of the city's calendar, instants ISO 8601 in UTC.
_JUDGEMENT = (
    """
    create table updates (
        id integer primary key,
        site text not null,
        url text not null,
        day text not null,
        reason text not null,           -- monitor.updates.Reason, or "withdrawn" when a later judgement finds it no more
        counted integer not null,
        claimed integer not null,       -- 1: menurut situs, 0: teramati
        title text not null,
        kind text not null,
        raw text not null,
        place text not null,
        decided_at text not null        -- the `now` of the run that decided
    ) strict
    """,
    "create index updates_by_site on updates (site, url, day, id)",
    """
    create table scores (
        id integer primary key,
        site text not null,
        night text not null,
        now text not null,
        policy integer not null,
        status text not null,
        score real,                     -- null, as recency and rhythm, where nothing was measured
        recency real,
        rhythm real,
        days integer,                   -- null, as last_update, without a counted update
        last_update text,
        updates_90d integer not null,
        median_gap_days real,           -- null with fewer than two days of updates
        weeks text not null,            -- JSON, oldest first; null in it: not covered
        reach text,                     -- null for a unit without a site, or not visited yet
        tls text not null,
        measured_on text,               -- null when no night was measured
        unmeasured_since text,          -- null when tonight was measured
        watched_since text,             -- null as measured_on
        evidence text,                  -- the update that last_update rests on; null as last_update
        reasons text not null,          -- JSON, English, in the order of the calculation
        injected text,                  -- null when clean
        rank integer                    -- null outside the ranking
    ) strict
    """,
    "create index scores_by_night on scores (night, site, id)",
    """
    create table letters (
        id integer primary key,
        recipient text not null,
        iso_week text not null,         -- 2026-W47, city zone
        kind text not null,             -- weekly | security
        units text not null,            -- JSON, codes
        state text not null,            -- claimed | sent | failed; a failed one may be claimed again
        claimed_at text not null,
        sent_at text,                   -- null until the outbox took it
        problem text,                   -- null unless failed
        unique (recipient, iso_week, kind)
    ) strict
    """,
)


@migrations()
def judgement(db: Database) -> None:
    """Updates, scores, letters."""
    for statement in _JUDGEMENT:
        db.execute(statement)


@migrations()
def frequency(db: Database) -> None:
    """How often a site is updated, beside its score: JSON of monitor.frequency.Frequency; null where nothing tells, and in scores of before."""
    db.execute("alter table scores add column frequency text")


@migrations()
def suspicion(db: Database) -> None:
    """What looks odd of a site and proves nothing yet; null where nothing does, and in scores of before."""
    db.execute("alter table scores add column suspicion text")


@migrations()
def waits(db: Database) -> None:
    """Why a measured site has no score yet (monitor.waits.Wait); null where it has one, and in scores of before."""
    db.execute("alter table scores add column waits text")
