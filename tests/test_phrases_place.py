"""Where a date stands, as the public page says it: every region and source in Indonesian, every name of the site as it is."""

from __future__ import annotations

import pytest

from crawler.dates.names import Place
from crawler.records import Kind
from monitor.phrases import place
from monitor.reasons import OBSERVED, STANDING
from monitor.wording import PLACES, SOURCES


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("text near the headline", "teks di dekat judul"),
        ('text "diposting pada" in the content', 'teks "diposting pada" di dalam isi halaman'),
        ("time.entry-date near the headline", "time.entry-date di dekat judul"),
        ("span.tgl in a list of other pages, doubtful", "span.tgl di dalam daftar halaman lain (meragukan)"),
        ("json-ld NewsArticle.datePublished", "data terstruktur JSON-LD NewsArticle.datePublished"),
        ("json-ld (broken) datePublished", "data terstruktur JSON-LD (rusak) datePublished"),
        ("meta article:published_time", "keterangan meta article:published_time"),
        ("feed published", "umpan published"),
        ("REST date_gmt", "layanan data (REST) date_gmt"),
        ("list entry .post-date", "butir daftar .post-date"),
        ("list entry", "butir daftar"),
        (OBSERVED, "terlihat pada kunjungan Segar"),
        (STANDING, "terlihat di daftar situs"),
        ("texture.date", "texture.date"),
        ("", ""),
    ],
)
def test_a_place_is_said_in_indonesian(noted: str, said: str) -> None:
    assert place(noted) == said


def test_no_region_and_no_sort_of_source_is_left_in_english() -> None:
    assert set(PLACES) == {region.value for region in Place}
    named = {
        Kind.JSON_LD: "json-ld",
        Kind.HEADER: "header last-modified",
        Kind.LISTING: "list entry",
        Kind.REST: "REST",
    }
    elements = {Kind.TIME, Kind.MARKED}  # these are told by their tag
    assert {named.get(kind, kind.value) for kind in Kind if kind not in {*elements, Kind.ASSET}} <= set(SOURCES)
