"""The keys of the session screen: one table for the bindings, the help, the hints and the docs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from speedtimer.engine.commands import (
    Again,
    Back,
    Command,
    Count,
    Done,
    Enough,
    Extend,
    Fewer,
    More,
    Pause,
    Press,
    Redo,
    Resume,
    Resumption,
    Skip,
    Undo,
)
from speedtimer.engine.view import Phase, View
from speedtimer.plan import ByDistance, Kind, Section
from speedtimer.settings.keyboard import OWN, SIGNS
from speedtimer.tui.face import RESUMED, in_effort
from speedtimer.tui.named import Named
from speedtimer.tui.widgets.row import Hint


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that keys do. id: its name in settings. name: what it is called, in a phrase. keys: as Textual names
    them. shown: as they stand on the keyboard. does: in a sentence without its full stop."""

    id: str
    name: str
    keys: tuple[str, ...]
    shown: str
    does: str


def _key(id: str, name: str, shown: str, does: str) -> Key:  # noqa: A002  # as the key calls it
    return Key(id, name, OWN[id], shown, does)


SESSION_KEYS: Final = (
    _key(
        "press",
        "the press",
        "Space Enter Right PageDown",
        "the press: starts the session, ends a step, resumes after a pause",
    ),
    _key("undo", "undo", "u Backspace Left PageUp", "take the last command back"),
    _key("redo", "redo", "U", "give back what was taken back"),
    _key("pause", "pause, or resume", "p", "pause; in a pause, resume: work begins again from its lead-in"),
    _key("on", "go on from here", "o", "in a pause within work: go on where it stopped, after a count"),
    _key("count", "count the time away", "c", "after time away: let it count, as if the session had run on"),
    _key("skip", "skip this step", "]", "leave this step without a split"),
    _key("back", "back to this step's start", "[", "to this step's start; in its first 3 s to the step before"),
    _key("again", "the rep once more", "a", "the rep just done, or under way, once more"),
    _key(
        "done",
        "the press was forgotten",
        "d",
        "the press was forgotten: the coming work is done, its recovery begins",
    ),
    _key("enough", "enough of the main set", "e", "leave the rest of the main set"),
    _key("more", "one rep more", "A", "one rep more in this set"),
    _key("fewer", "one rep fewer", "D", "one rep fewer in this set"),
    _key("longer", "30 s longer", "+", "30 s more of this step"),
    _key("shorter", "30 s shorter", "-", "30 s less of this step"),
    _key("jump", "jump to a step", "g", "go to a step, chosen from the plan"),
    _key(
        "way",
        "another way to run it",
        "w",
        "before the start: the next way to run it: solo, timed, timed all, auto",
    ),
    _key("hear", "hear a cue", "h", "a cue to hear, before the start or in a pause"),
    _key("mute", "mute, or sound again", "m", "mute: nothing sounds, and the screen says so; once more, sound again"),
    _key("split", "type a split", "s", "the time of the rep just done, typed where it was timed elsewhere"),
    _key("theme", "the next theme", "t", "the next theme: dark, day, night, the terminal's own"),
    _key("settings", "the settings", ",", "the settings: before the start, in a pause or at the end"),
    _key("commands", "all commands", "Ctrl+P", "every command by its name, to search and to choose from"),
    _key("keys", "show the keys", "?", "show these keys"),
    _key("quit", "quit the session", "q Ctrl+C", "leave; asks first whether to keep what is done"),
)

ONLY_READY: Final = _key(
    "change", "back to the plan", "Esc", "before the start: back to the plan, with what is on and how it is run"
)


class Keymap:
    """What each key is for, once settings have had their say.

    Args:
        chosen: names with the keys that they are given in the place of their own.

    unknown: names that nothing is called by. keyless: what is left without any key, since they have all been given to
    something else.
    """

    def __init__(self, chosen: Sequence[tuple[str, Sequence[str]]] = ()) -> None:
        every = (*SESSION_KEYS, ONLY_READY)
        given = {name: tuple(keys) for name, keys in chosen}
        self.unknown = tuple(name for name in given if name not in {key.id for key in every})
        self._names = {named: key.id for key in every for named in key.keys if key.id not in given}
        # A key that is given to something else is taken from what it belonged to.
        self._names |= {named: name for name, keys in given.items() if name not in self.unknown for named in keys}
        self.keyless = tuple(key.id for key in every if key.id not in self._names.values())
        if "press" in self.keyless:
            # Whatever a file says: a session that nobody can start or go on with is none.
            self._names["space"] = "press"
        self._keys = tuple(self._as_it_is(key, given.get(key.id, key.keys)) for key in every)

    def name_of(self, key: str) -> str | None:
        """Give what a key is for, None if it is for nothing. With Shift it is what it is without, unless it has been
        given something of its own."""
        return self._names.get(key) or self._names.get(key.removeprefix("shift+"))

    def is_press(self, key: str) -> bool:
        """Tell whether a key is one of the press."""
        return self.name_of(key) == "press"

    def beside_press(self, letter: str) -> str:
        """Give the letter for something that no press shall do: where it has become a key of the press, its capital."""
        return letter.upper() if self.is_press(letter) else letter

    def _as_it_is(self, key: Key, wanted: Sequence[str]) -> Key:
        """Give what a meaning is left with of the keys that it has, or was given in their place."""
        left = tuple(named for named in wanted if self._names[named] == key.id) or self._all_of(key.id)
        return key if set(left) == set(key.keys) else replace(key, keys=left, shown=" ".join(map(spelt, left)))

    def _all_of(self, name: str) -> tuple[str, ...]:
        return tuple(named for named, other in self._names.items() if other == name)

    def keys_of(self, name: str) -> tuple[str, ...]:
        """Give the keys of what is named so, as Textual names them."""
        return next(key.keys for key in self._keys if key.id == name)

    def first(self, name: str) -> str:
        """Give the first key of what is named so, as it stands on the keyboard."""
        return next(key.shown.split(" ")[0] for key in self._keys if key.id == name)

    @property
    def commands(self) -> tuple[Named, ...]:
        """Everything that has a key, by its name."""
        return tuple(Named(key.shown, key.name, key.does, key.id) for key in self._keys if key.id != "commands")

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Every key as it stands on the keyboard, and what it does."""
        return tuple((key.shown, key.does) for key in self._keys)

    def hints(self, view: View, *, muted: bool = False) -> tuple[Hint, ...]:
        """Give the keys worth knowing at this moment, the most important first, with what they do now."""
        shown = (replace(hint, key=self.first(hint.id)) for hint in hints(view, muted=muted))
        return tuple(hint for hint in shown if hint.key)


def spelt(key: str) -> str:
    """Write a key as it stands on the keyboard: `right_square_bracket` is `]`, `ctrl+c` is `Ctrl+C`."""
    *held, last = key.split("+")
    named = SIGNS.get(last) or _SPELT.get(last) or (last if len(last) == 1 and not held else last.capitalize())
    return "+".join([*(part.capitalize() for part in held), named])


def called(key: str, character: str | None) -> str:
    """Name what was pressed: by its character where that can be seen, else as it stands on the keyboard."""
    return character if character and character.isprintable() and not character.isspace() else spelt(key)


_SPELT: Final = {"pagedown": "PageDown", "pageup": "PageUp", "escape": "Esc"}


COMMANDS: Final[Mapping[str, Command]] = {
    "press": Press(),
    "undo": Undo(),
    "redo": Redo(),
    "on": Resume(Resumption.ON),
    "count": Count(),
    "skip": Skip(),
    "back": Back(),
    "again": Again(),
    "done": Done(),
    "enough": Enough(),
    "more": More(),
    "fewer": Fewer(),
    "longer": Extend(30_000),
    "shorter": Extend(-30_000),
}
"""What the engine is told. Pausing depends on whether it is paused, jumping on what is chosen."""


def pausing(view: View) -> Command:
    """Give what the pause key means now."""
    return Resume() if view.phase is Phase.PAUSED else Pause()


def pressing(view: View) -> Command:
    """Give what a press means now: after time away in a jog that it counts, else the press."""
    return Count() if view.counts_by_default else Press()


def hints(view: View, *, muted: bool = False) -> tuple[Hint, ...]:
    """Give the keys worth knowing at this moment, the most important first, with what they do now."""
    if in_effort(view) and not is_held(view):
        # Whoever runs is not at the keys; whoever holds the watch is.
        return ()
    does = press_does(view)
    found = [Hint("Space", does, "press")] if does else []
    found += [Hint("m", "sound on", "mute")] if muted else []
    if view.phase is Phase.READY:
        found += [Hint("h", "hear a cue", "hear"), Hint("Esc", "the plan", "change"), Hint("q", "leave", "quit")]
    elif view.phase is Phase.PAUSED and view.step is not None and view.step.is_work:
        found.append(Hint("o", "on after a count", "on"))
    if view.counts_by_default:
        found.append(Hint("o", "from where it was", "on"))
    elif view.away_before_pause_ms is not None:
        found.append(Hint("c", "time away counts", "count"))
    if view.can_undo is not None:
        found.append(Hint("u", "undo", "undo"))
    found += [hint for hint in _HINTS.get(view.phase, ()) if _is_worth(hint, view)]
    return (*found, Hint("?", "keys", "keys"))


def is_held(view: View) -> bool:
    """Tell whether somebody holds the watch in this step."""
    return view.step is not None and isinstance(view.step.ends, ByDistance) and view.step.ends.held


def press_does(view: View) -> str:
    """Say what a press would do now; empty where it would be refused."""
    step = view.step
    if view.phase is Phase.READY:
        return "start"
    if view.phase is Phase.COMPLETE:
        return "summary"
    if not view.may_press or step is None:
        return ""
    if view.counts_by_default:
        return "time away counts"
    if view.phase is Phase.PAUSED:
        return RESUMED.get(step.kind, "go on")
    if step.is_work:
        return "finished"
    if step.kind is Kind.GET_READY:
        return "go now"
    return "back at the line" if step.kind is Kind.RECOVERY else "go on"


def _is_worth(hint: Hint, view: View) -> bool:
    """Tell whether a key does something here: only efforts over a distance are timed elsewhere."""
    if hint is _SPLIT:
        before = (view.steps[place] for place in range(view.position - 1, -1, -1))
        rep = next((step for step in before if step.is_work), None)
        return rep is not None and rep.kind is Kind.EFFORT and rep.distance_m is not None
    return hint.id != "enough" or _in_main(view)


def _in_main(view: View) -> bool:
    return view.step is not None and view.step.section is Section.MAIN


_PAUSE: Final = Hint("p", "pause", "pause")
_AGAIN: Final = Hint("a", "again", "again")
_SKIP: Final = Hint("]", "skip", "skip")
_SPLIT: Final = Hint("s", "split", "split")
_HINTS: Final[Mapping[Phase, tuple[Hint, ...]]] = {
    Phase.LEAD_IN: (_PAUSE, _SKIP),
    Phase.WORK: (_PAUSE, _AGAIN, _SKIP),
    Phase.RECOVERY: (_AGAIN, _PAUSE, Hint("e", "enough", "enough"), Hint("d", "done", "done"), _SPLIT),
    Phase.JOG: (_PAUSE, Hint("+", "30 s", "longer"), _SKIP),
    Phase.COUNTING_IN: (_PAUSE,),
    Phase.PAUSED: (Hint("q", "leave", "quit"),),
    Phase.COMPLETE: (_AGAIN, Hint("A", "one more", "more"), _SPLIT),
}
"""What else is worth knowing in each phase."""
