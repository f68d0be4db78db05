"""A hostile city on loopback: more than a hundred sites, each broken in its own way, served for real.

    with HostileCity() as city:
        city.url(fault) for fault in city.faults

Each fault has an address of its own in 127.0.7.0/24 on one common port; ``127.0.8.1`` stands for every private address
that a crawler must never reach, and counts who comes. Names are made up, for there is no DNS on loopback: give
``names()`` to the resolver of the crawling process. Only Linux serves all of 127.0.0.0/8 without setting anything up.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from functools import partial
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from demo.hostile_faults import FAULTS, FORBIDDEN, SELF, Fault
from demo.hostile_tls import TROUBLES, context
from demo.hostile_wire import Ledger, Wire

NETWORK = "127.0.7"
FORBIDDEN_ADDRESS = "127.0.8.1"
_LONGEST = 60.0  # seconds; whatever a fault does, it ends some time
_TRIES = 20
_HANDSHAKE = b"\x16"

Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class HostileCity:
    """All faults (or ``only`` some, by name), served while it is entered; what each was asked stands in ``ledgers``."""

    def __init__(self, *, only: Collection[str] | None = None) -> None:
        self.faults = tuple(fault for fault in FAULTS if only is None or fault.name in only)
        self.ledgers = {fault.name: Ledger() for fault in self.faults}
        self.trespassers = 0
        self.port = 0
        self._numbers = {fault.name: number for number, fault in enumerate(FAULTS, start=1)}
        self._sockets: list[socket.socket] = []
        self._doors: list[tuple[socket.socket, ssl.SSLContext | None, Answering]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        self.port = self._listen_somewhere()
        ready = Event()
        self._thread = Thread(target=self._run, args=(ready,), name="hostile city", daemon=True)
        self._thread.start()
        ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop and self._stopped and self._thread:
            self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join()
        self._close()

    def _listen_somewhere(self) -> int:
        for _ in range(_TRIES):
            try:
                return self._listen()
            except OSError as error:
                self._close()
                if error.errno != errno.EADDRINUSE:
                    raise
        raise OSError(errno.EADDRINUSE, f"found no port that is free on all of {NETWORK}.0/24")

    def url(self, fault: Fault) -> str:
        """How the front page of a fault is reached."""
        return f"{self._root(fault)}/"

    @property
    def names(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """What the look-ups of each made-up name answer in turn: addresses, or hostile_faults.HANGS."""
        means = {FORBIDDEN: FORBIDDEN_ADDRESS}
        return {
            _name(fault): tuple(
                tuple(self._address(fault) if word == SELF else means.get(word, word) for word in answer)
                for answer in fault.lookups
            )
            for fault in self.faults
            if fault.lookups
        }

    def _root(self, fault: Fault) -> str:
        host = fault.host or (_name(fault) if fault.lookups else self._address(fault))
        return f"{fault.scheme}://{host}:{self.port}"

    def _address(self, fault: Fault) -> str:
        return "::1" if fault.host == "[::1]" else f"{NETWORK}.{self._numbers[fault.name]}"

    def _listen(self) -> int:
        """Bind every address on one free port, the forbidden one first; returns the port."""
        port = self._bind(FORBIDDEN_ADDRESS, 0, self._trespassed)
        for fault in self.faults:
            if fault.door == "full":
                self._fill(self._bind(self._address(fault), port, None, backlog=0))
            elif fault.door == "mute":
                self._bind(self._address(fault), port, None)
            elif fault.serve:
                self._bind(self._address(fault), port, partial(self._serve, fault), door=fault.door)
        return port

    def _bind(self, address: str, port: int, serve: Answering | None, *, door: str = "open", backlog: int = 128) -> int:
        """Listen; without ``serve`` nobody ever accepts what the kernel takes."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        self._sockets.append(listening)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
        listening.listen(backlog)
        if serve:
            tls = context(door, address) if door in TROUBLES else None
            self._doors.append((listening, tls, serve))
        return int(listening.getsockname()[1])

    def _fill(self, port: int) -> None:
        """Take the only place in the queue of the socket that was bound last: the kernel drops every later call."""
        full = self._sockets[-1].getsockname()[0]
        self._sockets.append(socket.create_connection((full, port)))

    def _close(self) -> None:
        for one in self._sockets:
            one.close()
        self._sockets.clear()
        self._doors.clear()

    def _run(self, ready: Event) -> None:
        """The life of the serving thread: until it is stopped, then everything in flight is cancelled."""
        with asyncio.Runner() as runner:  # its end cancels what still serves
            runner.run(self._until_stopped(ready))

    async def _until_stopped(self, ready: Event) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(_quiet)
        for listening, tls, serve in self._doors:
            await asyncio.start_server(serve, sock=listening, ssl=tls)
        ready.set()
        await self._stopped.wait()

    async def _trespassed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        del reader
        self.trespassers += 1
        writer.close()

    async def _serve(self, fault: Fault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: one request, one fault, the end."""
        self.ledgers[fault.name].connections += 1
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            async with asyncio.timeout(_LONGEST):
                asked = await _request(reader)
                await (self._answer(fault, *asked, writer) if asked else _refuse_tls(writer))
        writer.close()

    async def _answer(self, fault: Fault, path: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> None:
        ledger = self.ledgers[fault.name]
        ledger.asked.append(path)
        forbidden = f"http://{FORBIDDEN_ADDRESS}:{self.port}"
        if fault.serve:
            number = len(ledger.asked) - 1
            await fault.serve(Wire(path, headers, number, self._root(fault), forbidden, ledger, writer))


async def _refuse_tls(writer: asyncio.StreamWriter) -> None:
    """Answer a TLS greeting as plain web servers do."""
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\nThis port speaks plain HTTP.\n")
    await writer.drain()


def _name(fault: Fault) -> str:
    return f"{fault.name.replace('_', '-')}.hostile.test"


async def _request(reader: asyncio.StreamReader) -> tuple[str, dict[str, str]] | None:
    """Read the head of a request: its path with the query, and its headers in lower case; None for TLS."""
    first = await reader.readexactly(1)
    if first == _HANDSHAKE:
        return None
    head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    line, *rest = head.strip().split("\r\n")
    pairs = (entry.partition(":") for entry in rest)
    return line.split(" ")[1], {name.strip().lower(): value.strip() for name, _, value in pairs}


def _quiet(loop: asyncio.AbstractEventLoop, told: dict[str, Any]) -> None:
    """Pass over visitors that left in the middle of a fault or would not shake hands; a bug is shown."""
    if not isinstance(told.get("exception"), (OSError, ssl.SSLError)):
        loop.default_exception_handler(told)
