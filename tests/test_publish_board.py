"""What the leaderboard page says, and what it never says."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from crawler.reach import BLOCKED_US, OUTCOMES, Reach
from monitor.freshness import Status
from monitor.leaderboard import Row
from monitor.pages import board_of
from monitor.phrases import percent, plain_number
from monitor.policy import Policy
from monitor.publish import INDEX as PAGE
from monitor.publish import files_of
from monitor.wording import STATUSES
from tests.publish_helpers import CITY, EMPTY_INDEX, INDEX, edition, rows, score, unit


@pytest.fixture(scope="module")
def page() -> str:
    return files_of(edition())[PAGE]


def section(page: str, name: str) -> str:
    found = re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)
    assert found, name
    return found[0]


def test_every_unit_stands_on_the_board_once(page: str) -> None:
    board = board_of(rows())
    placed = [
        *board.ranked,
        *board.unmeasured,
        *board.injected,
        *(line for group in board.without_site for line in group.lines),
    ]
    assert sorted(line.unit.code for line in placed) == sorted(row.unit.code for row in rows())
    assert all(row.unit.name in page for row in rows() if "<" not in row.unit.name)


def test_the_index_is_printed_with_its_coverage(page: str) -> None:
    assert "52,4" in page
    assert "Terukur 6 dari 16 unit (37,5%)." in page
    assert "tetap dihitung dengan skor malam terukur terakhirnya" in page


def test_the_readings_are_named_supporting_data_and_not_the_index(page: str) -> None:
    told = section(page, "data-dukung")
    assert told.count('<span class="tag">data dukung</span>') == 2
    assert "Tidak ada indikator SPBE maupun Pemdi yang menilai kesegaran isi situs" in told
    assert f"kebijakan {CITY.office} sendiri" in told


def test_without_a_measured_unit_the_index_is_said_to_be_unknown() -> None:
    page = files_of(edition(index=EMPTY_INDEX, rows=rows()[-3:]))[PAGE]
    assert "Belum dapat dihitung" in page
    assert "belum ada peringkat" in page
    assert "None" not in page


def test_the_ranking_keeps_the_order_and_the_ranks_it_is_given(page: str) -> None:
    assert re.findall(r'place-all">(\d+)<', page) == [str(row.rank) for row in rows() if row.rank]


def test_movement_is_said_in_words(page: str) -> None:
    told = section(page, "peringkat")
    assert all(words in told for words in ("naik 3", "turun 2", "tetap", "baru"))


def test_a_strip_has_a_text_for_who_does_not_see_it(page: str) -> None:
    assert 'aria-label="12 pekan terakhir: 8 dari 11 pekan ada pembaruan; 1 pekan tidak terliput"' in page


def test_an_uncovered_week_is_not_drawn_as_a_week_without_updates() -> None:
    line = board_of(rows()).ranked[0]
    assert [week.words for week in line.weeks[:4]] == [
        "1 pembaruan",
        "tanpa pembaruan",
        "2 pembaruan",
        "tidak terliput",
    ]


def test_the_strip_ends_with_the_last_full_week_before_the_night() -> None:
    weeks = board_of(rows()).ranked[0].weeks
    assert (weeks[0].first_day, weeks[-1].first_day) == (date(2026, 8, 24), date(2026, 11, 9))


def test_the_strip_of_a_frozen_score_ends_before_its_last_measured_night() -> None:
    judged = replace(rows()[0].score, measured_on=date(2026, 11, 3), unmeasured_since=date(2026, 11, 4))
    assert board_of([replace(rows()[0], score=judged)]).ranked[0].weeks[-1].first_day == date(2026, 10, 26)


def test_a_frozen_score_is_marked_with_the_night_it_stands_for(page: str) -> None:
    assert "Belum terukur sejak 18 Nov 2026; angka per 17 Nov 2026" in page


def test_the_unmeasured_stand_apart_with_their_reason_and_since_when(page: str) -> None:
    told = section(page, "belum-terukur")
    assert OUTCOMES[Reach.DNS_MISSING].admin in told
    assert OUTCOMES[Reach.ROBOTS_FORBIDDEN].admin in told
    assert "4 Nov 2026" in told
    assert "3 Nov 2026, skor 41,1" in told


@pytest.mark.parametrize("reach", list(Reach))
def test_every_outcome_can_be_said_on_the_board(reach: Reach) -> None:
    judged = score("a", Status.BELUM_TERUKUR, reach=reach, unmeasured_since=date(2026, 11, 1))
    line = board_of([Row(unit("18.71.09", "A", url="https://a.example/"), judged, None, None, None)]).unmeasured[0]
    assert line.reason
    assert OUTCOMES[reach].measured or line.reason.endswith(OUTCOMES[reach].admin)
    assert line.reason.startswith("Situs ini memblokir kami.") == (
        reach in BLOCKED_US - {Reach.HTTP_429, Reach.HTTP_503, Reach.ERROR_STATUS}
    )


def test_an_injected_site_stands_apart_without_a_score_and_is_called_a_victim(page: str) -> None:
    told = section(page, "disusupi")
    assert "Pengelolanya adalah korban" in told
    assert "44,0" not in page
    assert "slot" not in page.lower()


def test_units_without_a_site_are_folded_under_their_kecamatan(page: str) -> None:
    told = section(page, "tanpa-situs")
    assert "<details>" in told
    assert re.findall(r"<h3>(.*?)</h3>", told) == ["Kecamatan Panjang"]
    assert "Kelurahan Srengsem" in told


@pytest.mark.parametrize("field", [field.name for field in fields(Policy) if field.name != "recency"])
def test_every_policy_number_is_printed_as_it_is_set(field: str) -> None:
    unusual: dict[str, Any] = {field: 7777 if isinstance(getattr(Policy(), field), int) else 0.37}
    page = files_of(edition(policy=replace(Policy(), **unusual)))[PAGE]
    told = percent(unusual[field]) if field == "canary_share" else plain_number(unusual[field]).replace(".", "")
    assert told in page


def test_the_points_of_recency_are_printed() -> None:
    assert "7 hari = 1; 30 hari = 0,7; 90 hari = 0,3; 180 hari = 0" in files_of(edition())[PAGE]


def test_every_status_is_explained(page: str) -> None:
    told = section(page, "cara-membaca")
    assert all(f"{words.label}</span>" in told for words in STATUSES.values())
    assert "{" not in told


def test_a_whole_city_is_rendered_without_a_site_page_for_units_without_a_site() -> None:
    many = [
        Row(unit(f"18.71.{place:02}", f"Unit {place}"), score(str(place), Status.BELUM_ADA_SITUS), None, None, None)
        for place in range(1, 147)
    ]
    files = files_of(edition(rows=many, index=replace(INDEX, mean=None)))
    assert [path.name for path in files] == ["leaderboard.json", "index.html"]
