from __future__ import annotations

import json
from pathlib import Path

from tests.crawl_helpers import NOW, segar
from tests.loopback import page, serve

ARTICLE = page(
    "Gotong Royong",
    "Warga bergotong royong membersihkan lingkungan bersama lurah.",
    extra='<div class="tanggal">Diposting: Jum’at, 20 November 2026 06.30 WIB</div>',
)


def test_a_file_gives_its_day_with_the_place_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(ARTICLE.body)
    done = segar("dates", "page.html", "--url", "http://kedaton.example/berita/1", "--now", NOW, "--json", cwd=tmp_path)
    said = json.loads(done.stdout)
    assert list(said)[:5] == ["url", "published", "modified", "why", "clues"]
    assert (said["url"], said["published"], said["modified"]) == (
        "http://kedaton.example/berita/1",
        "2026-11-20T06:30:00+07:00",
        None,
    )
    assert {"kind", "role", "value", "precision", "raw", "where"} == set(said["clues"][0])


def test_an_address_is_fetched_and_read(tmp_path: Path) -> None:
    with serve({"/berita": ARTICLE}, address="127.0.62.10") as site:
        done = segar("dates", f"{site.url}berita", "--now", NOW, cwd=tmp_path)
    assert done.returncode == 0
    assert "2026-11-20" in done.stdout.splitlines()[0]


def test_a_page_without_a_date_says_null_and_why(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<html><body><h1>Profil</h1><p>Visi dan misi kelurahan.</p><footer>© 2026</footer></body></html>"
    )
    said = json.loads(segar("dates", "page.html", "--now", NOW, "--json", cwd=tmp_path).stdout)
    assert (said["published"], said["modified"]) == (None, None)
    assert said["why"]


def test_a_page_that_cannot_be_had_is_one_line(tmp_path: Path) -> None:
    for target in ("tidak-ada.html", "http://127.0.62.11:9/"):
        done = segar("dates", target, cwd=tmp_path)
        assert (done.returncode, len(done.stderr.splitlines())) == (3, 1)


def test_what_is_no_page_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "foto.png").write_bytes(b"\x89PNG\r\n\x1a\n<<")
    (tmp_path / "kosong.html").write_bytes(b"\n")
    for name, said in (("foto.png", "is no web page"), ("kosong.html", "is empty"), ("kedaton.test", "http://...")):
        done = segar("dates", name, "--now", NOW, cwd=tmp_path)
        assert (done.returncode, said in done.stderr, done.stderr.count("\n")) == (3, True, 1)


def test_an_address_where_nobody_answers_is_told_in_words(tmp_path: Path) -> None:
    done = segar("dates", "http://127.0.62.11:9/", "--now", NOW, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (3, "segar: http://127.0.62.11:9/: Connection refused\n")
