"""Where on a page something stands, and what that says of a date there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.dates.scan import Scan
from crawler.own import resolve, split


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
_TABLE = tuple((place, re.compile(rf"(?:{words})", re.IGNORECASE)) for place, words in _WORDS)
_STEMS = frozenset(
    alternative[:3] for _, words in _WORDS for alternative in words.split("|") if re.match("[a-z-]{3}", alternative)
)
_WITHIN = ("related", "terkait", "teaser", "sidebar", "head")
"""How the names in the table begin, or what else they have in them: most names have neither, and no expression is tried."""

NAMES = 400
"""Characters of an element's names that are looked at, and kept for when they come again."""

_TAGS = {
    "aside": Place.SIDE,
    "nav": Place.LIST,
    "marquee": Place.CLOCK,
    "select": Place.LIST,
    "footer": Place.FOOTER,
    "header": Place.HEADER,
}
"""A header or footer inside an article is that article's own: there it says nothing."""

_NEAR = 450
"""Characters of text between headline and date within which a short line is the byline."""
_NEAR_BEFORE = 160
_BOX = 300
"""Characters of an aside that may be the article's own."""
_ARTICLES = re.compile(r"(?:^|[\s_-])(?:article|post|entry|author|byline|meta)(?:$|[\s_-])", re.IGNORECASE)
"""What the box of an article's own author and date is named for."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATES = 2  # of such a box: published and modified; more are a list's
_BODY = 600
"""Characters beside the headline from which a container holds the article's text."""
_ITEM_TEXT = 700
"""A container with more text than this is no entry of a list."""
_PERMALINK = 60
"""A link around the date with no more text than this is the date's own permalink."""
_WHOLE = frozenset({"body", "html", "main"})
_BLOCKS = frozenset({"div", "li", "article", "section", "tr", "a"})
"""What the entries of a list are made of."""
_TITLE_WORDS, _TITLE_LENGTH = 4, 22
_LINKED = 2
"""Words of the link in one of several equal blocks."""
_BYLINE_LINK = re.compile(
    r"/(?:author|authors|autor|user|profile|profil|people|category|kategori|tag|tags|topic|topics)/|[?&](?:author|cat|tag)=",
    re.IGNORECASE,
)


_FRAMES = frozenset({Place.HEADER, Place.FOOTER})


@dataclass(frozen=True, slots=True)
class _Region:
    """What the names of an element and of those around it tell; ``inside`` an article, head and foot are its own."""

    place: Place | None
    inside: bool


@dataclass(slots=True)
class Layout:
    """The places of one page, worked out only for those nodes that ask."""

    url: str
    headline: LexborNode | None
    name: str  # the headline in the form in which titles are compared
    start: int  # characters of text before the headline
    end: int  # characters of text up to its end
    spine: frozenset[int]  # the headline's ancestors: what they are called says nothing against a date
    article: frozenset[
        int
    ]  # of these, the ones that hold little more than the article: its own head and foot hang there
    known: dict[int, _Region] = field(default_factory=dict)
    links: dict[int, int] = field(default_factory=dict)  # of each link that was asked for: see _title_words
    large: set[int] = field(default_factory=set)


def layout(seen: Scan, *, url: str) -> Layout:
    """Find the headline: the heading that says what the page's title says, or else the first ``h1``."""
    best, start = _headline(seen)
    if best is None:
        return Layout(url, None, "", 0, 0, frozenset(), frozenset())
    text = best.text(strip=True)
    begin = seen.offsets[start] if start < len(seen.offsets) else 0
    chain = ancestors(best, 60)
    spine = frozenset(node.mem_id for node in chain)
    return Layout(url, best, plain(text), begin, begin + len(text), spine, _article(chain, len(text)))


def _article(chain: list[LexborNode], length: int) -> frozenset[int]:
    """The headline's ancestors up to the first that also holds a text."""
    inner = set()
    for node in chain:
        if node.tag in {"body", "html"}:
            break
        inner.add(node.mem_id)
        if len(node.text()) > length + _BODY:
            break
    return frozenset(inner)


_FIRST = re.compile(r"\w+")
_LEADS = 2.5
"""A title that begins with the heading and ends with the site's name is the page's; a banner repeats only its end."""


def _headline(seen: Scan) -> tuple[LexborNode | None, int]:
    title = plain(seen.title)
    begins = title.partition(" ")[0]
    best: tuple[float, LexborNode, int] | None = None
    for node, number in seen.headings[:60]:
        said = node.text()
        if node.tag != "h1" and not _may_match(said.lower(), title, begins):
            continue
        text = plain(said)
        if not text:
            continue
        match = len(text) > 8 and bool(title) and (text in title or title in text or text[:40] in title)
        share = 4.0 + 3.0 * min(1.0, len(text) / len(title)) if match else 0.0
        share += _LEADS if match and text != title and title.startswith(text) else 0.0
        rank = share + 2.0 * (node.tag == "h1") + 1.0 * (node.tag not in {"h1", "h2", "h3"})
        if rank >= 2.0 and (best is None or rank > best[0]):
            best = (rank, node, number)
    return (best[1], best[2]) if best else (None, 0)


def _may_match(said: str, title: str, begins: str) -> bool:
    """Whether a heading can be the title's or hold it: one begins with a word that the other has. A quick look."""
    first = _FIRST.search(said)
    return first is not None and bool(title) and (first[0] in title or begins in said)


def plain(text: str) -> str:
    """Lower case, words parted by one blank, at most 300 characters: the form in which titles are compared."""
    return re.sub(r"\W+", " ", text).strip().lower()[:300]


def ancestors(node: LexborNode, most: int) -> list[LexborNode]:
    """The elements around ``node``, innermost first, at most ``most``."""
    chain: list[LexborNode] = []
    parent = node.parent
    while parent is not None and len(chain) < most:
        chain.append(parent)
        parent = parent.parent
    return chain


def place_of(node: LexborNode, offset: int, page: Layout) -> Place:
    """The region in which ``node`` stands, ``offset`` characters of text into the page."""
    place = _region(node, page).place
    if place is not None:
        return place
    near = page.headline is not None and page.start - _NEAR_BEFORE <= offset <= page.end + _NEAR
    chain = [node, *ancestors(node, 8)]
    if (not near and _list_entry(chain, page) is not None) or _is_repeated(chain, page):
        return Place.LIST
    return Place.HEADLINE if near else Place.CONTENT


def _is_repeated(chain: list[LexborNode], page: Layout) -> bool:
    """Tell whether the date and a link to another page stand in one of several blocks of the same build."""
    words = 0
    for node in chain:
        if node.tag == "-text":
            continue
        if _is_whole(node, page, measured=words < _TITLE_WORDS):  # the entry around a title may be long
            return False
        words = max([words, *(_link_words(link, page) for link in node.css("a")[:20])])
        if words >= _LINKED and node.tag in _BLOCKS and _has_sibling(node):
            return True
    return False


def _has_sibling(entry: LexborNode) -> bool:
    """Tell whether a block of the same tag and class stands beside ``entry``, as the next entry of a list does."""
    own = (entry.tag, entry.attributes.get("class"))
    after, before = entry.next, entry.prev
    while after is not None and after.tag in {"-text", "-comment"}:
        after = after.next
    while before is not None and before.tag in {"-text", "-comment"}:
        before = before.prev
    return any(
        other is not None and (other.tag, other.attributes.get("class")) == own and other.css_first("a") is not None
        for other in (after, before)
    )


def _region(node: LexborNode, page: Layout) -> _Region:
    """The innermost region that the names around ``node`` tell, up to where the headline's ancestors begin."""
    path: list[LexborNode] = []
    here: LexborNode | None = node if node.tag != "-text" else node.parent
    region = _Region(None, inside=False)
    while here is not None:
        key = here.mem_id
        if key in page.known:
            region = page.known[key]
            break
        if key in page.spine or here.tag in {"body", "html"}:
            region = _Region(None, inside=key in page.article or here.tag in {"article", "main"})
            break
        path.append(here)
        here = here.parent
    for inner in reversed(path):
        region = page.known[inner.mem_id] = _enter(inner, region, page)
    return region


def _enter(node: LexborNode, around: _Region, page: Layout) -> _Region:
    """The region inside ``node``, which stands in the region ``around``."""
    tag = node.tag or ""
    inside = around.inside or tag in {"article", "main"}
    own = _name_place(node, tag)
    if own is Place.CONTENT or (own is Place.SIDE and _is_byline_box(node, page, around)):
        return around if inside is around.inside else _Region(around.place, inside=inside)
    if own not in _FRAMES:
        return _Region(own, inside=inside)
    return _Region(around.place or (None if inside else own), inside=inside)


def _is_byline_box(node: LexborNode, page: Layout, around: _Region) -> bool:
    """Tell whether a box at the side is the article's own, with its author and date: small, and named for that or for nothing.

    One that is named for nothing must hang where the headline does; none may lead to another page.
    """
    text = node.text(strip=True)
    if around.place is not None or len(text) > _BOX or len(_YEAR.findall(text)) > _DATES:
        return False
    names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
    if _ARTICLES.search(names):
        return not any(_is_title_link(link, page, least=1) for link in node.css("a")[:20])
    unnamed = not any(_rank(name) is not None for name in names.split())
    parent = node.parent
    return unnamed and (around.inside or (parent is not None and parent.mem_id in page.article))


def _name_place(node: LexborNode, tag: str) -> Place:
    """The place that a single element's tag, id and classes name; CONTENT where they name none."""
    if tag in _TAGS:
        return _TAGS[tag]
    return _named_place(f"{node.id or ''} {node.attrs.get('class') or ''}"[:NAMES])


@lru_cache(maxsize=8192)
def _named_place(said: str) -> Place:
    names = said.split()
    if "Blog" in names:  # Blogger calls its main column a widget
        return Place.CONTENT
    ranks = [rank for rank in map(_rank, names) if rank is not None]
    return _TABLE[min(ranks)][0] if ranks else Place.CONTENT


@lru_cache(maxsize=8192)
def _rank(name: str) -> int | None:
    """The first line of the table whose words ``name`` is one of; the same names come again on every page of a site."""
    low = name.lower()
    if low[:3] not in _STEMS and not any(word in low for word in _WITHIN):
        return None
    return next((rank for rank, (_, pattern) in enumerate(_TABLE) if pattern.fullmatch(name)), None)


def _list_entry(chain: list[LexborNode], page: Layout) -> LexborNode | None:
    """The small block around the date that carries the title of another page as a link, None where there is none."""
    around = {node.mem_id for node in chain[:9] if node.tag == "a" and len(node.text()) <= _PERMALINK}
    for node in chain[:9]:
        if node.tag == "-text":
            continue
        if _is_whole(node, page):
            return None
        if any(_is_title_link(link, page) for link in node.css("a")[:20] if link.mem_id not in around):
            return node
    return None


def _is_whole(node: LexborNode, page: Layout, *, measured: bool = True) -> bool:
    """Tell whether an element holds the headline, or too much text for an entry of a list."""
    key = node.mem_id
    if key in page.spine or key in page.large or node.tag in _WHOLE:
        return True
    if measured and len(node.text()) > _ITEM_TEXT:
        page.large.add(key)
        return True
    return False


def _is_title_link(link: LexborNode, page: Layout, *, least: int = _TITLE_WORDS) -> bool:
    """Tell whether a link of so many words leads to another page, and does not merely lead to its category."""
    return _link_words(link, page) >= least


def _link_words(link: LexborNode, page: Layout) -> int:
    """The words of a link to another page; each link is looked at once."""
    key = link.mem_id
    words = page.links.get(key)
    if words is None:
        words = page.links[key] = _words_away(link, page)
    return words


def _words_away(link: LexborNode, page: Layout) -> int:
    """The words of a link to another page, fewer than a title's where they are too short for one; 0 for any other link."""
    href = (link.attrs.get("href") or "").strip()
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")) or _BYLINE_LINK.search(href):
        return 0
    text = link.text()
    words = len(text.split())
    if not words:
        return 0
    there = href if href.startswith(("http://", "https://")) else resolve(page.url, href)
    target, own = split(there), split(page.url)
    if (target.path.rstrip("/"), target.query) == (own.path.rstrip("/"), own.query):
        return 0
    if plain(text) == page.name:
        return 0
    return words if len(text) >= _TITLE_LENGTH else min(words, _TITLE_WORDS - 1)
