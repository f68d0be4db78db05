"""Three real WordPress sites over four nights: what is new or edited counts, what is only saved again does not.

    python -m bench.wordpress_nights MUTATE.sh [HOST HOST HOST]

MUTATE.sh HOST new|edit|touch|delete changes a running site of this machine's loopback and prints a line: site, url,
action, published, modified. Between two nights every site is changed once, another way each time. Prints what the
judgement made of each change and whether that is right; exit code 1 where anything is not. A first night reads
``crawl.pages_first`` pages of a site: an edit of a page that no night had read yet cannot be told from a page saved again,
so it is right not to count it, and the line says "unread".
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

CITY = ZoneInfo("Asia/Jakarta")
HOSTS = ("sukarame.test", "kemiling.test", "rajabasa.test")
ROUNDS = (("new", "edit", "touch"), ("edit", "touch", "new"), ("delete", "delete", "edit"), ())
"""What is done to each site after each of the four nights; what was edited last may need the night after to be met again."""
NIGHTS = 4
COUNTS = {"new": True, "edit": True, "touch": False, "delete": False}

_HEAD = """\
city: {code: "18.71", name: Kota Uji, zone: Asia/Jakarta, office: Dinas Kominfo (uji), contact: null}
mail: {sender: {name: Dinas Kominfo (uji), email: segar@kota.example}}
crawl: {delay: 0.02, at_once: 10, allow: {reason: "our own servers on loopback, there to be tested against"}}
allow_addresses: [127.0.0.0/24]
units:
  - {code: "18.71.01", name: Uji, level: kecamatan, parent: null, url: null}
"""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of a site, made after a night (counted from 1)."""

    site: str
    url: str
    action: str
    after: int


def registry(path: Path, hosts: Sequence[str]) -> None:
    rows = (
        f'  - {{code: "18.71.01.{1000 + number}", name: {host}, level: kelurahan, parent: "18.71.01", url: "http://{host}/"}}\n'
        for number, host in enumerate(hosts, start=1)
    )
    path.write_text(_HEAD + "".join(rows), encoding="utf-8")


def mutate(script: Path, host: str, action: str, after: int) -> Iterator[Mutation]:
    done = subprocess.run([str(script), host, action], check=True, capture_output=True, text=True)
    for line in done.stdout.splitlines():
        site, url, what, *_ = line.split("\t")
        yield Mutation(site, url, what, after)


def watch(folder: Path, script: Path, hosts: Sequence[str]) -> list[Mutation]:
    """Crawl and judge four nights, the first after this machine's today, with changes between them."""
    today = datetime.now(CITY).date()
    registry(folder / "sites.yaml", hosts)
    made: list[Mutation] = []
    for night in range(1, NIGHTS + 1):
        now = datetime.combine(today + timedelta(days=night), time(1), CITY).isoformat()
        command = [sys.executable, "-m", "monitor.cli", "nightly", "--now", now]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        print(f"night {night} ({now[:10]}): exit {done.returncode}")
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        for host, action in zip(hosts, ROUNDS[night - 1], strict=False):
            made += mutate(script, host, action, night)
    return made


def verdicts(folder: Path, made: Sequence[Mutation]) -> Iterator[tuple[Mutation, str, str]]:
    """What stands of each changed page since its change, and whether that is right: yes, NO, or unread before it."""
    query = "select reason, counted, min(decided_at) from updates where url = ? group by url, day, reason order by id"
    with closing(sqlite3.connect(folder / "segar.db")) as db:
        firsts = [row[0] for row in db.execute("select night from crawls order by id")]
        for change in made:
            night = firsts[change.after]
            rows = db.execute(query, [change.url]).fetchall()
            since = [(reason, bool(counted)) for reason, counted, decided in rows if _night(decided) >= night]
            told = ", ".join(f"{reason} ({'counted' if counted else 'not counted'})" for reason, counted in since)
            counted = any(counted for _, counted in since)
            unread = change.action == "edit" and not _was_read(db, change.url, by=firsts[change.after - 1])
            right = "yes" if counted == (COUNTS[change.action] and not unread) else "NO"
            yield change, told or "nothing", "unread" if unread and right == "yes" else right


def _was_read(db: sqlite3.Connection, url: str, *, by: str) -> bool:
    query = "select 1 from readings r join pages p on p.id = r.page where p.url = ? and r.source = 'page' and r.first_night <= ?"
    return db.execute(query, [url, by]).fetchone() is not None


def _night(decided: str) -> str:
    return datetime.fromisoformat(decided).astimezone(CITY).date().isoformat()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mutate", type=Path)
    parser.add_argument("hosts", nargs="*", default=HOSTS)
    parser.add_argument("--keep", type=Path, help="a folder that stays, to look into afterwards")
    asked = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as place:
        folder = asked.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        made = watch(folder, asked.mutate.resolve(), asked.hosts)
        print(f"{'site':16} {'after night':>11} {'done':7} {'right':6} what was told of it since, page")
        for change, told, right in verdicts(folder, made):
            wrong += right == "NO"
            print(f"{change.site:16} {change.after:>11} {change.action:7} {right:6} {told}, {change.url}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
