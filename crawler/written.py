"""What a visit writes down of the answers that it read, and keeps of them for the next night."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from crawler.errand import is_named_alone
from crawler.fetch import Answer
from crawler.harvest import kept_answer, own_items
from crawler.kept import Kept, body_hash
from crawler.lists.front import dated_teasers, read_front
from crawler.lists.words import is_section
from crawler.page import Page
from crawler.reading import is_settled, item_reading, meaning_of_page, page_reading
from crawler.records import Listed, PageKind, Reading, Source
from crawler.rows import items_json
from crawler.visiting import Visiting

SECTION_ITEMS = 3
"""Dated items from which a page under the address of a section is its list."""


def reading_of(visiting: Visiting, got: Answer, page: Page, kind: PageKind | None = None) -> Reading:
    """Read an answer that came whole, under the page's one name."""
    url = visiting.ground.name(got.url)
    if kind is None and is_section(url) and _dates_many(page, visiting):
        kind = PageKind.LISTING  # its teasers say as much as an article
    return page_reading(
        page,
        site=visiting.target.site,
        url=url,
        moment=visiting.moment,
        status=got.status,
        server_date=got.server_date,
        body=body_hash(got.body, got.headers),
        kind=kind,
        dated=url in visiting.book.dated,
    )


def _dates_many(page: Page, visiting: Visiting) -> bool:
    return dated_teasers(page, zone=visiting.moment.zone, now=visiting.moment.now) >= SECTION_ITEMS


def listed_on(page: Page, visiting: Visiting) -> list[Listed]:
    """What a page for people lists of this site."""
    return own_items([read_front(page, zone=visiting.moment.zone, now=visiting.moment.now)], visiting.ground)


def hear_page(visiting: Visiting, got: Answer, reading: Reading, items: Collection[Listed] | None) -> None:
    """Keep the answer of a page for people, with what it lists where it is a list (None where it is not)."""
    clues = [*reading.dates.clues, *(item.published for item in items or () if item.published)]
    settled = not reading.dates.truncated and is_settled(clues, moment=visiting.moment, server_date=got.server_date)
    said = items_json(items) if items is not None else None
    meaning = meaning_of_page(reading, said)
    kept = kept_answer(got, visiting.tonight, meaning=meaning, said=said, settled=settled, body=reading.body_hash)
    # A list page's dated items are told by their own pages; its links, and documents, are told nowhere else.
    named = [item for item in items or () if reading.kind is PageKind.FRONT or is_named_alone(item)]
    _hear(visiting, kept, [(reading.url, reading.source), *note_named(visiting, named)])


def note_items(visiting: Visiting) -> None:
    """Write down what tonight's lists say of their items, and keep the lists' answers."""
    book = visiting.book
    for item in book.harvest.items:
        book.note(item_reading(_believed(visiting, item), site=visiting.target.site))
    for kept, items in book.harvest.heard:
        _hear(visiting, kept, note_named(visiting, items))


def _believed(visiting: Visiting, item: Listed) -> Listed:
    """An item without the modification that a list is known to stamp on all of its items, another one each night.

    Written down it would be a new reading of every page of the site on every night, and none would say anything.
    """
    stamped = item.modified is not None and item.modified.kind in visiting.moment.habits.untrusted_kinds
    return replace(item, modified=None) if stamped else item


def note_named(visiting: Visiting, items: Iterable[Listed]) -> list[tuple[str, Source]]:
    """Write down what an answer links to, and return the keys of all readings that it made: its items' are written already.

    A page that came keeps its place in a list, a random box forgets it: only a link that is written down night after
    night tells which. Of a document there is nothing but its link, and the date beside it.
    """
    book, keys = visiting.book, []
    for item in items:
        key = (item.url, item.source)
        if is_named_alone(item) and key not in book.readings:
            book.note(item_reading(item, site=visiting.target.site))
        keys += [key] if key in book.readings else []
    return keys


def _hear(visiting: Visiting, kept: Kept, keys: Collection[tuple[str, Source]]) -> None:
    """Keep an answer with the readings made of it, which are confirmed on every night on which it comes again."""
    book = visiting.book
    signs = (f"{url}: {sign}" for url, source in keys if (sign := book.readings[(url, source)].injected))
    before = visiting.memory.kept.get(kept.url)
    named = [(url, str(source)) for url, source in keys]
    book.hear(replace(kept, injected=next(signs, None)), named, before=before, tonight=visiting.tonight)
