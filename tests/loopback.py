"""Small real HTTP servers on loopback for tests: what a path answers is a function, so a server may lie, drip or vanish."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Says:
    """One answer: status, headers, body."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: dict(HTML))


Answers = Mapping[str, "Says | Callable[[BaseHTTPRequestHandler], None]"]


@dataclass(slots=True)
class Server:
    """A running server: its front address and the paths it was asked for."""

    url: str
    asked: list[str]


@contextmanager
def serve(
    answers: Answers, *, address: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Server]:
    """Serve a table of paths until the block ends; a path that is not in it answers 404."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            answer = answers.get(self.path, answers.get("*", Says(404, b"not here")))
            if callable(answer):
                answer(self)
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer((address, port), Handler)
    server.daemon_threads = True
    if tls:  # the handshake waits for the first read, which is in the connection's own thread
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Server(f"http{'s' if tls else ''}://{address}:{server.server_address[1]}/", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page(title: str, *paragraphs: str, extra: str = "") -> Says:
    """A modest web page with a headline and its text."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<!doctype html><html lang=id><head><title>{title}</title></head><body><main><article><h1>{title}</h1>{extra}{text}</article></main></body></html>"
    return Says(200, html.encode())
