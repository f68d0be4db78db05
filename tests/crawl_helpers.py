"""Running the product's own commands on a registry of loopback sites."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NOW = "2026-11-21T01:00:00+07:00"

_HEAD = """\
city: {code: "18.71", name: Kota Bandar Lampung, zone: Asia/Jakarta, office: Dinas Kominfo (uji), contact: null}
mail: {sender: {name: Dinas Kominfo (uji), email: segar@kota.example}}
crawl: CRAWL
allow_addresses: [127.0.0.0/8]
units:
  - {code: "18.71.01", name: Kedaton, level: kecamatan, parent: null, url: null}
"""


FAST = "{delay: 0, at_once: 40, page_seconds: 3, site_seconds: 20, allow: {reason: our own servers on loopback}}"


def write_sites(
    path: Path, urls: Mapping[str, str], *, admins: Mapping[str, str] | None = None, crawl: str = FAST
) -> Path:
    """Write a registry with one kelurahan an address; keys become names, codes are counted up."""
    lines = [_HEAD.replace("CRAWL", crawl)]
    for place, (name, url) in enumerate(urls.items(), start=1001):
        admin = f', admins: [{{name: Admin {name}, email: "{admins[name]}"}}]' if admins and name in admins else ""
        lines.append(
            f'  - {{code: "18.71.01.{place}", name: "{name}", level: kelurahan, parent: "18.71.01", url: "{url}"{admin}}}\n'
        )
    path.write_text("".join(lines))
    return path


def published(folder: Path) -> list[dict[str, Any]]:
    """What the published data file says of each unit."""
    said = json.loads((folder / "reports" / "data" / "leaderboard.json").read_text(encoding="utf-8"))
    return list(said["sites"])


def board(folder: Path) -> dict[str, dict[str, Any]]:
    """What the published data file says of each unit, by its name."""
    return {site["name"]: site for site in published(folder)}


def segar(
    *words: str, cwd: Path, timeout: float = 120, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `segar ...` as a user does, in a folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "monitor.cli", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        env=env,
    )


def crawl(
    folder: Path, *words: str, now: str = NOW, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one crawl in its own process on folder/sites.yaml and folder/segar.db; ``env`` adds to this environment."""
    command = [sys.executable, "-m", "crawler", "--now", now, *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False, env=os.environ | dict(env or {})
    )
