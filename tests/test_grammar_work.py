"""The work grows with the text and no faster, and what is cut is said."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import grammar
from crawler.dates.grammar import Findings, find_dates

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
NO_LIMIT = 10**9
PIECES = st.sampled_from(
    [
        "5 Agustus 2024",
        "05/08/2024",
        "5 Mei",
        "2024",
        "© 2024",
        "3 hari lalu",
        "hari ini",
        "s.d.",
        "-",
        "(4/10)",
        "1",
        "1-",
        "\n",
        " ",
        "kata",
    ]
)


def read(text: str, *, limit: int = NO_LIMIT) -> Findings:
    return find_dates(text, now=NOW, zone=WIB, year_hint=2024, limit=limit)


def steps(text: str) -> int:
    """Calls made while a text is read, those of built-in functions (searches, slices of matches) too."""
    count = 0

    def note(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    read(text)  # what is made once (a time zone's table, a compiled pattern) is not this text's work
    grammar._line.cache_clear()  # what is kept of a short text
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count


@given(st.lists(PIECES, min_size=1, max_size=12).map(" ".join))
def test_twice_the_text_is_about_twice_the_work(text: str) -> None:
    once = f"{text}\n" * 8
    assert steps(once * 2) <= 2.2 * steps(once) + 60


@pytest.mark.parametrize("text", ["3 hari lalu\n", "5 Agustus 2024\n", "5 Agustus 2024 | 3 hari lalu\n"])
def test_what_a_limit_cuts_is_said(text: str) -> None:
    cut = read(text * 50, limit=20)
    assert (len(cut.found), cut.truncated) == (20, True)


def test_a_limit_that_is_just_met_cuts_nothing() -> None:
    whole = read("5 Agustus 2024\n" * 10 + "3 hari lalu\n" * 10, limit=20)
    assert (len(whole.found), whole.truncated) == (20, False)


def test_a_text_of_more_than_a_million_characters_is_cut_and_says_so() -> None:
    cut = read("5 Agustus 2024 " + "x" * 1_000_000 + " 6 Agustus 2024")
    assert (len(cut.found), cut.truncated) == (1, True)
