"""A made-up city with every status in it, hostile text included, for the tests of the published pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crawler.reach import Reach, Tls
from crawler.records import Visit
from crawler.sites import Admin, City, Unit
from monitor.frequency import Frequency
from monitor.freshness import RANKED, Score, Status
from monitor.indicator import CityIndex, ProfileReading
from monitor.leaderboard import Row
from monitor.policy import Policy
from monitor.publish import Edition, publish
from monitor.updates import Reason, Update
from monitor.waits import Wait

NOW = datetime(2026, 11, 20, 19, 15, tzinfo=UTC)
NIGHT = date(2026, 11, 21)
CITY = City(
    code="18.71",
    name="Kota Bandar Lampung",
    zone=ZoneInfo("Asia/Jakarta"),
    office="Dinas Kominfo Kota Bandar Lampung",
    contact="rahasia@kominfo.example",
)
HOSTILE = "Lurah \"Budi\" & 'Ani' <script>alert(1)</script>"
LONG = "Kelurahan Dengan Nama yang Sangat Panjang Sekali Sampai Melewati Tepi Layar Telepon Pengunjungnya"
INJECTED_URL = "https://disusupi.example/slot-gacor?tunnel=MAXWIN"


def unit(code: str, name: str, *, url: str | None = None) -> Unit:
    level = "kecamatan" if len(code) == 8 else "kelurahan"
    parent = "18.71" if level == "kecamatan" else code[:8]
    admins = (Admin("Sri Pengelola Rahasia", "sri.rahasia@mail.example"),)
    return Unit(code=code, name=name, level=level, parent=parent, url=url, admins=admins, notes="catatan dalam")


def update(site: str, *, day: date, **changes: Any) -> Update:
    values: dict[str, Any] = {
        "site": site,
        "url": f"https://{site}.example/berita/{day:%Y/%m/%d}/musrenbang",
        "title": "Musyawarah rencana pembangunan tingkat kelurahan",
        "day": day,
        "counted": True,
        "reason": Reason.NEW_CONTENT,
        "claimed": True,
        "kind": "feed",
        "raw": f"{day:%a, %d %b %Y} 08:15:00 +0700",
        "where": "umpan /feed/, butir 1, pubDate",
    }
    return Update(**values | changes)


def score(site: str, status: Status, **changes: Any) -> Score:
    values: dict[str, Any] = {"site": site, "night": NIGHT, "now": NOW, "policy": 1, "status": status}
    if status in RANKED:
        values |= {
            "reach": Reach.OK,
            "tls": Tls.OK,
            "measured_on": NIGHT,
            "watched_since": date(2026, 8, 1),
            "weeks": (1, 0, 2, None, 1, 3, 0, 1, 0, 4, 1, 2),
        }
    return Score(**values | changes)


def aged(site: str, status: Status, days: int, points: float, **changes: Any) -> Score:
    day = NIGHT - timedelta(days=days)
    values: dict[str, Any] = {
        "score": points,
        "recency": 0.82,
        "rhythm": 0.5,
        "days": days,
        "last_update": day,
        "updates_90d": 11,
        "median_gap_days": 6.5,
        "frequency": Frequency(0.7644, 0.4687, 1.0944, updates=9, days=84.0, dated_days=84.0),
        "evidence": update(site, day=day),
    }
    return score(site, status, **values | changes)


def row(of: Unit, judged: Score, *, rank: int | None = None, movement: int | None = None) -> Row:
    return Row(unit=of, score=judged, rank=rank, peers=rank, movement=movement)


def visit(site: str, night: date, *, reach: Reach = Reach.OK) -> Visit:
    started = datetime(night.year, night.month, night.day, 18, tzinfo=UTC) - timedelta(days=1)
    return Visit(
        site=site,
        url=f"https://{site}.example/",
        night=night,
        reach=reach,
        detail="plain English for the operator",
        started_at=started,
        finished_at=started + timedelta(seconds=40),
        pages=9,
    )


def reading(level: float | None, predicate: str | None) -> tuple[ProfileReading, ...]:
    note = "Mendukung bukti bahwa layanan hidup dan dipelihara."
    return (
        ProfileReading(key="spbe-2020", name="SPBE (PermenPANRB 59/2020)", level=level, predicate=predicate, note=note),
        ProfileReading(
            key="pemdi-2026", name="Pemdi (PermenPANRB 8/2026)", level=level, predicate=predicate, note=note
        ),
    )


INDEX = CityIndex(mean=52.4, measured=6, total=16, coverage=0.375, readings=reading(3.1, "Baik"))
EMPTY_INDEX = CityIndex(mean=None, measured=0, total=16, coverage=0.0, readings=reading(None, None))


def rows() -> tuple[Row, ...]:
    site = "https://{}.example/".format
    kedaton, rajabasa = "18.71.01", "18.71.02"
    return (
        row(unit(kedaton, "Kedaton", url=site("kedaton")), aged("kedaton", Status.SEGAR, 2, 91.4), rank=1, movement=3),
        row(
            unit(f"{kedaton}.1001", "Surabaya", url="http://surabaya.example/"),
            aged("surabaya", Status.SEGAR, 0, 88.0, tls=Tls.NONE),
            rank=2,
        ),
        row(
            unit(f"{kedaton}.1002", LONG, url=site("panjang" * 9)),
            aged("panjang", Status.CUKUP, 21, 63.5),
            rank=3,
            movement=0,
        ),
        row(unit(f"{kedaton}.1003", HOSTILE, url=site("lurah")), hostile(), rank=4, movement=-2),
        row(
            unit(rajabasa, "Rajabasa", url=site("rajabasa")),
            aged("rajabasa", Status.BASI, 131, 19.2, tls=Tls.EXPIRED),
            rank=5,
            movement=-1,
        ),
        row(
            unit(f"{rajabasa}.1001", "Gedong Meneng", url=site("gedong")),
            undated("gedong", Status.MATI_SURI, 204),
            rank=6,
        ),
        row(unit(f"{rajabasa}.1002", "Rajabasa Raya", url=site("raya")), frozen("raya"), rank=7, movement=0),
        row(unit(f"{rajabasa}.1003", "Rajabasa Nunyai", url=site("nunyai")), down("nunyai")),
        row(unit(f"{rajabasa}.1004", "Rajabasa Pemuka", url=site("pemuka")), kept_out("pemuka")),
        row(
            unit(f"{rajabasa}.1005", "Rajabasa Jaya", url=site("jaya")),
            score(
                "jaya",
                Status.BELUM_TERUKUR,
                reach=Reach.OK,
                tls=Tls.NAME,
                measured_on=NIGHT,
                watched_since=date(2026, 11, 10),
                waits=Wait.NO_UPDATE,
            ),
        ),
        row(
            unit(f"{rajabasa}.1006", "Sepang", url=site("sepang")),
            score("sepang", Status.DIALIHKAN, reach=Reach.REDIRECTED_AWAY, watched_since=date(2026, 11, 2)),
        ),
        row(unit(f"{rajabasa}.1007", "Labuhan", url=site("labuhan")), score("labuhan", Status.BELUM_TERUKUR)),
        row(
            unit(f"{rajabasa}.1008", "Kota Baru", url=site("disusupi")),
            aged(
                "disusupi",
                Status.DISUSUPI,
                40,
                44.0,
                reach=Reach.OK,
                injected=f"40 tautan tersembunyi, antara lain {INJECTED_URL}",
            ),
        ),
        row(unit("18.71.03", "Panjang"), score("panjang2", Status.BELUM_ADA_SITUS)),
        row(unit("18.71.03.1001", "Srengsem"), score("srengsem", Status.BELUM_ADA_SITUS)),
        row(unit("18.71.03.1002", "Karang Maritim"), score("karang", Status.BELUM_ADA_SITUS)),
    )


def hostile() -> Score:
    day = date(2026, 10, 2)
    proof = update(
        "lurah",
        day=day,
        claimed=False,
        kind="observed",
        title=HOSTILE,
        raw=f"{HOSTILE} budi@mail.example",
        where='p[class="<tgl>"]',
    )
    return aged("lurah", Status.TERTINGGAL, 50, 40.0, last_update=day, evidence=proof)


def undated(site: str, status: Status, days: int) -> Score:
    return score(site, status, score=0.0, recency=0.0, rhythm=0.0, days=days, weeks=())


def frozen(site: str) -> Score:
    return aged(
        site,
        Status.CUKUP,
        20,
        58.3,
        reach=Reach.READ_TIMEOUT,
        measured_on=date(2026, 11, 17),
        unmeasured_since=date(2026, 11, 18),
    )


def down(site: str) -> Score:
    return aged(
        site,
        Status.TIDAK_DAPAT_DIAKSES,
        30,
        41.1,
        reach=Reach.DNS_MISSING,
        measured_on=date(2026, 11, 3),
        unmeasured_since=date(2026, 11, 4),
    )


def kept_out(site: str) -> Score:
    return score(
        site,
        Status.BELUM_TERUKUR,
        reach=Reach.ROBOTS_FORBIDDEN,
        unmeasured_since=date(2026, 11, 1),
        watched_since=date(2026, 11, 1),
    )


def updates() -> dict[str, tuple[Update, ...]]:
    kedaton = tuple(update("kedaton", day=NIGHT - timedelta(days=2 + 3 * place)) for place in range(34))
    ignored = (
        update(
            "kedaton",
            day=NIGHT,
            counted=False,
            reason=Reason.CLOCK,
            kind="text",
            raw="Sabtu, 21 November 2026 | 02:15:09",
            title="Beranda",
        ),
        update("kedaton", day=date(2027, 1, 5), counted=False, reason=Reason.FUTURE, title="Agenda \u202egnarak"),
        update("kedaton", day=NIGHT, counted=False, reason=Reason.SAMPLE, title="Halo dunia!"),
    )
    strange = update(
        "lurah", day=date(2026, 10, 2), title=HOSTILE, url="javascript:alert(1)", raw="<img src=x onerror=alert(1)>"
    )
    slots = tuple(
        update(
            "disusupi",
            day=NIGHT,
            counted=False,
            reason=Reason.INJECTED,
            url=f"{INJECTED_URL}{place}",
            title="SLOT GACOR situs.example: deposit pulsa tanpa potongan, menang terus setiap malam",
            kind="observed",
            raw="gambling words: “slot gacor”, “maxwin”, “deposit pulsa”, “tanpa potongan”, “gampang menang”; doorway address ?tunnel=MAXWIN",
        )
        for place in range(33)
    )
    return {"18.71.01": kedaton + ignored, "18.71.01.1003": (strange,), "18.71.02.1008": slots}


def visits() -> dict[str, tuple[Visit, ...]]:
    nights = [NIGHT - timedelta(days=back) for back in range(20, -1, -1)]
    return {
        "18.71.01": tuple(visit("kedaton", night) for night in nights),
        "18.71.02.1003": tuple(
            visit("nunyai", night, reach=Reach.DNS_MISSING if night > date(2026, 11, 3) else Reach.OK)
            for night in nights
        ),
    }


def edition(**changes: Any) -> Edition:
    values: dict[str, Any] = {
        "rows": rows(),
        "index": INDEX,
        "updates": updates(),
        "visits": visits(),
        "city": CITY,
        "policy": Policy(),
        "now": NOW,
    }
    return Edition(**values | changes)


def put_out(reports: Path, **changes: Any) -> Path:
    told = edition(**changes)
    return publish(
        rows=told.rows,
        index=told.index,
        updates=told.updates,
        visits=told.visits,
        city=told.city,
        policy=told.policy,
        now=told.now,
        reports=reports,
    )
