"""What sites send and no database, codec or clock takes costs nobody a night: each is read, and stored."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from crawler.__main__ import _store
from crawler.reach import Reach
from crawler.records import SiteNight
from crawler.store import EvidenceStore
from tests.crawl_helpers import crawl, write_sites
from tests.loopback import Says, page, serve

HALF = "Kerja bakti \ud83d warga"  # an emoji that was cut in its middle
TEXT = "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan masing-masing sejak pagi."
JSON = {"Content-Type": "application/json"}
HEAD = '<link rel="https://api.w.org/" href="/wp-json/"><link rel="alternate" type="application/feed+json" href="/feed.json">'
FRONT = f'<html><head><title>Kelurahan</title>{HEAD}</head><body><h1>Kelurahan</h1><p>{TEXT}</p><a href="/berita/kerja-bakti">Kerja bakti warga hari ini</a></body></html>'
ARTICLE = page("Kerja bakti warga hari ini", TEXT, extra="<p>Pelayanan 24 jam/hari sejak 18 November 2026.</p>")
POST = {"link": "/berita/kerja-bakti", "title": {"rendered": HALF}, "date": "2026-11-18T03:00:00"}
ITEM = {"url": "/berita/kerja-bakti", "title": HALF, "date_published": "2026-11-18T03:00:00+07:00"}
FEED = {"version": "https://jsonfeed.org/version/1.1", "title": HALF, "items": [ITEM]}
GRAPH = '<script type="application/ld+json">{"@type":"News\\ud83dArticle","datePublished":"2026-11-18"}</script>'


def _front(*, charset: str = "utf-8", extra: str = "", headers: dict[str, str] | None = None) -> Says:
    return Says(200, (FRONT + extra).encode(), {"Content-Type": f"text/html; charset={charset}"} | (headers or {}))


SITES: dict[str, dict[str, Says]] = {
    "api_setengah_emoji": {
        "/": _front(),
        "*": Says(200, json.dumps([POST]).encode(), JSON),
    },
    "umpan_setengah_emoji": {"/": _front(), "/feed.json": Says(200, json.dumps(FEED).encode(), JSON)},
    "graf_setengah_emoji": {"/": _front(extra=GRAPH)},
    "codec_idna": {"/": _front(charset="idna")},
    "codec_undefined": {"/": _front(charset="undefined")},
    "jam_tak_terhingga": {"/": _front(headers={"Last-Modified": "Wed, 05 Nov 99999999999999999999 03:00:00 GMT"})},
    "geser_tak_terhingga": {
        "/": _front(extra='<meta name="date" content="Wed, 05 Nov 2026 03:00:00 -99999999999999999999">')
    },
}


def test_each_such_site_is_measured_and_stored(tmp_path: Path) -> None:
    with ExitStack() as stack:
        urls = {
            name: stack.enter_context(serve({"/berita/kerja-bakti": ARTICLE} | site, address=f"127.0.67.{place}")).url
            for place, (name, site) in enumerate(SITES.items(), 1)
        }
        write_sites(tmp_path / "sites.yaml", urls)
        done = crawl(tmp_path)
    store = EvidenceStore(tmp_path / "segar.db")
    nights = {
        code: store.visits(f"18.71.01.{code}", until=date(2026, 11, 21)) for code in range(1001, 1001 + len(SITES))
    }
    assert done.returncode == 0, done.stderr
    assert [visits[-1].reach for visits in nights.values()] == [Reach.OK] * len(SITES)
    assert [visits[-1].pages for visits in nights.values()] == [2] * len(SITES)


def _status(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 -99999999999999999999 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def test_a_status_that_no_http_has_is_no_answer(tmp_path: Path) -> None:
    with serve({"/": _front(), "/robots.txt": _status}) as robots, serve({"/": _status}) as front:
        write_sites(tmp_path / "sites.yaml", {"robot": robots.url, "beranda": front.url})
        done = crawl(tmp_path)
    store = EvidenceStore(tmp_path / "segar.db")
    reached = [store.visits(f"18.71.01.{code}", until=date(2026, 11, 21))[-1].reach for code in (1001, 1002)]
    assert done.returncode == 0, done.stderr
    assert reached[1] is Reach.BAD_HTTP
    assert reached[0] in {Reach.BAD_HTTP, Reach.ROBOTS_UNREACHABLE}


def test_a_night_that_no_database_takes_is_told_with_its_trace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "segar.db")
    monkeypatch.setattr(store, "save", lambda *_: "\ud83d".encode())
    problem = _store(store, 1, SiteNight(visit=None, readings=()))  # type: ignore[arg-type]  # it is not looked at
    assert "UnicodeEncodeError" in problem
    assert "Traceback" in problem
