"""Places and wordings that other people's pages taught: each a small page of our own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.dates_helpers import TEXT, TITLE, read

LONG = TEXT * 4
H1 = f"<h1>{TITLE}</h1>"
ITEMS = "".join(
    f"<li><a href='/berita/{n}'>Kabar warga kelurahan nomor {n} pekan ini</a> <span>{n} Mei 2024</span></li>"
    for n in range(1, 8)
)


def page(inner: str) -> str:
    return f"<div class='wrap'>{inner}</div>"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("13 gusht 2020", date(2020, 8, 13)),
        ("5 elokuu 2021", date(2021, 8, 5)),
        ("3 septembra 2019", date(2019, 9, 3)),
        ("24 نيسان / أبريل 2020", date(2020, 4, 24)),
        ("7 қаңтар 2022", date(2022, 1, 7)),
    ],
)
def test_months_of_other_languages_are_read(written: str, day: date) -> None:
    found = read(page(f"{H1}<span class='date'>{written}</span>{LONG}"))
    assert found.published is not None
    assert found.published.day == day


def test_two_months_between_bars_are_no_day() -> None:
    found = read(page(f"{H1}<span class='date'>5 Mei/Juni 2024</span>{LONG}"))
    assert found.published is None


@pytest.mark.parametrize("box", ["<aside class='post-info'>", "<div class='article-sidebar'>", "<aside class='meta'>"])
def test_a_small_box_of_the_article_at_its_side_is_its_own(box: str) -> None:
    end = "</aside>" if box.startswith("<aside") else "</div>"
    found = read(page(f"{H1}{LONG}{box}<span class='date'>5 Agustus 2024</span>{end}"))
    assert found.published is not None
    assert found.published.day == date(2024, 8, 5)


def test_a_box_that_leads_to_another_page_is_not() -> None:
    other = "<a href='/berita/lain'>Posyandu lansia bulan ini di balai warga</a>"
    box = f"<aside class='post-info'>{other}<span class='date'>5 Agustus 2024</span></aside>"
    assert read(page(f"{H1}{LONG}{box}")).published is None


def test_a_sidebar_of_the_site_with_one_date_is_not() -> None:
    box = "<div class='sidebar'><p>Info</p><span class='date'>5 Agustus 2024</span></div>"
    assert read(page(f"{H1}{LONG}{box}")).published is None


def test_the_foot_of_the_article_is_its_own_though_the_article_is_long() -> None:
    foot = "<footer class='entry-meta'><time datetime='2024-08-05'>5 Agustus 2024</time></footer>"
    found = read(page(f"<article><div>{H1}{LONG}</div>{foot}</article>"))
    assert found.published is not None
    assert found.published.day == date(2024, 8, 5)


def test_a_menu_is_nobodys_byline() -> None:
    menu = "<ul class='menu'><li class='menu-item'><a href='/hut'>HUT 17-8-2019</a></li></ul>"
    found = read(page(f"<div id='masthead'>{H1}{menu}</div>{LONG}"))
    assert found.published is None


def test_one_marked_date_outside_the_lists_beside_it_dates_the_page() -> None:
    own = "<div class='dates'>oleh Admin, 21 Juni 2024</div>"
    found = read(page(f"{H1}{LONG}{own}<ul class='terkait'>{ITEMS}</ul>"))
    assert found.published is not None
    assert found.published.day == date(2024, 6, 21)


def test_a_list_tells_its_newest_item_and_no_date_of_its_own() -> None:
    found = read(page(f"<h1>Arsip</h1><ul class='arsip'>{ITEMS}</ul>"), url="http://kelurahan.test/arsip")
    assert (found.published, found.modified) == (None, None)
    assert found.listed is not None
    assert found.listed.day == date(2024, 5, 7)


def test_a_month_in_the_address_does_not_make_the_byline_a_modification() -> None:
    head = "<meta property='article:modified_time' content='2020-01-06'>"
    inner = f"{H1}<span class='date'>6 Januari 2020</span>{LONG}"
    found = read(inner, head=head, url="http://kelurahan.test/2020/01/kerja-bakti")
    assert found.published is not None
    assert found.published.day == date(2020, 1, 6)


def test_two_witnesses_outweigh_one_stated_for_machines() -> None:
    head = "<meta property='article:published_time' content='2018-12-31'>"
    inner = f"{H1}<p>1 Januari 2019</p>{LONG}"
    found = read(inner, head=head, url="http://kelurahan.test/2019/01/01/kerja-bakti")
    assert found.published is not None
    assert found.published.day == date(2019, 1, 1)


@pytest.mark.parametrize(
    "inner",
    [
        "<a href='/x'>Gotong royong</a> <span class='date'>5 Agustus 2024</span>",
        "<b>A</b> <span class='date'>5 Agustus 2024</span> <b>B</b> <span class='date'>6 Mei 2024</span> <span class='date'>7 Mei 2024</span>",
    ],
)
def test_a_box_of_short_entries_is_a_list_whatever_it_is_called(inner: str) -> None:
    box = f"<div class='widget post'>{inner}</div>"
    assert read(page(f"{H1}{LONG}{box}")).published is None
