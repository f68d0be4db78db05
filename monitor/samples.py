"""What a content system or its template publishes by itself, and no office wrote. Pure."""

from __future__ import annotations

from collections.abc import Collection

from crawler.shingles import shingles_of

SAMPLE_TITLES = (
    "hello world!", "halo dunia!", "halo, dunia!", "sample page", "laman contoh", "laman sampel", "contoh halaman",
    "halaman contoh", "halaman sampel",
)  # fmt: skip
"""Titles of what a content system publishes by itself when it is installed."""
_AFTER_TITLE = (" -", " –", " —", " |", " »", " ·")

_FILLER = """lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna
aliqua ut enim ad minim veniam quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat duis aute
irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur excepteur sint occaecat cupidatat
non proident sunt in culpa qui officia deserunt mollit anim id est laborum"""
FILLER = shingles_of([_FILLER.split()])
"""The Latin that stands in templates where a text is to come."""
MOSTLY = 0.5
"""Share of a text that is filler before it is a sample: the rest is its headline and a line of the template."""


def has_sample_title(title: str) -> bool:
    """Whether a title is that of a system's own post, the site's name behind it or not."""
    plain = " ".join(title.casefold().split())
    return any(
        plain == known or plain.startswith(tuple(known + end for end in _AFTER_TITLE)) for known in SAMPLE_TITLES
    )


def is_filler(shingles: Collection[int]) -> bool:
    """Whether a text is for the most part the filler of a template."""
    return bool(shingles) and sum(one in FILLER for one in shingles) >= MOSTLY * len(shingles)
