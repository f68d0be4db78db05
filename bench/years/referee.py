"""The judgement beside the truth: what was credited wrongly and by what name, what was missed, whom it wronged. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import quantiles

from bench.years.truth import Truth
from bench.years.values import NOT_NEWS, Change, Item, Server, Site, Sort, Trouble

TURN = 28
"""Nights in which every known page is read again once: an edit may take so long to be seen."""
DOUBT = timedelta(days=1)
"""A page that came between two nights was put up on either day."""


HIDDEN = timedelta(days=7)
"""So long a server that says 304 to everything may hide what was put up: the fault is its own, and called by its name."""


@dataclass(frozen=True, slots=True)
class Credit:
    """One update that the judgement counted at any time: its page, day and reason."""

    site: int
    url: str
    day: date
    reason: str
    stands: bool = True  # in the end: a copy is told only when the fifth site has it


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit on one night: its status, the day it rests on, and whether tonight was measured."""

    site: int
    night: date
    status: str
    last_update: date | None
    measured: bool


@dataclass(slots=True)
class Findings:
    """The figures of a run; each wrong thing keeps its sentence."""

    true: int = 0
    found: int = 0
    credited: int = 0
    right: int = 0
    letters: int = 0
    errors: list[int] = field(default_factory=list)  # days between the last update told and the true one
    nights: Counter[str] = field(default_factory=Counter)  # site-nights by status
    wrong: dict[str, list[str]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    wrong_segar: list[str] = field(default_factory=list)
    wrong_tertinggal: list[str] = field(default_factory=list)
    wrong_letters: list[str] = field(default_factory=list)
    early: int = 0  # copies that were counted until so many sites had them that they were known for copies

    @property
    def recall(self) -> float:
        """Share of the true updates that were counted."""
        return self.found / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        """Share of the counted updates that are true."""
        return self.right / self.credited if self.credited else 1.0

    def note(self, name: str, sentence: str) -> None:
        """Keep a wrong credit under its name."""
        self.wrong.setdefault(name, []).append(sentence)


def weigh(
    findings: Findings, site: Site, truths: Sequence[Truth], credits_: Iterable[Credit], *, first: date, last: date
) -> None:
    """Hold the counted updates of a site against its true ones."""
    items, all_told = {site.address(item): item for item in site.items}, list(credits_)
    told = [one for one in all_told if one.stands or not _is_paste(items.get(one.url))]
    findings.early += len(all_told) - len(told)
    for credit in told:
        findings.credited += 1
        name = _fault(site, items.get(credit.url), credit, truths, first)
        findings.right += name is None
        if name:
            findings.note(
                name, f"{credit.url} {credit.reason} {credit.day} ({site.shape.name} {site.rhythm} {_names(site)})"
            )
    for truth in truths:
        slow = truth.change is Change.EDIT or _is_amid(site, truth)
        due = truth.seen > first and (not slow or _settled(site, truth) <= last - timedelta(days=TURN))
        if due:
            hit = any(_tells(site, credit, truth) for credit in told)
            findings.true += 1
            findings.found += hit
            if not hit:
                findings.missed.append(
                    f"{truth.change} {truth.url} {truth.day} ({site.shape.name} {site.rhythm} {_names(site)})"
                )


def _settled(site: Site, truth: Truth) -> date:
    """From when on a truth must be told within one turn: what is put up amid injected links waits until they are gone."""
    return max(truth.seen, site.hacked[1]) if site.hacked and _is_amid(site, truth) else truth.seen


def _is_amid(site: Site, truth: Truth) -> bool:
    """Whether a page was first seen while injected links stood on every page, put up before they came or not."""
    return site.hacked is not None and site.hacked[0] <= truth.seen and truth.day <= site.hacked[1]


def _is_paste(item: Item | None) -> bool:
    return item is not None and item.sort is Sort.COPY


def _tells(site: Site, credit: Credit, truth: Truth) -> bool:
    settled = _settled(site, truth)
    if credit.url != truth.url:
        return False
    if truth.change is Change.EDIT:
        return credit.reason == "text_changed" and truth.day <= credit.day <= settled + timedelta(days=TURN + 14)
    return credit.reason != "text_changed"


def _fault(site: Site, item: Item | None, credit: Credit, truths: Sequence[Truth], first: date) -> str | None:
    """The name of what a credit wrongly rests on; None for a right one."""
    if item is None:
        return "no article"
    if credit.reason == "text_changed":
        edits = (truth for truth in truths if truth.change is Change.EDIT)
        return None if any(_tells(site, credit, truth) for truth in edits) else _moved(site, item, credit)
    return item.sort.value if item.sort in NOT_NEWS else _misdated(site, item, credit, truths, first)


def _misdated(site: Site, item: Item, credit: Credit, truths: Sequence[Truth], first: date) -> str | None:
    """Why a post of the office is counted on a day that is not its own; None where it is."""
    own = next((truth for truth in truths if truth.url == credit.url and truth.change is Change.FIRST), None)
    if own is None:
        return "never visible"
    from_, until = min(own.day, item.versions[0].claimed.date()) - DOUBT, own.seen + DOUBT
    if from_ <= credit.day <= until and not (own.day < first <= credit.day):
        return None
    if any(version.change is Change.RESTAMP and version.claimed.date() == credit.day for version in item.versions):
        return Change.RESTAMP.value
    if site.server is Server.STUCK and until < credit.day <= until + HIDDEN:
        return Server.STUCK.value
    return _suspect(site, (Trouble.TODAY, Trouble.CLOCK, Trouble.BOX, Trouble.TEASERS)) or "wrong day"


def _moved(site: Site, item: Item, credit: Credit) -> str:
    """Why a text moved that nobody wrote."""
    if site.hacked and site.hacked[0] <= credit.day <= site.hacked[1] + timedelta(days=TURN):
        return Trouble.HACKED.value
    near = [v.change for v in item.versions if timedelta() <= credit.day - v.since.date() <= timedelta(days=TURN)]
    if near and near[-1] in {Change.TYPO, Change.COMMENT, Change.TOUCH, Change.RESTAMP}:
        return near[-1].value
    if site.redesigned and timedelta() <= credit.day - site.redesigned <= timedelta(days=TURN + 14):
        return Trouble.REDESIGNED.value
    return (
        _suspect(site, (Trouble.DAILY, Trouble.WEEKLY, Trouble.TEASERS, Trouble.BOX, Trouble.TODAY, Trouble.COUNTER))
        or item.sort.value
    )


def _suspect(site: Site, troubles: Sequence[Trouble]) -> str | None:
    return next((trouble.value for trouble in troubles if trouble in site.troubles), None)


def _names(site: Site) -> str:
    return ", ".join(sorted(site.troubles))


def watch(findings: Findings, standing: Standing, true: date | None, *, fresh: int, fair: int) -> None:
    """Hold a unit's standing of one night against the truth; ``fresh`` and ``fair`` are the policy's limits in days."""
    findings.nights[standing.status] += 1
    if not standing.measured:
        return
    told, age = standing.last_update, (standing.night - true).days if true else None
    if told and true:
        findings.errors.append(abs((told - true).days))
    line = f"site {standing.site} on {standing.night}: told {told}, true {true}, {standing.status}"
    if standing.status == "segar" and (age is None or age > fresh + DOUBT.days):
        findings.wrong_segar.append(line)
    if standing.status in LAGGING and age is not None and age <= fair:
        findings.wrong_tertinggal.append(line)


LAGGING = frozenset({"tertinggal", "basi", "mati_suri"})


def letter(findings: Findings, site: int, night: date, true: date | None, *, fair: int) -> None:
    """Note that a site's admin was told that it lags."""
    findings.letters += 1
    if true and (night - true).days <= fair:
        findings.wrong_letters.append(f"site {site} on {night}: true {true}")


def report(findings: Findings, *, most: int = 6) -> str:
    """The figures as text, with at most so many examples of each fault."""
    errors = sorted(findings.errors) or [0]
    cuts = quantiles(errors, n=100) if len(errors) > 1 else [0.0] * 99
    exact, near = (sum(error <= most_off for error in errors) / len(errors) for most_off in (0, 1))
    spread = f"median {cuts[49]:.0f}, 95 % {cuts[94]:.0f}, 99 % {cuts[98]:.0f}, most {errors[-1]}"
    faults = f"wrong segar {len(findings.wrong_segar)}, wrong tertinggal {len(findings.wrong_tertinggal)}"
    lines = [
        f"true updates {findings.true}, found {findings.found}: recall {findings.recall:.4f}",
        f"counted {findings.credited}, true {findings.right}: precision {findings.precision:.4f}",
        f"last update off by days: exact {exact:.3f}, within 1 {near:.3f}, {spread} ({len(findings.errors)} site-nights)",
        f"site-nights by status: {', '.join(f'{name} {count}' for name, count in findings.nights.most_common())}",
        f"letters {findings.letters}, wrong {len(findings.wrong_letters)}; {faults}",
    ]
    lines.append(f"copies counted before they were known for copies, and taken back: {findings.early}")
    for title, sentences in (
        ("letters", findings.wrong_letters),
        ("segar", findings.wrong_segar),
        ("tertinggal", findings.wrong_tertinggal),
    ):
        lines += [f"  wrong {title}: {one}" for one in _some(sentences, most)]
    for name in sorted({*findings.wrong, *NAMED}):
        lines.append(f"credited by {name}: {len(findings.wrong.get(name, ()))}")
        lines += [f"  {one}" for one in _some(findings.wrong.get(name, []), most)]
    lines += [f"missed: {one}" for one in _some(findings.missed, 3 * most)]
    return "\n".join(lines)


NAMED = (
    *(t.value for t in (Trouble.CLOCK, Trouble.TODAY, Trouble.COUNTER, Trouble.BOX, Trouble.TEASERS, Trouble.DAILY, Trouble.WEEKLY)),
    *(c.value for c in (Change.RESTAMP, Change.TOUCH, Change.TYPO, Change.COMMENT)),
    *(s.value for s in (Sort.COPY, Sort.REPOST, Sort.BACKDATED, Sort.INJECTED)),
    Trouble.REDESIGNED.value,
)  # fmt: skip


def _some(sentences: Sequence[str], most: int) -> list[str]:
    step = max(1, -(-len(sentences) // most)) if sentences else 1
    return list(sentences)[::step]
