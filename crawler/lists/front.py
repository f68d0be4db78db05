"""List pages that people read: the links that look like articles, with the date that stands beside each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborNode

from crawler.dates.grammar import Found, find_dates
from crawler.lists import ListRead, stamp
from crawler.lists.paging import MAX_LINKS, is_paging, next_page
from crawler.own import is_document, is_trap, normalise, resolve, same_site_redirect
from crawler.page import Page
from crawler.records import Clue, Kind, Listed, Precision, Role, Source
from crawler.regions import elements, is_furniture, is_silent, lines_of, mark, words_of

BLOCK_LEVELS = 8
BLOCK_TEXT = 2_500
"""The block around a link: at most so many elements up and so many characters, else the date is another's."""

DATE_LINE = 70
"""A line longer than this is prose: a date in it is what the text speaks of, not when it was put up."""

_NOT_ARTICLES = re.compile(
    r"/(?:category|categories|kategori|tag|tags|topik|label|author|penulis|user|users|profil-penulis)(?:/|$)|/(?:archives?|arsip)/?(?:$|(?:19|20)\d\d(?:/\d\d?)*/?$)|"
    r"[?&](?:cat|tag|author|m)=|/search/label/",
    re.IGNORECASE,
)
_CONTACTS = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|youtube|youtu|whatsapp|wa|t|telegram|tiktok|linkedin|pinterest)\.(?:com|be|me|org)$"
)
_ARTICLE_PATH = re.compile(
    r"/(?:19|20)\d\d/|/\d+[-/]|-\d+(?:\.html?)?$|/(?:berita|artikel|news|post|read|baca|detail|pengumuman|kegiatan)/[^/]+",
    re.IGNORECASE,
)
_ARTICLE_QUERY = re.compile(r"(?:^|&)(?:p|id|id_berita|berita|artikel|news|detail|read)=\w", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:baca|selengkapnya|lebih lanjut|lanjut|continue reading|read more|detail|lihat|unduh|download|more|\W*$)",
    re.IGNORECASE,
)

_NO_DATE_MARKS = re.compile(
    r"(?:^|[\s_-])(?:agenda|events?|acara|kalender|calendar|comments?|komentar|recentcomments|clock|jam|jadwal|sholat|shalat|countdown|ticker)(?:$|[\s_-])",
    re.IGNORECASE,
)
_EVENT_WORDS = re.compile(
    r"\b(?:pelaksanaan|dilaksanakan|acara|agenda|jadwal|mulai|dimulai|berlangsung|s/d|s\.d\.|sampai dengan|hingga|batas|tenggat|deadline|komentar|berlaku|"
    r"rapat|undangan|hari/tanggal|event|lahir|wafat)\b",
    re.IGNORECASE,
)
_DATE_MARKS = re.compile(
    r"(?:^|[\s_-])(?:date|dates|datetime|tanggal|tgl|time|posted|posted-on|published|waktu|meta|post-meta|entry-meta|kalender-post)(?:$|[\s_-])",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Entry:
    """A link being gathered: its address, its anchors, its best title so far, and whether it stands in the content."""

    url: str
    anchors: list[LexborNode]
    title: str
    own: bool


def read_front(page: Page, *, zone: ZoneInfo, now: datetime) -> ListRead:
    """Read a list page: links of its content first, then those of its furniture, each in page order and once.

    A link has a date of publication only where one stands beside it in a small block of its own. Links of other sites
    are kept: whose they are is the caller's question. ``whole`` is always False: a page never says that it is all.
    """
    body = page.tree.body
    if body is None:
        return ListRead(items=(), whole=False, next=None, problem="the page has no body")
    entries = _entries(page, body)
    blocks = _blocks(entries)
    items = [
        Listed(url=entry.url, title=entry.title, source=Source.LISTING, published=_date(entry, blocks, zone, now))
        for entry in entries
    ]
    ranked = sorted(zip(entries, items, strict=True), key=lambda pair: not pair[0].own)
    return ListRead(items=tuple(item for _, item in ranked), whole=False, next=next_page(page, body))


def sections(page: Page) -> tuple[Listed, ...]:
    """The links of a page to its own host that look like no article, with their words, in page order: what its menu offers."""
    body = page.tree.body
    entries = _gather(page, body) if body is not None else []
    return tuple(
        Listed(url=entry.url, title=entry.title, source=Source.LISTING)
        for entry in entries
        if not _is_article(entry) and not is_paging(entry.url)
        if urlsplit(entry.url).path.strip("/") or urlsplit(entry.url).query
        if same_site_redirect(page.url, entry.url)
    )


def content_links(page: Page) -> int:
    """Count the links to articles that stand in the page's content, not in its menus, sidebars or footer."""
    body = page.tree.body
    return sum(entry.own for entry in _entries(page, body)) if body is not None else 0


def dated_teasers(page: Page, *, zone: ZoneInfo, now: datetime) -> int:
    """Count those of them beside which a date stands."""
    body = page.tree.body
    entries = _entries(page, body) if body is not None else []
    blocks = _blocks(entries)
    return sum(entry.own and _date(entry, blocks, zone, now) is not None for entry in entries)


def _entries(page: Page, body: LexborNode) -> list[_Entry]:
    return [entry for entry in _gather(page, body) if _is_article(entry)]


def _gather(page: Page, body: LexborNode) -> list[_Entry]:
    """All links of a page by address, in page order; an anchor's place is told by the furniture around it."""
    content = {node.mem_id for node in elements(body, prune=is_furniture) if node.tag == "a"}
    found: dict[str, _Entry] = {}
    here = normalise(page.url)
    for anchor in body.css("a[href]")[:MAX_LINKS]:
        url = _address(page, anchor)
        if url is None or normalise(url) == here:
            continue
        own = anchor.mem_id in content
        entry = found.setdefault(normalise(url), _Entry(url, [], "", own))
        entry.anchors.append(anchor)
        entry.own = entry.own or own
        title = _title(anchor)
        if len(title) > len(entry.title):
            entry.title = title
    return list(found.values())


def _address(page: Page, anchor: LexborNode) -> str | None:
    href = (anchor.attributes.get("href") or "").strip()
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        url = resolve(page.url, href).partition("#")[0]
        host = urlsplit(url).hostname or ""
        trapped = is_trap(url) and not is_document(url)
    except ValueError:  # an address that cannot be split
        return None
    return None if trapped or _CONTACTS.search(host) or "#comment" in href else url


def _title(anchor: LexborNode) -> str:
    """The words of a link: its heading where it wraps a whole card, else its text, else what its image says."""
    heading = anchor.css_first("h1, h2, h3, h4, h5, h6, .title, .judul")
    text = words_of(heading if heading is not None else anchor, limit=300)
    if not text or _MORE.match(text):
        image = anchor.css_first("img")
        text = (
            anchor.attributes.get("title") or (image.attributes.get("alt") if image is not None else "") or ""
        ).strip()
    return "" if _MORE.match(text) else text[:300]


def _is_article(entry: _Entry) -> bool:
    """Say whether a link looks like one text rather than a section: by its words and its address. A document is one."""
    if is_document(entry.url):
        return True
    parts = urlsplit(entry.url)
    if _NOT_ARTICLES.search(f"{parts.path}?{parts.query}") or is_paging(entry.url):
        return False
    if parts.path in {"", "/"} and not _ARTICLE_QUERY.search(parts.query):
        return False
    slug = parts.path.rstrip("/").rpartition("/")[2]
    words = len(entry.title.split())
    return (
        words >= 3
        or slug.count("-") + slug.count("_") >= 3
        or bool(_ARTICLE_PATH.search(parts.path) or _ARTICLE_QUERY.search(parts.query))
    )


def _blocks(entries: Sequence[_Entry]) -> dict[int, str]:
    """For every element near a link: the one article it links to, or "" where it links to several."""
    owner: dict[int, str] = {}
    for entry in entries:
        for anchor in entry.anchors:
            node: LexborNode | None = anchor
            for _ in range(BLOCK_LEVELS + 2):
                if node is None or node.tag in {"body", "html"}:
                    break
                if owner.setdefault(node.mem_id, entry.url) != entry.url:
                    owner[node.mem_id] = ""
                node = node.parent
    return owner


def _date(entry: _Entry, owner: dict[int, str], zone: ZoneInfo, now: datetime) -> Clue | None:
    """Find the date beside a link: in the largest small block that is the link's alone, else in a line next to it."""
    if any(_forbids(anchor) for anchor in entry.anchors):
        return None
    for anchor in entry.anchors:
        block = _block(anchor, entry.url, owner)
        if clue := _read_block(block, zone, now) or _read_beside(block, owner, zone, now):
            return clue
    return None


def _forbids(anchor: LexborNode) -> bool:
    """Say whether a link stands in an agenda, a calendar, among comments or by a clock."""
    node: LexborNode | None = anchor
    for _ in range(BLOCK_LEVELS + 4):
        if node is None or node.tag == "body":
            return False
        if _NO_DATE_MARKS.search(mark(node)):
            return True
        node = node.parent
    return False


def _block(anchor: LexborNode, url: str, owner: dict[int, str]) -> LexborNode:
    block = anchor
    for _ in range(BLOCK_LEVELS):
        above = block.parent
        if above is None or above.tag in {"body", "html", "main"} or owner.get(above.mem_id) != url:
            break
        if len(words_of(above, limit=BLOCK_TEXT + 1)) > BLOCK_TEXT:
            break
        block = above
    return block


def _read_block(block: LexborNode, zone: ZoneInfo, now: datetime) -> Clue | None:
    """Read a block's own date: a <time>, an element marked as a date, or a short line that is little but a date."""
    for node in block.css("time[datetime]"):
        if not _NO_DATE_MARKS.search(mark(node)) and (
            clue := stamp(
                node.attributes.get("datetime"),
                kind=Kind.LISTING,
                role=Role.PUBLISHED,
                where="list entry <time>",
                zone=zone,
            )
        ):
            return clue
    for node in block.css("[class], time, abbr[title]"):
        if (node.tag in {"time", "abbr"} or _DATE_MARKS.search(mark(node))) and (
            clue := _read_line(
                words_of(node, limit=200),
                zone,
                now,
                where=f"list entry .{mark(node).split()[0]}" if mark(node) else "list entry <time>",
            )
        ):
            return clue
    for line in _short_lines(block):
        if clue := _read_line(line, zone, now, where="list entry"):
            return clue
    return None


def _short_lines(block: LexborNode) -> Iterator[str]:
    """The lines of a block that are not its title: a title names the day of what it tells, not its own."""
    titles = {words_of(node, limit=400) for node in block.css("h1, h2, h3, h4, h5, h6")} | {
        words_of(node, limit=400) for node in block.css("a")
    }
    for line, linked in lines_of(block, prune=is_silent):
        if (
            len(line) <= DATE_LINE
            and (line not in titles or _is_bare_date(line))
            and (not linked or _is_bare_date(line))
        ):
            yield line


def _is_bare_date(line: str) -> bool:
    return (
        len(line) <= 40
        and sum(character.isdigit() for character in line) >= 3
        and len(re.findall(r"[^\W\d_]{3,}", line)) <= 4
    )


def _read_line(line: str, zone: ZoneInfo, now: datetime, *, where: str) -> Clue | None:
    """Read a line that is little but a date, never one that speaks of an event."""
    if not line or len(line) > DATE_LINE * 2 or _EVENT_WORDS.search(line):
        return None
    for found in find_dates(line, now=now, zone=zone).found:
        rest = len(re.findall(r"[^\W\d_]{2,}", line[: found.start] + line[found.end :]))
        if rest <= 9 and (clue := _clue(found, where)):
            return clue
    return None


def _clue(found: Found, where: str) -> Clue | None:
    """Make a clue of a date beside a link; a month or a year alone heads an archive, it dates no item."""
    if found.precision not in {Precision.TIME, Precision.DAY}:
        return None
    return Clue(
        kind=Kind.LISTING,
        role=Role.PUBLISHED,
        day=found.day,
        at=found.at,
        precision=found.precision,
        raw=found.raw[:200],
        where=where,
    )


def _read_beside(block: LexborNode, owner: dict[int, str], zone: ZoneInfo, now: datetime) -> Clue | None:
    """Read the date before or after a link in a flat row of links and dates; the row's first element tells which."""
    above = block.parent
    if above is None:
        return None
    first = next(
        (node for node in _children(above) if owner.get(node.mem_id) or _sibling_date(node, owner, zone, now)), None
    )
    ahead = first is not None and owner.get(first.mem_id) is None
    beside = _neighbour(block, ahead=ahead)
    return _sibling_date(beside, owner, zone, now) if beside is not None else None


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        if not child.is_text_node and not (child.tag or "-").startswith("-"):
            yield child
        child = child.next


def _neighbour(node: LexborNode, *, ahead: bool) -> LexborNode | None:
    beside = node.prev if ahead else node.next
    while beside is not None and (
        beside.is_text_node or (beside.tag or "-").startswith("-") or beside.tag in {"br", "hr"}
    ):
        if beside.is_text_node and (beside.text_content or "").strip():
            return beside
        beside = beside.prev if ahead else beside.next
    return beside


def _sibling_date(node: LexborNode, owner: dict[int, str], zone: ZoneInfo, now: datetime) -> Clue | None:
    if owner.get(node.mem_id) is not None or _NO_DATE_MARKS.search(mark(node) if not node.is_text_node else ""):
        return None
    line = (node.text_content or "").strip() if node.is_text_node else words_of(node, limit=DATE_LINE + 1)
    return _read_line(line, zone, now, where="beside the link") if 6 <= len(line) <= DATE_LINE else None
