"""The database file itself: opened, brought up to date, and written to in whole transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations


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
