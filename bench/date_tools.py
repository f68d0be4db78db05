"""The tools beside which `bench.dates` sets Segar, each as (text, address) -> day, and the clock that is held to all of them."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from functools import partial
from typing import Any

Tool = Callable[[str, str | None], str | None]


def tools() -> dict[str, Tool]:
    """The other tools that are installed, each as (text, address) -> day; the others are named as skipped."""
    makers: dict[str, Callable[[], Tool]] = {
        "htmldate fast": partial(_htmldate, extensive=False),
        "htmldate extensive": partial(_htmldate, extensive=True),
        "trafilatura": _trafilatura,
        "newspaper4k": _newspaper,
    }
    found: dict[str, Tool] = {}
    for name, maker in makers.items():
        try:
            found[name] = maker()
        except ImportError as missing:
            print(f"skipped: {name} ({missing})")
    return found


def _htmldate(*, extensive: bool) -> Tool:
    module = importlib.import_module("htmldate")

    def run(text: str, url: str | None) -> str | None:
        day = module.find_date(text, url=url, original_date=True, extensive_search=extensive)
        return str(day) if day else None

    return run


def _trafilatura() -> Tool:
    module = importlib.import_module("trafilatura")

    def run(text: str, url: str | None) -> str | None:
        found = module.extract_metadata(text, default_url=url)
        return found.date if found is not None and found.date else None

    return run


def _newspaper() -> Tool:
    module, parsers = importlib.import_module("newspaper"), importlib.import_module("newspaper.parsers")

    def run(text: str, url: str | None) -> str | None:
        article = module.Article(url=url or "")
        article.download(input_html=text)
        article.doc = parsers.fromstring(article.html)
        found = article.extractor.get_publishing_date(article.url, article.doc) if article.doc is not None else None
        return str(found)[:10] if found else None

    return run


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    """The answer and the CPU seconds it took; a crash of another tool counts as no answer."""
    start = time.process_time()
    try:
        answer = run()
    except Exception as bug:  # noqa: BLE001 - one tool's bug must not end everyone's run
        print(f"crashed: {bug!r}"[:200])
        answer = None
    return answer, time.process_time() - start
