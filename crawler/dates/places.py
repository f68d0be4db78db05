"""Where on a page something stands, and what that says of a date there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.dates.names import NAMES, Place, named_place, rank
from crawler.dates.scan import Scan
from crawler.own import resolve, split
from crawler.regions import TEXT_ID, ancestors, by_tag_id, mark, tag_ids

_TAGS = by_tag_id(
    (Place.SIDE, {"aside"}),
    (Place.LIST, {"nav", "select"}),
    (Place.CLOCK, {"marquee"}),
    (Place.FOOTER, {"footer"}),
    (Place.HEADER, {"header"}),
)
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
_CHAIN = 8
"""Elements around a date that may be an entry of a list."""
_DEPTH = 60
"""Elements around a headline that are looked at."""
_WHOLE = tag_ids({"body", "html", "main"})
_BLOCKS = tag_ids({"div", "li", "article", "section", "tr", "a"})
"""What the entries of a list are made of."""
_TITLE_WORDS, _TITLE_LENGTH = 4, 22
_LINKS = 20
"""Links of an element that are looked at."""
_WALKED = 500
"""Elements among which they are looked for: boxes nested around half a page would be walked once each."""
_LINKED = 2
"""Words of the link in one of several equal blocks."""
_WHOLE_PATHS = ("/", "http://", "https://")
"""How an address begins that names its whole path."""
_BYLINE_LINK = re.compile(
    r"/(?:author|authors|autor|user|profile|profil|people|category|kategori|tag|tags|topic|topics)/|[?&](?:author|cat|tag)=",
    re.IGNORECASE,
)


_FRAMES = frozenset({Place.HEADER, Place.FOOTER})


class _Region(NamedTuple):
    """What the names of an element and of those around it tell; ``inside`` an article, head and foot are its own."""

    place: Place | None
    inside: bool


_NOWHERE, _INSIDE = _Region(None, inside=False), _Region(None, inside=True)
_ROOTS, _ARTICLE, _LINK, _TOP = (tag_ids(tags) for tags in ({"body", "html"}, {"article", "main"}, {"a"}, {"h1"}))


@dataclass(slots=True)
class Layout:
    """The places of one page, worked out only for those nodes that ask."""

    url: str
    headline: LexborNode | None
    name: str  # the headline in the form in which titles are compared
    start: int  # characters of text before the headline
    end: int  # characters of text up to its end
    last: int  # number of its last text, -1 without a headline
    spine: frozenset[int]  # the headline's ancestors: what they are called says nothing against a date
    article: frozenset[
        int
    ]  # of these, the ones that hold little more than the article: its own head and foot hang there
    known: dict[int, _Region] = field(default_factory=dict)
    links: dict[int, int] = field(default_factory=dict)  # of each link that was asked for: see _link_words
    holding: dict[int, list[LexborNode]] = field(default_factory=dict)  # of each element that was asked for: see _links
    large: set[int] = field(default_factory=set)


def layout(seen: Scan, *, url: str) -> Layout:
    """Find the headline: the heading that says what the page's title says, or else the first ``h1``."""
    best, start = _headline(seen)
    if best is None:
        return Layout(url, None, "", 0, 0, -1, frozenset(), frozenset())
    text = best.text(strip=True)
    begin = seen.offsets[start] if start < len(seen.offsets) else 0
    chain = ancestors(best, _DEPTH)
    spine = [node.mem_id for node in chain]
    end = begin + len(text)
    article = _article(chain, len(text), _far(seen, begin, end))
    last = bisect_left(seen.offsets, end) - 1
    return Layout(url, best, plain(text), begin, end, last, frozenset(spine), frozenset(spine[:article]))


def _far(seen: Scan, begin: int, end: int) -> set[int]:
    """The elements around what stands a body's length before the headline, and around what stands so far behind it.

    Each holds a text if the headline too is in it: to know that costs a tenth of asking for all its text.
    """
    numbers = [bisect_right(seen.offsets, at) - 1 for at in (begin - _BODY - 1, end + _BODY)]
    texts = [seen.nodes[number] for number in numbers if 0 <= number < len(seen.nodes)]
    return {node.mem_id for text in texts for node in ancestors(text, _DEPTH)}


def _article(chain: list[LexborNode], length: int, far: set[int]) -> int:
    """How many of the headline's ancestors are the article's: up to the first that also holds a text."""
    for count, node in enumerate(chain):
        if node.tag_id in _ROOTS:
            return count
        if node.mem_id in far or len(node.text()) > length + _BODY:
            return count + 1
    return len(chain)


WORD = re.compile(r"\w+")
_SHORT = 8
"""Characters of a heading that says too little to be told for the title's."""
_LEADS = 2.5
"""A title that begins with the heading and ends with the site's name is the page's; a banner repeats only its end."""
_SAYS, _WHOLLY, _FIRST = 4.0, 3.0, 2.0
"""What a heading is worth that says what the title says, as much again as it is of the title, and as an ``h1``."""
_MOST = _SAYS + _WHOLLY + _LEADS
"""What a lower heading is worth at most: beside one of so much none is looked at."""


def _headline(seen: Scan) -> tuple[LexborNode | None, int]:
    title = plain(seen.title)
    begins = title.partition(" ")[0]
    best: tuple[float, LexborNode, int] | None = None
    for node, number in seen.headings[:60]:
        first = node.tag_id in _TOP
        if not first and best is not None and best[0] >= _MOST:
            continue
        said = node.text()
        if not first and (len(said) <= _SHORT or not _may_match(said.lower(), title, begins)):
            continue
        text = plain(said)
        if not text:
            continue
        match = len(text) > _SHORT and bool(title) and (text in title or title in text or text[:40] in title)
        share = _SAYS + _WHOLLY * min(1.0, len(text) / len(title)) if match else 0.0
        share += _LEADS if match and text != title and title.startswith(text) else 0.0
        rank = share + _FIRST * first
        if rank >= _FIRST and (best is None or rank > best[0]):
            best = (rank, node, number)
    return (best[1], best[2]) if best else (None, 0)


def _may_match(said: str, title: str, begins: str) -> bool:
    """Whether a heading can be the title's or hold it: one begins with a word that the other has. A quick look."""
    first = WORD.search(said)
    return first is not None and bool(title) and (first[0] in title or begins in said)


def plain(text: str) -> str:
    """Lower case, words parted by one blank, at most 300 characters: the form in which titles are compared."""
    return " ".join(WORD.findall(text)).lower()[:300]


def place_of(node: LexborNode, offset: int, page: Layout) -> Place:
    """The region in which ``node`` stands, ``offset`` characters of text into the page."""
    place = _region(node, page).place
    if place is not None:
        return place
    near = page.headline is not None and page.start - _NEAR_BEFORE <= offset <= page.end + _NEAR
    chain = ancestors(node, _CHAIN) if node.tag_id == TEXT_ID else [node, *ancestors(node, _CHAIN)]
    if (not near and _list_entry(chain, page) is not None) or _is_repeated(chain, page):
        return Place.LIST
    return Place.HEADLINE if near else Place.CONTENT


def _is_repeated(chain: list[LexborNode], page: Layout) -> bool:
    """Tell whether the date and a link to another page stand in one of several blocks of the same build."""
    words = 0
    for node in chain:
        if _is_whole(node, page, measured=words < _TITLE_WORDS):  # the entry around a title may be long
            return False
        words = max([words, *(_link_words(link, page) for link in _links(node, page))])
        if words >= _LINKED and node.tag_id in _BLOCKS and _has_sibling(node):
            return True
    return False


def _has_sibling(entry: LexborNode) -> bool:
    """Tell whether a block of the same tag and class stands beside ``entry``, as the next entry of a list does."""
    own = (entry.tag, entry.attrs.get("class"))
    after, before = entry.next, entry.prev
    while after is not None and after.tag in {"-text", "-comment"}:
        after = after.next
    while before is not None and before.tag in {"-text", "-comment"}:
        before = before.prev
    return any(
        other is not None and (other.tag, other.attrs.get("class")) == own and other.css_first("a") is not None
        for other in (after, before)
    )


def _region(node: LexborNode, page: Layout) -> _Region:
    """The innermost region that the names around ``node`` tell, up to where the headline's ancestors begin."""
    path: list[tuple[int, LexborNode]] = []
    here: LexborNode | None = node if node.tag_id != TEXT_ID else node.parent
    region = _NOWHERE
    while here is not None:
        key = here.mem_id
        known = page.known.get(key)
        if known is not None:
            region = known
            break
        if key in page.spine or here.tag_id in _ROOTS:
            region = _INSIDE if key in page.article or here.tag_id in _ARTICLE else _NOWHERE
            break
        path.append((key, here))
        here = here.parent
    for key, inner in reversed(path):
        region = page.known[key] = _enter(inner, region, page)
    return region


def _enter(node: LexborNode, around: _Region, page: Layout) -> _Region:
    """The region inside ``node``, which stands in the region ``around``."""
    tag = node.tag_id
    inside = around.inside or tag in _ARTICLE
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
    if around.place is not None:
        return False
    text = node.text(strip=True)
    if len(text) > _BOX or len(_YEAR.findall(text)) > _DATES:
        return False
    names = mark(node)
    if _ARTICLES.search(names):
        return not any(_is_title_link(link, page, least=1) for link in _links(node, page))
    unnamed = not any(rank(name) is not None for name in names.split())
    parent = node.parent
    return unnamed and (around.inside or (parent is not None and parent.mem_id in page.article))


def _name_place(node: LexborNode, tag: int) -> Place:
    """The place that a single element's tag, id and classes name; CONTENT where they name none."""
    if tag in _TAGS:
        return _TAGS[tag]
    said = node.attributes
    own, classes = said.get("id"), said.get("class")
    return named_place(f"{own or ''} {classes or ''}"[:NAMES]) if own or classes else Place.CONTENT


def _list_entry(chain: list[LexborNode], page: Layout) -> LexborNode | None:
    """The small block around the date that carries the title of another page as a link, None where there is none."""
    around = {node.mem_id for node in chain if node.tag_id in _LINK and len(node.text()) <= _PERMALINK}
    for node in chain:
        if _is_whole(node, page):
            return None
        if any(_is_title_link(link, page) for link in _links(node, page) if link.mem_id not in around):
            return node
    return None


def _is_whole(node: LexborNode, page: Layout, *, measured: bool = True) -> bool:
    """Tell whether an element holds the headline, or too much text for an entry of a list."""
    key = node.mem_id
    if key in page.spine or key in page.large or node.tag_id in _WHOLE:
        return True
    if measured and len(node.text()) > _ITEM_TEXT:
        page.large.add(key)
        return True
    return False


def _links(node: LexborNode, page: Layout) -> list[LexborNode]:
    """The first links in an element; each element is asked once. Most hold little: to walk that costs half of a selector."""
    key = node.mem_id
    links = page.holding.get(key)
    if links is None:
        first = islice(node.traverse(), _WALKED)
        links = page.holding[key] = list(islice((one for one in first if one.tag_id in _LINK), _LINKS))
    return links


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
    if _is_here(href, page.url) or (2 * len(text) >= len(page.name) and plain(text) == page.name):
        return 0
    return words if len(text) >= _TITLE_LENGTH else min(words, _TITLE_WORDS - 1)


def _is_here(href: str, url: str) -> bool:
    """Tell whether a link leads to the page itself; an address that lacks the page's path needs no taking apart."""
    own = split(url)
    path = own.path.rstrip("/")
    if path and path not in href and href.startswith(_WHOLE_PATHS) and "/." not in href and href.isprintable():
        return False  # nothing in it that joining or splitting would take out
    target = split(href if href.startswith(("http://", "https://")) else resolve(url, href))
    return (target.path.rstrip("/"), target.query) == (path, own.query)
