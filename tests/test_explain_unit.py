"""How an operator names a unit: by its code, its name, or an address on its site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.store import EvidenceStore
from monitor import jobs
from monitor.config import load_settings
from tests.crawl_helpers import write_sites
from tests.judgement_helpers import TONIGHT, at

Explained = Callable[[str], str]


@pytest.fixture
def explained(tmp_path: Path) -> Explained:
    registry = write_sites(tmp_path / "sites.yaml", {"Melati": "http://127.0.0.1/", "Mawar": "http://127.0.0.2/"})
    registry.write_text(
        registry.read_text() + '  - {code: "18.71.02", name: Mawar, level: kecamatan, parent: null, url: null}\n'
    )
    settings, place = load_settings(registry), jobs.Place(tmp_path / "segar.db", tmp_path / "reports")
    EvidenceStore(place.db).close()
    jobs.score(settings, place, now=at(TONIGHT))
    return lambda wanted: jobs.explain(settings, place, wanted=wanted, now=at(TONIGHT)).unit.code


@pytest.mark.parametrize("wanted", ["18.71.01.1001", "Melati", "melati ", "http://127.0.0.1/berita/1"])
def test_a_unit_is_found_by_what_people_call_it(explained: Explained, wanted: str) -> None:
    assert explained(wanted) == "18.71.01.1001"


def test_a_name_that_two_units_bear_is_asked_back(explained: Explained) -> None:
    with pytest.raises(
        jobs.JobError,
        match=r"2 units are called 'mawar': say which by its code, 18\.71\.01\.1002 \(kelurahan\), 18\.71\.02 \(kecamatan\)",
    ):
        explained("mawar")


def test_a_name_that_nobody_bears_is_said(explained: Explained) -> None:
    with pytest.raises(jobs.JobError, match="neither a code, a name nor an address"):
        explained("Kenanga")
