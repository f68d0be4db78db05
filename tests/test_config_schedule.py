from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from monitor.config import ScheduleRules, load_settings
from tests.sites_helpers import CITY, the_error, units, write


def _schedule(folder: Path, text: str) -> ScheduleRules:
    return load_settings(write(folder, CITY + text + units())).schedule


def test_by_default_crawls_start_at_one_and_letters_on_monday_at_eight(tmp_path: Path) -> None:
    assert _schedule(tmp_path, "") == ScheduleRules(time(1, 0), 0, time(8, 0), 300)


@pytest.mark.parametrize(("text", "at"), [("23:30", time(23, 30)), ('"01:00"', time(1, 0)), ("1:05", time(1, 5))])
def test_a_time_of_day_is_read_with_and_without_quotes(tmp_path: Path, text: str, at: time) -> None:
    assert _schedule(tmp_path, f"schedule: {{nightly: {text}, deadline_minutes: 90}}\n") == ScheduleRules(
        nightly=at, deadline_minutes=90
    )


@pytest.mark.parametrize(
    ("text", "day"), [("Monday 07:30", 0), ("senin 07:30", 0), ("Jumat 07:30", 4), ("SUNDAY 07:30", 6)]
)
def test_a_weekday_is_read_in_english_and_indonesian(tmp_path: Path, text: str, day: int) -> None:
    rules = _schedule(tmp_path, f"schedule: {{letters: {text}}}\n")

    assert (rules.letters_weekday, rules.letters_at) == (day, time(7, 30))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nightly: 25:00", "nightly '25:00' is not a time of day; write hour:minute"),
        ("nightly: 1.30", 'nightly was read as the number 1.3, not as text; write it in quotes, like nightly: "01:00"'),
        ("letters: 08:00", "letters '08:00' is not a weekday and a time"),
        ("letters: Mon 08:00", "letters 'Mon 08:00' is not a weekday and a time"),
        ("letters: Monday", "letters 'Monday' is not a weekday and a time"),
        ("deadline_minutes: 0", "write a whole number from 1 to 1440"),
        ("nightly_at: 1", "unknown key 'nightly_at'; write 'nightly'"),
    ],
)
def test_a_slip_in_the_schedule_is_one_error_on_its_line(tmp_path: Path, text: str, words: str) -> None:
    line = the_error(tmp_path, CITY + f"schedule:\n  {text}\n" + units())

    assert line.startswith("sites.yaml:7: schedule: ")
    assert words in line
