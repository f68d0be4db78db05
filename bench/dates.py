"""Segar's page dates beside the field's best, in one run: python -m bench.dates PATH_OF_A_CLONE_OF_HTMLDATE

PATH is a clone of htmldate's repository (its tests hold 1,000 annotated pages); a tool that is not installed is
skipped, and the run says so. Every tool gets the same decoded text; no tool gets the page's address unless
--with-address is given, which hands it to all. The pages come from the whole world, so the zone that sites.yaml
would state is taken from each page's own most frequent UTC offset, else from its country (UTC where neither is known).
The garbage collector is set for all of them as the crawler sets it. Each tool reads a stretch of pages before the next
tool reads the same, in an order that is drawn anew: that is a tool at work. With --stretch 1 the tools take turns on every
page, and each begins with what the others left in the processor's caches, which costs the one with most code most.
A page that is only a list of others has the day of its newest item in the reference, so Segar's answer is `listed` there
(the row "Segar, own date" leaves it out).

The reference counts as its authors count: accuracy = right answers and right silences of all pages, precision =
right of answered, recall = right of dated. Rules were made from the odd entries; the even ones
were only counted, to see that a change broke nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from w3lib.encoding import html_to_unicode

from bench.date_tools import Tool, timed, tools
from crawler.dates import read_dates
from crawler.page import Page, parse
from crawler.records import PageDates
from crawler.stint import rest_collector

FOLDERS = ("test_set", "cache", "eval")
LISTS = ("eval_mediacloud_2020.json", "eval_default.json")
BASE = "htmldate fast"
FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"
CITY = ZoneInfo("Asia/Jakarta")
NOW = datetime.now(UTC)
COUNTRIES = {
    "at": "Europe/Vienna",
    "ch": "Europe/Zurich",
    "de": "Europe/Berlin",
    "es": "Europe/Madrid",
    "fr": "Europe/Paris",
    "it": "Europe/Rome",
    "nl": "Europe/Amsterdam",
    "pl": "Europe/Warsaw",
    "ru": "Europe/Moscow",
    "uk": "Europe/London",
    "au": "Australia/Sydney",
    "br": "America/Sao_Paulo",
    "ca": "America/Toronto",
    "id": "Asia/Jakarta",
    "in": "Asia/Kolkata",
    "jp": "Asia/Tokyo",
    "nz": "Pacific/Auckland",
    "us": "America/New_York",
}
_OFFSET = re.compile(r"\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?([+-]\d\d):?(\d\d)")


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated page: its day, None where its annotators found none."""

    number: int
    url: str
    text: str
    day: str | None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """One tool's answers over some pages, with the CPU seconds each took."""

    right: int = 0
    silent: int = 0  # rightly
    missed: int = 0
    wrong: int = 0
    cpu: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def add(self, case: Case, answer: str | None, seconds: float) -> bool:
        """Count one answer; True when it is right."""
        self.cpu.append(seconds)
        if answer == case.day:
            self.right += case.day is not None
            self.silent += case.day is None
            return True
        self.missed += answer is None
        self.wrong += answer is not None
        self.errors[error_class(case.day, answer)] += 1
        return False

    def row(self, name: str, base: float | None) -> str:
        total = self.right + self.silent + self.missed + self.wrong
        dated = self.right + self.missed + self.wrong
        answered = max(1, self.right + self.wrong)
        cpu = statistics.median(self.cpu) * 1000
        ratio = f"{cpu / base:.2f}x" if base else "-"
        accuracy = (self.right + self.silent) / max(1, total)
        figures = (accuracy, self.right / answered, self.right / max(1, dated))
        mean = statistics.fmean(self.cpu) * 1000
        return f"{name:22}" + "".join(f"{value:10.3f}" for value in figures) + f"{cpu:10.2f}{mean:10.2f}{ratio:>9}"


def error_class(gold: str | None, answer: str | None) -> str:
    """What kind of miss it is, as far as two dates tell."""
    if answer is None:
        return "no answer"
    if gold is None:
        return "answer on an undated page"
    days = (date.fromisoformat(answer[:10]) - date.fromisoformat(gold)).days
    if abs(days) == 1:
        return "one day off"
    if answer[:4] == gold[:4] and answer[5:7] == gold[8:10]:
        return "day and month swapped"
    if answer.endswith(("-01-01", "-12-31")):
        return "year only"
    return "later date" if days > 0 else "earlier date"


def cases(clone: Path) -> Iterator[Case]:
    """The reference's pages in its own order, numbered from 1; two files are read as one list."""
    tests = clone / "tests"
    entries: dict[str, dict[str, Any]] = {}
    for name in LISTS:
        entries.update(json.loads((tests / name).read_text(encoding="utf-8")))
    for number, (url, entry) in enumerate(entries.items(), 1):
        path = next(path for folder in FOLDERS if (path := tests / folder / entry["file"]).is_file())
        _, text = html_to_unicode(None, path.read_bytes(), auto_detect_fun=_charset)
        day = entry["date"]
        yield Case(number, url, text.replace("\x00", ""), day if isinstance(day, str) else None)


def _charset(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def zone_of(text: str, url: str) -> ZoneInfo:
    """The zone that the page's own instants are written in most often, else that of its address's country, else UTC."""
    common = Counter(_OFFSET.findall(text)).most_common(1)
    if not common:
        return ZoneInfo(COUNTRIES.get((urlsplit(url).hostname or "").rpartition(".")[2], "UTC"))
    hours, minutes = common[0][0]
    if minutes == "30" and hours == "+05":
        return ZoneInfo("Asia/Kolkata")
    return ZoneInfo(f"Etc/GMT{-int(hours):+d}") if int(hours) and -12 <= int(hours) <= 14 else ZoneInfo("UTC")


def segar(text: str, url: str | None, *, zone: ZoneInfo) -> PageDates:
    """Parsing and reading, as the other tools do both; decoding and the bounds of a page are `crawler.page.open_page`'s."""
    page = Page(url=url or "", headers={}, text=text, tree=parse(text))
    return read_dates(page, now=NOW, zone=zone)


def own_day(dates: PageDates) -> str | None:
    """The day a page states of itself: when it was published or, where it says only that, last modified."""
    stated = dates.published or dates.modified
    return stated.day.isoformat() if stated else None


def reference_day(dates: PageDates) -> str | None:
    """The day by the reference's own rule, whose annotators gave a page that is a list the day of its newest item."""
    return own_day(dates) or (dates.listed.day.isoformat() if dates.listed else None)


@dataclass(frozen=True, slots=True)
class Segar:
    """Segar beside the others: its answers counted as a whole, by halves of the reference, and without a list's newest item."""

    tallies: dict[str, Tally]
    verbose: bool

    def read(self, case: Case, url: str | None, zone: ZoneInfo) -> None:
        dates, seconds = timed(partial(segar, case.text, url, zone=zone))
        answer = reference_day(dates) if dates else None
        half = "Segar, odd half" if case.number % 2 else "Segar, even half"
        self.tallies[half].add(case, answer, seconds)
        self.tallies["Segar, own date"].add(case, own_day(dates) if dates else None, seconds)
        right = self.tallies["Segar"].add(case, answer, seconds)
        if self.verbose and case.number % 2 and not right:
            print(f"{case.url} should be {case.day}, is {answer}: {dates.why if dates else 'crashed'}")


@dataclass(frozen=True, slots=True)
class Other:
    """Another tool, its answers counted."""

    tally: Tally
    tool: Tool

    def read(self, case: Case, url: str | None, _: ZoneInfo) -> None:
        answer, seconds = timed(partial(self.tool, case.text, url))
        self.tally.add(case, answer, seconds)


def reference(clone: Path, *, with_address: bool, verbose: bool, stretch: int, seed: int) -> None:
    """All tools over the reference pages, a stretch of them at a time, in an order that changes from stretch to stretch."""
    others = tools()
    print(f"stretches of {stretch} pages, in an order drawn with --seed {seed}")
    tallies = {name: Tally() for name in ("Segar", "Segar, odd half", "Segar, even half", "Segar, own date", *others)}
    readers: list[Segar | Other] = [Segar(tallies, verbose)]
    readers += [Other(tallies[name], tool) for name, tool in others.items()]
    waiting, order = cases(clone), random.Random(seed)
    while pages := [(case, zone_of(case.text, case.url)) for case in islice(waiting, stretch)]:
        order.shuffle(readers)
        for reader in readers:
            for case, zone in pages:
                reader.read(case, case.url if with_address else None, zone)
    report(tallies)


def report(tallies: dict[str, Tally]) -> None:
    base = statistics.median(tallies[BASE].cpu) * 1000 if BASE in tallies else None
    heads = ("accuracy", "precision", "recall", "ms median", "ms mean")
    print(f"{'':22}" + "".join(f"{head:>10}" for head in heads) + f"{'CPU':>9}")
    for name, tally in tallies.items():
        print(tally.row(name, base))
    for name, tally in tallies.items():
        if "half" not in name and "own" not in name:
            print(f"errors of {name}: " + ", ".join(f"{count} {what}" for what, count in tally.errors.most_common()))


def own(*, root: Path = FIXTURES) -> None:
    """The project's own hand-labelled pages and the Indonesian forms: who says the right day, and who keeps silent.

    Segar reads each page at its frozen time; the other tools have the machine's clock, which only matters to relative
    wordings ("kemarin").
    """
    others = tools()
    dated = {name: Tally() for name in ("Segar", *others)}
    undated = {name: Tally() for name in ("Segar", *others)}
    forms = {name: Tally() for name in ("Segar", *others)}
    for case, now in own_pages(root):
        side = undated if case.day is None else dated
        add_all(side, others, case, now)
    for case in own_forms(root):
        add_all(forms, others, case, NOW)
    for title, tallies in (("own dated pages", dated), ("own undated pages", undated), ("Indonesian forms", forms)):
        print(f"{title}:")
        for name, tally in tallies.items():
            said = tally.right + tally.silent
            print(
                f"  {name:20}{said:5} right of {said + tally.missed + tally.wrong} ({tally.wrong} wrong, {tally.missed} silent)"
            )


def add_all(tallies: dict[str, Tally], others: dict[str, Tool], case: Case, now: datetime) -> None:
    """One page through every tool."""
    tree = parse(case.text)
    page = Page(url=case.url, headers=case.headers, text=case.text, tree=tree)
    dates, seconds = timed(partial(read_dates, page, now=now, zone=CITY))
    tallies["Segar"].add(case, own_day(dates), seconds)
    for name, tool in others.items():
        Other(tallies[name], tool).read(case, case.url, CITY)


def own_pages(root: Path) -> Iterator[tuple[Case, datetime]]:
    """The labelled pages, with the moment of each fetch; only days are compared, so month-only labels are left out."""
    for number, label in enumerate(sorted((root / "pages").glob("*/*/expected.json")), 1):
        told = json.loads(label.read_text(encoding="utf-8"))
        day = told["published"] or told["modified"]
        if day is None or len(day) == len("2024-08-05"):
            _, text = html_to_unicode(told["headers"].get("content-type"), label.with_name("page.html").read_bytes())
            yield Case(number, told["url"], text, day, told["headers"]), datetime.fromisoformat(told["now"])


def own_forms(root: Path) -> Iterator[Case]:
    """Each written form that names its year, with the words it was seen in, as the byline of a small page."""
    rows = (root / "date_forms.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for number, row in enumerate(rows, 1):
        form, day, seen = row.split("\t")
        if day and any(year in form for year in (day[:4], f"/{day[2:4]}", f"'{day[2:4]}")):
            text = f"<html><head><title>Kerja Bakti</title></head><body><h1>Kerja Bakti</h1><div>{seen or form}</div></body></html>"
            yield Case(number, "http://kelurahan.test/berita/kerja-bakti", text, day)


def listing(rows: int) -> str:
    """A list page of ``rows`` entries, each with a date: what takes the longest to read."""
    first = date(2010, 1, 1)
    item = '<li><a href="/berita/{n}">Kabar kegiatan warga nomor {n} bulan ini</a> <span>{day}</span></li>'
    days = ((n, (first + timedelta(days=n % 5000)).strftime("%d-%m-%Y")) for n in range(rows))
    entries = "".join(item.format(n=n, day=day) for n, day in days)
    return f"<html><head><title>Arsip</title></head><body><h1>Arsip berita</h1><ul>{entries}</ul></body></html>"


def worst(sizes: tuple[int, ...] = (2500, 5000, 10000, 20000)) -> None:
    """CPU on ever longer listings, beside an average page of ours: doubling the input must at most double the time."""
    before = 0.0
    usual = statistics.median(
        timed(partial(segar, case.text, case.url, zone=CITY))[1] for case, _ in own_pages(FIXTURES)
    )
    for rows in sizes:
        text = listing(rows)
        dates, seconds = timed(partial(segar, text, "http://a.test/arsip", zone=ZoneInfo("Asia/Jakarta")))
        grown = f"{seconds / before:.2f}x of the one before" if before else ""
        cut = "cut" if dates.truncated else "whole"
        size = f"listing of {rows:6} rows, {len(text) / 1e6:.2f} MB"
        print(f"{size}: {seconds * 1000:8.0f} ms, {seconds / usual:.0f}x our median page, {grown or '-'} ({cut})")
        before = seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "clone", type=Path, nargs="?", default=Path("htmldate"), help="path of a clone of htmldate's repository"
    )
    parser.add_argument("--with-address", action="store_true", help="hand every tool the page's address too")
    parser.add_argument("--verbose", action="store_true", help="print Segar's misses of the odd half")
    parser.add_argument("--own-only", action="store_true", help="only the project's own pages and forms")
    parser.add_argument(
        "--stretch", type=int, default=50, help="pages that a tool reads before the next reads them (50)"
    )
    parser.add_argument("--seed", type=int, default=int(NOW.timestamp()), help="repeats the order of a run")
    chosen = parser.parse_args()
    rest_collector()
    own()
    if chosen.own_only:
        return
    reference(
        chosen.clone,
        with_address=chosen.with_address,
        verbose=chosen.verbose,
        stretch=max(1, chosen.stretch),
        seed=chosen.seed,
    )
    worst()


if __name__ == "__main__":
    main()
