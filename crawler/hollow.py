"""Front pages that are no site at all: parked, challenged, empty, or made by script. Pure; the signs are a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.reach import Reach
from crawler.regions import words_of


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a front page that is not a site: its pattern, where it is looked for, and how much it says."""

    reach: Reach
    weight: int
    place: str  # "title" | "text" | "html" | "headers"
    pattern: re.Pattern[str]


def _signs(rows: Iterable[tuple[Reach, int, str, str]]) -> tuple[Sign, ...]:
    return tuple(
        Sign(reach, weight, place, re.compile(pattern, re.IGNORECASE)) for reach, weight, place, pattern in rows
    )


_PARKED, _CHALLENGE = Reach.PARKED_OR_SUSPENDED, Reach.BLOCKED_CHALLENGE
SIGNS = _signs(
    (
        (
            _PARKED,
            3,
            "title",
            r"account suspended|akun (?:ini )?(?:ditangguhkan|disuspend)|website suspended|hosting suspended|site suspended",
        ),
        (
            _PARKED,
            3,
            "title",
            r"domain (?:is )?(?:parked|for sale|expired|dijual|kedaluwarsa)|parked domain|domain default page|default web ?page",
        ),
        (
            _PARKED,
            3,
            "title",
            r"apache2? (?:\w+ )?default page|welcome to nginx|iis windows server|default plesk page|^index of /\s*$|test page for the",
        ),
        (
            _PARKED,
            2,
            "text",
            r"this account has been suspended|contact your hosting provider|akun (?:hosting )?(?:anda|ini) (?:telah )?(?:ditangguhkan|disuspend)",
        ),
        (
            _PARKED,
            2,
            "text",
            r"this domain (?:name )?(?:is|may be) (?:for sale|parked)|buy this domain|domain ini (?:sedang )?(?:dijual|diparkir|terparkir)",
        ),
        (
            _PARKED,
            2,
            "text",
            r"masa (?:aktif|berlaku) (?:domain|hosting)[^.]{0,40}(?:habis|berakhir)|domain (?:has|telah) (?:expired|kedaluwarsa)",
        ),
        (
            _PARKED,
            2,
            "html",
            r"parkingcrew\.net|sedoparking\.com|/cgi-sys/suspendedpage\.cgi|bodis\.com|parklogic\.com|afternic\.com/forsale",
        ),
        (_CHALLENGE, 4, "headers", r"^cf-mitigated: *challenge"),
        (
            _CHALLENGE,
            3,
            "title",
            r"^(?:just a moment|attention required! \| cloudflare|one moment, please|ddos-guard|please wait\.\.\.|checking your browser)",
        ),
        (
            _CHALLENGE,
            2,
            "html",
            r"/cdn-cgi/challenge-platform/|cf-browser-verification|cf_chl_opt|imunify360|_incapsula_resource|sucuri_cloudproxy_js|lsrecap/",
        ),
        (
            _CHALLENGE,
            3,
            "html",
            r"slowaes\.decrypt|__test=[^;]*;\s*expires|document\.cookie\s*=\s*[\"'](?:__test|humans_\d+|bpc|_guard)",
        ),
        (
            _CHALLENGE,
            2,
            "text",
            r"verify(?:ing)? (?:that )?you are (?:a )?human|checking (?:if the site connection is secure|your browser)|bot[- ]protection",
        ),
        (
            _CHALLENGE,
            1,
            "text",
            r"enable javascript and cookies to continue|ray id|pastikan anda bukan robot|verifikasi bahwa anda manusia",
        ),
    )
)
ENOUGH = 3
"""Weight at which a sign is believed; a page with much text of its own needs twice as much."""

MUCH_TEXT = 150
"""Words; parked pages and challenges say less, real front pages say more."""

_SHELL = "#app, #root, #__next, #__nuxt, app-root, [ng-app], [data-reactroot], #q-app, #svelte"
_NEEDS_SCRIPT = re.compile(
    r"(?:enable|activate|aktifkan|nyalakan|mengaktifkan)[^.]{0,30}javascript|javascript[^.]{0,30}(?:disabled|diaktifkan|enabled)",
    re.IGNORECASE,
)


def front_problem(page: Page, status: int) -> tuple[Reach, str] | None:
    """Say whether a front page is parked, a bot challenge, empty or a script-only shell, with the evidence in English.

    ``status`` is the HTTP status; an error status lowers the bar, for a challenge rarely comes with 200.
    """
    body = page.tree.body
    text = words_of(body, limit=4_000) if body is not None else ""
    count = len(text.split())
    need = ENOUGH * 2 if count > MUCH_TEXT else ENOUGH
    for reach in (_CHALLENGE, _PARKED):
        found = _found(reach, page, text)
        bonus = 1 if found and reach is _CHALLENGE and status in {403, 429, 503} else 0
        if sum(weight for weight, _ in found) + bonus >= need:
            return reach, "the page says: " + "; ".join(f"“{words}”" for _, words in found)
    return _hollow(page, body, count) if status < 400 else None


def _found(reach: Reach, page: Page, text: str) -> list[tuple[int, str]]:
    title = page.tree.css_first("title")
    places = {
        "title": " ".join((title.text() if title is not None else "").split()),
        "text": text,
        "html": page.text[:200_000],
        "headers": "\n".join(f"{name}: {value}" for name, value in page.headers.items()),
    }
    hits = ((sign, sign.pattern.search(places[sign.place])) for sign in SIGNS if sign.reach is reach)
    return [(sign.weight, hit.group(0)[:80]) for sign, hit in hits if hit]


def _hollow(page: Page, body: LexborNode | None, count: int) -> tuple[Reach, str] | None:
    """Tell an empty page and a script-only shell from a small but real one."""
    if count > 20 or page.tree.css_first("frameset, iframe") is not None:
        return None
    if body is None:
        return Reach.EMPTY, "the page has no body"
    links = sum(1 for node in body.css("a") if (node.attributes.get("href") or "").strip("#"))
    scripts = len(page.tree.css("script[src]"))
    shell = page.tree.css_first(_SHELL)
    plea = _NEEDS_SCRIPT.search(" ".join(node.text() for node in page.tree.css("noscript")))
    if links < 3 and scripts and (shell is not None or plea):
        return Reach.NEEDS_JS, f"{count} words, {links} links and {scripts} scripts: the content is made by script"
    if count == 0 and links == 0 and page.tree.css_first("img, video, object, meta[http-equiv=refresh i]") is None:
        return (
            (Reach.NEEDS_JS, f"no words, but {scripts} scripts: the content is made by script")
            if scripts
            else (Reach.EMPTY, "no words, links or images")
        )
    return None
