"""Whole pages, hacked and honest: the verdict on each, and what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.content import read_content
from crawler.injection import judge_page
from crawler.page import Page, open_page
from crawler.reading import Moment, page_reading
from crawler.records import Look, SiteHistory
from crawler.signs import Sign, SignKind
from crawler.suspicion import leads_away, page_signs, seen_by_searcher
from monitor.intrusion import Intrusion, Verdict, intrusion_of
from tests.injection_cases import BRANDS, COMPROMISED, FRONT, INNOCENT, NEWS, SUSPICIOUS, Case
from tests.judgement_helpers import CODE, TONIGHT, WIB, at, visit
from tests.judgement_helpers import page as history_of

MOMENT = Moment(at(TONIGHT), WIB)


def _page(case: Case) -> Page:
    return open_page(case.html, url=case.url)


def _judge(case: Case) -> Intrusion:
    """What one night that brings this page says of a site that had an honest one."""
    page = _page(case)
    reading = page_reading(page, site=CODE, url=case.url, moment=MOMENT, status=200, server_date=None, body="")
    signs = tuple(page_signs(page, reading, night=TONIGHT))
    beside = replace(reading, url=f"{FRONT}berita/2", injected=None, suspicious=None)
    looks = (Look(beside, TONIGHT - timedelta(days=1), TONIGHT), Look(reading, TONIGHT, TONIGHT))
    history = SiteHistory(CODE, (visit(TONIGHT),), tuple(history_of(look) for look in looks), signs)
    return intrusion_of(history, tonight=TONIGHT)


def _named(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", COMPROMISED, ids=_named)
def test_a_hacked_page_is_compromised_and_says_why(case: Case) -> None:
    found = _judge(case)
    assert found.verdict is Verdict.COMPROMISED, found
    assert found.evidence[0].startswith(f"{case.url}: ")


@pytest.mark.parametrize("case", SUSPICIOUS, ids=_named)
def test_a_page_in_doubt_is_for_a_person_and_judges_nobody(case: Case) -> None:
    found = _judge(case)
    assert found.verdict is Verdict.SUSPICIOUS, found
    assert found.evidence[0].startswith(f"{case.url}: ")


@pytest.mark.parametrize("case", INNOCENT, ids=_named)
def test_an_honest_page_is_clean(case: Case) -> None:
    assert _judge(case).verdict is Verdict.CLEAN, _judge(case)


def test_the_cases_are_at_least_forty_and_half_of_them_innocent() -> None:
    assert len(COMPROMISED) + len(SUSPICIOUS) + len(INNOCENT) >= 40
    assert len(INNOCENT) >= len(COMPROMISED) + len(SUSPICIOUS)


@pytest.mark.parametrize(
    "there",
    [
        "https://slot-gacor.example/",
        "https://dewa.example/situs-slot-gacor-maxwin/",
        "http://rtp-live.example/?ref=1",
    ],
)
def test_a_page_that_sends_its_visitors_to_gambling_is_compromised(there: str) -> None:
    assert leads_away(FRONT, there, night=TONIGHT) is not None


@pytest.mark.parametrize(
    "there", ["https://kominfo.example/a", "https://www.tempo.co/read/1", "https://kelompok.example/toto", "http://[x"]
)
def test_a_page_that_leads_to_another_honest_site_is_clean(there: str) -> None:
    assert leads_away(FRONT, there, night=TONIGHT) is None


def _seen(body: str, search_body: str) -> Sign:
    plain, shown = (_page(Case("", "Kelurahan Kedaton", text, path="")) for text in (body, search_body))
    return seen_by_searcher(shown, plain, front=FRONT, night=TONIGHT)


def test_what_only_visitors_from_search_engines_get_is_found_and_said_so() -> None:
    found = _seen(NEWS, NEWS + f"<div hidden>{BRANDS}</div>")
    assert (found.kind, found.weight) == (SignKind.SEARCHER, 3)
    assert found.words.startswith("shown to visitors from a search engine: ")


def test_the_same_page_for_everybody_is_clean() -> None:
    assert _seen(NEWS, NEWS).weight == 0


def test_a_finding_weighs_what_its_signals_weigh_together() -> None:
    page = _page(COMPROMISED[0])
    found = judge_page(page, read_content(page))
    assert found.weight == sum(signal.weight for signal in found.signals)
    assert found.injected == found.said
    assert found.suspicious is None
