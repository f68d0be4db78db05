"""Every wording that a table of patterns can find holds one of its stems: the stems only save work."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.hollow import SIGNS
from crawler.platforms import MARKS
from crawler.wordings import VOCABULARY

STEMMED = [
    *((term.pattern, term.stems) for term in VOCABULARY),
    *((sign.pattern, sign.stems) for sign in SIGNS if sign.stems),
    *((mark.pattern, mark.stems) for mark in MARKS if mark.stems),
]


def test_the_costly_tables_have_stems() -> None:
    assert all(term.stems for term in VOCABULARY)
    assert all(mark.stems for mark in MARKS if mark.place == "html")
    assert all(sign.stems for sign in SIGNS if sign.place == "html")


@pytest.mark.parametrize(("pattern", "stems"), STEMMED, ids=lambda value: str(value)[:40])
def test_every_hit_holds_a_stem(pattern: re.Pattern[str], stems: tuple[str, ...]) -> None:
    @settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.from_regex(re.compile(pattern.pattern, re.ASCII), fullmatch=True))
    def holds(hit: str) -> None:
        assert any(stem in hit.lower() for stem in stems), hit

    holds()
