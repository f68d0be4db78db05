"""Policy 1: every number by which Segar judges. Each is a key under ``policy:`` in sites.yaml.

No law sets an update frequency for these sites (UU 14/2008 asks for periodic information every six months, and
does not speak of news): all of this is the Dinas's own policy, and is printed as such.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds and weights; days are city days, weeks run Monday to Sunday in the city's zone.

    ``recency`` holds (days, value) points between which recency falls in straight lines.
    """

    version: int = 1
    recency: tuple[tuple[int, float], ...] = ((7, 1.0), (30, 0.7), (90, 0.3), (180, 0.0))
    recency_weight: float = 0.6
    rhythm_weight: float = 0.4
    rhythm_weeks: int = 12
    fresh_days: int = 14  # segar up to here
    fair_days: int = 30  # cukup up to here
    lagging_days: int = 90  # tertinggal up to here
    stale_days: int = 180  # basi up to here, mati suri beyond
    unreachable_days: int = 7
    undated_days: int = 30
    letter_gap_days: int = 4
    copy_kecamatan_after: int = 4
    copy_kominfo_after: int = 8
    grace_days: int = 30
    frozen_days: int = 30  # a score of an older measurement is not shown any more
    copy_threshold: int = 5  # sites that bear the same main text: it is then no update of any of them
    canary_share: float = 0.6  # more of the hosts that answered before failing at once: the night is ours


POLICIES: dict[str, Policy] = {"1": Policy()}
"""By name, the policy versions as they were shipped; a city's own numbers stand in its sites.yaml."""
