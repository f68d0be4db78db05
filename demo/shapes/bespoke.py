"""Sites that somebody programmed: relative dates only, plain files, no date at all, or a short Indonesian stamp."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Literal

from demo.shapes.base import Shape, html, link, numbered, paged, pages_of, paragraphs, robots, slugged
from demo.values import Answer, Article, Ask, View
from demo.words import ago, short_stamp

PER_PAGE = 9
_Stamp = Callable[[View, Article], str]
_Find = Callable[[View, re.Match[str]], Article | None]


def _nothing(_view: View, _article: Article) -> str:
    return ""


def _ago(view: View, article: Article) -> str:
    return f'<span class="waktu">{ago(article.published, view.now)}</span>'


def _short(_view: View, article: Article) -> str:
    return f'<small class="text-muted">{short_stamp(article.published)}</small>'


def _by_slug(view: View, match: re.Match[str]) -> Article | None:
    return slugged(view, match["slug"])


def _by_number(view: View, match: re.Match[str]) -> Article | None:
    return numbered(view, match["number"])


def _frame(view: View, main: str, title: str = "", foot: str = "") -> Answer:
    top = f'<div class="navbar">{link(view, "/", view.title)}</div>'
    return html(
        view, f'{top}<div class="container">{main}</div><div class="footer">{foot or view.title}</div>', title=title
    )


def _list(
    shape_address: Callable[[Article], str], stamp: _Stamp, *, foot: bool
) -> Callable[[View, Ask, re.Match[str]], Answer]:
    def page(view: View, ask: Ask, _match: re.Match[str]) -> Answer:
        number = ask.number("page", 1)
        rows = "".join(
            f'<div class="card"><h4>{link(view, shape_address(article), article.title)}</h4>{stamp(view, article)}<p>{escape(article.summary)}</p></div>'
            for article in paged(view.articles, number, PER_PAGE)
        )
        older = number < pages_of(view.articles, PER_PAGE)
        rows += link(view, f"/berita?page={number + 1}", "Berikutnya", ' rel="next"') if older else ""
        return _frame(view, rows, foot=f"&copy; {view.now.year} {view.title}" if foot else "")

    return page


def _detail(find: _Find, stamp: _Stamp, *, foot: bool) -> Callable[[View, Ask, re.Match[str]], Answer | None]:
    def page(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
        article = find(view, match)
        if article is None:
            return None
        main = f"<h1>{escape(article.title)}</h1>{stamp(view, article)}<div>{paragraphs(article)}</div>"
        return _frame(view, main, article.title, foot=f"&copy; {view.now.year} {view.title}" if foot else "")

    return page


def bespoke(
    name: str, address: Callable[[Article], str], pattern: str, find: _Find, stamp: _Stamp,
    *, tells: Literal["published", "nothing"] = "published",
) -> Shape:  # fmt: skip
    """Return a home-made shape: where its articles are, how they are found, and what stamp they bear."""
    foot = tells == "published"
    routes = (
        robots(),
        (r"/(?:berita)?", _list(address, stamp, foot=foot)),
        (pattern, _detail(find, stamp, foot=foot)),
    )
    return Shape(name, routes, address, tells=tells, prose_dates=foot)


RELATIVE = bespoke("relative", lambda article: f"/berita/{article.slug}", r"/berita/(?P<slug>[\w-]+)", _by_slug, _ago)
LARAVEL = bespoke(
    "laravel",
    lambda article: f"/berita/{article.number}/{article.slug}",
    r"/berita/(?P<number>\d+)/[\w-]+",
    _by_number,
    _short,
)
UNDATED = bespoke(
    "undated",
    lambda article: f"/informasi/{article.slug}",
    r"/informasi/(?P<slug>[\w-]+)",
    _by_slug,
    _nothing,
    tells="nothing",
)


def _file(article: Article) -> str:
    return f"/berita/{article.slug}.html"


def _static_front(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    rows = "".join(f"<li>{link(view, _file(article), article.title)}</li>" for article in view.articles)
    newest = max((article.modified for article in view.articles), default=None)
    return html(view, f"<h1>{view.title}</h1><ul>{rows}</ul>").but(changed=newest, tag=True)


def _static_page(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
    article = slugged(view, match["slug"])
    if article is None:
        return None
    body = f"<h1>{escape(article.title)}</h1>{paragraphs(article)}<p>{link(view, '/', 'Kembali')}</p>"
    return html(view, body, title=article.title).but(changed=article.modified, tag=True)


STATIC = Shape(
    "static",
    (robots(), (r"/(?:index\.html)?", _static_front), (r"/berita/(?P<slug>[\w-]+)\.html", _static_page)),
    _file,
    tells="nothing",
    prose_dates=False,
    headers=(("Server", "nginx"),),
)
