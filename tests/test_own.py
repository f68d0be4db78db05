from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.own import belongs, identity, is_trap, normalise, resolve, same_site_redirect

HOST = "https://kedaton.kota.go.id/"
PORTAL = "https://portal.kota.go.id/kedaton"


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("HTTPS://Kedaton.Kota.go.id:443/a?utm_source=x&b=1#atas", "https://kedaton.kota.go.id/a?b=1"),
        ("http://kedaton.kota.go.id:80", "http://kedaton.kota.go.id/"),
        ("http://kedaton.kota.go.id/a?replytocom=7", "http://kedaton.kota.go.id/a"),
        ("http://kedaton.kota.go.id/a;jsessionid=AB12?z=1&PHPSESSID=9", "http://kedaton.kota.go.id/a?z=1"),
        ("http://127.0.0.5:8001/a", "http://127.0.0.5:8001/a"),
        ("http://kedaton.kota.go.id/?p=12", "http://kedaton.kota.go.id/?p=12"),
    ],
)
def test_one_page_has_one_address(raw: str, canonical: str) -> None:
    assert normalise(raw) == canonical


@given(
    st.sampled_from(["/a", "/", "/x/../y", "/b c"]),
    st.lists(st.tuples(st.sampled_from("abpq"), st.text(alphabet="12é/ ", max_size=3)), max_size=4),
)
def test_normalising_twice_changes_nothing(path: str, query: list[tuple[str, str]]) -> None:
    once = normalise(f"http://x.go.id{path}?" + "&".join(f"{name}={value}" for name, value in query))
    assert normalise(once) == once


@pytest.mark.parametrize(
    "url",
    [
        "http://kedaton.kota.go.id/berita",
        "https://www.kedaton.kota.go.id/",
        "https://ppid.kedaton.kota.go.id/a",
        "https://KEDATON.kota.go.id./a",
    ],
)
def test_the_host_its_www_variant_and_its_subdomains_belong(url: str) -> None:
    assert belongs(url, front=HOST)


@pytest.mark.parametrize(
    "url",
    [
        "https://kota.go.id/",
        "https://kpu-kedaton.kota.go.id/",
        "https://kedaton.kota.go.id.evil.com/",
        "https://kedaton.kota.go.id:8443/",
        "ftp://kedaton.kota.go.id/a",
        "mailto:a@kedaton.kota.go.id",
    ],
)
def test_parents_look_alikes_and_other_ports_do_not_belong(url: str) -> None:
    assert not belongs(url, front=HOST)


def test_a_unit_under_a_path_owns_that_path_on_a_segment_boundary() -> None:
    assert belongs("https://portal.kota.go.id/kedaton/berita/1", front=PORTAL)
    assert belongs("https://portal.kota.go.id/kedaton", front=PORTAL + "/index.php")
    assert not belongs("https://portal.kota.go.id/kedaton-raya/", front=PORTAL)
    assert not belongs("https://portal.kota.go.id/kedaton/../enggal/", front=PORTAL)
    assert not belongs("https://www2.portal.kota.go.id/kedaton/", front=PORTAL)


def test_the_longest_prefix_wins() -> None:
    city = "https://portal.kota.go.id/"
    page = "https://portal.kota.go.id/kedaton/berita/1"
    assert belongs(page, front=PORTAL, others=[city])
    assert not belongs(page, front=city, others=[PORTAL])


def test_a_host_that_is_another_units_own_is_not_the_parents() -> None:
    parent = "https://kota.go.id/"
    assert not belongs("https://kedaton.kota.go.id/a", front=parent, others=[HOST])
    assert belongs("https://ppid.kota.go.id/a", front=parent, others=[HOST])


def test_an_ip_address_is_only_itself() -> None:
    assert belongs("http://127.0.0.11/a", front="http://127.0.0.11/")
    assert not belongs("http://1.127.0.0.11/a", front="http://127.0.0.11/")


@pytest.mark.parametrize(
    ("asked", "got", "stays"),
    [
        ("http://x.go.id/", "https://www.x.go.id/", True),
        ("http://www.x.go.id/", "https://x.go.id/a", True),
        ("http://x.go.id/", "https://berita.x.go.id/", True),
        ("http://kel.x.go.id/", "https://x.go.id/", False),
        ("http://x.go.id/", "http://127.0.0.1/", False),
        ("http://x.go.id/", "file:///etc/hosts", False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/", False),
    ],
)
def test_a_redirect_stays_on_its_site_or_leaves_it(asked: str, got: str, *, stays: bool) -> None:
    assert same_site_redirect(asked, got) is stays


@pytest.mark.parametrize(
    "path",
    [
        "wp-login.php",
        "wp-admin/",
        "a/?replytocom=4",
        "kalender/2024/08",
        "agenda/2024-08",
        "2024/08/",
        "?s=banjir",
        "pencarian?q=a",
        "produk?sort=asc",
        "berita?PHPSESSID=1a2b",
        "berita/print",
        "berkas/perda.pdf",
        "foto.JPG",
        "a/b/a/b/a/b",
        "berita/berita/berita",
        "page/4000/",
        "?page=120",
        "comments/feed/",
        "feed/",
        "wp-json/wp/v2/posts",
        "cal?bulan=8&tahun=2024",
        "x" * 2500,
    ],
)
def test_traps_are_recognised(path: str) -> None:
    assert is_trap(f"https://kedaton.kota.go.id/{path}")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "2024/08/05/judul-berita/",
        "?p=123",
        "artikel/2024/8/5/gotong-royong",
        "berita/detail/12",
        "page/3/",
        "index.php?q=node/12",
        "2024/08/judul.html",
        "archives/123",
        "agenda/rapat-koordinasi",
        "berita?halaman=2",
    ],
)
def test_pages_for_people_are_no_traps(path: str) -> None:
    assert not is_trap(f"https://kedaton.kota.go.id/{path}")


@given(st.text(alphabet="htps:/[]@?#&=.%;a1é \\", max_size=40))
def test_no_broken_address_ever_raises(broken: str) -> None:
    for url in (broken, f"http://{broken}", f"http://x.go.id/{broken}"):
        assert isinstance(normalise(url), str)
        assert is_trap(url) in {True, False}
        assert belongs(url, front=HOST, others=[PORTAL]) in {True, False}
        assert same_site_redirect(HOST, resolve(HOST, url)) in {True, False}


@pytest.mark.parametrize(
    "url",
    [
        "http://a.test/berita/1",
        "https://a.test/berita/1",
        "https://www.a.test/berita/1",
        "http://A.test:80/berita/1?utm_source=x#isi",
    ],
)
def test_a_page_has_one_name_however_it_was_reached(url: str) -> None:
    assert identity(url, front="http://a.test/") == "http://a.test/berita/1"
    assert identity(url, front="https://www.a.test/") == "https://www.a.test/berita/1"


def test_another_host_keeps_its_own_name() -> None:
    assert identity("http://berita.a.test/1", front="https://a.test/") == "http://berita.a.test/1"
    assert identity("http://a.test:8080/1", front="https://a.test/") == "http://a.test:8080/1"
