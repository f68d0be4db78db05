"""A bug that Segar meets on one site costs that site its night, tells the operator, and costs nobody else anything."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from monitor import jobs, judging, publish
from monitor.cli import main
from monitor.config import load_settings
from monitor.leaderboard import rank
from monitor.pages import site_page
from monitor.store import JudgementStore
from tests.crawl_helpers import board, segar, write_sites
from tests.loopback import page, serve

FIRST, SECOND = "2026-11-21T01:00:00+07:00", "2026-11-22T01:00:00+07:00"
TEXT = "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan masing-masing sejak pagi."
POST = '<time class="published" datetime="2026-11-18">18 November 2026</time>'
SITE = {
    "/": page("Kelurahan", TEXT, '<a href="/berita/kerja-bakti">Kerja bakti warga hari ini</a>'),
    "/berita/kerja-bakti": page("Kerja bakti warga hari ini", TEXT, extra=POST),
}
FAULTY, SOUND, LATE = "18.71.01.1001", "18.71.01.1002", "18.71.01.1003"
OLD = {
    "/": SITE["/"],
    "/berita/kerja-bakti": page(
        "Kerja bakti warga hari ini", TEXT, extra='<time class="published" datetime="2026-03-18">18 Maret 2026</time>'
    ),
}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Three sites, one of them long silent: a night that was judged and published, and one that was only crawled."""
    folder = tmp_path_factory.mktemp("one-fails")
    with ExitStack() as stack:
        sites = {"a": SITE, "b": SITE, "c": OLD}
        urls = {
            name: stack.enter_context(serve(site, address=f"127.0.69.{at}")).url
            for at, (name, site) in enumerate(sites.items(), 1)
        }
        write_sites(folder / "sites.yaml", urls, admins={"c": "admin@c.test"})
        done = segar("nightly", "--now", FIRST, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert segar("crawl", "--now", SECOND, cwd=folder).returncode == 0
        yield folder


@pytest.fixture
def mine(city: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(city, tmp_path / "city"))


def run(folder: Path, *words: str) -> Result:
    places = ("--sites", folder / "sites.yaml", "--db", folder / "segar.db", "--reports", folder / "reports")
    return CliRunner().invoke(main, [*words, *map(str, places), "--now", SECOND])


def failing(real: Callable[..., Any], *, on: Callable[..., bool]) -> Callable[..., Any]:
    def faulty(*args: Any, **named: Any) -> Any:
        if on(*args, **named):
            raise KeyError("wn")
        return real(*args, **named)

    return faulty


def test_a_site_that_cannot_be_judged_keeps_its_score_and_the_others_get_theirs(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = board(mine)
    monkeypatch.setattr(judging, "verdict_of", failing(judging.verdict_of, on=lambda *asked: asked[2].code == FAULTY))
    done = run(mine, "score")
    assert done.exit_code == 3
    assert f"{FAULTY}: Segar failed to judge this site" in done.output
    assert "KeyError: 'wn'" in done.output
    judgement = JudgementStore(mine / "segar.db")
    told = judgement.scores(datetime.fromisoformat(SECOND).date())
    assert told[SOUND].now == datetime.fromisoformat(SECOND).astimezone(UTC)
    assert told[FAULTY].now == datetime.fromisoformat(FIRST).astimezone(UTC)
    assert told[FAULTY].status == before["a"]["status"]


@pytest.mark.parametrize(("fails", "letters"), [(SOUND, 1), (LATE, 0)])
def test_no_letter_rests_on_a_score_that_stands_for_another_nights(
    mine: Path, monkeypatch: pytest.MonkeyPatch, fails: str, letters: int
) -> None:
    monkeypatch.setattr(judging, "verdict_of", failing(judging.verdict_of, on=lambda *asked: asked[2].code == fails))
    assert run(mine, "score").exit_code == 3
    due = jobs.due(
        load_settings(mine / "sites.yaml"), jobs.Place(mine / "segar.db", mine), now=datetime.fromisoformat(SECOND)
    )
    assert len(due.letters) == letters


def test_a_site_whose_page_cannot_be_made_keeps_its_page_and_the_report_is_written(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(mine, "score").exit_code == 0
    path = mine / "reports" / "situs" / f"{FAULTY}.html"
    old = path.read_text(encoding="utf-8")
    data = mine / "reports" / "data" / "leaderboard.json"
    told = json.loads(data.read_text(encoding="utf-8"))
    monkeypatch.setattr(publish, "site_page", failing(site_page, on=lambda line, **_: line.unit.code == FAULTY))
    done = run(mine, "publish")
    assert done.exit_code == 3
    assert FAULTY in done.output
    assert "KeyError" in done.output
    assert path.read_text(encoding="utf-8") == old
    assert json.loads(data.read_text(encoding="utf-8")) != told


def test_a_fault_anywhere_else_is_no_finding(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1 would tell the service that all was done."""
    monkeypatch.setattr(jobs, "rank", failing(rank, on=lambda *_: True))
    done = run(mine, "score")
    assert done.exit_code == 3
    assert "a fault of Segar's own; please report it" in done.output
