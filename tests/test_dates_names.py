"""The quick look at a name or a title passes by nothing that the tables know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.dates import boxes, names

PAGES = sorted((Path(__file__).parent / "fixtures" / "pages").glob("*/*/page.html"))


def slow_rank(name: str) -> int | None:
    lines = (re.compile(words, re.IGNORECASE) for _, words in names._WORDS)
    return next((rank for rank, line in enumerate(lines) if line.fullmatch(name)), None)


def test_every_class_of_the_fixtures_has_the_rank_that_the_whole_table_gives() -> None:
    shown = {
        name
        for page in PAGES
        for said in re.findall(r'(?:class|id)="([^"]+)"', page.read_text(encoding="utf-8", errors="replace"))
        for name in said.split()
    }
    assert len(shown) > 100
    assert [name for name in shown if names.rank(name) != slow_rank(name)] == []


@pytest.mark.parametrize(
    "name",
    [
        "Sidebar",
        "berita-terkait",
        "x-related",
        "site-header-date",
        "wp-calendar-nav",
        "left-col",
        "s",
        "jp-relatedposts",
        "STATİSTİK",
        "visıtors",
        "suggeſt",
    ],
)
def test_a_name_of_any_shape_has_it_too(name: str) -> None:
    assert names.rank(name) == slow_rank(name)


@pytest.mark.parametrize(
    "title", ["Berita Terbaru", "12 Komentar", "Baca Juga", "Prakiraan Cuaca", "Upcoming Events", "Arsip"]
)
def test_every_title_of_a_box_is_still_known(title: str) -> None:
    assert boxes._titles(title) is not None
