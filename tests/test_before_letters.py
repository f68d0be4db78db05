"""In the night before a letter the site is read whole: an edit that no list tells of takes the ground from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawl_helpers import board, segar, write_sites
from tests.loopback import page, serve

SERVICES = [f"/layanan/surat-{number:02}" for number in range(40)]
EDITED = SERVICES[0]
OLD = "Syarat: fotokopi kartu keluarga, surat pengantar ketua RT, dan pas foto berwarna dua lembar."
NEW = (
    "Mulai pekan ini permohonan diterima juga lewat telepon, dan berkas diantar petugas ke rumah warga lanjut usia"
    " tanpa biaya apa pun, setiap hari kerja sampai pukul empat sore."
)
FRONT = page(
    "Kelurahan", "Selamat datang.", "".join(f'<a href="{path}">Surat nomor {path[-2:]}</a> ' for path in SERVICES)
)
FIRST, SATURDAY, SUNDAY, MONDAY = (f"2026-{day}T01:00:00+07:00" for day in ("10-05", "11-21", "11-22", "11-23"))


def services() -> dict[str, object]:
    return {
        path: page(f"Surat nomor {path[-2:]}", f"Keterangan nomor {path[-2:]} bagi warga yang membutuhkannya.", OLD)
        for path in SERVICES
    }


@pytest.mark.parametrize(("night", "pages", "status"), [(SUNDAY, 6, "tertinggal"), (MONDAY, 40, "segar")])
def test_an_edit_on_the_eve_of_a_letter_is_met(tmp_path: Path, night: str, pages: int, status: str) -> None:
    answers = {"/": FRONT, **services()}
    with serve(answers, address="127.0.66.1") as site:  # type: ignore[arg-type]  # a table that the test changes
        write_sites(tmp_path / "sites.yaml", {"Mawar": site.url}, admins={"Mawar": "mawar@kota.example"})
        for quiet in (FIRST, SATURDAY):
            assert segar("nightly", "--now", quiet, cwd=tmp_path).returncode == 0
        assert board(tmp_path)["Mawar"]["status"] == "tertinggal"
        answers[EDITED] = page("Surat nomor 00", "Keterangan nomor 00 bagi warga yang membutuhkannya.", OLD, NEW)
        site.asked.clear()

        segar("nightly", "--now", night, cwd=tmp_path)

        assert len({path for path in site.asked if path in SERVICES}) == pages
        assert board(tmp_path)["Mawar"]["status"] == status
