"""A crawl that dies at any moment, is parked amid silence, or cannot write: nothing whole is lost, nothing is told twice."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest

from bench import kills
from bench.loopback import serving, write_registry
from crawler.store import EvidenceStore
from monitor import child
from tests.crawl_helpers import NOW, crawl, write_sites
from tests.loopback import page, serve

TEXT = "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan masing-masing."

HANGING_NAMES = """
import runpy, socket, sys, time
found = socket.getaddrinfo
def look_up(host, *words):
    if str(host).startswith("hang"):
        time.sleep(60)
    return found(host, *words)
socket.getaddrinfo = look_up
sys.argv = ["crawler", *sys.argv[1:]]
runpy.run_module("crawler", run_name="__main__")
"""


def test_kills_at_random_moments_lose_double_and_tear_no_site(tmp_path: Path) -> None:
    with serving(sites=24, pages=3, think=0.02, heavy=False) as city:
        chance = random.Random(7)  # noqa: S311 - moments for a test, no secret
        found = kills.run(city, tmp_path, kills=5, chance=chance, moments=(0.8, 2.2))
    assert found.kills >= 5
    assert found.good, found


@pytest.mark.parametrize("wish", [signal.SIGTERM, signal.SIGINT])
def test_a_crawl_parks_in_time_though_sites_and_name_servers_are_silent(tmp_path: Path, wish: signal.Signals) -> None:
    released = Event()

    def silent(handler: BaseHTTPRequestHandler) -> None:
        del handler
        released.wait(60)

    with (
        serve({"*": silent}, address="127.0.64.1") as mute,
        serve({"/": page("Kelurahan", TEXT)}, address="127.0.64.2") as quick,
    ):
        fronts = [mute.url, quick.url, "http://hang.kota.example/"]
        write_registry(tmp_path / "sites.yaml", fronts, crawl="delay: 0, page_seconds: 60")
        command = [sys.executable, "-c", HANGING_NAMES, "--now", NOW]
        crawling = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
        assert crawling.stderr is not None
        assert "18.71.01.1002 ok" in crawling.stderr.readline()
        began = time.monotonic()
        crawling.send_signal(wish)
        said = crawling.communicate()[1]
        released.set()
    assert time.monotonic() - began < 10
    assert crawling.returncode == 3
    assert "Traceback" not in said
    with closing(sqlite3.connect(tmp_path / "segar.db")) as db:
        assert db.execute("select site from visits").fetchall() == [("18.71.01.1002",)]
        assert db.execute("select outcome from crawls").fetchall() == [("shutdown",)]


HANGING_CHILD = """
import runpy, sys, time
from crawler.store import EvidenceStore
from monitor import child
store, stored = EvidenceStore.save, []
def save(self, *words):
    while stored:
        time.sleep(1)
    stored.append(store(self, *words))
EvidenceStore.save = save
sys.argv = ["crawler", *sys.argv[1:]]
runpy.run_module("crawler", run_name="__main__")
"""


def stored(path: Path) -> int:
    """Visits in the ledger so far."""
    try:
        with closing(sqlite3.connect(path)) as db:
            return int(db.execute("select count(*) from visits").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0


def test_a_child_that_hangs_is_ended_at_the_deadline_and_what_it_stored_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "PARK_SECONDS", 2.0)
    with ExitStack() as stack:
        fronts = {
            f"s{n}": stack.enter_context(serve({"/": page("Kelurahan", TEXT)}, address=f"127.0.64.{n}")).url
            for n in (11, 12, 13)
        }
        write_sites(tmp_path / "sites.yaml", fronts)
        monkeypatch.chdir(tmp_path)
        crawling = child.start([sys.executable, "-c", HANGING_CHILD, "--now", NOW])
        while stored(tmp_path / "segar.db") < 1:
            time.sleep(0.1)
        assert child.wait(crawling, until=time.monotonic() + 1, stopping=lambda: False)
        assert stored(tmp_path / "segar.db") == 1
        done = crawl(tmp_path)
    assert crawling.returncode == -signal.SIGKILL
    assert done.returncode == 0
    assert "1 site visited tonight already" in done.stderr
    with closing(sqlite3.connect(tmp_path / "segar.db")) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        assert db.execute("select site, count(*) from visits group by site order by site").fetchall() == [
            (f"18.71.01.{place}", 1) for place in (1001, 1002, 1003)
        ]


def test_a_site_that_cannot_be_stored_is_told_and_asked_again(tmp_path: Path) -> None:
    with (
        serve({"/": page("Kelurahan", TEXT)}, address="127.0.64.3") as one,
        serve({"/": page("Kelurahan", TEXT)}, address="127.0.64.4") as two,
    ):
        write_sites(tmp_path / "sites.yaml", {"satu": one.url, "dua": two.url})
        EvidenceStore(tmp_path / "segar.db").close()
        with closing(sqlite3.connect(tmp_path / "segar.db")) as db:
            refuse = "insert into nowhere values (1)"
            db.execute(f"create trigger broken before insert on visits when new.site like '%1001' begin {refuse}; end")
            first = crawl(tmp_path)
            db.execute("drop trigger broken")
        second = crawl(tmp_path)
    assert first.returncode == 3
    assert "its night could not be stored: " in first.stderr
    assert second.returncode == 0
    with closing(sqlite3.connect(tmp_path / "segar.db")) as db:
        assert db.execute("select site, count(*) from visits group by site order by site").fetchall() == [
            ("18.71.01.1001", 1),
            ("18.71.01.1002", 1),
        ]
