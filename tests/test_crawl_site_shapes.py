"""What a visit makes of a site's own shape: www and https variants, rooms in a portal, slow sites, lists that fail."""

from __future__ import annotations

import time
from contextlib import ExitStack
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from crawler.reach import Reach
from crawler.records import Source, Visit
from crawler.store import EvidenceStore
from tests.crawl_helpers import crawl, write_sites
from tests.loopback import Answers, Says, page, serve

NIGHT = date(2026, 11, 21)
TEXT = "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan masing-masing."
XML = {"Content-Type": "application/rss+xml"}


def _feed(*links: str) -> Says:
    items = "".join(
        f"<item><title>Kabar {n}</title><link>{link}</link><pubDate>Thu, {n + 10} Nov 2026 03:00:00 +0700</pubDate></item>"
        for n, link in enumerate(links)
    )
    return Says(
        200, f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode(), XML
    )


def _front(*links: str) -> Says:
    anchors = "".join(
        f'<li><a href="{link}">Warga bergotong royong di lingkungan {n}</a></li>' for n, link in enumerate(links)
    )
    return page(
        "Kelurahan Contoh",
        TEXT,
        extra=f'<link rel="alternate" type="application/rss+xml" href="/feed"><ul>{anchors}</ul>',
    )


def _visit(
    folder: Path, answers: Answers, *, now: str = "2026-11-21T01:00:00+07:00", url: str = "", night: date = NIGHT
) -> tuple[Visit, EvidenceStore]:
    with serve(answers, address="127.0.63.1") as site:
        write_sites(folder / "sites.yaml", {"satu": url or site.url})
        done = crawl(folder, now=now)
        assert done.returncode == 0, done.stderr
    store = EvidenceStore(folder / "segar.db")
    return store.visits("18.71.01.1001", until=night)[-1], store


def test_a_room_that_sends_its_visitors_to_the_portal_is_redirected_away(tmp_path: Path) -> None:
    with serve(
        {"/kel-a/": Says(302, b"", {"Location": "/"}), "/": page("Portal", TEXT)}, address="127.0.63.2"
    ) as portal:
        write_sites(tmp_path / "sites.yaml", {"satu": f"{portal.url}kel-a/"})
        assert crawl(tmp_path).returncode == 0
    store = EvidenceStore(tmp_path / "segar.db")
    assert store.visits("18.71.01.1001", until=NIGHT)[0].reach is Reach.REDIRECTED_AWAY
    store.close()


def test_a_slow_site_whose_lists_were_read_is_measured(tmp_path: Path) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(2.5)
        body = page("Kabar", TEXT).body
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    links = [f"/berita/{n}" for n in range(15)]
    answers: Answers = {"/": _front(*links), "/feed": _feed(*links[:5]), **dict.fromkeys(links, slow)}
    found, store = _visit(tmp_path, answers)
    assert (found.reach, "stopped after 20 s" in found.detail) == (Reach.OK, True)
    assert any(
        look.reading.source is Source.FEED
        for page in store.history("18.71.01.1001", until=NIGHT).pages
        for look in page.looks
    )
    store.close()


def test_a_list_that_worked_before_and_fails_tonight_leaves_the_night_unmeasured(tmp_path: Path) -> None:
    links = ["/berita/1"]
    good: Answers = {"/": _front(*links), "/feed": _feed(*links), "/berita/1": page("Kabar", TEXT)}
    _, store = _visit(tmp_path, good)
    store.close()
    url = (tmp_path / "sites.yaml").read_text().split('url: "')[1].split('"')[0]
    port = int(url.rstrip("/").rsplit(":", 1)[1])
    with ExitStack() as stack:
        site = stack.enter_context(serve({**good, "/feed": Says(503, b"nanti")}, address="127.0.63.1", port=port))
        assert site.url == url
        assert crawl(tmp_path, now="2026-11-22T01:00:00+07:00").returncode == 0
        assert crawl(tmp_path, now="2026-11-23T01:00:00+07:00").returncode == 0
    with serve({**good, "/feed": Says(404, b"hilang")}, address="127.0.63.1", port=port):
        assert crawl(tmp_path, now="2026-11-24T01:00:00+07:00").returncode == 0
    store = EvidenceStore(tmp_path / "segar.db")
    nights = [visit.reach for visit in store.visits("18.71.01.1001", until=date(2026, 11, 30))]
    assert nights == [Reach.OK, Reach.PARTIAL, Reach.PARTIAL, Reach.UNCHANGED]
    store.close()
