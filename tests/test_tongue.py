"""Which texts are told to be in another language, and which only look so."""

from __future__ import annotations

import pytest

from crawler.content import read_content
from crawler.page import open_page
from crawler.tongue import FOREIGN_LETTERS, foreign_tongue

ENGLISH = (
    "We offer the best quality shoes at the lowest price with free shipping worldwide and a thirty day money back guarantee for "
    "every customer. Order now and receive an additional discount on handbags, watches and sunglasses from all the famous luxury "
    "brands in our outlet store. Our team will answer your questions on the same day and is glad to help."
)
TURKISH = (
    "Deneme veren siteler listesi her gün güncellenmektedir ve yeni üyelere özel kampanyalar sunan güvenilir adresleri burada "
    "bulabilirsiniz. Üyelik işlemlerinizi tamamladıktan sonra canlı destek hattına bağlanarak talep edebilir ve oyunlara "
    "başlayabilirsiniz. Bu kampanyalar için en güvenilir siteler ile daha çok kazanç olarak bir fırsat sunar ve üyelik bedava "
    "olan siteler gibi hızlı ödeme yapar."
)
GERMAN = (
    "Die besten Angebote für Spieler aus der ganzen Welt finden Sie auf dieser Seite mit den neuen Boni und einer schnellen "
    "Auszahlung. Das Konto ist in wenigen Minuten eröffnet und die erste Einzahlung wird von uns verdoppelt. Spielen Sie noch "
    "heute mit und gewinnen Sie große Preise, die jede Woche im Netz vergeben werden, denn das Glück ist nicht weit."
)
JAPANESE = "当店は最高品質のブランドコピー財布を激安価格で販売しております 全国送料無料でお届けいたしますので安心してお買い物をお楽しみください スーパーコピー 時計 バッグ 通販 専門店 人気 ランキング"
INDONESIAN = (
    "Warga bergotong royong membersihkan saluran air bersama lurah dan perangkat kelurahan sejak pagi. Kegiatan ini akan "
    "dilanjutkan pada pekan depan di setiap rukun tetangga untuk mencegah banjir yang sering datang."
)
NAMES = " ".join(
    f"{name} {family}, S.Sos., M.M."
    for name in ("Ahmad", "Siti", "Budi", "Dewi", "Agus", "Rina", "Joko", "Sri", "Hendra", "Yuli")
    for family in ("Fauzi", "Aminah", "Santoso")
)
PRAYER = (
    "Allahumma inni a'udzu bika minal hammi wal hazan wa a'udzu bika minal 'ajzi wal kasal wa a'udzu bika minal jubni wal "
    "bukhli wa a'udzu bika min ghalabatid daini wa qahrir rijal. Rabbana atina fid dunya hasanah wa fil akhirati hasanah wa qina "
    "'adzaban nar. Washallallahu 'ala sayyidina Muhammadin wa 'ala alihi wa shahbihi wa sallam walhamdulillahi rabbil 'alamin"
)
ARABIC = "اللَّهُمَّ إِنِّي أَعُوذُ بِكَ مِنَ الْهَمِّ وَالْحَزَنِ وَأَعُوذُ بِكَ مِنَ الْعَجْزِ وَالْكَسَلِ وَأَعُوذُ بِكَ مِنَ الْجُبْنِ وَالْبُخْلِ " * 4
LAMPUNG = (
    "Sikam jama-jama mit di lamban balak sai wat di pekon sinji. Ulun tuha ngeguwai adat jak zaman timbai, sanak ngura belajagh "
    "nyambai jama mulei. Nyak haga cawa tabik pun jama kuti ghua, jak sikam sai mak pandai api-api. Ghadu jak sina sikam mengan "
    "jama-jama, nganik seghuwit sai bangik nihan, ghik nginum wai tebu. Kham haghus nyaga bahasa Lampung sapaya mak lebon."
)
GUIDE = (
    "Kedaton is one of the urban villages of Bandar Lampung. The village lies to the north of the centre, and its residents are "
    "known for the banana chips that they make at home. On the first Sunday of the month there is a market in front of the office, "
    "and all of you are welcome to come with your family for a walk in the park, to see the old station and to buy a gift."
)
SAMPLE = (
    "This is an example page. It's different from a blog post because it will stay in one place and will show up in your site "
    "navigation (in most themes). Most people start with an About page that introduces them to potential site visitors. As a new "
    "WordPress user, you should go to your dashboard to delete this page and create new pages for your content. Have fun!"
)


def _tongue(text: str) -> str | None:
    html = f"<title>x</title><main><h1>Kabar</h1><p>{text}</p></main>".encode()
    return read_content(open_page(html, url="https://kedaton.kota.go.id/berita/1")).foreign


@pytest.mark.parametrize(
    ("text", "tongue"),
    [(ENGLISH, "English"), (TURKISH, "Turkish"), (GERMAN, "German"), (JAPANESE, FOREIGN_LETTERS)],
    ids=["English", "Turkish", "German", "Japanese"],
)
def test_a_text_of_some_length_in_another_language_is_told(text: str, tongue: str) -> None:
    assert _tongue(text) == tongue


@pytest.mark.parametrize(
    "text",
    [INDONESIAN * 2, NAMES, PRAYER, ARABIC, LAMPUNG, GUIDE, SAMPLE, f"{INDONESIAN} {ENGLISH}", ENGLISH[:200], "Lorem ipsum dolor sit amet " * 20, ""],
    ids=["Indonesian", "names", "prayer", "Arabic", "Lampung", "guide", "sample", "summary", "short", "filler", "none"],
)  # fmt: skip
def test_an_office_may_write_names_prayers_and_summaries(text: str) -> None:
    assert _tongue(text) is None


def test_no_word_divides_by_zero() -> None:
    assert foreign_tongue([]) is None
