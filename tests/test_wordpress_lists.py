"""The ten real WordPress sites: every list read, every date compared with the truth. Skips where they do not run."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from crawler.content import read_content
from crawler.hollow import front_problem
from crawler.injection import Verdict, judge_item, judge_page
from crawler.lists import ListRead
from crawler.lists.feeds import read_feed
from crawler.lists.front import read_front
from crawler.lists.rest import read_rest, rest_address
from crawler.lists.sitemaps import read_sitemap
from crawler.own import belongs, is_trap, normalise
from crawler.page import Page, open_page
from crawler.platforms import Candidate, candidates, recognise
from crawler.records import PageKind, Source

pytestmark = pytest.mark.wordpress

WIB = ZoneInfo("Asia/Jakarta")
GOLD = Path(__file__).parent / "fixtures" / "wordpress-gold.tsv"
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
NAMES = (
    "kedaton",
    "sukarame",
    "kemiling",
    "wayhalim",
    "rajabasa",
    "tanjungsenang",
    "labuhanratu",
    "telukbetung",
    "panjang",
    "enggal",
)
HOSTS = [f"{name}.test" for name in NAMES]
NO_LISTED_DATE = {"telukbetung.test"}
NO_FRONT_DATE = {"telukbetung.test", "tanjungsenang.test", "enggal.test"}


def _get(url: str) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", timeout=20)
    try:
        connection.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def gold() -> dict[str, tuple[str, date]]:
    """The truth as the sites were seeded: normalised address -> (type, published day)."""
    with GOLD.open(encoding="utf-8") as rows:
        return {
            normalise(row["url"]): (row["type"], date.fromisoformat(row["published"][:10]))
            for row in csv.DictReader(rows, delimiter="\t")
        }


def _front(host: str) -> Page:
    _, headers, body = _get(f"http://{host}/")
    return open_page(body, url=f"http://{host}/", headers=headers)


def _read(candidate: Candidate) -> ListRead | None:
    url = rest_address(candidate.url) if candidate.source is Source.REST else candidate.url
    status, headers, body = _get(url)
    if status != 200:
        return None
    if candidate.source is Source.REST:
        return read_rest(body, url=url, headers=headers, zone=WIB)
    if candidate.source is Source.FEED:
        return read_feed(body, url=url, headers=headers, zone=WIB, now=NOW)
    return read_sitemap(body, url=url, headers=headers, zone=WIB)


def _reads(host: str) -> Iterator[ListRead]:
    page = _front(host)
    yield from (read for candidate in candidates(recognise(page), page.url) if (read := _read(candidate)))
    yield read_front(page, zone=WIB, now=NOW)


@pytest.mark.parametrize("host", HOSTS)
def test_every_date_of_every_list_is_the_true_one(host: str, gold: dict[str, tuple[str, date]]) -> None:
    truth = {url: day for url, (kind, day) in gold.items() if belongs(url, front=f"http://{host}/") and kind == "post"}
    told = {normalise(item.url): item.published.day for read in _reads(host) for item in read.items if item.published}
    told = {url: day for url, day in told.items() if url in gold}  # posts added later by hand are not in the truth
    assert {url: day for url, day in told.items() if truth.get(url) != day} == {}
    assert max(told.values(), default=None) == (None if host in NO_LISTED_DATE else max(truth.values()))


@pytest.mark.parametrize("host", HOSTS)
def test_the_front_page_dates_what_it_shows(host: str, gold: dict[str, tuple[str, date]]) -> None:
    read = read_front(_front(host), zone=WIB, now=NOW)
    dated = [item for item in read.items if item.published]
    assert bool(dated) is (host not in NO_FRONT_DATE)
    shown = {normalise(item.url) for item in read.items}
    assert host == "enggal.test" or sum(gold.get(url, ("", NOW.date()))[0] == "post" for url in shown) >= 10


@pytest.mark.parametrize("host", HOSTS)
def test_every_site_is_recognised_whole_and_clean(host: str, gold: dict[str, tuple[str, date]]) -> None:
    page = _front(host)
    assert gold
    assert recognise(page).name == "WordPress"
    assert front_problem(page, 200) is None
    assert judge_page(page, read_content(page)).verdict is Verdict.CLEAN
    items = read_front(page, zone=WIB, now=NOW).items
    assert all(judge_item(title=item.title, url=item.url).verdict is Verdict.CLEAN for item in items)


@pytest.mark.parametrize("host", HOSTS)
def test_posts_are_content_and_list_pages_are_not(host: str, gold: dict[str, tuple[str, date]]) -> None:
    own = [(url, kind) for url, (kind, _) in gold.items() if belongs(url, front=f"http://{host}/")]
    assert not any(is_trap(url) for url, _ in own)
    for url, kind in [*own[:4], *own[-3:]]:
        _, headers, body = _get(url)
        content = read_content(open_page(body, url=url, headers=headers))
        assert content.kind is (PageKind.LISTING if kind == "blogindex" else PageKind.CONTENT), url
