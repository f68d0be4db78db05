from __future__ import annotations

import pytest

from crawler.page import open_page
from crawler.platforms import PLATFORMS, candidates, recognise
from crawler.records import Source

URL = "https://kedaton.go.id/"


@pytest.mark.parametrize(
    ("html", "headers", "name"),
    [
        ('<meta name="generator" content="WordPress 6.1">', {}, "WordPress"),
        ('<img src="/wp-content/uploads/a.jpg">', {}, "WordPress"),
        ("<p>a</p>", {"Link": '<https://kedaton.go.id/wp-json/>; rel="https://api.w.org/"'}, "WordPress"),
        ('<link href="/desa/themes/esensi/style.css"><a href="https://opensid.my.id">OpenSID</a>', {}, "OpenSID"),
        ('<a href="/berita-desa">Berita</a><footer>OpenDK 24</footer>', {}, "OpenDK"),
        (
            '<img src="/asset/foto_berita/a.jpg"><a href="/berita/detail/a">a</a>',
            {"Set-Cookie": "ci_session=1"},
            "Lokomedia",
        ),
        ('<meta name="Generator" content="Joomla! - Open Source Content Management">', {}, "Joomla"),
        ("<meta content='blogger' name='generator'/>", {}, "Blogger"),
        ("<p>a</p>", {"Set-Cookie": "XSRF-TOKEN=a; path=/"}, "Laravel"),
        ("<p>Kelurahan kami memakai WordPress dan Joomla.</p>", {}, "unknown"),
        ("", {}, "unknown"),
    ],
)
def test_a_system_is_known_by_its_marks(html: str, headers: dict[str, str], name: str) -> None:
    assert recognise(open_page(html.encode(), url=URL, headers=headers)).name == name


def test_lists_are_asked_under_the_front_of_the_unit() -> None:
    found = candidates(PLATFORMS["OpenSID"], "https://kota.go.id/kedaton")
    assert [(one.url, one.source) for one in found] == [
        ("https://kota.go.id/kedaton/feed", Source.FEED),
        ("https://kota.go.id/kedaton/sitemap", Source.SITEMAP),
    ]
    assert (
        candidates(PLATFORMS["Joomla"], "https://kedaton.go.id/index.php")[0].url
        == "https://kedaton.go.id/index.php?format=feed&type=rss"
    )


def test_what_the_page_names_takes_the_place_of_the_guess() -> None:
    page = open_page(
        b'<link rel="https://api.w.org/" href="/index.php?rest_route=/"><link rel="alternate" type="application/rss+xml" href="/?feed=rss2"><img src="/wp-content/a.png">',
        url=URL,
    )
    assert [one.url for one in candidates(recognise(page), URL)] == [
        "https://kedaton.go.id/index.php?rest_route=/",
        "https://kedaton.go.id/?feed=rss2",
        "https://kedaton.go.id/wp-sitemap.xml",
    ]


def test_an_unknown_system_is_asked_for_no_more_than_three_lists() -> None:
    assert len(PLATFORMS["unknown"].lists) == 3
