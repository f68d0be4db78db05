"""The door of sites.yaml: YAML text in, plain values with their lines out; whatever is odd stays outside, named.

YAML is read narrowly. Only text, whole and decimal numbers, true and false, null, lists and mappings pass; what YAML 1.1
would turn into something else (23:30, 010, 2026-01-05, yes) stays the text that the operator typed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import Reader

REFUSED: Final = object()
"""Stands where a value was refused: its problem is already told, so nobody complains of it a second time."""

MOST_NESTED = 20
MOST_WIDE = 10_000
"""Characters of a line. Blocks cannot nest deeper than their column: this keeps libyaml, which recurses, off the stack's end."""

MOST_REPEATS = 1_000_000
"""Nodes that aliases may repeat: enough for every admin of a country, and an end to a "billion laughs" file."""

# libyaml where PyYAML was built with it (its wheels are): several times faster, the same nodes, as safe.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_YAML = "tag:yaml.org,2002:"
_SCALARS = frozenset(_YAML + name for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge"))
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}(?:[eE][-+]?[0-9]{1,3})?")
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong (or, as a warning, missing) in sites.yaml: where, which entry, and what to write instead.

    ``line`` counts from 1; 0 where the file as a whole is meant.
    """

    line: int
    entry: str
    message: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of sites.yaml as plain values, and the line of each key (dotted path -> line, "" the part itself)."""

    values: Mapping[str, object]
    lines: Mapping[str, int]


def read_yaml(path: Path) -> tuple[Section | None, tuple[Problem, ...]]:
    """Read a file whose top is a mapping; never raises on what the file holds, nor on a file that cannot be read.

    A problem's ``entry`` is the dotted path of the value it is about ("units.3.url"), "" for the whole file.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, (Problem(line, "", "is not UTF-8 text; save the file with the encoding UTF-8"),)
    except (OSError, ValueError) as error:
        return None, (Problem(0, "", _unreadable(error)),)
    return parse_yaml(text)


def parse_yaml(text: str) -> tuple[Section | None, tuple[Problem, ...]]:
    """Read YAML text whose top is a mapping; the same answer as `read_yaml`."""
    if odd := Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        return None, (Problem(line, "", f"holds the control character U+{ord(odd.group()):04X}; delete it"),)
    for at, line_text in enumerate(text.splitlines(), start=1):
        if len(line_text) > MOST_WIDE:
            return None, (Problem(at, "", f"has a line of more than {MOST_WIDE} characters; write one key a line"),)
    try:
        top = yaml.compose(text, Loader=_LOADER)
    except RecursionError:
        return None, (Problem(0, "", "is nested too deeply to be a registry; compare it with docs/sites-yaml.md"),)
    except yaml.YAMLError as error:
        return None, (_syntax(error),)
    except (ValueError, OverflowError) as error:  # an escape or a %YAML number that Python cannot hold
        return None, (Problem(0, "", f"is not valid YAML: {error}"),)
    return _plain(top)


def _unreadable(error: Exception) -> str:
    """Say why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "does not exist; name the right file with --sites, or begin with the sites.yaml that Segar ships"
    if isinstance(error, IsADirectoryError):
        return "is a folder; name the file inside it"
    if isinstance(error, PermissionError):
        return "may not be read by this user; give it the right to read the file"
    return f"cannot be read: {error}"


def _syntax(error: yaml.YAMLError) -> Problem:
    """Turn PyYAML's complaint into one line."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "context", None) or "unknown syntax"
    advice = "look at the indentation, the colons and the quotes on this line and the one above"
    return Problem(mark.line + 1 if mark else 0, "", f"is not valid YAML: {' '.join(str(what).split())}; {advice}")


def _plain(top: Node | None) -> tuple[Section | None, tuple[Problem, ...]]:
    """Turn the composed tree into plain values."""
    if top is None:
        return None, (Problem(0, "", "is empty; write at least city: and units:, as docs/sites-yaml.md shows"),)
    walk = _Walk()
    values = walk.value(top, "", 0)
    if isinstance(values, dict):
        return Section(values, walk.lines), tuple(walk.problems)
    first = Problem(_line(top), "", "does not begin with keys; write city: and units: at the left margin")
    return None, tuple(walk.problems) or (first,)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


class _Walk:
    """One walk through a composed tree; collects lines and problems on the way."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()
        self.open: set[int] = set()
        self.told: set[tuple[int, str]] = set()
        self.repeats = 0

    def value(self, node: Node, path: str, depth: int) -> object:
        """Return the plain value of a node, or REFUSED with its problem told."""
        self.lines.setdefault(path, _line(node))
        if depth > MOST_NESTED or id(node) in self.open:
            return self.refuse(node, path, "is nested too deeply, or holds itself through an alias; write it out flat")
        if self._repeated_too_often(node):
            return REFUSED
        if isinstance(node, ScalarNode) and node.tag in _SCALARS:
            return scalar(node.tag, node.value)
        self.open.add(id(node))
        value = self._group(node, path, depth)
        self.open.remove(id(node))
        return value

    def _group(self, node: Node, path: str, depth: int) -> object:
        if isinstance(node, MappingNode) and node.tag == _YAML + "map":
            return self._mapping(node, path, depth)
        if isinstance(node, SequenceNode) and node.tag == _YAML + "seq":
            return [self.value(item, _under(path, str(at)), depth + 1) for at, item in enumerate(node.value)]
        return self.refuse(node, path, f"bears the tag {_tag(node)}, which is not read here; take the tag away")

    def _mapping(self, node: MappingNode, path: str, depth: int) -> dict[str, object]:
        values: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode) or key.tag not in _SCALARS:
                self.refuse(key, path, "has a key that is not plain text; write a word and a colon")
            elif key.tag == _YAML + "merge":
                self.refuse(key, path, "uses << to merge mappings, which is not read here; write the keys out")
            elif key.value in values:
                first = self.lines[_under(path, key.value)]
                self.refuse(key, path, f"has the key {key.value!r} twice (first on line {first}); keep one of them")
            else:
                inner = _under(path, key.value)
                self.lines[inner] = _line(key)
                values[key.value] = self.value(value, inner, depth + 1)
        return values

    def _repeated_too_often(self, node: Node) -> bool:
        """Count what aliases bring in again; tell of it once when it is too much."""
        if id(node) not in self.seen:
            self.seen.add(id(node))
            return False
        self.repeats += 1
        if self.repeats == MOST_REPEATS + 1:
            self.refuse(node, "", "repeats too much through aliases; write the entries out")
        return self.repeats > MOST_REPEATS

    def refuse(self, node: Node, path: str, message: str) -> object:
        """Tell of a problem, once however often aliases bring it in, and return what stands in the value's place."""
        if (_line(node), message) not in self.told:
            self.told.add((_line(node), message))
            self.problems.append(Problem(_line(node), path, message))
        return REFUSED


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _tag(node: Node) -> str:
    """Write a tag as the operator typed it."""
    return str(node.tag).replace(_YAML, "!!")


def scalar(tag: str, raw: str) -> str | int | float | bool | None:
    """Return the value of a scalar by its YAML tag: a number only where it is written plainly, else the text itself."""
    kind = tag.removeprefix(_YAML)
    if kind == "null":
        return None
    if kind == "bool":
        return _TRUTHS.get(raw.lower(), raw)
    if kind == "int" and _WHOLE.fullmatch(raw):
        return int(raw)
    if kind == "float" and _DECIMAL.fullmatch(raw) and math.isfinite(float(raw)):
        return float(raw)
    return raw
