"""In the night before a letter the site is read whole: an edit that no list tells of takes the ground from it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.crawl_helpers import FAST, board, segar, write_sites
from tests.loopback import Says, page, serve

SERVICES = [f"/layanan/surat-{number:02}" for number in range(40)]
EDITED = SERVICES[0]
OLD = "Syarat: fotokopi kartu keluarga, surat pengantar ketua RT, dan pas foto berwarna dua lembar."
NEW = (
    "Mulai pekan ini permohonan diterima juga lewat telepon, dan berkas diantar petugas ke rumah warga lanjut usia"
    " tanpa biaya apa pun, setiap hari kerja sampai pukul empat sore."
)
FRONT = page(
    "Kelurahan", "Selamat datang.", "".join(f'<a href="{path}">Surat nomor {path[-2:]}</a> ' for path in SERVICES)
)
NEWS = page(
    "Kerja bakti warga", NEW, "Lurah menyapa warga yang hadir lalu membagikan bibit pohon kepada setiap rukun tetangga."
)
SLOT = page("Situs Slot Gacor Maxwin Hari Ini", "Daftar di sini, bonus new member, scatter hitam dan deposit pulsa.")
FIRST, SATURDAY, SUNDAY, MONDAY = (f"2026-{day}T01:00:00+07:00" for day in ("10-05", "11-21", "11-22", "11-23"))


def services() -> dict[str, Any]:
    return {
        path: page(f"Surat nomor {path[-2:]}", f"Keterangan nomor {path[-2:]} bagi warga yang membutuhkannya.", OLD)
        for path in SERVICES
    }


@pytest.mark.parametrize(("night", "pages", "status"), [(SUNDAY, 6, "tertinggal"), (MONDAY, 40, "segar")])
def test_an_edit_on_the_eve_of_a_letter_is_met(tmp_path: Path, night: str, pages: int, status: str) -> None:
    answers: dict[str, Any] = {"/": FRONT, **services()}
    with serve(answers, address="127.0.66.1") as site:
        write_sites(tmp_path / "sites.yaml", {"Mawar": site.url}, admins={"Mawar": "mawar@kota.example"})
        for quiet in (FIRST, SATURDAY):
            assert segar("nightly", "--now", quiet, cwd=tmp_path).returncode == 0
        assert board(tmp_path)["Mawar"]["status"] == "tertinggal"
        answers[EDITED] = page("Surat nomor 00", "Keterangan nomor 00 bagi warga yang membutuhkannya.", OLD, NEW)
        site.asked.clear()

        segar("nightly", "--now", night, cwd=tmp_path)

        assert len({path for path in site.asked if path in SERVICES}) == pages
        assert board(tmp_path)["Mawar"]["status"] == status


def edited() -> Says:
    return page("Surat nomor 00", "Keterangan nomor 00 bagi warga yang membutuhkannya.", OLD, NEW)


def letters(folder: Path) -> str:
    return segar("remind", "--dry-run", "--now", MONDAY.replace("T01", "T08"), cwd=folder).stdout


def test_a_page_that_a_person_cleared_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    front = Says(200, FRONT.body.replace(b"</article>", b'<a href="/berita/slot">Pengumuman</a></article>'))
    answers: dict[str, Any] = {"/": front, "/berita/slot": SLOT, **services()}
    with serve(answers, address="127.0.66.2") as site:
        registry = write_sites(tmp_path / "sites.yaml", {"Mawar": site.url}, admins={"Mawar": "mawar@kota.example"})
        cleared = f'cleared_pages: [{{url: "{site.url}berita/slot", reason: dibaca Sri}}], admins: ['
        registry.write_text(registry.read_text().replace("admins: [", cleared))
        for quiet in (FIRST, SATURDAY):
            segar("nightly", "--now", quiet, cwd=tmp_path)
        answers[EDITED] = edited()

        segar("nightly", "--now", MONDAY, cwd=tmp_path)

    assert board(tmp_path)["Mawar"]["status"] == "segar"
    assert "no letters are due" in letters(tmp_path)


def test_a_site_that_never_had_an_update_is_read_on_the_night_on_which_it_falls_late(tmp_path: Path) -> None:
    answers: dict[str, Any] = {"/": FRONT, **services()}
    with serve(answers, address="127.0.66.3") as site:
        write_sites(tmp_path / "sites.yaml", {"Mawar": site.url}, admins={"Mawar": "mawar@kota.example"})
        for quiet in ("2026-10-23T01:00:00+07:00", SUNDAY):
            segar("nightly", "--now", quiet, cwd=tmp_path)
        answers[EDITED] = edited()

        segar("nightly", "--now", MONDAY, cwd=tmp_path)

    assert "no letters are due" in letters(tmp_path)


def test_what_a_list_page_names_is_read_before_the_rest_of_a_large_site(tmp_path: Path) -> None:
    paths = [f"/layanan/surat-{number:02}" for number in range(66)]
    entries = [f'<li><a href="{path}">Pengumuman lama tentang surat nomor {path[-2:]}</a></li>' for path in paths[:12]]

    def listing(*new: str) -> Says:
        body = f"<main><h1>Berita</h1><ul>{''.join([*new, *entries])}</ul></main>"
        return Says(
            200, f"<html lang=id><head><title>Berita</title></head><body class=archive>{body}</body></html>".encode()
        )

    links = "".join(f'<a href="{path}">Surat nomor {path[-2:]}</a> ' for path in paths)
    answers: dict[str, Any] = {
        path: page(f"Surat nomor {path[-2:]}", f"Keterangan nomor {path[-2:]} bagi warga.", OLD) for path in paths
    }
    answers |= {
        "/": page("Kelurahan", "Selamat.", f'<a href="/berita">Kumpulan berita warga</a> {links}'),
        "/berita": listing(),
    }
    with serve(answers, address="127.0.66.4") as site:
        write_sites(tmp_path / "sites.yaml", {"Mawar": site.url}, admins={"Mawar": "mawar@kota.example"})
        for quiet in (FIRST, "2026-10-06T01:00:00+07:00", SATURDAY):
            segar("nightly", "--now", quiet, cwd=tmp_path)
        answers["/berita"] = listing('<li><a href="/berita/kerja-bakti">Kerja bakti warga</a></li>')
        answers["/berita/kerja-bakti"] = Says(
            200,
            NEWS.body.replace(b"</h1>", b'</h1><time class="published" datetime="2026-11-21">21 November 2026</time>'),
        )
        site.asked.clear()

        segar("nightly", "--now", MONDAY, cwd=tmp_path)

    assert "/berita/kerja-bakti" in site.asked
    assert len({path for path in site.asked if path in paths}) > 50
    assert board(tmp_path)["Mawar"]["status"] == "segar"


def test_what_comes_up_in_the_night_after_is_as_new_as_ever(tmp_path: Path) -> None:
    """A night that read forty pages again left no new one unread."""

    def feed(*more: str) -> Says:
        items = [
            *more,
            *(f"<item><title>Surat {path[-2:]}</title><link>@{path}</link></item>" for path in SERVICES[:8]),
        ]
        text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>K</title>{"".join(items)}</channel></rss>'
        return Says(200, text.replace("@", site.url.rstrip("/")).encode(), {"Content-Type": "application/rss+xml"})

    named = b'<link rel="alternate" type="application/rss+xml" href="/feed"></head>'
    answers: dict[str, Any] = {"/": Says(200, FRONT.body.replace(b"</head>", named)), **services()}
    with serve(answers, address="127.0.66.5") as site:
        answers["/feed"] = feed()
        write_sites(tmp_path / "sites.yaml", {"Mawar": site.url}, admins={"Mawar": "mawar@kota.example"})
        for quiet in (FIRST, SUNDAY, MONDAY):
            segar("nightly", "--now", quiet, cwd=tmp_path)
        assert board(tmp_path)["Mawar"]["status"] == "tertinggal"
        answers["/feed"] = feed("<item><title>Kerja bakti</title><link>@/berita/kerja-bakti</link></item>")
        answers["/berita/kerja-bakti"] = NEWS
        for night in ("24", "25", "26"):
            segar("nightly", "--now", f"2026-11-{night}T01:00:00+07:00", cwd=tmp_path)

    assert board(tmp_path)["Mawar"]["status"] == "segar"


def test_a_slow_site_loses_no_news_to_the_whole_reading(tmp_path: Path) -> None:
    """Ten seconds are enough for an ordinary night of this site, and not for all of it."""

    def slowly(says: Says) -> Any:
        def answer(request: Any) -> None:
            time.sleep(0.35 if hurry else 0)
            request.send_response(200)
            for name, value in {**says.headers, "Content-Length": str(len(says.body))}.items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(says.body)

        return answer

    hurry: list[str] = []
    answers: dict[str, Any] = {"/": FRONT, **{path: slowly(says) for path, says in services().items()}}
    with serve(answers, address="127.0.66.6") as site:
        crawl = FAST.replace("site_seconds: 20", "site_seconds: 10")
        write_sites(tmp_path / "sites.yaml", {"Mawar": site.url}, admins={"Mawar": "m@kota.example"}, crawl=crawl)
        for quiet in (FIRST, SATURDAY):
            segar("nightly", "--now", quiet, cwd=tmp_path)
        new = b'<a href="/berita/kerja-bakti">Kerja bakti warga</a></article>'
        answers["/"] = Says(200, FRONT.body.replace(b"</article>", new))
        answers["/berita/kerja-bakti"] = NEWS
        hurry.append("from now on")
        site.asked.clear()

        done = segar("nightly", "--now", MONDAY, cwd=tmp_path)

    assert "stopped after 10 s" in done.stdout + done.stderr
    assert "/berita/kerja-bakti" in site.asked
