"""The project's own hand-labelled pages: what a careful person would say of each, and floors that must not sink.

A case is a folder ``tests/fixtures/pages/<system>/<case>/`` with ``page.html`` (the bytes as sent) and
``expected.json``: ``url``, ``now`` (ISO 8601 with offset: the moment of the fetch), ``published`` and ``modified``
(``YYYY-MM-DD``, ``YYYY-MM`` or null, days of the city), ``shows`` (what the case is about) and ``headers``.

The labels are what a person reads off the page, never what the extractor answered. ``CORPUS`` pins them all: to renew
it after adding or mending a case, run ``pytest tests/test_dates_cases.py -n 0 -k unchanged``, copy the new value out of
the failure, and say in the commit which case changed and why.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.dates import read_dates
from crawler.page import open_page
from crawler.records import Clue, PageDates, Precision

WIB = ZoneInfo("Asia/Jakarta")
PAGES = Path(__file__).parent / "fixtures" / "pages"
CORPUS = "1d683288b83dec1f4e4f1e069a382110586d9f320c38b7fa2a71c414352e0325"
FLOOR = 1.0  # share of all cases with both answers right; it only ever goes up
CASES_AT_LEAST = 160
UNDATED_AT_LEAST = 50
WRITTEN = {Precision.YEAR: "%Y", Precision.MONTH: "%Y-%m"}


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled page; days as they are written in ``expected.json``."""

    name: str
    body: bytes
    url: str
    now: datetime
    published: str | None
    modified: str | None
    shows: str
    headers: dict[str, str]

    @property
    def undated(self) -> bool:
        return self.published is None and self.modified is None


def load(folder: Path) -> Case:
    """The case of ``folder``; an unknown or missing key is an error."""
    label = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    now = datetime.fromisoformat(label.pop("now"))
    name = folder.relative_to(PAGES).as_posix()
    return Case(name=name, body=(folder / "page.html").read_bytes(), now=now, **label)


def corpus_hash() -> str:
    """SHA-256 over the path and bytes of every file of the corpus, in the order of their paths."""
    total = hashlib.sha256()
    for file in sorted(path for path in PAGES.rglob("*") if path.is_file()):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.relative_to(PAGES).as_posix()} {content}\n".encode())
    return total.hexdigest()


@cache
def read(case_name: str) -> PageDates:
    """What the extractor says of the case, knowing nothing of its site."""
    case = CASES[case_name]
    sent = case.headers.get("date")
    return read_dates(
        open_page(case.body, url=case.url, headers=case.headers),
        now=case.now,
        zone=WIB,
        server_date=parsedate_to_datetime(sent) if sent else None,
    )


def written(clue: Clue | None) -> str | None:
    """The city day of a clue as a label writes it: as precise as the clue, never finer than a day."""
    return clue.day.strftime(WRITTEN.get(clue.precision, "%Y-%m-%d")) if clue else None


def answers(case: Case) -> tuple[str | None, str | None]:
    dates = read(case.name)
    return written(dates.published), written(dates.modified)


CASES = {case.name: case for case in map(load, sorted(file.parent for file in PAGES.glob("*/*/expected.json")))}


@pytest.mark.parametrize("name", CASES)
def test_a_page_gets_the_days_a_careful_person_would_say(name: str) -> None:
    case = CASES[name]
    assert answers(case) == (case.published, case.modified), f"{case.shows} | {read(name).why}"


def test_no_page_without_a_date_of_its_own_gets_one() -> None:
    answered = {case.name: answers(case) for case in CASES.values() if case.undated}
    assert {name: found for name, found in answered.items() if found != (None, None)} == {}


def test_the_share_of_right_answers_never_sinks_below_its_floor() -> None:
    right = [answers(case) == (case.published, case.modified) for case in CASES.values()]
    assert sum(right) / len(right) >= FLOOR


def test_the_corpus_is_large_enough_and_unchanged() -> None:
    assert len(CASES) >= CASES_AT_LEAST
    assert sum(case.undated for case in CASES.values()) >= UNDATED_AT_LEAST
    assert corpus_hash() == CORPUS
