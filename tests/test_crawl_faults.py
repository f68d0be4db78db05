"""A crawl that is killed, stopped, doubled or cut off from the network loses nothing and blames nobody."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from crawler.store import EvidenceStore
from tests.crawl_helpers import NOW, crawl, segar, write_sites
from tests.loopback import Says, page, serve

NIGHT = date(2026, 11, 21)
SITES = 8
TEXT = "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan masing-masing pada akhir pekan."


GATE = threading.Event()


def slow(handler: BaseHTTPRequestHandler) -> None:
    """A front page that takes its time: until the gate opens, or nine seconds."""
    GATE.wait(9.0)
    body = page("Kelurahan", TEXT).body
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A city of quick and slow sites; the slow ones are still in flight when the quick ones are stored."""
    GATE.clear()
    with ExitStack() as stack:
        urls = {
            f"s{place}": stack.enter_context(
                serve({"/": slow if place % 2 else page("Kelurahan", TEXT)}, address=f"127.0.61.{place + 1}")
            ).url
            for place in range(SITES)
        }
        write_sites(tmp_path / "sites.yaml", urls)
        yield tmp_path


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "crawler", "--now", NOW], cwd=folder, stderr=subprocess.PIPE, text=True
    )


def wait_for_rows(path: Path, count: int) -> None:
    for _ in range(3000):
        if path.exists() and stored(path) >= count:
            return
        time.sleep(0.02)
    raise AssertionError("no site was stored in time")


def stored(path: Path) -> int:
    try:
        with sqlite3.connect(path) as db:
            return int(db.execute("select count(*) from visits").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_a_killed_crawl_loses_only_the_sites_in_flight_and_the_next_run_finishes_the_night(folder: Path) -> None:
    child = start(folder)
    wait_for_rows(folder / "segar.db", 2)
    child.kill()
    child.communicate()
    GATE.set()
    before = stored(folder / "segar.db")
    done = crawl(folder)
    assert done.returncode == 0, done.stderr
    assert f"{before} sites visited tonight already" in done.stderr
    store = EvidenceStore(folder / "segar.db")
    assert next(store.db.query("pragma integrity_check")) == {"integrity_check": "ok"}
    assert stored(folder / "segar.db") == len(store.visited(NIGHT)) == SITES
    store.close()


def test_a_second_crawl_is_refused_and_told_the_pid_of_the_first(folder: Path) -> None:
    child = start(folder)
    wait_for_rows(folder / "segar.db", 1)
    second = segar("nightly", "--now", NOW, cwd=folder)
    GATE.set()
    assert second.returncode == 3
    assert "nothing was scored or published" in second.stderr
    assert f"pid {child.pid}" in second.stderr
    child.communicate()
    assert child.returncode == 0


def test_a_crawl_that_is_asked_to_stop_parks_in_time_and_keeps_what_is_whole(folder: Path) -> None:
    child = start(folder)
    wait_for_rows(folder / "segar.db", 2)
    began = time.monotonic()
    child.send_signal(signal.SIGTERM)
    child.communicate()
    assert time.monotonic() - began < 10
    assert child.returncode == 3
    GATE.set()
    assert crawl(folder).returncode == 0
    assert stored(folder / "segar.db") >= SITES


def test_an_interrupted_night_scores_and_publishes_nothing(folder: Path) -> None:
    command = [sys.executable, "-m", "monitor.cli", "nightly", "--now", NOW]
    night = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    wait_for_rows(folder / "segar.db", 1)
    night.send_signal(signal.SIGINT)
    _, said = night.communicate()
    assert night.returncode == 3
    assert "interrupted: what was finished is kept" in said
    assert not (folder / "reports").exists()


def test_a_night_without_network_counts_against_nobody(tmp_path: Path) -> None:
    with (
        serve({"/": page("Kelurahan", TEXT)}, address="127.0.61.100") as one,
        serve({"/": page("Lain", TEXT)}, address="127.0.61.101") as two,
    ):
        write_sites(tmp_path / "sites.yaml", {"satu": one.url, "dua": two.url})
        assert segar("nightly", "--now", NOW, cwd=tmp_path).returncode == 0
    cut = segar("nightly", "--now", "2026-11-22T01:00:00+07:00", cwd=tmp_path)
    assert cut.returncode == 3
    assert "this machine's own network seems to be down" in cut.stderr
    store = EvidenceStore(tmp_path / "segar.db")
    assert [visit.night for visit in store.visits("18.71.01.1001", until=date(2026, 11, 30))] == [NIGHT]
    assert store.visited(date(2026, 11, 22)) == frozenset()
    store.close()


def test_one_site_that_is_down_is_a_fact_about_that_site(tmp_path: Path) -> None:
    with serve({"/": Says(200, b"<html><body>halo warga</body></html>")}, address="127.0.61.102") as one:
        write_sites(tmp_path / "sites.yaml", {"satu": one.url, "dua": "http://127.0.61.103:9/"})
        assert crawl(tmp_path).returncode == 0
