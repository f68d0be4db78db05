"""Servers whose answers to conditions are not true: news is found all the same, and what was learnt is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.kept import Faith
from crawler.reach import Reach
from crawler.store import EvidenceStore
from tests.conditional_site import CODE, FIRST, Site, dress, feed, night, running

OLD = {"satu": date(2026, 11, 10), "dua": date(2026, 11, 3)}
NEW = {"baru": date(2026, 11, 21), **OLD}


def faith(folder: Path) -> Faith:
    store = EvidenceStore(folder / "segar.db")
    found = store.faith(CODE, until=FIRST.date().replace(day=30))
    store.close()
    return found


def pages(folder: Path) -> set[str]:
    store = EvidenceStore(folder / "segar.db")
    found = {known.url.rpartition("/")[2] for known in store.known(CODE) if known.last_read}
    store.close()
    return found


def unconditional(site: Site) -> bool:
    return all(condition == (None, None) for condition in site.conditions().values())


@pytest.mark.parametrize("lie", ["304 to everything", "304 to any date"])
def test_who_says_304_to_what_it_cannot_know_is_not_believed_once(lie: str, tmp_path: Path) -> None:
    with running(tmp_path, lies=lie) as site:
        dress(site, OLD)
        if lie == "304 to any date":
            for said in site.paths.values():
                said.etag = None
        night(tmp_path, 1)
        dress(site, NEW)
        if lie == "304 to any date":
            for said in site.paths.values():
                said.etag = None
        site.asked.clear()
        visit = night(tmp_path, 2)
        assert visit.reach is Reach.OK
        assert "baru" in pages(tmp_path)
        assert faith(tmp_path).lied == date(2026, 11, 22)
        site.asked.clear()
        night(tmp_path, 3)
        assert unconditional(site)


def test_an_etag_that_changes_over_an_equal_body_is_sent_no_more_after_two_nights(tmp_path: Path) -> None:
    with running(tmp_path, lies="a new ETag each time") as site:
        dress(site, OLD)
        for said in site.paths.values():
            said.modified = None
        sent = []
        for number in range(1, 6):
            visit = night(tmp_path, number)
            sent.append(not unconditional(site))
            assert number == 1 or visit.reach is Reach.UNCHANGED
        assert sent == [False, True, True, False, False]
        assert faith(tmp_path).etag == (date(2026, 11, 22), date(2026, 11, 23))


def test_a_last_modified_of_this_moment_is_sent_no_more_after_two_nights(tmp_path: Path) -> None:
    with running(tmp_path, lies="modified now") as site:
        dress(site, OLD)
        sent = []
        for number in range(1, 6):
            visit = night(tmp_path, number)
            sent.append(not unconditional(site))
            assert number == 1 or visit.reach is Reach.UNCHANGED
        assert sent == [False, True, True, False, False]
        store = EvidenceStore(tmp_path / "segar.db")
        assert store.db.table("readings").count == len(OLD) * 3 + 1  # page, feed and link of each, and the front page
        store.close()


def test_a_list_that_stands_still_behind_its_304_hides_news_for_a_week_at_most(tmp_path: Path) -> None:
    """A cache that answers 304 for what it holds while the feed behind it goes on: only the proof can tell."""
    with running(tmp_path) as site:
        dress(site, OLD, listed=OLD)
        night(tmp_path, 1)
        night(tmp_path, 2)
        site.paths["/feed"].body = feed(NEW, site.url)  # the ETag stays
        site.paths["/berita/baru"] = site.paths["/berita/satu"]
        found = next(number for number in range(3, 12) if night(tmp_path, number) and "baru" in pages(tmp_path))
        assert found <= 8
        assert faith(tmp_path).lied is not None


def test_before_a_letter_a_server_that_was_honest_so_far_must_prove_each_304(tmp_path: Path) -> None:
    def dated_only(days: dict[str, date]) -> None:
        dress(site, days)
        for said in site.paths.values():
            said.etag = None

    with running(tmp_path) as site:
        dated_only(OLD)
        night(tmp_path, 1)
        night(tmp_path, 2)
        assert faith(tmp_path).proved == date(2026, 11, 22)
        site.lies = "304 to any date"
        dated_only(NEW)
        night(tmp_path, 3)
        assert "baru" not in pages(tmp_path)
        night(tmp_path, 4, "--whole", CODE)
        assert "baru" in pages(tmp_path)
        assert faith(tmp_path).lied == date(2026, 11, 24)
