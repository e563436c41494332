"""What the ladder of backends (`chain`) wants done, as values; `remote` does it."""

from __future__ import annotations

from dataclasses import dataclass

from speedtimer.audio.wire import Message, Ring


@dataclass(frozen=True, slots=True)
class Start:
    """Start the child of this rung. launch tells this process from earlier ones of the same rung."""

    rung: int
    launch: int


@dataclass(frozen=True, slots=True)
class Stop:
    """End the child of this rung: kill it, or end its input and let it finish."""

    rung: int
    kill: bool


@dataclass(frozen=True, slots=True)
class Tell:
    """Send a message to the child of this rung."""

    rung: int
    message: Message


@dataclass(frozen=True, slots=True)
class Say:
    """Report a sentence to the screen."""

    text: str


Action = Start | Stop | Tell | Say | Ring
