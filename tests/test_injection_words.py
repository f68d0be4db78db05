"""What the operator is told of an injection stands in Indonesian on the public page."""

from __future__ import annotations

import pytest

from crawler.content import read_content
from crawler.injection import judge_page
from crawler.page import open_page
from monitor.phrases import injection

HIDDEN = '<div style="display:none"><a href="https://x.example/slot">slot gacor maxwin</a></div>'
OPEN = "".join(f'<a href="https://x{n}.example/slot-gacor">slot gacor {n} maxwin</a> ' for n in range(30))
TEXT = "<p>Warga bergotong royong membersihkan saluran air bersama lurah dan perangkat kelurahan sejak pagi.</p>" * 3
CANONICAL = '<link rel="canonical" href="https://lain.example/slot"><title>Slot gacor maxwin</title>'


DOOR = '<p><a href="/?tunnel=maxwin">masuk</a></p>'


@pytest.mark.parametrize("body", [HIDDEN, OPEN, DOOR, "<h1>Slot Gacor Maxwin</h1>"])
def test_no_english_of_the_evidence_reaches_the_public(body: str) -> None:
    page = open_page(f"<html><head></head><body>{body}{TEXT}</body></html>".encode(), url="http://k.test/a", headers={})
    told = injection(judge_page(page, read_content(page)).injected)
    assert told
    assert not any(word in told for word in ("gambling", "hidden", "such as", "link", "original", "doorway"))


def test_a_foreign_original_is_named_in_indonesian() -> None:
    told = injection("gambling words: “slot gacor”; names lain.example as its original, as an AMP page")
    assert (
        told == "kata-kata perjudian: “slot gacor”; menyebut lain.example sebagai halaman aslinya, sebagai halaman AMP"
    )


def test_no_evidence_is_no_words() -> None:
    assert injection(None) is None
