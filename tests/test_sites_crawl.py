from __future__ import annotations

from datetime import time
from ipaddress import ip_network
from pathlib import Path

import pytest

from crawler.sites import CrawlRules, load_sites
from tests.sites_helpers import CITY, kelurahan, said, the_error, units, write

STRANGER = units(kelurahan(extra="url: 'https://a.go.id'"))
OWN = units(kelurahan(extra="url: 'http://127.0.0.11:8080/'"))
LOOPBACK = 'allow_addresses: ["127.0.0.0/8"]\n'
FAST = "crawl: {delay: 0, per_host: 16}\n"


@pytest.mark.parametrize("text", ["", "crawl:\n", "crawl: {}\n"])
def test_without_crawl_rules_the_polite_ones_hold(tmp_path: Path, text: str) -> None:
    assert load_sites(write(tmp_path, CITY + text + STRANGER)).crawl == CrawlRules()


def test_every_crawl_rule_can_be_set(tmp_path: Path) -> None:
    text = (
        "crawl: {pages_first: 5, pages_later: 4, delay: 1, per_host: 1, at_once: 8, page_seconds: 9, site_seconds: 99.5,"
        ' site_megabytes: 7, window_until: "05:30", allow: {reason: ours}}\n'
    )

    rules = load_sites(write(tmp_path, CITY + text + LOOPBACK + STRANGER)).crawl

    assert rules == CrawlRules(5, 4, 1.0, 1, 8, 9.0, 99.5, 7, time(5, 30), "ours", (ip_network("127.0.0.0/8"),))
    assert rules.site_bytes == 7_000_000


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("delay: 0.4", "delay is the number 0.4; write a number from 0.5 to 60 (usually 0.5)"),
        ("per_host: 3", "per_host is the number 3; write a whole number from 1 to 2"),
        ("per_host: true", "per_host is true; write a whole number"),
        ("delay: true", "delay is true; write a number"),
        ("delay: fast", "delay is 'fast'; write a number"),
        ("pages_first: 1.5", "pages_first is the number 1.5; write a whole number"),
        ("pages_later: -1", "pages_later is the number -1"),
        ("at_once: 1001", "write a whole number from 1 to 1000"),
        ("site_seconds: 10", "site_seconds is less than page_seconds"),
        ("window_until: 25:00", "window_until '25:00' is not a time of day; write hour:minute, like \"05:30\""),
        ("site_megabytes: 0", "site_megabytes is the number 0; write a whole number from 1 to 1000"),
        ("robots: ignore", "unknown key 'robots'"),
        ("dealy: 1", "unknown key 'dealy'; write 'delay'"),
        ("allow: {}", "has no reason; write why"),
        ("allow: yes", "allow is 'yes'; write keys under it"),
    ],
)
def test_an_impossible_or_impolite_rule_is_an_error_on_its_line(tmp_path: Path, rule: str, words: str) -> None:
    line = the_error(tmp_path, CITY + f"crawl:\n  {rule}\n" + STRANGER)

    assert line.startswith("sites.yaml:7: crawl")
    assert words in line


@pytest.mark.parametrize("rest", [STRANGER, OWN, LOOPBACK + OWN])
def test_without_a_reason_on_record_not_even_own_servers_are_asked_faster(tmp_path: Path, rest: str) -> None:
    assert len(said(tmp_path, CITY + FAST + rest)) == 2


def test_a_reason_on_record_lifts_the_floors(tmp_path: Path) -> None:
    text = CITY + "crawl: {delay: 0.1, allow: {reason: the city's own servers}}\n" + STRANGER

    rules = load_sites(write(tmp_path, text)).crawl

    assert (rules.delay, rules.leave) == (0.1, "the city's own servers")


@pytest.mark.parametrize(
    ("network", "words"),
    [
        ("0.0.0.0/0", "is public or too wide"),
        ("8.8.8.8", "is public or too wide"),
        ("10.0.0.0/7", "is public or too wide"),
        ("127.0.0.1/8", 'has digits beyond its network; write "127.0.0.0/8"'),
        ("kedaton.go.id", "is not a network"),
    ],
)
def test_only_private_networks_can_be_allowed(tmp_path: Path, network: str, words: str) -> None:
    line = the_error(tmp_path, CITY + f'allow_addresses:\n- "{network}"\n' + STRANGER)

    assert line.startswith("sites.yaml:7: ")
    assert words in line


def test_a_number_is_no_network(tmp_path: Path) -> None:
    assert "the number 10 is not a network" in the_error(tmp_path, CITY + "allow_addresses: [10]\n" + STRANGER)


def test_canaries_are_web_addresses(tmp_path: Path) -> None:
    text = "crawl:\n  canaries:\n    - https://satu.go.id/\n    - http://dua.ac.id\n"

    rules = load_sites(write(tmp_path, CITY + text + STRANGER)).crawl

    assert rules.canaries == ("https://satu.go.id/", "http://dua.ac.id")


@pytest.mark.parametrize(
    ("canaries", "words"),
    [
        ("[satu.go.id]", "has no scheme; write https://satu.go.id"),
        ("[8]", "is not a web address; write one like"),
        ("['https://a.go.id', 'https://a.go.id']", "stands twice among the canaries"),
        ("https://a.go.id", "write a list under it"),
        (f"[{', '.join(f'https://s{n}.go.id' for n in range(11))}]", "10 at most"),
    ],
)
def test_what_is_no_canary_is_told(tmp_path: Path, canaries: str, words: str) -> None:
    assert words in the_error(tmp_path, f"{CITY}crawl: {{canaries: {canaries}}}\n{STRANGER}")
