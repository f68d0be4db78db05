"""What gambling pages say, and what offices say that warn of them: a table of weighed wordings. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

_ALIKE = str.maketrans(
    dict(zip("асеорхуікмтвнѕјԁαεοικνρτυχ", "aceopxyikmtbhsjdaeoiknptux", strict=True))
    | dict.fromkeys("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff")
)
"""Cyrillic and Greek letters that pass for Latin ones, and characters that nobody sees: Indonesian has neither."""
_FIGURES = {"0": "o", "1": "i", "3": "e", "4": "a"}
_FIGURE = re.compile(r"(?!4d(?!\w))[0134](?<=[a-z].)(?=[a-z])")
"""A figure between two letters stands for a letter: sl0t, g4cor. Not in the tail of a brand: dewa4d."""

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


@dataclass(frozen=True, slots=True)
class Speech:
    """How far a text speaks for gambling, in which words, and which of these weigh more than 1 (``strong``) or 1 (``weak``)."""

    weight: int
    words: tuple[str, ...]
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


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
            r"slot (?:gacor(?: (?:hari|malam) ini)?|online|resmi|terpercaya|dana|pulsa|qris|thailand|demo|maxwin|deposit|server \w+|88|777)|slot(?:88|77|777|138|303)",
            "slot",
        ),
        (
            3,
            r"(?:situs|agen|bandar|link|akun|judi|game|daftar|bocoran|pola|raja|demo|rtp) slot|slot gacor(?: (?:hari|malam) ini)?",
            "slot",
        ),
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
            r"togel(?: (?:online|macau|hongkong|hk|sgp|sdy|singapore|sydney))?|toto (?:togel|macau|slot|sgp|hk|sdy|online|4d)|toto88|(?:situs|bandar|agen|link) toto|totoslot|(?:data|keluaran|result|live draw) (?:sgp|hk|sdy|macau)",
            "togel|toto| sgp| hk| sdy| macau",
        ),
        (
            3,
            r"pragmatic (?:play|slot)|mahjong ways?(?: \d)?|gates of olympus|starlight princess|sweet bonanza|wild bandito|pg ?soft(?! (?:launch|open))|spadegaming|habanero slot",
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
            3,
            r"[a-z]{2,10}togel\d*|togel\d+|(?:slot|rtp|situs)gacor\w*|gacor\d{2,3}|sbobet\d+|1xbet\w*|mostbet|jual viagra(?: asli)?|buy (?:cialis|viagra)(?: online)?",
            "togel|gacor|sbobet|1xbet|mostbet|viagra|cialis",
        ),
        (
            2,
            r"judi (?:slot|terpercaya|resmi)|poker online|gacor (?:hari|malam) ini|situs gacor|link gacor|server (?:thailand|kamboja|luar(?! biasa))",
            "judi |poker|gacor|server ",
        ),
        (
            2,
            rf"[a-z]{{3,12}}4d\d*|{_BRAND}(?:(?:toto|slot|bet)\d+)|(?:mpo|dewa|raja|hoki|zeus|bos|sultan|jp|naga|macan)(?:{_BRAND})?(?:88|77|138|303|777|99|69)",
            "4d|toto|slot|bet|88|77|138|303|99|69",
        ),
        (
            1,
            r"judi (?:online|daring)|judol|slots?|gacor|scatter|jackpot|link alternatif|casino|kasino|poker|parlay|taruhan|spin gratis|free spin|live chat 24 jam|resmi terpercaya",
            "judi |judol|slot|gacor|scatter|jackpot|link alternatif|casino|kasino|poker|parlay|taruhan|spin|live chat|resmi terpercaya",
        ),
        (1, rf"(?:situs|agen|bandar|link|daftar|login) {_BRAND}(?:toto|slot|bet)", "toto|slot|bet"),
    )
)
"""What gambling pages say. Phrases of weight 3 stand on no office's page but to warn of them; words of weight 1 on many."""

_TELLING = tuple(term for term in VOCABULARY if term.weight >= 2)
"""What tells in a text; its other words stand in many."""
_KERNELS = tuple((max(stem.split(), key=len), stem, term) for term in _TELLING for stem in term.stems)
"""Each stem with its longest word: where no word of a text holds that, the stem is not in the text."""

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
            r"sidang|vonis|divonis|terpidana|terdakwa|dihukum|hukuman|cambuk|ditahan|jaksa|pelaku|pengecer|penyalahgunaan|pemusnahan|dimusnahkan",
        ),
        (
            -3,
            r"resah|meresahkan|marak|disegel|ilegal|tanpa izin|bpom|dibina|bukan budaya|mengatasi|mengamankan|literasi",
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

HEADLINES = _terms(
    (
        (
            -3,
            r"(?:me)?rusak|hancur(?:kan)?|prihatin|keprihatinan|fenomena|bincang|curhat|konseling|psikolog|pandangan islam",
        ),
        (
            -3,
            r"(?:di|meng)?ingatkan|minta berhenti|berhenti (?:main|bermain|berjudi|(?:men)?jual)|(?:ke)?canduan|candu|ketergantungan|(?:terlilit )?utang|terlilit",
        ),
        (
            -3,
            r"disusupi|diretas|retas|peretasan|pulih|dipulihkan|(?:per)?mohon(?:an)? maaf|habiskan gaji|narkoba|miras|(?<!tanpa )resep dokter",
        ),
    )
)
"""What headlines say that tell of gambling. In a text such words stand for anything, and would clear what it sells."""

_CRIME = re.compile(
    r"(?:situs )?judi \w+|judol|(?:bandar )?togel|toto togel|(?:taruhan|judi) bola|sabung ayam online|(?:casino|kasino|poker) online"
)
"""What the crime is called: in a title that warns, these are what it warns of, and promote nothing."""

_OWN_UP = re.compile(
    r"(?:jual|harga|toko|apotek|agen) obat (?:aborsi|penggugur(?: kandungan)?)|gacor (?:hari|malam) ini|slot gacor (?:hari|malam) ini"
    r"|toto (?:togel|macau|sgp|hk|sdy|4d)|togel (?:online|macau|hongkong|hk|sgp|sdy|singapore|sydney)"
)
"""Wordings that no headline bears which only speaks of gambling: one alone may weigh all."""
_DEFACED = re.compile(r"(?:hacked|defaced|pwned|h4cked) by")
"""How the headline of a defaced page begins."""

ORDINARY = _terms(
    (
        (-1, r"burung|kicau(?:an|mania)?|murai|lovebird|perkutut|lomba|kontes|turnamen|doorprize"),
        (
            -1,
            r"vaksin(?:asi)?|lapak|umkm|parkir|kuota|pendaftaran|antrean|pelayanan|jadwal|data|grafik|bantuan|setoran|bank sampah",
        ),
        (-1, r"lurah|camat|kelurahan|kecamatan|warga|rt|rw|posyandu|pkk|karang taruna|musrenbang"),
    )
)
"""Company in which words of weight 1 are everyday ones: a songbird is gacor, a vaccine has slots, a market stall is one."""

ERRANDS = re.compile(
    r"(?<!\w)(?:(?:bank )?sampah|setoran|vaksin(?:asi)?|imunisasi|lapak|umkm|musrenbang|posyandu|puskesmas|balita|paud|pegawai"
    r"|kependudukan|retribusi|koperasi|simpan pinjam|e ?ktp|demam berdarah|jumantik)(?!\w)"
)
"""Errands of an office, beside which a homonym is what it says. The site's name is none: it stands in every title."""

HOMONYMS = re.compile(
    r"(?:situs|agen|bandar|link|akun|game|daftar|demo) (?:slot|toto)|slot (?:online|resmi|demo|dana|deposit|pulsa)"
    r"|(?:deposit|depo) (?:dana|pulsa|\d+ ?k)|(?:data|result|keluaran) (?:hk|sdy|sgp)|(?:pola|rtp) live|(?:owned|touched|stamped) by"
    r"|(?:mudah|gampang) menang|bonus deposit|server \w+|pg ?soft|pragmatic play|scatter \w+"
)
"""Wordings that offices write of other things: a vaccine's slots, a waste bank's deposits, a chamber's data."""

BARE = 3
"""Words of a title that is nothing but what it sells, and of a name that only sellers write so long."""
ALONE, EVERYDAY = 2, 0
"""What one wording in a longer headline weighs at most: it may be spoken of; a homonym beside an errand is none."""

COMPANY = 120
"""Characters around a phrase in a text in which a word of warning speaks of it."""

_WORD = re.compile(r"[^\W_]+")
_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}


def plain(text: str) -> str:
    """Lower-case words with single spaces: ``Slot-Gacor  88``, ``slot_gacor 88`` and its look-alike letters are one wording."""
    if text.isascii():  # most text is, and is read in a fifth of the time
        return " ".join(_with_letters(text.lower()).translate(_GAPS).split())
    shown = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    return " ".join(_WORD.findall(_with_letters(shown)))


def _with_letters(text: str) -> str:
    return _FIGURE.sub(lambda figure: _FIGURES[figure[0]], text)


def _hits(terms: Iterable[Term], text: str) -> dict[str, int]:
    """Distinct wordings found, each with its weight; a wording inside a longer one that was found counts once."""
    found: dict[str, int] = {}
    for term in (term for term in terms if term.may_stand_in(text)):
        for hit in term.pattern.finditer(text):
            words = hit.group(0)
            if not any(f" {words} " in f" {other} " for other in found):
                found[words] = term.weight
    return found


_SPACED = re.compile(r"(?<!\w)(?:[a-z] ){3,}[a-z](?!\w)")
"""Letters set apart: s l o t g a c o r."""


def promotion(text: str) -> Speech:
    """Weigh how far a title or address (as :func:`plain` writes it) speaks for gambling; 0 or less: it does not.

    Words of weight 1 are those that offices use too: together they weigh 2 at most, less in ordinary company. Words of
    warning take away, and turn the names of the crime into what is warned of.
    """
    text = _joined(text)
    found = _hits(VOCABULARY, text)
    against = (
        warning(text, headline=True) if found else 0
    )  # takes only away: looked for where there is something to take away from
    if against:
        found = {words: weight for words, weight in found.items() if not _CRIME.fullmatch(words)}
    strong = sum(weight for weight in found.values() if weight > 1)
    weak = min(2, sum(weight for weight in found.values() if weight == 1))
    if weak and not strong:
        weak = max(0, weak + sum(_hits(ORDINARY, text).values()))
    heavy = tuple(words for words, weight in found.items() if weight > 1)
    return Speech(strong + weak + against, tuple(found), heavy, tuple(words for words in found if words not in heavy))


def _joined(text: str) -> str:
    return _SPACED.sub(lambda run: run[0].replace(" ", ""), text)


def warning(text: str, *, headline: bool = False) -> int:
    """What the words of warning in a text take away: 0 or less. More of them are known of a ``headline``."""
    return sum(_hits((*WARNINGS, *HEADLINES) if headline else WARNINGS, text).values())


def ceiling(headline: str, title: str) -> int | None:
    """What a title weighs at most in which one wording of gambling stands among others; None where it may weigh all.

    ``title`` may hold the site's name beside the ``headline``. Offices write such a wording of other things, or of the crime.
    """
    speech, title = promotion(title), _joined(title)
    if len(speech.strong) == 1 and HOMONYMS.fullmatch(speech.strong[0]):
        return None if _is_bare(title) else EVERYDAY if ERRANDS.search(title) else ALONE
    if _is_bare(headline) or _DEFACED.match(headline) or not speech.strong:
        return None
    return ALONE if _is_spoken_of(speech, title) else None


def _is_bare(title: str) -> bool:
    return len(frozenset(title.split())) <= BARE


def _is_spoken_of(speech: Speech, title: str) -> bool:
    """Whether a title names one thing, or nothing but the crime, as those do who speak of it."""
    if any(_OWN_UP.fullmatch(words) for words in speech.strong):
        return False
    if all(_CRIME.fullmatch(words) for words in speech.words):
        return True
    others = [words for words in speech.weak if not _CRIME.fullmatch(words)]
    return not others and _length(speech.strong, title) <= BARE


def _length(wordings: Collection[str], title: str) -> int:
    """Words from the first to the last of wordings that overlap ("situs slot", "slot gacor"); more than BARE where they do not."""
    spans = sorted(
        (found.start(), found.end())
        for words in wordings
        if (found := re.search(rf"(?<!\w){re.escape(words)}(?!\w)", title))
    )
    apart = any(later[0] >= former[1] for former, later in pairwise(spans))
    return BARE + 1 if apart or not spans else len(title[spans[0][0] : max(end for _, end in spans)].split())


def _possible(text: str) -> list[Term]:
    """The telling terms that can have a hit; a page says most of its words often, so each is looked at once."""
    different = " ".join(frozenset(text.split()))
    found = {term.pattern for kernel, stem, term in _KERNELS if kernel in different and stem in text}
    return [term for term in _TELLING if term.pattern in found]


def phrases(text: str, *, beside: Collection[str], least: int) -> dict[str, int]:
    """The telling phrases of a text, each with its weight, that no word of warning stands near.

    Those in ``beside`` are left out; where there are fewer than ``least``, nothing is looked for near them.
    """
    hits = [(hit, term.weight) for term in _possible(text) for hit in term.pattern.finditer(text)]
    hits = [(hit, weight) for hit, weight in hits if hit[0] not in beside]
    if len({hit[0] for hit, _ in hits}) < least:
        return {}
    warned = [hit.start() for term in WARNINGS for hit in term.pattern.finditer(text)]
    free = (
        (hit, weight)
        for hit, weight in hits
        if not any(hit.start() - COMPANY <= place <= hit.end() + COMPANY for place in warned)
    )
    return {hit[0]: weight for hit, weight in free}
