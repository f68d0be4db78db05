"""In what language a text is, told by the small words that no text does without. Pure.

Only a text that speaks another language is told of: names, prayers and what Lampung, Java and Sunda write have few
words of Indonesian too, and none of these others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

LEAST = 50
"""Words that a text must have: a slogan, a thank-you or a caption is soon written in English."""
AT_HOME = 1 / 100
"""Share of Indonesian's small words from which a text is Indonesian, whatever is quoted in it; it has one in five."""
ABROAD, DISTINCT = 8 / 100, 4
"""Share of another language's small words, and how many different ones, from which a text is written in it."""
EXPLAINED = 2
"""Words of the place, which a guide for visitors or a students' report has, or of the content system, which writes samples."""
LEAST_LETTERS = 60
"""Letters of a text in a foreign script: some scripts set no gaps between words."""

STRANGE = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "CYRILLIC", "VIETNAMESE", "DEVANAGARI")
"""How Unicode begins the names of letters of keyword spam. Arabic is none: offices quote prayers and verses."""
FOREIGN_LETTERS = "foreign letters"

_INDONESIAN = """yang dan untuk dengan ini itu dari pada oleh akan adalah dalam tidak telah juga sudah serta para bagi kepada atau
agar karena sebagai dapat ada kami kita tersebut secara saat hari bisa lebih setiap warga"""
_PLACE = """kelurahan kecamatan lurah camat village villages subdistrict district regency lampung indonesia indonesian mayor
residents puskesmas posyandu umkm rw rt kkn pkk"""
_SYSTEM = "wordpress joomla drupal dashboard administrator template privacy cookies website gravatar"
INDONESIAN, KNOWN = frozenset(_INDONESIAN.split()), frozenset(f"{_PLACE} {_SYSTEM}".split())
TONGUES: Mapping[str, frozenset[str]] = {
    tongue: frozenset(words.split())
    for tongue, words in (
        ("English", "the of and to for with your you our is are from that this on by be can or we at an it as in a will have"),
        ("Turkish", "ve bir için ile bu olan en daha çok gibi veya olarak sonra her ise kadar burada tüm yeni"),
        ("Spanish", "el la los las de del que en para con por una su más como y es"),
        ("Portuguese", "o os as de do da que em para com por uma não mais seu e é"),
        ("French", "le la les des de du et en pour dans une sur avec vous est qui par"),
        ("German", "der die das und mit für von zu den ist ein eine auf im sie nicht werden"),
        ("Dutch", "de het een van en voor met op zijn dat bij ook niet worden"),
        ("Swedish", "och att det som på för av med är den till en ett kan du"),
        ("Italian", "il lo la gli che per con una del della sono non più e di"),
        ("Polish", "i w na z do się jest nie oraz dla to że od"),
        ("Vietnamese", "và của là cho với các được trong không một những có"),
    )
}  # fmt: skip
"""Languages that intruders write in, each with words that stand in all its texts."""


def foreign_tongue(words: Sequence[str]) -> str | None:
    """Name the language of a text (its words in lower case, digits left out) that is not this country's; else None."""
    if _share(words, INDONESIAN) >= AT_HOME or len(KNOWN.intersection(words)) >= EXPLAINED:
        return None
    if is_strange("".join(words), least=LEAST_LETTERS):
        return FOREIGN_LETTERS
    if len(words) < LEAST:
        return None
    shares = {
        tongue: _share(words, small) for tongue, small in TONGUES.items() if len(small.intersection(words)) >= DISTINCT
    }
    likest = max(shares, key=lambda tongue: shares[tongue], default=None)
    return likest if likest is not None and shares[likest] >= ABROAD else None


def _share(words: Sequence[str], small: frozenset[str]) -> float:
    return sum(word in small for word in words) / max(len(words), 1)


def is_strange(text: str, *, least: int) -> bool:
    """Whether most letters of a text, ``least`` or more, are of a script that no office of the city writes."""
    letters = [char for char in text[:300] if char.isalpha()]
    if len(letters) < least or text.isascii():
        return False
    strange = sum(unicodedata.name(char, "").startswith(STRANGE) for char in letters)
    return 2 * strange > len(letters)
