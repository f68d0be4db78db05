"""Writes a sites.yaml of the demo city."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from demo.catalogue import WITHOUT_SITE
from demo.site import DemoSite

_HEAD = (
    "# The demo city: made-up sites on loopback, under real names and codes. Nobody gets a letter at example.test.\n"
)


class _Quoted(str):
    """A text that YAML 1.1 might take for a number; written in quotes, as docs/sites-yaml.md shows it."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes _Quoted in double quotes."""


_Dumper.add_representer(_Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


_CITY = {
    "code": _Quoted("18.71"),
    "name": "Kota Bandar Lampung (Demo)",
    "zone": "Asia/Jakarta",
    "office": "Dinas Komunikasi dan Informatika (Demo)",
    "contact": "segar@example.test",
}
_MAIL = {
    "sender": {"name": "Dinas Kominfo (Demo)", "email": "segar@example.test"},
    "reply_to": "kominfo@example.test",
    "kominfo": "pimpinan@example.test",
}
_SCHEDULE = {"nightly": _Quoted("01:00"), "letters": _Quoted("Monday 08:00")}
_CRAWL = {
    "delay": 0,
    "per_host": 8,
    "pages_first": 60,
    "pages_later": 20,
    "page_seconds": 10,
    "site_seconds": 120,
    "allow": {"reason": "made-up sites on this machine's own loopback"},
}


def sites_yaml(sites: Iterable[DemoSite], *, network: str) -> str:
    """Return the text of a registry: the sites, their kecamatan, and some units without a site."""
    units = [_unit(site) for site in sites]
    known = {unit["code"] for unit in units}
    wanted = dict(WITHOUT_SITE) | {code: name for code, name in _KECAMATAN.items() if code not in known}
    units += [_bare(code, name) for code, name in wanted.items()]
    whole = {
        "city": _CITY,
        "mail": _MAIL,
        "schedule": _SCHEDULE,
        "crawl": _CRAWL,
        "allow_addresses": [network],
        "units": sorted(units, key=lambda unit: str(unit["code"])),
    }
    return _HEAD + yaml.dump(whole, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


_KECAMATAN = {
    "18.71.01": "Kedaton",
    "18.71.02": "Sukarame",
    "18.71.03": "Tanjungkarang Barat",
    "18.71.04": "Panjang",
}
"""Kecamatan that have a demo site of their own, needed as parents even in a city that leaves those sites out."""


def _unit(site: DemoSite) -> dict[str, Any]:
    unit: dict[str, Any] = {"code": _Quoted(site.code), "name": site.name, "level": site.level}
    unit |= {"parent": _Quoted(site.parent)} if site.parent else {}
    admins = [{"name": admin.name, "email": admin.email} for admin in site.admins]
    return unit | {"url": site.url, "admins": admins, "notes": site.plan.notes}


def _bare(code: str, name: str) -> dict[str, Any]:
    kelurahan = len(code) > len("18.71.01")
    unit = {"code": _Quoted(code), "name": f"{name} (Demo)", "level": "kelurahan" if kelurahan else "kecamatan"}
    return unit | ({"parent": _Quoted(code[:8])} if kelurahan else {}) | {"url": None}
