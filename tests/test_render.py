"""The one Jinja2 environment and the forms in which dates, numbers and quoted text reach people."""

from __future__ import annotations

import html
import unicodedata
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, UndefinedError

from monitor import render as renderer
from monitor.phrases import ago, bare, day, day_short, defanged, link, moment, number, percent, plain_number, quoted

EVENING = datetime(2026, 11, 19, 19, 15, tzinfo=UTC)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = renderer._environment().overlay(
        loader=DictLoader({"letter.txt.j2": "Yth. {{ name }} & rekan <{{ name }}>"})
    )
    monkeypatch.setattr(renderer, "_environment", lambda: environment)


def test_days_are_written_in_indonesian() -> None:
    assert day(date(2026, 11, 20)) == "20 November 2026"
    assert day_short(date(2026, 8, 5)) == "5 Agu 2026"


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Jakarta", "Jumat, 20 November 2026 pukul 02.15 WIB"),
        ("Asia/Makassar", "Jumat, 20 November 2026 pukul 03.15 WITA"),
        ("Asia/Jayapura", "Jumat, 20 November 2026 pukul 04.15 WIT"),
    ],
)
def test_an_instant_is_written_in_the_zone_of_the_city(zone: str, written: str) -> None:
    assert moment(EVENING, ZoneInfo(zone)) == written


def test_an_age_is_written_as_people_say_it() -> None:
    assert [ago(days) for days in (0, 1, 3, 1204)] == ["hari ini", "kemarin", "3 hari lalu", "1.204 hari lalu"]


def test_numbers_have_a_decimal_comma_and_a_dot_for_thousands() -> None:
    assert number(91264.25, 2) == "91.264,25"
    assert [plain_number(value) for value in (14, 0.6, 6.5, 2.25, 100)] == ["14", "0,6", "6,5", "2,25", "100"]
    assert [percent(share) for share in (31 / 146, 0.6, 1.0, 0.0)] == ["21,2%", "60%", "100%", "0%"]


def test_quoted_text_is_one_line_without_direction_tricks_or_mail_addresses() -> None:
    assert quoted("  Oleh\n\tBudi \u202ebudi@mail.go.id\x00 ") == "Oleh Budi [alamat surel]"


@given(st.text(max_size=3000))
def test_quoted_text_never_grows_past_its_limit_and_holds_no_control_character(text: str) -> None:
    shown = quoted(text, 60)
    assert len(shown) <= 60 or "[alamat surel]" in shown
    assert not any(unicodedata.category(char) in {"Cc", "Cf"} for char in shown)


def test_an_injected_address_is_shown_so_that_nothing_makes_a_link_of_it() -> None:
    assert (
        defanged("lihat https://slot.situs-gacor.example/a.php di 12.345")
        == "lihat hxxps://slot[.]situs-gacor[.]example/a[.]php di 12.345"
    )


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("http://192.0.2.7/slot di 1.204 situs", "hxxp://192[.]0[.]2[.]7/slot di 1.204 situs"),
        ("masuk ke 192.0.2.7:8080 sekarang", "masuk ke 192[.]0[.]2[.]7:8080 sekarang"),
        ("http://0xc0.2.7/ pada 20.11.2026", "hxxp://0xc0[.]2[.]7/ pada 20.11.2026"),
    ],
)
def test_a_host_that_is_an_ip_address_is_disarmed_and_a_number_is_not(found: str, shown: str) -> None:
    assert defanged(found) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("kerja bakti bersama warga", "kerja bakti…"),
        ("kerja bakti, bersama warga", "kerja bakti…"),
        ("musyawarahperencanaan bangunan", "musyawarahperen…"),
    ],
)
def test_a_long_text_is_cut_at_the_end_of_a_word_where_it_can_be(text: str, shown: str) -> None:
    assert quoted(text, 16) == shown


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/",
        "//a.example/",
        "http://",
        "https://bank@jahat.example/",
        "https://a.example/\nX",
        " https://a.example/",
        "http://[::1",
        None,
    ],
)
def test_only_a_plain_web_address_becomes_a_link(url: str | None) -> None:
    assert link(url) is None


def test_a_web_address_is_linked_unchanged_and_written_short() -> None:
    assert link("http://a.example/x?y=1&z=2") == "http://a.example/x?y=1&z=2"
    assert bare("https://a.example/") == "a.example"


@pytest.mark.usefixtures("desk")
def test_every_template_escapes_whatever_its_name() -> None:
    assert renderer.render("letter.txt.j2", name="<b>").endswith("&lt;b&gt;>")


@pytest.mark.usefixtures("desk")
def test_a_missing_value_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(UndefinedError, match="name"):
        renderer.render("letter.txt.j2")


@given(st.text())
def test_escaped_text_is_read_back_exactly(text: str) -> None:
    assert html.unescape(str(renderer._environment().from_string("{{ text }}").render(text=text))) == text


@pytest.mark.usefixtures("desk")
def test_a_plain_text_template_gives_its_values_back_as_they_were() -> None:
    assert (
        renderer.render_text("letter.txt.j2", name="R&D &amp; <Ani>")
        == "Yth. R&D &amp; <Ani> & rekan <R&D &amp; <Ani>>"
    )
