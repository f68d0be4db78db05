"""The closed list of outcomes: every one has both sentences, and stands in docs/outcomes.md as the code has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.reach import BLOCKED_US, NETWORK, OUTCOMES, Reach, Tls
from monitor.freshness import NOT_DOWN
from monitor.wording import TLS

PAGE = (Path(__file__).parents[1] / "docs" / "outcomes.md").read_text(encoding="utf-8")

ASKED_FOR = (
    "ok unchanged not_modified dns_missing dns_timeout refused connect_timeout read_timeout too_slow tls_failed"
    " http_401_403 http_404 http_410 http_429 http_5xx blocked_challenge robots_forbidden redirected_away"
    " parked_or_suspended empty needs_js too_large not_html private_address deadline"
)


def row(reach: Reach) -> str:
    """One outcome as docs/outcomes.md prints it."""
    outcome = OUTCOMES[reach]
    means = "measured" if outcome.measured else "permanent" if outcome.permanent else "passing"
    whose = "ours" if reach in BLOCKED_US else "never down" if reach in NOT_DOWN else "" if outcome.measured else "down"
    return f"| `{reach}` | {means} | {whose} | {outcome.operator} | {outcome.admin} |"


def test_the_list_has_every_outcome_that_was_asked_for() -> None:
    assert set(ASKED_FOR.split()) <= {reach.value for reach in Reach}


@pytest.mark.parametrize("reach", Reach, ids=str)
def test_every_outcome_has_a_sentence_for_the_operator_and_one_for_the_admin(reach: Reach) -> None:
    outcome = OUTCOMES[reach]
    assert outcome.operator
    assert not outcome.operator.endswith(".")
    assert outcome.admin.endswith(".")
    assert outcome.admin != outcome.operator


@pytest.mark.parametrize("reach", Reach, ids=str)
def test_the_page_of_outcomes_says_what_the_code_does(reach: Reach) -> None:
    assert row(reach) in PAGE


def test_the_page_of_outcomes_names_nothing_else() -> None:
    told = [line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    assert sorted(told) == sorted([*(reach.value for reach in Reach), *(tls.value for tls in Tls)])


def test_no_measured_outcome_is_permanent_or_blames_the_network() -> None:
    assert not [reach for reach, outcome in OUTCOMES.items() if outcome.measured and outcome.permanent]
    assert not [reach for reach in NETWORK if OUTCOMES[reach].measured]


@pytest.mark.parametrize("tls", [tls for tls in Tls if tls is not Tls.OK], ids=str)
def test_every_tls_fact_but_a_good_one_has_its_sentence(tls: Tls) -> None:
    sentence = TLS[tls]
    assert sentence
    assert f"| `{tls}` | {sentence} |" in PAGE
