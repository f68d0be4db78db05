from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from monitor.config import ScheduleRules
from monitor.diary import Planned
from monitor.schedule import jobs_of

WIB = ZoneInfo("Asia/Jakarta")


def year_of(job: Planned, start: datetime) -> list[datetime]:
    """Every time of a job within 365 days after `start`."""
    times, moment = [], job.next_after(start)
    while moment < start + timedelta(days=365):
        times.append(moment)
        moment = job.next_after(moment + timedelta(seconds=1))
    return times


def test_by_default_the_night_is_at_one_and_the_letters_on_monday_at_eight_city_time() -> None:
    nightly, letters = jobs_of(ScheduleRules(), WIB, nightly=["n"], letters=["l"])
    friday = datetime(2026, 11, 20, 12, 0, tzinfo=WIB)
    assert nightly.next_after(friday).isoformat() == "2026-11-21T01:00:00+07:00"
    assert letters.next_after(friday).isoformat() == "2026-11-23T08:00:00+07:00"
    assert (nightly.command, letters.command) == (("n",), ("l",))


def test_a_job_that_is_due_this_very_moment_is_not_put_off() -> None:
    nightly, _ = jobs_of(ScheduleRules(), WIB, nightly=[], letters=[])
    due = datetime(2026, 11, 21, 1, 0, tzinfo=WIB)
    assert nightly.next_after(due.astimezone(UTC)) == due


@given(
    night=st.times().map(lambda at: at.replace(microsecond=0)),
    post=st.times().map(lambda at: at.replace(microsecond=0)),
    weekday=st.integers(0, 6),
    zone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
)
def test_letters_go_out_once_in_every_iso_week_on_their_day(night: time, post: time, weekday: int, zone: str) -> None:
    rules = ScheduleRules(nightly=night, letters_weekday=weekday, letters_at=post)
    _, letters = jobs_of(rules, ZoneInfo(zone), nightly=[], letters=[])
    times = year_of(letters, datetime(2026, 11, 23, tzinfo=ZoneInfo(zone)))
    assert len({moment.isocalendar()[:2] for moment in times}) == len(times) in (52, 53)
    assert all(moment.weekday() == weekday and moment.time() == post for moment in times)


def test_a_year_has_a_night_for_every_city_day() -> None:
    nightly, _ = jobs_of(ScheduleRules(), WIB, nightly=[], letters=[])
    times = year_of(nightly, datetime(2026, 11, 23, tzinfo=WIB))
    assert len(times) == 365
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(times))
    assert all(moment.time() == time(1, 0) for moment in times)


@given(
    night=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    post=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    weekday=st.integers(0, 6),
)
@example(night=time(8, 0), post=time(8, 0), weekday=0)
def test_the_letters_follow_one_night_of_every_week(night: time, post: time, weekday: int) -> None:
    rules = ScheduleRules(nightly=night, letters_weekday=weekday, letters_at=post)
    nightly, letters = jobs_of(rules, WIB, nightly=[], letters=[])
    start = datetime(2026, 11, 23, tzinfo=WIB)
    late = timedelta(milliseconds=40)  # no scheduler starts a job on the dot
    days = {at: rules.letters_day((at + late).astimezone(UTC), WIB) for at in year_of(nightly, start)[:70]}
    eves = {at: day for at, day in days.items() if day}
    assert len(eves) == 10
    assert all(
        (sent := letters.next_after(eve)).date() == day and sent - eve < timedelta(days=1) for eve, day in eves.items()
    )
