"""Other keys for the actions of a session: which are free, whose they are, and that no action is left without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from speedtimer.actions import ACTIONS
from speedtimer.errors import InputError
from speedtimer.settings.editable import EditKind, Entry
from speedtimer.settings.file import SettingsFile, Way
from speedtimer.settings.key_names import spelt
from speedtimer.tui.keymap import Keymap


def keymap_of(file: SettingsFile) -> Keymap:
    """Return the keymap that the settings amount to."""
    return Keymap(tuple(file.now.keys.items()))


def key_entries(file: SettingsFile) -> tuple[Entry, ...]:
    """Return the actions of a session as settings, each with its keys."""
    keymap = keymap_of(file)
    return tuple(
        Entry(
            ("keys", action.id),
            action.name,
            EditKind.TYPED,
            " ".join(map(spelt, keymap.by_id[action.id].every_key)),
            " ".join(map(spelt, action.every_key)),
            "any key: Enter, then press it; + for one key more",
            f"{action.does[0].upper()}{action.does[1:]}.",
            action.id in file.now.keys,
        )
        for action in ACTIONS
    )


def remapped(file: SettingsFile, name: str, key: str, *, more: bool) -> tuple[tuple[Way, object], ...]:
    """Return the changes that give a key to an action, in place of its keys or besides them.

    Args:
        file: the settings.
        name: the id of the action.
        key: as Textual names it.
        more: the other keys stay.

    Raises:
        InputError: the action has it already, or another one would be left without any key.
    """
    given: dict[str, Sequence[str]] = dict(file.now.keys)
    before = keymap_of(file)
    own, other = before.by_id[name].every_key, before.name_of(key)
    if key in own and (more or len(own) == 1):
        raise InputError(f"{spelt(key)} is its key already", "press another one")
    changes = {name: [*own, key] if more else [key]}
    if other is not None and other != name and other in given:
        changes[other] = [each for each in given[other] if each != key]
    _refuse_keyless({**given, **changes})
    return tuple((("keys", each), keys) for each, keys in changes.items())


def refuse_reset(file: SettingsFile, name: str) -> None:
    """Raise if the default keys of an action have all been given to others.

    Raises:
        InputError: they have.
    """
    _refuse_keyless({each: keys for each, keys in file.now.keys.items() if each != name})


def _refuse_keyless(given: Mapping[str, Sequence[str]]) -> None:
    keymap = Keymap(tuple(given.items()))
    for name in keymap.keyless:
        raise InputError(f"'{keymap.by_id[name].name}' would be left without a key", "give it another one first")
