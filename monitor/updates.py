"""Readings over time -> updates, each counted or not, with the reason. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

from crawler.reach import OUTCOMES
from crawler.records import (
    EXACT,
    OWN,
    Clue,
    Habits,
    Kind,
    Look,
    PageHistory,
    PageKind,
    Precision,
    Role,
    SiteHistory,
    Source,
    Visit,
    prevailing_kind,
)
from crawler.sites import CrawlRules
from monitor.arrivals import Arrival, arrivals_of
from monitor.changes import LEAST_WORDS, Change, Sort, Texts, read_texts
from monitor.claims import Claim, ahead_of, claims_of, credible, latest, series_of
from monitor.habits import clues_of, find_habits, page_clocks
from monitor.moved import without_moved
from monitor.older import Ages, ages_of, is_older
from monitor.reasons import COUNTED, FIRST, OBSERVED, STANDING
from monitor.reasons import Reason as Reason  # noqa: PLC0414 - callers find what an update is where updates are made
from monitor.reasons import Update as Update  # noqa: PLC0414 - as above
from monitor.refusals import why_not
from monitor.rotation import rotating_nights
from monitor.samples import has_sample_title, is_filler
from monitor.turns import page_looks
from monitor.weeks import city_day

BULK = 5
"""Pages that came in one night under days long past: an archive was moved, or the past is being filled."""
COPIED_SHARE = 0.9
"""Share of a page's own paragraphs that must stand on many sites: what is left is the headline, or a line of the frame."""


@dataclass(frozen=True, slots=True)
class _Site:
    """What the judgement of one page needs to know of the whole site."""

    code: str
    zone: ZoneInfo
    measured: tuple[Visit, ...]
    habits: Habits
    texts: Texts
    copies: Mapping[str, str]
    common: frozenset[str]
    arrivals: Mapping[str, Arrival]
    bulk: frozenset[date]  # nights on which many pages came under days long past
    ages: Ages


def find_updates(
    history: SiteHistory,
    *,
    now: datetime,
    zone: ZoneInfo,
    copies: Mapping[str, str] = MappingProxyType({}),
    common: frozenset[str] = frozenset(),
    rules: CrawlRules = CrawlRules(),
    habits: Habits | None = None,
) -> tuple[Update, ...]:
    """Every update of one site known at ``now`` (aware), oldest first; at most one for an address, day and reason.

    What ``history`` holds of later nights is left aside. ``copies`` are text hashes, and rows of paragraphs, that many
    sites share, with the code of the one that had it first or "", ``common`` paragraphs that they do; ``rules`` tell how many pages a night may read, so that a backlog is not taken for news.
    ``habits`` are found here where the caller did not find them.
    """
    known = _until(history, city_day(now, zone))
    measured = tuple(visit for visit in known.visits if OUTCOMES[visit.reach].measured)
    texts = read_texts(known.pages)
    arrivals = arrivals_of(known.pages, measured, texts=texts, rules=rules, lies=known.lies)
    late = Counter(arrival.named for arrival in arrivals.values() if arrival.late)
    site = _Site(
        code=known.site,
        zone=zone,
        measured=measured,
        habits=find_habits(known.pages, zone=zone) if habits is None else habits,
        texts=texts,
        copies=copies,
        common=common,
        arrivals=arrivals,
        bulk=frozenset(night for night, count in late.items() if count >= BULK),
        ages=ages_of(known.pages),
    )
    found = (update for page in known.pages for update in _of_page(page, site))
    settled = _without_rotation(tuple(found), [visit.night for visit in site.measured])
    read = {page.url for page in known.pages if page_looks(page)}
    settled = without_moved(settled, arrivals, read=read, reposts=texts.reposts)
    unique = {(update.day, update.url, update.reason.value): update for update in settled}
    return tuple(unique[key] for key in sorted(unique))


def _without_rotation(updates: Sequence[Update], measured: Sequence[date]) -> Iterator[Update]:
    """Mark the appearances that a box of random links may have brought; they do not count.

    Those that were seen to keep their place in a list of the site are none of them.
    """
    loose = {update.url for update in updates if update.reason is Reason.APPEARED and update.where == OBSERVED}
    nights = rotating_nights({update.day for update in updates if update.url in loose}, measured)
    for update in updates:
        rotated = update.reason is Reason.APPEARED and update.url in loose and update.day in nights
        yield replace(update, counted=False, reason=Reason.ROTATED) if rotated else update


def _until(history: SiteHistory, tonight: date) -> SiteHistory:
    """The history as it stood that night, pages in the order of their addresses."""
    pages = []
    for page in sorted(history.pages, key=lambda page: page.url):
        known = (look for look in page.looks if look.first_night <= tonight)
        looks = sorted(known, key=lambda look: (look.first_night, look.last_night, look.reading.source))
        if looks:
            clipped = tuple(replace(look, last_night=min(look.last_night, tonight)) for look in looks)
            pages.append(replace(page, looks=clipped, kind=prevailing_kind(clipped) or page.kind))
    visits = sorted((visit for visit in history.visits if visit.night <= tonight), key=lambda visit: visit.night)
    return replace(history, visits=tuple(visits), pages=tuple(pages))


def _of_page(page: PageHistory, site: _Site) -> Iterator[Update]:
    clean = _clean(page)
    if any(look.reading.injected for look in page.looks):
        yield _injected(page, site)
    if not clean or page.kind is not PageKind.CONTENT:
        return
    page = replace(page, looks=clean)
    if spoiled := _spoiled(page, site):
        yield spoiled
        return
    clocks = page_clocks(page, zone=site.zone, known=site.habits.clock_places)
    claims = claims_of(page, clocks, habits=site.habits, zone=site.zone)
    yield from _first(page, claims, clocks, site)
    changes = site.texts.changes.get(page.url, ())
    for change in changes:
        yield from _changed(page, change, claims, site)
    yield from _restamped(page, claims, changes, site)
    yield from _commented(page, changes, site)


# -- what is wrong with a page ---------------------------------------------------------------------------------------


def _clean(page: PageHistory) -> tuple[Look, ...]:
    """The looks that may speak: none where a list's item is injected, or where the page was never seen clean."""
    bad = [look for look in page.looks if look.reading.injected]
    own = page_looks(page)
    if bad and (not own or any(look.reading.source is not Source.PAGE for look in bad)):
        return ()
    return tuple(look for look in page.looks if not look.reading.injected)


def _injected(page: PageHistory, site: _Site) -> Update:
    """On the earliest day that a look which gives it away claims for it, else on the night of the first of these."""
    looks = [look for look in page.looks if look.reading.injected]
    claims = [(look.reading.dates.published, look.first_night) for look in looks]
    day = min((clue.day for clue, night in claims if clue and clue.day <= night), default=looks[0].first_night)
    return _seen(page, site, day, Reason.INJECTED, sentence=looks[0].reading.injected or "")


def _spoiled(page: PageHistory, site: _Site) -> Update | None:
    """A page that can never count: the system's or the template's own sample, or a text that many sites bear."""
    newest = latest(page.looks, page.looks[-1].first_night)
    claims = [clue for look in newest for clue in clues_of(look) if clue.role is Role.PUBLISHED]
    day = min((clue.day for clue in claims if clue.day <= page.first_seen), default=page.first_seen)
    if has_sample_title(_title(page)) or any(is_filler(look.reading.shingles) for look in page_looks(page)[-1:]):
        return _seen(page, site, day, Reason.SAMPLE, sentence=_title(page))
    read = page_looks(page)[:1] or newest
    if any(_is_copy(look, site) for look in read):
        copied = _seen(page, site, day, Reason.COPIED, sentence="teks yang sama ada di banyak situs")
        first = any(site.copies.get(look.reading.text_hash or "") == site.code for look in read)
        return replace(copied, where=FIRST) if first else copied
    return None


def _is_copy(look: Look, site: _Site) -> bool:
    """Whether a text stands on many sites: to the last word, or but for the frame and a line or two of this site's own.

    Where boxes have shown every paragraph of a page on other pages too, its own are those that it was the first to bear.
    """
    if look.reading.text_hash in site.copies:
        return True
    blocks, brought = look.reading.blocks, site.texts.brought.get(look.reading.url, frozenset())
    alone = [block for block in blocks if block not in site.texts.shared]
    own = alone or [block for block in blocks if block in brought] or blocks
    shared = sum(block in site.common for block in own)
    if shared == len(own) and _is_row(blocks, site):
        return True
    return look.reading.words > LEAST_WORDS and shared > 1 and shared >= COPIED_SHARE * len(own)


def _is_row(blocks: Sequence[str], site: _Site) -> bool:
    """Whether more than two set phrases outside this site's frame stand in one row here and on many sites: a release."""
    common = ",".join(block for block in blocks if block in site.common)
    rows = (row for row in site.copies if "," in row and f",{row}," in f",{common},")
    return any(sum(block not in site.texts.frame for block in row.split(",")) > 2 for row in rows)


# -- what follows ----------------------------------------------------------------------------------------------------


def _first(
    page: PageHistory, claims: Sequence[Claim], clocks: Mapping[str, frozenset[date]], site: _Site
) -> Iterator[Update]:
    """Yield how the page came into the world: by its claim, or as it was seen to appear."""
    arrival = site.arrivals.get(page.url)
    if arrival is None:
        return
    claim = credible(claims, arrival.night)
    if claim and (repost := _reposted(page, claim, site)):
        yield repost
        return
    if claim and claim.dates.published and claim.day:
        yield _claimed(page, claim.dates.published, arrival, site)
        return
    if ticking := _ticking(page, clocks):
        yield _told(page, site, ticking, Reason.CLOCK, claimed=True)
    if arrival.came and (_is_bulk(arrival, site) or _is_of_bulk_month(claims, arrival, site)):
        yield _seen(
            page, site, arrival.night, Reason.BACKDATED, sentence="banyak halaman bertanggal lama muncul sekaligus"
        )
    elif arrival.came and not arrival.is_rediscovered and not is_older(page, arrival, site.habits, site.ages):
        yield _came(page, arrival, site)
    elif ahead := [clue for clue in ahead_of(page) if clue.where not in clocks]:
        yield _told(page, site, ahead[0], Reason.FUTURE, claimed=True)


def _claimed(page: PageHistory, clue: Clue, arrival: Arrival, site: _Site) -> Update:
    """A credible claim: its day counts, unless the page was seen to come long after it."""
    if _is_bulk(arrival, site):
        return _told(page, site, clue, Reason.BACKDATED, claimed=True)
    if not arrival.late_for(clue.day):
        return _told(page, site, clue, Reason.NEW_CONTENT, claimed=not arrival.awaited(clue.day))
    if arrival.came and arrival.stands is not False:
        return _came(page, arrival, site)
    return _told(page, site, clue, Reason.NEW_CONTENT, claimed=True)


def _is_bulk(arrival: Arrival, site: _Site) -> bool:
    """Whether a page is one of many that came in one night under days long past."""
    return arrival.late and arrival.named in site.bulk


def _is_of_bulk_month(claims: Sequence[Claim], arrival: Arrival, site: _Site) -> bool:
    """Whether a page that came with many old ones claims but a month, and one that was over ("1 bulan yang lalu")."""
    clue = next((claim.dates.published for claim in claims if claim.dates.published), None)
    month = clue.day if clue and clue.precision is Precision.MONTH else arrival.named
    return month < arrival.named.replace(day=1) and arrival.named in site.bulk


def _came(page: PageHistory, arrival: Arrival, site: _Site) -> Update:
    """A page that was seen to come; where only a list that may turn names it, it is waited for."""
    twin = site.texts.reposts.get(page.url)
    if twin is not None:
        return _seen(page, site, arrival.night, Reason.REPOSTED, sentence=_twin_of(twin))
    sentence = f"belum ada pada kunjungan {arrival.before.isoformat()}" if arrival.before else ""
    reason = Reason.APPEARED if arrival.stands is not False else Reason.AWAITED if arrival.waits else Reason.ROTATED
    where = STANDING if arrival.stands else OBSERVED
    return replace(_seen(page, site, arrival.night, reason, sentence=sentence), where=where)


def _reposted(page: PageHistory, claim: Claim, site: _Site) -> Update | None:
    """The claim of a text that stood under another address before the claimed day."""
    older = site.texts.reposts.get(page.url)
    if older is None or claim.day is None:
        return None
    published, came = older.reading.dates.published, site.arrivals.get(older.reading.url)
    night = came.night if came else older.first_night
    day = min(published.day, night) if published else night
    if claim.dates.published is None or day > claim.day:
        return None
    told = _told(page, site, claim.dates.published, Reason.REPOSTED, claimed=True)
    return replace(told, raw=f"{told.raw}; {_twin_of(older)}")


def _twin_of(older: Look) -> str:
    return f"teks yang sama sudah ada di {older.reading.url}"


def _ticking(page: PageHistory, clocks: Mapping[str, frozenset[date]]) -> Clue | None:
    """The first date that a clock of this page showed as its own."""
    shown = (
        clue
        for look in page.looks
        for clue in clues_of(look)
        if clue.role in OWN and clue.day in clocks.get(clue.where, ())
    )
    return min(shown, key=lambda clue: (clue.day, clue.where), default=None)


def _changed(page: PageHistory, change: Change, claims: Sequence[Claim], site: _Site) -> Iterator[Update]:
    """Yield a change of text, on the day that the page names for it where that lies between the two looks.

    Text that stands elsewhere on the site too is an update only where the modification that the page names moved with it.
    """
    named = next((claim.dates.modified for claim in claims if claim.night == change.night), None)
    earlier = [claim.dates.modified for claim in claims if claim.night < change.night and claim.dates.modified]
    moved = named and named.kind is not Kind.SITEMAP and all(clue.value != named.value for clue in earlier)
    sentence = f"teks baru sejak kunjungan {change.before.isoformat()}"
    if refused := why_not(change.sort, url=page.url, title=_title(page)):
        yield _seen(page, site, change.night, refused, sentence=sentence)
    elif named and moved and change.before <= named.day <= change.night:
        yield _told(page, site, named, Reason.TEXT_CHANGED, claimed=False)
    elif change.sort is not Sort.GREW or moved:
        yield _seen(page, site, change.day, Reason.TEXT_CHANGED, sentence=sentence)


def _commented(page: PageHistory, changes: Sequence[Change], site: _Site) -> Iterator[Update]:
    """Yield comments that came while the text stayed."""
    edited = {change.night for change in changes}
    for old, new in pairwise(page_looks(page)):
        before, after = (_comments(look) for look in (old, new))
        newest = max(after, key=lambda clue: clue.day, default=None)
        if newest and before and newest.day > max(clue.day for clue in before) and new.first_night not in edited:
            yield _told(page, site, newest, Reason.COMMENTED, claimed=True)


def _comments(look: Look) -> list[Clue]:
    clues = (clue for clue in clues_of(look) if clue.role is Role.COMMENT and clue.precision in EXACT)
    return [clue for clue in clues if clue.day <= look.first_night]


def _restamped(page: PageHistory, claims: Sequence[Claim], changes: Sequence[Change], site: _Site) -> Iterator[Update]:
    """Yield dates that were moved forward over a text that stayed."""
    edited = {change.night for change in changes}
    last_read = max((look.last_night for look in page_looks(page)), default=None)
    for old, new in pairwise(series_of(claims)):
        if new.night in edited:
            continue
        published, modified = new.dates.published, new.dates.modified
        if published and old.day and new.day and new.day > old.day:
            yield _told(page, site, published, Reason.RESTAMPED, claimed=True)
        elif modified and old.dates.modified and _was_moved(old.dates.modified, modified, last_read, new.night):
            yield _told(page, site, modified, Reason.RESTAMPED, claimed=True)


def _was_moved(old: Clue, new: Clue, last_read: date | None, night: date) -> bool:
    """Whether a modification moved over a text known to have stayed; a sitemap's lastmod says too little for that."""
    return new.kind is not Kind.SITEMAP and new.day > old.day and last_read is not None and last_read >= night


def _title(page: PageHistory) -> str:
    """The title that the page gives itself, else that of a list."""
    named = [look for look in page_looks(page) if look.reading.title] or [
        look for look in page.looks if look.reading.title
    ]
    return named[-1].reading.title if named else ""


def _told(page: PageHistory, site: _Site, clue: Clue, reason: Reason, *, claimed: bool) -> Update:
    return Update(
        site.code,
        page.url,
        _title(page),
        clue.day,
        reason in COUNTED,
        reason,
        claimed,
        clue.kind.value,
        clue.raw,
        clue.where,
    )


def _seen(page: PageHistory, site: _Site, day: date, reason: Reason, *, sentence: str) -> Update:
    return Update(
        site.code,
        page.url,
        _title(page),
        day,
        reason in COUNTED,
        reason,
        claimed=False,
        kind=OBSERVED,
        raw=sentence,
        where=OBSERVED,
    )
