"""leaderboard.json: exactly schema 1."""

from __future__ import annotations

import json
from typing import Any

import pytest

from monitor.publish import LEADERBOARD, files_of
from tests.publish_helpers import EMPTY_INDEX, edition, rows


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(files_of(edition())[LEADERBOARD])
    return parsed


def test_the_keys_are_those_of_the_schema_in_their_order(document: dict[str, Any]) -> None:
    assert list(document) == ["schema", "now", "policy", "city", "sites"]
    assert (
        " ".join(document["sites"][0])
        == "code name level parent url reach status score recency rhythm last_update updates_90d median_gap_days frequency rank evidence"
    )
    assert list(document["sites"][0]["evidence"]) == ["url", "kind", "raw"]


def test_now_is_iso_in_the_zone_of_the_city(document: dict[str, Any]) -> None:
    assert document["now"] == "2026-11-21T02:15:00+07:00"
    assert (document["schema"], document["policy"]) == (1, 1)


def test_the_city_carries_index_and_coverage(document: dict[str, Any]) -> None:
    assert document["city"]["index"] == 52.4
    assert document["city"]["coverage"] == 0.375
    assert [reading["profile"] for reading in document["city"]["data_dukung"]] == ["spbe-2020", "pemdi-2026"]


def test_every_unit_is_in_the_file_in_the_order_of_the_board(document: dict[str, Any]) -> None:
    assert [site["code"] for site in document["sites"]] == [row.unit.code for row in rows()]


def test_what_is_not_known_is_null(document: dict[str, Any]) -> None:
    without = document["sites"][-1]
    assert without["status"] == "belum ada situs"
    assert all(
        without[key] is None
        for key in (
            "url",
            "reach",
            "score",
            "recency",
            "rhythm",
            "last_update",
            "median_gap_days",
            "frequency",
            "rank",
            "evidence",
        )
    )
    assert json.loads(files_of(edition(index=EMPTY_INDEX))[LEADERBOARD])["city"]["index"] is None


def test_a_measured_unit_gives_values_that_a_program_can_read(document: dict[str, Any]) -> None:
    first = document["sites"][0]
    assert (first["reach"], first["status"], first["score"], first["last_update"]) == (
        "ok",
        "segar",
        91.4,
        "2026-11-19",
    )
    assert first["evidence"] == {
        "url": "https://kedaton.example/berita/2026/11/19/musrenbang",
        "kind": "feed",
        "raw": "Thu, 19 Nov 2026 08:15:00 +0700",
    }


def test_no_admin_stands_in_the_file() -> None:
    assert "rahasia" not in files_of(edition())[LEADERBOARD].lower()
