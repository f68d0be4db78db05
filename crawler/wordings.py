"""What gambling pages say, and what offices say that warn or speak of them: tables of weighed wordings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

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


_PILLS = "xanax|viagra|cialis|tramadol|adderall|ambien|valium|kamagra|levitra|modafinil|oxycodone"
_PILL = f"(?:{_PILLS})"

TRADES = _terms(
    (
        (3, r"(?:bitcoin|crypto|best|top|live|mobile|online) casinos?", "casino"),
        (3, r"casinos? (?:bonus(?:es)?|sites?|utan|uden|uten|ohne|sans|sin|senza|bez|zonder)", "casino"),
        (3, r"(?:best|win at|play) online slots?|online slots", "online slot"),
        (
            3,
            r"deneme bonus\w*|bahis (?:sit|oyun|bonus)\w*|canl[\u0131i] bahis|iddaa|(?:slot|casino) siteleri|canl[\u0131i] casino",
            "deneme bonus|bahis|iddaa|siteleri|casino",
        ),
        (3, r"ka\u0437\u0438ho", "ka\u0437\u0438ho"),  # Russian, as it looks in Latin letters
        (3, r"tanpa bi checking|payday loans?|no credit check", "bi checking|payday loan|no credit check"),
        (
            3,
            rf"(?:buy|order|cheap|generic) {_PILL}(?: online)?|{_PILL} (?:online|for sale|pills|usa)",
            _PILLS,
        ),
        (
            3,
            r"(?:acheter|comprar|kaufen sie|koop|jual) (?:viagra|cialis)|(?:viagra|cialis) (?:asli|cod|original|rezeptfrei|kaufen|en ligne|sin receta)",
            "viagra|cialis",
        ),
        (3, r"buy (?:instagram|tiktok|youtube) (?:followers|likes|views)", "buy "),
        (3, r"without (?:a )?prescription|online pharmacy", "prescription|pharmacy"),
        (
            3,
            r"(?:obat )?pembesar (?:alat vital|penis|payudara)|vimax|titan gel|hammer of thor",
            "pembesar|vimax|titan gel|hammer of",
        ),
        (
            3,
            r"replica (?:shoes|watch(?:es)?|(?:hand)?bags?|sneakers|rolex)|(?:rolex|vuitton|gucci|hermes) replicas?",
            "replica",
        ),
        (
            3,
            r"cheap (?:nike|air jordans?|jordans?|adidas|jerseys?|nfl|louis vuitton|gucci|rolex|yeezy)|wholesale jerseys|outlet online sale",
            "cheap |wholesale|outlet online",
        ),
        (3, r"bokep|xnxx|xvideos|pornhub|ngentot|jav sub indo", "bokep|xnxx|xvideos|pornhub|ngentot|jav sub"),
        (
            3,
            r"(?:essay|paper|dissertation|assignment|thesis) writing services?|write my (?:essay|paper|thesis)",
            "writing service|write my",
        ),
        (3, r"buy essays?(?: online)?", "buy essay"),
        (3, r"(?:quality|buy|jual|jasa) backlinks?|backlinks? (?:pbn|murah|seo|berkualitas)", "backlink"),
    )
)
"""What else is sold on hacked sites: fakes, pills, loans, bets in other tongues. No headline of an office bears them but to warn."""

GAMES = _terms(
    (
        (
            3,
            r"(?:jual|harga|toko|apotek|agen) obat (?:aborsi|penggugur(?: kandungan)?|kuat|perangsang|bius)|(?:(?:jual|harga) )?(?:cytotec|misoprostol)",
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
            r"scatter (?:naga )?(?:hitam|emas|merah|mahjong|gratis)|bonus (?:new member|deposit|scatter)|(?:deposit|depo) \d+ bonus \d+|(?:trik|tips|cara) (?:jitu )?menang (?:main )?slot|new member 100|freebet|(?:deposit|depo) (?:pulsa|dana|qris|\d+ ?k|receh)",
            "scatter|bonus new|bonus deposit|new member|freebet|deposit|depo |menang",
        ),
        (
            3,
            r"[a-z]{2,10}togel\d*|togel\d+|(?:slot|rtp|situs)gacor\w*|gacor\d{2,3}|sbobet\d+|1xbet\w*|mostbet|jual viagra(?: asli)?|buy (?:cialis|viagra)(?: online)?",
            "togel|gacor|sbobet|1xbet|mostbet|viagra|cialis",
        ),
        (
            3,
            r"(?:mahjong )?black scatter|mahjong (?:wins?|black|\d)(?: \d)?|gates? olympus|starlight princes?|(?:zeus|olympus) (?:x ?)?\d{3,4}|plinko",
            "scatter|mahjong|olympus|starlight|zeus|plinko",
        ),
        (
            3,
            r"(?:pinjaman|pinjol) (?:(?:online|uang|dana|tunai) )?(?:cepat|langsung|pasti|kilat) cair|dana tunai (?:cepat|langsung) cair",
            "cepat cair|langsung cair|pasti cair|kilat cair",
        ),
        (3, r"(?:jasa|joki) (?:pembuatan )?skripsi", "skripsi"),
        (
            3,
            r"(?:prediksi|bocoran|syair|paito|pengeluaran|live draw|angka main) (?:hk|sgp|sdy|hongkong|sydney|macau|togel|toto)|kim lotto|angka jitu|live draw tercepat",
            "prediksi|bocoran|syair|paito|pengeluaran|live draw|angka main|kim lotto|angka jitu",
        ),
        (3, r"(?:bandar|agen) bola(?! (?:voli|basket|tangan|kasti))|sbo (?:parlay|bet)", "bandar bola|agen bola|sbo "),
        (
            3,
            rf"login {_BRAND}(?:toto|slot|bet)|{_BRAND}(?:toto|slot|bet) (?:login|slot|togel|macau|rtp)|1win|melbet|pin ?up (?:casino|bet)|aviator (?:game|bet|predictor|apk)",
            "login|toto|slot|bet|1win|casino|aviator",
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

VOCABULARY = (*GAMES, *TRADES)

WARNINGS = _terms(
    (
        (
            -3,
            r"waspada(?:i)?|bahaya(?:nya)?|sosialisasi|pencegahan|(?:men)?cegah|pemberantasan|(?:mem)?berantas|penyuluhan|edukasi|imbauan|himbauan|mengimbau",
        ),
        (
            -3,
            r"razia|operasi pekat|penertiban|penggerebekan|(?:di|me(?:n|r))?(?:tangkap|ringkus|amankan|ringkus|gerebek)|ditangkap|diringkus|polisi(?! tidur)|polres\w*|polsek|satgas|satpol",
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
            r"(?:me)?rusak|hancur(?:kan)?|prihatin|keprihatinan|fenomena|bincang|diskusikan|curhat|sengsara|gadai|cerai|perceraian|konseling|psikolog|pandangan islam",
        ),
        (
            -3,
            r"(?:di|meng)?ingatkan|minta berhenti|berhenti (?:main|bermain|berjudi|(?:men)?jual)|(?:ke)?canduan|candu|ketergantungan|(?:terlilit )?utang|terlilit",
        ),
        (
            -3,
            r"disusupi|diserang|(?:di)?bersihkan|nihil|tidak ditemukan|pembinaan|(?:di)?bongkar|bukan untuk|diretas|retas|peretasan|pulih|dipulihkan|(?:per)?mohon(?:an)? maaf|habiskan gaji|narkoba|miras|(?<!tanpa )resep dokter|awas|hati hati|(?:me)?rugikan",
        ),
    )
)
"""What headlines say that tell of gambling. In a text such words stand for anything, and would clear what it sells."""

PROMISES = _terms(
    (
        (
            2,
            r"(?:anti|tanpa|bebas(?: dari)?|no) (?:blokir|penipuan|nawala|banned|rungka[dt]{1,2}|dampak)",
            "blokir|penipuan|nawala|banned|rungka|dampak",
        ),
        (2, r"via (?:dana|pulsa|qris|ovo|gopay)|tanpa potongan", "via |tanpa potongan"),
        (2, r"tidak (?:dapat|bisa) diblokir|(?:bila|jika|saat|ketika) diblokir", "diblokir"),
        (
            2,
            r"(?:hindari|stop|anti) (?:kalah|kekalahan|rungka[dt]{1,2})|hindari (?:situs|agen|bandar|link) palsu",
            "kalah|rungka|palsu",
        ),
        (
            2,
            r"(?:raup|menang(?: besar)?|kantongi|bawa pulang) (?:rp ?)?\d+ ?(?:juta|jt|miliar)|raup (?:cuan|jackpot)",
            "juta|jt|miliar|raup",
        ),
        (
            2,
            r"(?:bikin|auto|jadi) (?:auto )?sultan|modal receh|akun pro|perkalian (?:besar|tinggi|\d+)|rahasia menang",
            "sultan|receh|akun pro|perkalian|rahasia",
        ),
        (
            2,
            r"kemenangan (?:besar|beruntun|maksimal|pemain)|pola (?:menang|kemenangan)|menang besar|bayar berapapun",
            "menang|bayar",
        ),
    )
)
"""What gambling promises. Beside its name these sell it, and no word in them warns; offices write them of other things."""

SOLD_BEFORE = ("daftar", "login", "bonus", "resmi", "terpercaya")
SOLD_AFTER = re.compile(
    r"(?:(?!bukan|tanpa|tidak|jadi)\w+ )?(?:terpercaya|terbaik|terlengkap|login|bonus|daftar|resmi(?! (?:di|me|ber|ter|jadi|masuk)))(?!\w)"
)
"""What stands right before and after the name of what is sold. Whoever warns puts no such word there."""

CRIME = re.compile(
    r"(?:situs )?judi \w+|judol|(?:bandar )?togel|toto togel|(?:taruhan|judi) bola|sabung ayam online|(?:casino|kasino|poker) online"
)
"""What the crime is called: in a title that warns, these are what it warns of, and promote nothing."""

OWN_UP = re.compile(
    r"(?:jual|harga|toko|apotek|agen) obat (?:aborsi|penggugur(?: kandungan)?)|(?:jual|harga) (?:cytotec|misoprostol)|(?:slot )?gacor (?:hari|malam) ini"
    r"|rtp slot|pola (?:slot|gacor)|bocoran (?:slot|rtp)|slot maxwin"
    r"|toto (?:togel|macau|sgp|hk|sdy|4d)|togel (?:online|macau|hongkong|hk|sgp|sdy|singapore|sydney)"
)
"""Wordings that no headline bears which only speaks of gambling: one alone may weigh all."""
DEFACED = re.compile(r"(?:hacked|defaced|pwned|h4cked) by")
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
    r"|kependudukan|retribusi|koperasi|simpan pinjam|pelatihan|siswa|pelajar|sekolah|pkk|e ?ktp|demam berdarah|jumantik)(?!\w)"
)
"""Errands of an office, beside which a homonym is what it says. The site's name is none: it stands in every title."""

HOMONYMS = re.compile(
    r"(?:situs|agen|bandar|link|akun|game|daftar|demo) (?:slot|toto)|slot (?:online|resmi|demo|dana|deposit|pulsa)"
    r"|(?:deposit|depo) (?:dana|pulsa|\d+ ?k)|(?:data|result|keluaran) (?:hk|sdy|sgp)|(?:pola|rtp) live|(?:owned|touched|stamped) by"
    r"|(?:mudah|gampang) menang|bonus deposit|server \w+|pg ?soft|pragmatic play|scatter \w+"
)
"""Wordings that offices write of other things: a vaccine's slots, a waste bank's deposits, a chamber's data."""
