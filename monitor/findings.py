"""What wants a person, whatever the score: hacked sites, odd ones, and those that keep us out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.freshness import Score, keeps_us_out


@dataclass(frozen=True, slots=True)
class Findings:
    """The sites of each sort, in the order in which their scores came; one that looks odd may keep us out, too."""

    injected: tuple[Score, ...] = ()
    odd: tuple[Score, ...] = ()
    blocked: tuple[Score, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.injected or self.odd or self.blocked)


def findings_of(scores: Iterable[Score]) -> Findings:
    """Sort out what a night's scores give an operator to do."""
    known = tuple(scores)
    return Findings(
        injected=tuple(found for found in known if found.injected),
        odd=tuple(found for found in known if found.suspicion),
        blocked=tuple(filter(keeps_us_out, known)),
    )
