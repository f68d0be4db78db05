"""The registry: sites.yaml, read strictly; the only YAML reader of Segar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from ipaddress import IPv4Network, IPv6Network
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Admin:
    """Who answers for a unit's website, and gets its letters."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One kecamatan or kelurahan by its Kemendagri code. ``url`` is a host or a path under a shared host, None where unknown."""

    code: str
    name: str
    level: str  # "kecamatan" | "kelurahan"
    parent: str | None
    url: str | None
    admins: tuple[Admin, ...] = ()
    since: date | None = None
    snooze_until: date | None = None
    snooze_reason: str | None = None
    notes: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class City:
    """The city itself: its code, name, zone, and the office that runs Segar (named in letters and the User-Agent)."""

    code: str
    name: str
    zone: ZoneInfo
    office: str
    contact: str | None  # a page or e-mail address that the crawler's User-Agent names


@dataclass(frozen=True, slots=True)
class CrawlRules:
    """How the crawler behaves; every default is the polite one."""

    pages_first: int = 60  # pages a site on its first night
    pages_later: int = 20
    delay: float = 0.5  # seconds between two requests to one host
    per_host: int = 2
    at_once: int = 64  # sites visited at the same time
    page_seconds: float = 30.0
    site_seconds: float = 300.0
    allow_addresses: tuple[IPv4Network | IPv6Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of sites.yaml that the monitor validates: plain values, and the line of each key (dotted path -> line)."""

    values: Mapping[str, object]
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Registry:
    """All of sites.yaml, valid."""

    path: str
    city: City
    units: tuple[Unit, ...]
    crawl: CrawlRules = CrawlRules()
    sections: Mapping[str, Section] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong (or, as a warning, missing) in sites.yaml: where, which entry, and what to write instead."""

    line: int
    entry: str
    message: str
