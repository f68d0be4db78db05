"""The verbs: open the edges, call the pure part, write. Each takes the run's one `now` (aware, UTC)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from crawler.fields import trace_of
from crawler.records import SiteHistory, Visit
from crawler.sites import Unit
from crawler.store import EvidenceStore
from monitor import mail
from monitor.canary import OurNight, our_nights, spared
from monitor.config import Settings
from monitor.findings import Findings, findings_of
from monitor.freshness import Score, judge
from monitor.indicator import CityIndex, city_index, load_profiles
from monitor.judging import Judging, Verdict, judging_of, verdict_of, verdicts
from monitor.leaderboard import Row, rank
from monitor.publish import public_pages
from monitor.publish import publish as write_reports
from monitor.recompute import Rebuilt, compare
from monitor.reminders import Concern, Letter, before_letters, letters_due, with_refused
from monitor.store import JudgementStore
from monitor.updates import Update
from monitor.weeks import city_day

STANDS_IN = timedelta(hours=12)
"""A score so much older than the night's others is that of another night, kept because Segar failed on the site."""
SCORES_MAY_BE_OLD = timedelta(hours=24)
"""A letter rests on a score of last night; an older one would shame a site that was updated on the day in between."""


LOCK_SECONDS = 30.0
"""Writing 146 pages takes a second; whoever holds the lock longer hangs."""


class JobError(Exception):
    """A job could not be done; the message is one line for the operator."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run reads and writes."""

    db: Path
    reports: Path


@dataclass(frozen=True, slots=True)
class Board:
    """One scored night, ranked, with the city's index."""

    night: date
    rows: tuple[Row, ...]
    index: CityIndex
    ours: OurNight | None = None  # this very night was one on which our own network failed
    faults: Mapping[str, str] = field(default_factory=dict)  # units that Segar failed to judge, with the trace of each


@contextmanager
def _stores(db: Path) -> Iterator[tuple[EvidenceStore, JudgementStore]]:
    if not db.exists():
        raise JobError(f"{db}: there is no database yet; run `segar nightly` or `segar crawl` first")
    with closing(EvidenceStore(db)) as evidence, closing(JudgementStore(db)) as judgement:
        yield evidence, judgement


@contextmanager
def _alone(db: Path, what: str) -> Iterator[None]:
    """Hold the lock of one verb; two runs of it at once would tear each other's files. Raises JobError."""
    try:
        with FileLock(f"{db}.{what}.lock").acquire(timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise JobError(
            f"another `segar {what}` has been running for {LOCK_SECONDS:.0f} s; wait for it or stop it"
        ) from error


def night_of(settings: Settings, now: datetime) -> date:
    """Return the city day of `now`."""
    return city_day(now, settings.registry.city.zone)


# -- score ---------------------------------------------------------------------------------------------------------


def score(settings: Settings, place: Place, *, now: datetime, workers: int | None = None) -> Board:
    """Judge every unit on the evidence up to tonight and append what changed; ``workers`` as in monitor.judging.verdicts."""
    night, units = night_of(settings, now), settings.registry.units
    faults: dict[str, str] = {}
    scores: dict[str, Score] = {}
    with _stores(place.db) as (evidence, judgement):
        judging = judging_of(settings, evidence, now, ours=_ours(settings, evidence, night))
        with closing(verdicts(judging, place.db, units, workers=workers)) as judged:
            for unit, found in judged:
                fault = _write(found, judging, evidence, judgement) if isinstance(found, Verdict) else found
                if isinstance(found, Verdict) and fault is None:
                    scores[unit.code] = found.score
                else:
                    faults[unit.code], scores[unit.code] = str(fault), _kept(judging, judgement, unit)
        rows = rank(units, scores, judgement.ranks_before(night))
        judgement.save_scores(rows)
    return replace(_board(night, rows, judging.ours), faults=faults)


def _write(verdict: Verdict, judging: Judging, evidence: EvidenceStore, judgement: JudgementStore) -> str | None:
    """Append what is new in a verdict; returns the trace of what Segar failed on, if anything."""
    site = verdict.score.site
    try:
        evidence.teach(site, verdict.habits, night=judging.night)
        judgement.save_updates(site, verdict.updates, now=judging.now)
    except (sqlite3.Error, OSError):
        raise
    except Exception as bug:  # noqa: BLE001 - as in judging: it must not cost the others
        return trace_of(bug)
    return None


def _ours(settings: Settings, evidence: EvidenceStore, night: date) -> tuple[OurNight, ...]:
    return our_nights(
        evidence.endings(until=night),
        share=settings.policy.canary_share,
        canaries=evidence.canary_nights(until=night),
        unreached=evidence.unreached_nights(until=night),
    )


def _kept(judging: Judging, judgement: JudgementStore, unit: Unit) -> Score:
    """The score that stands for a unit on which Segar fails; no letter is written on that."""
    last = judgement.last_night(until=judging.night)
    standing = judgement.scores(last).get(unit.code) if last else None
    if standing is not None:
        return replace(standing, night=judging.night)
    zone, policy = judging.settings.registry.city.zone, judging.settings.policy
    return judge(
        unit.code, SiteHistory(unit.code), (), now=judging.now, zone=zone, policy=policy, has_url=unit.url is not None
    )


def _board(night: date, rows: Sequence[Row], ours: Sequence[OurNight] = ()) -> Board:
    tonight = next((found for found in ours if found.night == night), None)
    return Board(night, tuple(rows), city_index(rows, load_profiles()), tonight)


# -- recompute -----------------------------------------------------------------------------------------------------


def recompute(settings: Settings, place: Place, *, now: datetime) -> Iterator[Rebuilt]:
    """Yield every scored night up to `now`, oldest first, judged again from the readings and held against what was stored.

    Writes nothing: a verdict that was published stays on record as it was. Raises JobError.
    """
    with _stores(place.db) as (evidence, judgement):
        nights = judgement.scored_nights(until=night_of(settings, now))
        if not nights:
            raise JobError("nothing was scored yet; run `segar nightly` or `segar score` first")
        ours = _ours(settings, evidence, nights[-1])
        for night in nights:
            stored = judgement.scores(night)
            then = max(score.now for score in stored.values())
            known = tuple(found for found in ours if found.night <= night)
            judging = judging_of(settings, evidence, then, ours=known)
            units = [unit for unit in settings.registry.units if unit.code in stored]
            rebuilt = {unit.code: verdict_of(judging, evidence, unit).score for unit in units}
            yield Rebuilt(night, *compare(stored, rebuilt))


# -- publish -------------------------------------------------------------------------------------------------------


def standing(settings: Settings, judgement: JudgementStore, *, now: datetime) -> Board:
    """The latest scored night not after `now`, ranked again from what is stored; whose night it was is not asked. Raises JobError."""
    night = judgement.last_night(until=night_of(settings, now))
    if night is None:
        raise JobError("nothing was scored yet; run `segar nightly` or `segar score` first")
    scores = judgement.scores(night)
    units = [unit for unit in settings.registry.units if unit.code in scores]
    return _board(night, rank(units, scores, judgement.ranks_before(night)))


def board_of(settings: Settings, place: Place, *, now: datetime) -> Board:
    """The latest scored night, for printing. Raises JobError."""
    with _stores(place.db) as (_, judgement):
        return standing(settings, judgement, now=now)


def publish(settings: Settings, place: Place, *, now: datetime) -> Path:
    """Write the leaderboard, the site pages and the data file, as of the night that was scored; returns the leaderboard's path."""
    with _stores(place.db) as (evidence, judgement):
        board = standing(settings, judgement, now=now)
        nights = _ours(settings, evidence, board.night)
        ours = next((one for one in nights if one.night == board.night), None)
        coded = [row.unit.code for row in board.rows if row.unit.url]
        updates = {code: judgement.updates(code, now=now) for code in coded}
        visits = {code: spared(evidence.visits(code, until=board.night), nights) for code in coded}
    with _alone(place.db, "publish"):
        return write_reports(
            rows=board.rows,
            index=board.index,
            updates=updates,
            visits=visits,
            city=settings.registry.city,
            policy=settings.policy,
            now=board.rows[0].score.now if board.rows else now,
            reports=place.reports,
            ours=ours,
        )


# -- remind --------------------------------------------------------------------------------------------------------


def to_read_whole(settings: Settings, place: Place, *, now: datetime) -> tuple[str, ...]:
    """The codes of the units that the letters after tonight may be about; none on a night that no letters follow."""
    day = settings.schedule.letters_day(now, settings.registry.city.zone)
    if day is None or not place.db.exists():
        return ()
    with _stores(place.db) as (_, judgement):
        last = judgement.last_night(until=night_of(settings, now))
        scores = judgement.scores(last) if last else {}
    return before_letters(settings.registry.units, scores, day=day, policy=settings.policy)


@dataclass(frozen=True, slots=True)
class Due:
    """The letters of this run, and what needs a person: lagging units with nobody to write to, and the night's findings."""

    letters: tuple[Letter, ...]
    orphans: tuple[Concern, ...]
    findings: Findings = field(default_factory=Findings)


def due(settings: Settings, place: Place, *, now: datetime) -> Due:
    """Decide who gets a letter now; sends nothing. Raises JobError where the scores are too old to write on."""
    with _stores(place.db) as (_, judgement):
        board = standing(settings, judgement, now=now)
        scored = max((row.score.now for row in board.rows), default=now)
        if board.night < night_of(settings, now) and now - scored > SCORES_MAY_BE_OLD:
            raise JobError(
                f"the last scored night is {board.night}: too old to write letters on; run `segar nightly` first"
            )
        scores = {row.unit.code: row.score for row in board.rows}
        tonights = {code: found for code, found in scores.items() if scored - found.now < STANDS_IN}
        letters, orphans = letters_due(
            settings.registry.units,
            tonights,
            judgement.letters(),
            now=now,
            zone=settings.registry.city.zone,
            policy=settings.policy,
            kominfo=settings.mail.kominfo_email,
        )
        letters = with_refused(letters, lambda code: judgement.updates(code, now=now))
    return Due(letters, tuple(orphans), findings_of(scores.values()))


def send(settings: Settings, place: Place, what: Due, *, now: datetime, outbox: mail.Outbox) -> mail.SendReport:
    """Claim each letter, then send it; a letter that was claimed before is passed by."""
    city = settings.registry.city
    links = public_pages(city, settings.registry.units)
    with _stores(place.db) as (_, judgement):
        return mail.send_all(
            what.letters,
            claim=lambda letter: judgement.claim(letter, now=now),
            outbox=outbox,
            compose=lambda letter: mail.compose(
                letter, city=city, mail=settings.mail, now=now, links=links, policy=settings.policy
            ),
            done=lambda letter, error: judgement.note_letter(letter, now=now, problem=str(error) if error else None),
        )


# -- explain -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Explanation:
    """One unit's standing score with the updates and visits it was made of, and when its pages were first seen."""

    unit: Unit
    score: Score
    updates: tuple[Update, ...]
    visits: tuple[Visit, ...]
    first_seen: Mapping[str, date] = field(default_factory=dict)  # by address: the night on which it was first named
    spared: frozenset[date] = frozenset()  # nights of visits that failed on our own account


def explain(settings: Settings, place: Place, *, wanted: str, now: datetime) -> Explanation:
    """Find a unit by its code, its name or an address on its site. Raises JobError."""
    unit = _find(settings.registry.units, wanted)
    with _stores(place.db) as (evidence, judgement):
        board = standing(settings, judgement, now=now)
        scores: Mapping[str, Score] = {row.unit.code: row.score for row in board.rows}
        if unit.code not in scores:
            raise JobError(f"{unit.code} {unit.name} has no score yet; run `segar score`")
        visits = evidence.visits(unit.code, until=board.night)
        kept = spared(visits, _ours(settings, evidence, board.night))
        return Explanation(
            unit,
            scores[unit.code],
            judgement.updates(unit.code, now=now),
            visits,
            {page.url: page.first_seen for page in evidence.known(unit.code) if page.first_seen <= board.night},
            frozenset(visit.night for visit in visits) - {visit.night for visit in kept},
        )


def _find(units: Sequence[Unit], wanted: str) -> Unit:
    by_code = [unit for unit in units if unit.code == wanted]
    by_url = sorted(
        (unit for unit in units if unit.url and _under(wanted, unit.url)),
        key=lambda unit: len(unit.url or ""),
        reverse=True,
    )
    for unit in by_code or by_url:
        return unit
    named = [unit for unit in units if unit.name.casefold() == wanted.strip().casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        several = ", ".join(f"{unit.code} ({unit.level})" for unit in named)
        raise JobError(f"{len(named)} units are called {wanted!r}: say which by its code, {several}")
    raise JobError(f"{wanted!r} is neither a code, a name nor an address of a unit in the registry")


def _under(address: str, front: str) -> bool:
    bare = front.rstrip("/")
    return address.rstrip("/") == bare or address.startswith(f"{bare}/")
