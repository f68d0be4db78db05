"""What the name of an element, its id or one of its classes, says of the place: a table, and a quick look at it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Place(StrEnum):
    """A region of a page; the words stand in a clue's ``where``."""

    HEADLINE = "near the headline"
    CONTENT = "in the content"
    HEADER = "in the header"
    MENU = "in a menu"
    SIDE = "in the sidebar"
    FOOTER = "in the footer"
    COMMENTS = "in the comments"
    LIST = "in a list of other pages"
    EVENTS = "in an agenda"
    CLOCK = "in a clock"


_WORDS: tuple[tuple[Place, str], ...] = (
    (
        Place.COMMENTS,
        r"comments?(?:[-_]?(?:list|area|section|body|meta|metadata|wrap|container|item|s|content|author|date|time|thread|box|holder|respond))?|commentlist|comment-.*|komentar.*|komen|disqus.*|respond|replies|user-?comments?|fb-comments|discussion|guestbook|buku-?tamu|testimoni\w*",
    ),
    (
        Place.CLOCK,
        r"jam|jam-.*|jam_.*|clock|live-?clock|digital-?clock|clock.*|tanggal-?hari-?ini|hari-?ini|today|current-?(?:date|time)|date-?now|datetime-?now|jadwal-?(?:sholat|shalat|salat)|sholat|imsakiyah|prayer.*|weather|cuaca|realtime|date-?today|curdate|todays?-?date|time-?now|running-?text|marquee|topbar-date|(?:[a-z]+-)?head(?:er)?[-_](?:date|detail).*|tanggal-?sekarang|jamdigital|waktu-?sekarang",
    ),
    (
        Place.EVENTS,
        r"agenda.*|events?|event-.*|events-.*|jadwal.*|acara|kegiatan-mendatang|tribe-events.*|upcoming.*|kalender.*|wp-calendar.*|calendar-?wrap|calendar_wrap|calendar-widget|widget_calendar",
    ),
    (
        Place.LIST,
        r"related.*|.*[-_]related|relatedposts?|terkait|.*-terkait|berita-?(?:terkait|lain|lainnya|populer|terbaru|terkini)|artikel-?(?:terkait|lain|terbaru|populer)|recent.*|latest.*|terbaru|terkini|terpopuler|populer|popular.*|most-?(?:read|popular|viewed|shared)|trending.*|more-?(?:news|stories|articles|posts|from)|read-?(?:more|also|next)|baca-?juga|lainnya|teasers?|teaser-.*|.*-teaser|recommend.*|you-?may.*|see-?also|post-?navigation|nav-?links|nav-previous|nav-next|navigation|archives?|arsip|archive-list|newsticker|ticker|breaking.*|carousel.*|slider.*|owl-.*|swiper.*|headlines|headline-news|blogroll|suggest.*|similar.*|further|next-?(?:post|article)|prev(?:ious)?-?(?:post|article)|up-next|tagged|promo.*|crp_related|jp-relatedposts|yarpp.*|outbrain.*|taboola.*|whats-?new|top-?stories|topnews|loop-.*|pagination|tweets?|twitter-.*|timeline-.*|instagram.*|feed|rss.*|product-?list",
    ),
    (
        Place.SIDE,
        r"sidebar.*|side-?bar.*|.*-sidebar|aside|widgets?|widget[-_].*|widget-area|right|kanan|kiri|right-?(?:col|column|side|bar|panel)|left-?(?:col|column|side|bar|panel)|rightcol.*|leftcol.*|side|side-.*|rail|right-rail|secondary|tertiary|col-?(?:right|left)|statistik.*|pengunjung|visitors?|counter|polling|secondary-.*|marginal.*|randspalte|rightcontent",
    ),
    (
        Place.FOOTER,
        r"footer|site-?footer|page-?footer|footer-(?!line).*|foot|colophon|bottom-?bar|copyright.*|copy|credits?|impressum|main-?footer|global-footer|footer_.*|footnotes?|bottom|global-?footer|fuss|fusszeile|hak-?cipta",
    ),
    (Place.MENU, r"top-?nav.*|topmenu|top-?menu|navbar.*|nav|main-?nav.*|menu.*|navigation-top"),
    (
        Place.HEADER,
        r"masthead|site-?header|page-?header-?top|top-?bar.*|topbar.*|top-?header.*|header-?top.*|header-?main|main-?header|global-?header|branding|site-branding|logo|banner|top|topline|header|head|kopf|kepala",
    ),
)
_ALTERNATIVE = re.compile(r"(?:[^|()]|\((?:[^()]|\([^()]*\))*\))+")
"""One of the words of a line: what stands between two bars that are in no brackets."""
_STEM = re.compile(r"[a-z-]{3}(?![?*])")
_WITHIN = re.compile("related|terkait|teaser|sidebar|head")
"""What such names have in them as do not begin like a word of the table."""


def _beginning(word: str) -> str:
    stem = _STEM.match(word)
    return stem[0] if stem else ""


_LINES = [_ALTERNATIVE.findall(words) for _, words in _WORDS]
_BEGINNINGS = frozenset(_beginning(word) for words in _LINES for word in words)
"""How a name in the table begins, "" for what may begin otherwise: most names do not, and no expression is tried."""


@lru_cache(maxsize=len(_BEGINNINGS))  # made when first asked for: a command that reads no page needs none
def _table(begin: str) -> re.Pattern[str]:
    """The words of the table that begin so, a group to a line: the first that fits a name from end to end holds."""
    lines = ("|".join(word for word in words if _beginning(word) == begin) or "(?!)" for words in _LINES)
    return re.compile("|".join(f"({words})" for words in lines), re.IGNORECASE)


NAMES = 400
"""Characters of an element's names that are looked at, and kept for when they come again."""


@lru_cache(maxsize=8192)
def named_place(said: str) -> Place:
    """The place that an element's id and classes, parted by blanks, name; CONTENT where they name none."""
    names = said.split()
    if "Blog" in names:  # Blogger calls its main column a widget
        return Place.CONTENT
    ranks = [found for found in map(rank, names) if found is not None]
    return _WORDS[min(ranks)][0] if ranks else Place.CONTENT


@lru_cache(maxsize=8192)
def rank(name: str) -> int | None:
    """The first line of the table whose words ``name`` is one of; the same names come again on every page of a site."""
    low = name.lower()
    line = _line(low[:3], name) if low[:3] in _BEGINNINGS else None
    if _WITHIN.search(low) is None:
        return line
    other = _line("", name)
    return other if line is None or (other is not None and other < line) else line


def _line(begin: str, name: str) -> int | None:
    fits = _table(begin).fullmatch(name)
    return fits.lastindex - 1 if fits and fits.lastindex else None
