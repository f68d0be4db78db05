"""Which nights were ours: when most of the hosts that answered before fail at once, the fault is not theirs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from urllib.parse import urlsplit

from crawler.reach import OUTCOMES, Reach
from crawler.records import CanaryNight, Ending, Visit

HOSTS = 10
"""With fewer hosts that answered before, a share says nothing: two of three small sites may well be down."""


class Sign(StrEnum):
    """What told that a night was ours."""

    HOSTS = "hosts"  # most of those that answered when last asked did not
    CANARIES = "canaries"  # most of the addresses of crawl.canaries did not answer
    NOTHING = "nothing"  # not one of several sites could be reached at all


@dataclass(frozen=True, slots=True)
class OurNight:
    """A night on which ``failed`` of ``expected`` did not answer: hosts, canaries or sites, as ``sign`` says.

    ``silent`` are the addresses of the canaries that did not answer.
    """

    night: date
    failed: int
    expected: int
    sign: Sign = Sign.HOSTS
    silent: tuple[str, ...] = ()


def our_nights(
    endings: Iterable[Ending],
    *,
    share: float,
    canaries: Iterable[CanaryNight] = (),
    unreached: Iterable[tuple[date, int]] = (),
) -> tuple[OurNight, ...]:
    """The nights on which more than ``share`` (0 to 1) of the hosts that answered before failed; oldest first.

    So are those on which most of the configured ``canaries`` of a crawl failed, however many hosts there are, and those
    that ``unreached`` names, with the number of sites of which none could be reached (these nights have no endings).
    ``endings`` are those of all sites, in any order, one a site and night. A host answers when any of its units' front
    pages was read. Each night is held against the hosts' last night that was not ours, so an outage of a week stays
    ours for a week. Hosts that were not asked tonight (``segar crawl --only``) do not weigh.
    """
    silent = _silent(canaries)
    answered: dict[str, bool] = {}
    found = [OurNight(night, sites, sites, Sign.NOTHING) for night, sites in unreached]
    ordered = sorted(endings, key=lambda ending: ending.night)
    for night, together in groupby(ordered, key=lambda ending: ending.night):
        if night in silent:
            found.append(silent[night])
            continue
        tonight = _hosts(together)
        expected = [host for host in tonight if answered.get(host)]
        failed = sum(not tonight[host] for host in expected)
        if len(expected) >= HOSTS and failed > share * len(expected):
            found.append(OurNight(night, failed, len(expected)))
        else:
            answered |= tonight
    return tuple(sorted(found, key=lambda ours: ours.night))


def _silent(canaries: Iterable[CanaryNight]) -> dict[date, OurNight]:
    """The nights that the canaries call ours; of several crawls of one night a single one will do."""
    failing = (known for known in canaries if known.is_ours)
    return {
        known.night: OurNight(
            known.night,
            len(known.silent),
            len(known.answers),
            Sign.CANARIES,
            tuple(answer.url for answer in known.silent),
        )
        for known in failing
    }


def _hosts(endings: Iterable[Ending]) -> dict[str, bool]:
    """Whether each host answered on one night."""
    hosts: dict[str, bool] = {}
    for ending in endings:
        host = urlsplit(ending.url).netloc.lower()
        hosts[host] = hosts.get(host, False) or answers(ending)
    return hosts


def answers(ending: Ending | Visit) -> bool:
    """Whether the site's own front page was read, whatever else failed."""
    return OUTCOMES[ending.reach].measured or ending.reach is Reach.PARTIAL


def spared(visits: Sequence[Visit], ours: Sequence[OurNight]) -> tuple[Visit, ...]:
    """The visits without the failed ones of our nights: those tell of our network and count against nobody."""
    nights = {night.night for night in ours}
    return tuple(visit for visit in visits if visit.night not in nights or answers(visit))
