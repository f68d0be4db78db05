from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest

from monitor.mail import MailError, SendReport, send_all
from monitor.reminders import Letter
from tests.mail_helpers import letter, mail_of

ANI, BUDI, CITRA = (letter(to=f"{name}@kedaton.test") for name in ("ani", "budi", "citra"))
PASSING = MailError("busy", temporary=True, recipient="ani@kedaton.test")


@dataclass
class Ledger:
    """The claims of one week, as the store keeps them: one that was noted as failed may be claimed again."""

    states: dict[str, str] = field(default_factory=dict)

    def claim(self, letter: Letter) -> bool:
        if self.states.get(letter.recipient, "failed") != "failed":
            return False
        self.states[letter.recipient] = "claimed"
        return True

    def done(self, letter: Letter, error: MailError | None) -> None:
        self.states[letter.recipient] = "failed" if error else "sent"


@dataclass
class Box:
    """An outbox that fails as it is told to, by recipient."""

    fail: dict[str, BaseException] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    closed: int = 0

    def send(self, message: EmailMessage) -> None:
        to = message["To"].addresses[0].addr_spec
        if to in self.fail:
            raise self.fail[to]
        self.taken.append(to)

    def close(self) -> None:
        self.closed += 1


def go(box: Box, ledger: Ledger, *letters: Letter, compose: Callable[[Letter], EmailMessage] = mail_of) -> SendReport:
    return send_all(letters, claim=ledger.claim, outbox=box, compose=compose, done=ledger.done)


def test_a_second_run_in_the_week_sends_nothing() -> None:
    box, ledger = Box(), Ledger()
    assert go(box, ledger, ANI, BUDI).sent == (ANI, BUDI)
    again = go(box, ledger, ANI, BUDI)
    assert (again.sent, again.skipped) == ((), (ANI, BUDI))
    assert box.taken == ["ani@kedaton.test", "budi@kedaton.test"]


def test_a_letter_that_failed_for_now_is_tried_again_by_a_later_run_and_the_others_are_not() -> None:
    box, ledger = Box({"ani@kedaton.test": PASSING}), Ledger()
    assert go(box, ledger, ANI, BUDI).failed == ((ANI, PASSING),)
    box.fail.clear()
    assert go(box, ledger, ANI, BUDI).sent == (ANI,)


def test_a_run_that_is_killed_between_claim_and_send_counts_the_letter_as_sent() -> None:
    box, ledger = Box({"ani@kedaton.test": KeyboardInterrupt()}), Ledger()
    with pytest.raises(KeyboardInterrupt):
        go(box, ledger, ANI)
    box.fail.clear()
    assert go(box, ledger, ANI).skipped == (ANI,)
    assert box.taken == []


def test_a_letter_that_the_server_may_have_taken_is_not_sent_again() -> None:
    doubt = MailError("hung up", temporary=False, recipient="ani@kedaton.test", handed_over=True)
    box, ledger = Box({"ani@kedaton.test": doubt}), Ledger()
    report = go(box, ledger, ANI, BUDI)
    assert (report.failed, report.sent) == (((ANI, doubt),), (BUDI,))
    assert go(box, ledger, ANI).skipped == (ANI,)


def test_when_the_way_out_fails_the_letters_after_it_stay_unclaimed() -> None:
    broken = MailError("cannot be reached", temporary=True)
    box, ledger = Box({"budi@kedaton.test": broken}), Ledger()
    report = go(box, ledger, ANI, BUDI, CITRA)
    assert (report.sent, report.failed, report.untried) == ((ANI,), ((BUDI, broken),), (CITRA,))
    assert "citra@kedaton.test" not in ledger.states


def test_a_letter_that_cannot_be_composed_is_told_and_not_claimed() -> None:
    box, ledger = Box(), Ledger()
    bad = letter(to="śri@kedaton.test")
    report = go(box, ledger, bad, ANI)
    assert [failed for failed, _ in report.failed] == [bad]
    assert ledger.states == {"ani@kedaton.test": "sent"}


def test_a_fault_of_ours_while_composing_costs_nobody_else_a_letter() -> None:
    faulty = letter(to="sri@kedaton.test")

    def compose(what: Letter) -> EmailMessage:
        return mail_of(what) if what is not faulty else mail_of(what, links=5)

    box, ledger = Box(), Ledger()
    report = go(box, ledger, faulty, ANI, compose=compose)
    assert [(failed, "please report it" in str(error)) for failed, error in report.failed] == [(faulty, True)]
    assert ledger.states == {"ani@kedaton.test": "sent"}
    assert box.closed == 1
