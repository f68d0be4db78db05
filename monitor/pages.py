"""Rows, updates and visits -> the values that the published pages print. Pure: every choice is made here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from crawler.reach import ENDS_SOON, OUTCOMES, TROUBLE, Tls
from crawler.records import Visit
from crawler.sites import City, Unit
from monitor.freshness import Score, Status
from monitor.leaderboard import Row
from monitor.phrases import day, defanged, injection, link, number, quoted
from monitor.policy import Policy
from monitor.steps import steps_of
from monitor.updates import Update
from monitor.verdicts import reason_of, since, verdict_of
from monitor.wording import (
    CERTIFICATE_ENDED,
    CERTIFICATE_ENDS,
    CERTIFICATE_HOLDS,
    KINDS,
    LEVELS,
    OTHER_KIND,
    REASONS,
    STATUSES,
    TLS,
    UNLINKED,
    KindWords,
    StatusWords,
)

MOST_UPDATES = 30
"""Updates listed on a site page, counted and not counted each: a screenful; the whole history is in the database."""

MOST_INJECTED, INJECTED_TITLE = 3, 40
"""Injected pages listed on a site page, and the letters of each title: the board must not pass on what they advertise."""

MOST_VISITS = 14
"""Nights listed on a site page: two weeks show whether trouble passes or stays."""

APART = (Status.DISUSUPI, Status.BELUM_ADA_SITUS)


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a strip; ``count`` None where no list or reading covers it, ``step`` 0-3 is the height of its bar."""

    first_day: date
    count: int | None
    step: int
    words: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Movement on the board: ``way`` is a CSS class (up, down, same, new), ``words`` what people read."""

    way: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One unit on the board; ``page`` is its own page, relative to reports/ (None without a site)."""

    unit: Unit
    score: Score
    level: str
    parent: str | None
    rank: int | None
    peers: int | None
    words: StatusWords
    page: str | None
    weeks: tuple[Week, ...]
    strip: str
    shift: Shift
    reason: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """Units without a site, under their kecamatan."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many units have one status; ``start`` and ``width`` are percents of the bar that shows all with a site."""

    words: StatusWords
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Board:
    """The leaderboard, in the order in which it is printed."""

    ranked: tuple[Line, ...]
    unmeasured: tuple[Line, ...]
    injected: tuple[Line, ...]
    without_site: tuple[Group, ...]
    without_site_count: int
    shares: tuple[Share, ...]
    with_site_count: int

    @property
    def with_page(self) -> tuple[Line, ...]:
        """Every unit that has a page of its own."""
        return tuple(line for line in (*self.ranked, *self.unmeasured, *self.injected) if line.page)


@dataclass(frozen=True, slots=True)
class Event:
    """One update as a site page lists it; ``href`` None where the address is shown and not linked."""

    update: Update
    kind: KindWords
    reason: str
    href: str | None
    title: str
    written: str


@dataclass(frozen=True, slots=True)
class Night:
    """One visit as a site page lists it."""

    visit: Visit
    outcome: str


@dataclass(frozen=True, slots=True)
class SitePage:
    """All that the page of one site prints."""

    line: Line
    verdict: str
    evidence: Event | None
    href: str | None
    counted: tuple[Event, ...]
    counted_more: int
    ignored: tuple[Event, ...]
    ignored_more: int
    injected_more: int
    ignored_tally: tuple[tuple[str, int], ...]
    nights: tuple[Night, ...]
    tls: str | None
    injected: str | None
    unlisted: bool  # kept out of search engines, for it repeats some of what intruders wrote
    steps: tuple[str, ...]


def board_of(rows: Sequence[Row]) -> Board:
    """Sort the rows, in the order they come, into the parts of the leaderboard."""
    names = {row.unit.code: row.unit.name for row in rows}
    lines = tuple(_line(row, names) for row in rows)
    lacking = tuple(line for line in lines if line.score.status is Status.BELUM_ADA_SITUS)
    return Board(
        ranked=tuple(line for line in lines if line.rank is not None),
        unmeasured=tuple(line for line in lines if line.rank is None and line.score.status not in APART),
        injected=tuple(line for line in lines if line.rank is None and line.score.status is Status.DISUSUPI),
        without_site=_groups(lacking, names),
        without_site_count=len(lacking),
        shares=_shares(lines),
        with_site_count=len(lines) - len(lacking),
    )


def site_page(line: Line, *, updates: Sequence[Update], visits: Sequence[Visit], city: City) -> SitePage:
    """Gather what the page of one site prints, newest first."""
    counted = _newest(update for update in updates if update.counted)
    ignored = _newest(update for update in updates if not update.counted and update.reason not in UNLINKED)
    planted = _newest(update for update in updates if update.reason in UNLINKED)
    score = line.score
    linked = score.status is not Status.DISUSUPI  # nobody is sent to a site that somebody else has taken over
    return SitePage(
        line=line,
        verdict=verdict_of(score),
        evidence=_event(score.evidence, linked=linked) if score.evidence else None,
        href=link(line.unit.url) if linked else None,
        counted=tuple(_event(update, linked=linked) for update in counted[:MOST_UPDATES]),
        counted_more=max(0, len(counted) - MOST_UPDATES),
        ignored=tuple(
            _event(update, linked=linked) for update in _newest([*ignored[:MOST_UPDATES], *planted[:MOST_INJECTED]])
        ),
        ignored_more=max(0, len(ignored) - MOST_UPDATES),
        injected_more=max(0, len(planted) - MOST_INJECTED),
        ignored_tally=tuple(
            (REASONS[reason], count) for reason, count in Counter(u.reason for u in (*ignored, *planted)).most_common()
        ),
        nights=_nights(visits),
        tls=_tls(score, line.unit, visits),
        injected=injection(score.injected),
        unlisted=not linked or score.injected is not None or bool(planted),
        steps=steps_of(score, office=city.office),
    )


def meanings(policy: Policy) -> tuple[tuple[StatusWords, str], ...]:
    """Return every status with what it means under this policy."""
    numbers = {
        "fresh": policy.fresh_days,
        "fresh_next": policy.fresh_days + 1,
        "fair": policy.fair_days,
        "fair_next": policy.fair_days + 1,
        "lagging": policy.lagging_days,
        "lagging_next": policy.lagging_days + 1,
        "stale": policy.stale_days,
        "unreachable": policy.unreachable_days,
    }
    return tuple((words, words.meaning.format_map(numbers)) for words in STATUSES.values())


def file_name(code: str) -> str:
    """Return the file of a site's page inside reports/situs; a code can never leave that folder."""
    return f"{quote(code, safe='')}.html"


def _line(row: Row, names: Mapping[str, str]) -> Line:
    unit, score = row.unit, row.score
    weeks = _weeks(score)
    return Line(
        unit=unit,
        score=score,
        level=LEVELS[unit.level],
        parent=names.get(unit.parent) if unit.parent else None,
        rank=row.rank,
        peers=row.peers,
        words=STATUSES[score.status],
        page=f"situs/{file_name(unit.code)}" if unit.url else None,
        weeks=weeks,
        strip=_strip(weeks),
        shift=_shift(row.movement),
        reason=reason_of(score),
        since=since(score, ranked=row.rank is not None),
    )


def _weeks(score: Score) -> tuple[Week, ...]:
    """Name the weeks: the last full ones before the night that the score stands for, oldest first."""
    night = score.measured_on if score.unmeasured_since and score.measured_on else score.night
    running = night - timedelta(days=night.weekday())
    count = len(score.weeks)
    return tuple(_week(running - timedelta(weeks=count - place), updates) for place, updates in enumerate(score.weeks))


def _week(first_day: date, count: int | None) -> Week:
    words = "tidak terliput" if count is None else f"{count} pembaruan" if count else "tanpa pembaruan"
    return Week(first_day=first_day, count=count, step=min(count or 0, 3), words=words)


def _strip(weeks: Sequence[Week]) -> str:
    """Say a strip in words, for who does not see it."""
    active = sum(1 for week in weeks if week.count)
    missing = sum(1 for week in weeks if week.count is None)
    if not weeks or missing == len(weeks):
        return "belum ada pekan yang terliput"
    covered = f"{active} dari {len(weeks) - missing} pekan ada pembaruan"
    return f"{covered}; {missing} pekan tidak terliput" if missing else covered


def _shift(movement: int | None) -> Shift:
    if movement is None:
        return Shift("new", "baru")
    if movement == 0:
        return Shift("same", "tetap")
    return Shift("up", f"naik {movement}") if movement > 0 else Shift("down", f"turun {-movement}")


def _groups(lines: Sequence[Line], names: Mapping[str, str]) -> tuple[Group, ...]:
    """Put each unit without a site under its kecamatan (a kecamatan opens its own group), in the order of the codes."""
    gathered: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.unit.code):
        unit = line.unit
        gathered.setdefault(unit.code if unit.level == "kecamatan" else unit.parent or unit.code, []).append(line)
    return tuple(Group(name=names.get(code, code), lines=tuple(members)) for code, members in gathered.items())


def _shares(lines: Sequence[Line]) -> tuple[Share, ...]:
    counts: Counter[Status] = Counter(
        line.score.status for line in lines if line.score.status is not Status.BELUM_ADA_SITUS
    )
    whole = sum(counts.values())
    shares: list[Share] = []
    start = 0.0
    for status, words in STATUSES.items():
        if counts[status]:
            width = 100 * counts[status] / whole
            shares.append(Share(words=words, count=counts[status], start=round(start, 2), width=round(width, 2)))
            start += width
    return tuple(shares)


def _newest(updates: Iterable[Update]) -> list[Update]:
    return sorted(updates, key=lambda update: (update.day, update.url), reverse=True)


def _event(update: Update, *, linked: bool) -> Event:
    planted = update.reason in UNLINKED
    href = link(update.url) if linked and not planted else None
    shown = quoted if href else defanged
    return Event(
        update=update,
        kind=KINDS.get(update.kind, OTHER_KIND),
        reason=REASONS[update.reason],
        href=href,
        title=shown(update.title, INJECTED_TITLE if planted else 120),
        written=shown((injection(update.raw) if planted else update.raw) or "", 120),
    )


def _nights(visits: Sequence[Visit]) -> tuple[Night, ...]:
    newest = sorted(visits, key=lambda visit: visit.night, reverse=True)[:MOST_VISITS]
    return tuple(Night(visit=visit, outcome=OUTCOMES[visit.reach].admin) for visit in newest)


def _tls(score: Score, unit: Unit, visits: Sequence[Visit]) -> str | None:
    """Say TLS trouble, and until when the certificate holds where there is some or it ends soon.

    Plain HTTP is told only where the site was read at all and its address asks for no TLS.
    """
    plain = score.tls is Tls.NONE
    asked_for_none = unit.url is not None and unit.url.startswith("http://")
    if plain and not (asked_for_none and score.reach is not None and OUTCOMES[score.reach].measured):
        return None
    return " ".join(filter(None, (TLS[score.tls], _holds_until(score, visits)))) or None


def _holds_until(score: Score, visits: Sequence[Visit]) -> str | None:
    """Say when the certificate of the latest visit ends; days are counted from the visit, by the real clock."""
    latest = max(visits, key=lambda visit: visit.night, default=None)
    if latest is None or latest.tls_days is None or latest.tls is not score.tls:
        return None
    ends = day(latest.night + timedelta(days=latest.tls_days))
    if latest.tls_days < 0 or (latest.tls is Tls.EXPIRED and latest.tls_days == 0):
        return CERTIFICATE_ENDED.format(day=ends)
    if latest.tls_days < ENDS_SOON:
        return CERTIFICATE_ENDS.format(day=ends, days=number(latest.tls_days))
    return CERTIFICATE_HOLDS.format(day=ends) if latest.tls in TROUBLE else None
