"""Which texts are looked at for dates, and which titles are those of a date's box: the quick looks miss nothing that is read."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.dates import read_dates
from crawler.page import open_page
from crawler.records import PageDates
from tests.dates_helpers import WIB

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
TEXT = f"<p>{'Warga bergotong royong membersihkan saluran air. ' * 12}</p>"


def read(body: str) -> PageDates:
    html = f"<html><head><title>Kabar Desa Maju Jaya</title></head><body>{body}{TEXT}</body></html>"
    return read_dates(open_page(html.encode(), url="http://desa.test/2024/kabar-desa-maju"), now=NOW, zone=WIB)


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
    published = read(f"<h1>Kabar Desa Maju Jaya</h1><p>{line}</p>").published
    assert published is not None
    assert published.day == date(2024, month, day)


@pytest.mark.parametrize(
    "hidden", ["<svg><title>Ikon kalender desa</title></svg>", '<script>var a="judul berita desa";</script>']
)
@pytest.mark.parametrize("above", ["Agenda", "Berita Terbaru", "12 Komentar"])
def test_what_is_hidden_in_the_headline_opens_no_way_to_the_titles_above_it(hidden: str, above: str) -> None:
    body = f'<div class="x"><h3>{above}</h3><h1>{hidden}Kabar Desa Maju Jaya</h1><p>5 Agustus 2024</p>'
    published = read(body).published
    assert published is not None
    assert published.day == date(2024, 8, 5)
