"""Segar beside bare Scrapy, one run: python -m bench.crawl [--sites 200] [--pages 50] [--rounds 1]

Bare Scrapy is a spider with a no-op callback on Segar's own settings that asks exactly what Segar asked, and receives
the same answers. Delay 0 in all. The first night reads everything; on the unchanged night nothing has changed since, and
bare Scrapy receives a 304 for everything that Segar asked then. CPU is the crawling process's own, from its first
request to its exit, without the interpreter's start; a machine drifts, so the ratios count.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import chdir, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from bench.loopback import NOW, ROOT, Asked, City, journal, raise_file_limit, serving, write_registry
from crawler import settings
from crawler.__main__ import main as segar
from crawler.guard import Lookups
from crawler.sites import load_sites

RULES = "delay: 0, at_once: 64, per_host: 2, pages_first: 60, pages_later: 20"


class Bare(Spider):
    """Asks for addresses and does nothing with the answers."""

    name = "bare"

    def __init__(self, asked: Sequence[Sequence[str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.asked = asked

    async def start(self) -> AsyncIterator[Any]:
        for url, tag in self.asked:
            headers = {"If-None-Match": tag} if tag else {}
            yield Request(url, headers=headers, callback=self.parse, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Look away."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one crawl took, and what the server says that it was asked."""

    wall: float
    cpu: float
    memory: int  # MB at the most
    asked: list[Asked]

    @property
    def each(self) -> float:
        """CPU per request in milliseconds."""
        return 1000 * self.cpu / max(len(self.asked), 1)

    def line(self, name: str) -> str:
        """One row of the table."""
        kinds = " ".join(f"{count}x{status}" for status, count in sorted(Counter(a.status for a in self.asked).items()))
        return f"{name:34} {len(self.asked):>8} {kinds:28} {len(self.asked) / self.wall:>8.0f} {self.each:>9.2f} {self.memory:>7}"


def contender(role: str, night: str) -> None:
    """Be one of the two, in a process of its own, and print what it took."""
    began, used = time.monotonic(), time.process_time()
    if role == "segar":
        with suppress(SystemExit):
            segar(["--now", night])
    else:
        registry = load_sites(Path("sites.yaml"))
        wiring = settings.build(registry, lookups=Lookups())
        del wiring["ITEM_PIPELINES"]
        process = CrawlerProcess(wiring)
        process.crawl(Bare, asked=json.loads(Path("asked.json").read_text(encoding="utf-8")))
        process.start()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps([time.monotonic() - began, time.process_time() - used, memory]))


def crawl(role: str, folder: Path, city: City, *, night: str = NOW) -> Cost:
    """Run one contender and ask the server what it saw."""
    journal(city)
    command = [sys.executable, "-m", "bench.crawl", "--contender", role, "--night", night, "--folder", str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    wall, cpu, memory = json.loads(done.stdout)
    return Cost(wall, cpu, memory, journal(city))


def replay(folder: Path, city: City, asked: Sequence[Asked], *, conditional: bool) -> Cost:
    """Bare Scrapy asking what Segar asked."""
    rows = [(one.url, one.tag if conditional and one.tag != "-" else "") for one in asked]
    (folder / "asked.json").write_text(json.dumps(rows), encoding="utf-8")
    return crawl("bare", folder, city)


def nights(folder: Path, city: City) -> tuple[Cost, Cost, Cost, Cost]:
    """Segar's first night, bare Scrapy on the same; Segar's unchanged night, bare Scrapy on the same as 304s."""
    (folder / "segar.db").unlink(missing_ok=True)
    write_registry(folder / "sites.yaml", city.fronts, crawl=RULES)
    first = crawl("segar", folder, city)
    bare = replay(folder, city, first.asked, conditional=False)
    later = (datetime.fromisoformat(NOW) + timedelta(days=1)).isoformat()
    unchanged = crawl("segar", folder, city, night=later)
    return first, bare, unchanged, replay(folder, city, unchanged.asked, conditional=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--pages", type=int, default=50, help="of each site beside its front page")
    parser.add_argument("--rounds", type=int, default=1, help="the ratio printed is the median")
    parser.add_argument("--contender", choices=["segar", "bare"], help=argparse.SUPPRESS)
    parser.add_argument("--night", default=NOW, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.contender:
        with chdir(asked.folder):
            contender(asked.contender, asked.night)
        return
    raise_file_limit()
    ratios: list[tuple[float, float]] = []
    print(f"{'':34} {'requests':>8} {'answers':28} {'pages/s':>8} {'CPU ms':>9} {'RSS MB':>7}")
    with tempfile.TemporaryDirectory() as place, serving(sites=asked.sites, pages=asked.pages) as city:
        for _ in range(asked.rounds):
            first, bare, unchanged, same = nights(Path(place), city)
            print(bare.line("bare Scrapy, the first night's"))
            print(first.line("Segar, first night"))
            print(same.line("bare Scrapy, the same as 304s"))
            print(unchanged.line("Segar, unchanged night"), flush=True)
            ratios.append((first.each / bare.each, unchanged.each / same.each))
    wide, narrow = (statistics.median(column) for column in zip(*ratios, strict=True))
    print(f"first night: {wide:.2f} times bare Scrapy's CPU per page (target at most 2.5)")
    print(f"unchanged night: {narrow:.2f} times bare Scrapy's CPU per page on the same 304s (target at most 1.2)")


if __name__ == "__main__":
    main()
