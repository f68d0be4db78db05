"""How a visit ended: a closed list, each outcome with what follows from it and what to say of it.

``measured`` means that the night tells something about the site's content. ``permanent`` means that waiting will
not mend it. The sentences are for people: ``operator`` in plain English, ``admin`` in Bahasa Indonesia.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """The outcome of one visit to one site."""

    OK = "ok"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    PARTIAL = "partial"
    DNS_MISSING = "dns_missing"
    DNS_TIMEOUT = "dns_timeout"
    REFUSED = "refused"
    RESET = "reset"
    CONNECT_TIMEOUT = "connect_timeout"
    READ_TIMEOUT = "read_timeout"
    TOO_SLOW = "too_slow"
    TLS_FAILED = "tls_failed"
    BAD_HTTP = "bad_http"
    HTTP_401_403 = "http_401_403"
    HTTP_404 = "http_404"
    HTTP_410 = "http_410"
    HTTP_429 = "http_429"
    HTTP_503 = "http_503"
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"
    ERROR_STATUS = "error_status"
    BLOCKED_CHALLENGE = "blocked_challenge"
    ROBOTS_FORBIDDEN = "robots_forbidden"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    REDIRECTED_AWAY = "redirected_away"
    REDIRECT_LOOP = "redirect_loop"
    PARKED_OR_SUSPENDED = "parked_or_suspended"
    OUT_OF_ORDER = "out_of_order"
    EMPTY = "empty"
    NEEDS_JS = "needs_js"
    TOO_LARGE = "too_large"
    NOT_HTML = "not_html"
    PRIVATE_ADDRESS = "private_address"
    DEADLINE = "deadline"
    OVER_BUDGET = "over_budget"


class Tls(StrEnum):
    """TLS trouble beside the outcome: recorded and shown, never a reason not to read a page."""

    NONE = "none"  # plain http
    OK = "ok"
    EXPIRED = "expired"
    NAME = "name"
    UNTRUSTED = "untrusted"
    OLD = "old"


TROUBLE = frozenset({Tls.EXPIRED, Tls.NAME, Tls.UNTRUSTED, Tls.OLD})
"""What a visitor's browser warns of."""

ENDS_SOON = 21
"""Days; a certificate with fewer left is told to who can renew it, for most renew themselves a month ahead."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from a Reach, and the sentences that say it."""

    measured: bool
    permanent: bool
    operator: str
    admin: str


_OUR_TASK = "Catatan ini menjadi tugas Kominfo, bukan kelalaian pengelola situs."

OUTCOMES: dict[Reach, Outcome] = {
    Reach.OK: Outcome(True, False, "read", "Situs dapat dibaca."),
    Reach.UNCHANGED: Outcome(
        True, False, "read; the same text as last time", "Situs dapat dibaca; isinya sama dengan kunjungan sebelumnya."
    ),
    Reach.NOT_MODIFIED: Outcome(
        True,
        False,
        "the server says: not modified (304)",
        "Situs dapat dihubungi; server menyatakan isinya belum berubah.",
    ),
    Reach.PARTIAL: Outcome(
        False,
        False,
        "the front page was read, but a list that worked before was not",
        "Beranda terbaca, tetapi daftar berita yang biasanya tersedia gagal dibuka.",
    ),
    Reach.DNS_MISSING: Outcome(False, True, "the host name does not exist", "Nama domain tidak ditemukan."),
    Reach.DNS_TIMEOUT: Outcome(
        False, False, "the host name could not be looked up in time", "Pencarian nama domain melewati batas waktu."
    ),
    Reach.REFUSED: Outcome(False, False, "the server refused the connection", "Server menolak sambungan."),
    Reach.RESET: Outcome(False, False, "the server broke the connection off", "Server memutus sambungan."),
    Reach.CONNECT_TIMEOUT: Outcome(
        False, False, "no connection within the time limit", "Server tidak menjawab permintaan sambungan."
    ),
    Reach.READ_TIMEOUT: Outcome(
        False,
        False,
        "connected, but not a byte of an answer within the time limit",
        "Server tersambung, tetapi tidak menjawab.",
    ),
    Reach.TOO_SLOW: Outcome(
        False, False, "an answer began, but was not whole within the time limit", "Server menjawab terlalu lambat."
    ),
    Reach.TLS_FAILED: Outcome(
        False, False, "no TLS connection could be made at all", "Sambungan aman (HTTPS) gagal dibuat."
    ),
    Reach.BAD_HTTP: Outcome(False, False, "the answer is not valid HTTP", "Jawaban server tidak dapat dipahami."),
    Reach.HTTP_401_403: Outcome(
        False,
        False,
        "the server forbids us the page (401 or 403)",
        f"Server melarang perayap Segar membuka halaman. {_OUR_TASK}",
    ),
    Reach.HTTP_404: Outcome(False, True, "the front page does not exist (404)", "Beranda tidak ditemukan (404)."),
    Reach.HTTP_410: Outcome(
        False, True, "the front page is gone for good (410)", "Beranda dinyatakan sudah dihapus (410)."
    ),
    Reach.HTTP_429: Outcome(
        False,
        False,
        "the server asks us to wait (429, or a refusal that holds for its whole host)",
        f"Server meminta perayap Segar menunggu. {_OUR_TASK}",
    ),
    Reach.HTTP_503: Outcome(
        False,
        False,
        "the server turns us away for now (503): busy, in maintenance, or a shield before it",
        "Server menyatakan layanannya sedang tidak tersedia (503): dalam pemeliharaan, kelebihan beban, atau menolak perayap Segar. Kominfo ikut memeriksanya.",
    ),
    Reach.HTTP_4XX: Outcome(
        False, False, "the server rejects the request (other 4xx)", "Server menolak permintaan halaman."
    ),
    Reach.HTTP_5XX: Outcome(
        False, False, "the server reports an error of its own (other 5xx)", "Server mengalami galat (5xx)."
    ),
    Reach.ERROR_STATUS: Outcome(
        False,
        False,
        "the server reports an error (404, 5xx), and sends the whole front page with it",
        "Beranda tampil utuh, tetapi server menandainya sebagai galat sehingga isinya tidak dapat diukur. Kominfo ikut memeriksanya.",
    ),
    Reach.BLOCKED_CHALLENGE: Outcome(
        False,
        False,
        "a bot challenge stands before the site",
        f"Situs meminta pemeriksaan peramban sebelum dapat dibaca. {_OUR_TASK}",
    ),
    Reach.ROBOTS_FORBIDDEN: Outcome(
        False, True, "robots.txt forbids crawling", f"Berkas robots.txt melarang perayapan. {_OUR_TASK}"
    ),
    Reach.ROBOTS_UNREACHABLE: Outcome(
        False,
        False,
        "robots.txt could not be read (a server error or no answer), which forbids crawling tonight (RFC 9309)",
        "Berkas robots.txt gagal dibaca sehingga situs tidak dirayapi malam itu.",
    ),
    Reach.REDIRECTED_AWAY: Outcome(
        False, True, "the site sends its visitors to another site", "Alamat ini dialihkan ke situs lain."
    ),
    Reach.REDIRECT_LOOP: Outcome(
        False, False, "redirects without end", "Alamat ini dialihkan berputar-putar tanpa akhir."
    ),
    Reach.PARKED_OR_SUSPENDED: Outcome(
        False,
        True,
        "the hosting shows a parked or suspended page",
        "Situs ditangguhkan atau domainnya diparkir oleh penyedia hosting.",
    ),
    Reach.OUT_OF_ORDER: Outcome(
        False,
        False,
        "the front page says only that the site is broken or closed for maintenance, though the server says 200",
        "Beranda hanya memuat pesan gangguan atau pemeliharaan.",
    ),
    Reach.EMPTY: Outcome(False, False, "the front page is empty", "Beranda kosong."),
    Reach.NEEDS_JS: Outcome(
        False,
        True,
        "the site shows its content, or lists its news, only to a script-running browser",
        "Isi atau daftar berita situs hanya tampil dengan JavaScript sehingga belum dapat diukur.",
    ),
    Reach.TOO_LARGE: Outcome(
        False, False, "the front page is larger than the limit", "Beranda terlalu besar untuk dibaca."
    ),
    Reach.NOT_HTML: Outcome(False, True, "the front page is not a web page", "Beranda bukan halaman web."),
    Reach.PRIVATE_ADDRESS: Outcome(
        False,
        True,
        "the host points at a private address that allow_addresses in sites.yaml does not name",
        "Domain mengarah ke alamat jaringan pribadi.",
    ),
    Reach.DEADLINE: Outcome(
        False,
        False,
        "the site's time for tonight was used up",
        "Waktu kunjungan malam itu habis sebelum situs selesai dibaca.",
    ),
    Reach.OVER_BUDGET: Outcome(
        False,
        False,
        "the site's bytes or requests for tonight were used up before its lists were read",
        "Jatah data kunjungan malam itu habis sebelum situs selesai dibaca.",
    ),
}

BLOCKED_US = frozenset(
    {
        Reach.HTTP_401_403,
        Reach.HTTP_429,
        Reach.HTTP_503,
        Reach.ERROR_STATUS,
        Reach.BLOCKED_CHALLENGE,
        Reach.ROBOTS_FORBIDDEN,
    }
)
"""The site lives but keeps us out ("memblokir kami"), or denies what it shows: an operator's task, never a lag of the site."""

NETWORK = frozenset(
    {
        Reach.DNS_MISSING,
        Reach.DNS_TIMEOUT,
        Reach.CONNECT_TIMEOUT,
        Reach.READ_TIMEOUT,
        Reach.REFUSED,
        Reach.RESET,
        Reach.TLS_FAILED,
    }
)
"""What a visit ends in when the city's own network is down; one site alone may also be at fault itself."""
