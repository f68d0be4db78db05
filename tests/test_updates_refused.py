"""What never counts, each with its named reason."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.records import Clue, Kind, Look, PageHistory, PageKind, Role, Source
from monitor.updates import Reason
from tests.judgement_helpers import (
    REAL,
    SERVICE,
    TEXT,
    TONIGHT,
    at,
    clue,
    days,
    listed,
    look,
    modified,
    page,
    site,
    told_in,
)

POSTED = date(2026, 11, 3)
CLOCK = "text near the headline"


def _clock(day: date) -> Look:
    return look(day, clue(day, kind=Kind.TEXT, where=CLOCK))


def test_a_future_date_never_counts() -> None:
    ahead = TONIGHT + days(2)
    seen = site(page(look(TONIGHT, clue(ahead))))

    (found,) = seen.updates()

    assert (found.counted, found.reason, found.day) == (False, Reason.FUTURE, ahead)


def test_a_future_date_that_has_come_still_does_not_count() -> None:
    ahead = TONIGHT + days(2)
    seen = site(page(look(TONIGHT, clue(ahead), until=ahead + days(3))), nights=(TONIGHT, ahead + days(3)))

    assert seen.told(tonight=ahead + days(3)) == [(Reason.FUTURE, ahead)]


def test_a_date_that_follows_the_nights_is_a_clock() -> None:
    nights = (TONIGHT - days(2), TONIGHT - days(1), TONIGHT)

    (found,) = site(page(*(_clock(night) for night in nights)), nights=nights).updates()

    assert (found.counted, found.reason, found.day) == (False, Reason.CLOCK, TONIGHT - days(2))


def test_behind_a_clock_the_pages_own_date_counts() -> None:
    nights = (TONIGHT - days(1), TONIGHT)
    looks = [look(n, clue(n, kind=Kind.TEXT, where=CLOCK), clue(POSTED)) for n in nights]

    assert site(page(*looks), nights=nights).told() == [(Reason.NEW_CONTENT, POSTED)]


def test_a_date_moved_every_night_does_not_unmake_the_claim_before_it() -> None:
    looks = [look(TONIGHT - days(3), clue(POSTED)), *(look(TONIGHT - days(n), clue(TONIGHT - days(n))) for n in (1, 0))]
    nights = [one.first_night for one in looks]

    counted = [u.day for u in site(page(*looks), nights=nights).updates() if u.counted]

    assert counted == [POSTED]


def test_tonights_date_on_most_pages_against_the_lists_word_is_a_clock() -> None:
    def shown(path: str) -> PageHistory:
        by_list = look(TONIGHT, listed(POSTED), source=Source.FEED, path=path)
        return page(by_list, look(TONIGHT, clue(TONIGHT, kind=Kind.META), path=path))

    assert site(*(shown(path) for path in "abcd")).told() == [(Reason.NEW_CONTENT, POSTED)] * 4


def test_tonights_date_on_every_page_with_nothing_beside_it_is_a_clock() -> None:
    pages = [page(look(TONIGHT, clue(TONIGHT, kind=Kind.TEXT, where=CLOCK), path=f"p{n}")) for n in range(6)]

    assert set(site(*pages).told()) == {(Reason.CLOCK, TONIGHT)}


def test_a_date_that_stood_still_on_a_later_night_is_no_clock() -> None:
    later = TONIGHT + days(1)
    shown = [look(TONIGHT, clue(TONIGHT, kind=Kind.TEXT, where=CLOCK), path=f"p{n}", until=later) for n in range(6)]

    told = site(*(page(one) for one in shown), nights=(TONIGHT, later)).told(tonight=later)

    assert told == [(Reason.NEW_CONTENT, TONIGHT)] * 6


def test_two_posts_of_today_are_no_clock() -> None:
    pages = [page(look(TONIGHT, clue(TONIGHT), path=f"p{n}")) for n in range(2)]

    assert site(*pages).told() == [(Reason.NEW_CONTENT, TONIGHT)] * 2


def test_a_modification_moved_over_the_same_text_is_a_restamp() -> None:
    looks = (look(TONIGHT - days(2), clue(POSTED), modified(POSTED)), look(TONIGHT, clue(POSTED), modified(TONIGHT)))

    told = site(page(*looks), nights=(TONIGHT - days(2), TONIGHT)).told()

    assert told == [(Reason.NEW_CONTENT, POSTED), (Reason.RESTAMPED, TONIGHT)]


def test_a_page_first_seen_undated_cannot_claim_a_later_day() -> None:
    looks = (look(TONIGHT - days(3)), look(TONIGHT, clue(TONIGHT - days(1))))

    assert not any(u.counted for u in site(page(*looks), nights=(TONIGHT - days(3), TONIGHT)).updates())


def test_an_injected_page_never_counts() -> None:
    bad = page(look(TONIGHT, clue(TONIGHT), injected="judul: situs slot gacor"))

    (found,) = site(bad).updates()

    assert (found.counted, found.reason, found.day) == (False, Reason.INJECTED, TONIGHT)


def test_an_injected_list_page_is_told_too() -> None:
    assert site(page(look(TONIGHT, kind=PageKind.LISTING, injected="judul"))).told() == [(Reason.INJECTED, TONIGHT)]


def test_an_injected_item_of_a_list_never_counts_though_its_page_looks_clean() -> None:
    cloaked = page(look(TONIGHT, listed(TONIGHT), source=Source.FEED, injected="judul"), look(TONIGHT, clue(TONIGHT)))

    assert site(cloaked).told() == [(Reason.INJECTED, TONIGHT)]


def test_a_genuine_article_keeps_its_day_when_links_are_slipped_into_it() -> None:
    clean = look(TONIGHT - days(2), clue(POSTED))
    hacked = look(TONIGHT, clue(POSTED), injected="tautan tersembunyi", blocks=("slot", "gacor"))

    told = site(page(clean, hacked), nights=(TONIGHT - days(2), TONIGHT)).told()

    assert told == [(Reason.INJECTED, POSTED), (Reason.NEW_CONTENT, POSTED)]


@pytest.mark.parametrize("title", ["Hello world!", "Halo dunia!", "Sample Page", "Hello world! – Kelurahan Kedaton"])
def test_the_systems_own_sample_never_counts(title: str) -> None:
    assert site(page(look(TONIGHT, clue(POSTED), title=title))).told() == [(Reason.SAMPLE, POSTED)]


LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.",
    "Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur.",
)


def test_an_edit_first_seen_amid_injected_links_counts_on_that_night_and_not_when_they_are_gone() -> None:
    edited = (*SERVICE, *REAL)
    looks = (
        look(TONIGHT - days(30), until=TONIGHT - days(20), **told_in(*SERVICE)),
        look(TONIGHT - days(18), injected="tautan tersembunyi", **told_in(*edited, "situs slot gacor maxwin hari ini")),
        look(TONIGHT, **told_in(*edited)),
    )
    nights = [TONIGHT - days(ago) for ago in range(30, -1, -1)]

    told = site(page(*looks), nights=nights).told()

    assert (Reason.TEXT_CHANGED, TONIGHT - days(18)) in told
    assert (Reason.TEXT_CHANGED, TONIGHT) not in told


def test_a_text_that_is_filler_for_the_most_part_never_counts_and_one_that_quotes_it_does() -> None:
    assert site(page(look(TONIGHT, clue(POSTED), **told_in(*LOREM)))).told() == [(Reason.SAMPLE, POSTED)]
    assert site(page(look(TONIGHT, clue(POSTED), **told_in(*REAL, LOREM[0])))).told() == [(Reason.NEW_CONTENT, POSTED)]


def test_filler_that_gave_way_to_a_true_text_is_no_sample() -> None:
    filler, text = (
        look(TONIGHT - days(2), clue(POSTED), **told_in(*LOREM)),
        look(TONIGHT, clue(POSTED), **told_in(*REAL)),
    )
    told = site(page(filler, text), nights=(TONIGHT - days(2), TONIGHT)).told()
    assert Reason.SAMPLE not in dict(told)


@pytest.mark.parametrize("title", ["Halo dunia! Warga Kedaton berprestasi", "Sample Pagelaran Seni"])
def test_a_real_title_that_begins_like_a_sample_counts(title: str) -> None:
    assert site(page(look(TONIGHT, clue(POSTED), title=title))).told() == [(Reason.NEW_CONTENT, POSTED)]


def test_a_text_that_many_sites_bear_does_not_count() -> None:
    told = site(page(look(TONIGHT, clue(POSTED), text_hash="sama"))).told(copies={"sama": ""})

    assert told == [(Reason.COPIED, POSTED)]


@pytest.mark.parametrize("role", [Role.EVENT, Role.COMMENT, Role.COPYRIGHT, Role.CLOCK, Role.PROSE, Role.LIST_ITEM])
def test_dates_of_other_things_are_no_claim(role: Role) -> None:
    assert site(page(look(TONIGHT, clue(POSTED, role=role)))).told() == []


def test_a_date_that_stays_a_day_behind_every_night_is_a_clock_in_another_zone() -> None:
    nights = (TONIGHT - days(2), TONIGHT - days(1), TONIGHT)
    behind = [look(night, clue(night - days(1), kind=Kind.TEXT, where=CLOCK)) for night in nights]

    assert site(page(*behind), nights=nights).told() == [(Reason.CLOCK, TONIGHT - days(3))]


def test_a_date_moved_only_when_the_text_changed_is_no_clock() -> None:
    nights = (TONIGHT - days(7), TONIGHT)
    told = [look(night, clue(night - days(1)), blocks=(f"isi {night}", f"lanjutan {night}")) for night in nights]

    assert (Reason.NEW_CONTENT, TONIGHT - days(8)) in site(page(*told), nights=nights).told()


def test_a_date_that_stood_for_days_before_it_was_moved_is_no_clock() -> None:
    nights = (TONIGHT - days(7), TONIGHT)
    moved = (
        look(nights[0], clue(nights[0] - days(1)), until=TONIGHT - days(3)),
        look(TONIGHT, clue(TONIGHT - days(1))),
    )

    told = site(page(*moved), nights=nights).told()

    assert told == [(Reason.NEW_CONTENT, TONIGHT - days(8)), (Reason.RESTAMPED, TONIGHT - days(1))]


def test_the_day_of_utc_on_every_page_of_the_first_night_is_a_clock() -> None:
    def shown(path: str, night: date) -> PageHistory:
        return page(look(night, clue(night - days(1), kind=Kind.TEXT, where=CLOCK), path=path, server_date=at(night)))

    pages = [shown(f"p{n}", TONIGHT) for n in range(6)]
    older = page(look(TONIGHT - days(9), clue(POSTED), path="lama", until=TONIGHT))

    assert set(site(*pages).told()) == {(Reason.CLOCK, TONIGHT - days(1))}
    posted_yesterday = site(*pages, older, nights=(TONIGHT - days(9), TONIGHT)).updates()
    assert {update.reason for update in posted_yesterday} == {Reason.NEW_CONTENT}


def test_an_old_text_with_a_new_date_under_a_new_address_is_a_restamp() -> None:
    old = page(look(TONIGHT - days(1), clue(POSTED), path="2026/11/03/kerja-bakti"))
    again = page(look(TONIGHT, clue(TONIGHT), path="2026/11/21/kerja-bakti", blocks=old.looks[0].reading.blocks))

    told = site(old, again, nights=(TONIGHT - days(1), TONIGHT)).updates()

    assert [(u.url, u.reason, u.day, u.counted) for u in told] == [
        (old.url, Reason.NEW_CONTENT, POSTED, True),
        (again.url, Reason.REPOSTED, TONIGHT, False),
    ]
    assert told[1].raw.endswith(f"; teks yang sama sudah ada di {old.url}")


def test_a_report_that_differs_from_the_last_one_by_its_month_is_new() -> None:
    old = page(look(TONIGHT - days(1), clue(POSTED), path="a", title="Laporan bulan Oktober 2026", blocks=TEXT))
    new = page(look(TONIGHT, clue(TONIGHT), path="b", title="Laporan bulan November 2026", blocks=TEXT))

    assert (Reason.NEW_CONTENT, TONIGHT) in site(old, new, nights=(TONIGHT - days(1), TONIGHT)).told()


def test_a_clock_of_another_zone_is_one_though_a_saying_turns_below_it() -> None:
    nights = (TONIGHT - days(2), TONIGHT - days(1), TONIGHT)
    behind = [
        look(night, clue(night - days(1), kind=Kind.TEXT, where=CLOCK), blocks=(*TEXT, f"pepatah {night}"))
        for night in nights
    ]

    assert not any(update.counted for update in site(page(*behind), nights=nights).updates())


def test_a_clock_that_some_pages_deny_is_one_on_those_that_say_nothing_too() -> None:
    def shown(path: str, *others: Clue) -> PageHistory:
        return page(look(TONIGHT, clue(TONIGHT, kind=Kind.TEXT, where=CLOCK), *others, path=path))

    dated = [shown(f"berita{n}", clue(POSTED)) for n in range(3)]
    silent = [shown(f"profil{n}") for n in range(7)]

    told = site(*dated, *silent).updates()

    assert {update.day for update in told if update.counted} == {POSTED}


def _grown(path: str, title: str) -> list[tuple[Reason, date]]:
    before = look(TONIGHT - days(9), path=path, title=title, until=TONIGHT - days(1))
    after = look(TONIGHT, path=path, title=title, blocks=(*before.reading.blocks, "mohon lampu jalan diperbaiki"))
    return site(page(before, after), nights=(TONIGHT - days(9), TONIGHT - days(1), TONIGHT)).told()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("buku-tamu", "Kelurahan Kedaton"),
        ("index.php?page=bukutamu&hal=2", "Kelurahan Kedaton"),
        ("layanan/pengaduan.php", ""),
        ("halaman/detail/7", "Layanan Pengaduan Warga"),
        ("halaman/detail/8", "Testimoni Warga Kelurahan Kedaton"),
        ("halaman/detail/9", "Kritik dan Saran | Kelurahan Kedaton"),
        ("forum/topik/12", "Kapan jalan diperbaiki?"),
    ],
)
def test_what_visitors_write_into_a_book_of_theirs_is_no_edit_of_the_office(path: str, title: str) -> None:
    assert _grown(path, title) == [(Reason.COMMENTED, TONIGHT)]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("berita/sosialisasi-layanan-pengaduan-warga", "Sosialisasi Layanan Pengaduan Warga"),
        ("berita/9", "Forum Anak Kelurahan Kedaton Terbentuk"),
        ("layanan/kartu-keluarga", "Layanan Warga Kelurahan Kedaton"),
        ("profil", "Tamu dari Kota Metro"),
    ],
)
def test_an_edit_of_a_page_that_speaks_of_such_a_book_counts(path: str, title: str) -> None:
    assert _grown(path, title) == [(Reason.TEXT_CHANGED, TONIGHT)]


def test_a_page_of_complaints_may_come_as_any_page_and_a_box_that_turns_on_it_is_no_riddle() -> None:
    came = look(TONIGHT, clue(TONIGHT), path="pengaduan", title="Pengaduan")
    old, turned = (look(n, path="forum", title="Forum", blocks=(f"isi {n}", f"lagi {n}")) for n in (POSTED, TONIGHT))

    told = site(page(came), page(old, turned), nights=(POSTED, TONIGHT)).told()

    assert told == [(Reason.COMMENTED, TONIGHT), (Reason.NEW_CONTENT, TONIGHT)]
