"""Random kill -9s in crawls of loopback sites: python -m bench.kills [KILLS] [--seed N]

Each night is crawled over and over until one crawl ends by itself; until then each is killed at a random moment, from
the opening of the database on. Prints what was lost or doubled. Exit code 1 where anything was.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bench.loopback import NOW, City, serving, write_registry

MOMENTS = (0.8, 4.0)  # seconds from start to kill: before the database is open, between sites, amid a commit
_STORED = re.compile(r"^(\S+) ok: ", re.MULTILINE)  # the crawl's line of a site, written after its commit


@dataclass(slots=True)
class Findings:
    """What the kills did: numbers of sites, summed over nights."""

    kills: int = 0
    nights: int = 0
    forgotten: int = 0  # told as stored before the kill, not in the ledger after it
    lost: int = 0  # without a visit when the night was done
    doubled: int = 0  # with more than one
    torn: int = 0  # whose ledger row and readings disagree, or whose visit did not measure it
    refused: list[str] = field(default_factory=list)  # crawls that neither were killed nor ended well
    integrity: str = ""

    @property
    def good(self) -> bool:
        """Whether nothing at all was lost."""
        wrong = self.forgotten + self.lost + self.doubled + self.torn + len(self.refused)
        return not wrong and self.integrity == "ok"


def crawl(folder: Path, night: datetime, *, killed_after: float | None) -> tuple[int, str]:
    """Run one crawl, killed after some seconds unless it ends before; returns its exit code and its lines."""
    command = [sys.executable, "-m", "crawler", "--now", night.isoformat()]
    with (folder / "lines.txt").open("w+", encoding="utf-8") as lines:
        with subprocess.Popen(command, cwd=folder, stderr=lines) as child:
            try:
                child.wait(killed_after)
            except subprocess.TimeoutExpired:
                child.kill()
        lines.seek(0)
        return child.returncode, lines.read()


def ledger(folder: Path, night: datetime) -> dict[str, int]:
    """How many visits each site has in this night."""
    if not (folder / "segar.db").exists():
        return {}
    with closing(sqlite3.connect(folder / "segar.db", timeout=30)) as db:
        if not db.execute("select 1 from sqlite_master where name = 'visits'").fetchone():
            return {}
        query = "select site, count(*) from visits where night = ? group by site"
        return dict(db.execute(query, [night.date().isoformat()]).fetchall())


def torn(folder: Path, night: datetime) -> int:
    """Count the visits whose number of pages is not that of their readings of this night."""
    query = """
        select count(*) from visits v where v.night = ? and (v.reach not in ('ok', 'unchanged', 'not_modified') or v.pages = 0 or v.pages !=
        (select count(*) from readings r join pages p on p.id = r.page
         where p.site = v.site and r.source = 'page' and r.last_night = v.night))
    """
    with closing(sqlite3.connect(folder / "segar.db", timeout=30)) as db:
        return int(db.execute(query, [night.date().isoformat()]).fetchone()[0])


def run(
    city: City, folder: Path, *, kills: int, chance: random.Random, moments: tuple[float, float] = MOMENTS
) -> Findings:
    """Kill until enough were killed, then let the last night end; look after every one."""
    write_registry(folder / "sites.yaml", city.fronts, crawl="delay: 0, at_once: 8, pages_first: 30, pages_later: 20")
    found, night = Findings(), datetime.fromisoformat(NOW)
    while found.kills < kills:
        while True:
            after = chance.uniform(*moments) if found.kills < kills else None
            code, lines = crawl(folder, night, killed_after=after)
            stored = ledger(folder, night)
            found.forgotten += len(set(_STORED.findall(lines)) - set(stored))
            if code == 0:
                break
            if code != -signal.SIGKILL:
                found.refused.append(lines)
                return found
            found.kills += 1
        found.nights += 1
        found.lost += city.sites - len(stored)
        found.doubled += sum(count > 1 for count in stored.values())
        found.torn += torn(folder, night)
        night += timedelta(days=1)
    with closing(sqlite3.connect(folder / "segar.db")) as db:
        found.integrity = str(db.execute("pragma integrity_check").fetchone()[0])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", type=int, nargs="?", default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked = parser.parse_args()
    print(f"seed {asked.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place, serving(sites=80, pages=8, think=0.03, heavy=False) as city:
        found = run(city, Path(place), kills=asked.kills, chance=random.Random(asked.seed))  # noqa: S311 - repeatable, not secret
    print(
        f"{found.kills} kills over {found.nights} nights of {city.sites} sites in {time.monotonic() - began:.0f} s\n"
        f"integrity_check: {found.integrity}\n"
        f"told as stored but forgotten {found.forgotten}, lost {found.lost}, doubled {found.doubled}, torn {found.torn}"
    )
    print("\n".join(found.refused), end="")
    sys.exit(0 if found.good else 1)


if __name__ == "__main__":
    main()
