"""One website of the demo city, with the verbs that change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from threading import Lock
from typing import Protocol

from demo.catalogue import Plan
from demo.history import article, gambling, past, told
from demo.shapes import SHAPES
from demo.texts import Writer
from demo.values import Answer, Article, Ask, Asked, Contact, Expect, View
from demo.words import WIB, header_date


class Surroundings(Protocol):
    """What a site needs of its city: the clock, the first moment it ever showed, addresses, neighbours, servers."""

    now: datetime
    since: datetime

    def root(self, plan: Plan) -> str:
        """Return the address of a site, without the slash at its end."""

    def neighbour(self, key: str) -> DemoSite:
        """Return another site, started or not."""

    def is_up(self, plan: Plan) -> bool:
        """Say whether the site's server listens."""

    def take_down(self, plan: Plan) -> None:
        """Stop the site's server."""

    def bring_up(self, plan: Plan) -> None:
        """Start the site's server again."""


class DemoSite:
    """A site of the city. Its verbs may be called while it is served; each takes effect with the next request."""

    def __init__(self, plan: Plan, city: Surroundings) -> None:
        self.plan, self._city = plan, city
        self.shape = SHAPES[plan.shape]
        self._writer = Writer(plan.name, plan.level, Random(f"texts {plan.key}"), dated=self.shape.prose_dates)
        self._lock = Lock()
        self._hits = 0
        self._failing: dict[str, int] = {}
        self._asked: list[Asked] = []
        self._articles = {one.number: one for one in past(plan, self._writer, city.now)}
        self._number = max(self._articles, default=0)
        if plan.spam:
            self.hack(plan.spam)

    def __repr__(self) -> str:
        return f"<DemoSite {self.key}>"

    @property
    def key(self) -> str:
        """The short name of its sort: wordpress, opensid-dead, hacked ..."""
        return self.plan.key

    @property
    def name(self) -> str:
        """The unit's name, which says that it is a demo."""
        return f"{self.plan.name} (Demo)"

    @property
    def code(self) -> str:
        """The unit's code; empty for the portal, which belongs to no unit."""
        return self.plan.code or ""

    @property
    def level(self) -> str:
        """Return kecamatan or kelurahan."""
        return self.plan.level

    @property
    def parent(self) -> str | None:
        """The code of the kecamatan above it, None for a kecamatan."""
        return self.plan.parent

    @property
    def admins(self) -> tuple[Contact, ...]:
        """Who gets its letters."""
        return self.plan.admins

    @property
    def url(self) -> str:
        """Its front address, with a slash at the end; raises RuntimeError before the city has started."""
        return f"{self._city.root(self.plan)}/"

    @property
    def articles(self) -> tuple[Article, ...]:
        """What a visitor can see now, newest claim first, injected posts included."""
        now = self._city.now
        seen = [one for one in self._articles.values() if one.published <= now and one.appeared <= now]
        return tuple(sorted(seen, key=lambda one: (one.published, one.number), reverse=True))

    @property
    def requests(self) -> list[Asked]:
        """What was asked of it so far, oldest first; robots.txt of a shared host counts for each of its sites."""
        return list(self._asked)

    @property
    def hacked(self) -> bool:
        """Whether intruders' posts stand on it."""
        return any(one.injected for one in self.articles)

    @property
    def expect(self) -> Expect:
        """The truth as of the city's clock, for a judge who watched every night since the city's first moment."""
        tls = "expired" if self.plan.tls else "none"
        if not self._city.is_up(self.plan):
            return Expect(None, "refused", hacked=False, tls="none")
        if self.shape.reach != "ok":
            return Expect(None, self.shape.reach, hacked=False, tls=tls)
        return Expect(self._last_update(), "ok", hacked=self.hacked, tls=tls)

    def address(self, article: Article) -> str:
        """Return the address of an article's page."""
        return self._city.root(self.plan) + self.shape.address(article)

    def publish(
        self, day_or_instant: date | datetime | None = None, title: str | None = None, *, text: str | None = None
    ) -> Article:
        """Add an article that claims this day (nine o'clock, city time) or instant; the clock's now without one.

        One that claims the future stays hidden until the clock gets there. An empty line in ``text`` parts paragraphs.
        """
        now = self._city.now
        at = _instant(day_or_instant) if day_or_instant else now
        with self._lock:
            self._number += 1
            new = article(self._number, self._writer, at, seen=now)
            if title or text:
                new = told(self._number, title or new.title, text or "\n\n".join(new.paragraphs), at, seen=now)
            return self._put(new)

    def edit(self, article: Article, *, text: str | None = None) -> Article:
        """Change an article's text materially, now; without ``text`` half of it is rewritten and a paragraph added."""
        now = self._city.now
        with self._lock:
            kept = article.paragraphs[: max(1, len(article.paragraphs) // 2)]
            news = [self._writer.afterthought(now.date()) for _ in range(2)]
            paragraphs = tuple(text.split("\n\n")) if text else (*kept, *news)
            return self._put(replace(self._known(article), paragraphs=paragraphs, modified=now, changed=now))

    def restamp(self, article: Article, day_or_instant: date | datetime | None = None) -> Article:
        """Move an article's claimed dates, to now without a day, and leave its text and address as they are."""
        at = _instant(day_or_instant) if day_or_instant else self._city.now
        with self._lock:
            return self._put(replace(self._known(article), published=at, modified=at))

    def delete(self, article: Article) -> None:
        """Take an article away; its page answers 404."""
        with self._lock:
            gone = self._known(article).number
            self._articles = {number: one for number, one in self._articles.items() if number != gone}

    def hack(self, count: int = 12) -> tuple[Article, ...]:
        """Add gambling posts of the last hours; hidden links and doorways come with them."""
        hours = (self._city.now - timedelta(hours=1 + 3 * at) for at in range(count))
        posts = []
        with self._lock:
            for at in hours:
                self._number += 1
                posts.append(self._put(gambling(self._number, self._writer, at)))
        return tuple(posts)

    def clean(self) -> None:
        """Take everything away that intruders left."""
        with self._lock:
            self._articles = {number: one for number, one in self._articles.items() if not one.injected}

    def go_down(self) -> None:
        """Stop its server, with every site on the same host; the port then refuses."""
        self._city.take_down(self.plan)

    def come_back(self) -> None:
        """Start its server again, at the same address."""
        self._city.bring_up(self.plan)

    def fail(self, path: str, status: int = 500) -> None:
        """Let one path (as seen from the site's root, such as /feed/) answer with an error."""
        self._failing[path] = status

    def mend(self, path: str) -> None:
        """Let a path answer again."""
        self._failing.pop(path, None)

    def note(self, asked: Asked) -> None:
        """Remember a request."""
        with self._lock:
            self._asked.append(asked)
            self._hits += 1

    def answer(self, asked: Asked) -> Answer:
        """Answer a request that the city's server got."""
        self.note(asked)
        ask = Ask.of(asked, self.plan.prefix)
        if status := self._failing.get(ask.path):
            answer = Answer(b"galat", status=status, kind="text/plain")
        else:
            answer = self.shape.answer(self._view(), ask)
        clock = (("Date", header_date(self._city.now)),) if self.shape.clock else ()
        return answer.but(headers=(*clock, *self.shape.headers, *answer.headers))

    def _view(self) -> View:
        sister = self._city.neighbour(self.plan.sister) if self.plan.sister else None
        label = "Portal Kota" if self.plan.code is None else f"{self.level.capitalize()} {self.plan.name}"
        return View(
            key=self.key,
            title=f"{label} (Demo)",
            root=self._city.root(self.plan),
            now=self._city.now,
            articles=self.articles,
            hits=self._hits,
            sister=sister.url.rstrip("/") if sister else "",
            elsewhere=sister.articles if sister else (),
            hacked=self.hacked,
        )

    def _last_update(self) -> date | None:
        """Return the newest day that dates or watching can tell; samples and injected posts are no news."""
        since, now = self._city.since, self._city.now
        own = [one for one in self.articles if not (one.injected or one.sample)]
        moments = [one.first for one in own if self.shape.tells == "published"]
        moments += [max(one.appeared, one.first) for one in own if one.appeared > since]
        moments += [one.changed for one in own if since < one.changed <= now and one.changed != one.first]
        return max((at.date() for at in moments), default=None)

    def _known(self, article: Article) -> Article:
        """Return the article as it stands now; raises KeyError for one that is no longer there."""
        return self._articles[article.number]

    def _put(self, article: Article) -> Article:
        # A new table each time: a page that is being rendered keeps the one it began with.
        self._articles = {**self._articles, article.number: article}
        return article


def _instant(moment: date | datetime) -> datetime:
    """Return a moment in the city's zone; a day becomes nine o'clock of it."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(9), WIB)
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone; give an aware datetime or a day")
    return moment.astimezone(WIB)
