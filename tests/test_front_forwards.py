"""A front page that only forwards its visitors, and pages that merely hold a frame, a map or a button."""

from __future__ import annotations

import pytest

from crawler.content import forward_of
from crawler.page import open_page

URL = "http://kedaton.test/"
WORDS = "Warga bergotong royong membersihkan saluran air bersama lurah dan perangkat kelurahan sejak pagi hari " * 3


def there(body: str, head: str = "") -> str | None:
    return forward_of(open_page(f"<html><head>{head}</head>{body}</html>".encode(), url=URL, headers={}))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta http-equiv="refresh" content="0; url=/web/">', "<body>Mohon tunggu</body>"),
        ("<meta http-equiv=Refresh content='3;URL=\"/web/\"'>", "<body></body>"),
        ("", '<frameset rows="*"><frame src="web/"></frameset>'),
        ("", '<body><iframe src="/web/"></iframe></body>'),
        ("", '<body><script>window.location.href = "/web/";</script></body>'),
        ("", "<body><script>location.replace('http://kedaton.test/web/')</script></body>"),
    ],
)
def test_a_page_without_words_that_leads_on_is_a_forward(head: str, body: str) -> None:
    assert there(body, head) == "http://kedaton.test/web/"


def test_a_refresh_to_elsewhere_is_told() -> None:
    assert (
        there("<body></body>", '<meta http-equiv="refresh" content="0;url=https://lain.example/">')
        == "https://lain.example/"
    )


@pytest.mark.parametrize(
    "body",
    [
        f'<body><p>{WORDS}</p><script>location.href="/web/"</script></body>',
        '<body><iframe src="https://peta.example/embed"></iframe></body>',
        '<body><script>function chat(){location.href="https://pesan.example/628"}</script></body>',
        "<body></body>",
    ],
)
def test_a_page_of_its_own_is_no_forward(body: str) -> None:
    assert there(body) is None


def test_a_page_that_only_reloads_itself_is_no_forward() -> None:
    assert there("<body></body>", f'<meta http-equiv="refresh" content="60;url={URL}">') is None
