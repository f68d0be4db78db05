"""Titles as feeds and REST APIs write them become the words that a reader sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fragment import plain_text


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Kerja Bakti &#8211; RT&nbsp;05", "Kerja Bakti – RT 05"),
        ("<em>Posyandu</em> Melati", "Posyandu Melati"),
        ("Suhu < 30 derajat &amp; cerah", "Suhu < 30 derajat & cerah"),
        ("&amp;lt;b&amp;gt; tetap tertulis", "&lt;b&gt; tetap tertulis"),
        ("Senam<script>alert(1)</script> pagi", "Senam pagi"),
        ("Judul yang <b>tak ditutup", "Judul yang tak ditutup"),
        ("berkas.html", "berkas.html"),
        ("https://contoh.example/a?b=1&amp;c=2", "https://contoh.example/a?b=1&c=2"),
    ],
)
def test_a_title_reads_as_a_browser_shows_it(written: str, seen: str) -> None:
    assert plain_text(written) == seen


@pytest.mark.parametrize("value", [None, 5, [], {"rendered": "x"}])
def test_what_is_no_text_is_no_title(value: object) -> None:
    assert plain_text(value) == ""


@given(st.text(max_size=400))
def test_any_text_gives_one_short_line(text: str) -> None:
    line = plain_text(text)
    assert len(line) <= 300
    assert "\n" not in line
