"""The chooser alone: clues in, one reasoned answer out."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import choose
from crawler.records import Clue, Habits, Kind, PageDates, Precision, Role
from tests.dates_helpers import URL, WIB, clue

SEEN = date(2026, 11, 21)
FEED = clue("2024-08-05", Kind.FEED, where="feed pubDate", at=datetime(2024, 8, 5, 1, 0, tzinfo=UTC))
REST = clue("2024-08-05", Kind.REST, where="rest date_gmt", at=datetime(2024, 8, 5, 1, 0, tzinfo=UTC))


def pick(*clues: Clue, habits: Habits = Habits(), url: str = URL) -> PageDates:
    return choose(clues, url=url, seen=SEEN, habits=habits, zone=WIB)


def day(dates: PageDates) -> str | None:
    return dates.published.day.isoformat() if dates.published else None


def test_no_clue_gives_no_date_and_no_confidence() -> None:
    assert pick() == PageDates(URL, None, None, "no published date: the page shows no date")


def test_a_feed_dates_a_page_that_shows_nothing() -> None:
    assert day(pick(FEED)) == "2024-08-05"


def test_two_independent_witnesses_are_worth_more_than_one() -> None:
    assert pick(FEED, clue("2024-08-05")).confidence > pick(FEED).confidence


def test_two_clues_of_one_family_count_once() -> None:
    twice = pick(FEED, clue("2024-08-05", Kind.SITEMAP, where="sitemap lastmod"))
    assert twice.confidence == pick(FEED).confidence


def test_a_clock_place_of_the_site_is_left_out() -> None:
    clock = clue("2026-11-20", Kind.MARKED, Role.UNLABELLED, where="div.tanggal near the headline")
    dates = pick(clock, FEED, habits=Habits(clock_places=frozenset({clock.where})))
    assert day(dates) == "2024-08-05"
    assert "clock" in dates.why


def test_a_kind_that_the_site_stamps_at_build_time_is_left_out() -> None:
    built = clue("2026-11-20", Kind.SITEMAP, Role.MODIFIED, where="sitemap lastmod")
    assert pick(built).modified is not None
    assert pick(built, habits=Habits(untrusted_kinds=frozenset({Kind.SITEMAP}))).modified is None


def test_a_shifted_feed_is_moved_to_the_pages_time() -> None:
    late = clue("2024-08-06", Kind.FEED, where="feed pubDate", at=datetime(2024, 8, 5, 18, 30, tzinfo=UTC))
    dates = pick(late, habits=Habits(shift_hours=-7))
    assert day(dates) == "2024-08-05"
    assert "-7 h" in dates.why


def test_the_shift_moves_nothing_but_the_feed() -> None:
    assert day(pick(REST, habits=Habits(shift_hours=-12))) == "2024-08-05"


def test_a_month_supports_a_day_in_it_and_answers_alone_only_as_a_month() -> None:
    month = Clue(
        Kind.ADDRESS, Role.PUBLISHED, date(2024, 8, 1), None, Precision.MONTH, "2024/08", "address /year/month/"
    )
    assert day(pick(month, clue("2024-08-05"))) == "2024-08-05"
    alone = pick(month)
    assert alone.published is not None
    assert alone.published.value == "2024-08"


def test_a_single_year_is_too_weak_an_answer() -> None:
    year = Clue(Kind.TEXT, Role.PUBLISHED, date(2024, 1, 1), None, Precision.YEAR, "2024", "text near the headline")
    dates = pick(year)
    assert dates.published is None
    assert "too weak" in dates.why


def test_an_unlabelled_day_that_the_page_calls_modified_is_the_modification() -> None:
    dates = pick(
        clue("2024-08-05", Kind.JSON_LD, where="json-ld Article.datePublished"),
        clue("2024-09-01", Kind.JSON_LD, Role.MODIFIED, where="json-ld Article.dateModified"),
        clue("2024-09-01", Kind.TEXT, Role.UNLABELLED),
    )
    assert day(dates) == "2024-08-05"
    assert dates.modified is not None
    assert dates.modified.day == date(2024, 9, 1)


def test_a_modification_before_the_publication_is_none() -> None:
    assert pick(FEED, clue("2023-01-01", Kind.META, Role.MODIFIED, where="meta og:updated_time")).modified is None


def test_every_clue_is_handed_back() -> None:
    clues = (FEED, clue("2026-11-21", role=Role.CLOCK))
    assert pick(*clues).clues == clues


_CLUES = st.builds(
    clue,
    st.dates(date(1999, 1, 1), date(2030, 1, 1)).map(date.isoformat),
    st.sampled_from(Kind),
    st.sampled_from(Role),
    where=st.sampled_from(
        ["text near the headline", "span.date in the content", "meta date", "json-ld Article.datePublished"]
    ),
)


@given(st.lists(_CLUES, max_size=12))
def test_an_answer_is_one_of_the_clues_days_and_never_in_the_future(clues: list[Clue]) -> None:
    dates = pick(*clues)
    for found in (dates.published, dates.modified):
        if found is not None:
            assert found.day <= SEEN
            assert found.day in {clue.day for clue in clues}
    assert 0.0 <= dates.confidence <= 1.0
    assert dates.why


@given(st.lists(_CLUES, max_size=8), st.data())
def test_the_order_of_clues_does_not_change_the_confidence(clues: list[Clue], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(clues))
    assert pick(*clues).confidence == pick(*shuffled).confidence
