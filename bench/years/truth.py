"""What really happened in the virtual city, and what a just judge could have known of it by a night. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bench.years.plans import midnight
from bench.years.values import NOT_NEWS, Change, City, Item, Site


@dataclass(frozen=True, slots=True)
class Truth:
    """A true update: its page, its city day, and the first night on which whoever looked could see it."""

    site: int
    url: str
    day: date
    seen: date
    change: Change


def truths(city: City, site: Site) -> tuple[Truth, ...]:
    """The true updates of a site that were visible on a night when it was reachable, oldest first.

    Posts of the past are among them: they stand there on the first night.
    """
    nights = [night for night in city.nights if city.reachable(site, night)]
    found = (truth for item in site.items for truth in _of(site, item, nights))
    return tuple(sorted(found, key=lambda truth: (truth.day, truth.url)))


def _of(site: Site, item: Item, nights: list[date]) -> Iterator[Truth]:
    for version in item.versions:
        is_news = version.change is Change.FIRST and item.sort not in NOT_NEWS
        if not is_news and version.change is not Change.EDIT:
            continue
        seen = next((night for night in nights if midnight(night) >= version.since and item.at(midnight(night))), None)
        if seen:
            yield Truth(site.number, site.address(item), version.since.date(), seen, version.change)


def last_true(found: tuple[Truth, ...], night: date) -> date | None:
    """The day of the newest true update that could be known on a night."""
    return max((truth.day for truth in found if truth.seen <= night), default=None)
