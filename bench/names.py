"""`python -m bench.names ...`: one crawl in which names under .bench.test say their own address, and some never answer.

s127-71-0-1.bench.test is 127.71.0.1; a name that begins with "hang" takes HANG seconds and then fails. Everything from
the look-up on is real.
"""

from __future__ import annotations

import runpy
import socket
import sys
import time
from typing import Any

HANG = 40.0
"""Seconds: what a stub resolver takes to give up on two servers that say nothing."""


def named(front: str) -> str:
    """The same front page under a name that has to be looked up."""
    scheme, _, rest = front.partition("://")
    host, _, more = rest.partition(":")
    return f"{scheme}://s{host.replace('.', '-')}.bench.test:{more}"


def hanging(number: int) -> str:
    """The front page of a site whose name is never answered."""
    return f"http://hang{number}.bench.test/"


_real = socket.getaddrinfo


def look_up(host: Any, port: Any, *rest: Any) -> Any:
    """getaddrinfo, with the made-up names before it."""
    name = str(host)
    if name.startswith("hang"):
        time.sleep(HANG)
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")
    if name.endswith(".bench.test"):
        address = name.removeprefix("s").removesuffix(".bench.test").replace("-", ".")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]
    return _real(host, port, *rest)


if __name__ == "__main__":
    socket.getaddrinfo = look_up  # type: ignore[assignment]  # the same question and answers, typed loosely
    sys.argv = ["crawler", *sys.argv[1:]]
    runpy.run_module("crawler", run_name="__main__")
