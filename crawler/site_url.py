"""What may stand as a unit's ``url``: one web address, written so that it can be compared. Pure."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")  # underscores are no legal host names, but they are in use
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000


def url_fault(text: str) -> str | None:
    """Say what is wrong with a unit's url and what to write instead; None for a fit one."""
    if any(c.isspace() for c in text) or "\\" in text:
        return "holds a space or a backslash; copy the address from the browser again"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        return f"is not a web address ({error}); write https:// and the host name"
    if parts.scheme not in _PORTS:
        return _scheme_fault(text)
    if port == 0:
        return "names port 0; leave the port out"
    return _parts_fault(text, parts) or _host_fault(parts.hostname or "")


def page_fault(text: str) -> str | None:
    """Say what is wrong with the address of one page, which may bear a query; None for a fit one."""
    if "#" in text:
        return "has a fragment; take out everything from the # on"
    return url_fault(text.partition("?")[0])


def folder_fault(text: str) -> str | None:
    """Say what is wrong with the address of a public folder, to which names of pages are added; None for a fit one."""
    last = urlsplit(text).path.rsplit("/", 1)[-1] if not url_fault(text) else ""
    if last.lower().endswith((".html", ".htm")):
        return f"names a page; write its folder, without {last}"
    return url_fault(text)


def _scheme_fault(text: str) -> str:
    """Tell an address without a scheme from one with the wrong scheme."""
    if _SCHEME.match(text) and not re.match(r"[^/]+:\d", text):
        return "does not begin with http:// or https://; write https:// and the host name"
    return f"has no scheme; write https://{text.lstrip('/')}"


def _parts_fault(text: str, parts: SplitResult) -> str | None:
    if "@" in parts.netloc:
        return "holds a user name or password; take out everything up to the @"
    if not parts.hostname:
        return "has no host; write https:// and the host name"
    if "?" in text or "#" in text:
        return "has a query or fragment; take out everything from the ? or # on"
    if {".", ".."} & set(parts.path.split("/")):
        return "has a . or .. in its path; write the path as the browser shows it"
    return f"is longer than {_LONGEST} characters; write the front page's address" if len(text) > _LONGEST else None


def _host_fault(host: str) -> str | None:
    """Say what is wrong with a host name; addresses and localhost are fit, allow_addresses decides about them."""
    if host_address(host):
        return None
    labels = host.removesuffix(".").split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return "has a host name that cannot be; use only a-z, 0-9, - and dots (other letters in their xn-- form)"
    if len(labels) == 1:
        return f"has a host without a domain; write it in full, like https://{host}.go.id"
    if labels[-1].isdecimal() or labels[-1].startswith("0x"):
        return "has a host that is neither a name nor an IP address; write the host name"
    return None


def host_address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a host is by itself (localhost too, by RFC 6761), None for a name to be looked up."""
    if host == "localhost" or host.endswith(".localhost"):
        return IPv4Address("127.0.0.1")
    try:
        return ip_address(host)
    except ValueError:
        return None


def same_site(url: str) -> str:
    """Return a key that is equal for two spellings of one fit url.

    Scheme, www., the host's case, a dot after it, a usual port and slashes at the end make no difference.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".").removeprefix("www.")
    port = "" if parts.port in {None, *_PORTS.values()} else f":{parts.port}"
    return f"{host}{port}{parts.path.rstrip('/')}"
