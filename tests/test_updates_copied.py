"""What many sites bear is no site's own: releases beside frames, boxes of teasers and set phrases."""

from __future__ import annotations

from monitor.updates import Reason
from tests.judgement_helpers import TONIGHT, Site, clue, days, page, site, text_of

FIRST, YESTERDAY = TONIGHT - days(9), TONIGHT - days(1)
NIGHTS = (FIRST, YESTERDAY, TONIGHT)
RELEASE = tuple(f"rilis {n}" for n in range(4))
ROW = {",".join(RELEASE): ""}


def test_a_press_release_inside_a_frame_that_adds_lines_is_a_copy() -> None:
    frame = [page(text_of(FIRST, f"p{n}", (n,), blocks=(f"isi {n}", "bagikan"), until=TONIGHT)) for n in range(3)]
    release = tuple(f"rilis {n}" for n in range(9))
    pasted = text_of(TONIGHT, "rilis", tuple(range(60)), clue(TONIGHT), blocks=(*release, "bagikan", "pepatah"))
    seen = site(*frame, page(pasted), nights=NIGHTS)

    assert seen.told(common=frozenset(release)) == [(Reason.COPIED, TONIGHT)]
    assert seen.told(common=frozenset(release[:7])) == [(Reason.NEW_CONTENT, TONIGHT)]


def test_a_post_of_set_phrases_that_the_whole_city_uses_is_no_copy_for_one_line_that_others_have_too() -> None:
    """As in the WordPress sites of the bench: every sentence of a true post stands on many sites, never all in one text."""
    known = [
        page(text_of(FIRST, f"p{n}", (n,), blocks=(f"isi {n}", f"salam {n}", "bagikan"), until=TONIGHT))
        for n in range(9)
    ]
    lines = ("salam 0", "warga bergotong royong", "salam 1", "salam 2", "bagikan")
    posted = text_of(TONIGHT, "baru", tuple(range(60, 120)), clue(TONIGHT), blocks=lines)

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


def _teased(*blocks: str, box: tuple[str, ...] = ()) -> Site:
    """A text posted yesterday beside a box that has stood for days, and two pages that have shown every paragraph of it since."""
    posted = text_of(YESTERDAY, "baru", tuple(range(60, 120)), clue(YESTERDAY), blocks=(*blocks, *box))
    teasers = [
        page(
            text_of(FIRST, f"p{n}", (n,), blocks=(f"isi {n}", f"salam {n}", *box)),
            text_of(TONIGHT, f"p{n}", (n,), blocks=(f"isi {n}", f"salam {n}", *blocks, *box)),
        )
        for n in range(2)
    ]
    others = [
        page(text_of(FIRST, f"q{n}", (n,), blocks=(f"berita {n}", f"warta {n}"), until=TONIGHT)) for n in range(9)
    ]
    return site(*teasers, *others, page(posted), nights=NIGHTS)


def test_a_release_stays_a_copy_when_teasers_have_shown_all_of_it_on_other_pages() -> None:
    """Seed 2038 of the two years: told for a year, and counted from the night on when nothing was the page's alone."""
    seen = _teased(*RELEASE, box=("cuplikan 1", "cuplikan 2"))

    assert seen.told(common=frozenset(RELEASE), copies=ROW) == [(Reason.COPIED, YESTERDAY)]


def test_a_true_text_is_no_copy_for_a_release_in_the_box_beside_it() -> None:
    seen = _teased("warga bergotong royong", "lurah berterima kasih", box=RELEASE)

    assert seen.told(common=frozenset(RELEASE), copies=ROW) == [(Reason.NEW_CONTENT, YESTERDAY)]


def test_a_true_text_that_opens_with_a_release_and_goes_on_for_itself_is_no_copy_when_it_was_teased() -> None:
    own = tuple(f"liputan sendiri {n}" for n in range(6))

    assert _teased(*RELEASE, *own).told(common=frozenset(RELEASE), copies=ROW) == [(Reason.NEW_CONTENT, YESTERDAY)]


def test_a_true_text_among_set_phrases_is_no_copy_for_having_two_addresses() -> None:
    """Its print view bears every paragraph too; the phrases of courtesy around it stand in one row on many sites."""
    phrases = ("assalamualaikum", "yang terhormat", "wassalam")
    blocks = (*phrases[:2], "kerja bakti di lingkungan dua", "warga membersihkan selokan", phrases[2])
    others = [
        page(text_of(FIRST, f"q{n}", (n,), blocks=(f"berita {n}", f"warta {n}"), until=TONIGHT)) for n in range(9)
    ]
    posted, printed = (
        page(text_of(YESTERDAY, path, tuple(range(60, 120)), clue(YESTERDAY), blocks=blocks, title="Kerja bakti"))
        for path in ("baru", "cetak")
    )

    told = site(*others, posted, printed, nights=NIGHTS).told(common=frozenset(phrases), copies={",".join(phrases): ""})
    assert told == [(Reason.NEW_CONTENT, YESTERDAY), (Reason.REPOSTED, YESTERDAY)]
