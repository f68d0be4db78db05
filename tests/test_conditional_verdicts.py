"""A crawl that believes what says nothing new, beside one that reads everything anew: one and the same judgement."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from demo import City
from tests.crawl_helpers import published, segar

FIRST = datetime.fromisoformat("2026-11-24T01:00:00+07:00")
OFFSETS = (0, 1, 2, 9)
"""Days after the first night; on the last one every list is put to the proof."""
MEMORY = ("answers", "tried", "servers", "robots")


def forget(path: Path) -> None:
    """Take away all that a crawl could ask conditionally with."""
    with closing(sqlite3.connect(path)) as db:
        for table in MEMORY:
            db.execute(f"delete from {table}")  # noqa: S608 - the names above
        db.commit()


def judged(folder: Path, now: datetime) -> dict[str, Any]:
    """Run one night; returns all that was judged of every site."""
    done = segar("nightly", "--now", now.isoformat(), cwd=folder)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(folder / "segar.db")) as db:
        updates = db.execute(
            "select site, url, day, reason, counted, claimed from updates order by 1, 2, 3, 4, 5"
        ).fetchall()
    told = ("code", "status", "score", "last_update", "rhythm", "updates_90d", "rank")
    return {"sites": [[site[name] for name in told] for site in published(folder)], "updates": updates}


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[dict[str, Any], dict[str, Any]]]]:
    believing, anew = (tmp_path_factory.mktemp(name) for name in ("believing", "anew"))
    with City(now=FIRST) as city:
        for folder in (believing, anew):
            city.write_sites_yaml(folder / "sites.yaml")
        found = []
        for number, days in enumerate(OFFSETS):
            now = FIRST + timedelta(days=days)
            city.at(now)
            if number == 2:
                city.site("dormant").publish(now - timedelta(hours=3))
                city.site("wordpress").publish(now - timedelta(hours=5))
                city.site("opensid-dead").restamp(city.site("opensid-dead").articles[0], now.date())
            if number:
                forget(anew / "segar.db")
            found.append((judged(believing, now), judged(anew, now)))
        yield found


@pytest.mark.parametrize("number", range(len(OFFSETS)))
def test_every_night_is_judged_alike(nights: list[tuple[dict[str, Any], dict[str, Any]]], number: int) -> None:
    believing, anew = nights[number]
    assert believing == anew
