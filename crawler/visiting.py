"""One visit in progress: what it was told before, what it writes down, and how it asks; what to ask stands in visit.py."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from crawler.broken import ListKey
from crawler.errand import Ground, Harvest
from crawler.fetch import Answer, Failure, Fetcher
from crawler.kept import (
    IMPOSSIBLE,
    Fact,
    Faith,
    FrontText,
    Heard,
    Kept,
    KeptRobots,
    Same,
    Tried,
    body_hash,
    conditions,
    needs_proof,
    watched,
)
from crawler.own import moved
from crawler.plan import Known
from crawler.reach import Reach, Tls
from crawler.reading import Moment
from crawler.records import Habits, ListState, Reading, Source
from crawler.robots import Robots
from crawler.signs import Sign
from crawler.sites import CrawlRules
from crawler.stint import STINTS, OverlongError

NEW = Faith()
"""What is known of a server that was never asked."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is visited: the unit's code and front address, and the fronts of the other units.

    ``whole`` asks for every known page to be read again, as far as a first night would go: somebody may be written to
    about the site.
    """

    site: str
    url: str
    others: Collection[str] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier nights know of the site."""

    known: tuple[Known, ...] = ()
    worked: tuple[ListState, ...] = ()  # the lists of the last measured night
    first_night: bool = True
    measured_on: date | None = None  # the last measured night
    refused: Mapping[ListKey, int] = field(
        default_factory=dict
    )  # nights in a row on which each list was forbidden since
    habits: Habits = Habits()
    platform: str | None = None  # as recognised on the last measured night
    links: tuple[str, ...] = ()  # pages that a list once linked to, never asked for
    waiting: int = 0  # pages that the last measured night had no room for
    kept: Mapping[str, Kept] = field(default_factory=dict)  # by the address as it answered
    dead: frozenset[str] = frozenset()  # pages that lately gave none
    failed: frozenset[str] = frozenset()  # these, and those that may give one the next night
    faith: Faith = NEW
    robots: KeptRobots | None = None
    planted: frozenset[str] = frozenset()  # pages that bear, or bore when they were last read, a sign of intrusion
    searched_on: date | None = None  # when the front page was last asked for as from a search engine
    front_text: FrontText = FrontText()  # what the front page said when it was last read


@dataclass(slots=True)
class Notebook:
    """What has been written down of this visit so far; a deadline keeps what stands in it."""

    faith: Faith
    read: set[str] = field(default_factory=set)  # pages that were asked for
    dated: set[str] = field(default_factory=set)  # pages that a list ever named with a day of publication
    readings: dict[tuple[str, Source], Reading] = field(default_factory=dict)
    harvest: Harvest = field(default_factory=Harvest)
    tls: Tls = Tls.NONE
    tls_days: int | None = None
    platform: str | None = None
    front: Answer | None = None
    robots: Robots = field(default_factory=Robots)
    kept_robots: KeptRobots | None = None
    origin: str | None = None  # where the front page really answered: another scheme or www, perhaps
    lists_read: bool = False
    heard: dict[str, Heard] = field(default_factory=dict)
    same: dict[str, Same] = field(default_factory=dict)
    texts: int = 0  # bodies that differ and yet say the same
    news: int = 0  # answers that say something new
    tried: dict[str, Tried] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)  # new or changed pages that were not read yet
    signs: list[Sign] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)  # addresses whose 304 of tonight is being put to the proof
    proofs: int = 0
    overlong: int = 0  # pages and lists that kept the readers busy beyond all measure

    @property
    def confirmed(self) -> tuple[Same, ...]:
        """The answers that say what they said before, and were not read anew after all."""
        return tuple(same for url, same in self.same.items() if url not in self.heard)

    def note(self, reading: Reading) -> None:
        """Keep one reading a page and source: the last."""
        self.readings[(reading.url, reading.source)] = reading

    def hear(self, kept: Kept, keys: Iterable[tuple[str, str]], *, before: Kept | None, tonight: date) -> None:
        """Keep an answer that was read, and see whether it says something new."""
        told = before is not None and before.meaning == kept.meaning
        if kept.url in self.doubted:
            self.faith = replace(self.faith, proved=tonight) if told else replace(self.faith, lied=tonight)
            kept = replace(kept, proved=tonight)
        self.texts, self.news = self.texts + told, self.news + (not told)
        self.heard[kept.url] = Heard(kept, tuple(keys))


@dataclass(frozen=True, slots=True)
class Visiting:
    """The parts of a visit that stay the same from its first request to its last."""

    target: Target
    memory: Memory
    moment: Moment
    rules: CrawlRules
    fetcher: Fetcher
    book: Notebook
    tonight: date

    @property
    def ground(self) -> Ground:
        """The unit's own ground."""
        return Ground(self.target.url, self.target.others)

    @property
    def front_text(self) -> FrontText:
        """What the front page says: tonight, or, where it says what it said before, when it was last read."""
        name = self.ground.name(self.target.url)
        tonight = self.book.readings.get((name, Source.PAGE))
        return FrontText(name, tonight.title, tonight.text_hash) if tonight else self.memory.front_text

    async def get(
        self, url: str, *, whole: bool = False, heads: Mapping[str, str] | None = None
    ) -> Answer | Same | Failure:
        """Fetch what robots.txt allows, from where the front page answered, on condition that it changed since.

        ``whole`` asks without a condition, with ``heads`` in its place.
        """
        if self.book.origin:
            url = moved(url, near=self.target.url, to=self.book.origin)
        if not self.book.robots.allows(url):
            self.fetcher.tell(lambda: [f"left {url}: robots.txt forbids it"])
            return Failure(Reach.ROBOTS_FORBIDDEN, f"robots.txt forbids {url}")
        got = await self.fetcher.get(url, since=(lambda _: heads or {}) if whole else self._since)
        kept = self.memory.kept.get(got.url) if isinstance(got, Answer) else None
        if isinstance(got, Failure) or kept is None or whole:
            return got
        if got.status == 304 and self._since(got.url):
            return await self._believed(got, kept)
        return self._compared(got, kept)

    def leave(self, url: str, overlong: OverlongError) -> None:
        """Tell and count what the readers could come to no end with; raises it where it is not the first of the visit."""
        self.fetcher.tell(lambda: [f"left {url}: the readers cannot come to an end with it"])
        self.book.overlong += 1
        if self.book.overlong >= STINTS:
            raise overlong

    def _since(self, url: str) -> Mapping[str, str]:
        kept = self.memory.kept.get(url)
        return conditions(kept, self.book.faith, self.tonight) if kept else {}

    async def _believed(self, got: Answer, kept: Kept) -> Answer | Same | Failure:
        """Take a 304 for what it says, or put it to the proof first by a condition that cannot be met.

        Where somebody may be written to about the site no cache's word is taken for what is there.
        """
        book = self.book
        if not self.target.whole and not needs_proof(kept, book.faith, self.tonight, proofs=book.proofs):
            return self._same(Same(kept, Fact.NOT_MODIFIED, got.server_date, got.tls, got.tls_days))
        book.proofs += 1
        full = await self.fetcher.get(got.url, since=lambda _: IMPOSSIBLE)
        if isinstance(full, Answer) and full.status != 200:
            if full.status == 304:
                book.faith = replace(book.faith, lied=self.tonight)
            full = await self.fetcher.get(
                got.url
            )  # a strange condition may have been refused: asked plainly, it counts
            return full if isinstance(full, Failure) else self._compared(full, kept)
        if isinstance(full, Failure):
            return full
        book.doubted.add(full.url)
        return self._compared(full, kept)

    def _compared(self, got: Answer, kept: Kept) -> Answer | Same:
        """Hold a body that came whole against the one that came before; only what reads alike every night may be the same."""
        book = self.book
        if got.status != 200 or body_hash(got.body, got.headers) != kept.body:
            return got
        book.faith = watched(book.faith, kept, got.headers, self.tonight)
        if not kept.settled:
            return got
        proved = got.url in book.doubted
        if proved:
            book.faith = replace(book.faith, proved=self.tonight)
        headers = got.headers
        now = replace(
            kept,
            night=self.tonight,
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
            proved=self.tonight if proved else kept.proved,
        )
        fact = Fact.NOT_MODIFIED if proved else Fact.BODY
        return self._same(Same(now, fact, got.server_date, got.tls, got.tls_days))

    def _same(self, same: Same) -> Same:
        self.book.same[same.kept.url] = same
        return same
