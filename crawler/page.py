"""One fetched page, decoded and parsed once; everything that reads a page reads this."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser
from w3lib.encoding import html_to_unicode

from crawler.bounds import fair_length
from crawler.charsets import header_charset, names_strange

MAX_HTML = 2_000_000
"""Characters of a page that are parsed; what lies beyond is cut (a front page of 2 MB is a list without end)."""


_AS_SENT = LexborDocumentOptions.WO_EVENTS
"""The tree as the source has it; a browser's upkeep of a changing page costs a twentieth of parsing, and nothing here changes."""


_LOST = "\ufffd"
"""What stands for bytes that are no character. Where none stands, the parser takes the bytes that came: to write them again costs a sixth of parsing."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came: absolute ``url``, lower-case header names, the parsed tree; ``cut`` when it was too long."""

    url: str
    headers: Mapping[str, str]
    text: str
    tree: LexborHTMLParser
    cut: bool = field(default=False)

    @property
    def head_title(self) -> str:
        """The words of the ``title`` element, with single spaces; "" without one."""
        node = self.tree.css_first("title")
        return " ".join(node.text().split()) if node is not None else ""


def open_page(body: bytes, *, url: str, headers: Mapping[str, str] | None = None) -> Page:
    """Decode ``body`` by header, BOM, meta and at last UTF-8 or Latin-1, and parse it; never raises on bad input."""
    names = {name.lower(): value for name, value in (headers or {}).items()}
    codec, said = _decoded(body, names.get("content-type"))
    whole = said.replace("\x00", "") if "\x00" in said else said
    kept = whole[:MAX_HTML]
    kept = kept[: fair_length(kept)]
    whole_body = len(kept) == len(said) and len(body) <= MAX_HTML
    tree = parse(body if whole_body and _is_sound(body, said, codec) else kept)
    return Page(url=url, headers=names, text=kept, tree=tree, cut=len(kept) < len(whole))


def _is_sound(body: bytes, said: str, codec: str) -> bool:
    """Whether the bytes are what the text ``said`` would be written as in UTF-8."""
    return codec == "utf-8" and _LOST not in said and not body.startswith(BOM_UTF8)


def _decoded(body: bytes, said: str | None) -> tuple[str, str]:
    """The codec and text of a body whose Content-Type header ``said`` something; a codec that no page is written in is passed over."""
    named = header_charset(said) or (_detect(body) if names_strange(body) else None)
    return html_to_unicode(named and f"text/html; charset={named}", body, auto_detect_fun=_detect)


def parse(html: str | bytes) -> LexborHTMLParser:
    """The tree of a page that was decoded, or whose bytes are sound UTF-8; of its first `MAX_HTML` characters."""
    return LexborHTMLParser(html[:MAX_HTML], options=_AS_SENT)


def _detect(body: bytes) -> str:
    """UTF-8 where it decodes, else the West European bytes that old Indonesian sites send."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
