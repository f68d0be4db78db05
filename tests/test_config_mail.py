from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import MailRules, load_settings
from tests.sites_helpers import CITY, MAIL, kelurahan, said, the_error, units, write

ADMIN = units(kelurahan(extra="admins: [{name: Sri, email: sri@kota.test}]"))


def _mail(folder: Path, text: str) -> MailRules:
    return load_settings(write(folder, CITY + text)).mail


def test_without_admins_no_sender_is_needed(tmp_path: Path) -> None:
    assert _mail(tmp_path, units()) == MailRules(sender_name="Dinas Kominfo")


def test_all_of_the_mail_rules_can_be_set(tmp_path: Path) -> None:
    text = (
        "mail: {sender: {name: Segar, email: a@Kota.TEST}, reply_to: b@kota.test, kominfo: c@kota.test, language: id}\n"
    )

    assert _mail(tmp_path, text + ADMIN) == MailRules("Segar", "a@kota.test", "b@kota.test", "c@kota.test", "id")


@pytest.mark.parametrize("text", ["", "mail:\n", "mail: {reply_to: b@kota.test}\n", "mail: {sender: {name: Segar}}\n"])
def test_a_unit_with_an_admin_needs_a_sender(tmp_path: Path, text: str) -> None:
    line = the_error(tmp_path, CITY + text + ADMIN)

    assert (
        "mail: no sender for the letters, though 18.71.01.1003 Surabaya has an admin; write mail: sender: email:"
        in line
    )


def test_a_bad_sender_is_told_once(tmp_path: Path) -> None:
    assert "email 'x' is not an e-mail address" in the_error(
        tmp_path, CITY + MAIL.replace("segar@kota.test", "x") + ADMIN
    )


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("reply_to: x", "reply_to 'x' is not an e-mail address"),
        ("kominfo: 7", "kominfo was read as the number 7, not as text"),
        ("language: en", "language 'en' is not known; write id"),
        ("sender: a@kota.test", "sender is 'a@kota.test'; write keys under it"),
        ("smtp: x", "unknown key 'smtp'; the keys here are sender, reply_to, kominfo, language"),
        ("sender: {adress: x}", "unknown key 'adress'; the keys here are name, email"),
        ('sender: {name: "A\\r\\nBcc: x", email: a@kota.test}', "holds an invisible character (U+000D)"),
    ],
)
def test_a_slip_in_the_mail_rules_is_one_error(tmp_path: Path, key: str, words: str) -> None:
    line = the_error(tmp_path, CITY + f"mail:\n  {key}\n" + units())

    assert line.startswith("sites.yaml:7: mail: ")
    assert words in line


def test_mail_errors_come_with_those_of_the_units(tmp_path: Path) -> None:
    lines = said(tmp_path, CITY + "mail: {language: fr}\nschedule: {nightly: x}\n" + units(kelurahan(extra="url: x")))

    assert [line.split(": ")[1] for line in lines] == ["mail", "schedule", "18.71.01.1003 Surabaya"]
