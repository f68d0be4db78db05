"""A list that the site forbids us for good, while its pages tell all that the list told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.reach import Reach
from crawler.store import EvidenceStore
from tests.shelf import FRONT, Shelf, shelf_of, visited

NIGHT = date(2026, 11, 2)
POSTED = date(2026, 10, 28)
TEXT = "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan masing-masing. "
FEED = f"{FRONT}feed/"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EvidenceStore]:
    opened = EvidenceStore(tmp_path / "segar.db")
    yield opened
    opened.close()


def _page(title: str, inside: str) -> str:
    link = "<link rel=alternate type=application/rss+xml href=/feed/>"
    return f"<html><head><title>{title}</title>{link}</head><body><main><h1>{title}</h1><p>{TEXT * 4}</p>{inside}</main></body></html>"


def _site(*, newest: date = POSTED) -> Shelf:
    days = [newest - timedelta(days=7 * n) for n in range(4)]
    rows = "".join(
        f'<article><h2><a href="/kabar-{n}/">Kerja bakti ke {n} di kampung kita</a></h2><time datetime="{day}">x</time></article>'
        for n, day in enumerate(days)
    )
    posts = {f"kabar-{n}/": _page(f"Kerja bakti ke {n}", f"<p>{TEXT} Ini kabar nomor {n}.</p>") for n in range(4)}
    shelf = shelf_of({"": _page("Kelurahan", rows), **posts})
    items = "".join(
        f"<item><title>Kabar {n}</title><link>{FRONT}kabar-{n}/</link><pubDate>{POSTED - timedelta(days=7 * n):%d %b %Y} 08:00:00 +0700</pubDate></item>"
        for n in range(4)
    )
    shelf.others[FEED] = (
        200,
        "application/rss+xml",
        f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>",
    )
    return shelf


def _endings(store: EvidenceStore, shelf: Shelf, *statuses: int) -> list[Reach]:
    """How the nights ended on which the feed answered with these, after one on which it was read."""
    assert visited(store, shelf, NIGHT).reach is Reach.OK
    ends = []
    for n, status in enumerate(statuses, start=1):
        shelf.others[FEED] = (status, "text/html", "<html><body>Forbidden</body></html>")
        ends.append(visited(store, shelf, NIGHT + timedelta(days=n)).reach)
    return ends


@pytest.mark.parametrize("status", [401, 403])
def test_a_list_that_is_forbidden_for_seven_nights_is_as_good_as_gone(store: EvidenceStore, status: int) -> None:
    ends = _endings(store, _site(), *[status] * 9)
    assert ends == [*[Reach.PARTIAL] * 6, Reach.UNCHANGED, Reach.UNCHANGED, Reach.UNCHANGED]
    told = store.visits("18.71.01.1003", until=NIGHT + timedelta(days=7))[-1].detail
    assert told.endswith(f"; forbidden for 7 nights, so taken for gone: {FEED}")


def test_a_night_on_which_it_fails_in_another_way_begins_the_row_anew(store: EvidenceStore) -> None:
    ends = _endings(store, _site(), 403, 403, 403, 503, *[403] * 7)
    assert ends == [*[Reach.PARTIAL] * 10, Reach.UNCHANGED]


def test_a_list_that_told_of_later_days_than_any_other_is_missed_for_ever(store: EvidenceStore) -> None:
    ends = _endings(store, _site(newest=POSTED - timedelta(days=30)), *[403] * 9)
    assert ends == [Reach.PARTIAL] * 9


def test_other_failures_are_never_taken_for_gone(store: EvidenceStore) -> None:
    assert _endings(store, _site(), *[500] * 9) == [Reach.PARTIAL] * 9
