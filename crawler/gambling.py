"""What gambling pages say, and what offices say that warn of them: a table of weighed wordings. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_ALIKE = str.maketrans(
    dict(zip("асеорхуікмтвнѕјԁαεοικνρτυχ", "aceopxyikmtbhsjdaeoiknptux", strict=True))
    | dict.fromkeys("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff")
)
"""Cyrillic and Greek letters that pass for Latin ones, and characters that nobody sees: Indonesian has neither."""
_FIGURES = {"0": "o", "1": "i", "3": "e", "4": "a"}
_FIGURE = re.compile(r"(?<=[a-z])[0134](?=[a-z])")
"""A figure between two letters stands for a letter: sl0t, g4cor."""

_BRAND = r"[a-z]{2,12}"
"""A made-up name before the tail that such brands bear."""


@dataclass(frozen=True, slots=True)
class Term:
    """A wording and its weight: positive speaks for gambling, negative for an office that warns of it."""

    weight: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Speech:
    """How far a text speaks for gambling, and in which words."""

    weight: int
    words: tuple[str, ...]


def _terms(rows: Iterable[tuple[int, str]]) -> tuple[Term, ...]:
    return tuple(Term(weight, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for weight, pattern in rows)


VOCABULARY = _terms(
    (
        (
            3,
            r"(?:jual|harga|toko|apotek|agen) obat (?:aborsi|penggugur(?: kandungan)?|kuat|perangsang|bius)|cytotec|misoprostol",
        ),
        (3, r"(?:hacked|defaced|pwned|owned|touched|stamped) by|h4cked by"),
        (
            3,
            r"slot (?:gacor|online|resmi|terpercaya|dana|pulsa|qris|thailand|demo|maxwin|deposit|server \w+|88|777)|slot(?:88|77|777|138|303)",
        ),
        (3, r"(?:situs|agen|bandar|link|akun|judi|game|daftar|bocoran|pola|raja|demo|rtp) slot|slot gacor"),
        (3, r"(?:rtp|pola) (?:live|gacor|slot)|bocoran (?:rtp|admin jarwo)|rtp live"),
        (
            3,
            r"maxwin|max win|anti rungkad?t?|gampang (?:menang|jp|maxwin|jackpot)|mudah (?:menang|jackpot)|auto (?:maxwin|jp|cuan)",
        ),
        (
            3,
            r"togel|toto (?:togel|macau|slot|sgp|hk|sdy|online|4d)|toto88|(?:situs|bandar|agen|link) toto|totoslot|(?:data|keluaran|result|live draw) (?:sgp|hk|sdy|macau)",
        ),
        (
            3,
            r"pragmatic(?: play)?|mahjong ways?(?: \d)?|gates of olympus|starlight princess|sweet bonanza|wild bandito|pg ?soft|spadegaming|habanero slot",
        ),
        (
            3,
            r"sbobet|joker123|idn ?poker|pkv ?games|bandarqq?|dominoqq|ceme online|sabung ayam online|judi bola|taruhan bola|mix parlay|casino online|kasino online",
        ),
        (
            3,
            r"scatter (?:hitam|emas|merah|mahjong|gratis)|bonus (?:new member|deposit|scatter)|new member 100|freebet|(?:deposit|depo) (?:pulsa|dana|qris|\d+ ?k|receh)",
        ),
        (
            2,
            r"judi (?:slot|terpercaya|resmi)|poker online|gacor hari ini|situs gacor|link gacor|server (?:thailand|kamboja|luar)",
        ),
        (
            2,
            rf"{_BRAND}(?:4d\d*|(?:toto|slot|bet)\d+)|(?:mpo|dewa|raja|hoki|zeus|bos|sultan|jp|naga|macan)(?:{_BRAND})?(?:88|77|138|303|777|99|69)",
        ),
        (
            1,
            r"judi (?:online|daring)|judol|slots?|gacor|scatter|jackpot|link alternatif|casino|kasino|poker|parlay|taruhan|spin gratis|free spin|live chat 24 jam|resmi terpercaya",
        ),
        (1, rf"(?:situs|agen|bandar|link|daftar|login) {_BRAND}(?:toto|slot|bet)"),
    )
)
"""What gambling pages say; phrases of weight 3 stand on no office's page but to warn of them. Weight 1 is what offices say too."""

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

ORDINARY = _terms(
    (
        (-1, r"burung|kicau(?:an|mania)?|murai|lovebird|perkutut|ayam|lomba|kontes|turnamen|doorprize|hadiah"),
        (-1, r"vaksin(?:asi)?|lapak|umkm|parkir|kuota|pendaftaran|antrean|pelayanan|jadwal|data|grafik|bantuan"),
        (-1, r"lurah|camat|kelurahan|kecamatan|warga|rt|rw|posyandu|pkk|karang taruna|musrenbang"),
    )
)
"""Company in which the words of weight 1 are everyday ones: a songbird is gacor, a vaccine has slots, a market has a lapak."""


_SPACE = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Lower-case words with single spaces: ``Slot-Gacor  88``, ``slot_gacor 88`` and its look-alike letters are one wording."""
    shown = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    return _SPACE.sub(" ", _FIGURE.sub(lambda figure: _FIGURES[figure[0]], shown)).strip()


def _hits(terms: Iterable[Term], text: str) -> dict[str, int]:
    """Distinct wordings found, each with its weight; a wording inside a longer one that was found counts once."""
    found: dict[str, int] = {}
    for term in terms:
        for hit in term.pattern.finditer(text):
            words = hit.group(0)
            if not any(f" {words} " in f" {other} " for other in found):
                found[words] = term.weight
    return found




def promotion(text: str) -> Speech:
    """Weigh how far a text (as :func:`plain` writes it) speaks for gambling, without asking whether it warns.

    Words of weight 1 are those that offices use too: together they weigh 2 at most, less in ordinary company.
    """
    found = _hits(VOCABULARY, text)
    strong = sum(weight for weight in found.values() if weight > 1)
    weak = min(2, sum(weight for weight in found.values() if weight == 1))
    # What takes away is looked for only where there is something to take away from.
    if weak and not strong:
        weak = max(0, weak + sum(_hits(ORDINARY, text).values()))
    return Speech(strong + weak, tuple(found))


def phrases(text: str, *, beside: Collection[str] = ()) -> dict[str, int]:
    """The distinct phrases of gambling in a text, those of everyday words and those in ``beside`` left out."""
    return {words: weight for words, weight in _hits(VOCABULARY, text).items() if weight > 1 and words not in beside}


def warning(text: str) -> int:
    """What the words of warning in a text take away: 0 or less."""
    return sum(_hits(WARNINGS, text).values())
