"""Reads a settings file, and says of every fault where it stands and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from speedtimer.actions import DEFAULT_KEYS
from speedtimer.errors import FileError, InputError, Place, suggestion
from speedtimer.settings.preferences import Preferences
from speedtimer.settings.schema import Settings, range_of
from speedtimer.settings.toml_text import KEY, KEY_LINE, KEYS, parsed_as_far_as_it_goes, read_text
from speedtimer.signs import shown

_TABLE_LINE: Final = re.compile(rf"(\s*\[\s*)({KEYS})\s*\]")


@dataclass(frozen=True, slots=True)
class Held:
    """What holds of a settings file. settings: its entries that can be used, and the defaults for all else. faults:
    what cannot be used, in the order of the file."""

    settings: Settings
    faults: tuple[InputError, ...]


def read_settings(path: Path) -> Preferences:
    """Read a settings file of which everything can be used.

    Raises:
        FileError: it cannot be read or used; every fault with its line, column and key.
    """
    return checked(read_text(path), path).preferences()


def read_what_holds(path: Path) -> tuple[Preferences, tuple[InputError, ...]]:
    """Read what can be used of a settings file. Give the faults of the rest too, each with its line, column and key.

    Raises:
        FileError: nothing of it can be used, since it cannot be read or is no TOML.
    """
    held = what_holds(read_text(path), path)
    return held.settings.preferences(), held.faults


def checked(text: str, path: Path) -> Settings:
    """Check the text of a settings file. path: what errors call it.

    Raises:
        FileError: it cannot be used; every fault with its line, column and key.
    """
    held = what_holds(text, path)
    if held.faults:
        raise FileError(held.faults)
    return held.settings


def what_holds(text: str, path: Path) -> Held:
    """Find out what of the text of a settings file can be used. path: what errors call it.

    Raises:
        FileError: it is no TOML.
    """
    written, faults = parsed_as_far_as_it_goes(text, path)
    places = dict(_places(text))
    while True:
        try:
            settings = Settings.model_validate(written)
        except ValidationError as error:
            # Once more without what is wrong. What is left may be at odds with a default that comes in its place.
            for detail in error.errors(include_url=False):
                faults.append(_fault(path, detail, places))
                _leave_out(written, detail)
        else:
            return Held(settings, tuple(sorted(faults, key=lambda fault: fault.place or "")))


def _leave_out(written: dict[str, Any], detail: Any) -> None:
    """Take the entry at fault out of what the file says, or the table where that is none."""
    table, *entries = (str(part) for part in detail["loc"][:2])
    entries += detail.get("ctx", {}).get("entries", ())
    found = written.get(table)
    if not entries or not isinstance(found, dict):
        written.pop(table, None)
        return
    for entry in entries:
        found.pop(entry, None)


def _fault(path: Path, detail: Any, places: dict[tuple[str, ...], tuple[int, int]]) -> InputError:
    # A name within a table is marked as one by pydantic.
    way = tuple(str(part) for part in detail["loc"] if part != "[key]")
    flaw = detail["ctx"] if detail["type"] == "flaw" else {}
    ways = [(*way, entry) for entry in flaw.get("entries", ())] + [way[:length] for length in range(len(way), 0, -1)]
    place = Place(str(path), *next((places[each] for each in ways if each in places), (1, 1)))
    if flaw:
        named = ".".join((*way[:2], *flaw["entries"][:1]) if way == ("keys",) else way[:2])
        return InputError(shown(f"{named}: {flaw['fault']}"), flaw["remedy"], place)
    table, known = _known(way)
    if detail["type"] in ("extra_forbidden", "unknown"):
        return InputError(f"there is no setting '{_short('.'.join(way))}'", suggestion(way[-1], known), place)
    name = next((part for part in reversed(way[:2]) if part in table.model_fields), way[0])
    right = range_of(table.model_fields[name])
    return InputError(f"{_short('.'.join(way[:2]))} cannot be {_shown(detail['input'])}", f"write {right}", place)


def _known(way: Sequence[str]) -> tuple[type[BaseModel], list[str]]:
    """The table in which a key stands, and the keys that it has."""
    table: type[BaseModel] = Settings
    if way[0] == "keys" and len(way) > 1:
        return table, list(DEFAULT_KEYS)
    if len(way) > 1 and way[0] in Settings.model_fields:
        annotation = Settings.model_fields[way[0]].annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            table = annotation
    return table, list(table.model_fields)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return _short(repr(value))
    except ValueError:
        # A number of thousands of digits, or what has one in it.
        return "so large a number"


def _short(text: str) -> str:
    """Return what the file says as it may stand in a sentence."""
    text = shown(text)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _places(text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """Where each key stands, as (line, column) by its way from the root."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if found := _TABLE_LINE.match(line):
            table = _parts(found[2])
            yield table, (number, len(found[1]) + 1)
        elif found := KEY_LINE.match(line):
            yield (*table, *_parts(found[2])), (number, len(found[1]) + 1)


def _parts(keys: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(KEY, keys))
