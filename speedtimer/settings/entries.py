"""The settings as a list to choose from: what each is, says now, may say and means, whatever the model has of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Literal, get_args, get_origin

from speedtimer.errors import InputError
from speedtimer.settings.model import Settings
from speedtimer.settings.wording import MEMBERS, SETTINGS
from speedtimer.settings.writing import SettingsFile, Way, as_written
from speedtimer.units import parse_distance

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "Paces": ("paces",),
    "Lead-ins": ("lead_in",),
    "Session": ("session", "guards"),
    "Cues": ("cues",),
    "Screen": ("screen",),
}
"""Under which headings the tables of the file are shown. The keys have a heading of their own, on the screen's side."""

CUES: Final[Mapping[str, str]] = {
    "count": "at 3, 2, 1 of a lead-in",
    "go": "when work starts",
    "over": "when work ends, by its length or a press",
    "walk": "when a rep is expected to have ended, and the walk back begins",
    "ready": "when a lead-in begins",
    "last_rep": "in the place of ready, before the last rep of the main set",
    "turn": "in the place of ready, before the pyramid's first shorter rep",
    "start": "when a jog starts",
    "end": "when a jog reaches its length",
    "complete": "when the session is complete",
    "ten_seconds": "when ten seconds are left",
    "minimum": "when a jog may be left",
    "suggestion": "when the walk should be done",
    "press": "when a key was taken that nothing else answers",
    "refused": "when a key was not taken",
    "paused": "when the session is paused",
    "resumed": "when the session goes on",
    "halfway": "at half of a timed effort or jog",
    "minute": "at every full minute of a jog or an effort",
}
"""When each cue sounds."""


_ON_OR_OFF: Final = "on or off"


class Kind(Enum):
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
    kind: Kind
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
        """Say a value in words, or with its unit."""
        return self.words.get(value) or (f"{value} {self.unit}" if self.unit and value else value)


def entries(file: SettingsFile, group: str) -> tuple[Entry, ...]:
    """List the settings under a heading, in the order of the file in the docs, the switches of a list last."""
    listed = [entry for table in GROUPS[group] for entry in _of_table(file, table)]
    return tuple(sorted(listed, key=lambda entry: entry.way == ("cues", "silenced")))


def _of_table(file: SettingsFile, table: str) -> Iterator[Entry]:
    model = getattr(file.now, table)
    standard = Settings.model_fields[table].get_default()
    for key, kept in type(model).model_fields.items():
        kind, choices = _kind_of(kept.annotation)
        now, default = (as_written(table, key, getattr(each, key)) for each in (model, standard))
        given = key in file.written.get(table, {})
        means, may_be = kept.title or "", kept.description or ""
        way = (table, key)
        if isinstance(now, list):
            yield from _members(way, choices, now, default, means, given)
            continue
        worded = SETTINGS[way]
        if isinstance(now, bool):
            yield Entry(way, worded.name, kind, said(now), said(default), _ON_OR_OFF, means, given)
        elif isinstance(now, dict):
            yield from _distances(way, worded.name, now, default, means, given)
        else:
            texts = (said(now), said(default), may_be, means)
            yield Entry(way, worded.name, kind, *texts, given, choices, unit=worded.unit, words=worded.values)


def _members(
    way: Way, choices: tuple[str, ...], now: list[str], default: list[str], means: str, given: bool
) -> Iterator[Entry]:
    """One entry for each that may stand in a list. A cue is switched on where it does not stand among the silenced."""
    silenced = way[-1] == "silenced"
    # What has a switch of its own needs no second one.
    own = {key for key, kept in type(getattr(Settings(), way[0])).model_fields.items() if kept.annotation is bool}
    for choice in (choice for choice in choices if choice not in own):
        on, usual = ((choice in each) is not silenced for each in (now, default))
        worded = MEMBERS[way[-1], choice]
        why = f"Sounds {CUES.get(choice, 'as its name says')}." if silenced else means
        texts = (said(on), said(usual), _ON_OR_OFF, why)
        yield Entry(way, worded.name, Kind.SWITCH, *texts, given, member=choice, words=worded.values)


def _distances(
    way: Way, label: str, now: dict[str, str], default: dict[str, str], means: str, given: bool
) -> Iterator[Entry]:
    """One entry for each distance that has a time, and a place for one more."""
    may_be = "a time from 1 s to 1 h; nothing, to do without this distance"
    for metres, time in now.items():
        usual = default.get(metres, "worked out from the nearest")
        yield Entry((*way, metres), f"{label} of {metres}", Kind.TYPED, time, usual, may_be, means, given)
    more = 'a distance and a time, as "400 m = 1:20"'
    yield Entry(way, f"another {label}", Kind.TYPED, "", "none", more, means, given, new=True)


def _kind_of(annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    """Tell how a field is changed, and what there is to choose from."""
    if annotation is bool:
        return Kind.SWITCH, ()
    if get_origin(annotation) is Literal:
        return Kind.CHOICE, get_args(annotation)
    inner = get_args(annotation)[:1]
    if inner and get_origin(inner[0]) is Literal:
        return Kind.SWITCH, get_args(inner[0])
    return Kind.TYPED, ()


def said(value: object) -> str:
    """Write a value as the list shows it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def switched(file: SettingsFile, entry: Entry) -> tuple[Way, object]:
    """Give what a switch's other side is, or the choice after this one: where it stands, and the new value."""
    if entry.kind is Kind.CHOICE:
        return entry.way, entry.choices[(entry.choices.index(entry.value) + 1) % len(entry.choices)]
    if entry.member is None:
        return entry.way, entry.value != "on"
    now = list(getattr(getattr(file.now, entry.way[0]), entry.way[1]))
    return entry.way, [each for each in now if each != entry.member] if entry.member in now else [*now, entry.member]


def typed(file: SettingsFile, entry: Entry, text: str) -> tuple[Way, object]:
    """Give what was typed for an entry: where it stands, and the new value; None to take it out of the file.

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
    now = as_written(table, key, getattr(getattr(file.now, table), key))
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
