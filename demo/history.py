"""The past of a demo site, computed from the moment the city is built: the same moment, the same past. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from demo.catalogue import Plan
from demo.texts import Writer, slug
from demo.values import Article

_SAMPLE = (
    "Hello world!",
    ("Selamat datang di WordPress. Ini pos pertama Anda. Sunting atau hapus, lalu mulailah menulis!",),
)
_RESTAMP = timedelta(days=2)


def past(plan: Plan, writer: Writer, now: datetime) -> list[Article]:
    """Return a site's articles as of ``now``, oldest first, numbered from one; ``now`` is in the city's zone."""
    pick = Random(f"history {plan.key}")
    ages = _ages(plan, pick)
    articles = [sample(now - timedelta(days=ages[0] + 3))] if plan.sample and ages else []
    for age in ages:
        day = now.date() - timedelta(days=age)
        at = datetime.combine(day, time(pick.randint(8, 14), pick.randint(0, 59), pick.randint(0, 59)), now.tzinfo)
        articles.append(article(len(articles) + 1, writer, at, seen=at))
    claimed = now - _RESTAMP
    old = range(1, 1 + plan.restamped)
    return [replace(one, modified=claimed) if at in old else one for at, one in enumerate(articles)]


def _ages(plan: Plan, pick: Random) -> list[int]:
    """Return ages in days, oldest first: about a gap apart, never two on one day."""
    ages, age = [], plan.newest
    for _ in range(plan.count):
        ages.append(age)
        age += max(1, plan.gap + pick.randint(-1, 1))
    return ages[::-1]


def article(number: int, writer: Writer, at: datetime, *, seen: datetime) -> Article:
    """Write an article that claims ``at`` and can first be seen at ``seen``."""
    news = writer.news(at.date())
    return _article(number, news.title, news.paragraphs, at, seen=seen)


def told(number: int, title: str, text: str, at: datetime, *, seen: datetime) -> Article:
    """Return an article of a given title and text; an empty line parts its paragraphs."""
    return _article(number, title, tuple(text.split("\n\n")), at, seen=seen)


def gambling(number: int, writer: Writer, at: datetime) -> Article:
    """Return a post that intruders left."""
    post = writer.gambling()
    return replace(_article(number, post.title, post.paragraphs, at, seen=at), injected=True)


def sample(at: datetime) -> Article:
    """Return the post that the software brings along."""
    title, text = _SAMPLE
    return replace(_article(1, title, text, at, seen=at), sample=True)


def _article(number: int, title: str, text: tuple[str, ...], at: datetime, *, seen: datetime) -> Article:
    # The number keeps two equal titles apart.
    name = f"{slug(title)}-{number}"
    return Article(number, name, title, text, published=at, modified=at, first=at, changed=at, appeared=seen)
