"""Updates + visits + now + policy -> a Score with its reasons. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise, takewhile
from statistics import median
from zoneinfo import ZoneInfo

from crawler.plural import counted
from crawler.reach import BLOCKED_US, OUTCOMES, Reach, Tls
from crawler.records import PageKind, SiteHistory, Source, Visit
from monitor.coverage import covered_weeks
from monitor.frequency import Frequency, frequency_of
from monitor.intrusion import Intrusion, Verdict, intrusion_of
from monitor.policy import Policy
from monitor.reasons import FIRST
from monitor.updates import Reason, Update
from monitor.waits import Wait
from monitor.weeks import Week, city_day, full_weeks


class Status(StrEnum):
    """A site's standing, in the words that people read."""

    SEGAR = "segar"
    CUKUP = "cukup"
    TERTINGGAL = "tertinggal"
    BASI = "basi"
    MATI_SURI = "mati suri"
    BELUM_TERUKUR = "belum terukur"
    TIDAK_DAPAT_DIAKSES = "tidak dapat diakses"
    DIALIHKAN = "dialihkan"
    DISUSUPI = "disusupi"
    BELUM_ADA_SITUS = "belum ada situs"


LAGGING = frozenset({Status.TERTINGGAL, Status.BASI, Status.MATI_SURI})
RANKED = frozenset({Status.SEGAR, Status.CUKUP}) | LAGGING

NOT_DOWN = BLOCKED_US | {
    Reach.PARTIAL, Reach.DEADLINE, Reach.OVER_BUDGET, Reach.NEEDS_JS, Reach.TOO_LARGE, Reach.NOT_HTML, Reach.PRIVATE_ADDRESS,
    Reach.ROBOTS_UNREACHABLE, Reach.REDIRECTED_AWAY, Reach.EMPTY,
}  # fmt: skip
"""Unmeasured nights on which a visitor may well have read the site: never "tidak dapat diakses"."""
DOWN = frozenset(reach for reach, outcome in OUTCOMES.items() if not outcome.measured) - NOT_DOWN
"""Nights that count towards "tidak dapat diakses"."""

PUZZLES = frozenset({Reason.ROTATED, Reason.REWORDED, Reason.AWAITED})
"""What may be news and may be none: while nothing else saves a site from blame, it is not blamed."""
FREQUENCY_DAYS = 90
PROBATION_DAYS = 4
"""After so many days of watching, undated pages that come up are told from a box of random links (monitor/rotation.py)."""
REDIRECT_NIGHTS = 3
"""One night's redirect to elsewhere may be a captive portal, or a mistake that is mended in the morning."""


@dataclass(frozen=True, slots=True)
class Score:
    """One unit's verdict on one night; every number it was made of is kept beside it.

    ``score`` 0-100 with one decimal, ``recency`` and ``rhythm`` 0-1; all None where nothing was measured.
    ``weeks`` holds the counted updates of the last 12 full weeks, oldest first, None where no list or reading covers
    the week. ``days`` are city days since ``last_update``. ``measured_on`` is the last night that was measured;
    ``unmeasured_since`` is the first night after it that was not (None when tonight was). A Score with
    ``unmeasured_since`` set is frozen as of ``measured_on``. ``evidence`` is the update that ``last_update`` rests on.
    ``frequency`` is None where no full week is covered. ``injected`` is what proves a hacked site, ``suspicion`` what only
    looks odd. ``waits`` says why a measured site has no score yet. ``reasons`` are English sentences for `segar explain`, in the order of the calculation.
    """

    site: str
    night: date
    now: datetime
    policy: int
    status: Status
    score: float | None = None
    recency: float | None = None
    rhythm: float | None = None
    days: int | None = None
    last_update: date | None = None
    updates_90d: int = 0
    median_gap_days: float | None = None
    weeks: tuple[int | None, ...] = ()
    reach: Reach | None = None
    tls: Tls = Tls.NONE
    measured_on: date | None = None
    unmeasured_since: date | None = None
    watched_since: date | None = None
    evidence: Update | None = None
    reasons: tuple[str, ...] = ()
    injected: str | None = None
    frequency: Frequency | None = None
    suspicion: str | None = None
    waits: Wait | None = None


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is known at ``now``: the visits so far, which of them measured the site, and the counted updates as of ``as_of``.

    ``as_of`` is the last measured night: the day that the score stands for.
    """

    score: Score
    policy: Policy
    visits: tuple[Visit, ...]
    as_of: date
    counted: tuple[Update, ...]
    frequency: Frequency | None
    weeks: tuple[Week, ...]
    covered: frozenset[Week]
    has_content: bool  # a content page of the site was read
    puzzles: tuple[date, ...]  # days of updates that may be news or a box of random links


def judge(
    unit_code: str,
    history: SiteHistory,
    updates: Sequence[Update],
    *,
    now: datetime,
    zone: ZoneInfo,
    policy: Policy,
    has_url: bool = True,
) -> Score:
    """The verdict on one unit at ``now`` (aware), by policy; what is known of later nights is left aside.

    ``updates`` are those of find_updates; only counted ones weigh. Where tonight was not measured the score is that
    of the last measured night, made of what was known then.
    """
    tonight = city_day(now, zone)
    blank = Score(unit_code, tonight, now, policy.version, Status.BELUM_TERUKUR)
    if not has_url:
        return replace(blank, status=Status.BELUM_ADA_SITUS, reasons=("The registry has no address for this unit.",))
    visits = tuple(sorted((v for v in history.visits if v.night <= tonight), key=lambda v: v.night))
    if not visits:
        return replace(blank, reasons=("The site was never visited.",))
    score = _looked_through(_reached(blank, visits), intrusion_of(history, tonight=tonight))
    if score.measured_on is None:
        return _closing(replace(score, reasons=(*score.reasons, "No night has measured the site yet.")), visits, policy)
    weeks = full_weeks(score.measured_on, policy.rhythm_weeks)
    counted = _counted(updates, history, score.measured_on)
    covered = covered_weeks(history, weeks, counted=counted, as_of=score.measured_on)
    often = frequency_of(history, counted, as_of=score.measured_on)
    content, puzzles = _has_content(history), _puzzles(updates, score.measured_on)
    ground = _Ground(score, policy, visits, score.measured_on, counted, often, weeks, covered, content, puzzles)
    return _closing(_scored(ground), visits, policy)


def _puzzles(updates: Sequence[Update], as_of: date) -> tuple[date, ...]:
    return tuple(update.day for update in updates if _is_puzzle(update) and update.day <= as_of)


def _is_puzzle(update: Update) -> bool:
    """Whether an update may be news.

    One of many under days gone by (``day`` is the claimed one) may be a clerk's who catches up; a text of many sites
    may be the work of the one that had it before all others.
    """
    author = update.reason is Reason.COPIED and update.where == FIRST
    return author or update.reason in PUZZLES or (update.reason is Reason.BACKDATED and update.claimed)


def _has_content(history: SiteHistory) -> bool:
    return any(
        look.reading.kind is PageKind.CONTENT and look.reading.source is Source.PAGE
        for page in history.pages
        for look in page.looks
    )


# -- visits ----------------------------------------------------------------------------------------------------------


def _reached(blank: Score, visits: Sequence[Visit]) -> Score:
    """How the visits went: when the site was measured, and what stood there."""
    measured = [visit.night for visit in visits if OUTCOMES[visit.reach].measured]
    last, latest = (measured[-1] if measured else None), visits[-1]
    missed = next((visit.night for visit in visits if last is None or visit.night > last), None)
    if missed is None and last is not None and last < blank.night:
        missed = last + timedelta(days=1)  # no visit took place since: the nights are missing, not the site
    said = f"Last visit {latest.night}: {OUTCOMES[latest.reach].operator}."
    frozen = f"Not measured since {missed}; the score stands as of {last}." if missed and last else ""
    return replace(
        blank,
        reach=latest.reach,
        tls=latest.tls,
        measured_on=last,
        unmeasured_since=missed,
        watched_since=measured[0] if measured else None,
        reasons=tuple(filter(None, (said, frozen))),
    )


def _looked_through(score: Score, found: Intrusion) -> Score:
    """Note what stands against the site: that it is hacked, or that a person should look."""
    first = next(iter(found.evidence), None)
    if found.verdict is Verdict.COMPROMISED:
        return replace(score, injected=first)
    if found.verdict is Verdict.CLEAN:
        return score
    said = f"Looks odd: {first}. It counts for nothing, and no letter goes out, until a person has looked."
    return replace(score, suspicion=first, reasons=(*score.reasons, said))


def _closing(score: Score, visits: Sequence[Visit], policy: Policy) -> Score:
    """Apply what overrules a standing: an injection, a redirect away, a site that has been down for long."""
    if score.injected:
        reasons = (*score.reasons, f"Injected content: {score.injected}. The verdict waits until the site is clean.")
        return replace(_unscored(score), status=Status.DISUSUPI, reasons=reasons)
    if _redirected(visits):
        reasons = (*score.reasons, "Redirected to another site: nothing of its own is scored.")
        return replace(_unscored(score), status=Status.DIALIHKAN, reasons=reasons)
    down = _down_nights(visits)
    if down >= policy.unreachable_days:
        reasons = (
            *score.reasons,
            f"Unreachable on {counted(down, 'visit')} in a row (from {policy.unreachable_days} on: tidak dapat diakses).",
        )
        return replace(score, status=Status.TIDAK_DAPAT_DIAKSES, reasons=reasons)
    return score if not _forgotten(score, policy) else _unknown(score, policy)


def _redirected(visits: Sequence[Visit]) -> bool:
    """Tell whether the site leads elsewhere: on each of its latest nights, or since it was first visited."""
    latest = visits[-REDIRECT_NIGHTS:]
    return all(visit.reach is Reach.REDIRECTED_AWAY for visit in latest)


def _forgotten(score: Score, policy: Policy) -> bool:
    """Tell whether the last measured night is so long ago that its score says nothing of today."""
    return score.measured_on is not None and (score.night - score.measured_on).days > policy.frozen_days


def _unknown(score: Score, policy: Policy) -> Score:
    said = f"Last measured {score.measured_on}: a score is kept for {counted(policy.frozen_days, 'day')}, then the site is belum terukur."
    return replace(_unscored(score), status=Status.BELUM_TERUKUR, reasons=(*score.reasons, said))


def _unscored(score: Score) -> Score:
    return replace(score, score=None, recency=None, rhythm=None)


def _down_nights(visits: Sequence[Visit]) -> int:
    """How many nights in a row the site was visited and failed; a night without a visit tells nothing of it."""
    failed = takewhile(lambda visit: visit.reach in DOWN, reversed(visits))
    return sum(1 for _ in failed)


def keeps_us_out(score: Score) -> bool:
    """Whether the site lives and kept us out when last asked ("memblokir kami"): a task for the operator, no lag."""
    return score.reach in BLOCKED_US and score.status is not Status.DISUSUPI


# -- points ----------------------------------------------------------------------------------------------------------


def _counted(updates: Sequence[Update], history: SiteHistory, as_of: date) -> tuple[Update, ...]:
    """The counted updates as they were known on the last measured night, oldest first."""
    later = {page.url for page in history.pages if page.first_seen > as_of}
    fit = (update for update in updates if update.counted and update.day <= as_of and update.url not in later)
    return tuple(sorted(fit, key=lambda update: (update.day, update.claimed, update.url, update.reason)))


def _scored(ground: _Ground) -> Score:
    score = _with_frequency(ground)
    watched = (ground.as_of - (score.watched_since or ground.as_of)).days
    if waits := _waits(score, ground, watched):
        return replace(score, waits=waits[0], reasons=(*score.reasons, waits[1]))
    if score.last_update is None:
        said = f"No update that counts, of any day; watched for {counted(watched, 'day')} without a change, which is its age."
        return _with_points(replace(score, days=watched, reasons=(*score.reasons, said)), ground)
    days = (ground.as_of - score.last_update).days
    said = f"Last counted update {score.last_update} ({_proof(score.evidence)}): {counted(days, 'day')} before {ground.as_of}."
    return _with_points(replace(score, days=days, reasons=(*score.reasons, said)), ground)


def _waits(score: Score, ground: _Ground, watched: int) -> tuple[Wait, str] | None:
    """What the verdict waits for, with the sentence that says so; None where there is one."""
    policy, as_of, last = ground.policy, ground.as_of, score.last_update
    young = [day for day in ground.puzzles if status_of((as_of - day).days, policy) not in LAGGING]
    puzzled = any(last is None or day > last for day in young)
    if puzzled and (last is None or status_of((as_of - last).days, policy) in LAGGING):
        said = "Something came up that may be news and may be none (a box, an archive, a text of many sites); neither praised nor blamed for it."
        return Wait.RIDDLE, said
    if watched < PROBATION_DAYS and ground.counted and all(one.reason is Reason.APPEARED for one in ground.counted):
        said = f"Only pages without a credible day came up so far; watched for {watched} of {counted(PROBATION_DAYS, 'day')}."
        return Wait.PROBATION, said
    if last is None and not ground.has_content:
        return Wait.UNREAD, "No content page was ever read: nothing is known of the site's age."
    if last is None and watched < policy.undated_days:
        said = f"No update that counts, of any day; watched for {watched} of {counted(policy.undated_days, 'day')}."
        return Wait.NO_UPDATE, said
    return None


def _proof(update: Update | None) -> str:
    return f"{update.reason.value}, {update.kind} {update.raw!r}, {update.url}" if update else ""


def _with_frequency(ground: _Ground) -> Score:
    """Add what holds with and without points: the newest update, how many, how far apart, and the weeks."""
    days = sorted({update.day for update in ground.counted})
    gaps = [(after - before).days for before, after in pairwise(days)]
    first = ground.as_of - timedelta(days=FREQUENCY_DAYS)
    return replace(
        ground.score,
        last_update=days[-1] if days else None,
        evidence=ground.counted[-1] if ground.counted else None,
        updates_90d=sum(update.day > first for update in ground.counted),
        median_gap_days=float(median(gaps)) if gaps else None,
        weeks=tuple(_in_week(week, ground) for week in ground.weeks),
        frequency=ground.frequency,
    )


def _in_week(week: Week, ground: _Ground) -> int | None:
    return sum(week.holds(update.day) for update in ground.counted) if week in ground.covered else None


def _with_points(score: Score, ground: _Ground) -> Score:
    policy, days = ground.policy, score.days or 0
    recency = recency_of(days, policy)
    known = [count for count in score.weeks if count is not None]
    active = sum(count > 0 for count in known)
    rhythm = round(active / len(known), 4) if known else None
    # Without a covered week nothing is known of the rhythm: recency then speaks for the whole score.
    weights = policy.recency_weight + policy.rhythm_weight
    points = (
        policy.recency_weight * recency + policy.rhythm_weight * rhythm if rhythm is not None else weights * recency
    )
    total = round(100 * points, 1)
    return replace(
        score,
        status=status_of(days, policy),
        score=total,
        recency=recency,
        rhythm=rhythm,
        reasons=(*score.reasons, *_sums(score, ground, recency=recency, rhythm=rhythm, total=total)),
    )


def _sums(score: Score, ground: _Ground, *, recency: float, rhythm: float | None, total: float) -> tuple[str, ...]:
    """The calculation in sentences, with every number that a hand needs."""
    policy = ground.policy
    points = ", ".join(f"{days} d = {value}" for days, value in policy.recency)
    known = [count for count in score.weeks if count is not None]
    active = sum(count > 0 for count in known)
    span = f"{ground.weeks[0].monday} to {ground.weeks[-1].sunday}"
    gap = "unknown" if score.median_gap_days is None else counted(score.median_gap_days, "day")
    if rhythm is None:
        sentence = f"Rhythm: none of the {len(score.weeks)} full weeks {span} is covered."
        summed = f"Score {total} = 100 * {policy.recency_weight + policy.rhythm_weight:g} * {recency}"
    else:
        sentence = (
            f"Rhythm {rhythm}: {active} of {len(known)} covered weeks with an update "
            f"(of {len(score.weeks)} full weeks, {span})."
        )
        summed = f"Score {total} = 100 * ({policy.recency_weight} * {recency} + {policy.rhythm_weight} * {rhythm})"
    return (
        f"Recency {recency}: {counted(score.days or 0, 'day')} between the points {points}.",
        sentence,
        f"Frequency: {counted(score.updates_90d, 'update')} in {counted(FREQUENCY_DAYS, 'day')}, median gap {gap}; {_often(score.frequency)}.",
        f"{summed}; status {status_of(score.days or 0, policy).value} by {counted(score.days or 0, 'day')}.",
    )


def _often(found: Frequency | None) -> str:
    if found is None:
        return "no covered week to reckon a rate from"
    return (
        f"{found.per_week:g} a week (80 % interval {found.low:g} to {found.high:g}), "
        f"from {found.updates} in {counted(found.days, 'covered day')}, {found.dated_days:g} of them dated"
    )


def recency_of(days: int, policy: Policy) -> float:
    """Recency, 0 to 1 with four decimals: straight lines between the policy's points, level before and after them."""
    points = policy.recency
    if days <= points[0][0]:
        return points[0][1]
    for (start, high), (end, low) in pairwise(points):
        if days <= end:
            return round(high + (low - high) * (days - start) / (end - start), 4)
    return points[-1][1]


def status_of(days: int, policy: Policy) -> Status:
    """The standing of a measured site by the age of its last update, in city days."""
    steps = (
        (policy.fresh_days, Status.SEGAR),
        (policy.fair_days, Status.CUKUP),
        (policy.lagging_days, Status.TERTINGGAL),
        (policy.stale_days, Status.BASI),
    )
    return next((status for limit, status in steps if days <= limit), Status.MATI_SURI)
