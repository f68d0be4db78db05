"""What people read, in Bahasa Indonesia: tables only, so that a word is changed in one place. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.reach import BLOCKED_US, Reach, Tls
from crawler.records import Kind
from monitor.canary import Sign
from monitor.freshness import Status
from monitor.updates import Reason
from monitor.waits import Wait


@dataclass(frozen=True, slots=True)
class StatusWords:
    """How a status is shown: its label, the name of its shape (an SVG symbol and a CSS class), and what it means."""

    label: str
    shape: str
    meaning: str


STATUSES: dict[Status, StatusWords] = {
    Status.SEGAR: StatusWords("Segar", "segar", "Ada pembaruan dalam {fresh} hari terakhir."),
    Status.CUKUP: StatusWords("Cukup", "cukup", "Pembaruan terakhir {fresh_next} sampai {fair} hari lalu."),
    Status.TERTINGGAL: StatusWords(
        "Tertinggal", "tertinggal", "Pembaruan terakhir {fair_next} sampai {lagging} hari lalu."
    ),
    Status.BASI: StatusWords("Basi", "basi", "Pembaruan terakhir {lagging_next} sampai {stale} hari lalu."),
    Status.MATI_SURI: StatusWords("Mati suri", "mati-suri", "Tidak ada pembaruan lebih dari {stale} hari."),
    Status.BELUM_TERUKUR: StatusWords(
        "Belum terukur", "belum-terukur", "Belum ada bukti yang cukup untuk menilai. Ini bukan penilaian buruk."
    ),
    Status.TIDAK_DAPAT_DIAKSES: StatusWords(
        "Tidak dapat diakses",
        "tidak-dapat-diakses",
        "Situs gagal dibaca pada {unreachable} kunjungan berturut-turut atau lebih.",
    ),
    Status.DIALIHKAN: StatusWords(
        "Dialihkan",
        "dialihkan",
        "Alamat unit mengarahkan pengunjung ke situs lain sehingga tidak ada isi sendiri yang dinilai.",
    ),
    Status.DISUSUPI: StatusWords(
        "Disusupi", "disusupi", "Ada halaman yang diduga disisipkan pihak lain. Penilaian ditunda sampai situs bersih."
    ),
    Status.BELUM_ADA_SITUS: StatusWords("Belum ada situs", "belum-ada-situs", "Alamat situs unit ini belum tercatat."),
}


@dataclass(frozen=True, slots=True)
class KindWords:
    """A sort of proof: what it is called in a list, and how it closes the sentence "menurut ..."."""

    label: str
    source: str


OBSERVED = "observed"
OTHER_KIND = KindWords("petunjuk lain", "petunjuk di situs")
KINDS: dict[str, KindWords] = {
    Kind.JSON_LD: KindWords("tanggal dalam data terstruktur halaman (JSON-LD)", "data terstruktur di halamannya"),
    Kind.META: KindWords("tanggal dalam keterangan tersembunyi halaman (meta)", "keterangan meta di halamannya"),
    Kind.MICRODATA: KindWords("tanggal dalam penanda isi halaman (microdata)", "penanda isi di halamannya"),
    Kind.TIME: KindWords("tanggal dalam elemen waktu halaman", "elemen waktu di halamannya"),
    Kind.MARKED: KindWords("tanggal yang tertulis di bagian tanggal halaman", "tanggal yang tertulis di halamannya"),
    Kind.TEXT: KindWords("tanggal yang tertulis dalam teks halaman", "tanggal yang tertulis di halamannya"),
    Kind.FEED: KindWords("tanggal terbit di umpan RSS", "umpan RSS situs"),
    Kind.REST: KindWords("tanggal terbit di layanan data situs (REST)", "layanan data situs (REST)"),
    Kind.SITEMAP: KindWords("tanggal di peta situs (sitemap)", "peta situs"),
    Kind.LISTING: KindWords("tanggal di daftar berita situs", "daftar berita situs"),
    Kind.ADDRESS: KindWords("tanggal dalam alamat halaman", "alamat halamannya"),
    Kind.HEADER: KindWords("tanggal ubah yang dikirim server (Last-Modified)", "keterangan server"),
    Kind.ASSET: KindWords("tanggal dalam alamat berkas unggahan", "alamat berkas unggahan"),
    OBSERVED: KindWords("perubahan yang teramati oleh Segar", "pengamatan Segar"),
}

REASONS: dict[Reason, str] = {
    Reason.NEW_CONTENT: "Halaman baru dengan tanggal terbit yang dapat dipercaya.",
    Reason.APPEARED: "Halaman baru yang muncul di antara dua kunjungan.",
    Reason.TEXT_CHANGED: "Isi utama halaman terlihat berubah.",
    Reason.CLOCK: "Tanggal ini mengikuti hari kunjungan (jam atau kalender berjalan), bukan tanggal isi.",
    Reason.FUTURE: "Tanggalnya belum tiba.",
    Reason.RESTAMPED: "Tanggal digeser, tetapi isinya tetap sama.",
    Reason.REPOSTED: "Teks yang sama sudah ada di halaman lain situs ini.",
    Reason.INJECTED: "Halaman ini diduga disisipkan pihak lain.",
    Reason.SAMPLE: "Isi contoh bawaan sistem, bukan tulisan unit.",
    Reason.ROTATED: "Teks atau tautan di tempat ini berganti terus, seperti pada kotak tautan acak; belum dapat dihitung.",
    Reason.REWORDED: "Sebagian besar teks berganti dengan kalimat yang sudah pernah ada di situs ini; belum dapat dipastikan sebagai isi baru.",
    Reason.AWAITED: "Baru sekali terlihat; dihitung bila masih ada pada kunjungan berikutnya.",
    Reason.BACKDATED: "Banyak halaman bertanggal lama muncul dalam satu malam.",
    Reason.REDESIGNED: "Sebagian besar halaman berubah pada malam yang sama, seperti saat tampilan situs diganti.",
    Reason.COMMENTED: "Hanya tulisan pengunjung (komentar, buku tamu, pengaduan) yang bertambah.",
    Reason.COPIED: "Teks yang sama terbit di banyak situs.",
}

UNLINKED = frozenset({Reason.INJECTED})
"""Addresses under these reasons are shown and never linked: they lead to places that nobody here answers for."""

TLS: dict[Tls, str | None] = {
    Tls.NONE: "Situs dibuka tanpa HTTPS, sehingga sambungan pengunjung tidak terlindungi.",
    Tls.OK: None,
    Tls.EXPIRED: "Sertifikat HTTPS situs ini sudah kedaluwarsa; peramban pengunjung menampilkan peringatan.",
    Tls.NAME: "Sertifikat HTTPS situs ini dibuat untuk nama domain yang lain; peramban pengunjung menampilkan peringatan.",
    Tls.UNTRUSTED: "Sertifikat HTTPS situs ini tidak lengkap atau tidak berasal dari penerbit tepercaya.",
    Tls.OLD: "Server hanya menyediakan HTTPS versi lama yang tidak lagi dianggap aman.",
}

CERTIFICATE_ENDED = "Masa berlaku sertifikat berakhir pada {day}; mohon segera diperpanjang."
CERTIFICATE_ENDS = "Sertifikat HTTPS berlaku sampai {day} ({days} hari setelah kunjungan terakhir); mohon diperpanjang sebelum tanggal itu."
CERTIFICATE_HOLDS = "Sertifikat itu sendiri berlaku sampai {day}."

NEVER_VISITED = "Situs belum pernah dikunjungi."
NO_EVIDENCE = "Situs dapat dibaca, tetapi buktinya belum cukup untuk dinilai."
NO_SITE = "Alamat situs belum tercatat."

WAITS: dict[Wait, str] = {
    Wait.RIDDLE: "Ada perubahan yang belum dapat dipastikan sebagai kabar baru, sehingga situs belum dinilai.",
    Wait.PROBATION: "Halaman barunya belum memuat tanggal terbit yang dapat dipercaya, sehingga masih diamati sebelum dinilai.",
    Wait.UNREAD: "Beranda situs terbuka, tetapi belum ada halaman berita atau artikel yang dapat dibaca.",
    Wait.NO_UPDATE: "Situs dapat dibaca, tetapi belum ada pembaruan yang dapat dihitung.",
}

OUR_NIGHTS: dict[Sign, str] = {
    Sign.HOSTS: "{failed} dari {expected} server yang biasanya terbaca tidak dapat dihubungi secara bersamaan.",
    Sign.CANARIES: "{failed} dari {expected} alamat pembanding tidak dapat dihubungi.",
    Sign.NOTHING: "Tidak satu pun dari {expected} situs dapat dihubungi.",
}
OURS_TONIGHT = "Malam itu tidak ada kunjungan yang dapat dipakai: perayapan belum berjalan atau jaringan perayap terganggu. Bukan kesalahan situs."
KEPT_OUT = dict.fromkeys(BLOCKED_US, "Situs ini memblokir kami.") | {
    Reach.HTTP_429: "Situs untuk sementara tidak dapat dibaca.",
    Reach.HTTP_503: "Belum jelas apakah situs terbuka bagi pengunjung.",
    Reach.ERROR_STATUS: "Situs tampak terbuka bagi pengunjung.",
}
"""How the reason begins where a site keeps us out; a 503 may as well be a site in maintenance, or an overloaded one."""

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
MONTHS_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
LEVELS = {"kecamatan": "Kecamatan", "kelurahan": "Kelurahan"}


INJECTIONS: tuple[tuple[str, str], ...] = (
    (r"gambling words: (.*)", r"kata-kata perjudian: \1"),
    (
        r"(?<!\d)(\d{1,9}) hidden link\(s\) to gambling pages, such as (.*)",
        r"\1 tautan tersembunyi ke halaman perjudian, antara lain \2",
    ),
    (
        r"(?<!\d)(\d{1,9}) link\(s\) to gambling pages of other sites, such as (.*)",
        r"\1 tautan ke halaman perjudian di situs lain, antara lain \2",
    ),
    (r"an AMP page that names (\S+) as its original", r"halaman AMP yang menyebut \1 sebagai halaman aslinya"),
    (r"names (\S+) as its original, as an AMP page", r"menyebut \1 sebagai halaman aslinya, sebagai halaman AMP"),
    (r"names (\S+) as its original", r"menyebut \1 sebagai halaman aslinya"),
    (r"a link to a doorway address (\S+)", r"tautan ke alamat pintu masuk perjudian \1"),
    (r"doorway address (\S+)", r"alamat pintu masuk perjudian \1"),
    (r"a hidden block of links to many other sites", r"kumpulan tautan tersembunyi ke banyak situs lain"),
    (r"a title in foreign letters: (.*)", r"judul dalam aksara asing: \1"),
    (r"a link to (\S+) in the text: (.*)", r"tautan ke \1 di dalam teks: \2"),
    (r"a text in foreign letters", r"teks dalam aksara asing"),
    (r"a text in ([A-Z]\w+)", r"teks berbahasa asing (\1)"),
    (r"leads to (\S+) \((.*)\)", r"mengarahkan pembaca ke \1 (\2)"),
    (
        r"the sitemaps grew from (\d+) to (\d+) entries",
        r"peta situs membengkak dari \1 menjadi \2 alamat dalam semalam",
    ),
    (r"shown to visitors from a search engine: (.*)", r"hanya terlihat oleh pengunjung dari mesin pencari: \1"),
    (
        r"visitors from a search engine are shown another page",
        r"pengunjung dari mesin pencari mendapat halaman yang lain",
    ),
    (r"visitors from a search engine are sent to (\S+)", r"pengunjung dari mesin pencari dialihkan ke \1"),
)
"""The evidence of an injection as crawler/injection.py notes it for the operator, and as the public page says it."""

PLACES: dict[str, str] = {
    "near the headline": "di dekat judul",
    "in the content": "di dalam isi halaman",
    "in the header": "di kepala halaman",
    "in a menu": "di dalam menu",
    "in the sidebar": "di bilah samping",
    "in the footer": "di kaki halaman",
    "in the comments": "di antara komentar",
    "in a list of other pages": "di dalam daftar halaman lain",
    "in an agenda": "di dalam agenda",
    "in a clock": "di dalam jam atau kalender",
}
"""Where on a page a date stands, as crawler/dates/places.py names it, and as the public page says it."""
SOURCES: dict[str, str] = {
    "observed in a list": "terlihat di daftar situs",
    "observed here first": "terlihat di sini lebih dahulu",
    "observed": "terlihat pada kunjungan Segar",
    "beside the link": "di samping tautan",
    "list entry": "butir daftar",
    "script data": "data program halaman",
    "json-ld (broken)": "data terstruktur JSON-LD (rusak)",
    "json-ld": "data terstruktur JSON-LD",
    "meta": "keterangan meta",
    "microdata": "microdata",
    "feed": "umpan",
    "lastBuildDate": "umpan lastBuildDate",
    "REST": "layanan data (REST)",
    "sitemap": "peta situs",
    "address": "alamat halaman",
    "header last-modified": "keterangan server Last-Modified",
    "text": "teks",
}
"""How the place of a date begins; what follows is a name that the site gave, and stays as it is."""
DOUBTFUL = ", doubtful"
