from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest

from demo import City
from demo.words import WIB, long_day, plain_day, short_stamp, week_day
from tests.demo_helpers import NOW, fetch

TODAY = NOW.astimezone(WIB).date()


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    with City(now=NOW) as built:
        yield built


def test_every_page_that_a_measurable_site_links_to_at_home_is_there(city: City) -> None:
    for site in city.sites:
        if site.expect.reach != "ok":
            continue
        links = set(re.findall(r'href="(https?://127\.[^"]+)"', fetch(site.url).text))
        links = {link.replace("&amp;", "&") for link in links}
        missing = {link for link in links if fetch(link).status not in {200, 301, 401}}
        assert not missing, (site.key, missing)


def test_every_article_has_a_page_with_its_title_and_whole_text(city: City) -> None:
    for site in city.sites:
        for article in site.articles if site.expect.reach == "ok" else ():
            page = fetch(site.address(article)).text
            assert all(paragraph in page for paragraph in (article.title, *article.paragraphs)), site.address(article)


def test_no_link_leads_to_a_host_that_could_exist(city: City) -> None:
    for site in city.sites:
        if site.expect.reach == "ok":
            hosts = set(re.findall(r'href="https?://([^/":]+)', fetch(site.url).text))
            assert all(host.startswith("127.0.50.") or host.endswith((".test", ".invalid")) for host in hosts)


def test_an_active_site_has_thirteen_weeks_of_news(city: City) -> None:
    for key in ("wordpress", "opensid", "joomla", "relative", "portal-a", "tls", "laravel"):
        days = [article.published.date() for article in city.site(key).articles]
        assert (max(days) - min(days)).days > 13 * 7, key


def test_wordpress_dates_its_feed_items_with_the_day_of_publication(city: City) -> None:
    site = city.site("wordpress")
    got = fetch(f"{site.url}feed/")
    items = ET.fromstring(got.body).findall("./channel/item/pubDate")  # noqa: S314  # our own feed
    days = [parsedate_to_datetime(item.text or "").astimezone(WIB).date() for item in items]
    assert days == [article.published.date() for article in site.articles[:10]]
    assert got.headers["Content-Type"] == "application/rss+xml; charset=UTF-8"


def test_wordpress_rest_honours_page_per_page_and_after(city: City) -> None:
    site = city.site("wordpress")
    posts = f"{site.url}wp-json/wp/v2/posts"
    got = fetch(f"{posts}?per_page=7&page=2&_fields=id,link,date_gmt")
    assert (got.headers["X-WP-Total"], got.headers["X-WP-TotalPages"]) == ("25", "4")
    assert [row["id"] for row in json.loads(got.body)] == [article.number for article in site.articles[7:14]]
    assert set(json.loads(got.body)[0]) == {"id", "link", "date_gmt"}
    since = site.articles[3].published
    rows = json.loads(fetch(f"{posts}?after={since:%Y-%m-%dT%H:%M:%S}").body)
    assert [row["id"] for row in rows] == [article.number for article in site.articles[:3]]
    assert fetch(f"{posts}?per_page=7&page=9").status == 400
    assert fetch(f"{posts}?per_page=500").status == 400


def test_wordpress_sitemap_index_leads_to_every_post(city: City) -> None:
    site = city.site("wordpress")
    assert f"Sitemap: {site.url}wp-sitemap.xml" in fetch(f"{site.url}robots.txt").text
    child = re.findall(r"<loc>([^<]+post-1\.xml)</loc>", fetch(f"{site.url}wp-sitemap.xml").text)[0]
    assert set(re.findall(r"<loc>([^<]+)</loc>", fetch(child).text)) == {site.address(one) for one in site.articles}


def test_wordpress_answers_gzip_when_asked_and_304_to_its_own_etag(city: City) -> None:
    site = city.site("wordpress")
    got = fetch(site.url, {"Accept-Encoding": "gzip"})
    assert gzip.decompress(got.body).startswith(b"<!DOCTYPE html>")
    url = site.address(site.articles[0])
    tag = fetch(url).headers["ETag"]
    assert fetch(url, {"If-None-Match": tag}).status == 304


def test_an_old_post_of_a_dormant_site_bears_a_fresh_comment(city: City) -> None:
    site = city.site("dormant")
    assert plain_day(TODAY - timedelta(days=3)) in fetch(site.address(site.articles[0])).text


def test_the_dormant_site_has_switched_its_rest_interface_off(city: City) -> None:
    assert fetch(f"{city.site('dormant').url}wp-json/wp/v2/posts").status == 401


def test_opensid_shows_a_live_clock_prayer_times_and_a_future_agenda() -> None:
    with City(now=NOW, only=["opensid"]) as city:
        site = city.site("opensid")
        assert f"{week_day(TODAY)} 01:00:00 WIB" in fetch(site.url).text
        assert f"Jadwal Salat {long_day(TODAY)}" in fetch(site.url).text
        assert plain_day(TODAY + timedelta(days=3)) in fetch(site.url).text
        city.at(NOW + timedelta(days=1, seconds=5))
        assert f"{week_day(TODAY + timedelta(days=1))} 01:00:05 WIB" in fetch(site.url).text


def test_opensid_names_its_root_as_canonical_everywhere_and_its_sitemap_as_rss(city: City) -> None:
    site = city.site("opensid")
    page = fetch(site.address(site.articles[3])).text
    assert f'<link rel="canonical" href="{site.url}">' in page
    assert f'type="application/rss+xml" href="{site.url}sitemap"' in page
    assert 'name="revised" content="Monday, March 1st, 2010' in page
    assert b"<urlset" in fetch(f"{site.url}sitemap").body
    assert b"<rss" in fetch(f"{site.url}feed").body


def test_opensid_counts_visitors_and_shuffles_its_widget() -> None:
    with City(now=NOW, only=["opensid"]) as city:
        url = city.site("opensid").url
        counts = [int(re.findall(r"Hari ini: (\d+)", fetch(url).text)[0]) for _ in range(3)]
        assert counts == [1, 2, 3]
        widgets = {fetch(url).text.partition("Artikel Acak")[2].partition("statistik")[0] for _ in range(5)}
        assert len(widgets) > 1


def test_the_sitemap_of_opensid_holds_a_future_agenda_and_a_draft_that_nobody_can_open(city: City) -> None:
    site = city.site("opensid")
    rows = dict(re.findall(r"<loc>([^<]+)</loc><lastmod>([^<]+)", fetch(f"{site.url}sitemap").text))
    agenda = next(day for url, day in rows.items() if "agenda" in url)
    draft = next(url for url in rows if "konsep" in url)
    assert agenda > TODAY.isoformat()
    assert fetch(draft).status == 404


def test_a_dead_opensid_still_shows_today_but_no_agenda_ahead(city: City) -> None:
    site = city.site("opensid-dead")
    page = fetch(site.url).text
    assert week_day(TODAY) in page
    assert plain_day(TODAY + timedelta(days=3)) not in page
    assert site.expect.last_update == TODAY - timedelta(days=245)


def test_lokomedia_prints_the_servers_today_on_every_page_and_an_exact_stamp_on_details(city: City) -> None:
    site = city.site("lokomedia")
    article = site.articles[2]
    page = fetch(site.address(article)).text
    assert week_day(TODAY) in page
    assert f"{week_day(article.published)} - {article.published:%H:%M:%S} WIB" in page
    assert b"pubDate" not in fetch(f"{site.url}rss.xml").body
    assert fetch(f"{site.url}sitemap.xml").status == 404
    assert fetch(site.url).headers["Content-Type"] == "text/html"


def test_joomla_shows_published_and_modified_side_by_side(city: City) -> None:
    site = city.site("joomla")
    moved = next(article for article in site.articles if article.modified != article.published)
    page = fetch(site.address(moved)).text
    assert f"Diterbitkan: {long_day(moved.published)}" in page
    assert f"Terakhir diperbarui: {long_day(TODAY - timedelta(days=2))}" in page
    assert b"<rss" in fetch(f"{site.url}?format=feed&type=rss").body


def test_blogger_pages_through_its_atom_feed(city: City) -> None:
    site = city.site("blogger")
    found, url = [], f"{site.url}feeds/posts/default?max-results=6"
    while url:
        feed = ET.fromstring(fetch(url).body)  # noqa: S314  # our own feed
        atom = "{http://www.w3.org/2005/Atom}"
        found += [entry.findtext(f"{atom}published") for entry in feed.findall(f"{atom}entry")]
        url = next((link.get("href", "") for link in feed.findall(f"{atom}link") if link.get("rel") == "next"), "")
    assert found == [article.published.isoformat() for article in site.articles]
    assert '<abbr class="published"' in fetch(site.address(site.articles[0])).text


def test_relative_dates_move_with_the_clock_and_no_other_date_is_shown() -> None:
    with City(now=NOW, only=["relative"]) as city:
        site = city.site("relative")
        url = site.address(site.articles[0])
        assert '<span class="waktu">3 hari yang lalu</span>' in fetch(url).text
        city.at(NOW + timedelta(days=4))
        assert '<span class="waktu">7 hari yang lalu</span>' in fetch(url).text
        city.at(NOW + timedelta(days=60))
        assert '<span class="waktu">2 bulan yang lalu</span>' in fetch(url).text


def test_a_static_file_bears_last_modified_and_answers_304(city: City) -> None:
    site = city.site("static")
    article = site.articles[0]
    got = fetch(site.address(article))
    assert parsedate_to_datetime(got.headers["Last-Modified"]) == article.modified
    same = fetch(site.address(article), {"If-Modified-Since": got.headers["Last-Modified"]})
    assert (same.status, same.body) == (304, b"")


@pytest.mark.parametrize("key", ["static", "undated"])
def test_a_site_without_dates_shows_not_even_a_year(city: City, key: str) -> None:
    site = city.site(key)
    for url in (site.url, *(site.address(article) for article in site.articles)):
        assert not re.search(r"\b(19|20)\d\d\b", re.sub(r'href="[^"]+"', "", fetch(url).text)), url
    assert site.expect.last_update is None


def test_the_undated_site_sends_no_last_modified(city: City) -> None:
    assert "Last-Modified" not in fetch(city.site("undated").url).headers


def test_laravel_writes_short_months_and_a_dot_in_the_time(city: City) -> None:
    site = city.site("laravel")
    stamp = short_stamp(datetime(2024, 8, 5, 8, 15, tzinfo=WIB))
    assert stamp == "05 Agt 2024 08.15 WIB"
    assert short_stamp(site.articles[0].published) in fetch(site.address(site.articles[0])).text


def test_the_portal_shows_its_own_fresh_news_on_pages_of_its_units(city: City) -> None:
    unit, portal = city.site("portal-b"), city.site("portal")
    page = fetch(unit.url).text
    assert portal.address(portal.articles[0]) in page
    assert f'href="{portal.url}rss.xml"' in page
    assert unit.address(unit.articles[0]) in page
    assert unit.expect.last_update == TODAY - timedelta(days=130)
    assert portal.articles[0].published.date() == TODAY - timedelta(days=1)


def test_units_of_a_portal_share_its_host_and_see_only_their_own_requests() -> None:
    with City(now=NOW, only=["portal-a", "portal-b"]) as city:
        one, other = city.site("portal-a"), city.site("portal-b")
        fetch(one.url)
        fetch(one.url.rstrip("/"))
        fetch(city.site("portal").url + "robots.txt")
        assert [asked.path for asked in one.requests] == ["/kelurahan-pidada/", "/kelurahan-pidada", "/robots.txt"]
        assert [asked.path for asked in other.requests] == ["/robots.txt"]


def test_robots_closes_the_closed_site_and_leaves_the_others_open(city: City) -> None:
    assert "Disallow: /\n" in fetch(f"{city.site('robots').url}robots.txt").text
    assert "Disallow: /\n" not in fetch(f"{city.site('laravel').url}robots.txt").text


def test_the_redirecting_site_sends_everyone_to_another_host(city: City) -> None:
    got = fetch(city.site("redirect").url)
    assert (got.status, got.headers["Location"]) == (302, city.site("wordpress").url)


def test_the_site_in_maintenance_answers_503_but_serves_its_robots(city: City) -> None:
    site = city.site("maintenance")
    assert fetch(site.url).status == 503
    assert fetch(f"{site.url}robots.txt").status == 200


def test_the_hacked_site_carries_fresh_gambling_hidden_links_and_doorways(city: City) -> None:
    site = city.site("hacked")
    assert site.expect.hacked
    assert site.expect.last_update == TODAY - timedelta(days=380)
    assert re.search(r"slot|togel|judi", fetch(f"{site.url}feed/").text, re.IGNORECASE)
    office = next(article for article in site.articles if not article.injected)
    assert '<div style="display:none"><a href="https://' in fetch(site.address(office)).text
    doors = re.findall(r"<loc>([^<]+)</loc><lastmod>([^<]+)", fetch(f"{site.url}sitemap-baru.xml").text)
    assert len(doors) >= 100
    assert {stamp for _, stamp in doors} == {NOW.astimezone(WIB).isoformat()}
    assert '<html lang="id" amp>' in fetch(doors[0][0]).text
