from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from crawler.sites import load_sites
from monitor.config import check, load_settings
from monitor.policy import Policy

SHIPPED = Path(__file__).parent.parent / "sites.yaml"
GAZETTEER = Path(__file__).parent / "fixtures" / "bandar_lampung.tsv"


def test_the_shipped_registry_has_no_error() -> None:
    errors, _ = check(SHIPPED)

    assert errors == ()


def test_the_shipped_registry_lists_20_kecamatan_and_126_kelurahan() -> None:
    levels = Counter(unit.level for unit in load_sites(SHIPPED).units)

    assert levels == {"kecamatan": 20, "kelurahan": 126}


def test_the_shipped_registry_agrees_with_the_gazetteer_row_by_row() -> None:
    registry = load_sites(SHIPPED)
    with GAZETTEER.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file, delimiter="\t")]

    assert [(u.code, u.level, u.name, u.parent or registry.city.code) for u in registry.units] == rows


def test_the_shipped_registry_invents_no_address_and_no_person() -> None:
    registry = load_sites(SHIPPED)

    assert [unit for unit in registry.units if unit.url or unit.admins] == []
    assert registry.city.contact is None


def test_every_unit_of_the_shipped_registry_is_warned_of_as_without_a_url() -> None:
    _, warnings = check(SHIPPED)

    assert sum("has no url" in problem.message for problem in warnings) == 146


def test_the_shipped_registry_judges_by_the_default_policy() -> None:
    assert load_settings(SHIPPED).policy == Policy()
