"""What all shapes share: routes, page frames, lists of articles, feeds' and sitemaps' plain parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from random import Random
from typing import Literal

from demo.values import Answer, Article, Ask, View
from demo.vocabulary import BRANDS, GAMBLING_TITLES

Route = tuple[str, Callable[[View, Ask, re.Match[str]], Answer | None]]
"""A pattern for the whole path, and the page it leads to (None: there is no such page)."""

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
DOORWAYS = 200
"""Doorway addresses in the sitemap of a hacked site; real ones list thousands, two hundred show the same."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of website: its routes in order, where its articles are, and what its pages tell of dates.

    ``tells`` is "published" where a reader can see the day of publication, "nothing" where only watching helps.
    ``clock`` says whether the server sends the city's time as its Date header, ``reach`` how a visit ends.
    """

    name: str
    routes: tuple[Route, ...]
    address: Callable[[Article], str]
    tells: Literal["published", "nothing"] = "published"
    clock: bool = True
    reach: str = "ok"
    prose_dates: bool = True
    headers: tuple[tuple[str, str], ...] = (("Server", "Apache"),)
    missing: str = "Halaman tidak ditemukan."
    _compiled: list[tuple[re.Pattern[str], Callable[..., Answer | None]]] = field(
        default_factory=list, init=False, repr=False
    )

    def __post_init__(self) -> None:
        self._compiled.extend((re.compile(pattern), page) for pattern, page in self.routes)

    def answer(self, view: View, ask: Ask) -> Answer:
        """Return the page that the first fitting route leads to, 404 where none does."""
        if door := doorway(view, ask):
            return door
        for pattern, page in self._compiled:
            match = pattern.fullmatch(ask.path)
            answer = page(view, ask, match) if match else None
            if answer:
                return answer
        return html(view, f"<h1>404</h1><p>{self.missing}</p>", title="Tidak ditemukan").but(status=404)


def text(body: str, kind: str, **fields: object) -> Answer:
    """Return a text answer of a media type."""
    return Answer(body.encode(), kind=kind).but(**fields)


def html(view: View, body: str, *, title: str = "", head: str = "") -> Answer:
    """Return a page in the plain frame; a hacked site carries its hidden links in every one."""
    named = f"{escape(title)} - {view.title}" if title else view.title
    return text(
        f'<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8"><title>{named}</title>{head}</head>'
        f"<body>{body}{hidden_links(view)}</body></html>",
        "text/html; charset=UTF-8",
    )


def paragraphs(article: Article) -> str:
    """Write the text of an article."""
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs)


def link(view: View, path: str, name: str, attributes: str = "") -> str:
    """Write a link to a page of the site."""
    return f'<a href="{view.root}{path}"{attributes}>{escape(name)}</a>'


def numbered(view: View, number: str) -> Article | None:
    """Find a visible article by its number."""
    return next((article for article in view.articles if article.number == int(number)), None)


def slugged(view: View, slug: str) -> Article | None:
    """Find a visible article by its slug."""
    return next((article for article in view.articles if article.slug == slug), None)


def paged(articles: tuple[Article, ...], page: int, size: int) -> tuple[Article, ...]:
    """Cut out a page of a list, counted from one."""
    start = max(page - 1, 0) * size
    return articles[start : start + size]


def pages_of(articles: tuple[Article, ...], size: int) -> int:
    """Count the pages of a list; an empty list has one."""
    return max(1, -(-len(articles) // size))


def drawn(view: View, salt: object, articles: tuple[Article, ...], size: int) -> list[Article]:
    """Draw some articles, the same ones for the same salt: what random widgets show."""
    return Random(f"{view.key} {salt}").sample(articles, k=min(size, len(articles)))


def robots(*, closed: bool = False, private: str = "/admin/", sitemap: str | None = None) -> Route:
    """Return the route of a robots.txt: closed, or with a ``private`` corner; with or without a Sitemap line."""

    def page(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
        rule = f"Disallow: {'/' if closed else private}"
        line = f"\nSitemap: {view.root}{sitemap}\n" if sitemap else ""
        return text(f"User-agent: *\n{rule}\n{line}", "text/plain; charset=utf-8")

    return r"/robots\.txt", page


def sitemap(rows: Iterable[tuple[str, str]]) -> str:
    """Write a sitemap of (address, lastmod) rows; an empty lastmod is left out."""
    entries = "".join(
        f"<url><loc>{escape(url)}</loc>{f'<lastmod>{stamp}</lastmod>' if stamp else ''}</url>" for url, stamp in rows
    )
    return f'{XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def doorway(view: View, ask: Ask) -> Answer | None:
    """Return a doorway page where a hacked site is asked for one."""
    brand = ask.query.get("tunnel")
    if not (view.hacked and brand):
        return None
    title = GAMBLING_TITLES[0].format(brand=brand)
    return text(
        f'<!DOCTYPE html><html lang="id" amp><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="canonical" href="https://{brand.lower()}.invalid/"></head>'
        f"<body><h1>{escape(title)}</h1><p>{escape(title)} dengan link alternatif, togel, dan deposit pulsa.</p></body></html>",
        "text/html; charset=UTF-8",
    )


def doorways(view: View) -> list[tuple[str, str]]:
    """List a hacked site's doorway addresses, each as of now; a clean site has none."""
    if not view.hacked:
        return []
    stamp = view.now.isoformat()
    return [(f"{view.root}/?tunnel={BRANDS[at % len(BRANDS)]}-{at}", stamp) for at in range(DOORWAYS)]


def hidden_links(view: View) -> str:
    """Write the links that intruders hide from people and show to search engines."""
    if not view.hacked:
        return ""
    links = "".join(
        f'<a href="https://{brand.lower()}.test/">{title.format(brand=brand)}</a> '
        for brand in BRANDS
        for title in GAMBLING_TITLES
    )
    return f'<div style="display:none">{links}</div>'
