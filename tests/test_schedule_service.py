from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.config import ScheduleRules
from monitor.schedule import run
from tests.schedule_service import WIB

SERVICE = Path(__file__).with_name("schedule_service.py")
SLEEPER = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(600)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"
PARENT = (
    "import subprocess, sys, time, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "subprocess.Popen([sys.executable, '-c', sys.argv[2], sys.argv[1]]); time.sleep(600)"
)

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the service; what still runs after the test is killed."""
    running: list[subprocess.Popen[str]] = []

    def start(*command: str, soon: float = 2, deadline: int = 60) -> subprocess.Popen[str]:
        words = [sys.executable, str(SERVICE), str(soon), str(deadline), str(tmp_path / "lock"), *command]
        root = SERVICE.parents[1]
        running.append(
            subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(root)})
        )
        return running[-1]

    yield start
    for service in running:
        service.kill()
        service.communicate()


def line_with(service: subprocess.Popen[str], words: str) -> str:
    """Read the service's log up to the line that holds the words."""
    assert service.stderr is not None
    for line in service.stderr:
        if words in line:
            return line.strip()
    raise AssertionError(f"the service ended without saying {words!r}")


def pid_from(path: Path) -> int:
    """Wait until a child has written its process id."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if path.exists() and (text := path.read_text(encoding="ascii")):
            return int(text)
        time.sleep(0.05)
    raise AssertionError(f"{path} was not written")


def is_gone(pid: int, *, within: float = 5.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_service_stops_at_once_and_leaves_no_pid_behind(
    start: Start, tmp_path: Path, sent: signal.Signals
) -> None:
    service = start(sys.executable, "-c", "pass", soon=3600)
    line_with(service, "letters: next")
    service.send_signal(sent)
    assert service.wait(5) == 0
    assert not (tmp_path / "lock.pid").exists()


def test_a_signal_ends_the_running_child_and_then_the_service(start: Start, tmp_path: Path) -> None:
    service = start(sys.executable, "-c", SLEEPER, str(tmp_path / "child"))
    child = pid_from(tmp_path / "child")
    began = time.monotonic()
    service.send_signal(signal.SIGTERM)
    assert service.wait(9) == 0
    assert time.monotonic() - began < 5
    assert is_gone(child)


def test_a_child_that_will_not_stop_is_killed_with_all_it_started(start: Start, tmp_path: Path) -> None:
    service = start(sys.executable, "-c", PARENT, str(tmp_path / "grandchild"), STUBBORN)
    grandchild = pid_from(tmp_path / "grandchild")
    service.send_signal(signal.SIGTERM)
    assert "exit code -9" in line_with(service, "nightly: ended because the service stops")
    assert service.wait(5) == 0
    assert is_gone(grandchild)


def test_no_child_outlives_a_service_that_is_killed(start: Start, tmp_path: Path) -> None:
    service = start(sys.executable, "-c", SLEEPER, str(tmp_path / "child"))
    child = pid_from(tmp_path / "child")
    service.kill()
    assert is_gone(child)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (0, "nightly: done (exit code 0) after "),
        (1, "nightly: done, with findings that need a person (exit code 1) after "),
        (3, "nightly: could not do its job (exit code 3) after "),
    ],
)
def test_the_end_of_a_child_is_one_plain_line(start: Start, code: int, said: str) -> None:
    service = start(sys.executable, "-c", f"raise SystemExit({code})")
    assert line_with(service, "exit code").startswith(said)
    service.terminate()
    assert service.wait(5) == 0


def test_a_command_that_does_not_exist_is_a_job_that_failed_and_the_service_goes_on(start: Start) -> None:
    service = start("/nowhere/segar")
    assert "could not do its job (exit code 3)" in line_with(service, "exit code")
    assert service.poll() is None


def test_a_child_is_ended_at_the_deadline(start: Start, tmp_path: Path) -> None:
    service = start(sys.executable, "-c", SLEEPER, str(tmp_path / "child"), deadline=0)
    assert "ended at the deadline" in line_with(service, "exit code")
    assert is_gone(pid_from(tmp_path / "child"))
    assert service.poll() is None


def test_a_second_service_refuses_and_names_the_first(start: Start, tmp_path: Path) -> None:
    service = start(sys.executable, "-c", "pass", soon=3600)
    line_with(service, "letters: next")
    lines: list[str] = []
    code = run(schedule=ScheduleRules(), zone=WIB, nightly=[], letters=[], lock=tmp_path / "lock", log=lines.append)
    assert code == 3
    assert lines == [f"segar schedule is running already, as process {service.pid}; stop that one first"]
    assert (tmp_path / "lock.pid").exists()


def test_the_lock_of_a_killed_service_is_free_again(start: Start, tmp_path: Path) -> None:
    first = start(sys.executable, "-c", "pass", soon=3600)
    line_with(first, "letters: next")
    first.kill()
    first.wait()
    second = start(sys.executable, "-c", "pass", soon=3600)
    line_with(second, "letters: next")
    assert (tmp_path / "lock.pid").read_text(encoding="ascii") == f"{second.pid}\n"


def last_ran(folder: Path, ago: timedelta) -> None:
    """Leave the diary of a service that last finished both jobs so long ago."""
    at = (datetime.now(WIB) - ago).isoformat()
    (folder / "lock.json").write_text(json.dumps({"nightly": at, "letters": at}), encoding="utf-8")


def test_a_night_that_fell_into_a_power_cut_is_made_up_once(start: Start, tmp_path: Path) -> None:
    last_ran(tmp_path, timedelta(hours=25))
    service = start(sys.executable, "-c", "pass", soon=-3600)
    assert line_with(service, "made up for").startswith("nightly: made up for ")
    assert "done" in line_with(service, "exit code")
    service.terminate()
    assert service.wait(5) == 0

    again = start(sys.executable, "-c", "pass", soon=-3600)
    assert "next" in line_with(again, "nightly: ")


def test_a_night_of_more_than_six_hours_ago_is_told_and_left(start: Start, tmp_path: Path) -> None:
    last_ran(tmp_path, timedelta(days=3))
    service = start(sys.executable, "-c", "pass", soon=-7 * 3600)
    assert line_with(service, "missed") == "nightly: missed by more than 6:00:00"
    assert "next" in line_with(service, "nightly: ")


def test_a_job_that_the_end_of_the_service_cut_short_begins_again(start: Start, tmp_path: Path) -> None:
    last_ran(tmp_path, timedelta(hours=25))
    service = start(sys.executable, "-c", SLEEPER, str(tmp_path / "child"), soon=-60)
    pid_from(tmp_path / "child")
    service.terminate()
    assert service.wait(9) == 0

    again = start(sys.executable, "-c", "pass", soon=-60)
    assert line_with(again, "made up for").startswith("nightly: made up for ")


@pytest.mark.parametrize("first", ["service", "child"])
def test_a_job_that_dies_of_the_signal_that_ends_the_service_begins_again(
    start: Start, tmp_path: Path, first: str
) -> None:
    """As systemd does it without KillMode=mixed: every process of the unit gets the signal."""
    last_ran(tmp_path, timedelta(hours=25))
    service = start(sys.executable, "-c", SLEEPER, str(tmp_path / "child"), soon=-60)
    pids = {"service": service.pid, "child": pid_from(tmp_path / "child")}
    for pid in sorted(pids.values(), key=lambda pid: pid != pids[first]):
        os.kill(pid, signal.SIGTERM)
    assert service.wait(9) == 0

    again = start(sys.executable, "-c", "pass", soon=-60)
    assert line_with(again, "made up for").startswith("nightly: made up for ")


def test_a_job_that_was_ended_at_the_deadline_is_not_begun_again(start: Start, tmp_path: Path) -> None:
    last_ran(tmp_path, timedelta(hours=25))
    service = start(sys.executable, "-c", SLEEPER, str(tmp_path / "child"), soon=-60, deadline=0)
    assert "ended at the deadline" in line_with(service, "exit code")
    service.terminate()
    assert service.wait(9) == 0

    again = start(sys.executable, "-c", "pass", soon=-60)
    assert "next" in line_with(again, "nightly: ")


@pytest.mark.parametrize("diary", [None, "", "[]", '{"nightly": 5}', '{"nightly": "2026-11-01T01:00:00"}'])
def test_a_first_start_makes_nothing_up(start: Start, tmp_path: Path, diary: str | None) -> None:
    if diary is not None:
        (tmp_path / "lock.json").write_text(diary, encoding="utf-8")
    service = start(sys.executable, "-c", "pass", soon=-3600)
    assert "next" in line_with(service, "nightly: ")
    service.terminate()
    assert service.wait(5) == 0
    assert not [line for line in service.stderr or () if "started" in line]
