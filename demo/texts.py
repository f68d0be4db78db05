"""Made-up local news: repeatable for a seed, different for every site, never twice the same text on one site. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from demo.vocabulary import (
    ANCHORED,
    BRANDS,
    DATED,
    FIRST_NAMES,
    FREE,
    GAMBLING_TEXT,
    GAMBLING_TITLES,
    HALLS,
    LAST_NAMES,
    PARTNERS,
    TOPICS,
    Topic,
)  # fmt: skip
from demo.words import plain_day

HEADS = {"kecamatan": "Camat", "kelurahan": "Lurah"}


@dataclass(frozen=True, slots=True)
class Text:
    """A title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(slots=True)
class Writer:
    """Writes one site's news in order; ``dated`` says whether its texts speak of events and laws by their dates."""

    place: str
    level: str
    random: Random
    dated: bool = True
    _titles: set[str] = field(default_factory=set)
    _topics: list[Topic] = field(default_factory=list)

    def news(self, day: date) -> Text:
        """Write the next text, as of ``day``."""
        topic = self._next_topic()
        gaps = self._gaps(day)
        sentences = self.random.sample(topic.details[1:], k=len(topic.details) - 1)
        anchored = self.random.sample(ANCHORED, k=5)
        free = self.random.sample(FREE, k=5)
        middle = [f"{anchored.pop()} {(sentences or free).pop()}" for _ in range(self.random.randint(1, 3))]
        if self.dated:
            middle.insert(self.random.randint(0, len(middle)), f"{self.random.choice(DATED)} {free.pop()}")
        drafts = [f"{self.random.choice(topic.openings)} {topic.details[0]}", *middle, f"{free.pop()} {anchored.pop()}"]
        title = self._title(topic, gaps)
        return Text(title, tuple(draft.format(**gaps) for draft in drafts))

    def afterthought(self, day: date) -> str:
        """Write a paragraph that changes what a text says."""
        gaps = self._gaps(day)
        told = [*self.random.sample(ANCHORED, k=2), *self.random.sample(FREE, k=2)]
        return "Pembaruan: " + " ".join(told).format(**gaps)

    def gambling(self) -> Text:
        """Write a post as intruders do, for a brand that does not exist."""
        brand = self.random.choice(BRANDS)
        title = self.random.choice(GAMBLING_TITLES).format(brand=brand)
        return Text(title, tuple(line.format(brand=brand) for line in GAMBLING_TEXT))

    def _next_topic(self) -> Topic:
        if not self._topics:
            self._topics = self.random.sample(TOPICS, k=len(TOPICS))
        return self._topics.pop()

    def _title(self, topic: Topic, gaps: dict[str, str]) -> str:
        """Choose a title that the site has not used; at last the place and a count make it its own."""
        drafts = [title.format(**gaps) for title in self.random.sample(topic.titles, k=len(topic.titles))]
        fallback = f"{drafts[0]} ({self.place}, Bagian {len(self._titles) + 1})"
        title = next((draft for draft in drafts if draft not in self._titles), fallback)
        self._titles.add(title)
        return title

    def _gaps(self, day: date) -> dict[str, str]:
        pick = self.random
        firsts, lasts = pick.sample(FIRST_NAMES, k=3), pick.sample(LAST_NAMES, k=3)
        people = [f"{first} {last}" for first, last in zip(firsts, lasts, strict=True)]
        return {
            "unit": f"{self.level.capitalize()} {self.place}",
            "place": self.place,
            "head": HEADS[self.level],
            **dict(zip(("name", "other", "third"), people, strict=True)),
            "rt": f"{pick.randint(1, 14):02d}",
            "rw": f"{pick.randint(1, 9):02d}",
            "few": str(pick.randint(4, 18)),
            "many": str(pick.randint(24, 180)),
            "hall": pick.choice(HALLS),
            "partner": pick.choice(PARTNERS),
            "event": plain_day(day + timedelta(days=pick.randint(5, 40))),
            "past": str(pick.randint(1987, 2013)),
        }


def slug(title: str) -> str:
    """Write a title as an address: posyandu-rw-03-layani-41-balita."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
