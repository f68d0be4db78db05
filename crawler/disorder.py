"""What a broken or closed site says with 200, as though it were a page, or prints above its pages: a table of wordings. Pure.

Taken for text, such a message turns a dead site's page into an edit, and a living site's pages into old ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.page import Page
from crawler.regions import words_of

SHORT = 60
"""Words of a whole page that can be nothing but such a message; a page of news may quote one."""
LINKS = 8
"""Links of a page from which it is one of a living site, with its menu, whatever it says beside."""

_SITE = r"(?:situs|website|web|laman|halaman|portal|sistem|server|aplikasi|layanan|site)"
_WORK = r"(?:perbaikan|pemeliharaan|perawatan|maintenance|gangguan|pengembangan|diperbaiki)"
_BROKEN = re.compile(
    r"error establishing (?:a )?database connection|koneksi (?:ke )?basis data (?:gagal|terputus)"
    r"|galat (?:saat |dalam )?\w+ koneksi (?:ke )?basis data|SQLSTATE\[|mysqli?_\w+\(\)|a database error occurred"
    r"|mysql server has gone away|too many connections|error number: ?\d{3}"
    r"|(?:could not|unable to|cannot|can't|failed to) connect to (?:the )?(?:database|mysql)|database connection (?:failed|error)"
    r"|tidak dapat (?:terhubung|tersambung) (?:ke|dengan) (?:basis data|database)"
    r"|there has been a critical error on (?:this|your) website|terjadi (?:galat|kesalahan|eror|error) (?:serius|kritis|fatal)"
    r"|(?:fatal|parse) error\s*:|uncaught (?:\w+)?(?:exception|error)\b"
    r"|resource limit is reached|exceeded (?:the )?resource limit|bandwidth limit exceeded|temporarily unable to service your request"
    r"|internal server error|bad gateway|gateway time-?out",
    re.IGNORECASE,
)
"""What a server says that fails: no office puts it so."""
_CLOSED = re.compile(
    r"briefly unavailable for scheduled maintenance|(?:is|are)? ?(?:currently )?(?:under(?:going)?|down for) (?:scheduled )?maintenance"
    rf"|{_SITE}(?: \w+){{0,4}} (?:sedang|masih|tengah)(?: dalam| kami| tahap| masa| proses){{0,3}} {_WORK}"
    r"|(?:server|basis data|database) (?:kami )?(?:sedang|masih) sibuk"
    r"|(?:service|site|website) (?:is )?(?:temporarily )?unavailable|layanan (?:sementara )?tidak tersedia",
    re.IGNORECASE,
)
"""What a site says that is closed or overrun; a short post on a living one may say it of a counter or a card printer."""
_FAILURE = re.compile(
    r"^\W*(?:(?:a )?database error(?: occurred)?|terjadi (?:kesalahan|galat|gangguan)|server (?:sedang )?sibuk)\W*$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    rf"^\W*(?:(?:mohon )?maaf\W+)?(?:(?:{_SITE} )?(?:ini |kami )?sedang (?:dalam )?{_WORK}|maintenance(?: mode)?|mode pemeliharaan"
    r"|under (?:construction|maintenance)|coming soon|segera hadir|site (?:offline|maintenance))\W*$",
    re.IGNORECASE,
)
"""What the title or first heading of such a page says from end to end, broken or closed."""

_PRINTED = re.compile(
    r"\b(?:PHP )?(?:Notice|Warning|Deprecated|Strict Standards|(?:Recoverable |Catchable )?[Ff]atal error|Parse error) ?: .{1,300}? on line \d+"
)
"""What PHP prints of a fault, in the one form that it has."""
_FAULT_BOX = re.compile(r"A PHP Error was encountered|An uncaught Exception was encountered")
_FAULT_ROW = re.compile(r"(?:Severity|Type|Message|Filename|Line Number|Line|File|Function|Backtrace) ?:.*")
"""The heading of CodeIgniter's box of a fault, and the rows below it."""


def without_printed(lines: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """The lines of a page (each with whether it stands wholly in links) without what PHP prints of its faults."""
    in_box = False
    for line, linked in lines:
        in_box = _FAULT_BOX.fullmatch(line) is not None or (in_box and _FAULT_ROW.fullmatch(line) is not None)
        own = _PRINTED.sub(" ", line).strip() if " on line " in line else line
        if own and not in_box:
            yield own, linked


def out_of_order(page: Page) -> str | None:
    """The words by which a page says that its site is broken or closed, None for a page that is one."""
    body = page.tree.body
    text = words_of(body, limit=2_000) if body is not None else ""
    if len(text.split()) > SHORT or len(page.tree.css("a[href]")) >= LINKS:
        return None
    titles = _titles(page)
    return failure(page) or _said(_NOTICE, *titles) or _said(_CLOSED, text, *titles) or _said(_BROKEN, text)


def failure(page: Page) -> str | None:
    """The title or first heading by which a server says that it failed, whatever menu stands beside it."""
    titles = _titles(page)
    return _said(_FAILURE, *titles) or _said(_BROKEN, *titles)


def _titles(page: Page) -> tuple[str, str]:
    heading = page.tree.css_first("h1")
    return page.head_title, " ".join(heading.text().split()) if heading is not None else ""


def _said(pattern: re.Pattern[str], *texts: str) -> str | None:
    hits = (pattern.search(text) for text in texts)
    return next((hit[0].strip()[:80] for hit in hits if hit), None)


def says_broken(text: str) -> bool:
    """Whether a text holds a message of a broken site, however long it is: a page half made may end in one."""
    return _said(_BROKEN, text) is not None or _said(_CLOSED, text) is not None
