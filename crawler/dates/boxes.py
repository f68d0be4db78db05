"""What stands around a date tells whose it is: the title of its box, the row of its table, the column it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.dates.labels import label_before
from crawler.dates.names import Place
from crawler.dates.places import WORD, Layout, plain
from crawler.dates.scan import Scan
from crawler.records import Role
from crawler.regions import ancestors, tag_ids

_KINDS = (
    r"(?:berita|artikel|kabar|postingan|posting|tulisan|info|informasi|pengumuman|kegiatan|galeri|video|foto|dokumen"
    r"|news|posts?|articles?|stories|entries)"
)
_TITLES: tuple[tuple[Place, re.Pattern[str]], ...] = tuple(
    (place, re.compile(words))
    for place, words in (
        (
            Place.LIST,
            (
                rf"{_KINDS} (?:lain|lainnya|terbaru|terkini|terpopuler|populer|terkait|acak|terhangat|pilihan|utama)(?: .{{1,20}})?"
                rf"|(?:related|recent|latest|popular|more|other|similar|top) (?:from .{{1,20}}|{_KINDS})"
                r"|baca juga|lihat juga|terbaru|terkini|terpopuler|populer|terkait|sekilas info|arsip(?: artikel| berita)?"
                r"|most (?:read|popular|viewed)|you may also like|also read|see also|read more|trending(?: now)?|archives?"
            ),
        ),
        (
            Place.COMMENTS,
            (
                r"(?:\d+ )?(?:komentar|comments?|tanggapan|responses?)(?: terbaru| terkini| warga| pembaca)?"
                r"|(?:tulis|beri|kirim) komentar|(?:recent|latest|leave a) (?:comments?|reply)|buku tamu|leave a comment"
            ),
        ),
        (
            Place.CLOCK,
            (
                r"(?:statistik|jumlah|data)? ?pengunjung(?: .{1,20})?|statistik(?: situs| website| web| kunjungan)?"
                r"|visitors?(?: counter| stats?)?|hit counter|jadwal (?:sholat|shalat|salat|imsakiyah)(?: .{1,20})?"
                r"|(?:prakiraan |info(?:rmasi)? )?cuaca(?: .{1,20})?|weather(?: .{1,20})?|kalender|calendar"
            ),
        ),
        (
            Place.EVENTS,
            r"agenda(?: .{1,24})?|kalender (?:kegiatan|acara)|(?:jadwal|daftar) (?:kegiatan|acara)|(?:upcoming )?events?",
        ),
    )
)
"""What boxes beside an article are called, in Indonesian and English; a title is one of these from end to end."""
_STEMS = frozenset(word[:4] for _, pattern in _TITLES for word in re.findall("[a-z]{3,}", pattern.pattern))
"""How the words of such titles begin: a text without one is no title, and no expression is tried."""
_TITLE, _LONGEST = 44, 64
"""Characters of a box's title, and of a text that may be one before its blanks and marks are taken out."""
_AROUND = 40
"""Elements around a date that are looked at for its box or column."""
_BACK = 40
"""Pieces of text before a date among which the title of its box is looked for."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "legend", "caption", "dt", "strong", "b"})

_CELLS, _SAYINGS = tag_ids({"td", "th"}), tag_ids({"dd"})
_CELL, _ROW, _LABEL = 90, 220, 48
"""Characters of a cell, a row and a label in a table of data; a layout's cells hold more."""
_HAPPENING = re.compile(
    r"\b(?:pukul|jam|waktu|tempat|lokasi|acara|keperluan|agenda|koordinator|peserta)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"[\d\s.:)]*")

_COLUMN = re.compile(
    r"(?:^|\s)(?:col|span|large|medium|grid|column)[-_]?(?:(?:xs|sm|md|lg|xl|xxl|[sml])[-_]?)?(\d{1,2})(?=\s|$)"
)
_WIDE, _NARROW = 7, 5
"""Twelfths of a row, as grid frameworks count them: an article's column and a column beside it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A date's row in a table of data, or its pair in a list of definitions."""

    role: Role
    label: str


def box_place(node: LexborNode, number: int, seen: Scan, page: Layout) -> Place | None:
    """The place that a box's title or a side column gives to ``node``, the text ``number``; None without one."""
    return _titled(node, number, seen, page) or (Place.SIDE if _is_beside(node, page) else None)


def _titled(node: LexborNode, number: int, seen: Scan, page: Layout) -> Place | None:
    around: frozenset[int] | None = None
    below = page.headline is not None and number > 0 and seen.offsets[number - 1] >= page.start
    stop = min(page.last, number - 1) if below else -1  # what stands above the headline is no title of what is below
    for at in range(number - 1, max(stop, number - _BACK), -1):
        text = seen.texts[at]
        if len(text) > _LONGEST or (place := _titles(text)) is None:
            continue
        around = around if around is not None else frozenset(one.mem_id for one in ancestors(node, _AROUND))
        if _is_title_of(seen.nodes[at], around, page):
            return place
    return None


@lru_cache(maxsize=8192)
def _titles(text: str) -> Place | None:
    """The kind of box that ``text`` is a title of; a site's menus and widgets come again on every page."""
    words = WORD.findall(text.lower())
    if _STEMS.isdisjoint([word[:4] for word in words]):
        return None
    name = " ".join(words)
    if not 4 <= len(name) <= _TITLE:
        return None
    return next((place for place, pattern in _TITLES if pattern.fullmatch(name)), None)


def _is_title_of(title: LexborNode, around: frozenset[int], page: Layout) -> bool:
    """Tell whether the innermost element around both is a box of its own, or the title a heading in the page's flow."""
    heading = linked = False
    for one in ancestors(title, 12):
        if one.mem_id in around:
            flows = (
                one.tag in {"body", "html", "table", "tbody", "tr"} or one.mem_id in page.spine or page.headline is None
            )
            return heading or not (flows or linked)
        heading = heading or one.tag in _HEADINGS
        linked = linked or one.tag in {"a", "li"}  # a menu's entry is called "Agenda" too
    return False


def _is_beside(node: LexborNode, page: Layout) -> bool:
    """Tell whether the date stands in a narrow column of the grid whose wide column has the headline."""
    inner: LexborNode | None = None
    for one in ancestors(node, _AROUND):
        if one.mem_id in page.spine:
            break
        inner = one
    else:
        return False
    if inner is None or (_width(inner) or 12) > _NARROW:
        return False
    return any(branch.mem_id in page.spine and (_width(branch) or 0) >= _WIDE for branch in _beside(inner))


def _beside(node: LexborNode) -> list[LexborNode]:
    """The elements next to ``node`` in its parent, at most a dozen on either side."""
    before, after, found = node.prev, node.next, list[LexborNode]()
    for _ in range(12):
        found += [one for one in (before, after) if one is not None and one.tag not in {"-text", "-comment"}]
        before, after = before and before.prev, after and after.next
    return found


def _width(node: LexborNode) -> int | None:
    """The widest share of a row that the element's grid classes name, in twelfths."""
    shares = [int(share) for share in _COLUMN.findall(node.attrs.get("class") or "")]
    return max((share for share in shares if 1 <= share <= 12), default=None)


def row_of(node: LexborNode) -> Row | None:
    """Whose date it is by the row of data it stands in; None for a date in no such row."""
    for one in [node, *ancestors(node, 5)]:
        tag = one.tag_id
        if tag in _CELLS:
            return _table_row(one)
        if tag in _SAYINGS:
            return _definition(one)
    return None


def _table_row(cell: LexborNode) -> Row | None:
    row = cell.parent
    if row is None or row.tag != "tr" or len(cell.text()) > _CELL or len(row.text()) > _ROW:
        return None
    cells = [one for one in row.iter() if one.tag_id in _CELLS]
    at = next((n for n, one in enumerate(cells) if one.mem_id == cell.mem_id), 0)
    before = [one.text().strip() for one in cells[:at]]
    named = [text for text in before if not _NUMBER.fullmatch(text)]
    if not named:
        return Row(Role.LIST_ITEM, "") if any(one.text().strip() for one in cells[at + 1 :]) else None
    if any(one.css_first("a") for one in cells[:at]):
        return Row(Role.LIST_ITEM, "")
    return _labelled(named[0], row)


def _definition(cell: LexborNode) -> Row | None:
    term = cell.prev
    while term is not None and term.tag in {"-text", "-comment"}:
        term = term.prev
    if term is None or term.tag != "dt" or len(cell.text()) > _CELL:
        return None
    label = term.text().strip()
    return _labelled(label, cell) if label else None


def _labelled(label: str, row: LexborNode) -> Row | None:
    """A row whose label says nothing of a page's date holds a date that the page tells, of a deed or a birth."""
    if len(label) > _LABEL:
        return None
    stated = f"{label.rstrip(' :')} : "
    role = label_before(stated, len(stated)).role or Role.PROSE
    around = row.parent
    if role is Role.PUBLISHED and around is not None and _HAPPENING.search(around.text()[:1000]):
        role = Role.EVENT if "tanggal" in label.lower() and " " not in label.strip() else role
    return Row(role, plain(label))
