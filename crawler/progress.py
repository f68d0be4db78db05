"""What the operator sees of a running crawl: a bar on a terminal, one plain line a site without one."""

from __future__ import annotations

import sys
from collections import Counter
from time import monotonic
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from crawler.fields import harmless
from crawler.plural import counted
from crawler.reach import ENDS_SOON, OUTCOMES, TROUBLE, Tls
from crawler.records import Visit

_SHOWN = 20
"""Certificates named at the end of a crawl; the rest is on the site pages."""


def certificate_words(visit: Visit) -> str | None:
    """Say what an operator should know of a site's certificate; None where all is well."""
    days = visit.tls_days
    if visit.tls not in TROUBLE and (days is None or days >= ENDS_SOON):
        return None
    ends = (
        ""
        if days is None or days >= ENDS_SOON
        else f"ended {counted(-days, 'day')} ago"
        if days < 0 or visit.tls is Tls.EXPIRED
        else f"ends in {counted(days, 'day')}"
    )
    return ", ".join(word for word in (visit.tls.value if visit.tls in TROUBLE else "", ends) if word)


class Progress:
    """Counts sites and pages on standard error; use it as a context."""

    def __init__(self, *, total: int, skipped: int, verbose: bool, console: Console | None = None) -> None:
        self.total, self.skipped, self.verbose = total, skipped, verbose
        self.failures: Counter[str] = Counter()
        self.pages = self.done = 0
        self.certificates: list[str] = []
        self.began = monotonic()
        self.console = console or Console(stderr=True)
        columns = (
            TextColumn("crawl"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("sites, {task.fields[said]}"),
            TimeElapsedColumn(),
        )
        self.bar = (
            Bar(*columns, console=self.console, transient=True) if self.console.is_terminal and not verbose else None
        )
        self.task = self.bar.add_task("", total=total, said="0 pages") if self.bar else None

    def __enter__(self) -> Self:
        if self.skipped:
            self.say(f"{counted(self.skipped, 'site')} visited tonight already; --again visits anew")
        if self.bar:
            self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar:
            self.bar.stop()
        self.say(f"crawl: {self.done} of {counted(self.total, 'site')}, {self._said()}")
        if self.certificates:
            more = f" and {len(self.certificates) - _SHOWN} more" if len(self.certificates) > _SHOWN else ""
            self.say(f"certificates: {'; '.join(self.certificates[:_SHOWN])}{more}")

    def site_done(self, visit: Visit) -> None:
        """Count one finished visit."""
        self.done += 1
        self.pages += visit.pages
        if words := certificate_words(visit):
            self.certificates.append(f"{visit.site} {words}")
        if not OUTCOMES[visit.reach].measured:
            self.failures[visit.reach.value] += 1
        self._advance(
            f"{visit.site} {visit.reach}: {OUTCOMES[visit.reach].operator}; {visit.detail} ({counted(visit.requests, 'request')}, {counted(visit.bytes, 'byte')})"
        )

    def site_failed(self, site: str, trace: str) -> None:
        """Report a bug met on one site."""
        self.failures["error in Segar"] += 1
        self.say(f"{site}: Segar failed on this site; please report it:\n{trace}")
        self._advance("")

    def _advance(self, line: str) -> None:
        if self.bar and self.task is not None:
            self.bar.update(self.task, advance=1, said=self._said())
        elif line:
            self.say(line)

    def _said(self) -> str:
        failed = ", ".join(f"{count} {name}" for name, count in self.failures.most_common())
        rate = self.pages / max(monotonic() - self.began, 1.0)
        return f"{counted(self.pages, 'page')}, {rate:.1f} a second" + (f", not measured: {failed}" if failed else "")

    def say(self, text: str) -> None:
        """Print one line, harmless whatever a site put into it."""
        sys.stderr.write(harmless(text) + "\n")
        sys.stderr.flush()
