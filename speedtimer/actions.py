"""Actions of the session: the one table of their keys, commands and names.

The session screen, its help, the command palette, plain mode, the settings under `[keys]` and the docs all take keys,
names and words from here. Keys are named as Textual names them.

Textual's own BINDINGS are not used: Textual runs a binding in the app's message loop, after the key has passed through
the screen's. A command would be stamped with the moment of whichever key came last, and the app would wait for the
journal. An unknown key would have no answer either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that keys do on a screen.

    id: its name in the settings and in hints.
    keys: those that are shown.
    name: a phrase, for the command palette; empty where it is not offered there.
    does: a sentence without its full stop, for the help.
    command: what the engine is given; None where the screen acts itself.
    hint: a word or two for the line of keys.
    hidden: further keys, which the help does not name.
    shown: what the help shows in place of the keys, where these are too many.
    phases: when it means something; empty for always.
    elsewhere: the answer at other times; `{quit}` stands for the first key of quit.
    """

    id: str
    keys: tuple[str, ...]
    name: str
    does: str
    command: Command | None = None
    hint: str = ""
    hidden: tuple[str, ...] = ()
    shown: str = ""
    phases: tuple[Phase, ...] = ()
    elsewhere: str = ""

    @property
    def every_key(self) -> tuple[str, ...]:
        return self.keys + self.hidden


THEMES: Final = "dark, day, night, the terminal's own"

COMMANDS_ACTION: Final = Action(
    "commands", ("ctrl+p",), "all commands", "every command by its name, to search and to choose from"
)

ACTIONS: Final = (
    Action(
        "press",
        ("space", "enter", "right", "pagedown"),
        "the press",
        "the press: starts the session, ends a step, resumes after a pause",
        Press(),
    ),
    Action("undo", ("u", "backspace", "left", "pageup"), "undo", "take the last command back", Undo(), "undo"),
    Action("redo", ("U",), "redo", "give back what was taken back", Redo()),
    Action(
        "pause",
        ("p",),
        "pause, or resume",
        "pause; in a pause, resume: work begins again from its lead-in",
        hint="pause",
    ),
    Action(
        "on",
        ("o",),
        "go on from here",
        "in a pause within work: go on where it stopped, after a count",
        Resume(Resumption.ON),
        "on after a count",
    ),
    Action(
        "count",
        ("c",),
        "count the time away",
        "after time away: let it count, as if the session had run on",
        Count(),
        "time away counts",
    ),
    Action("skip", ("right_square_bracket",), "skip this step", "leave this step without a split", Skip(), hint="skip"),
    Action(
        "back",
        ("left_square_bracket",),
        "back to this step's start",
        "to this step's start; in its first 3 s to the step before",
        Back(),
    ),
    Action("again", ("a",), "the rep once more", "the rep just done, or under way, once more", Again(), "again"),
    Action(
        "done",
        ("d",),
        "the press was forgotten",
        "the press was forgotten: the coming work is done, its recovery begins",
        Done(),
        "done",
    ),
    Action("enough", ("e",), "enough of the main set", "leave the rest of the main set", Enough(), "enough"),
    Action("more", ("A",), "one rep more", "one rep more in this set", More(), "one more"),
    Action("fewer", ("D",), "one rep fewer", "one rep fewer in this set", Fewer()),
    Action(
        "longer", ("plus",), "30 s longer", "30 s more of this step", Extend(30_000), "30 s", hidden=("equals_sign",)
    ),
    Action("shorter", ("minus",), "30 s shorter", "30 s less of this step", Extend(-30_000)),
    Action("jump", ("g",), "jump to a step", "go to a step, chosen from the plan"),
    Action(
        "way",
        ("w",),
        "another way to run it",
        "before the start: the next way to run it: solo, timed, timed all, auto",
        phases=(Phase.READY,),
        elsewhere="Only before the start: how it is run stays",
    ),
    Action(
        "hear",
        ("h",),
        "hear a cue",
        "a cue to hear, before the start or in a pause",
        hint="hear a cue",
        phases=(Phase.READY, Phase.PAUSED),
        elsewhere="Only before the start or in a pause, so that no cue sounds that means nothing",
    ),
    Action(
        "mute",
        ("m",),
        "mute, or sound again",
        "mute: nothing sounds, and the screen says so; once more, sound again",
        hint="sound on",
    ),
    Action(
        "split",
        ("s",),
        "type a split",
        "the time of the rep just done, typed where it was timed elsewhere",
        hint="split",
    ),
    Action("theme", ("t",), "the next theme", f"the next theme: {THEMES}"),
    Action(
        "settings",
        ("comma",),
        "the settings",
        "the settings: before the start, in a pause or at the end",
        phases=(Phase.READY, Phase.PAUSED, Phase.COMPLETE),
        elsewhere="The settings wait for a pause: {pause} pauses",
    ),
    COMMANDS_ACTION,
    Action("keys", ("question_mark",), "show the keys", "show these keys", hint="keys", hidden=("f1",)),
    Action(
        "quit",
        ("q", "ctrl+c"),
        "quit the session",
        "leave; asks first whether to keep what is done",
        hint="leave",
        hidden=("ctrl+q",),
    ),
    Action(
        "change",
        ("escape",),
        "back to the plan",
        "before the start: back to the plan, with what is on and how it is run",
        hint="the plan",
        phases=(Phase.READY,),
        elsewhere="Only before the start: {quit} leaves, {keys} shows the keys",
    ),
)

DEFAULT_KEYS: Final[Mapping[str, tuple[str, ...]]] = {action.id: action.every_key for action in ACTIONS}

COMMANDS: Final[Mapping[str, Command]] = {action.id: action.command for action in ACTIONS if action.command}
"""What the engine is given, by action."""


def key_owners(given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the action of each key.

    Args:
        given: keys by the action that has them in place of its default ones. A key given to one action is taken from
            the action that has it by default.
    """
    owners = {key: name for name, keys in DEFAULT_KEYS.items() if name not in given for key in keys}
    return owners | {key: name for name, keys in given.items() for key in keys}


def pausing(view: View) -> Command:
    """Return the command of the pause key at this moment."""
    return Resume() if view.phase is Phase.PAUSED else Pause()


def pressing(view: View) -> Command:
    """Return the command of a press at this moment: after time away in a jog that counts it, Count."""
    return Count() if view.counts_by_default else Press()
