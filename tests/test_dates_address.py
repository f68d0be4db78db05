"""Dates in addresses: only those that can be one."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.dates.address import address_clues, upload_clue, year_of
from crawler.records import Role

TODAY = date(2026, 11, 21)

DATED = {
    "http://a.test/2024/08/05/gotong-royong/": "2024-08-05",
    "http://a.test/2024/8/5/gotong-royong": "2024-08-05",
    "http://a.test/artikel/2024/8/5/gotong-royong": "2024-08-05",
    "http://a.test/2024/08/gotong-royong/": "2024-08",
    "http://a.test/berita/gotong-royong-20240805.html": "2024-08-05",
    "http://a.test/berita/2024-08-05-gotong-royong": "2024-08-05",
    "http://a.test/berita/05-08-2024-gotong-royong": "2024-08-05",
    "http://a.test/2024/aug/05/gotong-royong": "2024-08-05",
    "http://a.test/%D9%A2%D9%A0%D9%A2%D9%A4/%D9%A0%D9%A8/%D9%A0%D9%A5/gotong": "2024-08-05",
}
UNDATED = [
    "http://a.test/",
    "http://a.test/berita/gotong-royong",
    "http://a.test/berita/20249905",
    "http://a.test/2024/13/05/x",
    "http://a.test/2027/01/05/x",
    "http://a.test/1945/08/17/x",
    "http://a.test/produk/12024080512",
    "http://a.test/rt-05-08-2/x",
    "http://a.test/?tanggal=2024-08-05",
]


@pytest.mark.parametrize(("url", "day"), DATED.items())
def test_an_address_tells_its_date(url: str, day: str) -> None:
    (clue,) = address_clues(url, today=TODAY)
    assert (clue.value, clue.role) == (day, Role.PUBLISHED)


@pytest.mark.parametrize("url", UNDATED)
def test_what_cannot_be_a_date_is_none(url: str) -> None:
    assert list(address_clues(url, today=TODAY)) == []


@pytest.mark.parametrize("url", ["http://a.test/2024/08/05/", "http://a.test/2024/08/"])
def test_an_archive_of_a_day_or_month_is_only_a_bound(url: str) -> None:
    assert [clue.role for clue in address_clues(url, today=TODAY)] == [Role.BOUND]


def test_an_upload_folder_is_only_a_bound() -> None:
    clue = upload_clue("http://a.test/wp-content/uploads/2024/08/a.jpg", today=TODAY, where="meta og:image")
    assert clue
    assert (clue.value, clue.role) == ("2024-08", Role.BOUND)


@pytest.mark.parametrize("end", ["\n", "\r", "\t"])
def test_a_line_end_within_an_address_is_no_part_of_it(end: str) -> None:
    clue = upload_clue(f"http://a.test/uploads/2024/{end}08/a.jpg", today=TODAY, where="meta og:image")
    assert clue is not None
    assert clue.value == "2024-08"
    assert year_of(f"http://a.test/20{end}24/berita/x", today=TODAY) == 2024
