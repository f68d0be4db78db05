"""A large city is judged by several processes: they decide what one would, and leave nothing behind."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from crawler.database import StoreError
from crawler.records import PageKind, SiteNight
from crawler.sites import Unit
from crawler.store import EvidenceStore
from monitor import jobs, judging
from monitor.config import load_settings
from tests.crawl_helpers import write_sites
from tests.judgement_helpers import FRONT, TONIGHT, at, clue, days, feed, look, visit

NIGHTS = [TONIGHT - days(back) for back in (9, 2, 0)]
JUDGES_AND_WAITS = """
import multiprocessing, time
from pathlib import Path
from monitor import jobs, judging
from monitor.config import load_settings
from crawler.store import EvidenceStore
from tests.judgement_helpers import TONIGHT, at

def main():
    settings, db = load_settings(Path("sites.yaml")), Path("segar.db")
    shared = judging.judging_of(settings, EvidenceStore(db), at(TONIGHT), ours=())
    found = judging.verdicts(shared, db, settings.registry.units * 500, workers=2)
    next(found)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    time.sleep(60)

if __name__ == "__main__":
    main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three nights of two sites; a post came on the second, and the text of another page changed on the third."""
    write_sites(tmp_path / "sites.yaml", {"Satu": FRONT, "Dua": "http://dua.example/"})
    with closing(EvidenceStore(tmp_path / "segar.db")) as store:
        for number, night in enumerate(NIGHTS):
            crawl = store.begin_crawl(night=night, now=at(night))
            front = look(night, path="", kind=PageKind.FRONT).reading
            said = ("salam", "jam buka", *(("baru", "lagi") if number == 2 else ()))
            pages = [look(night, path="profil", blocks=said).reading]
            pages += [look(night, clue(NIGHTS[1]), path="kabar").reading] if number else []
            store.save(crawl, SiteNight(visit(night, lists=(feed(NIGHTS[0] - days(99)),), pages=3), (front, *pages)))
            store.finish_crawl(crawl, outcome="finished", stats={})
    return tmp_path


def scored(folder: Path, *, workers: int) -> list[str]:
    """All that stands in the database once its nights were scored."""
    settings = load_settings(folder / "sites.yaml")
    for night in NIGHTS:
        jobs.score(settings, jobs.Place(folder / "segar.db", folder), now=at(night), workers=workers)
    with closing(sqlite3.connect(folder / "segar.db")) as db:
        return [line for line in db.iterdump() if "_sqlite_migrations" not in line]


def test_several_processes_write_what_one_would_have_written(folder: Path) -> None:
    alone = scored(Path(shutil.copytree(folder, folder / "alone")), workers=1)

    assert scored(folder, workers=3) == alone
    assert any("text_changed" in line for line in alone)


def test_a_small_city_is_judged_by_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judging.workers_for(folder / "segar.db") == judging.workers_for(folder / "no.db") == 1

    monkeypatch.setattr(judging, "LARGE", 1)
    assert judging.workers_for(folder / "segar.db") == min(len(os.sched_getaffinity(0)), judging.MOST)


def test_no_process_outlives_the_one_that_started_it(folder: Path) -> None:
    (folder / "judge.py").write_text(JUDGES_AND_WAITS)
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        [sys.executable, "judge.py"], cwd=folder, env=paths, stdout=subprocess.PIPE, text=True
    ) as judge:
        assert judge.stdout is not None
        workers = [int(word) for word in judge.stdout.readline().split()]
        judge.send_signal(signal.SIGKILL)

    assert len(workers) == 2
    assert all(_is_gone(worker) for worker in workers)


def judged(folder: Path, times: int) -> Generator[tuple[Unit, judging.Verdict | str], None, None]:
    """The verdicts of two processes on the city's units, so many times over."""
    settings, db = load_settings(folder / "sites.yaml"), folder / "segar.db"
    with closing(EvidenceStore(db)) as evidence:
        shared = judging.judging_of(settings, evidence, at(TONIGHT), ours=())
    return judging.verdicts(shared, db, [*settings.registry.units] * times, workers=2)


def test_where_a_process_is_killed_the_rest_is_judged_without_it(folder: Path) -> None:
    found = judged(folder, 300)
    first = next(found)
    for child in multiprocessing.active_children():
        child.kill()

    verdicts = [first, *found]
    assert len(verdicts) == 900
    assert all(isinstance(verdict, judging.Verdict) for _, verdict in verdicts)


def test_where_the_system_lends_no_processes_one_does_it_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: str) -> None:
        raise OSError("[Errno 38] Function not implemented")

    monkeypatch.setattr(judging, "get_context", refused)

    assert len(list(judged(folder, 1))) == 3


def test_nothing_runs_on_when_nobody_wants_the_rest(folder: Path) -> None:
    found = judged(folder, 3000)
    next(found)

    found.close()

    assert multiprocessing.active_children() == []


def test_a_database_that_cannot_be_read_is_named(folder: Path) -> None:
    found = judged(folder, 1)
    (folder / "segar.db").write_bytes(b"no database, but long enough to be taken for the head of one" * 100)

    with pytest.raises((StoreError, sqlite3.Error)):
        list(found)


def _is_gone(pid: int) -> bool:
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.1)
    return False
