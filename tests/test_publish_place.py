"""Moving a report into place: whole or not at all, and nothing of anybody else's touched."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor.publish import PublishError
from tests.publish_helpers import put_out, rows


def everything(reports: Path) -> dict[str, str]:
    return {
        str(path.relative_to(reports)): path.read_text(encoding="utf-8")
        for path in sorted(reports.rglob("*"))
        if path.is_file()
    }


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Let the kernel refuse longer files, as a full disk would in the middle of a write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    put_out(folder)
    return folder


def test_publish_returns_the_leaderboard_and_leaves_only_the_report(tmp_path: Path) -> None:
    assert put_out(tmp_path / "a" / "reports") == tmp_path / "a" / "reports" / "index.html"
    assert {path.name for path in (tmp_path / "a" / "reports").iterdir()} == {"index.html", "situs", "data"}


def test_publishing_twice_writes_the_same_bytes(reports: Path) -> None:
    before = everything(reports)
    put_out(reports)
    assert everything(reports) == before


def test_the_page_of_a_unit_that_left_is_gone(reports: Path) -> None:
    put_out(reports, rows=rows()[1:])
    assert not (reports / "situs" / "18.71.01.html").exists()
    assert (reports / "situs" / "18.71.01.1001.html").exists()


def test_other_peoples_files_are_left_alone(reports: Path) -> None:
    (reports / "CATATAN.txt").write_text("milik orang lain", encoding="utf-8")
    (reports / "data" / "lama.csv").write_text("a,b", encoding="utf-8")
    put_out(reports)
    assert (reports / "CATATAN.txt").read_text(encoding="utf-8") == "milik orang lain"
    assert (reports / "data" / "lama.csv").read_text(encoding="utf-8") == "a,b"


@pytest.mark.parametrize("size", [0, 4_000, 20_000])
def test_a_disk_that_fills_up_leaves_the_old_report_whole(reports: Path, size: int) -> None:
    before = everything(reports)
    with files_no_larger_than(size), pytest.raises(PublishError, match="cannot write the report: File too large"):
        put_out(reports, rows=rows()[:3])
    assert everything(reports) == before


@pytest.mark.parametrize("at", range(4))
def test_a_move_that_fails_at_any_step_leaves_the_old_report_whole(
    reports: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before = everything(reports)
    refuse_move(monkeypatch, at)
    with pytest.raises(PublishError, match="the old report is left as it was"):
        put_out(reports, rows=rows()[:3])
    assert everything(reports) == before


def test_a_report_is_moved_into_place_in_four_steps(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(reports)
    refuse_move(monkeypatch, 4)
    put_out(reports, rows=rows()[:3])
    assert everything(reports) != before


@pytest.mark.parametrize("at", range(3))
def test_a_first_report_that_fails_leaves_no_half_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    refuse_move(monkeypatch, at + 1)
    with pytest.raises(PublishError):
        put_out(tmp_path)
    assert everything(tmp_path) == {}


def refuse_move(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Fail the nth move into or out of the report; the moves that undo it are let through."""
    moves = iter(range(100))

    def failing(name: str) -> None:
        real = getattr(Path, name)

        def move(self: Path, target: Path) -> Path:
            if next(moves) == at:
                raise OSError(30, "Read-only file system")
            moved: Path = real(self, target)
            return moved

        monkeypatch.setattr(Path, name, move)

    failing("rename")
    failing("replace")


def test_old_site_pages_that_a_killed_run_left_beside_come_back(reports: Path) -> None:
    before = everything(reports)
    (reports / ".segar-beside-killed" / "old").mkdir(parents=True)
    (reports / "situs").rename(reports / ".segar-beside-killed" / "old" / "situs")
    with files_no_larger_than(0), pytest.raises(PublishError):
        put_out(reports)
    assert everything(reports) == before


@pytest.mark.parametrize("blocked", ["index.html", "data/leaderboard.json"])
def test_a_folder_in_the_way_of_a_file_is_said_in_one_line(tmp_path: Path, blocked: str) -> None:
    (tmp_path / blocked).mkdir(parents=True)
    with pytest.raises(PublishError) as failure:
        put_out(tmp_path)
    assert str(tmp_path) in str(failure.value)
    assert "\n" not in str(failure.value)
    assert everything(tmp_path) == {}


def test_a_file_in_the_place_of_the_folder_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("", encoding="utf-8")
    with pytest.raises(PublishError, match="cannot write the report: File exists"):
        put_out(tmp_path / "reports")


def test_a_folder_that_nobody_may_write_is_said_in_one_line() -> None:
    with pytest.raises(PublishError, match="cannot write the report"):
        put_out(Path("/proc/segar/reports"))
