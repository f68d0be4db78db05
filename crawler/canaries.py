"""Canaries: addresses of sites.yaml that always answer; when they do not, the fault is our own line's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from crawler.fetch import Answer, Failure
from crawler.records import CanaryAnswer


async def ask(canaries: Sequence[str], get: Callable[[str], Awaitable[Answer | Failure]]) -> tuple[CanaryAnswer, ...]:
    """Ask all of them at once, each a single time, and say which answered."""
    return tuple(await asyncio.gather(*(_ask(url, get) for url in canaries)))


async def _ask(url: str, get: Callable[[str], Awaitable[Answer | Failure]]) -> CanaryAnswer:
    """Any answer of the site itself will do; a gateway of ours says 5xx, a captive portal redirects elsewhere."""
    got = await get(url)
    if isinstance(got, Failure):
        return CanaryAnswer(url, answered=False, detail=f"{got.reach.value}: {got.detail}")
    return CanaryAnswer(url, answered=got.status < 500, detail=f"answers {got.status}")
