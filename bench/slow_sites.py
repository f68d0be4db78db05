"""Sites that think before every answer: python -m bench.slow_sites [SITES] [--think SECONDS] [--at-once N] [--hanging PERCENT]

Prints the crawl's wall time beside the ideal: a site asks one thing after another, so it takes its number of requests
times the thinking, and `at_once` sites are visited side by side. The interpreter's start is part of the wall time. With --hanging so many of
the sites in a hundred have names that nobody answers for 40 s: no good site may fail for them (exit code 1 where one does).
"""

from __future__ import annotations

import argparse
import math
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bench.loopback import NOW, ROOT, raise_file_limit, serving, write_registry
from bench.names import hanging, named


def mixed(fronts: Sequence[str], *, percent: float) -> list[str]:
    """Name every site, and put so many hanging ones among them, evenly, that they are so many percent of all."""
    every = round(100 / percent)
    sites: list[str] = []
    for place, front in enumerate(fronts):
        if place % (every - 1) == 0:
            sites.append(hanging(place))
        sites.append(named(front))
    return sites


def places(folder: Path) -> list[str]:
    return ["--sites", str(folder / "sites.yaml"), "--db", str(folder / "segar.db")]


def failed(db: sqlite3.Connection, fronts: Sequence[str]) -> list[str]:
    """The good sites that were not read."""
    read = {url for (url,) in db.execute("select url from visits where reach = 'ok'")}
    return [front for front in fronts if "hang" not in front and front not in read]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", type=int, nargs="?", default=2_000)
    parser.add_argument("--pages", type=int, default=1, help="of each site beside its front page")
    parser.add_argument("--think", type=float, default=3.0)
    parser.add_argument("--at-once", type=int, default=500)
    parser.add_argument("--hanging", type=float, default=0.0, help="percent of the sites whose names hang")
    asked = parser.parse_args()
    raise_file_limit()
    with (
        tempfile.TemporaryDirectory() as place,
        serving(sites=asked.sites, pages=asked.pages, think=asked.think, heavy=False) as city,
    ):
        folder = Path(place)
        fronts = mixed(city.fronts, percent=asked.hanging) if asked.hanging else city.fronts
        write_registry(folder / "sites.yaml", fronts, crawl=f"delay: 0, at_once: {asked.at_once}")
        began = time.monotonic()
        subprocess.run(
            [sys.executable, "-m", "bench.names", "--now", NOW, *places(folder)],
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        wall = time.monotonic() - began
        with closing(sqlite3.connect(folder / "segar.db")) as db:
            ended = db.execute("select reach, count(*) from visits group by reach order by 2 desc").fetchall()
            bad = failed(db, fronts)
            requests, most = db.execute("select sum(requests), max(requests) from visits").fetchone()
    ideal = math.ceil(asked.sites / asked.at_once) * most * asked.think
    print(
        f"{asked.sites} sites that answer after {asked.think:g} s, {asked.at_once} at once, {requests} requests ({most} a site)"
    )
    print("visits: " + ", ".join(f"{count} {reach}" for reach, count in ended))
    if asked.hanging:
        print(
            f"{len(fronts) - len(city.fronts)} sites with hanging names beside them; good sites that failed: {len(bad)}"
        )
    print(f"wall {wall:.1f} s, ideal {ideal:.1f} s: {wall / ideal:.2f} times (target at most 2)")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
