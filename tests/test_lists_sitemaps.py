from __future__ import annotations

import gzip
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from crawler.lists import ListRead
from crawler.lists.sitemaps import MAX_ENTRIES, read_sitemap

WIB = ZoneInfo("Asia/Jakarta")
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
URL = "https://kedaton.go.id/sitemap.xml"


def _read(body: str | bytes) -> ListRead:
    return read_sitemap(body.encode() if isinstance(body, str) else body, url=URL, headers={}, zone=WIB)


def _urlset(inner: str, *, spaces: str = NS) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {spaces}>{inner}</urlset>'


def _url(name: str, lastmod: str = "") -> str:
    return f"<url><loc>https://kedaton.go.id/{name}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</url>"


def test_entries_come_newest_first_with_their_change_as_modification() -> None:
    read = _read(_urlset(_url("a", "2026-01-02") + _url("tanpa") + _url("b", "2026-11-19T18:30:00+00:00")))
    assert [item.url.rpartition("/")[2] for item in read.items] == ["b", "a", "tanpa"]
    assert [item.modified and item.modified.day for item in read.items] == [date(2026, 11, 20), date(2026, 1, 2), None]
    assert all(item.published is None for item in read.items)
    assert read.whole


def test_an_index_names_its_children_newest_first_and_never_itself() -> None:
    children = "".join(
        f"<sitemap><loc>{loc}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for loc, day in ((URL, "2026-11-20"), ("https://kedaton.go.id/s1.xml", "2026-01-01"), ("/s2.xml", "2026-11-01"))
    )
    read = _read(f"<sitemapindex {NS}>{children}</sitemapindex>")
    assert read.children == ("https://kedaton.go.id/s2.xml", "https://kedaton.go.id/s1.xml")
    assert read.items == ()


def test_undated_lists_of_sections_and_authors_are_passed_over() -> None:
    names = ("wp-sitemap-taxonomies-category-1.xml", "wp-sitemap-posts-post-1.xml", "wp-sitemap-users-1.xml")
    body = "".join(f"<sitemap><loc>https://kedaton.go.id/{name}</loc></sitemap>" for name in names)
    assert _read(f"<sitemapindex {NS}>{body}</sitemapindex>").children == (
        "https://kedaton.go.id/wp-sitemap-posts-post-1.xml",
    )


def test_images_and_other_languages_are_no_entries() -> None:
    spaces = (
        f'{NS} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    )
    inner = (
        "<url><loc>https://kedaton.go.id/a</loc><image:image><image:loc>https://kedaton.go.id/f.jpg</image:loc></image:image>"
        '<xhtml:link rel="alternate" hreflang="en" href="https://kedaton.go.id/en/a"/></url>'
    )
    assert [item.url for item in _read(_urlset(inner, spaces=spaces)).items] == ["https://kedaton.go.id/a"]


def test_a_news_sitemap_dates_publication() -> None:
    spaces = f'{NS} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    inner = "<url><loc>https://kedaton.go.id/a</loc><news:news><news:publication_date>2026-11-19</news:publication_date><news:title>Gotong Royong</news:title></news:news></url>"
    item = _read(_urlset(inner, spaces=spaces)).items[0]
    assert item.published is not None
    assert (item.published.day, item.title) == (date(2026, 11, 19), "Gotong Royong")


def test_gzip_is_known_by_its_first_bytes() -> None:
    assert len(_read(gzip.compress(_urlset(_url("a")).encode())).items) == 1


def test_gzip_cut_short_is_read_as_far_as_it_goes() -> None:
    body = gzip.compress(_urlset("".join(_url(f"h{number * 7919}") for number in range(2000))).encode())
    read = _read(body[: len(body) // 2])
    assert 0 < len(read.items) < 2000
    assert "cut short" in (read.problem or "")
    assert not read.whole


def test_a_gzip_bomb_is_stopped() -> None:
    read = _read(gzip.compress(_urlset(_url("a")).encode() + b" " * 60_000_000))
    assert "more than 20 MB" in (read.problem or "")


def test_a_million_entries_are_cut_to_the_newest() -> None:
    inner = "".join(_url(f"h{number}", f"2026-{1 + number % 12:02}-01") for number in range(MAX_ENTRIES + 5_000))
    read = _read(_urlset(inner))
    assert len(read.items) == MAX_ENTRIES
    assert not read.whole
    assert read.items[0].modified is not None
    assert read.items[0].modified.day == date(2026, 12, 1)


def test_a_text_sitemap_is_read_line_by_line() -> None:
    read = _read("\ufeffhttps://kedaton.go.id/a\r\nhttps://kedaton.go.id/b\r\n")
    assert [item.url for item in read.items] == ["https://kedaton.go.id/a", "https://kedaton.go.id/b"]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (f'<!DOCTYPE u [<!ENTITY a "b">]><urlset {NS}></urlset>', "entities"),
        ("<!DOCTYPE html><html><body>tidak ada</body></html>", "web page"),
        ('<rss version="2.0"><channel></channel></rss>', "feed"),
        ("", "no sitemap"),
        (b"\x1f\x8bnot gzip at all", "broken gzip"),
        (f"<urlset {NS}><url><loc>https://kedaton.go.id/a</loc></url><url><loc", "broken XML"),
    ],
)
def test_what_is_no_sitemap_is_said_to_be_none(body: str | bytes, word: str) -> None:
    read = _read(body)
    assert word in (read.problem or "")
    assert not read.whole
