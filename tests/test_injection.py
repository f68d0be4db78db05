from __future__ import annotations

import pytest

from crawler.content import read_content
from crawler.injection import Verdict, judge_item, judge_page
from crawler.page import open_page

FRONT = "https://kedaton.kota.go.id/"
URL = f"{FRONT}berita/1"

INJECTED_TITLES = [
    "Situs Slot Gacor Maxwin Hari Ini",
    "SLOT88: Link Slot Gacor Terbaru 2026",
    "Togel Macau Hari Ini Keluar Jam Berapa",
    "DEWA4D : Situs Toto Togel Terpercaya",
    "RTP Live Slot Pragmatic Play Tertinggi",
    "Mahjong Ways 2 Scatter Hitam Gratis",
    "Daftar Akun Slot Deposit Pulsa Tanpa Potongan",
    "Judi Bola SBOBET Resmi",
    "Bocoran RTP dan Pola Gacor Malam Ini",
    "Waspada! Situs Slot Gacor Maxwin Hari Ini Anti Rungkad",
    "mpo777 link alternatif",
    "HOKI88 Bandar Togel Online",
    "Gates of Olympus Gampang Menang",
    "Poker Online IDN Poker Server Luar",
    "Toto Macau 4D Hadiah Terbesar",
    "Slot Thailand Server Kamboja",
    "slot-gacor_hari.ini",
    "Situs Slot Gacor Anti Blokir Hari Ini",
    "RTP Live Hari Ini: Stop Kalah, Saatnya Menang",
    "Bocoran Slot Gacor Hindari Kekalahan Beruntun",
    "Link Slot Online Tanpa Blokir Terbaru",
]

OTHER_TRADES = [
    "Cheap Nike Air Jordan Shoes From China Free Shipping",
    "Essay Writing Service - Write My Essay For Me",
    "Bahis Siteleri Güvenilir Canlı Casino",
    "Best Payday Loans Online No Credit Check",
    "Gates Olympus 1000 Terbaru: Tips Pola Kemenangan",
    "Rahasia Menang Besar Malam Ini di Zeus x500",
    "Bandar Bola Terpercaya Piala Dunia 2026",
    "Angka Jitu Kim Lotto Hari Ini 4D",
    "Nonton Bokep Indo Viral Terbaru",
    "Olxtoto Login",
    "Obat Pembesar Alat Vital Asli Vimax",
    "How to Win at Online Slots: 10 Best Tips",
    "Top 10 Bitcoin Casinos of 2026",
    "Plinko App Erfahrungen",
    "Casino Utan Svensk Licens",
    "пин ап казино вход",
    "Viagra Asli COD Bandar Lampung",
    "Jual Cytotec Asli Lampung",
    "Acheter Cialis en ligne",
    "Canlı Bahis Siteleri",
    "Hiburan Modern Scatter Naga Emas, Depo 10 Bonus 10",
    "Trik Jitu Menang Slot Via Dana Tanpa Potongan",
    "Buy Instagram Followers Cheap",
    "Rental Server High Quality Backlinks PBN",
]

INNOCENT_TITLES = [
    "Wartawan Tempo.co Berkunjung ke Kelurahan",
    "Rapat Kelompok Tani Makmur",
    "Daftar Pemilih Tetap Kelurahan Kedaton",
    "Prediksi Cuaca Pekan Ini",
    "Lurah Toto Suharto Memimpin Apel Pagi",
    "Pak Toto, 88 Tahun, Menerima Bantuan Pangan",
    "Sosialisasi Bahaya Judi Online bagi Pemuda",
    "Waspada Judi Slot dan Togel Berkedok Permainan",
    "Polisi Tangkap Bandar Togel di RW 03",
    "Razia Togel di Pasar Tengah",
    "Lomba Burung Berkicau Gacor Tingkat Kelurahan",
    "Slot Vaksin Masih Tersedia",
    "Pencegahan Judi Online: Kenali Modus Slot Gacor dan Maxwin",
    "Scatter Plot Data Penduduk",
    "Deklarasi Anti Judi Online Se-Kecamatan",
    "Pendaftaran Slot Lapak UMKM",
    "Turnamen Domino Warga RT 05",
    "Stop Judol!",
    "ASN Dilarang Main Judi Online",
    "Korban Judi Slot Berbagi Kisah",
    "Pengumuman Jadwal Pelayanan KTP",
    "Hasil Pemilihan Ketua RT 08 RW 04D",
    "Warga Resah, Togel Marak di RT 05",
    "Sidang Perdana Kasus Togel Online Warga Kedaton",
    "Pelaku Judi Bola Ditahan Jaksa",
    "Apotek Penjual Obat Kuat Ilegal Disegel BPOM",
    "Penyalahgunaan Cytotec di Kalangan Remaja",
    "Dua Pemuda Main Togel Dibina Lurah",
    "PG Soft Launching Aplikasi Pelayanan",
    "Remaja Masjid Diskusikan Judi Slot dari Sisi Agama",
    "Website Kelurahan Kembali Normal Setelah Diserang Situs Judi Slot",
    "Kelurahan Bersihkan Konten Slot Gacor dari Website",
    "Penjual Togel di Warung Kopi Diberi Pembinaan",
    "Satlinmas Patroli, Togel Tidak Ditemukan",
    "Pinjaman Online Cepat Cair Bikin Warga Sengsara",
    "Ibu Muda Gadai Motor demi Togel",
    "Bidan: Cytotec Bukan untuk Umum",
    "Judi Slot Rusak Rumah Tangga Warga",
    "Fenomena Judi Slot di Kalangan Remaja",
    "Mohon Maaf, Website Kami Disusupi Situs Judi Slot",
    "Website Kelurahan Kena Retas Slot Gacor, Sudah Pulih",
    "Puskesmas Ingatkan Ibu Hamil Soal Misoprostol",
    "Obat Cytotec Hanya dengan Resep Dokter",
    "Lurah Minta Kios Berhenti Jual Obat Kuat",
    "Warga Main Judi Slot, Lurah Prihatin",
    "Mengapa Slot Online Membuat Candu? Ini Penjelasan Psikolog",
    "Curhat Istri: Suami Habiskan Gaji untuk Slot Gacor",
    "Terlilit Utang Slot Online, Warga Minta Bantuan Lurah",
    "Prediksi Cuaca dan Angka Stunting Kota Bandar Lampung",
    "Bandar Udara Radin Inten Ramai",
    "Bandar Bola Voli Putri Juara",
    "Bocoran Gas LPG di RT 04 Teratasi",
    "Toto Sudarto Terpilih Jadi Ketua RW 05",
    "Hartoto, Daftar Calon Ketua RT",
    "Pinjaman Modal UMKM Tanpa Agunan",
    "Awas Pinjaman Online Cepat Cair",
    "Joki Skripsi Ilegal Ditangkap Polisi",
    "Lomba Essay Writing Tingkat Kota",
    "Replika Candi Borobudur Karya Siswa",
    "Perkalian Besar Diajarkan di TPA Kelurahan",
    "Kakek 2000 Langkah: Senam Lansia",
    "Sosialisasi Login SIPD bagi Perangkat",
    "Gerakan Anti Penipuan di RW 03",
    "Pajak Kendaraan Tanpa Blokir, Layanan Keliling di Kelurahan",
    "Pelaku Togel Resmi Ditahan",
    "UMKM Warga Raup 20 Juta dari Pasar Murah",
]

HOMONYMOUS_TITLES = [
    "Daftar Slot Balai Warga di Kantor Kelurahan",
    "Mudah Menang Melawan Tim Kampung Sebelah",
    "Pola Live Streaming Rapat Warga",
    "Village Touched by the Sea: Wisata Pantai",
]

ERRAND_TITLES = [
    "Daftar Slot Pelatihan Barista di Kantor Kelurahan",
    "Rekap Data SDY Siswa Daerah",
    "Daftar Slot Vaksinasi Booster di Kantor Kelurahan",
    "Mudah Menang Melawan Demam Berdarah",
    "Pengumuman Deposit Dana Bank Sampah Kelurahan",
    "Bank Sampah Terima Deposit 50K dari Warga",
    "Data HK Pegawai Kelurahan Bulan Ini",
    "Pola Live Streaming Rapat Musrenbang",
    "Pelatihan Pragmatic Play Therapy untuk Guru PAUD",
    "Server Luar Biasa: Kelurahan Punya Server Baru",
]

PRAISED_TITLES = [
    "Sosialisasi Situs Toto Macau Terpercaya",
    "Mahjong Ways 2 Edukasi Pola Menang Pemula",
    "Modus Baru Menang Slot Gacor Modal Receh",
    "Tukang Ojek Terlilit Utang Raup 200 Juta dari Gates of Olympus",
    "Polisi Tidur Slot Gacor 88",
]

SPOKEN_OF_TITLES = [
    "Pinjaman Online Cepat Cair Bukan Solusi Warga",
    "Togel Masih Ada di Sekitar Kita",
    "Togel dan Judi Slot Masih Ada di Sekitar Kita",
    "Motor Warga Hilang demi Situs Slot Gacor",
    "Lurah Sambangi Kios yang Jual Obat Kuat",
    "Pelatihan Hacking Etis: Website Kami Pernah Hacked by Anonim",
]


@pytest.mark.parametrize("title", INJECTED_TITLES)
def test_a_gambling_title_is_found_and_quoted(title: str) -> None:
    evidence = judge_item(title=title, url=URL).injected
    assert evidence is not None
    assert evidence.startswith("gambling words: “")


@pytest.mark.parametrize("title", OTHER_TRADES)
def test_what_else_is_sold_on_hacked_sites_is_found(title: str) -> None:
    assert judge_item(title=title, url=f"{URL}/{title.lower().replace(' ', '-')}").injected


@pytest.mark.parametrize("title", HOMONYMOUS_TITLES)
def test_one_wording_that_offices_write_of_other_things_proves_nothing(title: str) -> None:
    assert judge_item(title=title, url=f"{URL}/{title.lower().replace(' ', '-')}").verdict is Verdict.SUSPICIOUS


@pytest.mark.parametrize("title", ERRAND_TITLES)
def test_such_a_wording_beside_an_errand_of_an_office_is_clean(title: str) -> None:
    found = judge_item(title=f"{title} | {title} - Kelurahan Kedaton", url=f"{URL}/{title.lower().replace(' ', '-')}")
    assert found.verdict is Verdict.CLEAN


@pytest.mark.parametrize("title", PRAISED_TITLES)
def test_one_word_of_warning_does_not_clear_what_is_praised_or_promised(title: str) -> None:
    assert judge_item(title=title, url=URL).verdict is not Verdict.CLEAN


@pytest.mark.parametrize("title", SPOKEN_OF_TITLES)
def test_one_wording_in_a_longer_headline_is_for_a_person(title: str) -> None:
    assert judge_item(title=title, url=f"{URL}/{title.lower().replace(' ', '-')}").verdict is Verdict.SUSPICIOUS


@pytest.mark.parametrize("title", [*ERRAND_TITLES, *SPOKEN_OF_TITLES])
def test_the_address_of_such_a_post_says_no_more_than_its_title(title: str) -> None:
    assert not judge_item(title="", url=f"{FRONT}2026/09/10/{title.lower().replace(' ', '-')}/").injected


def test_an_address_that_says_more_than_the_title_weighs_all() -> None:
    assert judge_item(title="Deposit Dana Bank Sampah Kelurahan", url=f"{FRONT}slot-gacor-maxwin/deposit-dana").injected


@pytest.mark.parametrize("title", SPOKEN_OF_TITLES[:4])
def test_one_wording_is_proof_with_a_second_sign(title: str) -> None:
    assert _judge(f"<h1>{title}</h1><p>Selamat datang.</p>{LINK}")


@pytest.mark.parametrize(
    "title",
    [
        "Jual Obat Penggugur Kandungan Ampuh Bandar Lampung",
        "Hacked By Anonim dari Negeri Seberang",
        "Togel Online Kota Bandar Lampung Lengkap",
    ],
)
def test_a_wording_that_only_sellers_write_is_proof_in_any_company(title: str) -> None:
    assert judge_item(title=title, url=URL).injected


@pytest.mark.parametrize(
    "title", ["S L O T  G A C O R maxwin", "dewatogel", "Togel178", "SLOTGACOR777", "1xbet promo code"]
)
def test_made_up_names_and_letters_set_apart_are_seen_through(title: str) -> None:
    assert judge_item(title=title, url=URL).injected


@pytest.mark.parametrize("title", INNOCENT_TITLES)
def test_an_office_that_writes_of_its_own_work_or_warns_is_clean(title: str) -> None:
    assert judge_item(title=title, url=URL).verdict is Verdict.CLEAN


@pytest.mark.parametrize(
    "address",
    [
        "https://x.go.id/?tunnel=DEWA4D",
        "https://x.go.id/slot-gacor-hari-ini/",
        "https://x.go.id/wp-content/situs-toto/index.html",
        "https://x.go.id/?p=9&slot=maxwin",
    ],
)
def test_a_doorway_address_is_found_without_any_title(address: str) -> None:
    assert judge_item(title="", url=address).injected


@pytest.mark.parametrize(
    "address",
    [
        "https://tempo.co/read/1",
        "https://x.go.id/daftar-pemilih/",
        "https://x.go.id/prediksi-cuaca/",
        "https://x.go.id/profil-toto/",
        "https://x.go.id/kelompok-tani/",
        "https://x.go.id/sosialisasi-bahaya-judi-online/",
    ],
)
def test_an_innocent_address_is_clean(address: str) -> None:
    assert judge_item(title="", url=address).verdict is Verdict.CLEAN


def test_a_plain_title_over_a_gambling_text_is_found() -> None:
    text = "Mainkan slot gacor di situs toto kami, maxwin tiap hari, bonus new member, deposit pulsa, scatter hitam dan pragmatic play."
    assert judge_item(title="Beranda", url=URL, text=text).injected


def test_a_text_that_warns_with_many_gambling_words_is_clean() -> None:
    text = "Waspada! Modus slot gacor, maxwin, togel dan deposit pulsa menjerat korban. Polisi dan Kominfo melarang dan memblokir situs toto. Mari cegah dan tolak."
    assert judge_item(title="Imbauan Lurah", url=URL, text=text).verdict is Verdict.CLEAN


def _judge(html: str, *, url: str = URL) -> str | None:
    page = open_page(f"<html><head><title>Kelurahan Kedaton</title></head><body>{html}</body></html>".encode(), url=url)
    return judge_page(page, read_content(page)).injected


LINK = '<a href="https://dewa4d.example/">slot gacor maxwin</a>'


@pytest.mark.parametrize(
    "block",
    [
        f'<div style="display:none">{LINK}</div>',
        f'<div style="position: absolute; left: -9999px">{LINK}</div>',
        f'<p style="font-size: 0 !important">{LINK}</p>',
        f"<div hidden>{LINK}</div>",
        f'<marquee height="1" width="1">{LINK}</marquee>',
        f'<style>.qx1 {{ text-indent: -5000px }}</style><div class="qx1">{LINK}</div>',
        f'<div style="height:1px;overflow:hidden">{LINK}</div>',
    ],
)
def test_one_hidden_gambling_link_is_proof(block: str) -> None:
    assert "hidden link" in (_judge(f"<p>Selamat datang di kelurahan kami.</p>{block}") or "")


def test_gambling_links_in_plain_sight_are_proof_in_numbers() -> None:
    links = "".join(
        f'<a href="https://{name}.example/">situs slot {name}</a> ' for name in ("hoki88", "dewa4d", "mpo777")
    )
    assert "3 link(s)" in (_judge(f"<p>Selamat datang.</p><footer>{links}</footer>") or "")


@pytest.mark.parametrize(
    "block",
    [
        '<nav style="display:none"><a href="https://kota.go.id/">Pemerintah Kota</a><a href="https://tempo.co/">Tempo</a></nav>',
        '<div hidden><a href="https://kominfo.example/a">Waspada bahaya judi online dan slot gacor</a></div>',
        '<div style="display:none">slot waktu pelayanan <a href="/daftar">daftar</a></div>',
        '<a href="https://berita.example/togel">Polisi tangkap bandar togel</a>',
    ],
)
def test_hidden_menus_and_links_to_news_are_clean(block: str) -> None:
    assert _judge(f"<p>Selamat datang di kelurahan kami.</p>{block}") is None


def test_a_foreign_original_under_a_gambling_title_is_a_doorway() -> None:
    page = open_page(
        b'<html lang="id" amp><head><title>DEWA4D jackpot</title><link rel="canonical" href="https://dewa.example/"></head><body><p>Teks biasa saja.</p></body></html>',
        url=URL,
    )
    assert judge_page(page, read_content(page)).injected


def test_a_foreign_original_alone_is_no_proof() -> None:
    page = open_page(
        b'<title>Berita Kota</title><link rel="canonical" href="https://kota.example/berita"><p>Teks berita kota.</p>',
        url=URL,
    )
    assert judge_page(page, read_content(page)).verdict is Verdict.CLEAN


def test_a_broken_address_is_judged_by_its_title() -> None:
    assert judge_item(title="Rapat RT", url="http://[rusak").verdict is Verdict.CLEAN
    assert _judge('<p hidden><a href="//[x">togel</a> <a href="tel:1">togel</a></p>') is None


@pytest.mark.parametrize(
    "title",
    [
        "𝗦𝗶𝘁𝘂𝘀 𝗦𝗹𝗼𝘁 𝗚𝗮𝗰𝗼𝗿 𝗠𝗮𝘅𝘄𝗶𝗻",
        "Ｓｉｔｕｓ Ｓｌｏｔ Ｇａｃｏｒ",
        "Situs Slоt Gаcоr",
        "Situs Sl\u200bot Ga\u200bcor",
        "SL0T G4COR",
        "Jual Obat Aborsi Cytotec Asli",
        "Hacked By Mr.X",
    ],
)
def test_letters_that_pass_for_others_and_other_trades_are_seen_through(title: str) -> None:
    assert judge_item(title=title, url="http://k.test/artikel/1").injected


@pytest.mark.parametrize(
    "title", ["Posyandu 4 Serangkai di RT 03", "Program 3M cegah DBD", "Lomba HUT ke-81 RI di RT 10/LK 1"]
)
def test_figures_beside_letters_are_no_disguise(title: str) -> None:
    assert judge_item(title=title, url="http://k.test/artikel/1").verdict is Verdict.CLEAN
