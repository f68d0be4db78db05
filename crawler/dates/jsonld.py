"""Dates in JSON-LD: which thing of the graph is this page, and what its dates mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from crawler.dates.markup import machine_clue
from crawler.foreign_json import read_json
from crawler.own import split
from crawler.records import Clue, Kind, Role

_DATES = {
    "datepublished": Role.PUBLISHED,
    "datecreated": Role.PUBLISHED,
    "dateposted": Role.PUBLISHED,
    "datemodified": Role.MODIFIED,
    "startdate": Role.EVENT,
    "enddate": Role.EVENT,
    "uploaddate": Role.BOUND,
    "foundingdate": Role.PROSE,
    "birthdate": Role.PROSE,
    "deathdate": Role.PROSE,
}

_FOREIGN_TYPES = {
    "comment": Role.COMMENT,
    "review": Role.COMMENT,
    "answer": Role.COMMENT,
    "question": Role.COMMENT,
    "userreview": Role.COMMENT,
    "event": Role.EVENT,
    "listitem": Role.LIST_ITEM,
    "person": Role.PROSE,
    "organization": Role.PROSE,
    "website": Role.BOUND,
    "imageobject": Role.BOUND,
    "videoobject": Role.BOUND,
    "audioobject": Role.BOUND,
    "legislation": Role.PROSE,
}
"""A date inside one of these is not the page's, whatever its name."""

_FOREIGN_KEYS = {
    "comment": Role.COMMENT,
    "review": Role.COMMENT,
    "itemlistelement": Role.LIST_ITEM,
    "blogpost": Role.LIST_ITEM,
    "haspart": Role.LIST_ITEM,
    "relatedlink": Role.LIST_ITEM,
    "citation": Role.PROSE,
    "author": Role.PROSE,
    "publisher": Role.PROSE,
    "image": Role.BOUND,
    "video": Role.BOUND,
    "associatedmedia": Role.BOUND,
}

_JUNK = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*+;?\s*+$"
)
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")
_PAIR = re.compile(r'"(date(?:Published|Modified|Created))"\s*:\s*"([^"\\]{8,40})"')
_STEM = "ublish"
_DATA = re.compile(r'(ublish(?:ed)?_?(?:[dD]ate|[aA]t|[oO]n|[tT]ime)?)"\s*:\s*"(\d{4}-\d\d-\d\d[^"]{0,20})"')
_DEEP = 12
_MANY = 500


def jsonld_clues(script: str, *, url: str, zone: ZoneInfo) -> Iterator[Clue]:
    """The dates of one JSON-LD block, each with the role that its place in the graph gives it.

    Broken JSON is repaired where that is safe (comments around it, trailing commas, raw newlines); where it is not,
    the plain ``"datePublished": "..."`` pairs are read from it, if they agree.
    """
    if '"date' not in script and "Date" not in script:
        return
    try:
        data = _load(script)
    except (ValueError, RecursionError):
        yield from _from_pairs(script, zone)
        return
    yield from _without_lists(list(islice(_walk(data, url, zone, None, 0), _MANY)))


def _load(script: str) -> Any:
    text = script.strip().rstrip(";")
    if not (text.startswith(("{", "[")) and text.endswith(("}", "]"))):
        text = _JUNK.sub("", text).strip().rstrip(";")
    try:
        return read_json(text, strict=False)
    except ValueError:
        return read_json(_TRAILING_COMMA.sub(r"\1", text), strict=False)


def _from_pairs(script: str, zone: ZoneInfo) -> Iterator[Clue]:
    seen: dict[str, set[str]] = {}
    for name, raw in _PAIR.findall(script):
        seen.setdefault(name, set()).add(raw)
    for name, values in seen.items():
        if len(values) == 1:
            clue = machine_clue(values.pop(), Kind.JSON_LD, _DATES[name.lower()], f"json-ld (broken) {name}", zone=zone)
            if clue:
                yield clue


def script_clues(source: str, *, zone: ZoneInfo) -> Iterator[Clue]:
    """The publication that a page's program data names, where all of it names one day: weak, and for want of better."""
    found = [
        machine_clue(pair[2], Kind.JSON_LD, Role.PUBLISHED, f"script data p{pair[1]}", zone=zone)
        for pair in _pairs(source)
    ]
    clues = [clue for clue in found if clue]
    if len({clue.day for clue in clues}) == 1:
        yield clues[0]


def _pairs(source: str) -> Iterator[re.Match[str]]:
    """Every pair of program data that names a publication; looked for by its stem, as most of a source has none."""
    at = source.find(_STEM)
    while at >= 0:
        if pair := _DATA.match(source, at):
            yield pair
        at = source.find(_STEM, at + len(_STEM))


def _walk(data: Any, url: str, zone: ZoneInfo, role: Role | None, depth: int) -> Iterator[Clue]:
    """Every date under ``data``; ``role`` overrides the meaning of a name inside a foreign thing."""
    if depth > _DEEP:
        return
    if isinstance(data, list):
        for item in data[:_MANY]:
            yield from _walk(item, url, zone, role, depth + 1)
    elif isinstance(data, dict):
        name = _type_name(data)
        role = role or _FOREIGN_TYPES.get(name.lower()) or (Role.EVENT if name.endswith("Event") else None)
        if role is None and _is_elsewhere(data, name, url):
            role = Role.LIST_ITEM
        for key, value in data.items():
            if isinstance(value, str):
                own = _DATES.get(key.lower())
                clue = own and machine_clue(
                    value, Kind.JSON_LD, role or own, f"json-ld {name or 'thing'}.{key}", zone=zone
                )
                if clue:
                    yield clue
            elif isinstance(value, (dict, list)):
                yield from _walk(value, url, zone, role or _FOREIGN_KEYS.get(key.lower()), depth + 1)


def _type_name(data: dict[Any, Any]) -> str:
    kind = data.get("@type")
    if isinstance(kind, list):
        kind = kind[0] if kind else ""
    return str(kind or "").rsplit("/", 1)[-1][:40]


def _is_elsewhere(data: dict[Any, Any], name: str, url: str) -> bool:
    """A thing with an address of another page of the same host: a teaser, not this page."""
    address = data.get("url")
    if not isinstance(address, str) or ("Article" not in name and "Posting" not in name):
        return False
    own = split(url)
    if not own.netloc:
        return False
    its = split(address)
    if its.netloc.removeprefix("www.") != own.netloc.removeprefix("www."):
        return False
    return len(its.path) > 1 and _slug(its.path) != _slug(own.path) and its.query == own.query


def _slug(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".amp")


def _without_lists(clues: list[Clue]) -> Iterator[Clue]:
    """Many published days of things of one type are a list of other pages."""
    days = {clue.day for clue in clues if clue.role is Role.PUBLISHED and "WebPage" not in clue.where}
    for clue in clues:
        if len(days) > 2 and clue.role in {Role.PUBLISHED, Role.MODIFIED} and "WebPage" not in clue.where:
            yield Clue(clue.kind, Role.LIST_ITEM, clue.day, clue.at, clue.precision, clue.raw, clue.where)
        else:
            yield clue
