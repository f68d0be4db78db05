"""Dates that a visitor sees: found in runs of text, read together with the element around them and their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.dates.boxes import box_place, row_of
from crawler.dates.grammar import Found, find_dates, read_machine
from crawler.dates.markup import as_clue
from crawler.dates.names import Place
from crawler.dates.places import Layout, place_of
from crawler.dates.roles import OWN_PLACES, Eye, Sight, is_dated, item_role, role_of, where_of
from crawler.dates.runs import Run, run_at
from crawler.dates.scan import Scan, may_hold_date
from crawler.records import OWN, Clue, Kind, Precision, Role
from crawler.regions import ancestors

MAX_TEXT = 1_000_000
"""Characters of visible text that are read for dates."""
MAX_CLUES = 2_000

_SIBLINGS = 3
"""So many dates in the same sort of element, away from the headline, are a list."""
_OWN_ROLES = OWN | {Role.MODIFIED}
_COARSE = frozenset({Precision.MONTH, Precision.YEAR})
_YEAR_TEXT = 12
"""A text this short with nothing but a year may be the last line of a card."""
_CARD = 80
"""Characters of an element that is nothing but a date, whatever elements it is made of."""
_DATED = 160
"""Characters of an element that still counts as the date's own."""
_PARAGRAPH, _PARAGRAPHS = 300, 8
"""Only so many long paragraphs are read: what they speak of never dates the page, and a few name it in the reason."""
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Reader:
    """One page while it is read; ``covered`` are the dated elements whose text already gave a clue."""

    seen: Scan
    page: Layout
    eye: Eye
    covered: set[int] = field(default_factory=set)


def text_clues(seen: Scan, page: Layout, eye: Eye) -> tuple[list[Clue], bool]:
    """Every visible date with its role, and whether the page held more than are read."""
    reader = _Reader(seen, page, eye)
    clues: list[Clue] = []
    done, long = -1, 0
    for number in seen.hints:
        if number <= done:
            continue
        if len(clues) >= MAX_CLUES or seen.offsets[number] > MAX_TEXT:
            return clues, True
        run = run_at(seen, number)
        done = run.last
        long += len(run.text) > _PARAGRAPH
        if len(run.text) <= _PARAGRAPH or long <= _PARAGRAPHS:
            clues.extend(_run_clues(reader, run))
    for node, number in seen.dated:
        if len(clues) >= MAX_CLUES:
            return clues, True
        if node.mem_id not in reader.covered:
            clues.extend(_element_clues(reader, node, number))
    return _siblings_apart(clues), False


def _siblings_apart(clues: list[Clue]) -> list[Clue]:
    """Several dates in the same sort of element away from the headline are a list's, whatever they are called."""
    values: dict[str, set[str]] = {}
    for clue in clues:
        if clue.role in _OWN_ROLES:
            values.setdefault(clue.where, set()).add(clue.raw)
    lists = {where for where, found in values.items() if len(found) >= _SIBLINGS and Place.CONTENT in where}
    return [
        clue._replace(role=Role.LIST_ITEM) if clue.where in lists and clue.role in _OWN_ROLES else clue
        for clue in clues
    ]


def _run_clues(reader: _Reader, run: Run) -> Iterator[Clue]:
    """The dates of one line, each in its element; a machine's form of the same day stands for the visible one."""
    eye = reader.eye
    if not may_hold_date(run.text):
        if len(run.text) <= _YEAR_TEXT:
            yield from _card_clues(reader, run.last)
        return
    found = find_dates(run.text, now=eye.now, zone=eye.zone, year_hint=eye.year_hint).found
    for item in found:
        number = run.piece_at(item.start)
        element = _date_element(reader.seen.nodes[number], reader.covered)
        if element is None and item.relative:
            element = _exact_element(reader.seen.nodes[number], reader.covered)
        if element is None and item.label is Role.COPYRIGHT:  # it is one wherever it stands: its place is not asked for
            yield as_clue(item, Kind.TEXT, Role.COPYRIGHT, f'{Kind.TEXT} "{item.label_text}"')
            continue
        sight = _sight(reader, item, element, number, before=run.text[: item.start], after=run.text[item.end :])
        machine = _attribute_clue(sight, eye)
        if machine is not None:
            yield machine
        differs = machine is None or (machine.day != item.day and not item.relative and item.precision not in _COARSE)
        if machine is None or (differs and sight.place is not Place.LIST):
            kind = _kind(element)
            yield as_clue(item, kind, role_of(sight, eye), where_of(sight, kind))


def _sight(
    reader: _Reader,
    found: Found,
    element: LexborNode | None,
    number: int,
    *,
    before: str | None = None,
    after: str = "",
) -> Sight:
    """Where the date stands: what the names around it say, or else its box's title, its column and its row."""
    node = element or reader.seen.nodes[number]
    at = reader.seen.offsets[number]
    place = place_of(node, at, reader.page)
    own = place in OWN_PLACES
    if own:
        place = box_place(node, number, reader.seen, reader.page) or place
    row = row_of(node) if own else None
    return Sight(found, element, place, at < reader.page.start, before, after, row)


def _exact_element(text: LexborNode, covered: set[int]) -> LexborNode | None:
    """The element that shows "3 hari yang lalu" and has the moment itself in its ``title``."""
    node = text.parent
    if node is None or not _DIGITS.search(node.attributes.get("title") or ""):
        return None
    covered.add(node.mem_id)
    return node


def _date_element(text: LexborNode, covered: set[int]) -> LexborNode | None:
    """The innermost element around ``text`` that says it holds a date; all such around it count as read."""
    inner = None
    for node in ancestors(text, 4):
        if not is_dated(node):
            continue
        if len(node.text()) > _DATED:
            break
        inner = inner or node
        covered.add(node.mem_id)
    return inner


def _attribute_clue(sight: Sight, eye: Eye) -> Clue | None:
    """The machine's form beside the visible one: ``<time datetime>``, ``<abbr title>``, ``content``."""
    element = sight.element
    raw = _attribute(element) if element is not None else None
    found = read_machine(raw, zone=eye.zone) if raw else None
    if element is None or found is None:
        return None
    seen = sight._replace(found=found._replace(label=sight.found.label, label_text=sight.found.label_text))
    kind = Kind.MICRODATA if item_role(element) else _kind(element)
    return as_clue(found, kind, role_of(seen._replace(before=None, after=""), eye), where_of(seen, kind))


def _element_clues(reader: _Reader, node: LexborNode, number: int) -> Iterator[Clue]:
    """A dated element whose text told nothing, by its attribute."""
    raw = _attribute(node)
    found = read_machine(raw, zone=reader.eye.zone) if raw and _DIGITS.search(raw) else None
    if found is not None:
        clue = _attribute_clue(_sight(reader, found, node, min(number, len(reader.seen.texts) - 1)), reader.eye)
        if clue is not None:
            yield clue


def _card_clues(reader: _Reader, number: int) -> Iterator[Clue]:
    """A date made of several blocks (day over month over year) inside one element that is called a date."""
    eye = reader.eye
    for node in ancestors(reader.seen.nodes[number], 3):
        if not is_dated(node):
            continue
        text = node.text(separator=" ", strip=True)
        if len(text) > _CARD:
            return
        found = find_dates(text, now=eye.now, zone=eye.zone, limit=2).found
        if len(found) == 1 and found[0].precision not in _COARSE:
            reader.covered.add(node.mem_id)
            sight = _sight(reader, found[0], node, number)
            yield as_clue(found[0], Kind.MARKED, role_of(sight, eye), where_of(sight, Kind.MARKED))
            return


def _kind(element: LexborNode | None) -> Kind:
    if element is None:
        return Kind.TEXT
    return Kind.TIME if element.tag == "time" else Kind.MARKED


def _attribute(element: LexborNode) -> str | None:
    """A date's form for machines: ``<time datetime>``, ``<span itemprop content>``, ``<abbr title>``."""
    attributes = element.attributes
    title = attributes.get("title")
    return attributes.get("datetime") or attributes.get("content") or title
