"""What a virtual site sends: front page, list pages, feed, sitemap, articles. Pure: the same question, the same answer.

"The same question" includes the moment: clocks, counters and boxes turn with it, as they do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from random import Random
from urllib.parse import parse_qs, urlsplit

from bench.years.values import Item, Site, Sort, Trouble, Version
from demo.words import ago, feed_date, header_date, long_day, week_day

ARCHIVE = 12  # entries on a list page behind the front page

SAYINGS = tuple(
    f"{start} {end}"
    for start in ("Hemat pangkal kaya sedangkan", "Pepatah lama mengatakan bahwa", "Ingatlah selalu pesan ini bahwa", "Orang bijak berkata bahwa", "Kata mutiara hari ini ialah", "Petuah para leluhur kita yaitu", "Nasihat bagi kita semua bahwa")
    for end in ("rajin belajar pangkal pandai", "kebersihan sebagian dari iman", "bersatu kita teguh bercerai runtuh", "sedikit demi sedikit menjadi bukit", "malu bertanya sesat di jalan", "air tenang menghanyutkan siapa saja", "berat sama dipikul ringan dijinjing", "gayung bersambut kata berjawab")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer: status, content type, body."""

    status: int
    kind: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _View:
    """A site at a moment: what stands on it, newest claim first."""

    site: Site
    now: datetime
    shown: tuple[tuple[Item, Version], ...]
    services: tuple[tuple[Item, Version], ...]

    def has(self, trouble: Trouble) -> bool:
        return trouble in self.site.troubles

    @property
    def hacked(self) -> bool:
        span = self.site.hacked
        return span is not None and span[0] <= self.now.date() < span[1]

    @property
    def redesigned(self) -> bool:
        return self.site.redesigned is not None and self.site.redesigned <= self.now.date()


def answer(site: Site, url: str, now: datetime) -> Sent:
    """What the site sends to who asks for ``url`` at ``now`` (city time)."""
    view, parts = _view(site, now), urlsplit(url)
    path, shape = parts.path, site.shape
    if path in {"", "/"}:
        return _html(view, site.name, _list(view, view.shown[: shape.front], 1), front=True)
    if path.startswith("/halaman/") and path[9:].isdecimal() and shape.archive:
        start = shape.front + (int(path[9:]) - 2) * ARCHIVE
        return _html(view, "Arsip Berita", _list(view, view.shown[start : start + ARCHIVE], int(path[9:])))
    if shape.feed and path in {"/feed", "/feed/"}:
        said = parse_qs(parts.query).get("start-index", ["1"])[0]
        return _feed(view, int(said) - 1) if said.isdecimal() else _feed(view, 0)
    if shape.sitemap and path == "/sitemap.xml":
        return _sitemap(view)
    for item, version in (*view.shown, *view.services):
        if site.address(item).endswith(path):
            return _html(view, version.title, _article(view, item, version))
    return Sent(404, "text/html", b"<html><body><p>Halaman tidak ditemukan</p></body></html>")


def _view(site: Site, now: datetime) -> _View:
    standing = [(item, version) for item in site.items if (version := item.at(now))]
    shown = [pair for pair in standing if pair[0].sort is not Sort.SERVICE]
    shown.sort(key=lambda pair: (pair[1].claimed, pair[0].slug), reverse=True)
    if not site.shape.dates and not site.shape.feed:  # software that knows no dates lists by number
        shown.sort(key=lambda pair: pair[0].born, reverse=True)
    return _View(site, now, tuple(shown), tuple(pair for pair in standing if pair[0].sort is Sort.SERVICE))


# -- pages -----------------------------------------------------------------------------------------------------------


def _html(view: _View, title: str, inside: str, *, front: bool = False) -> Sent:
    shape, site = view.site.shape, view.site
    head = f"<title>{escape(title)}{'' if front else ' - ' + site.name}</title>"
    if shape.feed:
        head += f'<link rel="alternate" type="application/{shape.feed}+xml" href="/feed">'
    menu = "".join(f'<li><a href="{site.address(item)}">{escape(v.title)}</a></li>' for item, v in view.services)
    clock = f"<div class='tgl'>{_clock(view)}</div>" if view.has(Trouble.CLOCK) else ""
    hidden = _HIDDEN if view.hacked else ""
    extra = _REDESIGN if view.redesigned and not front else ""
    main = (
        f'<div class="konten"><div class="kolom">{inside}{extra}</div></div>'
        if view.redesigned
        else f"<main>{inside}</main>"
    )
    count = f"<div>Pengunjung: {view.now.toordinal() * 7 + len(title)} orang</div>" if view.has(Trouble.COUNTER) else ""
    body = f"<header>{site.name} {clock}</header><nav><ul>{menu}</ul></nav>{main}{count}{hidden}<footer>Hak cipta {view.now.year} {site.name}</footer>"
    return Sent(
        200,
        "text/html; charset=utf-8",
        f'<!doctype html><html lang="id"><head>{head}</head><body>{body}</body></html>'.encode(),
    )


_HIDDEN = (
    '<div style="position:absolute;left:-9999px"><a href="https://contoh88.invalid/">situs slot gacor</a>'
    '<a href="https://umpama77.invalid/">link alternatif slot88</a></div>'
)
_REDESIGN = (
    "<p>Terima kasih telah mengunjungi laman resmi kami, silakan sampaikan saran melalui kotak pengaduan warga.</p>"
    "<p>Kantor kami melayani warga pada hari kerja dengan ramah, cepat, dan tanpa biaya apa pun.</p>"
)


def _clock(view: _View) -> str:
    shown = view.now.astimezone(UTC) if view.has(Trouble.UTC) else view.now
    return f"{week_day(shown.date())} {shown:%H:%M:%S}"


def _article(view: _View, item: Item, version: Version) -> str:
    split = "<br><br>".join if view.redesigned else "".join
    text = split(escape(line) if view.redesigned else f"<p>{escape(line)}</p>" for line in version.paragraphs)
    dated = "" if item.sort is Sort.SERVICE else _dated(view, version)
    today = f"<p>{_clock(view)}</p>" if view.has(Trouble.TODAY) else ""
    read = (
        f"<p>Dibaca {view.now.toordinal() % 9973} kali oleh pengunjung laman ini</p>"
        if view.has(Trouble.COUNTER)
        else ""
    )
    said = _comments(version)
    return (
        f"<h1>{escape(version.title)}</h1>{today}{dated}<div>{text}</div>{read}{_saying(view)}{_box(view, item)}{said}"
    )


def _dated(view: _View, version: Version) -> str:
    at = version.claimed
    match view.site.shape.dates:
        case "meta":
            changed = version.modified.isoformat()
            return f'<p class="entry-meta"><time class="entry-date published" datetime="{at.isoformat()}">{long_day(at.date())}</time><time class="updated" datetime="{changed}"></time></p>'
        case "stamp":
            return f"<p>{week_day(at.date())} - {at:%H:%M:%S} WIB</p>"
        case "plain":
            return f"<p>Diposting pada {long_day(at.date())}</p>"
        case "ago":
            return f"<p>{ago(at, view.now)}</p>" if at <= view.now else f"<p>{long_day(at.date())}</p>"
        case _:
            return ""


_TIMES = ("satu", "dua", "tiga", "empat", "lima", "enam")


def _comments(version: Version) -> str:
    lines = (f"Warga: {escape(line)} pada kesempatan ke {_TIMES[n % 6]}" for n, line in enumerate(version.comments))
    said = "".join(f"<p>{line}</p>" for line in lines)
    return f"<h3>{len(version.comments)} Komentar</h3><div>{said}</div>" if said else ""


def _saying(view: _View) -> str:
    if view.has(Trouble.DAILY):
        return f"<p>{SAYINGS[view.now.toordinal() % len(SAYINGS)]}</p>"
    if view.has(Trouble.WEEKLY):
        return f"<p>{SAYINGS[view.now.toordinal() // 7 % len(SAYINGS)]}</p>"
    return ""


def _box(view: _View, here: Item | None) -> str:
    if not (view.has(Trouble.BOX) or view.has(Trouble.TEASERS)) or len(view.shown) < 5:
        return ""
    pick = Random(f"{view.now.isoformat()} {here.slug if here else ''} {view.site.number}")
    drawn = pick.sample(view.shown, k=3)
    if view.has(Trouble.TEASERS):
        rows = "".join(
            f'<h4><a href="{view.site.address(i)}">{escape(v.title)}</a></h4><p>{escape(v.paragraphs[0])}</p>'
            for i, v in drawn
        )
        return f"<div class='acak'><h3>Mungkin Anda suka</h3>{rows}</div>"
    rows = "".join(f'<li><a href="{view.site.address(i)}">{escape(v.title)}</a></li>' for i, v in drawn)
    return f"<ul class='acak'>{rows}</ul>"


def _list(view: _View, entries: tuple[tuple[Item, Version], ...], number: int) -> str:
    rows = "".join(_entry(view, item, version) for item, version in entries)
    more = len(view.shown) > view.site.shape.front + (number - 1) * ARCHIVE and view.site.shape.archive
    following = f'<p><a href="/halaman/{number + 1}">Halaman berikutnya</a></p>' if more else ""
    return f"<h1>Berita</h1>{rows}{_saying(view)}{_box(view, None)}{following}"


def _entry(view: _View, item: Item, version: Version) -> str:
    dated = _dated(view, version) if view.site.shape.list_dates else ""
    return f'<div class="post"><h2><a href="{view.site.address(item)}">{escape(version.title)}</a></h2>{dated}<p>{escape(version.paragraphs[0])}</p></div>'


# -- lists -----------------------------------------------------------------------------------------------------------


def _feed(view: _View, start: int) -> Sent:
    """The newest items; Blogger's feed names its next page, the others end."""
    wrong = view.has(Trouble.WRONG_ZONE)
    rows = []
    items = view.shown[start : start + view.site.shape.items]
    for item, version in items:
        at = version.claimed.replace(tzinfo=UTC) if wrong else version.claimed
        if view.site.shape.feed == "rss":
            rows.append(
                f"<item><title>{escape(version.title)}</title><link>{view.site.address(item)}</link><pubDate>{feed_date(at)}</pubDate></item>"
            )
        else:
            rows.append(
                f'<entry><title>{escape(version.title)}</title><link href="{view.site.address(item)}"/><id>{view.site.address(item)}</id>'
                f"<published>{at.isoformat()}</published><updated>{version.modified.isoformat()}</updated></entry>"
            )
    if view.site.shape.feed == "rss":
        built = feed_date(view.now)
        text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{view.site.name}</title><lastBuildDate>{built}</lastBuildDate>{"".join(rows)}</channel></rss>'
    else:
        more = start + len(items) < len(view.shown)
        following = f'<link rel="next" href="/feed?start-index={start + len(items) + 1}"/>' if more else ""
        text = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{view.site.name}</title>{following}<updated>{view.now.isoformat()}</updated>{"".join(rows)}</feed>'
    return Sent(200, "application/xml", text.encode())


def _sitemap(view: _View) -> Sent:
    stamped = view.now - timedelta(hours=2)
    rows = "".join(
        f"<url><loc>{view.site.address(item)}</loc><lastmod>{(stamped if view.has(Trouble.STAMPED) else version.modified).isoformat(timespec='seconds')}</lastmod></url>"
        for item, version in (*view.shown, *view.services)
    )
    return Sent(
        200,
        "application/xml",
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode(),
    )


def served(now: datetime) -> str:
    """The Date header of an answer."""
    return header_date(now)
