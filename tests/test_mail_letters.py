"""What a letter says. SEGAR_GOLDEN=write in the environment writes tests/golden/letters anew, to be read before it is kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.freshness import Status
from monitor.policy import Policy
from monitor.publish import public_pages
from monitor.reminders import Concern, Letter
from tests.mail_helpers import CITY, RULES, SCORE, letter, mail_of, never_dated, part, three_sites, unit

GOLDEN = Path(__file__).parent / "golden" / "letters"
PAGES = {"18.71.01.1003": "https://segar.test/situs/18.71.01.1003.html"}


@pytest.mark.parametrize(
    ("name", "make"), [("one_site", letter), ("three_sites", three_sites), ("never_dated", never_dated)]
)
def test_a_whole_letter_reads_as_the_golden_one(name: str, make: Callable[[], Letter]) -> None:
    message = mail_of(make(), links=PAGES)
    headers = "".join(f"{key}: {value}\n" for key, value in message.items())
    whole = f"{headers}\n{part(message, 'plain')}\n{'-' * 72}\n{part(message, 'html')}"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("SEGAR_GOLDEN") == "write":
        path.write_text(whole, encoding="utf-8")
    assert whole == path.read_text(encoding="utf-8")


def test_a_letter_is_the_same_to_the_byte_when_it_is_composed_again() -> None:
    assert bytes(mail_of(three_sites())) == bytes(mail_of(three_sites()))


@pytest.mark.parametrize("make", [letter, three_sites, never_dated])
def test_what_is_not_known_is_left_out_and_never_printed_as_none(make: Callable[[], Letter]) -> None:
    bare = replace(RULES, reply_to=None, kominfo_email=None)
    message = mail_of(make(), city=replace(CITY, contact=None), mail=bare)
    assert "None" not in message.as_string() + part(message, "plain") + part(message, "html")


def test_a_score_with_nothing_in_it_still_makes_a_letter() -> None:
    empty = replace(SCORE, score=None, days=None, last_update=None, evidence=None, measured_on=None)
    message = mail_of(letter(Concern(unit(url=None), empty, 0)))
    assert message["Subject"] == "Pengingat situs Kelurahan Kedaton: belum ada isi bertanggal"
    assert "None" not in part(message, "plain")


def test_the_subject_names_the_site_and_the_days() -> None:
    assert mail_of(letter())["Subject"] == "Pengingat situs Kelurahan Kedaton: 64 hari sejak pembaruan terakhir"


def test_the_subject_of_many_sites_names_two_and_counts_the_others() -> None:
    many = letter(*(Concern(unit(f"Desa {at}"), SCORE, 0) for at in range(5)))
    assert mail_of(many)["Subject"].startswith("Pengingat situs Kelurahan Desa 0, Kelurahan Desa 1, dan 3 situs lain: ")


def test_evidence_is_said_to_be_claimed_or_observed() -> None:
    text = part(mail_of(three_sites()), "plain")
    assert "Bukti (menurut situs, dari tanggal terbit di umpan RSS):" in text
    assert "Bukti (teramati oleh Segar dari perubahan isi situs):" in text


def test_what_did_not_count_is_named_with_its_reason_in_both_parts() -> None:
    message = mail_of(three_sites())
    for said in (" ".join(part(message, "plain").split()), part(message, "html")):
        assert "Terlihat pula, tetapi belum dapat dihitung sebagai isi baru:" in said
        assert "Tanggal digeser, tetapi isinya tetap sama. Tanggal menurut situs: 12 November 2026." in said


def test_an_address_of_the_evidence_stands_whole_on_its_own_line() -> None:
    assert SCORE.evidence is not None
    address = "https://kedaton.test/" + "sangat-panjang-" * 20
    concern = Concern(unit(), replace(SCORE, evidence=replace(SCORE.evidence, url=address)), 0)
    assert f"\n{address}\n" in part(mail_of(letter(concern)), "plain")


def test_an_address_that_is_unfit_for_a_link_is_shown_disarmed() -> None:
    assert SCORE.evidence is not None
    concern = Concern(unit(), replace(SCORE, evidence=replace(SCORE.evidence, url="javascript:alert(1)//x.test")), 0)
    html = part(mail_of(letter(concern)), "html")
    assert "x[.]test" in html
    assert 'href="javascript' not in html


def test_markup_in_a_title_is_text_in_both_parts() -> None:
    message = mail_of(three_sites())
    assert "<b>RT 03</b> & RW 1" in part(message, "plain")
    assert "&lt;b&gt;RT 03&lt;/b&gt; &amp; RW 1" in part(message, "html")


def test_the_thresholds_are_said_to_be_the_office_s_policy() -> None:
    text = " ".join(part(mail_of(letter(), policy=Policy(fair_days=21)), "plain").split())
    assert "ditetapkan sebagai kebijakan Dinas Komunikasi dan Informatika" in text
    assert "cukup sampai 21 hari" in text


@pytest.mark.parametrize(
    ("copies", "said"),
    [
        (("camat@kedaton.test",), "kepada pengelola situs kecamatan agar"),
        (("KABID@kota.test",), "kepada Kominfo agar"),
        (("camat@kedaton.test", "kabid@kota.test"), "kepada pengelola situs kecamatan dan Kominfo agar"),
    ],
)
def test_a_letter_says_who_is_copied(copies: tuple[str, ...], said: str) -> None:
    message = mail_of(replace(letter(), copies=copies))
    assert said in " ".join(part(message, "plain").split())
    assert [address.addr_spec for address in message["Cc"].addresses] == list(copies)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        ((), None),
        (("camat@kedaton.test",), "tembusan surat itu akan kami sampaikan kepada pengelola situs kecamatan agar"),
        (("kabid@kota.test",), "tembusan surat itu akan kami sampaikan kepada Kominfo agar"),
    ],
)
def test_a_copy_is_announced_in_the_letter_before(ahead: tuple[str, ...], said: str | None) -> None:
    message = mail_of(replace(letter(), next_copies=ahead))
    text, html = " ".join(part(message, "plain").split()), part(message, "html")
    assert message["Cc"] is None
    assert said in text and said in html if said else "embusan" not in text + html


@pytest.mark.parametrize(
    ("earlier", "said"), [(0, None), (1, "telah kami kirim 1 surat"), (12, "telah kami kirim 12 surat")]
)
def test_a_later_letter_counts_those_that_came_before(earlier: int, said: str | None) -> None:
    text = " ".join(part(mail_of(letter(Concern(unit(), SCORE, earlier))), "plain").split())
    assert (
        f"{said} pengingat tentang situs ini sejak pembaruan tersebut." in text
        if said
        else "telah kami kirim" not in text
    )


def test_one_site_is_thanked_for_by_name_and_not_numbered() -> None:
    text = part(mail_of(letter()), "plain")
    assert "Terima kasih telah mengelola situs Kelurahan Kedaton." in text
    assert "\nKelurahan Kedaton\n" in text


def test_several_sites_are_thanked_for_by_the_city_and_numbered() -> None:
    text = part(mail_of(three_sites()), "plain")
    assert "Terima kasih telah mengelola situs di Kota Bandar Lampung." in text
    assert "\n1. Kelurahan Kedaton\n" in text


@pytest.mark.parametrize("make", [letter, three_sites, never_dated])
def test_segar_explains_itself_where_it_is_first_named(make: Callable[[], Letter]) -> None:
    text = " ".join(part(mail_of(make()), "plain").split())
    told = "Segar, sistem pemantauan kesegaran situs milik Dinas Komunikasi dan Informatika,"
    assert text.index("Segar") == text.index(told)


def test_the_subject_of_several_sites_says_the_longest_and_no_until() -> None:
    assert mail_of(three_sites())["Subject"].endswith(": paling lama 1.204 hari tanpa isi baru")


def test_a_letter_without_copies_speaks_of_none() -> None:
    message = mail_of(letter())
    assert "Tembusan" not in part(message, "plain")
    assert message["Cc"] is None


@pytest.mark.parametrize("status", [Status.TERTINGGAL, Status.BASI, Status.MATI_SURI])
def test_every_lagging_status_is_named(status: Status) -> None:
    text = part(mail_of(letter(Concern(unit(), replace(SCORE, status=status), 0))), "plain")
    assert f"status {status.value.replace('_', ' ')} (" in text


def test_text_and_html_say_the_same_sentences() -> None:
    message = mail_of(three_sites(), links=PAGES)
    html, text = part(message, "html"), " ".join(part(message, "plain").split())
    for sentence in (
        "Selama",
        "Tulisan pendek sudah terhitung.",
        "kunjungan berikutnya",
        "surat pengingat",
        "secara otomatis",
        "kominfo@kota.test",
    ):
        assert (sentence in html) == (sentence in text)


@pytest.mark.parametrize("folder", ["https://segar.test/papan", "https://segar.test/papan/"])
def test_where_the_board_is_public_a_letter_links_to_it_and_to_each_site_s_page(folder: str) -> None:
    city = replace(CITY, board_url=folder)
    what = three_sites()
    message = mail_of(what, city=city, links=public_pages(city, [concern.unit for concern in what.concerns]))
    html, text = part(message, "html"), part(message, "plain")
    for concern in what.concerns:
        address = f"https://segar.test/papan/situs/{concern.unit.code}.html"
        assert f"\n   {address}\n" in text
        assert f'<a href="{address}"' in html
    assert f"Papan kesegaran semua situs:\n{folder}\n" in text
    assert f'<a href="{folder}"' in html


def test_where_the_board_is_not_public_a_letter_links_to_none_of_it() -> None:
    assert public_pages(CITY, [unit()]) == {}
    message = mail_of(letter(), links={})
    assert "Rincian" not in part(message, "plain") + part(message, "html")
    assert "Papan" not in part(message, "plain") + part(message, "html")


def test_no_part_of_the_html_comes_from_elsewhere() -> None:
    html = part(mail_of(three_sites(), links=PAGES), "html")
    assert "src=" not in html
    assert "url(" not in html
