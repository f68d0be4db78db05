"""The WordPress REST API: the one list that gives both dates in UTC. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from crawler.foreign_json import read_json
from crawler.fragment import plain_text
from crawler.lists import ListRead, stamp, unread
from crawler.own import resolve
from crawler.page import Page
from crawler.records import Clue, Kind, Listed, Role, Source

API = "https://api.w.org/"
ROUTE = "wp/v2/posts"
PER_PAGE = 100
"""Posts a page: the most WordPress gives."""

FIELDS = "link,date_gmt,date,modified_gmt,modified,title,status"
_LONGEST = 4_000  # characters of a Link header
_LINK_HEADER = re.compile(r"<([^<>]+)>\s*;[^,]*rel=\"?https://api\.w\.org/\"?", re.IGNORECASE)


def find_rest(page: Page) -> str | None:
    """Find the API root that a page names by Link header or element: absolute; None where it names none."""
    header = _LINK_HEADER.search(page.headers.get("link", "")[:_LONGEST])
    node = page.tree.css_first(f'link[rel="{API}"]')
    href = header.group(1) if header else (node.attributes.get("href") if node is not None else None)
    return resolve(page.url, href.strip()) if href else None


def rest_address(front: str, *, since: date | None = None, page: int = 1) -> str:
    """Make the address of the newest posts, newest first, ``page`` counted from one.

    ``front`` is a site's front address or an API root as :func:`find_rest` gives it. With ``since`` (a city day) only
    posts from that day on are asked; without it the list also dates a site that fell silent long ago.
    """
    parts = urlsplit(front)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    asked = {"per_page": str(PER_PAGE), "orderby": "date", "order": "desc", "_fields": FIELDS}
    asked |= {"after": f"{since:%Y-%m-%d}T00:00:00"} if since else {}
    asked |= {"page": str(page)} if page > 1 else {}
    if "rest_route" in query:
        return urlunsplit(parts._replace(query=urlencode({"rest_route": f"/{ROUTE}", **asked}), fragment=""))
    root = parts.path if parts.path.rstrip("/").endswith("wp-json") else f"{parts.path.rstrip('/')}/wp-json"
    return urlunsplit(parts._replace(path=f"{root.rstrip('/')}/{ROUTE}", query=urlencode(asked), fragment=""))


def read_rest(body: bytes, *, url: str, headers: Mapping[str, str], zone: ZoneInfo) -> ListRead:
    """Read a page of posts. ``date_gmt`` is UTC; where it is missing or zero, ``date`` is city time.

    The list is whole when its last page was read and no ``after`` cut it.
    """
    try:
        said = read_json(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return unread("no JSON: the REST API is switched off or hidden")
    if isinstance(said, dict):
        return unread(f"the REST API answers {str(said.get('code') or 'no list')[:80]}")
    if not isinstance(said, list):
        return unread("the REST API answers no list")
    items = tuple(item for entry in said if isinstance(entry, dict) and (item := _item(entry, url=url, zone=zone)))
    following = _next(url, headers)
    return ListRead(
        items=items, whole=following is None and "after" not in parse_qs(urlsplit(url).query), next=following
    )


def _item(entry: Mapping[str, Any], *, url: str, zone: ZoneInfo) -> Listed | None:
    link = entry.get("link")
    if not isinstance(link, str) or not link or entry.get("status", "publish") != "publish":
        return None
    title = entry.get("title")
    rendered = title.get("rendered") if isinstance(title, dict) else title
    return Listed(
        url=resolve(url, link),
        title=plain_text(rendered),
        source=Source.REST,
        published=_date(entry, "date", role=Role.PUBLISHED, zone=zone),
        modified=_date(entry, "modified", role=Role.MODIFIED, zone=zone),
    )


def _date(entry: Mapping[str, Any], name: str, *, role: Role, zone: ZoneInfo) -> Clue | None:
    gmt, local = entry.get(f"{name}_gmt"), entry.get(name)
    if isinstance(gmt, str) and gmt and not gmt.startswith("0000"):
        said = gmt if re.search(r"(?:Z|[+-]\d\d:?\d\d)$", gmt) else f"{gmt}Z"
        return stamp(said, kind=Kind.REST, role=role, where=f"REST {name}_gmt", zone=zone)
    return stamp(local if isinstance(local, str) else None, kind=Kind.REST, role=role, where=f"REST {name}", zone=zone)


def _next(url: str, headers: Mapping[str, str]) -> str | None:
    """Make the next page's address while the server counts more pages."""
    total = next((value for name, value in headers.items() if name.lower() == "x-wp-totalpages"), "")
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    page = int(query["page"][:9]) if query.get("page", "").isdecimal() else 1
    if not total.isdecimal() or page >= int(total[:9]):
        return None
    return urlunsplit(parts._replace(query=urlencode({**query, "page": str(page + 1)}), fragment=""))
