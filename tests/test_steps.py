"""What an admin is told to do fits how the last visit ended: nobody is sent after a fault that is another one's."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.reach import BLOCKED_US, OUTCOMES, Reach
from monitor.freshness import LAGGING, Score, Status
from monitor.steps import OUTCOME_STEPS, STEPS, steps_of
from tests.publish_helpers import score

OFFICE = "Dinas Kominfo"
UNMEASURED = [reach for reach, outcome in OUTCOMES.items() if not outcome.measured]
SINCE = date(2026, 11, 20)


def told(status: Status, reach: Reach | None, *, since: date | None = SINCE) -> str:
    found: Score = score("a", status, reach=reach, unmeasured_since=since)
    return " ".join(steps_of(found, office=OFFICE))


def test_every_outcome_that_measures_nothing_has_its_own_steps_and_no_other_has() -> None:
    assert set(OUTCOME_STEPS) == set(UNMEASURED)
    assert all(OUTCOME_STEPS.values())


@pytest.mark.parametrize("reach", UNMEASURED)
@pytest.mark.parametrize("status", sorted(LAGGING | {Status.BELUM_TERUKUR}))
def test_of_a_site_that_was_not_read_nobody_asks_for_news_or_dates(status: Status, reach: Reach) -> None:
    shown = told(status, reach)
    assert "Terbitkan" not in shown
    assert "tanggal terbit" not in shown
    assert "{" not in shown


@pytest.mark.parametrize("reach", sorted(BLOCKED_US - {Reach.HTTP_503, Reach.ERROR_STATUS}))
def test_only_the_dinas_can_act_where_our_crawler_alone_is_kept_out(reach: Reach) -> None:
    assert told(Status.BASI, reach).startswith("Tidak ada yang perlu dikerjakan pengelola situs; Dinas Kominfo akan")


def test_a_503_is_looked_at_by_the_admin_and_by_the_dinas() -> None:
    shown = told(Status.BASI, Reach.HTTP_503)
    assert shown.startswith("Periksa apakah situs terbuka bagi pengunjung")
    assert "mode pemeliharaan" in shown
    assert "Dinas Kominfo ikut memeriksa" in shown


def test_a_name_that_leads_to_a_private_network_is_the_domains_matter() -> None:
    shown = told(Status.BELUM_TERUKUR, Reach.PRIVATE_ADDRESS)
    assert "DNS" in shown
    assert "hanya Dinas Kominfo yang dapat membuka jalannya" in shown


def test_an_intrusion_comes_before_how_the_visit_ended() -> None:
    assert told(Status.DISUSUPI, Reach.REFUSED).startswith("Hubungi Dinas Kominfo agar pembersihan")


def test_who_was_never_visited_or_was_missed_by_us_has_nothing_to_do() -> None:
    for reach, since in ((None, None), (Reach.OK, SINCE)):
        assert told(Status.BELUM_TERUKUR, reach, since=since).startswith("Tidak ada yang perlu dikerjakan")


@pytest.mark.parametrize("status", list(Status))
def test_a_site_that_was_read_is_told_by_its_status(status: Status) -> None:
    assert told(status, Reach.OK, since=None) == " ".join(STEPS[status]).format(office=OFFICE)
