"""A night that is crawled again, and one that should not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawl_helpers import NOW, board, segar, write_sites
from tests.loopback import page, serve

POST = '<time class="published" datetime="2026-11-18">18 November 2026</time>'
TEXT = "Warga bergotong royong membersihkan saluran air bersama lurah dan perangkat kelurahan sejak pagi hari."
PAGES = {
    "/": page("Kelurahan", TEXT, '<a href="/berita/kerja-bakti">Kerja bakti warga</a>'),
    "/berita/kerja-bakti": page("Kerja bakti warga", TEXT, TEXT, extra=POST),
}


def status(folder: Path) -> str:
    return str(board(folder)["Mawar"]["status"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A city whose one site was read tonight and has been down since."""
    with serve(PAGES) as site:
        write_sites(tmp_path / "sites.yaml", {"Mawar": site.url})
        done = segar("nightly", "--now", NOW, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    return tmp_path


def test_a_failure_later_in_the_night_takes_nothing_from_a_site_that_was_read(folder: Path) -> None:
    assert status(folder) == "segar"
    segar("nightly", "--again", "--now", NOW, cwd=folder)
    assert status(folder) == "segar"
    assert "Last visit 2026-11-21: read" in segar("explain", "18.71.01.1001", "--now", NOW, cwd=folder).stdout


def test_what_a_site_shows_now_is_no_evidence_of_an_earlier_night(folder: Path) -> None:
    done = segar("nightly", "--now", "2026-11-20T01:00:00+07:00", cwd=folder)
    assert done.returncode == 3
    assert "that of 2026-11-21 was crawled already" in done.stderr
    assert status(folder) == "segar"


def test_a_night_that_measured_nothing_wants_a_person(folder: Path) -> None:
    done = segar("nightly", "--now", "2026-11-22T01:00:00+07:00", cwd=folder)
    assert done.returncode in {1, 3}  # 3 where the night is taken for ours
    assert status(folder) == "segar"
