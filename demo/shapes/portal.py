"""A city portal with units as paths: the portal's own news is shown everywhere and belongs to none of its units."""

from __future__ import annotations

import re
from html import escape

from demo.shapes.base import XML, Shape, html, link, numbered, paged, pages_of, paragraphs, robots, text
from demo.values import Answer, Article, Ask, View
from demo.words import feed_date, long_day, plain_day

PER_PAGE = 6


def _address(article: Article) -> str:
    return f"/berita/{article.number}/{article.slug}"


def _frame(view: View, main: str, title: str = "", aside: str = "") -> Answer:
    # Every page of the portal, those of its units too, names the portal's feed and no other.
    home = view.sister or view.root
    head = f'<link rel="alternate" type="application/rss+xml" title="Portal" href="{home}/rss.xml">'
    top = f'<header><a href="{home}/">Portal Kota (Demo)</a></header>'
    foot = f"<footer>&copy; {view.now.year} Portal Kota (Demo)</footer>"
    return html(view, f"{top}<main>{main}</main>{aside}{foot}", title=title, head=head)


def _list(view: View, ask: Ask, _match: re.Match[str]) -> Answer:
    number = ask.number("page", 1)
    rows = "".join(
        f'<div class="berita"><h3>{link(view, _address(article), article.title)}</h3><span class="tgl">{plain_day(article.published)}</span>'
        f"<p>{escape(article.summary)}</p></div>"
        for article in paged(view.articles, number, PER_PAGE)
    )
    older = number < pages_of(view.articles, PER_PAGE)
    more = link(view, f"/?page={number + 1}", "Berikutnya", ' rel="next"') if older else ""
    return _frame(view, f"<h1>{view.title}</h1>{rows}{more}", aside=_portal_news(view))


def _portal_news(view: View) -> str:
    """Write the portal's own headlines, as its units show them beside their news."""
    rows = "".join(
        f'<li><a href="{view.sister}{_address(article)}">{escape(article.title)}</a> <span class="tgl">{plain_day(article.published)}</span></li>'
        for article in view.elsewhere[:4]
    )
    return f"<aside><h3>Berita Kota</h3><ul>{rows}</ul></aside>" if rows else ""


def _article(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
    article = numbered(view, match["number"])
    if article is None:
        return None
    main = f'<h1>{escape(article.title)}</h1><p class="tgl">Dipublikasikan: {long_day(article.published)}</p>{paragraphs(article)}'
    return _frame(view, main, article.title, aside=_portal_news(view))


def _feed(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{view.root}{_address(article)}</link><pubDate>{feed_date(article.published)}</pubDate></item>"
        for article in view.articles[:20]
    )
    return text(
        f'{XML}<rss version="2.0"><channel><title>{view.title}</title><link>{view.root}/</link><description>Portal</description>{items}</channel></rss>',
        "application/rss+xml; charset=utf-8",
    )


_NEWS = ((r"/(?:berita)?", _list), (r"/berita/(?P<number>\d+)/[\w-]+", _article))

PORTAL = Shape("portal", (robots(), *_NEWS, (r"/rss\.xml", _feed)), _address)
ROOM = Shape("room", _NEWS, _address)
