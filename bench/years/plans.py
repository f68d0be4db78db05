"""A whole city from a seed: what each office is like is a table, when things happen is dice. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from bench.years.rhythms import instants
from bench.years.values import WIB, City, Item, Rhythm, Server, Shape, Site, Sort, Trouble
from bench.years.writers import Desk, edited, intruders, news, services, slipped
from demo.texts import Text, Writer

START = date(2025, 1, 6)
PAST = 400  # days of earlier posts

WORDPRESS = Shape("wordpress", "meta", feed="rss", sitemap=True)
OPENSID = Shape("opensid", "stamp", feed="rss", items=50, sitemap=True, list_dates=True)
LOKOMEDIA = Shape("lokomedia", "stamp", list_dates=True, front=10)
BLOGGER = Shape("blogger", "meta", feed="atom", archive=False)
LARAVEL = Shape("laravel", "ago", list_dates=True)
PLAIN = Shape("plain", "plain", front=6)
UNDATED = Shape("undated", "", front=10)
HIDDEN = Shape("hidden", "", feed="rss", items=50)  # dates in the feed only

T, R = Trouble, Rhythm
CHARACTERS: tuple[tuple[Shape, Rhythm, tuple[Trouble, ...]], ...] = (
    (WORDPRESS, R.WEEKLY, (T.TOUCHED, T.COMMENTED)),
    (OPENSID, R.DEAD, (T.CLOCK, T.BOX, T.COUNTER, T.HACKED)),
    (LOKOMEDIA, R.BUSY, (T.CLOCK, T.COUNTER, T.COPIED)),
    (UNDATED, R.WEEKLY, (T.COUNTER, T.COPIED)),
    (UNDATED, R.DEAD, (T.TODAY, T.BOX, T.WEEKLY)),
    (UNDATED, R.EDITOR, (T.CLOCK, T.COUNTER)),
    (WORDPRESS, R.DEAD, (T.RESTAMPED, T.COPIED)),
    (OPENSID, R.FORTNIGHTLY, (T.WRONG_ZONE, T.STAMPED, T.CLOCK, T.UTC)),
    (BLOGGER, R.MONTHLY, (T.AHEAD, T.COPIED)),
    (LARAVEL, R.WEEKLY, (T.LATE, T.COUNTER, T.DOWN)),
    (PLAIN, R.DEAD, (T.TODAY, T.UTC, T.DAILY, T.COPIED)),
    (WORDPRESS, R.LEAVER, (T.BACKDATED, T.DELETED)),
    (UNDATED, R.DEAD, (T.TEASERS, T.DAILY, T.COMMENTED)),
    (OPENSID, R.WEEKLY, (T.REPOSTED, T.BOX, T.COMMENTED)),
    (LOKOMEDIA, R.DEAD, (T.CLOCK, T.TEASERS, T.BACKDATED, T.COPIED)),
    (PLAIN, R.WEEKLY, (T.WEEKLY, T.TYPOS, T.REDESIGNED)),
    (UNDATED, R.FORTNIGHTLY, (T.BOX, T.REDESIGNED, T.DELETED)),
    (HIDDEN, R.WEEKLY, (T.LATE, T.HACKED, T.DOWN)),
    (WORDPRESS, R.DEAD, (T.REPOSTED, T.HACKED)),
    (UNDATED, R.DEAD, (T.REPOSTED, T.COPIED, T.REDESIGNED)),
    (LOKOMEDIA, R.WEEKLY, (T.TODAY, T.COUNTER, T.REDESIGNED)),
    (OPENSID, R.SELDOM, (T.CLOCK, T.TEASERS, T.STAMPED)),
    (BLOGGER, R.DEAD, (T.RESTAMPED, T.AHEAD)),
    (LARAVEL, R.DEAD, (T.COUNTER, T.COMMENTED, T.BACKDATED)),
    (WORDPRESS, R.CONTEST, (T.DELETED, T.HACKED)),
    (UNDATED, R.MONTHLY, (T.WEEKLY, T.COMMENTED)),
    (UNDATED, R.BUSY, (T.CLOCK, T.COUNTER)),
    (PLAIN, R.EDITOR, (T.CLOCK, T.TYPOS)),
    (HIDDEN, R.DEAD, (T.RESTAMPED, T.BOX)),
    (OPENSID, R.LEAVER, (T.BOX, T.COUNTER, T.COPIED, T.DOWN)),
    (WORDPRESS, R.MONTHLY, (T.AHEAD, T.LATE)),
    (LOKOMEDIA, R.FORTNIGHTLY, (T.TEASERS, T.DOWN)),
    (BLOGGER, R.WEEKLY, (T.REDESIGNED, T.COMMENTED)),
    (LARAVEL, R.FORTNIGHTLY, (T.BOX, T.HACKED)),
    (UNDATED, R.SELDOM, (T.TEASERS, T.COUNTER)),
    (PLAIN, R.FORTNIGHTLY, (T.DAILY, T.COPIED)),
)  # fmt: skip
"""Offices as one meets them; a small city takes the first ones, a large one takes all, each several times."""

EDITS = {R.EDITOR: 16, R.WEEKLY: 60, R.FORTNIGHTLY: 90, R.LEAVER: 120, R.CONTEST: 150}
"""Every how many days an office rewrites a service page; the others never do."""
RELEASE_GAP = 19  # days between two press releases of the city
SERVERS = ((0.6, Server.PLAIN), (0.88, Server.HONEST), (0.97, Server.RESTLESS), (1.0, Server.STUCK))
"""How servers are spread: the share of all sites up to and with each."""


def build(*, sites: int, nights: int, seed: int) -> City:
    """The city of a seed, as its two years will turn out."""
    watched = tuple(START + timedelta(days=count) for count in range(nights))
    ours = _ours(watched, Random(f"{seed} ours"))
    releases = _releases(watched, seed)
    built = tuple(_site(number, watched, seed, releases) for number in range(1, sites + 1))
    return City(built, watched, ours)


def _ours(nights: Sequence[date], pick: Random) -> frozenset[date]:
    """Nights on which nothing outside could be reached from our room."""
    spells = [pick.choice(nights[3:]) for _ in range(max(1, len(nights) // 90))]
    return frozenset(day + timedelta(days=more) for day in spells for more in range(pick.randint(1, 3)))


def _releases(nights: Sequence[date], seed: int) -> tuple[tuple[date, Text], ...]:
    """What the city hall sends to all its units to be put up."""
    writer = Writer("Bandar Lampung", "kecamatan", Random(f"{seed} city hall"))
    return tuple((day, writer.news(day)) for day in nights[9::RELEASE_GAP])


def _site(number: int, nights: Sequence[date], seed: int, releases: Sequence[tuple[date, Text]]) -> Site:
    shape, rhythm, troubles = CHARACTERS[(number - 1) % len(CHARACTERS)]
    pick = Random(f"{seed} site {number}")
    name = f"Kelurahan {number}"
    writer = Writer(f"Mekar {_letters(number)}", "kelurahan", Random(f"{seed} texts {number}"))
    desk = Desk(writer, pick, frozenset(troubles), nights[0], nights[-1], Random(f"{seed} names {number}"))
    hacked = _span(desk, 8, 60) if T.HACKED in desk.troubles else None
    items = _items(desk, rhythm, nights, releases, hacked)
    down = frozenset(_down(desk)) if T.DOWN in desk.troubles else frozenset[date]()
    redesigned = desk.day() if T.REDESIGNED in desk.troubles else None
    drawn = Random(f"{seed} server {number}").random()
    server = next(server for share, server in SERVERS if drawn < share)
    return Site(number, name, shape, rhythm, desk.troubles, items, down, redesigned, hacked, server)


def _letters(number: int) -> str:
    """Names differ in letters: the judgement does not look at digits."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:03d}").capitalize()


def _items(
    desk: Desk,
    rhythm: Rhythm,
    nights: Sequence[date],
    releases: Sequence[tuple[date, Text]],
    hacked: tuple[date, date] | None,
) -> tuple[Item, ...]:
    lasting = _edits(desk, list(services(desk)), rhythm)
    own = [*news(desk, _past(desk, rhythm)), *news(desk, list(instants(rhythm, nights, desk.pick)))]
    own = slipped(desk, own)
    if T.DELETED in desk.troubles:
        own = [_deleted(desk, item) if desk.pick.random() < 0.1 else item for item in own]
    more = list(intruders(desk, own, hacked=hacked))
    if T.COPIED in desk.troubles:
        more += [
            desk.item(desk.moment(day + timedelta(days=desk.pick.randint(0, 2))), Sort.COPY, text)
            for day, text in releases
        ]
    return (*lasting, *own, *more)


def _past(desk: Desk, rhythm: Rhythm) -> list[datetime]:
    """What was posted before anybody watched; sites that are dead today once were not."""
    quiet = desk.pick.randint(40, 300) if rhythm is R.DEAD else 0
    lived = R.WEEKLY if rhythm in {R.DEAD, R.CONTEST, R.LEAVER} else R.MONTHLY if rhythm is R.EDITOR else rhythm
    days = [desk.first - timedelta(days=age) for age in range(PAST + quiet, quiet, -1)]
    return list(instants(lived, days, desk.pick))[-36:]


def _edits(desk: Desk, pages: list[Item], rhythm: Rhythm) -> list[Item]:
    gap = EDITS.get(rhythm)
    day = desk.first + timedelta(days=7)
    while gap and day < desk.last:
        place = desk.pick.randrange(len(pages))
        pages[place] = edited(desk, pages[place], desk.moment(day))
        day += timedelta(days=desk.pick.randint(gap // 2, gap + gap // 2))
    return pages


def _deleted(desk: Desk, item: Item) -> Item:
    return replace(item, gone=item.versions[-1].since + timedelta(days=desk.pick.randint(1, 200)))


def _span(desk: Desk, least: int, most: int) -> tuple[date, date]:
    first = desk.day()
    return first, first + timedelta(days=desk.pick.randint(least, most))


def _down(desk: Desk) -> Iterator[date]:
    """Short failures, and one long one."""
    for length in (1, 1, 2, 4, 12):
        day = desk.day()
        yield from (day + timedelta(days=more) for more in range(length))


def midnight(night: date) -> datetime:
    """One o'clock at night, when the crawl runs; city time."""
    return datetime.combine(night, time(1), WIB)
