"""Twenty sites for ninety nights, watched by the real crawler and judged by the real monitor; their truth is known.

The long run is python -m bench.simulate; what a site may do there stands in bench/years.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bench.simulate import PRECISION, RECALL, simulate
from bench.years.plans import build, midnight
from bench.years.referee import NAMED, Credit, Findings, Standing, letter, watch, weigh
from bench.years.truth import last_true, truths
from bench.years.values import Change, City, Server, Sort, Trouble

SEED = 7
EVIDENCE = (
    "select * from pages order by id",
    "select * from readings order by id",
    "select site, night, reach, pages, requests from visits order by id",
    "select site, url, day, reason, counted from updates order by id",
)
pytestmark = pytest.mark.timeout(900)  # a minute and a quarter of one core, on a machine that may be shared by five


@pytest.fixture(scope="module")
def city() -> City:
    return build(sites=20, nights=90, seed=SEED)


@pytest.fixture(scope="module")
def found(city: City, tmp_path_factory: pytest.TempPathFactory) -> Findings:
    return simulate(city, tmp_path_factory.mktemp("city"), opening=4, weeks=2)


@pytest.mark.parametrize("name", NAMED)
def test_nothing_is_credited_to_what_is_no_update(found: Findings, name: str) -> None:
    assert found.wrong.get(name, []) == []


def test_what_is_counted_is_true_and_what_is_true_is_counted(found: Findings) -> None:
    assert found.true > 150
    assert found.precision >= PRECISION, found.wrong
    assert found.recall >= RECALL, found.missed


def test_nobody_is_blamed_who_wrote(found: Findings) -> None:
    assert found.letters > 20
    assert found.wrong_letters == []
    assert found.wrong_tertinggal == []


def test_a_city_is_the_same_for_the_same_seed_and_another_for_another(city: City) -> None:
    assert build(sites=20, nights=90, seed=SEED) == city
    assert build(sites=20, nights=90, seed=SEED + 1) != city


def test_two_processes_gather_the_evidence_that_one_does(city: City, tmp_path: Path) -> None:
    few = replace(city, sites=city.sites[:7], nights=city.nights[:4])
    told = []
    for processes in (1, 2):
        folder = tmp_path / str(processes)
        folder.mkdir()
        simulate(few, folder, opening=2, processes=processes)
        with closing(sqlite3.connect(folder / "segar.db")) as db:
            told.append([db.execute(query).fetchall() for query in EVIDENCE])

    assert told[0] == told[1]
    assert all(told[0])


def test_the_small_city_holds_every_trouble(city: City) -> None:
    assert {trouble for site in city.sites for trouble in site.troubles} == set(Trouble)


def test_news_behind_an_old_cache_is_found_and_nobody_is_blamed_for_it(tmp_path: Path) -> None:
    built = build(sites=26, nights=60, seed=SEED)
    undated = replace(built.sites[25], server=Server.STUCK)  # writes seldom, and nothing on it is dated
    assert not undated.shape.dates

    found = simulate(replace(built, sites=(undated,)), tmp_path, opening=4)

    assert found.true > 3
    assert found.missed == []
    assert found.wrong_letters == []


# -- a referee that could not whistle would be none -------------------------------------------------------------------


def test_a_credit_for_a_repost_is_named(city: City) -> None:
    site = next(site for site in city.sites if Trouble.REPOSTED in site.troubles)
    repost = next(item for item in site.items if item.sort is Sort.REPOST)
    findings = Findings()

    told = [Credit(site.number, site.address(repost), repost.born.date(), "new_content")]
    weigh(findings, site, truths(city, site), told, first=city.nights[0], last=city.nights[-1])

    assert list(findings.wrong) == ["repost"]
    assert findings.recall == 0


def test_a_true_update_counted_on_its_day_is_right_and_on_another_day_is_not(city: City) -> None:
    site = next(site for site in city.sites if not site.troubles & {Trouble.LATE, Trouble.TODAY, Trouble.CLOCK})
    posts = (truth for truth in truths(city, site) if truth.change is Change.FIRST)
    true = next(truth for truth in posts if truth.seen > city.nights[0])

    for off, right in ((0, 1), (9, 0)):
        findings = Findings()
        told = [Credit(site.number, true.url, true.day + timedelta(days=off), "new_content")]
        weigh(findings, site, truths(city, site), told, first=city.nights[0], last=city.nights[-1])
        assert findings.right == right


def test_a_letter_to_a_site_that_wrote_within_its_limit_is_wrong(city: City) -> None:
    night, findings = date(2025, 3, 3), Findings()

    letter(findings, 1, night, night - timedelta(days=30), fair=30)
    letter(findings, 1, night, night - timedelta(days=31), fair=30)

    assert (findings.letters, len(findings.wrong_letters)) == (2, 1)
    assert last_true(truths(city, city.sites[0]), city.nights[-1]) is not None


def test_praise_for_a_dead_site_and_blame_for_a_living_one_are_seen() -> None:
    night, findings = date(2025, 3, 3), Findings()
    for status, age in (("segar", 60), ("segar", 15), ("tertinggal", 20), ("tertinggal", 40)):
        standing = Standing(1, night, status, night, measured=True)
        watch(findings, standing, night - timedelta(days=age), fresh=14, fair=30)

    assert (len(findings.wrong_segar), len(findings.wrong_tertinggal)) == (1, 1)


def test_what_is_put_up_on_a_night_of_ours_is_seen_on_the_next(city: City) -> None:
    for site in city.sites:
        for truth in truths(city, site):
            assert city.reachable(site, truth.seen)
            assert midnight(truth.seen).date() >= truth.day
