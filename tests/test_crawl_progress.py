"""What an operator sees of a running crawl, and what is kept of it."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from crawler.progress import Progress
from crawler.reach import Reach, Tls
from crawler.records import Visit
from tests.crawl_helpers import crawl, write_sites
from tests.loopback import page, serve

AT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def visit(place: int, reach: Reach, *, pages: int = 0, tls: Tls = Tls.OK, days: int | None = None) -> Visit:
    return Visit(
        f"18.71.01.{place}",
        "https://a.test/",
        date(2026, 11, 21),
        reach,
        "-",
        AT,
        AT,
        tls=tls,
        pages=pages,
        tls_days=days,
    )


def drive(progress: Progress) -> None:
    with progress:
        progress.site_done(visit(1001, Reach.OK, pages=7, days=90))
        progress.site_done(visit(1002, Reach.DNS_MISSING))
        progress.site_done(visit(1003, Reach.DNS_MISSING))
        progress.site_done(visit(1004, Reach.HTTP_5XX, tls=Tls.EXPIRED, days=-3))


def test_a_terminal_gets_a_bar_with_sites_pages_a_second_and_failures_by_kind() -> None:
    screen = StringIO()
    drive(Progress(total=4, skipped=0, verbose=False, console=Console(file=screen, force_terminal=True, width=160)))
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue())
    assert re.search(r"4/4 sites, 7 pages, \d\.\d a second, not measured: 2 dns_missing, 1 http_5xx", shown)


def test_without_a_terminal_each_site_is_a_plain_line_and_the_last_one_sums_up(
    capsys: pytest.CaptureFixture[str],
) -> None:
    drive(Progress(total=4, skipped=2, verbose=False, console=Console(file=StringIO())))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "2 sites visited tonight already; --again visits anew"
    assert lines[1].startswith("18.71.01.1001 ok: read; - (0 requests")
    assert re.fullmatch(
        r"crawl: 4 of 4 sites, 7 pages, \d\.\d a second, not measured: 2 dns_missing, 1 http_5xx", lines[-2]
    )
    assert lines[-1] == "certificates: 18.71.01.1004 expired, ended 3 days ago"
    assert not any("\x1b" in line for line in lines)


def test_scrapys_counters_are_kept_with_the_crawl(tmp_path: Path) -> None:
    with serve({"/": page("Kelurahan", "Warga bergotong royong membersihkan saluran.")}, address="127.0.68.9") as site:
        write_sites(tmp_path / "sites.yaml", {"satu": site.url})
        assert crawl(tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "segar.db")) as db:
        outcome, stats, requests = db.execute(
            "select outcome, stats, (select sum(requests) from visits) from crawls"
        ).fetchone()
    kept = json.loads(stats)
    assert outcome == kept["finish_reason"] == "finished"
    assert kept["downloader/request_count"] == requests
