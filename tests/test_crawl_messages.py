"""Messages that pass for pages, and pages that hide: crawled and judged for six nights, as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from tests.crawl_helpers import board, segar, write_sites
from tests.loopback import Says, page, serve

NIGHTS = [f"2026-11-{day}T01:00:00+07:00" for day in range(21, 27)]
SUBJECTS = (
    "gotong royong membersihkan saluran air bersama warga",
    "posyandu balita bulan ini di aula kantor",
    "rapat koordinasi ketua rukun tetangga setempat",
    "penyaluran bantuan pangan untuk keluarga kurang mampu",
    "senam sehat bersama ibu penggerak kesejahteraan",
)
OVERLAY = '<div class="search-overlay" style="display:none"><p>Berita yang Anda cari tidak ditemukan</p></div>'
DB_ERROR = Says(
    200, b"<html><head><title>Database Error</title></head><body><h1>Error establishing a database connection</h1>"
)
CLOSED = Says(
    200, b"<html><body><h1>Sedang dalam pemeliharaan</h1><p>Silakan kembali beberapa saat lagi.</p></body></html>"
)
NOTE = page(
    "Pemberitahuan",
    "Kami pindah ke mesin baru hari ini, terima kasih atas pengertiannya dan sampai jumpa lagi besok pagi di sini.",
)
SLOT = page("Situs Slot Gacor Maxwin Hari Ini", "Daftar di sini, bonus new member, scatter hitam dan deposit pulsa.")
BUTTON = '<script>function kirim(){ window.location.href="https://wa.me/628123?text=Halo"; }</script><button onclick="kirim()">Hubungi</button>'


def text(subject: int, site: str) -> list[str]:
    own = SUBJECTS[subject % 5]
    return [
        f"Pada kesempatan ini kelurahan melaksanakan {own} dengan {SUBJECTS[(subject + more) % 5]} serta kader {site} {'abcde'[subject % 5] * 5}"
        f" {'fghij'[more] * 4} dari {site} memberikan semangat kepada seluruh peserta {site}."
        for more in range(4)
    ]


def dated(subject: int, day: str, site: str) -> Says:
    mark = f'<time class="published" datetime="{day}">{day}</time>'
    return page(f"Kegiatan {SUBJECTS[subject % 5]}", *text(subject, site), extra=mark)


def front(*paths: str, more: str = "") -> Says:
    links = "".join(f'<li><a href="{path}">Kegiatan warga di {path}</a></li>' for path in paths)
    return page("Kelurahan", "Selamat datang di laman resmi kelurahan kami yang tercinta.", f"<ul>{links}</ul>{more}")


def to_searchers_only(ask: BaseHTTPRequestHandler) -> None:
    answer = SLOT if "google" in (ask.headers["Referer"] or "") else Says(404, b"tidak ada")
    ask.send_response(answer.status)
    ask.send_header("Content-Type", "text/html")
    ask.send_header("Content-Length", str(len(answer.body)))
    ask.end_headers()
    ask.wfile.write(answer.body)


def news(site: str) -> dict[str, Any]:
    return {f"/berita/{n}": dated(n, f"2026-11-{10 + n}", site) for n in range(5)}


SHORT = {
    f"/berita/{n}": Says(
        200,
        (
            f"<html><head><title>Kegiatan {SUBJECTS[n]}</title></head><body>{OVERLAY}<main><h1>Kegiatan {SUBJECTS[n]}</h1>"
            f'<time class="published" datetime="2026-11-1{n}">1{n} November 2026</time><p>{text(n, "kotak")[0]}</p></main></body></html>'
        ).encode(),
    )
    for n in range(5)
}


def _sites(night: int) -> dict[str, dict[str, Any]]:
    """What each site answers on a night."""
    base, led, hiding, chat = news("basis data"), news("dialihkan"), news("berkedok"), news("tombol")
    undated = {f"/berita/{n}": page(f"Kegiatan {SUBJECTS[n]}", *text(n, "ditutup")) for n in range(5)}
    old = {"/profil": dated(0, "2025-01-10", "pesan")}
    short, state = news("dipendekkan"), news("ke negara")
    away, home = (
        Says(301, b"", {"Location": there}) for there in ("http://pendek.example/x1", "http://uji-coba.invalid.go.id/")
    )

    def hacked(own: dict[str, Any]) -> dict[str, Any]:
        return {"/": front(*own, "/berita/slot"), "/berita/slot": SLOT} if night == 0 else {}

    return {
        "pesan": {"/": front(*old)} | old | ({"/profil": NOTE} if night == 3 else {}),
        "basis_data": {"/": front(*base)} | base | (dict.fromkeys(base, DB_ERROR) if night == 2 else {}),
        "ditutup": {"/": CLOSED} if night == 0 else {"/": front(*undated)} | undated,
        "kotak": {"/": front(*SHORT)} | SHORT,
        "dialihkan": {"/": front(*led)}
        | led
        | {"/berita/slot": Says(301, b"", {"Location": "/berita/1"})}
        | hacked(led),
        "berkedok": {"/": front(*hiding)} | hiding | {"/berita/slot": to_searchers_only} | hacked(hiding),
        "dipendekkan": {"/": front(*short)} | short | {"/berita/slot": away} | hacked(short),
        "ke_negara": {"/": front(*state)} | state | {"/berita/slot": home} | hacked(state),
        "tombol": {"/": front(*chat, more=BUTTON)} | chat,
    }


@dataclass(slots=True)
class Told:
    """What the board said each night, by unit and night."""

    board: list[dict[str, str]]
    folder: Path

    def status(self, name: str) -> list[str]:
        return [night[name] for night in self.board]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder, nights, served = tmp_path_factory.mktemp("messages"), [], _sites(0)
    with ExitStack() as stack:
        urls = {
            name: stack.enter_context(serve(pages, address=f"127.0.66.{place}")).url
            for place, (name, pages) in enumerate(served.items(), 1)
        }
        write_sites(folder / "sites.yaml", urls)
        for number, now in enumerate(NIGHTS):
            for name, pages in _sites(number).items():
                served[name].clear()
                served[name].update(pages)
            done = segar("nightly", "--now", now, cwd=folder)
            assert done.returncode == 0, done.stderr
            nights.append({name: site["status"] for name, site in board(folder).items()})
        yield Told(nights, folder)


def test_a_message_that_stood_for_one_night_makes_no_news_of_a_dead_site(told: Told) -> None:
    assert set(told.status("pesan")) <= {"mati suri", "belum terukur"}
    assert told.status("pesan")[-1] == "mati suri"


def test_a_night_of_database_errors_takes_nothing_from_a_living_site(told: Told) -> None:
    assert told.status("basis_data") == ["segar"] * 6


def test_old_pages_that_turn_up_after_a_night_of_maintenance_are_no_news(told: Told) -> None:
    assert told.status("ditutup") == ["belum terukur"] * 6


def test_a_hidden_box_that_says_not_found_makes_no_page_a_missing_one(told: Told) -> None:
    assert told.status("kotak") == ["segar"] * 6


def test_a_planted_page_that_leads_to_a_page_of_the_office_now_is_gone(told: Told) -> None:
    assert told.status("dialihkan") == ["disusupi", *["segar"] * 5]


def test_a_planted_page_that_hides_from_all_but_a_search_engines_visitors_is_not_gone(told: Told) -> None:
    assert told.status("berkedok") == ["disusupi"] * 6


def test_a_button_that_opens_a_chat_is_no_sign_of_intrusion(told: Told) -> None:
    assert told.status("tombol") == ["segar"] * 6
    done = segar("remind", "--dry-run", "--now", NIGHTS[-1], cwd=told.folder)
    assert "looks odd" not in done.stdout


def test_a_planted_page_that_leads_to_an_unknown_site_now_is_not_gone(told: Told) -> None:
    assert told.status("dipendekkan") == ["disusupi"] * 6


def test_a_planted_page_that_leads_to_a_site_of_the_state_now_is_gone(told: Told) -> None:
    assert told.status("ke_negara") == ["disusupi", *["segar"] * 5]
