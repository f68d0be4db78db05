"""A page that names an address beyond reading, as a template's "http://[situs-anda]/" is, costs its site nothing."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path

from crawler.__main__ import Tally
from crawler.reach import Reach
from crawler.store import EvidenceStore
from tests.crawl_helpers import crawl, write_sites
from tests.loopback import Answers, Says, serve

BROKEN = {
    "kurung": "http://[situs-anda]/gambar/2024/05/a.jpg",
    "kurung_buka": "http://[::1",
    "tanpa_skema": "//[x/berita",
    "huruf_ganda": "http://a\u2100b.example/berita",
    "porta": "http://kota.example:porta/berita",
    "porta_besar": "http://kota.example:99999999/",
    "kosong": "http://",
    "surel": "http://:@/",
    "persen": "http://%zz/%",
    "titik_ganda": "http:::::",
}
TEXT = "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan masing-masing sejak pagi."
XML = {"Content-Type": "application/xml"}


def _page(title: str, bad: str, *, posts: str = "") -> Says:
    """A page with ``bad`` in every place in which pages write addresses."""
    graph = f'{{"@type":"NewsArticle","url":"{bad}","@id":"{bad}","image":"{bad}","author":{{"url":"{bad}"}},"datePublished":"2026-11-18"}}'
    return Says(
        200,
        f"""<!doctype html><html lang="id"><head><title>{title}</title>
        <meta property="og:url" content="{bad}"><meta property="og:image" content="{bad}">
        <link rel="canonical" href="{bad}"><link rel="alternate" type="application/rss+xml" href="{bad}">
        <link rel="alternate" hreflang="en" href="{bad}"><link rel="next" href="{bad}"><link rel="amphtml" href="{bad}">
        <link rel="https://api.w.org/" href="{bad}"><link rel="stylesheet" href="{bad}">
        <script src="{bad}"></script><script type="application/ld+json">{graph}</script></head>
        <body><nav><a href="{bad}">Berita</a></nav><main><article><h1>{title}</h1>
        <time class="published" datetime="2026-11-18">18 November 2026</time>
        <p>{TEXT}</p><p><a href="{bad}">Pengumuman lengkap tentang kerja bakti warga</a> <img src="{bad}"></p>
        <div style="display:none"><a href="{bad}">slot gacor</a></div><form action="{bad}"></form><iframe src="{bad}"></iframe>
        </article></main><ul>{posts}<li><a href="{bad}">Satu dua tiga empat lima enam tujuh</a> 5 Mei 2024</li>
        <li><a href="{bad}#a">Dua tiga empat lima enam tujuh lapan</a> 6 Mei 2024</li></ul></body></html>""".encode(),
    )


def _site(bad: str) -> Answers:
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><link>{bad}</link>
        <item><title>Kerja bakti</title><link>{bad}</link><guid>{bad}</guid><pubDate>Wed, 18 Nov 2026 03:00:00 +0700</pubDate></item>
        </channel></rss>"""
    sitemap = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <url><loc>{bad}</loc><lastmod>2026-11-18</lastmod></url></urlset>"""
    return {
        "/": _page(
            "Kelurahan Contoh", bad, posts='<li><a href="/berita/kerja-bakti">Kerja bakti warga hari ini</a></li>'
        ),
        "/berita/kerja-bakti": _page("Kerja bakti warga hari ini", bad),
        "/feed": Says(200, feed.encode(), XML),
        "/sitemap.xml": Says(200, sitemap.encode(), XML),
        "/robots.txt": Says(200, f"Sitemap: {bad}\n".encode(), {"Content-Type": "text/plain"}),
    }


def test_every_such_site_is_measured_and_its_article_dated(tmp_path: Path) -> None:
    with ExitStack() as stack:
        urls = {
            name: stack.enter_context(serve(_site(bad), address=f"127.0.66.{place}")).url
            for place, (name, bad) in enumerate(BROKEN.items(), 1)
        }
        write_sites(tmp_path / "sites.yaml", urls)
        done = crawl(tmp_path)
    store = EvidenceStore(tmp_path / "segar.db")
    ended = {
        name: store.visits(f"18.71.01.{code}", until=date(2026, 11, 21))[-1].reach
        for code, name in enumerate(BROKEN, 1001)
    }
    assert done.returncode == 0, done.stderr
    assert ended == dict.fromkeys(BROKEN, Reach.OK)


def test_a_redirect_to_two_addresses_at_once_leaves_the_nights_verdicts_alone() -> None:
    broken = "http://kel.test/ redirects to http://lain.test/x http://["
    tally = Tally(reached=[Reach.REDIRECTED_AWAY, Reach.OK], away=[broken])
    assert tally.outcome("finished", own_clock=True) == "finished"
