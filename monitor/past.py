"""What of a unit's stored past still speaks for the site that the registry names today. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from crawler.own import belongs, identity
from crawler.records import Look, SiteHistory, Visit


def at_address(history: SiteHistory, *, front: str, others: Collection[str]) -> SiteHistory:
    """The history without what was read at another address; ``others`` are the fronts of the other units.

    A unit's address is corrected or moves; what the old host published is not news of the new one.
    """
    return replace(
        history,
        visits=tuple(visit for visit in history.visits if belongs(visit.url, front=front)),
        pages=tuple(page for page in history.pages if belongs(page.url, front=front, others=others)),
        signs=tuple(sign for sign in history.signs if belongs(sign.url, front=front, others=others)),
    )


def without_cleared(history: SiteHistory, pages: Collection[str], *, front: str) -> SiteHistory:
    """The history with no sign of injection on ``pages``, which a person looked at and found to be the unit's own."""
    names = {identity(page, front=front) for page in pages}
    if not names:
        return history
    return replace(
        history,
        visits=tuple(_visit_cleared(visit, names) for visit in history.visits),
        pages=tuple(
            replace(page, looks=tuple(map(_look_cleared, page.looks))) if page.url in names else page
            for page in history.pages
        ),
        signs=tuple(sign for sign in history.signs if sign.url not in names),
    )


def _visit_cleared(visit: Visit, names: Collection[str]) -> Visit:
    """A visit notes the first sign that it met; those of other pages stand in their readings."""
    told = visit.injected is not None and any(visit.injected.startswith(f"{name}: ") for name in names)
    return replace(visit, injected=None) if told else visit


def _look_cleared(look: Look) -> Look:
    return replace(look, reading=replace(look.reading, injected=None))
