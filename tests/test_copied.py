"""One press release pasted on many sites of the city is no update of any of them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crawler.records import SiteNight
from crawler.store import EvidenceStore
from monitor import jobs
from monitor.config import load_settings
from tests.crawl_helpers import write_sites
from tests.judgement_helpers import TONIGHT, at, clue, look, visit

POSTED = date(2026, 11, 19)


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
