"""The vocabulary of dates: months, weekdays, labels, relative wordings. Data only; grammar.py holds the rules.

Forms were seen on Indonesian government sites, in OpenSID, Lokomedia, moment and CLDR; other languages' months are
the full and short names of CLDR (version 48, by Babel 2.18) that mean one month only, but for short Latin names that
are words elsewhere.
"""

from __future__ import annotations

from crawler.records import Role

_MONTH_NAMES = {
    1: "januari january jan januar jänner enero ene janvier janv gennaio gen styczeń stycznia janeiro januára leden ledna ocak января січня ιανουαρίου ιαν január ianuarie jaanuar sausio tammikuuta jaan يناير eanáir gener ionawr janar jannar januarie janvāris janúar oca saus sausis siječanj siječnja sty tammi tammikuu urtarrila xaneiro yanvar ιανουάριος сту студзень студзеня січ січень янв январ январь яну януари јан јануар јануари қаң қаңтар հնվ հունվար հունվարի ינואר ژانویه იან იანვარი",
    2: "februari february feb pebruari peb febuari februar febr febrero février fevrier févr febbraio luty lutego fevereiro únor února şubat февраля лютого φεβρουαρίου φεβ február februarie helmikuuta veebruar vasario فبراير chwef chwefror feabh feabhra febreiro febrer februára februāris febrúar fevral frar helmi helmikuu otsaila pebrero shkurt vasaris veebr velj veljača veljače úno şub φεβρουάριος ақп ақпан лют лютага лютий люты феб фебруар фев февр феврал февраль февруари փետրվար փետրվարի փտվ פברואר فوریه თებ თებერვალი شباط",
    3: "maret march mar mrt märz marz mär marzo mars maart marca marzec março março březen března mart марта березня μαρτίου március martie marts maaliskuuta märts kovo مارس kovas maalis maaliskuu machi marec marso martxoa marzu març mawrth márc márta mäerz ožujak ožujka μάρ μάρτιος μαρ бер березень мар март нау наурыз сак сакавік сакавіка մարտ մարտի մրտ מרץ მარ მარტი آذار",
    4: "april apr avril avr aprile abril abr kwiecień kwietnia duben dubna nisan апреля квітня απριλίου április aprilie huhtikuuta aprill balandžio أبريل abrëll aibreán apirila aprel aprili apríl apríla aprīlis balandis ebrill huhti huhtikuu kwi prill travanj travnja απρ απρίλιος апр апрел апрель април квіт квітень кра красавік красавіка сәу сәуір ապր ապրիլ ապրիլի אפריל آوریل აპრ აპრილი نيسان",
    5: "mei may mai mayo maggio maj maja maio květen května mayıs мая травня μαΐου május toukokuuta gegužės مايو beal bealtaine gegužė kvě maiatza maig maijs mejju máj mája svibanj svibnja touko toukokuu μάι μάιος μαΐ май мам мамыр мај трав травень մայիս մայիսի մյս מאי მაი მაისი أيار",
    6: "juni june jun junio juin giugno giu czerwiec czerwca junho červen června haziran июня червня ιουνίου június iunie kesäkuuta juuni birželio يونيو birž birželis cze ekaina haz hunyo iyun junie junij juny jún júna júní jūnijs kesä kesäkuu lipanj lipnja mehefin meith meitheamh qershor xuño ġunju ιουν ιούν ιούνιος июн июнь мау маусым черв червень чэр чэрвень чэрвеня юни јун јуни հնս հունիս հունիսի יוני ژوئن ივნ ივნისი حزيران",
    7: "juli july jul julio juillet juil luglio lug lipiec lipca julho červenec července temmuz июля липня ιουλίου július iulie heinäkuuta juuli liepos يوليو gorff gorffennaf heinä heinäkuu hulyo iyul iúil julai julie julij juliol júl júla júlí jūlijs korr korrik liep liepa lulju srpanj srpnja tem uztaila xullo ιουλ ιούλ ιούλιος июл июль лип липень ліп ліпень ліпеня шіл шілде юли јул јули հլս հուլիս հուլիսի יולי ژوئیه ივლ ივლისი تموز",
    8: "agustus august aug agu agt agust ags agst agus agosto ago août aout sierpień sierpnia srpen srpna ağustos августа серпня αυγούστου augusztus augusti elokuuta rugpjūčio أغسطس abuztua agost agosti augusta augusts augustus avg avgust avqust awst awwissu ağu elokuu gush gusht kolovoz kolovoza lúnasa ogos rugp rugpjūtis sie ágúst αυγ αύγ αύγουστος авг август жні жнівень жніўня серп серпень там тамыз օգոստոս օգոստոսի օգս אוגוסט اوت აგვ აგვისტო",
    9: "september sept sep septembre septiembre setembro settembre set wrzesień września září eylül сентября вересня σεπτεμβρίου szeptember septembrie syyskuuta rugsėjo سبتمبر eyl iraila medi mfómh rugs rugsėjis rujan rujna sentabr sentyabr septemba septembar septembra septembris setembre settembru setyembre shtator syys syyskuu szept wrz zář σεπ σεπτέμβριος вер верасень верасня вересень сен сент сентябр сентябрь сеп септембар септември қыр қыркүйек սեպ սեպտեմբեր սեպտեմբերի ספטמבר سپتامبر სექ სექტემბერი أيلول",
    10: "oktober october okt oct octobre octubre ottobre ott outubro październik października říjen října ekim октября жовтня οκτωβρίου október octombrie lokakuuta oktoober spalio أكتوبر dfómh eki hydref loka lokakuu oktabr oktoba oktobar oktobris oktubre oktyabr októbra ottubru out paź spal spalis tetor urria říj οκτ οκτώβριος жовт жовтень кас кастрычнік кастрычніка окт октобар октомври октябр октябрь қаз қазан հոկ հոկտեմբեր հոկտեմբերի אוקטובר اکتبر ოქტ ოქტომბერი",
    11: "november nopember nov nop novembre noviembre novembro listopadu kasım ноября νοεμβρίου noiembrie marraskuuta lapkričio نوفمبر azaroa lapkr lapkritis marras marraskuu nobyembre novemba novembar novembra novembris novembru noyabr nëntor nóvember samh samhain studeni studenoga tach tachwedd νοέ νοέμβριος νοε лист листопад листопада ліс лістапад лістапада нов новембар ное ноември ноя нояб ноябр ноябрь қар қараша նոյ նոյեմբեր նոյեմբերի נובמבר نوامبر ნოე ნოემბერი",
    12: "desember december dec des dez dezember décembre decembre déc diciembre dic dicembre dezembro grudzień grudnia prosinec prosince aralık декабря грудня δεκεμβρίου decembrie joulukuuta detsember gruodžio ديسمبر abendua decembar decembra decembris decembro dekabr desemba desembre dets dhjetor disember disyembre diċembru gru gruod gruodis joulu joulukuu noll nollaig prosinac prosinca rhag rhagfyr δεκ δεκέμβριος груд грудень дек декабр декабрь декември дец децембар жел желтоқсан сне снежань снежня դեկ դեկտեմբեր դեկտեմբերի דצמבר دسامبر დეკ დეკემბერი",
}

MONTHS: dict[str, int] = {name: number for number, names in _MONTH_NAMES.items() for name in names.split()}

_WEEKDAY_NAMES = {
    0: "senin sen monday mon montag lundi lunes lunedì",
    1: "selasa sel tuesday tue tues dienstag mardi martes martedì",
    2: "rabu rab rebo wednesday wed mittwoch mercredi miércoles mercoledì شباط",
    3: "kamis kam kemis thursday thu thur thurs donnerstag jeudi jueves giovedì آذار",
    4: "jumat jum'at jumát jum'aat jumaat jum'ah jumah jum friday fri freitag vendredi viernes venerdì نيسان",
    5: "sabtu sab saptu saturday sat samstag samedi sábado sabato أيار",
    6: "minggu min ahad sunday sun sonntag dimanche domingo domenica حزيران",
}

WEEKDAYS: dict[str, int] = {name: number for number, names in _WEEKDAY_NAMES.items() for name in names.split()}

APOSTROPHES = "'’‘`´ʼ′"

_LABEL_PHRASES: dict[Role, str] = {
    Role.PUBLISHED: """
        diposting, di-posting, diposkan, dipost, di-post, diterbitkan, terbit, tanggal terbit, tgl terbit, dipublikasikan, dipublikasi,
        dipublish, publikasi, ditulis, diunggah, di-upload, diupload, upload, dimuat, dirilis, rilis, ditayangkan, tayang, dibuat,
        ditambahkan, tanggal posting, tgl posting, tanggal publikasi, tgl publikasi, tanggal post, tanggal berita, tanggal dibuat,
        tanggal unggah, tanggal artikel, waktu terbit, posting, posted, published, publication date, publish date, date published,
        diumumkan, diumumkan di situs, edisi, edisi bulan, first published, date posted, written, created, released, publié, publiée, publié le, paru, paru le, mis en ligne, veröffentlicht, veröffentlicht am, erstellt, erschienen, erschienen am, erscheinungsdatum, publiziert, veröffentlichungsdatum,
        publicado, publicada, publicado el, publicado em, fecha de publicación, data de publicação, pubblicato, pubblicato il, data di pubblicazione, gepubliceerd, gepubliceerd op, geplaatst, geplaatst op,
        publicerad, publicerat, publisert, publiceret, udgivet, julkaistu, opublikowano, data publikacji, publikováno, zveřejněno, publikované, objavljeno, objavljen, objavljena, publicat, megjelent, közzétéve, avaldatud,
        publicēts, paskelbta, yayınlanma, yayınlanma tarihi, yayın tarihi, опубликовано, дата публикации, опубліковано, публикувано, публикувана, објављено, δημοσιεύτηκε, δημοσιεύθηκε, δημοσίευση, publikuar, đăng, ngày đăng
    """,
    Role.MODIFIED: """
        diperbarui, diperbaharui, terakhir diperbarui, terakhir diperbaharui, diupdate, di-update, terakhir diupdate, terakhir di-update,
        terakhir diubah, diubah, terakhir disunting, disunting, pembaruan terakhir, update terakhir, perubahan terakhir, update,
        tanggal diperbarui, pembaruan, last updated, updated, last update, last modified, modified, last edited, edited, last reviewed,
        date modified, date updated, mis à jour, mise à jour, mis à jour le, aktualisiert, zuletzt aktualisiert, geändert, zuletzt geändert, letzte änderung, letzte aktualisierung,
        actualizado, actualizada, atualizado, atualizado em, aggiornato, aggiornato il, ultimo aggiornamento, bijgewerkt, laatst bijgewerkt, gewijzigd, uppdaterad, uppdaterat, oppdatert, sist oppdatert, opdateret, päivitetty,
        muokattu, zaktualizowano, aktualizacja, aktualizováno, aktualizované, upraveno, ažurirano, posodobljeno, actualitzat, frissítve, módosítva, uuendatud, muudetud, atjaunināts, atnaujinta, güncelleme, güncellenme,
        güncelleme tarihi, обновлено, оновлено, обновена, ажурирано, ενημερώθηκε, τελευταία ενημέρωση, përditësuar, cập nhật, stand
    """,
    Role.EVENT: """
        pelaksanaan, tanggal pelaksanaan, waktu pelaksanaan, hari pelaksanaan, acara, tanggal acara, agenda, jadwal, dilaksanakan, digelar,
        diselenggarakan, berlangsung, dimulai, mulai, hingga, sampai, sampai dengan, s.d, s/d, pendaftaran, batas akhir, paling lambat,
        deadline, event date, starts, ends, berlaku, jatuh tempo, hari/tanggal, hari dan tanggal, tanggal kegiatan,
        waktu kegiatan
    """,
    Role.PROSE: """
        lahir, tanggal lahir, tempat lahir, kelahiran, wafat, meninggal, per, born, died, nomor, no, perda, peraturan, undang-undang, uu,
        keputusan, surat keputusan, perwali, permendagri, perpres, sejak, didirikan, berdiri, dibentuk, diresmikan, ditetapkan, disahkan
    """,
}

LABELS: dict[tuple[str, ...], Role] = {
    tuple(phrase.split()): role
    for role, phrases in _LABEL_PHRASES.items()
    for phrase in phrases.replace("\n", " ").split(",")
    if phrase.split()
}
"""What the words right before a date say it is, phrase by phrase."""

AS_OF = frozenset({"stand"})
"""Labels of the state of a text, which German pages put by the headline in the place of a day of publication."""

FILLERS = frozenset(
    {
        "pada",
        "at",
        "the",
        "le",
        "am",
        "um",
        "di",
        "op",
        "el",
        "il",
        "em",
        "den",
        "on",
        "dne",
        "jam",
        "pukul",
        "oleh",
        "by",
    }
)
"""Words that stand between a label and its date and say nothing."""

DATE_WORDS = frozenset({"tanggal", "tgl", "tgl.", "date", "datum"})
"""A label only where a colon or the like follows it; in a sentence ("pada tanggal 5 Agustus") they are no label."""

LAWS = frozenset(
    {
        "nomor",
        "no",
        "no.",
        "perda",
        "peraturan",
        "undang-undang",
        "uu",
        "keputusan",
        "perwali",
        "permendagri",
        "perpres",
    }
)
"""A law within reach before "tanggal" makes the date the law's own."""

NUMBERED = frozenset(
    {
        *("no", "nomor", "nomer", "versi", "version", "ver", "v", "rev", "ip", "rp", "idr", "nik", "nip", "npwp"),
        *("telp", "tlp", "telepon", "hp", "wa", "fax", "faks", "rt", "rw", "pasal", "kode"),
    }
)
"""Figures right behind one of these are a number, a version or a price, however much they look like 5/8/2024."""

COPYRIGHT = ("©", "(c)", "copyright", "hak cipta", "all rights reserved")

ZONE_HOURS = {"wib": 7, "wita": 8, "wit": 9, "z": 0, "utc": 0, "gmt": 0}

UNITS: dict[str, str] = {
    **dict.fromkeys(("detik", "second", "seconds", "sec", "secs"), "seconds"),
    **dict.fromkeys(("menit", "minute", "minutes", "min", "mins"), "minutes"),
    **dict.fromkeys(("jam", "hour", "hours", "hr", "hrs"), "hours"),
    **dict.fromkeys(("hari", "day", "days"), "days"),
    **dict.fromkeys(("minggu", "pekan", "week", "weeks"), "weeks"),
    **dict.fromkeys(("bulan", "month", "months"), "months"),
    **dict.fromkeys(("tahun", "year", "years"), "years"),
}

COUNTS: dict[str, int] = {
    **dict.fromkeys(("a", "an", "one", "satu", "se"), 1),
    **dict.fromkeys(("dua", "two"), 2),
    **dict.fromkeys(("tiga", "three"), 3),
    **dict.fromkeys(("empat", "four"), 4),
    **dict.fromkeys(("lima", "five"), 5),
    **dict.fromkeys(("enam", "six"), 6),
    **dict.fromkeys(("tujuh", "seven"), 7),
    **dict.fromkeys(("delapan", "eight"), 8),
    **dict.fromkeys(("sembilan", "nine"), 9),
    **dict.fromkeys(("sepuluh", "ten"), 10),
    **dict.fromkeys(("sebelas", "eleven"), 11),
    **dict.fromkeys(("dua belas", "twelve"), 12),
}

SPOKEN_DAYS: dict[str, int] = {
    "kemarin lusa": 2,
    "kemarin dulu": 2,
    "kemarin": 1,
    "yesterday": 1,
    "hari ini": 0,
    "today": 0,
    "baru saja": 0,
    "barusan": 0,
    "just now": 0,
}
