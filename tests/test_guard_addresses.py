from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import refusal

FORBIDDEN = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_a_private_address_is_refused_in_every_dress(text: str) -> None:
    assert refusal(ip_address(text)) is not None


@pytest.mark.parametrize("text", ["8.8.8.8", "103.10.60.1", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_a_public_address_may_be_reached(text: str) -> None:
    assert refusal(ip_address(text)) is None


def test_an_address_that_the_registry_allows_may_be_reached_though_private() -> None:
    allowed = (ip_network("127.0.50.0/24"),)
    assert refusal(ip_address("127.0.50.7"), allowed) is None
    assert refusal(ip_address("127.0.51.7"), allowed) is not None
    assert refusal(ip_address("::ffff:127.0.50.7"), allowed) is None


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_in_ipv6_never_changes_the_verdict(ip: object) -> None:
    mapped = ip_address(f"::ffff:{ip}")
    assert (refusal(ip_address(str(ip))) is None) == (refusal(mapped) is None)
