"""One real HTTP/1.1 server for one loopback address; what it answers is decided elsewhere."""

from __future__ import annotations

import gzip
import socket
import ssl
import sys
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from demo.values import Answer, Asked
from demo.words import header_date

Respond = Callable[[Asked], Answer]

_IDLE = 30.0
"""Seconds that an idle connection is kept."""


class Listener:
    """Listens on one address while it is open; ``close`` cuts every connection, and the port then refuses."""

    def __init__(self, address: str, respond: Respond, *, tls: ssl.SSLContext | None = None) -> None:
        self._address, self._respond, self._tls = address, respond, tls
        self._server: _Server | None = None
        self._thread: Thread | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody would answer."""
        return self._server is not None

    def open(self, port: int) -> int:
        """Listen on ``port`` (0: a free one) and return it; raises OSError where it is taken."""
        server = _Server((self._address, port), self._respond, self._tls)
        self._server = server
        self._thread = Thread(target=server.accept, name=f"demo {self._address}", daemon=True)
        self._thread.start()
        return int(server.server_address[1])

    def close(self) -> None:
        """Stop listening and cut every connection; closing twice does nothing."""
        if self._server is None or self._thread is None:
            return
        self._server.cut()
        self._thread.join()
        self._server.server_close()
        self._server = self._thread = None


class _Server(ThreadingHTTPServer):
    """A thread for each connection. It blocks in accept instead of polling, so an idle city costs no CPU."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], respond: Respond, tls: ssl.SSLContext | None) -> None:
        self.respond, self.tls = respond, tls
        self._open: set[socket.socket] = set()
        self._lock, self._cut = Lock(), False
        super().__init__(address, _Connection)

    def server_bind(self) -> None:
        """Bind without the look-up of a host name that the library's own bind makes."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def accept(self) -> None:
        """Accept connections until the listening socket is shut down."""
        while True:
            try:
                request, client = self.socket.accept()
            except OSError:
                return
            if connection := self._taken(request):
                self.process_request(connection, client)

    def _taken(self, request: socket.socket) -> socket.socket | None:
        """Remember a new connection, so that it can be cut; None for one that came too late or left at once."""
        with self._lock:
            try:
                connection = self._wrapped(request)
            except OSError:
                request.close()
                return None
            if self._cut:
                connection.close()
                return None
            self._open.add(connection)
            return connection

    def _wrapped(self, request: socket.socket) -> socket.socket:
        """Lay TLS over a connection; the handshake waits for the first read, which is in the connection's thread."""
        if self.tls is None:
            return request
        return self.tls.wrap_socket(request, server_side=True, do_handshake_on_connect=False)

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that has ended."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def cut(self) -> None:
        """End the accepting and every connection, whatever they are doing."""
        with self._lock:
            self._cut = True
            ending = [self.socket, *self._open]
            for one in ending:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it has ended by itself

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a client that went away or would not shake hands; everything else is a bug and is shown."""
        if not isinstance(sys.exception(), (ConnectionError, ssl.SSLError, TimeoutError)):
            super().handle_error(request, client_address)


class _Connection(BaseHTTPRequestHandler):
    """One connection: reads requests, sends answers."""

    protocol_version = "HTTP/1.1"
    timeout = _IDLE
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one piece
    server: _Server

    def do_GET(self) -> None:
        """Answer with head and body."""
        self._send(body=True)

    def do_HEAD(self) -> None:
        """Answer with the head alone."""
        self._send(body=False)

    def _send(self, *, body: bool) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = ready(self.server.respond(Asked(self.command, self.path, headers)), headers)
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(answer.body)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the library names it so
        """Keep quiet: the city remembers what was asked."""


def ready(answer: Answer, asked: dict[str, str]) -> Answer:
    """Lay the headers of HTTP over an answer: validators, 304 where they fit, gzip where it is asked for. Pure."""
    headers = list(answer.headers)
    if answer.kind and answer.body:
        headers.append(("Content-Type", answer.kind))
    tag = f'"{blake2b(answer.body, digest_size=8).hexdigest()}"' if answer.tag else None
    headers += [("ETag", tag)] if tag else []
    headers += [("Last-Modified", header_date(answer.changed))] if answer.changed else []
    if answer.status == 200 and _known(answer, tag, asked):
        return answer.but(status=304, body=b"", headers=tuple(headers))
    body = answer.body
    if answer.zip and "gzip" in asked.get("accept-encoding", ""):
        body = gzip.compress(body, compresslevel=1, mtime=0)
        headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    headers.append(("Content-Length", str(len(body))))
    return answer.but(body=body, headers=tuple(headers))


def _known(answer: Answer, tag: str | None, asked: dict[str, str]) -> bool:
    """Say whether the client already has this very answer (RFC 9110: an ETag given decides alone)."""
    if "if-none-match" in asked:
        return tag is not None and tag in asked["if-none-match"]
    if answer.changed is None or "if-modified-since" not in asked:
        return False
    try:
        since = parsedate_to_datetime(asked["if-modified-since"])
    except ValueError:
        return False
    return since.tzinfo is not None and answer.changed.replace(microsecond=0) <= since
