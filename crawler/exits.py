"""How a crawl's process ends where nothing may be judged by it; `segar` itself then exits 3."""

from __future__ import annotations

WRONG_CLOCK = 4
"""This machine's clock cannot be right."""
NOT_BEGUN = 5
"""Another crawl is running, or the database cannot be used."""
