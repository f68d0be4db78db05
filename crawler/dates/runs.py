"""Runs of text: what a reader sees as one line, though spans and links may cut it into pieces."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.dates.scan import INLINE, LEAD, Scan
from crawler.regions import COMMENT_ID, TEXT_ID, tag_ids

_REACH = 12
"""Pieces of text on either side that a run may take in: a byline is short."""
_UNSEEN = tag_ids({"script", "style"}) | {TEXT_ID, COMMENT_ID}


class Run(NamedTuple):
    """Pieces of text, by their numbers ``first`` to ``last``, that no block element parts, joined by one blank as a browser shows them; long pieces are cut."""

    first: int
    last: int
    text: str
    starts: tuple[int, ...]

    def piece_at(self, position: int) -> int:
        """The number of the piece of text in which the character at ``position`` of the run stands."""
        return self.first + sum(1 for start in self.starts[1:] if start <= position)


def run_at(seen: Scan, number: int) -> Run:
    """The run around one piece of text."""
    node = seen.nodes[number]
    if _is_alone(node):
        text = " ".join(seen.texts[number][:LEAD].split())
        return Run(number, number, text, (0,))
    first = last = number
    block = _block(node)
    while first > 0 and number - first < _REACH and _goes_on(seen.nodes[first], seen.nodes[first - 1], block):
        first -= 1
    top = len(seen.texts) - 1
    while last < top and last - number < _REACH and _goes_on(seen.nodes[last + 1], seen.nodes[last + 1], block):
        last += 1
    cut = (text[-LEAD:] if n < number else text[:LEAD] for n, text in enumerate(seen.texts[first : last + 1], first))
    parts = [" ".join(text.split()) for text in cut]
    starts = tuple(accumulate((len(text) + 1 for text in parts[:-1]), initial=0))
    return Run(first, last, " ".join(parts), starts)


def _is_alone(node: LexborNode) -> bool:
    """Tell whether a text is all that its block holds, so that it is a line of its own: most texts are."""
    here: LexborNode | None = node
    while here is not None:
        if here.next is not None or here.prev is not None:
            return False
        here = here.parent
        if here is None or here.tag_id not in INLINE:
            return True
    return True


def _goes_on(later: LexborNode, outer: LexborNode, block: int) -> bool:
    """Tell whether ``later`` continues the line before it, and ``outer`` (the piece to take in) is of the same block."""
    return not _starts_line(later) and _block(outer) == block


def _starts_line(node: LexborNode) -> bool:
    """Tell whether a block element (a ``<br>``, an inner ``<div>``) stands between this text and the one before."""
    here: LexborNode | None = node
    while here is not None and (here is node or here.tag_id in INLINE):
        before = here.prev
        while before is not None:
            tag = before.tag_id
            if tag not in INLINE and tag not in _UNSEEN:
                return True
            if tag in INLINE and before.text(strip=True):
                return False
            if tag == TEXT_ID and not (before.text_content or " ").isspace():
                return False
            before = before.prev
        here = here.parent
    return True


def _block(node: LexborNode) -> int:
    parent = node.parent
    while parent is not None and parent.tag_id in INLINE:
        parent = parent.parent
    return parent.mem_id if parent is not None else 0
