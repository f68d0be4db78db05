"""Updates + visits + now + policy -> a Score with its reasons. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from crawler.reach import Reach, Tls
from monitor.updates import Update


class Status(StrEnum):
    """A site's standing, in the words that people read."""

    SEGAR = "segar"
    CUKUP = "cukup"
    TERTINGGAL = "tertinggal"
    BASI = "basi"
    MATI_SURI = "mati suri"
    BELUM_TERUKUR = "belum terukur"
    TIDAK_DAPAT_DIAKSES = "tidak dapat diakses"
    DIALIHKAN = "dialihkan"
    DISUSUPI = "disusupi"
    BELUM_ADA_SITUS = "belum ada situs"


LAGGING = frozenset({Status.TERTINGGAL, Status.BASI, Status.MATI_SURI})
RANKED = frozenset({Status.SEGAR, Status.CUKUP}) | LAGGING


@dataclass(frozen=True, slots=True)
class Score:
    """One unit's verdict on one night; every number it was made of is kept beside it.

    ``score`` 0-100 with one decimal, ``recency`` and ``rhythm`` 0-1; all None where nothing was measured.
    ``weeks`` holds the counted updates of the last 12 full weeks, oldest first, None where no list or reading covers
    the week. ``days`` are city days since ``last_update``. ``measured_on`` is the last night that was measured;
    ``unmeasured_since`` is the first night after it that was not (None when tonight was). A Score with
    ``unmeasured_since`` set is frozen as of ``measured_on``. ``evidence`` is the update that ``last_update`` rests on.
    ``reasons`` are English sentences for `segar explain`, in the order of the calculation.
    """

    site: str
    night: date
    now: datetime
    policy: int
    status: Status
    score: float | None = None
    recency: float | None = None
    rhythm: float | None = None
    days: int | None = None
    last_update: date | None = None
    updates_90d: int = 0
    median_gap_days: float | None = None
    weeks: tuple[int | None, ...] = ()
    reach: Reach | None = None
    tls: Tls = Tls.NONE
    measured_on: date | None = None
    unmeasured_since: date | None = None
    watched_since: date | None = None
    evidence: Update | None = None
    reasons: tuple[str, ...] = ()
    injected: str | None = None
