"""What belongs to a site, and which of its addresses lead nowhere. Pure: addresses in, answers out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, url_query_cleaner

PLAIN_PORTS = {"http": 80, "https": 443}

TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga", "_gl", "ref_src"}
    | {f"utm_{word}" for word in ("source", "medium", "campaign", "term", "content", "id", "name")}
)
SESSIONS = frozenset(
    {
        "phpsessid",
        "jsessionid",
        "aspsessionid",
        "sessionid",
        "session_id",
        "sid",
        "osid",
        "ci_session",
        "cfid",
        "cftoken",
        "zenid",
    }
)
NOISE = TRACKING | SESSIONS | {"replytocom", "unapproved", "moderation-hash"}
"""Query names that never choose another page; without them two addresses of one page are one address."""

_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*", re.IGNORECASE)

MAX_ADDRESS = 2_000
"""Characters; no page that people made has a longer address, traps do."""

ADDRESSES = 1 << 15
"""Answers remembered of each question: lists, links and plan of one visit ask the same of one address again and again."""

_DOCUMENTS = "pdf doc docx xls xlsx ppt pptx odt ods odp rtf"
_BINARY = (
    f"{_DOCUMENTS} csv zip rar 7z gz tar apk exe msi iso jpg jpeg png gif webp svg bmp ico tif tiff heic avif "
    "mp3 wav ogg mp4 avi mov wmv mkv webm flv m4a css js mjs map json woff woff2 ttf eot kml kmz shp swf ics vcf"
)
_DOCUMENT = re.compile(rf"\.(?:{'|'.join(_DOCUMENTS.split())})$", re.IGNORECASE)
_EXTENSION = re.compile(rf"\.(?:{'|'.join(_BINARY.split())})$", re.IGNORECASE)

TRAP_PATHS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (why, re.compile(pattern, re.IGNORECASE))
    for why, pattern in (
        (
            "login or back room",
            r"/(?:wp-login\.php|wp-admin|wp-signup\.php|xmlrpc\.php|administrator|siteman|phpmyadmin|cpanel|webmail)(?:/|$)",
        ),
        (
            "login or back room",
            r"/(?:login|logout|masuk|keluar|register|registrasi|signin|signup|lupa-password|forgot-password|password/reset)(?:\.php|\.html?)?/?$",
        ),
        ("not a page for people", r"/(?:wp-json|wp-includes|wp-content|cdn-cgi|_next/static|feeds?)(?:/|$)"),
        ("feed", r"/(?:rss|atom|feed)(?:\.xml|\.php)?/?$"),
        ("feed", r"/(?:comments|komentar)/(?:feed|default)"),
        (
            "calendar",
            r"/(?:calendar|kalender|agenda|events?|jadwal)/(?:.*/)?(?:day|week|month|hari|minggu|bulan|list|today)?/?\d{4}[-/]\d{1,2}",
        ),
        ("calendar", r"/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?$"),
        ("print or share", r"/(?:print|cetak|share|bagikan|email-friend|mailto|sharer?\.php|amp)/?$"),
        ("search results", r"/(?:search|cari|pencarian|hasil-pencarian)(?:/|\.php|$)"),
        ("endless pagination", r"/(?:page|halaman)/\d{3,}/?$"),
        ("attachment", r"/(?:attachment|lampiran)/"),
        ("cart", r"/(?:cart|checkout|my-account|keranjang)(?:/|$)"),
    )
)

TRAP_QUERIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (why, re.compile(pattern, re.IGNORECASE))
    for why, pattern in (
        ("calendar", r"(?:^|[?&])(?:cal(?:endar)?|kalender|tribe-bar-date|eventdate|ical|bulan|month|mon)=[^&]*\d"),
        ("reply form", r"(?:^|[?&])(?:replytocom|replyto|parent_comment)="),
        (
            "print or share",
            r"(?:^|[?&])(?:print|cetak|share|tmpl|output|format)=(?:1|true|ya|component|print|pdf|facebook|twitter|whatsapp|telegram|amp|feed)",
        ),
        (
            "search results",
            r"(?:^|[?&])(?:s|q(?!=(?:node|content)/)|cari|search|keyword|katakunci|kata_kunci|searchword)=",
        ),
        (
            "faceted search",
            r"(?:^|[?&])(?:orderby|order|sort|sortby|filter(?:_[^=]*|\[[^=]*)?|facet[^=]*|limit|per_page|view_mode|dir)=",
        ),
        (
            "login or back room",
            r"(?:^|[?&])(?:action=(?:login|register|lostpassword|logout)|redirect_to=|return(?:url)?=)",
        ),
        ("feed", r"(?:^|[?&])(?:feed|rest_route)="),
        ("endless pagination", r"(?:^|[?&])(?:page|paged|halaman|hal|start|offset|per)=\d{4,}"),
        ("endless pagination", r"(?:^|[?&])(?:page|paged|halaman|hal)=\d{3}"),
    )
)


@lru_cache(maxsize=ADDRESSES)
def normalise(url: str) -> str:
    """Write an absolute address the one way Segar keys it: canonical, without fragment, tracking or session parts; a broken one stays."""
    try:
        parts = urlsplit(canonicalize_url(_PATH_SESSION.sub("", url.strip()), keep_fragments=False))
    except ValueError:
        return url.strip()
    plain = urlunsplit(parts._replace(netloc=_netloc(parts)))
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True) if name.lower() in NOISE]
    return url_query_cleaner(plain, names, remove=True, unique=False) if names else plain


def belongs(url: str, *, front: str, others: Collection[str] = ()) -> bool:
    """Say whether ``url`` is of the site whose front address is ``front``; ``others`` are the fronts of other units.

    Of all fronts that cover an address the closest owns it: the same host before a parent's, the longer path before
    the shorter. A portal's path owns no subdomain.
    """
    root = _root(front)
    if root and not others and url.startswith(root):  # most addresses by far: a site has hundreds, asked for each night
        return True
    mine = _closeness(url, front)
    if mine is None:
        return False
    rivals = (_closeness(url, other) for other in others if normalise(other) != normalise(front))
    return all(rival is None or rival <= mine for rival in rivals)


@lru_cache(maxsize=ADDRESSES)
def _root(front: str) -> str:
    """The beginning of every address on the host of a front that stands for its whole host; "" for any other front."""
    parts = split(front)
    whole = _is_web(parts) and _folder(parts.path) == "/" and "@" not in parts.netloc
    return f"{parts.scheme}://{parts.netloc}/" if whole else ""


def neighbours(fronts: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For each front, the others on its host or below it: only these can own an address that it covers as well.

    :func:`belongs` compares with every other front that it is given, for every link of every page: 40 us each.
    """
    hosts = {front: _bare(_host(split(front))) for front in fronts}
    return {
        front: tuple(
            other for other, there in hosts.items() if other != front and (there == here or there.endswith(f".{here}"))
        )
        for front, here in hosts.items()
    }


@lru_cache(maxsize=ADDRESSES)
def identity(url: str, *, front: str) -> str:
    """The one name of a page however it was reached: normalised, and on the front's scheme and host where it is the same host.

    A feed that still says http and links that say https (or www) name one page, not two.
    """
    return moved(normalise(url), near=front, to=front)


@lru_cache(maxsize=ADDRESSES)
def moved(url: str, *, near: str, to: str) -> str:
    """Put an address that is on the host of ``near`` (or its www variant) onto the scheme and host of ``to``."""
    parts, here, there = split(url), split(near), split(normalise(to))
    hosts = {_bare(_host(place)) for place in (parts, here, there)}
    if not _is_web(parts) or _port(parts) != _port(here) or len(hosts) > 1:
        return url
    return urlunsplit(parts._replace(scheme=there.scheme, netloc=there.netloc))


def same_site_redirect(asked: str, got: str) -> bool:
    """Say whether a redirect stays on the host asked, its www variant or a subdomain (http to https included)."""
    there, here = split(got), split(asked)
    return _is_web(there) and _port(there) == _port(here) and _under(_host(there), _host(here))


def is_own(url: str, there: str) -> bool:
    """Say whether two addresses are of one site, whichever of them is the subdomain."""
    return same_site_redirect(url, there) or same_site_redirect(there, url)


def resolve(base: str, href: str) -> str:
    """Make a link absolute; "" for one that is broken beyond reading."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


@lru_cache(maxsize=ADDRESSES)
def is_document(url: str) -> bool:
    """Say whether ``url`` names a document that people open: a thing that an office publishes, though no page to read."""
    parts = split(url)
    return _is_web(parts) and len(url) <= MAX_ADDRESS and _DOCUMENT.search(unquote(parts.path)) is not None


def is_trap(url: str) -> bool:
    """Say whether fetching ``url`` can only waste the site's time: see :func:`why_trap`."""
    return why_trap(url) is not None


@lru_cache(maxsize=ADDRESSES)
def why_trap(url: str) -> str | None:
    """Name the trap that ``url`` is (calendar, search results, mirrored path ...), None for a page worth asking."""
    parts = split(url)
    if not _is_web(parts) or len(url) > MAX_ADDRESS:
        return "not an address of a page"
    path = unquote(parts.path)
    if _EXTENSION.search(path):
        return "file"
    if _mirrored(path):
        return "mirrored path"
    if any(name.lower() in SESSIONS for name, _ in parse_qsl(parts.query)) or _PATH_SESSION.search(path):
        return "session id"
    found = (why for why, pattern in TRAP_PATHS if pattern.search(path))
    asked = (why for why, pattern in TRAP_QUERIES if pattern.search(parts.query))
    return next(found, None) or next(asked, None)


def _mirrored(path: str) -> bool:
    """Paths that repeat themselves: the mark of a relative link that resolves one level deeper each time."""
    steps = [step for step in path.lower().split("/") if step]
    if len(steps) > 12:
        return True
    words = [step for step in steps if not step.isdigit()]
    if any(words.count(word) >= 3 for word in words):
        return True
    return any(words[start : start + 2] == words[start + 2 : start + 4] for start in range(len(words) - 3))


@lru_cache(maxsize=ADDRESSES)
def _closeness(url: str, front: str) -> tuple[int, int] | None:
    """How closely ``front`` covers ``url``: (labels of the host, length of the path), None where it does not."""
    here, home = split(url), split(front)
    if not _is_web(here) or _port(here) != _port(home):
        return None
    path = _folder(home.path)
    host, base = _host(here), _host(home)
    if not (_under(host, base) if path == "/" else _bare(host) == _bare(base)):
        return None
    if not f"{_clean(here.path)}/".startswith(path):
        return None
    return (_bare(base).count(".") + 1, len(path))


def _folder(path: str) -> str:
    """The prefix that a front address stands for: its folder, with a closing slash; ``/kel/index.php`` stands for ``/kel/``."""
    clean = _clean(path)
    last = clean.rpartition("/")[2]
    if re.search(r"\.(?:php|html?|aspx?)$", last, re.IGNORECASE):
        clean = clean[: -len(last)].rstrip("/")
    return f"{clean}/"


def _clean(path: str) -> str:
    """A path without dot segments, doubled or closing slashes; "" for the root."""
    return posixpath.normpath("/" + unquote(path).lstrip("/")).rstrip("/")


def split(url: str) -> SplitResult:
    """Split an address; a broken one has no parts, and so belongs nowhere."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _is_web(parts: SplitResult) -> bool:
    return parts.scheme in PLAIN_PORTS and bool(_host(parts))


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").rstrip(".").lower()


def _port(parts: SplitResult) -> int:
    """The port, with both plain ports as one: http and https of a host are one site."""
    try:
        port = parts.port
    except ValueError:  # a port that is no number
        return -1
    return 0 if port in {None, *PLAIN_PORTS.values()} else int(port or 0)


def _netloc(parts: SplitResult) -> str:
    netloc = parts.netloc
    suffix = f":{PLAIN_PORTS.get(parts.scheme, '')}"
    return netloc.removesuffix(suffix) if len(suffix) > 1 else netloc


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _under(host: str, base: str) -> bool:
    """The same host, its www variant or a subdomain, on a label boundary; an IP address only itself."""
    if _is_address(host) or _is_address(base):
        return host == base
    return bool(base) and (_bare(host) == _bare(base) or host.endswith(f".{_bare(base)}"))


@lru_cache(maxsize=4_096)
def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
