"""The plan of a virtual site: what its office does, what its software shows, and what goes wrong. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")


class Sort(StrEnum):
    """What a page really is."""

    NEWS = "news"  # written by the office and dated honestly
    LATE = "late"  # written today, dated on the day of the event
    AHEAD = "ahead"  # written today, dated in the future by a slip
    SERVICE = "service"  # a lasting page (profile, services): its edits are updates, its existence is not
    BACKDATED = "backdated"  # one of many put up in one evening under old dates
    COPY = "copy"  # a press release that many sites of the city paste
    REPOST = "repost"  # an old text of the site under a new address, date and title
    INJECTED = "injected"


NOT_NEWS = frozenset({Sort.SERVICE, Sort.BACKDATED, Sort.COPY, Sort.REPOST, Sort.INJECTED})
"""Pages whose coming is no update; edits of service pages are."""


class Change(StrEnum):
    """Why a version of a page follows another."""

    FIRST = "first"
    EDIT = "edit"  # the office writes something: an update
    TYPO = "typo"  # a letter mended
    TOUCH = "touch"  # the modified date moves
    RESTAMP = "restamp"  # the published date moves
    COMMENT = "comment"  # a visitor speaks


class Trouble(StrEnum):
    """What goes wrong on a site, by its office's or its software's doing."""

    CLOCK = "clock"  # today's date and time in the header of every page
    TODAY = "today"  # "today" beside the headline, the only date of the page
    UTC = "utc"  # that clock runs on UTC, so it shows yesterday at night
    COUNTER = "counter"
    BOX = "random box"  # three links, drawn anew at every request
    TEASERS = "random teasers"  # the same with the beginning of their texts
    DAILY = "saying of the day"
    WEEKLY = "saying of the week"
    STAMPED = "stamped sitemap"
    WRONG_ZONE = "wrong zone"  # the feed calls the city's time UTC
    TOUCHED = "touched"
    RESTAMPED = "restamped"
    COPIED = "copied"
    REPOSTED = "reposted"
    BACKDATED = "backdated"
    LATE = "late"
    AHEAD = "ahead"
    COMMENTED = "commented"
    DELETED = "deleted"
    TYPOS = "typos"
    REDESIGNED = "redesigned"
    HACKED = "hacked"
    DOWN = "down"


class Rhythm(StrEnum):
    """How an office writes."""

    BUSY = "busy"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    SELDOM = "seldom"
    CONTEST = "contest"  # silent but for the weeks before the city's contest
    LEAVER = "leaver"  # busy until the admin leaves, silent, then busy again
    DEAD = "dead"
    EDITOR = "editor"  # writes no news, edits its service pages


class Server(StrEnum):
    """What a site's server makes of "only if it changed since"."""

    PLAIN = "plain"  # it names no validators and answers whole, as most do that build their pages anew
    HONEST = "honest"  # an ETag of what is sent
    RESTLESS = "restless"  # an ETag and a Last-Modified that move with every answer, over whatever body
    STUCK = "stuck"  # an old cache: it says 304 to whatever condition it could have set itself


@dataclass(frozen=True, slots=True)
class Shape:
    """What a site's software offers. ``dates`` is how a page shows its day, "" for not at all."""

    name: str
    dates: str  # "meta" | "stamp" | "plain" | "ago" | ""
    feed: str = ""  # "rss" | "atom" | ""
    items: int = 10  # of one answer of the feed
    sitemap: bool = False
    list_dates: bool = False  # the front page dates its entries
    front: int = 8  # entries on the front page
    archive: bool = True  # older entries are reached from it, page by page


@dataclass(frozen=True, slots=True)
class Version:
    """A page from ``since`` on; ``claimed`` and ``modified`` are what it says, ``change`` why it became so."""

    since: datetime
    change: Change
    title: str
    paragraphs: tuple[str, ...]
    claimed: datetime
    modified: datetime
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One page of a site through all its versions, oldest first; ``gone`` is when it was deleted."""

    slug: str
    sort: Sort
    versions: tuple[Version, ...]
    gone: datetime | None = None

    @property
    def born(self) -> datetime:
        """When it could first be seen."""
        return self.versions[0].since

    def at(self, now: datetime) -> Version | None:
        """The version that stands at ``now``; None before it came and after it went."""
        if now < self.born or (self.gone is not None and now >= self.gone):
            return None
        return next(version for version in reversed(self.versions) if version.since <= now)


@dataclass(frozen=True, slots=True)
class Site:
    """One office's site. ``down`` are nights on which it does not answer; ``hacked`` is a span of nights."""

    number: int
    name: str
    shape: Shape
    rhythm: Rhythm
    troubles: frozenset[Trouble]
    items: tuple[Item, ...]
    down: frozenset[date] = frozenset()
    redesigned: date | None = None
    hacked: tuple[date, date] | None = None
    server: Server = Server.PLAIN

    @property
    def host(self) -> str:
        """Its host, which can never exist."""
        return f"s{self.number:03d}.invalid"

    @property
    def front(self) -> str:
        """Its front address."""
        return f"http://{self.host}/"

    def address(self, item: Item) -> str:
        """The address of one of its pages."""
        return f"{self.front}{'layanan' if item.sort is Sort.SERVICE else 'berita'}/{item.slug}"


@dataclass(frozen=True, slots=True)
class City:
    """All sites, the nights that are watched, and those on which our own network fails."""

    sites: tuple[Site, ...]
    nights: tuple[date, ...]
    ours: frozenset[date]

    def reachable(self, site: Site, night: date) -> bool:
        """Whether whoever asked that night got an answer."""
        return night not in self.ours and night not in site.down
