"""The ten real WordPress sites beside their true dates, two nights: python bench/wordpress.py GOLD.tsv [--sites FILE]

GOLD.tsv is the table that the sites' own set-up wrote (site, url, type, published ...). The sites must run on this
machine's loopback. Prints site, newest true post, what Segar found and by which clue, requests and bytes of each night.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

NIGHTS = ("2026-11-21T01:00:00+07:00", "2026-11-22T01:00:00+07:00")
CITY = ZoneInfo("Asia/Jakarta")
SITES = Path(__file__).parent.parent / "tests" / "fixtures" / "wordpress-sites.yaml"


def newest(gold: Path) -> dict[str, str]:
    """The newest published day of each site's posts."""
    days: dict[str, str] = {}
    with gold.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["type"] == "post":
                days[row["site"]] = max(days.get(row["site"], ""), row["published"][:10])
    return days


def pages(gold: Path, db: sqlite3.Connection) -> Iterator[str]:
    """How the days that the pages themselves were read to say compare with the true ones, site by site.

    A page is right when it says its true day, silent when it says none; of what is no post (an archive, a static page)
    any day said is counted as wrong.
    """
    with gold.open(encoding="utf-8") as file:
        true = {
            row["url"]: row["published"][:10] for row in csv.DictReader(file, delimiter="\t") if row["type"] == "post"
        }
    tally: dict[str, Counter[str]] = {}
    query = "select p.url, r.published from readings r join pages p on p.id = r.page where r.source = 'page'"
    for url, published in db.execute(query):
        said = published and datetime.fromisoformat(published).astimezone(CITY).date().isoformat()
        day, kind = true.get(url), "post" if url in true else "other"
        verdict = "silent" if not said else "right" if said == day else "wrong"
        tally.setdefault(url.split("/")[2], Counter())[f"{kind} {verdict}"] += 1
    for host, counts in sorted(tally.items()):
        yield f"{host:22} " + ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sites", type=Path, default=SITES)
    asked = parser.parse_args()
    gold = newest(asked.gold)
    with tempfile.TemporaryDirectory() as place:
        for night in NIGHTS:
            command = [
                sys.executable,
                "-m",
                "monitor.cli",
                "nightly",
                "--sites",
                str(asked.sites.resolve()),
                "--now",
                night,
            ]
            subprocess.run(command, cwd=place, check=True, capture_output=True)
        board = json.loads((Path(place) / "reports" / "data" / "leaderboard.json").read_text(encoding="utf-8"))
        db = sqlite3.connect(Path(place) / "segar.db")
        cost: dict[str, list[tuple[int, int]]] = {}
        for site, requests, size in db.execute("select site, requests, bytes from visits order by night"):
            cost.setdefault(site, []).append((requests, size))
        print(
            f"{'site':22} {'gold':10} {'found':10} {'ok':3} {'clue':12} {'requests':>9} {'bytes':>19}  second/first bytes"
        )
        for site in board["sites"]:
            host = (site["url"] or "").removeprefix("http://").strip("/")
            if host in gold:
                (first, size), (second, later) = cost[site["code"]]
                found, clue = site["last_update"] or "none", (site["evidence"] or {}).get("kind", "-")
                print(
                    f"{host:22} {gold[host]:10} {found:10} {'yes' if found == gold[host] else 'no':3} {clue:12} "
                    f"{first:>4}/{second:<4} {size:>9}/{later:<9}  {later / size:.0%}"
                )

        print("days read off the pages themselves:")
        print("\n".join(pages(asked.gold, db)))


if __name__ == "__main__":
    main()
