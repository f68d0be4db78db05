"""What a virtual server makes of a condition: most know none, some keep their word, a few do not. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b

from bench.years.pages import Sent, served
from bench.years.values import Server, Site

BUILT = datetime(2024, 6, 3, 4, 5, 6, tzinfo=UTC)
"""When a stuck server's cache was set up; a condition of before, which it cannot have given, it answers whole."""


def validators(site: Site, sent: Sent, now: datetime) -> dict[str, str]:
    """The validators that come with an answer."""
    if sent.status != 200 or site.server is Server.PLAIN:
        return {}
    if site.server is Server.STUCK:
        return {"last-modified": served(BUILT)}
    if site.server is Server.HONEST:
        return {"etag": f'"{blake2b(sent.body, digest_size=8).hexdigest()}"'}
    return {"etag": f'W/"{now.timestamp():.0f}"', "last-modified": served(now)}


def is_same(given: Mapping[str, str], condition: Mapping[str, str]) -> bool:
    """Whether the server says 304 to who asks with a condition, ``given`` what it names of itself."""
    if tag := given.get("etag"):
        return condition.get("If-None-Match") == tag
    return "last-modified" in given and condition.get("If-Modified-Since") == given["last-modified"]
