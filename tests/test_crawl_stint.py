"""A page that keeps the readers busy without end costs itself the night, and holds up nobody else."""

from __future__ import annotations

import asyncio
import re
import signal
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler import reading, visit, written
from crawler.reach import Reach
from crawler.stint import OverlongError, in_stints
from crawler.store import EvidenceStore
from monitor.intrusion import Verdict, intrusion_of
from tests.shelf import FRONT, SITE, Shelf, shelf_of, visited

NIGHT = date(2026, 11, 2)
TEXT = " ".join(["Warga dan perangkat kelurahan bergotong royong membersihkan saluran air sejak pagi."] * 6)
PAGES = {
    "": "".join(f'<a href="/berita/{name}-warga-hari-ini">Kabar {name} warga hari ini</a>' for name in ("satu", "dua", "tiga")),
    **{f"berita/{name}-warga-hari-ini": f"<h1>Kabar {name}</h1><p>{name} {TEXT}</p>" for name in ("satu", "dua", "tiga")},
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EvidenceStore]:
    opened = EvidenceStore(tmp_path / "segar.db")
    yield opened
    opened.close()


@pytest.fixture
def shelf() -> Shelf:
    return shelf_of({path: f"<title>Kelurahan</title><main>{body}</main>" for path, body in PAGES.items()})


def hangs() -> None:
    """An expression that tries every way of parting forty letters."""
    re.match("(?:a+)+$", 40 * "a" + "b")


def hanging_on(monkeypatch: pytest.MonkeyPatch, *paths: str) -> None:
    """These pages are such that their readers never come to an end."""
    real = reading.page_reading

    def read(page: Any, **facts: Any) -> Any:
        if page.url in {FRONT + path for path in paths}:
            hangs()
        return real(page, **facts)

    monkeypatch.setattr(written, "page_reading", read)
    monkeypatch.setattr(visit, "STINT", 0.5)


def test_the_page_is_left_and_all_others_are_read(
    store: EvidenceStore, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging_on(monkeypatch, "berita/dua-warga-hari-ini")

    found = visited(store, shelf, NIGHT)

    assert found.reach is Reach.OK
    assert {page.url for page in store.known(SITE)} >= {
        f"{FRONT}berita/{name}-warga-hari-ini" for name in ("satu", "tiga")
    }
    assert found.pages == 3


def test_at_the_second_such_page_the_visit_ends_with_what_it_has(
    store: EvidenceStore, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging_on(monkeypatch, "berita/satu-warga-hari-ini", "berita/dua-warga-hari-ini", "berita/tiga-warga-hari-ini")

    found = visited(store, shelf, NIGHT)

    assert found.reach is Reach.OK
    assert found.detail == "stopped after 0.5 s of the processor on one page or list with 4 readings"
    assert len([path for path in shelf.asked if path.startswith("berita/")]) == 2


def test_a_hacked_page_that_hangs_is_not_taken_for_gone(
    store: EvidenceStore, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = "berita/dua-warga-hari-ini"
    shelf.pages[FRONT + planted] = (
        "<title>Slot gacor maxwin hari ini</title><h1>Situs judi slot gacor</h1><p>daftar slot</p>"
    )
    visited(store, shelf, NIGHT)
    assert _is_hacked(store, NIGHT)

    hanging_on(monkeypatch, planted)
    for later in (1, 2, 3):
        night = NIGHT + timedelta(days=later)
        visited(store, shelf, night)
        assert planted in shelf.asked
        assert _is_hacked(store, night)


def _is_hacked(store: EvidenceStore, night: date) -> bool:
    return intrusion_of(store.history(SITE, until=night), tonight=night).verdict is Verdict.COMPROMISED


def test_a_feed_that_hangs_costs_the_site_nothing_else(
    store: EvidenceStore, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.others[FRONT + "feed/"] = (200, "application/rss+xml", "<rss><channel></channel></rss>")
    shelf.pages[FRONT] = '<link rel="alternate" type="application/rss+xml" href="/feed/">' + shelf.pages[FRONT]
    monkeypatch.setattr("crawler.lists.feeds.feedparser.parse", lambda *_, **__: hangs())
    monkeypatch.setattr(visit, "STINT", 0.5)

    found = visited(store, shelf, NIGHT)

    assert "feed/" in shelf.asked
    assert (found.reach, found.pages) == (Reach.OK, 4)


def test_a_front_page_that_hangs_ends_the_visit_and_says_so(
    store: EvidenceStore, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging_on(monkeypatch, "")

    found = visited(store, shelf, NIGHT)

    assert (found.reach, found.detail) == (
        Reach.DEADLINE, "stopped after 0.5 s of the processor on one page or list with 0 readings",
    )  # fmt: skip


def test_other_visits_go_on() -> None:
    async def long() -> str:
        try:
            hangs()
        except OverlongError:
            return "ended"
        return "hung"

    async def short() -> str:
        await asyncio.sleep(0)
        return "done"

    async def both() -> tuple[str, str]:
        first, second = await asyncio.gather(in_stints(long(), 0.3), in_stints(short(), 0.3))
        return first, second

    assert asyncio.run(both()) == ("ended", "done")


def test_waiting_costs_nothing_and_a_deadline_still_ends_it() -> None:
    async def waits() -> None:
        async with asyncio.timeout(0.3):
            await in_stints(asyncio.sleep(60), 0.05)

    with pytest.raises(TimeoutError):
        asyncio.run(waits())


def test_what_is_awaited_is_handed_in_and_its_faults_too() -> None:
    async def fails() -> None:
        raise ValueError("galat")

    async def work() -> tuple[int, str]:
        answer = await asyncio.sleep(0, 7)
        try:
            await asyncio.ensure_future(fails())
        except ValueError as error:
            return answer, str(error)
        return answer, ""

    assert asyncio.run(in_stints(work(), 1)) == (7, "galat")


def test_a_signal_that_comes_late_is_nobodys(store: EvidenceStore, shelf: Shelf) -> None:
    visited(store, shelf, NIGHT)

    signal.raise_signal(signal.SIGVTALRM)


def test_outside_the_main_thread_nothing_is_limited() -> None:
    told: list[Reach] = []
    other = threading.Thread(target=lambda: told.append(asyncio.run(in_stints(_reach(), 0.01))))
    other.start()
    other.join()

    assert told == [Reach.OK]


async def _reach() -> Reach:
    return Reach.OK if sum(range(10**6)) else Reach.EMPTY
