from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from crawler.sites import City, CrawlRules, Unit, load_sites
from monitor.config import check, load_settings
from monitor.policy import Policy
from tests.sites_helpers import write

PAGE = (Path(__file__).parent.parent / "docs" / "sites-yaml.md").read_text(encoding="utf-8")


NOT_SHOWN = {"allow_addresses", "leave", "window_until", "canaries"}
"""Crawl rules without a default that could be printed."""


def _example(folder: Path) -> Path:
    found = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return write(folder, found[1])


def _table(heading: str) -> dict[str, str]:
    """The keys of one table of the page with their defaults."""
    part = PAGE.split(f"\n## {heading}")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `([\w.]+)` \| ([^|]+?) \|", part, re.MULTILINE))


def test_the_example_has_neither_errors_nor_warnings(tmp_path: Path) -> None:
    assert check(_example(tmp_path)) == ((), ())


def test_the_example_shows_the_default_policy_and_crawl_rules(tmp_path: Path) -> None:
    settings = load_settings(_example(tmp_path))
    crawl = settings.registry.crawl

    assert settings.policy == Policy()
    assert all(getattr(crawl, f.name) == f.default for f in fields(CrawlRules) if f.name not in NOT_SHOWN)


def test_the_example_uses_every_key_of_a_unit(tmp_path: Path) -> None:
    unit = load_sites(_example(tmp_path)).units[1]

    assert all(getattr(unit, field.name) for field in fields(unit))


def test_the_page_names_every_key() -> None:
    assert set(_table("city")) == {field.name for field in fields(City)}
    assert set(_table("units")) == {field.name for field in fields(Unit)} - {"line"}
    assert set(_table("policy")) == {field.name for field in fields(Policy)}
    assert set(_table("crawl")) == {field.name for field in fields(CrawlRules)} - {"allow_addresses", "leave"} | {
        "allow.reason"
    }


def test_the_page_prints_the_defaults_that_hold() -> None:
    policy, crawl = _table("policy"), _table("crawl")

    assert all(policy[f.name] == f"`{f.default}`" for f in fields(Policy) if f.name != "recency")
    assert all(float(crawl[f.name].strip("`")) == f.default for f in fields(CrawlRules) if f.name not in NOT_SHOWN)
