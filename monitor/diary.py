"""What a restart of the service makes up: a small file of when each job last came to its end, and the times since."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from apscheduler.triggers.cron import CronTrigger

GRACE = timedelta(hours=6)
"""How late a job may start after its time, on a machine that slept or was off: later than that, the next one is near enough."""
_FIRST_YEAR = 2020  # a clock before it was never set


@dataclass(frozen=True, slots=True)
class Planned:
    """One job: its name, the command it runs, and when; what it ``follows`` must have run before it."""

    name: str
    command: tuple[str, ...]
    trigger: CronTrigger
    follows: Planned | None = None

    def next_after(self, moment: datetime) -> datetime:
        """Return the next time at or after an aware moment, in the city's zone."""
        found: datetime = self.trigger.get_next_fire_time(None, moment)
        return found

    def due_at(self, now: datetime, *, since: datetime) -> datetime:
        """Return the last time between ``since`` and ``now`` (aware), which was missed, else the next one."""
        due = self.next_after(since)
        while (later := self.next_after(due + timedelta(seconds=1))) <= now:
            due = later
        return due


@dataclass(frozen=True, slots=True)
class Diary:
    """A file beside the lock; what cannot be read or written there costs no night, only what would be made up."""

    path: Path
    log: Callable[[str], None]

    def since(self, jobs: Sequence[Planned], *, now: datetime) -> Mapping[str, datetime]:
        """From when on each job's times are still to be kept: after its last run, or from ``now`` (aware) on a first start.

        A run that the clock of this machine once put into the future counts as one of now.
        """
        known = self._read()
        since = {job.name: min(known.get(job.name, now), now) for job in jobs}
        self._write({**since, **known})
        return since

    def note(self, name: str, began: datetime) -> None:
        """Keep that a job, begun then, came to its end."""
        self._write({**self._read(), name: began})

    def _read(self) -> dict[str, datetime]:
        """What is known; nothing where there is no such file or a power cut spoiled it."""
        try:
            told = json.loads(self.path.read_text(encoding="utf-8"))
            found = {str(name): datetime.fromisoformat(at) for name, at in told.items()}
        except (OSError, ValueError, AttributeError, TypeError, RecursionError):
            return {}
        return {name: at for name, at in found.items() if at.tzinfo and at.year >= _FIRST_YEAR}

    def _write(self, known: Mapping[str, datetime]) -> None:
        new = self.path.with_name(f"{self.path.name}.new")
        try:
            with new.open("w", encoding="utf-8") as file:
                json.dump({name: at.isoformat() for name, at in known.items()}, file)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self.path)
        except OSError as error:
            self.log(f"{self.path} could not be written, so a restart may begin a job again or make none up: {error}")


def first_runs(jobs: Sequence[Planned], diary: Diary, *, now: datetime) -> dict[str, datetime]:
    """When each job is to run first: at a time that was missed of late, else at its next one; logs which and why."""
    found, since, log = {}, diary.since(jobs, now=now), diary.log
    for job in jobs:
        due = job.due_at(now, since=since[job.name])
        if due <= now and (why := _why_not(job, due, since, now=now)):
            log(f"{job.name}: {why}")
            diary.note(job.name, now)  # told once
            due = job.next_after(now)
        elif due <= now:
            log(f"{job.name}: made up for {due:%A %Y-%m-%d %H:%M %Z}")
        found[job.name] = due
    return found


def _why_not(job: Planned, due: datetime, since: Mapping[str, datetime], *, now: datetime) -> str | None:
    """Why a time that was missed is not made up; None where it is.

    What follows another job rests on that one's work of the time right before; and a letter of last week would take the
    place of this week's.
    """
    if now - due > GRACE:
        return f"missed by more than {GRACE}"
    before = job.follows
    if before is None:
        return None
    if before.due_at(due, since=due - timedelta(days=1)) > since[before.name]:
        return f"missed, and not made up: the {before.name} before it was missed too"
    return "missed, and not made up in another week" if due.isocalendar()[:2] != now.isocalendar()[:2] else None
