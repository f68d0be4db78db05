"""What a broken or closed site says with 200, as though it were a page: a table of wordings. Pure.

Taken for text, such a message turns a dead site's page into an edit, and a living site's pages into old ones.
"""

from __future__ import annotations

import re

from crawler.page import Page
from crawler.regions import words_of

SHORT = 60
"""Words of a whole page that can be nothing but such a message; a page of news may quote one."""
LINKS = 8
"""Links of a page from which it is one of a living site, with its menu, whatever it says beside."""

_SITE = r"(?:situs|website|web|laman|halaman|portal|sistem|server|aplikasi|layanan|site)"
_WORK = r"(?:perbaikan|pemeliharaan|perawatan|maintenance|gangguan|pengembangan|diperbaiki)"
_ANYWHERE = re.compile(
    r"error establishing (?:a )?database connection|koneksi (?:ke )?basis data (?:gagal|terputus)"
    r"|galat (?:saat |dalam )?\w+ koneksi (?:ke )?basis data|SQLSTATE\[|mysqli?_connect\(\)"
    r"|(?:could not|unable to|cannot|can't|failed to) connect to (?:the )?(?:database|mysql)|database connection (?:failed|error)"
    r"|tidak dapat (?:terhubung|tersambung) (?:ke|dengan) (?:basis data|database)"
    r"|there has been a critical error on (?:this|your) website|terjadi (?:galat|kesalahan|eror|error) (?:serius|kritis|fatal)"
    r"|(?:fatal|parse) error\s*:|uncaught (?:\w+)?(?:exception|error)\b"
    r"|briefly unavailable for scheduled maintenance|(?:is|are)? ?(?:currently )?(?:under(?:going)?|down for) (?:scheduled )?maintenance"
    rf"|{_SITE}(?: \w+){{0,4}} (?:sedang|masih|tengah)(?: dalam| kami| tahap| masa| proses){{0,3}} {_WORK}"
    r"|(?:service|site|website) (?:is )?(?:temporarily )?unavailable|layanan (?:sementara )?tidak tersedia"
    r"|internal server error|bad gateway|gateway time-?out",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"^\W*(?:(?:mohon )?maaf\W+)?(?:(?:{_SITE} )?(?:ini |kami )?sedang (?:dalam )?{_WORK}|maintenance(?: mode)?|mode pemeliharaan"
    r"|database error|under (?:construction|maintenance)|coming soon|segera hadir|site (?:offline|maintenance))\W*$",
    re.IGNORECASE,
)
"""What the title or first heading of such a page says from end to end."""


def out_of_order(page: Page) -> str | None:
    """The words by which a page says that its site is broken or closed, None for a page that is one."""
    body = page.tree.body
    text = words_of(body, limit=2_000) if body is not None else ""
    if len(text.split()) > SHORT or len(page.tree.css("a[href]")) >= LINKS:
        return None
    heading = page.tree.css_first("h1")
    titles = (page.head_title, " ".join(heading.text().split()) if heading is not None else "")
    hits = (*(_NAMED.search(title) for title in titles), *(_ANYWHERE.search(said) for said in (text, *titles)))
    return next((hit[0].strip()[:80] for hit in hits if hit), None)
