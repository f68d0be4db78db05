"""Write the published report beside the old one, and move it into place.

Only index.html, situs/ and data/leaderboard.json belong to the report; whatever else lies in the folder is left
alone. Two runs at once are kept apart by the caller's lock.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.fields import trace_of
from crawler.records import Visit
from crawler.sites import City, Unit
from monitor.canary import OurNight
from monitor.exports import leaderboard_json
from monitor.indicator import CityIndex
from monitor.leaderboard import Row
from monitor.pages import board_of, file_name, meanings, site_page
from monitor.policy import Policy
from monitor.render import render
from monitor.updates import Update

INDEX = Path("index.html")
SITES = Path("situs")
LEADERBOARD = Path("data/leaderboard.json")

_BESIDE = ".segar-beside-"


class PublishError(Exception):
    """The report, or a page of it, could not be written; the message is for the operator, and what is old is whole."""


@dataclass(frozen=True, slots=True)
class Edition:
    """All that one report is made of; see `publish` for shapes and units."""

    rows: Sequence[Row]
    index: CityIndex
    updates: Mapping[str, Sequence[Update]]
    visits: Mapping[str, Sequence[Visit]]
    city: City
    policy: Policy
    now: datetime
    ours: OurNight | None = None


def publish(  # noqa: PLR0913 - one edge function names all that a report is made of, each by keyword
    *,
    rows: Sequence[Row],
    index: CityIndex,
    updates: Mapping[str, Sequence[Update]],
    visits: Mapping[str, Sequence[Visit]],
    city: City,
    policy: Policy,
    now: datetime,
    reports: Path,
    ours: OurNight | None = None,
) -> Path:
    """Write leaderboard, site pages and data under ``reports``; returns the path of index.html.

    ``rows`` come in the order of the board; ``updates`` and ``visits`` are by unit code, a missing code has none.
    ``now`` is an aware UTC instant, shown in the city's zone; ``ours`` says that tonight our own network failed. Raises PublishError, with the old report as it was,
    when the folder cannot be written; and, once all others are written, when Segar failed on the page of a site, which is left as it was.
    """
    faults: dict[str, Exception] = {}
    files = files_of(Edition(rows, index, updates, visits, city, policy, now, ours), missed=faults.__setitem__)
    try:
        files |= _kept(faults, reports)
        with _beside(reports) as beside:
            _write(files, beside)
            _swap(beside, reports)
    except OSError as error:
        raise PublishError(
            f"{reports}: cannot write the report: {error.strerror or error}; the old report is left as it was"
        ) from error
    if faults:
        traces = "\n".join(map(trace_of, faults.values()))
        raise PublishError(
            f"the report is written, but for the page of {', '.join(faults)}, which is left as it was: please report it:\n{traces}"
        )
    return reports / INDEX


def _kept(codes: Iterable[str], reports: Path) -> dict[Path, str]:
    """The old pages of some units, as far as there are any."""
    paths = [SITES / file_name(code) for code in codes]
    return {path: (reports / path).read_text(encoding="utf-8") for path in paths if (reports / path).exists()}


def _raise(_: str, bug: Exception) -> None:
    raise bug


def files_of(edition: Edition, *, missed: Callable[[str, Exception], None] = _raise) -> dict[Path, str]:
    """Return the text of every file of the report, by its path under the reports folder; writes nothing.

    ``missed`` hears of each unit on whose page Segar failed.
    """
    now, city, policy = edition.now, edition.city, edition.policy
    board = board_of(edition.rows)
    common = {"city": city, "policy": policy, "now": now, "meanings": meanings(policy)}
    files = {
        LEADERBOARD: leaderboard_json(rows=edition.rows, index=edition.index, city=city, policy=policy, now=now),
        INDEX: render("pages/index.html.j2", board=board, index=edition.index, ours=edition.ours, **common),
    }
    for line in board.with_page:
        code = line.unit.code
        updates, visits = edition.updates.get(code, ()), edition.visits.get(code, ())
        try:
            page = site_page(line, updates=updates, visits=visits, city=city)
            files[SITES / file_name(code)] = render("pages/site.html.j2", page=page, **common)
        except Exception as bug:  # noqa: BLE001 - a bug met on one site must not cost the city its report
            missed(code, bug)
    return files


def public_pages(city: City, units: Iterable[Unit]) -> dict[str, str]:
    """The public address of every site's page by the code of its unit; none where sites.yaml names no board_url."""
    if city.board_url is None:
        return {}
    folder = f"{city.board_url.rstrip('/')}/{SITES}"
    return {unit.code: f"{folder}/{file_name(unit.code)}" for unit in units if unit.url}


@contextmanager
def _beside(reports: Path) -> Iterator[Path]:
    """Open a folder on the same file system as the report, swept away at the end; leftovers of a killed run go too."""
    reports.mkdir(parents=True, exist_ok=True)
    for leftover in reports.glob(f"{_BESIDE}*"):
        _sweep(leftover, reports)
    beside = Path(tempfile.mkdtemp(prefix=_BESIDE, dir=reports))
    try:
        yield beside
    finally:
        _sweep(beside, reports)


def _sweep(beside: Path, reports: Path) -> None:
    """Clear the folder beside; old site pages that were moved out and never replaced go back first."""
    old = beside / "old" / SITES
    if old.exists() and not (reports / SITES).exists():
        old.rename(reports / SITES)
    shutil.rmtree(beside, ignore_errors=True)


def _write(files: Mapping[Path, str], beside: Path) -> None:
    new = beside / "new"
    (new / SITES).mkdir(parents=True)
    (new / LEADERBOARD).parent.mkdir()
    for path, text in files.items():
        (new / path).write_text(text, encoding="utf-8")


def _swap(beside: Path, reports: Path) -> None:
    """Move the new files in: site pages first, the leaderboard that links to them last.

    The two files are replaced in one step each. A folder cannot be, so its old one steps aside for a moment. What
    stood before is kept until all is done, and put back when a move fails.
    """
    new, old = beside / "new", beside / "old"
    (reports / LEADERBOARD).parent.mkdir(exist_ok=True)
    for path in (LEADERBOARD, INDEX):
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            shutil.copy2(reports / path, old / path)
    try:
        with suppress(FileNotFoundError):
            (reports / SITES).rename(old / SITES)
        for path in (SITES, LEADERBOARD, INDEX):
            (new / path).replace(reports / path)
    except OSError:
        _put_back(new, old, reports)
        raise


def _put_back(new: Path, old: Path, reports: Path) -> None:
    """Undo a half-made swap: a path whose new file is gone from beside was moved in; the sweep returns the old folder."""
    for path in (LEADERBOARD, INDEX):
        if (new / path).exists():
            continue
        if (old / path).exists():
            (old / path).replace(reports / path)
        else:
            (reports / path).unlink()
    if not (new / SITES).exists():
        (reports / SITES).rename(new / SITES)
