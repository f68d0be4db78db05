"""A site that keeps us out ("memblokir kami") is a task for the operator: frozen, named, never blamed and never written to."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from crawler.reach import BLOCKED_US, Reach
from monitor.freshness import Status, keeps_us_out
from tests.crawl_helpers import segar, write_sites
from tests.judgement_helpers import TONIGHT, days, score_of, update, visit
from tests.loopback import Answers, Says, page, serve

FIRST, SECOND = "2026-11-21T01:00:00+07:00", "2026-11-22T01:00:00+07:00"
TEXT = "Warga bergotong royong membersihkan saluran air bersama lurah dan perangkat kelurahan sejak pagi hari."
CHALLENGE = b"<html><head><title>Just a moment...</title></head><body>Verifying you are human. Ray ID</body></html>"
SHUT: dict[str, Says] = {
    "dilarang": Says(403, b"no"),
    "menunggu": Says(429, b"slower"),
    "tutup": Says(503, b"later"),
    "tantangan": Says(200, CHALLENGE),
}


def lagging(day: str) -> dict[str, Says]:
    """A site whose one article is of a day long ago."""
    dated = f'<time class="published" datetime="{day}">{day}</time>'
    return {
        "/": page("Kelurahan", TEXT, '<a href="/berita/kerja-bakti">Kerja bakti warga</a>'),
        "/berita/kerja-bakti": page("Kerja bakti warga", TEXT, "Lurah menyapa warga yang hadir.", extra=dated),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two nights of five lagging sites, four of which shut us out on the second."""
    folder = tmp_path_factory.mktemp("kept-out")
    pages: dict[str, dict[str, Says]] = {name: lagging("2026-10-12") for name in (*SHUT, "terbuka")}
    with ExitStack() as stack:
        urls = {}
        for place, (name, answers) in enumerate(pages.items(), 1):
            served: Answers = answers
            urls[name] = stack.enter_context(serve(served, address=f"127.0.64.{place}")).url
        write_sites(folder / "sites.yaml", urls, admins={name: f"{name}@kota.test" for name in pages})
        done = segar("nightly", "--now", FIRST, cwd=folder)
        assert done.returncode == 0, done.stderr
        for name, answer in SHUT.items():
            pages[name].clear()
            pages[name]["*"] = answer
        done = segar("nightly", "--now", SECOND, cwd=folder)
        assert done.returncode == 0, done.stderr
        (folder / "said").write_text(done.stdout)
    return folder


CALLED = {"tutup": "may block us"}
"""A 503 may as well be a site in maintenance."""
CODES = {name: f"18.71.01.{place}" for place, name in enumerate((*SHUT, "terbuka"), 1001)}


def test_the_night_names_each_of_them(folder: Path) -> None:
    said = (folder / "said").read_text()
    named = [line for line in said.splitlines() if "(no letter is sent)" in line]
    assert [line.split(": ")[:2] for line in named] == [[CALLED.get(name, "blocks us"), CODES[name]] for name in SHUT]
    assert all("not measured since 2026-11-22" in line for line in named)
    assert all("let Segar's crawler in" in line for line in named)
    assert ["look whether visitors can open it" in line for line in named] == [name in CALLED for name in SHUT]


def test_the_digest_names_them_exits_1_and_writes_to_the_open_site_only(folder: Path) -> None:
    done = segar("remind", "--dry-run", "--now", SECOND, cwd=folder)

    assert done.returncode == 1
    assert done.stdout.count("block us: ") + done.stdout.count("blocks us: ") == len(SHUT)
    assert "terbuka@kota.test" in done.stdout
    assert not any(f"{name}@kota.test" in done.stdout for name in SHUT)


@pytest.mark.parametrize("name", [name for name in SHUT if name not in CALLED])
def test_the_site_page_says_who_must_act_and_keeps_the_score(folder: Path, name: str) -> None:
    shown = (folder / "reports" / "situs" / f"{CODES[name]}.html").read_text()

    assert ("Situs untuk sementara tidak dapat dibaca." if name == "menunggu" else "Situs ini memblokir kami.") in shown
    assert "bukan kelalaian pengelola situs" in shown
    assert "belum terukur sejak 22 November 2026" in shown
    assert "Tidak ada yang perlu dikerjakan pengelola situs" in shown
    assert "12 Oktober 2026" in shown


def test_the_page_of_a_site_that_answers_503_asks_its_admin_to_look_as_well(folder: Path) -> None:
    shown = (folder / "reports" / "situs" / f"{CODES['tutup']}.html").read_text()

    assert "Situs ini memblokir kami." not in shown
    assert "Periksa apakah situs terbuka bagi pengunjung" in shown
    assert "mode pemeliharaan" in shown
    assert "Kominfo ikut memeriksanya." in shown
    assert "Tidak ada yang perlu dikerjakan pengelola situs" not in shown


@pytest.mark.parametrize("reach", sorted(BLOCKED_US))
@pytest.mark.parametrize("nights", [1, 8, 29, 60])
def test_however_long_it_lasts_it_is_never_a_lag_and_never_out_of_reach(reach: Reach, nights: int) -> None:
    told = [update(TONIGHT - days(nights + 5))]
    shut = [visit(TONIGHT - days(back), reach=reach) for back in range(nights)]
    found = score_of(told, [visit(TONIGHT - days(nights)), *shut])

    assert keeps_us_out(found)
    assert found.status is (Status.SEGAR if nights <= 30 else Status.BELUM_TERUKUR)
    assert found.unmeasured_since == TONIGHT - days(nights - 1)


def test_a_site_that_let_us_in_again_is_no_task_any_more() -> None:
    found = score_of([update(TONIGHT)], [visit(TONIGHT - days(1), reach=Reach.HTTP_401_403), visit(TONIGHT)])

    assert not keeps_us_out(found)
