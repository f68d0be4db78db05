"""The real service with made-up jobs, as a process: NIGHTLY_IN_SECONDS DEADLINE_MINUTES LOCK COMMAND ..."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from monitor import schedule
from monitor.config import ScheduleRules

WIB = ZoneInfo("Asia/Jakarta")


def log(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def main() -> int:
    soon, deadline, lock, *command = sys.argv[1:]
    if deadline == "0":  # the least that sites.yaml takes is a minute; a test does not wait that long
        schedule.AFTER_CRAWL = timedelta(seconds=0.5)
    at = (datetime.now(WIB) + timedelta(seconds=float(soon))).time().replace(microsecond=0)
    weekday = (datetime.now(WIB) + timedelta(days=3)).weekday()
    return schedule.run(
        schedule=ScheduleRules(nightly=at, letters_weekday=weekday, deadline_minutes=int(deadline)),
        zone=WIB,
        nightly=command,
        letters=[sys.executable, "-c", "pass"],
        lock=Path(lock),
        log=log,
    )


if __name__ == "__main__":
    sys.exit(main())
