"""Sites that think before every answer: python -m bench.slow_sites [SITES] [--think SECONDS] [--at-once N]

Prints the crawl's wall time beside the ideal: a site asks one thing after another, so it takes its number of requests
times the thinking, and `at_once` sites are visited side by side. The interpreter's start is part of the wall time.
"""

from __future__ import annotations

import argparse
import math
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.loopback import NOW, raise_file_limit, serving, write_registry


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", type=int, nargs="?", default=2_000)
    parser.add_argument("--pages", type=int, default=1, help="of each site beside its front page")
    parser.add_argument("--think", type=float, default=3.0)
    parser.add_argument("--at-once", type=int, default=500)
    asked = parser.parse_args()
    raise_file_limit()
    with (
        tempfile.TemporaryDirectory() as place,
        serving(sites=asked.sites, pages=asked.pages, think=asked.think, heavy=False) as city,
    ):
        folder = Path(place)
        write_registry(folder / "sites.yaml", city.fronts, crawl=f"delay: 0, at_once: {asked.at_once}")
        began = time.monotonic()
        subprocess.run(
            [sys.executable, "-m", "crawler", "--now", NOW], cwd=folder, stderr=subprocess.DEVNULL, check=False
        )
        wall = time.monotonic() - began
        with closing(sqlite3.connect(folder / "segar.db")) as db:
            ended = db.execute("select reach, count(*) from visits group by reach order by 2 desc").fetchall()
            requests, most = db.execute("select sum(requests), max(requests) from visits").fetchone()
    ideal = math.ceil(asked.sites / asked.at_once) * most * asked.think
    print(
        f"{asked.sites} sites that answer after {asked.think:g} s, {asked.at_once} at once, {requests} requests ({most} a site)"
    )
    print("visits: " + ", ".join(f"{count} {reach}" for reach, count in ended))
    print(f"wall {wall:.1f} s, ideal {ideal:.1f} s: {wall / ideal:.2f} times (target at most 2)")


if __name__ == "__main__":
    main()
