"""TLS trouble is a fact beside the outcome: the page is read all the same, and the certificate's days are kept."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import trustme
from cryptography import x509
from scrapy import Request
from scrapy.http import Response

from crawler.certificate import days_left
from crawler.fetch import Answer, Fetcher
from crawler.guard import Lookups
from crawler.reach import Reach, Tls
from crawler.records import Visit
from crawler.store import EvidenceStore
from crawler.trust import TrustError, find_roots
from tests.crawl_helpers import crawl, write_sites
from tests.loopback import page, serve

NIGHT = date(2026, 11, 21)
GOOD = page("Kelurahan", "Warga dan perangkat kelurahan bergotong royong membersihkan saluran air di lingkungan.")
TODAY = datetime.now(UTC)  # certificates live by the real clock


def context(leaf: trustme.LeafCert, *, chain: bool = True) -> ssl.SSLContext:
    """A server's context with a certificate, and the authorities in between unless it forgets them."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with leaf.private_key_pem.tempfile() as key, _certificates(leaf, chain=chain).tempfile() as certificates:
        made.load_cert_chain(certificates, key)
    return made


def _certificates(leaf: trustme.LeafCert, *, chain: bool) -> trustme.Blob:
    pems = leaf.cert_chain_pems if chain else leaf.cert_chain_pems[:1]
    return trustme.Blob(b"".join(blob.bytes() for blob in pems))


def contexts(known: trustme.CA) -> dict[str, ssl.SSLContext]:
    """Servers whose certificates are good, or wrong in one way each."""
    stranger, between = trustme.CA(), known.create_child_ca()
    host = "127.0.66.{}"
    began, ended = TODAY - timedelta(days=99), TODAY - timedelta(days=9)
    return {
        "good": context(known.issue_cert(host.format(1), not_after=TODAY + timedelta(days=90))),
        "soon": context(known.issue_cert(host.format(2), not_after=TODAY + timedelta(days=5))),
        "between": context(between.issue_cert(host.format(3))),
        "forgotten": context(between.issue_cert(host.format(4)), chain=False),
        "stranger": context(stranger.issue_cert(host.format(5))),
        "expired": context(known.issue_cert(host.format(6), not_before=began, not_after=ended)),
        "name": context(known.issue_cert("lain.kota.test")),
    }


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, Visit], str]:
    folder = tmp_path_factory.mktemp("tls")
    known = trustme.CA()
    known.cert_pem.write_to_path(folder / "ca.pem")
    with ExitStack() as stack:
        urls = {
            name: stack.enter_context(serve({"/": GOOD}, address=f"127.0.66.{place}", tls=made)).url
            for place, (name, made) in enumerate(contexts(known).items(), 1)
        }
        urls["plain"] = stack.enter_context(serve({"/": GOOD}, address="127.0.66.21")).url
        write_sites(folder / "sites.yaml", urls)
        done = crawl(folder, env={"SEGAR_CAFILE": str(folder / "ca.pem")})
    assert done.returncode == 0, done.stderr
    with closing(EvidenceStore(folder / "segar.db")) as store:
        found = {name: store.visits(f"18.71.01.{place}", until=NIGHT)[0] for place, name in enumerate(urls, start=1001)}
    return found, done.stderr


@pytest.mark.parametrize(
    ("name", "tls"),
    [
        ("good", Tls.OK),
        ("soon", Tls.OK),
        ("between", Tls.OK),
        ("forgotten", Tls.UNTRUSTED),
        ("stranger", Tls.UNTRUSTED),
        ("expired", Tls.EXPIRED),
        ("name", Tls.NAME),
        ("plain", Tls.NONE),
    ],
)
def test_a_chain_is_verified_and_the_page_is_read_whatever_is_wrong_with_it(
    nights: tuple[Mapping[str, Visit], str], name: str, tls: Tls
) -> None:
    visit = nights[0][name]
    assert (visit.reach, visit.tls) == (Reach.OK, tls), visit.detail


@pytest.mark.parametrize(("name", "days"), [("good", 90), ("soon", 5), ("expired", -9), ("plain", None)])
def test_the_days_that_a_certificate_has_left_are_kept_with_the_visit(
    nights: tuple[Mapping[str, Visit], str], name: str, days: int | None
) -> None:
    assert nights[0][name].tls_days == days


def test_the_operator_is_told_of_trouble_and_of_what_ends_soon_only(nights: tuple[Mapping[str, Visit], str]) -> None:
    line = next(line for line in nights[1].splitlines() if line.startswith("certificates: "))
    assert "18.71.01.1002 ends in 5 days" in line
    assert "18.71.01.1006 expired, ended 9 days ago" in line
    assert "18.71.01.1005 untrusted" in line
    assert "18.71.01.1001" not in line


def test_a_file_of_authorities_that_holds_none_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(TrustError, match="correct SEGAR_CAFILE"):
        find_roots(str(tmp_path / "ca.pem"))


def _certificate(leaf: trustme.LeafCert) -> SimpleNamespace:
    """What Scrapy hands on of a server's certificate, as far as it is looked at."""
    made = x509.load_pem_x509_certificate(leaf.cert_chain_pems[0].bytes())
    return SimpleNamespace(original=SimpleNamespace(to_cryptography=lambda: made))


class Engine:
    """An engine whose https address has another site's certificate and redirects to plain http."""

    def __init__(self) -> None:
        self.certificate = _certificate(trustme.CA().issue_cert("lain.kota.test"))

    async def download_async(self, request: Request) -> Response:
        if request.url.startswith("https"):
            away = {"Location": request.url.replace("https", "http")}
            return Response(request.url, 302, away, certificate=self.certificate, request=request)
        return Response(request.url, 200, request=request)


def test_trouble_on_the_way_is_told_though_a_redirect_leads_to_plain_http() -> None:
    got = asyncio.run(Fetcher(Engine(), Lookups()).get("https://satu.kota.test/"))
    assert isinstance(got, Answer)
    assert (got.url, got.tls, got.tls_days is None) == ("http://satu.kota.test/", Tls.NAME, False)


def test_a_certificate_for_ever_lasts_a_century() -> None:
    found = _certificate(trustme.CA().issue_cert("a.test", not_after=datetime(9999, 12, 31, tzinfo=UTC)))
    assert days_left(found, now=TODAY) == 36_500
