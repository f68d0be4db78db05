from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler import door
from crawler.door import parse_yaml
from crawler.sites import SitesError, load_sites
from monitor.config import check
from tests.sites_helpers import CITY, kelurahan, said, the_error, units, write


@pytest.fixture(params=["libyaml", "python"])
def either_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of PyYAML's loaders, where libyaml is there at all."""
    fast = getattr(yaml, "CSafeLoader", None)
    if request.param == "libyaml" and fast is None:
        pytest.skip("this PyYAML was built without libyaml")
    monkeypatch.setattr(door, "_LOADER", fast if request.param == "libyaml" else yaml.SafeLoader)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SitesError) as caught:
        load_sites(tmp_path / "none.yaml")

    assert str(caught.value).startswith(f"{tmp_path}/none.yaml: does not exist; name the right file")


def test_a_folder_in_place_of_the_file_is_one_clear_line(tmp_path: Path) -> None:
    errors, warnings = check(tmp_path)

    assert [problem.message for problem in errors] == ["is a folder; name the file inside it"]
    assert warnings == ()


def test_a_file_that_is_not_utf_8_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "sites.yaml"
    path.write_bytes(b"city:\n  name: K\xe9daton\n")

    ((problem,), _) = check(path)

    assert (problem.line, problem.message) == (2, "is not UTF-8 text; save the file with the encoding UTF-8")


def test_an_empty_file_says_what_to_write(tmp_path: Path) -> None:
    assert "is empty; write at least city: and units:" in the_error(tmp_path, "# nothing yet\n")


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("city:\n  name: a: b\n", 2, "not valid YAML: mapping values"),
        ("city:\n\tname: a\n", 2, "not valid YAML: found character"),
        ("city: 'open\n", 2, "not valid YAML: found unexpected end of stream"),
        ("a: *unknown\n", 1, "not valid YAML: found undefined alias"),
        ("a: 1\n---\nb: 2\n", 2, "not valid YAML"),
        ("a: 1\nb: \x07\n", 2, "control character U+0007"),
        ("- a\n- b\n", 1, "does not begin with keys"),
        ("a: 1\nb: " + "x" * 20_000, 2, "a line of more than 10000 characters"),
        ("- " * 1_000_000, 1, "a line of more than 10000 characters"),
    ],
)
def test_text_that_is_no_registry_is_one_problem_with_its_line(text: str, line: int, words: str) -> None:
    section, (problem,) = parse_yaml(text)

    assert section is None
    assert problem.line == line
    assert words in problem.message


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1\na: 2\n", "has the key 'a' twice (first on line 1)"),
        ("b: {c: 1}\na: !!python/object:os.system x\n", "bears the tag !!python/object:os.system"),
        ("b: 1\na: !!binary aGk=\n", "bears the tag !!binary"),
        ("b: 1\n? [a]\n: 1\n", "has a key that is not plain text"),
        ("b: &b {c: 1}\n<<: *b\n", "uses << to merge"),
        ("b: 1\na: &a [*a, *a]\n", "holds itself through an alias"),
    ],
)
def test_what_yaml_allows_and_a_registry_does_not_is_refused_on_its_line(text: str, words: str) -> None:
    _, (problem,) = parse_yaml(text)

    assert problem.line == 2
    assert words in problem.message


@pytest.mark.parametrize("text", ["23:30", "010", "0x1f", "1_000", "2026-01-05", "yes", ".inf", "1e5", "9" * 40])
def test_what_yaml_would_turn_into_something_else_stays_the_text_that_was_typed(text: str) -> None:
    section, _ = parse_yaml(f"a: {text}")

    assert section is not None
    assert section.values == {"a": text}


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    assert said(tmp_path, "\ufeff" + CITY + units()) == []


def test_anchors_and_aliases_are_read(tmp_path: Path) -> None:
    first = kelurahan(1003, extra="admins: &both [{name: Sri, email: sri@kota.test}]")
    text = (
        CITY
        + "mail: {sender: {email: segar@kota.test}}\n"
        + units(first, kelurahan(1004, name="Lain", extra="admins: *both"))
    )

    _, one, two = load_sites(write(tmp_path, text)).units

    assert one.admins == two.admins


def test_aliases_that_would_fill_the_memory_are_stopped() -> None:
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    text += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))

    _, problems = parse_yaml(text)

    assert ["repeats too much" in problem.message for problem in problems] == [True]


def test_a_problem_of_the_yaml_inside_a_unit_is_named_by_the_unit(tmp_path: Path) -> None:
    text = CITY + units(kelurahan(extra="notes: a, notes: b"))

    assert the_error(tmp_path, text).startswith("sites.yaml:8: 18.71.01.1003 Surabaya: has the key 'notes' twice")


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=20)
_KEYS = st.sampled_from(
    ["city", "units", "policy", "mail", "schedule", "crawl", "code", "name", "url", "admins", "email"]
) | st.text(max_size=5)
_TREES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5), max_leaves=30
)
_SIGNS = st.text(alphabet="abc01.:-_ \n\t'\"[]{}#&*!|>%@`?,~<=\\\u00e9\u2028\x85", max_size=200)


@settings(max_examples=150, deadline=None)
@example("a: &a [*a]")
@example('a: "\\ud800"')
@given(st.text(max_size=200) | _SIGNS)
def test_any_text_gives_problems_or_values_and_never_a_traceback(text: str) -> None:
    section, problems = parse_yaml(text)

    assert section is not None or problems


@settings(max_examples=150, deadline=None)
@given(tree=_TREES)
def test_any_yaml_gives_problems_or_settings_and_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, tree: object
) -> None:
    path = write(tmp_path_factory.getbasetemp(), yaml.safe_dump(tree, allow_unicode=False))

    errors, warnings = check(path)

    assert errors or warnings or load_sites(path)
    assert all((problem.entry + problem.message).isprintable() for problem in (*errors, *warnings))
