"""The fingerprint beside two that are known to fail: of the whole page, and of its most frequent words."""

from __future__ import annotations

from collections import Counter
from hashlib import md5

import pytest

from crawler.content import Content, read_content
from crawler.page import open_page
from crawler.records import PageKind

URL = "https://kedaton.go.id/berita/1"
TEXT = "".join(
    f"<p>Warga lingkungan {name} bersama perangkat kelurahan membersihkan saluran air dan memangkas pohon.</p>"
    for name in ("mawar", "melati", "kenanga", "anggrek")
)


def _html(headline: str = "Warga Bersihkan Saluran Air", *, clock: str = "08:15:30", more: str = "") -> str:
    return f"<header>Senin, 23 November 2026 {clock}</header><main><h1>{headline}</h1>{TEXT}{more}</main>"


def _read(html: str) -> Content:
    return read_content(open_page(html.encode(), url=URL))


def _whole_page(html: str) -> str:
    return md5(html.encode(), usedforsecurity=False).hexdigest()


def _profile(html: str) -> list[tuple[str, int]]:
    """Word counts rounded down to multiples of two, those of one left out: what Nutch's TextProfileSignature hashes."""
    words = Counter(open_page(html.encode(), url=URL).tree.text(separator=" ").lower().split())
    return sorted((word, count // 2) for word, count in words.items() if count > 1)


def test_a_clock_flips_the_hash_of_the_whole_page_and_not_the_fingerprint() -> None:
    before, after = _html(clock="08:15:30"), _html(clock="08:15:31")
    assert _whole_page(before) != _whole_page(after)
    assert _read(before).text_hash == _read(after).text_hash


def test_a_profile_of_frequent_words_misses_a_new_headline_and_the_fingerprint_does_not() -> None:
    before, after = _html(), _html("Lomba Mewarnai Digelar Sabtu Depan")
    assert _profile(before) == _profile(after)
    assert _read(before).text_hash != _read(after).text_hash
    assert set(_read(after).shingles) - set(_read(before).shingles)


def test_shingles_keep_to_their_line_so_that_a_line_moves_none_of_its_neighbours() -> None:
    before, after = _read(_html()), _read(_html(more="<p>Kegiatan ditutup dengan doa bersama.</p>"))
    assert set(before.shingles) < set(after.shingles)
    assert len(set(after.shingles) - set(before.shingles)) == 5


def test_a_box_of_links_below_an_article_is_no_text_of_it() -> None:
    box = (
        "<ul>"
        + "".join(f"<li><a href='/b/{n}'>Judul berita acak nomor {n} hari ini</a></li>" for n in range(3))
        + "</ul>"
    )
    assert _read(_html(more=box)).text_hash == _read(_html()).text_hash


@pytest.mark.parametrize(("teasers", "kind"), [(3, PageKind.CONTENT), (9, PageKind.LISTING)])
def test_a_few_teasers_below_an_article_make_no_list_of_it(teasers: int, kind: PageKind) -> None:
    box = "".join(
        f"<h4><a href='/b/{n}'>Judul berita lain {n}</a></h4><p>Ringkasan berita yang cukup panjang untuk dibaca.</p>"
        for n in range(teasers)
    )
    long = TEXT.replace("</p>", " Lurah menyampaikan terima kasih kepada semua yang hadir sejak pagi hari.</p>")
    assert _read(f"<main><h1>Warga Bersihkan Saluran Air</h1>{long}{box}</main>").kind is kind
