"""The demo's sites, one row each: who they belong to, what they run, and how long ago their news was.

Names and codes are real ones of Kota Bandar Lampung; the sites are made up, and say so in every title.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from demo.values import Contact


@dataclass(frozen=True, slots=True)
class Plan:
    """One site. ``number`` is the last part of its address 127.0.50.N; ``newest`` and ``gap`` are in days.

    ``code`` is None for the portal itself, which belongs to no unit. ``restamped`` counts old articles that claim a
    change of two days ago; ``spam`` counts gambling posts.
    """

    key: str
    number: int
    code: str | None
    name: str
    level: Literal["kecamatan", "kelurahan"]
    shape: str
    newest: int
    gap: int
    count: int
    notes: str
    prefix: str = "/"
    sister: str | None = None
    sample: bool = False
    restamped: int = 0
    spam: int = 0
    down: bool = False
    tls: bool = False
    admins: tuple[Contact, ...] = ()

    @property
    def parent(self) -> str | None:
        """The code of the kecamatan above a kelurahan."""
        return self.code[:8] if self.code and self.level == "kelurahan" else None


def _of(name: str) -> tuple[Contact, ...]:
    return (Contact(name, f"{name.lower().replace(' ', '.')}@example.test"),)


_TWO_SITES = _of("Marlina Utami")

PLANS: tuple[Plan, ...] = (
    Plan("wordpress", 1, "18.71.02.1004", "Way Dadi", "kelurahan", "wordpress", 2, 6, 24, "WordPress, aktif", sample=True, admins=_of("Agus Saputra")),
    Plan("wordpress-slow", 2, "18.71.02", "Sukarame", "kecamatan", "wordpress-slow", 19, 16, 14, "WordPress, jarang; feed selalu bertanggal kini", admins=_of("Ratna Puspita")),
    Plan("opensid", 3, "18.71.01.1003", "Kedaton", "kelurahan", "opensid", 4, 7, 22, "OpenSID dengan jam berjalan", admins=_of("Joko Setiawan")),
    Plan("opensid-dead", 4, "18.71.01.1006", "Sidodadi", "kelurahan", "opensid", 245, 12, 16, "OpenSID, mati delapan bulan; jam tetap berjalan", admins=_TWO_SITES),
    Plan("lokomedia", 5, "18.71.03.1002", "Sukajawa", "kelurahan", "lokomedia", 61, 9, 18, "Lokomedia, tertinggal; tanggal server di kepala halaman", admins=_TWO_SITES),
    Plan("joomla", 6, "18.71.01", "Kedaton", "kecamatan", "joomla", 9, 8, 18, "Joomla; artikel lama mengaku diperbarui", restamped=2, admins=_of("Dewi Handayani")),
    Plan("blogger", 7, "18.71.06.1007", "Kelapa Tiga", "kelurahan", "blogger", 27, 11, 16, "Blogger", admins=_of("Syahrul Hidayat")),
    Plan("relative", 8, "18.71.05.1005", "Sawah Lama", "kelurahan", "relative", 3, 6, 18, "Hanya tanggal relatif", admins=_of("Yulia Anggraini")),
    Plan("static", 9, "18.71.05.1003", "Tanjung Agung", "kelurahan", "static", 40, 20, 10, "Berkas HTML; hanya Last-Modified", admins=_of("Iwan Kurniawan")),
    Plan("portal", 10, None, "Panjang", "kecamatan", "portal", 1, 2, 30, "Portal kota; bukan milik unit mana pun"),
    Plan("portal-a", 10, "18.71.04.1004", "Pidada", "kelurahan", "room", 5, 7, 20, "Kamar di portal, aktif", prefix="/kelurahan-pidada/", sister="portal", admins=_of("Nuraini Susanti")),
    Plan("portal-b", 10, "18.71.04.1002", "Srengsem", "kelurahan", "room", 130, 10, 12, "Kamar di portal, basi", prefix="/kelurahan-srengsem/", sister="portal", admins=_of("Rudi Maulana")),
    Plan("dormant", 12, "18.71.07.1008", "Talang", "kelurahan", "wordpress-bare", 735, 15, 12, "Tertidur dua tahun; tanpa admin", sample=True),
    Plan("down", 13, "18.71.07.1001", "Pesawahan", "kelurahan", "laravel", 20, 8, 10, "Server mati", down=True, admins=_of("Wahyu Prasetyo")),
    Plan("tls", 14, "18.71.06.1006", "Kaliawi", "kelurahan", "wordpress-slow", 6, 6, 20, "Sertifikat kedaluwarsa, isi segar", tls=True, admins=_of("Fitriani Rahmawati")),
    Plan("robots", 15, "18.71.03.1001", "Gedong Air", "kelurahan", "closed", 3, 7, 16, "robots.txt menutup situs", admins=_of("Hendra Firmansyah")),
    Plan("redirect", 16, "18.71.02.1007", "Way Dadi Baru", "kelurahan", "redirect", 0, 1, 0, "Dialihkan ke situs lain", sister="wordpress", admins=_of("Lestari Wulandari")),
    Plan("hacked", 17, "18.71.08.1005", "Bakung", "kelurahan", "wordpress", 380, 12, 16, "Disusupi judi daring; kantor diam setahun", sample=True, spam=14, admins=_of("Bambang Kurniawan")),
    Plan("undated", 18, "18.71.08.1009", "Batu Putuk", "kelurahan", "undated", 15, 9, 14, "Tanpa tanggal sama sekali", admins=_of("Sri Lestari")),
    Plan("maintenance", 19, "18.71.04", "Panjang", "kecamatan", "maintenance", 30, 9, 8, "Dalam pemeliharaan (503)", admins=_of("Zainal Hidayat")),
    Plan("laravel", 20, "18.71.03", "Tanjungkarang Barat", "kecamatan", "laravel", 12, 9, 18, "Buatan sendiri dengan Laravel", admins=_of("Kartini Utami")),
)  # fmt: skip

WITHOUT_SITE: tuple[tuple[str, str], ...] = (
    ("18.71.05", "Tanjungkarang Timur"),
    ("18.71.06", "Tanjungkarang Pusat"),
    ("18.71.07", "Telukbetung Selatan"),
    ("18.71.08", "Telukbetung Barat"),
    ("18.71.05.1002", "Kota Baru"),
    ("18.71.06.1001", "Durian Payung"),
    ("18.71.08.1006", "Kuripan"),
)
"""Units without a site of their own: the kecamatan above the sites, and some kelurahan."""
