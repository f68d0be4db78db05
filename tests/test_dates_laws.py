"""What holds for every page, whatever stands on it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.dates import read_dates
from crawler.page import open_page
from crawler.records import Role
from tests.dates_helpers import NOW, TEXT, TITLE, URL, WIB, article, clues, read

_PIECES = st.sampled_from(
    [
        *(
            "<time datetime='",
            "'>",
            "</time>",
            "<div class=date>",
            "</div>",
            "<h1>",
            "</h1>",
            "<aside>",
            "<abbr title='",
        ),
        *("5 Agustus 2024", "2024-08-05", "21 November 2026", "©", "Diposting:", "<script type='application/ld+json'>"),
        *(
            '{"@type":"Article","datePublished":"',
            '"}',
            "</script>",
            "<a href=/x>",
            "<br>",
            "0000-00-00",
            "\x00",
            "<!--",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=40))
def test_no_page_makes_the_reader_fail(pieces: list[str]) -> None:
    page = open_page("".join(pieces).encode("utf-8", "surrogatepass"), url=URL)
    dates = read_dates(page, now=NOW, zone=WIB)
    assert dates.published is None or dates.published.day <= NOW.date()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail(body: bytes) -> None:
    assert read_dates(open_page(body, url=URL), now=NOW, zone=WIB).why


def test_a_place_is_called_the_same_on_another_day() -> None:
    line = '<header><div class="tgl">Sabtu, {} November 2026</div></header>'
    nights = [{clue.where for clue in clues(article("", before=line.format(day)))} for day in (20, 21)]
    assert nights[0] == nights[1]


def test_the_same_page_reads_the_same_twice() -> None:
    body = article('<div class="tanggal">5 Agustus 2024</div>')
    assert read(body) == read(body)


def test_a_page_with_too_many_dates_says_that_it_was_cut() -> None:
    rows = "".join(f"<p>{n % 28 + 1} Agustus 2024</p><hr>" for n in range(2500))
    dates = read(f"<h1>{TITLE}</h1>{TEXT}{rows}")
    assert dates.truncated
    assert len(dates.clues) <= 2000


def test_deeply_nested_markup_is_read() -> None:
    dates = read("<div>" * 3000 + '<h1>Judul</h1><span class="date">5 Agustus 2024</span>' + "</div>" * 3000)
    assert dates.published is not None
    assert dates.published.role is Role.UNLABELLED
