"""What the page of one site says: the verdict, its proof, what did not count, and what can be done."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from crawler.reach import Reach, Tls
from crawler.records import Kind, Visit
from monitor.freshness import Score, Status
from monitor.pages import SitePage, board_of, site_page
from monitor.publish import SITES, files_of
from monitor.steps import STEPS, steps_of
from monitor.updates import Reason, Update
from monitor.waits import Wait
from monitor.wording import KINDS, REASONS, STATUSES, TLS, WAITS
from tests.publish_helpers import CITY, HOSTILE, NIGHT, aged, edition, frozen, row, rows, score, unit, update, visit


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {path.stem: text for path, text in files_of(edition()).items() if path.parent == SITES}


def told(
    judged: Score, *, url: str = "https://a.example/", updates: tuple[Update, ...] = (), visits: tuple[Visit, ...] = ()
) -> SitePage:
    line = board_of([row(unit("18.71.09", "Anu", url=url), judged, rank=1)]).ranked[0]
    return site_page(line, updates=updates, visits=visits, city=CITY)


def test_the_verdict_is_one_sentence_with_day_age_and_source(pages: dict[str, str]) -> None:
    assert "Terakhir diperbarui 19 November 2026 (2 hari lalu), menurut umpan RSS situs." in pages["18.71.01"]


def test_an_observed_update_is_never_said_to_be_claimed(pages: dict[str, str]) -> None:
    assert "teramati oleh Segar" in pages["18.71.01.1003"]


def test_a_frozen_verdict_states_no_age() -> None:
    verdict = told(frozen("raya")).verdict
    assert (
        verdict == "Terakhir diperbarui 1 November 2026, menurut umpan RSS situs; belum terukur sejak 18 November 2026."
    )


def test_a_site_without_dates_says_how_long_it_was_watched() -> None:
    assert told(score("a", Status.BASI, score=0.0, days=120)).verdict == "Tidak ada perubahan selama 120 hari diamati."


def test_an_unmeasured_site_says_why(pages: dict[str, str]) -> None:
    assert "belum ada pembaruan yang dapat dihitung" in pages["18.71.02.1005"]
    assert "Situs belum pernah dikunjungi." in pages["18.71.02.1007"]


HELP = {
    Wait.RIDDLE: "sebagai halaman tersendiri",
    Wait.PROBATION: "sebagai halaman tersendiri",
    Wait.UNREAD: "terbuka bagi pengunjung",
    Wait.NO_UPDATE: "Bila berita situs terbit tanpa tanggal",
}


@pytest.mark.parametrize("wait", list(Wait))
def test_a_site_that_waits_for_its_score_is_told_what_for_and_what_helps(wait: Wait) -> None:
    judged = score("a", Status.BELUM_TERUKUR, reach=Reach.OK, measured_on=NIGHT, watched_since=NIGHT, waits=wait)
    line = board_of([row(unit("18.71.09", "Anu", url="https://a.example/"), judged)]).unmeasured[0]

    assert line.reason == WAITS[wait]
    assert HELP[wait] in " ".join(site_page(line, updates=(), visits=(), city=CITY).steps)
    assert line.since == NIGHT
    assert len(set(WAITS.values())) == len(Wait)


def test_nobody_is_asked_for_dates_because_of_a_change_that_may_be_news() -> None:
    """A dated site: the board said that it bears no credible date, since its first night."""
    judged = replace(aged("a", Status.BELUM_TERUKUR, 112, 0.0, reach=Reach.OK), score=None, waits=Wait.RIDDLE)
    line = board_of([row(unit("18.71.09", "Anu", url="https://a.example/"), judged)]).unmeasured[0]

    assert "belum dapat dipastikan sebagai kabar baru" in line.reason
    assert line.since is None
    assert not any("pada setiap berita" in step for step in steps_of(judged, office="Kominfo"))


def test_the_proof_quotes_the_text_as_found(pages: dict[str, str]) -> None:
    page = pages["18.71.01"]
    assert '<blockquote class="raw">Thu, 19 Nov 2026 08:15:00 +0700</blockquote>' in page
    assert "menurut situs: tanggal terbit di umpan RSS" in page


def test_at_most_thirty_updates_are_listed_and_the_rest_is_counted() -> None:
    many = tuple(update("a", day=date(2026, 1, 1), url=f"https://a.example/{place}") for place in range(41))
    page = told(aged("a", Status.SEGAR, 2, 90.0), updates=many)
    assert (len(page.counted), page.counted_more) == (30, 11)


def test_what_did_not_count_is_listed_with_its_reason(pages: dict[str, str]) -> None:
    page = pages["18.71.01"]
    assert REASONS[Reason.CLOCK] in page
    assert REASONS[Reason.FUTURE] in page


def test_an_injected_address_is_defanged_and_never_linked(pages: dict[str, str]) -> None:
    page = pages["18.71.02.1008"]
    assert "hxxps://disusupi[.]example/slot-gacor?tunnel=MAXWIN" in page
    assert "https://disusupi" not in page


def test_of_many_injected_pages_three_are_named_and_the_rest_is_counted(pages: dict[str, str]) -> None:
    page = pages["18.71.02.1008"]
    assert page.count("</span></th><td>Halaman ini diduga disisipkan pihak lain.") == 3
    assert "… dan 30 halaman sisipan lain; daftar lengkapnya ada pada Dinas Kominfo Kota Bandar Lampung." in page
    assert "SLOT GACOR situs[.]example: deposit pulsa…" in page
    assert "tanpa potongan, menang" not in page


def test_what_speaks_for_an_injection_is_told_in_indonesian_and_cut_at_a_word(pages: dict[str, str]) -> None:
    page = pages["18.71.02.1008"]
    assert "kata-kata perjudian: “slot gacor”" in page
    assert "alamat pintu masuk…" in page
    assert "gambling" not in page
    assert "doorway" not in page


def test_other_refused_updates_are_listed_beside_the_injected_ones() -> None:
    planted = [
        update("a", day=NIGHT, counted=False, reason=Reason.INJECTED, url=f"https://a.example/{n}") for n in "1234"
    ]
    late = update("a", day=date(2027, 1, 1), counted=False, reason=Reason.FUTURE)
    page = told(aged("a", Status.SEGAR, 2, 90.0), updates=(*planted, late))
    assert [event.update.reason for event in page.ignored] == [Reason.FUTURE, *3 * [Reason.INJECTED]]
    assert (page.ignored_more, page.injected_more, page.unlisted) == (0, 1, True)


def test_only_pages_that_repeat_what_was_injected_stay_out_of_search_engines(pages: dict[str, str]) -> None:
    kept_out = {code for code, page in pages.items() if '<meta name="robots" content="noindex">' in page}
    assert kept_out == {"18.71.02.1008"}


def test_hostile_text_is_shown_and_never_run(pages: dict[str, str]) -> None:
    page = pages["18.71.01.1003"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert HOSTILE not in page


def test_every_outside_link_is_plain_and_gives_no_credit(pages: dict[str, str]) -> None:
    outside = [tag for page in pages.values() for tag in re.findall(r"<a [^>]*>", page) if "://" in tag]
    assert outside
    assert all(re.fullmatch(r'<a href="https?://[^"]+" rel="nofollow noopener">', tag) for tag in outside)


def test_recent_nights_are_told_newest_first_and_without_the_operators_words(pages: dict[str, str]) -> None:
    page = pages["18.71.02.1003"]
    assert page.index("21 Nov 2026") < page.index("20 Nov 2026")
    assert "Nama domain tidak ditemukan." in page
    assert "plain English" not in page
    assert len(told(score("a", Status.SEGAR), visits=tuple(visit("a", NIGHT) for _ in range(30))).nights) == 14


@pytest.mark.parametrize("tls", [Tls.EXPIRED, Tls.NAME, Tls.UNTRUSTED, Tls.OLD])
def test_tls_trouble_is_said(tls: Tls) -> None:
    assert told(score("a", Status.SEGAR, tls=tls)).tls == TLS[tls]


def test_plain_http_is_said_only_of_a_site_that_was_read_so() -> None:
    assert told(score("a", Status.SEGAR, tls=Tls.NONE), url="http://a.example/").tls == TLS[Tls.NONE]
    assert told(score("a", Status.SEGAR, tls=Tls.NONE)).tls is None
    assert told(score("a", Status.SEGAR, tls=Tls.NONE, reach=Reach.REFUSED), url="http://a.example/").tls is None


def test_who_keeps_only_our_crawler_out_has_nothing_to_do(pages: dict[str, str]) -> None:
    assert "Tidak ada yang perlu dikerjakan pengelola situs" in pages["18.71.02.1004"]


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_words_and_steps(status: Status) -> None:
    assert STATUSES[status].label
    assert all(step.format(office="Dinas") for step in STEPS[status])


def test_every_kind_of_clue_and_every_reason_has_words() -> None:
    assert set(KINDS) == {*Kind, "observed"}
    assert set(REASONS) == set(Reason)
    assert set(TLS) == set(Tls)


def test_a_kind_that_is_not_known_yet_is_still_told() -> None:
    page = told(aged("a", Status.SEGAR, 2, 90.0, evidence=replace(update("a", day=NIGHT), kind="ramalan")))
    assert page.verdict.endswith("menurut petunjuk di situs.")


def test_every_site_with_an_address_has_a_page(pages: dict[str, str]) -> None:
    assert set(pages) == {row.unit.code for row in rows() if row.unit.url}


@pytest.mark.parametrize(
    ("tls", "days", "words"),
    [
        (Tls.OK, 21, None),
        (
            Tls.OK,
            20,
            "Sertifikat HTTPS berlaku sampai 11 Desember 2026 (20 hari setelah kunjungan terakhir); mohon diperpanjang sebelum tanggal itu.",
        ),
        (
            Tls.EXPIRED,
            -3,
            f"{TLS[Tls.EXPIRED]} Masa berlaku sertifikat berakhir pada 18 November 2026; mohon segera diperpanjang.",
        ),
        (Tls.NAME, 90, f"{TLS[Tls.NAME]} Sertifikat itu sendiri berlaku sampai 19 Februari 2027."),
        (Tls.UNTRUSTED, None, TLS[Tls.UNTRUSTED]),
    ],
)
def test_a_certificate_that_is_wrong_or_ends_soon_is_told_with_its_day(
    tls: Tls, days: int | None, words: str | None
) -> None:
    judged = replace(score("a", Status.SEGAR, score=90.0, days=1), tls=tls, reach=Reach.OK)
    seen = replace(visit("18.71.09", NIGHT), tls=tls, tls_days=days)
    assert told(judged, visits=(seen,)).tls == words


@pytest.mark.parametrize("status", [Status.BELUM_TERUKUR, Status.CUKUP])
def test_a_site_that_refuses_connections_is_told_to_look_at_its_server(status: Status) -> None:
    page = told(score("a", status, reach=Reach.REFUSED, unmeasured_since=date(2026, 11, 20)))
    assert page.steps[0].startswith("Buka alamat situs dari telepon seluler")


def test_a_site_that_was_read_without_any_date_is_not_told_that_it_cannot_be_opened() -> None:
    page = told(score("a", Status.BELUM_TERUKUR, reach=Reach.OK))
    assert page.steps[0].startswith("Tampilkan tanggal terbit")
