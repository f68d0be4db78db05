from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from demo import City
from demo.site import DemoSite
from demo.texts import Writer, slug
from demo.words import MONTHS
from tests.demo_helpers import NOW

CITY = City(now=NOW)


def _texts(site: DemoSite) -> list[tuple[str, ...]]:
    return [article.paragraphs for article in site.articles if not (article.injected or article.sample)]


def test_no_title_and_no_text_stands_twice_on_one_site() -> None:
    for site in CITY.sites:
        titles = Counter(article.title for article in site.articles if not article.injected)
        assert all(count == 1 for count in titles.values()), site.key
        assert len(set(_texts(site))) == len(_texts(site))


def test_no_paragraph_stands_on_two_sites() -> None:
    owners: dict[str, set[str]] = {}
    for site in CITY.sites:
        for paragraph in (one for text in _texts(site) for one in text):
            letters = "".join(filter(str.isalpha, paragraph))
            owners.setdefault(letters, set()).add(f"{site.plan.level} {site.plan.name}")
    assert [found for found in owners.values() if len(found) > 1] == []


def test_a_text_has_three_to_six_paragraphs_and_no_sentence_twice() -> None:
    for site in CITY.sites:
        for text in _texts(site):
            assert 3 <= len(text) <= 6
            sentences = [part for paragraph in text for part in paragraph.split(". ")]
            assert len(set(sentences)) == len(sentences), text


def test_texts_speak_of_other_dates_where_the_site_shows_dates() -> None:
    texts = [paragraph for text in _texts(CITY.site("wordpress")) for paragraph in text]
    assert sum(any(month in paragraph for month in MONTHS) for paragraph in texts) >= 5


def test_no_gap_is_left_open() -> None:
    for site in CITY.sites:
        assert not any({"{", "}"} & set("".join((one.title, *one.paragraphs))) for one in site.articles)


def test_a_hundred_texts_of_one_writer_have_a_hundred_titles() -> None:
    writer = Writer("Way Dadi", "kelurahan", Random("uji"))  # noqa: S311  # repeatable, not safe
    assert len({writer.news(date(2026, 1, 5)).title for _ in range(100)}) == 100


def test_a_title_becomes_a_plain_address() -> None:
    assert slug("Posyandu RW 03: Layani 41 Balita!") == "posyandu-rw-03-layani-41-balita"
