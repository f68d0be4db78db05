"""`segar crawl --only CODE --verbose`: one site, with every decision in words."""

from __future__ import annotations

from pathlib import Path

from tests.crawl_helpers import NOW, crawl, segar, write_sites
from tests.loopback import Says, page, serve

TEXT = "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan masing-masing."
PLAIN = {"Content-Type": "text/plain"}
LINKS = "<a href='/kabar/1/'>Kabar warga nomor satu</a><a href='/agenda/2026-11-21/'>Agenda hari ini</a>"
FEED = b"""<rss version='2.0'><channel><title>Kabar</title><item><title>Kabar</title><link>/kabar/2/</link>
<pubDate>Thu, 19 Nov 2026 08:00:00 +0700</pubDate></item></channel></rss>"""
DATED = page("Kabar", TEXT, extra="<time datetime='2026-11-19' class=published>19 November 2026</time>")


def test_every_decision_is_told_in_words_and_other_sites_are_left_alone(tmp_path: Path) -> None:
    robots = Says(200, b"User-agent: *\nDisallow: /feed-lama\nCrawl-delay: 0.1\n", PLAIN)
    front = page("Kelurahan", TEXT, extra=LINKS)
    head = (
        b"<link rel=alternate type=application/rss+xml href=/feed>"
        b"<link rel=alternate type=application/rss+xml href=/feed-lama></head>"
    )
    answers = {
        "/robots.txt": robots,
        "/": Says(200, front.body.replace(b"</head>", head)),
        "/feed": Says(200, FEED, {"Content-Type": "application/rss+xml"}),
        "/kabar/1/": Says(503, b"nanti", PLAIN),
        "/kabar/2/": DATED,
    }
    with serve(answers, address="127.0.68.1") as site, serve({"/": front}, address="127.0.68.2") as other:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url, "dua": other.url})
        done = segar("crawl", "--only", "18.71.01.1001", "--verbose", "--now", NOW, cwd=tmp_path)
        assert other.asked == []
    said = done.stderr
    u = site.url
    assert done.returncode == 0
    assert f"18.71.01.1001 robots.txt: allows {u}, asks for 0.1 s between requests" in said
    assert f"left {u}feed-lama: robots.txt forbids it" in said
    assert f"GET {u}feed: 200" in said
    assert f"feed {u}feed: 1 item, 1 dated, back to 2026-11-19" in said
    assert f"fetch {u}kabar/2/: new in a list, dated" in said
    assert "1 link of the front page (calendar), like" in said
    assert "refusal 1 in a row: the host is paused for 1 s, then asked again" in said
    assert f"read {u}kabar/2/ (content" in said
    assert "published 2026-11-19 (" in said
    assert "TLS: none; platform: " in said
    assert "18.71.01.1001 ended ok (read): " in said
    assert "DEBUG" not in said


def test_pages_beyond_the_budget_are_said_to_be_left(tmp_path: Path) -> None:
    links = "".join(f"<a href='/kabar/{n}/'>Kabar warga nomor {n}</a>" for n in range(40))
    rules = "{delay: 0, pages_first: 5, page_seconds: 3, allow: {reason: our own}}"
    with serve({"/": page("Kelurahan", TEXT, extra=links)}, address="127.0.68.3") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url}, crawl=rules)
        said = crawl(tmp_path, "--verbose").stderr
    assert said.count(": new link") == 5
    assert f"left {site.url}kabar/39/: new, but beyond the pages of tonight" in said or "more of the same kind" in said


def test_without_verbose_a_site_is_one_line(tmp_path: Path) -> None:
    with serve({"/": page("Kelurahan", TEXT)}, address="127.0.68.4") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url})
        said = crawl(tmp_path).stderr
    assert sum(line.startswith("18.71.01.1001") for line in said.splitlines()) == 1
