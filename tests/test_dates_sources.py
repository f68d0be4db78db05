"""Each system's way of stating a date, read right."""

from __future__ import annotations

import json

import pytest

from crawler.records import Kind
from tests.dates_helpers import TEXT, TITLE, URL, article, published, read

VISIBLE = {
    "OpenSID": '<div class="date"><i class="fa fa-clock-o"></i> 05 Agustus 2024 08:15:30 <i class="fa fa-eye"></i> Dibaca 123 Kali</div>',
    "OpenSID, numeric": "<p><i></i> 05-08-2024 | Admin | Dibaca 12 Kali</p>",
    "Swarakalibata": '<span class="post-meta">Senin, 05 Agustus 2024 - 08:15:30 WIB, dibaca: 12 pembaca</span>',
    "Lokomedia, short month": "<small>Senin, 05 Agu 2024, 08:15:30 WIB</small>",
    "Joomla": '<dl><dd class="published"><time datetime="2024-08-05T08:15:30+07:00" itemprop="datePublished">Diterbitkan: 05 Agustus 2024</time></dd><dd class="modified"><time datetime="2024-09-01T08:15:30+07:00" itemprop="dateModified">Terakhir diperbarui: 01 September 2024</time></dd></dl>',
    "Blogger": '<abbr class="published" title="2024-08-05T08:15:00+07:00">08.15</abbr>',
    "Laravel": "<div>Admin / 5 Agustus 2024 / 476 kali</div>",
    "Laravel, short": "<span>05 Agt 2024 08.15 WIB</span>",
    "label": "<p>Dipublikasikan pada tanggal 5 Agustus 2024 oleh Admin</p>",
    "hAtom": '<span class="dt-published">5 Agustus 2024</span>',
    "card of blocks": '<div class="post-date"><div>05</div><div>Agustus</div><div>2024</div></div>',
    "split over spans": "<div><span>05</span> <span>Agustus</span> <span>2024</span></div>",
    "microdata": '<meta itemprop="datePublished" content="2024-08-05">',
}
META = {
    "OpenGraph": '<meta property="article:published_time" content="2024-08-05T08:15:30+07:00">',
    "Dublin Core": '<meta name="DC.date.issued" content="2024-08-05">',
    "plain date": '<meta name="date" content="2024-08-05">',
    "pubdate": '<meta name="pubdate" content="2024-08-05T01:15:30Z">',
}


@pytest.mark.parametrize("under", VISIBLE.values(), ids=list(VISIBLE))
def test_a_visible_date_under_the_headline_is_the_page_date(under: str) -> None:
    assert published(article(under)) == "2024-08-05"


@pytest.mark.parametrize("meta", META.values(), ids=list(META))
def test_a_meta_element_states_the_page_date(meta: str) -> None:
    assert published(article(""), head=meta) == "2024-08-05"


def test_the_two_dates_of_joomla_stay_apart() -> None:
    dates = read(article(VISIBLE["Joomla"]))
    assert dates.published
    assert dates.modified
    assert (dates.published.day.isoformat(), dates.modified.day.isoformat()) == ("2024-08-05", "2024-09-01")


def _ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-08-05T08:15:30+07:00",
    "dateModified": "2024-09-01T10:00:00+07:00",
}
GRAPHS = {
    "alone": ARTICLE,
    "in a list": [{"@type": "Organization", "foundingDate": "1990-01-01"}, ARTICLE],
    "in a graph": {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, ARTICLE]},
    "nested": {"@type": "WebPage", "mainEntity": ARTICLE},
    "beside comments and events": [
        ARTICLE | {"comment": [{"@type": "Comment", "dateCreated": "2026-11-20"}]},
        {"@type": "Event", "startDate": "2026-12-01"},
    ],
}


@pytest.mark.parametrize("data", GRAPHS.values(), ids=list(GRAPHS))
def test_json_ld_gives_both_dates_wherever_the_article_hangs(data: object) -> None:
    dates = read(article("") + _ld(data))
    assert dates.published
    assert dates.modified
    assert (dates.published.value, dates.modified.day.isoformat()) == ("2024-08-05T01:15:30+00:00", "2024-09-01")


BROKEN = {
    "trailing comma": '{"@type": "NewsArticle", "datePublished": "2024-08-05",}',
    "raw newline": '{"@type": "NewsArticle", "headline": "a\nb", "datePublished": "2024-08-05"}',
    "html comment": '<!-- {"@type": "NewsArticle", "datePublished": "2024-08-05"} -->',
    "cut off": '{"@type": "NewsArticle", "datePublished": "2024-08-05", "description": "abc',
}


@pytest.mark.parametrize("script", BROKEN.values(), ids=list(BROKEN))
def test_broken_json_ld_is_read_where_that_is_safe(script: str) -> None:
    assert published(article("") + f'<script type="application/ld+json">{script}</script>') == "2024-08-05"


def test_json_ld_teasers_of_other_pages_are_not_this_page() -> None:
    teasers = [
        ARTICLE | {"url": f"http://kelurahan.test/berita/lain-{n}", "datePublished": f"2024-08-0{n}"}
        for n in range(1, 6)
    ]
    assert published(article("") + _ld(teasers)) is None


def test_a_visible_day_beats_the_same_moment_told_in_utc() -> None:
    head = '<meta property="article:published_time" content="2024-08-04T18:30:00Z">'
    dates = read(article('<div class="tanggal">04 Agustus 2024</div>'), head=head)
    assert dates.published
    assert dates.published.day.isoformat() == "2024-08-04"
    assert "visible" in dates.why


def test_text_beats_an_address_that_differs_by_a_day() -> None:
    dates = read(
        article('<div class="tanggal">Diposting: 05 Agustus 2024</div>'),
        url="http://desa.test/artikel/2024/8/4/gotong-royong",
    )
    assert dates.published
    assert dates.published.day.isoformat() == "2024-08-05"
    assert "address" in dates.why


def test_sources_that_agree_are_believed_more() -> None:
    one = read(article("<div>5 Agustus 2024</div>"))
    two = read(article("<div>5 Agustus 2024</div>"), head=META["OpenGraph"])
    assert one.confidence < two.confidence


def test_sources_that_contradict_are_believed_less() -> None:
    one = read(article(""), head=META["OpenGraph"])
    two = read(article("<div>17 Juni 2023</div>"), head=META["OpenGraph"])
    assert two.confidence < one.confidence
    assert "2023-06-17" in two.why


def test_a_page_that_shows_its_date_only_after_the_text_has_that_date() -> None:
    body = f'<h1>{TITLE}</h1>{TEXT * 8}<div class="wp-block-post-date"><time datetime="2024-08-05T10:00:00+07:00">5 Agustus 2024</time></div>'
    assert published(body) == "2024-08-05"


def test_a_clue_keeps_kind_raw_text_and_place() -> None:
    dates = read(
        article('<time class="entry-date published" datetime="2024-08-05T10:00:00+07:00">5 Agustus 2024</time>'),
        url=URL,
    )
    assert dates.published
    assert (dates.published.kind, dates.published.raw) == (Kind.TIME, "2024-08-05T10:00:00+07:00")
    assert dates.published.where == "time.entry-date near the headline"


def test_the_reason_names_the_city_day_of_an_instant_that_utc_calls_the_day_before() -> None:
    dates = read(article('<time class="entry-date published" datetime="2024-08-05T03:00:00+07:00">5 Agustus</time>'))
    assert "says 2024-08-05" in dates.why
