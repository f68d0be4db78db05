from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.database import StoreError
from crawler.kept import Fact, Heard, Kept, Same, Tried
from crawler.reach import Reach, Tls
from crawler.records import (
    Clue,
    Habits,
    Kind,
    ListState,
    PageDates,
    PageKind,
    Precision,
    Reading,
    Role,
    SiteNight,
    Source,
    Visit,
)
from crawler.store import WRONG_CLOCK, EvidenceStore

NIGHT = date(2026, 11, 21)
AT = datetime(2026, 11, 20, 18, tzinfo=UTC)
CLUE = Clue(
    Kind.TIME,
    Role.PUBLISHED,
    date(2026, 11, 19),
    datetime(2026, 11, 19, 12, 1, tzinfo=UTC),
    Precision.TIME,
    "19 November 2026",
    "article time",
)
URL = "http://a.test/berita"


def reading(**changes: object) -> Reading:
    dates = PageDates(URL, CLUE, None, "the page says so", (CLUE,), 0.9)
    whole = Reading(
        "18.71.01.1003",
        URL,
        PageKind.CONTENT,
        Source.PAGE,
        "Berita",
        dates,
        200,
        AT,
        '"e1"',
        None,
        "b",
        "t",
        ("x", "y"),
        80,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # test shorthand


def visit(night: date = NIGHT, reach: Reach = Reach.OK) -> Visit:
    state = ListState("http://a.test/feed", Source.FEED, 10, 10, date(2026, 8, 1), whole=False)
    return Visit(
        "18.71.01.1003",
        "http://a.test/",
        night,
        reach,
        "2 readings",
        AT,
        AT,
        Tls.EXPIRED,
        (state,),
        5,
        1000,
        1,
        "WordPress",
    )


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "segar.db")


def keep(store: EvidenceStore, *readings: Reading, night: date = NIGHT, reach: Reach = Reach.OK) -> None:
    crawl = store.begin_crawl(night=night, now=AT)
    of = readings[0].site if readings else visit().site
    store.save(crawl, SiteNight(replace(visit(night, reach), site=of), readings))


def test_what_was_stored_comes_back_to_the_letter(store: EvidenceStore) -> None:
    keep(store, reading())
    history = store.history("18.71.01.1003", until=NIGHT)
    assert history.visits == (visit(),)
    assert [look.reading for look in history.pages[0].looks] == [reading()]


def test_an_unchanged_look_only_moves_the_last_night(store: EvidenceStore) -> None:
    keep(store, reading())
    keep(store, reading(etag='"e2"', server_date=AT + timedelta(days=1)), night=NIGHT + timedelta(days=1))
    looks = store.history("18.71.01.1003", until=NIGHT + timedelta(days=1)).pages[0].looks
    assert [(look.first_night, look.last_night) for look in looks] == [(NIGHT, NIGHT + timedelta(days=1))]
    assert looks[0].reading.etag == '"e2"'


def test_a_changed_text_is_a_new_reading_beside_the_old(store: EvidenceStore) -> None:
    keep(store, reading())
    keep(store, reading(text_hash="t2"), night=NIGHT + timedelta(days=1))
    assert len(store.history("18.71.01.1003", until=NIGHT + timedelta(days=1)).pages[0].looks) == 2


def test_a_relative_wording_that_says_the_same_day_is_no_new_reading(store: EvidenceStore) -> None:
    first = CLUE._replace(raw="2 hari lalu", precision=Precision.DAY, at=None)
    later = first._replace(raw="3 hari lalu")
    for offset, clue in enumerate((first, later)):
        dates = PageDates(URL, clue, None, "relative", (clue,), 0.6)
        keep(store, reading(dates=dates), night=NIGHT + timedelta(days=offset))
    assert len(store.history("18.71.01.1003", until=NIGHT + timedelta(days=9)).pages[0].looks) == 1


def test_a_past_night_is_seen_as_it_was_then(store: EvidenceStore) -> None:
    keep(store, reading())
    keep(store, reading(text_hash="t2"), night=NIGHT + timedelta(days=3))
    past = store.history("18.71.01.1003", until=NIGHT + timedelta(days=1))
    assert [look.reading.text_hash for look in past.pages[0].looks] == ["t"]
    assert len(past.visits) == 1


def test_a_page_and_a_list_that_names_it_are_two_readings_of_one_page(store: EvidenceStore) -> None:
    keep(store, reading(), reading(source=Source.FEED, status=None, blocks=(), words=0))
    pages = store.history("18.71.01.1003", until=NIGHT).pages
    assert len(pages) == 1
    assert {look.reading.source for look in pages[0].looks} == {Source.PAGE, Source.FEED}


def test_a_night_crawled_again_counts_once_and_the_last_visit_holds(store: EvidenceStore) -> None:
    keep(store, reach=Reach.REFUSED)
    keep(store, reading())
    assert [found.reach for found in store.visits("18.71.01.1003", until=NIGHT)] == [Reach.OK]


def test_the_last_measured_night_passes_over_nights_that_failed(store: EvidenceStore) -> None:
    keep(store, reading())
    keep(store, night=NIGHT + timedelta(days=1), reach=Reach.REFUSED)
    found = store.last_measured("18.71.01.1003", before=NIGHT + timedelta(days=2), front="http://a.test/")
    assert found is not None
    assert found.night == NIGHT


def test_a_site_whose_readings_cannot_be_written_leaves_no_ledger_row(store: EvidenceStore) -> None:
    with pytest.raises(sqlite3.Error):
        keep(store, reading(), reading(url="http://a.test/b", kind=None))
    assert store.visits("18.71.01.1003", until=NIGHT) == ()
    assert store.visited(NIGHT) == frozenset()
    assert store.history("18.71.01.1003", until=NIGHT).pages == ()


def test_a_file_that_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "segar.db"
    path.write_text("not a database " * 100)
    with pytest.raises(StoreError, match="cannot be used as Segar's database"):
        EvidenceStore(path)


def test_opening_a_database_twice_migrates_it_once(tmp_path: Path) -> None:
    EvidenceStore(tmp_path / "segar.db").close()
    again = EvidenceStore(tmp_path / "segar.db")
    assert {"crawls", "visits", "pages", "readings"} <= set(again.db.table_names())


def test_what_was_learnt_of_a_sites_dates_is_handed_to_later_nights_only(store: EvidenceStore) -> None:
    learnt = Habits(frozenset({"div.jam in the header"}), frozenset({Kind.SITEMAP}), -7)
    store.teach("18.71.01.1003", learnt, night=NIGHT)
    store.teach("18.71.01.1003", learnt, night=NIGHT + timedelta(days=1))
    assert store.habits("18.71.01.1003", until=NIGHT) == learnt
    assert store.habits("18.71.01.1003", until=NIGHT - timedelta(days=1)) == Habits()
    assert store.db.table("habits").count == 1


def test_a_night_whose_clock_was_ahead_does_not_hide_what_later_nights_see(store: EvidenceStore) -> None:
    keep(store, reading(), night=NIGHT + timedelta(days=400))
    keep(store, reading(), night=NIGHT)
    pages = store.history("18.71.01.1003", until=NIGHT).pages
    assert [page.first_seen for page in pages] == [NIGHT]
    assert [(look.first_night, look.last_night) for look in pages[0].looks] == [(NIGHT, NIGHT)]


def test_a_crawl_under_a_wrong_clock_leaves_no_trace_in_the_history(store: EvidenceStore) -> None:
    crawl = store.begin_crawl(night=NIGHT, now=AT)
    store.save(crawl, SiteNight(visit(), (reading(),)))
    store.finish_crawl(crawl, outcome=WRONG_CLOCK, stats={})
    history = store.history("18.71.01.1003", until=NIGHT)
    assert (history.visits, history.pages, store.visited(NIGHT), store.latest()) == ((), (), frozenset(), None)


def test_what_a_disowned_crawl_read_is_read_anew_and_not_confirmed(store: EvidenceStore) -> None:
    crawl = store.begin_crawl(night=NIGHT, now=AT)
    kept = Kept(URL, NIGHT, "b", "m", '"e1"')
    heard = Heard(kept, ((URL, "page"),))
    store.save(crawl, SiteNight(visit(), (reading(),), heard=(heard,)))
    assert store.kept(visit().site, until=NIGHT) == {URL: kept}
    store.finish_crawl(crawl, outcome=WRONG_CLOCK, stats={})
    assert store.kept(visit().site, until=NIGHT) == {}
    later = NIGHT + timedelta(days=1)
    keep(store, reading(), night=later)
    looks = [look for page in store.history(visit().site, until=later).pages for look in page.looks]
    assert [(look.first_night, look.last_night) for look in looks] == [(later, later)]


def test_what_says_the_same_is_confirmed_by_the_answer_it_was_read_from(store: EvidenceStore) -> None:
    crawl = store.begin_crawl(night=NIGHT, now=AT)
    heard = Heard(Kept(URL, NIGHT, "b", "m", '"e1"'), ((URL, "page"), (URL, "feed")))
    listed = reading(source=Source.FEED, status=None, server_date=None, blocks=(), words=0)
    store.save(crawl, SiteNight(visit(), (reading(), listed), heard=(heard,)))
    later = NIGHT + timedelta(days=1)
    same = Same(heard.kept, Fact.NOT_MODIFIED, AT + timedelta(days=1))
    for _ in range(2):  # a night that is crawled again confirms once
        store.save(store.begin_crawl(night=later, now=AT), SiteNight(visit(later), (), same=(same,)))
    looks = store.history(visit().site, until=later).pages[0].looks
    assert {(look.first_night, look.last_night) for look in looks} == {(NIGHT, later)}
    assert {look.reading.server_date for look in looks} == {AT, None}  # that of the first look
    assert [row["looks"] for row in store.db.query("select looks from readings")] == [2, 2]


def test_a_reading_that_another_has_followed_is_not_confirmed_by_its_old_answer(store: EvidenceStore) -> None:
    crawl = store.begin_crawl(night=NIGHT, now=AT)
    heard = Heard(Kept(URL, NIGHT, "b", "m", '"e1"'), ((URL, "page"),))
    store.save(crawl, SiteNight(visit(), (reading(),), heard=(heard,)))
    keep(store, reading(text_hash="t2"), night=NIGHT + timedelta(days=1))
    later = NIGHT + timedelta(days=2)
    store.save(crawl, SiteNight(visit(later), (), same=(Same(heard.kept, Fact.BODY),)))
    looks = store.history(visit().site, until=later).pages[0].looks
    assert [look.last_night for look in looks] == [NIGHT, NIGHT + timedelta(days=1)]


def test_a_transaction_waits_for_another_process_that_writes(tmp_path: Path) -> None:
    store, other = EvidenceStore(tmp_path / "segar.db"), sqlite3.connect(tmp_path / "segar.db", check_same_thread=False)
    crawl = store.begin_crawl(night=NIGHT, now=AT)
    other.execute("begin immediate")
    other.execute("update crawls set pid = 1")
    threading.Timer(0.5, other.commit).start()
    store.save(crawl, SiteNight(visit(), (reading(),)))
    assert store.visited(NIGHT) == {"18.71.01.1003"}


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "segar.db")
    row = {"migration_set": "crawler", "name": "of_next_year", "applied_at": "2027"}
    store.db.table("_sqlite_migrations").insert(row)
    store.close()
    with pytest.raises(StoreError, match="newer Segar"):
        EvidenceStore(tmp_path / "segar.db")


def test_a_site_measured_only_at_another_address_was_never_measured_at_this_one(store: EvidenceStore) -> None:
    keep(store)
    assert store.last_measured("18.71.01.1003", before=NIGHT + timedelta(days=1), front="http://b.test/") is None


def test_a_text_is_a_copy_when_enough_sites_bear_it_by_that_night(store: EvidenceStore) -> None:
    for number in range(3):
        keep(store, reading(site=f"18.71.01.100{number}"), reading(site=f"18.71.01.100{number}", url=URL + "2"))
        keep(store, reading(site=f"18.71.01.100{number}", url=URL + "3", text_hash="short", words=30))
    later = NIGHT + timedelta(days=1)
    keep(store, reading(site="18.71.01.1009"), night=later)

    def copied(night: date, sites: int) -> dict[str, str]:
        return store.copied_texts(sites=sites, words=30, until=night)

    assert copied(NIGHT, 3) == {"t": ""}  # nobody was first
    assert copied(NIGHT, 4) == {}
    assert copied(later, 4) == {"t": ""}


def test_the_site_that_bore_a_text_a_night_before_all_others_is_named(store: EvidenceStore) -> None:
    for number, age in ((0, 2), (1, 1), (2, 0), (1, 0)):
        keep(store, reading(site=f"18.71.01.100{number}"), night=NIGHT + timedelta(days=2 - age))

    copies = store.copied_texts(sites=3, words=30, until=NIGHT + timedelta(days=2))
    assert copies == {"t": "18.71.01.1000"}


def test_common_paragraphs_in_one_row_on_enough_sites_are_a_copy_in_their_order(store: EvidenceStore) -> None:
    for number in range(3):
        site, own = f"18.71.01.100{number}", f"own {number}"
        keep(store, reading(site=site, text_hash=own, blocks=("z", own, "a", "m")))
        keep(store, reading(site=site, url=URL + "2", text_hash=own + "2", blocks=("m", "a")))

    assert store.copied_texts(sites=3, words=30, until=NIGHT) == {"z,a,m": ""}
    assert store.copied_texts(sites=4, words=30, until=NIGHT) == {}


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "kas.db") as other:
        other.execute("create table kas (jumlah integer)")
    before = (tmp_path / "kas.db").read_bytes()
    with pytest.raises(StoreError, match="another program's database"):
        EvidenceStore(tmp_path / "kas.db")
    assert (tmp_path / "kas.db").read_bytes() == before


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        EvidenceStore(tmp_path / "salah" / "segar.db")
    assert not (tmp_path / "salah").exists()


def _link(url: str) -> Reading:
    silent = PageDates(url, None, None, "a link")
    return Reading("18.71.01.1003", url, PageKind.CONTENT, Source.LISTING, "", silent)


def test_a_link_is_not_known_before_it_is_read_and_is_offered_until_it_was_asked_for(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "segar.db")
    crawl = store.begin_crawl(night=NIGHT, now=AT)
    store.save(crawl, SiteNight(visit(), (_link("http://a.test/x"), _link("http://a.test/y"))))
    assert store.known("18.71.01.1003") == ()
    assert store.unread_links("18.71.01.1003") == ("http://a.test/x", "http://a.test/y")

    store.save(crawl, SiteNight(visit(), (), tried=(Tried("http://a.test/x", passing=True),)))
    assert store.unread_links("18.71.01.1003") == ("http://a.test/x", "http://a.test/y")
    store.save(crawl, SiteNight(visit(), (), tried=(Tried("http://a.test/x", passing=False),)))
    assert store.unread_links("18.71.01.1003") == ("http://a.test/y",)


def test_the_nights_on_which_a_link_was_met_are_counted(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "segar.db")
    for age in (0, 1, 1, 5):  # the second night is crawled twice
        night = NIGHT + timedelta(days=age)
        crawl = store.begin_crawl(night=night, now=AT)
        store.save(crawl, SiteNight(visit(night=night), (_link("http://a.test/x"),)))

    (look,) = store.history("18.71.01.1003", until=NIGHT + timedelta(days=9)).pages[0].looks
    assert (look.first_night, look.last_night, look.nights) == (NIGHT, NIGHT + timedelta(days=5), 3)


def test_shingles_come_back_as_they_were_and_old_readings_have_none(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "segar.db")
    crawl = store.begin_crawl(night=NIGHT, now=AT)
    store.save(crawl, SiteNight(visit(), (reading(shingles=(1, 2**32 - 1)), reading(url="http://a.test/lama"))))

    pages = store.history("18.71.01.1003", until=NIGHT).pages
    assert [page.looks[0].reading.shingles for page in pages] == [(1, 2**32 - 1), ()]


def test_a_paragraph_is_common_when_so_many_sites_bear_it(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "segar.db")
    crawl = store.begin_crawl(night=NIGHT, now=AT)
    for code in ("a", "b", "c"):
        own = reading(site=code, url=f"http://{code}.test/", blocks=("rilis", code))
        store.save(crawl, SiteNight(replace(visit(), site=code), (own,)))

    assert store.common_blocks(sites=3, until=NIGHT) == {"rilis"}
    assert store.common_blocks(sites=4, until=NIGHT) == frozenset()


def test_a_reading_of_an_older_segar_is_written_down_once_more_with_its_shingles(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "segar.db")
    for age in range(3):
        night = NIGHT + timedelta(days=age)
        crawl = store.begin_crawl(night=night, now=AT)
        store.save(crawl, SiteNight(visit(night), (reading(shingles=(1, 2) if age else ()),)))

    looks = store.history("18.71.01.1003", until=NIGHT + timedelta(days=9)).pages[0].looks
    assert [(look.reading.shingles, look.nights) for look in looks] == [((), 1), ((1, 2), 2)]


def test_a_clock_that_went_on_over_a_text_that_stayed_is_no_new_reading(store: EvidenceStore) -> None:
    for offset, role in enumerate((Role.CLOCK, Role.CLOCK, Role.BOUND, Role.UNLABELLED)):
        night = NIGHT + timedelta(days=offset)
        shown = CLUE._replace(role=role, day=night, where="div.tgl in the header")
        keep(store, reading(dates=PageDates(URL, CLUE, None, "x", (CLUE, shown), 0.9)), night=night)

    looks = store.history("18.71.01.1003", until=NIGHT + timedelta(days=9)).pages[0].looks
    assert [(look.first_night, look.nights) for look in looks] == [(NIGHT, 3), (NIGHT + timedelta(days=3), 1)]


def test_what_a_crawl_on_a_wrong_clock_confirmed_is_taken_back_before_the_next(store: EvidenceStore) -> None:
    ahead, tried = NIGHT + timedelta(days=40), Tried("http://a.test/hilang", passing=False)
    for night, outcome in ((NIGHT, "finished"), (ahead, WRONG_CLOCK)):
        crawl = store.begin_crawl(night=night, now=AT)
        store.save(crawl, SiteNight(visit(night), (reading(),), tried=(tried,) if night == ahead else ()))
        store.finish_crawl(crawl, outcome=outcome, stats={})
    store.begin_crawl(night=NIGHT + timedelta(days=1), now=AT)
    (look,) = store.history(visit().site, until=ahead).pages[0].looks
    assert (look.first_night, look.last_night, look.nights) == (NIGHT, NIGHT, 1)
    assert store.known(visit().site)[0].last_read == NIGHT
    assert store.tried(visit().site, since=NIGHT, until=ahead) == {}
