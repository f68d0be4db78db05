"""The registry: sites.yaml, read strictly; the only YAML reader of Segar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.addresses import shut_off
from crawler.crawl_rules import CrawlRules, read_rules
from crawler.door import Problem, Section, read_yaml
from crawler.fields import Fields, email_fault, mailbox, one_line, said
from crawler.site_rules import Cleared, cleared_pages, compare
from crawler.site_url import folder_fault, url_fault

__all__ = [
    "Admin", "City", "CrawlRules", "Draft", "Problem", "Registry", "Section", "SitesError", "Unit",
    "by_line", "draft_sites", "load_sites", "read_sites", "sentence", "warnings",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Admin:
    """Who answers for a unit's website, and gets its letters."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One kecamatan or kelurahan by its Kemendagri code. ``url`` is a host or a path under a shared host, None where unknown."""

    code: str
    name: str
    level: str  # "kecamatan" | "kelurahan"
    parent: str | None
    url: str | None
    admins: tuple[Admin, ...] = ()
    since: date | None = None
    snooze_until: date | None = None
    snooze_reason: str | None = None
    notes: str | None = None
    cleared_pages: tuple[Cleared, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class City:
    """The city itself: its code, name, zone, and the office that runs Segar (named in letters and the User-Agent)."""

    code: str
    name: str
    zone: ZoneInfo
    office: str
    contact: str | None  # a page or e-mail address that the crawler's User-Agent names
    board_url: str | None = None  # the public folder of the report, to which letters link


@dataclass(frozen=True, slots=True)
class Registry:
    """All of sites.yaml, valid."""

    path: str
    city: City
    units: tuple[Unit, ...]
    crawl: CrawlRules = CrawlRules()
    sections: Mapping[str, Section] = field(default_factory=dict)


class SitesError(Exception):
    """sites.yaml cannot be used; ``problems`` holds everything that is wrong with it, by line."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        self.path, self.problems = path, by_line(problems)
        super().__init__("\n".join(sentence(path, problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Draft:
    """sites.yaml as far as it could be read. ``registry`` is None where ``problems`` has any.

    ``units`` and ``sections`` are there in spite of problems, so that the monitor can tell of its own together.
    """

    registry: Registry | None = None
    units: tuple[Unit, ...] = ()
    sections: Mapping[str, Section] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Level:
    """What a unit of this level must look like."""

    code: re.Pattern[str]
    example: str
    parent: str | None  # level of its parent, None where the city is


_LEVELS = {
    "kecamatan": _Level(re.compile(r"\d\d\.\d\d\.\d\d"), "18.71.01", None),
    "kelurahan": _Level(re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}"), "18.71.01.1003", "kecamatan"),
}
_CITY_CODE = re.compile(r"\d\d\.\d\d")
_OWN_SECTIONS = ("policy", "schedule", "mail")  # read by monitor/config.py
_TOP = ("city", "mail", "schedule", "policy", "crawl", "allow_addresses", "units")
_UNIT = (
    "code",
    "name",
    "level",
    "parent",
    "url",
    "admins",
    "since",
    "snooze_until",
    "snooze_reason",
    "notes",
    "cleared_pages",
)


def load_sites(path: Path) -> Registry:
    """Read the registry; raises SitesError with every problem at once."""
    draft = draft_sites(path)
    if draft.registry is None:
        raise SitesError(path, draft.problems)
    return draft.registry


def read_sites(path: Path) -> tuple[Registry | None, tuple[Problem, ...]]:
    """Read the registry without raising: None and the problems, or the registry and none."""
    draft = draft_sites(path)
    return draft.registry, draft.problems


def by_line(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems as a person mends them: from the top of the file down."""
    return tuple(sorted(problems, key=lambda problem: problem.line))


def sentence(path: Path | str, problem: Problem) -> str:
    """Write a problem as one line: file, line, entry, what is wrong and what to write instead."""
    place = f"{path}:{problem.line}" if problem.line else f"{path}"
    entry = f"{problem.entry}: " if problem.entry else ""
    return f"{place}: {entry}{problem.message}"


def draft_sites(path: Path) -> Draft:
    """Read all that can be read of the registry, and collect every problem of its city, units and crawl rules."""
    whole, odd = read_yaml(path)
    if whole is None:
        return Draft(problems=odd)
    problems: list[Problem] = []
    top = Fields(whole, problems, entry="")
    top.only(_TOP)
    city = _city(top)
    read = _units(top, city)
    compare(read)
    units = tuple(unit for _, unit in read)
    crawl = read_rules(top)
    sections = {name: part for name in _OWN_SECTIONS if (part := _section(top, name))}
    problems += [_named(problem, whole) for problem in odd]
    registry = None
    if city and not problems:
        registry = Registry(path=str(path), city=city, units=units, crawl=crawl, sections=sections)
    return Draft(registry, units, sections, by_line(problems))


def warnings(registry: Registry, *, today: date | None = None) -> tuple[Problem, ...]:
    """Tell what is missing though nothing is wrong; ``today``, a city day, shows the snoozes that have run out."""
    found = (
        []
        if registry.city.contact
        else [
            Problem(
                0, "city", "has no contact: web masters cannot ask who is crawling; write a page or an e-mail address"
            )
        ]
    )
    names: dict[str, str] = {}
    for unit in registry.units:
        entry = _title(unit.code, unit.name)
        found += [Problem(unit.line, entry, message) for message in _missing(unit, registry, today)]
        for admin in unit.admins:
            name = names.setdefault(mailbox(admin.email), admin.name)
            if name != admin.name:
                found.append(
                    Problem(
                        unit.line,
                        entry,
                        f"{admin.email} is called {admin.name!r} here and {name!r} above; write one name",
                    )
                )
    return by_line(found)


def _missing(unit: Unit, registry: Registry, today: date | None) -> Iterator[str]:
    """Yield what one unit lacks."""
    if unit.url is None:
        yield "has no url: it is shown as 'belum ada situs'; write its web address when it is known"
    elif not unit.admins:
        yield "has a url but no admin: nobody gets its letters; write admins: with a name and an e-mail address"
    if unit.snooze_until and today and unit.snooze_until < today:
        yield f"was snoozed until {unit.snooze_until}, which is over; delete snooze_until and snooze_reason"
    if why := unit.url and shut_off(unit.url, registry.crawl.allow_addresses):
        yield f"will not be crawled: {why}; name its network under allow_addresses where it is your own"
    if unit.level == "kecamatan" and not unit.code.startswith(f"{registry.city.code}."):
        yield f"has a code outside the city's ({registry.city.code}); look whether a digit is wrong"


def _title(code: str, name: str) -> str:
    return f"{code} {name}".strip()


def _named(problem: Problem, whole: Section) -> Problem:
    """Give a problem of the YAML itself the name of its entry instead of its path."""
    parts = problem.entry.split(".")
    units = whole.values.get("units")
    if parts[0] != "units" or len(parts) == 1 or not isinstance(units, list) or not parts[1].isdecimal():
        return Problem(problem.line, one_line(parts[0]), problem.message)
    unit = units[int(parts[1])]
    return Problem(problem.line, _entry(unit if isinstance(unit, dict) else {}, int(parts[1])), problem.message)


def _entry(values: Mapping[str, object], at: int) -> str:
    """Name a unit by what can be read of it."""
    words = [one_line(value) for key in ("code", "name") if isinstance(value := values.get(key), str)]
    return _title(*words) if len(words) == 2 else words[0] if words else f"unit {at + 1}"


def _section(top: Fields, name: str) -> Section | None:
    """Cut out a part that the monitor validates."""
    part = top.inner(name, entry=name)
    if part is None:
        return None
    start = f"{name}."
    lines = {path.removeprefix(start): line for path, line in top.section.lines.items() if path.startswith(start)}
    return Section(part.values, {"": top.line(name), **lines})


def _city(top: Fields) -> City | None:
    if not top.given("city"):
        top.wrong("city", "city: is missing; write it with code, name, zone and office")
        return None
    part = top.inner("city", entry="city")
    if part is None:
        return None
    part.only(("code", "name", "zone", "office", "contact", "board_url"))
    code = part.text("code", needed='write the Kemendagri code in quotes, like "18.71"', example="18.71")
    if code is not None and not _CITY_CODE.fullmatch(code):
        part.wrong("code", f'code {code!r} is not a city\'s; write two groups of two digits, like "18.71"')
    name = part.text("name", needed="write the city's name, like Kota Bandar Lampung")
    office = part.text("office", needed="write the name of the office that runs Segar; its letters bear it")
    zone = part.zone("zone", needed="write Asia/Jakarta (WIB), Asia/Makassar (WITA) or Asia/Jayapura (WIT)")
    contact, board = _contact(part), _address(part, "board_url", folder_fault)
    return City(code, name, zone, office, contact, board) if code and name and zone and office else None


def _contact(part: Fields) -> str | None:
    """Return the page or e-mail address that the crawler shows; it goes into a header, so nothing else passes."""
    text = part.text("contact")
    if text is None or (text.isascii() and (url_fault(text) is None or email_fault(text) is None)):
        return text
    part.wrong("contact", f"contact {text!r} is neither a page nor an e-mail address; write https://... or an address")
    return None


def _units(top: Fields, city: City | None) -> list[tuple[Fields, Unit]]:
    if not top.given("units") or top.values["units"] == []:
        top.wrong(
            "units", "units: is missing or empty; list every kecamatan and kelurahan, each with code, name and level"
        )
        return []
    return [(fields, _unit(fields, city)) for fields in top.mappings("units")]


def _unit(fields: Fields, city: City | None) -> Unit:
    """Read one unit; what is wrong or missing in it is empty, so that the others can still be compared with it."""
    fields.entry = _entry(fields.values, int(fields.path.rsplit(".", 1)[1]))
    fields.only(_UNIT)
    level = fields.choice("level", _LEVELS, needed=True) or ""
    until, reason = fields.day("snooze_until"), fields.text("snooze_reason")
    _pair(fields)
    url = _address(fields, "url", url_fault)
    return Unit(
        code=_code(fields, level),
        name=fields.text("name", needed="write the unit's official name") or "",
        level=level,
        parent=_parent(fields, level, city),
        url=url,
        admins=_admins(fields),
        since=fields.day("since"),
        snooze_until=until,
        snooze_reason=reason,
        notes=fields.text("notes", longest=5000, paragraphs=True),
        cleared_pages=cleared_pages(fields, front=url),
        line=fields.line(),
    )


def _pair(fields: Fields) -> None:
    """Refuse a snooze without its end or its reason."""
    if fields.given("snooze_until") and not fields.given("snooze_reason"):
        fields.wrong("snooze_until", "snooze_until stands without snooze_reason; write why this site gets no letters")
    if fields.given("snooze_reason") and not fields.given("snooze_until"):
        fields.wrong(
            "snooze_reason", "snooze_reason stands without snooze_until; write until which day, like 2026-11-30"
        )


def _code(fields: Fields, level: str) -> str:
    """Return the code, "" where it is none."""
    rules = [_LEVELS[level]] if level else list(_LEVELS.values())
    example = rules[0].example
    code = fields.text("code", needed=f'write the Kemendagri code in quotes, like "{example}"', example=example)
    if code is None or any(rule.code.fullmatch(code) for rule in rules):
        return code or ""
    fields.wrong(
        "code", f'code {code!r} is not that of a {level or "unit"}; write its Kemendagri code, like "{example}"'
    )
    return ""


def _parent(fields: Fields, level: str, city: City | None) -> str | None:
    """Return the code of a kelurahan's parent; a kecamatan's parent is the city, which is kept as None."""
    needed = 'write the code of its kecamatan in quotes, like "18.71.01"' if level == "kelurahan" else ""
    parent = fields.text("parent", needed=needed, example="18.71.01")
    if level != "kecamatan":
        return parent
    if parent is not None and city and parent != city.code:
        fields.wrong(
            "parent", f"parent {parent!r} is not the city; leave parent out, a kecamatan stands under {city.code}"
        )
    return None


def _address(fields: Fields, key: str, fault_of: Callable[[str], str | None]) -> str | None:
    url = fields.text(key, longest=5000)
    fault = fault_of(url) if url else None
    if fault:
        fields.wrong(key, f"{key} {said(url)} {fault}")
    return None if fault else url


def _admins(fields: Fields) -> tuple[Admin, ...]:
    admins: dict[str, Admin] = {}
    for part in fields.mappings("admins"):
        part.only(("name", "email"))
        name = part.text("name", needed="write the name that the letter greets")
        email = part.email("email", needed="write the address that gets the letters")
        if email and mailbox(email) in admins:
            part.wrong("email", f"email {email} stands twice among this unit's admins; keep it once")
        elif email and name:
            admins[mailbox(email)] = Admin(name, email)
    return tuple(admins.values())
