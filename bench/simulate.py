"""A virtual city whose truth is known, judged night by night by the real crawler and monitor: what do they get wrong?

    python -m bench.simulate --sites 146 --nights 730 --seed 7

Only the network is replaced: robots, lists, plan, reading, store, habits, updates, scores and letters are the product's
own. Every night is crawled; scores are made (and habits taught) every night of the first fortnight and then every
``--pace`` nights, and on every Monday, when the letters are due. Exit code 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import closing, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from itertools import chain, repeat
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from bench.years import referee
from bench.years.pages import answer, served
from bench.years.plans import build, midnight
from bench.years.referee import Credit, Findings, Standing
from bench.years.servers import is_same, validators
from bench.years.truth import Truth, last_true, truths
from bench.years.values import City, Site
from crawler.__main__ import Tally, targets_of
from crawler.clock import http_date
from crawler.fetch import Answer, Failure, Fetcher
from crawler.guard import Lookups
from crawler.memory import memory_of
from crawler.reach import Reach
from crawler.reading import Moment
from crawler.records import SiteNight
from crawler.robots import Robots
from crawler.store import EvidenceStore
from crawler.visit import visit
from crawler.visiting import Target
from monitor import jobs
from monitor.config import Settings, load_settings

NIGHTLY = 14  # nights at the start that are all scored
RECALL, PRECISION = 0.99, 0.995
PART = 5  # sites that a process visits in one go

_HEAD = """\
city: {code: "18.71", name: Kota Maya, zone: Asia/Jakarta, office: Dinas Kominfo (uji), contact: null}
mail: {sender: {name: Dinas Kominfo (uji), email: segar@kota.example}}
units:
  - {code: "18.71.01", name: Maya, level: kecamatan, parent: null, url: null}
"""


@dataclass(slots=True)
class Network(Fetcher):
    """The network of one visit, without a network: the virtual site answers in its place."""

    site: Site | None = None
    now: datetime = field(default_factory=datetime.now)
    up: bool = True

    async def get(
        self, url: str, *, since: Callable[[str], Mapping[str, str]] | None = None, most: int | None = None
    ) -> Answer | Failure:
        del most  # nothing that they send is long
        self.meter.requests += 1
        if not self.up or self.site is None:
            return Failure(Reach.CONNECT_TIMEOUT, f"{url}: no connection")
        sent = answer(self.site, url, self.now)
        given = validators(self.site, sent, self.now)
        said = {"date": served(self.now), **given}
        if is_same(given, since(url) if since else {}):
            return Answer(url, 304, said, b"", server_date=http_date(said["date"]))
        self.meter.bytes += len(sent.body)
        said["content-type"] = sent.kind
        return Answer(url, sent.status, said, sent.body, server_date=http_date(said["date"]))

    def obey(self, url: str, robots: Robots) -> None:  # noqa: ARG002 - a stand-in has the real one's signature
        """Nobody is waiting."""
        self.robots = robots


@dataclass(slots=True)
class Watch:
    """A stopwatch: what a night of each kind of work costs shows whether the cost grows without bound."""

    began: float = field(default_factory=time.monotonic)
    spent: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def of(self, work: str) -> Iterator[None]:
        """Time one night of this work."""
        began = time.monotonic()
        yield
        self.spent.setdefault(work, []).append(time.monotonic() - began)

    def told(self) -> str:
        """The time so far, what one night has cost of late, and the memory; begins anew to count."""
        of_late = [f"{work} {sum(took) / len(took):.2f} s" for work, took in self.spent.items()]
        memory = f"{getrusage(RUSAGE_SELF).ru_maxrss // 1024} MB"
        self.spent.clear()
        return f"{time.monotonic() - self.began:.0f} s; a night: {', '.join([*of_late, memory])}"


@dataclass(slots=True)
class Bin:
    """An outbox that keeps nothing."""

    def send(self, message: EmailMessage) -> None:
        del message

    def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Run:
    """A city, the product's settings for it, and where the product keeps its database."""

    city: City
    settings: Settings
    place: jobs.Place
    truths: Mapping[int, tuple[Truth, ...]]
    findings: Findings

    @property
    def sites(self) -> Mapping[str, Site]:
        """The sites by the code of their unit."""
        return {code_of(site.number): site for site in self.city.sites}


def code_of(number: int) -> str:
    """The unit's code of a site."""
    return f"18.71.01.{1000 + number}"


def open_run(folder: Path, city: City) -> Run:
    """Write the registry of a city and read it as the product does."""
    rows = (
        f'  - {{code: "{code_of(site.number)}", name: "{site.name}", level: kelurahan, parent: "18.71.01", url: "{site.front}",'
        f' admins: [{{name: Admin, email: "admin{site.number}@kota.example"}}]}}\n'
        for site in city.sites
    )
    (folder / "sites.yaml").write_text(_HEAD + "".join(rows), encoding="utf-8")
    settings = load_settings(folder / "sites.yaml")
    known = {site.number: truths(city, site) for site in city.sites}
    return Run(city, settings, jobs.Place(folder / "segar.db", folder / "reports"), known, Findings())


async def visits(run: Run, store: EvidenceStore, night: date, targets: Sequence[Target]) -> Sequence[SiteNight]:
    """Visit these sites of a night, one after the other."""
    now, found = midnight(night), list[SiteNight]()
    moment = Moment(now, run.settings.registry.city.zone)
    sites = run.sites
    for target in targets:
        site = sites[target.site]
        network = Network(None, Lookups(), site=site, now=now, up=run.city.reachable(site, night))
        rules = run.settings.registry.crawl
        found.append(await visit(target, memory_of(store, target, moment), network, moment=moment, rules=rules))
    return found


_BEGUN: list[tuple[Run, EvidenceStore]] = []
"""In a process that visits: what it visits for, and the evidence of earlier nights. Only the run itself writes."""


def _begin(run: Run) -> None:
    """Open the evidence in a process of its own."""
    _BEGUN.append((run, EvidenceStore(run.place.db)))


def _visits(night: date, targets: Sequence[Target]) -> Sequence[SiteNight]:
    """Visit these sites in a process of its own."""
    run, store = _BEGUN[0]
    return asyncio.run(visits(run, store, night, targets))


@contextmanager
def crawlers(run: Run, processes: int) -> Iterator[Executor | None]:
    """Begin so many processes that visit sites; None where this one does it alone."""
    if processes == 1:
        yield None
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin, initargs=(run,)) as pool:
        yield pool


def crawl(run: Run, store: EvidenceStore, night: date, pool: Executor | None) -> None:
    """Visit every site of a night, and keep what was found in the order of the registry."""
    now, tally = midnight(night), Tally()
    key = store.begin_crawl(night=night, now=now)
    targets = targets_of(run.settings.registry, whole=jobs.to_read_whole(run.settings, run.place, now=now))
    parts = [targets[start : start + PART] for start in range(0, len(targets), PART)]
    each = (
        pool.map(_visits, repeat(night), parts)
        if pool
        else (asyncio.run(visits(run, store, night, part)) for part in parts)
    )
    for found in chain.from_iterable(each):
        store.save(key, found)
        tally.note(found)
    store.finish_crawl(key, outcome=tally.outcome("finished", own_clock=False), stats={})


def judge(run: Run, night: date) -> None:
    """Score the night, and hold every unit's standing against the truth."""
    board, sites, policy = jobs.score(run.settings, run.place, now=midnight(night)), run.sites, run.settings.policy
    for row in board.rows:
        if site := sites.get(row.unit.code):
            score = row.score
            standing = Standing(
                site.number, night, score.status.value, score.last_update, score.unmeasured_since is None
            )
            true = last_true(run.truths[site.number], night)
            referee.watch(run.findings, standing, true, fresh=policy.fresh_days, fair=policy.fair_days)


def write_letters(run: Run, night: date) -> None:
    """Send the letters of a Monday, and note whom they wrong."""
    now = midnight(night) + timedelta(hours=7)
    due = jobs.due(run.settings, run.place, now=now)
    for letter in due.letters:
        for concern in letter.concerns:
            if site := run.sites.get(concern.unit.code):
                true = last_true(run.truths[site.number], night)
                referee.letter(run.findings, site.number, night, true, fair=run.settings.policy.fair_days)
    jobs.send(run.settings, run.place, due, now=now, outbox=Bin())


def credits_of(run: Run) -> Iterator[tuple[Site, list[Credit]]]:
    """Every update that was counted at any time, by site."""
    query = "select distinct url, day, reason from updates where site = ? and counted = 1 order by day, url"
    latest = "select url, day, reason, max(id), counted from updates where site = ? group by url, day, iif(reason = 'withdrawn', raw, reason)"
    with closing(sqlite3.connect(run.place.db)) as db:
        for code, site in run.sites.items():
            held = {row[:3] for row in db.execute(latest, [code]) if row[4]}
            rows = db.execute(query, [code]).fetchall()
            yield site, [Credit(site.number, row[0], date.fromisoformat(row[1]), row[2], row in held) for row in rows]


def simulate(
    city: City,
    folder: Path,
    *,
    pace: int = 7,
    opening: int = NIGHTLY,
    weeks: int = 1,
    processes: int = 1,
    tell: bool = False,
) -> Findings:
    """Let the product watch the city for all its nights; returns what it got right and wrong.

    The ``opening`` nights are all scored, then every ``pace`` nights; letters are written every so many ``weeks``.
    """
    run, watch, judged = open_run(folder, city), Watch(), city.nights[0]
    with closing(EvidenceStore(run.place.db)) as store, crawlers(run, processes) as pool:
        for count, night in enumerate(city.nights):
            with watch.of("crawling"):
                crawl(run, store, night, pool)
            monday = night.weekday() == 0 and count // 7 % weeks == 0
            if count < opening or monday or count % (pace * weeks) == 0 or night == city.nights[-1]:
                with watch.of("judging"):
                    judge(run, night)
                judged = night
            if monday:
                write_letters(run, night)
            if tell and count % 30 == 29:
                print(f"{night}: {watch.told()}", file=sys.stderr, flush=True)
            if tell and count % 90 == 89:
                print(f"so far:\n{referee.report(weighed(run, judged))}", file=sys.stderr, flush=True)
    return weighed(run, city.nights[-1])


def weighed(run: Run, night: date) -> Findings:
    """What was found up to a night, and all that was counted by then held against the truth of those nights."""
    findings = deepcopy(run.findings)
    for site, told in credits_of(run):
        known = tuple(truth for truth in run.truths[site.number] if truth.seen <= night)
        referee.weigh(findings, site, known, told, first=run.city.nights[0], last=night)
    return findings


def is_good(findings: Findings) -> bool:
    """Whether every target is met."""
    named = any(findings.wrong.get(name) for name in referee.NAMED)
    return not named and not findings.wrong_letters and findings.recall >= RECALL and findings.precision >= PRECISION


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=146)
    parser.add_argument("--nights", type=int, default=730)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--pace", type=int, default=7, help="score every so many nights, beside the Mondays")
    parser.add_argument("--processes", type=int, default=2, help="processes that visit the sites")
    parser.add_argument("--keep", type=Path, help="a folder for the database, to look into afterwards")
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        folder = asked.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        city = build(sites=asked.sites, nights=asked.nights, seed=asked.seed)
        findings = simulate(city, folder, pace=asked.pace, processes=asked.processes, tell=True)
    print(f"{asked.sites} sites, {asked.nights} nights, seed {asked.seed}: {time.monotonic() - began:.0f} s")
    print(referee.report(findings))
    sys.exit(0 if is_good(findings) else 1)


if __name__ == "__main__":
    main()
