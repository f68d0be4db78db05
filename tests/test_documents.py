"""Offices publish documents too: a new one that a page lists is news, and is never asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawler.own import is_document, is_trap
from monitor.updates import Reason
from tests.crawl_helpers import board, segar, write_sites
from tests.judgement_helpers import TONIGHT, days, look, page
from tests.loopback import page as sent
from tests.loopback import serve
from tests.test_arrivals import _linked, _told

NIGHTS = [f"2026-{night}T01:00:00+07:00" for night in ("10-05", "11-19", "11-20", "11-21")]
TEXT = "Daftar dokumen yang dapat diunduh oleh masyarakat sesuai undang-undang keterbukaan informasi publik."
OLD = "".join(
    f'<tr><td><a href="/unduh/dpa-{year}.pdf">Dokumen Pelaksanaan Anggaran {year}</a></td><td></td></tr>'
    for year in range(2020, 2026)
)
NEW = '<tr><td><a href="/unduh/laporan-triwulan-3.pdf">Laporan Kinerja Triwulan III</a></td><td>{day}</td></tr>'
FRONT = sent("Kelurahan", "Selamat datang di situs kelurahan.", '<a href="/informasi-publik">Informasi Publik</a>')


def _listing(*rows: str) -> Any:
    return sent("Informasi Publik", TEXT, f"<table>{''.join(rows)}</table>")


@pytest.mark.parametrize("day", ["", "18 November 2026"])
def test_a_new_document_in_a_list_is_news_and_is_not_fetched(tmp_path: Path, day: str) -> None:
    answers: dict[str, Any] = {"/": FRONT, "/informasi-publik": _listing(OLD)}
    with serve(answers, address="127.0.68.1") as site:
        write_sites(tmp_path / "sites.yaml", {"Mawar": site.url})
        for number, night in enumerate(NIGHTS):
            if number == 1:
                answers["/informasi-publik"] = _listing(NEW.format(day=day), OLD)
            assert segar("nightly", "--now", night, cwd=tmp_path).returncode == 0

    told = board(tmp_path)["Mawar"]
    assert (told["status"], told["last_update"]) == ("segar", "2026-11-18" if day else "2026-11-19")
    assert not [path for path in site.asked if ".pdf" in path]


@pytest.mark.parametrize(("nights", "told"), [(3, 1), (2, 0)])
def test_a_document_that_nothing_dates_must_keep_its_place(nights: int, told: int) -> None:
    came = TONIGHT - days(nights - 1)
    link, _ = _linked("unduh/laporan.pdf", came, nights=nights).looks

    assert _told(page(link)) == [(Reason.APPEARED, came)] * told


def test_a_document_that_only_a_sitemap_or_a_feed_names_did_not_appear() -> None:
    assert _told(page(look(TONIGHT - days(9), path="laporan.pdf", until=TONIGHT))) == []


@pytest.mark.parametrize(
    ("path", "document"),
    [("berkas/perda.PDF", True), ("a.docx?v=2", True), ("rka%20.xlsx", True), ("foto.jpg", False), ("pdf", False)],
)
def test_documents_are_known_by_their_ending(path: str, document: bool) -> None:  # noqa: FBT001 - a table
    url = f"https://kedaton.kota.go.id/{path}"
    assert is_document(url) is document
    assert is_trap(url) or not document  # to be told of, never to be asked for
