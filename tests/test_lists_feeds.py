from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.lists import ListRead
from crawler.lists.feeds import find_feeds, read_feed
from crawler.page import open_page
from crawler.records import Precision

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
URL = "https://kedaton.go.id/feed/"


def _read(body: str | bytes, *, url: str = URL, headers: dict[str, str] | None = None) -> ListRead:
    return read_feed(
        body.encode() if isinstance(body, str) else body, url=url, headers=headers or {}, zone=WIB, now=NOW
    )


def _rss(items: str, *, head: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Kedaton</title>{head}{items}</channel></rss>'


def _entry(name: str, when: str | None = None) -> str:
    return f"<item><title>{name}</title><link>https://kedaton.go.id/{name}</link>{f'<pubDate>{when}</pubDate>' if when else ''}</item>"


def _wordpress(count: int, *, url: str = URL) -> ListRead:
    items = "".join(_entry(f"b{number}", format_datetime(NOW - timedelta(days=number))) for number in range(count))
    return _read(_rss(items, head="<generator>https://wordpress.org/?v=6.1</generator>"), url=url)


def test_feeds_are_found_by_their_links_without_comments_or_other_hosts() -> None:
    page = open_page(
        b"""<head><link rel="alternate" type="application/rss+xml" href="/feed/">
        <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
        <link rel="alternate" type="application/rss+xml" href="https://kota.go.id/feed/">
        <link REL="Alternate Feed" type="application/atom+xml" href="atom.xml">
        <link rel="alternate" hreflang="en" href="/en/"><link rel="alternate" type="application/rss+xml" href="/berita/judul/feed/?withcomments=1"></head>""",
        url="https://kedaton.go.id/berita/",
    )
    assert find_feeds(page) == ("https://kedaton.go.id/feed/", "https://kedaton.go.id/berita/atom.xml")


def test_a_published_date_becomes_the_day_of_the_city() -> None:
    item = _read(_rss(_entry("a", "Thu, 19 Nov 2026 20:30:00 +0000"))).items[0]
    assert item.published is not None
    assert (item.published.day, item.published.precision) == (date(2026, 11, 20), Precision.TIME)
    assert item.published.at == datetime(2026, 11, 19, 20, 30, tzinfo=UTC)


def test_a_date_without_zone_is_city_time() -> None:
    item = _read(_rss(_entry("a", "2026-11-19 01:30:00"))).items[0]
    assert item.published is not None
    assert item.published.at == datetime(2026, 11, 18, 18, 30, tzinfo=UTC)
    assert item.published.day == date(2026, 11, 19)


def test_items_without_a_date_stay_undated_whatever_the_build_date_says() -> None:
    read = _read(_rss(_entry("a") + _entry("b"), head="<lastBuildDate>Thu, 19 Nov 2026 20:30:00 +0000</lastBuildDate>"))
    assert [item.published for item in read.items] == [None, None]


def test_a_feed_that_dates_everything_now_dates_nothing() -> None:
    now = format_datetime(NOW + timedelta(seconds=40))
    assert all(item.published is None for item in _read(_rss(_entry("a", now) + _entry("b", now))).items)


def test_the_servers_own_clock_counts_as_now() -> None:
    served = NOW + timedelta(days=3)
    read = _read(_rss(_entry("a", format_datetime(served))), headers={"Date": format_datetime(served, usegmt=True)})
    assert read.items[0].published is None


def test_all_items_at_the_very_build_moment_are_undated() -> None:
    built = "Mon, 02 Nov 2026 03:00:00 +0000"
    read = _read(_rss(_entry("a", built) + _entry("b", built), head=f"<lastBuildDate>{built}</lastBuildDate>"))
    assert all(item.published is None for item in read.items)


def test_a_lone_post_is_dated_though_its_feed_was_built_with_it() -> None:
    built = "Mon, 02 Nov 2026 03:00:00 +0000"
    read = _read(_rss(_entry("a", built), head=f"<lastBuildDate>{built}</lastBuildDate>"))
    assert read.items[0].published is not None


def test_rss_with_dublin_core_dates_is_read() -> None:
    item = _read(
        _rss("<item><title>a</title><link>/a</link><dc:date>2026-11-02T08:00:00+07:00</dc:date></item>")
    ).items[0]
    assert item.url == "https://kedaton.go.id/a"
    assert item.published is not None
    assert item.published.day == date(2026, 11, 2)


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Kel</title><generator>Blogger</generator><updated>2026-11-20T18:00:00Z</updated>
<link rel="next" href="{next}"/><entry><title>Gotong &amp;amp; Royong</title><link rel="alternate" href="https://kedaton.go.id/a.html"/>
<published>2026-11-02T08:00:00+07:00</published><updated>2026-11-05T08:00:00+07:00</updated></entry></feed>"""


def test_atom_tells_published_and_modified_apart_and_names_its_next_page() -> None:
    read = _read(ATOM.format(next="https://kedaton.go.id/feeds/posts/default?start-index=26"))
    item = read.items[0]
    assert item.published is not None
    assert item.modified is not None
    assert (item.published.day, item.modified.day, item.title) == (
        date(2026, 11, 2),
        date(2026, 11, 5),
        "Gotong & Royong",
    )
    assert read.next == "https://kedaton.go.id/feeds/posts/default?start-index=26"
    assert not read.whole


def test_bloggers_own_host_is_turned_home_and_other_hosts_are_not_followed() -> None:
    home = _read(
        ATOM.format(next="https://www.blogger.com/feeds/1/posts/default?start-index=26"),
        url="https://kedaton.go.id/feeds/posts/default",
    )
    assert home.next == "https://kedaton.go.id/feeds/posts/default?start-index=26"
    assert _read(ATOM.format(next="https://else.example/2")).next is None


@pytest.mark.parametrize(
    ("url", "following"),
    [
        ("https://kedaton.go.id/feed/", "https://kedaton.go.id/feed/?paged=2"),
        ("https://kedaton.go.id/?feed=rss2", "https://kedaton.go.id/?feed=rss2&paged=2"),
        ("https://kedaton.go.id/feed/?paged=2", "https://kedaton.go.id/feed/?paged=3"),
    ],
)
def test_a_full_wordpress_feed_has_a_next_page(url: str, following: str) -> None:
    assert _wordpress(10, url=url).next == following


def test_a_wordpress_feed_that_is_not_full_is_whole() -> None:
    read = _wordpress(4)
    assert (read.next, read.whole) == (None, True)


def test_a_json_feed_is_read() -> None:
    read = _read(
        '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"/a","title":"A","date_published":"2026-11-02T08:00:00+07:00"}]}'
    )
    assert read.items[0].published is not None
    assert read.items[0].url == "https://kedaton.go.id/a"


LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + _rss(_entry("&b;"))


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (LAUGHS, "entities"),
        (LAUGHS.replace("1.0", "1.0").encode("utf-16"), "entities"),
        ("<!doctype html><html><body>404</body></html>", "web page"),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', "sitemap"),
        ("", "no feed"),
        ("{broken", "broken JSON"),
        ("[" * 100_000, "no feed"),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(body: str | bytes, word: str) -> None:
    read = _read(body)
    assert read.items == ()
    assert word in (read.problem or "")


def test_a_body_that_is_a_file_name_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(_rss(_entry("rahasia")))
    assert _read(str(secret)).items == ()
