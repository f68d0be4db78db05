"""Nights that tell nothing of a site, on loopback: our own outage by the canaries or by the hosts, and a site that is down."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.store import EvidenceStore
from monitor import jobs
from monitor.config import load_settings
from monitor.freshness import Score, Status
from tests.crawl_helpers import NOW, crawl, segar, write_sites
from tests.loopback import Answers, Says, page, serve

TEXT = "Warga bergotong royong membersihkan saluran air bersama lurah dan perangkat kelurahan sejak pagi hari."
GOOD: Answers = {
    "/": page("Kelurahan", TEXT, '<a href="/berita/kerja-bakti">Kerja bakti warga</a>'),
    "/berita/kerja-bakti": page(
        "Kerja bakti warga",
        TEXT,
        "Lurah menyapa warga yang hadir.",
        extra='<time class="published" datetime="2026-11-18">18 November 2026</time>',
    ),
}
CODE = "18.71.01.1001"


def night(number: int) -> str:
    return (datetime.fromisoformat(NOW) + timedelta(days=number)).isoformat()


def with_canaries(folder: Path, urls: dict[str, str], canaries: Sequence[str]) -> None:
    sites = write_sites(folder / "sites.yaml", urls)
    sites.write_text(sites.read_text().replace("crawl: {", f"crawl: {{canaries: {json.dumps(list(canaries))}, ", 1))


def scored(folder: Path, number: int) -> Score:
    place = jobs.Place(folder / "segar.db", folder / "reports")
    board = jobs.score(load_settings(folder / "sites.yaml"), place, now=datetime.fromisoformat(night(number)))
    return next(row.score for row in board.rows if row.unit.code == CODE)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


# -- canaries --------------------------------------------------------------------------------------------------------


def test_a_night_on_which_the_canaries_are_silent_is_ours_and_counts_against_nobody(
    tmp_path: Path, stack: ExitStack
) -> None:
    line = stack.enter_context(ExitStack())
    urls = {name: line.enter_context(serve(GOOD, address=f"127.0.65.{at}")).url for at, name in enumerate("ab", 1)}
    canaries = [line.enter_context(serve({"/": Says(404, b"")}, address=f"127.0.65.{at}")).url for at in (8, 9)]
    steady = stack.enter_context(serve(GOOD, address="127.0.65.7")).url
    with_canaries(tmp_path, urls | {"steady": steady}, canaries)
    first = segar("nightly", "--now", night(0), cwd=tmp_path)
    line.close()
    second = segar("nightly", "--now", night(1), cwd=tmp_path)

    assert first.returncode == 0, first.stderr
    assert second.returncode == 3
    assert "2 of 2 canaries did not answer" in second.stderr
    assert f"2026-11-22: 2 of 2 canaries did not answer ({', '.join(canaries)})" in second.stdout
    shown = (tmp_path / "reports" / "index.html").read_text()
    assert "2 dari 2 alamat pembanding tidak dapat dihubungi." in shown
    page_of = (tmp_path / "reports" / "situs" / f"{CODE}.html").read_text()
    assert "jaringan perayap terganggu. Bukan kesalahan situs." in page_of
    assert "menolak sambungan" not in page_of
    told = segar("explain", CODE, "--now", night(1), cwd=tmp_path).stdout
    assert "not counted, the night was ours: the server refused the connection" in told
    found = scored(tmp_path, 1)
    assert (found.reach, found.unmeasured_since) == ("ok", date(2026, 11, 22))  # no failed visit, only no visit


def test_the_night_is_made_good_by_crawling_it_again(tmp_path: Path, stack: ExitStack) -> None:
    site, canary = {"*": Says(500, b"")}, {"*": Says(502, b"gateway")}
    one = stack.enter_context(serve(site, address="127.0.65.11")).url
    bird = stack.enter_context(serve(canary, address="127.0.65.12")).url
    with_canaries(tmp_path, {"satu": one}, [bird])
    assert segar("nightly", "--now", night(0), cwd=tmp_path).returncode == 3
    assert scored(tmp_path, 0).measured_on is None
    site.clear()
    site.update({path: answer for path, answer in GOOD.items() if isinstance(answer, Says)})
    canary["*"] = Says(200, b"here")

    again = segar("nightly", "--again", "--now", night(0), cwd=tmp_path)

    assert again.returncode == 0, again.stdout + again.stderr
    assert scored(tmp_path, 0).status is Status.SEGAR


def test_while_the_canaries_answer_a_failure_is_the_sites_own(tmp_path: Path, stack: ExitStack) -> None:
    bird = stack.enter_context(serve({"/": Says(403, b"not you")}, address="127.0.65.21")).url
    with_canaries(tmp_path, {"satu": "http://127.0.65.22:9/"}, [bird, "http://127.0.65.23:9/"])

    done = segar("nightly", "--now", night(0), cwd=tmp_path)

    assert done.returncode == 1, done.stderr
    assert done.stderr.splitlines()[-1] == "no site was measured tonight: see the outcomes above"
    assert scored(tmp_path, 0).reach == "refused"
    with closing(EvidenceStore(tmp_path / "segar.db")) as store:
        (told,) = store.canary_nights(until=date(2026, 11, 21))
    assert [answer.answered for answer in told.answers] == [True, False]
    assert told.answers[0].detail == "answers 403"


def test_a_canary_that_leads_elsewhere_or_lies_on_a_private_network_has_not_answered(
    tmp_path: Path, stack: ExitStack
) -> None:
    away = Says(302, b"", {"Location": "http://login.hotspot.invalid/"})
    bird = stack.enter_context(serve({"/": away}, address="127.0.65.31")).url
    one = stack.enter_context(serve(GOOD, address="127.0.65.32")).url
    with_canaries(tmp_path, {"satu": one}, [bird, "http://10.255.255.1/"])

    assert crawl(tmp_path).returncode == 3

    with closing(EvidenceStore(tmp_path / "segar.db")) as store:
        (told,) = store.canary_nights(until=date(2026, 11, 21))
    assert [answer.detail.split(":")[0] for answer in told.answers] == ["redirected_away", "private_address"]


# -- the share of the hosts ------------------------------------------------------------------------------------------


def test_a_night_on_which_most_of_ten_hosts_fail_at_once_is_ours(tmp_path: Path, stack: ExitStack) -> None:
    line = stack.enter_context(ExitStack())
    places = [line if at <= 8 else stack for at in range(1, 13)]
    urls = {
        f"s{at}": place.enter_context(serve(GOOD, address=f"127.0.66.{at}")).url for at, place in enumerate(places, 1)
    }
    write_sites(tmp_path / "sites.yaml", urls)
    assert segar("nightly", "--now", night(0), cwd=tmp_path).returncode == 0
    line.close()

    done = segar("nightly", "--now", night(1), cwd=tmp_path)

    assert done.returncode == 3
    assert "8 of 12 hosts that answered before did not answer tonight" in done.stdout
    found = scored(tmp_path, 1)
    assert (found.reach, found.status) == ("ok", Status.SEGAR)


def test_a_night_on_which_no_site_at_all_is_reached_is_ours_and_said_so_on_the_board(
    tmp_path: Path, stack: ExitStack
) -> None:
    line = stack.enter_context(ExitStack())
    urls = {f"s{at}": line.enter_context(serve(GOOD, address=f"127.0.68.{at}")).url for at in (1, 2)}
    write_sites(tmp_path / "sites.yaml", urls)
    assert segar("nightly", "--now", night(0), cwd=tmp_path).returncode == 0
    line.close()

    done = segar("nightly", "--now", night(1), cwd=tmp_path)

    assert done.returncode == 3
    assert "2026-11-22: none of 2 sites could be reached: taken for a fault of our own network" in done.stdout
    assert segar("score", "--now", night(1), cwd=tmp_path).returncode == 3
    shown = (tmp_path / "reports" / "index.html").read_text()
    assert "Tidak satu pun dari 2 situs dapat dihubungi." in shown
    page_of = (tmp_path / "reports" / "situs" / f"{CODE}.html").read_text()
    assert "jaringan perayap terganggu. Bukan kesalahan situs." in page_of
    assert "belum memuat tanggal terbit" not in page_of


# -- one site --------------------------------------------------------------------------------------------------------


def test_a_site_that_is_down_keeps_its_score_and_after_unreachable_days_is_out_of_reach(
    tmp_path: Path, stack: ExitStack
) -> None:
    line = stack.enter_context(ExitStack())
    urls = {"satu": line.enter_context(serve(GOOD, address="127.0.67.1")).url}
    urls["dua"] = stack.enter_context(serve(GOOD, address="127.0.67.2")).url
    sites = write_sites(tmp_path / "sites.yaml", urls)
    sites.write_text("policy: {unreachable_days: 3}\n" + sites.read_text())
    assert crawl(tmp_path, now=night(0)).returncode == 0
    before = scored(tmp_path, 0)
    line.close()

    found = {}
    for number in range(1, 4):
        assert crawl(tmp_path, now=night(number)).returncode == 0
        found[number] = scored(tmp_path, number)

    assert {(one.score, one.days, one.unmeasured_since) for one in found.values()} == {
        (before.score, before.days, date(2026, 11, 22))
    }
    assert [one.status for one in found.values()] == [before.status] * 2 + [Status.TIDAK_DAPAT_DIAKSES]
    assert segar("publish", "--now", night(2), cwd=tmp_path).returncode == 0
    assert "belum terukur sejak 22 November 2026" in (tmp_path / "reports" / "situs" / f"{CODE}.html").read_text()
