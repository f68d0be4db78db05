"""From all clues to one answer: weigh what agrees, refuse what cannot be, and say why. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from crawler.dates.weights import FAMILY, Family, is_vague, weight
from crawler.own import split
from crawler.records import EXACT, OWN, Clue, Habits, Kind, PageDates, Precision, Role

FLOOR = 0.35
"""Below this confidence the answer is none: a single weak clue, or clues that contradict each other."""

_CITY = ZoneInfo("Asia/Jakarta")
_DAY = timedelta(days=1)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LISTED = OWN | {Role.LIST_ITEM}
_MARKED = frozenset({Kind.TIME, Kind.MARKED})
_STRUCTURED = frozenset({Family.MACHINE, Family.LIST})
_ELEMENTS = _MARKED | {Kind.MICRODATA}
_ENTRIES = re.compile("in a list|in the content")
"""Where the entries of a list page stand: beside an article there are other lists."""
_LISTS = 4
_MONTHS = 12
"""So many different days of other pages make a page a list, unless it states a date of its own for machines."""

_REFUSED = {
    Role.CLOCK: "a live clock",
    Role.LIST_ITEM: "dates of other pages (sidebar, list)",
    Role.COMMENT: "comments",
    Role.EVENT: "an event",
    Role.COPYRIGHT: "a copyright year",
    Role.PROSE: "dates that the text speaks of",
    Role.BOUND: "bounds only (upload path, archive, page frame)",
    Role.MODIFIED: "a modification",
}


@dataclass(frozen=True, slots=True)
class _Case:
    """One day that could be the published one, with the clues for it."""

    day: date
    precision: Precision
    score: float
    clues: tuple[Clue, ...]


def choose(
    clues: Sequence[Clue], *, url: str, seen: date, habits: Habits = Habits(), zone: ZoneInfo = _CITY
) -> PageDates:
    """The dates of the page at ``url`` by all ``clues`` of the page and of lists that name it; never raises.

    ``seen`` is the city day of the fetch: what lies after it is refused. ``habits`` drops the site's known clocks and
    untrusted lists, and shifts its feed; ``zone`` (the city's) turns shifted instants into days.
    """
    notes: list[str] = []
    usable = _by_habits(clues, habits, zone, notes)
    own = [clue for clue in usable if clue.role in OWN]
    past = [clue for clue in own if clue.day <= seen]
    if len(past) < len(own):
        notes.append(f"{_days(clue for clue in own if clue.day > seen)} lies after the day of the fetch and is refused")
    modified_days = {clue.day for clue in usable if clue.role is Role.MODIFIED}
    past = past or _only_updated(usable, seen, notes)
    if len({clue.day for clue in past}) > 1:  # where all agree there is nothing to settle
        past = _by_byline(_meet_visible(past, notes), notes)
        past = _without_created(_without_modified(past, modified_days, notes), notes)
    past = _without_bare_today(past, seen, notes)
    listed: Clue | None = None
    front = _is_front(url)
    if front or _is_list(usable, past):
        listed = _newest_listed(usable, seen)
        what = "the front page" if front else "a list of other pages"
        past, notes = [], [f"{what} has no date of its own", *notes]
    cases = _cases(past)
    published, confidence = _best(cases, notes)
    modified, sure = _modified(usable, published, seen, notes)
    if published is None:
        confidence = sure if modified else 0.0
    why = _why(published, cases, notes) if published else _why_not(usable, notes)
    return PageDates(url, published, modified, why, tuple(clues), round(confidence, 2), listed=listed)


def _by_habits(clues: Sequence[Clue], habits: Habits, zone: ZoneInfo, notes: list[str]) -> list[Clue]:
    kept = [clue for clue in clues if clue.where not in habits.clock_places and clue.kind not in habits.untrusted_kinds]
    if len(kept) < len(clues):
        notes.append("clues that this site's other pages show to be a clock or a build time are left out")
    if not habits.shift_hours:
        return kept
    notes.append(f"feed instants are moved by {habits.shift_hours:+d} h, as the site's pages ask")
    return [_shifted(clue, habits.shift_hours, zone) for clue in kept]


def _shifted(clue: Clue, hours: int, zone: ZoneInfo) -> Clue:
    if clue.kind is not Kind.FEED or clue.at is None:
        return clue
    at = clue.at + timedelta(hours=hours)
    return clue._replace(at=at, day=at.astimezone(zone).date())


def _only_updated(usable: Sequence[Clue], seen: date, notes: list[str]) -> list[Clue]:
    """Themes of the hAtom kind class their one date "updated" whatever it is: with no word beside it, it is an unlabelled date."""
    single = [
        clue
        for clue in usable
        if clue.role is Role.MODIFIED and clue.kind in _MARKED and '"' not in clue.where and clue.day < seen
    ]
    if not single or any(FAMILY[clue.kind] is Family.MACHINE for clue in usable if clue.role is Role.MODIFIED):
        return []
    notes.append("the page's only date is classed as updated, with no word that says so")
    return [clue._replace(role=Role.UNLABELLED) for clue in single if "near the headline" in clue.where]


def _by_byline(clues: list[Clue], notes: list[str]) -> list[Clue]:
    """The one day that a byline by the headline names for everyone to read holds against what machines are told.

    Of the reference's pages where the two differ by more than the order of day and month, the byline is right on most.
    """
    named = [clue for clue in clues if clue.kind is not Kind.TEXT or '"' in clue.where]
    days = {clue.day for clue in named if _is_byline(clue) and "near the headline" in clue.where}
    machine = [clue for clue in clues if FAMILY[clue.kind] is Family.MACHINE and not is_vague(clue)]
    if len(days) != 1 or not machine or any(clue.day in days or _swapped(clue.day) in days for clue in machine):
        return clues
    notes.append(f"{_places(machine)} says {_days(machine)}; the byline that visitors read holds")
    return [clue for clue in clues if clue not in machine]


def _swapped(day: date) -> date | None:
    """The day that the figures mean to a reader who puts the month first; None where there is no such month."""
    return day.replace(month=day.day, day=day.month) if day.day <= _MONTHS else None


def _without_modified(clues: list[Clue], modified: set[date], notes: list[str]) -> list[Clue]:
    """A day with no clear word that the page elsewhere calls modified is that, where an older one is called published."""
    stated = {clue.day for clue in clues if not is_vague(clue) and clue.precision in EXACT}
    moved = [
        clue
        for clue in clues
        if is_vague(clue) and clue.day in modified - stated and any(day < clue.day for day in stated)
    ]
    if moved:
        notes.append(f"{_days(moved)} ({_places(moved)}) is the modification")
    return [clue for clue in clues if clue not in moved]


def _without_created(clues: list[Clue], notes: list[str]) -> list[Clue]:
    """Where a page says both when it was made and when it was published, the draft's day does not count."""
    made = [clue for clue in clues if "datecreated" in clue.where.lower()]
    published = {clue.day for clue in clues if "datepublished" in clue.where.lower()} if made else set()
    made = [clue for clue in made if clue.day not in published]
    if not published or not made:
        return clues
    notes.append(f"{_days(made)} ({_places(made)}) is the day the draft was made")
    return [clue for clue in clues if clue not in made]


def _without_bare_today(clues: list[Clue], seen: date, notes: list[str]) -> list[Clue]:
    """A bare date of the fetch's own day may be a clock: it waits for a second witness, or for tomorrow."""
    bare = [clue for clue in clues if clue.day == seen and _is_bare(clue)]
    if not bare or any(clue.day == seen and clue not in bare for clue in clues):
        return clues
    notes.append(f"{_places(bare)} says today with no word beside it, as a clock would: not believed tonight")
    return [clue for clue in clues if clue not in bare]


def _is_bare(clue: Clue) -> bool:
    """A date in plain text, written out, that no word, class or element calls the page's own."""
    unnamed = clue.kind is Kind.TEXT and clue.role is Role.UNLABELLED and '"' not in clue.where
    return unnamed and clue.precision in EXACT and _YEAR.search(clue.raw) is not None


def _meet_visible(clues: list[Clue], notes: list[str]) -> list[Clue]:
    """A machine's day or an address beside the visible day by one is the same day in another zone: the visible one holds."""
    days = {clue.day for clue in clues if _is_byline(clue)}
    stated = {clue.day for clue in clues if FAMILY[clue.kind] is not Family.VISIBLE}
    if len(days) != 1 or days & stated:
        return clues
    day = days.pop()
    return [_moved(clue, day, notes) if _told_elsewhere(clue, day) else clue for clue in clues]


def _moved(clue: Clue, day: date, notes: list[str]) -> Clue:
    notes.append(f"{clue.where} says {clue.day.isoformat()}, a day beside the visible {day.isoformat()}, which holds")
    return clue._replace(day=day, at=None, precision=Precision.DAY)


def _is_byline(clue: Clue) -> bool:
    """The day as a visitor reads it, near the headline or labelled."""
    visible = FAMILY[clue.kind] is Family.VISIBLE and clue.precision in EXACT and not _is_attribute(clue)
    return visible and ("near the headline" in clue.where or clue.role is Role.PUBLISHED)


def _told_elsewhere(clue: Clue, day: date) -> bool:
    """Could ``clue`` be the moment that a reader's clock called ``day``? Only near midnight of some zone."""
    if abs(day - clue.day) != _DAY or clue.precision not in EXACT or _is_byline(clue):
        return False
    if clue.at is None:
        return clue.kind is Kind.ADDRESS
    return day in {(clue.at + timedelta(hours=hours)).date() for hours in (-10, 0, 9)}


def _is_attribute(clue: Clue) -> bool:
    """A machine-readable form inside a visible element: it has an ISO shape."""
    return clue.raw[:4].isdigit() and clue.raw[4:5] == "-"


def _is_front(url: str) -> bool:
    parts = split(url)
    return (
        bool(parts.netloc)
        and not parts.query
        and parts.path.lower() in {"", "/", "/index.php", "/index.html", "/index.htm", "/home", "/beranda"}
    )


def _is_list(usable: Sequence[Clue], own: Sequence[Clue]) -> bool:
    """Many days of other pages, and none that the page, near its headline or by a label, calls its own."""
    if any(FAMILY[clue.kind] in _STRUCTURED or "near the headline" in clue.where for clue in own):
        return False
    days = {clue.day for clue in own if FAMILY[clue.kind] is Family.VISIBLE}
    if len(days) >= _LISTS:
        return True
    if len(days) == 1 and any(clue.kind in _ELEMENTS for clue in own):
        return False  # the one date outside the lists that its own element calls a date
    others = {clue.day for clue in usable if clue.role is Role.LIST_ITEM and _ENTRIES.search(clue.where)}
    return len(others) >= _LISTS and not any(clue.role is Role.PUBLISHED for clue in own)


def _newest_listed(usable: Sequence[Clue], seen: date) -> Clue | None:
    """The newest day among the items of a list page, not after the fetch; None where it dates none."""
    items = [clue for clue in usable if clue.role in _LISTED and clue.precision in EXACT and clue.day <= seen]
    return max(items, key=lambda clue: clue.day, default=None)


def _cases(clues: Sequence[Clue]) -> list[_Case]:
    """The candidate days, best first; a coarser clue supports the days it holds and stands alone only without any."""
    exact = [clue for clue in clues if clue.precision in EXACT]
    coarse = [clue for clue in clues if clue.precision not in EXACT]
    cases = []
    for day in sorted({clue.day for clue in exact}):
        mine = [clue for clue in exact if clue.day == day] + [clue for clue in coarse if _holds(clue, day)]
        cases.append(_Case(day, Precision.DAY, _score(mine), tuple(mine)))
    if not exact:
        cases = [_Case(clue.day, clue.precision, _score([clue]), (clue,)) for clue in coarse]
    return sorted(cases, key=lambda case: case.score, reverse=True)


def _holds(clue: Clue, day: date) -> bool:
    same_year = clue.day.year == day.year
    return same_year and (clue.precision is Precision.YEAR or clue.day.month == day.month)


def _score(clues: Iterable[Clue]) -> float:
    """Independent families of evidence add up as chances do: two of .7 make .91; two of one family count once."""
    best: dict[Family, float] = {}
    for clue in clues:
        family = FAMILY[clue.kind]
        best[family] = max(best.get(family, 0.0), weight(clue))
    doubt = 1.0
    for value in best.values():
        doubt *= 1.0 - value
    return 1.0 - doubt


def _best(cases: list[_Case], notes: list[str]) -> tuple[Clue | None, float]:
    if not cases:
        return None, 0.0
    top = cases[0]
    rival = cases[1].score if len(cases) > 1 else 0.0
    confidence = top.score * (1.0 - 0.5 * rival)
    if len(cases) > 1:
        notes.append(
            f"against it: {'; '.join(f'{case.day.isoformat()} ({_places(case.clues)})' for case in cases[1:4])}"
        )
    if confidence < FLOOR:
        notes.append(f"{top.day.isoformat()} ({_places(top.clues)}) is too weak an answer")
        return None, confidence
    exact = [clue for clue in top.clues if clue.precision in EXACT] or list(top.clues)
    return max(exact, key=lambda clue: (weight(clue), clue.precision is Precision.TIME)), confidence


def _modified(
    usable: Sequence[Clue], published: Clue | None, seen: date, notes: list[str]
) -> tuple[Clue | None, float]:
    """The best modification that is not before the publication, not in the future and no clock in disguise."""
    candidates = []
    for clue in usable:
        if clue.role is not Role.MODIFIED or clue.day > seen or (published and clue.day < published.day):
            continue
        if clue.day == seen and FAMILY[clue.kind] is Family.VISIBLE and (published is None or published.day < seen):
            notes.append(f"{clue.where} says today, as a page that always prints today would: not believed")
            continue
        candidates.append(clue)
    if not candidates:
        return None, 0.0
    counts = Counter(clue.day for clue in candidates)
    best = max(candidates, key=lambda clue: (weight(clue) + 0.1 * counts[clue.day], clue.day))
    return (best, weight(best)) if weight(best) >= _MODIFIED_FLOOR else (None, 0.0)


_MODIFIED_FLOOR = 0.15


def _why(published: Clue, cases: list[_Case], notes: list[str]) -> str:
    places = _places(cases[0].clues)
    verb = "agree on" if " and " in places else "says"
    return "; ".join([f"{places} {verb} {_said(published)}", *dict.fromkeys(notes)])


def _said(clue: Clue) -> str:
    """The city's day, month or year that a clue tells, never its UTC instant."""
    return clue.day.isoformat() if clue.precision in EXACT else clue.value


def _why_not(usable: Sequence[Clue], notes: list[str]) -> str:
    roles = dict.fromkeys(clue.role for clue in usable if clue.role in _REFUSED)
    seen = [_REFUSED[role] for role in roles]
    found = f"found only {', '.join(seen)}" if seen else "the page shows no date"
    return "; ".join([f"no published date: {found}", *dict.fromkeys(notes)])


def _places(clues: Iterable[Clue]) -> str:
    names = list(dict.fromkeys(clue.where for clue in sorted(clues, key=weight, reverse=True)))
    shown = names[:3]
    return " and ".join(shown) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _days(clues: Iterable[Clue]) -> str:
    return ", ".join(sorted({clue.day.isoformat() for clue in clues})[:3])
