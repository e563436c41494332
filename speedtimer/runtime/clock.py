"""Clocks: the real one, and a manual one that moves only when it is told to.

Time is asked for here and nowhere else. A clock has three hands:

- now_ns, on which everything is scheduled. It is the one that the sound's process shares (`perf_counter_ns`); on Linux
  and macOS it stands still while the computer sleeps.
- boot_ns, which goes on while the computer sleeps. Session time is taken from it, and the two drifting apart is how
  a sleep is noticed. Where there is no such clock, as on Windows, it is the same as now_ns.
- wall, what the calendar says; only ever written down.

The clock does not know the event loop: `wake_at` is given the loop's own `call_later`.
"""

from __future__ import annotations

import heapq
import itertools
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Protocol

from speedtimer.records.boot import boot_clock, plain_clock
from speedtimer.records.moments import Started, started_now

NS_PER_MS: Final = 1_000_000
NS_PER_S: Final = 1_000_000_000

Wake = Callable[[], None]
TakeBack = Callable[[], None]


class Handle(Protocol):
    """What `call_later` gives: something that can be cancelled."""

    def cancel(self) -> None:
        """Take the call back."""


Later = Callable[[float, Wake], Handle]
"""The event loop's `call_later`: seconds from now, and what is called then."""


class Clock(Protocol):
    """The time, as a session needs it."""

    def now_ns(self) -> int:
        """Return nanoseconds since some fixed moment, never decreasing; it may stand still in the computer's sleep."""

    def boot_ns(self) -> int:
        """Return nanoseconds since some fixed moment, never decreasing, the computer's sleep included."""

    def wall(self) -> Started:
        """Return the calendar's now, with its offset and zone."""

    def wake_at(self, deadline_ns: int, wake: Wake, later: Later) -> TakeBack:
        """Have wake called when now_ns has reached deadline_ns; give the way to take that back."""


class RealClock:
    """The computer's own clock."""

    def __init__(self) -> None:
        self._boot_ns = boot_clock().now_ns

    def now_ns(self) -> int:
        return time.perf_counter_ns()

    def boot_ns(self) -> int:
        return self._boot_ns()

    def wall(self) -> Started:
        return started_now()

    def wake_at(self, deadline_ns: int, wake: Wake, later: Later) -> TakeBack:
        return later(max(0, deadline_ns - self.now_ns()) / NS_PER_S, wake).cancel


SIX_IN_THE_EVENING: Final = Started(1_748_793_600_000, 120, "Europe/Berlin")
"""When a manual clock begins unless told otherwise: 1 June 2025, 18:00 in Berlin."""


class ManualClock:
    """A clock that stands still until it is moved, for tests and for whatever runs faster than time.

    jumps: the clock itself jumps to the next moment that somebody waits for, so that a session of ninety minutes is
    over at once and every deadline is met exactly. Without it, `move`, `sleep` and `pass_time` move it.
    start: what the calendar says at nanosecond 0.
    """

    def __init__(self, *, jumps: bool = False, start: Started = SIX_IN_THE_EVENING) -> None:
        self._now_ns = 0
        self._asleep_ns = 0
        self._jumps = jumps
        self._start = start
        self._waiting: list[tuple[int, int, Wake]] = []
        self._taken_back: set[int] = set()
        self._numbers = itertools.count()

    def now_ns(self) -> int:
        return self._now_ns

    def boot_ns(self) -> int:
        return self._now_ns + self._asleep_ns

    def wall(self) -> Started:
        return replace(self._start, utc_ms=self._start.utc_ms + self.boot_ns() // NS_PER_MS)

    def wake_at(self, deadline_ns: int, wake: Wake, later: Later) -> TakeBack:
        number = next(self._numbers)
        heapq.heappush(self._waiting, (deadline_ns, number, wake))
        if self._jumps:
            later(0, self._jump)

        def take_back() -> None:
            self._taken_back.add(number)

        return take_back

    @property
    def next_ns(self) -> int | None:
        """The next moment that somebody waits for, None where nobody does."""
        while self._waiting and self._waiting[0][1] in self._taken_back:
            self._taken_back.discard(heapq.heappop(self._waiting)[1])
        return self._waiting[0][0] if self._waiting else None

    def move(self, by_ns: int) -> None:
        """Let time pass in one go, as after the process was stopped: whoever waits is woken at the end of it."""
        self._now_ns += by_ns
        self._wake_due()

    def sleep(self, for_ns: int) -> None:
        """Let the computer sleep: boot_ns goes on, now_ns stands still."""
        self._asleep_ns += for_ns

    async def pass_time(self, by_ns: int) -> None:
        """Let time pass as it does on a computer with nothing else to do: everyone is woken at his own moment, and
        has his turn before the clock goes on."""
        await _turns()
        until_ns = self._now_ns + by_ns
        while (next_ns := self.next_ns) is not None and next_ns <= until_ns:
            self._now_ns = max(self._now_ns, next_ns)
            self._wake_due()
            await _turns()
        self._now_ns = until_ns

    def _jump(self) -> None:
        if (next_ns := self.next_ns) is not None:
            self._now_ns = max(self._now_ns, next_ns)
            self._wake_due()

    def _wake_due(self) -> None:
        while (next_ns := self.next_ns) is not None and next_ns <= self._now_ns:
            heapq.heappop(self._waiting)[2]()


class _Turn:
    """Awaited, it lets every other task of the loop have one turn."""

    def __await__(self) -> Generator[None]:
        yield


_TURNS: Final = 20
"""More turns of the loop than any waiter needs between being woken and waiting again."""


async def _turns() -> None:
    for _ in range(_TURNS):
        await _Turn()


@dataclass(frozen=True, slots=True)
class Hands:
    """What the real clock's hands are on this system.

    now, boot: as the system calls them. step_ns: the smallest step that now_ns was seen to make. notices_sleep: boot_ns
    goes on in the computer's sleep.
    """

    now: str
    boot: str
    step_ns: int
    notices_sleep: bool


def hands() -> Hands:
    """Look at the real clock; takes some milliseconds."""
    clock = boot_clock()
    readings = [time.perf_counter_ns() for _ in range(2000)]
    steps = [after - before for before, after in pairwise(readings) if after > before]
    # With no step in two thousand readings it makes large ones indeed: then what the system says has to do.
    step_ns = min(steps, default=round(time.get_clock_info("perf_counter").resolution * NS_PER_S))
    return Hands(plain_clock(), clock.name, step_ns, clock.counts_sleep)
