"""A page that took most of its text from other pages of the site: a riddle, within bounds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.records import Look
from monitor.freshness import Status
from monitor.updates import Reason
from tests.judgement_helpers import FRONT, REAL, SERVICE, TONIGHT, Site, days, look, page, site, told_in

HISTORY = (
    "Kampung ini dibuka oleh para perantau yang menanam lada dan kopi di sepanjang sungai pada masa kolonial.",
    "Nama kampung diambil dari pohon besar di simpang jalan yang menjadi tempat berkumpul para pedagang lama.",
)
VISION = (
    "Visi kelurahan adalah terwujudnya pelayanan yang cepat dan ramah bagi seluruh warga tanpa memandang golongan.",
    "Misi kelurahan adalah membina lembaga kemasyarakatan serta mendorong usaha kecil milik warga setiap rukun.",
)
STOCK = (HISTORY[0], VISION[0])
"""One sentence each of two other pages."""


def _reworded(*words: str, since: int = 4, until: int = 0, nth: int = 1) -> Site:
    """A page (or ``nth`` pages) whose text gave way, so many nights ago, to words that the site had before."""
    looks = [
        look(TONIGHT - days(90), until=TONIGHT - days(60), **told_in(*REAL)),
        look(TONIGHT - days(50), until=TONIGHT - days(since + 2), **told_in(*SERVICE)),
        look(TONIGHT - days(since), until=TONIGHT - days(until), **told_in(*words)),
    ]
    pages = [page(*(renamed(one, f"layanan-{n}") for one in looks)) for n in range(nth)]
    others = [
        page(look(TONIGHT - days(90), path=path, until=TONIGHT, **told_in(*told)))
        for path, told in (("sejarah", HISTORY), ("visi", VISION))
    ]
    return site(*pages, *others, nights=[TONIGHT - days(ago) for ago in range(90, -1, -1)])


def renamed(one: Look, path: str) -> Look:
    """The same look at another page."""
    reading = replace(one.reading, url=FRONT + path, dates=replace(one.reading.dates, url=FRONT + path))
    return replace(one, reading=reading)


@pytest.mark.parametrize(("since", "until"), [(4, 0), (0, 0), (4, 4)])
def test_a_page_that_exchanges_most_of_its_text_for_words_of_other_pages_is_a_riddle(since: int, until: int) -> None:
    """Seen tonight for the first time, or not read again since, or still there."""
    again = _reworded(*STOCK, since=since, until=until)

    assert (Reason.REWORDED, TONIGHT - days(since)) in again.told()
    assert again.score().status is Status.BELUM_TERUKUR


def test_such_a_text_that_is_gone_at_the_next_look_is_none() -> None:
    (changed, *others), nights = (
        _reworded(*STOCK, since=4, until=4).pages,
        [TONIGHT - days(n) for n in range(90, -1, -1)],
    )
    back = replace(changed, looks=(*changed.looks, renamed(look(TONIGHT, **told_in(*SERVICE)), "layanan-0")))

    assert site(back, *others, nights=nights).score().status is Status.TERTINGGAL


def test_a_riddle_too_old_saves_nobody() -> None:
    old = _reworded(*STOCK, since=40)

    assert (Reason.REWORDED, TONIGHT - days(40)) in old.told()
    assert old.score().status is Status.TERTINGGAL


@pytest.mark.parametrize("words", [REAL, HISTORY, VISION])
def test_the_text_of_one_page_be_it_its_own_of_before_makes_no_riddle(words: tuple[str, ...]) -> None:
    back = _reworded(*words)

    assert TONIGHT - days(4) not in [day for _, day in back.told()]
    assert back.score().status is Status.TERTINGGAL


@pytest.mark.parametrize(("pages", "riddles"), [(2, 2), (3, 0)])
def test_three_pages_that_are_reworded_in_one_night_are_the_sites_own_doing(pages: int, riddles: int) -> None:
    told = [reason for reason, _ in _reworded(*STOCK, nth=pages).told()]

    assert told.count(Reason.REWORDED) == riddles


def test_a_notice_that_no_page_ever_bore_is_no_text_of_before_though_two_pages_show_it() -> None:
    notice = "Mohon maaf layanan tatap muka ditutup sementara selama perbaikan gedung kantor sampai pemberitahuan berikutnya nanti."

    assert Reason.REWORDED not in dict(_reworded(notice, nth=2).told())
