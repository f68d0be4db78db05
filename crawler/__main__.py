"""`python -m crawler`: one crawl, stamped with one `now`, then exit.

0 done, 2 bad sites.yaml, 3 could not do all of its job, 4 this machine's clock is wrong, 5 could not begin (another
crawl, an unusable database). `segar` itself exits 3 for the last three.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from filelock import FileLock, Timeout
from scrapy.crawler import CrawlerProcess

from crawler import exits, settings
from crawler.clock import ClockError, read_now, seconds_until, why_past, why_wrong
from crawler.crawl_rules import below_floor
from crawler.database import StoreError
from crawler.fields import trace_of
from crawler.guard import Lookups
from crawler.memory import memory_of
from crawler.own import neighbours, split
from crawler.plural import counted
from crawler.progress import Progress
from crawler.reach import NETWORK, Reach
from crawler.reading import Moment
from crawler.records import CanaryAnswer, CanaryNight, SiteNight
from crawler.sites import Registry, SitesError, load_sites
from crawler.spiders.site import Night, SiteSpider
from crawler.stint import rest_collector
from crawler.store import NO_NETWORK, WRONG_CLOCK, EvidenceStore
from crawler.trust import TrustError, find_roots
from crawler.visiting import Target

WINDOW_CLOSED = "window closed"
"""Outcome of a crawl that left sites for the next one because crawl.window_until had come."""

CLOCK_OFF = timedelta(hours=26)
"""A server in any zone that writes local time as GMT is off by less."""
CLOCKS = 3
"""One or two servers may well have a wrong clock of their own; most of three or more do not agree by chance."""


@dataclass(slots=True)
class Tally:
    """How the visits of this crawl ended, and the sites on which Segar itself failed."""

    reached: list[Reach] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)  # sites that the end of the night's window left for the next crawl
    away: list[str] = field(default_factory=list)  # where visits were redirected to, as their details say it
    canaries: CanaryNight | None = None  # None where none are configured, or nothing was to be visited
    clocks: dict[str, timedelta] = field(default_factory=dict)  # by host: how far its clock is ahead of ours

    @property
    def captive(self) -> bool:
        """Every site leads to one and the same place: a captive portal of our own line, or a provider's warning page."""
        places = {split(detail.rpartition(" ")[2]).netloc for detail in self.away}
        return len(self.away) == len(self.reached) and len(places) == 1

    def note(self, night: SiteNight) -> None:
        """Count a finished visit, and hold the server's clock against this machine's."""
        self.reached.append(night.visit.reach)
        if night.visit.reach is Reach.REDIRECTED_AWAY:
            self.away.append(night.visit.detail)
        dates = [*(reading.server_date for reading in night.readings), *(same.server_date for same in night.same)]
        told = next((date for date in dates if date), None)
        if told is not None:
            self.clocks[urlsplit(night.visit.url).netloc] = told - night.visit.started_at

    def outcome(self, reason: str, *, own_clock: bool) -> str:
        """The crawl's outcome: Scrapy's reason, or that no site at all was reached (one alone may be down itself)."""
        off = sum(abs(ahead) > CLOCK_OFF for ahead in self.clocks.values())
        if own_clock and off >= CLOCKS and off > len(self.clocks) / 2:
            return WRONG_CLOCK
        if len(self.reached) > 1 and (NETWORK.issuperset(self.reached) or self.captive):
            return NO_NETWORK
        return WINDOW_CLOSED if self.waiting and reason == "finished" else reason


class PolicyError(Exception):
    """The crawl would ask strangers' servers faster, or with less care, than the policy allows; the line says where."""


def targets_of(
    registry: Registry, *, skip: frozenset[str] = frozenset(), only: Sequence[str] = (), whole: Collection[str] = ()
) -> tuple[Target, ...]:
    """List the units that have an address, minus those to skip; `only` narrows it to some codes, `whole` reads some whole."""
    fronts = {unit.code: unit.url for unit in registry.units if unit.url}
    wanted = [code for code in fronts if code not in skip and (not only or code in only)]
    near = neighbours(fronts.values())
    return tuple(Target(code, fronts[code], near[fronts[code]], whole=code in whole) for code in wanted)


def in_turn(targets: Sequence[Target], seen: Mapping[str, date]) -> tuple[Target, ...]:
    """Put first what was longest not visited, so that a window that closes early never leaves the same sites out."""
    return tuple(sorted(targets, key=lambda target: seen.get(target.site, date.min)))


def crawl(
    registry: Registry,
    store: EvidenceStore,
    targets: Sequence[Target],
    *,
    now: datetime,
    progress: Progress,
    verbose: bool,
    own_clock: bool = False,
) -> int:
    """Run one crawl to its end in this process; returns the exit code."""
    moment, lookups, tally = Moment(now, registry.city.zone), Lookups(), Tally()
    key = store.begin_crawl(night=now.astimezone(registry.city.zone).date(), now=now)

    def keep(night: SiteNight) -> None:
        if problem := _store(store, key, night):
            lost(night.visit.site, problem)
            return
        tally.note(night)
        progress.site_done(night.visit)

    def lost(site: str, problem: str) -> None:
        tally.broken.append(site)
        progress.site_failed(site, problem)

    closing_time = registry.crawl.window_until

    def canaries(answers: Sequence[CanaryAnswer]) -> None:
        store.note_canaries(key, answers)
        tally.canaries = CanaryNight(now.astimezone(registry.city.zone).date(), tuple(answers))

    night = Night(
        targets,
        moment,
        registry.crawl,
        lookups,
        remember=lambda target: memory_of(store, target, moment),
        keep=keep,
        failed=lambda target, error: lost(target.site, trace_of(error)),
        canaries=canaries,
        waits=lambda target: tally.waiting.append(target.site),
        window=seconds_until(closing_time, now=now, zone=registry.city.zone) if closing_time else None,
        tell=(lambda target, line: progress.say(f"{target.site} {line}")) if verbose else None,
    )
    roots = find_roots(os.environ.get("SEGAR_CAFILE"))
    if not roots.known:
        progress.say(
            "this machine has no store of certificate authorities (install ca-certificates): chains are not judged"
        )
    stats = _scrapy(night, settings.build(registry, lookups=lookups, roots=roots))
    outcome = tally.outcome(str(stats.get("finish_reason", "died")), own_clock=own_clock)
    store.finish_crawl(key, outcome=outcome, stats=stats)
    if outcome == NO_NETWORK:
        progress.say(
            f"none of {counted(len(tally.reached), 'site')} could be reached: this machine's own network seems to be down; tonight counts against nobody"
        )
    if tally.canaries and tally.canaries.is_ours:
        progress.say(_silent(tally.canaries))
    if outcome == WRONG_CLOCK:
        progress.say(
            f"most of {len(tally.clocks)} servers say that this machine's clock is more than a day off; set it and run again: nothing of this crawl counts"
        )
        return exits.WRONG_CLOCK
    if tally.waiting:
        progress.say(
            f"the night's window closed at {closing_time:%H:%M} (crawl.window_until): {counted(len(tally.waiting), 'site')} left for the next crawl"
        )
    ours = tally.canaries is not None and tally.canaries.is_ours
    return 0 if outcome == "finished" and not tally.broken and not ours else 3


def _store(store: EvidenceStore, key: int, night: SiteNight) -> str:
    """Store a site's night; gives why it is lost, "" where all went well."""
    try:
        store.save(key, night)
    except sqlite3.Error as error:  # a full disk, a lock that nobody lets go of
        return f"its night could not be stored: {error}"
    except Exception as error:  # noqa: BLE001 - what no database takes costs one site its night, and is reported; Scrapy would only log it
        return trace_of(error)
    return ""


def _silent(canaries: CanaryNight) -> str:
    failed = "; ".join(f"{answer.url} ({answer.detail})" for answer in canaries.silent)
    return (
        f"{len(canaries.silent)} of {len(canaries.answers)} canaries did not answer: this machine's own network seems to be"
        f" at fault; no failed visit of tonight counts against a site: {failed}"
    )


def _scrapy(night: Night, wiring: dict[str, Any]) -> dict[str, Any]:
    """Run the spider in this process; returns Scrapy's counters."""
    process = CrawlerProcess(wiring)
    rest_collector()
    crawler = process.create_crawler(SiteSpider)
    if broken := below_floor(crawler.settings.copy_to_dict(), leave=night.rules.leave):
        raise PolicyError("; ".join(broken))
    process.crawl(crawler, night=night)
    process.start()
    return dict(crawler.stats.get_stats()) if crawler.stats else {}


@click.command()
@click.option("--sites", type=click.Path(path_type=Path, readable=False), default=Path("sites.yaml"), show_default=True)
@click.option("--db", type=click.Path(path_type=Path, readable=False), default=Path("segar.db"), show_default=True)
@click.option("--now", default=None, help="ISO 8601 with an offset; the clock of this run.")
@click.option("--own-clock", is_flag=True, hidden=True, help="--now is this machine's clock, not a chosen time.")
@click.option("--again", is_flag=True, help="Crawl sites that were visited tonight already.")
@click.option("--only", multiple=True, metavar="CODE", help="Visit only this unit (again).")
@click.option("--whole", multiple=True, metavar="CODE", help="Read again every known page of this unit.")
@click.option("--verbose", is_flag=True, help="Say every decision in words.")
def main(  # noqa: PLR0913 - the command line has as many
    *,
    sites: Path,
    db: Path,
    now: str | None,
    own_clock: bool,
    again: bool,
    only: tuple[str, ...],
    whole: tuple[str, ...],
    verbose: bool,
) -> None:
    """Crawl every site of the registry once."""
    own_clock = own_clock or now is None
    asked = Asked(sites, db, now, again=again, only=only, whole=frozenset(whole), verbose=verbose, own_clock=own_clock)
    try:
        sys.exit(_run(asked))
    except (SitesError, ClockError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except (StoreError, PolicyError, TrustError, sqlite3.Error) as error:
        click.echo(f"segar: {error}", err=True)
        sys.exit(exits.NOT_BEGUN)
    except Exception as bug:  # noqa: BLE001 - Python's own exit code for it is 1, which says that something was found
        click.echo(f"segar: a fault of Segar's own; please report it:\n{trace_of(bug)}", err=True)
        sys.exit(3)


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line. ``own_clock``: the time is this machine's own reading, so it can be wrong."""

    sites: Path
    db: Path
    said: str | None
    again: bool
    only: tuple[str, ...]
    whole: frozenset[str]
    verbose: bool
    own_clock: bool


def _run(asked: Asked) -> int:
    registry = load_sites(asked.sites)
    now = read_now(asked.said, zone=registry.city.zone)
    unknown = sorted(set(asked.only) - {unit.code for unit in registry.units})
    if unknown:
        click.echo(f"segar: no unit in {asked.sites} has the code {', '.join(unknown)}", err=True)
        return 2
    without = sorted(unit.code for unit in registry.units if unit.code in asked.only and unit.url is None)
    if without:
        click.echo(f"segar: {', '.join(without)} has no url in {asked.sites}; write one, then crawl it", err=True)
        return 2
    lock = FileLock(f"{asked.db}.lock")
    with closing(EvidenceStore(asked.db)) as store:
        if taken := _why_not_locked(lock, asked.db, store):
            click.echo(f"segar: {taken}", err=True)
            return exits.NOT_BEGUN
        try:
            return _locked(asked, registry, store, now)
        finally:
            lock.release()


def _why_not_locked(lock: FileLock, db: Path, store: EvidenceStore) -> str:
    """Take the lock, or say why it cannot be had; "" where it was taken."""
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return f"another crawl (pid {store.running()}) is writing to {db}; wait for it or stop it"
    except OSError as error:  # made by another user's run, or a folder that cannot be written
        return f"{lock.lock_file} cannot be locked: {error.strerror or error}; run every command as one user, in its folder"
    return ""


def _locked(asked: Asked, registry: Registry, store: EvidenceStore, now: datetime) -> int:
    """Crawl what tonight still lacks, as the only crawl of this database."""
    tonight, latest = now.astimezone(registry.city.zone).date(), store.latest()
    wrong = why_wrong(now, latest=latest) if asked.own_clock else None
    wrong = wrong or why_past(tonight, latest=latest.astimezone(registry.city.zone).date() if latest else None)
    if wrong:
        click.echo(f"segar: {wrong}", err=True)
        return exits.WRONG_CLOCK
    done = frozenset() if asked.again or asked.only else store.visited(tonight)
    targets = in_turn(targets_of(registry, skip=done, only=asked.only, whole=asked.whole), store.last_nights())
    with Progress(total=len(targets), skipped=len(done), verbose=asked.verbose) as progress:
        return crawl(
            registry, store, targets, now=now, progress=progress, verbose=asked.verbose, own_clock=asked.own_clock
        )


if __name__ == "__main__":
    logging.getLogger("scrapy").propagate = True
    main()
