"""Session time on a clock: where its zero lies, how fast it runs, and whether somebody was away from it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import Final

from speedtimer.runtime.clock import NS_PER_MS, NS_PER_S, Clock

SLEPT_NS: Final = NS_PER_S
"""The computer slept if its boot clock has gained this much on the other; without sleep they keep step exactly."""

STOPPED_NS: Final = 3 * NS_PER_S
"""The process was stopped if it was woken this much too late; both cores burning make it milliseconds."""

AT_ONCE_NS: Final = NS_PER_MS // 20
"""Three looks at a clock that take no longer than this are one moment; as a rule they take a microsecond or two."""

READINGS: Final = 5
"""How often a clock is read at most: a machine that holds this process up so often is late anyway."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Both hands of a clock, read at one moment."""

    now_ns: int
    boot_ns: int

    def back_to(self, at_ns: int | None) -> Reading:
        """Return the reading of an earlier moment, as far back as at_ns; the computer has not slept since."""
        earlier_ns = 0 if at_ns is None else max(0, self.now_ns - at_ns)
        return Reading(self.now_ns - earlier_ns, self.boot_ns - earlier_ns)


def read(clock: Clock) -> Reading:
    """Read a clock.

    One hand is read between two looks at the other, and that again where there was a gap: a process that is held up
    between its readings would believe the hands to be that far apart, and tell every cue too early or too late.
    """
    gap_ns, reading = _look(clock)
    for _ in range(READINGS - 1):
        if gap_ns <= AT_ONCE_NS:
            break
        gap_ns, reading = min((gap_ns, reading), _look(clock), key=itemgetter(0))
    return reading


def _look(clock: Clock) -> tuple[int, Reading]:
    """How long it took to read both hands, and what they said."""
    before_ns = clock.boot_ns()
    now_ns = clock.now_ns()
    gap_ns = clock.boot_ns() - before_ns
    return gap_ns, Reading(now_ns, before_ns + gap_ns // 2)


class SessionClock:
    """Session time, (now - origin) x speed in whole milliseconds; 0 until it is begun.

    It runs on the boot clock, so that the computer's sleep is part of it and can be told as time away; what is to be
    scheduled is given on the other clock. All arithmetic is in whole numbers, so that a moment that was asked for is
    never reached one millisecond too early.

    Args:
        speed: how many times faster than real time, more than 0.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = Fraction(str(speed))
        self._origin_ns: int | None = None

    @property
    def begun(self) -> bool:
        return self._origin_ns is not None

    def begin(self, reading: Reading, at_ms: int = 0) -> None:
        """Let session time be at_ms at the moment of that reading, and run from there."""
        self._origin_ns = reading.boot_ns - self._length_ns(at_ms)

    def at(self, reading: Reading) -> int:
        """Return the session time at a reading, in milliseconds, cut off and never below 0."""
        if self._origin_ns is None:
            return 0
        return max(0, (reading.boot_ns - self._origin_ns) * self._speed // NS_PER_MS)

    def due_ns(self, at_ms: int, reading: Reading) -> int:
        """Return the clock's now_ns at which session time will be, or was, at_ms. reading: one of this moment."""
        if self._origin_ns is None:
            return reading.now_ns
        return self._origin_ns + self._length_ns(at_ms) - (reading.boot_ns - reading.now_ns)

    def session_ms(self, real_ns: int) -> int:
        """Return how much session time passes in a length of real time."""
        return int(real_ns * self._speed // NS_PER_MS)

    def _length_ns(self, length_ms: int) -> int:
        return int(-(-length_ms * NS_PER_MS // self._speed))


class SleepDetector:
    """Notices that the computer slept, or that the process was stopped, by comparing the clock with what was expected.

    It has to be told often that all is well: time away begins at the last moment known awake.
    """

    def __init__(self, reading: Reading) -> None:
        self._awake = reading
        self._due_ns: int | None = None

    @property
    def last(self) -> Reading:
        """The last moment known awake."""
        return self._awake

    def expect(self, due_ns: int | None) -> None:
        """Remember when somebody is to be woken next, on now_ns; None where nobody waits."""
        self._due_ns = due_ns

    def was_away(self, reading: Reading) -> bool:
        """Return whether there was an absence between the last moment known awake and this one."""
        gained_ns = (reading.boot_ns - reading.now_ns) - (self._awake.boot_ns - self._awake.now_ns)
        late_ns = 0 if self._due_ns is None else reading.now_ns - self._due_ns
        return gained_ns > SLEPT_NS or late_ns > STOPPED_NS

    def is_awake(self, reading: Reading) -> None:
        """Note that all is well at this moment."""
        self._awake = reading
