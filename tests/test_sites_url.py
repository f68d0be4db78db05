from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.site_url import same_site, url_fault
from tests.sites_helpers import CITY, kelurahan, said, the_error, units


@pytest.mark.parametrize(
    "url",
    [
        "https://kedaton.go.id",
        "http://kedaton.go.id/",
        "https://www.Kota.go.id:8443/kelurahan/Kedaton/",
        "http://127.0.0.11",
        "http://127.0.0.11:8080/a",
        "http://[::1]:8080/",
        "http://localhost:8000",
        "http://kel_satu.blogspot.com",
        "https://xn--nxasmq6b.id/",
    ],
)
def test_a_web_address_is_fit(url: str) -> None:
    assert url_fault(url) is None


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://x.go.id", "does not begin with http:// or https://"),
        ("mailto:a@b.id", "does not begin with http"),
        ("kedaton.go.id", "has no scheme; write https://kedaton.go.id"),
        ("kedaton.go.id:8080/a", "has no scheme; write https://kedaton.go.id:8080/a"),
        ("//kedaton.go.id", "has no scheme; write https://kedaton.go.id"),
        ("https://", "has no host"),
        ("https:///a", "has no host"),
        ("https://u:p@a.go.id", "user name or password"),
        ("https://a.go.id/?p=1", "has a query or fragment"),
        ("https://a.go.id/?", "has a query or fragment"),
        ("https://a.go.id/#x", "has a query or fragment"),
        ("https://a .go.id", "holds a space"),
        ("https://a.go.id\\x", "holds a space or a backslash"),
        ("https://a.go.id/../b", "has a . or .. in its path"),
        ("https://a..go.id", "has a host name that cannot be"),
        ("https://-a.go.id", "has a host name that cannot be"),
        ("https://kédaton.go.id", "has a host name that cannot be"),
        ("https://kedaton", "has a host without a domain"),
        ("https://0x7f.1", "neither a name nor an IP address"),
        ("https://1.2.3", "neither a name nor an IP address"),
        ("https://[::1", "is not a web address"),
        ("https://a.go.id:99999", "is not a web address"),
        ("https://a.go.id:x", "is not a web address"),
        ("https://a.go.id:0", "names port 0"),
    ],
)
def test_anything_else_is_refused_with_what_to_write(url: str, words: str) -> None:
    assert words in (url_fault(url) or "")


@given(st.text() | st.text(alphabet="htps:/.@[]?#%a0-_ ").map("https://".__add__))
def test_any_text_is_fit_or_refused_and_never_a_traceback(text: str) -> None:
    if url_fault(text) is None:
        assert same_site(text)


def test_a_bad_url_names_line_entry_and_remedy(tmp_path: Path) -> None:
    line = the_error(tmp_path, CITY + units(kelurahan(extra="url: 'ftp://x'")))

    assert line.startswith(
        "sites.yaml:8: 18.71.01.1003 Surabaya: url 'ftp://x' does not begin with http:// or https://; write"
    )


@pytest.mark.parametrize(
    "other",
    [
        "http://a.go.id",
        "https://www.a.go.id",
        "https://a.go.id/",
        "https://A.GO.ID//",
        "https://a.go.id:443",
        "https://a.go.id.",
    ],
)
def test_two_units_cannot_have_the_same_site_however_it_is_spelt(tmp_path: Path, other: str) -> None:
    text = CITY + units(
        kelurahan(1003, extra="url: 'https://a.go.id'"), kelurahan(1004, name="B", extra=f"url: '{other}'")
    )

    assert "is the same site as that of 18.71.01.1003 Surabaya on line 8" in the_error(tmp_path, text)


@pytest.mark.parametrize(
    "other", ["https://a.go.id/b", "https://b.a.go.id", "https://a.go.id:8080", "https://a.go.id/A"]
)
def test_another_path_host_or_port_is_another_site(tmp_path: Path, other: str) -> None:
    text = CITY + units(
        kelurahan(1003, extra="url: 'https://a.go.id/a'"), kelurahan(1004, name="B", extra=f"url: '{other}'")
    )

    assert said(tmp_path, text) == []
