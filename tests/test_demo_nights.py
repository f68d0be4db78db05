"""The demo city, crawled and judged for two nights, against what a correct judge must find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from demo import City, Expect
from tests.crawl_helpers import published, segar

FIRST = datetime.fromisoformat("2026-11-24T01:00:00+07:00")
KEYS = [
    "wordpress",
    "wordpress-slow",
    "opensid",
    "opensid-dead",
    "lokomedia",
    "joomla",
    "blogger",
    "relative",
    "static",
    "portal-a",
]
KEYS += ["portal-b", "dormant", "down", "tls", "robots", "redirect", "hacked", "undated", "maintenance", "laravel"]
Board = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Nights:
    """Two nights of the city, and what was true on the first."""

    city: City
    truth: Mapping[str, Expect]
    first: Board
    second: Board

    def of(self, key: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """One site's rows on both boards."""
        code = str(self.city.site(key).code)
        return self.first[code], self.second[code]


def _night(folder: Path, now: datetime) -> Board:
    done = segar("nightly", "--now", now.isoformat(), cwd=folder)
    assert done.returncode == 0, done.stderr
    return {site["code"]: site for site in published(folder)}


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    folder = tmp_path_factory.mktemp("demo")
    with City(now=FIRST) as city:
        city.write_sites_yaml(folder / "sites.yaml")
        truth = {site.key: site.expect for site in city.sites}
        first = _night(folder, FIRST)
        later = FIRST + timedelta(days=1)
        city.at(later)
        city.site("dormant").publish(later - timedelta(hours=3))
        city.site("opensid-dead").restamp(city.site("opensid-dead").articles[0], later.date())
        city.site("blogger").go_down()
        yield Nights(city, truth, first, _night(folder, later))


@pytest.mark.parametrize("key", KEYS)
def test_the_first_night_finds_what_is_true(nights: Nights, key: str) -> None:
    found, _ = nights.of(key)
    expected = nights.truth[key]
    day = expected.last_update.isoformat() if expected.last_update else None
    assert (found["last_update"], found["reach"]) == (day, expected.reach)


def test_a_hacked_site_is_apart_from_the_ranking(nights: Nights) -> None:
    for found in nights.of("hacked"):
        assert (found["status"], found["rank"], found["score"]) == ("disusupi", None, None)


def test_news_on_a_dormant_site_makes_it_fresh_the_next_night(nights: Nights) -> None:
    first, second = nights.of("dormant")
    assert (first["status"], second["status"], second["last_update"]) == ("mati suri", "segar", "2026-11-24")


def test_a_date_that_is_only_moved_changes_nothing(nights: Nights) -> None:
    _, second = nights.of("opensid-dead")
    assert second["last_update"] == "2026-03-24"


def test_a_site_that_goes_down_keeps_its_score(nights: Nights) -> None:
    first, second = nights.of("blogger")
    assert (second["reach"], second["score"]) == ("refused", first["score"])


def test_the_demo_command_ends_by_naming_leaderboard_and_letters(tmp_path: Path) -> None:
    done = segar("demo", "--folder", "kota", "--now", FIRST.isoformat(), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    leaderboard, letters = (Path(line.split(":", 1)[1].strip()) for line in done.stdout.splitlines()[-2:])
    assert leaderboard.is_file()
    assert len(list(letters.glob("*.eml"))) == 2


def test_the_demo_never_empties_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "kota").mkdir()
    (tmp_path / "kota" / "penting.txt").write_text("jangan hapus")
    done = segar("demo", "--folder", "kota", cwd=tmp_path)
    assert done.returncode == 3
    assert (tmp_path / "kota" / "penting.txt").exists()
