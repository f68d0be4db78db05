"""What the store knows of a site, gathered for one visit of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from crawler.broken import REFUSED_NIGHTS, ListKey, refusals
from crawler.errand import Ground
from crawler.own import belongs, identity
from crawler.plan import Known
from crawler.reading import Moment
from crawler.robots import robots_address
from crawler.signs import last_searched, standing
from crawler.store import EvidenceStore
from crawler.visiting import Memory, Target

DEAD_FOR = timedelta(days=28)
"""An address that gave no page is not taken for a new one for so long."""


def memory_of(store: EvidenceStore, target: Target, moment: Moment) -> Memory:
    """Ask the store what earlier nights know of a site."""
    tonight = moment.now.astimezone(moment.zone).date()
    last = store.last_measured(target.site, before=tonight, front=target.url)
    if last is None:
        return Memory(
            known=_known(store, target),
            habits=store.habits(target.site, until=tonight),
            links=_links(store, target),
            robots=store.robots(robots_address(target.url)),
        )
    signs = store.signs(target.site, until=tonight)
    tried = store.tried(target.site, since=tonight - DEAD_FOR, until=tonight)
    return Memory(
        known=_known(store, target),
        worked=last.lists,
        first_night=False,
        measured_on=last.night,
        refused=_refused(store, target, since=last.night, tonight=tonight),
        habits=store.habits(target.site, until=tonight),
        platform=last.platform,
        links=_links(store, target),
        waiting=store.waiting(target.site, since=last.night, until=tonight),
        kept=store.kept(target.site, until=tonight),
        dead=frozenset(url for url, passing in tried.items() if not passing),
        failed=frozenset(tried),
        faith=store.faith(target.site, until=tonight),
        robots=store.robots(robots_address(target.url)),
        planted=store.planted(target.site) | {sign.url for sign in standing(signs, tonight=tonight)},
        searched_on=last_searched(signs),
        front_text=store.front_text(target.site, identity(target.url, front=target.url)),
    )


def _refused(store: EvidenceStore, target: Target, *, since: date, tonight: date) -> Mapping[ListKey, int]:
    """How long lists have been forbidden; asked only where the site was not measured for so long."""
    if (tonight - since).days < REFUSED_NIGHTS:
        return {}
    visits = store.visits(target.site, until=tonight - timedelta(days=1))
    return refusals(visit for visit in visits if visit.night > since)


def _known(store: EvidenceStore, target: Target) -> tuple[Known, ...]:
    front = identity(target.url, front=target.url)
    return tuple(
        page
        for page in store.known(target.site)
        if page.url != front and belongs(page.url, front=target.url, others=target.others)
    )


def _links(store: EvidenceStore, target: Target) -> tuple[str, ...]:
    ground = Ground(target.url, target.others)
    return tuple(url for url in store.unread_links(target.site) if ground.owns(url))
