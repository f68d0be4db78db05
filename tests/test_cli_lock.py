"""Where the lock of the database cannot be had, nothing is crawled, and nothing is judged or published on it."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock

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


def test_the_lock_is_free_again_after_a_crawl(tmp_path: Path) -> None:
    sites = write_sites(tmp_path / "sites.yaml", {"Anu": "http://127.0.0.1:9/"})
    lock = tmp_path / "segar.db.lock"
    with FileLock(lock):
        held = segar("crawl", "--sites", str(sites), "--now", NOW, cwd=tmp_path)
    free = segar("crawl", "--sites", str(sites), "--now", NOW, cwd=tmp_path)

    assert held.returncode == 3
    assert "another crawl (pid " in held.stderr
    assert "another crawl" not in free.stderr
    with FileLock(lock).acquire(blocking=False):
        pass
