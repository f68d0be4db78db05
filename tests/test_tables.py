"""What the operator reads on a terminal."""

from __future__ import annotations

from pathlib import Path

from monitor.jobs import Due
from monitor.mail import MailError, SendReport
from monitor.reminders import Letter
from monitor.tables import columns, letters, sent
from tests.mail_helpers import letter, three_sites


def test_a_cell_from_the_web_moves_no_cursor_and_colours_nothing() -> None:
    shown = columns(("raw",), [("\x1b[2J5 Mei\r2024\u202e",)])
    assert "\x1b" not in shown
    assert "\r" not in shown
    assert "5 Mei" in shown


def test_letters_that_were_only_written_are_not_called_sent() -> None:
    report = SendReport(sent=(Letter("ani@kota.example", "Ani", "2026-W47", "weekly", ()),))
    shown = sent(report, folder=Path("outbox"))
    assert "1 written to outbox/" in shown
    assert "SEGAR_SMTP_URL is not set" in shown
    assert "1 sent" in sent(report)


def test_letters_that_were_not_tried_are_counted_too() -> None:
    ani, budi, citra = (
        Letter(f"{name}@kota.example", name, "2026-W47", "weekly", ()) for name in ("ani", "budi", "citra")
    )
    down = MailError("cannot be reached", temporary=True)
    lines = sent(SendReport(skipped=(ani,), failed=((budi, down),), untried=(citra,))).splitlines()

    assert lines[0] == "letters: 0 sent, 1 earlier this week, 1 failed, 1 not tried"
    assert lines[1].strip() == "failed: budi@kota.example: cannot be reached"
    assert "not tried" not in sent(SendReport(failed=((budi, down),)))


def test_who_would_be_copied_is_shown_before_a_letter_goes() -> None:
    lines = letters(Due((letter(), three_sites()), ())).splitlines()
    assert lines[0].split()[-1] == "copies"
    assert lines[1].split()[-2:] == ["64", "-"]
    assert all(line.endswith("  camat@kedaton.test, kabid@kota.test") for line in lines[2:])
