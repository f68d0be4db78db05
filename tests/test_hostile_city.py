"""The hostile city beside good sites, in one crawl: nobody is hurt, and every fault gets its name."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler.reach import Reach, Tls
from crawler.records import Visit
from crawler.store import EvidenceStore
from demo import City
from demo.hostile import HostileCity
from demo.hostile_faults import FAULTS, Fault
from demo.hostile_wire import Ledger
from tests.crawl_helpers import NOW as TEXT_NOW
from tests.demo_helpers import NOW

NIGHT = date(2026, 11, 21)
PAGES, PAGE_SECONDS, SITE_SECONDS = 12, 8, 75
MOST_REQUESTS = 90
"""Of one site: robots.txt, front page, 12 pages, lists of 10 pages each, and one more try for what failed."""
MOST_BYTES = 40_000_000  # a budget, an answer that goes beyond it, and one that was cut off and asked for again
"""Of one site: six answers of the largest size; what lies in the buffers of two kernels counts as well."""
MOST_MEMORY = 300_000_000
RULES = {
    "delay": 0, "per_host": 4, "at_once": 40, "pages_first": PAGES, "page_seconds": PAGE_SECONDS, "site_seconds": SITE_SECONDS,
    "site_megabytes": 15,
    "allow": {"reason": "our own servers on loopback"},
}  # fmt: skip
KECAMATAN = "18.71.20"


@dataclass(frozen=True, slots=True)
class Night:
    """What one crawl left: ``good`` by code, ``bad`` by the name of the fault."""

    done: subprocess.CompletedProcess[str]
    good: Mapping[str, tuple[Any, ...]]
    bad: Mapping[str, Visit]
    peak: int


def registry(file: Path, city: City, hostile: HostileCity | None) -> None:
    """Write the demo city's registry, with a kelurahan for each fault."""
    whole = yaml.safe_load(city.write_sites_yaml(file).read_text())
    whole |= {"crawl": RULES, "allow_addresses": ["127.0.7.0/24", "127.0.50.0/24", "::1"]}
    whole["units"].append({"code": KECAMATAN, "name": "Uji", "level": "kecamatan", "parent": None, "url": None})
    for place, fault in enumerate(hostile.faults if hostile else (), start=1001):
        unit = {"code": f"{KECAMATAN}.{place}", "name": fault.name, "level": "kelurahan", "parent": KECAMATAN}
        whole["units"].append(unit | {"url": hostile.url(fault) if hostile else None})
    file.write_text(yaml.safe_dump(whole, sort_keys=False))


def crawl(folder: Path, city: City, hostile: HostileCity | None) -> Night:
    """Crawl once in a child process that looks made-up names up in a table."""
    folder.mkdir()
    registry(folder / "sites.yaml", city, hostile)
    (folder / "names.json").write_text(json.dumps(hostile.names if hostile else {}))
    command = [sys.executable, "-m", "tests.hostile_child", f"{folder}/names.json", f"{folder}/report.json"]
    command += ["--now", TEXT_NOW, "--sites", f"{folder}/sites.yaml", "--db", f"{folder}/segar.db"]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=180, check=False, cwd=Path(__file__).parents[1]
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    store = EvidenceStore(folder / "segar.db")
    good = {site.code: told(store, site.code) for site in city.sites}
    bad = {
        fault.name: store.visits(f"{KECAMATAN}.{place}", until=NIGHT)[0]
        for place, fault in enumerate(hostile.faults if hostile else (), start=1001)
    }
    store.close()
    return Night(done, good, bad, json.loads((folder / "report.json").read_text())["peak"])


def told(store: EvidenceStore, code: str) -> tuple[Any, ...]:
    """All that a night told of a site but for clocks and validators (its pages count their visitors)."""
    history = store.history(code, until=NIGHT)
    visit = history.visits[0]
    looks = sorted(
        (look.reading.url, look.reading.source, look.reading.title, look.reading.text_hash, look.reading.dates)
        for page in history.pages
        for look in page.looks
    )
    said = (
        visit.reach,
        re.sub(r"until \S+ \S+ UTC", "until some time", visit.detail),  # counted from the moment of asking
        visit.tls,
        visit.lists,
        visit.requests,
        visit.pages,
        visit.platform,
        visit.injected,
    )
    return (said, looks)


@dataclass(frozen=True, slots=True)
class Nights:
    """The good sites alone, then beside the hostile city, with what that was asked."""

    alone: Night
    beside: Night
    ledgers: Mapping[str, Ledger]
    trespassers: int


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    folder = tmp_path_factory.mktemp("hostile")
    with City(now=NOW) as city:
        alone, port = crawl(folder / "alone", city, None), city.port
    with City(now=NOW, port=port) as city, HostileCity() as hostile:
        beside = crawl(folder / "beside", city, hostile)
        yield Nights(alone, beside, hostile.ledgers, hostile.trespassers)


def test_the_hostile_city_has_the_faults_it_should_and_speaks_the_crawlers_language() -> None:
    assert len(FAULTS) >= 100
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) < 255
    assert {fault.expect for fault in FAULTS} <= {reach.value for reach in Reach}
    assert {fault.tls for fault in FAULTS} <= {tls.value for tls in Tls}


def test_good_sites_are_read_with_the_very_same_result_as_alone(nights: Nights) -> None:
    assert len(nights.alone.good) >= 18
    for code, alone in nights.alone.good.items():
        assert nights.beside.good[code] == alone, code


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_fault_ends_in_its_named_outcome(nights: Nights, fault: Fault) -> None:
    visit = nights.beside.bad[fault.name]
    assert (visit.reach.value, visit.tls.value) == (fault.expect, fault.tls), visit.detail


def test_no_fault_takes_more_than_its_sites_budget(nights: Nights) -> None:
    for name, visit in nights.beside.bad.items():
        ledger = nights.ledgers[name]
        assert len(ledger.asked) <= MOST_REQUESTS, name
        assert ledger.sent <= MOST_BYTES, name
        assert visit.pages <= PAGES + 1, name
        assert (visit.finished_at - visit.started_at).total_seconds() < SITE_SECONDS + PAGE_SECONDS, name


def test_the_crawl_stays_small(nights: Nights) -> None:
    assert nights.beside.peak < MOST_MEMORY


def test_nothing_reaches_a_forbidden_address(nights: Nights) -> None:
    assert nights.trespassers == 0
