"""A front page that its visitors see whole and its server calls an error: a task for the operator, and nobody's blame."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from crawler.own import belongs
from crawler.page import open_page
from crawler.reach import Reach
from crawler.soft404 import shows_site
from crawler.store import EvidenceStore
from monitor.tables import blocked
from tests.crawl_helpers import crawl, write_sites
from tests.judgement_helpers import TONIGHT, score_of, visit
from tests.loopback import Says, serve

URL = "http://kelurahan.example/"
TEXT = "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan masing-masing. " * 6
LINKS = "".join(f'<li><a href="/kabar/{n}/">Kabar warga nomor {n}</a></li>' for n in range(12))


def _page(
    *, title: str = "Kelurahan Maya", heading: str = "Selamat datang", text: str = TEXT, links: str = LINKS
) -> str:
    return f"<html><head><title>{title}</title></head><body><ul>{links}</ul><main><h1>{heading}</h1><p>{text}</p></main></body></html>"


def _shows(html: str, url: str = URL) -> bool:
    return shows_site(open_page(html.encode(), url=url), owns=partial(belongs, front=url))


@pytest.mark.parametrize("status", [404, 410, 500, 502])
def test_a_whole_front_page_over_an_error_status_is_not_down(tmp_path: Path, status: int) -> None:
    with serve({"/": Says(status, _page().encode())}, address="127.0.64.30") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url})
        assert crawl(tmp_path).returncode == 0
    store = EvidenceStore(tmp_path / "segar.db")
    (visit,) = store.visits("18.71.01.1001", until=date(2026, 11, 30))
    store.close()
    assert visit.reach is Reach.ERROR_STATUS
    assert visit.detail.endswith(f"answers {status}, and shows a whole front page all the same")


def test_a_whole_page_is_told_by_its_text_and_its_own_links() -> None:
    assert _shows(_page())


@pytest.mark.parametrize(
    "html",
    [
        _page(title="Halaman tidak ditemukan - Kelurahan Maya"),
        _page(title="404 - Kelurahan Maya"),
        _page(title="Page not found | Kelurahan Maya"),
        _page(title="Error 500"),
        _page(heading="Oops! Ada yang salah"),
        _page(heading="404"),
        _page(text=f"{TEXT} Halaman yang Anda cari tidak ditemukan."),
        _page(text=f"{TEXT} Fatal error: Uncaught Exception in index.php"),
        _page(text="Beranda."),
        _page(links='<a href="/">Beranda</a>'),
        _page(links=LINKS.replace('href="/', 'href="http://kota.example/')),
    ],
)
def test_an_apology_in_a_site_s_own_dress_is_none(html: str) -> None:
    assert not _shows(html)


def test_the_apology_of_a_portal_is_none_of_a_room_in_it() -> None:
    assert not _shows(_page(), "http://kota.example/kelurahan-maya/")


def test_the_operator_is_told_to_look() -> None:
    found = score_of([], [visit(TONIGHT, reach=Reach.ERROR_STATUS)])
    assert blocked(found).startswith("needs a look: 18.71.01.1001: the server reports an error (404, 5xx)")
