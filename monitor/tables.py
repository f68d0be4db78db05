"""What the operator reads on a terminal: plain English, one fact a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.fields import harmless
from crawler.plural import counted
from crawler.reach import BLOCKED_US, OUTCOMES, Reach
from crawler.records import Clue, PageDates, Precision, Visit
from crawler.sites import Problem, sentence
from monitor.canary import OurNight, Sign
from monitor.findings import Findings, findings_of
from monitor.freshness import Score
from monitor.leaderboard import Row
from monitor.mail import SendReport
from monitor.phrases import defanged
from monitor.reasons import OBSERVED
from monitor.recompute import Rebuilt
from monitor.updates import Reason, Update

if TYPE_CHECKING:
    from monitor.jobs import Board, Due, Explanation

_ALIKE = 3  # entries with one and the same warning that are listed one by one
_EVIDENCE = 400  # characters of what speaks for an intrusion
_RECENT = 12  # updates and visits that `explain` prints


def columns(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Lay rows out in aligned columns, two spaces apart; what came from the web moves no cursor and colours nothing."""
    cells = [list(head), *[["-" if cell is None else harmless(str(cell)) for cell in row] for row in rows]]
    widths = [max(len(line[place]) for line in cells) for place in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
    )


def check_summary(
    path: Path, errors: Sequence[Problem], warnings: Sequence[Problem], *, everything: bool = False
) -> str:
    """Say whether the registry is fit for tonight; a warning that many units share is one line, unless all are wanted."""
    alike: dict[str, list[Problem]] = {}
    for problem in warnings:
        alike.setdefault(problem.message, []).append(problem)
    lines = [line for group in alike.values() for line in _warning_lines(path, group, everything=everything)]
    verdict = "not fit for use" if errors else "fit for use"
    return "\n".join(
        [*lines, f"{path}: {verdict}: {counted(len(errors), 'error')}, {counted(len(warnings), 'warning')}"]
    )


def _warning_lines(path: Path, group: Sequence[Problem], *, everything: bool) -> list[str]:
    if everything or len(group) <= _ALIKE:
        return [sentence(path, problem) for problem in group]
    first = ", ".join(problem.entry for problem in group[:_ALIKE])
    return [
        f"{path}: {len(group)} entries: {group[0].message} ({first} and {len(group) - _ALIKE} more; --all lists them)"
    ]


def board(what: Board) -> str:
    """How many of each status, the city's index with its coverage; then what looks hacked, who keeps us out, and whether the night was ours."""
    counts = Counter(row.score.status.value for row in what.rows)
    said = ", ".join(f"{count} {status}" for status, count in counts.most_common())
    mean = "none" if what.index.mean is None else f"{what.index.mean:.1f}"
    line = f"scored {what.night}: {said}; index {mean}, measured {what.index.measured} of {what.index.total}"
    lines = findings(findings_of(row.score for row in what.rows))
    return "\n".join([line, *lines, *([our_night(what.ours)] if what.ours else [])])


def rebuilt(found: Rebuilt) -> str:
    """One line for a night judged again, and one for each field that came out another."""
    units = len({one.site for one in found.differences})
    lines = [f"{found.night}: {counted(found.compared, 'score')} rebuilt, {units} with differences to what was stored"]
    told = (f"  {one.site} {one.field}: stored {one.stored}, rebuilt {one.rebuilt}" for one in found.differences)
    lines += map(harmless, told)
    lines += [f"  {code}: stored then, in the registry no more: not rebuilt" for code in found.gone]
    return "\n".join(lines)


_OUR_SIGNS = {
    Sign.HOSTS: ("host", "{0} of {1} that answered before did not answer tonight"),
    Sign.CANARIES: ("canary", "{0} of {1} did not answer ({2})"),
    Sign.NOTHING: ("site", "none of {1} could be reached"),
}


def our_night(ours: OurNight) -> str:
    """What the operator must know of a night on which our own network failed."""
    noun, sentence = _OUR_SIGNS[ours.sign]
    told = sentence.format(ours.failed, counted(ours.expected, noun), ", ".join(ours.silent))
    gone = "; an address that is gone for good must leave crawl.canaries in sites.yaml" if ours.silent else ""
    return (
        f"{ours.night}: {told}: taken for a fault of our own network; no failed visit counts against a site."
        f" Check the line and run `segar nightly --again`{gone}"
    )


def standings(rows: Sequence[Row]) -> str:
    """The short leaderboard that the demo ends with."""
    lines = [
        (
            row.rank,
            row.unit.name,
            row.unit.level,
            row.score.status.value,
            row.score.score,
            row.score.last_update,
            row.score.reach,
        )
        for row in rows
        if row.unit.url
    ]
    return columns(("rank", "unit", "level", "status", "score", "last update", "reach"), lines)


def letters(what: Due) -> str:
    """Who gets a letter and who is copied, who should and has no admin, and what looks hacked."""
    rows = [
        (
            letter.recipient,
            c.unit.code,
            c.unit.name,
            c.score.status.value,
            c.score.days,
            ", ".join(letter.copies) or None,
        )
        for letter in what.letters
        for c in letter.concerns
    ]
    lines = (
        [columns(("recipient", "code", "unit", "status", "days", "copies"), rows)] if rows else ["no letters are due"]
    )
    lines += [
        f"no admin to write to: {c.unit.code} {c.unit.name} ({c.score.status.value}, {counted(c.score.days or 0, 'day')}); name one in sites.yaml"
        for c in what.orphans
    ]
    return "\n".join(lines + findings(what.findings))


def findings(found: Findings) -> list[str]:
    """A line for each site that wants a person: what looks hacked, then what looks odd, then who keeps us out."""
    return [*map(hacked, found.injected), *map(odd, found.odd), *map(blocked, found.blocked)]


def hacked(found: Score) -> str:
    """Say what proves that a site is in strange hands."""
    return f"looks hacked: {found.site}: {defanged(found.injected or '', _EVIDENCE)}; tell its admin in person"


def odd(found: Score) -> str:
    """Say what looks odd of a site and proves nothing."""
    seen = defanged(found.suspicion or "", _EVIDENCE)
    return f"looks odd: {found.site}: {seen}; look at it, then clear it (cleared_pages) or call its admin"


_LET_US_IN = "ask its host or admin to let Segar's crawler in"
_REMEDIES = dict.fromkeys(BLOCKED_US, ("blocks us", _LET_US_IN)) | {
    Reach.HTTP_503: (
        "may block us",
        f"look whether visitors can open it (maintenance, overload); if they can, {_LET_US_IN}",
    ),
    Reach.ERROR_STATUS: (
        "needs a look",
        "open it as a visitor; if it shows its pages, ask its host or admin why its front page has an error status",
    ),
}
"""What to call a site that keeps us out, and what the operator can do, by how its visit ended."""


def blocked(found: Score) -> str:
    """Say that a site keeps us out, since when, and what the operator can do."""
    if found.reach is None:
        return ""
    called, remedy = _REMEDIES[found.reach]
    since = f", not measured since {found.unmeasured_since}" if found.unmeasured_since else ""
    return f"{called}: {found.site}: {OUTCOMES[found.reach].operator}{since}; {remedy} (no letter is sent)"


def sent(report: SendReport, *, folder: Path | None = None) -> str:
    """What became of the letters; ``folder`` is where they were written because no mail server is named."""
    done = f"written to {folder}/" if folder else "sent"
    counts = {
        done: report.sent,
        "earlier this week": report.skipped,
        "failed": report.failed,
        "not tried": report.untried,
    }
    told = [f"{len(letters)} {what}" for what, letters in counts.items() if letters or what != "not tried"]
    lines = [f"letters: {', '.join(told)}"]
    if folder and report.sent:
        lines.append(
            "SEGAR_SMTP_URL is not set, so no mail went out; they count as this week's letters and are not written again"
        )
    return "\n".join(lines + [f"  failed: {letter.recipient}: {error}" for letter, error in report.failed])


def explanation(what: Explanation) -> str:
    """A score, from its sentence down to the page and the raw text."""
    found, unit = what.score, what.unit
    lines = [
        f"{unit.code} {unit.name} ({unit.level})  {unit.url or 'no address'}",
        f"status {found.status.value}, score {'none' if found.score is None else found.score}, night {found.night}, policy {found.policy}",
    ]
    lines += [
        f"  {defanged(reason, 2 * _EVIDENCE) if found.injected else harmless(reason)}" for reason in found.reasons
    ]
    lines += _proof(found)
    lines += _claimed_against_observed(what)
    updates = [
        (
            u.day,
            "yes" if u.counted else "no",
            u.reason.value,
            "claimed" if u.claimed else "observed",
            u.kind,
            u.raw[:60],
            defanged(u.url, _EVIDENCE) if u.reason is Reason.INJECTED else u.url,
        )
        for u in what.updates[:_RECENT]
    ]
    lines += ["", f"updates, newest first ({min(len(what.updates), _RECENT)} of {len(what.updates)}):"]
    lines += [columns(("day", "counted", "reason", "seen as", "kind", "raw", "page"), updates)] if updates else ["none"]
    visits = [
        (v.night, v.reach.value, _tls(v), v.pages, v.requests, _in_words(v, what.spared))
        for v in reversed(what.visits[-_RECENT:])
    ]
    lines += [
        "",
        "visits, newest first:",
        columns(("night", "reach", "tls", "pages", "requests", "in words"), visits) if visits else "none",
    ]
    return "\n".join(lines)


def _tls(visit: Visit) -> str:
    days = "" if visit.tls_days is None else f", {counted(visit.tls_days, 'day')} left"
    return f"{visit.tls.value}{days}"


def _in_words(visit: Visit, spared: frozenset[date]) -> str:
    ours = "not counted, the night was ours: " if visit.night in spared else ""
    return f"{ours}{OUTCOMES[visit.reach].operator}; {visit.detail}"


def _claimed_against_observed(what: Explanation) -> list[str]:
    """Whose word each counted update rests on: the site's (menurut situs), or what Segar saw (teramati)."""
    counted = [update for update in what.updates if update.counted]
    claimed = sum(update.claimed for update in counted)
    head = f"counted updates: {claimed} claimed by the site (menurut situs), {len(counted) - claimed} observed by Segar (teramati)"
    rows = [
        (u.day, *_both_sides(u, what.first_seen.get(u.url)), "claimed" if u.claimed else "observed", u.url)
        for u in counted[:_RECENT]
    ]
    if not rows:
        return ["", head]
    return ["", head, columns(("counted on", "menurut situs", "teramati", "rests on", "page"), rows)]


def _both_sides(update: Update, first_seen: date | None) -> tuple[str | None, str | None]:
    """What the site says of an update, and what Segar saw of it."""
    said = None if update.kind == OBSERVED else f"{update.day} ({update.kind})"
    if update.reason is Reason.TEXT_CHANGED:
        return said, f"text changed, {update.raw}" if said is None else "text changed"
    return said, f"first seen {first_seen}" if first_seen else None


def _proof(found: Score) -> list[str]:
    proof = found.evidence
    if proof is None:
        return []
    how = "claimed by the site" if proof.claimed else "observed by Segar"
    return [
        f"evidence: {proof.url}",
        f"  {proof.kind} at {harmless(proof.where)}: {proof.raw!r} ({how}, {proof.reason.value})",
    ]


def instant(clue: Clue | None, zone: ZoneInfo) -> str | None:
    """A clue's value in ISO 8601, its time of day in the city's zone so that its first ten letters are the city's day."""
    if clue is None:
        return None
    return clue.at.astimezone(zone).isoformat() if clue.precision is Precision.TIME and clue.at else clue.value


def dates_json(found: PageDates, zone: ZoneInfo) -> dict[str, object]:
    """The answer of `segar dates --json`."""
    return {
        "url": found.url,
        "published": instant(found.published, zone),
        "modified": instant(found.modified, zone),
        "why": found.why,
        "clues": [_clue_json(clue, zone) for clue in found.clues],
        "confidence": round(found.confidence, 3),
        "truncated": found.truncated,
        "listed": instant(found.listed, zone),
    }


def _clue_json(clue: Clue, zone: ZoneInfo) -> dict[str, object]:
    plain: dict[str, object] = {"kind": clue.kind.value, "role": clue.role.value, "value": instant(clue, zone)}
    return plain | {"precision": clue.precision.value, "raw": clue.raw, "where": clue.where}


def dates(found: PageDates, zone: ZoneInfo) -> str:
    """The answer of `segar dates` for a person."""
    lines = [
        f"published  {instant(found.published, zone) or 'the page does not say'}",
        f"modified   {instant(found.modified, zone) or 'the page does not say'}",
        *([f"listed     {instant(found.listed, zone)} is the newest item of this list"] if found.listed else []),
        f"why        {found.why}",
    ]
    rows = [
        (clue.kind.value, clue.role.value, instant(clue, zone), clue.precision.value, clue.raw[:50], clue.where)
        for clue in found.clues
    ]
    return "\n".join(
        lines + (["", columns(("kind", "role", "value", "precision", "raw", "where"), rows)] if rows else [])
    )
