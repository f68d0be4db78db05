"""Letter -> EmailMessage, and many letters on their way: each is claimed, then sent."""

from __future__ import annotations

import hashlib
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email import policy as email_policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

from email_validator import EmailNotValidError

from crawler.fields import read_address
from crawler.sites import City
from monitor.config import MailRules
from monitor.letter_words import words_of
from monitor.outbox import LETTER_HEADER, Folder, MailError, Outbox, one_line
from monitor.policy import Policy
from monitor.reminders import Letter
from monitor.render import render, render_text
from monitor.smtp import Smtp

__all__ = ["Folder", "MailError", "Outbox", "SendReport", "Smtp", "compose", "outbox_from", "send_all"]

_TEXT_WIDTH = 76
_NAME_WIDTH = 64


@dataclass(frozen=True, slots=True)
class SendReport:
    """What became of the letters of one run; ``untried`` were not claimed, because the way out had failed."""

    sent: tuple[Letter, ...] = ()
    skipped: tuple[Letter, ...] = ()
    failed: tuple[tuple[Letter, MailError], ...] = ()
    untried: tuple[Letter, ...] = ()


def send_all(
    letters: Iterable[Letter],
    *,
    claim: Callable[[Letter], bool],
    outbox: Outbox,
    compose: Callable[[Letter], EmailMessage],
    done: Callable[[Letter, MailError | None], None],
) -> SendReport:
    """Claim each letter, then send it; the outbox is closed in the end.

    A False claim means that the letter was sent this week: it is passed by. ``done(letter, None)`` notes it as sent;
    ``done(letter, error)`` gives the claim of one that surely did not go out back, so that a later run in the same
    week tries again. A run that is killed between claim and send, or a server that hangs up on a letter it had
    already taken, leaves the claim standing: that letter counts as sent. None is ever sent twice.
    A letter is composed before it is claimed, so that a fault of ours costs nobody a letter.
    """
    waiting, sent, skipped, failed = list(letters), [], [], []
    try:
        while waiting:
            letter = waiting.pop(0)
            try:
                message = compose(letter)
            except MailError as error:
                failed.append((letter, error))
                continue
            except Exception as bug:  # noqa: BLE001 - a bug met on one letter must not cost the others theirs
                said = f"Segar failed on the letter to {letter.recipient}; please report it: {bug!r}"
                failed.append((letter, MailError(said, temporary=False, recipient=letter.recipient)))
                continue
            if not claim(letter):
                skipped.append(letter)
                continue
            problem = _try(outbox, message)
            if problem is None or not problem.handed_over:
                done(letter, problem)
            if problem is None:
                sent.append(letter)
                continue
            failed.append((letter, problem))
            if problem.recipient is None and not problem.handed_over:
                break
    finally:
        outbox.close()
    return SendReport(tuple(sent), tuple(skipped), tuple(failed), tuple(waiting))


def _try(outbox: Outbox, message: EmailMessage) -> MailError | None:
    try:
        outbox.send(message)
    except MailError as error:
        return error
    return None


# -- the message ---------------------------------------------------------------------------------------------------


def compose(
    letter: Letter,
    *,
    city: City,
    mail: MailRules,
    now: datetime,
    links: Mapping[str, str] | None = None,
    policy: Policy = Policy(),
) -> EmailMessage:
    """Make the mail of a letter: text and HTML, reproducible to the byte from its arguments.

    ``now`` (aware) becomes its Date in the city's zone; ``links`` leads from a unit's code to its public page;
    ``policy`` is the one whose thresholds the letter states. Raises MailError where an address cannot be written to.
    """
    if mail.sender_email is None:
        raise MailError("sites.yaml names no sender for the letters; write mail: sender: email:", temporary=False)
    words = words_of(letter, city=city, mail=mail, policy=policy, links=links)
    key = hashlib.sha256(f"{letter.recipient.lower()} {letter.iso_week} {letter.kind}".encode()).hexdigest()[:20]
    sender = _address(mail.sender_name, mail.sender_email)
    message = EmailMessage(policy=email_policy.SMTP)
    message["From"] = sender
    message["To"] = _address(letter.name, letter.recipient)
    if letter.copies:
        message["Cc"] = tuple(_address("", copy) for copy in letter.copies)
    if mail.reply_to:
        message["Reply-To"] = _address("", mail.reply_to)
    message["Subject"] = one_line(render_text("letters/subject.txt.j2", letter=words))
    message["Date"] = now.astimezone(city.zone)
    message["Message-ID"] = f"<segar-{key}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message[LETTER_HEADER] = one_line(f"{letter.kind} {letter.iso_week}")
    message.set_content(_wrapped(render_text("letters/body.txt.j2", letter=words)), cte="quoted-printable")
    html = render("letters/body.html.j2", letter=words)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{key}")  # quoted-printable never writes "=_"; the usual boundary is drawn by lot
    return message


def _address(name: str, email: str) -> Address:
    """Return an address as ASCII mail servers take it: a name of other letters before the @ cannot be written to."""
    try:
        plain = read_address(email).ascii_email
    except EmailNotValidError as error:
        raise MailError(f"{email} is no e-mail address: {error}", temporary=False, recipient=email) from error
    if plain is None:
        raise MailError(
            f"{email} has letters before the @ that mail servers may refuse", temporary=False, recipient=email
        )
    return Address(_display(name), addr_spec=plain)


def _display(name: str) -> str:
    """Write a name as a header line holds it whole: plain letters, shortened from its last word on.

    The letter itself greets with all of it. The library takes the quotes off a name that it must break, and each
    comma in it (a title: S.Sos., M.Si.) then begins another recipient; and it breaks encoded names too late.
    """
    plain = unicodedata.normalize("NFKD", one_line(name)).encode("ascii", "ignore").decode()
    words = plain.split()
    while len(words) > 1 and _quoted_width(" ".join(words)) > _NAME_WIDTH:
        words.pop()
    return " ".join(words)[: _NAME_WIDTH // 2 if len(words) == 1 else None].rstrip(",; ")


def _quoted_width(name: str) -> int:
    return len(name) + name.count('"') + name.count("\\") + 2


def _wrapped(text: str) -> str:
    """Break long lines between words, hung under their first letter; an address is never broken."""
    return "".join(f"{_hung(line)}\n" for line in text.rstrip().splitlines())


def _hung(line: str) -> str:
    if len(line.split()) < 2:  # textwrap would part a long address from its indent
        return line
    start = re.match(r"\s*(?:\d+\. )?", line)
    indent = " " * (start.end() if start else 0)
    return textwrap.fill(line, _TEXT_WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def outbox_from(environ: Mapping[str, str], *, folder: Path) -> Outbox:
    """Return the server that SEGAR_SMTP_URL names, with SEGAR_SMTP_CAFILE; without it the folder. Raises MailError."""
    url = environ.get("SEGAR_SMTP_URL", "").strip()
    return Smtp.from_url(url, cafile=environ.get("SEGAR_SMTP_CAFILE") or None) if url else Folder(folder)
