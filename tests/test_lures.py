"""Links that intruders slip into sentences, and those that offices set."""

from __future__ import annotations

import pytest

from crawler.lures import lures
from crawler.page import open_page
from monitor.phrases import injection
from tests.injection_cases import BRANDS, NEWS, away

SENTENCE = (
    "<p>Bagi Anda yang sedang mencari layanan terpercaya silakan kunjungi {} sekarang juga bersama mitra kami.</p>"
)


def _found(inside: str) -> list[tuple[str, str]]:
    html = f"<main><h1>Kerja Bakti</h1>{NEWS}{inside}</main>".encode()
    return list(lures(open_page(html, url="https://kedaton.kota.go.id/berita/1")))


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("mawartoto.xyz", "mawartoto"),
        ("mitra.xyz", "sewa mobil murah"),
        ("mitra.xyz", "jasa skripsi cepat"),
        ("mitra.xyz", "pinjaman tunai"),
        ("hiburan.example", "situs slot gacor"),
        ("casino.example", "klik di sini"),
        ("mitra.example", "essay writing service"),
    ],
)
def test_a_link_of_an_odd_sort_in_a_sentence_is_told_with_its_host(host: str, words: str) -> None:
    assert _found(SENTENCE.format(away(host, words).strip())) == [(host, words)]
    assert _found(SENTENCE.format(f"<strong>{away(host, words)}</strong>")) == [(host, words)]


@pytest.mark.parametrize(
    "link",
    [
        away("kominfo.go.id", "laporan judi slot"),
        away("www.instagram.com", "sewa mobil murah Pak Budi"),
        away("www.tempo.co", "Polisi tangkap bandar togel dan judi slot"),
        away("www.bri.example", "pinjaman modal UMKM"),
        away("belajar.example", "lomba alfabet"),
        "<a href='/berita/2'>sewa mobil</a>",
        "<a href='tel:0721'>sewa mobil</a>",
    ],
)
def test_a_link_that_an_office_sets_is_none(link: str) -> None:
    assert _found(SENTENCE.format(link)) == []


@pytest.mark.parametrize(
    "around",
    [
        "<p>{}</p>",
        "<footer><p>Bagi Anda yang sedang mencari layanan terpercaya silakan kunjungi {} sekarang juga.</p></footer>",
        "<ul><li>{}</li></ul>",
    ],
)
def test_a_link_outside_the_sentences_of_a_page_is_told_elsewhere(around: str) -> None:
    assert _found(around.format(BRANDS)) == []


def test_it_is_said_in_indonesian() -> None:
    assert injection("a link to x.example in the text: “toto”") == "tautan ke x.example di dalam teks: “toto”"
