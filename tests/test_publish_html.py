"""Every published page: valid, self-contained, readable for everybody, and silent about people."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from monitor.publish import INDEX, SITES, files_of
from monitor.wording import STATUSES
from tests.publish_helpers import edition

GOLDEN = Path(__file__).parent / "golden"
VOID = {"meta", "link", "br", "input", "hr", "img"}
PAGES = {str(path): text for path, text in files_of(edition()).items() if path.suffix == ".html"}


class Reader(HTMLParser):
    """Walks a page as a strict reader would: every element closed in order, every id once."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.seen if name == tag]


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param]


def test_every_element_is_closed_in_order_and_every_id_stands_once(page: str) -> None:
    reader = Reader(page)
    ids = [attributes["id"] for _, attributes in reader.seen if "id" in attributes]
    assert (reader.open, reader.wrong) == ([], [])
    assert len(ids) == len(set(ids))


def test_links_inside_a_page_lead_to_a_place_on_it(page: str) -> None:
    reader = Reader(page)
    ids = {attributes["id"] for _, attributes in reader.seen if "id" in attributes}
    inside = [
        str(attributes["href"])
        for name, attributes in reader.seen
        if name in {"a", "use"} and str(attributes.get("href")).startswith("#")
    ]
    assert inside
    assert all(href[1:] in ids for href in inside)


def test_links_between_pages_lead_to_files_of_the_report() -> None:
    files = {str(path) for path in files_of(edition())}
    for path, page in PAGES.items():
        for attributes in Reader(page).all("a"):
            href = str(attributes["href"]).partition("#")[0]
            if href and "://" not in href:
                assert os.path.normpath(Path(path).parent / href) in files


def test_no_page_loads_anything_or_runs_anything(page: str) -> None:
    reader = Reader(page)
    assert not reader.all("script")
    assert not reader.all("img")
    assert not reader.all("iframe")
    assert all(str(link["href"]).startswith("data:") for link in reader.all("link"))
    assert not re.search(r"url\(|@import|\son\w+=", page.partition("</style>")[0])
    policy = next(meta["content"] for meta in reader.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert str(policy).startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def test_no_page_names_an_admin_or_shows_a_private_note(page: str) -> None:
    assert not re.search(r"rahasia|catatan dalam|budi@mail", page, re.IGNORECASE)


def test_no_page_shows_a_value_that_is_not_one(page: str) -> None:
    assert not re.search(r"\bNone\b|\bnan\b|\bReach\.|\bStatus\.", page.partition("</style>")[2])


def test_every_page_can_be_read_by_ear_and_by_keyboard(page: str) -> None:
    reader = Reader(page)
    assert reader.all("html")[0]["lang"] == "id"
    assert reader.all("a")[0] == {"class": "skip", "href": "#isi"}
    assert len(reader.all("h1")) == 1
    assert len(reader.all("caption")) == len(reader.all("table"))
    assert all(head.get("scope") in {"col", "row"} for head in reader.all("th"))
    assert all("aria-label" in svg or svg.get("aria-hidden") == "true" for svg in reader.all("svg"))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_text_stands_out_by_at_least_four_and_a_half_to_one(theme: int) -> None:
    block = re.findall(r":root \{(.*?)\}", PAGES["index.html"], re.DOTALL)[theme]
    full = {name: f"#{code}" for name, code in re.findall(r"--([\w-]+): #([0-9a-f]{6})", block)}
    pairs = [(words.shape, f"{words.shape}-bg") for words in STATUSES.values()]
    pairs += [(ink, ground) for ink in ("ink", "soft", "link", "segar", "mati-suri") for ground in ("paper", "card")]
    pairs += [("on-brand", "brand"), ("soft-on-brand", "brand")]
    assert {pair: ratio for pair in pairs if (ratio := contrast(full[pair[0]], full[pair[1]])) < 4.5} == {}
    assert all(contrast(full[mark], full["card"]) >= 3 for mark in ("bar", "bar-low", "gap"))


@pytest.mark.parametrize(
    ("path", "golden"),
    [
        (INDEX, "index.html"),
        (SITES / "18.71.01.1003.html", "site.html"),
        (SITES / "18.71.02.1008.html", "site-injected.html"),
    ],
)
def test_pages_are_as_they_were_agreed(path: Path, golden: str) -> None:
    """Run with SEGAR_GOLDEN=write to agree to a change; the style sheet is left out, for it is judged by eye."""
    shown = re.sub(r"<style>.*?</style>", "<style></style>", PAGES[str(path)], flags=re.DOTALL)
    if os.environ.get("SEGAR_GOLDEN") == "write":
        (GOLDEN / golden).write_text(shown, encoding="utf-8")
    assert shown == (GOLDEN / golden).read_text(encoding="utf-8")
