"""The outbox that is an SMTP server: one connection for many letters, and every refusal in one plain line."""

from __future__ import annotations

import logging
import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from monitor.outbox import MailError, one_line, recipients

SMTP_SECONDS = 60.0  # a relay that scans for spam takes its time to answer
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Server:
    """Where letters go and how: ``tls`` is "starttls" (required), "implicit", or "off" (loopback only)."""

    host: str
    port: int
    tls: str
    user: str | None = None
    password: str | None = None
    cafile: str | None = None

    def __repr__(self) -> str:
        """Name the server without the password, wherever this lands in a log."""
        return f"{self.host}:{self.port}"


class Smtp:
    """An outbox that is an SMTP server; one connection serves many letters, and is made anew when it was lost."""

    def __init__(self, server: Server, *, seconds: float = SMTP_SECONDS) -> None:
        self._server, self._seconds = server, seconds
        self._open: smtplib.SMTP | None = None

    @classmethod
    def from_url(cls, url: str, *, cafile: str | None = None, seconds: float = SMTP_SECONDS) -> Smtp:
        """Read smtp://user:pass@host:587 (STARTTLS required) or smtps://user:pass@host:465; raises MailError.

        smtp://localhost:25?starttls=off sends in clear and is for a server on this machine only. User and password
        are percent-encoded. ``cafile`` names a private certificate authority, ``seconds`` the patience for an answer.
        """
        return cls(_server(url, cafile), seconds=seconds)

    def send(self, message: EmailMessage) -> None:
        """Send one letter to its To and Cc; a copy that is refused is logged and does not keep the letter back."""
        connection = self._connection()
        try:
            self._hand_over(connection, message)
        except MailError as error:
            if error.recipient is None:
                self.close()
            else:
                self._reset(connection)
            raise
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise _failure(error, self._server) from error

    def close(self) -> None:
        """Say goodbye to the server, if there is a connection."""
        connection, self._open = self._open, None
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
            connection.close()

    def _connection(self) -> smtplib.SMTP:
        """Return a live connection: the one that is open, else a new one."""
        if self._open is not None and not _is_alive(self._open):
            self.close()
        if self._open is None:
            try:
                self._open = self._connect()
            except (smtplib.SMTPException, OSError, UnicodeError) as error:  # UnicodeError: a host that cannot be
                raise _failure(error, self._server) from error
        return self._open

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        secure = None if server.tls == "off" else ssl.create_default_context(cafile=server.cafile)
        opened: smtplib.SMTP = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=self._seconds, context=secure)
            if server.tls == "implicit"
            else smtplib.SMTP(server.host, server.port, timeout=self._seconds)
        )
        try:
            if server.tls == "starttls":
                opened.starttls(context=secure)
            opened.ehlo_or_helo_if_needed()
            if server.user is not None:
                opened.login(server.user, server.password or "")
        except BaseException:
            opened.close()
            raise
        return opened

    def _reset(self, connection: smtplib.SMTP) -> None:
        """Clear a refused letter away, so that the next one starts clean."""
        try:
            connection.rset()
        except (smtplib.SMTPException, OSError):
            self.close()

    def _hand_over(self, connection: smtplib.SMTP, message: EmailMessage) -> None:
        sender = getaddresses([str(message["From"])])[0][1]
        first, *copies = recipients(message)
        _accepted(connection.mail(sender), f"{self._server!r} refused the sender {sender}")
        _accepted(connection.rcpt(first), f"{self._server!r} refused {first}", recipient=first)
        for copy in copies:
            code, said = connection.rcpt(copy)
            if code not in (250, 251):
                _LOG.warning("%s", one_line(f"{self._server!r} refused the copy to {copy}: {_answer(code, said)}"))
        _accepted(
            connection.docmd("DATA"), f"{self._server!r} refused the letter to {first}", recipient=first, good=(354,)
        )
        connection.send(_dotted(bytes(message)))
        try:
            taken = connection.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            told = (
                f"{self._server!r} hung up after taking the letter to {first}; it counts as sent, and is not sent again"
            )
            raise MailError(told, temporary=False, recipient=first, handed_over=True) from error
        _accepted(taken, f"{self._server!r} refused the letter to {first}", recipient=first)


def _is_alive(connection: smtplib.SMTP) -> bool:
    """Ask the server; one that closed an idle connection must not cost a letter."""
    try:
        return connection.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _failure(error: Exception, server: Server) -> MailError:
    """Put what the library raised into one line; 4xx, time-outs and lost connections may pass."""
    if isinstance(error, smtplib.SMTPResponseException):
        what = f"the login of {server.user}" if isinstance(error, smtplib.SMTPAuthenticationError) else "the connection"
        told = f"{server!r} refused {what} ({_answer(error.smtp_code, error.smtp_error)})"
        return MailError(told, temporary=400 <= error.smtp_code < 500)
    told, temporary = _trouble(error)
    return MailError(f"{server!r} {told}", temporary=temporary)


def _trouble(error: Exception) -> tuple[str, bool]:
    """Say what went wrong below SMTP's own replies, and whether it may pass."""
    match error:
        case smtplib.SMTPNotSupportedError():
            return f"does not offer what SEGAR_SMTP_URL asks for: {error}", False
        case smtplib.SMTPServerDisconnected():
            return "hung up or did not answer in time", True
        case ssl.SSLCertVerificationError():
            why = f"showed a certificate that is not trusted: {error.verify_message}"
            return f"{why}; SEGAR_SMTP_CAFILE names a private authority", False
        case ssl.SSLError():
            return f"could not agree on TLS: {error.reason or error}", False
        case _:
            return f"cannot be reached: {error}", True


def _accepted(
    reply: tuple[int, bytes], refused: str, *, recipient: str | None = None, good: tuple[int, ...] = (250, 251)
) -> None:
    """Pass a good reply; raise MailError for any other, temporary for 4xx. 421 is the server leaving, not the letter."""
    code, said = reply
    if code in good:
        return
    blamed = None if code == 421 else recipient
    raise MailError(f"{refused} ({_answer(code, said)})", temporary=not 500 <= code < 600, recipient=blamed)


def _answer(code: int, said: bytes | str) -> str:
    """Quote a server's reply, shortened."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {one_line(text)[:200]}".strip()


def _dotted(letter: bytes) -> bytes:
    """Write a letter as DATA wants it (RFC 5321, 4.5.2): lines that begin with a dot get a second one, then the end."""
    body = re.sub(rb"(?m)^\.", b"..", letter)
    return body + (b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n")


_TLS_PORTS = {"smtp": ("starttls", 587), "smtps": ("implicit", 465)}
_FORMS = "write smtp://user:password@host:587 or smtps://user:password@host:465"


def _server(url: str, cafile: str | None) -> Server:
    """Read SEGAR_SMTP_URL; its errors never repeat the password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _bad("is no address", "encode / : @ # ? in user and password as %2F %3A %40 %23 %3F") from error
    if parts.scheme not in _TLS_PORTS or not parts.hostname:
        raise _bad("is neither smtp:// nor smtps:// with a host", _FORMS)
    if parts.path not in ("", "/") or parts.fragment or port == 0:
        raise _bad("has something after the host that does not belong there", _FORMS)
    if bool(parts.username) != bool(parts.password):
        raise _bad("has a user without a password or the reverse", _FORMS)
    if cafile and not Path(cafile).is_file():
        raise MailError(f"SEGAR_SMTP_CAFILE {cafile} is no file", temporary=False)
    tls, usual = _TLS_PORTS[parts.scheme]
    known: dict[str, Any] = {"host": parts.hostname, "tls": _tls(parts, tls), "cafile": cafile}
    login = {"user": unquote(parts.username), "password": unquote(parts.password or "")} if parts.username else {}
    return Server(port=port or usual, **known, **login)


def _tls(parts: SplitResult, tls: str) -> str:
    """Return how the connection is kept private; only a server on this machine may do without."""
    wishes = parse_qsl(parts.query, keep_blank_values=True)
    if not wishes and not parts.query:
        return tls
    if wishes != [("starttls", "off")] or parts.scheme != "smtp":
        raise _bad("has an unknown wish after the ?", "only ?starttls=off is known, with smtp://")
    if not _is_loopback(parts.hostname or ""):
        raise _bad("switches STARTTLS off for another machine", "that is only for localhost; take ?starttls=off out")
    return "off"


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _bad(fault: str, advice: str) -> MailError:
    return MailError(f"SEGAR_SMTP_URL {fault}; {advice}", temporary=False)
