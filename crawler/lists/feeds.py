"""RSS, Atom and JSON feeds. Pure; feedparser reads bytes only and never opens an address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import feedparser

from crawler.charsets import header_charset, names_strange
from crawler.clock import server_clock
from crawler.foreign_json import read_json
from crawler.fragment import plain_text
from crawler.lists import ListRead, names_root, stamp, unread, unsafe_xml
from crawler.own import resolve, same_site_redirect
from crawler.page import Page
from crawler.records import Clue, Kind, Listed, Precision, Role, Source

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
_COMMENTS = re.compile(r"/comments?/|/comments?$|[?&]withcomments=|komentar|comments-rss", re.IGNORECASE)

FULL_PAGE = 10
"""Items of a WordPress feed page unless the office changed it; fewer mean that nothing older follows."""

MOMENT = timedelta(minutes=2)
"""Dates this close to the moment of asking were made by the asking."""

_DECLARED, _BLANKS = re.compile(rb"<\?xml[^>]{0,400}>"), re.compile(rb"\s{64,}")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,4000})|([0-9]{1,4000}));")

MAX_ITEMS = 2_000
"""Items kept of one feed; a feed longer than this is no news list."""


def find_feeds(page: Page) -> tuple[str, ...]:
    """Find the feeds that a page names in its head: absolute, of its own host, without comment feeds, in page order."""
    found: dict[str, None] = {}
    for node in page.tree.css("link[rel~=alternate i]"):
        kind = (node.attributes.get("type") or "").split(";")[0].strip().lower()
        href = (node.attributes.get("href") or "").strip()
        if kind not in FEED_TYPES or not href:
            continue
        address = resolve(page.url, href).partition("#")[0]
        if not _COMMENTS.search(address) and _own(page.url, address):
            found[address] = None
    return tuple(found)


def _own(here: str, there: str) -> bool:
    return same_site_redirect(here, there) or same_site_redirect(there, here)


def read_feed(body: bytes, *, url: str, headers: Mapping[str, str], zone: ZoneInfo, now: datetime) -> ListRead:
    """Read a feed's items with the dates it gives them; naive dates are city time.

    Items whose date is only the moment of asking or of building keep no date of publication. ``now`` and the server's
    own Date header are both taken for that moment.
    """
    if body.lstrip()[:1] == b"{":
        return _read_json(body, url=url, zone=zone, moments=_moments(headers, now))
    if unsafe_xml(body):
        return unread("the feed declares entities of its own: not read")
    root = names_root(body)
    if root in {"html", "urlset", "sitemapindex"}:
        return unread("a web page, not a feed" if root == "html" else "a sitemap, not a feed")
    parsed = _parsed(body, url=url, headers=headers)
    if parsed is None:
        return unread("a feed that is broken beyond reading")
    if not parsed.get("version"):
        return unread("no feed: " + (f"its first element is <{root}>" if root else "not XML"))
    entries = parsed.entries[:MAX_ITEMS]
    items = [item for entry in entries if (item := _item(entry, parsed.version, url=url, zone=zone))]
    built = stamp(_raw(parsed.feed, "updated"), kind=Kind.FEED, role=Role.CLOCK, where="lastBuildDate", zone=zone)
    following = _next(parsed, url=url, count=len(entries))
    return ListRead(
        items=_without_clock(items, _moments(headers, now), built), whole=_ends(parsed, following), next=following
    )


def _parsed(body: bytes, *, url: str, headers: Mapping[str, str]) -> Any:
    """What feedparser makes of the bytes; None where it stumbles over them."""
    charset = header_charset(headers.get("content-type"))
    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    try:
        return feedparser.parse(
            BytesIO(_sound(body)),  # a file object: it takes bare bytes for a file name
            response_headers={**headers, "content-type": kind, "content-location": url},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception:  # noqa: BLE001 - it promises to raise nothing, and raises what its parts do: nobody's feed may cost a site its night
        return None


def _sound(body: bytes) -> bytes:
    """The bytes without what feedparser stumbles over or reads for hours: long blanks, strange codecs, characters that do not exist."""
    if names_strange(body):
        body = _DECLARED.sub(b'<?xml version="1.0"?>', body, count=1)
    return _REFERENCE.sub(_if_any, _BLANKS.sub(b"\n", body))


def _if_any(reference: re.Match[bytes]) -> bytes:
    """A reference to a character, nothing where there is no such character: one alone makes a feed unreadable as XML.

    Some systems write an emoji so, as the two halves that UTF-16 makes of it.
    """
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    exists = code in {9, 10, 13} or 32 <= code <= 0xD7FF or 0xE000 <= code <= 0x10FFFF
    return reference[0] if exists else b""


def _item(entry: Any, version: str, *, url: str, zone: ZoneInfo) -> Listed | None:
    link = dict.get(entry, "feedburner_origlink") or dict.get(entry, "link")
    if not link:
        return None
    published = stamp(_raw(entry, "published"), kind=Kind.FEED, role=Role.PUBLISHED, where="feed published", zone=zone)
    updated = _raw(entry, "updated")
    if published is None and version.startswith("rss"):
        # RSS knows no "updated": what feedparser files there is dc:date, the item's own date.
        published, updated = stamp(updated, kind=Kind.FEED, role=Role.PUBLISHED, where="feed dc:date", zone=zone), None
    modified = stamp(updated, kind=Kind.FEED, role=Role.MODIFIED, where="feed updated", zone=zone)
    return Listed(
        url=resolve(url, link.strip()),
        title=plain_text(dict.get(entry, "title")),
        source=Source.FEED,
        published=published,
        modified=modified,
    )


def _raw(holder: Any, name: str) -> str | None:
    # dict.get, not entry.get: feedparser answers a missing "updated" with "published", and warns.
    value = dict.get(holder, name)
    return value if isinstance(value, str) else None


def _moments(headers: Mapping[str, str], now: datetime) -> tuple[datetime, ...]:
    """Tell the moments that a program may have printed as a date: Segar's now and the server's."""
    said = next((value for name, value in headers.items() if name.lower() == "date"), "")
    served = server_clock(said)
    return (now, served) if served else (now,)


def _without_clock(items: Sequence[Listed], moments: Iterable[datetime], built: Clue | None) -> tuple[Listed, ...]:
    """Take the dates away where every dated item carries the moment of asking, or all the very moment of building."""
    dated = [item.published for item in items if item.published]
    if not dated or not (_all_now(dated, moments) or _all_one(dated, built, moments)):
        return tuple(items)
    return tuple(Listed(url=item.url, title=item.title, source=item.source, modified=None) for item in items)


def _all_now(dated: Sequence[Clue], moments: Iterable[datetime]) -> bool:
    return any(all(clue.at and abs(clue.at - moment) <= MOMENT for clue in dated) for moment in moments)


def _all_one(dated: Sequence[Clue], built: Clue | None, moments: Iterable[datetime]) -> bool:
    """Two posts in one second are a program's work; a lone post is the newest change of its feed by nature."""
    if len(dated) < 2 or len({(clue.day, clue.at) for clue in dated}) > 1:
        return False
    one = dated[0]
    if one.precision is Precision.TIME:
        same_day = any(one.at and abs(one.at - moment) <= timedelta(hours=24) for moment in moments)
        return same_day or (built is not None and built.at == one.at)
    return len(dated) >= 3 and any(abs((moment.date() - one.day).days) <= 1 for moment in moments)


def _next(parsed: Any, *, url: str, count: int) -> str | None:
    """Find the next page: the feed's own word (RFC 5005), else WordPress's ``paged`` after a full page."""
    for link in dict.get(parsed.feed, "links") or ():
        if dict.get(link, "rel") == "next" and dict.get(link, "href"):
            return _at_home(url, resolve(url, link["href"]))
    if _is_wordpress(parsed) and count >= FULL_PAGE:
        parts = urlsplit(url)
        query = parse_qs(parts.query, keep_blank_values=True)
        page = int(query.get("paged", ["1"])[0]) if query.get("paged", ["1"])[0].isdecimal() else 1
        return urlunsplit(parts._replace(query=urlencode({**query, "paged": [str(page + 1)]}, doseq=True), fragment=""))
    return None


def _at_home(url: str, following: str) -> str | None:
    """Blogger names its own host for the next page; the blog's host answers the same query."""
    if _own(url, following):
        return following
    here, there = urlsplit(url), urlsplit(following)
    if there.hostname == "www.blogger.com" and there.path.endswith("/posts/default"):
        return urlunsplit(here._replace(query=there.query, fragment=""))
    return None


def _is_wordpress(parsed: Any) -> bool:
    return "wordpress" in str(dict.get(parsed.feed, "generator") or "").lower()


def _ends(parsed: Any, following: str | None) -> bool:
    """Only systems that page their feeds tell by silence that nothing older exists."""
    blogger = "blogger" in str(dict.get(parsed.feed, "generator") or "").lower()
    return following is None and (_is_wordpress(parsed) or blogger)


def _read_json(body: bytes, *, url: str, zone: ZoneInfo, moments: Iterable[datetime]) -> ListRead:
    """Read a JSON Feed (jsonfeed.org)."""
    try:
        said = read_json(body.decode(json.detect_encoding(body), "replace"))
    except (ValueError, RecursionError):
        return unread("no feed: broken JSON")
    if not isinstance(said, dict) or not isinstance(said.get("items"), list):
        return unread("no feed: JSON without items")
    items = [
        item
        for entry in said["items"][:MAX_ITEMS]
        if isinstance(entry, dict) and (item := _json_item(entry, url=url, zone=zone))
    ]
    following = said.get("next_url")
    there = _at_home(url, resolve(url, following)) if isinstance(following, str) and following else None
    return ListRead(items=_without_clock(items, moments, None), whole=False, next=there)


def _json_item(entry: Mapping[str, Any], *, url: str, zone: ZoneInfo) -> Listed | None:
    link = entry.get("url") or entry.get("id")
    if not isinstance(link, str) or not link.startswith(("http", "/")):
        return None
    published = stamp(
        _text(entry, "date_published"), kind=Kind.FEED, role=Role.PUBLISHED, where="feed date_published", zone=zone
    )
    modified = stamp(
        _text(entry, "date_modified"), kind=Kind.FEED, role=Role.MODIFIED, where="feed date_modified", zone=zone
    )
    return Listed(
        url=resolve(url, link),
        title=plain_text(entry.get("title")),
        source=Source.FEED,
        published=published,
        modified=modified,
    )


def _text(entry: Mapping[str, Any], name: str) -> str | None:
    value = entry.get(name)
    return value if isinstance(value, str) else None
