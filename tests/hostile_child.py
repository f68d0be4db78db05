"""`python -m tests.hostile_child NAMES REPORT ...`: one crawl whose made-up names are looked up in a table.

Everything from getaddrinfo on is real. NAMES is a JSON file of what each look-up of a name answers in turn; REPORT is
written at the end: the peak of resident memory in bytes.
"""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Callable
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from crawler.__main__ import main

HANG = 9.0
"""Seconds that a hanging look-up takes: longer than any page may."""


def looking_up(names: dict[str, list[list[str]]]) -> Callable[..., Any]:
    """getaddrinfo with a table before it."""
    real = socket.getaddrinfo
    turns = {name: chain(answers, repeat(answers[-1])) for name, answers in names.items()}

    def look_up(host: str, port: int, *rest: Any) -> Any:
        if host not in turns:
            return real(host, port, *rest)
        answer = next(turns[host])
        if "hangs" in answer:
            time.sleep(HANG)
            raise socket.gaierror(socket.EAI_AGAIN, "no answer")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answer]

    return look_up


def peak_memory() -> int:
    """The most bytes that this process ever had in memory (getrusage would count the parent's too)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    names, report = Path(sys.argv[1]), Path(sys.argv[2])
    socket.getaddrinfo = looking_up(json.loads(names.read_text()))
    try:
        main(sys.argv[3:])
    finally:
        report.write_text(json.dumps({"peak": peak_memory()}))
