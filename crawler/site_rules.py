"""What must hold between the entries of sites.yaml: codes, parents, urls, how fast strangers may be asked, and the canaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING

from crawler.fields import Fields, said
from crawler.own import belongs
from crawler.site_url import page_fault, same_site, url_fault

if TYPE_CHECKING:  # sites.py, which holds the values, calls this module
    from crawler.sites import Unit

    Read = Sequence[tuple[Fields, Unit]]

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Cleared:
    """A page that looks injected and is not, and why a person says so."""

    url: str
    reason: str


def cleared_pages(fields: Fields, *, front: str | None) -> tuple[Cleared, ...]:
    """The pages of a unit, whose site is at ``front``, that a person has looked at and found to be its own."""
    found: dict[str, Cleared] = {}
    for part in fields.mappings("cleared_pages"):
        part.only(("url", "reason"))
        url = part.text("url", needed="write the address of the page that was found clean", longest=5000)
        reason = part.text("reason", needed="write who looked at the page and why it is no injected one")
        if url and (fault := page_fault(url) or _elsewhere(url, front)):
            part.wrong("url", f"url {said(url)} {fault}")
        elif url and url in found:
            part.wrong("url", f"url {said(url)} stands twice among this unit's cleared pages; keep it once")
        elif url and reason:
            found[url] = Cleared(url, reason)
    return tuple(found.values())


def _elsewhere(url: str, front: str | None) -> str | None:
    """Say that a page is not of the unit's site: an entry that clears nothing would be a slip that nobody sees."""
    if front and belongs(url, front=front):
        return None
    return "is no page of this unit's site; copy the address that Segar names, and write it like https://..."


def compare(read: Read) -> None:
    """Tell of units that contradict each other; what was already refused in one unit is not told again."""
    _same_codes(read)
    _same_urls(read)
    _parents(read)


def _same_codes(read: Read) -> None:
    first: dict[str, Fields] = {}
    for fields, unit in read:
        other = first.setdefault(unit.code, fields)
        if unit.code and other is not fields:
            where = f"{other.entry} on line {other.line('code')}"
            fields.wrong("code", f"code {unit.code!r} is that of {where} too; give each unit its own")


def _same_urls(read: Read) -> None:
    first: dict[str, Fields] = {}
    for fields, unit in read:
        if unit.url is None:
            continue
        other = first.setdefault(same_site(unit.url), fields)
        if other is not fields:
            where = f"{other.entry} on line {other.line('url')}"
            fields.wrong(
                "url",
                f"url {said(unit.url)} is the same site as that of {where}; write null where it is not the unit's own",
            )


def _parents(read: Read) -> None:
    units = {unit.code: unit for _, unit in read if unit.code}
    unreadable = any(not unit.code for _, unit in read)  # one of these may be the parent that seems unknown
    for fields, unit in read:
        if unit.level != "kelurahan" or unit.parent is None:
            continue
        parent = units.get(unit.parent)
        if parent and parent.level == "kelurahan":
            fields.wrong(
                "parent",
                f"parent {unit.parent!r} is no kecamatan but {parent.level} {parent.name}; write {_above(unit)}",
            )
        elif unit.code and not unit.code.startswith(f"{unit.parent}."):
            fields.wrong(
                "parent", f"parent {unit.parent!r} is not what the code {unit.code!r} begins with; write {_above(unit)}"
            )
        elif parent is None and not unreadable:
            fields.wrong(
                "parent", f"parent {unit.parent!r} is not in this file; add that kecamatan or write the right code"
            )


def _above(unit: Unit) -> str:
    """Write the parent's code that a kelurahan's own code tells."""
    return f'"{unit.code[:8]}"' if unit.code else "the code of its kecamatan"


def networks(top: Fields, key: str) -> tuple[Network, ...]:
    """Read the private networks that the crawler may reach."""
    found = (_network(top, at, value) for at, value in top.items(key))
    return tuple(network for network in found if network is not None)


def _network(top: Fields, at: str, value: object) -> Network | None:
    """Read one network; a public one needs no leave, and as an entry it would hide a slip such as 0.0.0.0/0."""
    try:
        network = ip_network(value, strict=False) if isinstance(value, str) else None
    except ValueError:
        network = None
    if network is None:
        top.wrong(at, f'{said(value)} is not a network; write an address or a network in quotes, like "127.0.0.0/8"')
    elif "/" in str(value) and str(network.network_address) != str(value).split("/", maxsplit=1)[0].lower():
        top.wrong(at, f'{said(value)} has digits beyond its network; write "{network}", or the address without the /')
    elif network.is_global:
        top.wrong(
            at, f"{said(value)} is public or too wide; list only private networks, public addresses need no leave"
        )
    else:
        return network
    return None


MOST_CANARIES = 10
"""Each is asked every night: a handful tells as much as a hundred."""


def read_canaries(crawl: Fields) -> tuple[str, ...]:
    """The list ``canaries`` of the crawl rules; what is no web address, or stands there twice, is told."""
    found: list[str] = []
    for at, value in crawl.items("canaries"):
        fault = (
            url_fault(value) if isinstance(value, str) else "is not a web address; write one like https://kota.go.id/"
        )
        if isinstance(value, str) and value in found:
            fault = "stands twice among the canaries; keep it once"
        if fault:
            crawl.wrong(at, f"canary {said(value)} {fault}")
        elif isinstance(value, str):
            found.append(value)
    if len(found) > MOST_CANARIES:
        crawl.wrong(
            "canaries", f"canaries lists {len(found)} addresses; {MOST_CANARIES} at most, for each is asked every night"
        )
    return tuple(found)
