"""Which texts are looked at for dates, and which titles are those of a date's box: the quick looks miss nothing that is read."""

from __future__ import annotations

import pytest

from tests.dates_helpers import TEXT, TITLE, article, published

URL = "http://kelurahan.test/2024/gotong-royong"


@pytest.mark.parametrize(
    ("line", "month", "day"),
    [
        ("5 Agt", 8, 5),
        ("Senin, 5 Agt", 8, 5),
        ("12 Agt 10.00 WIB", 8, 12),
        ("5 Ags", 8, 5),
        ("5 Agustus", 8, 5),
        ("5 Mei", 5, 5),
        ("5 Peb", 2, 5),
        ("5 Nop", 11, 5),
        ("5 Okt", 10, 5),
        ("15 AGUSTUS 10:00 WIB", 8, 15),
        ("15-Agustus, 10:00 WIB", 8, 15),
        ("Diterbitkan 15 MEI, 10.30 WIB", 5, 15),
    ],
)
def test_a_day_whose_year_stands_in_the_address_is_read(line: str, month: int, day: int) -> None:
    assert published(article(f"<p>{line}</p>"), url=URL) == f"2024-{month:02}-{day:02}"


@pytest.mark.parametrize(
    "hidden", ["<svg><title>Ikon kalender desa</title></svg>", '<script>var a="judul berita desa";</script>']
)
@pytest.mark.parametrize("above", ["Agenda", "Berita Terbaru", "12 Komentar"])
def test_what_is_hidden_in_the_headline_opens_no_way_to_the_titles_above_it(hidden: str, above: str) -> None:
    body = f'<div class="x"><h3>{above}</h3><h1>{hidden}{TITLE}</h1><p>5 Agustus 2024</p>{TEXT}</div>'
    assert published(body, url=URL) == "2024-08-05"
