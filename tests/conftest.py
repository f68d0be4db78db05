"""What every test may use: the frozen moment of the WordPress city, its sites, and the marker that skips without them."""

from __future__ import annotations

import socket
import urllib.request
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest

WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def now() -> datetime:
    """One o'clock at night of 21 November 2026 in Bandar Lampung."""
    return datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@pytest.fixture
def zone() -> ZoneInfo:
    return WIB


@cache
def wordpress_runs() -> bool:
    """Whether the ten real WordPress sites answer on this machine's loopback; no other host is ever asked."""
    try:
        if not socket.gethostbyname("kedaton.test").startswith("127."):
            return False
        with urllib.request.urlopen("http://kedaton.test/", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the WordPress sites, saying so, where they do not run."""
    marked = [item for item in items if item.get_closest_marker("wordpress")]
    if marked and not wordpress_runs():
        for item in marked:
            item.add_marker(pytest.mark.skip(reason="the ten WordPress sites do not run on this machine's loopback"))
