"""OpenSID-like: a live clock in the header, a sitemap that holds the future, and an RSS link that points at it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import escape

from demo.shapes.base import (
    XML,
    Shape,
    doorways,
    drawn,
    html,
    link,
    numbered,
    paged,
    pages_of,
    paragraphs,
    robots,
    sitemap,
    text,
)
from demo.values import Answer, Article, Ask, View
from demo.words import feed_date, long_day, plain_day, week_day

PER_PAGE = 8
_PRAYERS = (("Subuh", "04.31"), ("Zuhur", "11.46"), ("Asar", "15.08"), ("Magrib", "17.54"), ("Isya", "19.08"))
_AGENDA = ("Rapat koordinasi ketua RT", "Posyandu balita", "Senam bersama")


def _address(article: Article) -> str:
    day = article.first
    return f"/artikel/{day.year}/{day.month}/{day.day}/{article.slug}"


def _head(view: View) -> str:
    # The constants are the software's own: a revision of 2010, the root as every page's canonical address, and the
    # sitemap where readers would expect the feed.
    return (
        '<meta name="generator" content="OpenSID demo"><meta name="revised" content="Monday, March 1st, 2010, 9:00 am">'
        f'<link rel="canonical" href="{view.root}/"><link rel="alternate" type="application/rss+xml" href="{view.root}/sitemap">'
    )


def _header(view: View) -> str:
    prayers = "".join(f"<li>{name} {time}</li>" for name, time in _PRAYERS)
    return (
        f'<header><h2>{link(view, "/", view.title)}</h2><div id="jam">{week_day(view.today)} {view.now:%H:%M:%S} WIB</div>'
        f"<marquee>Selamat datang di situs {view.title}. Hari ini {week_day(view.today)}.</marquee>"
        f'<div class="jadwal-shalat"><h3>Jadwal Salat {long_day(view.today)}</h3><ul>{prayers}</ul></div></header>'
    )


def _agenda_days(view: View) -> list[datetime]:
    """Days ahead of the last sign of life: future ones on a site that is alive, past ones on a dead one."""
    newest = max((article.published for article in view.genuine), default=view.now)
    start = min(view.now, newest + timedelta(days=14))
    return [start + timedelta(days=3 + 6 * at) for at in range(len(_AGENDA))]


def _aside(view: View) -> str:
    agenda = "".join(
        f"<li>{name}, {plain_day(day)}</li>" for name, day in zip(_AGENDA, _agenda_days(view), strict=True)
    )
    lot = "".join(
        f"<li>{link(view, _address(article), article.title)} <small>{long_day(article.published)}</small></li>"
        for article in drawn(view, view.hits, view.articles, 4)
    )
    counter = f"Hari ini: {view.hits}<br>Kemarin: {view.hits % 7 + 11}<br>Total: {18250 + view.hits}"
    return (
        f'<aside><div class="agenda"><h3>Agenda</h3><ul>{agenda}</ul></div><div class="acak"><h3>Artikel Acak</h3><ul>{lot}</ul></div>'
        f'<div class="statistik"><h3>Pengunjung</h3>{counter}</div></aside>'
    )


def _frame(view: View, main: str, title: str = "") -> Answer:
    foot = f"<footer>Hak cipta &copy; 2016-{view.now.year} {view.title}</footer>"
    return html(
        view,
        f'{_header(view)}<main id="contentwrapper">{main}</main>{_aside(view)}{foot}',
        title=title,
        head=_head(view),
    )


def _front(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
    number = int(match["page"] or 1)
    shown = paged(view.articles, number, PER_PAGE)
    if not shown and number > 1:
        return None
    rows = "".join(
        f'<div class="artikel"><h3>{link(view, _address(article), article.title)}</h3><p class="kecil">{long_day(article.published)} | Administrator</p>'
        f"<p>{escape(article.summary)}</p></div>"
        for article in shown
    )
    older = number < pages_of(view.articles, PER_PAGE)
    return _frame(view, rows + (link(view, f"/index/{number + 1}", "Selanjutnya", ' rel="next"') if older else ""))


def _article(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
    article = next((one for one in view.articles if _address(one) == match[0]), None)
    if article is None:
        return None
    at = article.published
    main = (
        f'<div class="artikel" id="artikel-{article.number}"><h2 class="judul">{escape(article.title)}</h2>'
        f'<h3 class="kecil"><i class="fa fa-user"></i> Administrator <i class="fa fa-clock-o"></i> {long_day(at)} {at:%H:%M:%S}'
        f' <i class="fa fa-eye"></i> Dibaca {article.number * 7 % 90 + 30 + view.hits} Kali</h3><div class="teks">{paragraphs(article)}</div></div>'
    )
    return _frame(view, main, article.title)


def _vision(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    return _frame(
        view, "<h2>Visi dan Misi</h2><p>Melayani warga dengan ramah, cepat, dan terbuka.</p>", "Visi dan Misi"
    )


def _feed(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{view.root}{_address(article)}</link><pubDate>{feed_date(article.published)}</pubDate>"
        f"<description>{escape(article.summary)}</description></item>"
        for article in view.articles[:50]
    )
    return text(
        f'{XML}<rss version="2.0"><channel><title>{view.title}</title><link>{view.root}/</link><description>Artikel</description>{items}</channel></rss>',
        "application/rss+xml; charset=utf-8",
    )


def _sitemap(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    """List what is published, and also a page without news, an agenda item and a draft that nobody can open."""
    rows = [(f"{view.root}{_address(article)}", article.published.date().isoformat()) for article in view.articles]
    ahead, draft = _agenda_days(view)[-1], view.now - timedelta(days=20)
    rows += [
        (f"{view.root}/artikel/2019/3/12/visi-dan-misi", "2019-03-12"),
        (
            f"{view.root}/artikel/{ahead.year}/{ahead.month}/{ahead.day}/agenda-rapat-koordinasi",
            ahead.date().isoformat(),
        ),
        (f"{view.root}/artikel/{draft.year}/{draft.month}/{draft.day}/konsep-belum-terbit", draft.date().isoformat()),
    ]
    return text(sitemap([*rows, *doorways(view)]), "text/xml; charset=utf-8")


def _by_number(view: View, _ask: Ask, match: re.Match[str]) -> Answer | None:
    article = numbered(view, match["number"])
    if article is None:
        return None
    return Answer(b"", status=301, headers=(("Location", f"{view.root}{_address(article)}"),))


OPENSID = Shape(
    "opensid",
    (
        robots(),
        (r"/(?:index/(?P<page>\d+))?", _front),
        (r"/artikel/2019/3/12/visi-dan-misi", _vision),
        (r"/artikel/\d{4}/\d+/\d+/[\w-]+", _article),
        (r"/first/artikel/(?P<number>\d+)", _by_number),
        (r"/feed", _feed),
        (r"/sitemap(?:\.xml)?", _sitemap),
    ),
    _address,
)
