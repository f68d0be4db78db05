"""A small city in YAML, whole or with one thing changed, and what is wrong with it in words."""

from __future__ import annotations

from pathlib import Path

from crawler.sites import SitesError
from monitor.config import check, load_settings

CITY = """\
city:
  code: "18.71"
  name: Kota Bandar Lampung
  zone: Asia/Jakarta
  office: Dinas Kominfo
"""
MAIL = "mail: {sender: {email: segar@kota.test}}\n"
KECAMATAN = '- {code: "18.71.01", name: Kedaton, level: kecamatan}\n'


def kelurahan(last: int = 1003, *, name: str = "Surabaya", extra: str = "") -> str:
    """One kelurahan of Kedaton as a YAML list entry on one line; ``extra`` holds further keys."""
    more = f", {extra}" if extra else ""
    return f'- {{code: "18.71.01.{last}", name: {name}, level: kelurahan, parent: "18.71.01"{more}}}\n'


def units(*entries: str) -> str:
    """The units of a registry, Kedaton first."""
    return "units:\n" + KECAMATAN + "".join(entries)


def write(folder: Path, text: str) -> Path:
    """Put a registry into a folder."""
    path = folder / "sites.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def said(folder: Path, text: str) -> list[str]:
    """Every error about a registry, one line each, without the folder."""
    try:
        load_settings(write(folder, text))
    except SitesError as error:
        return str(error).replace(f"{folder}/", "").splitlines()
    return []


def the_error(folder: Path, text: str) -> str:
    """The one error about a registry; more or none fail the test."""
    (line,) = said(folder, text)
    return line


def warned(folder: Path, text: str) -> list[str]:
    """The warnings about a registry without errors."""
    errors, warnings = check(write(folder, text))
    assert errors == ()
    return [f"{problem.entry}: {problem.message}" for problem in warnings]
