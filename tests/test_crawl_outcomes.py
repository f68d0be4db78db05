"""One crawl over sites that are broken each in its own way: every one ends in its named outcome."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from http.server import BaseHTTPRequestHandler

import pytest

from crawler.reach import OUTCOMES, Reach
from crawler.records import Visit
from crawler.store import EvidenceStore
from tests.crawl_helpers import crawl, write_sites
from tests.loopback import Answers, Says, page, serve

NIGHT = date(2026, 11, 21)
GOOD = page(
    "Kelurahan Contoh",
    "Selamat datang di situs kelurahan. Pelayanan dibuka setiap hari kerja untuk seluruh warga.",
    "Berita terbaru dari warga.",
)
FORBIDS = Says(200, b"User-agent: *\nDisallow: /\n", {"Content-Type": "text/plain"})


def drip(handler: BaseHTTPRequestHandler) -> None:
    """One byte a second, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x")
            time.sleep(0.5)
    except OSError:
        return


def silent(handler: BaseHTTPRequestHandler) -> None:
    """Not a byte; the visitor leaves first."""
    del handler
    time.sleep(8)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


SITES: dict[Reach, Answers] = {
    Reach.OK: {"/": GOOD},
    Reach.ROBOTS_FORBIDDEN: {"/robots.txt": FORBIDS, "/": GOOD},
    Reach.ROBOTS_UNREACHABLE: {"/robots.txt": Says(500, b"later"), "/": GOOD},
    Reach.HTTP_404: {},
    Reach.HTTP_401_403: {"/": Says(403, b"no")},
    Reach.HTTP_410: {"/": Says(410, b"gone")},
    Reach.HTTP_429: {"/": Says(429, b"slower", {"Retry-After": "31536000"})},
    Reach.HTTP_503: {"*": Says(503, b"later")},
    Reach.HTTP_5XX: {"/": Says(500, b"oops")},
    Reach.REDIRECTED_AWAY: {"/": Says(302, b"", {"Location": "http://lain.invalid/"})},
    Reach.REDIRECT_LOOP: {"/": Says(302, b"", {"Location": "/a"}), "/a": Says(302, b"", {"Location": "/"})},
    Reach.NOT_HTML: {"/": Says(200, b"%PDF-1.7 " + b"x" * 500, {"Content-Type": "application/pdf"})},
    Reach.TOO_LARGE: {"/": Says(200, b"x" * 5_100_000)},
    Reach.EMPTY: {"/": Says(200, b"")},
    Reach.TOO_SLOW: {"/": drip},
    Reach.READ_TIMEOUT: {"/": silent},
    Reach.RESET: {"*": hang_up},
}


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Visit]]:
    folder = tmp_path_factory.mktemp("outcomes")
    with ExitStack() as stack:
        urls = {
            reach.value: stack.enter_context(serve(answers, address=f"127.0.60.{place}")).url
            for place, (reach, answers) in enumerate(SITES.items(), 1)
        }
        urls[Reach.REFUSED.value] = "http://127.0.60.200:9/"
        urls[Reach.DNS_MISSING.value] = "http://tidak-ada.invalid/"
        urls[Reach.PRIVATE_ADDRESS.value] = "http://10.255.255.1/"
        write_sites(folder / "sites.yaml", urls)
        done = crawl(folder)
    assert done.returncode == 0, done.stderr
    store = EvidenceStore(folder / "segar.db")
    codes = {name: f"18.71.01.{place}" for place, name in enumerate(urls, start=1001)}
    yield {name: store.visits(code, until=NIGHT)[0] for name, code in codes.items()}
    store.close()


@pytest.mark.parametrize("reach", [*SITES, Reach.REFUSED, Reach.DNS_MISSING, Reach.PRIVATE_ADDRESS], ids=str)
def test_every_fault_ends_in_its_named_outcome(visits: Mapping[str, Visit], reach: Reach) -> None:
    found = visits[reach.value]
    assert found.reach is reach, found.detail


def test_every_outcome_has_its_sentences() -> None:
    assert set(OUTCOMES) == set(Reach)
    assert all(outcome.operator and outcome.admin.endswith(".") for outcome in OUTCOMES.values())


def test_only_a_read_site_is_measured() -> None:
    assert {reach for reach, outcome in OUTCOMES.items() if outcome.measured} == {
        Reach.OK,
        Reach.UNCHANGED,
        Reach.NOT_MODIFIED,
    }
