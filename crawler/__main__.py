"""`python -m crawler`: one crawl, stamped with one `now`, then exit: 0 done, 2 bad sites.yaml, 3 could not do its job."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from filelock import FileLock, Timeout
from scrapy.crawler import CrawlerProcess

from crawler import settings
from crawler.clock import ClockError, read_now
from crawler.guard import Lookups
from crawler.own import identity
from crawler.progress import Progress
from crawler.reach import NETWORK, Reach
from crawler.reading import Moment
from crawler.records import SiteNight
from crawler.sites import Registry, SitesError, load_sites
from crawler.spiders.site import Night, SiteSpider
from crawler.store import NO_NETWORK, EvidenceStore, StoreError
from crawler.visit import Memory, Target


@dataclass(slots=True)
class Tally:
    """How the visits of this crawl ended, and the sites on which Segar itself failed."""

    reached: list[Reach] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def outcome(self, reason: str) -> str:
        """The crawl's outcome: Scrapy's reason, or that no site at all was reached (one alone may be down itself)."""
        if len(self.reached) > 1 and NETWORK.issuperset(self.reached):
            return NO_NETWORK
        return reason


def targets_of(
    registry: Registry, *, skip: frozenset[str] = frozenset(), only: Sequence[str] = ()
) -> tuple[Target, ...]:
    """List the units that have an address, minus those to skip; `only` narrows it to some codes."""
    fronts = {unit.code: unit.url for unit in registry.units if unit.url}
    wanted = [code for code in fronts if code not in skip and (not only or code in only)]
    return tuple(
        Target(code, fronts[code], tuple(url for other, url in fronts.items() if other != code)) for code in wanted
    )


def memory_of(store: EvidenceStore, target: Target, moment: Moment) -> Memory:
    """Ask the store what earlier nights know of a site."""
    tonight = moment.now.astimezone(moment.zone).date()
    last = store.last_measured(target.site, before=tonight)
    known = tuple(page for page in store.known(target.site) if page.url != identity(target.url, front=target.url))
    return Memory(
        known=known,
        worked=last.lists if last else (),
        first_night=last is None,
        habits=store.habits(target.site, until=tonight),
    )


def crawl(
    registry: Registry,
    store: EvidenceStore,
    targets: Sequence[Target],
    *,
    now: datetime,
    progress: Progress,
    verbose: bool,
) -> int:
    """Run one crawl to its end in this process; returns the exit code."""
    moment, lookups, tally = Moment(now, registry.city.zone), Lookups(), Tally()
    key = store.begin_crawl(night=now.astimezone(registry.city.zone).date(), now=now)

    def keep(night: SiteNight) -> None:
        store.save(key, night)
        tally.reached.append(night.visit.reach)
        progress.site_done(night.visit)

    def failed(target: Target, error: Exception) -> None:
        tally.broken.append(target.site)
        progress.site_failed(target.site, "".join(traceback.format_exception(error)))

    night = Night(
        targets, moment, registry.crawl, lookups, lambda target: memory_of(store, target, moment), keep, failed
    )
    stats = _scrapy(night, settings.build(registry, lookups=lookups, verbose=verbose))
    outcome = tally.outcome(str(stats.get("finish_reason", "died")))
    store.finish_crawl(key, outcome=outcome, stats=stats)
    if outcome == NO_NETWORK:
        progress.say(
            f"none of {len(tally.reached)} sites could be reached: this machine's own network seems to be down; tonight counts against nobody"
        )
    return 0 if outcome == "finished" and not tally.broken else 3


def _scrapy(night: Night, wiring: dict[str, Any]) -> dict[str, Any]:
    """Run the spider in this process; returns Scrapy's counters."""
    process = CrawlerProcess(wiring)
    crawler = process.create_crawler(SiteSpider)
    process.crawl(crawler, night=night)
    process.start()
    return dict(crawler.stats.get_stats()) if crawler.stats else {}


@click.command()
@click.option("--sites", type=click.Path(path_type=Path), default=Path("sites.yaml"), show_default=True)
@click.option("--db", type=click.Path(path_type=Path), default=Path("segar.db"), show_default=True)
@click.option("--now", default=None, help="ISO 8601 with an offset; the clock of this run.")
@click.option("--again", is_flag=True, help="Crawl sites that were visited tonight already.")
@click.option("--only", multiple=True, metavar="CODE", help="Visit only this unit (again).")
@click.option("--verbose", is_flag=True)
def main(*, sites: Path, db: Path, now: str | None, again: bool, only: tuple[str, ...], verbose: bool) -> None:
    """Crawl every site of the registry once."""
    try:
        sys.exit(_run(sites, db, now, again=again, only=only, verbose=verbose))
    except (SitesError, ClockError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except StoreError as error:
        click.echo(f"segar: {error}", err=True)
        sys.exit(3)


def _run(sites: Path, db: Path, said: str | None, *, again: bool, only: tuple[str, ...], verbose: bool) -> int:
    registry = load_sites(sites)
    now = read_now(said, zone=registry.city.zone)
    unknown = sorted(set(only) - {unit.code for unit in registry.units})
    if unknown:
        click.echo(f"segar: no unit in {sites} has the code {', '.join(unknown)}", err=True)
        return 2
    with closing(EvidenceStore(db)) as store:
        try:
            with FileLock(f"{db}.lock").acquire(blocking=False):
                done = frozenset() if again or only else store.visited(now.astimezone(registry.city.zone).date())
                targets = targets_of(registry, skip=done, only=only)
                with Progress(total=len(targets), skipped=len(done), verbose=verbose) as progress:
                    return crawl(registry, store, targets, now=now, progress=progress, verbose=verbose)
        except Timeout:
            click.echo(
                f"segar: another crawl (pid {store.running()}) is writing to {db}; wait for it or stop it", err=True
            )
            return 3


if __name__ == "__main__":
    logging.getLogger("scrapy").propagate = True
    main()
