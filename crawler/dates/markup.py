"""Dates that a page states for machines: meta elements and structured data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from crawler.dates.grammar import Found, read_machine
from crawler.records import Clue, Kind, Role

META_ROLES: dict[str, Role] = {
    "article:published_time": Role.PUBLISHED,
    "article:published": Role.PUBLISHED,
    "article:published-time": Role.PUBLISHED,
    "article:publicationdate": Role.PUBLISHED,
    "article.published": Role.PUBLISHED,
    "article_date_original": Role.PUBLISHED,
    "article:post_date": Role.PUBLISHED,
    "articlepublicationdate": Role.PUBLISHED,
    "bt:pubdate": Role.PUBLISHED,
    "citation_date": Role.PUBLISHED,
    "citation_publication_date": Role.PUBLISHED,
    "cxenseparse:recs:publishtime": Role.PUBLISHED,
    "cxenseparse:publishtime": Role.PUBLISHED,
    "date": Role.PUBLISHED,
    "date.created": Role.PUBLISHED,
    "date_published": Role.PUBLISHED,
    "datecreated": Role.PUBLISHED,
    "datepublished": Role.PUBLISHED,
    "dc.date": Role.PUBLISHED,
    "dc.date.created": Role.PUBLISHED,
    "dc.date.issued": Role.PUBLISHED,
    "dc.date.publication": Role.PUBLISHED,
    "dc:created": Role.PUBLISHED,
    "dc:date": Role.PUBLISHED,
    "dcterms.created": Role.PUBLISHED,
    "dcterms.date": Role.PUBLISHED,
    "dcterms.issued": Role.PUBLISHED,
    "dcterms:created": Role.PUBLISHED,
    "displaydate": Role.PUBLISHED,
    "doc_date": Role.PUBLISHED,
    "field-name-post-date": Role.PUBLISHED,
    "gentime": Role.PUBLISHED,
    "mediator_published_time": Role.PUBLISHED,
    "og:article:published_time": Role.PUBLISHED,
    "og:published_time": Role.PUBLISHED,
    "og:pubdate": Role.PUBLISHED,
    "originalpublicationdate": Role.PUBLISHED,
    "parsely-pub-date": Role.PUBLISHED,
    "pdate": Role.PUBLISHED,
    "ptime": Role.PUBLISHED,
    "pub_date": Role.PUBLISHED,
    "pubdate": Role.PUBLISHED,
    "publication-date": Role.PUBLISHED,
    "publication_date": Role.PUBLISHED,
    "publicationdate": Role.PUBLISHED,
    "publish-date": Role.PUBLISHED,
    "publish_date": Role.PUBLISHED,
    "publish_time": Role.PUBLISHED,
    "publishdate": Role.PUBLISHED,
    "published-date": Role.PUBLISHED,
    "published_date": Role.PUBLISHED,
    "published_time": Role.PUBLISHED,
    "publishtime": Role.PUBLISHED,
    "rnews:datepublished": Role.PUBLISHED,
    "sailthru.date": Role.PUBLISHED,
    "shareaholic:article_published_time": Role.PUBLISHED,
    "timestamp": Role.PUBLISHED,
    "video:release_date": Role.PUBLISHED,
    "article:modified": Role.MODIFIED,
    "article:modified_date": Role.MODIFIED,
    "article:modified_time": Role.MODIFIED,
    "article.updated": Role.MODIFIED,
    "datemodified": Role.MODIFIED,
    "dateupdate": Role.MODIFIED,
    "dc.date.modified": Role.MODIFIED,
    "dcterms.modified": Role.MODIFIED,
    "dcterms:modified": Role.MODIFIED,
    "last-modified": Role.MODIFIED,
    "lastdate": Role.MODIFIED,
    "lastmod": Role.MODIFIED,
    "lastmodified": Role.MODIFIED,
    "last_updated_date": Role.MODIFIED,
    "modified_time": Role.MODIFIED,
    "modificationdate": Role.MODIFIED,
    "og:modified_time": Role.MODIFIED,
    "og:updated_time": Role.MODIFIED,
    "revised": Role.MODIFIED,  # OpenSID's themes print a constant one of 2010: the chooser knows it as weak
    "revision_date": Role.MODIFIED,
    "updated_time": Role.MODIFIED,
    "event:start_time": Role.EVENT,
}

ITEM_ROLES: dict[str, Role] = {
    "datepublished": Role.PUBLISHED,
    "datecreated": Role.PUBLISHED,
    "dateposted": Role.PUBLISHED,
    "pubdate": Role.PUBLISHED,
    "datemodified": Role.MODIFIED,
    "dateupdated": Role.MODIFIED,
    "startdate": Role.EVENT,
    "enddate": Role.EVENT,
    "uploaddate": Role.BOUND,
    "birthdate": Role.PROSE,
    "foundingdate": Role.PROSE,
    "copyrightyear": Role.COPYRIGHT,
}


def meta_clues(metas: Iterable[Mapping[str, str | None]], *, zone: ZoneInfo) -> Iterator[Clue]:
    """The dates of ``<meta>`` elements, each given by its attributes, in the page's order."""
    for attributes in metas:
        item = attributes.get("itemprop")
        said = attributes.get("property") or attributes.get("name") or item or attributes.get("http-equiv") or ""
        name = said.strip().lower()
        role = (ITEM_ROLES if item else META_ROLES).get(name)
        raw = attributes.get("content") or attributes.get("datetime") if role else ""
        if role is None or not raw:
            continue
        kind = Kind.MICRODATA if item else Kind.META
        clue = machine_clue(raw, kind, role, f"{kind} {name}", zone=zone)
        if clue:
            yield clue


def machine_clue(raw: str, kind: Kind, role: Role, where: str, *, zone: ZoneInfo) -> Clue | None:
    """A value meant for machines as a clue, None where it is no date (``0000-00-00``, a sentence, a version)."""
    found = read_machine(raw, zone=zone)
    return as_clue(found, kind, role, where) if found and found.day.year >= 1990 else None


def as_clue(found: Found, kind: Kind, role: Role, where: str) -> Clue:
    """What the grammar found, put in its place."""
    return Clue(kind, role, found.day, found.at, found.precision, found.raw[:120], where)
