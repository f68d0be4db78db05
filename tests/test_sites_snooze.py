from __future__ import annotations

from datetime import date
from pathlib import Path

from monitor.config import check
from tests.sites_helpers import CITY, kelurahan, units, write

SNOOZED = CITY + units(kelurahan(extra="snooze_until: 2026-11-20, snooze_reason: pindah server"))


def _over(folder: Path, today: date | None) -> bool:
    _, warnings = check(write(folder, SNOOZED), today=today)
    return any("was snoozed until 2026-11-20, which is over" in problem.message for problem in warnings)


def test_a_snooze_holds_through_its_last_day(tmp_path: Path) -> None:
    assert not _over(tmp_path, date(2026, 11, 20))


def test_a_snooze_that_has_run_out_is_a_warning(tmp_path: Path) -> None:
    assert _over(tmp_path, date(2026, 11, 21))


def test_without_a_day_no_snooze_is_judged(tmp_path: Path) -> None:
    assert not _over(tmp_path, None)
