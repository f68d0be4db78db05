"""Pages most of whose text gave way to words that the site had before: an edit made of set phrases, or a slow box? Pure.

Nobody can tell which; so a site is neither praised nor blamed for it, unless it is seen too often for an edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from monitor.likeness import NEW_SHINGLES, Library, grams
from monitor.turns import Step, brought_by, is_swap

MANY_SHINGLES = 3 * NEW_SHINGLES
"""Shingles that a page must gain by it, being most of what stands there then."""
ONE_PAGE = 0.9
"""What stands on one page by so great a share was taken from there as a whole, or is the page's own text again."""
OFTEN, WITHIN = 2, timedelta(days=365)
"""So many on a site within so long a time are a box that turns, however slowly."""
AT_ONCE = 3
"""On so many pages in one night it is the site's own doing."""


def reworded(tonight: Sequence[Step], library: Library) -> tuple[Step, ...]:
    """The pages that may have been written anew tonight in words that stood on the site before (``library``)."""
    swapped = [step for step in tonight if _is_rewritten(step, library)]
    if len(swapped) >= AT_ONCE:
        return ()
    return tuple(step for step in swapped if step.old and not library.bears(brought_by(step.old, step.now), ONE_PAGE))


def _is_rewritten(step: Step, library: Library) -> bool:
    """Whether most of a page gave way to so many words, but for a few that the site had; not the next turn of what turns there."""
    old, now = step.old, step.now
    if old is None or not step.was_content or not old.reading.shingles:
        return False
    brought = brought_by(old, now)
    is_most = len(brought) >= MANY_SHINGLES and 2 * len(brought) > len(grams(now.reading))
    if not is_most or step.row.turns or not is_swap(old, now):
        return False
    return len(brought - library.said) < NEW_SHINGLES


def is_often(nights: Sequence[date], tonight: date) -> bool:
    """Whether a site was seen to do so, on these ``nights``, too often for its next time to be an edit."""
    return sum(tonight - WITHIN <= night < tonight for night in nights) >= OFTEN


def stood(step: Step) -> bool | None:
    """Whether half of what came was met again at the next look; None where there was none yet."""
    if step.twice:
        return True
    if step.old is None or not step.later:
        return None
    brought = brought_by(step.old, step.now)
    return 2 * len(brought & grams(step.later[0].reading)) >= len(brought)
