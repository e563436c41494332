"""What is no fault in a workout file but probably not meant: text that YAML takes for a comment.

`name: Gate code #4711` is the name `Gate code` and a comment. A comment that somebody wants has a space after its `#`,
or stands beside what is no text, as in `- jog: 15 min  #easy`; of neither is anything said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from speedtimer.errors import Place
from speedtimer.workout.values import quoted
from speedtimer.workout.yaml_tree import Leaf, Listing, Node

_TEXTS: Final = frozenset({"name", "purpose", "tip", "setup", "first_time", "later", "tips", "first_time_tips"})
"""Keys with text behind them, at once or in what they hold."""


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """What was found, and where. It keeps nothing from being run."""

    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: remark: {self.text}"


def remarks(root: Node) -> tuple[Remark, ...]:
    """Return what there is to remark in a file, in its order, and once where a block is named twice."""
    return tuple(sorted(set(_cut_texts(root, is_text=False))))


def _cut_texts(node: Node, *, is_text: bool) -> Iterator[Remark]:
    if isinstance(node, Leaf):
        if is_text and node.comment is not None:
            place, comment = node.comment
            yield Remark(place, f"{quoted(comment)} is a comment, since '#' begins one: put the text in quotes")
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _cut_texts(item, is_text=is_text)
    else:
        for key, value in node.entries.items():
            yield from _cut_texts(value, is_text=is_text or key in _TEXTS)
