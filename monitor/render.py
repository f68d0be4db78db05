"""The one Jinja2 environment, with the filters through which every date, number and quoted text reaches people.

StrictUndefined everywhere; autoescape for every template, whatever its name. A plain-text template is escaped like
the others and unescaped as a whole by `render_text`, so that no template can switch escaping off.
"""

from __future__ import annotations

import html
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.phrases import (
    ago,
    bare,
    day,
    day_short,
    defanged,
    link,
    moment,
    number,
    often,
    often_rests_on,
    our_night,
    percent,
    place,
    plain_number,
    quoted,
)


def render(template: str, **values: Any) -> str:
    """Render a template of monitor/templates; raises jinja2.UndefinedError where a value is missing."""
    return _environment().get_template(template).render(**values)


def render_text(template: str, **values: Any) -> str:
    """Render a plain-text template; the values come out exactly as they went in."""
    return html.unescape(render(template, **values))


FILTERS = {
    "day": day,
    "day_short": day_short,
    "moment": moment,
    "ago": ago,
    "number": number,
    "plain_number": plain_number,
    "percent": percent,
    "quoted": quoted,
    "place": place,
    "defanged": defanged,
    "link": link,
    "bare": bare,
    "often": often,
    "our_night": our_night,
    "often_rests_on": often_rests_on,
}


@cache
def _environment() -> Environment:
    loaded = Environment(
        loader=PackageLoader("monitor", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    loaded.filters.update(FILTERS)
    return loaded
