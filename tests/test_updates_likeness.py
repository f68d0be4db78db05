"""How much of a text must be new, and what is one text under two names."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from crawler.records import Look, PageKind, Role, Source
from monitor.changes import read_texts
from monitor.updates import Reason
from tests.judgement_helpers import TONIGHT, Site, clue, days, listed, look, modified, page, site, text_of

FIRST, YESTERDAY = TONIGHT - days(9), TONIGHT - days(1)
NIGHTS = (FIRST, YESTERDAY, TONIGHT)
OLD = tuple(range(100))


def _edit(*new: int, words: int, lost: int = 0, **changes: Any) -> list[tuple[Reason, Any]]:
    """A page that keeps all but ``lost`` of its shingles and gains some."""
    before = text_of(FIRST, "a", OLD, until=YESTERDAY)
    blocks = changes.pop("blocks", (*before.reading.blocks, "baru"))
    after = text_of(TONIGHT, "a", (*OLD[lost:], *new), words=words, blocks=blocks, **changes)
    return site(page(before, after), nights=NIGHTS).told()


def test_a_new_line_of_seven_words_is_material() -> None:
    assert _edit(*range(200, 207), words=100) == [(Reason.TEXT_CHANGED, TONIGHT)]


def test_two_mended_words_are_not() -> None:
    assert _edit(*range(200, 206), words=100, lost=6) == []


def test_a_short_line_is_where_the_text_grew_by_it() -> None:
    assert _edit(*range(200, 204), words=104) == [(Reason.TEXT_CHANGED, TONIGHT)]


def test_text_that_moved_here_from_another_page_is_not_new() -> None:
    other = page(text_of(FIRST, "b", tuple(range(200, 230)), until=TONIGHT))
    before = text_of(FIRST, "a", OLD, until=YESTERDAY)
    after = text_of(TONIGHT, "a", (*OLD, *range(200, 230)), blocks=(*before.reading.blocks, "b 0"), words=130)

    assert site(other, page(before, after), nights=NIGHTS).told() == []


def test_it_is_an_update_where_the_page_moves_its_modification_with_it() -> None:
    other = page(text_of(FIRST, "b", tuple(range(200, 230)), until=TONIGHT))
    before = text_of(FIRST, "a", OLD, modified(FIRST - days(90)), until=YESTERDAY)
    grown = (*before.reading.blocks, "b 0")
    after = text_of(TONIGHT, "a", (*OLD, *range(200, 230)), modified(TONIGHT), blocks=grown, words=130)

    assert site(other, page(before, after), nights=NIGHTS).told() == [(Reason.TEXT_CHANGED, TONIGHT)]


def test_text_in_the_place_of_other_text_waits_until_it_is_met_again() -> None:
    before = text_of(FIRST, "a", OLD, until=YESTERDAY, blocks=("x", "y"))
    swapped = text_of(TONIGHT, "a", tuple(range(300, 360)), blocks=("x", "z"))
    seen = site(page(before, swapped), nights=NIGHTS)
    assert seen.told() == [(Reason.AWAITED, TONIGHT)]

    later = TONIGHT + days(1)
    stood = text_of(TONIGHT, "a", tuple(range(300, 360)), blocks=("x", "z"), until=later)
    told = site(page(before, stood), nights=(*NIGHTS, later)).told(tonight=later)
    assert told == [(Reason.TEXT_CHANGED, TONIGHT)]


def test_a_message_in_the_place_of_a_whole_article_waits_too_and_is_nothing_when_it_is_gone() -> None:
    before = text_of(FIRST, "a", OLD, until=YESTERDAY, blocks=("p", "q", "r", "s", "t"))
    message = text_of(TONIGHT, "a", tuple(range(300, 360)), blocks=("pemberitahuan",))
    assert site(page(before, message), nights=NIGHTS).told() == [(Reason.AWAITED, TONIGHT)]

    later = TONIGHT + days(1)
    back = text_of(later, "a", OLD, blocks=("p", "q", "r", "s", "t"))
    assert site(page(before, message, back), nights=(*NIGHTS, later)).told(tonight=later) == []


def test_a_page_that_is_a_list_for_a_night_loses_nothing() -> None:
    article = look(FIRST, clue(FIRST - days(1)), until=YESTERDAY)
    broken = look(TONIGHT, kind=PageKind.LISTING, blocks=())
    assert site(page(article, broken), nights=NIGHTS).told() == [(Reason.NEW_CONTENT, FIRST - days(1))]


def test_a_place_that_is_filled_anew_every_week_is_a_rotation() -> None:
    starts = [TONIGHT - days(7 * back) for back in (4, 3, 2, 1)]
    said = [
        text_of(
            start, "a", (*OLD, *range(1000 * n, 1000 * n + 9)), blocks=("isi", f"pepatah {n}"), until=start + days(6)
        )
        for n, start in enumerate(starts, start=1)
    ]

    assert {reason for reason, _ in site(page(*said), nights=starts).told()} == {Reason.ROTATED}


def _slow_box(turns: int, every: int, *, told: int = 40, size: int = 30) -> Site:
    """A page with a line of its own beside excerpts of two others, other ones every so many days; the last ones since three days."""
    starts = [TONIGHT - days(every * back + 3) for back in range(turns, -1, -1)]
    drawn = [
        page(text_of(starts[0], f"t{n}", tuple(range(1000 * n, 1000 * n + 60)), until=TONIGHT)) for n in range(1, 10)
    ]
    looks = []
    for n, day in enumerate(starts):
        box = [gram for post in (n % 9 + 1, (n + 4) % 9 + 1) for gram in range(1000 * post, 1000 * post + size)]
        looks.append(
            text_of(day, "a", (*OLD[:told], *box), blocks=("isi", f"kotak {n}", f"lain {n}"), until=day + days(2))
        )
    return site(*drawn, page(*looks), nights=(*starts, TONIGHT))


@pytest.mark.parametrize(
    ("turns", "every", "riddles"),
    [(1, 7, [3]), (2, 7, [3, 10]), (3, 7, []), (1, 14, [3]), (3, 14, [31, 17]), (6, 14, [73, 59]), (9, 30, [243, 213])],
)
def test_a_box_of_other_pages_words_is_a_riddle_twice_a_year_and_none_once_it_is_known_to_turn(
    turns: int, every: int, riddles: list[int]
) -> None:
    told = _slow_box(turns, every).told()

    assert sorted(day for reason, day in told if reason is Reason.REWORDED) == sorted(
        TONIGHT - days(ago) for ago in riddles
    )


@pytest.mark.parametrize(("told", "size", "riddles"), [(60, 30, 0), (8, 10, 0), (8, 11, 1)])
def test_less_than_half_of_a_page_or_less_than_three_lines_is_no_riddle(told: int, size: int, riddles: int) -> None:
    assert len(_slow_box(1, 14, told=told, size=size).told()) == riddles


def test_a_page_that_grows_by_words_of_other_pages_was_not_reworded() -> None:
    others = [
        page(text_of(FIRST, path, tuple(range(at, at + 60)), until=TONIGHT)) for path, at in (("b", 200), ("c", 400))
    ]
    before = text_of(FIRST, "a", OLD[:20], blocks=("isi", "jam"), until=YESTERDAY - days(1))
    grown = text_of(
        YESTERDAY, "a", (*OLD[1:20], *range(200, 220), *range(400, 420)), blocks=("isi", "jam baru", "b", "c")
    )

    assert site(page(before, grown), *others, nights=NIGHTS).told() == []


def _beside_a_box(*edits: int) -> list[tuple[Reason, Any]]:
    """A page read every other night beside teasers of three other pages; from the fifth look on it says something new."""
    nights = [TONIGHT - days(2 * back) for back in reversed(range(5 + len(edits)))]
    drawn = [
        page(text_of(nights[0], f"t{n}", tuple(range(1000 * n, 1000 * n + 60)), until=TONIGHT)) for n in range(1, 9)
    ]
    read = []
    for at, night in enumerate(nights):
        told = (*OLD[40:], *range(500, 500 + edits[at - 5])) if at >= 5 else OLD
        box = range(1000 * (at % 8 + 1), 1000 * (at % 8 + 1) + 60)
        lines = ("isi", f"kotak {at}", *(("baru",) if at >= 5 else ("lama",)))
        read.append(text_of(night, "a", (*told, *box), blocks=lines))
    return site(*drawn, page(*read), nights=nights).told()


def test_an_edit_beside_a_box_that_turns_counts_when_it_is_met_again() -> None:
    assert _beside_a_box() == []
    assert _beside_a_box(90) == [(Reason.AWAITED, TONIGHT)]
    assert _beside_a_box(90, 90) == [(Reason.AWAITED, TONIGHT - days(2))]
    assert _beside_a_box(50, 50, 50) == [(Reason.TEXT_CHANGED, TONIGHT - days(4))]


def test_a_small_edit_beside_a_box_of_other_pages_teasers_is_waited_for() -> None:
    assert _beside_a_box(12) == [(Reason.AWAITED, TONIGHT)]
    assert _beside_a_box(12, 12) == [(Reason.AWAITED, TONIGHT - days(2))]
    assert _beside_a_box(12, 12, 12) == [(Reason.TEXT_CHANGED, TONIGHT - days(4))]


def test_the_next_turn_of_a_box_of_sayings_is_not() -> None:
    nights = [TONIGHT - days(2 * back) for back in reversed(range(6))]
    said = [
        text_of(night, "a", (*OLD, *range(1000 * n, 1000 * n + 12)), blocks=("isi", f"pepatah {n}"))
        for n, night in enumerate(nights, start=1)
    ]

    assert site(page(*said), nights=nights).told() == []


def _two_boxes(every: int, pace: int, sizes: tuple[int, ...]) -> list[Reason]:
    """A page beside teasers of three of twenty posts, others every so many nights, and a saying of so many words at its own pace."""
    dice = Random(2)  # noqa: S311 - they must fall alike in every run
    nights = [TONIGHT - days(ago) for ago in range(120, -1, -1)]
    drawn = [
        page(text_of(nights[0], f"t{n}", tuple(range(1000 * n, 1000 * n + 60)), until=TONIGHT)) for n in range(1, 21)
    ]
    read: list[Look] = []
    posts: list[int] = []
    for at, night in enumerate(nights):
        posts = dice.sample(range(1, 21), 3) if at % every == 0 else posts
        said, size = 90000 + 100 * (at // pace), sizes[at // pace % len(sizes)]
        shingles = (
            *OLD,
            *(gram for post in posts for gram in range(1000 * post, 1000 * post + 20)),
            *range(said, said + size),
        )
        lines = ("isi", "isi lain", *(f"kotak {post}" for post in posts), f"pepatah {said}")
        if read and read[-1].reading.blocks == lines:
            read[-1] = replace(read[-1], last_night=night)
        else:
            read.append(text_of(night, "a", shingles, blocks=lines))
    return [reason for reason, _ in site(*drawn, page(*read), nights=nights).told()]


@pytest.mark.parametrize("every", [2, 3])
def test_a_saying_of_the_week_beside_a_box_of_teasers_is_no_news(every: int) -> None:
    """Two things turn on one page, each at its own pace; the saying's words stand nowhere else."""
    assert set(_two_boxes(every, 7, (14,))) <= {Reason.ROTATED, Reason.AWAITED}


def test_an_edit_in_whose_place_sayings_stand_from_then_on_counts() -> None:
    assert _two_boxes(2, 7, (14, 60, *(14,) * 20)).count(Reason.TEXT_CHANGED) == 1


def test_nor_is_a_daily_one_now_long_and_now_short() -> None:
    assert Reason.TEXT_CHANGED not in _two_boxes(4, 1, (6, 10, 14, 20, 30))


def test_a_page_that_is_written_anew_every_week_and_mended_afterwards_counts() -> None:
    nights = [TONIGHT - days(ago) for ago in range(62, -1, -1)]
    told = []
    for at in range(0, 63, 7):
        words, lines = tuple(range(1000 * at, 1000 * at + 60)), [f"{at} {n}" for n in range(6)]
        told.append(text_of(nights[at], "a", words, blocks=tuple(lines), until=nights[at + 1]))
        mended = (*words[3:], *range(1000 * at + 60, 1000 * at + 63))
        told.append(text_of(nights[at + 2], "a", mended, blocks=(f"{at} mended", *lines[1:]), until=nights[at + 6]))

    counted = [reason for reason, _ in site(page(*told), nights=nights).told()]

    assert counted == [Reason.TEXT_CHANGED] * 8


def test_a_box_that_draws_one_of_its_three_teasers_twice_has_no_news() -> None:
    """Of posts that were never read themselves: their words are new to the site."""
    nights = [TONIGHT - days(back) for back in (5, 3, 0)]
    drawn = {
        "a": range(500, 530),
        "b": range(600, 630),
        "c": range(700, 730),
        "d": range(800, 830),
        "e": range(900, 930),
    }
    looks = [
        text_of(night, "profil", (*OLD, *(gram for name in names for gram in drawn[name])), blocks=("isi", *names))
        for night, names in zip(nights, ("abc", "bde", "adc"), strict=True)
    ]
    told = site(page(*looks[:2]), nights=nights[:2]), site(page(*looks), nights=nights)

    assert [one.told(tonight=night) for one, night in zip(told, nights[1:], strict=True)] == [
        [(Reason.AWAITED, nights[1])],
        [(Reason.AWAITED, nights[1])],
    ]


def test_an_edit_that_is_met_again_whole_counts_at_once() -> None:
    before = text_of(FIRST, "a", OLD, blocks=("isi", "lama"), until=YESTERDAY - days(1))
    after = text_of(YESTERDAY, "a", (*OLD[40:], *range(500, 540)), blocks=("isi", "baru"), until=YESTERDAY)
    again = text_of(TONIGHT, "a", (*OLD[40:], *range(500, 540)), blocks=("isi", "baru", "9 kunjungan"))

    assert site(page(before, after, again), nights=NIGHTS).told() == [(Reason.TEXT_CHANGED, YESTERDAY)]


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Lomba mewarnai RW 3 digelar kembali", Reason.REPOSTED),
        ("Lomba mewarnai RW 3 | Kelurahan Mawar", Reason.REPOSTED),
        ("Lomba mewarnaii RW 3 di balai", Reason.REPOSTED),  # mended, and lengthened
        ("RW 3: lomba mewar", Reason.REPOSTED),  # cut off
        ("Lomba mewarnai RW 4", Reason.NEW_CONTENT),
        ("Lomba menyanyi RW 3", Reason.NEW_CONTENT),
    ],
)
def test_an_old_text_under_a_new_title_is_news_only_where_the_title_names_another_issue(
    title: str, reason: Reason
) -> None:
    old = page(text_of(FIRST, "a", OLD, clue(FIRST), title="Lomba mewarnai RW 3", until=TONIGHT))
    again = page(text_of(TONIGHT, "b", (*OLD[:-2], 500, 501), clue(TONIGHT), title=title))

    assert site(old, again, nights=NIGHTS).told()[-1] == (reason, TONIGHT)


def test_a_site_that_was_moved_and_calls_itself_otherwise_repeats_its_texts() -> None:
    names = ("Kerja bakti", "Posyandu melati", "Rapat RT")
    old = [
        page(
            text_of(FIRST, f"a{n}", tuple(range(100 * n, 100 * n + 60)), clue(FIRST), title=f"{name} - Kelurahan Mawar")
        )
        for n, name in enumerate(names)
    ]
    moved = [
        page(
            text_of(
                TONIGHT, f"b{n}", tuple(range(100 * n, 100 * n + 60)), clue(TONIGHT), title=f"{name} | Portal Warga"
            )
        )
        for n, name in enumerate(names)
    ]

    assert site(*old, *moved, nights=NIGHTS).told()[3:] == [(Reason.REPOSTED, TONIGHT)] * 3


def test_the_text_that_came_first_is_the_original_though_it_was_read_later() -> None:
    known = look(FIRST, listed(FIRST), path="a", source=Source.FEED)
    old = page(known, text_of(TONIGHT, "a", OLD, clue(FIRST)))
    again = page(text_of(YESTERDAY, "b", OLD, clue(YESTERDAY), until=TONIGHT))

    assert site(old, again, nights=NIGHTS).told() == [(Reason.NEW_CONTENT, FIRST), (Reason.REPOSTED, YESTERDAY)]


def test_a_text_that_closes_like_many_others_is_new_all_the_same() -> None:
    blocks = ("salam", "demikian", "kontak")
    known = [page(text_of(FIRST, f"p{n}", (n,), blocks=(f"isi {n}", *blocks), until=TONIGHT)) for n in range(2)]
    quiet = [page(text_of(FIRST, f"q{n}", (1000 + n,), until=TONIGHT)) for n in range(12)]
    new = text_of(TONIGHT, "baru", tuple(range(50, 90)), blocks=("isi baru", *blocks))

    assert site(*known, *quiet, page(new), nights=NIGHTS).told() == [(Reason.APPEARED, TONIGHT)]


def test_a_comment_alone_is_told_and_does_not_count() -> None:
    def said(night: Any, day: Any) -> Look:
        return look(night, clue(FIRST), clue(day, role=Role.COMMENT, where="comment"))

    (_, told) = site(page(said(FIRST, FIRST), said(TONIGHT, YESTERDAY)), nights=NIGHTS).updates()

    assert (told.reason, told.counted, told.day) == (Reason.COMMENTED, False, YESTERDAY)


def test_a_repost_of_a_text_that_an_older_segar_read_is_still_one() -> None:
    before = text_of(FIRST, "a", (), clue(FIRST), until=YESTERDAY - days(1), words=100)
    once_more = text_of(YESTERDAY, "a", OLD, clue(FIRST), until=TONIGHT)
    again = page(text_of(TONIGHT, "b", OLD, clue(TONIGHT), title="Kerja bakti kembali"))

    told = site(page(before, once_more), again, nights=NIGHTS).told()

    assert told == [(Reason.NEW_CONTENT, FIRST), (Reason.REPOSTED, TONIGHT)]


def test_thousands_of_pages_of_one_text_are_all_the_first_ones() -> None:
    """A calendar's empty days, a form under every number: compared each with all before it, they held up the whole city."""
    empty = [
        page(text_of(FIRST, f"agenda-{n:04}", OLD, blocks=("tidak ada agenda",), until=TONIGHT)) for n in range(3000)
    ]

    reposts = read_texts(empty).reposts

    assert {look.reading.url for look in reposts.values()} == {empty[0].url}
    assert len(reposts) == len(empty) - 1
