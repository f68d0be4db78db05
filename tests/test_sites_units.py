from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.site_rules import Cleared
from crawler.sites import Admin, load_sites
from tests.sites_helpers import CITY, KECAMATAN, MAIL, kelurahan, said, the_error, units, warned, write

ADMIN = "admins: [{name: Sri, email: sri@kota.test}]"


def test_a_unit_comes_with_all_that_is_written_of_it(tmp_path: Path) -> None:
    extra = f"url: 'https://a.go.id/x', {ADMIN}, since: 2026-01-05, snooze_until: '2026-12-31', snooze_reason: pindah, notes: n"

    unit = load_sites(write(tmp_path, CITY + units(kelurahan(extra=extra)))).units[1]

    assert (unit.code, unit.name, unit.level, unit.parent) == ("18.71.01.1003", "Surabaya", "kelurahan", "18.71.01")
    assert (unit.url, unit.admins) == ("https://a.go.id/x", (Admin("Sri", "sri@kota.test"),))
    assert (unit.since, unit.snooze_until, unit.snooze_reason) == (date(2026, 1, 5), date(2026, 12, 31), "pindah")
    assert (unit.notes, unit.line) == ("n", 8)


def test_a_cleared_page_comes_with_its_reason(tmp_path: Path) -> None:
    extra = (
        "url: 'https://a.go.id/x', admins: [], cleared_pages: [{url: 'https://a.go.id/x/togel', reason: dibaca Sri}]"
    )

    unit = load_sites(write(tmp_path, CITY + units(kelurahan(extra=extra)))).units[1]

    assert unit.cleared_pages == (Cleared("https://a.go.id/x/togel", "dibaca Sri"),)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{url: 'https://a.go.id/t'}", "has no reason; write who looked at the page"),
        ("{reason: dibaca}", "has no url; write the address of the page"),
        ("{url: 'a.go.id/t', reason: dibaca}", "url 'a.go.id/t'"),
        ("{url: 'https://a.go.id/t', reason: a}, {url: 'https://a.go.id/t', reason: b}", "stands twice"),
        ("{url: 'https://a.go.id/t', why: a}", "unknown key 'why'"),
        ("{url: 'https://b.go.id/t', reason: dibaca}", "is no page of this unit's site"),
        ("{url: 'https://a.go.id/t#isi', reason: dibaca}", "take out everything from the # on"),
    ],
)
def test_a_page_is_cleared_by_a_whole_entry_only(tmp_path: Path, entry: str, words: str) -> None:
    extra = f"url: 'https://a.go.id/', cleared_pages: [{entry}]"

    assert any(words in line for line in said(tmp_path, CITY + units(kelurahan(extra=extra))))


def test_a_page_of_a_system_that_names_its_pages_by_number_may_be_cleared(tmp_path: Path) -> None:
    extra = "url: 'https://a.go.id/', admins: [], cleared_pages: [{url: 'https://www.a.go.id/?p=12', reason: dibaca}]"

    assert load_sites(write(tmp_path, CITY + units(kelurahan(extra=extra)))).units[1].cleared_pages


def test_a_unit_without_a_site_has_no_page_to_clear(tmp_path: Path) -> None:
    extra = "cleared_pages: [{url: 'https://a.go.id/t', reason: dibaca}]"

    told = the_error(tmp_path, CITY + units(kelurahan(extra=extra)))

    assert "is no page of this unit's site" in told


def test_a_kecamatan_may_name_the_city_as_its_parent_and_keeps_none(tmp_path: Path) -> None:
    text = CITY + 'units: [{code: "18.71.01", name: Kedaton, level: kecamatan, parent: "18.71"}]'

    assert load_sites(write(tmp_path, text)).units[0].parent is None


def test_an_unknown_key_names_the_nearest_known_one(tmp_path: Path) -> None:
    line = the_error(tmp_path, CITY + units(kelurahan(extra="ulr: null")))

    assert line == "sites.yaml:8: 18.71.01.1003 Surabaya: unknown key 'ulr'; write 'url'"


def test_a_key_unlike_any_other_gets_the_list_of_keys(tmp_path: Path) -> None:
    assert "unknown key 'zzz'; the keys here are city, mail, schedule," in the_error(
        tmp_path, CITY + units() + "zzz: 1\n"
    )


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{code: 18.71, name: A, level: kecamatan}", 'code was read as the number 18.71, not as text; write it in quotes, like code: "18.71.01"'),
        ('{code: "18.71.1", name: A, level: kecamatan}', "code '18.71.1' is not that of a kecamatan"),
        ('{code: "18.71.02.1003", name: A, level: kecamatan}', "is not that of a kecamatan"),
        ("{name: A, level: kecamatan}", "unit 2 | A: has no code; write the Kemendagri code"),
        ('{code: "18.71.02", level: kecamatan}', "18.71.02: has no name"),
        ('{code: "18.71.02", name: yes-is-text, level: true}', "level was read as true, not as text"),
        ('{code: "18.71.02", name: 7, level: kecamatan}', "name was read as the number 7, not as text; write it in quotes"),
        ('{code: "18.71.02", name: A, level: kecamtan}', "level 'kecamtan' is not known; write kecamatan"),
        ('{code: "18.71.02", name: A}', "has no level; write kecamatan or kelurahan"),
        ('{code: "18.71.01", name: A, level: kecamatan}', "code '18.71.01' is that of 18.71.01 Kedaton on line 7 too"),
        ('{code: "18.71.02", name: A, level: kecamatan, parent: "18.72"}', "parent '18.72' is not the city; leave parent out"),
        ('{code: "18.71.01.1001", name: A, level: kelurahan}', "has no parent; write the code of its kecamatan"),
        ('{code: "18.71.09.1001", name: A, level: kelurahan, parent: "18.71.09"}', "parent '18.71.09' is not in this file"),
        ('{code: "18.71.09.1001", name: A, level: kelurahan, parent: "18.71.01"}', 'write "18.71.09"'),
        ('{code: "18.71.02", name: " A", level: kecamatan}', "begins or ends with a space"),
        ('{code: "18.71.02", name: "A\\u200b", level: kecamatan}', "holds an invisible character (U+200B)"),
        ('{code: "18.71.02", name: "A\\nBcc: x", level: kecamatan}', "holds an invisible character (U+000A)"),
        ('{code: "18.71.02", name: A, level: kecamatan, since: 2026-02-30}', "since '2026-02-30' is not a date"),
        ('{code: "18.71.02", name: A, level: kecamatan, since: 5 Januari 2026}', "is not a date; write year-month-day"),
        ('{code: "18.71.02", name: A, level: kecamatan, snooze_until: 2026-12-31}', "snooze_until stands without snooze_reason"),
        ('{code: "18.71.02", name: A, level: kecamatan, snooze_reason: pindah}', "snooze_reason stands without snooze_until"),
        ("Kedaton", "an entry of units is 'Kedaton'; write its keys after the '-'"),
    ],
)  # fmt: skip
def test_each_slip_in_a_unit_is_one_error_on_its_line(tmp_path: Path, entry: str, words: str) -> None:
    line = the_error(tmp_path, CITY + units(f"- {entry}\n"))

    assert line.startswith("sites.yaml:8: ")
    assert words.rsplit(" | ", maxsplit=1)[-1] in line


def test_a_parent_that_is_a_kelurahan_is_refused(tmp_path: Path) -> None:
    wrong = '- {code: "18.71.01.1004", name: B, level: kelurahan, parent: "18.71.01.1003"}\n'

    line = the_error(tmp_path, CITY + units(kelurahan(), wrong))

    assert "parent '18.71.01.1003' is no kecamatan but kelurahan Surabaya; write \"18.71.01\"" in line


def test_a_slip_in_a_kecamatan_is_not_told_again_by_its_kelurahan(tmp_path: Path) -> None:
    text = (
        CITY + "units:\n- {code: 18.71.1, name: Kedaton, level: kecamatan}\n" + kelurahan() + kelurahan(1004, name="B")
    )

    assert "code '18.71.1' is not that of a kecamatan" in the_error(tmp_path, text)


@pytest.mark.parametrize(
    "bad", ["sri", "sri@", "sri@kota", "sri kota@a.go.id", "sri@localhost", "a@b@c.id", "sri@-a.go.id"]
)
def test_an_address_that_takes_no_mail_is_refused(tmp_path: Path, bad: str) -> None:
    line = the_error(tmp_path, CITY + units(kelurahan(extra=f"admins: [{{name: Sri, email: '{bad}'}}]")))

    assert f"email '{bad}' is not an e-mail address (" in line
    assert "write one like nama@domain.go.id" in line


def test_one_admin_may_answer_for_several_units(tmp_path: Path) -> None:
    text = CITY + MAIL + units(kelurahan(1003, extra=ADMIN), kelurahan(1004, name="B", extra=ADMIN))

    assert said(tmp_path, text) == []


def test_an_address_stands_once_in_a_unit_whatever_its_case(tmp_path: Path) -> None:
    twice = "admins: [{name: Sri, email: sri@kota.test}, {name: Ani, email: SRI@kota.test}]"

    assert "stands twice among this unit's admins" in the_error(tmp_path, CITY + MAIL + units(kelurahan(extra=twice)))


def test_an_admin_needs_a_name_and_an_address_and_nothing_else(tmp_path: Path) -> None:
    lines = said(tmp_path, CITY + units(kelurahan(extra="admins: [{mail: sri@kota.test}]")))

    assert [line.split("Surabaya: ")[1].split(";")[0] for line in lines] == [
        "unknown key 'mail'",
        "has no name",
        "has no email",
    ]


def test_all_errors_come_at_once_from_the_top_down(tmp_path: Path) -> None:
    text = (
        CITY.replace("Asia/Jakarta", "WIB")
        + "policy: {rhythm_weeks: 99}\n"
        + "units:\n"
        + KECAMATAN
        + kelurahan(extra="url: ftp://x")
        + kelurahan()
    )

    lines = said(tmp_path, text)

    assert [line.split(": ")[0] for line in lines] == ["sites.yaml:4", "sites.yaml:6", "sites.yaml:9", "sites.yaml:10"]
    assert "zone 'WIB' is not a time zone of the IANA list; write Asia/Jakarta" in lines[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (units(), "city: is missing"),
        (CITY, "units: is missing or empty"),
        (CITY + "units: []\n", "units: is missing or empty"),
        (CITY + "units: {a: 1}\n", "units is a group of keys; write a list under it"),
        (CITY.replace('"18.71"', "18.71") + units(), "city: code was read as the number 18.71"),
        (CITY.replace("Asia/Jakarta", "Asia/Jakata") + units(), "write Asia/Jakarta"),
        (CITY.replace("Asia/Jakarta", "Asia") + units(), "zone 'Asia' is not a time zone"),
        (CITY.replace("  office: Dinas Kominfo\n", "") + units(), "city: has no office"),
        (CITY + "  contact: nobody\n" + units(), "contact 'nobody' is neither a page nor an e-mail address"),
        (
            CITY + "  board_url: segar.kota.test\n" + units(),
            "board_url 'segar.kota.test' has no scheme; write https://",
        ),
        (CITY + "  board_url: ftp://segar.kota.test/\n" + units(), "does not begin with http:// or https://"),
        (CITY + "  board_url: https://segar.kota.test/?a=1\n" + units(), "has a query or fragment"),
        (CITY + "  board_url: https://segar.kota.test/index.html\n" + units(), "names a page; write its folder"),
        (CITY + "  board: https://segar.kota.test/\n" + units(), "unknown key 'board'; write 'board_url'"),
    ],
)
def test_the_city_and_its_units_are_needed(tmp_path: Path, text: str, words: str) -> None:
    assert words in the_error(tmp_path, text)


def test_what_is_missing_is_a_warning_and_no_error(tmp_path: Path) -> None:
    text = CITY + units(kelurahan(1003, extra="url: 'https://a.go.id'"), kelurahan(1004, name="B"))

    lines = warned(tmp_path, text)

    assert [line.split("; ")[0] for line in lines] == [
        "city: has no contact: web masters cannot ask who is crawling",
        "18.71.01 Kedaton: has no url: it is shown as 'belum ada situs'",
        "18.71.01.1003 Surabaya: has a url but no admin: nobody gets its letters",
        "18.71.01.1004 B: has no url: it is shown as 'belum ada situs'",
    ]


def test_a_code_outside_the_city_is_a_warning(tmp_path: Path) -> None:
    other = '- {code: "17.71.01", name: Lain, level: kecamatan}\n'

    assert any("has a code outside the city's (18.71)" in line for line in warned(tmp_path, CITY + units(other)))


def test_one_address_under_two_names_is_a_warning(tmp_path: Path) -> None:
    text = (
        CITY
        + MAIL
        + units(kelurahan(1003, extra=ADMIN), kelurahan(1004, name="B", extra=ADMIN.replace("Sri,", "Ani,")))
    )

    assert any("sri@kota.test is called 'Ani' here and 'Sri' above" in line for line in warned(tmp_path, text))


def test_an_address_of_our_own_network_that_nobody_allowed_is_a_warning(tmp_path: Path) -> None:
    text = CITY + units(kelurahan(1003, extra="url: 'http://10.0.0.5/'"))
    assert any("will not be crawled: 10.0.0.5 is not a public address" in line for line in warned(tmp_path, text))
    allowed = "allow_addresses: [10.0.0.0/8]\n" + text
    assert not any("will not be crawled" in line for line in warned(tmp_path, allowed))
