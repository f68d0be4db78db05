"""A visit's decisions in plain English, for `segar crawl --verbose`. Pure: it words what was decided, and decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from crawler.own import normalise, resolve, why_trap
from crawler.page import Page
from crawler.plan import Known, Planned
from crawler.plural import counted
from crawler.reach import OUTCOMES
from crawler.records import Clue, Listed, ListState, Reading, SiteNight, Source
from crawler.robots import Robots

MOST_LEFT = 20
"""Pages named of those that are left; the others are counted."""


def robots_words(robots: Robots, url: str) -> str:
    """What robots.txt means for this visit."""
    if robots.rules is None:
        return "robots.txt: there is none that forbids anything"
    parts = [f"{'allows' if robots.allows(url) else 'forbids'} {url}"]
    parts += [f"asks for {robots.delay:g} s between requests"] if robots.delay else []
    parts += [f"names {counted(len(robots.sitemaps), 'sitemap')}"] if robots.sitemaps else []
    return f"robots.txt: {', '.join(parts)}"


def passed_over(page: Page) -> Iterator[str]:
    """The links of a page that are traps, by the kind of trap, each with one example."""
    whys: Counter[str] = Counter()
    example: dict[str, str] = {}
    for anchor in page.tree.css("a[href]")[:2_000]:
        url = resolve(page.url, anchor.attributes.get("href") or "")
        if url.startswith("http") and (why := why_trap(url)):
            whys[why] += 1
            example.setdefault(why, url)
    for why, count in whys.most_common():
        yield f"left: {counted(count, 'link')} of the front page ({why}), like {example[why][:200]}"


def plan_words(
    plan: Sequence[Planned], *, known: Sequence[Known], listed: Sequence[Listed], links: Sequence[str]
) -> Iterator[str]:
    """Why each page is fetched, and why each other that was heard of is left."""
    for planned in plan:
        yield f"fetch {planned.url}: {planned.why}"
    chosen = {planned.url for planned in plan}
    told = (normalise(url) for url in (*(item.url for item in listed), *links))
    left = [url for url in dict.fromkeys(told) if url not in chosen]
    pages = {normalise(page.url): page for page in known}
    asleep = [url for url in pages if url not in chosen and url not in left]
    yield from _some((f"left {url}: {_why_left(pages.get(url))}" for url in left), len(left))
    if asleep:
        yield f"left: {counted(len(asleep), 'known page')} whose turn to be read again has not come"


def _why_left(page: Known | None) -> str:
    if page is None:
        return "new, but beyond the pages of tonight"
    if page.last_read is None:
        return "known from a list and never read, but beyond the pages of tonight"
    return f"read on {page.last_read}, and its list says nothing newer"


def _some(lines: Iterable[str], count: int) -> Iterator[str]:
    for place, line in enumerate(lines):
        if place == MOST_LEFT:
            yield f"left: {count - MOST_LEFT} more of the same kind"
            return
        yield line


def night_words(night: SiteNight) -> Iterator[str]:
    """What the visit found: each list's answer, the dates chosen of each page, and how it ended."""
    visit = night.visit
    days = "" if visit.tls_days is None else f", {counted(visit.tls_days, 'day')} until the certificate expires"
    yield f"TLS: {visit.tls.value}{days}; platform: {visit.platform or 'not recognised'}"
    yield from (list_words(state) for state in visit.lists)
    yield from (reading_words(reading) for reading in night.readings if reading.source is Source.PAGE)
    yield f"ended {visit.reach.value} ({OUTCOMES[visit.reach].operator}): {visit.detail}"


def list_words(state: ListState) -> str:
    """What one list answered."""
    if state.problem:
        return f"{state.source.value} {state.url}: not read: {state.problem}"
    back = f", back to {state.oldest}" if state.oldest else ""
    whole = ", which is all it has" if state.whole else ""
    return f"{state.source.value} {state.url}: {counted(state.items, 'item')}, {state.dated} dated{back}{whole}"


def reading_words(reading: Reading) -> str:
    """The dates chosen of one page, in short."""
    dates = reading.dates
    said = [_clue_words("published", dates.published), _clue_words("modified", dates.modified)]
    found = "; ".join(word for word in said if word) or "no date"
    injected = f"; INJECTED: {reading.injected}" if reading.injected else ""
    return (
        f"read {reading.url} ({reading.kind.value}, {counted(reading.words, 'word')}): {found}; {dates.why}{injected}"
    )


def _clue_words(role: str, clue: Clue | None) -> str:
    return f"{role} {clue.day} ({clue.kind.value} at {clue.where}: {clue.raw[:60]!r})" if clue else ""
