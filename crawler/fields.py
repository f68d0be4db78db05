"""Keys taken out of one mapping of sites.yaml by type; whatever is wrong with them is told, none of it raised."""

from __future__ import annotations

import re
import traceback
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeGuard
from zoneinfo import ZoneInfo, available_timezones

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from crawler.door import REFUSED, Problem, Section

# Other control, surrogate, invisible and line-breaking characters: in a name or address they are paste accidents,
# and in a letter's header they would be an attack.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_LONGEST = 300  # characters of one line of text: above it, something else was pasted


class Fields:
    """The keys of one mapping; ``entry`` names it for people, ``path`` is its dotted path in ``section``.

    Every method returns None (or the default) for a key that is absent, empty or wrong; the wrong one is added to
    ``problems``, the list that all Fields of one reading share.
    """

    def __init__(
        self,
        section: Section,
        problems: list[Problem],
        *,
        entry: str,
        path: str = "",
        values: Mapping[str, object] | None = None,
    ) -> None:
        self.section, self.problems, self.entry, self.path = section, problems, entry, path
        self.values = section.values if values is None else values

    def line(self, key: str = "") -> int:
        """Return the line of a key, or of the mapping where the key is absent."""
        lines = self.section.lines
        return lines.get(self._under(key), lines.get(self.path, 0))

    def wrong(self, key: str, message: str) -> None:
        """Add a problem on the line of ``key``."""
        self.problems.append(Problem(self.line(key), self.entry, message))

    def only(self, known: Collection[str]) -> None:
        """Refuse every key that is not in ``known``, and name the nearest one that is."""
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                advice = f"write {near[0]!r}" if near else f"the keys here are {', '.join(known)}"
                self.wrong(key, f"unknown key {key!r}; {advice}")

    def given(self, key: str) -> bool:
        """Tell whether there is a value, right or wrong."""
        return self.values.get(key) is not None

    def text(
        self, key: str, *, needed: str = "", example: str = "", longest: int = _LONGEST, paragraphs: bool = False
    ) -> str | None:
        """Return a text; ``needed`` is what to say when it is missing, ``paragraphs`` allows more than one line."""
        value = self.values.get(key)
        if value is REFUSED:
            return None
        if value is None or value == "":
            if needed:
                self.wrong(key, f"has no {key}; {needed}")
            return None
        if not isinstance(value, str):
            self.wrong(key, f"{key} was read as {said(value)}, not as text; write it in quotes{_like(key, example)}")
            return None
        fault = _fault(value, longest=longest, paragraphs=paragraphs)
        if fault:
            self.wrong(key, f"{key} {said(value)} {fault}")
        return None if fault else value

    def choice(self, key: str, known: Collection[str], *, needed: bool = False) -> str | None:
        """Return one of the words of ``known``."""
        words = " or ".join(known)
        value = self.text(key, needed=f"write {words}" if needed else "")
        if value is None or value in known:
            return value
        near = get_close_matches(value.lower(), known, n=1)
        self.wrong(key, f"{key} {said(value)} is not known; write {near[0] if near else words}")
        return None

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        """Return a whole number between ``least`` and ``most``."""
        value = self.values.get(key)
        if value is None or value is REFUSED:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.wrong(key, f"{key} is {said(value)}; write a whole number from {least} to {most}{_usual(default)}")
        return default

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """Return a number between ``least`` and ``most``."""
        value = self.values.get(key)
        if value is None or value is REFUSED:
            return default
        if is_number(value) and least <= value <= most:
            return float(value)
        self.wrong(key, f"{key} is {said(value)}; write a number from {least:g} to {most:g}{_usual(default)}")
        return default

    def day(self, key: str) -> date | None:
        """Return a day written YYYY-MM-DD."""
        value = self.values.get(key)
        if value is None or value is REFUSED:
            return None
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass  # the shape of a date, but no such day: told below
        self.wrong(key, f"{key} {said(value)} is not a date; write year-month-day, like 2026-11-30")
        return None

    def zone(self, key: str, *, needed: str = "") -> ZoneInfo | None:
        """Return a time zone by its IANA name."""
        name = self.text(key, needed=needed)
        if name is None:
            return None
        known = available_timezones()  # asked first: ZoneInfo itself fails in five ways on odd names
        if name in known:
            return ZoneInfo(name)
        near = _ZONES.get(name.upper()) or next(iter(get_close_matches(name, sorted(known), n=1)), "Asia/Jakarta")
        self.wrong(key, f"{key} {said(name)} is not a time zone of the IANA list; write {near}")
        return None

    def email(self, key: str, *, needed: str = "") -> str | None:
        """Return an e-mail address, its domain in lower case; whether it takes mail is not asked of the network."""
        value = self.text(key, needed=needed, example="nama@domain.go.id")
        if value is None:
            return None
        fault = email_fault(value)
        if fault:
            self.wrong(key, f"{key} {said(value)} is not an e-mail address ({fault}); write one like nama@domain.go.id")
            return None
        return read_address(value).normalized

    def inner(self, key: str, *, entry: str = "") -> Fields | None:
        """Return the mapping under ``key``."""
        value = self.values.get(key)
        if value is None or value is REFUSED:
            return None
        if isinstance(value, dict):
            return Fields(self.section, self.problems, entry=entry or self.entry, path=self._under(key), values=value)
        self.wrong(key, f"{key} is {said(value)}; write keys under it, each on a line of its own and indented")
        return None

    def items(self, key: str) -> Iterator[tuple[str, object]]:
        """Yield (position, value) of the list under ``key``; the position serves as a key for `line` and `wrong`."""
        value = self.values.get(key)
        if isinstance(value, list):
            yield from ((f"{key}.{at}", item) for at, item in enumerate(value) if item is not REFUSED)
        elif value is not None and value is not REFUSED:
            self.wrong(key, f"{key} is {said(value)}; write a list under it, each entry on a line that begins with '-'")

    def mappings(self, key: str) -> Iterator[Fields]:
        """Yield the mappings of the list under ``key``."""
        for at, value in self.items(key):
            if isinstance(value, dict):
                yield Fields(self.section, self.problems, entry=self.entry, path=self._under(at), values=value)
            else:
                self.wrong(at, f"an entry of {key} is {said(value)}; write its keys after the '-'")

    def _under(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key


def is_number(value: object) -> TypeGuard[int | float]:
    """Tell whether a value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def read_address(text: str) -> ValidatedEmail:
    """Read an e-mail address without asking anybody whether it exists. Raises EmailNotValidError."""
    # test_environment allows names under .test, which no one can own: they serve the demo city, and harm nobody.
    return validate_email(text, check_deliverability=False, test_environment=True)


def email_fault(text: str) -> str | None:
    """Say what keeps a text from being an e-mail address, None where it is one."""
    try:
        read_address(text)
    except EmailNotValidError as error:
        return " ".join(str(error).rstrip(".").split())
    return None


@lru_cache(maxsize=4096)
def mailbox(text: str) -> str:
    """The one key of a mailbox however it is written: lower case, and its domain in ASCII (lurah@kelurahané.id has two forms)."""
    try:
        found = read_address(text)
    except EmailNotValidError:
        return text.lower()
    return (found.ascii_email or found.normalized).lower()


def one_line(text: str) -> str:
    """Make a text fit to name an entry: printable, on one line, at most 80 characters."""
    return harmless(text)[:80].strip()


def harmless(text: str) -> str:
    """Text without the characters that a terminal obeys rather than shows."""
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


def trace_of(error: BaseException) -> str:
    """The trace of a bug, in lines that a terminal shows."""
    return "\n".join(map(harmless, "".join(traceback.format_exception(error)).splitlines()))


def said(value: object) -> str:
    """Write a value as an error message shows it: short, and by its YAML name."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return repr(value if len(value) <= 80 else value[:77] + "...")
    return f"the number {value}"


def _fault(text: str, *, longest: int, paragraphs: bool) -> str | None:
    """Say what is wrong with a text as such, None where nothing is."""
    unseen = next((c for c in text if unicodedata.category(c) in _UNSEEN and not (paragraphs and c in "\n\t")), None)
    if unseen:
        return f"holds an invisible character (U+{ord(unseen):04X}); type it anew on one line instead of pasting it"
    if not paragraphs and text != text.strip():
        return "begins or ends with a space; take the space away"
    if not text.strip():
        return "is blank; write something or delete the key"
    return f"is longer than {longest} characters; shorten it" if len(text) > longest else None


def _like(key: str, example: str) -> str:
    return f', like {key}: "{example}"' if example else ""


def _usual(default: float) -> str:
    return f" (usually {default:g})"
