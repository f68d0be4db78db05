"""Undoing a Content-Encoding within a bound. Pure.

Done here and not by Scrapy, which takes half a gzip body for a whole page (the half would pass for an edit).
"""

from __future__ import annotations

import zlib

ENCODINGS = "gzip, deflate"
"""What we ask for; what else a server packs with cannot be read."""

_LAYERS = 2
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's window sizes


class TooLargeError(Exception):
    """The body unpacks to more than may be read."""


class BrokenError(Exception):
    """The body is not what its Content-Encoding says, or not all of it."""


def unpack(body: bytes, encoding: str, *, most: int) -> bytes:
    """Undo the layers that a Content-Encoding header names, outermost last; ``most`` is in bytes.

    Raises TooLargeError and BrokenError.
    """
    layers = [word for part in encoding.lower().split(",") if (word := part.strip()) and word != "identity"]
    if len(layers) > _LAYERS:
        raise BrokenError(f"packed {len(layers)} times")
    for layer in reversed(layers):
        body = _layer(body, layer, most=most)
    return body


def _layer(body: bytes, layer: str, *, most: int) -> bytes:
    if not body:
        return body
    if layer not in {"gzip", "x-gzip", "deflate"}:
        raise BrokenError(f"packed as {layer[:40]}, which was not asked for")
    window = _GZIP if layer != "deflate" else _ZLIB if body[0] & 0x0F == 8 else _RAW  # servers differ on deflate
    unpacker = zlib.decompressobj(wbits=window)
    try:
        plain = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise BrokenError(f"not {layer}: {error}") from error
    if len(plain) > most:
        raise TooLargeError(f"{len(body)} bytes of {layer} unpack to more than {most}")
    if not unpacker.eof:
        raise BrokenError(f"{layer} cut short after {len(plain)} bytes")
    return plain
