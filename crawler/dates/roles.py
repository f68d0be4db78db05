"""What a visible date means, judged from its place, the words beside it and the element that holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborNode

from crawler.dates.boxes import Row
from crawler.dates.grammar import Found
from crawler.dates.markup import ITEM_ROLES
from crawler.dates.names import NAMES, Place
from crawler.dates.words import AS_OF
from crawler.records import Precision, Role
from crawler.regions import tag_ids

_SENTENCE = 9
"""Words beside the date from which a block is a sentence that speaks of a date, not a line that states one."""
_ALONE = 3
"""Words beside the date in a line that may be a byline though no headline is near."""
_AUTHORED = 7
_BY = re.compile(r"\s*(?:oleh|penulis|admin|by|von|par|por|di|door)\b", re.IGNORECASE)
_NOTHING = re.compile(
    r"\b(?:hari|tanggal|tgl|pada|on|at|the|senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)\b", re.IGNORECASE
)
_PLACE_LINE = re.compile(r"\W*[A-Z][A-Za-z.]{2,}(?:[\s,.]+[A-Z][A-Za-z.]+){0,4}[\s,–—-]*[(,–—-][\s]*")
_DASH = re.compile(r"\s*\)?\s*[-–—:]+\s")
_BYLINE = re.compile(
    r"\W*(?:di)?(?:posting|publikasikan|terbitkan|tulis|unggah|kirim|posted|published|written|submitted)\s+(?:oleh|by)\b"
    r".{1,60}\b(?:pada|on|tanggal)\b(?:\s+(?:hari|tanggal))?\W*(?:\w{4,9},?)?\s*",
    re.IGNORECASE,
)
_TAIL = 40
"""Characters behind a byline's date: hours, a count of readers."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_PARTS = re.compile(r"\s*[-–—|/•·⋅:]\s|\s*[„“«]|\s*$")
"""What parts a leading date from the text after it."""
_SPOKEN = re.compile(
    r"\b(?:pada|tanggal|tgl|per|sampai|sampai dengan|s/d|hingga|sejak|dari|mulai"
    r"|until|since|from|before|after|on|by|of|in|dated|bis|seit|ab|depuis|du|au|jusqu)"
    r"(?:\s+(?:hari|the|tanggal|dem|den|le))?[\s,(]*(?:(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)[\s,]*)?$",
    re.IGNORECASE,
)
"""A word before a date that ties it to what the sentence tells: an event, a law, a period."""

_CLASS_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words, re.IGNORECASE))
    for role, words in (
        (Role.CLOCK, r"(?:^|[-_\s])(?:jam|clock|hari-?ini|today|current)(?:[-_\s]|$)"),
        (Role.EVENT, r"(?:^|[-_\s])(?:event|agenda|jadwal|acara)"),
        (
            Role.PUBLISHED,
            (
                r"publi|pubdate|posted|created|submitted|entry-?date|post-?date|dateline"
                r"|(?:^|[-_\s])(?:dibuat|terbit|diterbitkan)"
            ),
        ),
        (Role.MODIFIED, r"updated|modified|lastmod|diperbarui|diubah|last-?update"),
    )
)
_DATE_WORDS = re.compile(
    "date|datum|time|tgl|tanggal|waktu|publi|posted|updated|modified|created|fecha|zeit|meta|byline|submitted"
)
_TIME, _ABBR = tag_ids({"time"}), tag_ids({"abbr"})
_FRAMES = tag_ids({"html", "body", "main", "article", "section", "form", "table", "tbody", "tr", "ul", "ol", "dl"})
"""Elements that hold more than a date, whatever they are called."""
_WRAPPERS = frozenset({"span", "div", "p", "dd", "li"})
_DIGITS = re.compile(r"\d")

_PLACE_ROLES = {
    Place.COMMENTS: Role.COMMENT,
    Place.LIST: Role.LIST_ITEM,
    Place.SIDE: Role.LIST_ITEM,
    Place.EVENTS: Role.EVENT,
    Place.CLOCK: Role.CLOCK,
}
OWN_PLACES = frozenset({Place.HEADLINE, Place.CONTENT})
"""Places in which a date may be the page's own."""
_OF_OTHERS = frozenset({Place.COMMENTS, Place.LIST})
_OTHERS = _OF_OTHERS | {Place.EVENTS}
_STATED = frozenset({Role.PUBLISHED, Role.MODIFIED})


@dataclass(frozen=True, slots=True)
class Eye:
    """How to read: the fetch's ``now`` (UTC) and city ``zone``, and the city days that a live clock would show."""

    now: datetime
    zone: ZoneInfo
    clock_days: frozenset[date]
    year_hint: int | None = None  # from the page's address, for a date without a year


class Sight(NamedTuple):
    """One visible date: what was found, in which element and place, and what stands beside it on its line."""

    found: Found
    element: LexborNode | None  # the one that says it holds a date
    place: Place
    above: bool  # it stands before the headline
    before: str | None = None  # the line's text before the date, None where the date has no line (an attribute, a card)
    after: str = ""
    row: Row | None = None  # the row of data it stands in


def role_of(sight: Sight, eye: Eye) -> Role:
    """The place decides first, then the label, then the element's class, then the sentence."""
    found, place = sight.found, sight.place
    if place in OWN_PLACES or (place not in _OTHERS and item_role(sight.element)):
        return _role_in_content(sight, eye)
    if found.day in eye.clock_days and place not in _OF_OTHERS:
        return Role.CLOCK
    if found.precision is Precision.YEAR or found.label is Role.COPYRIGHT:
        return Role.COPYRIGHT if place is Place.FOOTER or found.label is Role.COPYRIGHT else Role.BOUND
    if place is Place.FOOTER and found.label is Role.MODIFIED:
        return Role.MODIFIED
    return _PLACE_ROLES.get(place, Role.BOUND)


def _role_in_content(sight: Sight, eye: Eye) -> Role:
    found = sight.found
    if found.precision is Precision.YEAR or found.label is Role.COPYRIGHT:
        return found.label or Role.PROSE
    label = _label(sight)
    if label is not None:
        return label
    if sight.row is not None:
        return sight.row.role
    if sight.above and found.day in eye.clock_days:
        return Role.CLOCK
    if found.doubt == "range":
        return Role.EVENT
    return Role.UNLABELLED if sight.element is not None or _is_stated(sight) else Role.PROSE


def _is_stated(sight: Sight) -> bool:
    """Tell whether a line without label or dated element states its date: near the headline, or holding little else."""
    if sight.found.precision is Precision.MONTH and not sight.found.relative:
        return False
    return not _is_sentence(sight) and (sight.place is Place.HEADLINE or _is_alone(sight))


def _label(sight: Sight) -> Role | None:
    """The word before the date, unless it stands in a sentence; else the class."""
    label = sight.found.label
    if sight.place is Place.HEADLINE and sight.found.label_text.lower() in AS_OF:
        label = Role.PUBLISHED
    if label in _STATED and sight.before is not None and _is_sentence(sight):
        label = None
    return label or _marked_role(sight.element)


def _is_sentence(sight: Sight) -> bool:
    """Tell whether the line speaks of the date rather than states it."""
    lead, after = sight.before or "", sight.after
    before = len(_WORD.findall(_NOTHING.sub("", lead)))
    if (before == 0 and _PARTS.match(after)) or _is_dateline(lead, after):
        return False
    most = max(before, len(_WORD.findall(after)))
    if most > _SENTENCE:
        return True
    if sight.found.label is not None:
        return False
    ends = most > 3 and (lead + after).rstrip().endswith((".", "!", "?"))
    return ends or (before > 0 and _SPOKEN.search(lead) is not None)


def _is_dateline(lead: str, after: str) -> bool:
    """Tell whether the line opens as a report does, "KEDATON (5/8/2024) - ...", or is a byline, "Diposting oleh Ani pada"."""
    return bool(
        (_PLACE_LINE.fullmatch(lead) and _DASH.match(after)) or (_BYLINE.fullmatch(lead) and len(after) <= _TAIL)
    )


def _is_alone(sight: Sight) -> bool:
    """Tell whether the line holds the date and next to nothing else, or an author's name."""
    beside = f"{sight.before or ''} {sight.after}"
    words = len(_WORD.findall(beside))
    return words <= _ALONE or (words <= _AUTHORED and _BY.match(beside) is not None)


def item_role(element: LexborNode | None) -> Role | None:
    """What the element's ``itemprop``, or RDFa's ``property`` ("schema:dateCreated"), calls its date."""
    if element is None:
        return None
    name = element.attributes.get("itemprop") or (element.attributes.get("property") or "").rpartition(":")[2]
    return ITEM_ROLES.get(name.lower())


def _marked_role(element: LexborNode | None) -> Role | None:
    """What an element's itemprop, class, id (and its parent's class) call the date it holds."""
    if element is None:
        return None
    attributes = element.attributes
    own = item_role(element)
    if own is not None:
        return own
    if "pubdate" in attributes:
        return Role.PUBLISHED
    outer = element.parent
    around = outer.attributes.get("class") if outer is not None and outer.tag in _WRAPPERS else None
    own_names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return _class_role(own_names[:NAMES]) or _class_role((around or "")[:NAMES])


@lru_cache(maxsize=4096)
def _class_role(names: str) -> Role | None:
    if names.isspace():
        return None
    return next((role for role, pattern in _CLASS_ROLES if pattern.search(names)), None)


def is_dated(node: LexborNode) -> bool:
    """Tell whether the element is a date's own: by its tag, its itemprop, its class or its id."""
    tag = node.tag_id
    if tag in _TIME:
        return True
    if tag in _FRAMES:
        return False
    attributes = node.attributes
    if not attributes:
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('itemprop') or ''}"
    names = f"{names} {attributes.get('property') or ''}" if "property" in attributes else names
    return _is_dateish(names[:NAMES]) or (tag in _ABBR and bool(attributes.get("title")))


@lru_cache(maxsize=4096)
def _is_dateish(names: str) -> bool:
    return _DATE_WORDS.search(names.lower()) is not None


def where_of(sight: Sight, kind: str) -> str:
    """A short path that is the same every night: no number that could move with the day stands in it."""
    found, element = sight.found, sight.element
    label = f' "{found.label_text.strip().lower()[:30]}"' if found.label_text else ""
    place = f"{sight.place}, doubtful" if found.doubt == "year missing" else sight.place
    if element is None:
        return f"{kind}{label} {place}"
    attributes = element.attributes
    names = f"{attributes.get('itemprop') or ''} {attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    name = next((name for name in names if _is_dateish(name[:NAMES]) and not _DIGITS.search(name)), "")
    return f"{element.tag}{'.' + name[:40] if name else ''}{label} {place}"
