"""Which links lead to the page itself: the short way says what taking every address apart says."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest

from crawler.dates.places import _is_here

URL = "http://kel.test/berita/kerja?id=5"


def slowly(href: str, url: str) -> bool:
    there, own = urlsplit(urljoin(url, href)), urlsplit(url)
    return (there.path.rstrip("/"), there.query) == (own.path.rstrip("/"), own.query)


@pytest.mark.parametrize("url", [URL, "http://kel.test/berita/kerja", "http://kel.test/", "http://kel.test", ""])
@pytest.mark.parametrize(
    "href",
    [
        *(
            "/berita/kerja",
            "/berita/kerja/",
            "/berita/kerja?id=5",
            "/berita/kerja?id=6",
            "kerja",
            "kerja?id=5",
            "?id=5",
            "#atas",
        ),
        *(
            "http://kel.test/berita/kerja?id=5#atas",
            "https://lain.test/berita/kerja",
            "//kel.test/berita/kerja?id=5",
            "/",
            "http://kel.test",
        ),
        *(
            "/berita/./kerja",
            "/berita/x/../kerja",
            "/ber\tita/kerja",
            "/ber\nita/kerja?id=5",
            "/berita/kerja\r",
            "/berita/lain",
            "./kerja",
        ),
    ],
)
def test_a_link_leads_here_or_elsewhere(url: str, href: str) -> None:
    assert _is_here(href, url) == slowly(href, url)
