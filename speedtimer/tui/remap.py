"""Other keys for what keys do: which are free, whose they are, and that nothing is left without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from speedtimer.errors import InputError
from speedtimer.settings.editable import Entry, Kind
from speedtimer.settings.file import SettingsFile, Way
from speedtimer.tui.keys import ONLY_READY, SESSION_KEYS, Keymap, spelt

_KEYS: Final = (*SESSION_KEYS, ONLY_READY)


def key_entries(file: SettingsFile) -> tuple[Entry, ...]:
    """List what keys do in a session, each with its keys."""
    keymap = Keymap(tuple(file.now.keys.items()))
    return tuple(
        Entry(
            ("keys", key.id),
            key.name,
            Kind.TYPED,
            " ".join(map(spelt, keymap.keys_of(key.id))),
            " ".join(map(spelt, key.keys)),
            "any key: Enter, then press it; + for one key more",
            f"{key.does[0].upper()}{key.does[1:]}.",
            key.id in file.now.keys,
        )
        for key in _KEYS
    )


def phrase(name: str | None) -> str:
    """Give what a screen calls what keys do."""
    return next((key.name for key in _KEYS if key.id == name), name or "")


def owner(file: SettingsFile, key: str) -> str | None:
    """Give the name of what a key is for, None where it is free."""
    return Keymap(tuple(file.now.keys.items())).name_of(key)


def remapped(file: SettingsFile, name: str, key: str, *, more: bool) -> tuple[tuple[Way, object], ...]:
    """Give what is to be changed so that a key does what is named, in the place of its keys or besides them.

    Args:
        file: the settings.
        name: the name of what it shall do.
        key: as Textual names it.
        more: the other keys stay.

    Raises:
        InputError: it does that already, or something would be left without any key.
    """
    given: dict[str, Sequence[str]] = dict(file.now.keys)
    before = Keymap(tuple(given.items()))
    own, other = before.keys_of(name), before.name_of(key)
    if key in own and (more or len(own) == 1):
        raise InputError(f"{spelt(key)} is its key already", "press another one")
    changes = {name: [*own, key] if more else [key]}
    if other is not None and other != name and other in given:
        changes[other] = [each for each in given[other] if each != key]
    _refuse_keyless({**given, **changes})
    return tuple((("keys", each), keys) for each, keys in changes.items())


def refuse_reset(file: SettingsFile, name: str) -> None:
    """Refuse to give back the keys of what is named, if they have all been given to something else.

    Raises:
        InputError: they have.
    """
    _refuse_keyless({each: keys for each, keys in file.now.keys.items() if each != name})


def _refuse_keyless(given: Mapping[str, Sequence[str]]) -> None:
    for name in Keymap(tuple(given.items())).keyless:
        raise InputError(f"'{phrase(name)}' would be left without a key", "give it another one first")
