"""Child processes: a crawl runs in its own (a Twisted reactor cannot start twice), and never outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from types import FrameType

PARK_SECONDS = 10.0  # between SIGTERM and SIGKILL: a crawl parks within this
INTERRUPTED = 6
"""What `run` returns when SIGTERM or Ctrl-C to us ended the child."""
LOOK_SECONDS = 0.2  # how often a waiting parent looks up


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a child on a leash, in a process group of its own, so that Ctrl-C reaches it through us only."""
    leash = [sys.executable, "-m", "monitor.leash", str(os.getpid()), *command]
    return subprocess.Popen(leash, stdin=subprocess.DEVNULL, process_group=0)  # noqa: S603 - our own command


def end(child: subprocess.Popen[bytes]) -> None:
    """Ask a child to stop; after ten seconds kill it with all that it started.

    Only the child is asked: it passes the wish on to its crawl, for which a second SIGTERM means to drop everything.
    """
    with suppress(ProcessLookupError):
        child.terminate()
    try:
        child.wait(PARK_SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def wait(child: subprocess.Popen[bytes], *, until: float, stopping: Callable[[], bool]) -> bool:
    """Wait for a child until it ends; ends it at the monotonic time `until`, or when we are stopping. True: it was cut off."""
    while True:
        with suppress(subprocess.TimeoutExpired):
            child.wait(LOOK_SECONDS)
            return False
        if stopping() or monotonic() >= until:
            end(child)
            return True


def run(command: Sequence[str], *, deadline: float, say: Callable[[str], None]) -> int:
    """Run a child to its end or to the deadline (seconds); SIGTERM and Ctrl-C to us end it too. Returns an exit code (3: cut off; INTERRUPTED)."""
    with _signals() as caught:
        until = monotonic() + deadline
        child = start(command)
        if not wait(child, until=until, stopping=lambda: bool(caught)):
            return child.returncode if child.returncode >= 0 else 3
    if caught:
        say("interrupted: what was finished is kept, and the next run goes on from there")
        return INTERRUPTED
    say(f"stopped after {deadline / 60:.0f} minutes (schedule.deadline_minutes); what was finished is kept")
    return 3


@contextmanager
def _signals() -> Iterator[list[int]]:
    """Collect SIGTERM and SIGINT instead of dying of them."""
    caught: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        caught.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
