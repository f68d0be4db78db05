"""The service: every night `segar nightly`, every week `segar remind`, as child processes, until it is told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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
from monitor.diary import GRACE, Diary, Planned, first_runs

AFTER_CRAWL = timedelta(minutes=15)
"""A night ends its own crawl at deadline_minutes, and then still has to score and publish."""

_DONE = frozenset({0, 1})
"""Exit codes of a job that did its work; one that ended otherwise while the service stops was cut short by that."""
_STOP = (signal.SIGTERM, signal.SIGINT)
_ENDS = {
    0: "done",
    1: "done, with findings that need a person",
    2: "did not start: bad usage or bad sites.yaml",
    3: "could not do its job",
}


def jobs_of(
    schedule: ScheduleRules, zone: ZoneInfo, *, nightly: Sequence[str], letters: Sequence[str]
) -> tuple[Planned, Planned]:
    """Say what runs when, in the city's zone: the night's work every day, the letters once a week."""
    at, post = schedule.nightly, schedule.letters_at
    night = Planned(
        "nightly", tuple(nightly), CronTrigger(hour=at.hour, minute=at.minute, second=at.second, timezone=zone)
    )
    weekly = CronTrigger(
        day_of_week=schedule.letters_weekday, hour=post.hour, minute=post.minute, second=post.second, timezone=zone
    )
    return night, Planned("letters", tuple(letters), weekly, follows=night)


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
        _serve(jobs, zone, timedelta(minutes=schedule.deadline_minutes) + AFTER_CRAWL, lock.with_suffix(".json"), log)
    finally:
        holder.unlink(missing_ok=True)
        held.release()
    return 0


def _pid_in(holder: Path) -> str:
    try:
        return holder.read_text(encoding="ascii").strip() or "unknown"
    except (OSError, UnicodeDecodeError):
        return "unknown"


def _serve(
    jobs: Sequence[Planned], zone: ZoneInfo, deadline: timedelta, kept: Path, log: Callable[[str], None]
) -> None:
    """Keep the scheduler going until a signal comes.

    One thread for all jobs: letters that fall into a long night wait for its scores. Signals are blocked in every
    thread and taken by one that does nothing else, because a handler could run in the middle of the scheduler's locks.
    """
    diary, now, grace = Diary(kept, log), datetime.now(zone), GRACE + deadline
    children = _Children(deadline, diary, log)
    scheduler = BlockingScheduler(timezone=zone, executors={"default": ThreadPoolExecutor(1)})
    first = first_runs(jobs, diary, now=now)
    for job in jobs:
        scheduler.add_job(
            children.run,
            job.trigger,
            args=(job,),
            id=job.name,
            name=job.name,
            next_run_time=first[job.name],  # a time that is past starts at once
            misfire_grace_time=int(grace.total_seconds()),  # letters may have to wait for a night that was made up
            coalesce=True,
            max_instances=1,
        )
    scheduler.add_listener(lambda event: log(f"{event.job_id}: missed by more than {grace}"), EVENT_JOB_MISSED)
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
        if running.returncode in _DONE or not (self._stopping.is_set() or (running.returncode < 0 and not cut)):
            self._diary.note(job.name, at)
        self._log(f"{job.name}: {cut or _ended(running.returncode)} after {_lasted(monotonic() - began)}")

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
