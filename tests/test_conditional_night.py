"""Nights on which nothing changed, over a real server: what is asked, what is believed, what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from crawler.reach import Reach
from crawler.records import Source
from crawler.store import EvidenceStore
from tests.conditional_site import Said, Site, dress, front, night, running

DAYS = {"satu": date(2026, 11, 10), "dua": date(2026, 11, 3), "tiga": date(2026, 10, 20)}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with running(tmp_path) as found:
        dress(found, DAYS)
        yield found


def readings(folder: Path) -> list[tuple[str, str, str, str, int, str | None]]:
    store = EvidenceStore(folder / "segar.db")
    sql = "select p.url, r.source, r.first_night, r.last_night, r.looks, r.same from readings r join pages p on p.id = r.page"
    rows = [tuple(row.values()) for row in store.db.query(f"{sql} order by r.id")]
    store.close()
    return rows


def test_the_first_night_asks_without_a_condition(site: Site, tmp_path: Path) -> None:
    night(tmp_path, 1)
    assert set(site.conditions().values()) == {(None, None)}


def test_validators_are_sent_back_exactly_as_given(site: Site, tmp_path: Path) -> None:
    night(tmp_path, 1)
    site.asked.clear()
    night(tmp_path, 2)
    first: dict[str, tuple[str | None, str | None]] = {}
    for path, tag, since in site.asked:
        first.setdefault(path, (tag, since))
    given = {path: (said.etag, said.modified) for path, said in site.paths.items()}
    assert first == given


@pytest.mark.usefixtures("site")
def test_a_night_of_304s_is_measured_and_stores_no_reading(tmp_path: Path) -> None:
    before = night(tmp_path, 1)
    stored = readings(tmp_path)
    visit = night(tmp_path, 2)
    assert (visit.reach, visit.lists, visit.same_body, visit.same_text) == (Reach.NOT_MODIFIED, before.lists, 0, 0)
    assert visit.not_modified == visit.pages + 1  # the front page, three articles, the feed
    again = readings(tmp_path)
    assert [row[:3] for row in again] == [row[:3] for row in stored]
    assert {row[3:] for row in again} == {("2026-11-22", 2, "304")}


def test_the_first_304_of_a_site_is_put_to_the_proof_once(site: Site, tmp_path: Path) -> None:
    night(tmp_path, 1)
    assert night(tmp_path, 2).requests == len(site.paths) + 1
    assert night(tmp_path, 3).requests == len(site.paths)


def test_an_equal_body_without_validators_is_a_fact_of_its_own(site: Site, tmp_path: Path) -> None:
    for said in site.paths.values():
        said.etag = said.modified = None
    night(tmp_path, 1)
    visit = night(tmp_path, 2)
    assert (visit.reach, visit.not_modified, visit.same_body) == (Reach.UNCHANGED, 0, visit.pages + 1)
    assert {row[3:] for row in readings(tmp_path)} == {("2026-11-22", 2, "body")}


def test_an_equal_text_in_another_body_is_a_fact_of_its_own(site: Site, tmp_path: Path) -> None:
    night(tmp_path, 1)
    for path, said in site.paths.items():
        site.paths[path] = Said(said.body + b"<!-- dirakit ulang -->", said.kind, '"ulang"', said.modified)
    visit = night(tmp_path, 2)
    assert (visit.reach, visit.not_modified, visit.same_body) == (Reach.UNCHANGED, 0, 0)
    assert visit.same_text == visit.pages + 1
    assert {row[5] for row in readings(tmp_path) if row[1] == "page"} == {"text"}


def test_news_is_found_the_night_it_comes(site: Site, tmp_path: Path) -> None:
    night(tmp_path, 1)
    night(tmp_path, 2)
    dress(site, {"baru": date(2026, 11, 22), **DAYS}, version=2)
    visit = night(tmp_path, 3)
    assert visit.reach is Reach.OK
    new = [row[:2] for row in readings(tmp_path) if row[2] == "2026-11-23" and row[0].endswith("/baru")]
    assert sorted(new) == [(f"{site.url}berita/baru", "feed"), (f"{site.url}berita/baru", "page")]


@pytest.mark.usefixtures("site")
def test_what_the_lists_say_is_whole_on_a_night_of_304s(tmp_path: Path) -> None:
    first = night(tmp_path, 1)
    for number in range(2, 6):
        assert night(tmp_path, number).lists == first.lists
    assert {(state.source, state.items, state.oldest) for state in first.lists if state.problem is None} == {
        (Source.FEED, 3, date(2026, 11, 3)),  # its very last item may be a stray one
        (Source.LISTING, 3, None),
    }


def test_a_list_that_is_missing_is_asked_for_again_once_a_week(site: Site, tmp_path: Path) -> None:
    asked = []
    for number in range(1, 10):
        night(tmp_path, number)
        asked.append("/sitemap.xml" in site.conditions())
    assert asked == [True, *[False] * 6, True, False]


def test_a_page_that_tells_its_day_by_tonight_is_asked_for_whole(site: Site, tmp_path: Path) -> None:
    spoken = b"<time class=entry-date>3 hari yang lalu</time>"
    said = site.paths["/berita/satu"]
    said.body = said.body.replace(b"</h1>", b"</h1>" + spoken)
    night(tmp_path, 1)
    site.asked.clear()
    night(tmp_path, 2)
    assert site.conditions()["/berita/satu"] == (None, None)
    looks = [row for row in readings(tmp_path) if row[0].endswith("/satu") and row[1] == "page"]
    assert [row[2:5] for row in looks] == [("2026-11-21", "2026-11-21", 1), ("2026-11-22", "2026-11-22", 1)]


def test_robots_txt_is_kept_for_a_day(site: Site, tmp_path: Path) -> None:
    night(tmp_path, 1)
    site.asked.clear()
    night(tmp_path, 1, "--again")
    assert "/robots.txt" not in site.conditions()
    night(tmp_path, 2)
    assert site.conditions()["/robots.txt"] == (site.paths["/robots.txt"].etag, site.paths["/robots.txt"].modified)


def test_planted_content_in_a_page_that_is_not_modified_stays_found(site: Site, tmp_path: Path) -> None:
    bait = b"<h1>Slot gacor maxwin, situs slot online terpercaya, RTP live</h1>"
    said = site.paths["/berita/dua"]
    said.body = said.body.replace(b"<title>", b"<title>Situs slot gacor maxwin ").replace(b"<h1>", bait + b"<h1>", 1)
    first, second = night(tmp_path, 1), night(tmp_path, 2)
    assert first.injected
    assert second.injected == first.injected


def test_a_page_that_gives_none_is_no_news_every_night(site: Site, tmp_path: Path) -> None:
    site.paths["/"] = Said(front(*DAYS, "hilang"), etag='"h"')
    night(tmp_path, 1)
    site.asked.clear()
    night(tmp_path, 2)
    assert "/berita/hilang" not in site.conditions()


def test_a_backlog_is_worked_off_on_nights_of_304s(site: Site, tmp_path: Path) -> None:
    sites = tmp_path / "sites.yaml"
    sites.write_text(sites.read_text().replace("crawl: {", "crawl: {pages_first: 2, pages_later: 5, "))
    many = {f"n{number}": date(2026, 11, 1) for number in range(8)}
    dress(site, many, listed={})
    waiting = [night(tmp_path, number).waiting for number in range(1, 5)]
    assert waiting[0] == 6
    assert waiting[-1] == 0
    read = {row[0] for row in readings(tmp_path) if row[1] == "page"}
    assert len(read) == len(many) + 1
