"""Pages in a line or two, and the question that most date tests ask of them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from crawler.dates import find_clues, read_dates
from crawler.page import open_page
from crawler.records import Clue, Kind, PageDates, Precision, Role

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 21, 1, 0, tzinfo=WIB)
TODAY = date(2026, 11, 21)
URL = "http://kelurahan.test/berita/gotong-royong-bersih-sungai"
TITLE = "Gotong Royong Bersih Sungai di Lingkungan Dua"
TEXT = (
    "<p>"
    + "Warga lingkungan dua bersama aparat kelurahan membersihkan sungai dan saluran air sejak pagi hari. " * 4
    + "</p>"
)


def html(body: str, *, head: str = "", title: str = TITLE) -> bytes:
    """A page with a title; ``body`` stands as it is."""
    return (
        f"<!doctype html><html><head><title>{title} - Kelurahan</title>{head}</head><body>{body}</body></html>".encode()
    )


def article(under: str, *, after: str = "", before: str = "") -> str:
    """A headline, what stands ``under`` it, the text, and what comes ``after`` the article."""
    return f"{before}<main><article><h1>{TITLE}</h1>{under}{TEXT}</article></main>{after}"


def read(
    body: str, *, head: str = "", url: str = URL, headers: dict[str, str] | None = None, now: datetime = NOW
) -> PageDates:
    """The dates of a page fetched at ``now`` from a server whose Date says the same."""
    page = open_page(html(body, head=head), url=url, headers=headers)
    return read_dates(page, now=now, zone=WIB, server_date=now)


def clues(body: str, *, head: str = "", url: str = URL, now: datetime = NOW) -> tuple[Clue, ...]:
    """Every clue of such a page."""
    return find_clues(open_page(html(body, head=head), url=url), now=now, zone=WIB, server_date=now)[0]


def published(body: str, *, head: str = "", url: str = URL) -> str | None:
    """The published day, ISO, or None."""
    found = read(body, head=head, url=url).published
    return found.day.isoformat() if found else None


def clue(
    day: str,
    kind: Kind = Kind.TEXT,
    role: Role = Role.PUBLISHED,
    *,
    where: str = "text near the headline",
    at: datetime | None = None,
) -> Clue:
    """One clue of a given day."""
    return Clue(kind, role, date.fromisoformat(day), at, Precision.TIME if at else Precision.DAY, day, where)
