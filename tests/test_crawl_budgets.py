"""A site has so much time, so many bytes and requests a night: what was read by then is judged by what it covers."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from crawler.content import script_list
from crawler.crawl_rules import CrawlRules
from crawler.meter import Meter, SpentError
from crawler.page import open_page
from crawler.records import Visit
from crawler.store import EvidenceStore
from tests.crawl_helpers import crawl, write_sites
from tests.loopback import Answers, Says, page, serve

NIGHT = date(2026, 11, 21)
TEXT = "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan masing-masing."
LINKS = "".join(f"<a href='/kabar/{n}/'>Kabar warga nomor {n}</a>" for n in range(40))
RULES = (
    "{{delay: 0, page_seconds: 3, site_seconds: {seconds}, site_megabytes: {megabytes}, allow: {{reason: our own}}}}"
)
HEAVY = Says(200, page("Kabar", TEXT).body + b"<!-- " + b"x" * 900_000 + b" -->")
ROBOTS = {"Content-Type": "text/plain"}


def visited(folder: Path, answers: Answers, *, seconds: int = 60, megabytes: int = 50) -> Visit:
    with serve(answers, address="127.0.67.1") as site:
        write_sites(folder / "sites.yaml", {"satu": site.url}, crawl=RULES.format(seconds=seconds, megabytes=megabytes))
        assert crawl(folder).returncode == 0
    with closing(EvidenceStore(folder / "segar.db")) as store:
        return store.visits("18.71.01.1001", until=NIGHT)[0]


def slow(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.7)
    body = page("Kabar", TEXT).body
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def test_a_site_too_slow_for_its_lists_ends_at_its_deadline(tmp_path: Path) -> None:
    visit = visited(tmp_path, {"*": slow}, seconds=3)
    assert visit.reach.value == "deadline"
    assert visit.detail.startswith("stopped after 3 s")


def test_a_site_whose_pages_are_slow_is_measured_by_its_lists(tmp_path: Path) -> None:
    pages = {f"/kabar/{n}/": slow for n in range(40)}
    visit = visited(tmp_path, {"/": page("Kelurahan", TEXT, extra=LINKS), **pages}, seconds=4)
    assert visit.reach.value == "ok"
    assert visit.detail.startswith("stopped after 4 s")
    assert visit.pages < 41


def test_a_site_whose_pages_are_heavy_is_measured_by_its_lists(tmp_path: Path) -> None:
    pages = {f"/kabar/{n}/": HEAVY for n in range(40)}
    visit = visited(tmp_path, {"/": page("Kelurahan", TEXT, extra=LINKS), **pages}, megabytes=3)
    assert visit.reach.value == "ok"
    assert visit.detail.startswith("stopped after 3,6")
    assert visit.pages == 5
    assert 3_000_000 < visit.bytes < 4_000_000


def test_a_site_whose_lists_are_too_heavy_is_not_measured(tmp_path: Path) -> None:
    lists = {f"/peta-{n}.xml": Says(200, HEAVY.body, {"Content-Type": "application/xml"}) for n in range(9)}
    with serve({}, address="127.0.67.1") as place:
        port = int(place.url.split(":")[2][:-1])
    named = "".join(f"Sitemap: http://127.0.67.1:{port}/peta-{n}.xml\n" for n in range(9)).encode()
    answers = {"/robots.txt": Says(200, named, ROBOTS), "/": page("Kelurahan", TEXT), **lists}
    with serve(answers, address="127.0.67.1", port=port) as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url}, crawl=RULES.format(seconds=60, megabytes=3))
        assert crawl(tmp_path).returncode == 0
    with closing(EvidenceStore(tmp_path / "segar.db")) as store:
        assert store.visits("18.71.01.1001", until=NIGHT)[0].reach.value == "over_budget"


def test_requests_are_counted_against_a_budget_too() -> None:
    meter = Meter(requests=2, most_requests=3)
    meter.check()
    meter.requests += 1
    with pytest.raises(SpentError, match="3 requests"):
        meter.check()


def test_the_budget_of_requests_leaves_room_for_all_pages_and_lists() -> None:
    rules = CrawlRules()
    assert rules.site_requests(whole=True) > 2 * rules.pages_first
    assert rules.site_requests(whole=False) > 2 * rules.pages_later


def test_what_was_cut_off_counts_against_the_budget_of_bytes(tmp_path: Path) -> None:
    """Pages that break off after most of a megabyte give no page, but cost what they cost."""

    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "999999")
        handler.end_headers()
        handler.wfile.write(HEAVY.body[:900_000])

    pages = {f"/kabar/{n}/": broken for n in range(40)}
    visit = visited(tmp_path, {"/": page("Kelurahan", TEXT, extra=LINKS), **pages}, megabytes=3)
    assert visit.detail.startswith("stopped after 3,6")
    assert (visit.reach.value, visit.pages) == ("ok", 1)


def test_nobody_is_told_whose_ticket_a_request_bears(tmp_path: Path) -> None:
    heads: list[str] = []

    def listen(handler: BaseHTTPRequestHandler) -> None:
        heads.extend(name.lower() for name in handler.headers)
        slow(handler)

    visited(tmp_path, {"/": listen})
    assert "user-agent" in heads
    assert not any(name.startswith("segar") for name in heads)


SCRIPT = "<script>fetch('/api')</script>"


@pytest.mark.parametrize(
    "inside",
    [
        "<div id=berita></div>",
        "<ul class='list-berita'><li>Memuat data...</li></ul>",
        "<section class='news-list'><p>{{ item.title }}</p></section>",
        "<tbody id=pengumuman><tr><td>Loading...</td></tr></tbody>",
    ],
)
def test_an_empty_news_list_that_a_script_fills_is_found(inside: str) -> None:
    html = f"<body><table>{inside}</table>{SCRIPT}</body>" if "tbody" in inside else f"<body>{inside}{SCRIPT}</body>"
    assert script_list(open_page(html.encode(), url="http://a.test/"))


@pytest.mark.parametrize(
    "html",
    [
        "<div id=berita></div>",
        f"<div id=berita><a href='/kabar/1'>Kerja bakti</a></div>{SCRIPT}",
        f"<div id=berita>Belum ada berita untuk ditampilkan.</div>{SCRIPT}",
        f"<div id=slider></div>{SCRIPT}",
    ],
    ids=["no script", "filled", "says that there is none", "not a list of news"],
)
def test_other_empty_or_filled_elements_are_no_script_list(html: str) -> None:
    assert script_list(open_page(f"<body>{html}</body>".encode(), url="http://a.test/")) is None


def test_a_site_that_lists_its_news_by_script_only_needs_rendering(tmp_path: Path) -> None:
    menu = "<nav><a href='/profil/struktur-organisasi-kelurahan/'>Struktur organisasi kelurahan</a></nav>"
    visit = visited(tmp_path, {"/": page("Kelurahan", TEXT, extra=f"{menu}<div id=berita></div>{SCRIPT}")})
    assert visit.reach.value == "needs_js"
    assert "the list “berita” is empty until a script fills it" in visit.detail


def test_a_site_that_came_to_need_rendering_needs_it_the_next_night_too(tmp_path: Path) -> None:
    dated = "<article><h2><a href='/kabar/1/'>Kerja bakti warga kelurahan</a></h2><time datetime='2026-11-19'>19 November 2026</time></article>"
    answers = {"/": page("Kelurahan", TEXT, extra=dated), "/kabar/1/": page("Kerja bakti", TEXT)}
    ended, port = [], 0
    for night in (21, 22, 23):
        with serve(answers, address="127.0.67.2", port=port) as site:
            port = int(site.url.split(":")[2].strip("/"))
            write_sites(tmp_path / "sites.yaml", {"satu": site.url})
            assert crawl(tmp_path, now=f"2026-11-{night}T01:00:00+07:00").returncode == 0
        with closing(EvidenceStore(tmp_path / "segar.db")) as store:
            ended.append(store.visits("18.71.01.1001", until=date(2026, 11, night))[-1].reach.value)
        answers = {"/": page("Kelurahan", TEXT, extra=f"<div id=berita></div>{SCRIPT}")}
    assert ended == ["ok", "needs_js", "needs_js"]


def test_a_feed_that_lists_the_news_needs_no_rendering(tmp_path: Path) -> None:
    feed = (
        b"<rss version='2.0'><channel><title>Kabar</title><item><title>Kerja bakti</title><link>/kabar/1/</link>"
        b"<pubDate>Thu, 19 Nov 2026 08:00:00 +0700</pubDate></item></channel></rss>"
    )
    front = page("Kelurahan", TEXT, extra=f"<div id=berita></div>{SCRIPT}")
    front = Says(
        200, front.body.replace(b"</head>", b"<link rel=alternate type=application/rss+xml href=/feed></head>")
    )
    visit = visited(tmp_path, {"/": front, "/feed": Says(200, feed, {"Content-Type": "application/rss+xml"})})
    assert visit.reach.value == "ok"
