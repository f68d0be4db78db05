"""JSON as strangers' servers write it, with every character in it sound. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

_STRICT, _LAX = json.JSONDecoder(), json.JSONDecoder(strict=False)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(text: str, *, strict: bool = True) -> Any:
    """What ``text`` holds; raises ValueError where it is no JSON, RecursionError where it is nested without end.

    Half of a pair of code units (an emoji that was cut in its middle) is no character, and no file or database takes
    it: it becomes a question mark. Without ``strict``, strings may hold raw control characters.
    """
    said = (_STRICT if strict else _LAX).decode(text)
    if _HALF.search(text) is None:
        return said
    return json.loads(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))
