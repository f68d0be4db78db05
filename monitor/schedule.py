"""The service: every night `segar nightly`, every week `segar remind`, as child processes, until it is told to stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, EVENT_SCHEDULER_STARTED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from filelock import FileLock, Timeout

from monitor import child
from monitor.config import ScheduleRules

GRACE = timedelta(hours=6)
"""How late a job may start after its time, on a machine that slept or was off: later than that, the next one is near enough."""

AFTER_CRAWL = timedelta(minutes=15)
"""A night ends its own crawl at deadline_minutes, and then still has to score and publish."""

_STOP = (signal.SIGTERM, signal.SIGINT)
_ENDS = {
    0: "done",
    1: "done, with findings that need a person",
    2: "did not start: bad usage or bad sites.yaml",
    3: "could not do its job",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One job: its name, the command it runs, and when."""

    name: str
    command: tuple[str, ...]
    trigger: CronTrigger

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


def jobs_of(
    schedule: ScheduleRules, zone: ZoneInfo, *, nightly: Sequence[str], letters: Sequence[str]
) -> tuple[Planned, Planned]:
    """Say what runs when, in the city's zone: the night's work every day, the letters once a week."""
    night, post = schedule.nightly, schedule.letters_at
    return (
        Planned(
            "nightly",
            tuple(nightly),
            CronTrigger(hour=night.hour, minute=night.minute, second=night.second, timezone=zone),
        ),
        Planned(
            "letters",
            tuple(letters),
            CronTrigger(
                day_of_week=schedule.letters_weekday,
                hour=post.hour,
                minute=post.minute,
                second=post.second,
                timezone=zone,
            ),
        ),
    )


def run(
    *,
    schedule: ScheduleRules,
    zone: ZoneInfo,
    nightly: Sequence[str],
    letters: Sequence[str],
    lock: Path,
    log: Callable[[str], None],
) -> int:
    """Run until SIGTERM or SIGINT, then return 0; 3 where another service holds the lock. Call it in the main thread.

    A job whose time came while no service ran, or that the service's end cut short, starts at once where its time is no
    longer ago than GRACE. On a signal no job starts any more; a running child gets SIGTERM, ten seconds to park, then
    SIGKILL. ``log`` gets plain English lines, also from a thread. Raises OSError where the lock cannot be written.
    """
    held = FileLock(lock)
    holder = lock.with_name(f"{lock.name}.pid")
    try:
        held.acquire(blocking=False)
    except Timeout:
        log(f"segar schedule is running already, as process {_pid_in(holder)}; stop that one first")
        return 3
    try:
        holder.write_text(f"{os.getpid()}\n", encoding="ascii")
        jobs = jobs_of(schedule, zone, nightly=nightly, letters=letters)
        diary = Diary(lock.with_suffix(".json"))
        children = _Children(timedelta(minutes=schedule.deadline_minutes) + AFTER_CRAWL, diary, log)
        _serve(jobs, zone, children, diary.since(jobs, now=datetime.now(zone)), log)
    finally:
        holder.unlink(missing_ok=True)
        held.release()
    return 0


def _pid_in(holder: Path) -> str:
    try:
        return holder.read_text(encoding="ascii").strip() or "unknown"
    except (OSError, UnicodeDecodeError):
        return "unknown"


@dataclass(frozen=True, slots=True)
class Diary:
    """A small file beside the lock: when each job that came to its end was last begun."""

    path: Path

    def since(self, jobs: Sequence[Planned], *, now: datetime) -> Mapping[str, datetime]:
        """From when on each job's times are still to be kept: after its last run, or from ``now`` (aware) on a first start.

        A run that the clock of this machine once put into the future counts as one of now.
        """
        known = self._read()
        since = {job.name: min(known.get(job.name, now), now) for job in jobs}
        self._write(since)
        return since

    def note(self, name: str, began: datetime) -> None:
        """Keep that a job, begun then, came to its end."""
        self._write({**self._read(), name: began})

    def _read(self) -> dict[str, datetime]:
        """What is known; nothing where there is no such file or a power cut spoiled it."""
        try:
            told = json.loads(self.path.read_text(encoding="utf-8"))
            found = {str(name): datetime.fromisoformat(at) for name, at in told.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}
        return {name: at for name, at in found.items() if at.tzinfo}

    def _write(self, known: Mapping[str, datetime]) -> None:
        new = self.path.with_name(f"{self.path.name}.new")
        new.write_text(json.dumps({name: at.isoformat() for name, at in known.items()}), encoding="utf-8")
        new.replace(self.path)


def _serve(
    jobs: Sequence[Planned],
    zone: ZoneInfo,
    children: _Children,
    since: Mapping[str, datetime],
    log: Callable[[str], None],
) -> None:
    """Keep the scheduler going until a signal comes.

    One thread for all jobs: letters that fall into a long night wait for its scores. Signals are blocked in every
    thread and taken by one that does nothing else, because a handler could run in the middle of the scheduler's locks.
    """
    scheduler = BlockingScheduler(timezone=zone, executors={"default": ThreadPoolExecutor(1)})
    now = datetime.now(zone)
    due = {job.name: job.due_at(now, since=since[job.name]) for job in jobs}
    for job in jobs:
        scheduler.add_job(
            children.run,
            job.trigger,
            args=(job,),
            id=job.name,
            name=job.name,
            next_run_time=due[job.name],  # a time that is past starts at once, or is told as missed
            misfire_grace_time=int(GRACE.total_seconds()),
            coalesce=True,
            max_instances=1,
        )
    scheduler.add_listener(lambda event: log(f"{event.job_id}: missed by more than {GRACE}"), EVENT_JOB_MISSED)
    scheduler.add_listener(
        lambda event: log(f"{event.job_id}: still running, not started again"), EVENT_JOB_MAX_INSTANCES
    )

    def stop_on_signal() -> None:
        caught = signal.sigwait(_STOP)
        log(f"{signal.Signals(caught).name}: stopping")
        children.stop()
        scheduler.shutdown(wait=True)

    watcher = threading.Thread(target=stop_on_signal, name="signals", daemon=True)
    scheduler.add_listener(lambda _: watcher.start(), EVENT_SCHEDULER_STARTED)
    with _blocked(_STOP):
        for job in jobs:
            if now - GRACE < due[job.name] <= now:
                log(f"{job.name}: made up for {due[job.name]:%A %Y-%m-%d %H:%M %Z}")
            log(f"{job.name}: next {job.next_after(now):%A %Y-%m-%d %H:%M %Z}")
        scheduler.start()
        watcher.join()
    log("stopped")


@contextmanager
def _blocked(signals: Sequence[signal.Signals]) -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Children:
    """Runs one child at a time, and can be told from another thread to end it and start no more."""

    def __init__(self, deadline: timedelta, diary: Diary, log: Callable[[str], None]) -> None:
        self._deadline, self._diary, self._log = deadline, diary, log
        self._stopping = threading.Event()

    def stop(self) -> None:
        """End the running child, if there is one; no other is started."""
        self._stopping.set()

    def run(self, job: Planned) -> None:
        """Run a job's command to its end, to the deadline, or until `stop`; logs its start and how it ended."""
        if self._stopping.is_set():
            return
        began, at = monotonic(), datetime.now(UTC)
        self._log(f"{job.name}: started")
        try:
            running = child.start(job.command)
        except OSError as error:
            self._log(f"{job.name}: could not be started: {error}")
            return
        cut = self._wait(running, began + self._deadline.total_seconds())
        if not (cut and self._stopping.is_set()):
            self._note(job, at)
        self._log(f"{job.name}: {cut or _ended(running.returncode)} after {_lasted(monotonic() - began)}")

    def _note(self, job: Planned, began: datetime) -> None:
        try:
            self._diary.note(job.name, began)
        except OSError as error:
            self._log(f"{job.name}: that it ended could not be noted, so a restart may begin it again: {error}")

    def _wait(self, running: subprocess.Popen[bytes], until: float) -> str | None:
        """Wait for a child; returns why it was ended, None where it ended by itself."""
        if not child.wait(running, until=until, stopping=self._stopping.is_set):
            return None
        why = (
            "because the service stops (" if self._stopping.is_set() else "at the deadline (schedule.deadline_minutes; "
        )
        return f"ended {why}exit code {running.returncode})"


def _ended(code: int) -> str:
    if code < 0:
        return f"was killed by signal {-code}"
    return f"{_ENDS.get(code, 'failed')} (exit code {code})"


def _lasted(seconds: float) -> str:
    """Write how long: 45 s, 3 min 4 s, 2 h 5 min."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"
