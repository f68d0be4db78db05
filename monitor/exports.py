"""The data files beside the pages: leaderboard.json, schema 1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from crawler.sites import City
from monitor.frequency import Frequency
from monitor.indicator import CityIndex, ProfileReading
from monitor.leaderboard import Row
from monitor.phrases import quoted
from monitor.policy import Policy
from monitor.updates import Update

SCHEMA = 1


def leaderboard_json(*, rows: Sequence[Row], index: CityIndex, city: City, policy: Policy, now: datetime) -> str:
    """Write the leaderboard as JSON text: `now` in ISO 8601 in the city's zone, days as ISO dates, null for unknown.

    ``policy`` is the policy's version. Units stand in the order of the board; no admin is named.
    """
    document = {
        "schema": SCHEMA,
        "now": now.astimezone(city.zone).isoformat(timespec="seconds"),
        "policy": policy.version,
        "city": _city(city, index),
        "sites": [_site(row) for row in rows],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _city(city: City, index: CityIndex) -> dict[str, Any]:
    return {
        "code": city.code,
        "name": city.name,
        "zone": city.zone.key,
        "measured": index.measured,
        "total": index.total,
        "data_dukung": [_reading(reading) for reading in index.readings],
        "index": index.mean,
        "coverage": index.coverage,
    }


def _reading(reading: ProfileReading) -> dict[str, Any]:
    return {
        "profile": reading.key,
        "name": reading.name,
        "level": reading.level,
        "predicate": reading.predicate,
        "note": reading.note,
    }


def _site(row: Row) -> dict[str, Any]:
    unit, score = row.unit, row.score
    return {
        "code": unit.code,
        "name": unit.name,
        "level": unit.level,
        "parent": unit.parent,
        "url": unit.url,
        "reach": score.reach,
        "status": score.status,
        "score": score.score,
        "recency": score.recency,
        "rhythm": score.rhythm,
        "last_update": score.last_update.isoformat() if score.last_update else None,
        "updates_90d": score.updates_90d,
        "median_gap_days": score.median_gap_days,
        "frequency": _frequency(score.frequency),
        "rank": row.rank,
        "evidence": _evidence(score.evidence),
    }


def _evidence(update: Update | None) -> dict[str, str] | None:
    return None if update is None else {"url": update.url, "kind": update.kind, "raw": quoted(update.raw)}


def _frequency(found: Frequency | None) -> dict[str, float] | None:
    """Updates per week, the ends of the 80 % interval, and what they rest on."""
    return None if found is None else asdict(found)
