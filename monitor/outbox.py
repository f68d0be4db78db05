"""The way out for letters: what every outbox does, its one error, and the outbox that is a folder of .eml files.

Error tree: MailError is the only error; ``recipient`` None means that the way out itself is in trouble.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from typing import Protocol

LETTER_HEADER = "X-Segar-Letter"
"""Stable in every letter, for the recipients' mail rules and for the folder: "weekly 2026-W47"."""


class MailError(Exception):
    """A letter did not go out; the message is one line for the operator.

    ``temporary``: trying later may help. ``recipient``: the address that was refused, None where the way out failed.
    ``handed_over``: the server hung up after it had the whole letter, so that nobody knows whether it was sent.
    """

    def __init__(
        self, message: str, *, temporary: bool, recipient: str | None = None, handed_over: bool = False
    ) -> None:
        super().__init__(one_line(message))
        self.temporary, self.recipient, self.handed_over = temporary, recipient, handed_over


class Outbox(Protocol):
    """A way out for letters; it may keep a connection open between two of them."""

    def send(self, message: EmailMessage) -> None:
        """Send one letter to its To and Cc. Raises MailError."""

    def close(self) -> None:
        """Let go of the connection, if there is one; never raises."""


@dataclass(frozen=True, slots=True)
class Folder:
    """An outbox of .eml files, one for each recipient and week; each is written beside and moved into place."""

    path: Path

    def send(self, message: EmailMessage) -> None:
        """Write the letter as "2026-W47_name@example.id.eml". Raises MailError."""
        target = self.path / _file_name(message)
        beside = target.with_name(f".{target.name}.part")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            beside.unlink(missing_ok=True)
            beside.touch(mode=0o600)  # a letter names people
            beside.write_bytes(bytes(message))
            beside.replace(target)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise MailError(f"{target}: cannot write the letter: {error.strerror or error}", temporary=False) from error

    def close(self) -> None:
        """Nothing is open between two letters."""


def _file_name(message: EmailMessage) -> str:
    """Name a letter by week and recipient, in letters that every file system takes."""
    kind, _, week = str(message[LETTER_HEADER]).partition(" ")
    recipient = recipients(message)[0].lower()
    safe = re.sub(r"[^a-z0-9.@_+-]", "_", recipient)[:120]
    if safe != recipient:  # two addresses must not share a file
        safe += "-" + hashlib.sha256(recipient.encode()).hexdigest()[:8]
    return f"{week}_{safe}{'' if kind == 'weekly' else f'_{kind}'}.eml"


def recipients(message: EmailMessage) -> list[str]:
    """List the addresses of To, then of Cc."""
    headers = [str(value) for name in ("To", "Cc") for value in message.get_all(name, [])]
    return [email for _, email in getaddresses(headers) if email]


def one_line(text: str) -> str:
    """Make a text fit for a header or a log: one line, no control or direction marks."""
    shown = "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_shown(char))
    return " ".join(shown.split())


def _is_shown(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
