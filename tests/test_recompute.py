"""`segar score --recompute`: the past judged again from its readings, held against what was stored, and left as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.reach import Reach
from crawler.records import PageKind, SiteNight
from crawler.sites import SitesError
from crawler.store import EvidenceStore
from monitor import jobs
from monitor.config import Settings, load_settings, policy_named
from monitor.freshness import Status
from monitor.policy import Policy
from monitor.recompute import Difference, compare
from monitor.waits import Wait
from tests.crawl_helpers import segar, write_sites
from tests.judgement_helpers import FRONT, TONIGHT, at, clue, days, feed, look, visit
from tests.publish_helpers import score

NIGHTS = [TONIGHT - days(back) for back in range(5, -1, -1)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six nights of one site, each crawled and then scored: news on the second, an outage on the fifth."""
    write_sites(tmp_path / "sites.yaml", {"Satu": FRONT, "Dua": "http://dua.example/"})
    with closing(EvidenceStore(tmp_path / "segar.db")) as store:
        for place, night in enumerate(NIGHTS):
            crawl = store.begin_crawl(night=night, now=at(night))
            store.save(crawl, _night(place, night))
            store.finish_crawl(crawl, outcome="finished", stats={})
            jobs.score(load_settings(tmp_path / "sites.yaml"), place_of(tmp_path), now=at(night))
    return tmp_path


def _night(place: int, night: date) -> SiteNight:
    if place == 4:
        return SiteNight(visit(night, reach=Reach.CONNECT_TIMEOUT), ())
    front = look(night, path="", kind=PageKind.FRONT).reading
    old = look(night, clue(NIGHTS[0] - days(40)), path="lama").reading
    news = (look(night, clue(NIGHTS[1]), path="baru").reading,) if place else ()
    return SiteNight(visit(night, lists=(feed(NIGHTS[0] - days(100)),), pages=3), (front, old, *news))


def place_of(folder: Path) -> jobs.Place:
    return jobs.Place(folder / "segar.db", folder / "reports")


def settings_of(folder: Path) -> Settings:
    return load_settings(folder / "sites.yaml")


def rebuilt(folder: Path, **policy: Any) -> list[Difference]:
    settings = replace(settings_of(folder), policy=replace(Policy(), **policy))
    found = list(jobs.recompute(settings, place_of(folder), now=at(TONIGHT)))
    assert [one.night for one in found] == NIGHTS
    assert all(one.compared == 3 for one in found)
    return [difference for one in found for difference in one.differences]


def everything(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "segar.db")) as db:
        return list(db.iterdump())


def test_every_night_comes_out_as_it_was_stored(folder: Path) -> None:
    assert rebuilt(folder) == []


def test_the_nights_really_differ_from_each_other(folder: Path) -> None:
    """Or else the test above would show nothing."""
    with closing(sqlite3.connect(folder / "segar.db")) as db:
        sql = "select distinct status, score, last_update, unmeasured_since from scores where site = '18.71.01.1001'"
        found = db.execute(sql).fetchall()
    assert len(found) >= 3


def test_a_score_that_was_tampered_with_is_named_with_its_field(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "segar.db")) as db:
        night = NIGHTS[2].isoformat()
        db.execute("update scores set score = 12.3 where night = ? and site = '18.71.01.1001'", [night])
        db.commit()

    (found,) = rebuilt(folder)
    assert (found.night, found.site, found.field, found.stored) == (NIGHTS[2], "18.71.01.1001", "score", "12.3")
    assert float(found.rebuilt) > 60


def test_another_policy_says_where_it_would_have_judged_otherwise(folder: Path) -> None:
    found = rebuilt(folder, recency_weight=1.0, rhythm_weight=0.0)

    assert {one.field for one in found} == {"score"}
    assert {one.site for one in found} == {"18.71.01.1001"}


def test_what_the_first_scores_did_not_have_is_no_difference() -> None:
    """A score of before the reason of its waiting was stored."""
    now_told = score("a", Status.BELUM_TERUKUR, waits=Wait.RIDDLE)
    before = replace(now_told, waits=None, frequency=None)

    assert compare({"a": before}, {"a": now_told})[1] == ()
    told_otherwise = compare({"a": now_told}, {"a": replace(now_told, waits=Wait.NO_UPDATE)})[1]
    assert [(one.field, one.stored, one.rebuilt) for one in told_otherwise] == [("waits", "riddle", "no update")]


def test_nothing_is_written(folder: Path) -> None:
    before = everything(folder)
    rebuilt(folder, recency_weight=1.0, rhythm_weight=0.0)
    assert everything(folder) == before


def test_evidence_of_later_nights_does_not_reach_back(folder: Path) -> None:
    with closing(EvidenceStore(folder / "segar.db")) as store:
        night = TONIGHT + days(1)
        crawl = store.begin_crawl(night=night, now=at(night))
        seen = [look(night, clue(night), path=path).reading for path in ("lama", "esok")]
        store.save(crawl, SiteNight(visit(night), tuple(seen)))
    assert rebuilt(folder) == []


def test_a_unit_that_left_the_registry_is_named_and_not_rebuilt(folder: Path) -> None:
    write_sites(folder / "sites.yaml", {"Satu": FRONT})

    found = list(jobs.recompute(settings_of(folder), place_of(folder), now=at(TONIGHT)))

    assert all(one.gone == ("18.71.01.1002",) and one.compared == 2 and not one.differences for one in found)


def test_the_server_date_of_a_reading_stays_that_of_its_first_look(tmp_path: Path) -> None:
    """A later look would put its own day into the past that is judged again."""
    with closing(EvidenceStore(tmp_path / "segar.db")) as store:
        for night in NIGHTS[:2]:
            crawl = store.begin_crawl(night=night, now=at(night))
            store.save(crawl, SiteNight(visit(night), (look(night, server_date=at(night)).reading,)))
        (page,) = store.history("18.71.01.1001", until=NIGHTS[1]).pages
    assert page.looks[0].reading.server_date == at(NIGHTS[0])
    assert page.looks[0].last_night == NIGHTS[1]


# -- the command -----------------------------------------------------------------------------------------------------


def test_the_command_exits_0_where_all_agrees_and_1_where_a_policy_says_otherwise(folder: Path) -> None:
    now = ("--now", at(TONIGHT).isoformat())
    (folder / "trial.yaml").write_text("policy: {recency_weight: 1, rhythm_weight: 0}\n")

    same = segar("score", "--recompute", "--policy", "1", *now, cwd=folder)
    other = segar("score", "--recompute", "--policy", "trial.yaml", *now, cwd=folder)

    assert (same.returncode, same.stderr) == (0, "")
    assert "6 nights rebuilt, 0 with differences" in same.stdout
    assert (other.returncode, other.stderr) == (1, "")
    assert "18.71.01.1001 score: stored " in other.stdout
    assert "nothing is written" in other.stdout


def test_a_policy_without_recompute_is_refused(folder: Path) -> None:
    said = segar("score", "--policy", "1", cwd=folder)
    assert said.returncode == 2
    assert "--policy belongs to --recompute" in said.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "name a version (1) or a file"),
        ("crawl: {}\n", "name a version (1) or a file"),
        ("policy: [", "is not valid YAML"),
        ("policy: {recency_weight: 3}\n", "write a number from 0 to 1"),
    ],
)
def test_a_file_that_holds_no_policy_is_refused_with_the_reason(tmp_path: Path, text: str | None, message: str) -> None:
    path = tmp_path / "trial.yaml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(SitesError) as refused:
        policy_named(str(path))
    assert message in str(refused.value)


# -- explain ---------------------------------------------------------------------------------------------------------


def test_explain_sets_what_the_site_claims_against_what_was_observed(folder: Path) -> None:
    said = segar("explain", "18.71.01.1001", "--now", at(TONIGHT).isoformat(), cwd=folder)

    assert said.returncode == 0, said.stderr
    assert "counted updates: 1 claimed by the site (menurut situs), 1 observed by Segar (teramati)" in said.stdout
    rows = [" ".join(line.split()) for line in said.stdout.splitlines()]
    new, old = NIGHTS[1], NIGHTS[0] - days(40)
    assert f"{new} {new} (meta) first seen {new} observed {FRONT}baru" in rows
    assert f"{old} {old} (meta) first seen {NIGHTS[0]} claimed {FRONT}lama" in rows
    assert any("a week (80 % interval" in row for row in rows)
