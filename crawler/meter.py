"""What a visit costs, and may cost: requests and bytes, as they are asked and come in."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.plural import counted


class SpentError(Exception):
    """A site has had all its bytes or requests of the night; the message is the end of "stopped after ..."."""


@dataclass(slots=True, weakref_slot=True)
class Meter:
    """What one visit has cost so far, and may cost (None: without end).

    ``bytes`` are those of bodies that were taken, as received; ``come`` is all that the site's connections brought, heads
    and answers that were cut off included: what counts against the budget. ``begun`` tells of the running request
    whether any byte of its answer has come.
    """

    requests: int = 0
    bytes: int = 0
    come: int = 0
    begun: bool = False
    most_requests: int | None = None
    most_bytes: int | None = None

    def check(self) -> None:
        """Raise SpentError where nothing more may be asked."""
        if self.most_requests is not None and self.requests >= self.most_requests:
            raise SpentError(counted(self.requests, "request"))
        if self.most_bytes is not None and self.come >= self.most_bytes:
            raise SpentError(f"{self.come:,} bytes")
