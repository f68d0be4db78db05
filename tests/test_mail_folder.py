from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email import policy as email_policy
from pathlib import Path

import pytest

from monitor.mail import Folder, MailError
from tests.mail_helpers import letter, mail_of, part


def test_a_letter_becomes_one_file_named_by_week_and_recipient(tmp_path: Path) -> None:
    message = mail_of(letter())
    Folder(tmp_path / "new" / "outbox").send(message)
    (written,) = (tmp_path / "new" / "outbox").iterdir()
    assert written.name == "2026-W48_sri@kedaton.test.eml"
    assert written.read_bytes() == bytes(message)
    assert written.stat().st_mode & 0o777 == 0o600  # it names people


def test_a_written_letter_reads_back_as_it_was_composed(tmp_path: Path) -> None:
    message = mail_of(letter())
    Folder(tmp_path).send(message)
    (written,) = tmp_path.iterdir()
    read = message_from_bytes(written.read_bytes(), policy=email_policy.default)
    assert part(read, "html") == part(message, "html")


def test_addresses_that_file_systems_do_not_take_get_safe_and_different_names(tmp_path: Path) -> None:
    for to in ("a/b@kedaton.test", "a?b@kedaton.test", f"{'x' * 60}@{'y' * 60}.{'z' * 60}.test"):
        Folder(tmp_path).send(mail_of(letter(to=to)))
    names = [path.name for path in tmp_path.iterdir()]
    assert len(names) == 3
    assert all(len(name) < 160 and "?" not in name for name in names)


def test_the_security_letter_of_a_week_does_not_overwrite_the_weekly_one(tmp_path: Path) -> None:
    for kind in ("weekly", "security"):
        Folder(tmp_path).send(mail_of(replace(letter(), kind=kind)))
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_one_clear_error_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file stands where the folder should be", encoding="utf-8")
    with pytest.raises(MailError, match="cannot write the letter") as caught:
        Folder(tmp_path / "outbox").send(mail_of(letter()))
    assert caught.value.recipient is None
    assert [path.name for path in tmp_path.iterdir()] == ["outbox"]


def test_a_letter_that_cannot_be_moved_into_place_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "2026-W48_sri@kedaton.test.eml").mkdir()
    with pytest.raises(MailError):
        Folder(tmp_path).send(mail_of(letter()))
    assert [path.name for path in tmp_path.iterdir()] == ["2026-W48_sri@kedaton.test.eml"]
