"""A workout file to a model, or everything that is wrong with it as FILE:LINE:COL.

A block is looked for in the folder `blocks` beside the workout, then among the shipped ones. Its steps take the place
of the line that names it; what is wrong in it is placed in the block's own file.
"""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from pydantic import ValidationError

from speedtimer.errors import FileError, InputError, Place, suggestion
from speedtimer.files import spot_of
from speedtimer.signs import first_harmful, shown
from speedtimer.signs import named as sign_named
from speedtimer.workout import blocks, yaml_tree
from speedtimer.workout.model import Block, Workout, Written
from speedtimer.workout.remarks import Remark, remarks
from speedtimer.workout.validation_errors import from_validation
from speedtimer.workout.values import quoted
from speedtimer.workout.yaml_tree import Leaf, Listing, Node, Table

MOST_BYTES: Final = 1_000_000
"""Far more than any workout; what is larger is refused before it is opened."""


_M = TypeVar("_M", bound=Written)


def read(path: Path) -> Workout:
    """Read a workout file with the blocks that it names.

    Raises:
        FileError: all that is wrong with it, in the order in which it stands there.
    """
    return _Reading(blocks.beside(path)).read(path, Workout)


def check(file: str | Path) -> tuple[Remark, ...]:
    """Read a workout file, or a block file where it lies in a folder named `blocks`, for what is wrong with it. Return
    what is not wrong but probably not meant.

    Args:
        file: its name; as text it is opened, and named in faults, just as it is written (`./a//b.yaml`).

    Raises:
        FileError: all that is wrong with it.
    """
    path = Path(file)
    if blocks.is_one(path):
        reading = _Reading(path.parent)
        reading.read(path, Block, str(file))
    else:
        reading = _Reading(blocks.beside(path))
        reading.read(path, Workout, str(file))
    return () if reading.root is None else remarks(reading.root)


class _Reading:
    """One file and the blocks that it leads to, each opened once."""

    def __init__(self, nearest_blocks: Path) -> None:
        self.root: Node | None = None
        self._folders = (nearest_blocks, blocks.shipped())
        self._faults: list[InputError] = []
        self._found: dict[str, Path | InputError] = {}
        self._blocks: dict[Path, Listing] = {}
        self._under_way: list[Path] = []
        self._nodes = 0

    def read(self, path: Path, model: type[_M], named: str | None = None) -> _M:
        """named: the file as the caller wrote it; the path by default."""
        named = str(path) if named is None else named
        try:
            root = yaml_tree.parse(_text(named), named, self._faults)
            self._under_way.append(path)
            data = yaml_tree.to_data(root := self._with_blocks(root, 0))
        except InputError as fault:
            self._give_up(named, fault)
        try:
            written = model.model_validate(data)
        except ValidationError as error:
            self._give_up(named, *from_validation(error, root, model))
        if self._faults:
            self._give_up(named)
        self.root = root
        return written

    def _give_up(self, named: str, *more: InputError) -> NoReturn:
        """Raise what has been found; the same fault, met twice by way of a block, once."""
        found = {(fault.place, fault.fault): fault for fault in (*self._faults, *more)}

        def order(fault: InputError) -> tuple[bool, str, int, int]:
            place = fault.place if isinstance(fault.place, Place) else Place(named)
            return place.path != named, place.path, place.line, place.column

        raise FileError(tuple(sorted(found.values(), key=order))) from None

    def _with_blocks(self, node: Node, depth: int) -> Node:
        """Put the steps of blocks in wherever a block is named.

        Raises:
            InputError: with all blocks, and with aliases counted as what they stand for, there is too much of it.
        """
        self._nodes += 1
        if self._nodes > yaml_tree.MOST_NODES:
            raise InputError(f"more than {yaml_tree.MOST_NODES} values with all blocks", "include fewer", node.place)
        if depth > yaml_tree.DEEPEST:
            raise InputError(f"more than {yaml_tree.DEEPEST} lists and groups in one another", "nest less", node.place)
        if isinstance(node, Leaf):
            return node
        if isinstance(node, Listing):
            return Listing(node.place, tuple(self._with_blocks(item, depth + 1) for item in node.items), node.size)
        entries = {key: self._with_blocks(value, depth + 1) for key, value in node.entries.items()}
        if "block" in entries:
            if "steps" in entries:
                self._fault(node.keys["steps"], "a block brings its own steps", "leave these out")
            entries["steps"] = self._steps(entries["block"], depth + 1)
        return Table(node.place, entries, node.keys, node.size)

    def _steps(self, named: Node, depth: int) -> Node:
        """Return the steps of a block; none where it is at fault, which is reported and keeps nothing else from it."""
        none = Listing(named.place, (), 1)
        name = named.value.strip() if isinstance(named, Leaf) and isinstance(named.value, str) else ""
        if name not in self._found:
            self._found[name] = self._look_for(name)
        found = self._found[name]
        if isinstance(found, InputError):
            self._fault(named.place, found.fault, found.remedy)
            return none
        if found not in self._blocks and found not in self._under_way:
            self._blocks[found] = self._opened(found) or none
        if found in self._under_way:
            self._fault(named.place, f"the block {quoted(name)} includes itself", "leave this line out")
            return none
        self._under_way.append(found)
        steps = self._with_blocks(self._blocks[found], depth)
        self._under_way.pop()
        return steps

    def _opened(self, path: Path) -> Listing | None:
        """Return the steps that stand in a block's file."""
        try:
            root = yaml_tree.parse(_text(str(path)), str(path), self._faults)
        except InputError as fault:
            self._faults.append(fault)
            return None
        steps = root.entries.get("steps") if isinstance(root, Table) else None
        if not isinstance(root, Table) or not isinstance(steps, Listing) or not steps.items:
            self._fault(root.place, "a block has no steps", "begin it with 'steps:' and a list of them")
            return None
        for key in root.keys.keys() - {"steps"}:
            self._fault(root.keys[key], f"{quoted(key)} does not belong here", "a block has nothing but steps")
        return steps

    def _look_for(self, name: str) -> Path | InputError:
        """Return the file of a block, or why there is none, which holds for every place that names it."""
        if not name:
            return InputError("this names no block", "write the name of a file in the folder blocks/")
        relative = name.removesuffix(".yaml") + ".yaml"
        try:
            for folder in self._folders:
                path = folder / relative
                if not path.resolve().is_relative_to(folder.resolve()):
                    return InputError(f"the block {quoted(name)} lies outside the folder blocks/", "put it inside")
                if path.is_file():
                    return path
        except (OSError, RuntimeError, ValueError):
            # Too long, a NUL in it, a link that leads to itself: whatever the system refuses, no block has this name.
            return InputError(f"{quoted(name)} cannot be the name of a file", "write one that can")
        known = sorted({shown(file.stem) for folder in self._folders for file in folder.glob("*.yaml")})
        return InputError(f"there is no block {quoted(name)}", suggestion(name.lower(), known))

    def _fault(self, place: Place, fault: str, remedy: str) -> None:
        self._faults.append(InputError(fault, remedy, place))


def _text(named: str) -> str:
    """Read a file as text, refusing before it is opened what is too large, or has a name that could not be shown.

    Raises:
        InputError: it is no file, cannot be read, is too large, or is not UTF-8.
    """
    place = Place(named)
    if sign := first_harmful(Path(named).name):
        raise InputError(f"the file's name has a sign that cannot be shown ({sign_named(sign)})", "rename it", place)
    try:
        # By the name as it is written: a Path would take '' for this folder and 'a.yaml/' for a file.
        status = os.stat(named)  # noqa: PTH116
        if stat.S_ISDIR(status.st_mode):
            raise InputError("this is a folder", "name a file in it", place)
        if not stat.S_ISREG(status.st_mode):
            raise InputError("this is no plain file", "name a workout file", place)
        if status.st_size > MOST_BYTES:
            raise _too_long(status.st_size, place)
        with open(named, "rb") as file:  # noqa: PTH123
            # What the system makes up as it is read, as under /proc, has no size before.
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        if Path(named).is_symlink():
            raise InputError("this link leads to no file", "take it away, or mend it", place) from None
        raise InputError("there is no such file", "check its name", place) from None
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else "its name cannot be used"
        raise InputError(f"the file cannot be read ({said})", "check its name and its permissions", place) from None
    if len(data) > MOST_BYTES:
        raise _too_long(len(data), place)
    return _decoded(data, place)


def _too_long(size: int, place: Place) -> InputError:
    return InputError(f"{size} bytes are too many", f"stay below {MOST_BYTES}", place)


def _decoded(data: bytes, place: Place) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError("the file is UTF-16", "save it as UTF-8", place)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        where = Place(place.path, *spot_of(error.start, data))
        raise InputError(f"the byte 0x{data[error.start]:02X} is not UTF-8", "save the file as UTF-8", where) from None
