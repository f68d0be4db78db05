"""The pinned libraries: what an office's machine must be able to install."""

from __future__ import annotations

import re
from importlib.metadata import metadata
from pathlib import Path

from packaging.specifiers import SpecifierSet

LOCK = Path(__file__).parents[1] / "requirements.lock"
DEBIAN_12 = "3.11.2"
"""The Python of the oldest Debian that Segar is meant for."""


def pinned() -> list[str]:
    return re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_pinned_library_accepts_the_python_of_debian_12() -> None:
    wanted = {name: metadata(name)["Requires-Python"] or "" for name in pinned()}
    assert len(wanted) > 40
    assert {name: said for name, said in wanted.items() if not SpecifierSet(said).contains(DEBIAN_12)} == {}


def test_the_lock_names_no_place_to_fetch_from() -> None:
    assert not [line for line in LOCK.read_text(encoding="utf-8").splitlines() if line.startswith("-") or "://" in line]
