"""What the admin of a site can do: by how its last visit ended where that told nothing, else by its status. Tables. Pure."""

from __future__ import annotations

from crawler.reach import BLOCKED_US, OUTCOMES, Reach
from monitor.freshness import Score, Status
from monitor.waits import Wait

Steps = tuple[str, ...]

_ASK = "Bila lupa alamat masuk atau kata sandi, hubungi {office}."
_POST = "Terbitkan satu berita, pengumuman, atau agenda layanan di situs ini, lengkap dengan tanggal terbitnya."
_RHYTHM = "Usahakan ada satu isi baru setiap pekan; satu kabar pendek sudah terhitung."
_REVIVE = (_POST, _RHYTHM, _ASK)

_OPEN = "Buka alamat situs dari telepon seluler; bila gagal, tanyakan penyedia hosting atau pengelola server."
_RENEW = "Periksa masa berlaku domain dan hosting."
_MOVED = "Bila alamat situs sudah berganti, sampaikan alamat barunya kepada {office}."
_LOOKS_WELL = "Bila situs terbuka dengan baik, sampaikan kepada {office} agar sebabnya dicari bersama."
_DOWN = (_OPEN, _RENEW, _MOVED)
_NAME = (
    "Periksa apakah domain masih aktif dan sudah diperpanjang.",
    "Mintalah pengelola domain memeriksa catatan DNS yang mengarahkan pengunjung ke situs.",
    _MOVED,
)
_GONE = (
    "Buka alamat situs dari telepon seluler; bila beranda tidak ditemukan, periksa pengaturan beranda di sistem situs atau tanyakan penyedia hosting.",
    _MOVED,
)
_LEAD = (
    "Periksa pengaturan pengalihan di hosting atau domain.",
    _MOVED,
)

STEPS: dict[Status, Steps] = {
    Status.SEGAR: ("Pertahankan irama ini: satu isi baru setiap pekan sudah cukup.",),
    Status.CUKUP: (_POST, _RHYTHM),
    Status.TERTINGGAL: _REVIVE,
    Status.BASI: _REVIVE,
    Status.MATI_SURI: _REVIVE,
    Status.BELUM_TERUKUR: (
        "Tampilkan tanggal terbit pada setiap berita, atau aktifkan umpan RSS pada sistem situs.",
        _ASK,
    ),
    Status.TIDAK_DAPAT_DIAKSES: _DOWN,
    Status.DIALIHKAN: _LEAD,
    Status.DISUSUPI: (
        "Hubungi {office} agar pembersihan dapat didampingi; simpan bukti sebelum menghapus apa pun.",
        "Ganti kata sandi semua akun pengelola, lalu perbarui sistem situs beserta tema dan pengayanya.",
        "Hapus halaman dan akun yang tidak dikenal.",
    ),
    Status.BELUM_ADA_SITUS: ("Bila unit sudah memiliki situs, sampaikan alamatnya kepada {office}.",),
}

_KEPT_OUT = ("Tidak ada yang perlu dikerjakan pengelola situs; {office} akan mengatur izin bagi perayap Segar.",)
_SPENT = (
    "Tidak ada yang perlu dikerjakan pengelola situs; perayap Segar membaca situs lagi pada kunjungan berikutnya.",
    "Bila halaman situs juga terasa lambat bagi pengunjung, tanyakan penyedia hosting tentang beban server.",
)

OUTCOME_STEPS: dict[Reach, Steps] = {
    **dict.fromkeys(BLOCKED_US, _KEPT_OUT),
    Reach.HTTP_503: (
        "Periksa apakah situs terbuka bagi pengunjung, misalnya dari telepon seluler.",
        "Bila tidak terbuka, matikan mode pemeliharaan yang mungkin masih menyala, atau tanyakan penyedia hosting apakah server kelebihan beban.",
        "Bila terbuka, tidak ada yang perlu dikerjakan; {office} ikut memeriksa dan mengatur izin bagi perayap Segar.",
    ),
    Reach.ERROR_STATUS: (
        "Buka alamat situs dari telepon seluler; bila beranda tampil, mintalah penyedia hosting atau pengembang situs mencari sebab server mengirim kode galat bersamanya.",
        _LOOKS_WELL,
    ),
    Reach.PARTIAL: (
        "Buka daftar berita dan umpan RSS situs; bila ada yang gagal terbuka, tanyakan penyedia hosting atau pengelola server.",
        _LOOKS_WELL,
    ),
    Reach.DNS_MISSING: _NAME,
    Reach.DNS_TIMEOUT: _NAME,
    Reach.REFUSED: _DOWN,
    Reach.RESET: _DOWN,
    Reach.CONNECT_TIMEOUT: _DOWN,
    Reach.READ_TIMEOUT: _DOWN,
    Reach.TOO_SLOW: (
        "Buka alamat situs dari telepon seluler; bila terasa lambat, tanyakan penyedia hosting tentang beban server.",
        _LOOKS_WELL,
    ),
    Reach.TLS_FAILED: (
        "Mintalah penyedia hosting memeriksa pengaturan HTTPS dan sertifikat situs.",
        _MOVED,
    ),
    Reach.BAD_HTTP: (_OPEN, _LOOKS_WELL),
    Reach.HTTP_404: _GONE,
    Reach.HTTP_410: _GONE,
    Reach.HTTP_4XX: (_OPEN, _LOOKS_WELL),
    Reach.HTTP_5XX: (
        "Buka alamat situs dari telepon seluler; bila muncul galat, mintalah penyedia hosting memeriksa catatan galat server.",
        "Bila galat muncul setelah sistem, tema, atau pengaya diperbarui, kembalikan pembaruan itu bersama pengembang situs.",
        _LOOKS_WELL,
    ),
    Reach.ROBOTS_UNREACHABLE: (
        "Buka alamat situs dengan tambahan /robots.txt; bila muncul galat server, tanyakan penyedia hosting atau pengelola server.",
        "Berkas itu boleh tidak ada; yang menghalangi pembacaan hanyalah galat atau server yang tidak menjawab.",
    ),
    Reach.REDIRECTED_AWAY: _LEAD,
    Reach.REDIRECT_LOOP: (
        "Periksa pengaturan pengalihan (www dan HTTPS) di hosting dan di sistem situs; dua aturan mungkin saling mengalihkan.",
        _MOVED,
    ),
    Reach.PARKED_OR_SUSPENDED: (
        "Tanyakan penyedia hosting atau domain mengapa situs ditangguhkan, dan periksa tagihan perpanjangannya.",
        _MOVED,
    ),
    Reach.OUT_OF_ORDER: (
        "Bila pemeliharaan sudah selesai, matikan mode pemeliharaan di sistem situs.",
        "Bila beranda memuat pesan gangguan, misalnya tentang basis data, tanyakan penyedia hosting atau pengelola server.",
    ),
    Reach.EMPTY: (
        "Buka beranda sebagai pengunjung; bila kosong juga, periksa tema dan pengaya yang terakhir diubah atau tanyakan penyedia hosting.",
        _LOOKS_WELL,
    ),
    Reach.NEEDS_JS: (
        "Mintalah pengembang situs menyediakan daftar berita yang terbaca tanpa JavaScript, misalnya umpan RSS atau peta situs (sitemap).",
    ),
    Reach.TOO_LARGE: (
        "Kurangi isi yang dimuat langsung di beranda, misalnya gambar yang ditanam di dalam kode halamannya.",
    ),
    Reach.NOT_HTML: (
        "Jadikan halaman web sebagai beranda; saat ini alamat situs langsung membuka berkas atau data.",
        _MOVED,
    ),
    Reach.PRIVATE_ADDRESS: (
        "Mintalah pengelola domain memeriksa catatan DNS: domain situs publik harus mengarah ke alamat publik.",
        "Bila situs memang hanya untuk jaringan pemerintah, hanya {office} yang dapat membuka jalannya bagi perayap Segar.",
    ),
    Reach.DEADLINE: _SPENT,
    Reach.OVER_BUDGET: _SPENT,
}
"""For every outcome that tells nothing of a site's news, whatever its status: first it must be readable again."""

_WAIT = ("Tidak ada yang perlu dikerjakan pengelola situs; perayap Segar membaca situs pada kunjungan berikutnya.",)
"""Where the site was not visited at all, or the night's failure was our own."""


_AS_NEWS = "Terbitkan kabar baru sebagai halaman tersendiri, lengkap dengan tanggal terbitnya; kabar seperti itu langsung dikenali."
WAIT_STEPS: dict[Wait, Steps] = {
    Wait.RIDDLE: (_AS_NEWS, _ASK),
    Wait.PROBATION: (_AS_NEWS, _ASK),
    Wait.UNREAD: ("Periksa apakah halaman berita situs terbuka bagi pengunjung.", _POST, _ASK),
    Wait.NO_UPDATE: (
        _AS_NEWS,
        "Bila berita situs terbit tanpa tanggal, tampilkan tanggalnya atau aktifkan umpan RSS pada sistem situs.",
        _ASK,
    ),
}
"""Where the site was read and its evidence does not suffice for a score."""


def steps_of(score: Score, *, office: str) -> Steps:
    """Say what can be done for a site that stands so; an intrusion comes before everything else."""
    return tuple(step.format(office=office) for step in _steps(score))


def _steps(score: Score) -> Steps:
    if score.status in {Status.DISUSUPI, Status.BELUM_ADA_SITUS}:
        return STEPS[score.status]
    if score.reach is not None and not OUTCOMES[score.reach].measured:
        return OUTCOME_STEPS[score.reach]
    if score.status is not Status.BELUM_TERUKUR:
        return STEPS[score.status]
    if score.reach is None or score.unmeasured_since is not None:
        return _WAIT
    return WAIT_STEPS[score.waits] if score.waits else STEPS[score.status]
