"""Pages that strangers put into a site: scored signals, each with its evidence. Pure.

No word proves anything alone: offices warn of judi online, people are named Toto, songbirds are gacor. So every
signal has a weight, words of warning weigh against words of gambling, and the sum decides: clean, suspicious (for a
person to look at) or compromised. This is one page or item at a time; what a visit and many nights tell is asked in
suspicion.py and monitor/intrusion.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawler.content import Content
from crawler.gambling import Speech, ceiling, phrases, plain, promotion, warning
from crawler.hiding import hidden_elements, is_off_stage
from crawler.own import is_own, resolve, same_site_redirect, split
from crawler.page import Page
from crawler.regions import ancestors, words_of

ENOUGH = 3
"""Weight from which a page is taken for compromised: one signal that no office makes by itself, or two that seldom meet."""
DOUBT = 2
"""Weight from which a person should look."""
_LONGEST = 1_000
"""Characters of a title, a path or a query that are weighed."""
_LEVELS = 60
"""Elements around a hidden one among which another hidden one is looked for."""

LINKS_ENOUGH = 3
"""Foreign gambling links in plain sight that prove a page; one is enough where it is hidden."""
HOSTS_ENOUGH = 5
"""Foreign hosts in one block off the stage: a link for those who cannot see the page leads to one place."""
DEEP_ENOUGH = 3
"""Distinct phrases that a text must have: one or two stand in many an honest report."""

_TUNNEL = re.compile(r"(?:^|&)((?:tunnel|gacor|togel)=[^&]+)", re.IGNORECASE)
_DOORS = 'a[href*="tunnel="], a[href*="gacor="], a[href*="togel="]'
_UNSEEN = {ord(sign): None for sign in "\t\r\n"}
"""What readers of addresses pass over, even between two slashes."""

_MAY_LEAD_AWAY = r'a[href*="//"], a[href*="/\9 "], a[href*="/\a "], a[href*="/\d "]'
"""Links that may name a host, unseen signs between the slashes or not; a page's own menus are most of its links."""
OFFICIAL = (".go.id", ".desa.id", ".ac.id", ".sch.id", ".mil.id")
"""Domains that only the state and schools can have."""


class Verdict(StrEnum):
    """What the signals of one page or item add up to."""

    CLEAN = "clean"
    SUSPICIOUS = "suspicious"
    COMPROMISED = "compromised"


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that speaks for an injection, its weight, and the evidence in a plain English phrase."""

    weight: int
    said: str


@dataclass(frozen=True, slots=True)
class Finding:
    """All signals of one page or item; the empty one is clean."""

    signals: tuple[Signal, ...] = ()

    @property
    def weight(self) -> int:
        """The sum that decides."""
        return sum(signal.weight for signal in self.signals)

    @property
    def verdict(self) -> Verdict:
        """What the sum says."""
        if self.weight >= ENOUGH:
            return Verdict.COMPROMISED
        return Verdict.SUSPICIOUS if self.weight >= DOUBT else Verdict.CLEAN

    @property
    def said(self) -> str:
        """The evidence in words, weightiest first."""
        return "; ".join(signal.said for signal in sorted(self.signals, key=lambda signal: -signal.weight))

    @property
    def injected(self) -> str | None:
        """The evidence where it proves an injection, else None."""
        return self.said if self.verdict is Verdict.COMPROMISED else None

    @property
    def suspicious(self) -> str | None:
        """The evidence where a person should look and nothing is proven, else None."""
        return self.said if self.verdict is Verdict.SUSPICIOUS else None


def judge_item(*, title: str, url: str, text: str = "", headline: bool = True) -> Finding:
    """Weigh a list item, a link (no ``headline``), or a page by its words alone.

    ``title`` and the words of ``url`` weigh fully, ``text`` (its first 5,000 characters) only where it has several
    phrases. Words of warning weigh against them; those at the head of the text take no more than one phrase from the title.
    """
    named = f"{plain(title)} | {plain(_address_words(url))}"
    told = plain(text[:5_000])
    speech = promotion(named)
    found = tuple(_named(speech, told))
    if found and headline:
        found = tuple(_capped(found[0], speech, title or _slug(url)))
    return Finding((*found, *_doorway(url), *_told(named, speech, told)))


def judge_page(page: Page, content: Content) -> Finding:
    """Weigh a fetched page: its words, its address, its head, and the links that it carries or hides."""
    body = page.tree.body
    text = words_of(body) if body is not None else ""
    words = judge_item(title=f"{content.title} | {page.head_title[:_LONGEST]}", url=page.url, text=text)
    links = _links(page, body) if body is not None else ()
    return Finding((*words.signals, *_foreign_canonical(page, words), *links))


# -- words -----------------------------------------------------------------------------------------------------------


def _named(speech: Speech, told: str) -> Iterator[Signal]:
    """Weigh the words of a title and an address."""
    if speech.weight <= 0:
        return
    warned = told and warning(told[:1_000]) <= -2 * ENOUGH
    if (weight := speech.weight - (ENOUGH if warned else 0)) > 0:
        yield Signal(weight, _words(speech.words))


def _capped(signal: Signal, speech: Speech, title: str) -> Iterator[Signal]:
    """What is left of a signal where the title may only speak of gambling, or of other things, and the address says no more."""
    most = ceiling(plain(title.partition(" | ")[0]), plain(title))
    if most is None or not set(speech.strong) <= set(promotion(plain(title)).strong):
        yield signal
    elif weight := min(signal.weight, most):
        yield replace(signal, weight=weight)


def _told(named: str, speech: Speech, told: str) -> Iterator[Signal]:
    """Weigh the phrases of a text that its title does not have already."""
    deep = phrases(told, beside=speech.words, least=DEEP_ENOUGH) if told else {}
    if len(deep) >= DEEP_ENOUGH and (weight := sum(deep.values()) // 2 + warning(named)) > 0:
        yield Signal(weight, _words(tuple(deep)))


def _words(words: Sequence[str]) -> str:
    return "gambling words: " + ", ".join(f"“{one}”" for one in words[:6])


def _address_words(url: str) -> str:
    parts = split(url)
    return f"{unquote(parts.path[:_LONGEST])} {unquote(parts.query[:_LONGEST])}"


def _slug(url: str) -> str:
    """The words of an address that stand for a title where a sitemap gives none."""
    return unquote(split(url).path.rstrip("/").rpartition("/")[2])


def _doorway(url: str) -> Iterator[Signal]:
    if (tunnel := _TUNNEL.search(split(url).query)) is not None:
        yield Signal(ENOUGH, f"doorway address ?{tunnel[1][:60]}")


# -- head ------------------------------------------------------------------------------------------------------------


def _foreign_canonical(page: Page, words: Finding) -> Iterator[Signal]:
    """A page that calls another site's page its original, as a doorway does; as an AMP page (``<html amp>``) the more so.

    Alone it says nothing: sites move, and clones of one system name its maker's domain on every page. So it is told
    where it makes words enough.
    """
    href = foreign_original(page)
    if not href:
        return
    amp = is_amp(page)
    weight = 2 if amp else 1
    if words.signals and words.weight + weight >= ENOUGH:
        yield Signal(weight, f"names {split(href).hostname} as its original{', as an AMP page' if amp else ''}")


def foreign_original(page: Page) -> str:
    """The page of another site that a page calls its original; "" where it names none or one of its own site."""
    node = page.tree.css_first("link[rel=canonical]")
    href = resolve(page.url, (node.attributes.get("href") or "").strip()) if node is not None else ""
    return "" if href and is_own(page.url, href) else href


def is_amp(page: Page) -> bool:
    """Whether a page says that it is an AMP page."""
    root = page.tree.root
    return root is not None and not {"amp", "⚡"}.isdisjoint(root.attributes)


# -- links -----------------------------------------------------------------------------------------------------------


def _links(page: Page, body: LexborNode) -> Iterator[Signal]:
    """Yield what the links of a page show: doorways, gambling that is hidden or stands open, many hidden ones of any sort."""
    hidden = list(hidden_elements(page, body))
    if door := next((sign for node in body.css(_DOORS) for sign in _doorway(node.attributes.get("href") or "")), None):
        yield replace(door, said=f"a link to a {door.said}")
    for node in _outermost(hidden):
        if links := _gambling_links(page, node):
            yield Signal(ENOUGH, f"{len(links)} hidden link(s) to gambling pages, such as “{links[0]}”")
            return
    if links := _gambling_links(page, body):
        weight = min(len(links), LINKS_ENOUGH)
        yield Signal(weight, f"{len(links)} link(s) to gambling pages of other sites, such as “{links[0]}”")
    if any(len(_strangers(page, node)) >= HOSTS_ENOUGH for node in _outermost(filter(is_off_stage, hidden))):
        yield Signal(DOUBT, "a hidden block of links to many other sites")


def _outermost(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    """Of elements in document order those that stand in none of the others, which hold nothing that is not theirs."""
    known: set[int] = set()
    for node in nodes:
        known.add(node.mem_id)
        if known.isdisjoint(one.mem_id for one in ancestors(node, _LEVELS)):
            yield node


def _gambling_links(page: Page, scope: LexborNode) -> list[str]:
    """The texts of links under ``scope`` that lead to another site and speak of gambling."""
    return list(dict.fromkeys(_gambling_texts(page, scope)))


def _gambling_texts(page: Page, scope: LexborNode) -> Iterator[str]:
    for anchor, href in leading_away(page, scope):
        text = words_of(anchor, limit=120) or (anchor.attributes.get("title") or "")[:120]
        host = " ".join((split(href).hostname or "").split(".")[:-1])
        if judge_item(title=f"{text} | {host}", url=href, headline=False).verdict is Verdict.COMPROMISED:
            yield text or href[:80]


def leading_away(page: Page, scope: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Yield the links that leave the site, each with its absolute address."""
    for anchor in [scope] if scope.tag == "a" else scope.css(_MAY_LEAD_AWAY):
        said = anchor.attributes.get("href") or ""
        if "//" not in said.translate(_UNSEEN):  # names no host, so it stays on this one
            continue
        href = resolve(page.url, said)
        if href.startswith(("http://", "https://")) and not same_site_redirect(page.url, href):
            yield anchor, href


def _strangers(page: Page, scope: LexborNode) -> frozenset[str]:
    """Hosts that links lead to, those of the state and of schools left out."""
    hosts = ((split(href).hostname or "") for _, href in leading_away(page, scope))
    return frozenset(host for host in hosts if host and not host.endswith(OFFICIAL))
