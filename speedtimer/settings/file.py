"""Changes one setting in the runner's file and leaves everything else in it as it stands: comments, order, blank lines.

A file at fault is never written over. Whatever was changed is checked as the reader checks it, and compared with what
was meant, before a byte of the file is touched; it is then put in the old one's place at once, so that no reader ever
sees half a file.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, Item, Table

from speedtimer.errors import FileError, InputError, Place, StorageError
from speedtimer.files import is_there
from speedtimer.settings.loader import checked
from speedtimer.settings.schema import Settings
from speedtimer.settings.toml_text import parsed, read_text

HEADER: Final = """\
# Settings of speedtimer. What does not stand here keeps its default; write what you like between the lines.

"""
"""What a new file begins with."""

Way = tuple[str, ...]
"""The keys that lead to a setting, as ("paces", "effort", "200 m")."""

_BOM: Final = "\ufeff"


class SettingsFile:
    """The settings file, for a screen that changes it.

    Args:
        path: where it is, or will be.

    now: the settings as they were last read or written. reread: at the last change the file was found changed
    elsewhere, and read again.
    written: what the file itself names, as plain values.
    """

    def __init__(self, path: Path) -> None:
        # A link, as those who keep their settings elsewhere have, stays one.
        self.path: Final = Path(os.path.realpath(path))
        self.now = Settings()
        self.written: Mapping[str, Any] = {}
        self.reread = False
        self._text: str | None = None
        self._mark = ""
        self._undo: list[tuple[str | None, str | None]] = []

    @property
    def can_undo(self) -> bool:
        """Whether a change of this program's can be taken back."""
        return bool(self._undo)

    def read(self) -> bool:
        """Read the file. Return whether its text has changed since the last time.

        Raises:
            FileError: it is at fault; every fault with its line and column.
        """
        text = read_text(self.path) if is_there(self.path) else None
        before = self._text
        self.now, self.written = checked(text or "", self.path), parsed(text or "", self.path)
        self._text = text
        self._mark = _BOM if text is not None and self.path.read_bytes().startswith(_BOM.encode()) else ""
        return text != before

    def change(self, way: Way, value: object) -> None:
        """Set a setting to a value as TOML has it: text, a number, true or false, a list or a table of them.

        Raises:
            FileError, InputError, StorageError: as `change_all` raises them.
        """
        self.change_all(((way, value),))

    def change_all(self, changes: Sequence[tuple[Way, object]]) -> None:
        """Set several settings, as one change.

        The file is read again first, so that nothing that was changed there meanwhile is lost.

        Raises:
            FileError: the file is at fault; nothing is written.
            InputError: the value cannot be used; nothing is written.
            StorageError: the file cannot be written.
        """
        self.reread = self.read()
        meant = self.written
        for where, what in changes:
            meant = _with(meant, where, what)

        def put(document: Any) -> None:
            for where, what in changes:
                _put(document, where, what)

        self._write(meant, put)

    def reset(self, way: Way) -> None:
        """Set a setting back to its default. Its line goes, unless a comment stands on it: then it names the default.

        Raises:
            FileError, InputError, StorageError: as `change` raises them.
        """
        self.reread = self.read()
        try:
            meant = _without(self.written, way)
        except (KeyError, TypeError):
            return
        default = default_of(way)
        item = None if default is None else _at(tomlkit.parse(self._text or ""), way)
        if isinstance(item, Item) and item.trivia.comment:
            self.change(way, default)
        else:
            self._write(meant, lambda document: _at(document, way[:-1]).pop(way[-1]))

    def undo(self) -> None:
        """Take the last change back, byte for byte.

        Raises:
            InputError: there is nothing to take back, or the file has been changed elsewhere since.
            FileError, StorageError: as `change` raises them.
        """
        self.read()
        if not self._undo:
            raise InputError("there is no change to take back", "change something first")
        before, after = self._undo[-1]
        if self._text != after:
            self._undo.clear()
            raise InputError("the file has been changed elsewhere since", "change it back by hand")
        if before is None:
            _remove(self.path)
        else:
            _replace(self.path, self._mark + before)
        self._undo.pop()
        self.read()

    def _write(self, meant: Mapping[str, Any], change: Any) -> None:
        """Change the text, and put it into the file if it says what is meant and can be used."""
        before = self._text
        try:
            document = tomlkit.parse(HEADER if before is None else before)
            change(document)
            text = tomlkit.dumps(document)
        except (TOMLKitError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._by_hand() from error
        if before is not None and "\r\n" in before and "\n" not in before.replace("\r\n", ""):
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        try:
            now, written = checked(text, self.path), parsed(text, self.path)
        except FileError as error:
            raise InputError(error.faults[0].fault, error.faults[0].remedy) from None
        if _pruned(written) != _pruned(meant):
            raise self._by_hand()
        _replace(self.path, self._mark + text)
        self._text, self.now, self.written = text, now, written
        self._undo.append((before, text))

    def _by_hand(self) -> InputError:
        return InputError(
            "the file is written in a way that cannot be changed from here",
            "change this setting in the file",
            Place(str(self.path)),
        )


def default_of(way: Way) -> object:
    """Return a setting's default as TOML has it, None where it has none of its own."""
    return Settings().written()[way[0]].get(way[1]) if len(way) == 2 else None


def _at(tables: Any, way: Sequence[str]) -> Any:
    """Return what stands at the end of a way through tables."""
    return reduce(getitem, way, tables)


def _with(written: Mapping[str, Any], way: Way, value: object) -> dict[str, Any]:
    changed = deepcopy(dict(written))
    reduce(lambda table, key: table.setdefault(key, {}), way[:-1], changed)[way[-1]] = value
    return changed


def _without(written: Mapping[str, Any], way: Way) -> dict[str, Any]:
    changed = deepcopy(dict(written))
    del _at(changed, way[:-1])[way[-1]]
    return changed


def _pruned(written: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out tables in which nothing stands: with its last key a table may go, or stay behind empty."""
    pruned = {key: _pruned(value) if isinstance(value, dict) else value for key, value in written.items()}
    return {key: value for key, value in pruned.items() if value != {}}


def _put(document: Any, way: Way, value: object) -> None:
    """Set a key. Tables that are not there come last, after a blank line."""
    table = document
    for depth, key in enumerate(way[:-1]):
        if key not in table:
            if depth == 0 and document.as_string().strip() and not document.as_string().endswith("\n\n"):
                document.add(tomlkit.nl())
            table[key] = tomlkit.table() if depth == 0 else tomlkit.inline_table()
        table = table[key]
    if isinstance(value, list) and isinstance(table.get(way[-1]), Array) and _edited(table[way[-1]], value):
        return
    item: Any = tomlkit.inline_table() if isinstance(value, dict) else tomlkit.item(value)
    if isinstance(value, dict):
        item.update(value)
    last = next((key for key, _ in reversed(table.value.body) if key), None) if isinstance(table, Table) else None
    if last is None or way[-1] in table:
        table[way[-1]] = item
    else:
        # After the last key, not after the comments that follow it: those speak of the table below. tomlkit has no
        # other way to say where.
        table.value._insert_after(last, way[-1], item)  # noqa: SLF001


def _edited(array: Array, wanted: list[Any]) -> bool:
    """Take out of a list what is not wanted and add what is, so that comments within it stay. Return whether the list
    is then the wanted one."""
    for element in [element for element in array.unwrap() if element not in wanted]:
        array.remove(element)
    for element in wanted:
        if element not in array.unwrap():
            array.append(element)
    return array.unwrap() == wanted


def _replace(path: Path, text: str) -> None:
    """Put a file in the place of the one that is there, at once: a reader finds the old one or the new one."""
    made: str | None = None
    if is_there(path) and not os.access(path, os.W_OK):
        raise StorageError("the settings are write-protected", "make the file writable", Place(str(path)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, made = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if is_there(path):
            Path(made).chmod(path.stat().st_mode & 0o777)
        Path(made).replace(path)
    except OSError as error:
        if made is not None:
            with contextlib.suppress(OSError):
                Path(made).unlink()
        raise _not_writable(path, error) from None


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _not_writable(path, error) from None


def _not_writable(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"the settings cannot be written ({error.strerror})", f"make {path.parent} writable", Place(str(path))
    )
