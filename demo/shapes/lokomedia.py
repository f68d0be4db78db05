"""Lokomedia-like: the server's today in every header, exact stamps on details, a feed without dates, no sitemap."""

from __future__ import annotations

import re
from html import escape

from demo.shapes.base import XML, Shape, html, link, paged, pages_of, paragraphs, robots, slugged, text
from demo.values import Answer, Article, Ask, View
from demo.words import long_day, week_day

PER_PAGE = 6


def _address(article: Article) -> str:
    return f"/berita/detail/{article.slug}"


def _frame(view: View, main: str, title: str = "") -> Answer:
    top = f'<div id="header"><span class="tanggal">{week_day(view.today)}</span> {link(view, "/", view.title)}</div>'
    menu = (
        f"<ul><li>{link(view, '/berita', 'Indeks Berita')}</li><li>{link(view, '/halaman/profil', 'Profil')}</li></ul>"
    )
    head = f'<link rel="alternate" type="application/rss+xml" href="{view.root}/rss.xml">'
    foot = f'<div id="footer">Copyright &copy; {view.now.year} {view.title}. All rights reserved.</div>'
    # Its pages name their encoding only in a meta element, never in the header.
    return html(view, f'{top}{menu}<div id="content">{main}</div>{foot}', title=title, head=head).but(kind="text/html")


def _list(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
    number = int(match["page"] or 1)
    shown = paged(view.articles, number, PER_PAGE)
    if not shown and number > 1:
        return None
    rows = "".join(
        f'<div class="post"><h2>{link(view, _address(article), article.title)}</h2><span class="meta">{long_day(article.published)}, '
        f"dibaca: {article.number * 5 % 60 + 12} pembaca</span><p>{escape(article.summary)}</p></div>"
        for article in shown
    )
    older = number < pages_of(view.articles, PER_PAGE)
    return _frame(
        view, rows + (link(view, f"/berita/index/{number + 1}", "Berikutnya", ' rel="next"') if older else "")
    )


def _detail(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
    article = slugged(view, match["slug"])
    if article is None:
        return None
    at = article.published
    main = (
        f'<h1>{escape(article.title)}</h1><div class="meta">{week_day(at)} - {at:%H:%M:%S} WIB | Oleh: Administrator | '
        f"dibaca: {article.number * 5 % 60 + 12 + view.hits} pembaca</div>{paragraphs(article)}"
    )
    return _frame(view, main, article.title)


def _profile(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    return _frame(view, f"<h1>Profil</h1><p>Kantor {view.title} melayani warga pada hari kerja.</p>", "Profil")


def _feed(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    """Write a feed that dates nothing and names a domain that the office gave up long ago."""
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{view.root}{_address(article)}</link><description>{escape(article.summary)}</description></item>"
        for article in view.articles[:PER_PAGE]
    )
    return text(
        f'{XML}<rss version="2.0"><channel><title>{view.title}</title><link>http://situs-lama.invalid/</link><description>Berita</description>{items}</channel></rss>',
        "text/xml",
    )


LOKOMEDIA = Shape(
    "lokomedia",
    (
        robots(),
        (r"/(?:berita(?:/index/(?P<page>\d+))?)?", _list),
        (r"/berita/detail/(?P<slug>[\w-]+)", _detail),
        (r"/halaman/profil", _profile),
        (r"/rss\.xml", _feed),
    ),
    _address,
)
