"""Updates that Segar saw itself: pages that appear, texts that change."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.records import Look, PageHistory, PageKind, Role, Source
from monitor.updates import Reason
from tests.judgement_helpers import TEXT, TONIGHT, Site, clue, days, look, modified, page, site, visit

FIRST = TONIGHT - days(3)
NIGHTS = (FIRST, TONIGHT - days(1), TONIGHT)
OLD = page(look(FIRST, until=TONIGHT, path="lama"))


def test_an_undated_page_that_appears_between_two_nights_counts_on_the_night_it_was_seen() -> None:
    (found,) = site(OLD, page(look(TONIGHT)), nights=NIGHTS).updates()

    assert (found.counted, found.reason, found.day, found.claimed) == (True, Reason.APPEARED, TONIGHT, False)
    assert (found.kind, found.raw) == ("observed", "belum ada pada kunjungan 2026-11-20")


def test_nothing_appears_on_the_first_measured_night() -> None:
    assert site(OLD, page(look(FIRST)), nights=NIGHTS).told() == []


def test_a_short_page_is_no_content_that_appeared() -> None:
    assert site(OLD, page(look(TONIGHT, words=30)), nights=NIGHTS).told() == []


def test_a_known_text_under_a_new_address_did_not_appear() -> None:
    copy = look(TONIGHT, path="cetak", blocks=(*OLD.looks[0].reading.blocks, "baru sama sekali"))

    assert site(OLD, page(copy), nights=NIGHTS).told() == []


def test_one_text_under_two_new_addresses_appeared_once() -> None:
    twins = (page(look(TONIGHT, path="a", blocks=TEXT)), page(look(TONIGHT, path="b", blocks=TEXT)))

    assert site(OLD, *twins, nights=NIGHTS).told() == [(Reason.APPEARED, TONIGHT)]


def test_a_footer_inside_the_text_hides_no_new_page() -> None:
    frame = [page(look(FIRST, path=f"p{n}", blocks=(f"isi {n}", "kaki"))) for n in range(3)]
    new = look(TONIGHT, path="baru", blocks=("isi baru", "kaki"), words=60)

    assert site(*frame, page(new), nights=NIGHTS).told() == [(Reason.APPEARED, TONIGHT)]


@pytest.mark.parametrize("role", [Role.MODIFIED, Role.COMMENT])
def test_a_page_with_a_sign_of_older_days_did_not_appear(role: Role) -> None:
    older = look(TONIGHT, modified(FIRST - days(9))._replace(role=role))

    assert site(OLD, page(older), nights=NIGHTS).told() == []


def test_a_backlog_is_not_news() -> None:
    full = visit(TONIGHT - days(1), pages=60)

    assert Site((OLD, page(look(TONIGHT))), (full, visit(TONIGHT))).told() == []


def test_a_night_full_of_pages_read_again_hides_no_new_page() -> None:
    full = visit(TONIGHT - days(1), pages=19)

    told = Site((OLD, page(look(TONIGHT))), (visit(FIRST), full, visit(TONIGHT))).told()

    assert told == [(Reason.APPEARED, TONIGHT)]


def test_a_night_whose_new_pages_filled_their_room_left_a_backlog() -> None:
    last = TONIGHT - days(1)
    found = [page(look(last, path=f"temuan-{n}", until=TONIGHT)) for n in range(3)]
    full = visit(last, pages=1 + 17 + 3)

    told = Site((OLD, *found, page(look(TONIGHT))), (visit(FIRST), full, visit(TONIGHT))).told()

    assert (Reason.APPEARED, TONIGHT) not in told


def test_a_new_paragraph_is_an_update_on_the_night_it_was_seen() -> None:
    before = look(FIRST, until=TONIGHT - days(1))
    after = look(TONIGHT, blocks=(*before.reading.blocks, "paragraf baru"))

    (found,) = site(page(before, after), nights=NIGHTS).updates()

    assert (found.counted, found.reason, found.day, found.claimed) == (True, Reason.TEXT_CHANGED, TONIGHT, False)
    assert found.raw == "teks baru sejak kunjungan 2026-11-20"


def test_a_change_that_the_page_dates_between_the_looks_counts_on_that_day() -> None:
    before = look(FIRST, modified(FIRST - days(90)))
    after = look(TONIGHT, modified(TONIGHT - days(2)), blocks=(*before.reading.blocks, "paragraf baru"))

    assert site(page(before, after), nights=NIGHTS).told() == [(Reason.TEXT_CHANGED, TONIGHT - days(2))]


def test_a_mended_typing_error_is_no_update() -> None:
    before = look(FIRST)
    after = look(TONIGHT, blocks=(*before.reading.blocks[:-1], "paragraf diperbaiki"))

    assert site(page(before, after), nights=NIGHTS).told() == []


def test_a_text_put_back_is_no_update() -> None:
    long = look(FIRST, blocks=(*TEXT, "x", "y"))
    short = look(TONIGHT - days(1), blocks=TEXT)
    back = look(TONIGHT, blocks=(*TEXT, "x", "y"))

    assert site(page(long, short, back), nights=NIGHTS).told() == []


def _saying(night: date, number: int, *, until: date | None = None) -> Look:
    return look(night, blocks=(*TEXT, f"kata mutiara {number}", f"cuaca {number}"), until=until)


def test_a_saying_of_the_day_is_no_update_on_any_day() -> None:
    said = [_saying(TONIGHT - days(age), age) for age in (3, 2, 1, 0)]

    assert not any(u.counted for u in site(page(*said), nights=[one.first_night for one in said]).updates())


def test_a_page_rewritten_twice_that_stood_in_between_changed_twice() -> None:
    edits = (_saying(FIRST, 1), _saying(FIRST + days(1), 2, until=TONIGHT - days(1)), _saying(TONIGHT, 3))

    told = site(page(*edits), nights=NIGHTS).told()

    assert told == [(Reason.TEXT_CHANGED, FIRST + days(1)), (Reason.AWAITED, TONIGHT)]


def test_a_widget_on_several_pages_is_no_change_of_their_text() -> None:
    def grown(path: str) -> tuple[object, ...]:
        before = look(FIRST, path=path)
        return before, look(TONIGHT, path=path, blocks=(*before.reading.blocks, "pojok baru", "pojok lain"))

    pages = [page(*grown(path)) for path in ("a", "b")]  # type: ignore[arg-type]  # looks, in a tuple

    assert site(*pages, nights=NIGHTS).told() == []


def test_a_redesign_is_no_update() -> None:
    pages = [
        page(look(FIRST, path=path), look(TONIGHT, path=path, blocks=(f"{path} x", f"{path} y"))) for path in "abc"
    ]

    assert site(*pages, nights=NIGHTS).told() == [(Reason.REDESIGNED, TONIGHT)] * 3
    assert len(site(*pages, OLD, *(page(look(FIRST, until=TONIGHT, path=p)) for p in "de"), nights=NIGHTS).told()) == 3


def rewritten(path: str, *nights: date) -> PageHistory:
    """A page that says other words from the last of ``nights`` on."""
    *before, then = nights
    new = look(then, path=path, until=TONIGHT, blocks=(f"{path} x", f"{path} y"))
    return page(*(look(night, path=path) for night in before), new)


def test_a_redesign_stays_one_when_the_pages_read_later_are_known() -> None:
    seen, later = TONIGHT - days(2), TONIGHT - days(1)
    pages = [rewritten(path, FIRST, seen) for path in "abc"] + [rewritten(path, FIRST, later) for path in "defgh"]
    pages += [rewritten("i", FIRST, TONIGHT)]  # the last one alone, two nights after

    told = site(*pages, nights=(FIRST, seen, later, TONIGHT)).told()

    assert told == [(Reason.REDESIGNED, seen)] * 3 + [(Reason.REDESIGNED, later)] * 5 + [(Reason.REDESIGNED, TONIGHT)]


def test_an_edit_after_a_redesign_counts_where_the_page_was_seen_in_between() -> None:
    seen = TONIGHT - days(1)
    edited = page(*rewritten("a", FIRST, seen).looks, look(TONIGHT, path="a", blocks=("a x", "a y", "baru", "lagi")))
    pages = [edited, *(rewritten(path, FIRST, seen) for path in "bc")]

    told = site(*pages, nights=(FIRST, seen, TONIGHT)).told()

    assert told == [(Reason.REDESIGNED, seen)] * 3 + [(Reason.TEXT_CHANGED, TONIGHT)]


@pytest.mark.parametrize(("nights", "told"), [(1, []), (2, [(Reason.AWAITED, TONIGHT)])])
def test_articles_behind_a_message_of_one_night_were_not_written_after_it(
    nights: int, told: list[tuple[Reason, date]]
) -> None:
    sorry = ("server sedang sibuk", "muat ulang halaman ini")
    gave_way = page(look(FIRST, path="a", blocks=sorry), look(TONIGHT, path="a"))
    others = [page(look(FIRST, path=path, blocks=sorry, until=FIRST + days(nights - 1))) for path in "bc"]

    assert site(gave_way, *others, OLD, nights=NIGHTS).told() == told


@pytest.mark.parametrize("role", [Role.MODIFIED, Role.COMMENT])
@pytest.mark.parametrize("bearers", [1, 2])
def test_a_date_that_stands_on_several_pages_makes_none_of_them_old(role: Role, bearers: int) -> None:
    box = modified(FIRST - days(9))._replace(role=role)
    frame = [page(look(FIRST, box, path=f"lama-{number}", until=TONIGHT)) for number in range(bearers)]

    told = site(*frame, page(look(TONIGHT, box)), nights=NIGHTS).told()

    assert (told == [(Reason.APPEARED, TONIGHT)]) == (bearers == 2)


def test_a_date_that_the_front_page_shows_too_makes_no_page_old() -> None:
    box = modified(FIRST - days(9))
    front = page(look(FIRST, box, path="", kind=PageKind.FRONT, until=TONIGHT))

    assert site(front, OLD, page(look(TONIGHT, box)), nights=NIGHTS).told() == [(Reason.APPEARED, TONIGHT)]


@pytest.mark.parametrize(
    ("known", "new", "counts"),
    [
        (("detail/40", "detail/39"), "detail/34", False),  # one that fell off the front page is back
        (("?id=40", "?id=39"), "?id=34", False),
        (("detail/40", "detail/39"), "detail/41", True),
        (("detail/40", "detail/12"), "detail/34", True),  # a draft that went online after the next one
        (("detail/40", "detail/39"), "halaman/34", True),  # numbered by itself
        (("40-kerja-bakti", "39-posyandu"), "34-senam", True),  # not by its number alone
    ],
)
def test_a_page_whose_number_was_passed_long_ago_did_not_appear(
    known: tuple[str, str], new: str, *, counts: bool
) -> None:
    before = [page(look(FIRST, path=path, until=TONIGHT)) for path in known]

    assert site(*before, page(look(TONIGHT, path=new)), nights=NIGHTS).told() == [(Reason.APPEARED, TONIGHT)] * counts


def test_a_list_alone_shows_no_appearing() -> None:
    assert site(OLD, page(look(TONIGHT, source=Source.FEED)), nights=NIGHTS).told() == []


def test_a_future_date_does_not_hide_a_page_that_was_seen_to_appear() -> None:
    ahead = page(look(TONIGHT, clue(TONIGHT + days(40))))

    assert site(OLD, ahead, nights=NIGHTS).told() == [(Reason.APPEARED, TONIGHT)]
