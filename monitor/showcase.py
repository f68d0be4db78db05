"""`segar demo`: the demo city for two nights, from an empty folder to a leaderboard and letters."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from crawler.clock import read_now
from demo import City
from monitor import child, jobs, mail, tables
from monitor.config import Settings, load_settings
from monitor.dates import DEFAULT_ZONE

DEADLINE = 600.0  # seconds for one demo night; it takes about one minute


def show(folder: Path, *, said: str | None, say: Callable[[str], None]) -> int:
    """Run the demo into `folder` (made anew); returns an exit code. Tells everything through `say`."""
    now = read_now(said, zone=DEFAULT_ZONE)
    sites, place = _prepare(folder)
    city = City(now=now - timedelta(days=1))
    with city:
        city.write_sites_yaml(sites)
        settings = load_settings(sites)
        say(f"the demo city: {len(city.sites)} websites on loopback, registry {sites}")
        for night in (now - timedelta(days=1), now):
            city.at(night)
            if night == now:
                _pass_a_day(city, now)
            say(f"\nnight of {jobs.night_of(settings, night)}")
            if code := _night(settings, sites, place, night, say):
                return code
    return _tell(settings, place, folder, now, say)


def _prepare(folder: Path) -> tuple[Path, jobs.Place]:
    """Empty the demo's own folder: a marker file keeps anything else from being deleted."""
    marker = folder / ".segar-demo"
    if folder.exists() and any(folder.iterdir()) and not marker.exists():
        raise jobs.JobError(
            f"{folder} is not empty and was not made by `segar demo`; name another folder with --folder"
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    marker.touch()
    return folder / "sites.yaml", jobs.Place(folder / "segar.db", folder / "reports")


def _pass_a_day(city: City, now: datetime) -> None:
    """What happens in the city between the two nights: news, an honest edit, a date that is only moved, a server that dies."""
    today = now.astimezone(DEFAULT_ZONE).date()
    city.site("laravel").publish(today - timedelta(days=1))
    city.site("relative").edit(city.site("relative").articles[0])
    city.site("opensid-dead").restamp(city.site("opensid-dead").articles[0], today)
    city.site("blogger").go_down()


def _night(settings: Settings, sites: Path, place: jobs.Place, now: datetime, say: Callable[[str], None]) -> int:
    command = [sys.executable, "-m", "crawler", "--sites", str(sites), "--db", str(place.db), "--now", now.isoformat()]
    if code := child.run(command, deadline=DEADLINE, say=say):
        return code
    say(tables.board(jobs.score(settings, place, now=now)))
    jobs.publish(settings, place, now=now)
    return 0


def _tell(settings: Settings, place: jobs.Place, folder: Path, now: datetime, say: Callable[[str], None]) -> int:
    what = jobs.due(settings, place, now=now)
    outbox = folder / "letters"
    report = jobs.send(settings, place, what, now=now, outbox=mail.Folder(outbox))
    say("\n" + tables.letters(what) + "\n" + tables.sent(report, folder=outbox))
    say("\n" + tables.standings(jobs.board_of(settings, place, now=now).rows))
    say(f"\nleaderboard: {(place.reports / 'index.html').resolve()}\nletters:     {outbox.resolve()}")
    return 0
