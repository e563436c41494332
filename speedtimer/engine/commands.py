"""What an athlete or the driver may say to the engine. Frozen values; what was read from outside stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from speedtimer.plan import Step


class Resumption(StrEnum):
    """How to go on in a work step after a pause: the rep once more from its lead-in, or on after a count."""

    AGAIN = "again"
    ON = "on"


@dataclass(frozen=True, slots=True)
class Press:
    """The one key that says "done". Starts a ready session, resumes a paused one."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the newest accepted command that can be taken back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Give back what undo took, at its own time."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop the session's time until it is resumed."""


@dataclass(frozen=True, slots=True)
class Resume:
    """End a pause. A lead-in starts anew; in work, how says what happens; elsewhere the step goes on."""

    how: Resumption = Resumption.AGAIN


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave this step without a split."""


@dataclass(frozen=True, slots=True)
class Back:
    """To this step's start, or in its first three seconds to the step before. Work is entered by its lead-in."""


@dataclass(frozen=True, slots=True)
class Again:
    """The rep just done, or under way, once more from its lead-in."""


@dataclass(frozen=True, slots=True)
class Done:
    """The press was forgotten: the coming work counts as done, untimed, and its recovery begins now."""


@dataclass(frozen=True, slots=True)
class Enough:
    """Leave the rest of the main set. removed: the indices that go, filled in by the engine when it is given.

    added: likewise the recovery, if any, of a rep that was run ahead and that nothing followed until now.
    """

    removed: tuple[int, ...] | None = None
    added: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class More:
    """One rep more in this set. added: the steps that come, filled in by the engine; after: the index they follow."""

    added: tuple[Step, ...] | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Fewer:
    """One rep fewer in this set. removed: the indices that go, filled in by the engine."""

    removed: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    """Change this step's length, suggestion or max by by_ms (30 s more or less from the keys)."""

    by_ms: int = 30_000


@dataclass(frozen=True, slots=True)
class Jump:
    """Go to a step of the plan. Work is entered by its lead-in."""

    index: int


@dataclass(frozen=True, slots=True)
class Away:
    """The computer was asleep or stopped from since_ms until now. That time does not count; the session is paused."""

    since_ms: int


@dataclass(frozen=True, slots=True)
class Count:
    """The time away that this pause began with counts after all: as if the session had run on meanwhile.

    since_ms: when that time away began, filled in by the engine when it is given.
    """

    since_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Correct:
    """The rep just done was timed elsewhere. ms: its time; None takes a typed one back.

    index: the rep's step, filled in by the engine when it is given without one. press: the number of one of the presses
    that came after its finish, from 2, whose time it is; the engine fills ms in. No undo takes it back, since it moves
    nothing: it is typed anew instead.
    """

    ms: int | None
    index: int | None = None
    press: int | None = None


Command = (
    Press
    | Undo
    | Redo
    | Pause
    | Resume
    | Skip
    | Back
    | Again
    | Done
    | Enough
    | More
    | Fewer
    | Extend
    | Jump
    | Away
    | Count
    | Correct
)


def key_of(command: Command) -> str | None:
    """Return the key that a command comes from: one that is held, or bounces, gives it again and again.

    The two ways to change a length are two keys. Pausing and its end are one, or a held key would do both in turn. None
    for what comes from no key, or ends with a line that was typed.
    """
    match command:
        case Away() | Correct():
            return None
        case Pause() | Resume(how=Resumption.AGAIN):
            return "pause"
        case Resume():
            return "on"
        case Extend(by_ms=by_ms):
            return "longer" if by_ms > 0 else "shorter"
        case _:
            return type(command).__name__.lower()


PRESS: Final = "press"
"""The key of the press."""

UNDOABLE: Final = (Press, Skip, Back, Again, Done, Enough, More, Fewer, Extend, Jump)
