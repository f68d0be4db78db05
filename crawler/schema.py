"""The evidence tables, as named migrations that live in the database file. History is append-only."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("crawler")

# Days are ISO dates of the city's calendar; instants are ISO 8601 in UTC; lists and clues are JSON.
_EVIDENCE = (
    """
    create table crawls (
        id integer primary key,
        night text not null,
        now text not null,              -- the run's one clock reading
        pid integer not null,
        started_at text not null,       -- real time
        finished_at text,               -- null while it runs, and for ever when it was killed
        outcome text,                   -- null as finished_at; "finished", "stopped" or an error's line
        stats text                      -- null as finished_at; Scrapy's counters
    ) strict
    """,
    """
    create table visits (
        id integer primary key,
        crawl integer not null references crawls (id),
        site text not null,             -- the unit's Kemendagri code
        url text not null,
        night text not null,
        reach text not null,            -- crawler.reach.Reach
        detail text not null,
        tls text not null,              -- crawler.reach.Tls
        started_at text not null,
        finished_at text not null,
        requests integer not null,
        bytes integer not null,         -- bodies as received, decompressed
        pages integer not null,
        platform text,                  -- null where the front page was not read
        injected text,                  -- null when clean, else the evidence
        lists text not null             -- [ListState]
    ) strict
    """,
    "create index visits_by_site on visits (site, night, id)",
    """
    create table pages (
        id integer primary key,
        site text not null,
        url text not null,
        first_seen text not null,       -- the night on which a page or list first named it
        unique (site, url)
    ) strict
    """,
    """
    create table readings (
        id integer primary key,
        page integer not null references pages (id),
        visit integer not null references visits (id),
        source text not null,           -- crawler.records.Source
        kind text not null,             -- crawler.records.PageKind
        first_night text not null,
        last_night text not null,       -- an unchanged look only moves this and counts
        looks integer not null,
        title text not null,
        published text,                 -- null where nothing credible says so
        modified text,                  -- null as published
        dates text not null,            -- PageDates with every clue
        status integer,                 -- null, as all below, for a reading from a list
        server_date text,
        etag text,
        last_modified text,
        body_hash text,
        text_hash text,
        blocks text not null,
        words integer not null,
        injected text                   -- null when clean, else the evidence
    ) strict
    """,
    "create index readings_by_page on readings (page, source, id)",
)


@migrations()
def evidence(db: Database) -> None:
    """Crawls, visits, pages, readings."""
    for statement in _EVIDENCE:
        db.execute(statement)


@migrations()
def canaries(db: Database) -> None:
    """What the configured canaries answered at the start of a crawl: JSON of [CanaryAnswer]; null where there were none, and before this."""
    db.execute("alter table crawls add column canaries text")


@migrations()
def habits(db: Database) -> None:
    """What the monitor learnt of a site's dates, handed to the next crawl; the latest row not after a night holds."""
    db.execute(
        """
        create table habits (
            id integer primary key,
            site text not null,
            night text not null,
            habits text not null        -- JSON of crawler.records.Habits
        ) strict
        """
    )
    db.execute("create index habits_by_site on habits (site, night, id)")


_CONDITIONAL = (
    """
    create table answers (
        id integer primary key,
        site text not null,
        visit integer not null references visits (id), -- the one that read it
        url text not null,              -- as it answered, after redirects
        night text not null,            -- on which its body last came whole
        body text not null,
        meaning text not null,          -- hash of what was read of the body
        etag text,                      -- as given; null where none was, as last_modified
        last_modified text,
        proved text,                    -- null until a 304 of it was put to the proof
        settled integer not null,       -- would it read the same on any later night?
        list text,                      -- null for a page for people, else the list's first address
        said text,                      -- null for a page that lists nothing, else its items
        children text,                  -- null where it names no other lists
        next text,                      -- null on a list's last page
        injected text,                  -- null when clean, else the evidence
        readings text not null,         -- ids of the readings made of it
        unique (site, url)
    ) strict
    """,
    """
    create table tried (
        site text not null,
        url text not null,              -- a page that was asked for and gave none
        night text not null,
        passing integer not null,
        primary key (site, url)
    ) strict, without rowid
    """,
    """
    create table servers (
        id integer primary key,
        site text not null,
        night text not null,
        faith text not null             -- JSON of crawler.kept.Faith
    ) strict
    """,
    "create index servers_by_site on servers (site, night, id)",
    """
    create table robots (
        address text primary key,
        asked_at text not null,         -- the clock of the run that asked last
        read_at text not null,          -- of the run to which its body last came
        status integer not null,
        body blob not null,
        etag text,
        last_modified text
    ) strict, without rowid
    """,
    "alter table visits add column not_modified integer not null default 0",
    "alter table visits add column same_body integer not null default 0",
    "alter table visits add column same_text integer not null default 0",
    "alter table visits add column waiting integer not null default 0",
    "alter table readings add column same text",  # how its last look was found to say nothing new; null before one was
)


@migrations()
def conditional(db: Database) -> None:
    """What addresses answered last, what was learnt of their servers, and how a look was found to say nothing new.

    These tables are the crawler's memory and no evidence: they are overwritten, and a crawl without them asks for more.
    """
    for statement in _CONDITIONAL:
        db.execute(statement)


@migrations()
def certificates(db: Database) -> None:
    """Days until a site's certificate expires, counted at the visit; null on plain http and before this column."""
    db.execute("alter table visits add column tls_days integer")


@migrations()
def shingles(db: Database) -> None:
    """The words of a main text in a form that can be compared: four bytes a shingle, sorted; null for lists and before this."""
    db.execute("alter table readings add column shingles blob")


_SIGNS = (
    """
    create table signs (
        id integer primary key,
        visit integer not null references visits (id),
        kind text not null,             -- crawler.signs.SignKind
        url text not null,
        weight integer not null,        -- 0: looked at, and nothing found
        words text not null             -- the evidence, English
    ) strict
    """,
    "create index signs_by_visit on signs (visit)",
)


@migrations()
def signs(db: Database) -> None:
    """Signs of intrusion beside the readings, and the looks that settled them; the night and site are the visit's."""
    for statement in _SIGNS:
        db.execute(statement)


@migrations()
def covering(db: Database) -> None:
    """What a visit asks of all readings of its site is answered by the index: the rows are long, and their number grows nightly."""
    db.execute("drop index readings_by_page")
    columns = "page, source, id, first_night, last_night, visit, kind, published, modified"
    db.execute(f"create index readings_by_page on readings ({columns})")
    db.execute("create index readings_injected on readings (page, source, id) where injected is not null")


@migrations()
def by_night(db: Database) -> None:
    """Whether anything of a night holds was looked for in all visits there ever were, for each visit of each night without a network."""
    db.execute("create index visits_by_night on visits (night, crawl, site)")
