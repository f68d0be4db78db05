"""Faults of content: pages, lists and traps that are whole as HTTP and bad as what they hold."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from xml.sax.saxutils import escape

from demo.hostile_wire import NOT_FOUND, Serve, Wire, front, page, paths, says

XML = "application/xml"
PDF = b"%PDF-1.7\n" + b"1 0 obj << /Type /Catalog >> endobj\n" * 200


def encoded(charset: str, said: str | None, *, text: str = "Kelurahan café “Uji”") -> Serve:
    """A page in one charset that is said to be in another, or in none (None)."""
    kind = f"text/html; charset={said}" if said else "text/html"
    return front(says(page(text).encode(charset), kind=kind))


def holding(inside: str, *, head: str = "") -> Serve:
    """A good front page with something bad in its text or head."""
    return front(says(page(inside=inside, head=head)))


def nested(depth: int, tag: str = "div") -> Serve:
    """A page whose last words stand this deep."""
    return holding(f"<{tag}>" * depth + "dalam sekali" + f"</{tag}>" * depth)


def links(number: int, form: str) -> str:
    """So many links; {} in ``form`` is the number of each."""
    return "".join(f"<p><a href='{form.format(at)}'>Kabar warga nomor {at}</a></p>" for at in range(number))


def endless(form: str, *, each: int = 40) -> Serve:
    """A trap: every page is good, and links to pages that nobody has seen, named after the count of requests."""

    async def reply(wire: Wire) -> None:
        if wire.path == "/robots.txt":
            return await NOT_FOUND(wire)
        inside = "".join(
            f"<a href='{form.format(n=wire.number * each + at, path=wire.path.rstrip('/'))}'>Arsip kabar warga {at}</a>"
            for at in range(1, each + 1)
        )
        return await wire.answer(page(f"Arsip {wire.number}", inside).encode())

    return reply


async def next_forever(wire: Wire) -> None:
    """A list with dates of today on every page and always one more page."""
    if wire.path == "/robots.txt":
        return await NOT_FOUND(wire)
    items = "".join(
        f"<article><h2><a href='/kabar/{wire.number}-{at}/'>Kabar warga {wire.number}-{at}</a></h2>"
        f"<time datetime='2026-11-20'>20 November 2026</time></article>"
        for at in range(10)
    )
    further = f"<a rel=next class=next href='/halaman/{wire.number + 2}/'>Berikutnya</a>"
    return await wire.answer(page("Kabar", items + further).encode())


async def soft_404(wire: Wire) -> None:
    """200 to everything: the front page is good, all else is an apology."""
    if wire.path == "/":
        return await wire.answer(page(inside="<a href='/profil/'>Profil kelurahan</a>").encode())
    sorry = "<!doctype html><title>404</title><p>Maaf, halaman yang Anda cari tidak ditemukan di situs ini.</p>"
    return await wire.answer(sorry.encode())


def sitemap(body: str | bytes, kind: str = XML) -> Serve:
    """A good front page and a bad sitemap, which robots.txt names."""

    async def named(wire: Wire) -> None:
        await wire.answer(f"Sitemap: {wire.root}/sitemap.xml\n".encode(), kind="text/plain")

    async def reply(wire: Wire) -> None:
        data = body.encode() if isinstance(body, str) else body
        data = data.replace(b"{root}", wire.root.encode()).replace(b"{forbidden}", wire.forbidden.encode())
        await wire.answer(data, kind=kind)

    return front(says(page()), robots=named, sitemap=reply)


HEAVY = 4_900_000
"""Bytes of an answer that is just small enough to be taken; ten of them are more than a site may send a night."""
_BALLAST = b"<!-- " + b"x" * HEAVY + b" -->"


def heavy_pages(number: int = 12) -> Serve:
    """A good front page with links to pages of almost 5 MB, nearly all of it a comment."""
    heavy = says(page("Kabar").encode() + _BALLAST)
    many = {f"/kabar/{at}/": heavy for at in range(number)}
    return paths({"/": says(page(inside=links(number, "/kabar/{}/"))), **many})


def heavy_sitemaps(number: int = 40) -> Serve:
    """Sitemaps of a megabyte each, every one named in robots.txt."""
    part = says(
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>' + _BALLAST[:1_000_000], kind=XML
    )

    async def named(wire: Wire) -> None:
        lines = "".join(f"Sitemap: {wire.root}/peta/{at}.xml\n" for at in range(number))
        await wire.answer(lines.encode(), kind="text/plain")

    return paths({"/": says(page()), "/robots.txt": named, **{f"/peta/{at}.xml": part for at in range(number)}})


async def nested_index(wire: Wire) -> None:
    """A sitemap index that names one index, which names one, which names one ..."""
    if wire.path == "/":
        return await wire.answer(page().encode())
    if wire.path == "/robots.txt":
        return await wire.answer(f"Sitemap: {wire.root}/peta/0.xml\n".encode(), kind="text/plain")
    number = int(wire.path.removeprefix("/peta/").removesuffix(".xml")) if wire.path.startswith("/peta/") else None
    if number is None:
        return await NOT_FOUND(wire)
    return await wire.answer(index_of(f"{wire.root}/peta/{number + 1}.xml").encode(), kind=XML)


def _entries(number: int) -> Iterator[bytes]:
    yield b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for start in range(0, number, 1_000):
        yield b"".join(
            b"<url><loc>http://hostile.invalid/kabar/%d/</loc><lastmod>2026-11-%02d</lastmod></url>" % (at, at % 20 + 1)
            for at in range(start, start + 1_000)
        )
    yield b"</urlset>"


MILLION = 1_000_000


async def _streamed(wire: Wire) -> None:
    await wire.head(kind=XML)
    for piece in _entries(MILLION):
        await wire.send(piece)


MILLION_SITEMAP = front(says(page()), sitemap=_streamed)
"""A million entries, 80 MB, made while they are sent."""


def packed_million() -> Serve:
    """The same as a gzip file of some 3 MB: small enough to be taken whole."""
    cache: list[bytes] = []

    async def reply(wire: Wire) -> None:
        cache[:] = cache or [gzip.compress(b"".join(_entries(MILLION // 4)), compresslevel=1, mtime=0)]
        await wire.answer(cache[0], kind="application/gzip")

    return front(says(page()), sitemap=reply)


def index_of(*children: str) -> str:
    """A sitemap index; {root} is the site."""
    rows = "".join(f"<sitemap><loc>{escape(child)}</loc></sitemap>" for child in children)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'


_LAUGHS = "".join(f'<!ENTITY l{at} "' + f"&l{at - 1};" * 10 + '">' for at in range(1, 10))
BILLION_LAUGHS = (
    f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY l0 "ha">{_LAUGHS}]><urlset><url><loc>&l9;</loc></url></urlset>'
)
EXTERNAL_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY x SYSTEM "{forbidden}/rahasia"><!ENTITY y SYSTEM "file:///etc/passwd">]>'
    "<urlset><url><loc>{root}/&x;&y;</loc></url></urlset>"
)
SELF_INDEX = index_of("{root}/sitemap.xml", "{root}/sitemap.xml?lagi=1", "{root}/sitemap.xml#")
WIDE_INDEX = index_of(*(f"{{root}}/sitemap.xml?bagian={at}" for at in range(5_000)))


def feed(body: str) -> Serve:
    """A good front page that names a bad feed."""
    head = "<link rel=alternate type=application/rss+xml href='/umpan.xml'>"
    replies = {"/": says(page(head=head)), "/umpan.xml": says(body, kind="application/rss+xml")}
    return paths(replies)


def rest(body: str) -> Serve:
    """A good front page that names a WordPress API with a bad answer."""
    head = "<link rel='https://api.w.org/' href='/wp-json/'>"
    replies = {"/": says(page(head=head)), "/wp-json/wp/v2/posts": says(body, kind="application/json")}
    return paths(replies)


BIG_FEED = (
    "<rss version='2.0'><channel><title>Kabar</title>"
    + "<item><title>Kabar</title><link>/kabar/</link><pubDate>Fri, 20 Nov 2026 08:00:00 +0700</pubDate></item>" * 20_000
    + "</channel></rss>"
)
LAUGHING_FEED = BILLION_LAUGHS.replace("urlset", "rss")
DEEP_JSON = "[" * 100_000 + "]" * 100_000

_BAD_HREFS = (
    "http://[",
    "http://[::1",
    "http://a:99999999/",
    "http://a:-1/",
    "javascript:void(0)",
    "data:text/html,x",
    "//",
    "///",
    "\x00",
    "http://%",
    "{}" * 9,
    "x" * 1_000_000,
    "../" * 5_000,
    "http://①②③.example/",
    "http://xn--/",
    "?" + "&" * 10_000,
)
BAD_LINKS = "".join(f"<a href='{href}'>Kabar warga terbaru</a>" for href in _BAD_HREFS)

DATABASE_ERROR = "<!doctype html><title>Database Error</title><h1>Error establishing a database connection</h1>"
MAINTENANCE = "<!doctype html><title>Kelurahan</title><p>Mohon maaf, situs kami sedang dalam pemeliharaan. Silakan kembali nanti.</p>"
PARKED = "<!doctype html><title>Domain parked</title><p>This domain is parked. Buy this domain today.</p>"
SUSPENDED = "<!doctype html><title>Account Suspended</title><p>This account has been suspended. Contact your hosting provider.</p>"
CHALLENGE = (
    "<!doctype html><title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x.js></script>"
    "<p>Verifying you are human. Enable JavaScript and cookies to continue</p>"
)
SHELL = "<!doctype html><title>Kelurahan</title><div id=app></div><script src=/app.js></script><noscript>Aktifkan JavaScript</noscript>"

SCRIPT_LIST = page(
    inside="<section class=berita-terkini id=berita><div>Memuat...</div></section>"
    "<script>fetch('/api/berita').then(r => r.json()).then(rows => { document.querySelector('#berita').innerHTML = rows })</script>"
)
"""A page with words of its own whose news a script puts in."""

LONG_TITLE = 8_000_000
