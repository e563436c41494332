"""Editable settings derived from the schema: label, value, default, range and help of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from speedtimer.errors import InputError
from speedtimer.settings.field_types import Label
from speedtimer.settings.file import SettingsFile, Way
from speedtimer.settings.schema import Settings, choices_of, label_of, range_of
from speedtimer.units import parse_distance

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "Paces": ("paces",),
    "Lead-ins": ("lead_in",),
    "Session": ("session", "guards"),
    "Cues": ("cues",),
    "Screen": ("screen",),
}
"""Under which headings the tables of the file are shown. The keys have a heading of their own, on the screen's side."""


_ON_OR_OFF: Final = "on or off"


class EditKind(Enum):
    """How a setting is changed: by switching it, by going on to the next choice, or by typing."""

    SWITCH = "switch"
    CHOICE = "choice"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting of the list.

    way: where it stands in the file. label: what a runner calls it. value: what it says now, as it is written. default:
    what it says otherwise. range: what may be written. means: a sentence. given: the file names it. choices: what there
    is to choose from. member: what is in or out of a list, None where it is no list. new: a place for one more, with
    nothing in it. unit: of the value. words: what a value is called.
    """

    way: Way
    label: str
    kind: EditKind
    value: str
    default: str
    range: str
    means: str
    given: bool
    choices: tuple[str, ...] = ()
    member: str | None = None
    new: bool = False
    unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def said(self, value: str) -> str:
        """Return a value in words, or with its unit."""
        return self.words.get(value) or (f"{value} {self.unit}" if self.unit and value else value)


def entries(file: SettingsFile, group: str) -> tuple[Entry, ...]:
    """List the settings under a heading, in the order of the file in the docs, the switches of a list last."""
    listed = [entry for table in GROUPS[group] for entry in _of_table(file, table)]
    return tuple(sorted(listed, key=lambda entry: entry.way == ("cues", "silenced")))


def _of_table(file: SettingsFile, table: str) -> Iterator[Entry]:
    now, usual = file.now.written()[table], Settings().written()[table]
    for key, setting in type(getattr(file.now, table)).model_fields.items():
        way, label, choices = (table, key), label_of(setting), choices_of(setting)
        given = key in file.written.get(table, {})
        if label.members:
            yield from _members(way, label, now[key], usual[key], given)
        elif isinstance(now[key], dict):
            yield from _distances(way, label, now[key], usual[key], given)
        else:
            is_switch = isinstance(now[key], bool)
            kind = EditKind.SWITCH if is_switch else EditKind.CHOICE if choices else EditKind.TYPED
            texts = (said(now[key]), said(usual[key]), _ON_OR_OFF if is_switch else range_of(setting), label.means)
            yield Entry(way, label.name, kind, *texts, given, choices, unit=label.unit, words=label.values)


def _members(way: Way, label: Label, now: list[str], usual: list[str], given: bool) -> Iterator[Entry]:
    """Return a switch for each that may stand in a list."""
    for member, its in label.members.items():
        on, by_default = (said((member in listed) is not label.inverted) for listed in (now, usual))
        texts = (on, by_default, _ON_OR_OFF, its.means)
        yield Entry(way, its.name, EditKind.SWITCH, *texts, given, member=str(member), words=label.values)


def _distances(way: Way, label: Label, now: dict[str, str], usual: dict[str, str], given: bool) -> Iterator[Entry]:
    """Return an entry for each distance that has a time, and a place for one more."""
    may_be = "a time from 1 s to 1 h; nothing, to do without this distance"
    for metres, time in now.items():
        texts = (time, usual.get(metres, "worked out from the nearest"), may_be, label.means)
        yield Entry((*way, metres), f"{label.name} of {metres}", EditKind.TYPED, *texts, given)
    more = 'a distance and a time, as "400 m = 1:20"'
    yield Entry(way, f"another {label.name}", EditKind.TYPED, "", "none", more, label.means, given, new=True)


def said(value: object) -> str:
    """Return a value as the list shows it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def switched(file: SettingsFile, entry: Entry) -> tuple[Way, object]:
    """Return the other side of a switch, or the choice after this one: where it stands, and the new value."""
    if entry.kind is EditKind.CHOICE:
        return entry.way, entry.choices[(entry.choices.index(entry.value) + 1) % len(entry.choices)]
    if entry.member is None:
        return entry.way, entry.value != "on"
    now = file.now.written()[entry.way[0]][entry.way[1]]
    return entry.way, [each for each in now if each != entry.member] if entry.member in now else [*now, entry.member]


def parse_entry(file: SettingsFile, entry: Entry, text: str) -> tuple[Way, object]:
    """Return what was typed for an entry: where it stands, and the new value; None to take it out of the file.

    Raises:
        InputError: nothing was typed, or no distance where one belongs.
    """
    text = text.strip().removesuffix(entry.unit).strip()
    table, key = entry.way[:2]
    if not (entry.new or len(entry.way) == 3):
        if not text:
            raise InputError(f"{entry.label} cannot be nothing", f"write {entry.range}")
        return entry.way, _plain(text)
    # Whole, since a table of distances in the file takes the place of ours. One that is there keeps its own spelling.
    now = file.now.written()[table][key]
    spelt = {parse_distance(metres): metres for metres in file.written.get(table, {}).get(key, {})}
    now = {spelt.get(parse_distance(metres), metres): time for metres, time in now.items()}
    if entry.new:
        distance, sign, time = text.partition("=")
        if not sign:
            raise InputError(f"'{text}' is no distance with a time", f"write {entry.range}")
        metres_m = parse_distance(distance)
        name, text = spelt.get(metres_m, f"{metres_m} m"), time.strip()
    else:
        metres_m = parse_distance(entry.way[2])
        name = spelt.get(metres_m, entry.way[2])
    if not text and spelt:
        return (table, key, name), None
    if not text:
        return entry.way[:2], {metres: time for metres, time in now.items() if metres != name}
    if spelt:
        return (table, key, name), _plain(text)
    return (table, key), {**now, name: _plain(text)}


def _plain(text: str) -> object:
    """What TOML writes without quotes, as what it is."""
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text
