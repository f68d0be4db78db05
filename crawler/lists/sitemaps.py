"""Sitemaps and sitemap indices: XML, gzipped XML, or one address a line. Pure, bounded, without entities."""

from __future__ import annotations

import heapq
import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from zoneinfo import ZoneInfo

from lxml import etree

from crawler.lists import ListRead, names_root, stamp, unread, unsafe_xml
from crawler.own import resolve
from crawler.records import Kind, Listed, Role, Source

MAX_UNPACKED = 20_000_000
"""Bytes read of an unpacked sitemap; a bomb stops here."""

MAX_ENTRIES = 50_000
"""Entries kept, the newest: the protocol's own limit for one file."""

MAX_CHILDREN = 1_000
"""Children of an index that are named; no unit's site has more."""

_DULL = re.compile(
    r"taxonom|categor|kategori|post_tag|tag-|-tag|author|users?-|image|video|gallery|galeri", re.IGNORECASE
)
"""Children that hold no articles: passed over where no date says otherwise."""

Row = tuple[str, int, str, str, str]
"""An entry as found: (lastmod, minus its place in the file, address, publication date, title); larger is newer."""


def read_sitemap(body: bytes, *, url: str, headers: Mapping[str, str], zone: ZoneInfo) -> ListRead:  # noqa: ARG001 - all list readers share one shape
    """Read a sitemap's entries (newest first where it dates them) or an index's children; naive dates are city time."""
    text, problem = _unpack(body)
    if unsafe_xml(text):
        return unread("the sitemap declares entities of its own: not read")
    root = names_root(text)
    if root in {"urlset", "sitemapindex"}:
        return _read_xml(text, url=url, zone=zone, root=root, problem=problem)
    if root in {"rss", "feed", "rdf"}:
        return unread("a feed, not a sitemap")
    return _read_lines(text, problem) or unread(
        "a web page, not a sitemap" if root in {"html", "head", "body"} else problem or "no sitemap"
    )


def _unpack(body: bytes) -> tuple[bytes, str | None]:
    """Unpack by magic bytes, whatever the server calls it; a broken or huge file is read as far as it goes."""
    if body[:2] != b"\x1f\x8b":
        return body[:MAX_UNPACKED], "the sitemap is larger than 20 MB: read in part" if len(
            body
        ) > MAX_UNPACKED else None
    unpacker = zlib.decompressobj(wbits=31)
    try:
        text = unpacker.decompress(body, MAX_UNPACKED)
    except zlib.error:
        return b"", "the sitemap is broken gzip"
    if unpacker.unconsumed_tail:
        return text, "the sitemap unpacks to more than 20 MB: read in part"
    return text, None if unpacker.eof else "the sitemap is gzip cut short: read in part"


def _read_xml(text: bytes, *, url: str, zone: ZoneInfo, root: str, problem: str | None) -> ListRead:
    kept: list[Row] = []
    cut = False
    try:
        for row in _rows(text, tag="sitemap" if root == "sitemapindex" else "url", base=url):
            if len(kept) < MAX_ENTRIES:
                heapq.heappush(kept, row)
            else:
                cut = True
                heapq.heappushpop(kept, row)
    except etree.XMLSyntaxError as error:
        problem = problem or f"the sitemap is broken XML: {error.msg}"[:200]
    rows = sorted(kept, reverse=True)
    if root == "sitemapindex":
        return ListRead(items=(), whole=False, next=None, children=_children(rows, url), problem=problem)
    items = tuple(_item(row, zone) for row in rows)
    return ListRead(
        items=items,
        whole=problem is None and not cut,
        next=None,
        problem=problem,
    )


def _rows(text: bytes, *, tag: str, base: str) -> Iterator[Row]:
    """Read entries one at a time and forget each; only an entry's own children count, not those of its images."""
    source = etree.iterparse(
        BytesIO(text),
        events=("end",),
        tag=(f"{{*}}{tag}", tag),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for place, (_, entry) in enumerate(source):
        said = {_name(child): (child.text or "").strip() for child in entry if isinstance(child.tag, str)}
        news = (
            {_name(child): (child.text or "").strip() for child in entry.iter("{*}publication_date", "{*}title")}
            if "news" in said
            else {}
        )
        if loc := said.get("loc"):
            yield (
                said.get("lastmod", ""),
                -place,
                resolve(base, loc),
                news.get("publication_date", ""),
                news.get("title", ""),
            )
        entry.clear()
        while entry.getprevious() is not None:
            del entry.getparent()[0]


def _name(node: etree._Element) -> str:
    """The local name of a child of the sitemap's own namespace; extensions keep theirs unless they are news."""
    tag = str(node.tag)
    space, _, name = tag.rpartition("}")
    return name if not space or "sitemap" in space else tag


def _children(rows: list[Row], url: str) -> tuple[str, ...]:
    """Name an index's lists, newest first; undated lists of sections or authors only where there is nothing else."""
    telling = [row for row in rows if row[0] or not _DULL.search(row[2])]
    return tuple(dict.fromkeys(row[2] for row in telling or rows if row[2] != url))[:MAX_CHILDREN]


def _item(row: Row, zone: ZoneInfo) -> Listed:
    lastmod, _, address, publication, title = row
    return Listed(
        url=address,
        title=" ".join(title.split())[:300],
        source=Source.SITEMAP,
        published=stamp(
            publication, kind=Kind.SITEMAP, role=Role.PUBLISHED, where="sitemap news:publication_date", zone=zone
        ),
        modified=stamp(lastmod, kind=Kind.SITEMAP, role=Role.MODIFIED, where="sitemap lastmod", zone=zone),
    )


def _read_lines(text: bytes, problem: str | None) -> ListRead | None:
    """Read a text sitemap: nothing but addresses, one a line."""
    lines = [line.strip() for line in text.decode("utf-8", "replace").lstrip("\ufeff").splitlines() if line.strip()]
    if not lines or any(not line.startswith(("http://", "https://")) or " " in line for line in lines):
        return None
    items = tuple(Listed(url=line, title="", source=Source.SITEMAP) for line in lines[:MAX_ENTRIES])
    return ListRead(items=items, whole=problem is None and len(lines) <= MAX_ENTRIES, next=None, problem=problem)
