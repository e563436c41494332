"""YAML text to a tree in which every part knows its line and column.

PyYAML does the scanning; the tree is put together here from its events, without recursion, so that 3,000 brackets, an
alias bomb or a key that stands twice is found where it stands. Plain words are read as YAML 1.2 reads them: `true` and
`false` are yes and no, `no` and `off` are text, `010` is ten, `1:30` is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from speedtimer.errors import InputError, Place
from speedtimer.signs import named, spaced
from speedtimer.workout.values import quoted

MOST_NODES: Final = 50_000
"""Words, lists and groups in one workout, each alias counted as what it stands for."""

DEEPEST: Final = 60
"""Lists and groups within one another."""

Scalar = str | int | float | bool | None

_TAG: Final = "tag:yaml.org,2002:"
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]{1,20}")
_BASED = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,20}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,20}|[0-9]{1,20}(?:\.[0-9]{0,20})?)(?:[eE][-+]?[0-9]{1,3})?")
_COMMENT = re.compile(r"[ \t]+(#\w[^\r\n]*)")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """One value. size: nodes in it, aliases counted as what they stand for. comment: what stands behind a value without
    quotes, and where, if its `#` has no space after it."""

    place: Place
    value: Scalar
    size: int = 1
    comment: tuple[Place, str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """Values one below the other, each after a `-`."""

    place: Place
    items: tuple[Node, ...]
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Keys with their values, and where each key stands."""

    place: Place
    entries: dict[str, Node]
    keys: dict[str, Place]
    size: int


Node = Leaf | Listing | Table


@dataclass(slots=True)
class _Open:
    """A list or group whose end has not been read yet. key: the one that waits for its value."""

    place: Place
    is_table: bool
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    key: str | None = None
    key_place: Place | None = None
    size: int = 1


def parse(text: str, path: str, faults: list[InputError], *, loader: Any = None) -> Node:
    """Read one YAML document.

    Args:
        path: what to call the file in places.
        faults: what is wrong but does not keep the rest from being read is added here.
        loader: the PyYAML class that scans; the fast one by default, the pure Python one where there is no other.

    Raises:
        InputError: what keeps the rest from being read: no YAML, nothing in it, too much in it.
    """
    _refuse_unprintable(text, path)
    # What came from a web page may have other spaces anywhere, also where YAML wants plain ones.
    text = spaced(text)
    composer = _Composer(text, path, faults)
    scanner = loader or getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    known = len(faults)
    try:
        for event in yaml.parse(text, Loader=scanner):
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        if _TOO_DEEP in (error.problem or "") and scanner is not yaml.SafeLoader:
            # The fast one looks ahead and gives up at 1,000 brackets before it has told of the first.
            del faults[known:]
            return parse(text, path, faults, loader=yaml.SafeLoader)
        raise _syntax_fault(error, text, path) from None
    if composer.root is None:
        raise InputError("the file is empty", "write a workout in it, see `speedtimer schema`", Place(path))
    return composer.root


class _Composer:
    """Puts the tree together, one event after the other."""

    def __init__(self, text: str, path: str, faults: list[InputError]) -> None:
        self.root: Node | None = None
        self._text = text
        self._path = path
        self._faults = faults
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._place_node(self._leaf(event), event.anchor, plain=event.implicit[0])
        elif isinstance(event, yaml.AliasEvent):
            self._place_node(self._aliased(event), at=self._at(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise InputError("a second document begins", "keep one workout in a file", self._at(event))

    def _at(self, event: yaml.Event) -> Place:
        return _place_of(event.start_mark, self._path)

    def _fault(self, fault: str, remedy: str, place: Place) -> None:
        self._faults.append(InputError(fault, remedy, place))

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        place = self._at(event)
        is_table = isinstance(event, yaml.MappingStartEvent)
        if len(self._open) >= DEEPEST:
            raise InputError(f"more than {DEEPEST} lists and groups within one another", "nest less", place)
        if event.tag not in {None, "!", _TAG + ("map" if is_table else "seq")}:
            self._unknown_tag(event.tag, place)
        self._open.append(_Open(place, is_table, event.anchor))

    def _end(self) -> None:
        done = self._open.pop()
        table = Table(done.place, done.entries, done.keys, done.size)
        self._place_node(table if done.is_table else Listing(done.place, tuple(done.items), done.size), done.anchor)

    def _leaf(self, event: yaml.ScalarEvent) -> Leaf:
        place, tag, text = self._at(event), event.tag, event.value
        if tag is None and event.implicit[0]:
            return Leaf(place, _plain(text), comment=self._comment(event))
        if tag in {None, "!", _TAG + "str"}:
            return Leaf(place, text)
        value = _plain(text)
        names = {bool: "bool", int: "int", float: "float", type(None): "null", str: "str"}
        if tag not in {_TAG + name for name in names.values()}:
            self._unknown_tag(tag, place)
        elif tag != _TAG + names[type(value)]:
            self._fault(f"{quoted(text)} is not what its tag says", "leave the tag out", place)
        return Leaf(place, value)

    def _comment(self, event: yaml.ScalarEvent) -> tuple[Place, str] | None:
        """Return the comment behind a value that could as well be a part of it, with its place."""
        end = event.end_mark
        found = None if end is None else _COMMENT.match(self._text, end.index)
        if end is None or found is None:
            return None
        return Place(self._path, end.line + 1, end.column + found.start(1) - end.index + 1), found[1]

    def _aliased(self, event: yaml.AliasEvent) -> Node:
        if event.anchor in self._anchors:
            return self._anchors[event.anchor]
        if any(waiting.anchor == event.anchor for waiting in self._open):
            raise InputError(f"'*{event.anchor}' stands within what it names", "write it out", self._at(event))
        raise InputError(
            f"'*{event.anchor}' names nothing",
            f"mark what it stands for with '&{event.anchor}' above it",
            self._at(event),
        )

    def _place_node(
        self, node: Node, anchor: str | None = None, *, plain: bool = False, at: Place | None = None
    ) -> None:
        """Put a finished node where it belongs. plain: it stands without quotes. at: where, if by an alias."""
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        parent.size += node.size
        if sum(waiting.size for waiting in self._open) > MOST_NODES:
            raise InputError(
                f"more than {MOST_NODES} values in one file", "use repeats and fewer aliases", at or node.place
            )
        if not parent.is_table:
            parent.items.append(node)
        elif parent.key_place is None:
            self._key(parent, node, plain)
        else:
            if parent.key is not None:
                parent.entries[parent.key] = node
                parent.keys[parent.key] = parent.key_place
            parent.key = parent.key_place = None

    def _key(self, parent: _Open, node: Node, plain: bool) -> None:
        """Take a key. A key at fault is left out with its value, so that the rest is read all the same."""
        parent.key_place = node.place
        if not isinstance(node, Leaf) or node.value is None:
            self._fault("a key has to be a word", "write it as 'key: value'", node.place)
            return
        name = node.value if isinstance(node.value, str) else str(node.value)
        if plain and name == "<<":
            self._fault("merge keys are not read", "write the keys out, or put shared steps into a block", node.place)
        elif name in parent.keys:
            line = parent.keys[name].line
            self._fault(
                f"{quoted(name)} stands twice", f"leave out one of them, the first is in line {line}", node.place
            )
        else:
            parent.key = name

    def _unknown_tag(self, tag: str, place: Place) -> None:
        shown = "!!" + tag.removeprefix(_TAG) if tag.startswith(_TAG) else tag
        self._fault(f"the tag {quoted(shown)} is not known", "leave it out", place)


def to_data(node: Node) -> Any:
    """Return a tree as plain Python values."""
    if isinstance(node, Leaf):
        return node.value
    if isinstance(node, Listing):
        return [to_data(item) for item in node.items]
    return {key: to_data(value) for key, value in node.entries.items()}


def _plain(text: str) -> Scalar:
    """Read a word that stands without quotes as YAML 1.2's core schema does; a number too long for one stays text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    return float(text) if _FLOAT.fullmatch(text) else text


def _refuse_unprintable(text: str, path: str) -> None:
    """PyYAML's two scanners differ in what they say of these, and one gives no line."""
    if found := _UNPRINTABLE.search(text):
        before = text[: found.start()]
        place = Place(path, before.count("\n") + 1, found.start() - (before.rfind("\n") + 1) + 1)
        raise InputError(f"a sign that cannot be shown ({named(found[0])})", "take it out", place)


_FIRST_IN_LINE: Final = re.compile(r" *(?:- +)*")
_UNSPACED_DASH: Final = re.compile(r"-[^\W\d]")
"""A letter right after the dash of a list. A digit may be a number below zero."""

_TOO_DEEP: Final = "exceeded maximum nesting depth"
"""How libyaml 0.2.6 and newer, as PyYAML 6.0.4 brings it, says that it goes no deeper; an older one goes on."""

_TAB: Final = ("a tab stands where spaces should", "indent with spaces")
_NO_KEY: Final = ("this line is no 'key: value'", "write a key, a colon, a space and a value")
_DASH: Final = ("a '-' stands without a space after it", "write '- '")
_STRAY: Final = ("this line does not fit those above", "line it up with the key or '-' that it belongs to")
_SENTENCES: Final = (
    ("tab character", *_TAB),
    ("unexpected end of stream", "the quotation mark is never closed", "close it"),
    ("escape character", "an unknown escape after a backslash", "use single quotes, or write the backslash twice"),
    ("expected ','", "the bracket is not closed", "put ',' between its values and close it"),
    ("node content", "a value is missing", "write one, or close what is open"),
    ("undefined tag handle", "the tag is not known", "leave it out"),
    ("could not find expected ':'", *_NO_KEY),
    ("document start", "something stands after the end", "take it out"),
    ("expected <block end>", *_STRAY),
    ("did not find expected key", *_STRAY),
    ("did not find expected '-'", *_STRAY),
)


def _syntax_fault(error: yaml.MarkedYAMLError, text: str, path: str) -> InputError:
    """Return a plain sentence for what either of PyYAML's scanners found."""
    place = _place_of(error.problem_mark or error.context_mark, path)
    problem = error.problem or ""
    if "cannot start any token" in problem:
        return _bad_start(text, place)
    if "mapping values are not allowed" in problem:
        return _colon_astray(text, place)
    for words, fault, remedy in _SENTENCES:
        if words in problem:
            # What is never closed, or never gets its colon, is noticed further down, at the end of the file even; it
            # is at fault where it begins.
            begun = error.context_mark if "closed" in fault or (fault, remedy) == _NO_KEY else None
            return InputError(fault, remedy, place if begun is None else _place_of(begun, path))
    return InputError(f"this is not YAML ({' '.join(problem.split())})", "compare it with the lines round it", place)


def _place_of(mark: Any, path: str) -> Place:
    """Both of PyYAML's marks count from 0; an event or an error without one is the file's."""
    return Place(path) if mark is None else Place(path, mark.line + 1, mark.column + 1)


def _colon_astray(text: str, place: Place) -> InputError:
    """The text before the colon may go on from lines above, and then what is wrong may stand there."""
    begins = _last_text(text)
    if begins is not None:
        line = text.splitlines()[begins.line]
        first = _FIRST_IN_LINE.match(line)
        column = first.end() if first else 0
        if _UNSPACED_DASH.match(line, column):
            return InputError(*_DASH, Place(place.path, begins.line + 1, column + 1))
        if begins.column == column and begins.line + 1 < place.line:
            return InputError(*_NO_KEY, _place_of(begins, place.path))
    return InputError("a ': ' stands where no key can be", "put text with a colon in it in quotes", place)


def _last_text(text: str) -> Any:
    """Return the mark where the last word or text begins before what PyYAML stumbles over; None if there is none.

    Only the pure scanner shows what it has read but not yet told of.
    """
    scanner, last = yaml.SafeLoader(text), None
    try:
        while scanner.check_token():
            token = scanner.get_token()  # type: ignore[no-untyped-call]
            last = token if isinstance(token, yaml.ScalarToken) else last
    except yaml.MarkedYAMLError:
        last = next((token for token in reversed(scanner.tokens) if isinstance(token, yaml.ScalarToken)), last)
    return None if last is None else last.start_mark


def _bad_start(text: str, place: Place) -> InputError:
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    # One scanner points at the tab, the other at the start of the space that it stands in.
    rest = line[place.column - 1 :]
    blank = rest[: len(rest) - len(rest.lstrip())]
    if "\t" in blank:
        at = Place(place.path, place.line, place.column + blank.index("\t"))
        return InputError(*_TAB, at)
    return InputError(f"nothing can begin with {quoted(rest[:1])}", "put the value in quotes", place)
