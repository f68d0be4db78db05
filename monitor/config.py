"""The monitor's own parts of sites.yaml: policy, schedule and mail; with the registry they are the Settings.

Absent keys keep their defaults, so that an empty part, or none, is valid.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crawler.door import REFUSED, read_yaml
from crawler.fields import Fields, is_number, said
from crawler.sites import Problem, Registry, Section, SitesError, Unit, by_line, draft_sites, warnings
from monitor.policy import POLICIES, Policy


@dataclass(frozen=True, slots=True)
class MailRules:
    """Who writes the letters and to whom replies and copies go; addresses are None where sites.yaml names none.

    ``sender_name`` is the office of the city unless told otherwise; ``sender_email`` is known wherever a unit has an
    admin. ``kominfo_email`` gets the copy of a letter that went unanswered for long.
    """

    sender_name: str
    sender_email: str | None = None
    reply_to: str | None = None
    kominfo_email: str | None = None
    language: str = "id"


@dataclass(frozen=True, slots=True)
class ScheduleRules:
    """When `segar schedule` does what, in the city's zone; ``letters_weekday`` counts from Monday = 0.

    ``deadline_minutes`` is the time that a night's crawl may take before it is ended.
    """

    nightly: time = time(1, 0)
    letters_weekday: int = 0
    letters_at: time = time(8, 0)
    deadline_minutes: int = 300

    def letters_day(self, now: datetime, zone: ZoneInfo) -> date | None:
        """The city day on which the weekly letters go out, where that is within a day of ``now`` (aware), before another night.

        A night that begins in the minute of the letters' own time is before them.
        """
        here = now.astimezone(zone).replace(second=0, microsecond=0)
        days = (here.date() + timedelta(days=ahead) for ahead in (0, 1))
        times = (datetime.combine(day, self.letters_at, zone) for day in days if day.weekday() == self.letters_weekday)
        return next((at.date() for at in times if timedelta() <= at - here < timedelta(days=1)), None)


@dataclass(frozen=True, slots=True)
class Settings:
    """All of sites.yaml, valid."""

    registry: Registry
    policy: Policy
    mail: MailRules
    schedule: ScheduleRules


LANGUAGES = ("id",)
WEEKDAYS = {
    **{
        name: at
        for at, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
    },
    **{name: at for at, name in enumerate(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"))},
}

_TIME = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
_WHOLE_POLICY = {
    "version": (1, 1),  # a number of the code, not of the city: other thresholds are still policy 1
    "rhythm_weeks": (1, 52),
    "fresh_days": (1, 3650),
    "fair_days": (1, 3650),
    "lagging_days": (1, 3650),
    "stale_days": (1, 3650),
    "unreachable_days": (1, 365),
    "undated_days": (1, 365),
    "frozen_days": (1, 365),
    "letter_gap_days": (0, 60),
    "copy_kecamatan_after": (1, 52),
    "copy_kominfo_after": (1, 52),
    "grace_days": (0, 365),
    "copy_threshold": (2, 1000),  # one site is no copy; a number above that of the sites turns the rule off
}
_RISING = ("fresh_days", "fair_days", "lagging_days", "stale_days")
_CANARY = (0.3, 1)
"""Below a third the trouble is hardly ours; 1 turns the rule off, for no more than all can fail."""
_WEIGHTS = ("recency_weight", "rhythm_weight")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the monitor's parts say, right or wrong."""

    policy: Policy
    mail: MailRules
    schedule: ScheduleRules


def load_settings(path: Path) -> Settings:
    """Read sites.yaml; raises SitesError with the problems of registry, policy, schedule and mail together."""
    settings, problems = read_settings(path)
    if settings is None:
        raise SitesError(path, problems)
    return settings


def policy_named(said: str) -> Policy:
    """The policy of a version's name, or of a file with a part ``policy:`` (a sites.yaml, or no more than that part).

    Raises SitesError with what is wrong with the file.
    """
    if said in POLICIES:
        return POLICIES[said]
    path = Path(said)
    whole, odd = read_yaml(path)
    if whole is None and path.is_file():
        raise SitesError(path, odd)
    draft = draft_sites(path)
    if "policy" not in draft.sections:
        lacking = Problem(0, "policy", f"is not there; name a version ({', '.join(POLICIES)}) or a file with policy:")
        raise SitesError(path, [lacking])
    problems: list[Problem] = []
    policy = _policy(_part(draft.sections, "policy", problems))
    if problems:
        raise SitesError(path, problems)
    return policy


def check(path: Path, *, today: date | None = None) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return (errors, warnings), each by line; warnings are only looked for where there are no errors.

    ``today``, a city day, shows the snoozes that have run out.
    """
    settings, problems = read_settings(path)
    return problems, warnings(settings.registry, today=today) if settings else ()


def read_settings(path: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Read sites.yaml without raising: None and every problem by line, or the settings and none."""
    draft = draft_sites(path)
    problems = list(draft.problems)
    office = draft.registry.city.office if draft.registry else ""
    parts = _Parts(
        _policy(_part(draft.sections, "policy", problems)),
        _mail(_part(draft.sections, "mail", problems), office, draft.units),
        _schedule(_part(draft.sections, "schedule", problems)),
    )
    if draft.registry is None or problems:
        return None, by_line(problems)
    return Settings(draft.registry, parts.policy, parts.mail, parts.schedule), ()


def _part(sections: Mapping[str, Section], name: str, problems: list[Problem]) -> Fields:
    """Open a part; an absent one has no keys."""
    return Fields(sections.get(name, Section({}, {})), problems, entry=name)


def _policy(part: Fields) -> Policy:
    usual = Policy()
    part.only([field.name for field in fields(Policy)])
    whole = {key: part.whole(key, getattr(usual, key), *limits) for key, limits in _WHOLE_POLICY.items()}
    weights = {key: part.number(key, getattr(usual, key), 0, 1) for key in _WEIGHTS}
    _rising(part, whole)
    _weigh(part, weights)
    _copies(part, whole)
    share = part.number("canary_share", usual.canary_share, *_CANARY)
    numbers: dict[str, Any] = {**whole, **weights, "canary_share": share}
    return Policy(recency=_recency(part, usual.recency), **numbers)


def _rising(part: Fields, whole: Mapping[str, int]) -> None:
    """Refuse status limits that do not rise."""
    for lower, upper in pairwise(_RISING):
        if whole[lower] >= whole[upper]:
            key = upper if part.given(upper) else lower
            part.wrong(
                key,
                f"{upper} ({whole[upper]}) is not above {lower} ({whole[lower]}); the limits must rise: {' < '.join(_RISING)}",
            )


def _weigh(part: Fields, weights: Mapping[str, float]) -> None:
    """Refuse weights that do not make a whole."""
    total = math.fsum(weights.values())
    if not math.isclose(total, 1, abs_tol=1e-9):
        key = next((key for key in _WEIGHTS if part.given(key)), "")
        part.wrong(
            key,
            f"recency_weight and rhythm_weight make {total:g} together; write two numbers that make 1, like 0.6 and 0.4",
        )


def _copies(part: Fields, whole: Mapping[str, int]) -> None:
    """Refuse to write to Kominfo before the kecamatan."""
    if whole["copy_kominfo_after"] < whole["copy_kecamatan_after"]:
        key = "copy_kominfo_after" if part.given("copy_kominfo_after") else "copy_kecamatan_after"
        part.wrong(
            key,
            f"copy_kominfo_after ({whole['copy_kominfo_after']}) comes before copy_kecamatan_after ({whole['copy_kecamatan_after']}); write a number at least as large",
        )


Points = tuple[tuple[int, float], ...]


def _recency(part: Fields, usual: Points) -> Points:
    """Read the line of recency: days rise, values fall from at most 1 to at least 0."""
    if not part.given("recency") or part.values["recency"] is REFUSED:
        return usual
    listed = list(part.items("recency"))
    points = [_point(part, at, value) for at, value in listed]
    if isinstance(part.values["recency"], list) and len(listed) < 2:
        part.wrong(
            "recency", "recency has fewer than two points; write a list of [days, value], like [7, 1.0] and [180, 0.0]"
        )
    known = [point for point in points if point]
    if len(known) < len(points) or len(known) < 2:
        return usual
    for (at, _), (days, value), (days_before, value_before) in zip(listed[1:], known[1:], known, strict=False):
        if days <= days_before or value > value_before:
            part.wrong(
                at,
                f"recency goes from [{days_before}, {value_before:g}] to [{days}, {value:g}]; days must rise and values must not",
            )
    if known[0][1] <= known[-1][1]:
        part.wrong("recency", "recency never falls; let its values go down, like from [7, 1.0] to [180, 0.0]")
    return tuple(known)


def _point(part: Fields, at: str, value: object) -> tuple[int, float] | None:
    if isinstance(value, list) and len(value) == 2:
        days, share = value
        if (
            isinstance(days, int)
            and not isinstance(days, bool)
            and 0 <= days <= 3650
            and is_number(share)
            and 0 <= share <= 1
        ):
            return days, float(share)
    part.wrong(
        at,
        f"a point of recency is {said(value)}; write [days, value] with whole days from 0 and a value from 0 to 1, like [30, 0.7]",
    )
    return None


def _schedule(part: Fields) -> ScheduleRules:
    usual = ScheduleRules()
    part.only(("nightly", "letters", "deadline_minutes"))
    weekday, at = _weekday_and_time(part, usual)
    return ScheduleRules(
        nightly=_nightly(part, usual.nightly),
        letters_weekday=weekday,
        letters_at=at,
        deadline_minutes=part.whole("deadline_minutes", usual.deadline_minutes, 1, 1440),
    )


def _nightly(part: Fields, usual: time) -> time:
    text = part.text("nightly", example="01:00")
    at = _time(text) if text else usual
    if at is None:
        part.wrong("nightly", f'nightly {said(text)} is not a time of day; write hour:minute, like "01:00"')
    return at or usual


def _weekday_and_time(part: Fields, usual: ScheduleRules) -> tuple[int, time]:
    text = part.text("letters", example="Monday 08:00")
    if text is None:
        return usual.letters_weekday, usual.letters_at
    name, _, clock = text.partition(" ")
    weekday, at = WEEKDAYS.get(name.casefold()), _time(clock.strip())
    if weekday is None or at is None:
        part.wrong("letters", f'letters {said(text)} is not a weekday and a time; write them like "Monday 08:00"')
        return usual.letters_weekday, usual.letters_at
    return weekday, at


def _time(text: str) -> time | None:
    """Read 1:00, 01:00, 23:30."""
    if not _TIME.fullmatch(text):
        return None
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _mail(part: Fields, office: str, units: tuple[Unit, ...]) -> MailRules:
    part.only(("sender", "reply_to", "kominfo", "language"))
    sender = part.inner("sender")
    if sender:
        sender.only(("name", "email"))
    email = sender.email("email") if sender else None
    admins = next((unit for unit in units if unit.admins), None)
    if admins and not _sender_given(part, sender):
        line = part.line("sender") or admins.line
        part.problems.append(Problem(line, "mail", _no_sender(admins)))
    return MailRules(
        sender_name=(sender.text("name") if sender else None) or office,
        sender_email=email,
        reply_to=part.email("reply_to"),
        kominfo_email=part.email("kominfo"),
        language=part.choice("language", LANGUAGES) or "id",
    )


def _sender_given(part: Fields, sender: Fields | None) -> bool:
    """Tell whether a sender's address is written, be it wrong: then that is told already."""
    return sender.given("email") if sender else part.given("sender")


def _no_sender(unit: Unit) -> str:
    return f"no sender for the letters, though {unit.code} {unit.name} has an admin; write mail: sender: email: with the address that Segar writes from"
