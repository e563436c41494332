"""Stand-ins for what a conductor is given, a journal and an announcer that remember; a listener, and a small plan."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from typing import Any

from speedtimer.audio.announcer import Announcer
from speedtimer.engine.events import CueSounded, Event, StepEnded
from speedtimer.engine.log import LogEntry
from speedtimer.engine.view import View
from speedtimer.plan import Arranging, ByDistance, ByRange, Kind, Mode, Open, Plan, Rest, Section, Step, arrange
from speedtimer.records.journal import NullJournal, done
from speedtimer.records.moments import Started
from speedtimer.records.session import Ending
from speedtimer.records.unfinished import Unfinished
from speedtimer.rules import LeadIns, Rules
from speedtimer.runtime.clock import NS_PER_MS, ManualClock
from speedtimer.runtime.conductor import Conductor
from tests.records.sessions import PATIENCE_S

SOLO = Mode()
EVERYWHERE_AUTO = Mode(auto=frozenset(Section))
WALK_BACK = Rest("Walk back", Open(at_least_ms=25_000, suggested_ms=80_000, distance_m=100))


def small_plan(reps: int = 2, mode: Mode = SOLO) -> Plan:
    """A jog of 15-25 min (0), then efforts of 200 m (2, 5, …) with their lead-ins and walks, a jog of 10-15 min."""
    jog = Step(0, Kind.WARM_UP, "Easy jog", Section.WARM_UP, ByRange(900_000, 1_500_000))
    effort = Step(0, Kind.EFFORT, "200 m", Section.MAIN, ByDistance(200, 38_000), group=1, rest=WALK_BACK)
    down = Step(0, Kind.WARM_DOWN, "Easy jog", Section.WARM_DOWN, ByRange(600_000, 900_000))
    steps = arrange([jog, *[effort] * reps, down], Arranging(mode, LeadIns(), 3))
    return Plan("small", "Small", "even", (), steps, mode)


class JournalDouble(NullJournal):
    """Remembers what it is told. slow: nothing is on the disk until `catch_up` is called."""

    def __init__(self, *, slow: bool = False) -> None:
        self.slow = slow
        self.said: list[str] = []
        self.entries: list[LogEntry] = []
        self.alive_ms: list[int] = []
        self.endings: list[Ending] = []
        self.started: Started | None = None
        self.closed = False
        self.late = False
        self._waiting: list[tuple[int, Future[None]]] = []

    def begin(self, plan: Plan, rules: Rules, source_hash: str, started: Started) -> str:  # noqa: ARG002
        self.started = started
        self.said.append("begin")
        return "the-session"

    def resume(self, unfinished: Unfinished, *, ended: bool = False) -> None:  # noqa: ARG002
        self.said.append(f"resume {unfinished.id}")

    def write(self, entries: Sequence[LogEntry]) -> Future[None]:
        self.entries += entries
        self.said += [f"write {type(entry.command).__name__} at {entry.at_ms}" for entry in entries]
        return self._future(len(entries))

    def alive(self, at_ms: int) -> None:
        self.alive_ms.append(at_ms)

    def finish(self, ending: Ending, view: View) -> Future[None]:  # noqa: ARG002
        self.endings.append(ending)
        self.said.append(f"finish {ending}")
        return self._future(1)

    @property
    def in_arrears(self) -> bool:
        return self.late

    def pending(self) -> int:
        return sum(count for count, _ in self._waiting)

    def close(self, patience_s: float, tell: Callable[[int], None] = lambda _: None) -> bool:  # noqa: ARG002
        self.closed = True
        if self._waiting:
            tell(self.pending())
        return not self._waiting

    def catch_up(self) -> None:
        """Let everything be on the disk."""
        waiting, self._waiting = self._waiting, []
        for _, future in waiting:
            future.set_result(None)

    def _future(self, count: int) -> Future[None]:
        if not self.slow:
            return done()
        future: Future[None] = Future()
        self._waiting.append((count, future))
        return future


class AnnouncerDouble(Announcer):
    """Remembers what it is told, each call as (what happened, cues to come, session time, the clock's time)."""

    muted = False
    playing: str | None = "bell"
    read = True

    def __init__(self) -> None:
        self.calls: list[tuple[tuple[Event, ...], tuple[CueSounded, ...], int, int]] = []
        self.begun = self.closed = False
        self.sounding = threading.Event()
        self.sounding.set()
        self.samples = 0

    def begin(self) -> None:
        self.begun = True

    def mute(self, on: bool) -> None:
        self.muted = on

    def sample(self) -> None:
        self.samples += 1

    def sync(
        self,
        happened: Sequence[Event],
        upcoming: Sequence[CueSounded],
        view: View,  # noqa: ARG002
        now_ms: int,
        now_ns: int,
    ) -> None:
        self.calls.append((tuple(happened), tuple(upcoming), now_ms, now_ns))

    def close(self) -> None:
        """Waits until what sounds has come to its end, for as long as `sounding` is cleared."""
        self.sounding.wait()
        self.closed = True


@contextlib.asynccontextmanager
async def running(conductor: Conductor) -> AsyncIterator[Conductor]:
    """Run a conductor meanwhile, and stop it at the end."""
    task: asyncio.Task[Any] = asyncio.create_task(conductor.run())
    try:
        await asyncio.sleep(0)
        yield conductor
    finally:
        await conductor.stop(keep=True)
        await conductor.silence()
        await task


def ns(seconds: float) -> int:
    """Seconds as the clock's nanoseconds, to the millisecond."""
    return round(seconds * 1000) * NS_PER_MS


class Heard:
    """A listener that remembers every event with the clock's time at which it was told."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.told: list[tuple[int, Event]] = []

    def __call__(self, events: tuple[Event, ...], view: View) -> None:
        assert view.at_ms >= max(event.at_ms for event in events)
        self.told += [(self._clock.now_ns(), event) for event in events]

    @property
    def events(self) -> list[Event]:
        return [event for _, event in self.told]


def ended(events: list[Event]) -> list[tuple[int, int]]:
    """(when, which step) of every end."""
    return [(event.at_ms, event.index) for event in events if isinstance(event, StepEnded)]


async def until(true: object) -> None:
    """Let the loop turn until something is so, however often: what is waited for may be a thread's to do."""
    assert callable(true)
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, "it never came to be"
        await asyncio.sleep(0)
