"""A small city of websites on loopback: real servers, made-up news, and a clock that tests can set."""

from __future__ import annotations

import errno
from collections.abc import Collection
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from demo.catalogue import PLANS, Plan
from demo.certificate import expired_context
from demo.registry import sites_yaml
from demo.server import Listener
from demo.site import DemoSite
from demo.values import Answer, Asked
from demo.words import WIB

NETWORK = "127.0.50"
_TRIES = 20  # free ports to try; one that is free on the first address is nearly always free on the others


class City:
    """The demo city. Its past is computed from ``now``; entering it starts the servers, leaving it stops them.

    ``now`` is an aware datetime, ``port`` the port of every server (0: a free one), ``only`` the keys of the sites
    to have (all without it). The clock stands still until :meth:`at` moves it.
    """

    def __init__(self, *, now: datetime, port: int = 0, only: Collection[str] | None = None) -> None:
        self.now = self.since = _local(now)
        self.port = port
        unknown = set(only or ()) - {plan.key for plan in PLANS}
        if unknown:
            raise KeyError(f"no such sites in the demo city: {', '.join(sorted(unknown))}")
        self._all = {plan.key: DemoSite(plan, self) for plan in PLANS}
        self._plans = [plan for plan in PLANS if only is None or plan.key in only]
        numbers = {plan.number for plan in self._plans}
        self._listeners = {number: self._listener(number) for number in sorted(numbers)}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @cached_property
    def sites(self) -> tuple[DemoSite, ...]:
        """The units' sites; the portal around two of them is none, ask for it by :meth:`site`."""
        return tuple(self._all[plan.key] for plan in self._plans if plan.code is not None)

    def site(self, key: str) -> DemoSite:
        """Return a site (or the portal) by its key; raises KeyError."""
        return self._all[key]

    def at(self, now: datetime) -> None:
        """Set the clock, to any aware moment: what live clocks, relative dates and Date headers print from now on."""
        self.now = _local(now)
        self.since = min(self.since, self.now)

    @property
    def requests(self) -> list[Asked]:
        """Every request so far, site by site."""
        return [asked for site in self._all.values() for asked in site.requests]

    def start(self) -> None:
        """Start every server but those that are down; raises OSError where the wanted port is taken."""
        wanted = self.port
        for _ in range(_TRIES):
            try:
                self._open_all(wanted)
            except OSError as error:
                self.stop()
                if wanted or error.errno != errno.EADDRINUSE:
                    raise
            else:
                return
        raise OSError(errno.EADDRINUSE, f"found no port that is free on all of {NETWORK}.0/24")

    def stop(self) -> None:
        """Stop every server."""
        for listener in self._listeners.values():
            listener.close()

    def write_sites_yaml(self, path: Path | str) -> Path:
        """Write a registry of the city; returns its path."""
        file = Path(path)
        file.write_text(sites_yaml(self.sites, network="127.0.0.0/8"), encoding="utf-8")
        return file

    def root(self, plan: Plan) -> str:
        """Return the address of a site without the slash at its end; raises RuntimeError while no port is known."""
        if not self.port:
            raise RuntimeError("the demo city has no addresses before it starts; use: with City(...) as city")
        scheme = "https" if plan.tls else "http"
        return f"{scheme}://{NETWORK}.{plan.number}:{self.port}{plan.prefix.rstrip('/')}"

    def neighbour(self, key: str) -> DemoSite:
        """Return another site, whether it is served or not."""
        return self._all[key]

    def is_up(self, plan: Plan) -> bool:
        """Say whether a site's server listens."""
        listener = self._listeners.get(plan.number)
        return listener is not None and listener.is_open

    def take_down(self, plan: Plan) -> None:
        """Stop the server of a site."""
        self._listeners[plan.number].close()

    def bring_up(self, plan: Plan) -> None:
        """Start the server of a site again, at the same address."""
        if not self.is_up(plan):
            self._listeners[plan.number].open(self.port)

    def _open_all(self, wanted: int) -> None:
        port = wanted
        for number, listener in self._listeners.items():
            if not any(plan.down for plan in PLANS if plan.number == number):
                port = listener.open(port)
        self.port = port or wanted

    def _listener(self, number: int) -> Listener:
        rooms = sorted((plan for plan in PLANS if plan.number == number), key=lambda plan: -len(plan.prefix))
        address = f"{NETWORK}.{number}"
        tls = expired_context(address) if any(plan.tls for plan in rooms) else None

        def respond(asked: Asked) -> Answer:
            path = asked.path.partition("?")[0].rstrip("/") + "/"
            plan = next((plan for plan in rooms if path.startswith(plan.prefix)), rooms[-1])
            if path == "/robots.txt/":
                for room in rooms:
                    if room is not plan:
                        self._all[room.key].note(asked)
            return self._all[plan.key].answer(asked)

        return Listener(address, respond, tls=tls)


def _local(now: datetime) -> datetime:
    if now.tzinfo is None:
        raise ValueError(f"{now} has no zone; the demo city wants an aware datetime")
    return now.astimezone(WIB)
