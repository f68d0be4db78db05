"""A city of small sites on loopback for the benchmarks: one process, one address a site (127.71.x.y), one port for all.

Run alone it serves until it is ended: python -m bench.loopback --sites 200. Every answer carries an ETag and is 304 to
whoever sends that back; bodies are gzipped once, when the server starts, so that it costs the crawler's core little.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from hashlib import blake2b
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
NOW = "2026-11-21T01:00:00+07:00"
NIGHT = date(2026, 11, 21)
FEED_ITEMS = 10
JOURNAL = "/journal-of-the-server"  # tells every request since it was last asked, and forgets them

_SENTENCE = (
    "Warga bersama perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan {n} pada akhir pekan "
    "agar aliran tidak tersumbat ketika hujan turun, ujar lurah di sela kegiatan tersebut."
)
_MENU = "".join(
    f'<li class="menu-item menu-item-{n}"><a href="/layanan/{n}.pdf"><span>Layanan nomor {n}</span></a></li>'
    for n in range(60)
)
_STYLE = "".join(
    f".wp-block-{n}{{margin:{n}px;padding:{n % 7}px;color:#{n * 4099 % 0xFFFFFF:06x}}}" for n in range(300)
)
_SCRIPT = "".join(f"window.setting_{n}={{'id':{n},'url':'/wp-admin/admin-ajax.php'}};" for n in range(700))


@dataclass(frozen=True, slots=True)
class City:
    """How many sites there are, how many pages each has beside its front, how long they think, and where they listen."""

    sites: int
    pages: int
    think: float
    port: int

    @property
    def fronts(self) -> list[str]:
        """The front address of every site."""
        return [f"http://{host}:{self.port}/" for host in hosts(self.sites)]


def hosts(count: int) -> list[str]:
    """Give each site a loopback address of its own."""
    return [f"127.71.{place // 250}.{place % 250 + 1}" for place in range(count)]


# -- what the sites say --------------------------------------------------------------------------------------------


def _html(title: str, inside: str, *, heavy: bool) -> bytes:
    head = f"<style>{_STYLE}</style><script>{_SCRIPT}</script>" if heavy else ""
    menu = f'<nav class="menu"><ul>{_MENU}</ul></nav>' if heavy else ""
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="alternate" type="application/rss+xml" href="/feed">{head}</head><body><header>{menu}</header>'
        f'<main>{inside}</main><footer class="site-footer"><p>Hak cipta 2026 kelurahan</p>{menu}</footer></body></html>'
    ).encode()


def _day(place: int) -> date:
    return NIGHT - timedelta(days=2 + 3 * place)


def _article(place: int, *, heavy: bool) -> bytes:
    day, text = _day(place), "".join(f"<p>{_SENTENCE.format(n=f'{place} {n}')}</p>" for n in range(8))
    when = f'<time class="entry-date published" datetime="{day}T09:00:00+07:00">{day:%d/%m/%Y}</time>'
    inside = f'<article class="post type-post"><h1 class="entry-title">Kerja bakti ke-{place}</h1>{when}<div class="entry-content">{text}</div></article>'
    return _html(f"Kerja bakti ke-{place}", inside, heavy=heavy)


def _front(pages: int, *, heavy: bool) -> bytes:
    teasers = "".join(
        f'<article><h2><a href="/berita/{n}">Kerja bakti ke-{n} di lingkungan kelurahan</a></h2>'
        f'<time datetime="{_day(n)}">{_day(n):%d/%m/%Y}</time><p>{_SENTENCE.format(n=n)}</p></article>'
        for n in range(min(pages, FEED_ITEMS))
    )
    return _html("Kelurahan contoh", teasers, heavy=heavy)


def _feed(front: str, pages: int) -> bytes:
    items = "".join(
        f"<item><title>Kerja bakti ke-{n}</title><link>{front}berita/{n}</link><pubDate>"
        f"{format_datetime(datetime(_day(n).year, _day(n).month, _day(n).day, 2, tzinfo=UTC))}</pubDate></item>"
        for n in range(min(pages, FEED_ITEMS))
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Kabar</title>{items}</channel></rss>'.encode()


def _sitemap(front: str, pages: int) -> bytes:
    urls = "".join(f"<url><loc>{front}berita/{n}</loc><lastmod>{_day(n)}</lastmod></url>" for n in range(pages))
    return f'<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


_HTML, _XML, _TEXT = "text/html; charset=utf-8", "application/xml; charset=utf-8", "text/plain; charset=utf-8"
Packed = tuple[bytes, bytes, bytes]  # ETag, the whole answer, the whole 304


def _pack(body: bytes, kind: str) -> Packed:
    """Make both answers of an address ready to be written."""
    tag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
    small = gzip.compress(body, mtime=0)
    told = f"ETag: {tag}\r\nDate: Fri, 20 Nov 2026 18:00:00 GMT\r\nContent-Type: {kind}\r\n"
    whole = f"HTTP/1.1 200 OK\r\n{told}Content-Encoding: gzip\r\nContent-Length: {len(small)}\r\n\r\n".encode() + small
    return tag.encode(), whole, f"HTTP/1.1 304 Not Modified\r\n{told}\r\n".encode()


def answers(pages: int, *, heavy: bool) -> dict[str, Packed]:
    """Pack the answers that all sites share, by path."""
    packed = {f"/berita/{n}": _pack(_article(n, heavy=heavy), _HTML) for n in range(pages)}
    return packed | {"/": _pack(_front(pages, heavy=heavy), _HTML)}


def own_answers(front: str, pages: int) -> dict[str, Packed]:
    """Pack the answers that name the site's own address."""
    return {
        "/feed": _pack(_feed(front, pages), _XML),
        "/sitemap.xml": _pack(_sitemap(front, pages), _XML),
        "/robots.txt": _pack(f"User-agent: *\nDisallow: /admin\nSitemap: {front}sitemap.xml\n".encode(), _TEXT),
    }


_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 0\r\n\r\n"


# -- the server ----------------------------------------------------------------------------------------------------


class Site(asyncio.Protocol):
    """One connection: reads a request, thinks, writes the packed answer."""

    def __init__(self, city: City, shared: dict[str, Packed], own: dict[str, dict[str, Packed]]) -> None:
        self.city, self.shared, self.own = city, shared, own
        self.waiting, self.front = b"", ""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what a stream server hands over
        self.transport = transport
        self.front = f"http://{transport.get_extra_info('sockname')[0]}:{self.city.port}/"

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            head, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            answer = self._answer(head)
            if self.city.think:
                asyncio.get_running_loop().call_later(self.city.think, self._write, answer)
            else:
                self._write(answer)

    def _write(self, answer: bytes) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(answer)

    def _answer(self, head: bytes) -> bytes:
        path = head.split(b" ", 2)[1].decode("latin-1")
        if path == JOURNAL:
            said = "\n".join(_JOURNAL).encode()
            _JOURNAL.clear()
            return b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said)
        own = self.own.get(self.front)
        if own is None:
            own = self.own[self.front] = own_answers(self.front, self.city.pages)
        packed = self.shared.get(path) or own.get(path)
        if packed is None:
            _JOURNAL.append(f"404 - {self.front}{path[1:]}")
            return _MISSING
        unchanged = b"\r\nif-none-match: " + packed[0] in head.replace(b"If-None-Match", b"if-none-match")
        _JOURNAL.append(f"{304 if unchanged else 200} {packed[0].decode()} {self.front}{path[1:]}")
        return packed[2] if unchanged else packed[1]


_JOURNAL: list[str] = []


def _sockets(count: int) -> Iterator[socket.socket]:
    """Listen on every site's address, on the port that the first one was given."""
    port = 0
    for host in hosts(count):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
        port = listener.getsockname()[1]
        yield listener


async def _serve(asked: argparse.Namespace) -> None:
    listeners = list(_sockets(asked.sites))
    city = City(asked.sites, asked.pages, asked.think, listeners[0].getsockname()[1])
    shared, own = answers(asked.pages, heavy=asked.heavy), {}  # type: ignore[var-annotated]  # filled as sites are asked
    loop = asyncio.get_running_loop()
    for listener in listeners:
        await loop.create_server(lambda: Site(city, shared, own), sock=listener)
    print(city.port, flush=True)
    await asyncio.Event().wait()


def raise_file_limit() -> None:
    """A socket a site and one a connection: more than the soft limit of most shells."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@contextmanager
def serving(*, sites: int, pages: int, think: float = 0.0, heavy: bool = True) -> Iterator[City]:
    """Run the city in a process of its own until the block ends."""
    words = ["--sites", str(sites), "--pages", str(pages), "--think", str(think), *(["--heavy"] if heavy else [])]
    command = [sys.executable, "-m", "bench.loopback", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield City(sites, pages, think, int(server.stdout.readline() if server.stdout else 0))
        finally:
            server.terminate()


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that the server answered, and the ETag that it holds for that address."""

    status: int
    tag: str
    url: str


def journal(city: City) -> list[Asked]:
    """Tell what the server was asked since the last time."""
    with closing(urlopen(f"{city.fronts[0].rstrip('/')}{JOURNAL}", timeout=30)) as got:  # noqa: S310 - our own loopback server
        rows = (line.split(" ", 2) for line in got.read().decode().splitlines())
        return [Asked(int(status), tag, url) for status, tag, url in rows]


def write_registry(path: Path, fronts: Sequence[str], *, crawl: str) -> None:
    """Write a sites.yaml with one kelurahan an address; ``crawl`` is the inside of that section."""
    head = (
        'city: {code: "18.71", name: Kota Uji, zone: Asia/Jakarta, office: Dinas Kominfo (uji), contact: null}\n'
        "mail: {sender: {name: Dinas Kominfo (uji), email: segar@kota.example}}\n"
        f"crawl: {{{crawl}, allow: {{reason: our own servers on loopback}}}}\n"
        'allow_addresses: ["127.0.0.0/8"]\nunits:\n'
        '  - {code: "18.71.01", name: Uji, level: kecamatan, parent: null, url: null}\n'
    )
    units = (
        f'  - {{code: "18.71.01.{place}", name: "Uji {place}", level: kelurahan, parent: "18.71.01", url: "{front}"}}\n'
        for place, front in enumerate(fronts, start=1001)
    )
    path.write_text(head + "".join(units), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--think", type=float, default=0.0, help="seconds before every answer")
    parser.add_argument("--heavy", action="store_true", help="pages of 70 KB, as real ones are")
    asked = parser.parse_args()
    raise_file_limit()
    asyncio.run(_serve(asked))


if __name__ == "__main__":
    main()
