from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.plan import Known, Past, Planned, plan_pages, plan_rest, shows_news, wanted_pages
from crawler.records import Clue, Kind, Listed, PageKind, Precision, Role, Source

TONIGHT = date(2026, 11, 20)
FRONT = "http://kedaton.go.id/"


def _clue(day: date, role: Role) -> Clue:
    return Clue(kind=Kind.FEED, role=role, day=day, at=None, precision=Precision.DAY, raw=str(day), where="test")


def _item(
    name: str, *, published: int | None = None, modified: int | None = None, source: Source = Source.FEED
) -> Listed:
    """An item of a list; ages in days before tonight."""
    return Listed(
        url=FRONT + name,
        title=name,
        source=source,
        published=None if published is None else _clue(TONIGHT - timedelta(days=published), Role.PUBLISHED),
        modified=None if modified is None else _clue(TONIGHT - timedelta(days=modified), Role.MODIFIED),
    )


def _known(
    name: str, *, read: int | None = 1, published: int | None = None, kind: PageKind = PageKind.CONTENT
) -> Known:
    return Known(
        url=FRONT + name,
        kind=kind,
        first_seen=TONIGHT - timedelta(days=90),
        last_read=None if read is None else TONIGHT - timedelta(days=read),
        published=None if published is None else TONIGHT - timedelta(days=published),
    )


def _plan(
    known: list[Known] | None = None,
    listed: list[Listed] | None = None,
    links: list[str] | None = None,
    *,
    budget: int = 20,
    recheck: int = 3,
    first_night: bool = False,
) -> list[str]:
    return [
        plan.url.removeprefix(FRONT)
        for plan in _plans(known, listed, links, budget=budget, recheck=recheck, first_night=first_night)
    ]


def _plans(
    known: list[Known] | None = None,
    listed: list[Listed] | None = None,
    links: list[str] | None = None,
    *,
    budget: int = 20,
    recheck: int = 3,
    first_night: bool = False,
) -> tuple[Planned, ...]:
    return plan_pages(
        known=known or [],
        listed=listed or [],
        links=[FRONT + link for link in links or []],
        budget=budget,
        recheck=recheck,
        tonight=TONIGHT,
        first_night=first_night,
    )


def test_lists_that_speak_of_news_are_read_before_galleries_and_tables() -> None:
    lists = [_known(name, read=9, kind=PageKind.LISTING) for name in ("bagan", "data", "peta")]
    news = [_known(name, read=1, kind=PageKind.LISTING) for name in ("berita", "pengumuman")]
    plans = _plans([*lists, *news, _known("profil", read=30)])
    assert [plan.url.removeprefix(FRONT) for plan in plans if plan.why.startswith("list page")] == [
        "berita",
        "pengumuman",
        "bagan",
    ]


def test_the_first_night_reads_the_newest_first() -> None:
    listed = [
        _item("tua", published=40),
        _item("baru", published=1),
        _item("tengah", published=9),
        _item("tanpa-tanggal"),
    ]
    assert _plan(listed=listed, links=["profil"], first_night=True) == [
        "baru",
        "tengah",
        "tua",
        "tanpa-tanggal",
        "profil",
    ]


def test_a_site_that_fell_silent_is_read_whole_within_a_week() -> None:
    silent = [_known(f"p{number}", published=60) for number in range(70)]
    assert len(_plan(silent)) == 10
    assert len(_plan([*silent[1:], _known("baru", published=3)])) == 3


def test_before_a_letter_what_the_night_left_is_read_lasting_pages_first_then_those_that_waited_longest() -> None:
    known = [_known(f"p{number}", published=60, read=number) for number in range(1, 6)]
    front = _known("", kind=PageKind.FRONT)
    lasting = _known("profil", read=1)
    plan = plan_rest([*known, front, lasting], read={f"{FRONT}p5"}, budget=4, tonight=TONIGHT)
    assert [planned.url.removeprefix(FRONT) for planned in plan] == ["profil", "p4", "p3", "p2"]
    assert plan_rest(known, read=(), budget=-1, tonight=TONIGHT) == ()


def test_where_a_list_would_tell_of_an_edit_a_silent_site_is_not_read_more_often() -> None:
    told = [replace(_known(f"p{number}", published=60), modified="2026-08-01") for number in range(70)]
    assert len(_plan(told)) == 3


def test_a_long_dated_list_leaves_a_quarter_to_pages_without_a_date() -> None:
    listed = [_item(f"b{number}", published=number) for number in range(100)]
    plan = _plan(listed=listed, links=[f"p{number}" for number in range(9)], budget=20, first_night=True)
    assert plan == [*(f"b{number}" for number in range(15)), *(f"p{number}" for number in range(5))]


def test_a_later_night_reads_only_what_is_new_what_changed_and_its_turn() -> None:
    known = [_known(f"k{number}", read=number + 1, published=50) for number in range(10)]
    listed = [_item("k0", published=50, modified=0), _item("baru", published=0), _item("k1", published=50, modified=30)]
    assert _plan(known, listed) == ["baru", "k0", "k9", "k8", "k7"]


def test_a_list_that_stamps_everything_with_tonight_changes_nothing() -> None:
    known = [_known(f"k{number}", read=1, published=50) for number in range(10)]
    listed = [_item(f"k{number}", modified=0, source=Source.SITEMAP) for number in range(10)]
    assert len(_plan(known, listed)) == 3


def test_new_pages_never_crowd_out_the_turn_of_the_known() -> None:
    known = [_known(f"k{number}", read=20) for number in range(5)]
    plan = _plan(known, [_item(f"n{number}", published=number) for number in range(100)], budget=10)
    assert len(plan) == 10
    assert sum(name.startswith("k") for name in plan) == 3


def test_the_turn_of_many_known_pages_never_crowds_out_the_new() -> None:
    lists = [_known(f"daftar{number}", kind=PageKind.LISTING) for number in range(3)]
    plan = _plan([*lists, *(_known(f"k{number}") for number in range(600))], links=["baru"])
    assert "baru" in plan
    assert len(plan) == 16


def test_a_second_round_reads_nothing_again() -> None:
    assert _plan([_known(f"k{number}") for number in range(600)], links=["baru"], recheck=0) == ["baru"]


def test_every_known_page_is_read_again_within_a_month() -> None:
    last_read = {f"k{number}": TONIGHT - timedelta(days=1) for number in range(150)}
    for night in range(1, 31):
        tonight = TONIGHT + timedelta(days=night)
        known = [Known(FRONT + name, PageKind.CONTENT, TONIGHT, read, None) for name, read in last_read.items()]
        plan = plan_pages(
            known=known, listed=[_item("k1")], links=[], budget=20, recheck=3, tonight=tonight, first_night=False
        )
        last_read |= {plan_.url.removeprefix(FRONT): tonight for plan_ in plan}
    assert min(last_read.values()) > TONIGHT


def test_a_site_without_feeds_has_its_list_pages_read_every_night() -> None:
    known = [_known("berita", read=1, kind=PageKind.LISTING), *(_known(f"k{number}", read=9) for number in range(9))]
    assert _plan(known)[0] == "berita"
    assert "berita" not in _plan(known, [_item("k1", published=3)])


def test_traps_files_and_repeated_addresses_are_never_planned() -> None:
    listed = [_item("a?utm_source=wa", published=1), _item("perda.pdf", published=0), _item("a", published=1)]
    assert _plan(listed=listed, links=["?s=banjir", "a#komentar", "wp-admin/"], first_night=True) == ["a"]


def test_a_page_read_after_its_list_said_so_is_not_read_again() -> None:
    known = [_known("k0", read=0, published=50), _known("k1", read=1, published=50)]
    listed = [_item("k0", published=50, modified=0), _item("k1", published=50, modified=1)]
    told = {(item.source, item.url): (item.modified.value, TONIGHT) for item in listed if item.modified}

    def wanted(past: Past) -> list[str]:
        plans = wanted_pages(
            known=known, listed=listed, links=[], budget=20, tonight=TONIGHT, first_night=False, past=past
        )
        return [plan.url.removeprefix(FRONT) for plan in plans]

    assert wanted(Past()) == ["k0", "k1"]
    assert wanted(Past(told=told)) == ["k1"]  # it was read before its list said this
    moved = dict.fromkeys(told, ("2026-11-01", TONIGHT))
    assert wanted(Past(told=moved)) == ["k0", "k1"]


def test_an_address_that_lately_gave_no_page_is_no_news() -> None:
    listed, past = [_item("hilang", published=1), _item("baru", published=2)], Past(dead={FRONT + "hilang"})
    plans = wanted_pages(
        known=[], listed=listed, links=[FRONT + "hilang"], budget=9, tonight=TONIGHT, first_night=False, past=past
    )
    assert [plan.url for plan in plans] == [FRONT + "baru"]


def test_pages_that_were_asked_for_in_vain_do_not_keep_the_turn_of_the_others() -> None:
    gone = [replace(_known(f"g{number}", read=None), last_tried=TONIGHT) for number in range(9)]
    assert _plan([*gone, _known("k0", read=3), _known("k1", read=2)])[:2] == ["k0", "k1"]


def test_what_is_wanted_is_told_however_much_it_is() -> None:
    listed = [_item(f"n{number}", published=number) for number in range(99)]
    plans = wanted_pages(known=[], listed=listed, links=[], budget=5, tonight=TONIGHT, first_night=False)
    assert len(plans) == 99


def test_one_pattern_of_addresses_never_crowds_out_the_others() -> None:
    endless = [f"jadwal?tgl={number}&ruang=1" for number in range(200)]
    plan = _plan(links=[*endless, "profil", "berita/satu"], budget=20, first_night=True)
    assert plan.index("profil") == 10
    assert len(plan) == 20


@pytest.mark.parametrize(
    "links",
    [
        [f"kalender/2026/{month:02}" for month in range(1, 13)],
        [f"?PHPSESSID={number:032x}" for number in range(50)],
        [f"berita?page={number}" for number in range(1000, 1100)],
        [f"produk?orderby=harga&filter_warna={number}" for number in range(50)],
        [f"berita/satu?replytocom={number}" for number in range(50)],
        [f"{'berita/' * depth}satu" for depth in range(3, 20)],
    ],
    ids=["calendar", "session id", "endless pagination", "faceted search", "replytocom", "mirrored path"],
)
def test_a_trap_costs_one_page_at_the_most(links: list[str]) -> None:
    assert len(_plan(links=links, budget=60, first_night=True)) <= 1
    assert len(_plan(links=links)) <= 1


def test_every_choice_says_why() -> None:
    plans = _plans([_known("k1", read=30)], [_item("b", published=1)], ["c"])
    assert [plan.why for plan in plans] == ["new in a list, dated", "new link", "its turn to be read again"]


_names = st.sampled_from([f"h{number}" for number in range(30)])
_items = st.lists(
    st.builds(_item, _names, published=st.none() | st.integers(0, 99), modified=st.none() | st.integers(0, 99)),
    max_size=40,
)
_knowns = st.lists(
    st.builds(_known, _names, read=st.none() | st.integers(0, 60), published=st.none() | st.integers(0, 99)),
    max_size=30,
)


@given(
    known=_knowns,
    listed=_items,
    links=st.lists(_names, max_size=20),
    budget=st.integers(0, 40),
    recheck=st.integers(0, 5),
    first_night=st.booleans(),
)
def test_a_plan_keeps_its_budget_repeats_nothing_and_is_always_the_same(
    known: list[Known], listed: list[Listed], links: list[str], budget: int, recheck: int, *, first_night: bool
) -> None:
    plan = _plan(known, listed, links, budget=budget, recheck=recheck, first_night=first_night)
    assert len(plan) <= budget
    assert len(set(plan)) == len(plan)
    assert plan == _plan(known, listed, links, budget=budget, recheck=recheck, first_night=first_night)


def test_a_page_that_changed_is_read_again_before_its_turn_yet_only_one_a_night() -> None:
    calm = [_known(f"tenang{n}", read=9) for n in range(5)]
    changed = [replace(_known("jam", read=1), unsettled=40), replace(_known("ralat", read=1), unsettled=1)]
    assert _plan([*calm, *changed])[:2] == ["ralat", "tenang0"]
    assert "jam" not in _plan([*calm, *changed])[:3]


def test_a_page_that_is_gone_waits_its_turn_like_every_other() -> None:
    gone = [replace(_known(f"hilang{n}", read=60), last_tried=TONIGHT - timedelta(days=1)) for n in range(3)]
    assert _plan([*gone, _known("ada", read=20)])[0] == "ada"


def test_a_later_modification_than_any_before_is_a_change_whatever_the_clocks_say() -> None:
    page = replace(_known("kabar", read=1), modified=(TONIGHT - timedelta(days=30)).isoformat())
    assert _plan([page], [_item("kabar", published=40, modified=3)], recheck=0) == ["kabar"]
    assert _plan([page], [_item("kabar", published=40, modified=30)], recheck=0) == []


def test_a_page_without_a_date_has_its_turn_five_times_as_often() -> None:
    dated = [_known(f"kabar{n}", read=4, published=90) for n in range(9)]
    assert _plan([*dated, _known("profil", read=1)])[0] == "profil"
    assert _plan([*dated, _known("profil", read=0)])[0] == "kabar0"


@pytest.mark.parametrize(("age", "news"), [(0, False), (1, False), (2, True), (13, True), (14, False)])
def test_a_list_tells_of_news_of_the_last_fortnight(age: int, news: bool) -> None:  # noqa: FBT001 - a case
    assert shows_news([_item("a", published=age)], [], tonight=TONIGHT) is news


def test_a_day_after_that_on_which_its_page_was_first_seen_tells_of_no_news() -> None:
    page = _known("a", published=3)  # first seen long before: a clock's, or a date that was moved
    assert not shows_news([], [page], tonight=TONIGHT)
    assert shows_news([], [replace(page, first_seen=TONIGHT - timedelta(days=2))], tonight=TONIGHT)


def test_an_item_of_years_ahead_wakes_no_silent_site() -> None:
    silent = [_known(f"p{number}", published=60) for number in range(70)]
    assert len(_plan([*silent[1:], _known("agenda", published=-9_000)])) == 10
