"""What the pages say of a unit in one sentence: where it stands, why it has no rank, and since when. Pure."""

from __future__ import annotations

from datetime import date

from crawler.reach import OUTCOMES, Reach
from monitor.freshness import Score, Status, keeps_us_out
from monitor.phrases import ago, day, number
from monitor.updates import Update
from monitor.waits import Wait
from monitor.wording import (
    KEPT_OUT,
    KINDS,
    NEVER_VISITED,
    NO_EVIDENCE,
    NO_SITE,
    OTHER_KIND,
    OURS_TONIGHT,
    WAITS,
)


def reason_of(score: Score) -> str:
    """Say why a unit stands outside the ranking (the sentence is unused where it has a rank)."""
    if score.status is Status.BELUM_ADA_SITUS:
        return NO_SITE
    if score.status is Status.DIALIHKAN:
        return OUTCOMES[Reach.REDIRECTED_AWAY].admin
    if score.reach is None:
        return NEVER_VISITED
    if keeps_us_out(score):
        return f"{KEPT_OUT[score.reach]} {OUTCOMES[score.reach].admin}"
    return _of_read_site(score) if OUTCOMES[score.reach].measured else OUTCOMES[score.reach].admin


def _of_read_site(score: Score) -> str:
    if score.unmeasured_since is not None:
        return OURS_TONIGHT
    return WAITS[score.waits] if score.waits else NO_EVIDENCE


def verdict_of(score: Score) -> str:
    """Say the verdict in one sentence, with the day, its age and on whose word it rests."""
    if score.status is Status.DISUSUPI:
        return "Penilaian ditunda: situs memuat halaman yang diduga disisipkan pihak lain."
    if score.last_update is None:
        frozen = score.unmeasured_since is not None or score.status is Status.TIDAK_DAPAT_DIAKSES
        return (
            reason_of(score)
            if frozen or score.days is None
            else f"Tidak ada perubahan selama {number(score.days)} hari diamati."
        )
    told = f"Terakhir diperbarui {day(score.last_update)}"
    if score.unmeasured_since is None and score.days is not None:
        told += f" ({ago(score.days)})"
    if score.evidence is not None:
        told += f", {_according_to(score.evidence)}"
    if score.unmeasured_since is not None:
        told += f"; belum terukur sejak {day(score.unmeasured_since)}"
    return f"{told}."


def _according_to(update: Update) -> str:
    if not update.claimed:
        return "teramati oleh Segar"
    return f"menurut {KINDS.get(update.kind, OTHER_KIND).source}"


def since(score: Score, *, ranked: bool) -> date | None:
    """Since when a unit is not measured, or is watched without a score; None where it has one, or had one."""
    scored = score.measured_on is not None and (
        ranked or (score.waits is Wait.RIDDLE and score.last_update is not None)
    )
    return score.unmeasured_since or (None if scored else score.watched_since)
