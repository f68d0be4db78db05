"""Politeness and Scrapy wiring. Scrapy's own defaults are for a developer's machine; these are for a city's night."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from crawler.crawl_rules import HANDLERS
from crawler.fetch import MAX_BODY
from crawler.guard import Lookups
from crawler.sites import Registry
from crawler.trust import Roots

_NO_ROOTS = Roots()

RETRIES = 1  # a second try for what may have been our own network; more would lean on weak hosts


def user_agent(registry: Registry) -> str:
    """Name Segar, the office that runs it, and where to complain."""
    contact = f"; +{registry.city.contact}" if registry.city.contact else ""
    words = f"Segar/{version('segar')} ({registry.city.office}, {registry.city.name}{contact})"
    return words.encode("ascii", "replace").decode()


def build(registry: Registry, *, lookups: Lookups, roots: Roots = _NO_ROOTS) -> dict[str, Any]:
    """Every Scrapy setting that Segar changes, with the rules of sites.yaml in them."""
    rules = registry.crawl
    return {
        "BOT_NAME": "segar",
        "USER_AGENT": user_agent(registry),
        "SEGAR_LOOKUPS": lookups,
        "SEGAR_ROOTS": roots,
        "SEGAR_ALLOW_ADDRESSES": [str(network) for network in rules.allow_addresses],
        "TWISTED_DNS_RESOLVER": "crawler.guard.GuardedResolver",
        "DNS_TIMEOUT": 20,
        # Hanging names hold a thread each: with Scrapy's 10 threads, 5 % of them make good sites fail.
        "REACTOR_THREADPOOL_MAXSIZE": 150,
        "CONCURRENT_REQUESTS": rules.at_once,
        "CONCURRENT_REQUESTS_PER_DOMAIN": rules.per_host,
        "CONCURRENT_ITEMS": 4,
        "DOWNLOAD_DELAY": rules.delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,  # the delay is a floor; jitter would go below it
        "DOWNLOAD_TIMEOUT": rules.page_seconds,
        "DOWNLOAD_MAXSIZE": MAX_BODY,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        # Broken certificates are recorded (Visit.tls), never a reason not to read what every citizen's browser can.
        "DOWNLOAD_VERIFY_CERTIFICATES": False,
        "DOWNLOAD_TLS_MIN_VERSION": "TLSv1.0",
        "DOWNLOAD_HANDLERS": HANDLERS,
        "COMPRESSION_ENABLED": False,  # undone in crawler.fetch, where half a body is not taken for a whole one
        "HTTPPROXY_ENABLED": False,
        "RETRY_TIMES": RETRIES,
        "RETRY_HTTP_CODES": [408, 500, 502, 504, 522, 524],  # 429 and 503 ask us to stay away
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "REDIRECT_ENABLED": False,  # followed in crawler.fetch, where each step is checked
        "METAREFRESH_ENABLED": False,
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "TELNETCONSOLE_ENABLED": False,  # telnet and remote control can both run code
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "LOG_VERSIONS": [],
        "STATS_DUMP": False,
        "MEMUSAGE_ENABLED": False,
        "ITEM_PIPELINES": {"crawler.pipelines.KeepNight": 100},
    }
