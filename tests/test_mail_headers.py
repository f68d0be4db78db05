from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email import policy as email_policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.mail import MailError
from monitor.outbox import one_line
from monitor.reminders import Concern
from tests.mail_helpers import RULES, SCORE, letter, mail_of, part, three_sites, unit

HEADERS = {
    "From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Segar-Letter", "MIME-Version", "Content-Type",
}  # fmt: skip


def test_a_letter_says_that_no_person_wrote_it() -> None:
    message = mail_of(letter())
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Segar-Letter"] == "weekly 2026-W48"
    assert message["Reply-To"] == "kominfo@kota.test"


def test_the_date_is_the_given_now_in_city_time() -> None:
    assert mail_of(letter())["Date"] == "Mon, 23 Nov 2026 08:00:00 +0700"


def test_the_message_id_depends_on_recipient_week_and_kind_alone() -> None:
    first = mail_of(letter())["Message-ID"]
    assert (
        mail_of(letter(name="Lain", to="SRI@kedaton.test"), now=datetime(2026, 11, 24, tzinfo=UTC))["Message-ID"]
        == first
    )
    others = (replace(letter(), iso_week="2026-W49"), replace(letter(), kind="security"), letter(to="ani@kedaton.test"))
    assert len({first, *(mail_of(other)["Message-ID"] for other in others)}) == 4


def test_a_letter_has_text_first_and_html_second_both_in_utf_8() -> None:
    message = mail_of(letter())
    assert message.get_content_type() == "multipart/alternative"
    kinds = [(piece.get_content_type(), piece.get_content_charset()) for piece in message.iter_parts()]
    assert kinds == [("text/plain", "utf-8"), ("text/html", "utf-8")]


NAMES = st.text(max_size=120) | st.lists(st.text('abc,;"\\\\<>()@.é: ', min_size=1, max_size=20), max_size=12).map(
    " ".join
)


def test_a_long_name_with_titles_stays_one_recipient() -> None:
    name = "Hj. Siti Nurhaliza binti Abdul Rahman al-Ghazali, S.Sos., M.Si., M.Kom., Dr."
    message = mail_of(letter(name=name))
    read = message_from_bytes(bytes(message), policy=email_policy.SMTP)
    (only,) = read["To"].addresses
    assert only.addr_spec == "sri@kedaton.test"
    assert name.startswith(only.display_name)
    assert f"Yth. Bapak/Ibu {name}," in " ".join(part(message, "plain").split())


def test_letters_outside_ascii_are_written_plain_in_the_header_and_whole_in_the_greeting() -> None:
    message = mail_of(letter(name="Ibu Désirée Jum’at"))
    assert message["To"].addresses[0].display_name == "Ibu Desiree Jumat"
    assert part(message, "plain").startswith("Yth. Bapak/Ibu Ibu Désirée Jum’at,")


@given(name=NAMES)
def test_a_name_in_the_header_is_the_beginning_of_the_name(name: str) -> None:
    message = mail_of(letter(name=name))
    read = message_from_bytes(bytes(message), policy=email_policy.SMTP)
    (only,) = read["To"].addresses
    assert only.display_name == message["To"].addresses[0].display_name
    plain = unicodedata.normalize("NFKD", one_line(name)).encode("ascii", "ignore").decode()
    assert "".join(plain.split()).startswith("".join(only.display_name.split()))


@given(name=NAMES, site=st.text(max_size=120))
def test_no_name_can_add_a_header_or_break_the_line_limit(name: str, site: str) -> None:
    message = mail_of(letter(Concern(unit(site), SCORE, 0), name=name))
    raw = bytes(message)
    head, _, _ = raw.partition(b"\r\n\r\n")
    assert all(len(line) <= 78 for line in head.split(b"\r\n"))
    assert raw.isascii()
    read = message_from_bytes(raw, policy=email_policy.SMTP)
    assert set(read.keys()) <= HEADERS
    assert [address.addr_spec for address in read["To"].addresses] == ["sri@kedaton.test"]


@pytest.mark.parametrize("name", ["Sri\r\nBcc: semua@kota.test", "Sri\nX-Jahat: 1", "Sri\u2028Bcc: x@y.test", "Sri\0"])
def test_a_newline_in_a_name_stays_inside_the_name(name: str) -> None:
    read = message_from_bytes(bytes(mail_of(letter(name=name))), policy=email_policy.SMTP)
    assert read["Bcc"] is None
    assert read["X-Jahat"] is None
    assert len(read["To"].addresses) == 1


def test_no_line_of_a_letter_is_longer_than_servers_take() -> None:
    assert max(len(line) for line in bytes(mail_of(three_sites())).split(b"\r\n")) <= 78


def test_a_domain_of_other_letters_is_written_in_ascii() -> None:
    assert mail_of(letter(to="sri@désa.test"))["To"].addresses[0].domain == "xn--dsa-bma.test"


@pytest.mark.parametrize(
    "to", ["śri@kedaton.test", "sri@kedaton.test, ani@kedaton.test", "sri", "sri@kedaton.test\nBcc: x@y.test"]
)
def test_an_address_that_cannot_be_written_to_is_one_clear_error(to: str) -> None:
    with pytest.raises(MailError) as caught:
        mail_of(letter(to=to))
    assert caught.value.recipient == to
    assert "\n" not in str(caught.value)


def test_without_a_sender_no_letter_can_be_made() -> None:
    with pytest.raises(MailError, match="names no sender"):
        mail_of(letter(), mail=replace(RULES, sender_email=None))
