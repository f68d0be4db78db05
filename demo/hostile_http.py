"""Faults of the connection and of HTTP itself: each is what a server does with one request."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from itertools import count

from demo.hostile_wire import CHUNK, NOT_FOUND, Serve, Wire, front, page, paths, says

GOOD = page().encode()
_FOREVER = 3_600.0
_GZIP = b"Content-Encoding: gzip\r\n"
_MANY = 20_000_000
"""Bytes of a bomb when it has gone off: four times what Segar reads, and little to make."""


async def hang_up(wire: Wire) -> None:
    """Close without a word."""
    wire.writer.close()


async def reset(wire: Wire) -> None:
    """Send half a head, then a RST."""
    await wire.send(b"HTTP/1.1 200 OK\r\nContent-")
    wire.reset()


async def silent(wire: Wire) -> None:
    """Never answer."""
    del wire
    await asyncio.sleep(_FOREVER)


async def slow_headers(wire: Wire) -> None:
    """Slowloris: one byte of a header at a time."""
    await wire.send(b"HTTP/1.1 200 OK\r\n")
    await wire.drip(b"X-Sabar: ya\r\n")


async def dripping(wire: Wire) -> None:
    """A body of one byte at a time."""
    await wire.head()
    await wire.drip(b"<p>lambat</p>")


async def endless_body(wire: Wire) -> None:
    """A body without end, as fast as it is taken."""
    await wire.head()
    await wire.pour(b"<p>terus</p>" * 5_000)


async def endless_headers(wire: Wire) -> None:
    """Headers without end, as fast as they are taken."""
    await wire.send(b"HTTP/1.1 200 OK\r\n")
    for number in count():
        await wire.send(b"".join(b"X-%d-%d: %s\r\n" % (number, at, b"x" * 100) for at in range(100)))


async def endless_line(wire: Wire) -> None:
    """A header line without end."""
    await wire.send(b"HTTP/1.1 200 OK\r\nX-Panjang: ")
    await wire.pour(b"x" * CHUNK)


async def banner(wire: Wire) -> None:
    """Some other protocol."""
    await wire.send(b"SSH-2.0-OpenSSH_9.2p1\r\n")


async def no_headers(wire: Wire) -> None:
    """HTTP/0.9: a body and nothing before it."""
    await wire.send(GOOD + b"\n" + GOOD)


def raw(head: bytes, body: bytes = GOOD) -> Serve:
    """Send these very lines as a head, then a body."""

    async def reply(wire: Wire) -> None:
        await wire.send(head + b"\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + body)

    return reply


def with_head(more: bytes, body: bytes = GOOD) -> Serve:
    """An answer with these header lines (or none of its own length) and this body."""

    async def reply(wire: Wire) -> None:
        await wire.head(more=more)
        await wire.send(body)

    return reply


def headers(lines: int, size: int, name: bytes = b"X-Banyak") -> bytes:
    """So many header lines of so many bytes."""
    return b"".join(b"%s: %d=%s\r\n" % (name, number, b"x" * size) for number in range(lines))


def bomb(layers: int = 1) -> Serve:
    """A gzip bomb, packed once or more, and said to be."""
    body = b"\0" * _MANY
    for _ in range(layers):
        body = gzip.compress(body, mtime=0)
    return says(body, more=b"Content-Encoding: " + b", ".join([b"gzip"] * layers) + b"\r\n")


TRUNCATED_GZIP = says(gzip.compress(GOOD * 50, mtime=0)[:-40], more=_GZIP)
NO_GZIP = says(GOOD, more=_GZIP)
DEFLATE_BOMB = says(zlib.compress(b"\0" * _MANY), more=b"Content-Encoding: deflate\r\n")

CHUNKED = b"Transfer-Encoding: chunked\r\n"
BROKEN_CHUNKS = with_head(CHUNKED, b"zz\r\n" + GOOD + b"\r\n0\r\n\r\n")
CUT_CHUNKS = with_head(CHUNKED, b"%x\r\n" % (len(GOOD) * 9) + GOOD)


def goes_to(target: str, status: str = "302 Found") -> Serve:
    """Redirect; {root}, {forbidden} and {number} stand for the site, the forbidden listener and the count of requests."""

    async def reply(wire: Wire) -> None:
        where = target.format(root=wire.root, forbidden=wire.forbidden, number=wire.number)
        await wire.answer(b"", status, more=f"Location: {where}\r\n".encode())

    return reply


async def every_second_fails(wire: Wire) -> None:
    """500 on every second request, whatever it asks for."""
    if wire.number % 2:
        await wire.answer(b"galat", "500 Internal Server Error", "text/plain")
    else:
        await (says(GOOD) if wire.path == "/" else NOT_FOUND)(wire)


def tired_once(status: str, wish: str) -> Serve:
    """The first answer of the front page asks for patience, in the words of Retry-After; every later one is good."""

    async def reply(wire: Wire) -> None:
        tired = wire.ledger.asked.count("/") == 1
        more = f"Retry-After: {wish}\r\n".encode()
        await (wire.answer(b"nanti", status, "text/plain", more=more) if tired else wire.answer(GOOD))

    return front(reply)


async def new_etag(wire: Wire) -> None:
    """The same page under a validator that is new each time, and modified this moment."""
    more = f'ETag: "{wire.number}"\r\nLast-Modified: Fri, 31 Dec 9999 23:59:59 GMT\r\n'.encode()
    await wire.answer(GOOD, more=more)


async def unasked_304(wire: Wire) -> None:
    """304 to everything, asked or not."""
    await wire.send(b'HTTP/1.1 304 Not Modified\r\nETag: "selalu"\r\nConnection: close\r\n\r\n')


async def huge_robots(wire: Wire) -> None:
    """50 MB of robots.txt whose rules stand in the first line, and say no to one folder only."""
    await wire.head(kind="text/plain", more=b"Content-Length: 50000000\r\n")
    await wire.send(b"User-agent: *\nDisallow: /rahasia/\n")
    line = b"# " + b"x" * 97 + b"\n"
    for _ in range(50_000_000 // (len(line) * 600)):
        await wire.send(line * 600)


async def closed_in_huge_robots(wire: Wire) -> None:
    """50 MB of robots.txt that forbids everything in its first line."""
    await wire.head(kind="text/plain")
    await wire.send(b"User-agent: *\nDisallow: /\n")
    await wire.pour(b"# " + b"x" * 997 + b"\n")


def robots(reply: Serve) -> Serve:
    """A good front page behind a bad robots.txt."""
    return front(says(GOOD), robots=reply)


def elsewhere(reply: Serve) -> Serve:
    """No robots.txt, and this for every other address."""
    return paths({"/robots.txt": NOT_FOUND}, otherwise=reply)


def plain(text: str, status: str = "200 OK") -> Serve:
    """An answer in plain text."""
    return says(text, status, "text/plain")
