"""Pages as hacked sites and honest offices write them, made up for these tests: each with the verdict that is right."""

from __future__ import annotations

from dataclasses import dataclass

FRONT = "https://kedaton.kota.go.id/"
MENU = "<nav><a href='/'>Beranda</a> <a href='/profil'>Profil</a> <a href='/berita'>Berita</a></nav>"
NEWS = (
    "<p>Warga RW 02 bergotong royong membersihkan saluran air bersama lurah dan perangkat kelurahan sejak pagi.</p>" * 2
)


@dataclass(frozen=True, slots=True)
class Case:
    """One page: what it is, where it stands, and its HTML."""

    name: str
    title: str
    body: str
    path: str = "berita/1"
    head: str = ""
    root: str = "<html lang='id'>"

    @property
    def url(self) -> str:
        return FRONT + self.path

    @property
    def html(self) -> bytes:
        return f"{self.root}<head><title>{self.title}</title>{self.head}</head><body>{MENU}{self.body}</body></html>".encode()


def away(host: str, text: str, path: str = "") -> str:
    return f"<a href='https://{host}/{path}'>{text}</a> "


CANONICAL = "<link rel='canonical' href='https://dewa4d.example/'>"
BRANDS = "".join(away(f"{name}.example", f"situs slot {name}") for name in ("hoki88", "dewa4d", "mpo777"))
PARTNERS = "".join(away(f"mitra{n}.example", f"mitra {n}") for n in range(6))
PROMOTION = (
    "<p>Mainkan slot gacor bersama kami, rtp live tertinggi, maxwin setiap hari, bonus new member seratus persen.</p>"
    "<p>Deposit pulsa tanpa potongan, scatter hitam, mahjong ways, pragmatic play, dan toto macau dalam satu akun.</p>"
)
PROMISES = (
    "<p>Agen slot gacor resmi yang anti penipuan. Nikmati pragmatic play tanpa blokir, maxwin tanpa dampak lag.</p>"
    "<p>Hindari situs palsu: bonus new member bebas dari penipuan, mahjong ways dibuka lewat link lain bila diblokir.</p>"
)
ENGLISH = (
    "<p>We offer the best quality shoes at the lowest price with free shipping worldwide and a thirty day money back guarantee for "
    "every customer of our store.</p><p>Order now and receive an additional discount on handbags, watches and sunglasses from all the "
    "famous luxury brands that you love, and do not miss the offer of this week.</p>"
)
JAPANESE = "<p>当店は最高品質のブランドコピー財布を激安価格で販売しております 全国送料無料でお届けいたしますので安心してお買い物をお楽しみください スーパーコピー 時計 バッグ 通販</p>"
GUIDE = (
    "<p>Kedaton is one of the urban villages of Bandar Lampung. The village lies to the north of the centre, and its residents are "
    "known for the banana chips that they make at home.</p><p>On the first Sunday of the month there is a market in front of the "
    "office, and all of you are welcome to come with your family for a walk in the park.</p>"
)
WARNING_POST = (
    "<p>Lurah mengimbau warga agar waspada. Modus situs slot dan togel makin beragam: maxwin, scatter hitam, deposit pulsa.</p>"
    "<p>Bila ada korban atau warga yang kecanduan, laporkan kepada polisi atau Kominfo agar situs itu diblokir.</p>"
)

COMPROMISED = (
    Case("a doorway post in the CMS", "Situs Slot Gacor Maxwin Hari Ini", PROMOTION),
    Case("a doorway post in figures", "SL0T G4COR SERVER THAILAND", NEWS),
    Case(
        "a doorway that borrows a warning", "Waspada Penipuan! Situs Slot Gacor Maxwin RTP Live Anti Rungkad", PROMOTION
    ),
    Case("a brand and its tail", "MPO777 : Link Alternatif Resmi", PROMOTION),
    Case("a tunnel address", "Beranda", NEWS, path="?tunnel=DEWA4D"),
    Case("a link to a tunnel of its own", "Beranda", NEWS + "<a href='/?tunnel=DEWA4D'>Pengumuman</a>", path=""),
    Case("an address alone", "Beranda", NEWS, path="wp-content/uploads/slot-gacor-maxwin/"),
    Case("togel data", "Keluaran SGP dan Data HK Hari Ini", "<p>Result sdy, live draw macau, bandar togel.</p>"),
    Case("a plain title over a gambling text", "Kelurahan Kedaton", PROMOTION, path=""),
    Case("an amp doorway with a brand only", "DEWA4D jackpot", NEWS, head=CANONICAL, root="<html lang='id' amp>"),
    Case("a foreign original of a brand", "RAJA138 login", NEWS, head=CANONICAL),
    Case(
        "links far off the left edge",
        "Profil",
        NEWS + f"<div style='position:absolute;left:-9999px'>{BRANDS}</div>",
        path="profil",
    ),
    Case(
        "one hidden link in the front page",
        "Kelurahan Kedaton",
        NEWS + f"<div style='display:none'>{away('x.example', 'slot gacor')}</div>",
        path="",
    ),
    Case("links without size", "Profil", NEWS + f"<p style='font-size:0'>{BRANDS}</p>", path="profil"),
    Case(
        "links in a marquee of one pixel",
        "Profil",
        NEWS + f"<marquee height='1' width='1'>{BRANDS}</marquee>",
        path="profil",
    ),
    Case(
        "links hidden by a sheet",
        "Profil",
        f"<style>.zx9{{text-indent:-9999px}}</style>{NEWS}<div class='zx9'>{BRANDS}</div>",
        path="profil",
    ),
    Case("a footer of a hacked theme", "Kelurahan Kedaton", NEWS + f"<footer>{BRANDS}</footer>", path=""),
    Case("abortion pills", "Jual Obat Aborsi Cytotec Asli Bandar Lampung", NEWS),
    Case("a defacement", "Hacked By Anonim", "<h1>Hacked by Anonim</h1>", path=""),
    Case("letters that only look Latin", "Situs Slоt Gаcоr Mаxwin", NEWS),
    Case(
        "another script over hidden links", "オンラインカジノで遊ぼう入金ボーナス", NEWS + f"<div hidden>{BRANDS}</div>"
    ),
    Case("football bets", "Judi Bola SBOBET Mix Parlay", NEWS),
    Case(
        "a headline of one wording over a link",
        "Togel Masih Ada di Sekitar Kita",
        NEWS + away("dewa4d.example", "situs slot dewa4d"),
    ),
    Case("a headline of one wording over a gambling text", "Mencoba Slot Gacor Bersama Warga", PROMOTION),
    Case("a wording in doubt over an English text", "Aviator Game Download Apk Free", ENGLISH),
    Case("a promise in words of warning", "Togel Online Terpercaya Anti Blokir", NEWS),
    Case("a promise to be no fraud", "Slot88 Resmi Bebas Penipuan", NEWS),
    Case("trusted bets", "Situs Judi Bola Terpercaya Anti Penipuan", NEWS),
    Case("a gambling text full of promises", "Hiburan Keluarga Akhir Pekan", PROMISES),
    Case("fakes in English", "Louis Vuitton Replica Bags Outlet Online Sale", NEWS),
    Case("pills in English", "Buy Xanax Online Without Prescription Overnight", NEWS),
    Case("a Turkish bonus", "Deneme Bonusu Veren Siteler 2026", NEWS),
    Case("a quick loan", "Pinjaman Online Cepat Cair Tanpa BI Checking", NEWS),
    Case("a tale of winnings", "Sensasional Pemain Raup 250 Juta dari Mahjong Black Scatter", NEWS),
    Case("lottery with an innocent text", "Toto Macau 4D Hari Ini", NEWS),
    Case(
        "a menu of games",
        "Beranda",
        f"<h1>Gates of Olympus</h1><p>Pragmatic play, sweet bonanza, starlight princess, wild bandito.</p>{NEWS}",
    ),
)

SUSPICIOUS = (
    Case("an article in English", "Great News for Everyone", ENGLISH),
    Case("an article in Japanese", "Berita", JAPANESE, head="<meta property='og:type' content='article'>"),
    Case("a title in another script", "オンラインカジノで遊ぼう入金ボーナス", NEWS),
    Case(
        "two gambling links in plain sight",
        "Profil",
        NEWS + away("hoki88.example", "situs slot") + away("dewa4d.example", "akun slot"),
    ),
    Case(
        "a hidden block of strangers' links",
        "Profil",
        NEWS + f"<div style='position:absolute;left:-9999px'>{PARTNERS}</div>",
    ),
    Case(
        "a headline that speaks of togel",
        "Togel Masih Ada di Sekitar Kita",
        NEWS,
        path="togel-masih-ada-di-sekitar-kita",
    ),
    Case("a made-up name's door", "Link Login MAWARTOTO Terbaru 2026", NEWS),
    Case("a lottery's forecast", "Prediksi HK Malam Ini Akurat", NEWS),
    Case("a brand and nothing else", "DEWA4D", NEWS),
    Case(
        "an amp page that moved",
        "Kerja Bakti Warga",
        NEWS,
        head="<link rel='canonical' href='https://kedaton.desa.example/1'>",
        root="<html amp lang='id'>",
    ),
)

INNOCENT = (
    Case("a warning of the lurah", "Imbauan: Waspada Judi Online", WARNING_POST),
    Case("a warning that names everything", "Kenali Modus Slot Gacor, Maxwin, dan Togel agar Tidak Jadi Korban", WARNING_POST),
    Case("a title that asks", "Apa Itu Togel?", WARNING_POST),
    Case("a report on judi online", "Camat Bicara soal Judi Online di Hadapan Warga", NEWS),
    Case("an arrest", "Polisi Tangkap Bandar Togel di RW 03", NEWS),
    Case("a raid", "Razia Judi Slot dan Togel di Pasar Tengah", NEWS),
    Case("an oath", "Deklarasi Anti Judi Online se-Kecamatan Kedaton", WARNING_POST),
    Case("a seminar", "Seminar Bahaya Judol bagi Pelajar", WARNING_POST),
    Case("a man named Toto", "Lurah Toto Suharto Memimpin Apel Pagi", NEWS, path="profil/toto-suharto"),
    Case("a man named Hartoto", "Pak Hartoto Ketua RT 08", NEWS, path="hartoto"),
    Case("a man named Robet", "Robet dan Slamet Juara Alfabet", NEWS),
    Case("tempo.co", "Wartawan Tempo.co Berkunjung ke Kelurahan", NEWS + away("www.tempo.co", "tempo.co", "read/1")),
    Case("a group of farmers", "Rapat Kelompok Tani Makmur", NEWS, path="kelompok-tani"),
    Case("the list of voters", "Daftar Pemilih Tetap", NEWS, path="daftar-pemilih"),
    Case("a weather forecast", "Prediksi Cuaca Pekan Ini", NEWS, path="prediksi-cuaca"),
    Case("a raid on slots and togel", "Satgas Gerebek Judi Slot, Togel, dan Sabung Ayam Online", NEWS),
    Case("a sermon", "Khutbah Jumat: Jauhi Judi Online dan Togel", NEWS),
    Case("a street name", "Perbaikan Jalan Raya Hoki dan Gang Macan 88", NEWS),
    Case("a bank deposit", "Sosialisasi Simpanan Deposito dan Dana Desa", NEWS),
    Case("the Olympics of pupils", "Olimpiade Sains: Siswa Kedaton Menang Mudah", NEWS),
    Case("songbirds", "Lomba Burung Berkicau: Paling Gacor Dapat Jackpot", NEWS),
    Case("vaccine slots", "Slot Vaksin Masih Tersedia, Warga Diminta Mendaftar", NEWS, path="?p=7&slot=09.00"),
    Case("market slots", "Pendaftaran Slot Lapak UMKM Dibuka", NEWS),
    Case("a scatter plot", "Scatter Plot Data Penduduk", NEWS),
    Case("a stall number", "Rapat RT 04D dan RW 4 di Balai Warga", NEWS),
    Case("a hidden menu of the state", "Beranda", "<div style='display:none'>" + "".join(away(f"dinas{n}.kota.go.id", f"Dinas {n}") for n in range(9)) + f"</div>{NEWS}", path=""),
    Case("a drop-down of partners", "Beranda", f"<ul style='display:none'>{PARTNERS}</ul>{NEWS}", path=""),
    Case("a skip link", "Beranda", f"<a style='position:absolute;left:-9999px' href='#isi'>Langsung ke isi</a>{NEWS}", path=""),
    Case("a foreign original of news", "Berita Kota", NEWS, head="<link rel='canonical' href='https://kota.example/berita'>"),
    Case("a verse", "بِسْمِ اللهِ الرَّحْمٰنِ الرَّحِيْمِ", NEWS),
    Case("a link to news of a raid", "Beranda", NEWS + away("berita.example", "Polisi tangkap bandar togel dan judi slot", "razia-togel"), path=""),
    Case("an apology after a break-in", "Mohon Maaf, Website Kami Disusupi Situs Judi Slot", NEWS),
    Case("a talk with the young", "Fenomena Judi Slot di Kalangan Remaja", NEWS),
    Case("a family's ruin", "Judi Slot Rusak Rumah Tangga Warga", NEWS),
    Case("a midwife's word", "Puskesmas Ingatkan Ibu Hamil Soal Misoprostol", NEWS),
    Case("a waste bank", "Bank Sampah Terima Deposit 50K dari Warga", NEWS, path="bank-sampah-terima-deposit-50k-dari-warga"),
    Case("a kiosk that must stop", "Lurah Minta Kios Berhenti Jual Obat Kuat", NEWS),
    Case("a village without fraud", "Kampung Bebas Penipuan dan Judi Online", NEWS),
    Case("a ban on paper", "Pemerintah Kota Resmi Larang Judi Online dan Togel", NEWS),
    Case("a list of blocked sites", "Daftar Situs Togel yang Diblokir Kominfo", NEWS),
    Case("a guide for visitors", "Welcome to Kedaton", GUIDE),
    Case("an English summary", "Kerja Bakti Warga", NEWS + ENGLISH),
    Case("a volleyball match", "Turnamen Bola Voli Bandar Lampung", NEWS),
    Case("loans for traders", "Pinjaman Modal UMKM Tanpa Agunan", NEWS),
    Case("a model of a temple", "Replika Candi Karya Siswa Dipamerkan", NEWS),
    Case("a warning of loans", "Sosialisasi Bahaya Pinjaman Online Cepat Cair", WARNING_POST),
    Case("a front page that lists warnings", "Kelurahan Kedaton", f"{NEWS}<h3>Stop Judol!</h3><h3>Korban Togel Berbagi Kisah</h3><h3>Razia Judi Slot</h3>", path=""),
)  # fmt: skip
