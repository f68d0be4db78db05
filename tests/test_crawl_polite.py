"""Whoever asks for less gets less: Retry-After, Crawl-delay, shared hosts, robots.txt, and the end of the night's window."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from crawler.fetch import Fetcher
from crawler.guard import Lookups
from crawler.hosts import Hosts
from crawler.robots import read_robots
from crawler.store import EvidenceStore
from tests.crawl_helpers import NOW, crawl, segar, write_sites
from tests.loopback import Says, page, serve

NIGHT = date(2026, 11, 21)
TEXT = "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan masing-masing."
POLITE = "{page_seconds: 3, site_seconds: 60}"
Reply = Callable[[BaseHTTPRequestHandler], None]


def answer(handler: BaseHTTPRequestHandler, says: Says) -> None:
    handler.send_response(says.status)
    for name, value in {**says.headers, "Content-Length": str(len(says.body))}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(says.body)


def in_turn(replies: Sequence[Says], times: list[float]) -> Reply:
    """Answer with each reply once, then with the last for ever; ``times`` notes when it was asked."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        times.append(time.monotonic())
        answer(handler, replies[min(len(times), len(replies)) - 1])

    return reply


def later(status: int, wish: str | None = None) -> Says:
    return Says(status, b"nanti", {"Content-Type": "text/plain"} | ({"Retry-After": wish} if wish else {}))


def detail(folder: Path, place: int = 1001) -> tuple[str, str]:
    """How a visit ended, in its value and its line."""
    with closing(EvidenceStore(folder / "segar.db")) as store:
        visit = store.visits(f"18.71.01.{place}", until=NIGHT)[-1]
    return visit.reach.value, visit.detail


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_host_that_asks_for_two_seconds_gets_them_and_is_then_read(tmp_path: Path, status: int, form: str) -> None:
    times: list[float] = []
    good = page("Kelurahan", TEXT)

    def first(handler: BaseHTTPRequestHandler) -> None:
        wish = "2" if form == "seconds" else formatdate(time.time() + 3, usegmt=True)
        in_turn([later(status, wish), good], times)(handler)

    with serve({"/": first}, address="127.0.65.1") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url})
        assert crawl(tmp_path).returncode == 0
    assert detail(tmp_path)[0] == "ok"
    assert times[1] - times[0] > 1.0  # a date is cut to whole seconds


def test_a_host_that_does_not_say_how_long_is_asked_three_times_and_no_more(tmp_path: Path) -> None:
    times: list[float] = []
    with serve({"/": in_turn([later(503)], times)}, address="127.0.65.2") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url})
        crawl(tmp_path)
    assert len(times) == 3
    assert detail(tmp_path)[0] == "http_503"


def test_a_host_that_asks_for_a_year_is_left_alone_tonight_with_all_its_units(tmp_path: Path) -> None:
    asked: list[float] = []
    with serve({"*": in_turn([later(429, "31536000")], asked)}, address="127.0.65.3") as site:
        fronts = {"satu": f"{site.url}satu", "dua": f"{site.url}dua", "tiga": f"{site.url}tiga"}
        write_sites(tmp_path / "sites.yaml", fronts)
        assert crawl(tmp_path).returncode == 0
    assert len(asked) == 1
    for place in (1001, 1002, 1003):
        reach, said = detail(tmp_path, place)
        assert reach == "http_429"
        assert "asked to stay away until 20" in said


def test_a_unit_is_not_called_down_for_what_its_host_said_to_another(tmp_path: Path) -> None:
    tired = later(503, "86400")
    with serve(
        {"/robots.txt": Says(404), "/satu/": tired, "*": page("Kelurahan", TEXT)}, address="127.0.65.12"
    ) as site:
        rules = "{delay: 0, per_host: 1, page_seconds: 3, allow: {reason: our own}}"
        write_sites(tmp_path / "sites.yaml", {"satu": f"{site.url}satu/", "dua": f"{site.url}dua/"}, crawl=rules)
        assert crawl(tmp_path).returncode == 0
    assert detail(tmp_path, 1001)[0] == "http_503"
    reach, said = detail(tmp_path, 1002)
    assert reach == "http_429"
    assert "was not asked for; its host answered 503: asked to stay away until" in said


def test_a_site_that_grows_tired_after_its_lists_is_measured_and_left_alone(tmp_path: Path) -> None:
    front = page("Kelurahan", TEXT, extra="".join(f"<a href='/kabar/{n}/'>Kabar warga nomor {n}</a>" for n in range(9)))
    tired = later(429, "86400")
    paths = {f"/kabar/{n}/": tired for n in range(9)}
    with serve({"/": front, **paths}, address="127.0.65.4") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url})
        crawl(tmp_path)
        assert sum(path.startswith("/kabar/") for path in site.asked) == 1
    assert detail(tmp_path)[0] == "ok"


def test_units_that_share_a_host_share_its_pace_and_its_robots_txt(tmp_path: Path) -> None:
    times: list[float] = []
    everything = in_turn([page("Kelurahan", TEXT)], times)
    with serve({"/robots.txt": Says(404), "*": everything}, address="127.0.65.5") as site:
        write_sites(
            tmp_path / "sites.yaml", {name: f"{site.url}{name}" for name in ("satu", "dua", "tiga")}, crawl=POLITE
        )
        assert crawl(tmp_path).returncode == 0
        assert site.asked.count("/robots.txt") == 1
    assert len(times) >= 6
    assert times[-1] - times[0] > 0.35 * (len(times) - 1)  # 0.5 s from start to start; a busy server tells one late


def test_a_crawl_delay_is_obeyed(tmp_path: Path) -> None:
    times: list[float] = []
    robots = Says(200, b"User-agent: *\nCrawl-delay: 1\n", {"Content-Type": "text/plain"})
    with serve({"/robots.txt": robots, "*": in_turn([page("Kelurahan", TEXT)], times)}, address="127.0.65.6") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url})
        assert crawl(tmp_path).returncode == 0
    assert times[-1] - times[0] > 0.7 * (len(times) - 1)  # a second from start to start, told late by a busy server


def test_a_redirect_leads_nowhere_that_robots_txt_forbids(tmp_path: Path) -> None:
    robots = Says(200, b"User-agent: *\nDisallow: /rahasia/\n", {"Content-Type": "text/plain"})
    away = Says(302, b"", {"Location": "/rahasia/1"})
    front = page("Kelurahan", TEXT, extra="<a href='/kabar/1/'>Kabar warga terbaru</a>")
    with serve({"/robots.txt": robots, "/": front, "/kabar/1/": away}, address="127.0.65.7") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url})
        assert crawl(tmp_path).returncode == 0
        assert "/kabar/1/" in site.asked
        assert not any(path.startswith("/rahasia") for path in site.asked)


def test_what_the_window_leaves_waits_without_blame_and_the_next_run_goes_on(tmp_path: Path) -> None:
    closed = Event()

    def tardy(handler: BaseHTTPRequestHandler) -> None:
        closed.wait(60)
        answer(handler, page("Kelurahan", TEXT))

    rules = (
        '{delay: 0, at_once: 2, page_seconds: 60, site_seconds: 60, window_until: "05:30", allow: {reason: our own}}'
    )
    with (
        serve({"/": page("Kelurahan", TEXT)}, address="127.0.65.8") as quick,
        serve({"*": tardy}, address="127.0.65.9") as one,
        serve({"*": tardy}, address="127.0.65.10") as two,
        serve({"*": tardy}, address="127.0.65.11") as three,
    ):
        fronts = {"cepat": quick.url, "satu": one.url, "dua": two.url, "tiga": three.url}
        write_sites(tmp_path / "sites.yaml", fronts, crawl=rules)
        first = segar("crawl", "--now", "2026-11-21T05:29:53+07:00", cwd=tmp_path)
        with closing(sqlite3.connect(tmp_path / "segar.db")) as db:
            assert db.execute("select site from visits").fetchall() == [("18.71.01.1001",)]
            assert db.execute("select outcome from crawls").fetchall() == [("window closed",)]
        closed.set()
        second = segar("crawl", "--now", "2026-11-21T05:31:00+07:00", cwd=tmp_path)
    assert first.returncode == 3
    assert "the night's window closed at 05:30 (crawl.window_until): 3 sites left for the next crawl" in first.stderr
    assert second.returncode == 0
    assert "1 site visited tonight already" in second.stderr
    with closing(sqlite3.connect(tmp_path / "segar.db")) as db:
        ended = db.execute("select site, count(*), min(reach) from visits group by site").fetchall()
    assert ended == [(f"18.71.01.{place}", 1, "ok") for place in range(1001, 1005)]


def test_the_next_night_begins_with_what_the_window_left(tmp_path: Path) -> None:
    order: list[str] = []
    closed = Event()
    closed.set()

    def noting(name: str) -> Reply:
        def reply(handler: BaseHTTPRequestHandler) -> None:
            order.append(name)
            if len(order) == 1:
                closed.wait(60)  # the window closes on the very first site
            answer(handler, Says(404))

        return reply

    rules = (
        '{delay: 0, at_once: 1, page_seconds: 60, site_seconds: 60, window_until: "05:30", allow: {reason: our own}}'
    )
    with (
        serve({"/": page("Kelurahan", TEXT), "/robots.txt": noting("satu")}, address="127.0.65.13") as one,
        serve({"/": page("Kelurahan", TEXT), "/robots.txt": noting("dua")}, address="127.0.65.14") as two,
    ):
        write_sites(tmp_path / "sites.yaml", {"satu": one.url, "dua": two.url}, crawl=rules)
        crawl(tmp_path, "--only", "18.71.01.1001", now="2026-11-20T01:00:00+07:00")
        crawl(tmp_path, "--only", "18.71.01.1002", now="2026-11-19T01:00:00+07:00")
        order.clear()
        closed.clear()
        assert crawl(tmp_path, now="2026-11-21T05:29:53+07:00").returncode == 3
        closed.set()
        assert crawl(tmp_path, now="2026-11-22T01:00:00+07:00").returncode == 0
    assert order == ["dua", "dua", "satu"]


def test_a_crawl_parks_though_its_hosts_asked_for_patience(tmp_path: Path) -> None:
    times: list[float] = []
    with serve({"*": in_turn([later(503, "55")], times)}, address="127.0.65.15") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url}, crawl=POLITE)
        command = [sys.executable, "-m", "crawler", "--now", NOW]
        child = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
        while not times:
            time.sleep(0.05)
        began = time.monotonic()
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=30)
    assert time.monotonic() - began < 10
    assert (child.returncode, len(times)) == (3, 1)


def test_a_crawl_delay_holds_though_scrapy_has_forgotten_the_host() -> None:
    downloader = SimpleNamespace(slots={}, per_slot_settings={})
    robots = read_robots(200, b"User-agent: *\nCrawl-delay: 7\n")
    Fetcher(SimpleNamespace(downloader=downloader), Lookups(), hosts=Hosts(delay=0.5)).obey(
        "https://www.a.go.id/", robots
    )
    assert downloader.per_slot_settings == {"a.go.id": {"delay": 7.0}}
