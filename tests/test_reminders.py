"""Who is written to, about what, and who reads along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sites import Unit
from monitor.freshness import Score, Status
from monitor.policy import Policy
from monitor.reasons import COUNTED, Reason, Update
from monitor.reminders import Concern, Letter, Sent, before_letters, letters_due, with_refused
from monitor.weeks import city_day, iso_week
from tests.judgement_helpers import WIB, at, days, score, unit

KECAMATAN, ONE, TWO = "18.71.01", "18.71.01.1001", "18.71.01.1002"
MONDAY = date(2026, 11, 23)
UPDATED = MONDAY - days(120)
SRI, BUDI, CAMAT, KOMINFO = "sri@kota.example", "budi@kota.example", "camat@kota.example", "kominfo@kota.example"


def _lagging(code: str, **changes: object) -> Score:
    values = {"days": 120, "last_update": UPDATED, "score": 10.0, "measured_on": MONDAY}
    return score(code, Status.BASI, **values | changes)


def _due(
    units: Iterable[Unit], scores: Iterable[Score], sent: Sequence[Sent] = (), *, now: datetime | None = None
) -> tuple[tuple[Letter, ...], tuple[Concern, ...]]:
    by_code = {one.site: one for one in scores}
    return letters_due(list(units), by_code, sent, now=now or at(MONDAY), zone=WIB, policy=Policy(), kominfo=KOMINFO)


def _sent(day: date, *, to: str = SRI, about: tuple[str, ...] = (ONE,), kind: str = "weekly") -> Sent:
    return Sent(to, iso_week(day), kind, about, at(day))


def _weekly(count: int, *, to: str = SRI) -> list[Sent]:
    return [_sent(MONDAY - days(7 * back), to=to) for back in range(count, 0, -1)]


def test_a_lagging_unit_gets_one_weekly_letter() -> None:
    ((letter,), orphans) = _due([unit(ONE, "Sri@Kota.example")], [_lagging(ONE)])

    assert (letter.recipient, letter.iso_week, letter.kind, letter.copies) == (SRI, "2026-W48", "weekly", ())
    assert [concern.unit.code for concern in letter.concerns] == [ONE]
    assert orphans == ()


@pytest.mark.parametrize("status", [status for status in Status if status not in {"tertinggal", "basi", "mati suri"}])
def test_no_other_status_is_mailed_as_lagging(status: Status) -> None:
    assert _due([unit(ONE, SRI)], [score(ONE, status)]) == ((), ())


def test_a_frozen_score_is_not_mailed() -> None:
    frozen = _lagging(ONE, unmeasured_since=MONDAY - days(1))

    assert _due([unit(ONE, SRI), unit(TWO)], [frozen, _lagging(TWO, unmeasured_since=MONDAY)]) == ((), ())


def test_several_sites_of_one_admin_stand_in_one_letter() -> None:
    letters, _ = _due([unit(TWO, SRI.upper(), BUDI), unit(ONE, SRI)], [_lagging(ONE), _lagging(TWO)])

    assert [(letter.recipient, [c.unit.code for c in letter.concerns]) for letter in letters] == [
        (BUDI, [TWO]),
        (SRI, [ONE, TWO]),
    ]


def test_a_lagging_unit_without_an_admin_is_told_apart() -> None:
    letters, orphans = _due([unit(ONE)], [_lagging(ONE)])

    assert (letters, [concern.unit.code for concern in orphans]) == ((), [ONE])


def test_a_second_letter_in_the_same_iso_week_is_not_due() -> None:
    assert _due([unit(ONE, SRI)], [_lagging(ONE)], [_sent(MONDAY)], now=at(MONDAY + days(6)))[0] == ()


@pytest.mark.parametrize(("gap", "due"), [(1, 0), (3, 0), (4, 1)])
def test_no_letter_follows_another_within_four_days(gap: int, due: int) -> None:
    letters, _ = _due([unit(ONE, SRI)], [_lagging(ONE)], [_sent(MONDAY - days(gap))])

    assert len(letters) == due


def test_a_security_letter_does_not_hold_the_weekly_one_back() -> None:
    assert len(_due([unit(ONE, SRI)], [_lagging(ONE)], [_sent(MONDAY, kind="security")])[0]) == 1


def test_a_snooze_lasts_until_the_end_of_its_day() -> None:
    snoozed = unit(ONE, SRI, snooze_until=MONDAY, snooze_reason="pindah server")

    assert _due([snoozed], [_lagging(ONE)]) == ((), ())
    assert len(_due([snoozed], [_lagging(ONE)], now=at(MONDAY + days(1)))[0]) == 1


def test_a_new_site_has_thirty_days_of_grace() -> None:
    assert _due([unit(ONE, SRI, since=MONDAY - days(29))], [_lagging(ONE)]) == ((), ())
    assert len(_due([unit(ONE, SRI, since=MONDAY - days(30))], [_lagging(ONE)])[0]) == 1


@pytest.mark.parametrize(
    ("letters", "copies"), [(3, ()), (4, (CAMAT,)), (7, (CAMAT,)), (8, (CAMAT, KOMINFO)), (20, (CAMAT, KOMINFO))]
)
def test_letters_without_an_answer_are_copied_upwards(letters: int, copies: tuple[str, ...]) -> None:
    ((letter,), _) = _due([unit(KECAMATAN, CAMAT), unit(ONE, SRI)], [_lagging(ONE, last_update=None)], _weekly(letters))

    assert (letter.concerns[0].earlier_letters, letter.copies) == (letters, copies)


@pytest.mark.parametrize(("letters", "ahead"), [(2, ()), (3, (CAMAT,)), (4, ()), (6, ()), (7, (KOMINFO,)), (8, ())])
def test_who_is_copied_on_the_next_letter_is_known_one_letter_before(letters: int, ahead: tuple[str, ...]) -> None:
    ((letter,), _) = _due([unit(KECAMATAN, CAMAT), unit(ONE, SRI)], [_lagging(ONE, last_update=None)], _weekly(letters))

    assert letter.next_copies == ahead


def test_no_copy_is_announced_where_the_kecamatan_has_no_admin() -> None:
    ((letter,), _) = _due([unit(KECAMATAN), unit(ONE, SRI)], [_lagging(ONE, last_update=None)], _weekly(3))

    assert letter.next_copies == ()


def test_letters_from_before_the_last_update_are_forgotten() -> None:
    recovered = _lagging(ONE, last_update=MONDAY - days(35))

    ((letter,), _) = _due([unit(ONE, SRI)], [recovered], _weekly(9))

    assert letter.concerns[0].earlier_letters == 4


def test_two_admins_of_one_site_count_as_one_letter_a_week() -> None:
    ((first, second), _) = _due([unit(ONE, SRI, BUDI)], [_lagging(ONE)], [*_weekly(3), *_weekly(3, to=BUDI)])

    assert [first.concerns[0].earlier_letters, second.concerns[0].earlier_letters] == [3, 3]


def test_nobody_is_copied_on_his_own_letter() -> None:
    ((letter,), _) = _due([unit(KECAMATAN, CAMAT), unit(ONE, CAMAT)], [_lagging(ONE)], _weekly(5, to=CAMAT))

    assert letter.copies == ()


def test_the_iso_week_is_that_of_the_city() -> None:
    sunday_in_utc = datetime.combine(MONDAY, datetime.min.time(), WIB) + timedelta(minutes=30)

    ((letter,), _) = _due([unit(ONE, SRI)], [_lagging(ONE)], now=sunday_in_utc)

    assert letter.iso_week == "2026-W48"


ADMINS = st.lists(st.sampled_from([SRI, BUDI, CAMAT]), unique=True, max_size=3)


@given(st.lists(ADMINS, max_size=6), st.integers(0, 60), st.integers(0, 9))
def test_letters_marked_as_sent_are_not_due_again(admins: list[list[str]], ahead: int, before: int) -> None:
    units = [unit(f"{KECAMATAN}.{1001 + place}", *emails) for place, emails in enumerate(admins)]
    scores, now = [_lagging(one.code) for one in units], at(MONDAY + days(ahead))
    letters, _ = _due(units, scores, sent := _weekly(before), now=now)

    marked = [Sent(one.recipient, iso_week(city_day(now, WIB)), one.kind, (), now) for one in letters]

    assert _due(units, scores, [*sent, *marked], now=now)[0] == ()


def test_two_spellings_of_one_mailbox_get_one_letter() -> None:
    units = [unit(ONE, "lurah@kelurahané.id"), unit(TWO, "Lurah@xn--kelurahan-j4a.id")]
    letters, _ = _due(units, [_lagging(ONE), _lagging(TWO)])
    assert [letter.recipient for letter in letters] == ["lurah@xn--kelurahan-j4a.id"]


@pytest.mark.parametrize(
    ("units", "scores", "read"),
    [
        ([unit(ONE, SRI)], [_lagging(ONE)], (ONE,)),
        ([unit(ONE, SRI)], [score(ONE, Status.CUKUP, last_update=MONDAY - days(16))], (ONE,)),  # it may lose that one
        ([unit(ONE, SRI)], [score(ONE, Status.CUKUP, watched_since=MONDAY - days(31))], (ONE,)),  # it never had any
        ([unit(ONE, SRI)], [score(ONE, Status.SEGAR, last_update=MONDAY - days(31))], (ONE,)),  # an old score
        ([unit(ONE, SRI)], [score(ONE, Status.SEGAR, last_update=MONDAY - days(9))], ()),
        ([unit(ONE, SRI)], [_lagging(ONE, unmeasured_since=MONDAY - days(2))], (ONE,)),  # it may answer tonight
        ([unit(ONE)], [_lagging(ONE)], ()),  # nobody to write to
        ([unit(ONE, SRI, snooze_until=MONDAY)], [_lagging(ONE)], ()),
        ([unit(ONE, SRI)], [], ()),
    ],
)
def test_before_the_letters_the_sites_that_they_may_be_about_are_read_whole(
    units: list[Unit], scores: list[Score], read: tuple[str, ...]
) -> None:
    by_code = {one.site: one for one in scores}
    assert before_letters(units, by_code, day=MONDAY, policy=Policy()) == read


def _update(reason: Reason, day: date) -> Update:
    return Update(ONE, "http://a.test/x", "Kerja bakti", day, reason in COUNTED, reason, True, "time", "raw", "time")


@pytest.mark.parametrize(
    ("updates", "named"),
    [
        ([_update(Reason.RESTAMPED, MONDAY - days(3)), _update(Reason.COPIED, MONDAY - days(9))], Reason.RESTAMPED),
        ([_update(Reason.CLOCK, MONDAY), _update(Reason.COPIED, MONDAY - days(9))], Reason.COPIED),
        ([_update(Reason.REWORDED, MONDAY - days(40))], Reason.REWORDED),
        ([_update(Reason.INJECTED, MONDAY), _update(Reason.COMMENTED, MONDAY)], None),
        ([_update(Reason.NEW_CONTENT, UPDATED), _update(Reason.RESTAMPED, UPDATED)], None),  # it counted that day
    ],
)
def test_a_letter_names_what_came_later_and_did_not_count(updates: list[Update], named: Reason | None) -> None:
    letters, _ = _due([unit(ONE, SRI)], [_lagging(ONE)])
    ((concern,),) = (letter.concerns for letter in with_refused(letters, {ONE: updates}.__getitem__))

    assert (concern.refused and concern.refused.reason) == named


def test_of_a_site_that_was_never_updated_any_refused_page_is_named() -> None:
    letters, _ = _due([unit(ONE, SRI)], [_lagging(ONE, last_update=None)])
    (letter,) = with_refused(letters, lambda _: [_update(Reason.SAMPLE, date(2019, 1, 1))])

    assert letter.concerns[0].refused is not None
