from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from demo import City, DemoSite
from demo.words import WIB
from tests.demo_helpers import NOW, fetch

TODAY = NOW.astimezone(WIB).date()


@pytest.fixture
def city() -> Iterator[City]:
    with City(now=NOW, only=["wordpress", "lokomedia", "undated", "portal-a", "portal-b"]) as built:
        yield built


@pytest.fixture
def site(city: City) -> DemoSite:
    return city.site("lokomedia")


def test_what_is_published_is_on_the_front_page_and_expected(site: DemoSite) -> None:
    article = site.publish(TODAY - timedelta(days=1), "Judul Baru", text="Paragraf satu.\n\nParagraf dua.")
    assert "Judul Baru" in fetch(site.url).text
    assert "<p>Paragraf dua.</p>" in fetch(site.address(article)).text
    assert site.expect.last_update == TODAY - timedelta(days=1)


def test_publishing_without_a_day_means_now(site: DemoSite) -> None:
    assert site.publish().published == NOW
    assert site.expect.last_update == TODAY


def test_what_claims_the_future_stays_hidden_until_then(city: City, site: DemoSite) -> None:
    article = site.publish(TODAY + timedelta(days=2), "Nanti")
    assert fetch(site.address(article)).status == 404
    city.at(NOW + timedelta(days=3))
    assert fetch(site.address(article)).status == 200
    assert site.expect.last_update == TODAY + timedelta(days=2)


def test_what_was_published_today_is_not_there_last_week(city: City, site: DemoSite) -> None:
    article = site.publish(TODAY - timedelta(days=20))
    city.at(NOW - timedelta(days=7))
    assert fetch(site.address(article)).status == 404


def test_a_naive_instant_is_refused(site: DemoSite) -> None:
    with pytest.raises(ValueError, match="no zone"):
        site.publish(datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001  # a naive one on purpose


def test_an_edit_changes_the_text_and_counts_from_the_day_it_was_made(city: City) -> None:
    site = city.site("wordpress")
    old = site.articles[4]
    before = fetch(site.address(old)).text
    city.at(NOW + timedelta(days=2))
    new = site.edit(old)
    assert new.paragraphs != old.paragraphs
    assert new.published == old.published
    assert fetch(site.address(new)).text != before
    assert site.expect.last_update == TODAY + timedelta(days=2)


def test_a_restamp_moves_the_dates_and_nothing_else(city: City) -> None:
    site = city.site("wordpress")
    truth, old = site.expect, site.articles[4]
    city.at(NOW + timedelta(days=2))
    new = site.restamp(old)
    assert (new.published, new.modified) == (city.now, city.now)
    assert new.paragraphs == old.paragraphs
    assert site.address(new) == site.address(old)
    assert site.articles[0] == new
    assert site.expect == truth


def test_what_is_deleted_answers_404(site: DemoSite) -> None:
    newest, second = site.articles[:2]
    site.delete(newest)
    assert fetch(site.address(newest)).status == 404
    assert site.expect.last_update == second.published.date()
    with pytest.raises(KeyError):
        site.delete(newest)


def test_any_site_can_be_hacked_and_cleaned(site: DemoSite) -> None:
    clean, truth = fetch(site.url).text, site.expect
    posts = site.hack(3)
    assert len(posts) == 3
    assert posts[0].title in fetch(site.url).text
    assert "display:none" in fetch(site.address(site.articles[-1])).text
    assert '<html lang="id" amp>' in fetch(f"{site.url}?tunnel=Contoh88-1").text
    assert site.expect == replace(truth, hacked=True)
    site.clean()
    assert fetch(site.url).text == clean
    assert site.expect == truth


def test_a_path_that_fails_answers_with_the_error_until_it_is_mended(site: DemoSite) -> None:
    site.fail("/rss.xml", 503)
    assert fetch(f"{site.url}rss.xml").status == 503
    assert fetch(site.url).status == 200
    site.mend("/rss.xml")
    assert fetch(f"{site.url}rss.xml").status == 200


def test_a_site_without_dates_is_expected_to_tell_only_what_was_watched(city: City) -> None:
    site = city.site("undated")
    assert site.expect.last_update is None
    city.at(NOW + timedelta(days=1))
    site.publish()
    assert site.expect.last_update == TODAY + timedelta(days=1)
    city.at(NOW + timedelta(days=5))
    site.edit(site.articles[-1])
    assert site.expect.last_update == TODAY + timedelta(days=5)


def test_a_portal_that_goes_down_takes_its_units_along(city: City) -> None:
    city.site("portal-a").go_down()
    assert city.site("portal-b").expect.reach == "refused"
    with pytest.raises(ConnectionRefusedError):
        fetch(city.site("portal-b").url)
