"""Front pages that are no site at all: parked, challenged, empty, or made by script. Pure; the signs are a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.disorder import out_of_order
from crawler.own import resolve, same_site_redirect
from crawler.page import Page
from crawler.plural import counted
from crawler.reach import Reach
from crawler.regions import mark, words_of


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a front page that is not a site: its pattern, where it is looked for, and how much it says.

    Every hit holds one of ``stems``, in lower case (none given: it is looked for in any case): most sources hold none.
    """

    reach: Reach
    weight: int
    place: str  # "title" | "text" | "html" | "headers"
    pattern: re.Pattern[str]
    stems: tuple[str, ...] = ()


def _signs(rows: Iterable[tuple[Reach, int, str, str] | tuple[Reach, int, str, str, str]]) -> tuple[Sign, ...]:
    """Rows of reach, weight, place, pattern and stems, these divided by bars."""
    return tuple(
        Sign(reach, weight, place, re.compile(pattern, re.IGNORECASE), tuple(stems[0].split("|")) if stems else ())
        for reach, weight, place, pattern, *stems in rows
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
            r"domain (?:is )?(?:parked|for sale|expired|dijual|kedaluwarsa)|parked domain|domain default page|default web ?(?:site )?page",
        ),
        (
            _PARKED,
            3,
            "title",
            r"apache2? (?:\w+ )?default page|welcome to nginx|iis windows server|default plesk page|^index of /\s*$|test page for the",
        ),
        (_PARKED, 3, "title", r"site is created successfully|^wordpress › (?:installation|setup)"),
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
            r"(?:this|the) domain (?:name )?(?:[\w.-]{3,63} )?(?:is|may be) (?:for sale|parked)|buy this domain|domain ini (?:sedang )?(?:dijual|diparkir|terparkir)",
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
            r"parkingcrew\.net|sedoparking\.com|/cgi-sys/suspendedpage\.cgi|parking\.sedo\.com|bodis\.com|parklogic\.com|afternic\.com/forsale",
            "parkingcrew|sedoparking|parking.sedo|/cgi-sys/suspendedpage|bodis.com|parklogic|afternic",
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
            "challenge-platform|cf-browser-verification|cf_chl_opt|imunify360|_incapsula|sucuri_cloudproxy|lsrecap",
        ),
        (
            _CHALLENGE,
            3,
            "html",
            r"slowaes\.decrypt|__test=[^;]{0,400};\s*expires|document\.cookie\s*=\s*[\"'](?:__test|humans_\d+|bpc|_guard)",
            "slowaes|__test=|document.cookie",
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

FEW = 20
"""Words; a page that only forwards says "please wait" and no more."""
_REFRESH = re.compile(r"\s*\d{1,2}(?:\.\d+)?\s*[;,]\s*url\s*=\s*([^\s].{0,500})", re.IGNORECASE)
_LOCATION = re.compile(
    r"(?:^|[;{}\s])(?:window\.|document\.|self\.|top\.)?location(?:\.href)?\s*(?:=|\.(?:replace|assign)\()\s*[\"']([^\"'\s]{1,500})[\"']"
)

_SHELL = "#app, #root, #__next, #__nuxt, app-root, [ng-app], [data-reactroot], #q-app, #svelte"
_NEEDS_SCRIPT = re.compile(
    r"(?:enable|activate|aktifkan|nyalakan|mengaktifkan)[^.]{0,30}javascript|javascript[^.]{0,30}(?:disabled|diaktifkan|enabled)",
    re.IGNORECASE,
)


_NEWS = re.compile(
    r"(?:^|[\s_-])(?:berita|kabar|news|artikel|articles?|posts?|pengumuman|kegiatan|informasi|feeds?|blogs?)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Class or id of an element that a site keeps its news in."""
_WAITING = re.compile(
    r"^(?:(?:sedang )?(?:memuat|loading|tunggu|mohon tunggu|please wait)\b.{0,40}|\W*|.{0,80}\{\{.*\}\}.{0,80})$",
    re.IGNORECASE,
)
"""What stands there before a script has filled it: nothing, a word of waiting, or a template's braces."""


def script_list(page: Page) -> str | None:
    """Name the news list of a page that stands there empty for a script to fill, None where there is no such thing.

    A plea alone says little (many a slider is filled late), so the caller also asks whether anything else lists news.
    """
    if page.tree.css_first("script") is None:
        return None
    for node in page.tree.css("div, section, ul, ol, tbody"):
        name = mark(node)
        if (
            name
            and _NEWS.search(name)
            and node.css_first("a[href], img") is None
            and _WAITING.match(words_of(node, limit=200))
        ):
            return f"the list “{name[:60]}” is empty until a script fills it"
    return None


def front_problem(page: Page, status: int) -> tuple[Reach, str] | None:
    """Say whether a front page is parked, a bot challenge, empty or a script-only shell, with the evidence in English.

    ``status`` is the HTTP status; an error status lowers the bar, for a challenge rarely comes with 200.
    """
    return no_page_of_site(page, status) or (_hollow(page) if status < 400 else None)


def no_page_of_site(page: Page, status: int) -> tuple[Reach, str] | None:
    """Say whether what came in the place of any page is a challenge, a parking or a broken site's message, with the evidence."""
    body = page.tree.body
    text = words_of(body, limit=4_000) if body is not None else ""
    count = len(text.split())
    need = ENOUGH * 2 if count > MUCH_TEXT else ENOUGH
    for reach in (_CHALLENGE, _PARKED):
        found = _found(reach, page, text)
        bonus = 1 if found and reach is _CHALLENGE and status in {403, 429, 503} else 0
        if sum(weight for weight, _ in found) + bonus >= need:
            return reach, "the page says: " + "; ".join(f"“{words}”" for _, words in found)
    if status < 400 and (words := out_of_order(page)):
        return Reach.OUT_OF_ORDER, f"the page says: “{words}”"
    return None


def forward_of(page: Page) -> str | None:
    """Where a front page with next to no words of its own sends its visitors: absolute, None for a page that is one.

    By meta refresh or a frameset's first frame, to wherever it leads; by an only iframe or a script's ``location`` on
    the same site only, for a map or a button of a bare page leads elsewhere too.
    """
    body = page.tree.body
    if body is not None and len(words_of(body, limit=2_000).split()) > FEW:
        return None
    plain = [resolve(page.url, found) for found in (_refresh(page), _frame(page)) if found]
    inner = [resolve(page.url, found) for found in (_iframe(page), _location(page)) if found]
    ways = plain + [url for url in inner if same_site_redirect(page.url, url)]
    return next((url for url in ways if url and url.partition("#")[0].rstrip("/") != page.url.rstrip("/")), None)


def ways_out(page: Page) -> tuple[str, ...]:
    """Every address that a page sends its readers on to by itself, however much it says: absolute, on any site."""
    refresh = _refresh(page)
    script = _location(page) if "location" in page.text else None
    return tuple(filter(None, (resolve(page.url, found) for found in (refresh, script) if found)))


def _refresh(page: Page) -> str | None:
    node = page.tree.css_first("meta[http-equiv=refresh i]")
    said = _REFRESH.match(node.attributes.get("content") or "") if node is not None else None
    return said[1].strip("\"' ") if said else None


def _frame(page: Page) -> str | None:
    frame = page.tree.css_first("frame[src]")
    return frame.attributes.get("src") if frame is not None else None


def _iframe(page: Page) -> str | None:
    frames = page.tree.css("iframe[src]")
    return frames[0].attributes.get("src") if len(frames) == 1 else None


def _location(page: Page) -> str | None:
    scripts = (node.text() for node in page.tree.css("script:not([src])"))
    return next((said[1] for script in scripts if (said := _LOCATION.search(script[:5_000]))), None)


def _found(reach: Reach, page: Page, text: str) -> list[tuple[int, str]]:
    places = {
        "title": page.head_title,
        "text": text,
        "html": page.text[:200_000],
        "headers": "\n".join(f"{name}: {value}" for name, value in page.headers.items()),
    }
    low = places["html"].lower()
    signs = (s for s in SIGNS if s.reach is reach and (not s.stems or any(stem in low for stem in s.stems)))
    hits = ((sign, sign.pattern.search(places[sign.place])) for sign in signs)
    return [(sign.weight, hit.group(0)[:80]) for sign, hit in hits if hit]


def _hollow(page: Page) -> tuple[Reach, str] | None:
    """Tell an empty page and a script-only shell from a small but real one."""
    body = page.tree.body
    count = len(words_of(body, limit=4_000).split()) if body is not None else 0
    if count > 20 or page.tree.css_first("frameset, iframe") is not None:
        return None
    if body is None:
        return Reach.EMPTY, "the page has no body"
    links = sum(1 for node in body.css("a") if (node.attributes.get("href") or "").strip("#"))
    scripts = len(page.tree.css("script[src]"))
    shell = page.tree.css_first(_SHELL)
    plea = _NEEDS_SCRIPT.search(" ".join(node.text() for node in page.tree.css("noscript")))
    if links < 3 and scripts and (shell is not None or plea):
        return (
            Reach.NEEDS_JS,
            f"{counted(count, 'word')}, {counted(links, 'link')} and {counted(scripts, 'script')}: the content is made by script",
        )
    if count == 0 and links == 0 and page.tree.css_first("img, video, object, meta[http-equiv=refresh i]") is None:
        return (
            (Reach.NEEDS_JS, f"no words, but {counted(scripts, 'script')}: the content is made by script")
            if scripts
            else (Reach.EMPTY, "no words, links or images")
        )
    return None
