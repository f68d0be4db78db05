"""Dates, numbers, addresses and quoted text in the form that people read. Pure: the one place of such forms."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from monitor.canary import OurNight
from monitor.frequency import WEEK, Frequency
from monitor.wording import DOUBTFUL, INJECTIONS, MONTHS, MONTHS_SHORT, OUR_NIGHTS, PLACES, SOURCES, WEEKDAYS

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_DOT_IN_HOST = re.compile(r"(?<=[\w-])\.(?=[a-z])", re.IGNORECASE)
_NUMBERED_HOST = re.compile(r"(?<=://)[\w.]+|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)")
"""What stands after the slashes, or four numbers with dots: a host that is an address by itself."""
LEAST_DAYS, LEAST_UPDATES = 28, 2
"""Below either a frequency is not put into numbers for the public: its interval would span more than a factor of six."""
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Unicode categories that change the look of a page without being text: controls, direction marks, private use."""


def day(value: date) -> str:
    """Write a day in full: 20 November 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def day_short(value: date) -> str:
    """Write a day with a short month: 20 Nov 2026."""
    return f"{value.day} {MONTHS_SHORT[value.month - 1]} {value.year}"


def moment(value: datetime, zone: ZoneInfo) -> str:
    """Write an instant in the city's zone: Jumat, 20 November 2026 pukul 02.15 WIB."""
    local = value.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]}, {day(local.date())} pukul {local:%H.%M} {local.tzname()}"


def ago(days: int) -> str:
    """Write an age in days: hari ini, kemarin, 3 hari lalu, 1.204 hari lalu."""
    return {0: "hari ini", 1: "kemarin"}.get(days, f"{number(days)} hari lalu")


def often(found: Frequency | None) -> str:
    """Write a frequency with its interval: sekitar 1 kali per 9 hari (6–14); gently where little is known."""
    if found is None or found.days < LEAST_DAYS or found.updates < LEAST_UPDATES:
        return "belum cukup bukti untuk ditaksir"
    if found.per_week < WEEK:
        gap, short, long = (WEEK / rate for rate in (found.per_week, found.high, found.low))
        return f"sekitar 1 kali per {_about(gap)} hari ({_about(short)}–{_about(long)})"
    rate, low, high = (rate / WEEK for rate in (found.per_week, found.low, found.high))
    return f"sekitar {_about(rate)} kali per hari ({_about(low)}–{_about(high)})"


def _about(value: float) -> str:
    """As fine as a reader can use: a decimal below five, else whole."""
    return number(value, 1).removesuffix(",0") if value < 5 else number(value)


def often_rests_on(found: Frequency | None) -> str:
    """Say what a frequency was reckoned from."""
    if found is None:
        return "belum ada pekan yang terliput"
    told = f"{number(found.updates)} pembaruan" if found.updates else "tanpa pembaruan"
    return f"{told} dalam {number(found.days)} hari yang terliput"


def our_night(ours: OurNight) -> str:
    """Say how it was known that a night was our own failure."""
    return OUR_NIGHTS[ours.sign].format(failed=number(ours.failed), expected=number(ours.expected))


def number(value: float, decimals: int = 0) -> str:
    """Write a number the Indonesian way: decimal comma, thousands with a dot."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def plain_number(value: float) -> str:
    """Write a number with as many decimals as it has, up to two: 14, 0,7, 2,75."""
    written = number(value, 2)
    return written.rstrip("0").rstrip(",")


def percent(share: float) -> str:
    """Write a share of one in percent, with one decimal where it has one: 21,2%, 60%."""
    return f"{number(100 * share, 1).removesuffix(',0')}%"


def quoted(text: str, limit: int = 240) -> str:
    """Make text from the web fit to be shown: one line, no direction tricks, no e-mail address, at most ``limit``."""
    head = text[: 4 * limit]
    shown = "".join(
        " " if char.isspace() else char for char in head if char.isspace() or unicodedata.category(char) not in _UNSHOWN
    )
    shown = _EMAIL.sub("[alamat surel]", " ".join(shown.split()))
    return shown if len(shown) <= limit and len(head) == len(text) else _cut(shown, limit)


def _cut(text: str, limit: int) -> str:
    """Shorten a text to ``limit`` at the end of a word, in a word only where that is a very long one (an address)."""
    whole = text[:limit].rpartition(" ")[0]
    return (whole if len(whole) > limit // 2 else text[: limit - 1]).rstrip(" ,;:(“") + "…"


def defanged(text: str, limit: int = 240) -> str:
    """Show an address, or a sentence that holds one, so that no program makes a link of it: hxxps://contoh[.]id/x."""
    disarmed = re.sub(r"http(s?)://", r"hxxp\1://", quoted(text, limit), flags=re.IGNORECASE)
    named = _DOT_IN_HOST.sub("[.]", disarmed)
    return _NUMBERED_HOST.sub(lambda found: found[0].replace(".", "[.]"), named)


_EVIDENCE = 1_000
"""Characters of what was noted of an intrusion that are put into words."""


def injection(evidence: str | None) -> str | None:
    """The evidence of an injection in Indonesian; what no row of the table knows stays as it was noted."""
    told = evidence and evidence[:_EVIDENCE]
    for noted, said in INJECTIONS:
        told = re.sub(noted, said, told) if told else told
    return told


def place(where: str) -> str:
    """Where a date stands, in Indonesian; names that the site gave (of a class, a field, a label) stay as they are."""
    said = where.removesuffix(DOUBTFUL)
    doubt = " (meragukan)" if said != where else ""
    region = next((known for known in PLACES if said.endswith(known)), "")
    source = said.removesuffix(region).strip()
    known = next((known for known in SOURCES if source == known or source.startswith(f"{known} ")), "")
    told = SOURCES.get(known, "") + source.removeprefix(known)
    return " ".join(part for part in (told, PLACES.get(region)) if part) + doubt


def link(url: str | None) -> str | None:
    """Return the address if a page may link to it: http or https, a host, no login in it; else None."""
    if url is None or any(char.isspace() or unicodedata.category(char) in _UNSHOWN for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    safe = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    return url if safe else None


def bare(url: str) -> str:
    """Write an address as people say it: without scheme and closing slash."""
    return quoted(re.sub(r"^https?://", "", url)).rstrip("/")
