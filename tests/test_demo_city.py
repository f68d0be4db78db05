from __future__ import annotations

import ssl
import time
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.reach import Reach, Tls
from crawler.sites import load_sites
from demo import City
from monitor.config import check
from tests.demo_helpers import NOW, ask, connect, fetch


def test_the_city_starts_and_stops_within_a_second() -> None:
    start = time.perf_counter()
    with City(now=NOW) as city:
        assert fetch(city.site("wordpress").url).status == 200
    assert time.perf_counter() - start < 2  # a second, and one more for a busy machine


def test_a_site_refuses_connections_once_the_city_has_stopped() -> None:
    with City(now=NOW, only=["laravel"]) as city:
        url = city.site("laravel").url
        assert fetch(url).status == 200
    with pytest.raises(ConnectionRefusedError):
        fetch(url)


def test_two_cities_run_side_by_side_and_see_only_their_own_requests() -> None:
    with City(now=NOW, only=["laravel"]) as one, City(now=NOW, only=["laravel"]) as other:
        fetch(one.site("laravel").url)
        assert len(one.requests) == 1
        assert other.requests == []


def test_a_wanted_port_that_is_taken_is_an_error() -> None:
    with City(now=NOW, only=["laravel"]) as city, pytest.raises(OSError, match="in use"):
        City(now=NOW, port=city.port, only=["laravel"]).start()


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        City(now=NOW.replace(tzinfo=None))


def test_an_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="wordprss"):
        City(now=NOW, only=["wordprss"])


def test_addresses_are_not_told_before_the_city_starts() -> None:
    with pytest.raises(RuntimeError, match="before it starts"):
        _ = City(now=NOW).site("laravel").url


def test_the_port_of_the_site_that_is_down_is_closed() -> None:
    with City(now=NOW) as city:
        assert city.site("down").expect.reach == "refused"
        with pytest.raises(ConnectionRefusedError):
            fetch(city.site("down").url)
        city.site("down").come_back()
        assert fetch(city.site("down").url).status == 200
        assert city.site("down").expect.reach == "ok"


def test_a_site_that_goes_down_cuts_its_open_connections_and_comes_back_at_the_same_address() -> None:
    with City(now=NOW, only=["opensid"]) as city:
        site = city.site("opensid")
        connection = connect(site.url)
        assert ask(connection, site.url).status == 200
        site.go_down()
        with pytest.raises(ConnectionError):
            ask(connection, site.url)
        connection.close()
        site.come_back()
        assert fetch(site.url).status == 200


def test_one_connection_serves_many_requests() -> None:
    with City(now=NOW, only=["wordpress"]) as city:
        url = city.site("wordpress").url
        connection = connect(url)
        assert [ask(connection, url).status for _ in range(3)] == [200, 200, 200]
        connection.close()


def test_the_certificate_is_one_that_no_client_trusts() -> None:
    with City(now=NOW, only=["tls"]) as city:
        url = city.site("tls").url
        assert url.startswith("https://")
        with pytest.raises(urllib.error.URLError) as failure:
            urllib.request.urlopen(url, timeout=10)  # noqa: S310  # a loopback address of our own
        assert isinstance(failure.value.reason, ssl.SSLCertVerificationError)
        assert fetch(url).status == 200


def test_a_client_that_never_shakes_hands_does_not_stop_the_others() -> None:
    with City(now=NOW, only=["tls"]) as city:
        url = city.site("tls").url
        silent = connect(url.replace("https", "http"))
        silent.connect()
        assert fetch(url).status == 200
        silent.close()


def test_the_date_header_is_the_clock_of_the_city() -> None:
    with City(now=NOW, only=["static"]) as city:
        url = city.site("static").url
        assert fetch(url).headers["Date"] == "Fri, 20 Nov 2026 18:00:00 GMT"
        city.at(NOW + timedelta(days=1))
        assert fetch(url).headers["Date"] == "Sat, 21 Nov 2026 18:00:00 GMT"


def test_requests_are_remembered_with_their_headers() -> None:
    with City(now=NOW, only=["joomla"]) as city:
        site = city.site("joomla")
        fetch(f"{site.url}?format=feed&type=rss", {"User-Agent": "uji"})
        assert [(one.method, one.path) for one in site.requests] == [("GET", "/?format=feed&type=rss")]
        assert site.requests[0].headers["user-agent"] == "uji"


def test_the_same_moment_gives_the_same_city_whatever_its_zone() -> None:
    pages: list[tuple[int, list[bytes], list[bytes]]] = []
    for now in (NOW, NOW.astimezone(ZoneInfo("Asia/Tokyo"))):
        with City(now=now, port=pages[0][0] if pages else 0) as city:
            sites = [site for site in city.sites if site.expect.reach == "ok"]
            fronts = [fetch(site.url).body for site in sites]
            details = [fetch(site.address(site.articles[0])).body for site in sites]
            pages.append((city.port, fronts, details))
    assert pages[0] == pages[1]


def test_every_expectation_is_a_word_of_the_crawler() -> None:
    with City(now=NOW) as city:
        for site in city.sites:
            assert Reach(site.expect.reach)
            assert Tls(site.expect.tls) in {Tls.NONE, Tls.EXPIRED}


def test_the_registry_of_the_city_has_no_errors_and_names_every_site(tmp_path: Path) -> None:
    with City(now=NOW) as city:
        path = city.write_sites_yaml(tmp_path / "sites.yaml")
        errors, _ = check(path)
        assert errors == ()
        registry = load_sites(path)
        assert {unit.code: unit.url for unit in registry.units if unit.url} == {s.code: s.url for s in city.sites}
        assert all("Demo" in unit.name for unit in registry.units)
        assert registry.crawl.delay == 0


def test_one_admin_answers_for_two_lagging_sites_and_one_lagging_site_has_none(tmp_path: Path) -> None:
    with City(now=NOW) as city:
        registry = load_sites(city.write_sites_yaml(tmp_path / "sites.yaml"))
        own = [admin.email for unit in registry.units for admin in unit.admins]
        twice = {email for email in own if own.count(email) == 2}
        assert len(twice) == 1
        assert all(email.endswith("@example.test") for email in own)
        assert [unit.code for unit in registry.units if unit.url and not unit.admins] == [city.site("dormant").code]


def test_a_small_city_has_a_valid_registry_too(tmp_path: Path) -> None:
    with City(now=NOW, only=["portal-a", "hacked"]) as city:
        path = city.write_sites_yaml(tmp_path / "sites.yaml")
        assert check(path)[0] == ()
        assert [site.key for site in city.sites] == ["portal-a", "hacked"]


def test_names_and_codes_are_those_of_the_shipped_list() -> None:
    rows = Path(__file__).with_name("fixtures").joinpath("bandar_lampung.tsv").read_text().splitlines()
    units = {code: (level, name) for code, level, name, *_ in (row.split("\t") for row in rows)}
    for site in City(now=NOW).sites:
        assert units[site.code] == (site.level, site.name.removesuffix(" (Demo)"))


def test_times_and_codes_are_written_in_quotes_as_the_documentation_shows_them(tmp_path: Path) -> None:
    with City(now=NOW, only=["portal-a"]) as city:
        text = city.write_sites_yaml(tmp_path / "sites.yaml").read_text(encoding="utf-8")
    assert 'nightly: "01:00"\n' in text
    assert 'letters: "Monday 08:00"\n' in text
    assert not [line for line in text.splitlines() if line.strip(" -").startswith(("code: 1", "parent: 1"))]
