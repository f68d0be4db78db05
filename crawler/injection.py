"""Gambling pages and hidden link blocks: scored signals, each with its evidence. Pure.

A word alone proves nothing: offices warn of judi online, people are named Toto, songbirds are gacor. So phrases are
weighed, words of warning weigh against them, and only the sum decides. First form: one page or item at a time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawler.content import Content
from crawler.own import resolve, same_site_redirect, split
from crawler.page import Page
from crawler.regions import mark, words_of

_ALIKE = str.maketrans(
    dict(zip("асеорхуікмтвнѕјԁαεοικνρτυχ", "aceopxyikmtbhsjdaeoiknptux", strict=True))
    | dict.fromkeys("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff")
)
"""Cyrillic and Greek letters that pass for Latin ones, and characters that nobody sees: Indonesian has neither."""
_FIGURES = {"0": "o", "1": "i", "3": "e", "4": "a"}
_FIGURE = re.compile(r"[0134](?<=[a-z].)(?=[a-z])")
"""A figure between two letters stands for a letter: sl0t, g4cor."""

ENOUGH = 3
"""Weight at which an item is taken for an injected one."""

_BRAND = r"[a-z]{2,12}"
"""A made-up name before the tail that such brands bear."""


@dataclass(frozen=True, slots=True)
class Term:
    """A wording and its weight: positive speaks for gambling, negative for an office that warns of it.

    Every hit of ``pattern`` holds one of ``stems`` (none given: it is looked for everywhere): most texts have none of
    them, and are not searched, which is the dearest thing that is done to a page.
    """

    weight: int
    pattern: re.Pattern[str]
    stems: tuple[str, ...] = ()

    def may_stand_in(self, text: str) -> bool:
        """Whether there can be a hit at all."""
        for stem in self.stems:
            if stem in text:
                return True
        return not self.stems


def _terms(rows: Iterable[tuple[int, str] | tuple[int, str, str]]) -> tuple[Term, ...]:
    """Rows of weight, pattern and stems, these divided by bars."""
    return tuple(
        Term(weight, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), tuple(stems[0].split("|")) if stems else ())
        for weight, pattern, *stems in rows
    )


VOCABULARY = _terms(
    (
        (
            3,
            r"(?:jual|harga|toko|apotek|agen) obat (?:aborsi|penggugur(?: kandungan)?|kuat|perangsang|bius)|cytotec|misoprostol",
            "obat aborsi|obat penggugur|obat kuat|obat perangsang|obat bius|cytotec|misoprostol",
        ),
        (
            3,
            r"(?:hacked|defaced|pwned|owned|touched|stamped) by|h4cked by",
            "hacked by|defaced by|pwned by|owned by|touched by|stamped by|h4cked by",
        ),
        (
            3,
            r"slot (?:gacor|online|resmi|terpercaya|dana|pulsa|qris|thailand|demo|maxwin|deposit|server \w+|88|777)|slot(?:88|77|777|138|303)",
            "slot",
        ),
        (3, r"(?:situs|agen|bandar|link|akun|judi|game|daftar|bocoran|pola|raja|demo|rtp) slot|slot gacor", "slot"),
        (
            3,
            r"(?:rtp|pola) (?:live|gacor|slot)|bocoran (?:rtp|admin jarwo)|rtp live",
            "rtp|pola live|pola gacor|pola slot|admin jarwo",
        ),
        (
            3,
            r"maxwin|max win|anti rungkad?t?|gampang (?:menang|jp|maxwin|jackpot)|mudah (?:menang|jackpot)|auto (?:maxwin|jp|cuan)",
            "maxwin|max win|rungka|gampang menang|gampang jp|jackpot|mudah menang|auto jp|auto cuan",
        ),
        (
            3,
            r"togel|toto (?:togel|macau|slot|sgp|hk|sdy|online|4d)|toto88|(?:situs|bandar|agen|link) toto|totoslot|(?:data|keluaran|result|live draw) (?:sgp|hk|sdy|macau)",
            "togel|toto| sgp| hk| sdy| macau",
        ),
        (
            3,
            r"pragmatic(?: play)?|mahjong ways?(?: \d)?|gates of olympus|starlight princess|sweet bonanza|wild bandito|pg ?soft|spadegaming|habanero slot",
            "pragmatic|mahjong way|olympus|starlight princess|sweet bonanza|wild bandito|pgsoft|pg soft|spadegaming|habanero",
        ),
        (
            3,
            r"sbobet|joker123|idn ?poker|pkv ?games|bandarqq?|dominoqq|ceme online|sabung ayam online|judi bola|taruhan bola|mix parlay|casino online|kasino online",
            "sbobet|joker123|poker|pkv|bandarq|dominoqq|ceme online|sabung ayam|judi bola|taruhan bola|parlay|casino|kasino",
        ),
        (
            3,
            r"scatter (?:hitam|emas|merah|mahjong|gratis)|bonus (?:new member|deposit|scatter)|new member 100|freebet|(?:deposit|depo) (?:pulsa|dana|qris|\d+ ?k|receh)",
            "scatter|bonus new|bonus deposit|new member|freebet|deposit|depo ",
        ),
        (
            2,
            r"judi (?:online|slot|daring|terpercaya)|judol|poker online|gacor hari ini|situs gacor|link gacor|server (?:thailand|kamboja|luar)",
            "judi |judol|poker|gacor|server ",
        ),
        (
            2,
            rf"(?:{_BRAND}(?:4d|toto|slot|bet)\d*|(?:mpo|dewa|raja|hoki|zeus|bos|sultan|jp|naga|macan)(?:{_BRAND})?(?:88|77|138|303|777|99|69))",
            "4d|toto|slot|bet|88|77|138|303|99|69",
        ),
        (
            1,
            r"slot|slots|gacor|scatter|jackpot|jp|link alternatif|casino|kasino|poker|parlay|taruhan|spin gratis|free spin|live chat 24 jam|resmi terpercaya",
            "slot|gacor|scatter|jackpot|jp|link alternatif|casino|kasino|poker|parlay|taruhan|spin|live chat|resmi terpercaya",
        ),
    )
)
"""What gambling pages say; phrases of weight 3 stand on no office's page but to warn of them."""

_TELLING = tuple(term for term in VOCABULARY if term.weight >= 2)
"""What tells in a text; its other words stand in many."""

WARNINGS = _terms(
    (
        (
            -3,
            r"waspada(?:i)?|bahaya(?:nya)?|sosialisasi|pencegahan|(?:men)?cegah|pemberantasan|(?:mem)?berantas|penyuluhan|edukasi|imbauan|himbauan|mengimbau",
        ),
        (
            -3,
            r"razia|operasi pekat|penertiban|penggerebekan|(?:di|me(?:n|r))?(?:tangkap|ringkus|amankan|ringkus|gerebek)|ditangkap|diringkus|polisi|polres\w*|polsek|satgas|satpol",
        ),
        (
            -3,
            r"(?:di)?larang(?:an)?|tolak|stop|perangi|perang melawan|jauhi|hindari|lawan|anti judi|bebas judi|korban|kecanduan|dampak|modus|penipuan",
        ),
        (
            -3,
            r"(?:di|pem)?blokir(?:an)?|takedown|deklarasi|ikrar|komitmen|pakta|surat edaran|edaran|fatwa|mui|bssn|kominfo|kementerian|berkedok|terjerat|jerat|berantas|diskusi|seminar|ceramah|khutbah|tausiyah",
        ),
    )
)
"""What pages say that speak about gambling rather than for it."""

_DOORWAY_QUERY = re.compile(r"(?:^|&)(?:tunnel|slot|gacor|togel)=([^&]+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")

_HIDING = re.compile(
    r"display:none|visibility:hidden|opacity:0(?:\.0+)?(?:;|$)|font-size:0|(?:^|;)(?:max-)?(?:height|width):[01](?:px)?(?:;|$)|"
    r"(?:left|top|right|text-indent|margin-left|margin-top):-\d{3,}|clip:rect\((?:0|1px)|transform:scale\(0|z-index:-\d{3,}",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{1,600})\}")
_SELECTOR = re.compile(r"[.#]([\w-]+)\s*$")

_MAY_HIDE_BY_ITSELF = "[style], [hidden], marquee"
_MAY_HIDE = f"{_MAY_HIDE_BY_ITSELF}, [class], [id]"

_UNSEEN = {ord(sign): None for sign in "\t\r\n"}
"""What readers of addresses pass over, even between two slashes."""

_MAY_LEAD_AWAY = r'a[href*="//"], a[href*="/\9 "], a[href*="/\a "], a[href*="/\d "]'
"""Links that may name a host, unseen signs between the slashes or not; a page's own menus are most of its links."""

LINKS_ENOUGH = 3
"""Foreign gambling links in plain sight that prove a page; one is enough where it is hidden."""


def judge_item(*, title: str, url: str, text: str = "") -> str | None:
    """Say why a list item or page is taken for an injected gambling page, in one plain sentence; None when it is not.

    ``title`` and the words of ``url`` weigh fully, ``text`` (its first 5,000 characters) only where it repeats several
    phrases; words of warning anywhere weigh against them.
    """
    named = _named(title, url)
    told = _plain(text[:5_000])
    found = _hits(VOCABULARY, named)
    deep = {words: weight for words, weight in _hits(_TELLING, told).items() if words not in found} if told else {}
    score = sum(found.values()) + (sum(deep.values()) // 2 if len(deep) >= 3 else 0)
    if (tunnel := _DOORWAY_QUERY.search(split(url).query)) is not None:
        found[f"doorway address ?{tunnel.group(0)[:60]}"] = 3
        score += 3
    # Warnings only take away: they are looked for where there is something to take away from.
    if score < ENOUGH or score + sum(_hits(WARNINGS, f"{named} | {told[:1_000]}").values()) < ENOUGH:
        return None
    return "gambling words: " + ", ".join(f"“{words}”" for words in [*found, *deep][:6])


def judge_page(page: Page, content: Content) -> str | None:
    """Say why a fetched page is taken for an injected one, or for a carrier of injected links; None when it is clean."""
    title = page.tree.css_first("title")
    named = " ".join((title.text() if title is not None else "").split())
    titles = f"{content.title} | {named}"
    found = judge_item(title=titles, url=page.url) or _foreign_canonical(page, named)
    body = page.tree.body
    if found or body is None:
        return found
    return (
        _hidden_links(page, body)
        or _open_links(page, body)
        or judge_item(title=titles, url=page.url, text=words_of(body))
    )


def _plain(text: str) -> str:
    """Lower-case words with single spaces: ``Slot-Gacor  88``, ``slot_gacor 88`` and its look-alike letters are one wording."""
    shown = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    return " ".join(_WORD.findall(_FIGURE.sub(lambda figure: _FIGURES[figure[0]], shown)))


@lru_cache(maxsize=64)  # a page is judged by its names first, and then with its text
def _named(title: str, url: str) -> str:
    return f"{_plain(title)} | {_plain(_address_words(url))}"


def _address_words(url: str) -> str:
    parts = split(url)
    return f"{unquote(parts.path)} {unquote(parts.query)}"


def _hits(terms: Iterable[Term], text: str) -> dict[str, int]:
    """Distinct wordings found, each with its weight; a wording inside a longer one that was found counts once."""
    found: dict[str, int] = {}
    for term in (term for term in terms if term.may_stand_in(text)):
        for hit in term.pattern.finditer(text):
            words = hit.group(0)
            if not any(f" {words} " in f" {other} " for other in found):
                found[words] = term.weight
    return found


def _foreign_canonical(page: Page, title: str) -> str | None:
    """A page that calls another site's page its original, under a title with gambling in it, is a doorway."""
    node = page.tree.css_first("link[rel=canonical]")
    href = resolve(page.url, (node.attributes.get("href") or "").strip()) if node is not None else ""
    if not href or same_site_redirect(page.url, href) or same_site_redirect(href, page.url):
        return None
    root = page.tree.root
    amp = root is not None and "amp" in root.attributes
    found = _hits(VOCABULARY, _plain(title))
    weight = sum(found.values()) + (1 if amp else 0) + sum(_hits(WARNINGS, _plain(title)).values())
    return (
        f"names {split(href).hostname} as its original, under the title “{title[:80]}”"
        if found and weight >= 1
        else None
    )


def _hidden_links(page: Page, body: LexborNode) -> str | None:
    """Gambling links inside an element that a style keeps out of sight."""
    names = _hidden_names(page)
    for node in body.css(_MAY_HIDE if names else _MAY_HIDE_BY_ITSELF):
        if node.tag != "body" and _is_hidden(node, names) and (links := _gambling_links(page, node)):
            return f"{len(links)} hidden link(s) to gambling pages, such as “{links[0]}”"
    return None


def _open_links(page: Page, body: LexborNode) -> str | None:
    """Gambling links to other sites in plain sight: the footers of hacked themes."""
    links = _gambling_links(page, body)
    return (
        f"{len(links)} links to gambling pages of other sites, such as “{links[0]}”"
        if len(links) >= LINKS_ENOUGH
        else None
    )


def _gambling_links(page: Page, scope: LexborNode) -> list[str]:
    """The texts of links under ``scope`` that lead to another site and speak of gambling."""
    return list(dict.fromkeys(_gambling_texts(page, scope)))


def _gambling_texts(page: Page, scope: LexborNode) -> Iterator[str]:
    anchors = [scope] if scope.tag == "a" else scope.css(_MAY_LEAD_AWAY)
    for anchor in anchors:
        said = anchor.attributes.get("href") or ""
        if "//" not in said.translate(_UNSEEN):  # names no host, so it stays on this one
            continue
        href = resolve(page.url, said)
        if not href.startswith(("http://", "https://")) or same_site_redirect(page.url, href):
            continue
        text = words_of(anchor, limit=120) or anchor.attributes.get("title") or ""
        host = " ".join((split(href).hostname or "").split(".")[:-1])
        if judge_item(title=f"{text} | {host}", url=href) is not None:
            yield text or href[:80]


def _hidden_names(page: Page) -> frozenset[str]:
    """Classes and ids that the page's own style sheets keep out of sight."""
    return frozenset().union(*(_hiding_names(sheet.text()[:100_000]) for sheet in page.tree.css("style")))


@lru_cache(maxsize=256)  # all pages of a site carry the same sheets
def _hiding_names(sheet: str) -> frozenset[str]:
    names: set[str] = set()
    for selectors, rule in _RULE.findall(sheet):
        if _HIDING.search(_style(rule)):
            names.update(hit.group(1) for part in selectors.split(",") if (hit := _SELECTOR.search(part)))
    return frozenset(names)


def _is_hidden(node: LexborNode, names: frozenset[str]) -> bool:
    style = node.attributes.get("style")
    if style and _HIDING.search(_style(style)):
        return True
    if "hidden" in node.attributes or (node.tag == "marquee" and (node.attributes.get("height") or "9")[:1] in "01"):
        return True
    return bool(names) and not names.isdisjoint(mark(node).split())


def _style(text: str) -> str:
    """A style without spaces and ``!important``, as the table of hidings expects it."""
    return re.sub(r"\s+|!important|/\*.*?\*/", "", text)
