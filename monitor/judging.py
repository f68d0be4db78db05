"""The judging of every unit of a night, by as many processes as the machine has where the evidence is large.

A worker reads the evidence and decides; what was decided is written by the one who asks.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from multiprocessing import get_context
from pathlib import Path

from crawler.fields import trace_of
from crawler.own import neighbours
from crawler.records import Habits, SiteHistory
from crawler.sites import Unit
from crawler.store import EvidenceStore
from monitor.canary import OurNight, spared
from monitor.changes import LEAST_WORDS
from monitor.config import Settings
from monitor.freshness import Score, judge
from monitor.habits import find_habits
from monitor.intrusion import intrusion_of, without_odd
from monitor.leash import tie
from monitor.past import at_address, without_cleared
from monitor.updates import Update, find_updates
from monitor.weeks import city_day

LARGE = 64_000_000
"""Bytes of a database from which judging it takes longer than starting workers (half a second each)."""


MOST = 8
"""Processes at most: each holds the evidence of one site in memory."""


@dataclass(frozen=True, slots=True)
class Judging:
    """What the judging of every unit of one night shares."""

    settings: Settings
    now: datetime
    ours: tuple[OurNight, ...]
    copies: Mapping[str, str]
    common: frozenset[str]  # paragraphs that stand on many sites
    near: Mapping[str, tuple[str, ...]]  # by front: the other fronts that may own an address under it

    @property
    def night(self) -> date:
        """The city day that is judged."""
        return city_day(self.now, self.settings.registry.city.zone)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided of one unit: what its site's dates are worth, its updates, its score."""

    habits: Habits
    updates: tuple[Update, ...]
    score: Score


def judging_of(settings: Settings, evidence: EvidenceStore, now: datetime, *, ours: tuple[OurNight, ...]) -> Judging:
    """Gather what is known of the city as a whole up to a night."""
    night = city_day(now, settings.registry.city.zone)
    copies = evidence.copied_texts(sites=settings.policy.copy_threshold, words=LEAST_WORDS, until=night)
    common = evidence.common_blocks(sites=settings.policy.copy_threshold, until=night)
    near = neighbours([unit.url for unit in settings.registry.units if unit.url])
    return Judging(settings, now, ours, copies, common, near)


def verdict_of(judging: Judging, evidence: EvidenceStore, unit: Unit) -> Verdict:
    """Judge one unit on the evidence up to the night."""
    settings, now, zone = judging.settings, judging.now, judging.settings.registry.city.zone
    history = _history(judging, evidence, unit)
    habits = find_habits(history.pages, zone=zone)
    updates = find_updates(
        without_odd(history, intrusion_of(history, tonight=judging.night)),
        now=now,
        zone=zone,
        copies=judging.copies,
        common=judging.common,
        rules=settings.registry.crawl,
        habits=habits,
    )
    score = judge(unit.code, history, updates, now=now, zone=zone, policy=settings.policy, has_url=unit.url is not None)
    return Verdict(habits, tuple(updates), score)


def _history(judging: Judging, evidence: EvidenceStore, unit: Unit) -> SiteHistory:
    """All that was known of the unit's site of today at the end of the night."""
    if unit.url is None:
        return SiteHistory(unit.code)
    history = evidence.history(unit.code, until=judging.night)
    history = replace(history, visits=spared(history.visits, judging.ours))
    here = at_address(history, front=unit.url, others=judging.near[unit.url])
    return without_cleared(here, [page.url for page in unit.cleared_pages], front=unit.url)


def workers_for(db: Path) -> int:
    """How many processes judge this evidence: one for a small city, else as many as the machine lends us."""
    lent = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(lent, MOST) if db.exists() and db.stat().st_size >= LARGE else 1


def verdicts(
    judging: Judging, db: Path, units: Sequence[Unit], *, workers: int | None = None
) -> Generator[tuple[Unit, Verdict | str], None, None]:
    """Yield every unit with its verdict, or with the trace of what Segar failed on: a bug met on one site must not cost the others.

    ``workers`` processes share the work, by default as many as the evidence is worth. Raises StoreError, sqlite3.Error and OSError where the evidence itself cannot be read.
    """
    done, workers = 0, workers or workers_for(db)
    if workers > 1:
        # One was killed, for want of memory perhaps, or a jail forbids them: this process goes on alone.
        with suppress(BrokenProcessPool, OSError, ImportError):
            for found in _shared(judging, db, units, workers):
                yield found
                done += 1
    with closing(EvidenceStore(db)) as evidence:
        yield from ((unit, _tried(judging, evidence, unit)) for unit in units[done:])


def _shared(judging: Judging, db: Path, units: Sequence[Unit], workers: int) -> Iterator[tuple[Unit, Verdict | str]]:
    """The same by several processes: fresh ones, for a copied SQLite connection or thread breaks what it touches."""
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, _Worker.begin, (judging, db, os.getpid())) as pool:
        asked = [pool.submit(_Worker.judge, unit) for unit in units]
        try:
            yield from ((unit, one.result()) for unit, one in zip(units, asked, strict=True))
        except BrokenProcessPool:  # it ends them all itself
            raise
        except BaseException:  # nobody wants the rest
            for one in asked:
                one.cancel()
            raise


def _tried(judging: Judging, evidence: EvidenceStore, unit: Unit) -> Verdict | str:
    try:
        return verdict_of(judging, evidence, unit)
    except (sqlite3.Error, OSError):
        raise
    except Exception as bug:  # noqa: BLE001 - it is reported, and the run exits 3
        return trace_of(bug)


class _Worker:
    """What one process holds: a night's common knowledge, and its own view of the evidence."""

    judging: Judging
    db: Path
    evidence: EvidenceStore | None = None

    @classmethod
    def begin(cls, judging: Judging, db: Path, parent: int) -> None:
        tie(parent)
        cls.judging, cls.db = judging, db

    @classmethod
    def judge(cls, unit: Unit) -> Verdict | str:
        cls.evidence = cls.evidence or EvidenceStore(cls.db)  # here, where a fault of it reaches the one who asks
        return _tried(cls.judging, cls.evidence, unit)
