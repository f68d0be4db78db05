"""What the demo's offices write about: tables of sentences with gaps. Made up for this demo, in plain Indonesian.

Gaps: ``unit`` (Kelurahan Way Dadi), ``place`` (Way Dadi), ``head`` (Lurah or Camat), ``name``, ``other`` and ``third`` (people),
``rt`` ``rw`` (neighbourhoods), ``few`` ``many`` (numbers), ``hall``, ``partner``, ``event`` (a date near the news),
``past`` (a year long gone).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """One sort of local news: titles, first sentences (each names the unit), and what else there is to tell."""

    titles: tuple[str, ...]
    openings: tuple[str, ...]
    details: tuple[str, ...]


TOPICS: tuple[Topic, ...] = (
    Topic(
        ("Posyandu RW {rw} Layani {many} Balita", "Penimbangan Balita di Posyandu RT {rt} RW {rw}"),
        ("Posyandu di wilayah {unit} kembali melayani penimbangan balita, imunisasi, dan pemeriksaan ibu hamil.",),
        (
            "Sebanyak {many} balita ditimbang dan dicatat pada buku kesehatan ibu dan anak.",
            "Kader membagikan makanan tambahan berupa bubur kacang hijau, telur rebus, dan buah.",
            "Bidan {name} mengingatkan para ibu agar melengkapi imunisasi anak sesuai jadwal.",
            "Balita yang berat badannya tidak naik akan dikunjungi kader di rumah.",
        ),
    ),
    Topic(
        ("Warga RT {rt} Gotong Royong Bersihkan Saluran Air", "Kerja Bakti RW {rw} Cegah Banjir"),
        ("Warga {unit} bergotong royong membersihkan saluran air dan memotong rumput di tepi jalan.",),
        (
            "Sampah yang terkumpul diangkut dengan {few} gerobak motor menuju tempat penampungan sementara.",
            "Ketua RT {rt}, {name}, berterima kasih kepada warga yang membawa cangkul dan sapu dari rumah.",
            "Saluran yang selama ini tersumbat lumpur kini mengalir kembali.",
            "Ibu-ibu menyiapkan teh hangat dan kue bagi para peserta kerja bakti.",
        ),
    ),
    Topic(
        ("Musrenbang {place} Sepakati {few} Usulan Prioritas", "Usulan Warga RW {rw} Dibahas dalam Musrenbang"),
        ("Musyawarah perencanaan pembangunan {unit} membahas usulan warga untuk tahun anggaran berikutnya.",),
        (
            "Perbaikan drainase, penerangan jalan, dan pelatihan keterampilan menjadi usulan yang paling banyak diajukan.",
            "Setiap ketua RT menyampaikan usulan yang sebelumnya dibicarakan bersama warganya.",
            "Delegasi perempuan dan pemuda turut menyampaikan kebutuhan kelompoknya.",
            "{name} dari tim perencana menjelaskan cara menilai usulan agar adil bagi semua lingkungan.",
        ),
    ),
    Topic(
        ("Jadwal Pelayanan Adminduk Keliling RW {rw}", "Perekaman KTP Elektronik Hadir di {hall}"),
        ("Pelayanan administrasi kependudukan keliling hadir di {unit} untuk memudahkan warga mengurus dokumen.",),
        (
            "Petugas melayani perekaman KTP elektronik, kartu keluarga, akta kelahiran, dan kartu identitas anak.",
            "Warga diminta membawa berkas asli beserta salinannya agar pelayanan berjalan cepat.",
            "Pada hari pertama tercatat {many} berkas yang selesai diproses.",
            "Warga lanjut usia dan penyandang disabilitas mendapat antrean tersendiri.",
        ),
    ),
    Topic(
        ("Penyaluran Bantuan Beras untuk {many} Keluarga", "Bantuan Pangan Tiba di {hall}"),
        ("Bantuan pangan berupa beras disalurkan kepada keluarga penerima manfaat di {unit}.",),
        (
            "Penerima mengambil bantuan dengan membawa undangan, KTP, dan kartu keluarga.",
            "Petugas mengatur kedatangan warga per RT sehingga tidak terjadi antrean panjang.",
            "Warga yang sakit diwakili anggota keluarga yang tercantum dalam kartu keluarga yang sama.",
            "Data penerima diperiksa ulang bersama ketua RT {rt}, {name}.",
        ),
    ),
    Topic(
        ("Kader PKK Panen Sayur di Kebun RW {rw}", "PKK {place} Olah Hasil Kebun Bersama"),
        ("Tim Penggerak PKK {unit} memanen sayuran dari kebun bersama yang dikelola para kader.",),
        (
            "Kangkung, bayam, cabai, dan terung dibagikan kepada kader dan warga sekitar.",
            "Ketua PKK, Ibu {name}, mengajak setiap dasawisma memanfaatkan pekarangan yang kosong.",
            "Pupuk kompos dibuat sendiri dari sisa dapur yang dikumpulkan setiap pekan.",
            "Sebagian hasil panen dijual dan uangnya dimasukkan ke kas dasawisma.",
        ),
    ),
    Topic(
        ("Fogging dan Pemantauan Jentik di RT {rt} RW {rw}", "Jumantik {place} Periksa {many} Rumah"),
        ("Kader jumantik {unit} memeriksa tempat penampungan air untuk mencegah demam berdarah.",),
        (
            "Dari {many} rumah yang didatangi, {few} rumah masih memiliki jentik nyamuk.",
            "Warga diingatkan untuk menguras bak mandi dan menutup tempayan setiap pekan.",
            "Puskesmas menyediakan bubuk larvasida bagi rumah yang sulit menguras tandon air.",
            "Petugas kesehatan {name} menegaskan bahwa pengasapan hanya membunuh nyamuk dewasa.",
        ),
    ),
    Topic(
        ("Bank Sampah RW {rw} Timbang {many} Kilogram", "Tabungan Bank Sampah {place} Terus Bertambah"),
        ("Bank sampah di {unit} menerima setoran plastik, kertas, dan logam dari warga.",),
        (
            "Nasabah mencatat tabungan pada buku dan dapat mengambilnya menjelang hari raya.",
            "Pengurus {name} menyampaikan bahwa jumlah nasabah kini mencapai {many} orang.",
            "Minyak jelantah juga diterima dalam wadah tertutup.",
            "Anak-anak diajak memilah sampah sejak dari dapur.",
        ),
    ),
    Topic(
        ("Siskamling RT {rt} Kembali Digiatkan", "Jadwal Ronda Baru Disepakati Warga RW {rw}"),
        ("Warga {unit} sepakat menggiatkan kembali ronda malam di setiap pos keamanan lingkungan.",),
        (
            "Setiap malam {few} warga bertugas berkeliling dan mencatat tamu yang menginap.",
            "Bhabinkamtibmas {name} meminta warga segera melapor bila melihat hal yang mencurigakan.",
            "Pos ronda diperbaiki secara swadaya, mulai dari atap hingga lampu penerangan.",
            "Kentongan kembali dipasang sebagai tanda bahaya.",
        ),
    ),
    Topic(
        ("Pelatihan Kue Kering bagi {few} Pelaku UMKM", "UMKM {place} Belajar Mengemas Produk"),
        ("Pelaku usaha mikro di {unit} mengikuti pelatihan pengolahan dan pengemasan makanan.",),
        (
            "Peserta berlatih menghitung biaya produksi dan menentukan harga jual.",
            "Pelatih {name} menunjukkan cara memotret produk dengan telepon genggam.",
            "Keripik pisang, sambal, dan kue kering menjadi produk yang paling diminati.",
            "Peserta dibantu mengurus nomor induk berusaha tanpa dipungut biaya.",
        ),
    ),
    Topic(
        ("Senam Lansia Setiap Pekan di {hall}", "Posbindu RW {rw} Periksa Tekanan Darah Lansia"),
        ("Warga lanjut usia di {unit} mengikuti senam dan pemeriksaan kesehatan bersama kader posbindu.",),
        (
            "Tekanan darah, gula darah, dan lingkar perut peserta dicatat pada kartu masing-masing.",
            "Peserta tertua, {name}, mengaku lebih bugar sejak rutin mengikuti senam.",
            "Dari {many} peserta, {few} orang dirujuk ke puskesmas untuk pemeriksaan lanjutan.",
            "Kader mengingatkan peserta untuk mengurangi garam dan gula.",
        ),
    ),
    Topic(
        ("Pemilihan Ketua RT {rt} Berlangsung Tertib", "{name} Terpilih Memimpin RT {rt}"),
        ("Pemilihan ketua rukun tetangga di {unit} berlangsung tertib dan diikuti sebagian besar kepala keluarga.",),
        (
            "Dari {many} suara yang masuk, {name} memperoleh suara terbanyak.",
            "Panitia menghitung suara di hadapan warga dan para saksi.",
            "Ketua terpilih berjanji menghidupkan kembali kas sosial dan arisan warga.",
            "Masa bakti pengurus sebelumnya ditutup dengan laporan keuangan yang terbuka.",
        ),
    ),
    Topic(
        ("Perbaikan Jalan Lingkungan RT {rt} Dimulai", "Pemasangan Paving di RW {rw} Hampir Selesai"),
        ("Perbaikan jalan lingkungan di {unit} dikerjakan bersama kelompok masyarakat setempat.",),
        (
            "Jalan sepanjang {many} meter dipasangi paving agar tidak licin saat hujan.",
            "Kendaraan roda empat diminta menggunakan jalan lain selama pekerjaan berlangsung.",
            "Pengawas lapangan {name} memeriksa ketebalan pasir sebelum paving dipasang.",
            "Warga menyumbang tenaga pada akhir pekan.",
        ),
    ),
    Topic(
        ("Anak-Anak RW {rw} Ikuti Lomba Mewarnai", "Taman Baca {place} Tambah Koleksi"),
        ("Taman baca masyarakat di {unit} mengadakan kegiatan bagi anak-anak sekolah dasar.",),
        (
            "Sebanyak {many} anak datang bersama orang tuanya.",
            "Relawan {name} membacakan cerita rakyat Lampung dengan alat peraga.",
            "Koleksi bertambah {many} judul dari sumbangan warga.",
            "Taman baca dibuka setiap sore dan dijaga bergiliran oleh remaja setempat.",
        ),
    ),
    Topic(
        ("Karang Taruna {place} Gelar Turnamen Bola Voli", "Pemuda RW {rw} Juarai Turnamen Voli"),
        ("Karang Taruna {unit} menggelar turnamen bola voli antarlingkungan.",),
        (
            "Sebanyak {few} regu bertanding memperebutkan piala bergilir.",
            "Ketua Karang Taruna, {name}, berharap turnamen menjauhkan pemuda dari kegiatan yang merugikan.",
            "Pertandingan berlangsung setiap sore di lapangan terbuka.",
            "Pedagang kecil ikut merasakan ramainya penonton.",
        ),
    ),
    Topic(
        ("Sosialisasi Pajak Bumi dan Bangunan di {hall}", "Pembayaran PBB Warga RW {rw} Dipermudah"),
        ("Petugas menyosialisasikan pembayaran Pajak Bumi dan Bangunan kepada warga {unit}.",),
        (
            "Surat pemberitahuan pajak dibagikan melalui ketua RT.",
            "Warga dapat membayar melalui bank, kantor pos, atau loket keliling.",
            "{name} menjelaskan cara mengajukan pembetulan bila luas tanah tidak sesuai.",
            "Sebanyak {many} wajib pajak melunasi kewajibannya pada hari itu.",
        ),
    ),
    Topic(
        ("Pengajian Bulanan Warga RT {rt}", "Peringatan Hari Besar Islam di {hall}"),
        ("Pengajian bulanan di {unit} dihadiri warga dari berbagai lingkungan.",),
        (
            "Penceramah {name} mengajak warga menjaga kerukunan dan saling menolong.",
            "Santunan diserahkan kepada {few} anak yatim.",
            "Remaja masjid membantu menyiapkan tempat dan hidangan.",
            "Acara ditutup dengan doa bersama dan makan siang sederhana.",
        ),
    ),
    Topic(
        ("Penanganan Genangan Air di RT {rt} RW {rw}", "Warga {place} Siaga Hadapi Musim Hujan"),
        ("Aparat {unit} bersama warga menangani genangan air setelah hujan deras semalam.",),
        (
            "Pompa air diturunkan dan gorong-gorong dibersihkan dari ranting.",
            "Sebanyak {few} rumah sempat terendam setinggi mata kaki.",
            "Relawan {name} membagikan nomor darurat kepada setiap kepala keluarga.",
            "Barang berharga disarankan diletakkan di tempat yang lebih tinggi.",
        ),
    ),
)

ANCHORED: tuple[str, ...] = (
    "{head} {place} menyampaikan terima kasih kepada seluruh warga yang telah hadir.",
    "Menurut {head} {place}, kegiatan seperti ini mempererat hubungan antarwarga.",
    "Kegiatan tersebut dipusatkan di {hall} dan dibuka oleh {head} {place}.",
    "Sekretaris {unit}, {other}, mencatat semua masukan untuk ditindaklanjuti.",
    "Warga {unit} berharap kegiatan serupa dilaksanakan secara rutin.",
    "Turut hadir {partner} serta para ketua RT di wilayah {unit}.",
    "{third}, warga {unit}, mengaku terbantu karena tidak perlu pergi jauh.",
    "Keterangan lebih lanjut dapat diperoleh di kantor {unit} pada jam kerja.",
    "Pihak {unit} membuka kotak saran bagi warga yang ingin memberi masukan.",
    "Seluruh pelayanan di kantor {unit} tidak dipungut biaya.",
    "Perangkat {unit} akan memantau hasilnya pada pekan mendatang.",
    "Bersama {partner}, perangkat {unit} menyiapkan kegiatan lanjutan.",
)

FREE: tuple[str, ...] = (
    "Suasana berlangsung akrab hingga acara selesai.",
    "Peserta datang sejak pagi walaupun cuaca mendung.",
    "Sejumlah warga bertanya tentang syarat dan waktu pelayanan.",
    "Panitia menyediakan air minum isi ulang untuk mengurangi sampah plastik.",
    "Dokumentasi kegiatan ditempel pada papan pengumuman.",
    "Pengurus lingkungan akan menyampaikan hasilnya pada pertemuan warga.",
    "Biaya kegiatan berasal dari kas lingkungan dan sumbangan sukarela.",
    "Semua peserta mengisi daftar hadir sebelum acara dimulai.",
    "Para pemuda membantu mengatur tempat parkir.",
    "Kegiatan ditutup dengan foto bersama.",
    "Tanya jawab berlangsung lebih lama daripada yang direncanakan.",
    "Peralatan yang digunakan dipinjam dari warga sekitar.",
)

DATED: tuple[str, ...] = (
    "Kegiatan lanjutan di {unit} dijadwalkan pada {event} pukul 09.00 WIB.",
    "Pendaftaran di kantor {unit} dibuka sampai dengan {event}.",
    "Pelayanan tersebut diselenggarakan {unit} sesuai dengan Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik.",
    "Dasar kegiatan di {unit} ialah Undang-Undang Nomor 14 Tahun 2008 yang diundangkan pada 30 April 2008.",
    "Gedung yang digunakan {unit} diresmikan pada 17 Agustus {past}.",
    "Kegiatan serupa di {unit} pertama kali diadakan pada 12 Maret {past}.",
)

FIRST_NAMES = (
    "Suryani", "Hendra", "Kartini", "Agus", "Marlina", "Rudi", "Fitriani", "Joko", "Nuraini", "Syahrul", "Dewi", "Wahyu",
    "Yulia", "Ahmad", "Ratna", "Bambang", "Lestari", "Iwan", "Sri", "Zainal",
)  # fmt: skip
LAST_NAMES = (
    "Saputra", "Wulandari", "Hidayat", "Rahmawati", "Setiawan", "Puspita", "Firmansyah", "Handayani", "Kurniawan", "Susanti",
    "Maulana", "Anggraini", "Prasetyo", "Utami",
)  # fmt: skip
HALLS = ("Balai Warga", "Aula Kantor", "Lapangan RW", "Gedung Serbaguna", "Halaman Masjid", "Posko Siaga")
PARTNERS = (
    "petugas puskesmas", "Babinsa", "pengurus LPM", "kader PKK", "mahasiswa KKN", "relawan Karang Taruna", "penyuluh pertanian",
)  # fmt: skip

GAMBLING_TITLES: tuple[str, ...] = (
    "{brand}: Situs Slot Gacor Maxwin Hari Ini",
    "{brand} Link Alternatif Slot88 Terpercaya",
    "RTP Live {brand} Bocoran Scatter Mahjong Ways",
    "Daftar {brand} Toto Togel Deposit Pulsa",
    "{brand} Judi Bola dan Pragmatic Play Resmi",
)
GAMBLING_TEXT: tuple[str, ...] = (
    "{brand} adalah situs slot gacor dengan rtp live tertinggi dan maxwin setiap hari.",
    "Gunakan link alternatif {brand} untuk deposit pulsa tanpa potongan dan mainkan scatter mahjong ways.",
    "Tersedia pula toto, togel, judi bola, slot88, dan pragmatic play dalam satu akun.",
)
BRANDS = ("Contoh88", "Umpama77", "Misalnya138", "Andaikan4D", "Ibarat303")  # no brand of that name is meant
