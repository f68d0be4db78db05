"""Bad input gives one clear line and the right exit code, and leaves nothing half-written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawl_helpers import NOW, segar, write_sites
from tests.loopback import page, serve

VERBS = [["crawl"], ["score"], ["publish"], ["nightly"], ["remind", "--dry-run"], ["explain", "18.71.01"], ["schedule"]]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_a_missing_registry_is_one_line_and_exit_code_2(tmp_path: Path, verb: list[str]) -> None:
    done = segar(*verb, cwd=tmp_path)
    assert done.returncode == 2
    assert "sites.yaml" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_syntax_error_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "sites.yaml").write_text("city:\n  name: [Bandar\nunits: ]\n")
    done = segar("check", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("sites.yaml:3:")
    assert len(done.stderr.splitlines()) == 1


def test_all_mistakes_come_out_at_once_each_with_its_line(tmp_path: Path) -> None:
    path = write_sites(
        tmp_path / "sites.yaml", {"satu": "ftp://a.example/", "dua": "http://b.example/"}, admins={"dua": "bukan surel"}
    )
    path.write_text(path.read_text() + "polcy: {}\n")
    done = segar("check", cwd=tmp_path)
    assert done.returncode == 2
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == ["7", "8", "9"]
    assert "policy" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "verb", [["score"], ["publish"], ["remind"], ["crawl"], ["explain", "18.71.01.1001"]], ids=lambda verb: verb[0]
)
def test_a_file_that_is_no_database_is_one_line_and_exit_code_3(tmp_path: Path, verb: list[str]) -> None:
    write_sites(tmp_path / "sites.yaml", {"satu": "http://127.0.62.1:9/"})
    (tmp_path / "segar.db").write_bytes(b"this is no database, only a text of some length\n" * 100)
    done = segar(*verb, cwd=tmp_path)
    assert done.returncode == 3
    assert "segar.db: cannot be used as Segar's database" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("verb", [["publish"], ["remind"], ["explain", "18.71.01.1001"]], ids=lambda verb: verb[0])
def test_without_a_database_the_operator_is_told_what_to_run_first(tmp_path: Path, verb: list[str]) -> None:
    write_sites(tmp_path / "sites.yaml", {"satu": "http://127.0.62.1:9/"})
    done = segar(*verb, cwd=tmp_path)
    assert done.returncode == 3
    assert "run `segar nightly`" in done.stderr
    assert not (tmp_path / "segar.db").exists()


def test_reports_that_cannot_be_written_leave_the_evidence_and_say_so(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file where the folder should be")
    with serve({"/": page("Kelurahan", "Selamat datang di situs kelurahan.")}, address="127.0.62.2") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url})
        done = segar("nightly", "--now", NOW, cwd=tmp_path)
    assert done.returncode == 3
    assert "reports" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert segar("explain", "18.71.01.1001", "--now", NOW, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("now", ["kemarin", "2026-13-45", ""])
def test_a_clock_that_is_none_is_bad_usage(tmp_path: Path, now: str) -> None:
    write_sites(tmp_path / "sites.yaml", {"satu": "http://127.0.62.1:9/"})
    done = segar("crawl", "--now", now, cwd=tmp_path)
    assert done.returncode == 2
    assert "ISO 8601" in done.stderr


@pytest.mark.parametrize("after", ["2026-12-21T01:00:00+07:00", "2026-11-22T08:00:00+07:00"])
def test_letters_are_not_written_on_old_scores(tmp_path: Path, after: str) -> None:
    with serve({"/": page("Kelurahan", "Selamat datang di situs kelurahan.")}, address="127.0.62.3") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url})
        assert segar("nightly", "--now", NOW, cwd=tmp_path).returncode == 0
    done = segar("remind", "--now", after, cwd=tmp_path)
    assert done.returncode == 3
    assert "too old to write letters on" in done.stderr


def test_an_unknown_command_and_an_unknown_code_are_bad_usage(tmp_path: Path) -> None:
    write_sites(tmp_path / "sites.yaml", {"satu": "http://127.0.62.1:9/"})
    assert segar("terbang", cwd=tmp_path).returncode == 2
    done = segar("crawl", "--only", "99.99", cwd=tmp_path)
    assert (done.returncode, "99.99" in done.stderr) == (2, True)


def test_the_service_takes_no_other_clock_than_this_machines(tmp_path: Path) -> None:
    write_sites(tmp_path / "sites.yaml", {})
    done = segar("schedule", "--now", "2026-11-21T01:00:00+07:00", cwd=tmp_path, timeout=30)

    assert done.returncode == 2
    assert "goes by this machine's clock" in done.stderr
