"""Links that strangers slip into the sentences of an old article. Pure.

A link is told of by its own words and its host's; that it came into a text that stood there before is asked in
monitor/intrusion.py. Offices link to much, but not in a sentence to a brand of bets, a mill of essays or a quick loan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.content import in_sight
from crawler.gambling import plain, promotion, warning
from crawler.injection import leading_away
from crawler.own import split
from crawler.page import Page
from crawler.regions import words_of

LURES = re.compile(
    r"(?<!\w)(?:(?!alfabet|alphabet|timeslot|hartoto)[a-z]{2,12}(?:toto|slot|bet|togel)|(?:sewa|rental) mobil|pinjaman (?:tunai|online|dana|cepat|kilat)|pinjol"
    r"|(?:jasa|joki) (?:pembuatan )?(?:skripsi|tesis|tugas|backlink|followers)|gadai bpkb|casino|kasino|poker)(?!\w)"
)
"""What such links are called, or the sites that they lead to."""
SENTENCE = 8
"""Words around a link from which it stands in a sentence, and in no list of partners or credit of a web designer."""
KNOWN = (
    *(".go.id", ".desa.id", ".ac.id", ".sch.id", ".mil.id"),
    *("facebook.com", "instagram.com", "youtube.com", "youtu.be", "tiktok.com", "twitter.com", "x.com", "wa.me", "whatsapp.com"),
    *("google.com", "goo.gl", "wikipedia.org", "tokopedia.com", "shopee.co.id", "bukalapak.com", "gofood.co.id"),
)  # fmt: skip
"""Hosts that offices and their traders link to."""


_LINKS = 1_000
"""Links of a page that leave the site, of which each is looked at."""


def lures(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the host and the words of each link of that sort that stands in a sentence."""
    body = page.tree.body
    for anchor, href in islice(leading_away(page, body), _LINKS) if body is not None else ():
        host = split(href).hostname or ""
        said = words_of(anchor, limit=120)
        if (
            not host.endswith(KNOWN)
            and _is_lure(f"{said} | {host.rpartition('.')[0]}")
            and _is_in_sentence(anchor, said)
        ):
            yield host, said


def _is_lure(said: str) -> bool:
    words = plain(said)
    sold = LURES.search(words) is not None or promotion(words).weight > 1
    return sold and not warning(words, headline=True)


def _is_in_sentence(anchor: LexborNode, said: str) -> bool:
    holder = anchor.parent
    while holder is not None and holder.tag in {"b", "strong", "em", "i", "u", "span", "font"}:
        holder = holder.parent
    if holder is None or holder.tag not in {"p", "li", "td", "div", "blockquote"} or not in_sight(anchor):
        return False
    around = words_of(holder, limit=1_000).split()
    return len(around) - len(said.split()) >= SENTENCE
