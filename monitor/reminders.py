"""Scores + letters sent + now -> letters due. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from crawler.fields import mailbox
from crawler.sites import Admin, Unit
from monitor.freshness import LAGGING, Score, Status
from monitor.policy import Policy
from monitor.reasons import Reason, Update
from monitor.weeks import city_day, iso_week

WEEKLY = "weekly"

NAMED = frozenset(
    {
        Reason.RESTAMPED,
        Reason.REPOSTED,
        Reason.COPIED,
        Reason.FUTURE,
        Reason.BACKDATED,
        Reason.SAMPLE,
        Reason.REDESIGNED,
        Reason.REWORDED,
    }
)
"""What an admin may take for news of his own: where it is the newest, his letter says why it did not count."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was claimed or sent before, as the store keeps it."""

    recipient: str  # lower-cased address: the key
    iso_week: str  # "2026-W47", city zone
    kind: str  # "weekly" | "security"
    units: tuple[str, ...]
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Concern:
    """One unit in one letter."""

    unit: Unit
    score: Score
    earlier_letters: int  # letters on this unit since its last counted update
    refused: Update | None = None  # what came after the last counted update and did not count


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is due: who gets it, about what, who is copied, and who would be on the next one besides."""

    recipient: str
    name: str
    iso_week: str
    kind: str
    concerns: tuple[Concern, ...]
    copies: tuple[str, ...] = ()
    next_copies: tuple[str, ...] = ()


def letters_due(
    units: Sequence[Unit],
    scores: Mapping[str, Score],
    sent: Sequence[Sent],
    *,
    now: datetime,
    zone: ZoneInfo,
    policy: Policy,
    kominfo: str | None,
) -> tuple[tuple[Letter, ...], tuple[Concern, ...]]:
    """The weekly letters due at ``now`` (aware), by recipient, and the lagging units that have no admin, by code.

    ``scores`` may lack units, which then get no letter. ``sent`` is every letter claimed or sent so far; ``kominfo``
    is the address that is copied in the end, None where sites.yaml names none.
    """
    today = city_day(now, zone)
    concerns = [
        Concern(unit, score, _earlier_letters(unit, score, sent, zone))
        for unit in sorted(units, key=lambda unit: unit.code)
        if (score := scores.get(unit.code)) and _is_lagging(score) and not _is_spared(unit, today, policy)
    ]
    admins = {unit.code: unit.admins for unit in units}
    copied = partial(_copies, admins=admins, policy=policy, kominfo=kominfo)
    letters = tuple(
        _letter(recipient, name, theirs, week=iso_week(today), copied=copied)
        for recipient, (name, theirs) in sorted(_people(concerns).items())
        if _may_write(recipient, sent, today=today, zone=zone, policy=policy)
    )
    return letters, tuple(concern for concern in concerns if not concern.unit.admins)


def with_refused(letters: Sequence[Letter], updates: Callable[[str], Sequence[Update]]) -> tuple[Letter, ...]:
    """The letters with what came after a unit's last counted update, looks like news and does not count.

    ``updates`` gives those of a unit by its code, as they stand, newest day first.
    """
    return tuple(
        replace(letter, concerns=tuple(_with_refused(one, updates(one.unit.code)) for one in letter.concerns))
        for letter in letters
    )


def _with_refused(concern: Concern, updates: Sequence[Update]) -> Concern:
    since = concern.score.last_update or date.min
    return replace(concern, refused=next((one for one in updates if one.reason in NAMED and one.day > since), None))


def before_letters(units: Sequence[Unit], scores: Mapping[str, Score], *, day: date, policy: Policy) -> tuple[str, ...]:
    """The codes of the units that a letter of a city ``day`` may be about, by ``scores`` of an earlier night.

    Their sites are read whole first: an edit of an old page, which no list tells, takes the ground from a letter.
    """
    return tuple(
        unit.code
        for unit in units
        if unit.admins and (score := scores.get(unit.code)) and not _is_spared(unit, day, policy)
        if _may_lag(score, day, policy)
    )


def _may_lag(score: Score, day: date, policy: Policy) -> bool:
    """Whether a unit may be late on a day, whatever tonight brings: all but those that were fresh of late."""
    since = score.last_update or score.watched_since
    return score.status is not Status.SEGAR or (since is not None and (day - since).days > policy.fair_days)


def _is_lagging(score: Score) -> bool:
    """Whether the admin is to be told: not while the site cannot be measured, nor while something on it looks odd.

    A frozen score stands for a night that is over; and an odd page, which does not count, may yet prove to be news.
    """
    return score.status in LAGGING and score.unmeasured_since is None and score.suspicion is None


def _is_spared(unit: Unit, today: date, policy: Policy) -> bool:
    """Snoozed, until that day's end, or in the grace of a new site."""
    if unit.url is None or (unit.snooze_until is not None and today <= unit.snooze_until):
        return True
    return unit.since is not None and (today - unit.since).days < policy.grace_days


def _earlier_letters(unit: Unit, score: Score, sent: Sequence[Sent], zone: ZoneInfo) -> int:
    """Weeks in which somebody was written to about the unit since its last counted update."""
    since = score.last_update
    return len(
        {
            letter.iso_week
            for letter in sent
            if letter.kind == WEEKLY
            and unit.code in letter.units
            and (since is None or city_day(letter.sent_at, zone) > since)
        }
    )


def _people(concerns: Sequence[Concern]) -> dict[str, tuple[str, tuple[Concern, ...]]]:
    """By lower-cased address: the name of the first entry, and every site that this person answers for."""
    people: dict[str, tuple[str, tuple[Concern, ...]]] = {}
    for concern in concerns:
        for recipient, name in {_key(admin): admin.name for admin in concern.unit.admins}.items():
            known, theirs = people.get(recipient, (name, ()))
            people[recipient] = (known, (*theirs, concern))
    return people


def _key(admin: Admin) -> str:
    return mailbox(admin.email)


def _letter(
    recipient: str, name: str, concerns: tuple[Concern, ...], *, week: str, copied: Callable[..., tuple[str, ...]]
) -> Letter:
    """The weekly letter to one person; who is copied for the first time next week is named beforehand."""
    now, later = (copied(recipient, concerns, ahead=ahead) for ahead in (0, 1))
    ahead = tuple(address for address in later if address not in now)
    return Letter(recipient, name, week, WEEKLY, concerns, copies=now, next_copies=ahead)


def _may_write(recipient: str, sent: Sequence[Sent], *, today: date, zone: ZoneInfo, policy: Policy) -> bool:
    """One letter an ISO week, and never within the gap; a run with an older ``now`` is held to both as well."""
    theirs = [letter for letter in sent if letter.kind == WEEKLY and mailbox(letter.recipient) == recipient]
    return not any(
        letter.iso_week == iso_week(today)
        or abs((today - city_day(letter.sent_at, zone)).days) < policy.letter_gap_days
        for letter in theirs
    )


def _copies(
    recipient: str,
    concerns: Sequence[Concern],
    *,
    admins: Mapping[str, tuple[Admin, ...]],
    policy: Policy,
    kominfo: str | None,
    ahead: int = 0,
) -> tuple[str, ...]:
    """Who reads along because letters went unanswered: the kecamatan's admins first, Kominfo later.

    ``ahead`` is how many letters later: 0 for this one, 1 for the next, if nothing is updated until then.
    """
    copied: list[str] = []
    for concern in concerns:
        if concern.earlier_letters + ahead >= policy.copy_kecamatan_after:
            copied += [_key(admin) for admin in admins.get(concern.unit.parent or "", ())]
    if kominfo and any(concern.earlier_letters + ahead >= policy.copy_kominfo_after for concern in concerns):
        copied.append(kominfo.lower())
    return tuple(address for address in dict.fromkeys(copied) if address != recipient)
