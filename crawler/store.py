"""The evidence store: crawls, visits, pages, readings; every question the program asks of them has a name here."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from crawler.own import belongs
from crawler.plan import Known
from crawler.reach import OUTCOMES, Reach
from crawler.records import Ending, Habits, Look, PageHistory, PageKind, Reading, SiteHistory, SiteNight, Source, Visit
from crawler.rows import habits_json, habits_of, look_of, reading_row, says_the_same, visit_of, visit_row
from crawler.schema import migrations

NO_NETWORK = "no network"
"""Outcome of a crawl that reached no site at all: its visits tell of our network, and count against nobody."""

STOOD_NIGHTS = 3
"""Nights after which a link has stood; random boxes draw one seldom so often in a row, so that few rows are made."""
WRONG_CLOCK = "wrong clock"
"""Outcome of a crawl that most servers' clocks contradict: nothing that it noted has its right night."""

_OURS = f"crawl not in (select id from crawls where outcome in ('{NO_NETWORK}', '{WRONG_CLOCK}'))"  # noqa: S608 - the constants above


# An unchanged night is made of these: sqlite-utils' update reads the table's shape and the row anew each time.
_CONFIRM = """
    update readings set looks = looks + (last_night < :night), last_night = max(last_night, :night), server_date = :server_date,
    etag = :etag, last_modified = :last_modified, body_hash = :body_hash where id = :id
"""


class StoreError(Exception):
    """The database cannot be used; the message is one line for the operator."""


def open_database(path: Path, *sets: Migrations) -> Database:
    """Open (or make) the database and bring it up to date by the named migration sets.

    WAL lets the pages be read while a crawl writes; FULL survives a power cut, and at twenty pages a transaction
    costs nothing that a crawl would notice. Raises StoreError.
    """
    try:
        if not path.parent.is_dir():
            raise StoreError(f"{path}: there is no folder {path.parent}; make it first, or correct --db")
        connection = sqlite3.connect(path, timeout=30)
        db = Database(connection)
        _refuse_foreign(db, path)  # before anything is written: WAL changes the file's own head
        for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on"):
            db.execute(f"pragma {pragma}")
        for migration_set in sets:
            _refuse_newer(db, migration_set, path)
            migration_set.apply(db)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path}: cannot be used as Segar's database: {error}") from error
    return db


def _refuse_foreign(db: Database, path: Path) -> None:
    """A database with tables that no migration of Segar made belongs to another program."""
    names = set(db.table_names())
    if names and "_sqlite_migrations" not in names:
        raise StoreError(
            f"{path}: is another program's database (it holds {', '.join(sorted(names)[:3])}); correct --db"
        )


def _refuse_newer(db: Database, migration_set: Migrations, path: Path) -> None:
    """A database that a newer Segar has changed is not this one's to write to."""
    ours = {migration.name for migration in migration_set.pending(Database(memory=True))}
    theirs = [done.name for done in migration_set.applied(db) if done.name not in ours]
    if theirs:
        raise StoreError(
            f"{path}: was made by a newer Segar (it knows {', '.join(theirs)}); install that version, or use a copy of before"
        )


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction that takes the write lock at its start, and waits for it.

    A transaction that reads first and writes later is refused at once when another process has written in between
    (SQLITE_BUSY_SNAPSHOT): the time limit of the connection does not help there.
    """
    db.conn.execute("begin immediate")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.conn.execute("commit")


class EvidenceStore:
    """The crawler's side of the database file: it appends evidence and never judges."""

    def __init__(self, path: Path) -> None:
        self.db = open_database(path, migrations)

    def close(self) -> None:
        """Close the connection."""
        self.db.close()

    def begin_crawl(self, *, night: date, now: datetime) -> int:
        """Note that a crawl has begun; returns its id."""
        row = {
            "night": night.isoformat(),
            "now": now.isoformat(),
            "pid": os.getpid(),
            "started_at": datetime.now(UTC).isoformat(),
        }
        with writing(self.db):
            return int(str(self.db.table("crawls").insert(row, pk="id").last_pk))

    def latest(self) -> datetime | None:
        """The clock of the latest crawl that is believed; None before the first."""
        sql = "select max(now) as now from crawls where outcome is null or outcome != ?"
        row = next(self._rows(sql, [WRONG_CLOCK]))
        return datetime.fromisoformat(row["now"]) if row["now"] else None

    def running(self) -> int | None:
        """The pid of the crawl that began last and has not said that it ended."""
        rows = self._rows("select pid, finished_at from crawls order by id desc limit 1", [])
        return next((row["pid"] for row in rows if row["finished_at"] is None), None)

    def finish_crawl(self, crawl: int, *, outcome: str, stats: Mapping[str, object]) -> None:
        """Note how a crawl ended, with Scrapy's counters."""
        said = {
            "finished_at": datetime.now(UTC).isoformat(),
            "outcome": outcome,
            "stats": json.dumps(stats, default=str),
        }
        with writing(self.db):
            self.db.table("crawls").update(crawl, said)

    def save(self, crawl: int, night: SiteNight) -> None:
        """Store a site's night whole: its ledger row and its readings in one transaction."""
        with writing(self.db):
            visit = int(str(self.db.table("visits").insert(visit_row(night.visit, crawl=crawl), pk="id").last_pk))
            before = self._night_before(night.visit.site, night.visit.night)
            for reading in night.readings:
                self._note(visit, night.visit.night, reading, before)
            said = [(night.visit.night.isoformat(), night.visit.site, url) for url in night.asked]
            self.db.conn.executemany("update pages set last_asked = ? where site = ? and url = ?", said)

    def _night_before(self, site: str, night: date) -> str:
        """The last night before this one that measured the site; "" for none."""
        measured = ", ".join(f"'{reach}'" for reach, outcome in OUTCOMES.items() if outcome.measured)
        sql = (
            f"select max(night) as night from visits where site = ? and night < ? and reach in ({measured}) and {_OURS}"  # noqa: S608 - constants
        )
        return next(self._rows(sql, [site, night.isoformat()]))["night"] or ""

    def _note(self, visit: int, night: date, reading: Reading, before: str) -> None:
        page = self._page(reading, night)
        row = reading_row(reading)
        last = self._last_reading(page, reading.source, night)
        if last is not None and says_the_same(last, row) and not _left_its_place(last, before):
            self.db.execute(_CONFIRM, row | {"id": last["id"], "night": night.isoformat()})
            return
        span = {"first_night": night.isoformat(), "last_night": night.isoformat(), "looks": 1}
        self.db.table("readings").insert(row | span | {"page": page, "visit": visit}, pk="id")

    def _page(self, reading: Reading, night: date) -> int:
        found = self._rows("select id, first_seen from pages where site = ? and url = ?", [reading.site, reading.url])
        for row in found:
            if row["first_seen"] > night.isoformat():  # a night whose clock was ahead named it first
                self.db.table("pages").update(row["id"], {"first_seen": night.isoformat()})
            return int(row["id"])
        row = {"site": reading.site, "url": reading.url, "first_seen": night.isoformat()}
        return int(str(self.db.table("pages").insert(row, pk="id").last_pk))

    def _last_reading(self, page: int, source: Source, night: date) -> Mapping[str, Any] | None:
        """The reading that a look on ``night`` follows; one of a later night (a clock that was ahead) is left alone."""
        sql = "select * from readings where page = ? and source = ? and first_night <= ? order by id desc limit 1"
        return next(self._rows(sql, [page, source, night.isoformat()]), None)

    def _rows(self, sql: str, params: Iterable[object]) -> Iterator[dict[str, Any]]:
        # Not Database.query, which wraps every question in a savepoint: a night asks some ten thousand of them.
        found = self.db.execute(sql, list(params))
        names = [column[0] for column in found.description]
        return (dict(zip(names, row, strict=True)) for row in found)

    def visited(self, night: date) -> frozenset[str]:
        """Codes of the sites whose visit of this night is in the ledger: a resumed crawl passes them by.

        Not those that our own `allow_addresses` kept us from: the next run asks again.
        """
        sql = f"select distinct site from visits where night = ? and reach != ? and {_OURS}"  # noqa: S608 - a constant of this module
        return frozenset(row["site"] for row in self._rows(sql, [night.isoformat(), Reach.PRIVATE_ADDRESS.value]))

    def last_measured(self, site: str, *, before: date, front: str) -> Visit | None:
        """The latest visit before this night that measured the site at its address of today."""
        sql = f"""
            select * from visits where id in
            (select max(id) from visits where site = ? and night < ? and {_OURS} group by night) order by night desc
        """  # noqa: S608 - a constant of this module
        visits = map(
            visit_of, self._rows(sql, [site, before.isoformat()])
        )  # only those are made of rows that are asked for
        measured = (visit for visit in visits if OUTCOMES[visit.reach].measured)
        return next((visit for visit in measured if belongs(visit.url, front=front)), None)

    def visits(self, site: str, *, until: date) -> tuple[Visit, ...]:
        """One visit a night, oldest first; where a night was crawled again the last one holds."""
        sql = f"""
            select * from visits where id in
            (select max(id) from visits where site = ? and night <= ? and {_OURS} group by night) order by night
        """  # noqa: S608 - a constant of this module
        return tuple(visit_of(row) for row in self._rows(sql, [site, until.isoformat()]))

    def endings(self, *, until: date) -> Iterator[Ending]:
        """How every visit of every site ended, one a site and night, by night."""
        sql = f"""
            select url, night, reach from visits where id in
            (select max(id) from visits where night <= ? and {_OURS} group by site, night) order by night, id
        """  # noqa: S608 - a constant of this module
        for row in self._rows(sql, [until.isoformat()]):
            yield Ending(row["url"], date.fromisoformat(row["night"]), Reach(row["reach"]))

    def known(self, site: str) -> tuple[Known, ...]:
        """Every page known of a site, with when it was last fetched and the day it claims.

        A page that was linked and neither dated nor read is not known yet: it still is a link to follow.
        """
        sql = """
            select p.url, p.first_seen, p.last_asked,
                   max(case when r.source = 'page' then r.last_night end) as last_read,
                   max(case when r.source = 'page' then r.first_night end) as changed,
                   count(case when r.source = 'page' then 1 end) as texts,
                   max(case when r.source != 'page' then r.modified end) as modified,
                   max(case when r.source = 'page' then r.kind end) as kind,
                   max(substr(r.published, 1, 10)) as published
            from pages p join readings r on r.page = p.id where p.site = ? group by p.id
            having count(case when r.source != 'listing' or r.published is not null then 1 end) > 0 order by p.id
        """
        return tuple(_known(row) for row in self._rows(sql, [site]))

    def unread_links(self, site: str) -> tuple[str, ...]:
        """Pages that a list page once linked to and that were neither dated nor asked for since, longest known first."""
        sql = """
            select p.url from pages p join readings r on r.page = p.id where p.site = ? and p.last_asked is null
            group by p.id having count(case when r.source != 'listing' or r.published is not null then 1 end) = 0
            order by p.id
        """
        return tuple(row["url"] for row in self._rows(sql, [site]))

    def history(self, site: str, *, until: date) -> SiteHistory:
        """All that was known of a site at the end of a night: what came later is left out, so a past night can be judged again."""
        sql = f"""
            select r.*, p.url, p.site, p.first_seen, p.id as page_id from readings r join pages p on p.id = r.page
            join visits v on v.id = r.visit
            where p.site = ? and r.first_night <= ? and v.{_OURS} order by p.id, r.first_night, r.id
        """  # noqa: S608 - a constant of this module
        rows = self._rows(sql, [site, until.isoformat()])
        pages = tuple(_page_history(list(group), until) for _, group in groupby(rows, key=lambda row: row["page_id"]))
        return SiteHistory(site=site, visits=self.visits(site, until=until), pages=pages)

    def copied_texts(self, *, sites: int, words: int, until: date) -> frozenset[str]:
        """Hashes of the main texts of more than ``words`` words that so many sites had borne by the end of a night."""
        sql = """
            select r.text_hash from readings r join pages p on p.id = r.page
            where r.source = 'page' and r.kind = 'content' and r.words > ? and r.first_night <= ?
            group by r.text_hash having count(distinct p.site) >= ?
        """
        return frozenset(row["text_hash"] for row in self._rows(sql, [words, until.isoformat(), sites]))

    def common_blocks(self, *, sites: int, until: date) -> frozenset[str]:
        """Hashes of the paragraphs that stood on content pages of so many sites by the end of a night."""
        sql = """
            select b.value as block from readings r join pages p on p.id = r.page, json_each(r.blocks) b
            where r.source = 'page' and r.kind = 'content' and r.first_night <= ?
            group by b.value having count(distinct p.site) >= ?
        """
        return frozenset(row["block"] for row in self._rows(sql, [until.isoformat(), sites]))

    def teach(self, site: str, habits: Habits, *, night: date) -> None:
        """Keep what was learnt of a site's dates for the next crawl, where it differs from what stands."""
        if habits != self.habits(site, until=night):
            row = {"site": site, "night": night.isoformat(), "habits": habits_json(habits)}
            with writing(self.db):
                self.db.table("habits").insert(row, pk="id")

    def habits(self, site: str, *, until: date) -> Habits:
        """What is known of a site's dates on a night; the empty value where nothing was learnt."""
        sql = "select habits from habits where site = ? and night <= ? order by night desc, id desc limit 1"
        row = next(self._rows(sql, [site, until.isoformat()]), None)
        return habits_of(row["habits"]) if row else Habits()


def _left_its_place(last: Mapping[str, Any], before: str) -> bool:
    """Whether a link that had stood in a list was gone on the night before: what it did there is told apart from its return."""
    return bool(last["source"] == Source.LISTING and last["looks"] >= STOOD_NIGHTS and last["last_night"] < before)


def _known(row: Mapping[str, Any]) -> Known:
    day = row["published"]
    return Known(
        url=row["url"],
        kind=PageKind(row["kind"] or PageKind.CONTENT),
        first_seen=date.fromisoformat(row["first_seen"]),
        last_read=date.fromisoformat(row["last_read"]) if row["last_read"] else None,
        published=date.fromisoformat(day) if day and len(day) == len("2024-08-05") else None,
        modified=row["modified"],
        last_asked=date.fromisoformat(row["last_asked"]) if row["last_asked"] else None,
        unsettled=row["texts"] - 1 if row["texts"] > 1 and row["changed"] == row["last_read"] else 0,
    )


def _page_history(rows: list[Mapping[str, Any]], until: date) -> PageHistory:
    looks = tuple(_clipped(look_of(row), until) for row in rows)
    own = [look.reading.kind for look in looks if look.reading.source is Source.PAGE]
    first = rows[0]
    return PageHistory(
        url=first["url"],
        kind=own[-1] if own else looks[-1].reading.kind,
        first_seen=date.fromisoformat(first["first_seen"]),
        looks=looks,
    )


def _clipped(look: Look, until: date) -> Look:
    last = min(look.last_night, until)
    return replace(look, last_night=last, nights=min(look.nights, (last - look.first_night).days + 1))
