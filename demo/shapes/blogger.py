"""Blogger-like: an Atom feed in pages, <abbr class="published">, day headings, an archive widget."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC
from html import escape

from demo.shapes.base import XML, Shape, doorways, html, link, paged, pages_of, paragraphs, robots, sitemap, text
from demo.values import Answer, Article, Ask, View
from demo.words import MONTHS, week_day

PER_PAGE = 7
FEED_PAGE = 25


def _address(article: Article) -> str:
    return f"/{article.first:%Y/%m}/{article.slug}.html"


def _head(view: View) -> str:
    return (
        '<meta content="blogger" name="generator">'
        f'<link rel="alternate" type="application/atom+xml" title="{view.title} - Atom" href="{view.root}/feeds/posts/default">'
    )


def _post(view: View, article: Article, text_of: str, level: str) -> str:
    at = article.published
    return (
        f'<h2 class="date-header"><span>{week_day(at)}</span></h2><div class="post hentry"><{level} class="post-title entry-title">'
        f'{link(view, _address(article), article.title)}</{level}><div class="post-body entry-content">{text_of}</div>'
        f'<span class="post-timestamp">di <abbr class="published" title="{at.isoformat()}">{at:%H.%M}</abbr></span></div>'
    )


def _archive(view: View) -> str:
    months = Counter((article.published.year, article.published.month) for article in view.articles)
    rows = "".join(f"<li>{MONTHS[month - 1]} {year} ({count})</li>" for (year, month), count in months.items())
    return f'<div id="BlogArchive1"><h2>Arsip Blog</h2><ul>{rows}</ul></div>'


def _frame(view: View, main: str, title: str = "") -> Answer:
    top = f'<div class="header"><h1 class="title">{link(view, "/", view.title)}</h1></div>'
    return html(view, f'{top}<div id="main">{main}</div>{_archive(view)}', title=title, head=_head(view)).but(zip=True)


def _front(view: View, ask: Ask, _match: re.Match[str]) -> Answer:
    number = ask.number("page", 1)
    rows = "".join(
        _post(view, article, f"<p>{escape(article.summary)}</p>", "h3")
        for article in paged(view.articles, number, PER_PAGE)
    )
    older = number < pages_of(view.articles, PER_PAGE)
    more = f"/search?page={number + 1}"
    return _frame(view, rows + (link(view, more, "Postingan Lama", ' class="blog-pager-older-link"') if older else ""))


def _item(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
    article = next((one for one in view.articles if _address(one) == match[0]), None)
    return _frame(view, _post(view, article, paragraphs(article), "h1"), article.title) if article else None


def _entry(view: View, article: Article) -> str:
    return (
        f"<entry><id>tag:blogger.invalid,1999:post-{article.number}</id><published>{article.published.isoformat()}</published>"
        f"<updated>{article.modified.isoformat()}</updated><title>{escape(article.title)}</title>"
        f'<content type="html">{escape(paragraphs(article))}</content><link rel="alternate" type="text/html" href="{view.root}{_address(article)}"/></entry>'
    )


def _feed(view: View, ask: Ask, _match: re.Match[str]) -> Answer:
    start, size = max(ask.number("start-index", 1), 1), min(ask.number("max-results", FEED_PAGE), 150)
    shown = view.articles[start - 1 : start - 1 + size]
    following = start - 1 + size < len(view.articles)
    next_page = f"{view.root}/feeds/posts/default?start-index={start + size}&amp;max-results={size}"
    more = f'<link rel="next" type="application/atom+xml" href="{next_page}"/>' if following else ""
    updated = max((article.modified for article in view.articles), default=view.now)
    return text(
        f'{XML}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:openSearch="http://a9.com/-/spec/opensearchrss/1.0/">'
        f"<id>tag:blogger.invalid,1999:blog-{view.key}</id><updated>{updated.isoformat()}</updated><title>{view.title}</title>"
        f'<link rel="alternate" type="text/html" href="{view.root}/"/>{more}<openSearch:totalResults>{len(view.articles)}</openSearch:totalResults>'
        f"{''.join(_entry(view, article) for article in shown)}</feed>",
        "application/atom+xml; charset=UTF-8",
        zip=True,
    )


def _sitemap(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    rows = [
        (f"{view.root}{_address(article)}", article.modified.astimezone(UTC).isoformat()) for article in view.articles
    ]
    return text(sitemap([*rows, *doorways(view)]), "text/xml; charset=UTF-8")


BLOGGER = Shape(
    "blogger",
    (
        robots(private="/search", sitemap="/sitemap.xml"),
        (r"/(?:search)?", _front),
        (r"/feeds/posts/default", _feed),
        (r"/sitemap\.xml", _sitemap),
        (r"/\d{4}/\d\d/[\w-]+\.html", _item),
    ),
    _address,
    headers=(("Server", "GSE"),),
)
