"""Every rendering of every day comes back, and what only looks like a date does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates.grammar import Found, find_dates, read_machine
from crawler.records import Precision, Role

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2036, 6, 1, tzinfo=UTC)
LONG = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
OLD = {"November": "Nopember", "Februari": "Pebruari"}
SHORT = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des"]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


def _long(day: date) -> str:
    return f"{day.day} {LONG[day.month - 1]} {day.year}"


FORMS: dict[str, Callable[[date], str]] = {
    "long": _long,
    "padded": lambda d: f"{d.day:02} {LONG[d.month - 1]} {d.year}",
    "upper case": lambda d: _long(d).upper(),
    "old spelling": lambda d: f"{d.day} {OLD.get(LONG[d.month - 1], LONG[d.month - 1])} {d.year}",
    "short": lambda d: f"{d.day:02} {SHORT[d.month - 1]} {d.year}",
    "short, agu": lambda d: f"{d.day} {SHORT[d.month - 1].replace('Agt', 'Agust')} {d.year}",
    "dashes": lambda d: f"{d.day:02} – {LONG[d.month - 1]} – {d.year}",
    "hyphens": lambda d: f"{d.day:02}-{SHORT[d.month - 1]}-{d.year}",
    "dot": lambda d: f"{d.day:02}. {LONG[d.month - 1]} {d.year}",
    "weekday": lambda d: f"{WEEKDAYS[d.weekday()]}, {_long(d)}",
    "weekday with a quote": lambda d: f"{WEEKDAYS[d.weekday()].replace('Jumat', 'Jum’at')}, {_long(d)}",
    "on the day of": lambda d: f"Hari {WEEKDAYS[d.weekday()]}, tanggal {_long(d)}",
    "slashes": lambda d: f"{d.day}/{d.month}/{d.year}",
    "numeric": lambda d: f"{d.day:02}-{d.month:02}-{d.year}",
    "dots": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "two figures": lambda d: f"({d.day}/{d.month}/{d.year % 100:02})",
    "iso": lambda d: d.isoformat(),
    "year first": lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    "english": lambda d: f"{d.day} {ENGLISH[d.month - 1]} {d.year}",
    "american": lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    "ordinal": lambda d: f"{ENGLISH[d.month - 1]} {d.day}th, {d.year}",
    "hour": lambda d: f"{_long(d)} pukul 08.15 WIB",
    "hour with a dash": lambda d: f"{WEEKDAYS[d.weekday()]}, {_long(d)} - 08:15:30 WIB",
    "label": lambda d: f"Diposting pada : {_long(d)} oleh Admin",
}


def find(text: str, *, year_hint: int | None = None, now: datetime = NOW) -> tuple[Found, ...]:
    return find_dates(text, now=now, zone=WIB, year_hint=year_hint).found


@pytest.mark.parametrize("form", FORMS)
@given(day=st.dates(date(2000, 1, 1), date(2035, 12, 31)))
def test_every_rendering_of_every_day_comes_back(form: str, day: date) -> None:
    found = find(f"Kelurahan Kedaton | {FORMS[form](day)} | 37 pembaca")
    assert [one.day for one in found] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "31 Februari 2024",
        "0000-00-00",
        "Telepon 0721-12-2024",
        "alamat 192.168.10.12",
        "Nomor 470/12/2024",
        "RT 05/RW 03",
        "versi 1.2.2024.5",
        "Rp12.500.000 pada 2024",
        "NIK 1871012508990002",
        "Jum'at, 23 Ramadhan 1447 H",
        "13 Mei",
        "(4/10)",
        "45/13/2024",
        "hari ini warga berkumpul di balai kelurahan sejak pagi",
        "tahun 2024",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find(text) == ()


def test_a_missing_year_is_taken_only_from_elsewhere_and_doubted() -> None:
    (found,) = find("Selasa (4/10)", year_hint=2022)
    assert (found.day, found.doubt) == (date(2022, 10, 4), "year missing")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("12-14 Agustus 2024", date(2024, 8, 12)),
        ("30 Juli s.d. 2 Agustus 2024", date(2024, 7, 30)),
        ("29 Desember - 3 Januari 2024", date(2023, 12, 29)),
    ],
)
def test_a_range_is_one_date_its_first_day(text: str, first: date) -> None:
    assert [(one.day, one.doubt) for one in find(text)] == [(first, "range")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Diposting: 5 Agustus 2024", Role.PUBLISHED),
        ("Dipublikasikan pada tanggal 20 Aug 2022", Role.PUBLISHED),
        ("Tanggal : 05-08-2024", Role.PUBLISHED),
        ("Terakhir diperbarui: Jum‘at, 9 Juli 2021", Role.MODIFIED),
        ("5 Agustus 2024 (diperbarui)", Role.MODIFIED),
        ("Last updated on August 5, 2024", Role.MODIFIED),
        ("Hari/Tanggal : Senin, 5 Agustus 2024", Role.EVENT),
        ("Perda Nomor 4 Tahun 2012 tanggal 17 September 2012", Role.PROSE),
        ("lahir 5 Mei 1999", Role.PROSE),
        ("data per 31 Desember 2025", Role.PROSE),
        ("© 2024", Role.COPYRIGHT),
        ("5 Agustus 2024", None),
    ],
)
def test_the_words_beside_a_date_say_what_it_is(text: str, role: Role | None) -> None:
    (found,) = find(text)
    assert found.label is role


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("3 hari yang lalu", date(2026, 11, 21), Precision.DAY),
        ("kemarin", date(2026, 11, 23), Precision.DAY),
        ("sejam lalu", date(2026, 11, 24), Precision.DAY),
        ("2 jam yang lalu", date(2026, 11, 23), Precision.DAY),
        ("seminggu yang lalu", date(2026, 11, 17), Precision.DAY),
        ("6 bulan yang lalu", date(2026, 5, 1), Precision.MONTH),
        ("setahun lalu", date(2025, 1, 1), Precision.YEAR),
        ("5 days ago", date(2026, 11, 19), Precision.DAY),
    ],
)
def test_relative_wordings_count_back_from_now(text: str, day: date, precision: Precision) -> None:
    (found,) = find(text, now=datetime(2026, 11, 24, 1, 0, tzinfo=WIB))
    assert (found.day, found.precision, found.relative) == (day, precision, True)


def test_a_weekday_that_disagrees_is_a_doubt() -> None:
    (found,) = find("Senin, 6 Agustus 2024")
    assert found.doubt == "weekday disagrees"


def test_zones_of_the_archipelago_move_the_instant() -> None:
    hours = [find(f"5 Agustus 2024 08.15 {zone}")[0].at for zone in ("WIB", "WITA", "WIT")]
    assert hours == [datetime(2024, 8, 5, hour, 15, tzinfo=UTC) for hour in (1, 0)] + [
        datetime(2024, 8, 4, 23, 15, tzinfo=UTC)
    ]


@given(st.text(max_size=300))
def test_no_text_raises_and_every_finding_lies_in_it(text: str) -> None:
    for found in find(text, year_hint=2024):
        assert 0 <= found.start < found.end <= len(text)


@given(st.text(alphabet="0123456789/-. :abdegijklmnoprstuAJM'’,|()©\n", max_size=400))
def test_date_like_noise_never_raises(text: str) -> None:
    assert all(1990 <= found.day.year <= 2038 for found in find(text, year_hint=2024))


def test_more_dates_than_the_limit_are_said_to_be_cut() -> None:
    found = find_dates("5 Agustus 2024\n" * 50, now=NOW, zone=WIB, limit=20)
    assert (len(found.found), found.truncated) == (20, True)


@given(st.datetimes(datetime(1995, 1, 1), datetime(2035, 12, 31)))  # noqa: DTZ001 - a naive time is what is tested
def test_a_naive_machine_time_is_city_time(at: datetime) -> None:
    found = read_machine(at.isoformat(sep=" ", timespec="seconds"), zone=WIB)
    assert found is not None
    assert found.day == at.date()
    assert found.at == (at.replace(microsecond=0) - timedelta(hours=7)).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["1722816000", "0000-00-00 00:00:00", "2024-13-45", "", "halo", "T12:00", "20240805123"]
)
def test_a_value_that_is_no_date_is_none(text: str) -> None:
    assert read_machine(text, zone=WIB) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-08-05T23:15:30Z", date(2024, 8, 6)),
        ("2024-08-05T23:15:30+07:00", date(2024, 8, 5)),
        ("Mon, 05 Aug 2024 20:15:30 +0000", date(2024, 8, 6)),
        ("20240805", date(2024, 8, 5)),
        ("05-08-2024", date(2024, 8, 5)),
        ("5 Agustus 2024", date(2024, 8, 5)),
    ],
)
def test_a_machine_value_gives_the_citys_day(text: str, day: date) -> None:
    found = read_machine(text, zone=WIB)
    assert found is not None
    assert found.day == day


@given(st.text(max_size=60))
def test_no_attribute_raises(text: str) -> None:
    read_machine(text, zone=WIB)
