"""Keymap of a session: which key does what by the settings, and the keys that are shown at the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from speedtimer.actions import ACTIONS, DEFAULT_KEYS, Action, key_owners
from speedtimer.engine.view import Phase, View
from speedtimer.plan import ByDistance, Kind, Section
from speedtimer.settings.key_names import spelt
from speedtimer.tui.face import RESUMED, in_effort
from speedtimer.tui.widgets.row import Hint


class Keymap:
    """Actions of a session with the keys that the settings leave them.

    Args:
        chosen: ids with the keys that they are given in place of the default ones.

    by_id, actions: every action with its keys as they are now.
    first_keys: the first key of each as it stands on the keyboard, by id; empty where it has none.
    unknown: ids that no action has.
    keyless: actions without any key, since all have been given to others.
    """

    def __init__(self, chosen: Sequence[tuple[str, Sequence[str]]] = ()) -> None:
        given = {name: tuple(keys) for name, keys in chosen if name in DEFAULT_KEYS}
        self.unknown = tuple(name for name, _ in chosen if name not in DEFAULT_KEYS)
        self._owners = key_owners(given)
        self.keyless = tuple(name for name in DEFAULT_KEYS if name not in self._owners.values())
        if "press" in self.keyless:
            # Whatever a file says: without a press no session can be started.
            self._owners["space"] = "press"
        self.by_id = {action.id: self._as_it_is(action, given.get(action.id)) for action in ACTIONS}
        self.actions = tuple(self.by_id.values())
        self.first_keys = {action.id: spelt(action.keys[0]) if action.keys else "" for action in self.actions}

    def _as_it_is(self, action: Action, given: tuple[str, ...] | None) -> Action:
        """Return an action with the keys it is left with."""
        wanted = given or action.every_key
        left = tuple(key for key in wanted if self._owners.get(key) == action.id) or tuple(
            key for key, owner in self._owners.items() if owner == action.id
        )
        return action if set(left) == set(action.every_key) else replace(action, keys=left, hidden=())

    def name_of(self, key: str) -> str | None:
        """Return the id of a key's action, None where it has none; with Shift, that of the key without, unless it has
        its own."""
        return self._owners.get(key) or self._owners.get(key.removeprefix("shift+"))

    def is_press(self, key: str) -> bool:
        """Whether a key is a press."""
        return self.name_of(key) == "press"

    def beside_press(self, letter: str) -> str:
        """Return a letter for what no press may do: its capital where the letter is a press."""
        return letter.upper() if self.is_press(letter) else letter

    def hints(self, view: View, *, muted: bool = False) -> tuple[Hint, ...]:
        """Return the keys worth knowing at this moment, the most important first, with what they do now."""
        if in_effort(view) and not is_held(view):
            # A runner is not at the keys; one who holds the watch is.
            return ()
        found = {"press": press_does(view)}
        wanted = ["mute"] if muted else []
        if view.phase is Phase.READY:
            wanted += ["hear", "change", "quit"]
        elif view.phase is Phase.PAUSED and view.step is not None and view.step.is_work:
            wanted.append("on")
        if view.counts_by_default:
            found["on"] = "from where it was"
            wanted.append("on")
        elif view.away_before_pause_ms is not None:
            wanted.append("count")
        if view.can_undo is not None:
            wanted.append("undo")
        wanted += [name for name in _HINTED.get(view.phase, ()) if _is_worth(name, view)]
        shown = (
            Hint(self.first_keys[name], found.get(name, self.by_id[name].hint), name)
            for name in ("press", *wanted, "keys")
        )
        return tuple(hint for hint in shown if hint.key and hint.does)


def shown_keys(action: Action) -> str:
    """Return the keys of an action as they stand on the keyboard: `Space Enter`."""
    return action.shown or " ".join(map(spelt, action.keys))


def is_held(view: View) -> bool:
    """Whether somebody holds the watch in this step."""
    return view.step is not None and isinstance(view.step.ends, ByDistance) and view.step.ends.held


def press_does(view: View) -> str:
    """What a press would do now; empty where it would be refused."""
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


def _is_worth(name: str, view: View) -> bool:
    """Whether a key does something here: only efforts over a distance are timed elsewhere."""
    if name == "split":
        before = (view.steps[place] for place in range(view.position - 1, -1, -1))
        rep = next((step for step in before if step.is_work), None)
        return rep is not None and rep.kind is Kind.EFFORT and rep.distance_m is not None
    return name != "enough" or (view.step is not None and view.step.section is Section.MAIN)


_HINTED: Final[Mapping[Phase, tuple[str, ...]]] = {
    Phase.LEAD_IN: ("pause", "skip"),
    Phase.WORK: ("pause", "again", "skip"),
    Phase.RECOVERY: ("again", "pause", "enough", "done", "split"),
    Phase.JOG: ("pause", "longer", "skip"),
    Phase.COUNTING_IN: ("pause",),
    Phase.PAUSED: ("quit",),
    Phase.COMPLETE: ("again", "more", "split"),
}
"""What else is worth knowing in each phase."""
