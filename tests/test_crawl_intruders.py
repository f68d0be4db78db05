"""Hacked sites, crawled and judged for four nights: what they hide is found, what was cleaned is let go, and nobody else is blamed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from tests.crawl_helpers import board, segar, write_sites
from tests.loopback import Answers, Says, page, serve

NIGHTS = [f"2026-11-{day}T01:00:00+07:00" for day in (21, 22, 23, 24)]
TEXT = "Warga bergotong royong membersihkan saluran air bersama lurah dan perangkat kelurahan sejak pagi hari."
MORE = "Lurah menyapa warga yang hadir lalu membagikan bibit pohon kepada setiap rukun tetangga."
SLOT = page("Situs Slot Gacor Maxwin Hari Ini", "Daftar di sini, bonus new member, scatter hitam dan deposit pulsa.")
POST = '<time class="published" datetime="2026-11-18">18 November 2026</time>'
FRONT = page("Kelurahan", TEXT, '<a href="/berita/kerja-bakti">Kerja bakti warga</a>', MORE)
PLAIN: dict[str, Any] = {"/": FRONT, "/berita/kerja-bakti": page("Kerja bakti warga", TEXT, MORE, extra=POST)}


@dataclass(slots=True)
class Asked:
    """Who asked for a front page: each User-Agent with its Referer."""

    heads: list[tuple[str, str | None]] = field(default_factory=list)

    def show(self, handler: BaseHTTPRequestHandler, *, to_searchers: Says) -> None:
        referer = handler.headers["Referer"]
        self.heads.append((handler.headers["User-Agent"], referer))
        answer = to_searchers if referer and "google" in referer else FRONT
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(answer.body)))
        handler.end_headers()
        handler.wfile.write(answer.body)


def _front_with(link: str) -> Says:
    return page(
        "Kelurahan", TEXT, f'<a href="/berita/kerja-bakti">Kerja bakti</a> <a href="{link}">Pengumuman</a>', MORE
    )


def _cities(asked: Asked) -> dict[str, dict[str, Any]]:
    away = Says(302, b"", {"Location": "http://situs-slot-gacor.example/daftar"})
    return {
        "bersih": PLAIN | {"/": lambda ask: asked.show(ask, to_searchers=FRONT)},
        "berkedok": PLAIN | {"/": lambda ask: Asked().show(ask, to_searchers=SLOT)},
        "mengalihkan": PLAIN | {"/": lambda ask: Asked().show(ask, to_searchers=away)},
        "ditanami": PLAIN | {"/": _front_with("/berita/slot"), "/berita/slot": SLOT},
        "terowongan": PLAIN | {"/": _front_with("/?tunnel=DEWA4D")},
        "serba_beranda": PLAIN | {"/": _front_with("/berita/slot-gacor-maxwin"), "/berita/slot-gacor-maxwin": SLOT},
        "mengantar": PLAIN | {"/": _front_with("/berita/pengumuman"), "/berita/pengumuman": away},
    }


@dataclass(slots=True)
class Told:
    """What the board said each night, by unit and night, and what was asked of the clean site's front page."""

    board: list[dict[str, dict[str, Any]]]
    asked: Asked
    folder: Path

    def status(self, name: str) -> list[str]:
        return [night[name]["status"] for night in self.board]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder, asked = tmp_path_factory.mktemp("intruders"), Asked()
    cities, nights = _cities(asked), []
    with ExitStack() as stack:
        urls = {}
        for place, (name, pages) in enumerate(cities.items(), 1):
            served: Answers = pages
            urls[name] = stack.enter_context(serve(served, address=f"127.0.65.{place}")).url
        write_sites(folder / "sites.yaml", urls)
        for number, now in enumerate(NIGHTS):
            if number == 1:  # the link is gone, the page behind it is not
                cities["ditanami"]["/"] = FRONT
                cities["terowongan"]["/"] = FRONT
                # cleaned, and its server answers any address with the front page
                cities["serba_beranda"] |= {"/": FRONT, "/berita/slot-gacor-maxwin": FRONT}
            if number == 2:
                del cities["ditanami"]["/berita/slot"]
                cities["berkedok"]["/"] = FRONT
            done = segar("nightly", "--now", now, cwd=folder)
            assert done.returncode == 0, done.stderr
            nights.append(board(folder))
        yield Told(nights, asked, folder)


def test_a_front_page_that_only_a_search_engines_visitors_see_hacked_is_found_and_let_go_when_mended(
    told: Told,
) -> None:
    assert told.status("berkedok") == ["disusupi", "disusupi", "segar", "segar"]


def test_a_front_page_that_sends_only_a_search_engines_visitors_away_is_found(told: Told) -> None:
    assert told.status("mengalihkan") == ["disusupi"] * 4


def test_a_planted_page_holds_until_it_is_gone_though_nothing_links_to_it_any_more(told: Told) -> None:
    assert told.status("ditanami") == ["disusupi", "disusupi", "segar", "segar"]


def test_a_front_page_that_links_to_a_doorway_of_its_own_is_found_and_let_go_when_the_link_is_gone(told: Told) -> None:
    assert told.status("terowongan") == ["disusupi", "segar", "segar", "segar"]


def test_a_cleaned_site_that_answers_the_intruders_address_with_its_front_page_is_let_go(told: Told) -> None:
    assert told.status("serba_beranda") == ["disusupi", "segar", "segar", "segar"]


def test_a_page_that_leads_to_a_gambling_site_is_found(told: Told) -> None:
    assert told.status("mengantar") == ["disusupi"] * 4


def test_a_clean_site_is_asked_once_a_week_as_from_a_search_engine_by_our_own_name(told: Told) -> None:
    assert told.status("bersih") == ["segar"] * 4
    agents = {agent for agent, _ in told.asked.heads}
    assert len(agents) == 1
    assert "Segar" in agents.pop()
    assert [referer for _, referer in told.asked.heads if referer] == ["https://www.google.com/"]
    assert len(told.asked.heads) == len(NIGHTS) + 1


def test_the_digest_names_the_hacked_sites_and_gives_no_address_to_click(told: Told) -> None:
    done = segar("remind", "--dry-run", "--now", NIGHTS[-1], cwd=told.folder)
    nightly = segar("score", "--now", NIGHTS[-1], cwd=told.folder)  # what the night prints, not only the letters' day
    assert done.returncode == 1
    for shown in (done.stdout, nightly.stdout):
        assert shown.count("looks hacked") == 2
        assert "hxxp" in shown
        assert "http://situs" not in shown


def test_the_public_page_of_a_hacked_site_links_to_no_address_of_it(told: Told) -> None:
    text = (told.folder / "reports" / "situs" / "18.71.01.1003.html").read_text(encoding="utf-8")
    assert "hxxp://situs-slot-gacor[.]example" in text
    assert 'href="http' not in text


def test_no_report_holds_an_intruders_address_that_anything_could_make_a_link_of(told: Told) -> None:
    files = [path for path in (told.folder / "reports").rglob("*") if path.is_file()]
    assert any(path.suffix == ".html" for path in files)
    assert [path for path in files if b"http://situs-slot-gacor" in path.read_bytes()] == []


def test_explain_shows_an_intruders_address_disarmed(told: Told) -> None:
    done = segar("explain", "18.71.01.1003", "--now", NIGHTS[-1], cwd=told.folder)
    assert "hxxp://situs-slot-gacor[.]example" in done.stdout
    assert "http://situs-slot-gacor" not in done.stdout
