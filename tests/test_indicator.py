"""The city's index and its reading on the scales of SPBE and Pemdi."""

from __future__ import annotations

import pytest

from monitor.freshness import Status
from monitor.indicator import CityIndex, city_index, load_profile, load_profiles
from monitor.leaderboard import rank
from tests.judgement_helpers import score, unit


def _index(*judged: tuple[Status, float | None]) -> CityIndex:
    units = [unit(f"18.71.01.{1001 + place}") for place in range(len(judged))]
    scores = {u.code: score(u.code, status, score=value) for u, (status, value) in zip(units, judged, strict=True)}
    return city_index(rank(units, scores), load_profiles())


def test_the_mean_is_that_of_measured_units_beside_its_coverage() -> None:
    index = _index(
        (Status.SEGAR, 90.0), (Status.MATI_SURI, 0.0), (Status.BELUM_ADA_SITUS, None), (Status.DISUSUPI, 44.0)
    )

    assert (index.mean, index.measured, index.total, index.coverage) == (45.0, 2, 4, 0.5)


def test_the_mean_is_read_on_the_scale_of_both_profiles() -> None:
    index = _index((Status.CUKUP, 40.0))

    assert [(r.key, r.level, r.predicate) for r in index.readings] == [
        ("spbe-2020", 2.6, "Baik"),
        ("pemdi-2026", 2.6, "Baik"),
    ]


@pytest.mark.parametrize(
    "outside", [Status.DISUSUPI, Status.DIALIHKAN, Status.TIDAK_DAPAT_DIAKSES, Status.BELUM_TERUKUR]
)
def test_no_measured_unit_gives_no_index(outside: Status) -> None:
    index = _index((outside, 44.0))

    assert (index.mean, index.measured, index.coverage) == (None, 0, 0.0)
    assert [(r.level, r.predicate) for r in index.readings] == [(None, None)] * 2


def test_an_empty_city_has_no_index() -> None:
    assert (_index().mean, _index().coverage) == (None, 0.0)


@pytest.mark.parametrize(
    ("key", "level", "predicate"),
    [
        ("spbe-2020", 1.0, "Kurang"), ("spbe-2020", 1.79, "Kurang"), ("spbe-2020", 1.8, "Cukup"), ("spbe-2020", 2.59, "Cukup"),
        ("spbe-2020", 2.6, "Baik"), ("spbe-2020", 3.5, "Sangat Baik"), ("spbe-2020", 4.19, "Sangat Baik"),
        ("spbe-2020", 4.2, "Memuaskan"), ("pemdi-2026", 1.49, "Kurang"), ("pemdi-2026", 1.5, "Cukup"),
        ("pemdi-2026", 2.5, "Baik"), ("pemdi-2026", 3.5, "Sangat Baik"), ("pemdi-2026", 4.0, "Memuaskan"),
    ],
)  # fmt: skip
def test_each_profile_has_its_own_predicates(key: str, level: float, predicate: str) -> None:
    assert load_profile(key).predicate(level) == predicate


def test_every_reading_calls_itself_supporting_evidence() -> None:
    assert all(
        "data dukung" in profile.note.casefold() and "bukan nilai indeks" in profile.note for profile in load_profiles()
    )
