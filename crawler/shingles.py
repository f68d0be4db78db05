"""Three words in a row as numbers: texts are kept and compared by them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

SHINGLE = 3
"""Words of a shingle: a mended word moves three of them, a new sentence as many as it has words."""


def shingles_of(lines: Iterable[Sequence[str]]) -> frozenset[int]:
    """Hash every three words in a row, within a line: what comes before or after a line changes none of its own."""
    ended = (["", *words, ""] for words in lines)
    return frozenset(
        crc32(" ".join(line[at : at + SHINGLE]).encode()) for line in ended for at in range(len(line) - SHINGLE + 1)
    )
