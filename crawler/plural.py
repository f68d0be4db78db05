"""Numbers with their noun in plain English: 1 request, 2 requests. Pure."""

from __future__ import annotations

_IRREGULAR = {"entry": "entries", "canary": "canaries"}


def counted(count: float, noun: str) -> str:
    """Write a number with its noun, which is given in the singular; words after the noun stay outside."""
    return f"{count:g} {noun}" if count == 1 else f"{_written(count)} {_IRREGULAR.get(noun, f'{noun}s')}"


def _written(count: float) -> str:
    return str(count) if isinstance(count, int) else f"{count:g}"
