"""Joomla-like: "Diterbitkan" and "Terakhir diperbarui" side by side, <time>, and a feed behind a query."""

from __future__ import annotations

import re
from html import escape

from demo.shapes.base import XML, Shape, html, link, numbered, paged, pages_of, paragraphs, robots, text
from demo.values import Answer, Article, Ask, View
from demo.words import feed_date, long_day

PER_PAGE = 5
_FEED = "/index.php/berita?format=feed&amp;type=rss"


def _address(article: Article) -> str:
    return f"/index.php/berita/{article.number}-{article.slug}"


def _info(article: Article) -> str:
    at, changed = article.published, article.modified
    return (
        '<dl class="article-info"><dt>Detail</dt>'
        f'<dd class="published"><time datetime="{at.isoformat()}" itemprop="datePublished">Diterbitkan: {long_day(at)}</time></dd>'
        f'<dd class="modified"><time datetime="{changed.isoformat()}" itemprop="dateModified">Terakhir diperbarui: {long_day(changed)}</time></dd></dl>'
    )


def _frame(view: View, main: str, title: str = "") -> Answer:
    head = (
        '<meta name="generator" content="Joomla! - Open Source Content Management">'
        f'<link href="{view.root}{_FEED}" rel="alternate" type="application/rss+xml" title="RSS 2.0">'
    )
    menu = f"<nav>{link(view, '/', 'Beranda')} {link(view, '/index.php/berita', 'Berita')}</nav>"
    foot = f"<footer>&copy; {view.now.year} {view.title}</footer>"
    return html(view, f'{menu}<div class="com-content">{main}</div>{foot}', title=title, head=head)


def _blog(view: View, ask: Ask, _match: re.Match[str]) -> Answer | None:
    if ask.query.get("format") == "feed":
        return _feed(view)
    start = ask.number("start", 0)
    page = start // PER_PAGE + 1
    rows = "".join(
        f'<div class="item-content"><h2>{link(view, _address(article), article.title)}</h2>{_info(article)}<p>{escape(article.summary)}</p></div>'
        for article in paged(view.articles, page, PER_PAGE)
    )
    older = page < pages_of(view.articles, PER_PAGE)
    more = link(view, f"/index.php/berita?start={page * PER_PAGE}", "Selanjutnya", ' rel="next"') if older else ""
    return _frame(view, rows + more)


def _article(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
    article = numbered(view, match["number"])
    if article is None or _address(article) != match[0]:
        return None
    body = f'<div itemprop="articleBody">{paragraphs(article)}</div>'
    main = f'<div class="item-page"><h1 itemprop="headline">{escape(article.title)}</h1>{_info(article)}{body}</div>'
    return _frame(view, main, article.title)


def _feed(view: View) -> Answer:
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{view.root}{_address(article)}</link><pubDate>{feed_date(article.published)}</pubDate>"
        f"<description>{escape(article.summary)}</description></item>"
        for article in view.articles[:10]
    )
    return text(
        f'{XML}<rss version="2.0"><channel><title>{view.title}</title><link>{view.root}/</link><description>Berita</description>'
        f"<lastBuildDate>{feed_date(view.now)}</lastBuildDate>{items}</channel></rss>",
        "application/rss+xml; charset=utf-8",
    )


JOOMLA = Shape(
    "joomla",
    (
        robots(),
        (r"/(?:index\.php(?:/berita)?)?", _blog),
        (r"/index\.php/berita/(?P<number>\d+)-[\w-]+", _article),
    ),
    _address,
)
