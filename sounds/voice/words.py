"""What the voice can say: the name of each clip, and the text it is spoken from."""

from __future__ import annotations

from typing import Final

_NUMBERS: Final = (*range(21), *range(30, 100, 10))

_JOINED: Final = "hundred thousand rep of next half point and"
_WORDS: Final = (
    "metres seconds minutes minute kilometre kilometres drill stride effort recovery uphill halfway paused resumed "
    "ready easy shorter longer jog walk"
)
_PHRASES: Final = (
    "last_one walk_back session_complete warm_up easy_jog warm_down get_ready butt_kicks high_knees high_knee_skips "
    "go_again shorter_now press_when_back"
)

JOINED: Final = (*(str(number) for number in _NUMBERS), *_JOINED.split())
"""Clips that something is said after: spoken level, so that they can stand anywhere in a sentence."""

CLOSING: Final = (*_WORDS.split(), *_PHRASES.split())
"""Clips that can stand alone or last: spoken as a statement, falling at the end."""


def text(name: str) -> str:
    """Give what is spoken for a clip: its name, with spaces."""
    return name.replace("_", " ")
