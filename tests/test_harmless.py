"""What a site wrote is shown on a terminal without obeying it."""

from __future__ import annotations

from monitor.tables import columns


def test_a_cell_from_the_web_moves_no_cursor_and_colours_nothing() -> None:
    shown = columns(("raw",), [("\x1b[2J5 Mei\r2024\u202e",)])
    assert "\x1b" not in shown
    assert "\r" not in shown
    assert "5 Mei" in shown
