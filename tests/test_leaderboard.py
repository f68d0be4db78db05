"""The board: shared ranks, peers, movement, and the unmeasured apart."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from crawler.sites import Unit
from monitor.freshness import Score, Status
from monitor.leaderboard import rank
from tests.judgement_helpers import score, unit

KECAMATAN = "18.71.01"


def _codes(count: int) -> list[str]:
    return [f"{KECAMATAN}.{1001 + place}" for place in range(count)]


def _city(*points: float) -> tuple[list[Unit], dict[str, Score]]:
    units = [unit(code) for code in _codes(len(points))]
    return units, {u.code: score(u.code, Status.SEGAR, score=value) for u, value in zip(units, points, strict=True)}


def test_equal_printed_scores_share_a_rank_and_leave_a_gap() -> None:
    rows = rank(*_city(50.0, 90.0, 70.04, 70.0))

    assert [(row.rank, row.unit.code[-1]) for row in rows] == [(1, "2"), (2, "3"), (2, "4"), (4, "1")]


def test_peers_are_ranked_among_their_own_level() -> None:
    units, scores = _city(50.0, 90.0)
    rows = rank([*units, unit(KECAMATAN)], scores | {KECAMATAN: score(KECAMATAN, Status.CUKUP, score=60.0)})

    assert [(row.unit.level, row.rank, row.peers) for row in rows] == [
        ("kelurahan", 1, 1),
        ("kecamatan", 2, 1),
        ("kelurahan", 3, 2),
    ]


def test_movement_is_the_places_gained_since_the_older_board() -> None:
    units, scores = _city(90.0, 80.0, 70.0)
    one, two, three = _codes(3)

    rows = rank(units, scores, {one: 3, two: 1, three: None})

    assert [row.movement for row in rows] == [2, -1, None]


def test_units_outside_the_ranking_stand_apart_by_status_then_code() -> None:
    units, scores = _city(90.0, 1.0, 2.0, 3.0, 4.0)
    outside = [Status.BELUM_ADA_SITUS, Status.DISUSUPI, Status.TIDAK_DAPAT_DIAKSES, Status.TIDAK_DAPAT_DIAKSES]
    for u, status in zip(units[1:], outside, strict=True):
        scores[u.code] = score(u.code, status, score=99.0)

    rows = rank(units[::-1], scores)

    assert [row.unit.code[-1] for row in rows] == ["1", "4", "5", "3", "2"]
    assert [(row.rank, row.peers, row.movement) for row in rows[1:]] == [(None, None, None)] * 4


@given(st.lists(st.sampled_from([0.0, 12.5, 70.0, 70.04, 100.0]), max_size=8), st.integers())
def test_the_order_of_the_units_never_changes_the_board(points: list[float], seed: int) -> None:
    units, scores = _city(*points)
    turned = Random(seed).sample(units, len(units))  # noqa: S311 - an order for a test, no secret

    assert rank(turned, scores) == rank(units, scores)
