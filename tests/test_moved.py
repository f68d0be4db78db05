"""A site whose importer dated every old post with the day of the move did not publish them all that day."""

from __future__ import annotations

from collections import Counter

from crawler.records import Look, PageHistory, Source
from monitor.freshness import Status
from monitor.updates import Reason
from tests.judgement_helpers import TONIGHT, Site, days, listed, look, page, site

FIRST = TONIGHT - days(3)
OLD = [page(look(FIRST, path=f"lama-{number}")) for number in range(3)]


def _listed(number: int, *own: Look) -> PageHistory:
    return page(look(TONIGHT, listed(TONIGHT), path=f"baru-{number}", source=Source.FEED), *own)


def _read(number: int, *, of: int | None) -> PageHistory:
    """A page that the feed names, read tonight; its text is that of an older page, or its own."""
    own = look(TONIGHT, path=f"baru-{number}")
    text = own.reading.blocks if of is None else OLD[of].looks[0].reading.blocks
    return _listed(number, look(TONIGHT, path=f"baru-{number}", blocks=text))


def _moved(*read: PageHistory, unread: int = 3) -> Site:
    return site(*OLD, *read, *map(_listed, range(10, 10 + unread)), nights=(FIRST, TONIGHT - days(1), TONIGHT))


def test_posts_that_came_with_old_texts_under_new_addresses_wait_until_they_are_read() -> None:
    moved = _moved(_read(0, of=0), _read(1, of=1))

    assert Counter(reason for reason, _ in moved.told()) == {Reason.REPOSTED: 2, Reason.AWAITED: 3}
    assert moved.score().status is Status.BELUM_TERUKUR


def test_what_was_read_and_is_new_counts_amid_them() -> None:
    told = _moved(_read(0, of=0), _read(1, of=None)).told()

    assert Counter(reason for reason, _ in told) == {Reason.REPOSTED: 1, Reason.NEW_CONTENT: 1, Reason.AWAITED: 3}


def test_one_post_put_up_again_on_a_busy_day_makes_no_move() -> None:
    told = _moved(_read(0, of=0), _read(1, of=None), _read(2, of=None)).told()

    assert Counter(reason for reason, _ in told) == {Reason.REPOSTED: 1, Reason.NEW_CONTENT: 5}


def test_an_office_that_posts_five_times_in_one_day_is_believed() -> None:
    assert {reason for reason, _ in _moved(unread=5).told()} == {Reason.NEW_CONTENT}
