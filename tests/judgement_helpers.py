"""Small made-up histories for the tests of the judgement: one verb for each thing that a night can bring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crawler.content import read_content
from crawler.page import open_page
from crawler.reach import Reach
from crawler.records import (
    Clue,
    Kind,
    ListState,
    Look,
    PageDates,
    PageHistory,
    PageKind,
    Precision,
    Reading,
    Role,
    SiteHistory,
    Source,
    Visit,
)
from crawler.sites import Admin, Unit
from monitor.freshness import Score, Status, judge
from monitor.policy import Policy
from monitor.updates import Reason, Update, find_updates

WIB = ZoneInfo("Asia/Jakarta")
CODE = "18.71.01.1001"
FRONT = "http://kelurahan.example/"
TONIGHT = date(2026, 11, 21)  # a Saturday
TEXT = tuple(f"paragraf-{place}" for place in range(4))
REAL = (
    "Warga bergotong royong membersihkan saluran air bersama lurah dan perangkat kelurahan sejak pagi hari.",
    "Lurah menyapa warga yang hadir lalu membagikan bibit pohon kepada setiap rukun tetangga di wilayahnya.",
    "Kegiatan akan dilanjutkan pekan depan di rukun warga lain dengan bantuan dinas pekerjaan umum kota.",
)
SERVICE = (
    "Pemohon surat pengantar datang ke kantor kelurahan dengan membawa kartu keluarga dan kartu tanda penduduk asli.",
    "Petugas loket memeriksa berkas lalu mencatat permohonan pada buku register pelayanan pada hari yang sama.",
)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def at(night: date) -> datetime:
    """One o'clock at night of a city day."""
    return datetime(night.year, night.month, night.day, 1, tzinfo=WIB).astimezone(UTC)


def clue(
    day: date, *, kind: Kind = Kind.META, role: Role = Role.PUBLISHED, where: str = "meta article:published_time"
) -> Clue:
    return Clue(kind, role, day, None, Precision.DAY, day.isoformat(), where)


def modified(day: date) -> Clue:
    return clue(day, role=Role.MODIFIED, where="meta article:modified_time")


def listed(day: date) -> Clue:
    return clue(day, kind=Kind.FEED, where="feed published")


def visit(night: date, *, reach: Reach = Reach.OK, **changes: Any) -> Visit:
    values: dict[str, Any] = {
        "site": CODE, "url": FRONT, "night": night, "reach": reach, "detail": "", "started_at": at(night), "finished_at": at(night),
    }  # fmt: skip
    return Visit(**values | changes)


def feed(oldest: date | None, **changes: Any) -> ListState:
    values: dict[str, Any] = {
        "url": f"{FRONT}feed/", "source": Source.FEED, "items": 10, "dated": 10, "oldest": oldest, "whole": False,
    }  # fmt: skip
    return ListState(**values | changes)


def look(
    first: date,
    *clues: Clue,
    until: date | None = None,
    path: str = "berita",
    source: Source = Source.PAGE,
    kind: PageKind = PageKind.CONTENT,
    **changes: Any,
) -> Look:
    own = source is Source.PAGE
    blocks = changes.pop("blocks", tuple(f"{path} {block}" for block in TEXT) if own else ())
    values: dict[str, Any] = {"title": "Kerja bakti", "words": 20 * len(blocks), "blocks": blocks}
    published = next((c for c in clues if c.role is Role.PUBLISHED), None)
    dates = PageDates(FRONT + path, published, None, "", tuple(clues))
    reading = Reading(CODE, FRONT + path, kind, source, dates=dates, **values | changes)
    return Look(reading, first, until or first)


def text_of(night: date, path: str, shingles: tuple[int, ...], *clues: Clue, **changes: Any) -> Look:
    """A text of so many shingles and words, in eight paragraphs unless ``changes`` say otherwise."""
    values: dict[str, Any] = {
        "blocks": tuple(f"{path} {n}" for n in range(8)),
        "words": len(shingles),
        "shingles": shingles,
    }
    return look(night, *clues, path=path, **values | changes)


def told_in(*paragraphs: str) -> dict[str, Any]:
    """What the crawler keeps of a page of these paragraphs."""
    html = "<main><h1>Contoh Berita Satu</h1>" + "".join(f"<p>{text}</p>" for text in paragraphs) + "</main>"
    content = read_content(open_page(html.encode(), url=f"{FRONT}berita"))
    return {"blocks": content.blocks, "shingles": content.shingles, "words": content.words}


def page(*looks: Look) -> PageHistory:
    reading = looks[-1].reading
    return PageHistory(reading.url, reading.kind, min(one.first_night for one in looks), looks)


@dataclass(frozen=True, slots=True)
class Site:
    """A site as a test tells it: its pages, and the nights on which it was measured."""

    pages: tuple[PageHistory, ...]
    visits: tuple[Visit, ...] = field(default=())

    def history(self) -> SiteHistory:
        return SiteHistory(CODE, self.visits, self.pages)

    def updates(self, *, tonight: date = TONIGHT, **options: Any) -> tuple[Update, ...]:
        return find_updates(self.history(), now=at(tonight), zone=WIB, **options)

    def told(self, *, tonight: date = TONIGHT, **options: Any) -> list[tuple[Reason, date]]:
        return [(update.reason, update.day) for update in self.updates(tonight=tonight, **options)]

    def score(self, *, tonight: date = TONIGHT, policy: Policy | None = None) -> Score:
        return score_of(self.updates(tonight=tonight), self.visits, pages=self.pages, tonight=tonight, policy=policy)


def site(*pages: PageHistory, nights: Iterable[date] = (TONIGHT,)) -> Site:
    return Site(pages, tuple(visit(night) for night in nights))


def score_of(
    updates: Iterable[Update],
    visits: Iterable[Visit],
    *,
    pages: tuple[PageHistory, ...] = (),
    tonight: date = TONIGHT,
    policy: Policy | None = None,
) -> Score:
    history = SiteHistory(CODE, tuple(visits), pages)
    return judge(CODE, history, tuple(updates), now=at(tonight), zone=WIB, policy=policy or Policy())


def update(day: date, *, path: str = "berita", **changes: Any) -> Update:
    values: dict[str, Any] = {
        "site": CODE, "url": FRONT + path, "title": "Kerja bakti", "day": day, "counted": True, "reason": Reason.NEW_CONTENT,
        "claimed": True, "kind": "feed", "raw": day.isoformat(), "where": "feed published",
    }  # fmt: skip
    return Update(**values | changes)


def unit(code: str, *emails: str, **changes: Any) -> Unit:
    level, parent = ("kecamatan", None) if len(code) == 8 else ("kelurahan", code[:8])
    values: dict[str, Any] = {
        "code": code, "name": f"Unit {code}", "level": level, "parent": parent, "url": f"http://u{code}.example/",
        "admins": tuple(Admin(f"Nama {email}", email) for email in emails),
    }  # fmt: skip
    return Unit(**values | changes)


def score(code: str, status: Status, **changes: Any) -> Score:
    values: dict[str, Any] = {"site": code, "night": TONIGHT, "now": at(TONIGHT), "policy": 1, "status": status}
    return Score(**values | changes)
