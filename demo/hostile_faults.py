"""The table of faults: what each does, and how a visit to it must end.

``expect`` is a value of the crawler's closed list of outcomes and ``tls`` the TLS fact beside it, both as plain words:
the demo knows nobody's insides.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from demo import hostile_http as http
from demo import hostile_pages as pages
from demo.hostile_wire import Serve, front, says

SELF, FORBIDDEN, HANGS = "self", "forbidden", "hangs"
"""What a look-up of a made-up name may answer: the fault's own address, the forbidden one, or nothing in time."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One hostile site.

    ``door`` is how connections are met: open, closed (nobody listens), full (nobody accepts), mute (accepted and left
    alone), or a row of hostile_tls.TROUBLES. The front page is reached at the fault's own loopback address unless
    ``host`` gives another or ``lookups`` gives it a made-up name: a tuple of answers, one for each look-up, the last
    for all later ones. Made-up names need the resolver of the child process to be told of them (HostileCity.names).
    """

    name: str
    does: str
    expect: str
    serve: Serve | None = None
    door: str = "open"
    tls: str = "none"
    scheme: str = "http"
    host: str | None = None
    lookups: tuple[tuple[str, ...], ...] = ()


_OK = says(http.GOOD)
_GOOD = front(_OK)
_JSONLD = "<script type='application/ld+json'>{}</script>"


def _front(name: str, does: str, expect: str, reply: Serve) -> Fault:
    return Fault(name, does, expect, front(reply))


def _site(name: str, does: str, expect: str, serve: Serve) -> Fault:
    return Fault(name, does, expect, serve)


CONNECTION = (
    Fault("port_closed", "nobody listens", "refused", door="closed"),
    Fault("backlog_full", "the kernel drops every call", "connect_timeout", door="full"),
    _front("hangs_up", "closes without a word", "reset", http.hang_up),
    _front("resets", "RST in the middle of a header", "reset", http.reset),
    _front("silent", "never answers", "read_timeout", http.silent),
    _front("slowloris", "headers of a byte at a time", "too_slow", http.slow_headers),
    _front("dripping_body", "a body of a byte at a time", "too_slow", http.dripping),
    _front("endless_body", "a body without end, at full speed", "too_large", http.endless_body),
    _front("endless_headers", "headers without end, at full speed", "bad_http", http.endless_headers),
    _front("endless_line", "one header line without end", "reset", http.endless_line),
)

PROTOCOL = (
    _front("other_protocol", "greets as SSH", "bad_http", http.banner),
    _front("http_0_9", "a body without a head", "bad_http", http.no_headers),
    _front("bad_status", "HTTP/1.1 OK", "bad_http", http.raw(b"HTTP/1.1 OK")),
    _front("status_999", "a status beyond all lists", "http_5xx", says(http.GOOD, "999 Tidak Jelas")),
    _front("bad_date", "Date of the year 9999, west of it", "ok", says(http.GOOD, more=b"Date: Fri, 31 Dec 9999 23:59:59 -1200\r\n")),
    _front("truncated_gzip", "gzip without its end", "bad_http", http.TRUNCATED_GZIP),
    _front("not_gzip", "plain text said to be gzip", "bad_http", http.NO_GZIP),
    _front("gzip_bomb", "20 kB that unpack to 20 MB", "too_large", http.bomb()),
    _front("gzip_bomb_twice", "a gzip bomb in gzip", "too_large", http.bomb(2)),
    _front("deflate_bomb", "the same as deflate", "too_large", http.DEFLATE_BOMB),
    _front("length_too_long", "hangs up before its Content-Length", "bad_http", http.with_head(b"Content-Length: 99999\r\n")),
    _front("length_too_short", "more body than its Content-Length", "bad_http", http.with_head(b"Content-Length: 300\r\n")),
    _front("length_huge", "claims ten terabytes", "too_large", http.with_head(b"Content-Length: 10000000000000\r\n")),
    _front("length_negative", "Content-Length: -1", "bad_http", http.with_head(b"Content-Length: -1\r\n")),
    _front("length_twice", "two lengths that differ", "bad_http", http.with_head(b"Content-Length: 9\r\nContent-Length: 10\r\n")),
    _front("broken_chunks", "a chunk whose size is no number", "bad_http", http.BROKEN_CHUNKS),
    _front("cut_chunks", "hangs up in the middle of a chunk", "bad_http", http.CUT_CHUNKS),
    _front("headers_100k", "a hundred headers of 1 kB", "ok", says(http.GOOD, more=http.headers(100, 1_000))),
    _front("header_100k", "one header of 100 kB", "reset", says(http.GOOD, more=http.headers(1, 100_000))),
    _front("cookie_flood", "2,000 cookies", "ok", says(http.GOOD, more=http.headers(2_000, 60, b"Set-Cookie"))),
    _site("not_modified", "304 to everything, unasked", "bad_http", http.unasked_304),
    _site("new_etag", "an ETag that changes each time, modified in 9999", "ok", http.new_etag),
    _site("every_second_500", "500 on every second request", "ok", http.every_second_fails),
    _front("429_for_a_year", "429 with a Retry-After of a year", "http_429", says("nanti", "429 Too Many Requests", more=b"Retry-After: 31536000\r\n")),
    _front("503_for_a_year", "503 with a Retry-After of a year", "http_503", says("nanti", "503 Service Unavailable", more=b"Retry-After: 31536000\r\n")),
    _site("429_for_a_second", "429 once, with a Retry-After of a second", "ok", http.tired_once("429 Too Many Requests", "1")),
    _site("503_once_soon", "503 once, with a Retry-After of noise", "ok", http.tired_once("503 Service Unavailable", "segera")),
    _front("503_till_9999", "503 with a Retry-After of the last day of 9999", "http_503", says("nanti", "503 Service Unavailable", more=b"Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n")),
    _front("503_without_end", "503 with a Retry-After of nought, for ever", "http_503", says("nanti", "503 Service Unavailable", more=b"Retry-After: 0\r\n")),
)  # fmt: skip

ROBOTS = (
    _site("robots_50mb", "50 MB that forbid one folder", "ok", http.robots(http.huge_robots)),
    _site("robots_closed_50mb", "endless, and forbids all in its first line", "robots_forbidden", http.robots(http.closed_in_huge_robots)),
    _site("robots_503", "robots.txt answers 503", "http_503", http.robots(http.plain("nanti", "503 Service Unavailable"))),
    _site("robots_silent", "robots.txt never answers", "robots_unreachable", http.robots(http.silent)),
    _site("robots_is_html", "robots.txt is the front page", "ok", http.robots(_OK)),
    _site("robots_binary", "robots.txt is noise", "ok", http.robots(says(bytes(range(256)) * 200, kind="text/plain"))),
    _site("robots_loop", "robots.txt redirects to itself", "ok", http.robots(http.goes_to("/robots.txt"))),
    _site("robots_bad_delay", "a Crawl-delay that is no number", "ok", http.robots(http.plain("User-agent: *\nCrawl-delay: nan\n"))),
    _site("robots_wildcards", "a pattern made to be slow", "ok", http.robots(http.plain("User-agent: *\nDisallow: /" + "*a" * 40 + "$\n"))),
)  # fmt: skip

REDIRECTS = (
    _front("redirect_self", "redirects to itself", "redirect_loop", http.goes_to("/")),
    _site("redirect_endless", "redirects to a new address each time", "redirect_loop", http.elsewhere(http.goes_to("/{number}/"))),
    _front("redirect_private", "redirects to a private address", "redirected_away", http.goes_to("{forbidden}/")),
    _front("redirect_decimal", "the same, written as a number", "redirected_away", http.goes_to("http://2130708481/")),
    _front("redirect_metadata", "redirects to a cloud's metadata", "redirected_away", http.goes_to("http://169.254.169.254/latest/meta-data/")),
    _front("redirect_file", "redirects to file:///etc/passwd", "redirected_away", http.goes_to("file:///etc/passwd")),
    _front("redirect_away", "redirects to another site", "redirected_away", http.goes_to("http://lain.invalid/")),
    _front("redirect_broken", "redirects to no address at all", "bad_http", http.goes_to("http://[")),
    _front("redirect_nowhere", "a redirect without a Location", "bad_http", says("", "302 Found")),
    _front("redirect_long", "redirects to an address of 3,000 letters", "bad_http", http.goes_to("/" + "a" * 3_000)),
    _front("redirect_bad_port", "redirects to a port that cannot be", "redirected_away", http.goes_to("http://127.0.7.1:99999999/")),
)  # fmt: skip

NAMES = (
    Fault("dead_name", "a name that does not exist", "dns_missing", host="tidak-ada.invalid"),
    Fault("hanging_name", "a name whose look-up hangs", "dns_timeout", lookups=((HANGS,),)),
    Fault("private_name", "a name of a private address", "private_address", lookups=((FORBIDDEN,),)),
    Fault("mixed_name", "a name of a fit and a private address", "private_address", _GOOD, lookups=((SELF, FORBIDDEN),)),
    Fault("rebinding_name", "fit at the first look-up, private ever after", "private_address", _GOOD, lookups=((SELF,), (FORBIDDEN,))),
    Fault("private_literal", "a private address itself", "private_address", host="127.0.8.1"),
    Fault("mapped_literal", "the same in IPv6", "private_address", host="[::ffff:127.0.8.1]"),
    Fault("metadata_literal", "the address of a cloud's metadata", "private_address", host="169.254.169.254"),
    Fault("ipv6_only", "answers on ::1 alone", "ok", _GOOD, host="[::1]"),
)  # fmt: skip

TLS = (
    Fault("tls_expired", "a certificate of last month", "ok", _GOOD, door="expired", tls="expired", scheme="https"),
    Fault("tls_self_signed", "a certificate signed by itself", "ok", _GOOD, door="self-signed", tls="untrusted", scheme="https"),
    Fault("tls_unknown_issuer", "a certificate of an authority nobody knows", "ok", _GOOD, door="unknown-issuer", tls="untrusted", scheme="https"),
    Fault("tls_wrong_name", "a certificate of another site", "ok", _GOOD, door="wrong-name", tls="name", scheme="https"),
    Fault("tls_weak_key", "1,024 bits of RSA", "ok", _GOOD, door="weak-key", tls="untrusted", scheme="https"),
    Fault("tls_1_0", "nothing newer than TLS 1.0", "ok", _GOOD, door="tls-1.0", tls="old", scheme="https"),
    Fault("tls_none", "plain HTTP where TLS is expected", "tls_failed", _GOOD, scheme="https"),
    Fault("tls_mute", "accepts and never shakes hands", "read_timeout", door="mute", scheme="https"),
)  # fmt: skip

CONTENT = (
    _front("empty", "200 and not a byte", "empty", says("")),
    _front("blank", "200 and only blanks", "empty", says(" \n" * 5_000)),
    _front("script_shell", "content made by script", "needs_js", says(pages.SHELL)),
    _front("script_list", "words of its own, and news put in by script", "needs_js", says(pages.SCRIPT_LIST)),
    _front("database_error", "200 over a database error", "out_of_order", says(pages.DATABASE_ERROR)),
    _front("maintenance", "200 over a note of maintenance", "out_of_order", says(pages.MAINTENANCE)),
    _front("parked", "a parked domain", "parked_or_suspended", says(pages.PARKED)),
    _front("suspended", "a suspended account", "parked_or_suspended", says(pages.SUSPENDED)),
    _front("challenge", "a bot challenge, 503", "blocked_challenge", says(pages.CHALLENGE, "503 Service Unavailable")),
    _site("soft_404", "200 and an apology for every address but the front", "ok", pages.soft_404),
    _front("pdf", "a PDF as front page", "not_html", says(pages.PDF, kind="application/pdf")),
    _front("pdf_as_html", "a PDF said to be HTML", "not_html", says(pages.PDF)),
    _front("html_as_image", "HTML said to be an image", "not_html", says(http.GOOD, kind="image/png")),
    _front("html_as_plain", "HTML said to be plain text", "ok", says(http.GOOD, kind="text/plain")),
    _front("no_type", "no Content-Type", "ok", says(http.GOOD, kind=None)),
    _front("broken_type", "a Content-Type of noise", "ok", says(http.GOOD, kind="text/html; charset=;;==\xff")),
    _site("nul_bytes", "NUL between all letters of a paragraph", "ok", pages.holding("\0".join("kabar warga"))),
    _site("wrong_charset", "Latin-1 said to be UTF-8", "ok", pages.encoded("cp1252", "utf-8")),
    _site("no_charset", "Windows-1252 said to be nothing", "ok", pages.encoded("cp1252", None)),
    _site("unknown_charset", "a charset that nobody knows", "ok", pages.encoded("utf-8", "x-klingon")),
    _site("utf_16", "UTF-16 with its mark", "ok", pages.encoded("utf-16", None)),
    _site("utf_16_bare", "UTF-16 without its mark, said in the header", "ok", pages.encoded("utf-16-le", "utf-16le")),
    _site("title_8mb", "a title of 8 MB", "too_large", front(says("<title>" + "x" * pages.LONG_TITLE + "</title>"))),
    _site("title_1mb", "a title of 1 MB, which is read", "ok", pages.holding("", head="<title>" + "judul " * 170_000 + "</title>")),
    _site("nested_200", "HTML 200 levels deep", "ok", pages.nested(200)),
    _site("nested_50000", "HTML 50,000 levels deep", "ok", pages.nested(50_000)),
    _site("unclosed", "30,000 elements that never close", "ok", pages.holding("<b><p>kabar " * 30_000)),
    _site("attributes", "one element with 50,000 attributes", "ok", pages.holding(f"<p {' '.join(f'a{at}=1' for at in range(50_000))}>kabar</p>")),
    _site("digits", "a megabyte of digits that may be dates", "ok", pages.holding("<p>" + "12-12-2026 1 2 3 " * 60_000 + "</p>")),
    _site("one_line", "a megabyte in one word", "ok", pages.holding("<p>" + "a" * 1_000_000 + "</p>")),
    _site("deep_jsonld", "JSON-LD 100,000 levels deep", "ok", pages.holding("", head=_JSONLD.format(pages.DEEP_JSON))),
    _site("long_number", "JSON-LD with a number of 5,000 digits", "ok", pages.holding("", head=_JSONLD.format(json.dumps({"@type": "Article"})[:-1] + ',"n":' + "9" * 5_000 + "}"))),
    _site("bad_links", "links that are no addresses", "ok", pages.holding(pages.BAD_LINKS)),
    _site("bad_base", "a base address that is none", "ok", pages.holding(pages.links(5, "kabar/{}/"), head="<base href='http://['>")),
    _site("links_long", "links of 5,000 letters each", "ok", pages.holding(pages.links(50, "/kabar/{}/" + "a" * 5_000))),
    _site("heavy_pages", "pages of almost 5 MB each", "ok", pages.heavy_pages()),
    _site("links_10000", "10,000 links on one page", "ok", pages.holding(pages.links(10_000, "/kabar/{}/"))),
)  # fmt: skip

TRAPS = (
    _site("calendar", "a calendar without end", "ok", pages.endless("/agenda/2026-{n}/")),
    _site("session_ids", "a new session id on every link", "ok", pages.endless("/?PHPSESSID={n:032x}")),
    _site("hidden_sessions", "a session id by a name nobody knows", "ok", pages.endless("/profil/?zz={n:032x}")),
    _site("deeper", "every page links one level deeper", "ok", pages.endless("{path}/bagian/{n}/")),
    _site("next_forever", "a dated list that always has one more page", "ok", pages.next_forever),
    _site("endless_links", "every link leads to more new links", "ok", pages.endless("/kabar/{n}/")),
)

LISTS = (
    _site("sitemap_million", "1,000,000 entries, 80 MB", "ok", pages.MILLION_SITEMAP),
    _site("sitemap_packed", "250,000 entries in 2 MB of gzip", "ok", pages.packed_million()),
    _site("sitemap_itself", "an index that names itself", "ok", pages.sitemap(pages.SELF_INDEX)),
    _site("sitemap_wide", "an index of 5,000 indices, each the same", "ok", pages.sitemap(pages.WIDE_INDEX)),
    _site("sitemap_nested", "an index in an index in an index, without end", "ok", pages.nested_index),
    _site("sitemap_heavy", "40 sitemaps of a megabyte each", "over_budget", pages.heavy_sitemaps()),
    _site("billion_laughs", "entities that unfold to 2 GB", "ok", pages.sitemap(pages.BILLION_LAUGHS)),
    _site(
        "external_entity",
        "entities that ask for a private address and a file",
        "ok",
        pages.sitemap(pages.EXTERNAL_ENTITY),
    ),
    _site("laughing_feed", "the same in a feed", "ok", pages.feed(pages.LAUGHING_FEED)),
    _site("big_feed", "a feed of 20,000 items", "ok", pages.feed(pages.BIG_FEED)),
    _site("deep_rest", "an API answer 100,000 levels deep", "ok", pages.rest(pages.DEEP_JSON)),
)

FAULTS: tuple[Fault, ...] = CONNECTION + PROTOCOL + ROBOTS + REDIRECTS + NAMES + TLS + CONTENT + TRAPS + LISTS
