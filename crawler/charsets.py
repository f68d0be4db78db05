"""The codecs that web pages and lists are written in (WHATWG Encoding Standard), by Python's names for them. Pure.

Python knows many more ("punycode", "idna", "unicode_escape"): a server that names one of these would have its bytes read for hours,
or to halves of characters that no database takes.
"""

from __future__ import annotations

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

_LABELS = (
    "utf-8", "utf-16", "utf-16le", "utf-16be", "gbk", "gb18030", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr",
    "ibm866", "koi8-r", "koi8-u", "macintosh", "windows-874", *(f"windows-{number}" for number in range(1250, 1259)),
    *(f"iso-8859-{number}" for number in range(1, 17) if number not in {9, 11, 12}),
)  # fmt: skip
WEB = frozenset(filter(None, map(resolve_encoding, _LABELS)))


def header_charset(content_type: str | None) -> str | None:
    """The codec that a Content-Type header names; None where it names none of the web's."""
    named = http_content_type_encoding(content_type)
    return named if named in WEB else None


def names_strange(body: bytes) -> bool:
    """Whether a page or list declares, in its first lines, a codec that is none of the web's."""
    named = html_body_declared_encoding(body)
    return named is not None and named not in WEB
