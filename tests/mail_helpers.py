"""Made-up letters, and a real SMTP server on loopback that can be told to misbehave."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from crawler.sites import City, Unit
from monitor.config import MailRules
from monitor.freshness import Score, Status
from monitor.mail import compose
from monitor.reminders import Concern, Letter
from monitor.updates import Reason, Update

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CITY = City(
    "18.71", "Kota Bandar Lampung", ZoneInfo("Asia/Jakarta"), "Dinas Komunikasi dan Informatika", "kominfo@kota.test"
)
RULES = MailRules(
    "Dinas Komunikasi dan Informatika", "segar@kota.test", reply_to="kominfo@kota.test", kominfo_email="kabid@kota.test"
)
SCORE = Score(
    site="18.71.01.1003",
    night=date(2026, 11, 23),
    now=MONDAY,
    policy=1,
    status=Status.TERTINGGAL,
    score=32.1,
    days=64,
    last_update=date(2026, 9, 20),
    measured_on=date(2026, 11, 23),
    evidence=Update(
        site="18.71.01.1003",
        url="https://kedaton.test/2026/09/20/jadwal-posyandu-september/",
        title="Jadwal Posyandu September",
        day=date(2026, 9, 20),
        counted=True,
        reason=Reason.NEW_CONTENT,
        claimed=True,
        kind="feed",
        raw="Sun, 20 Sep 2026 02:00:00 +0000",
        where="item pubDate",
    ),
)


def unit(name: str = "Kedaton", code: str = "18.71.01.1003", url: str | None = "https://kedaton.test/") -> Unit:
    return Unit(code, name, "kelurahan", "18.71.01", url)


def letter(*concerns: Concern, name: str = "Sri Rahayu, S.Sos.", to: str = "sri@kedaton.test") -> Letter:
    return Letter(to, name, "2026-W48", "weekly", concerns or (Concern(unit(), SCORE, 0),))


def three_sites() -> Letter:
    """A kecamatan's admin with three sites, copied to kecamatan and Kominfo; one observed, one frozen."""
    evidence = SCORE.evidence
    assert evidence is not None
    seen = replace(evidence, claimed=False, kind="observed", title="", url="https://kota.test/rawa-laut/profil")
    observed = replace(
        SCORE,
        status=Status.BASI,
        score=8.0,
        days=132,
        last_update=date(2026, 7, 14),
        evidence=replace(seen, day=date(2026, 7, 14)),
    )
    frozen = replace(
        SCORE,
        status=Status.MATI_SURI,
        score=0.0,
        days=1204,
        last_update=date(2023, 7, 30),
        measured_on=date(2026, 11, 15),
        unmeasured_since=date(2026, 11, 16),
        evidence=replace(
            evidence, kind="text", url="https://enggal.test/?p=7&l=id", title="Gotong royong <b>RT 03</b> & RW 1"
        ),
    )
    moved = replace(
        evidence,
        title="Jadwal Posyandu",
        day=date(2026, 11, 12),
        counted=False,
        reason=Reason.RESTAMPED,
        url=f"{evidence.url}2/",
    )
    concerns = (
        Concern(unit(), SCORE, 4, refused=moved),
        Concern(unit("Rawa Laut", "18.71.05.1002", "https://kota.test/rawa-laut"), observed, 8),
        Concern(unit("Enggal", "18.71.05.1001", "https://enggal.test/"), frozen, 9),
    )
    return replace(letter(*concerns), copies=("camat@kedaton.test", "kabid@kota.test"))


def never_dated() -> Letter:
    score = replace(
        SCORE, days=62, last_update=None, evidence=None, score=None, measured_on=None, watched_since=date(2026, 9, 22)
    )
    return letter(Concern(unit(), score, 0), name="", to="admin@kedaton.test")


def mail_of(what: Letter, **changes: Any) -> EmailMessage:
    return compose(what, **{"city": CITY, "mail": RULES, "now": MONDAY, **changes})


def part(message: EmailMessage, subtype: str) -> str:
    body = message.get_body((subtype,))
    assert body is not None
    text: str = body.get_content()
    return text.replace("\r\n", "\n")


@dataclass
class Post:
    """What the server of a test received, and what it shall answer instead."""

    port: int = 0
    letters: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    peers: set[Any] = field(default_factory=set)
    refuse: dict[str, str] = field(default_factory=dict)  # recipient -> reply to RCPT
    answer: str = "250 OK"  # reply to the whole letter
    hang_up: str = ""  # "rcpt" | "after": where the server drops the connection

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: ARG002, N802 - aiosmtpd's
        if self.hang_up == "rcpt":
            server.transport.abort()
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.peers.add(session.peer)
        self.letters.append(envelope.original_content)
        self.recipients.append(list(envelope.rcpt_tos))
        if self.hang_up == "after":
            server.transport.abort()
        return self.answer


class _Controller(Controller):
    """aiosmtpd's controller on a port that the system chooses; its own first call knows neither that nor TLS."""

    def _trigger_server(self) -> None:
        """Knock, so that the controller sees the server answer."""
        socket.create_connection(("127.0.0.1", self.real_port)).close()

    @property
    def real_port(self) -> int:
        server: Any = self.server
        port: int = server.sockets[0].getsockname()[1]
        return port


@contextmanager
def server(post: Post, *, authority: trustme.CA, tls: str = "starttls", name: str = "localhost") -> Iterator[Post]:
    """Serve until the block ends; the login is segar / rahasia@1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    options: dict[str, Any] = {"hostname": "127.0.0.1", "port": 0}
    if tls != "off":
        options |= {"authenticator": _login, "auth_required": True}
    if tls == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if tls == "implicit":
        options |= {"ssl_context": context, "auth_require_tls": False}
    controller = _Controller(post, **options)
    controller.start()
    try:
        post.port = controller.real_port
        yield post
    finally:
        controller.stop()


def _login(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and data == LoginPassword(b"segar", b"rahasia@1")
    return AuthResult(success=right, handled=False)


def authority_file(authority: trustme.CA, folder: Path) -> str:
    path = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)
