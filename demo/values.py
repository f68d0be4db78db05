"""What crosses between the city, its servers and its shapes: frozen values, no sockets, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Article:
    """One item of news of a demo site; every instant is aware, in the city's zone.

    ``published`` and ``modified`` are what the site claims. The truth beside them: ``first`` is the day it was first
    published under, ``changed`` when its text really changed, ``appeared`` when it could first be seen.
    """

    number: int
    slug: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    modified: datetime
    first: datetime
    changed: datetime
    appeared: datetime
    injected: bool = False
    sample: bool = False

    @property
    def summary(self) -> str:
        """Return the beginning of the text, as lists show it."""
        return self.paragraphs[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server got it; header names are in lower case. ``path`` holds the query."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as a shape sees it: ``path`` begins at the site's own root and holds no query."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, asked: Asked, prefix: str) -> Ask:
        """Cut the site's prefix ("/" or "/unit/") off a request."""
        parts = urlsplit("http://demo.invalid" + asked.path)
        path = "/" + (parts.path + "/")[len(prefix) :].rstrip("/")
        slash = "/" if parts.path.endswith("/") and path != "/" else ""
        return cls(path + slash, dict(parse_qsl(parts.query, keep_blank_values=True)), asked.headers)

    def number(self, name: str, default: int) -> int:
        """Return a whole number of the query, the default where it is none."""
        text = self.query.get(name, "")
        return int(text) if text.isdecimal() else default


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sends back; ``changed`` becomes Last-Modified, ``tag`` asks for an ETag, ``zip`` allows gzip."""

    body: bytes
    status: int = 200
    kind: str = "text/html; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()
    changed: datetime | None = None
    tag: bool = False
    zip: bool = False

    def but(self, **changes: object) -> Answer:
        """Return the same answer with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses.replace checks the names itself


@dataclass(frozen=True, slots=True)
class View:
    """All that a page may print: the site, its visible articles (newest first) and the city's clock.

    ``title`` is the name that the site bears, which always says that it is a demo; ``root`` ends without a slash; ``hits`` counts the requests so far, as visitor counters do;
    ``sister`` is the root of another site of the city and ``elsewhere`` its articles; ``hacked`` turns the hidden
    link blocks on.
    """

    key: str
    title: str
    root: str
    now: datetime
    articles: tuple[Article, ...]
    hits: int = 0
    sister: str = ""
    elsewhere: tuple[Article, ...] = ()
    hacked: bool = False

    @property
    def today(self) -> date:
        """The city day of the clock."""
        return self.now.date()

    @property
    def genuine(self) -> tuple[Article, ...]:
        """The office's own articles."""
        return tuple(article for article in self.articles if not article.injected)


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers for a site; the address is one that can never exist."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Expect:
    """What a correct judge must find, free of any policy; ``reach`` and ``tls`` are words of crawler.reach.

    ``last_update`` is a city day, None where the site cannot be measured or nothing dates its news.
    """

    last_update: date | None
    reach: str
    hacked: bool
    tls: str = "none"
