"""The values that cross from the web into the store.

Frozen, slotted, and free of any engine: everything here can be made in a test with a line.
Instants (``datetime``) are aware and in UTC; days (``date``) are days of the city's calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from crawler.kept import Faith, Heard, KeptRobots, Same, Tried
from crawler.reach import Reach, Tls
from crawler.signs import Sign


class Kind(StrEnum):
    """Where a date was found: the sort of place, not its meaning."""

    JSON_LD = "json_ld"
    META = "meta"
    MICRODATA = "microdata"
    TIME = "time"  # the <time> element
    MARKED = "marked"  # an element whose class says that it holds a date: entry-date, tanggal, published ...
    TEXT = "text"  # running text, with or without a label
    FEED = "feed"
    REST = "rest"
    SITEMAP = "sitemap"
    LISTING = "listing"  # a dated entry of a list page of the site
    ADDRESS = "address"  # /2024/08/05/ in the page's own address
    HEADER = "header"  # HTTP Last-Modified
    ASSET = "asset"  # upload path of an image: a bound, never the page's date


class Role(StrEnum):
    """What a date means, judged from where it stands."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    UNLABELLED = "unlabelled"  # stands in the main content, near the title, with no word that says what it is
    EVENT = "event"
    COMMENT = "comment"
    LIST_ITEM = "list_item"  # belongs to another page that this one links to
    CLOCK = "clock"
    COPYRIGHT = "copyright"
    PROSE = "prose"  # a law, a birth, a history: a date the text speaks of
    BOUND = "bound"  # says "not before", no more


class Precision(StrEnum):
    """How much of the date the source gives."""

    TIME = "time"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


OWN = frozenset({Role.PUBLISHED, Role.UNLABELLED})
"""Roles that can date a page."""
EXACT = frozenset({Precision.DAY, Precision.TIME})
"""Precise enough to name one day."""
_WRITTEN = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m", Precision.YEAR: "%Y"}


class Clue(NamedTuple):
    """One date in one place of one page or list.

    ``day`` is the city's calendar day (the first of the month or year where the precision is coarser);
    ``at`` is the instant in UTC, only where the source gives a time of day.
    ``raw`` is the text as found, ``where`` a short path to it for a person ("meta article:published_time").
    """

    kind: Kind
    role: Role
    day: date
    at: datetime | None
    precision: Precision
    raw: str
    where: str

    @property
    def value(self) -> str:
        """ISO 8601, exactly as precise as the source: 2024, 2024-08, 2024-08-05 or an instant in UTC."""
        if self.precision is Precision.TIME and self.at is not None:
            return self.at.isoformat()
        return self.day.strftime(_WRITTEN.get(self.precision, "%Y-%m-%d"))


@dataclass(frozen=True, slots=True)
class PageDates:
    """What a page says of its own dates, with the clues that say so; ``why`` explains a choice or its absence.

    ``confidence`` runs from 0 to 1 and is that of ``published`` (of ``modified`` where only that is known).
    ``listed`` is the newest day among the items of a page that is a list of others: what it shows, never its own date.
    """

    url: str
    published: Clue | None
    modified: Clue | None
    why: str
    clues: tuple[Clue, ...] = ()
    confidence: float = 0.0
    truncated: bool = False
    listed: Clue | None = None


@dataclass(frozen=True, slots=True)
class Habits:
    """What many readings taught of one site's dates; the empty value knows nothing and doubts nothing.

    ``clock_places`` are the ``where`` of clues that move with the day; ``untrusted_kinds`` are lists and headers
    whose dates are those of a build; ``shift_hours`` is what must be added to a feed's instants to meet the pages' own.
    """

    clock_places: frozenset[str] = frozenset()
    untrusted_kinds: frozenset[Kind] = frozenset()
    shift_hours: int = 0


class Source(StrEnum):
    """Through what a reading of a page came."""

    PAGE = "page"
    FEED = "feed"
    REST = "rest"
    SITEMAP = "sitemap"
    LISTING = "listing"


class PageKind(StrEnum):
    """What a page is to the verdict: only content can be an update."""

    FRONT = "front"
    LISTING = "listing"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of the site says of one of its items; ``url`` is absolute and as the list gives it."""

    url: str
    title: str
    source: Source
    published: Clue | None = None
    modified: Clue | None = None


@dataclass(frozen=True, slots=True)
class ListState:
    """One list on one night: was it read, and how far back does it reach.

    ``oldest`` is the day of its oldest dated item; ``whole`` says that it holds every item the site has, so that
    silence before ``oldest`` is silence of the site and not of the list. ``problem`` is None when it was read.
    ``read_on`` is the night on which it was last read as far back as is needed (a narrow night only looks whether its
    first pages say something new); None where an older Segar wrote it.
    """

    url: str
    source: Source
    items: int
    dated: int
    oldest: date | None
    whole: bool
    problem: str | None = None
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One page, one night, one source: evidence, never a verdict.

    A reading from a list has no status, headers or text of its own: those fields are None or empty.
    ``blocks`` are short hashes of the main text's paragraphs (letters only, so that a counter or clock moves none),
    ``shingles`` those of every three words in a row; readings of an older Segar have none.
    ``injected`` is the sentence that tells why the page is taken for an injected one, None for a clean page;
    ``suspicious`` what a person should look at, and ``foreign`` the language of a text that is not this country's, which are
    stored as signs (crawler/signs.py) and not with the reading.
    """

    site: str
    url: str
    kind: PageKind
    source: Source
    title: str
    dates: PageDates
    status: int | None = None
    server_date: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    text_hash: str | None = None
    blocks: tuple[str, ...] = ()
    words: int = 0
    injected: str | None = None
    shingles: tuple[int, ...] = ()
    suspicious: str | None = None
    foreign: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One site, one night: how it ended and what it cost. ``detail`` is one plain English line for the operator.

    ``not_modified``, ``same_body`` and ``same_text`` count the answers that said nothing new, each in its own way;
    ``waiting`` the new or changed pages that the night's room did not suffice for.
    """

    site: str
    url: str
    night: date
    reach: Reach
    detail: str
    started_at: datetime
    finished_at: datetime
    tls: Tls = Tls.NONE
    lists: tuple[ListState, ...] = ()
    requests: int = 0
    bytes: int = 0
    pages: int = 0
    platform: str | None = None
    injected: str | None = None  # site-level evidence of injection, None when clean
    not_modified: int = 0
    same_body: int = 0
    same_text: int = 0
    waiting: int = 0
    tls_days: int | None = None  # until the certificate expires, below zero when it has; None without one


@dataclass(frozen=True, slots=True)
class Ending:
    """How one visit ended, and nothing more: what is asked of all sites and nights at once."""

    url: str
    night: date
    reach: Reach


@dataclass(frozen=True, slots=True)
class CanaryAnswer:
    """What came of asking one configured canary address; ``detail`` is one plain English line."""

    url: str
    answered: bool
    detail: str


@dataclass(frozen=True, slots=True)
class CanaryNight:
    """The canaries of one crawl, some of whose visits still speak for the night."""

    night: date
    answers: tuple[CanaryAnswer, ...]

    @property
    def silent(self) -> tuple[CanaryAnswer, ...]:
        """Those that did not answer."""
        return tuple(answer for answer in self.answers if not answer.answered)

    @property
    def is_ours(self) -> bool:
        """Whether most of them failed: the fault is then our own line's."""
        return 2 * len(self.silent) > len(self.answers)


@dataclass(frozen=True, slots=True)
class SiteNight:
    """All that one night's visit brought: stored in one transaction or not at all.

    ``heard`` are the answers to be kept for the next night's conditions, ``same`` those that said nothing new,
    ``tried`` pages that gave none, ``faith`` what is now known of the server, ``robots`` its robots.txt (None for both:
    nothing new), ``signs`` what was looked at for intruders beside the readings.
    """

    visit: Visit
    readings: tuple[Reading, ...]
    heard: tuple[Heard, ...] = ()
    same: tuple[Same, ...] = ()
    tried: tuple[Tried, ...] = ()
    faith: Faith | None = None
    robots: KeptRobots | None = None
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """A stored reading with its span: first read on ``first_night``, last confirmed unchanged on ``last_night``.

    ``nights`` counts the nights of that span on which it was read and said so.
    """

    reading: Reading
    first_night: date
    last_night: date
    nights: int = 1


def prevailing_kind(looks: Iterable[Look]) -> PageKind | None:
    """What a page is by the looks at the page itself: what it was for the most nights, of equals the latest; None without one.

    One night of an error message, or of a template in repair, makes no list of an article.
    """
    nights: dict[PageKind, int] = {}
    for look in looks:
        if look.reading.source is Source.PAGE:
            kind = look.reading.kind
            nights[kind] = nights.pop(kind, 0) + (look.last_night - look.first_night).days + 1
    return max(reversed(nights), key=lambda kind: nights[kind], default=None)


@dataclass(frozen=True, slots=True)
class PageHistory:
    """Every stored look at one page, oldest first, from every source."""

    url: str
    kind: PageKind
    first_seen: date
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class SiteHistory:
    """All that the store knows of one site up to some night: its visits, pages and signs of intrusion, oldest first."""

    site: str
    visits: tuple[Visit, ...] = ()
    pages: tuple[PageHistory, ...] = field(default=())
    signs: tuple[Sign, ...] = ()
    lies: frozenset[date] = frozenset()  # nights on which the server was caught saying falsely that nothing had changed
