from __future__ import annotations

from pathlib import Path

import pytest

from monitor.mail import Folder, MailError, Smtp, outbox_from


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("smtp://u:p@relay.kota.test", ("relay.kota.test", 587, "starttls", "u", "p")),
        ("smtp://relay.kota.test:2525/", ("relay.kota.test", 2525, "starttls", None, None)),
        ("smtps://u%40kota.test:a%2Fb@relay.kota.test", ("relay.kota.test", 465, "implicit", "u@kota.test", "a/b")),
        ("smtp://127.0.0.9:25?starttls=off", ("127.0.0.9", 25, "off", None, None)),
        ("smtp://[::1]:25?starttls=off", ("::1", 25, "off", None, None)),
    ],
)
def test_an_address_of_a_server_is_read(url: str, read: tuple[object, ...]) -> None:
    server = Smtp.from_url(url)._server
    assert (server.host, server.port, server.tls, server.user, server.password) == read


@pytest.mark.parametrize(
    "url",
    [
        "relay.kota.test:587",
        "http://relay.kota.test",
        "smtp://",
        "smtp://relay.kota.test:port",
        "smtp://relay.kota.test:0",
        "smtp://relay.kota.test/inbox",
        "smtp://sekali-rahasia@relay.kota.test",
        "smtp://:sekali-rahasia@relay.kota.test",
        "smtp://u:sekali-rahasia/x@relay.kota.test",
        "smtp://u:sekali-rahasia#x@relay.kota.test",
        "smtp://u:p@relay.kota.test?starttls=off",
        "smtp://localhost.kota.test:25?starttls=off",
        "smtp://localhost:25?starttls=no",
        "smtp://localhost:25?starttls=off&verify=no",
        "smtps://localhost?starttls=off",
        "smtp://relay.kota.test?verify",
        "smtp://[::1:25",
    ],
)
def test_any_other_address_is_one_clear_line_without_the_password(url: str) -> None:
    with pytest.raises(MailError, match=r"^SEGAR_SMTP_URL ") as caught:
        Smtp.from_url(url)
    assert "\n" not in str(caught.value)
    assert "sekali-rahasia" not in str(caught.value)


def test_the_password_is_not_in_the_server_s_repr() -> None:
    assert repr(Smtp.from_url("smtp://u:sekali-rahasia@relay.kota.test")._server) == "relay.kota.test:587"


def test_without_an_address_letters_go_to_the_folder(tmp_path: Path) -> None:
    assert outbox_from({}, folder=tmp_path) == Folder(tmp_path)
    assert outbox_from({"SEGAR_SMTP_URL": " "}, folder=tmp_path) == Folder(tmp_path)


def test_a_missing_authority_file_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(MailError, match=r"SEGAR_SMTP_CAFILE .* is no file"):
        Smtp.from_url("smtp://relay.kota.test", cafile=str(tmp_path / "none.pem"))


def test_a_host_that_cannot_be_is_one_clear_error() -> None:
    from tests.mail_helpers import letter, mail_of  # noqa: PLC0415 - this test alone composes a letter

    with pytest.raises(MailError, match="cannot be reached"):
        Smtp.from_url("smtp://a..b:25").send(mail_of(letter()))
