"""Which system a site runs, and where that system lists its news: two tables. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from crawler.lists.feeds import find_feeds
from crawler.lists.rest import find_rest
from crawler.page import Page
from crawler.records import Source


@dataclass(frozen=True, slots=True)
class Candidate:
    """A list to try: ``url`` is relative to the site's front in the tables, absolute from :func:`candidates`.

    A REST candidate is the root of the API: :func:`crawler.lists.rest.rest_address` makes the question of it.
    """

    url: str
    source: Source


@dataclass(frozen=True, slots=True)
class Platform:
    """A content system by name, with the lists to try, the most telling first."""

    name: str
    lists: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign of a system: where it stands ("generator", "html", "headers") and how much it says.

    Every hit holds one of ``stems``, in lower case (none given: it is looked for in any case): most sources hold none.
    """

    name: str
    weight: int
    place: str
    pattern: re.Pattern[str]
    stems: tuple[str, ...] = ()


def _marks(rows: Iterable[tuple[str, int, str, str] | tuple[str, int, str, str, str]]) -> tuple[Mark, ...]:
    """Rows of name, weight, place, pattern and stems, these divided by bars."""
    return tuple(
        Mark(name, weight, place, re.compile(pattern, re.IGNORECASE), tuple(stems[0].split("|")) if stems else ())
        for name, weight, place, pattern, *stems in rows
    )


MARKS = _marks(
    (
        ("WordPress", 5, "generator", r"^wordpress\b"),
        ("WordPress", 4, "headers", r"api\.w\.org|^x-pingback:.*xmlrpc\.php"),
        ("WordPress", 3, "html", r"/wp-(?:content|includes)/", "/wp-"),
        ("OpenSID", 5, "generator", r"opensid"),
        (
            "OpenSID",
            3,
            "html",
            r"/desa/(?:themes|upload|config)/|/storage/app/themes/|opensid\.my\.id|>\s*opensid\b|\"sidcsrf\"|name=.sidcsrf",
            "/desa/|/storage/app/themes/|opensid|sidcsrf",
        ),
        ("OpenSID", 2, "html", r"/artikel/\d{4}/\d{1,2}/\d{1,2}/", "/artikel/"),
        ("OpenDK", 5, "generator", r"opendk"),
        ("OpenDK", 3, "html", r">\s*opendk\b|opendk-|/berita-desa\b", "opendk|/berita-desa"),
        ("Lokomedia", 5, "generator", r"lokomedia|swarakalibata"),
        (
            "Lokomedia",
            3,
            "html",
            r"swarakalibata|lokomedia|/asset/foto_berita/|/berita/detail/|media\.php\?module=",
            "swarakalibata|lokomedia|/asset/foto_berita/|/berita/detail/|media.php?module=",
        ),
        ("Joomla", 5, "generator", r"^joomla"),
        (
            "Joomla",
            3,
            "html",
            r"/media/(?:jui|system|vendor/joomla)|option=com_content|joomla-script-options",
            "/media/|com_content|joomla-script-options",
        ),
        ("Blogger", 5, "generator", r"^blogger$"),
        (
            "Blogger",
            3,
            "html",
            r"www\.blogger\.com/(?:static|feeds|rearrange)|\.bp\.blogspot\.com/|blogger\.googleusercontent\.com/",
            "blogger.com|.bp.blogspot.com|blogger.googleusercontent",
        ),
        ("Drupal", 5, "generator", r"^drupal"),
        (
            "Drupal",
            3,
            "html",
            r"/sites/(?:default|all)/(?:files|themes|modules)/|drupal-settings-json",
            "/sites/|drupal-settings-json",
        ),
        ("Laravel", 3, "headers", r"^set-cookie:.*(?:laravel_session|xsrf-token)="),
        ("Laravel", 2, "html", r"name=[\"']csrf-token[\"']|livewire(?:\.min)?\.js", "csrf-token|livewire"),
        ("CodeIgniter", 3, "headers", r"^set-cookie:.*ci_session="),
    )
)
ENOUGH = 3
"""Weight at which a system is named; the heaviest wins, the earlier in the table on a tie."""

_FEED, _MAP, _REST = Source.FEED, Source.SITEMAP, Source.REST
_BESPOKE = (Candidate("feed", _FEED), Candidate("rss.xml", _FEED), Candidate("sitemap.xml", _MAP))

PLATFORMS = {
    platform.name: platform
    for platform in (
        Platform(
            "WordPress",
            (
                Candidate("wp-json/", _REST),
                Candidate("feed/", _FEED),
                Candidate("wp-sitemap.xml", _MAP),
            ),
        ),
        Platform("OpenSID", (Candidate("feed", _FEED), Candidate("sitemap", _MAP))),
        Platform("OpenDK", (Candidate("feed", _FEED), Candidate("sitemap.xml", _MAP))),
        Platform("Lokomedia", (Candidate("rss.xml", _FEED), Candidate("sitemap.xml", _MAP))),
        Platform("Joomla", (Candidate("index.php?format=feed&type=rss", _FEED), Candidate("sitemap.xml", _MAP))),
        Platform("Blogger", (Candidate("feeds/posts/default", _FEED), Candidate("sitemap.xml", _MAP))),
        Platform("Drupal", (Candidate("rss.xml", _FEED), Candidate("sitemap.xml", _MAP))),
        Platform("Laravel", _BESPOKE),
        Platform("CodeIgniter", _BESPOKE),
        Platform("unknown", _BESPOKE),
    )
}

_HEAD = 300_000
"""Characters of a page that are searched for marks."""


def recognise(page: Page) -> Platform:
    """Name the system behind a page; ``unknown`` where nothing speaks for one.

    What the page itself says of its API root or feeds takes the place of the table's guess, so that a site with
    plain addresses is not asked in vain.
    """
    scores: dict[str, int] = {}
    places = _places(page)
    low = places["html"].lower()
    for mark in MARKS:
        if mark.stems and not any(stem in low for stem in mark.stems):
            continue
        if mark.pattern.search(places[mark.place]):
            scores[mark.name] = scores.get(mark.name, 0) + mark.weight
    best = max(scores, key=lambda name: scores[name], default="unknown")
    platform = PLATFORMS[best if scores.get(best, 0) >= ENOUGH else "unknown"]
    return Platform(platform.name, tuple(_told(platform, page)))


def candidates(platform: Platform, front: str) -> tuple[Candidate, ...]:
    """Make a platform's lists absolute under a site's ``front`` address (a host or a path)."""
    parts = urlsplit(front)
    folder = (
        parts.path
        if parts.path.endswith("/")
        else f"{parts.path.rpartition('/')[0] if '.' in parts.path.rpartition('/')[2] else parts.path}/"
    )
    base = parts._replace(path=folder, query="", fragment="").geturl()
    return tuple(Candidate(urljoin(base, candidate.url), candidate.source) for candidate in platform.lists)


def _places(page: Page) -> dict[str, str]:
    node = page.tree.css_first("meta[name=generator i]")
    return {
        "generator": ((node.attributes.get("content") or "") if node is not None else "").strip(),
        "html": page.text[:_HEAD],
        "headers": "\n".join(f"{name}: {value}" for name, value in page.headers.items()),
    }


def _told(platform: Platform, page: Page) -> Iterable[Candidate]:
    root, feeds = find_rest(page), find_feeds(page)
    for candidate in platform.lists:
        if candidate.source is Source.REST and root:
            yield Candidate(root, Source.REST)
        elif candidate.source is Source.FEED and feeds:
            yield from (Candidate(feed, Source.FEED) for feed in feeds)
        else:
            yield candidate
