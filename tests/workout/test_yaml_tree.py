"""YAML text to a tree that knows lines and columns, by either of PyYAML's scanners."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from speedtimer.errors import InputError, Place
from speedtimer.workout.yaml_tree import DEEPEST, MOST_NODES, Table, parse, to_data

NO_KEY = "this line is no 'key: value': write a key, a colon, a space and a value"
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@pytest.fixture(params=[FAST, yaml.SafeLoader], ids=["fast", "pure"])
def loader(request: pytest.FixtureRequest) -> Any:
    return request.param


def read(text: str, loader: Any = None) -> Any:
    faults: list[InputError] = []
    data = to_data(parse(text, "F", faults, loader=loader))
    assert faults == []
    return data


def lesser_faults(text: str, loader: Any) -> list[str]:
    """Faults that do not keep the rest from being read."""
    faults: list[InputError] = []
    parse(text, "F", faults, loader=loader)
    return [str(fault) for fault in faults]


def great_fault(text: str, loader: Any) -> str:
    with pytest.raises(InputError) as caught:
        parse(text, "F", [], loader=loader)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("off", "off"),
        ("true", True),
        ("False", False),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("-7", -7),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("1:30", "1:30"),
        ("4:00", "4:00"),
        ("2026-01-01", "2026-01-01"),
        ("~", None),
        ("null", None),
        ("", None),
        ("'true'", "true"),
        ('"5"', "5"),
        ("!!str 5", "5"),
        ("! 5", "5"),
        ("!!int 5", 5),
        ("9" * 30, "9" * 30),
        ("'<<'", "<<"),
    ],
)
def test_plain_words_are_read_as_yaml_1_2_reads_them(text: str, value: object, loader: Any) -> None:
    found = read(f"key: {text}\n", loader)["key"]
    assert found == value
    assert type(found) is type(value)


def test_every_part_knows_its_line_and_column(loader: Any) -> None:
    root = parse("a: 1\nlong key:\n  - x\n  - {b: y}\n", "F", [], loader=loader)
    assert isinstance(root, Table)
    assert root.keys["long key"] == Place("F", 2, 1)
    listing = root.entries["long key"]
    assert listing.place == Place("F", 3, 3)
    assert [item.place for item in listing.items] == [Place("F", 3, 5), Place("F", 4, 5)]  # type: ignore[union-attr]


def test_an_alias_stands_for_what_it_names_and_an_anchor_may_be_given_again(loader: Any) -> None:
    assert read("a: &x [1]\nb: *x\nc: &x {d: 2}\ne: *x\n", loader) == {"a": [1], "b": [1], "c": {"d": 2}, "e": {"d": 2}}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2\na: 3\n", "F:3:1: 'a' stands twice: leave out one of them, the first is in line 1"),
        ("a: !x 1\n", "F:1:4: the tag '!x' is not known: leave it out"),
        ("a: !!python/object:os.system x\n", "F:1:4: the tag '!!python/object:os.system' is not known: leave it out"),
        ("a: !!set {b}\n", "F:1:4: the tag '!!set' is not known: leave it out"),
        ("a: !y [1]\n", "F:1:4: the tag '!y' is not known: leave it out"),
        ("a: !!int x\n", "F:1:4: 'x' is not what its tag says: leave the tag out"),
        (
            "a: &x {b: 1}\n<<: *x\n",
            "F:2:1: merge keys are not read: write the keys out, or put shared steps into a block",
        ),
        ("[a]: 1\n", "F:1:1: a key has to be a word: write it as 'key: value'"),
        ("~: 1\n", "F:1:1: a key has to be a word: write it as 'key: value'"),
    ],
)
def test_what_is_wrong_in_one_place_keeps_nothing_else_from_being_read(text: str, fault: str, loader: Any) -> None:
    assert lesser_faults(text + "last: 9\n", loader) == [fault]


def test_of_two_equal_keys_the_first_counts(loader: Any) -> None:
    root = parse("a: 1\na: [2, 3]\nb: 4\n", "F", [], loader=loader)
    assert to_data(root) == {"a": 1, "b": 4}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "F:1:1: the file is empty: write a workout in it, see `speedtimer schema`"),
        ("# nothing\n", "F:1:1: the file is empty: write a workout in it, see `speedtimer schema`"),
        ("a: 1\n---\nb: 2\n", "F:2:1: a second document begins: keep one workout in a file"),
        ("a:\n\t- b\n", "F:2:1: a tab stands where spaces should: indent with spaces"),
        ("a:\n  - b\n  \t- c\n", "F:3:3: a tab stands where spaces should: indent with spaces"),
        ("a: \x00\n", "F:1:4: a sign that cannot be shown (U+0000): take it out"),
        ("a: 1\nbé\x1b: 2\n", "F:2:3: a sign that cannot be shown (U+001B): take it out"),
        ("a: b: c\n", "F:1:5: a ': ' stands where no key can be: put text with a colon in it in quotes"),
        ("name X\nfocus: even\n", f"F:1:1: {NO_KEY}"),
        ("# n\n\n  name X\n  and Y\n\n  focus: even\n", f"F:3:3: {NO_KEY}"),
        ("- name: a\n- name b\n  on: true\n", f"F:2:3: {NO_KEY}"),
        ("a: 1\nb c\nd: 2\n", f"F:2:1: {NO_KEY}"),
        ("a: 1\nb c\n\n# d\n", f"F:2:1: {NO_KEY}"),
        ("a: 1\nb c", f"F:2:1: {NO_KEY}"),
        ("a:\n  - b: 1\n    c d\n", f"F:3:5: {NO_KEY}"),
        ("a: b\n  c: d\n", "F:2:4: a ': ' stands where no key can be: put text with a colon in it in quotes"),
        ("a: -b\n  c: d\n", "F:2:4: a ': ' stands where no key can be: put text with a colon in it in quotes"),
        ("- -5\n  c: d\n", f"F:1:3: {NO_KEY}"),
        ("a:\n  -b: c\n   d: e\n", "F:2:3: a '-' stands without a space after it: write '- '"),
        ("a:\n  - -b c: d: e\n", "F:2:5: a '-' stands without a space after it: write '- '"),
        ("a: [1, 2\n", "F:1:4: the bracket is not closed: put ',' between its values and close it"),
        ("a: {b: 1\n", "F:1:4: the bracket is not closed: put ',' between its values and close it"),
        ("a: 'x\n", "F:1:4: the quotation mark is never closed: close it"),
        ("a: @x\n", "F:1:4: nothing can begin with '@': put the value in quotes"),
        ("- a\nb: c\n", "F:2:1: this line does not fit those above: line it up with the key or '-' that it belongs to"),
        (
            "a:\n  - b\n - c\n",
            "F:3:2: this line does not fit those above: line it up with the key or '-' that it belongs to",
        ),
        ("a: *x\n", "F:1:4: '*x' names nothing: mark what it stands for with '&x' above it"),
        ("a: &x [*x]\n", "F:1:8: '*x' stands within what it names: write it out"),
        ("!x!y a\n", "F:1:1: the tag is not known: leave it out"),
        ("{a: b}}\n", "F:1:7: something stands after the end: take it out"),
        ("[" * 3000, f"F:1:{DEEPEST + 1}: more than {DEEPEST} lists and groups within one another: nest less"),
        ("- " * 3000, f"F:1:{2 * DEEPEST + 1}: more than {DEEPEST} lists and groups within one another: nest less"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_its_place(text: str, fault: str, loader: Any) -> None:
    assert great_fault(text, loader) == fault


def test_what_we_have_no_sentence_for_is_said_in_one_line_all_the_same(loader: Any) -> None:
    said = great_fault("a: >x\n  b\n", loader)
    assert said.startswith("F:1:5: this is not YAML (")
    assert "\n" not in said


def test_an_escape_that_is_none_is_said(loader: Any) -> None:
    assert "an unknown escape after a backslash" in great_fault('a: "\\q"\n', loader)


def test_an_alias_bomb_is_refused_where_it_passes_the_budget(loader: Any) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    said = great_fault("\n".join(lines), loader)
    # a0 is 11 values with its list, a1 111, a2 1,111, a3 11,111: with the 12,344 of the lines above, the fourth alias
    # in a4 passes 50,000.
    assert said.startswith("F:5:25: ")
    assert said.endswith(f"more than {MOST_NODES} values in one file: use repeats and fewer aliases")


def test_values_up_to_the_budget_are_read_and_one_more_is_not(loader: Any) -> None:
    fits = "[" + "x," * (MOST_NODES - 1) + "]"
    assert len(read(fits, loader)) == MOST_NODES - 1
    assert "values in one file" in great_fault("[" + "x," * MOST_NODES + "]", loader)
