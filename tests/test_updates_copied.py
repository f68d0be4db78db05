"""What many sites bear is no site's own: releases beside frames, boxes of teasers and set phrases."""

from __future__ import annotations

from typing import Any

from crawler.records import Look
from monitor.updates import Reason
from tests.judgement_helpers import TONIGHT, Site, clue, days, look, page, site

FIRST, YESTERDAY = TONIGHT - days(9), TONIGHT - days(1)
NIGHTS = (FIRST, YESTERDAY, TONIGHT)
RELEASE = tuple(f"rilis {n}" for n in range(4))
ROW = {",".join(RELEASE): ""}


def _text(night: Any, path: str, shingles: tuple[int, ...], *clues: Any, **changes: Any) -> Look:
    values: dict[str, Any] = {
        "blocks": tuple(f"{path} {n}" for n in range(8)),
        "words": len(shingles),
        "shingles": shingles,
    }
    return look(night, *clues, path=path, **values | changes)


def test_a_press_release_inside_a_frame_that_adds_lines_is_a_copy() -> None:
    frame = [page(_text(FIRST, f"p{n}", (n,), blocks=(f"isi {n}", "bagikan"), until=TONIGHT)) for n in range(3)]
    release = tuple(f"rilis {n}" for n in range(9))
    pasted = _text(TONIGHT, "rilis", tuple(range(60)), clue(TONIGHT), blocks=(*release, "bagikan", "pepatah"))
    seen = site(*frame, page(pasted), nights=NIGHTS)

    assert seen.told(common=frozenset(release)) == [(Reason.COPIED, TONIGHT)]
    assert seen.told(common=frozenset(release[:7])) == [(Reason.NEW_CONTENT, TONIGHT)]


def test_a_post_of_set_phrases_that_the_whole_city_uses_is_no_copy_for_one_line_that_others_have_too() -> None:
    """As in the WordPress sites of the bench: every sentence of a true post stands on many sites, never all in one text."""
    known = [
        page(_text(FIRST, f"p{n}", (n,), blocks=(f"isi {n}", f"salam {n}", "bagikan"), until=TONIGHT)) for n in range(9)
    ]
    lines = ("salam 0", "warga bergotong royong", "salam 1", "salam 2", "bagikan")
    posted = _text(TONIGHT, "baru", tuple(range(60, 120)), clue(TONIGHT), blocks=lines)

    seen = site(*known, page(posted), nights=NIGHTS)
    assert seen.told(common=frozenset(lines)) == [(Reason.NEW_CONTENT, TONIGHT)]

    row = {",".join(lines): ""}  # the very same ones, in one row, on many sites: a release
    assert seen.told(common=frozenset(lines), copies=row) == [(Reason.COPIED, TONIGHT)]
    own = frozenset(lines) - {"warga bergotong royong"}
    assert seen.told(common=own, copies={",".join(line for line in lines if line in own): ""}) == [
        (Reason.NEW_CONTENT, TONIGHT)
    ]
    framed = ("bagikan", "warga bergotong royong", "salam 0")
    assert seen.told(common=frozenset(framed), copies={"salam 0,warga bergotong royong,bagikan": ""}) == [
        (Reason.NEW_CONTENT, TONIGHT)
    ]


def _beside_a_box(*blocks: str, box: tuple[str, ...]) -> Site:
    """A text posted yesterday, on a site where two other pages have shown every paragraph of it beside texts of their own."""
    posted = _text(YESTERDAY, "baru", tuple(range(60, 120)), clue(YESTERDAY), blocks=(*blocks, *box))
    teased = [
        page(
            _text(FIRST, f"p{n}", (n,), blocks=(f"isi {n}", f"salam {n}")),
            _text(TONIGHT, f"p{n}", (n,), blocks=(f"isi {n}", f"salam {n}", *blocks, *box)),
        )
        for n in range(2)
    ]
    others = [page(_text(FIRST, f"q{n}", (n,), blocks=(f"berita {n}", f"warta {n}"), until=TONIGHT)) for n in range(9)]
    return site(*teased, *others, page(posted), nights=NIGHTS)


def test_a_release_stays_a_copy_when_teasers_have_shown_all_of_it_on_other_pages() -> None:
    """Seed 2038 of the two years: told for a year, and counted from the night on when nothing was the page's alone."""
    seen = _beside_a_box(*RELEASE, box=("cuplikan 1", "cuplikan 2"))

    assert seen.told(common=frozenset(RELEASE), copies=ROW) == [(Reason.COPIED, YESTERDAY)]


def test_a_true_text_is_no_copy_for_a_release_in_the_box_beside_it() -> None:
    seen = _beside_a_box("warga bergotong royong", "lurah berterima kasih", box=RELEASE)

    assert seen.told(common=frozenset(RELEASE), copies=ROW) == [(Reason.NEW_CONTENT, YESTERDAY)]
