"""What reading dates keeps in memory is bounded, whatever a page writes into its classes."""

from __future__ import annotations

from crawler.dates.names import named_place
from crawler.dates.roles import _is_dateish
from tests.dates_helpers import read


def test_a_class_without_end_is_not_kept_whole() -> None:
    names = "y" * 60_000
    _is_dateish.cache_clear()
    named_place.cache_clear()
    found = read(f"<h1>Kerja bakti</h1><div class='{names}'><span class='{names}'>12 Mei 2024</span></div>")
    assert found.clues
    kept = _is_dateish.cache_info().currsize
    assert kept
    _is_dateish(f"{names} "[:400])
    assert _is_dateish.cache_info().currsize == kept  # the key that was kept is no longer
