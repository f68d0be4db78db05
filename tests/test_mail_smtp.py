from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email import policy as email_policy
from pathlib import Path

import pytest
import trustme

from monitor.mail import MailError, Smtp, outbox_from
from tests.mail_helpers import Post, authority_file, letter, mail_of, part, server, three_sites

# aiosmtpd 1.4.6 does not see that a connection under implicit TLS is encrypted, and warns of the login it asks for.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def cafile(authority: trustme.CA, tmp_path: Path) -> str:
    return authority_file(authority, tmp_path)


@pytest.fixture
def post(authority: trustme.CA) -> Iterator[Post]:
    with server(Post(), authority=authority) as running:
        yield running


@pytest.fixture
def outbox(post: Post, cafile: str) -> Iterator[Smtp]:
    opened = Smtp.from_url(f"smtp://segar:rahasia%401@localhost:{post.port}", cafile=cafile, seconds=5)
    yield opened
    opened.close()


def test_a_letter_arrives_over_starttls_and_login_as_it_was_composed(post: Post, outbox: Smtp) -> None:
    message = mail_of(three_sites())
    outbox.send(message)
    assert post.recipients == [["sri@kedaton.test", "camat@kedaton.test", "kabid@kota.test"]]
    assert post.letters == [bytes(message)]
    read = message_from_bytes(post.letters[0], policy=email_policy.default)
    assert part(read, "plain") == part(message, "plain")


def test_many_letters_go_over_one_connection(post: Post, outbox: Smtp) -> None:
    for at in range(3):
        outbox.send(mail_of(letter(to=f"admin{at}@kedaton.test")))
    assert len(post.letters) == 3
    assert len(post.peers) == 1


def test_a_lost_connection_is_made_anew_before_the_next_letter(post: Post, outbox: Smtp) -> None:
    outbox.send(mail_of(letter()))
    assert outbox._open is not None
    assert outbox._open.sock is not None
    outbox._open.sock.close()
    outbox._open.sock = None
    outbox.send(mail_of(letter(to="ani@kedaton.test")))
    assert len(post.peers) == 2


def test_a_line_that_begins_with_a_dot_arrives_with_its_dot(post: Post, outbox: Smtp) -> None:
    message = mail_of(letter())
    message.clear_content()
    message.set_content(".\n..titik\n")
    outbox.send(message)
    assert b"\r\n\r\n.\r\n..titik\r\n" in post.letters[0]


def test_a_refused_recipient_is_a_lasting_error_and_the_next_letter_goes_out(post: Post, outbox: Smtp) -> None:
    post.refuse["sri@kedaton.test"] = "550 5.1.1 No such user"
    with pytest.raises(MailError, match=r"refused sri@kedaton\.test \(550 5\.1\.1 No such user\)") as caught:
        outbox.send(mail_of(letter()))
    assert (caught.value.temporary, caught.value.recipient) == (False, "sri@kedaton.test")
    outbox.send(mail_of(letter(to="ani@kedaton.test")))
    assert post.recipients == [["ani@kedaton.test"]]


def test_a_refused_copy_is_logged_and_does_not_keep_the_letter_back(
    post: Post, outbox: Smtp, caplog: pytest.LogCaptureFixture
) -> None:
    post.refuse["camat@kedaton.test"] = "550 No such user"
    with caplog.at_level(logging.WARNING):
        outbox.send(mail_of(replace(letter(), copies=("camat@kedaton.test",))))
    assert post.recipients == [["sri@kedaton.test"]]
    assert "refused the copy to camat@kedaton.test: 550 No such user" in caplog.text


@pytest.mark.parametrize(("reply", "temporary"), [("450 Mailbox busy", True), ("550 No", False)])
def test_four_hundreds_may_pass_and_five_hundreds_last(
    post: Post, outbox: Smtp, reply: str, *, temporary: bool
) -> None:
    post.refuse["sri@kedaton.test"] = reply
    with pytest.raises(MailError) as caught:
        outbox.send(mail_of(letter()))
    assert caught.value.temporary is temporary


def test_a_letter_refused_after_its_last_line_is_an_error_of_that_letter(post: Post, outbox: Smtp) -> None:
    post.answer = "451 Greylisted, come back"
    with pytest.raises(MailError, match="451 Greylisted") as caught:
        outbox.send(mail_of(letter()))
    assert (caught.value.temporary, caught.value.handed_over) == (True, False)


def test_a_server_that_hangs_up_before_the_letter_is_a_passing_error_of_the_way_out(post: Post, outbox: Smtp) -> None:
    post.hang_up = "rcpt"
    with pytest.raises(MailError, match="hung up") as caught:
        outbox.send(mail_of(letter()))
    assert (caught.value.temporary, caught.value.recipient, caught.value.handed_over) == (True, None, False)


def test_a_server_that_hangs_up_on_a_taken_letter_leaves_it_handed_over(post: Post, outbox: Smtp) -> None:
    post.hang_up = "after"
    with pytest.raises(MailError, match="counts as sent") as caught:
        outbox.send(mail_of(letter()))
    assert caught.value.handed_over


def test_a_wrong_password_is_a_lasting_error_that_does_not_show_it(post: Post, cafile: str) -> None:
    with pytest.raises(MailError, match="refused the login of segar") as caught:
        Smtp.from_url(f"smtp://segar:salah@localhost:{post.port}", cafile=cafile).send(mail_of(letter()))
    assert not caught.value.temporary
    assert "salah" not in str(caught.value)


def test_a_certificate_that_nobody_vouches_for_is_refused_before_the_login(post: Post) -> None:
    with pytest.raises(MailError, match="certificate that is not trusted") as caught:
        Smtp.from_url(f"smtp://segar:rahasia%401@localhost:{post.port}").send(mail_of(letter()))
    assert (caught.value.temporary, post.letters) == (False, [])


def test_a_certificate_of_another_host_is_refused(authority: trustme.CA, cafile: str) -> None:
    with server(Post(), authority=authority, name="lain.test") as other:
        outbox = Smtp.from_url(f"smtp://segar:rahasia%401@localhost:{other.port}", cafile=cafile)
        with pytest.raises(MailError, match="certificate that is not trusted"):
            outbox.send(mail_of(letter()))


def test_a_server_without_starttls_gets_neither_password_nor_letter(authority: trustme.CA, cafile: str) -> None:
    with server(Post(), authority=authority, tls="off") as plain:
        outbox = Smtp.from_url(f"smtp://segar:rahasia%401@localhost:{plain.port}", cafile=cafile)
        with pytest.raises(MailError, match="does not offer") as caught:
            outbox.send(mail_of(letter()))
    assert (caught.value.temporary, plain.letters) == (False, [])


def test_a_server_on_this_machine_may_do_without_tls(authority: trustme.CA) -> None:
    with server(Post(), authority=authority, tls="off") as plain:
        outbox = Smtp.from_url(f"smtp://localhost:{plain.port}?starttls=off")
        outbox.send(mail_of(letter()))
        outbox.close()
    assert len(plain.letters) == 1


def test_smtps_speaks_tls_from_the_first_byte(authority: trustme.CA, cafile: str) -> None:
    with server(Post(), authority=authority, tls="implicit") as secure:
        url = f"smtps://segar:rahasia%401@localhost:{secure.port}"
        outbox = outbox_from({"SEGAR_SMTP_URL": url, "SEGAR_SMTP_CAFILE": cafile}, folder=Path("unused"))
        outbox.send(mail_of(letter()))
        outbox.close()
    assert len(secure.letters) == 1


def test_nobody_listening_is_a_passing_error(unused_port: int) -> None:
    with pytest.raises(MailError, match="cannot be reached") as caught:
        Smtp.from_url(f"smtp://localhost:{unused_port}?starttls=off").send(mail_of(letter()))
    assert (caught.value.temporary, caught.value.recipient) == (True, None)


@pytest.fixture
def unused_port() -> int:
    import socket  # noqa: PLC0415 - this fixture alone needs it

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
