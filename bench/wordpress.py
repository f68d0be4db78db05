"""The ten real WordPress sites beside their true dates: python -m bench.wordpress GOLD.tsv [--sites FILE] [--mutate SCRIPT]

GOLD.tsv is the table that the sites' own set-up wrote (site, url, type, published ...). The sites must run on this
machine's loopback. Prints site, newest true post, what Segar found and by which clue, requests and bytes of two nights.

--mutate SCRIPT adds a third night. SCRIPT HOST new|edit N changes a running site and prints a row for each change (site,
url, action, published, modified): three posts are written and two edited on --host, and the next night must find every
distinct address of these rows and nothing else. Found is a page of which the night stored a text that it had not
known. What the judgement made of it stands beside it: that script writes one and the same sentence into every post that
it edits, and a paragraph that is new on several pages in one night is a widget's and counts for none of them.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.sites import load_sites
from monitor.store import JudgementStore

NIGHTS = ("2026-11-21T01:00:00+07:00", "2026-11-22T01:00:00+07:00")
CITY = ZoneInfo("Asia/Jakarta")
SITES = Path(__file__).parent.parent / "tests" / "fixtures" / "wordpress-sites.yaml"
CHANGES = (("new", "3"), ("edit", "2"))


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
        exact = published and len(published) > len("2026-11")  # a month alone is shown and never counted
        said = exact and datetime.fromisoformat(published).astimezone(CITY).date().isoformat()
        day, kind = true.get(url), "post" if url in true else "other"
        verdict = "silent" if not said else "right" if said == day else "wrong"
        tally.setdefault(url.split("/")[2], Counter())[f"{kind} {verdict}"] += 1
    for host, counts in sorted(tally.items()):
        yield f"{host:22} " + ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))


def run(place: Path, sites: Path, night: str) -> float:
    """Crawl, score and publish one night; returns its CPU in seconds, that of the crawl's own process included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "monitor.cli", "nightly", "--sites", str(sites.resolve()), "--now", night]
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def two_nights(place: Path, asked: argparse.Namespace) -> sqlite3.Connection:
    """Run two nights and print what they found and cost."""
    gold = newest(asked.gold)
    cpu = [run(place, asked.sites, night) for night in NIGHTS]
    board = json.loads((place / "reports" / "data" / "leaderboard.json").read_text(encoding="utf-8"))
    db = sqlite3.connect(place / "segar.db")
    cost: dict[str, list[tuple[int, int]]] = {}
    for site, requests, size in db.execute("select site, requests, bytes from visits order by night"):
        cost.setdefault(site, []).append((requests, size))
    print(
        f"{'site':22} {'gold':10} {'found':10} {'ok':3} {'clue':12} {'requests':>9} {'bytes':>19}  second/first bytes"
    )
    whole = [0, 0]
    for site in board["sites"]:
        host = (site["url"] or "").removeprefix("http://").strip("/")
        if host in gold:
            (first, size), (second, later) = cost[site["code"]]
            whole = [whole[0] + size, whole[1] + later]
            found, clue = site["last_update"] or "none", (site["evidence"] or {}).get("kind", "-")
            print(
                f"{host:22} {gold[host]:10} {found:10} {'yes' if found == gold[host] else 'no':3} {clue:12} "
                f"{first:>4}/{second:<4} {size:>9}/{later:<9}  {later / size:.0%}"
            )
    print(f"all: {whole[1] / whole[0]:.1%} of the first night's bytes on the second (target at most 20 %)")
    print(f"CPU of crawl, scoring and pages: {cpu[0]:.1f} s and {cpu[1]:.1f} s")
    return db


def changed_night(place: Path, asked: argparse.Namespace, db: sqlite3.Connection) -> bool:
    """Change one site, run the next night, and say whether it found what was changed and nothing else."""
    host, last = asked.host, settled(place, asked, db)
    rows = [row for action, count in CHANGES for row in mutated(asked.mutate, host, action, count)]
    want = {row[1]: row[2] for row in rows}
    latest = max(datetime.fromisoformat(value) for row in rows for value in row[3:5])
    pause = timedelta(hours=1) if last == NIGHTS[1] else timedelta(days=1)
    night = (latest + pause).isoformat()
    front = f"http://{host}/"
    before = counted(place, asked.sites, front, night=last)
    cpu = run(place, asked.sites, night)
    after = counted(place, asked.sites, front, night=night)
    verdicts = {url: after[url, day] for url, day in sorted(after.keys() - before.keys())}
    sql = """
        select distinct p.url from readings r join pages p on p.id = r.page
        where p.url like ? and r.source = 'page' and r.kind = 'content' and r.first_night = ? and not exists
        (select 1 from readings o where o.page = r.page and o.text_hash = r.text_hash and o.first_night < r.first_night)
    """
    found = {url for (url,) in db.execute(sql, [f"{front}%", night[:10]])}
    sql = "select requests, bytes from visits where url = ? order by id desc limit 1"
    requests, size = db.execute(sql, [front]).fetchone()
    for url in sorted(want.keys() | found):
        said = "found" if url in found else "NOT FOUND"
        print(f"{want.get(url, 'nothing'):8} {said:10} {verdicts.get(url, 'not counted'):14} {url}")
    whole = want.keys() == found == verdicts.keys() | found
    print(
        f"{host}: {len(found & want.keys())} of {len(want)} changed addresses and {len(found - want.keys())} others; "
        f"{requests} requests (target at most 25), {size} bytes; {cpu:.1f} s CPU for all ten sites"
    )
    return whole and requests <= 25


def settled(place: Path, asked: argparse.Namespace, db: sqlite3.Connection) -> str:
    """The last night so far; one more is run where the site was changed before and so speaks of days after the second."""
    sql = "select max(max(published, modified)) from readings r join pages p on p.id = r.page where p.url like ?"
    (newest_said,) = db.execute(sql, [f"http://{asked.host}/%"]).fetchone()
    latest = datetime.fromisoformat(newest_said)
    if latest <= datetime.fromisoformat(NIGHTS[1]):
        return NIGHTS[1]
    night = (latest + timedelta(minutes=1)).isoformat()
    run(place, asked.sites, night)
    return night


def mutated(script: Path, host: str, action: str, count: str) -> list[list[str]]:
    """Have the site changed; returns the rows that tell how."""
    done = subprocess.run([str(script), host, action, count], check=True, capture_output=True, text=True)
    return [line.split("\t") for line in done.stdout.splitlines() if line.startswith(host)]


def counted(place: Path, sites: Path, front: str, *, night: str) -> dict[tuple[str, str], str]:
    """The reason of every update of one site that counts on a night, by address and day."""
    store = JudgementStore(place / "segar.db")
    code = next(unit.code for unit in load_sites(sites).units if unit.url == front)
    held = store.updates(code, now=datetime.fromisoformat(night))
    return {(update.url, update.day.isoformat()): str(update.reason) for update in held if update.counted}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sites", type=Path, default=SITES)
    parser.add_argument(
        "--mutate", type=Path, metavar="SCRIPT", help="the city's own script that changes a running site"
    )
    parser.add_argument("--host", default="kedaton.test", help="the site to change")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        db = two_nights(place, asked)
        print("days read off the pages themselves:")
        print("\n".join(pages(asked.gold, db)))
        if asked.mutate and not changed_night(place, asked, db):
            sys.exit(1)


if __name__ == "__main__":
    main()
