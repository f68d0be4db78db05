"""A number and its noun agree."""

from __future__ import annotations

import pytest

from crawler.plural import counted


@pytest.mark.parametrize(
    ("count", "noun", "said"),
    [
        (0, "request", "0 requests"),
        (1, "request", "1 request"),
        (2, "answer", "2 answers"),
        (1, "entry", "1 entry"),
        (3, "entry", "3 entries"),
        (2, "canary", "2 canaries"),
        (6.5, "day", "6.5 days"),
        (1.0, "day", "1 day"),
        (1_234_567, "byte", "1234567 bytes"),
    ],
)
def test_a_number_agrees_with_its_noun(count: float, noun: str, said: str) -> None:
    assert counted(count, noun) == said
