"""What was decided holds by the night it was decided for, in whatever order the nights are judged."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from monitor.reasons import Reason, Update
from monitor.store import JudgementStore

FIRST = datetime(2026, 11, 20, 18, tzinfo=UTC)
LATER = FIRST + timedelta(days=1)
NEWS = Update(
    site="18.71.01.1001",
    url="http://kel.test/berita/1",
    title="Kerja bakti",
    day=date(2026, 11, 20),
    counted=False,
    reason=Reason.AWAITED,
    claimed=False,
    kind="observed",
    raw="new tonight",
    where="",
)


def test_a_past_night_that_is_judged_again_leaves_what_later_nights_found(tmp_path: Path) -> None:
    with closing(JudgementStore(tmp_path / "segar.db")) as store:
        store.save_updates(NEWS.site, [], now=FIRST)
        told = Update(**{name: getattr(NEWS, name) for name in NEWS.__slots__} | {"title": "Kerja bakti warga"})
        store.save_updates(NEWS.site, [told], now=LATER)
        store.save_updates(NEWS.site, [NEWS], now=FIRST)
        assert [update.title for update in store.updates(NEWS.site, now=FIRST)] == ["Kerja bakti"]
        assert [update.title for update in store.updates(NEWS.site, now=LATER)] == ["Kerja bakti warga"]
