"""The command `segar`: reads its options, calls one verb, prints, and exits.

Exit codes: 0 done, 1 done with findings that need a person, 2 bad usage or bad sites.yaml, 3 could not do its job.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from crawler import exits
from crawler.clock import ClockError, read_now
from crawler.database import StoreError
from crawler.fields import trace_of
from crawler.plural import counted
from crawler.sites import SitesError, sentence
from monitor import child, jobs, showcase, tables
from monitor.config import Settings, load_settings, policy_named
from monitor.config import check as check_sites
from monitor.dates import DEFAULT_ZONE, DatesError, dates_of
from monitor.mail import Folder, MailError, outbox_from
from monitor.publish import PublishError
from monitor.schedule import run as run_schedule

_PATH = click.Path(path_type=Path, readable=False)


@dataclass(frozen=True, slots=True)
class Run:
    """One invocation: where it reads and writes, and its clock as given."""

    sites: Path
    place: jobs.Place
    said: str | None

    def settings(self) -> tuple[Settings, datetime]:
        """Read sites.yaml, then the clock (a naive --now is city time)."""
        settings = load_settings(self.sites)
        return settings, read_now(self.said, zone=settings.registry.city.zone)

    def child_options(self, now: datetime) -> list[str]:
        """Hand this run's registry, database and clock to a crawl."""
        clock = ["--now", now.isoformat()] + ["--own-clock"] * (self.said is None)
        return ["--sites", str(self.sites), "--db", str(self.place.db), *clock]


NOT_TO_BE_JUDGED = frozenset({exits.WRONG_CLOCK, exits.NOT_BEGUN, child.INTERRUPTED})
"""Exits of a crawl after which nothing is scored or published: a clock that cannot be right, a crawl that could not
begin (another one is running, no usable database), one that was interrupted. The report stays as it was."""


def common(verb: Callable[..., int]) -> Callable[..., None]:
    """Give a command the four options that all share, and turn its errors into one line and an exit code."""

    @click.option("--sites", type=_PATH, default=Path("sites.yaml"), show_default=True, help="The registry.")
    @click.option("--db", type=_PATH, default=Path("segar.db"), show_default=True, help="The database.")
    @click.option(
        "--reports", type=_PATH, default=Path("reports"), show_default=True, help="Where the pages are written."
    )
    @click.option("--now", default=None, metavar="TIME", help="The clock of this run, ISO 8601; default: now.")
    @wraps(verb)
    def command(*, sites: Path, db: Path, reports: Path, now: str | None, **rest: Any) -> None:
        try:
            code = verb(Run(sites, jobs.Place(db, reports), now), **rest)
        except (SitesError, ClockError) as error:
            _fail(str(error), code=2)
        except (jobs.JobError, StoreError, PublishError, MailError, DatesError, OSError, sqlite3.Error) as error:
            _fail(f"segar: {error}", code=3)
        except click.ClickException:
            raise
        except Exception as bug:  # noqa: BLE001 - Python's own exit code for it is 1, which says that all was done and something found
            _fail(f"segar: a fault of Segar's own; please report it:\n{trace_of(bug)}", code=3)
        sys.exit(code)

    return command


def _fail(message: str, *, code: int) -> None:
    click.echo(message, err=True)
    sys.exit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="segar")
def main() -> None:
    """Segar finds out which websites of a city are fresh and which have gone stale.

    \b
    A city starts with:
      segar check                  is sites.yaml fit for tonight?
      segar nightly                crawl, score, publish
      segar remind --dry-run       who would get a letter
      segar schedule               do all of it every night and week
    """  # noqa: D301 - click wants the control character itself


@main.command(epilog="Example: segar check --sites sites.yaml")
@click.option("--all", "everything", is_flag=True, help="List every warning, however many are alike.")
@common
def check(run: Run, *, everything: bool) -> int:
    """Say everything that is wrong with sites.yaml, and what is missing."""
    today = read_now(run.said, zone=DEFAULT_ZONE).astimezone(DEFAULT_ZONE).date()
    errors, warnings = check_sites(run.sites, today=today)
    for problem in errors:
        click.echo(sentence(run.sites, problem), err=True)
    click.echo(tables.check_summary(run.sites, errors, warnings, everything=everything))
    return 2 if errors else 0


@main.command(epilog="Example: segar crawl --only 18.71.01.1003 --verbose")
@click.option("--again", is_flag=True, help="Visit anew what was visited tonight already.")
@click.option("--only", multiple=True, metavar="CODE", help="Visit only this unit, again.")
@click.option("--verbose", is_flag=True, help="Say every decision in words: what is asked, fetched, left, and why.")
@common
def crawl(run: Run, *, again: bool, only: tuple[str, ...], verbose: bool) -> int:
    """Visit every site of the registry once and store the evidence."""
    settings, now = run.settings()
    return min(3, _crawl(run, settings, now, again=again, only=only, verbose=verbose))


def _crawl(
    run: Run, settings: Settings, now: datetime, *, again: bool, only: tuple[str, ...] = (), verbose: bool = False
) -> int:
    command = [sys.executable, "-m", "crawler", *run.child_options(now)]
    command += [word for code in only for word in ("--only", code)]
    command += [word for code in jobs.to_read_whole(settings, run.place, now=now) for word in ("--whole", code)]
    command += ["--again"] * again + ["--verbose"] * verbose
    return child.run(
        command, deadline=settings.schedule.deadline_minutes * 60, say=lambda line: click.echo(line, err=True)
    )


@main.command(
    epilog="Examples: segar score --now 2026-11-21T01:00:00+07:00; segar score --recompute --policy trial.yaml"
)
@click.option("--recompute", is_flag=True, help="Judge every scored night again and say what differs; writes nothing.")
@click.option(
    "--policy",
    default=None,
    metavar="NAME_OR_FILE",
    help="With --recompute: the policy to judge by; 1 is policy 1 as shipped, a file is one like sites.yaml. Default: that of --sites.",
)
@common
def score(run: Run, *, recompute: bool, policy: str | None) -> int:
    """Judge every unit on the evidence that is stored.

    With --recompute every night that was ever scored is judged again, from the readings known at its end, and each
    field that comes out another is printed beside what was stored. Nothing is written: what was published stays on
    record. To let a mended judgement stand for a night, score that night again (--now); the old score stays beside it.
    Exits 1 where something differs.
    """
    settings, now = run.settings()
    if policy is not None and not recompute:
        raise click.UsageError("--policy belongs to --recompute; for the nightly run write policy: in sites.yaml")
    if recompute:
        return _recompute(run, replace(settings, policy=policy_named(policy)) if policy else settings, now)
    board = _scored(settings, run, now)
    return 3 if board.ours or board.faults else 0


def _scored(settings: Settings, run: Run, now: datetime) -> jobs.Board:
    board = jobs.score(settings, run.place, now=now)
    click.echo(tables.board(board))
    for code, trace in board.faults.items():
        said = "Segar failed to judge this site, and the last score of it stands; please report it"
        click.echo(f"{code}: {said}:\n{trace}", err=True)
    return board


def _recompute(run: Run, settings: Settings, now: datetime) -> int:
    click.echo(f"policy version {settings.policy.version}; every scored night from its readings, nothing is written")
    differing = nights = 0
    for found in jobs.recompute(settings, run.place, now=now):
        click.echo(tables.rebuilt(found))
        nights, differing = nights + 1, differing + bool(found.differences)
    click.echo(f"{counted(nights, 'night')} rebuilt, {differing} with differences")
    return 1 if differing else 0


@main.command(epilog="Example: segar publish --reports /srv/www/segar")
@common
def publish(run: Run) -> int:
    """Write the leaderboard, the site pages and the data file from the latest scores."""
    settings, now = run.settings()
    click.echo(f"leaderboard: {jobs.publish(settings, run.place, now=now)}")
    return 0


def _measured_nothing(board: jobs.Board) -> bool:
    """Whether none of the sites was measured this night: that wants a person, whosever fault it is."""
    nights = [row.score.measured_on for row in board.rows if row.unit.url]
    return bool(nights) and board.night not in nights


@main.command(epilog="Example: segar nightly --sites sites.yaml --db segar.db --reports reports")
@click.option("--again", is_flag=True, help="Visit anew what was visited tonight already.")
@common
def nightly(run: Run, *, again: bool) -> int:
    """Crawl, score and publish: the work of one night."""
    settings, now = run.settings()
    crawled = _crawl(run, settings, now, again=again)
    if crawled == 2:
        return crawled
    if crawled in NOT_TO_BE_JUDGED:
        click.echo("nothing was scored or published", err=True)
        return 3
    board = _scored(settings, run, now)
    click.echo(f"leaderboard: {jobs.publish(settings, run.place, now=now)}")
    if board.ours or board.faults:
        return 3
    nothing = _measured_nothing(board)
    if nothing:
        click.echo("no site was measured tonight: see the outcomes above", err=True)
    return crawled or int(nothing)


@main.command(epilog="Example: segar remind --dry-run")
@click.option("--dry-run", is_flag=True, help="Print who would get a letter, and who a copy; send and note nothing.")
@click.option(
    "--outbox",
    type=_PATH,
    default=Path("outbox"),
    show_default=True,
    help="Folder for .eml files where SEGAR_SMTP_URL is not set.",
)
@common
def remind(run: Run, *, dry_run: bool, outbox: Path) -> int:
    """Write to the admins of lagging sites, once a week at most."""
    settings, now = run.settings()
    what = jobs.due(settings, run.place, now=now)
    click.echo(tables.letters(what))
    failed = 0
    if not dry_run:
        way = outbox_from(os.environ, folder=outbox)
        report = jobs.send(settings, run.place, what, now=now, outbox=way)
        click.echo(tables.sent(report, folder=outbox if isinstance(way, Folder) else None))
        failed = len(report.failed)
    if failed:
        return 3
    return 1 if what.orphans or what.findings else 0


@main.command(epilog="Example: segar explain 18.71.01.1003")
@click.argument("unit", metavar="CODE_NAME_OR_URL")
@common
def explain(run: Run, *, unit: str) -> int:
    """Say how a score came about, down to the page and its raw text."""
    settings, now = run.settings()
    click.echo(tables.explanation(jobs.explain(settings, run.place, wanted=unit, now=now)))
    return 0


@main.command(epilog="Example: segar dates page.html --url http://kedaton.test/2026/11/19/berita/ --json")
@click.argument("file_or_url")
@click.option("--url", default=None, help="The address of the page, where a file is read.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def dates(run: Run, *, file_or_url: str, url: str | None, as_json: bool) -> int:
    """Read the dates of one page and say where each was found."""
    found, zone = dates_of(file_or_url, url=url, sites=run.sites, said=run.said)
    click.echo(
        json.dumps(tables.dates_json(found, zone), ensure_ascii=False, indent=2)
        if as_json
        else tables.dates(found, zone)
    )
    return 0


@main.command(epilog="Example: segar schedule --sites sites.yaml")
@click.option(
    "--outbox",
    type=_PATH,
    default=Path("outbox"),
    show_default=True,
    help="Folder for .eml files where SEGAR_SMTP_URL is not set.",
)
@common
def schedule(run: Run, *, outbox: Path) -> int:
    """Run every night and every week until stopped; one service, then forget it."""
    if run.said is not None:
        raise click.UsageError("the service goes by this machine's clock; --now belongs to the single commands")
    settings, _ = run.settings()
    options = ["--sites", str(run.sites), "--db", str(run.place.db), "--reports", str(run.place.reports)]
    segar = [sys.executable, "-m", "monitor.cli"]
    return run_schedule(
        schedule=settings.schedule,
        zone=settings.registry.city.zone,
        nightly=[*segar, "nightly", *options],
        letters=[*segar, "remind", *options, "--outbox", str(outbox)],
        lock=Path(f"{run.place.db}.schedule.lock"),
        log=lambda line: click.echo(line, err=True),
    )


@main.command(epilog="Example: segar demo --folder /tmp/kota")
@click.option(
    "--folder", type=_PATH, default=Path("demo-city"), show_default=True, help="Where the demo writes everything."
)
@click.option("--now", default=None, metavar="TIME", help="The demo's last night, ISO 8601; default: now.")
def demo(*, folder: Path, now: str | None) -> None:
    """Start a small city of websites on loopback, watch it for two nights, and show what Segar makes of it."""
    try:
        sys.exit(showcase.show(folder, said=now, say=click.echo))
    except (jobs.JobError, StoreError, PublishError, ClockError, MailError, OSError) as error:
        _fail(f"segar: {error}", code=3)


if __name__ == "__main__":
    main()
