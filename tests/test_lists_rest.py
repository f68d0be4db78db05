from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crawler.lists import ListRead
from crawler.lists.rest import find_rest, read_rest, rest_address
from crawler.page import open_page

WIB = ZoneInfo("Asia/Jakarta")
POST = {
    "link": "https://kedaton.go.id/a/",
    "date": "2026-11-20T01:30:00",
    "date_gmt": "2026-11-19T18:30:00",
    "modified_gmt": "2026-11-21T18:30:00",
    "title": {"rendered": "Gotong &amp; <b>Royong</b>"},
    "status": "publish",
}


def _read(
    said: Any, *, url: str = "https://kedaton.go.id/wp-json/wp/v2/posts?per_page=100", pages: str | None = None
) -> ListRead:
    return read_rest(json.dumps(said).encode(), url=url, headers={"X-WP-TotalPages": pages} if pages else {}, zone=WIB)


def test_both_dates_are_read_as_utc() -> None:
    item = _read([POST]).items[0]
    assert item.published is not None
    assert item.modified is not None
    assert item.published.at == datetime(2026, 11, 19, 18, 30, tzinfo=UTC)
    assert (item.published.day, item.modified.day) == (date(2026, 11, 20), date(2026, 11, 22))
    assert item.title == "Gotong & Royong"


@pytest.mark.parametrize("gmt", ["0000-00-00T00:00:00", "", None])
def test_a_zero_utc_date_falls_back_to_city_time(gmt: str | None) -> None:
    item = _read([{**POST, "date_gmt": gmt}]).items[0]
    assert item.published is not None
    assert item.published.at == datetime(2026, 11, 19, 18, 30, tzinfo=UTC)


def test_drafts_and_entries_without_address_are_left_out() -> None:
    assert _read([{**POST, "status": "draft"}, {**POST, "link": None}, "x", None]).items == ()


def test_the_next_page_is_asked_while_the_server_counts_more() -> None:
    read = _read([POST], pages="3")
    assert read.next == "https://kedaton.go.id/wp-json/wp/v2/posts?per_page=100&page=2"
    assert not read.whole
    assert _read([POST], url=f"{read.next}", pages="2").next is None


def test_a_list_cut_by_a_date_is_not_whole() -> None:
    assert _read([POST], pages="1").whole
    assert not _read([POST], url=rest_address("https://kedaton.go.id/", since=date(2026, 8, 1)), pages="1").whole


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b'{"code":"rest_disabled","message":"x"}', "rest_disabled"),
        (b"<html>", "no JSON"),
        (b'"x"', "no list"),
        (b"[" * 200_000, "no JSON"),
        (b"\xff\xfe", "no JSON"),
    ],
)
def test_what_is_no_list_is_said_to_be_none(body: bytes, word: str) -> None:
    read = read_rest(body, url="https://kedaton.go.id/wp-json/wp/v2/posts", headers={}, zone=WIB)
    assert word in (read.problem or "")


@pytest.mark.parametrize(
    ("front", "start"),
    [
        ("https://kedaton.go.id", "https://kedaton.go.id/wp-json/wp/v2/posts?per_page=100&orderby=date"),
        ("https://kota.go.id/kedaton/", "https://kota.go.id/kedaton/wp-json/wp/v2/posts?"),
        ("https://kedaton.go.id/wp-json/", "https://kedaton.go.id/wp-json/wp/v2/posts?"),
        (
            "https://kedaton.go.id/index.php?rest_route=/",
            "https://kedaton.go.id/index.php?rest_route=%2Fwp%2Fv2%2Fposts&per_page=100",
        ),
    ],
)
def test_the_address_of_the_newest_posts_is_made_from_a_front_or_a_root(front: str, start: str) -> None:
    assert rest_address(front, since=date(2026, 8, 17)).startswith(start)
    assert "after=2026-08-17T00%3A00%3A00" in rest_address(front, since=date(2026, 8, 17))
    assert "after" not in rest_address(front)


def test_the_root_is_found_by_header_or_element() -> None:
    url = "https://kedaton.go.id/"
    header = {
        "Link": '<https://kedaton.go.id/index.php?rest_route=/>; rel="https://api.w.org/", <https://kedaton.go.id/>; rel=shortlink'
    }
    assert find_rest(open_page(b"<p>a</p>", url=url, headers=header)) == "https://kedaton.go.id/index.php?rest_route=/"
    assert (
        find_rest(open_page(b'<link rel="https://api.w.org/" href="/wp-json/">', url=url))
        == "https://kedaton.go.id/wp-json/"
    )
    assert find_rest(open_page(b"<p>a</p>", url=url)) is None
