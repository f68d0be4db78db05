"""Numbers, versions, prices and marks that look like a date are none; two ends of a range are one date."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.dates.grammar import Found, find_dates
from crawler.records import Precision, Role

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)


def find(text: str, *, year_hint: int | None = None) -> tuple[Found, ...]:
    return find_dates(text, now=NOW, zone=WIB, year_hint=year_hint).found


@pytest.mark.parametrize(
    "text",
    [
        "No. 5/8/2024",
        "Nomor : 12-05-2024",
        "Nomor: 12/05/KL/2024",
        "Nomor 188/05/08/2024",
        "versi 5.8.24",
        "v. 1.12.2024",
        "IP 10.1.20",
        "Rp 5.8.2024",
        "Telp. 05-08-2024",
        "RT.05/RW.03/2024",
        "0812-05-08-2024",
        "192.168.1.20",
        "1871010508240001",
        "1 Muharram 1446 H",
        "23 Ramadhan 1447",
        "5 Agustus 1989",
        "5 Agustus 2029",
    ],
)
def test_a_number_that_looks_like_a_date_is_none(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize("text", ["Skor (9/10)", "kepuasan warga 4/10)", "4/10", "Tanggal: 4/10", "(4/10)"])
def test_a_mark_out_of_ten_is_no_day_even_where_the_year_is_known(text: str) -> None:
    assert find(text, year_hint=2022) == ()


@pytest.mark.parametrize("text", ["Selasa (4/10)", "(Selasa, 4/10)", "Diposting (4/10)"])
def test_day_and_month_in_brackets_need_a_weekday_or_a_label(text: str) -> None:
    (found,) = find(text, year_hint=2022)
    assert (found.day, found.doubt) == (date(2022, 10, 4), "year missing")


@pytest.mark.parametrize(
    "text",
    [
        "30 Juli 2024 s.d. 2 Agustus 2024",
        "Selasa, 30 Juli 2024 sampai dengan Jumat, 2 Agustus 2024",
        "30/07/2024 - 02/08/2024",
        "30 Juli 2024 pukul 08.00 hingga 2 Agustus 2024",
    ],
)
def test_two_whole_dates_of_a_range_are_one(text: str) -> None:
    (found,) = find(text)
    assert (found.day, found.at, found.precision, found.doubt) == (date(2024, 7, 30), None, Precision.DAY, "range")
    assert text.endswith(found.raw)


def test_a_later_date_before_an_earlier_one_is_no_range() -> None:
    assert [found.doubt for found in find("5 Agustus 2024 - 3 Agustus 2024")] == ["", ""]


def test_a_copyright_year_keeps_the_words_that_say_so() -> None:
    (found,) = find("Hak Cipta 2024 Kelurahan Kedaton")
    assert (found.label, found.label_text, found.precision) == (Role.COPYRIGHT, "hak cipta", Precision.YEAR)


def test_a_hijri_date_beside_a_gregorian_one_is_passed_over() -> None:
    assert [found.day for found in find("1 Muharram 1446 H / 7 Juli 2024")] == [date(2024, 7, 7)]


@pytest.mark.parametrize("text", ["Pelayanan 24 jam/hari", "Kuota 12 orang/hari", "5 Mei/Juni", "3 siswa/siswi hadir"])
def test_a_count_of_two_words_with_a_stroke_is_no_date(text: str) -> None:
    assert find(text) == ()
