"""How far a list is read back: thirteen weeks on the first night, on later ones to the first page without anything new."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from crawler.errand import Asked, Errand, Ground, Harvest, horizon_of
from crawler.fetch import Answer, Failure
from crawler.harvest import read_list
from crawler.kept import Fact, Kept, Same, body_hash
from crawler.lists.rest import rest_address
from crawler.reach import Reach
from crawler.reading import Moment
from crawler.records import ListState, Source

FIRST = date(2026, 11, 21)
FRONT = "http://k.test/"
LIST = Asked(rest_address(FRONT), Source.REST)
SIZE = 10


@dataclass(slots=True)
class Blog:
    """A REST list of posts, newest first, ten a page; it remembers as a crawler does and counts what it is asked."""

    days: list[date]
    names: list[str] = field(default_factory=list)
    kept: dict[str, Kept] = field(default_factory=dict)
    worked: tuple[ListState, ...] = ()
    asked: list[int] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.names = self.names or [f"lama-{number}" for number in range(len(self.days))]

    def post(self, *days: date) -> None:
        """Put new posts on top."""
        self.names = [f"baru-{len(self.names) + number}" for number in range(len(days))] + self.names
        self.days = [*days, *self.days]

    async def get(self, url: str, *, whole: bool = False) -> Answer | Same | Failure:
        number = int(parse_qs(urlsplit(url).query).get("page", ["1"])[0])
        self.asked.append(number)
        if number in self.broken:
            return Failure(Reach.READ_TIMEOUT, "too slow")
        body, kept = self._body(number), self.kept.get(url)
        headers = {"content-type": "application/json", "x-wp-totalpages": str(-(-len(self.days) // SIZE))}
        if kept and not whole and kept.body == body_hash(body, headers):
            return Same(kept, Fact.BODY)
        return Answer(url, 200, headers, body)

    def _body(self, number: int) -> bytes:
        rows: Sequence[tuple[str, date]] = list(zip(self.names, self.days, strict=True))[
            SIZE * (number - 1) : SIZE * number
        ]
        return json.dumps(
            [
                {"link": f"{FRONT}{name}", "date_gmt": f"{day}T03:00:00", "modified_gmt": f"{day}T03:00:00"}
                for name, day in rows
            ]
        ).encode()

    def night(self, number: int) -> tuple[Harvest, list[int]]:
        """Read the list on a night counted from one; returns what it said and the pages asked for."""
        tonight, harvest = FIRST + timedelta(days=number - 1), Harvest()
        now = datetime(tonight.year, tonight.month, tonight.day, tzinfo=UTC)
        moment = Moment(now, ZoneInfo("Asia/Jakarta"))
        errand = Errand(
            self.get, moment, Ground(FRONT, ()), harvest, tonight, self.worked, self.kept, first_night=number == 1
        )
        asyncio.run(read_list(LIST, errand))
        self.kept |= {kept.url: kept for kept, _ in harvest.heard}
        self.worked = tuple(harvest.states)
        asked, self.asked = self.asked, []
        return harvest, asked


def daily(count: int) -> list[date]:
    return [FIRST - timedelta(days=1 + number) for number in range(count)]


def test_the_first_night_reads_thirteen_weeks_back_page_by_page_and_no_further() -> None:
    blog = Blog(daily(300))
    harvest, asked = blog.night(1)
    assert asked == list(range(1, len(asked) + 1))
    state = harvest.states[0]
    assert state.oldest is not None
    assert state.oldest <= horizon_of(FIRST) < blog.days[SIZE * (len(asked) - 1) - 1]


def test_a_night_without_news_asks_for_one_page_and_carries_the_list_over() -> None:
    blog = Blog(daily(95))
    first, _ = blog.night(1)
    for number in range(2, 8):
        harvest, asked = blog.night(number)
        assert (asked, harvest.states, harvest.items) == ([1], first.states, [])


def test_news_is_followed_to_the_first_page_that_holds_none() -> None:
    blog = Blog(daily(95))
    first, _ = blog.night(1)
    blog.post(FIRST, FIRST, FIRST)
    harvest, asked = blog.night(2)
    assert asked == [1, 2]
    state, before = harvest.states[0], first.states[0]
    assert (state.items, state.dated, state.oldest) == (before.items + 3, before.dated + 3, before.oldest)
    assert [item.url for item in harvest.items][:3] == [f"{FRONT}{name}" for name in blog.names[:3]]


def test_every_seventh_night_reads_the_list_back_whole() -> None:
    blog = Blog(daily(45))
    _, asked = blog.night(1)
    wide = [number for number in range(2, 16) if len(blog.night(number)[1]) == len(asked)]
    assert wide == [8, 15]


def test_a_post_slipped_in_under_an_old_date_is_found_within_the_week() -> None:
    blog = Blog(daily(45))
    blog.night(1)
    blog.names.insert(30, "susulan")
    blog.days.insert(30, blog.days[30])
    found = next(n for n in range(2, 10) if f"{FRONT}susulan" in {item.url for item in blog.night(n)[0].items})
    assert found == 8


def test_more_news_than_can_be_read_never_claims_what_lies_beneath() -> None:
    blog = Blog(daily(45))
    first, _ = blog.night(1)
    blog.post(*[FIRST] * 150)
    state = blog.night(2)[0].states[0]
    assert first.states[0].oldest is not None
    assert state.oldest is not None
    assert state.oldest > first.states[0].oldest


def test_a_failure_on_a_later_page_is_a_problem_of_the_list() -> None:
    blog = Blog(daily(45))
    blog.night(1)
    blog.post(FIRST)
    blog.broken = {2}
    assert blog.night(2)[0].states[0].problem == "failed for now: too slow"


def test_an_edit_on_the_first_page_is_told_and_the_next_page_looked_at() -> None:
    blog = Blog(daily(45))
    blog.night(1)
    blog.days[2] += timedelta(days=1)
    harvest, asked = blog.night(2)
    assert asked == [1, 2]
    assert {item.url for item in harvest.items} >= {f"{FRONT}{blog.names[2]}"}
