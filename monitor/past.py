"""What of a unit's stored past still speaks for the site that the registry names today. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from crawler.own import belongs
from crawler.records import SiteHistory


def at_address(history: SiteHistory, *, front: str, others: Collection[str]) -> SiteHistory:
    """The history without what was read at another address; ``others`` are the fronts of the other units.

    A unit's address is corrected or moves; what the old host published is not news of the new one.
    """
    return replace(
        history,
        visits=tuple(visit for visit in history.visits if belongs(visit.url, front=front)),
        pages=tuple(page for page in history.pages if belongs(page.url, front=front, others=others)),
    )
