"""One press release pasted on many sites of the city is no update of any of them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crawler.records import Reading, SiteNight
from crawler.sites import Unit
from crawler.store import EvidenceStore
from monitor import jobs
from monitor.config import load_settings
from monitor.freshness import Status
from tests.crawl_helpers import write_sites
from tests.judgement_helpers import TONIGHT, at, clue, days, look, visit

POSTED, OLD = date(2026, 11, 19), date(2026, 8, 1)


@pytest.mark.parametrize(("sites", "last_update"), [(4, POSTED), (5, None)])
def test_a_text_on_five_sites_counts_for_none_of_them(tmp_path: Path, sites: int, last_update: date | None) -> None:
    urls = {f"Unit {number}": f"http://127.0.0.{number}/" for number in range(1, sites + 1)}
    settings = load_settings(write_sites(tmp_path / "sites.yaml", urls))
    release = look(TONIGHT, clue(POSTED), text_hash="rilis").reading
    with closing(EvidenceStore(tmp_path / "segar.db")) as store:
        crawl = store.begin_crawl(night=TONIGHT, now=at(TONIGHT))
        for unit in settings.registry.units:
            if unit.url:
                own = replace(release, site=unit.code, url=f"{unit.url}berita")
                store.save(crawl, SiteNight(visit(TONIGHT, site=unit.code, url=unit.url), (own,)))

    board = jobs.score(settings, jobs.Place(tmp_path / "segar.db", tmp_path / "reports"), now=at(TONIGHT))

    assert {row.score.last_update for row in board.rows if row.unit.url} == {last_update}


def _readings(unit: Unit, *, release: bool) -> tuple[Reading, ...]:
    """An old page of the unit's own and, where it is there, the release that all units paste."""
    old = look(TONIGHT, clue(OLD), text_hash=unit.code, blocks=tuple(f"{unit.code} {line}" for line in range(4)))
    told = [(old, "lama"), (look(TONIGHT, clue(POSTED), text_hash="rilis"), "berita")][: 1 + release]
    return tuple(replace(one.reading, site=unit.code, url=f"{unit.url}{path}") for one, path in told)


def test_the_office_that_had_the_text_before_all_others_is_neither_praised_nor_blamed(tmp_path: Path) -> None:
    urls = {f"Unit {number}": f"http://127.0.0.{number}/" for number in range(1, 6)}
    settings = load_settings(write_sites(tmp_path / "sites.yaml", urls))
    with closing(EvidenceStore(tmp_path / "segar.db")) as store:
        for night in (TONIGHT - days(1), TONIGHT):
            crawl = store.begin_crawl(night=night, now=at(night))
            for unit in (unit for unit in settings.registry.units if unit.url):
                found = _readings(unit, release=night == TONIGHT or unit.name == "Unit 3")
                store.save(crawl, SiteNight(visit(night, site=unit.code, url=unit.url or ""), found))

    board = jobs.score(settings, jobs.Place(tmp_path / "segar.db", tmp_path / "reports"), now=at(TONIGHT))

    told = {row.unit.name: row.score.status for row in board.rows if row.unit.url}
    assert told == dict.fromkeys(urls, Status.BASI) | {"Unit 3": Status.BELUM_TERUKUR}
