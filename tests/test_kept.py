"""What is kept of an answer, and when a server is believed that says that nothing has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.kept import (
    CONTROL_LIST,
    CONTROL_PAGE,
    LEARNT_FOR,
    STRIKES,
    Faith,
    Heard,
    Kept,
    body_hash,
    conditions,
    needs_proof,
    watched,
)
from crawler.rows import answer_row, faith_json, faith_of, kept_of

TONIGHT = date(2026, 11, 21)
LAST = TONIGHT - timedelta(days=1)
KEPT = Kept("http://a.test/", LAST, "b", "m", 'W/"ä, \\"x"', "Sun, 6 Nov 94 08:49:37 GMT", said="[]")

_nights = st.dates(date(2026, 1, 1), date(2026, 12, 31))
_faiths = st.builds(
    Faith,
    proved=st.none() | _nights,
    lied=st.none() | _nights,
    etag=st.lists(_nights, max_size=STRIKES).map(tuple),
    last_modified=st.lists(_nights, max_size=STRIKES).map(tuple),
)
_kepts = st.builds(
    Kept,
    st.just("http://a.test/"),
    _nights,
    st.just("b"),
    st.just("m"),
    etag=st.none() | st.text(min_size=1),
    last_modified=st.none() | st.text(min_size=1),
    proved=st.none() | _nights,
    settled=st.booleans(),
    said=st.none() | st.just("[]"),
)


def test_validators_are_sent_as_they_were_given() -> None:
    assert conditions(KEPT, Faith(), TONIGHT) == {
        "If-None-Match": KEPT.etag,
        "If-Modified-Since": KEPT.last_modified,
    }


def test_what_would_read_otherwise_tonight_is_asked_for_whole() -> None:
    assert conditions(replace(KEPT, settled=False), Faith(), TONIGHT) == {}


def test_an_answer_of_a_later_night_is_no_condition() -> None:
    assert conditions(KEPT, Faith(), LAST - timedelta(days=1)) == {}


def test_a_server_that_lied_is_asked_without_conditions_until_that_lapses() -> None:
    assert conditions(KEPT, Faith(lied=LAST), TONIGHT) == {}
    assert conditions(KEPT, Faith(lied=LAST), LAST + LEARNT_FOR)


def test_a_validator_that_moved_once_is_still_sent_and_twice_no_more() -> None:
    once = watched(Faith(), KEPT, {"etag": '"other"', "last-modified": KEPT.last_modified or ""}, TONIGHT)
    assert once == Faith(etag=(TONIGHT,))
    assert "If-None-Match" in conditions(KEPT, once, TONIGHT)
    again = watched(once, KEPT, {"etag": '"third"'}, TONIGHT)
    assert again == once  # two addresses in one night are one move of files
    later = TONIGHT + timedelta(days=3)
    twice = watched(once, KEPT, {"etag": '"fourth"'}, later)
    assert set(conditions(KEPT, twice, later)) == {"If-Modified-Since"}


def test_a_body_crawled_again_the_same_night_teaches_nothing() -> None:
    assert watched(Faith(), replace(KEPT, night=TONIGHT), {"etag": '"other"'}, TONIGHT) == Faith()


def test_the_first_304_of_a_site_is_proved_before_it_is_believed() -> None:
    assert needs_proof(KEPT, Faith(), TONIGHT, proofs=0)
    assert not needs_proof(KEPT, Faith(), TONIGHT, proofs=1)
    assert not needs_proof(KEPT, Faith(proved=LAST), TONIGHT, proofs=0)


@given(kept=_kepts, faith=_faiths, tonight=_nights, proofs=st.integers(0, 9))
def test_no_304_is_believed_longer_than_its_time_without_a_proof(
    kept: Kept, faith: Faith, tonight: date, proofs: int
) -> None:
    seen = max(kept.night, kept.proved or kept.night)
    bound = CONTROL_LIST if kept.said is not None else CONTROL_PAGE
    if tonight - seen >= bound:
        assert needs_proof(kept, faith, tonight, proofs=proofs)


@given(kept=_kepts, faith=_faiths, tonight=_nights)
def test_a_liar_is_never_asked_conditionally_and_nothing_unsettled_is(kept: Kept, faith: Faith, tonight: date) -> None:
    sent = conditions(kept, faith, tonight)
    assert not (sent and not (kept.settled and faith.believes(tonight)))
    assert set(sent.values()) <= {kept.etag, kept.last_modified}


@given(faith=_faiths)
def test_what_was_learnt_of_a_server_comes_back_from_the_store(faith: Faith) -> None:
    assert faith_of(faith_json(faith)) == faith


@given(kept=_kepts)
def test_what_was_kept_comes_back_from_the_store(kept: Kept) -> None:
    row = answer_row(Heard(kept), site="18.71.01.1001")
    assert kept_of(row, habits_since=None) == kept


def test_what_was_read_under_other_habits_is_asked_for_whole_but_for_lists() -> None:
    row = answer_row(Heard(KEPT), site="18.71.01.1001")
    assert not kept_of(row, habits_since=LAST).settled
    assert kept_of(row, habits_since=LAST - timedelta(days=1)).settled
    assert kept_of(row | {"list": "http://a.test/feed"}, habits_since=LAST).settled


def test_the_same_bytes_in_another_charset_are_another_body() -> None:
    assert body_hash(b"a", {"content-type": "text/html"}) != body_hash(
        b"a", {"content-type": "text/html; charset=utf-16"}
    )
