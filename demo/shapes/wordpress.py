"""WordPress-like: feed, REST, sitemap index, JSON-LD and <time>, with dated widgets and comments that are no news."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from demo.shapes.base import (
    XML,
    Route,
    Shape,
    doorways,
    html,
    link,
    paged,
    pages_of,
    paragraphs,
    robots,
    sitemap,
    slugged,
    text,
)  # fmt: skip
from demo.values import Answer, Article, Ask, View
from demo.words import WIB, feed_date, plain_day

PER_PAGE = 10
_GENERATOR = '<meta name="generator" content="WordPress 6.8" />'
_JSON = "application/json; charset=UTF-8"
_Page = Callable[[View, Ask, re.Match[str]], Answer | None]


def _dated(article: Article) -> str:
    return f"/{article.first:%Y/%m/%d}/{article.slug}/"


def _plain(article: Article) -> str:
    return f"/{article.slug}/"


def _head(view: View, *, rest: bool) -> str:
    feed = f'<link rel="alternate" type="application/rss+xml" title="{view.title} &raquo; Feed" href="{view.root}/feed/" />'
    api = f'<link rel="https://api.w.org/" href="{view.root}/wp-json/" />' if rest else ""
    return _GENERATOR + feed + api


def _stamp(at: datetime) -> str:
    return f'<time class="entry-date published" datetime="{at.isoformat()}">{plain_day(at)}</time>'


def _sidebar(view: View, address: Callable[[Article], str]) -> str:
    rows = "".join(
        f'<li>{link(view, address(article), article.title)} <span class="post-date">{plain_day(article.published)}</span></li>'
        for article in view.articles[:5]
    )
    return f'<aside class="widget_recent_entries"><h2>Pos-pos Terbaru</h2><ul>{rows}</ul></aside>'


def _comments(view: View, article: Article) -> str:
    """Write comments; on an old article the last one is fresh, which makes no site fresh."""
    days = [article.published + timedelta(days=offset, hours=3) for offset in (1, 4)]
    days += [view.now - timedelta(days=3)] if view.now - article.published > timedelta(days=30) else []
    rows = "".join(
        f'<li class="comment"><div class="comment-metadata"><time datetime="{at.isoformat()}">{plain_day(at)} pukul {at:%H.%M}'
        "</time></div><p>Terima kasih atas informasinya.</p></li>"
        for at in days
        if at <= view.now
    )
    return f'<section id="comments"><h2>Komentar</h2><ol class="comment-list">{rows}</ol></section>'


def _frame(
    view: View, main: str, address: Callable[[Article], str], *, title: str, rest: bool, head: str = ""
) -> Answer:
    top = f'<header><p class="site-title">{link(view, "/", view.title)}</p><nav>{link(view, "/profil/", "Profil")}</nav></header>'
    foot = f"<footer>&copy; {view.now.year} {view.title}. Ditenagai WordPress.</footer>"
    return html(
        view,
        f"{top}<main>{main}</main>{_sidebar(view, address)}{foot}",
        title=title,
        head=_head(view, rest=rest) + head,
    ).but(zip=True, headers=(("Link", f'<{view.root}/wp-json/>; rel="https://api.w.org/"'),) if rest else ())


def _front(address: Callable[[Article], str], *, rest: bool) -> _Page:
    def page(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
        number = int(match["page"] or 1)
        shown = paged(view.articles, number, PER_PAGE)
        if not shown and number > 1:
            return None
        entries = "".join(
            f'<article class="post"><h2 class="entry-title">{link(view, address(article), article.title)}</h2>{_stamp(article.published)}'
            f"<p>{escape(article.summary)}</p></article>"
            for article in shown
        )
        older = number < pages_of(view.articles, PER_PAGE)
        entries += link(view, f"/page/{number + 1}/", "Pos-pos lama", ' class="next page-numbers"') if older else ""
        return _frame(view, entries, address, title="", rest=rest)

    return page


def _post(address: Callable[[Article], str], *, rest: bool, tag: bool) -> _Page:
    def page(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
        article = slugged(view, match["slug"])
        if article is None or address(article) != match[0]:
            return None
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "datePublished": article.published.isoformat(),
            "dateModified": article.modified.isoformat(),
        }
        head = (
            f'<link rel="canonical" href="{view.root}{address(article)}" />'
            f'<meta property="article:published_time" content="{article.published.astimezone(UTC).isoformat()}" />'
            f'<script type="application/ld+json">{json.dumps(data)}</script>'
        )
        main = (
            f'<article class="post"><h1 class="entry-title">{escape(article.title)}</h1>{_stamp(article.published)}'
            f'<div class="entry-content">{paragraphs(article)}</div></article>{_comments(view, article)}'
        )
        return _frame(view, main, address, title=article.title, rest=rest, head=head).but(tag=tag)

    return page


def _about(address: Callable[[Article], str], *, rest: bool) -> _Page:
    def page(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
        main = f"<h1>Profil</h1><p>{view.title} melayani warga pada hari kerja.</p>"
        return _frame(view, main, address, title="Profil", rest=rest)

    return page


def _feed(address: Callable[[Article], str], *, built_now: bool) -> _Page:
    def page(view: View, ask: Ask, _match: re.Match[str]) -> Answer | None:
        shown = paged(view.articles, ask.number("paged", 1), PER_PAGE)
        if not shown:
            return None
        built = view.now if built_now else max(article.modified for article in shown)
        items = "".join(
            f"<item><title>{escape(article.title)}</title><link>{view.root}{address(article)}</link>"
            f'<guid isPermaLink="false">{view.root}/?p={article.number}</guid><pubDate>{feed_date(article.published.astimezone(UTC))}</pubDate>'
            f"<description>{escape(article.summary)}</description></item>"
            for article in shown
        )
        return text(
            f'{XML}<rss version="2.0"><channel><title>{view.title}</title><link>{view.root}</link><description>Berita</description>'
            f"<lastBuildDate>{feed_date(built.astimezone(UTC))}</lastBuildDate>{items}</channel></rss>",
            "application/rss+xml; charset=UTF-8", zip=True, tag=True,
        )  # fmt: skip

    return page


def _instant(value: str) -> datetime:
    at = datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(tzinfo=WIB)


def _row(view: View, article: Article, address: Callable[[Article], str]) -> dict[str, Any]:
    def local(at: datetime) -> str:
        return at.strftime("%Y-%m-%dT%H:%M:%S")

    return {
        "id": article.number,
        "date": local(article.published),
        "date_gmt": local(article.published.astimezone(UTC)),
        "modified": local(article.modified),
        "modified_gmt": local(article.modified.astimezone(UTC)),
        "slug": article.slug,
        "status": "publish",
        "type": "post",
        "link": f"{view.root}{address(article)}",
        "title": {"rendered": escape(article.title)},
        "content": {"rendered": paragraphs(article), "protected": False},
    }


def _wrong(code: str, status: int) -> Answer:
    return text(json.dumps({"code": code, "message": code, "data": {"status": status}}), _JSON, status=status)


def _rest(address: Callable[[Article], str]) -> _Page:
    def page(view: View, ask: Ask, _match: re.Match[str]) -> Answer:
        number, size = ask.number("page", 1), ask.number("per_page", PER_PAGE)
        if not 1 <= size <= 100:
            return _wrong("rest_invalid_param", 400)
        try:
            since = _instant(ask.query["after"]) if "after" in ask.query else None
        except ValueError:
            return _wrong("rest_invalid_param", 400)
        found = tuple(article for article in view.articles if since is None or article.published > since)
        pages = pages_of(found, size) if found else 0
        if number > max(pages, 1):
            return _wrong("rest_post_invalid_page_number", 400)
        keep = set(filter(None, ask.query.get("_fields", "").split(",")))
        rows = [_row(view, article, address) for article in paged(found, number, size)]
        body = [{name: value for name, value in row.items() if not keep or name in keep} for row in rows]
        totals = (("X-WP-Total", str(len(found))), ("X-WP-TotalPages", str(pages)))
        return text(json.dumps(body), _JSON, headers=totals, zip=True)

    return page


def _index(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    children = ["/wp-sitemap-posts-post-1.xml", "/wp-sitemap-posts-page-1.xml"] + ["/sitemap-baru.xml"] * view.hacked
    rows = "".join(f"<sitemap><loc>{view.root}{child}</loc></sitemap>" for child in children)
    return text(
        f'{XML}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>',
        "application/xml; charset=UTF-8",
        zip=True,
    )


def _posts(address: Callable[[Article], str]) -> _Page:
    def page(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
        rows = [(f"{view.root}{address(a)}", a.modified.astimezone(UTC).isoformat()) for a in view.articles]
        return text(sitemap(rows), "application/xml; charset=UTF-8", zip=True)

    return page


def _pages(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    return text(sitemap([(f"{view.root}/profil/", "")]), "application/xml; charset=UTF-8", zip=True)


def _doors(view: View, _ask: Ask, _match: re.Match[str]) -> Answer | None:
    return text(sitemap(doorways(view)), "application/xml; charset=UTF-8") if view.hacked else None


def _root(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    return text(json.dumps({"name": view.title, "url": view.root, "namespaces": ["wp/v2"]}), _JSON)


def _refuse(_view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    return _wrong("rest_login_required", 401)


def wordpress(
    name: str, *, dated: bool = True, rest: bool = True, feed: bool = True, tag: bool = True, built_now: bool = False
) -> Shape:
    """Return a WordPress-like shape.

    ``dated``: the day stands in addresses; ``rest`` and ``feed``: switched on; ``tag``: pages carry an ETag;
    ``built_now``: the feed claims to be built at every request.
    """
    address = _dated if dated else _plain
    post = r"/\d{4}/\d\d/\d\d/(?P<slug>[\w-]+)/" if dated else r"/(?P<slug>[\w-]+)/"
    lists: tuple[Route, ...] = ((r"/wp-json/wp/v2/posts/?", _rest(address) if rest else _refuse),)
    lists += ((r"/feed/?", _feed(address, built_now=built_now)),) if feed else ()
    lists += ((r"/wp-json/?", _root if rest else _refuse),)
    routes: tuple[Route, ...] = (
        robots(private="/wp-admin/", sitemap="/wp-sitemap.xml"),
        *lists,
        (r"/wp-sitemap\.xml", _index),
        (r"/wp-sitemap-posts-post-1\.xml", _posts(address)),
        (r"/wp-sitemap-posts-page-1\.xml", _pages),
        (r"/sitemap-baru\.xml", _doors),
        (r"/(?:page/(?P<page>\d+)/)?", _front(address, rest=rest)),
        (r"/profil/", _about(address, rest=rest)),
        (post, _post(address, rest=rest, tag=tag)),
    )
    return Shape(name, routes, address, headers=(("Server", "nginx"),))


WORDPRESS = wordpress("wordpress")
WORDPRESS_SLOW = wordpress("wordpress-slow", dated=False, tag=False, built_now=True)
WORDPRESS_BARE = wordpress("wordpress-bare", dated=False, rest=False)
