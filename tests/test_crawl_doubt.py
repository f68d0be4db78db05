"""What one night cannot tell of a site: a robots.txt that fails, a line that leads everyone to one place."""

from __future__ import annotations

from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from crawler.__main__ import Tally
from crawler.reach import Reach
from crawler.records import SiteNight, Visit
from crawler.store import NO_NETWORK, EvidenceStore
from tests.crawl_helpers import NOW, crawl, write_sites
from tests.judgement_helpers import TONIGHT, at
from tests.loopback import page, serve

TEXT = "Warga bergotong royong membersihkan saluran air bersama lurah dan perangkat kelurahan sejak pagi hari."


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    handler.connection.close()


def test_a_living_site_whose_robots_txt_breaks_off_is_not_called_down(tmp_path: Path) -> None:
    with serve({"/": page("Kelurahan", TEXT), "/robots.txt": hang_up}, address="127.0.61.120") as one:
        write_sites(tmp_path / "sites.yaml", {"satu": one.url})
        assert crawl(tmp_path).returncode == 0
    store = EvidenceStore(tmp_path / "segar.db")
    visits = store.visits("18.71.01.1001", until=date(2026, 11, 30))
    store.close()
    assert [visit.reach for visit in visits] == [Reach.ROBOTS_UNREACHABLE]
    assert "the front page answers 200" in visits[0].detail
    assert NOW.startswith("2026-11-21")


def led_to(*places: str) -> Tally:
    counted = Tally()
    for number, place in enumerate(places):
        said = f"http://s{number}.test/ redirects to {place}"
        visit = Visit(
            str(number), f"http://s{number}.test/", TONIGHT, Reach.REDIRECTED_AWAY, said, at(TONIGHT), at(TONIGHT)
        )
        counted.note(SiteNight(visit, ()))
    return counted


def test_every_site_leading_to_one_place_is_our_own_line_s_doing() -> None:
    portal = "http://login.hotspot.example/?to=1"
    assert led_to(portal, portal).outcome("finished", own_clock=False) == NO_NETWORK


def test_sites_that_lead_to_different_places_moved() -> None:
    assert led_to("http://a.example/", "http://b.example/").outcome("finished", own_clock=False) == "finished"


def test_a_site_that_our_own_allow_list_kept_out_is_asked_again_once_it_is_named(tmp_path: Path) -> None:
    with serve({"/": page("Kelurahan", TEXT)}, address="127.0.61.121") as one:
        sites = write_sites(tmp_path / "sites.yaml", {"satu": one.url})
        sites.write_text(sites.read_text().replace("127.0.0.0/8", "10.0.0.0/8"))
        assert "allow_addresses in sites.yaml does not name" in crawl(tmp_path).stderr
        write_sites(tmp_path / "sites.yaml", {"satu": one.url})
        assert "1 of 1 site," in crawl(tmp_path).stderr
