"""A sign of intrusion holds until what bore it was read again and is clean, or is gone."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.reach import Reach
from crawler.records import PageHistory, SiteHistory, Source
from crawler.signs import Sign, SignKind
from monitor.freshness import Status, judge
from monitor.intrusion import Verdict, intrusion_of, without_odd
from monitor.policy import Policy
from monitor.updates import Reason, find_updates
from tests.judgement_helpers import (
    CODE,
    FRONT,
    TONIGHT,
    WIB,
    at,
    clue,
    days,
    listed,
    look,
    page,
    score_of,
    update,
    visit,
)

FIRST = TONIGHT - days(9)
BAD = "gambling words: “slot gacor”"
SLOT = f"{FRONT}slot"


def sign(kind: SignKind, night: date = TONIGHT, *, url: str = SLOT, weight: int = 0) -> Sign:
    return Sign(kind, url, weight, "what was found", night)


def verdict(*pages: PageHistory, nights: int = 10, signs: tuple[Sign, ...] = (), tonight: date = TONIGHT) -> Verdict:
    visits = tuple(visit(FIRST + days(number)) for number in range(nights))
    return intrusion_of(SiteHistory(CODE, visits, pages, signs), tonight=tonight).verdict


def planted(source: Source = Source.PAGE, until: date = FIRST) -> PageHistory:
    return page(look(FIRST, path="slot", until=until, source=source, injected=BAD))


def test_a_page_that_was_merely_not_read_again_stays_a_sign() -> None:
    assert verdict(planted()) is Verdict.COMPROMISED


def test_a_page_that_was_read_again_and_is_clean_is_none() -> None:
    mended = page(look(FIRST, path="slot", injected=BAD), look(TONIGHT, path="slot"))
    assert verdict(mended) is Verdict.CLEAN


@pytest.mark.parametrize("kind", [SignKind.GONE, SignKind.CLEAN])
def test_a_page_that_is_gone_or_was_found_clean_is_none(kind: SignKind) -> None:
    assert verdict(planted(), signs=(sign(kind),)) is Verdict.CLEAN


def test_a_page_that_was_gone_before_it_came_back_is_one() -> None:
    gone = (sign(SignKind.GONE, FIRST - days(1)),)
    assert verdict(planted(), signs=gone) is Verdict.COMPROMISED


def test_that_another_page_is_gone_settles_nothing() -> None:
    assert verdict(planted(), signs=(sign(SignKind.GONE, url=f"{FRONT}lain"),)) is Verdict.COMPROMISED


@pytest.mark.parametrize("source", [Source.FEED, Source.REST, Source.LISTING])
def test_an_item_that_its_list_no_longer_names_may_stand_below_its_end(source: Source) -> None:
    assert verdict(planted(source)) is Verdict.COMPROMISED
    assert verdict(planted(source), signs=(sign(SignKind.GONE),)) is Verdict.CLEAN


def test_an_item_that_is_still_named_tonight_stands_though_its_page_is_gone() -> None:
    assert verdict(planted(Source.FEED, until=TONIGHT), signs=(sign(SignKind.GONE),)) is Verdict.COMPROMISED


def test_an_item_whose_page_was_read_clean_is_none_once_no_list_names_it() -> None:
    cloaked = page(look(FIRST, path="slot", source=Source.FEED, injected=BAD), look(FIRST, path="slot", until=TONIGHT))
    assert verdict(cloaked) is Verdict.CLEAN
    still = page(
        look(FIRST, path="slot", source=Source.FEED, until=TONIGHT, injected=BAD),
        look(FIRST, path="slot", until=TONIGHT),
    )
    assert verdict(still) is Verdict.COMPROMISED


def test_what_no_sitemap_names_for_three_measured_nights_is_gone() -> None:
    assert verdict(planted(Source.SITEMAP), nights=3, tonight=FIRST + days(2)) is Verdict.COMPROMISED
    assert verdict(planted(Source.SITEMAP), nights=4, tonight=FIRST + days(3)) is Verdict.CLEAN


def test_nights_that_measured_nothing_let_no_sign_lapse() -> None:
    down = tuple(visit(FIRST + days(number), reach=Reach.REFUSED) for number in range(1, 10))
    history = SiteHistory(CODE, (visit(FIRST), *down), (planted(Source.SITEMAP),))
    assert intrusion_of(history, tonight=TONIGHT).verdict is Verdict.COMPROMISED


def test_what_is_found_later_changes_no_earlier_night() -> None:
    assert verdict(planted(), signs=(sign(SignKind.GONE),), tonight=TONIGHT - days(1)) is Verdict.COMPROMISED


@pytest.mark.parametrize(
    ("kind", "weight"), [(SignKind.SCRIPT, 1), (SignKind.DOORWAY, 2), (SignKind.SITEMAP, 2), (SignKind.SEARCHER, 2)]
)
def test_one_odd_thing_is_for_a_person_to_look_at(kind: SignKind, weight: int) -> None:
    assert verdict(signs=(sign(kind, weight=weight),)) is Verdict.SUSPICIOUS


def test_odd_things_of_two_kinds_prove_it_and_many_of_one_kind_do_not() -> None:
    strange = tuple(sign(SignKind.SCRIPT, url=f"{FRONT}{n}", weight=1) for n in range(9))
    assert verdict(signs=strange) is Verdict.SUSPICIOUS
    assert verdict(signs=(*strange, sign(SignKind.SITEMAP, url=FRONT, weight=2))) is Verdict.COMPROMISED


def articles(*paths: str, night: date = TONIGHT) -> tuple[PageHistory, ...]:
    front = page(look(FIRST, path="a-first", until=TONIGHT))
    return (front, *(page(look(night, path=path, until=TONIGHT)) for path in paths))


def abroad(*paths: str) -> tuple[Sign, ...]:
    return tuple(sign(SignKind.LANGUAGE, url=f"{FRONT}{path}", weight=1) for path in paths)


def test_an_article_in_another_language_is_odd_beside_others_and_adds_to_what_it_shows_itself() -> None:
    here, elsewhere = (sign(SignKind.GAMBLING, url=f"{FRONT}{path}", weight=2) for path in ("a", "b"))
    known = articles("a", "b")
    assert verdict(*known, signs=abroad("a")) is Verdict.SUSPICIOUS
    assert verdict(*known, signs=(here, *abroad("a"))) is Verdict.COMPROMISED
    assert verdict(*known, signs=(elsewhere, *abroad("a"))) is Verdict.SUSPICIOUS


def test_many_articles_in_another_language_add_to_swollen_sitemaps_and_one_does_not() -> None:
    known, grown = articles("a", "b", "c", "d"), sign(SignKind.SITEMAP, url=FRONT, weight=2)
    assert verdict(*known, signs=(grown, *abroad("a"))) is Verdict.SUSPICIOUS
    assert verdict(*known, signs=(grown, *abroad("a", "b", "c"))) is Verdict.COMPROMISED


def test_a_site_that_is_written_in_another_language_throughout_is_clean() -> None:
    assert verdict(*articles("a", "b"), signs=abroad("a-first", "a", "b")) is Verdict.CLEAN


def test_a_template_s_text_that_always_stood_there_is_no_sign_unless_it_is_of_a_late_date() -> None:
    known = articles("a", "b", night=FIRST)
    late = page(look(FIRST, clue(TONIGHT - days(20)), path="c"))
    old = page(look(FIRST, clue(TONIGHT - days(200)), path="d"))
    assert verdict(*known, old, signs=abroad("a", "d")) is Verdict.CLEAN
    assert verdict(*known, late, signs=abroad("c")) is Verdict.SUSPICIOUS


def _slipped_into(*paths: str, night: date = TONIGHT) -> tuple[Sign, ...]:
    return tuple(sign(SignKind.LINK, night, url=f"{FRONT}{path}", weight=1) for path in paths)


def test_a_link_that_came_into_a_known_article_is_odd_and_one_that_always_stood_there_is_not() -> None:
    known = articles("a", "b", "c", night=FIRST)
    assert verdict(*known, signs=_slipped_into("a")) is Verdict.SUSPICIOUS
    assert verdict(*known, signs=(*_slipped_into("a", night=FIRST), *_slipped_into("a"))) is Verdict.CLEAN
    assert verdict(*articles("a", "b", "c"), signs=_slipped_into("a")) is Verdict.CLEAN


def test_a_link_that_came_into_half_of_the_articles_stands_in_the_frame() -> None:
    known = articles("a", "b", "c", night=FIRST)
    assert verdict(*known, signs=_slipped_into("a", "b")) is Verdict.CLEAN


def test_an_article_keeps_its_day_when_a_link_is_slipped_into_it_and_the_change_does_not_count() -> None:
    posted = TONIGHT - days(40)
    old, new = look(FIRST, clue(posted), path="a"), look(TONIGHT, clue(posted), path="a", blocks=("spam", "spam two"))
    visits = tuple(visit(FIRST + days(number)) for number in range(10))
    history = SiteHistory(CODE, visits, (*articles("b", "c", night=FIRST), page(old, new)), _slipped_into("a"))
    found = find_updates(without_odd(history, intrusion_of(history, tonight=TONIGHT)), now=at(TONIGHT), zone=WIB)
    told = {(one.reason, one.day) for one in found if one.url.endswith("/a")}
    assert (Reason.NEW_CONTENT, posted) in told
    assert Reason.TEXT_CHANGED not in {reason for reason, _ in told}


def test_what_only_a_search_engines_visitors_are_shown_holds_until_they_are_shown_the_same() -> None:
    shown, same = (
        sign(SignKind.SEARCHER, FIRST, url=FRONT, weight=3),
        sign(SignKind.SEARCHER, TONIGHT, url=FRONT),
    )
    assert verdict(signs=(shown,)) is Verdict.COMPROMISED
    assert verdict(signs=(shown, same)) is Verdict.CLEAN


def test_that_the_front_page_is_clean_says_nothing_of_what_a_search_engines_visitors_are_shown() -> None:
    shown = sign(SignKind.SEARCHER, FIRST, url=FRONT, weight=3)
    assert verdict(signs=(shown, sign(SignKind.CLEAN, url=FRONT))) is Verdict.COMPROMISED


def test_an_odd_page_never_counts_and_its_site_is_judged_without_it() -> None:
    odd, news = page(look(TONIGHT, clue(TONIGHT), path="pintu")), page(look(FIRST, clue(FIRST), path="berita"))
    signs = (sign(SignKind.DOORWAY, url=f"{FRONT}pintu", weight=2),)
    history = SiteHistory(CODE, (visit(FIRST), visit(TONIGHT)), (odd, news), signs)
    found = intrusion_of(history, tonight=TONIGHT)
    told = find_updates(without_odd(history, found), now=at(TONIGHT), zone=WIB)
    assert [(one.reason, one.counted, one.day) for one in told] == [
        (Reason.NEW_CONTENT, True, FIRST),
        (Reason.INJECTED, False, TONIGHT),
    ]


def test_a_dead_site_with_tonights_gambling_posts_is_never_fresh() -> None:
    old = page(look(FIRST, clue(TONIGHT - days(400))))
    post = page(look(TONIGHT, listed(TONIGHT), path="slot", source=Source.FEED, injected=BAD))
    history = SiteHistory(CODE, (visit(FIRST), visit(TONIGHT)), (old, post))
    updates = find_updates(history, now=at(TONIGHT), zone=WIB)
    found = score_of(updates, history.visits, pages=history.pages)
    assert (found.status, found.score) == (Status.DISUSUPI, None)
    assert [one.day for one in updates if one.counted] == [TONIGHT - days(400)]


def test_the_score_of_a_suspicious_site_stands_and_names_what_is_odd() -> None:
    signs = (sign(SignKind.DOORWAY, weight=2),)
    history = SiteHistory(CODE, (visit(FIRST), visit(TONIGHT)), signs=signs)
    found = judge(CODE, history, (update(FIRST),), now=at(TONIGHT), zone=WIB, policy=Policy())
    assert (found.status, found.injected, found.suspicion) == (Status.SEGAR, None, f"{SLOT}: what was found")
    assert "no letter goes out" in found.reasons[1]
