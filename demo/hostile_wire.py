"""What a hostile server has in hand: one request that came in, and the raw bytes that go out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

HTML = "text/html; charset=utf-8"
CHUNK = 64 * 1024
"""Bytes written at a time by what streams without end."""


@dataclass(slots=True)
class Ledger:
    """What one fault was asked, and what it cost: ``sent`` is bytes handed to the kernel."""

    connections: int = 0
    asked: list[str] = field(default_factory=list)
    sent: int = 0


@dataclass(frozen=True, slots=True)
class Wire:
    """One request. ``number`` counts the requests of its fault from 0; ``root`` and ``forbidden`` are addresses without a slash.

    ``forbidden`` is a listener on a private address that nothing may ever reach.
    """

    path: str
    headers: Mapping[str, str]
    number: int
    root: str
    forbidden: str
    ledger: Ledger
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        """Write raw bytes and wait until the other side has taken enough of them."""
        self.writer.write(data)
        self.ledger.sent += len(data)
        await self.writer.drain()

    async def head(self, status: str = "200 OK", kind: str | None = HTML, *, more: bytes = b"") -> None:
        """Write a status line and headers, with no length: the body ends where the connection does."""
        said = f"Content-Type: {kind}\r\n".encode() if kind else b""
        await self.send(f"HTTP/1.1 {status}\r\nConnection: close\r\n".encode() + said + more + b"\r\n")

    async def answer(self, body: bytes, status: str = "200 OK", kind: str | None = HTML, *, more: bytes = b"") -> None:
        """Write a whole, honest answer."""
        await self.head(status, kind, more=more + f"Content-Length: {len(body)}\r\n".encode())
        await self.send(body)

    async def drip(self, data: bytes, *, every: float = 0.25) -> None:
        """Write a byte at a time, again and again; ``every`` is in seconds."""
        while True:
            for byte in data:
                await self.send(bytes([byte]))
                await asyncio.sleep(every)

    async def pour(self, data: bytes) -> None:
        """Write the same bytes without end, as fast as they are taken."""
        while True:
            await self.send(data)

    def reset(self) -> None:
        """Cut the connection with a RST instead of a farewell."""
        self.writer.transport.abort()


Serve = Callable[[Wire], Awaitable[None]]


def says(body: bytes | str, status: str = "200 OK", kind: str | None = HTML, *, more: bytes = b"") -> Serve:
    """An answer that is always the same."""
    data = body.encode() if isinstance(body, str) else body

    async def reply(wire: Wire) -> None:
        await wire.answer(data, status, kind, more=more)

    return reply


NOT_FOUND = says("<html><body><p>Halaman tidak ditemukan</p></body></html>", "404 Not Found")


def paths(table: Mapping[str, Serve], otherwise: Serve = NOT_FOUND) -> Serve:
    """Choose by path, without its query; what is not in the table is ``otherwise``."""

    async def reply(wire: Wire) -> None:
        await table.get(wire.path.partition("?")[0], otherwise)(wire)

    return reply


def front(reply: Serve, **others: Serve) -> Serve:
    """A site of one bad front page; ``robots`` and ``sitemap`` are the only other paths that may be given."""
    files = {"robots": "/robots.txt", "sitemap": "/sitemap.xml"}
    return paths({"/": reply, **{files[name]: other for name, other in others.items()}})


def page(title: str = "Kelurahan Uji", inside: str = "", *, head: str = "") -> str:
    """A modest, honest page with enough words to be one; ``inside`` comes after its text."""
    text = "Warga dan perangkat kelurahan membersihkan saluran air bersama-sama pada akhir pekan."
    return (
        f"<!doctype html><html lang=id><head><title>{title}</title>{head}</head>"
        f"<body><main><h1>{title}</h1><p>{text}</p><p>Kantor melayani warga setiap hari kerja.</p>{inside}</main></body></html>"
    )
