"""Sites that cannot be measured: closed by robots.txt, in maintenance, redirected away."""

from __future__ import annotations

import re
from dataclasses import replace

from demo.shapes.base import Shape, html, robots
from demo.shapes.bespoke import LARAVEL
from demo.values import Answer, Article, Ask, View


def _address(article: Article) -> str:
    return f"/berita/{article.number}/{article.slug}"


def _maintenance(view: View, _ask: Ask, _match: re.Match[str]) -> Answer:
    body = f"<h1>Dalam pemeliharaan</h1><p>{view.title} sedang diperbaiki dan segera kembali.</p>"
    return html(view, body, title="Pemeliharaan").but(status=503, headers=(("Retry-After", "3600"),))


def _away(view: View, ask: Ask, _match: re.Match[str]) -> Answer:
    return Answer(b"", status=302, headers=(("Location", view.sister + ask.path),))


CLOSED = replace(LARAVEL, name="closed", routes=(robots(closed=True), *LARAVEL.routes[1:]), reach="robots_forbidden")
# The file robots.txt lies on the disk and is served even while every page answers 503.
MAINTENANCE = Shape("maintenance", (robots(), (r".*", _maintenance)), _address, reach="http_503")
REDIRECT = Shape("redirect", ((r".*", _away),), _address, reach="redirected_away")
