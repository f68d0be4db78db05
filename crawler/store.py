"""The evidence store: crawls, visits, pages, readings; every question the program asks of them has a name here."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from crawler.database import open_database, writing
from crawler.kept import Faith, FrontText, Heard, Kept, KeptRobots
from crawler.own import belongs
from crawler.plan import Known
from crawler.questions import (
    ALL_SITES,
    COMMON_BLOCKS,
    CONFIRM,
    CONFIRM_SAME,
    COPIED_TEXTS,
    DISOWNED,
    FRONT_TEXT,
    HABITS,
    KEEP_SAME,
    KNOWN,
    LAST,
    MEASURED,
    NO_NETWORK,
    ONE_SITE,
    OURS,
    RETURNED,
    TRIED,
    UNDO_DISOWNED,
    UNREAD_LINKS,
    WRONG_CLOCK,
)
from crawler.reach import Reach
from crawler.records import CanaryAnswer, CanaryNight, Ending, Habits, SiteHistory, SiteNight, Visit
from crawler.rows import (
    STOOD_NIGHTS,
    answer_row,
    canaries_of,
    faith_json,
    faith_of,
    habits_json,
    habits_of,
    kept_of,
    known_of,
    left_its_place,
    page_history_of,
    reading_row,
    robots_of,
    robots_row,
    says_the_same,
    sign_of,
    sign_row,
    visit_of,
    visit_row,
)
from crawler.schema import migrations
from crawler.signs import Sign

__all__ = ["NO_NETWORK", "WRONG_CLOCK", "EvidenceStore"]


class EvidenceStore:
    """The crawler's side of the database file: it appends evidence and never judges."""

    def __init__(self, path: Path) -> None:
        self.db = open_database(path, migrations)

    def close(self) -> None:
        """Close the connection."""
        self.db.close()

    def begin_crawl(self, *, night: date, now: datetime) -> int:
        """Note that a crawl has begun; returns its id."""
        began = datetime.now(UTC).isoformat()
        row = {"night": night.isoformat(), "now": now.isoformat(), "pid": os.getpid(), "started_at": began}
        with writing(self.db):
            for undo in UNDO_DISOWNED if any(self._rows(DISOWNED, [])) else ():  # it reads every reading once
                self.db.conn.execute(undo)
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

    def note_canaries(self, crawl: int, answers: Sequence[CanaryAnswer]) -> None:
        """Keep what the canaries answered at the start of a crawl."""
        with writing(self.db):
            self.db.table("crawls").update(crawl, {"canaries": json.dumps([asdict(answer) for answer in answers])})

    def canary_nights(self, *, until: date) -> Iterator[CanaryNight]:
        """What the canaries answered, of every crawl that asked them and some of whose visits still hold, by night."""
        sql = f"""
            select night, canaries from crawls where canaries is not null and night <= ? and id in
            (select crawl from visits where id in
            ({ALL_SITES})) order by night, id
        """  # noqa: S608 - a constant of this module
        for row in self._rows(sql, [until.isoformat(), until.isoformat()]):
            yield canaries_of(row)

    def unreached_nights(self, *, until: date) -> Iterator[tuple[date, int]]:
        """The nights of which no visit holds because no site at all was reached, with how many were asked."""
        sql = f"""
            select c.night, count(distinct v.site) as sites from crawls c
            join visits v on v.night = c.night and v.crawl = c.id where c.outcome = ? and c.night <= ?
            and not exists (select 1 from visits where night = c.night and {OURS}) group by c.night order by c.night
        """  # noqa: S608 - a constant of this module
        for row in self._rows(sql, [NO_NETWORK, until.isoformat()]):
            yield date.fromisoformat(row["night"]), row["sites"]

    def save(self, crawl: int, night: SiteNight) -> None:
        """Store a site's night whole: its ledger row, its readings and what is kept for the next, in one transaction."""
        with writing(self.db):
            visit = self._insert("visits", visit_row(night.visit, crawl=crawl))
            before = self._night_before(night.visit.site, night.visit.night)
            self._repoint(night.visit.site, self._renew(visit, night, before))
            self._confirm_same(night)
            ids, renewed = self._note(visit, night, before)
            self._repoint(night.visit.site, renewed)
            self._keep(visit, night, ids)
            for sign in night.signs:
                self._insert("signs", sign_row(sign, visit=visit))

    def _night_before(self, site: str, night: date) -> str:
        """The last night before this one that measured the site; "" for none."""
        sql = (
            f"select max(night) as night from visits where site = ? and night < ? and reach in ({MEASURED}) and {OURS}"  # noqa: S608 - constants
        )
        return next(self._rows(sql, [site, night.isoformat()]))["night"] or ""

    def _insert(self, table: str, row: Mapping[str, Any], *, also: str = "") -> int:
        sql = f"insert into {table} ({', '.join(row)}) values ({', '.join(f':{name}' for name in row)}) {also}"  # noqa: S608 - names of this module's rows
        return int(self.db.conn.execute(sql, row).lastrowid or 0)

    def _upsert(self, table: str, row: Mapping[str, Any], *, key: str) -> None:
        rest = ", ".join(f"{name} = excluded.{name}" for name in row)
        self._insert(table, row, also=f"on conflict ({key}) do update set {rest}")

    def _confirm_same(self, night: SiteNight) -> None:
        """Advance what the unchanged answers of the night had been read to say."""
        rows = [
            answer_row(Heard(same.kept), site=night.visit.site)
            | {
                "night": night.visit.night.isoformat(),
                "fact": same.fact.value,
                "kept_night": same.kept.night.isoformat(),
            }
            for same in night.same
        ]
        self.db.conn.executemany(CONFIRM_SAME, rows)
        self.db.conn.executemany(KEEP_SAME, rows)

    def _renew(self, visit: int, night: SiteNight, before: str) -> dict[int, int]:
        """Begin new rows for links that return with an unchanged answer; returns which row follows which."""
        on, urls = night.visit.night.isoformat(), json.dumps([same.kept.url for same in night.same])
        asked = {"site": night.visit.site, "urls": urls, "before": before, "stood": STOOD_NIGHTS}
        span = {"visit": visit, "first_night": on, "last_night": on, "looks": 1}
        rows = list(self._rows(RETURNED, asked)) if night.same else []
        return {row.pop("id"): self._insert("readings", row | span) for row in rows}

    def _repoint(self, site: str, renewed: Mapping[int, int]) -> None:
        """Let the answers of which a link's row was made hold the row that has followed it."""
        if not renewed:
            return
        of = [
            (json.loads(row["readings"]), row["id"])
            for row in self._rows("select id, readings from answers where site = ?", [site])
        ]
        rows = [
            (json.dumps([renewed.get(one, one) for one in ids]), key)
            for ids, key in of
            if not renewed.keys().isdisjoint(ids)
        ]
        self.db.conn.executemany("update answers set readings = ? where id = ?", rows)

    def _note(self, visit: int, night: SiteNight, before: str) -> tuple[dict[tuple[str, str], int], dict[int, int]]:
        """Write the readings down, or confirm those that add nothing.

        Returns the id of each by address and source, and which row of a link follows which.
        """
        on, ids, renewed = night.visit.night.isoformat(), {}, {}
        if not night.readings:
            return {}, {}
        pages = self._pages(night)
        asked = {"site": night.visit.site, "urls": json.dumps(list(pages)), "night": on}
        last = {(row["url"], row["source"]): row for row in self._rows(LAST, asked)}
        for reading in night.readings:
            key, row = (reading.url, reading.source.value), reading_row(reading)
            old = last.get(key)
            told = old is not None and says_the_same(old, row)
            if old is not None and told and not left_its_place(old, before):
                self.db.conn.execute(CONFIRM, row | {"id": old["id"], "night": on})
                ids[key] = int(old["id"])
                continue
            span = {"page": pages[reading.url], "visit": visit, "first_night": on, "last_night": on, "looks": 1}
            ids[key] = self._insert("readings", row | span)
            if old is not None and told:
                renewed[int(old["id"])] = ids[key]
        return ids, renewed

    def _pages(self, night: SiteNight) -> dict[str, int]:
        """The ids of the pages that the night's readings are of; those not known are made."""
        site, on = night.visit.site, night.visit.night.isoformat()
        urls = dict.fromkeys(reading.url for reading in night.readings)
        sql = "select id, url, first_seen from pages where site = ? and url in (select value from json_each(?))"
        found = {row["url"]: row for row in self._rows(sql, [site, json.dumps(list(urls))])}
        # A night whose clock was ahead may have named a page first.
        late = [(on, row["id"]) for row in found.values() if row["first_seen"] > on]
        self.db.conn.executemany("update pages set first_seen = ? where id = ?", late)
        new = {"site": site, "first_seen": on}
        made = {url: self._insert("pages", new | {"url": url}) for url in urls if url not in found}
        return {url: int(row["id"]) for url, row in found.items()} | made

    def _keep(self, visit: int, night: SiteNight, ids: Mapping[tuple[str, str], int]) -> None:
        """Keep what the next night asks with."""
        site, on = night.visit.site, night.visit.night.isoformat()
        for heard in night.heard:
            of = {"visit": visit, "readings": json.dumps([ids[key] for key in heard.readings if key in ids])}
            self._upsert("answers", answer_row(heard, site=site) | of, key="site, url")
        for tried in night.tried:
            row = {"site": site, "url": tried.url, "night": on, "passing": int(tried.passing)}
            self._upsert("tried", row, key="site, url")
        if night.faith is not None:
            self._insert("servers", {"site": site, "night": on, "faith": faith_json(night.faith)})
        if night.robots is not None:
            self._upsert("robots", robots_row(night.robots), key="address")

    def _rows(self, sql: str, params: Sequence[object] | Mapping[str, object]) -> Iterator[dict[str, Any]]:
        cursor = self.db.conn.execute(sql, params)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def visited(self, night: date) -> frozenset[str]:
        """Codes of the sites whose visit of this night is in the ledger: a resumed crawl passes them by.

        Not those that our own `allow_addresses` kept us from: the next run asks again.
        """
        sql = f"select distinct site from visits where night = ? and reach != ? and {OURS}"  # noqa: S608 - a constant of this module
        return frozenset(row["site"] for row in self._rows(sql, [night.isoformat(), Reach.PRIVATE_ADDRESS.value]))

    def last_nights(self) -> dict[str, date]:
        """The latest night of each site that was ever visited, however it ended."""
        rows = self._rows(f"select site, max(night) as night from visits where {OURS} group by site", [])  # noqa: S608 - a constant of this module
        return {row["site"]: date.fromisoformat(row["night"]) for row in rows}

    def last_measured(self, site: str, *, before: date, front: str) -> Visit | None:
        """The latest visit before this night that measured the site at its address of today."""
        sql = f"""
            select * from visits where id in
            ({ONE_SITE})
            and reach in ({MEASURED}) order by night desc
        """  # noqa: S608 - constants
        eve = before - timedelta(days=1)
        found = map(visit_of, self._rows(sql, [site, eve.isoformat()]))
        return next((visit for visit in found if belongs(visit.url, front=front)), None)

    def visits(self, site: str, *, until: date) -> tuple[Visit, ...]:
        """One visit a night, oldest first: the last that measured the site, else the last, of a night that was crawled again."""
        sql = f"""
            select * from visits where id in
            ({ONE_SITE}) order by night
        """  # noqa: S608 - a constant of this module
        return tuple(visit_of(row) for row in self._rows(sql, [site, until.isoformat()]))

    def endings(self, *, until: date) -> Iterator[Ending]:
        """How every visit of every site ended, one a site and night, by night."""
        sql = f"""
            select url, night, reach from visits where id in
            ({ALL_SITES}) order by night, id
        """  # noqa: S608 - a constant of this module
        for row in self._rows(sql, [until.isoformat()]):
            yield Ending(row["url"], date.fromisoformat(row["night"]), Reach(row["reach"]))

    def known(self, site: str) -> tuple[Known, ...]:
        """Every page known of a site, with when it was last fetched and the day it claims.

        A page that was linked and neither dated nor read is not known yet: it still is a link to follow.
        """
        return tuple(known_of(row) for row in self._rows(KNOWN, [site]))

    def kept(self, site: str, *, until: date) -> dict[str, Kept]:
        """What the addresses of a site answered last, by address."""
        learnt = next(self._rows(HABITS, [site, until.isoformat()]), None)
        habits_since = date.fromisoformat(learnt["night"]) if learnt else None
        sql = (
            f"select a.* from answers a join visits v on v.id = a.visit where a.site = ? and a.night <= ? and v.{OURS}"  # noqa: S608 - a constant of this module
        )
        rows = self._rows(sql, [site, until.isoformat()])
        return {row["url"]: kept_of(row, habits_since=habits_since) for row in rows}

    def waiting(self, site: str, *, since: date, until: date) -> int:
        """The most pages that the visits since a night had no room for: an interrupted one may have left some as well."""
        sql = f"select max(waiting) as most from visits where site = ? and night between ? and ? and {OURS}"  # noqa: S608 - a constant of this module
        return int(next(self._rows(sql, [site, since.isoformat(), until.isoformat()]))["most"] or 0)

    def tried(self, site: str, *, since: date, until: date) -> dict[str, bool]:
        """Pages that were asked for between two nights and gave none, and of each whether it may give one any night."""
        rows = self._rows(TRIED, [site, since.isoformat(), until.isoformat()])
        return {row["url"]: bool(row["passing"]) for row in rows}

    def faith(self, site: str, *, until: date) -> Faith:
        """What is known of a site's server on a night; the empty value where nothing was learnt."""
        sql = "select faith from servers where site = ? and night <= ? order by night desc, id desc limit 1"
        row = next(self._rows(sql, [site, until.isoformat()]), None)
        return faith_of(row["faith"]) if row else Faith()

    def _lies(self, site: str, *, until: date) -> frozenset[date]:
        rows = self._rows("select faith from servers where site = ? and night <= ?", [site, until.isoformat()])
        return frozenset(night for row in rows if (night := faith_of(row["faith"]).lied))

    def robots(self, address: str) -> KeptRobots | None:
        """The robots.txt that an address answered last."""
        row = next(self._rows("select * from robots where address = ?", [address]), None)
        return robots_of(row) if row else None

    def unread_links(self, site: str) -> tuple[str, ...]:
        """Pages that a list page once linked to and that were neither dated nor asked for since, longest known first."""
        return tuple(row["url"] for row in self._rows(UNREAD_LINKS, {"site": site}))

    def history(self, site: str, *, until: date) -> SiteHistory:
        """All that was known of a site at the end of a night: what came later is left out, so a past night can be judged again."""
        sql = f"""
            select r.*, p.url, p.site, p.first_seen, p.id as page_id from readings r join pages p on p.id = r.page
            join visits v on v.id = r.visit
            where p.site = ? and r.first_night <= ? and v.{OURS} order by p.id, r.first_night, r.id
        """  # noqa: S608 - a constant of this module
        rows = self._rows(sql, [site, until.isoformat()])
        pages = tuple(
            page_history_of(list(group), until=until) for _, group in groupby(rows, key=lambda row: row["page_id"])
        )
        visits, signs = self.visits(site, until=until), self.signs(site, until=until)
        return SiteHistory(site, visits, pages, signs, self._lies(site, until=until))

    def signs(self, site: str, *, until: date) -> tuple[Sign, ...]:
        """Signs of intrusion beside the readings and what settled them, oldest first, of the visits that hold."""
        sql = f"""
            select s.*, v.night from signs s join visits v on v.id = s.visit where v.id in
            ({ONE_SITE}) order by v.night, s.id
        """  # noqa: S608 - a constant of this module
        return tuple(sign_of(row) for row in self._rows(sql, [site, until.isoformat()]))

    def front_text(self, site: str, url: str) -> FrontText:
        """What the front page said when it was last read; the empty value where it never was."""
        row = next(self._rows(FRONT_TEXT, [site, url]), None)
        return FrontText(url, row["title"], row["text_hash"]) if row else FrontText()

    def planted(self, site: str) -> frozenset[str]:
        """Pages whose latest reading from any source looks injected: they are read again until they are clean or gone."""
        sql = """
            select p.url from pages p join readings r on r.page = p.id where p.site = ? and r.injected is not null
            and not exists (select 1 from readings n where n.page = r.page and n.source = r.source and n.id > r.id)
        """
        return frozenset(row["url"] for row in self._rows(sql, [site]))

    def copied_texts(self, *, sites: int, words: int, until: date) -> dict[str, str]:
        """What so many sites bore by a night's end (hashes of texts of more than ``words`` words, common paragraphs in a row), and which was first, or ""."""
        return {row["text"]: row["first"] for row in self._rows(COPIED_TEXTS, [until.isoformat(), sites, words])}

    def common_blocks(self, *, sites: int, until: date) -> frozenset[str]:
        """Hashes of the paragraphs that stood on content pages of so many sites by the end of a night."""
        return frozenset(row["block"] for row in self._rows(COMMON_BLOCKS, [until.isoformat(), sites]))

    def teach(self, site: str, habits: Habits, *, night: date) -> None:
        """Keep what was learnt of a site's dates for the next crawl, where it differs from what stands."""
        if habits != self.habits(site, until=night):
            row = {"site": site, "night": night.isoformat(), "habits": habits_json(habits)}
            with writing(self.db):
                self.db.table("habits").insert(row, pk="id")

    def habits(self, site: str, *, until: date) -> Habits:
        """What is known of a site's dates on a night; the empty value where nothing was learnt."""
        row = next(self._rows(HABITS, [site, until.isoformat()]), None)
        return habits_of(row["habits"]) if row else Habits()
