"""Names that nobody answers hold a thread each for long; the good sites beside them are read all the same."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

from bench.loopback import NOW, ROOT, serving, write_registry
from bench.slow_sites import failed, mixed, places

RULES = "delay: 0, at_once: 60, page_seconds: 10, site_seconds: 60, pages_first: 2"


def test_five_percent_of_hanging_names_make_no_good_site_fail(tmp_path: Path) -> None:
    with serving(sites=95, pages=1, heavy=False) as city:
        fronts = mixed(city.fronts, percent=5)
        write_registry(tmp_path / "sites.yaml", fronts, crawl=RULES)
        command = [sys.executable, "-m", "bench.names", "--now", NOW, *places(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    with closing(sqlite3.connect(tmp_path / "segar.db")) as db:
        ended = Counter(reach for (reach,) in db.execute("select reach from visits"))
        assert failed(db, fronts) == []
    assert ended == {"ok": 95, "dns_timeout": 5}
