"""Why a change of text does not count: what it is, or that visitors and not the office write on the page. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus, urlsplit

from monitor.changes import Sort
from monitor.reasons import Reason

NOT_STANDING = {
    Sort.AWAITED: Reason.AWAITED,
    Sort.ROTATES: Reason.ROTATED,
    Sort.REWORDED: Reason.REWORDED,
    Sort.REDESIGN: Reason.REDESIGNED,
}
"""Why a change of text that was seen does not count."""

VISITORS_WRITE = frozenset((
    "tamu", "bukutamu", "guest", "guestbook", "pengaduan", "aduan", "keluhan", "aspirasi", "kritik", "saran", "forum",
    "testimoni", "testimonial", "testimonials", "shoutbox",
))  # fmt: skip
"""What a page is that visitors fill: one of these words names it."""
_BESIDE = frozenset((
    "buku", "book", "halaman", "laman", "layanan", "form", "formulir", "kotak", "kanal", "ruang", "rumah", "sarana", "portal",
    "pos", "loket", "daftar", "isi", "kirim", "tulis", "dan", "atau", "untuk", "warga", "masyarakat", "pengunjung", "publik",
    "rakyat", "umum", "pelanggan", "diskusi", "online", "daring", "terpadu", "kami", "anda", "php", "html", "htm", "aspx",
))  # fmt: skip
"""Words that such a name may have beside it; any other ("Sosialisasi Layanan Pengaduan") makes it a headline."""
_PLACES = frozenset({"kelurahan", "kecamatan", "desa", "kantor", "kota"})
_PLACE_WORDS = 3
"""Words of the name of a place, after the word that says what place it is."""
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"\s[|–—»«·:-]\s")
"""What stands between a page's name and the site's."""


def why_not(sort: Sort, *, url: str, title: str) -> Reason | None:
    """The reason for which a change of the text of a page does not count, None where it may."""
    if sort is not Sort.REDESIGN and is_visitors(url, title):
        return Reason.COMMENTED
    return NOT_STANDING.get(sort)


def is_visitors(url: str, title: str) -> bool:
    """Whether a page is, by its address or title, a guest book, a box of complaints or a forum: its text grows by visitors' words."""
    address = urlsplit(url)
    said = [value for pair in address.query.split("&") for value in pair.split("=")]
    names = [*address.path.split("/"), *said]
    return any(_is_name(unquote_plus(name)) for name in names) or any(map(_is_name, _BETWEEN.split(title)))


def _is_name(text: str) -> bool:
    """Whether a text is such a name from end to end, be it with the name of the place."""
    words = _WORD.findall(text.casefold())
    at = next((at for at, word in enumerate(words) if word in _PLACES), len(words))
    own, place = words[:at], words[at + 1 :]
    known = all(word in VISITORS_WRITE or word in _BESIDE for word in own)
    return known and len(place) <= _PLACE_WORDS and not VISITORS_WRITE.isdisjoint(own)
