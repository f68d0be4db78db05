"""Where the lock of the database cannot be had, nothing is crawled, and nothing is judged or published on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from crawler import __main__ as command
from tests.crawl_helpers import NOW, segar, write_sites


def test_a_lock_that_cannot_be_opened_is_told_and_no_night_is_judged(tmp_path: Path) -> None:
    """As after one run by root: it was called a fault of Segar's own, and the uncrawled night was scored and published."""
    sites = write_sites(tmp_path / "sites.yaml", {"Anu": "http://127.0.0.1:9/"})
    (tmp_path / "segar.db.lock").mkdir()

    done = segar("nightly", "--sites", str(sites), "--now", NOW, cwd=tmp_path)

    assert done.returncode == 3
    assert "segar.db.lock cannot be locked: " in done.stderr
    assert "nothing was scored or published" in done.stderr
    assert "please report it" not in done.stderr
    assert not (tmp_path / "reports").exists()


def test_a_second_crawl_names_the_first_and_does_nothing(tmp_path: Path) -> None:
    sites = write_sites(tmp_path / "sites.yaml", {"Anu": "http://127.0.0.1:9/"})
    with FileLock(tmp_path / "segar.db.lock"):
        done = segar("crawl", "--sites", str(sites), "--now", NOW, cwd=tmp_path)

    assert done.returncode == 3
    assert "another crawl (pid " in done.stderr


def test_the_lock_is_free_again_when_a_crawl_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        with pytest.raises(Timeout):
            FileLock(f"{db}.lock").acquire(blocking=False)
        raise ZeroDivisionError

    db, sites = tmp_path / "segar.db", write_sites(tmp_path / "sites.yaml", {"Anu": "http://127.0.0.1:9/"})
    monkeypatch.setattr(command, "_locked", broken)
    asked = command.Asked(sites, db, NOW, again=False, only=(), whole=frozenset(), verbose=False, own_clock=False)

    with pytest.raises(ZeroDivisionError):
        command._run(asked)
    with FileLock(f"{db}.lock").acquire(blocking=False):
        pass
