"""What a site repeats every night must not grow the database: nothing is judged by it, and judging reads all there is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bench.simulate import simulate
from bench.years.plans import build
from bench.years.values import Trouble

NIGHTS = 8


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int]]:
    """By source, the readings of each page of a site whose sitemap is stamped anew and whose header ticks every night."""
    city = build(sites=8, nights=40, seed=7)
    site = next(site for site in city.sites if {Trouble.STAMPED, Trouble.CLOCK} <= site.troubles)
    folder: Path = tmp_path_factory.mktemp("growth")
    simulate(replace(city, sites=(site,), nights=city.nights[:NIGHTS]), folder, opening=NIGHTS)
    with closing(sqlite3.connect(folder / "segar.db")) as db:
        return db.execute("select source, count(*) from readings group by page, source").fetchall()


def test_a_stamped_sitemap_writes_every_page_down_once_more_and_then_no_more(looks: list[tuple[str, int]]) -> None:
    mapped = [count for source, count in looks if source == "sitemap"]
    assert len(mapped) > 20
    assert max(mapped) == 2


def test_a_ticking_header_makes_no_page_new(looks: list[tuple[str, int]]) -> None:
    read = [count for source, count in looks if source == "page"]
    assert len(read) > 20
    assert sum(count == 1 for count in read) >= 0.9 * len(read)
