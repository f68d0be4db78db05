"""A small site whose pages carry validators, on loopback: it notes every condition that it is asked with, and may lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from crawler.records import Visit
from crawler.store import EvidenceStore
from tests.crawl_helpers import crawl, write_sites
from tests.loopback import page, serve

CODE = "18.71.01.1001"
FIRST = datetime.fromisoformat("2026-11-21T01:00:00+07:00")
TEXT = (
    "Warga bersama perangkat kelurahan membersihkan saluran air di lingkungan {name} pada akhir pekan yang cerah itu."
)


@dataclass(slots=True)
class Said:
    """What one path says, and the validators that it gives."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    etag: str | None = None
    modified: str | None = None


@dataclass(slots=True)
class Site:
    """The paths of a site; ``lies`` names the way in which it answers conditions wrongly."""

    paths: dict[str, Said] = field(default_factory=dict)
    lies: str = ""
    asked: list[tuple[str, str | None, str | None]] = field(
        default_factory=list
    )  # path, If-None-Match, If-Modified-Since
    url: str = ""
    served: int = 0

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request, by the rules of HTTP or by a lie."""
        tag, since = handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")
        self.asked.append((handler.path, tag, since))
        said = self.paths.get(handler.path)
        if said is None:
            self._send(handler, 404, Said(b"tidak ada"))
            return
        self._send(handler, 304 if self._holds(said, tag, since) else 200, said)

    def _holds(self, said: Said, tag: str | None, since: str | None) -> bool:
        if self.lies == "304 to everything":
            return bool(tag or since)
        if self.lies == "304 to any date":
            return since is not None
        return tag == said.etag if tag else since is not None and since == said.modified

    def _send(self, handler: BaseHTTPRequestHandler, status: int, said: Said) -> None:
        self.served += 1
        body = b"" if status == 304 else said.body
        handler.send_response(status)
        handler.send_header("Content-Type", said.kind)
        etag, modified = said.etag, said.modified
        if self.lies == "a new ETag each time":
            etag = f'"{self.served}"'
        if self.lies == "modified now":
            etag, modified = None, format_datetime(datetime.now(UTC) + timedelta(seconds=self.served), usegmt=True)
        for name, value in (("ETag", etag), ("Last-Modified", modified)):
            if value:
                handler.send_header(name, value)
        if status != 304:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def conditions(self) -> dict[str, tuple[str | None, str | None]]:
        """The last condition that each path was asked with, and a new page for the next night's."""
        found = {path: (tag, since) for path, tag, since in self.asked}
        self.asked.clear()
        return found


def article(name: str, day: date, *, text: str = "") -> bytes:
    when = f'<time class="entry-date" datetime="{day}T09:00:00+07:00">{day:%d/%m/%Y}</time>'
    return page(
        f"Kabar {name}", *(TEXT.format(name=f"{name} {part}") for part in ["satu", "dua", "tiga"]), text, extra=when
    ).body


def front(*names: str, text: str = "") -> bytes:
    links = "".join(f'<p><a href="/berita/{name}">Kabar dari lingkungan {name} hari kerja</a></p>' for name in names)
    head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    told = TEXT.format(name="kita")
    return f"<!doctype html><html lang=id><head><title>Kelurahan Uji</title>{head}</head><body><main><h1>Kelurahan Uji</h1><p>{told}</p><p>{text}</p>{links}</main></body></html>".encode()


def feed(days: Mapping[str, date], url: str) -> bytes:
    items = "".join(
        f"<item><title>Kabar {name}</title><link>{url}berita/{name}</link>"
        f"<pubDate>{format_datetime(datetime(day.year, day.month, day.day, 3, tzinfo=UTC))}</pubDate></item>"
        for name, day in days.items()
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Kelurahan</title>{items}</channel></rss>'.encode()


def dress(site: Site, days: Mapping[str, date], *, version: int = 1, listed: Mapping[str, date] | None = None) -> None:
    """Give the site a front page, a feed and an article for each name, all with validators of this version."""
    modified = format_datetime(datetime(2026, 11, 1, version, tzinfo=UTC), usegmt=True)
    site.paths = {
        "/robots.txt": Said(b"User-agent: *\nDisallow: /rahasia\n", "text/plain", '"robots"', modified),
        "/": Said(front(*days), etag=f'W/"depan-{version}"', modified=modified),
        "/feed": Said(
            feed(days if listed is None else listed, site.url), "application/rss+xml", f'"umpan-{version}"', modified
        ),
    }
    site.paths |= {
        f"/berita/{name}": Said(article(name, day), etag=f'"{name}-1"', modified=modified) for name, day in days.items()
    }


@contextmanager
def running(folder: Path, *, lies: str = "", address: str = "127.0.64.1") -> Iterator[Site]:
    """Serve a site, with a registry that names it."""
    site = Site(lies=lies)
    with serve({"*": site.answer}, address=address) as server:
        site.url = server.url
        write_sites(folder / "sites.yaml", {"Uji": server.url})
        yield site


def night(folder: Path, number: int, *words: str) -> Visit:
    """Crawl the night of this number, counted from one; returns its visit."""
    now = FIRST + timedelta(days=number - 1)
    done = crawl(folder, *words, now=now.isoformat())
    assert done.returncode == 0, done.stderr
    store = EvidenceStore(folder / "segar.db")
    visit = store.visits(CODE, until=now.date())[-1]
    store.close()
    return visit
