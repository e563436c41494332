"""The one loop that drives a session: it waits for one deadline, hands commands to the engine, and tells what happened.

A press goes this way: stamped (never before the last advance), computed on frozen state, cancelled cues taken back,
written to the journal, then published to the sound and to the faces. While the write is pending nothing advances past
it. A refusal is written too, but need not wait for the disk; nor does any press while the journal is in arrears.

Nothing polls. Between two deadlines the loop wakes once a second while a session runs, for one reason: time away
begins at the last moment known awake, so that is by how much it can be wrong.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Final

from speedtimer.audio.announcer import Announcer
from speedtimer.engine.commands import Away, Command, Count
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import Bounced, CueSounded, Event, StepEnded, StepStarted
from speedtimer.engine.log import LogEntry, Verdict
from speedtimer.engine.view import Phase, View
from speedtimer.plan import Plan
from speedtimer.records.journal import Journal, NullJournal
from speedtimer.records.session import Ending
from speedtimer.records.writer import PATIENCE_MS
from speedtimer.rules import Rules
from speedtimer.runtime.clock import NS_PER_S, Clock
from speedtimer.runtime.held_keys import HeldKeys
from speedtimer.runtime.keep_awake import KeepAwake
from speedtimer.runtime.notices import Notices, Passing
from speedtimer.runtime.session_clock import Reading, SessionClock, SleepDetector, read

HEARTBEAT_NS: Final = NS_PER_S
ALIVE_NS: Final = 5 * NS_PER_S
"""How often the journal is told that the session is awake, besides at every boundary."""

LOOKAHEAD_NS: Final = 10 * NS_PER_S
"""How far ahead cues are told, in real time."""

CLOSING_S: Final = 5.0
"""How long quitting waits for a disk that writes nothing; after that it says how much is not kept."""

Listener = Callable[[tuple[Event, ...], View], None]
Unlisten = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Resumed:
    """A session to go on with.

    session: its name in the journal. engine: as it was at the last moment known awake. away_ms: session time that has
    passed since. counts: that time counts; otherwise the session is paused. has_ended: it was ended, and is open
    again.
    """

    session: str
    engine: Engine
    away_ms: int
    counts: bool
    has_ended: bool = False


class Lookahead:
    """Cues due within the horizon if no command arrives, computed again on a change and when half the horizon has
    passed."""

    def __init__(self, horizon_ms: int) -> None:
        self._horizon_ms = horizon_ms
        self._until_ms = 0
        self._cues: tuple[CueSounded, ...] = ()

    def look(self, engine: Engine, *, changed: bool) -> tuple[bool, tuple[CueSounded, ...]]:
        """Return whether the cues were computed again, and those still to come up to the horizon."""
        now_ms = engine.now_ms
        fresh = changed or self._until_ms - now_ms < self._horizon_ms // 2
        if fresh:
            self._until_ms = now_ms + self._horizon_ms
            self._cues = engine.upcoming(self._until_ms)
        return fresh, tuple(cue for cue in self._cues if cue.at_ms > now_ms)


class Conductor:
    """One session, driven in time. The journal and the announcer are its own from here on; `stop` closes them.

    Args:
        plan: what is run.
        rules: how; their speed is the clock's too.
        clock: the time.
        journal: where commands are kept; None keeps nothing.
        announcer: what makes cues heard; None for silence.
        awake: what keeps the computer awake from the first press on; None lets it sleep.
        source_hash: names the text that the plan was made from.
        notes: where notes come from that are said by others, such as the journal.
        give_back: called, in a thread, when everything else is closed; lets go of the home's lock.
        resumed: a session of plan and rules to go on with, which the journal has been told of; None for a new one.
    """

    def __init__(
        self,
        plan: Plan,
        rules: Rules,
        *,
        clock: Clock,
        journal: Journal | NullJournal | None = None,
        announcer: Announcer | None = None,
        awake: KeepAwake | None = None,
        source_hash: str = "",
        notes: Notices | None = None,
        give_back: Callable[[], None] = lambda: None,
        resumed: Resumed | None = None,
    ) -> None:
        self._plan, self._rules, self._clock = plan, rules, clock
        self._journal = NullJournal() if journal is None else journal
        self._announcer, self._awake, self._notes = announcer, awake, notes or Notices()
        self._source_hash, self._give_back = source_hash, give_back
        self._engine = Engine.open(plan, rules) if resumed is None else resumed.engine
        self._resumed = resumed
        self._session_clock = SessionClock(rules.speed)
        self._sleep_detector = SleepDetector(read(clock))
        self._lookahead = Lookahead(self._session_clock.session_ms(LOOKAHEAD_NS))
        self._listeners: list[Listener] = []
        self._turn = asyncio.Lock()
        self._held = HeldKeys()
        self._woken = asyncio.Event()
        self._alive_ns = 0
        self._session = None if resumed is None else resumed.session
        self._finished = self._stopped = False
        self._held_ms: int | None = None
        self._silence: asyncio.Future[None] | None = None
        if resumed is not None and self._engine.phase is not Phase.READY:
            self._session_clock.begin(self._sleep_detector.last, self._engine.now_ms + resumed.away_ms)

    @property
    def engine(self) -> Engine:
        """The session as it was last published."""
        return self._engine

    @property
    def session(self) -> str | None:
        """The name under which the session is kept; None before its first press."""
        return self._session

    @property
    def not_kept(self) -> int:
        """How many commands are shown but not yet on the disk; 0 as a rule."""
        return max(0, self._journal.pending() - (0 if self._held_ms is None else 1))

    def view(self) -> View:
        """Return the session at this moment, without changing anything.

        While a press waits for the disk, that is the moment of the press; after an absence that is not dealt with yet,
        the last moment known awake; after the end, that of the end.
        """
        if self._stopped or self._resumed is not None:
            return self._engine.view()
        reading = read(self._clock)
        if self._sleep_detector.was_away(reading):
            reading = self._sleep_detector.last
        at_ms = self._session_clock.at(reading)
        if self._held_ms is not None:
            at_ms = min(at_ms, self._held_ms)
        return self._engine.view(max(at_ms, self._engine.now_ms))

    @property
    def playing(self) -> str | None:
        """What cues are played by, as `bell`; None where nothing is heard."""
        return None if self._announcer is None else self._announcer.playing

    @property
    def can_speak(self) -> bool:
        """The sound files are read, or none are needed."""
        return self._announcer is None or self._announcer.read

    def sample(self) -> None:
        """Sound a cue now, to hear before walking off."""
        if self._announcer is not None:
            self._announcer.sample()

    def listen(self, listener: Listener) -> Unlisten:
        """Call the listener with every batch of events and the view after it. Give what ends that."""
        self._listeners.append(listener)

        def unlisten() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unlisten

    def notes(self, listener: Callable[[str], None]) -> Unlisten:
        """Call the listener with every note of one line. Give what ends that."""
        return self._notes.listen(listener)

    @property
    def muted(self) -> bool:
        """Nothing is to be heard."""
        return self._announcer is not None and self._announcer.muted

    async def mute(self, on: bool) -> None:
        """Silence the session, or let it be heard again. It is no part of it: nothing of that is written down."""
        async with self._turn:
            if self._announcer is None or self._stopped:
                return
            self._announcer.mute(on)
            self._announce(self._engine, (), changed=True)

    async def give(self, command: Command, at_ns: int | None = None) -> tuple[Event, ...]:
        """Hand a command in and give what came of it, once that is kept and published.

        Args:
            command: what was said.
            at_ns: the clock's now_ns when it was said, where that is earlier than now.
        """
        stamp = read(self._clock).back_to(at_ns)
        async with self._turn:
            if self._stopped:
                return ()
            await self._deal_with_absence()
            if self._held.spares(command, stamp.now_ns):
                return (Bounced(self._engine.now_ms, command),)
            events = await self._take(command, stamp)
            self._held.note(command, stamp.now_ns, events)
            return events

    async def run(self) -> None:
        """Drive the session until it is stopped. A session that is complete can still be undone, so it is not over."""
        self._notes.bind(asyncio.get_running_loop().call_soon_threadsafe)
        if self._announcer is not None:
            self._announcer.begin()
        async with self._turn:
            await self._deal_with_absence()
        while not self._stopped:
            await self._until_due()
            async with self._turn:
                if not self._stopped:
                    self._advance(await self._deal_with_absence())

    async def stop(self, keep: bool) -> None:
        """End the session for good and close its journal; what sounds may still come to its end (see `silence`).

        keep: save what is done; otherwise it is thrown away. A session that has not begun leaves nothing.
        """
        await self._end(lambda: self._finish(keep))

    async def leave(self) -> None:
        """Stop without ending the session, so that it can be gone on with later. One that is complete has its end, and
        one whose start was taken back leaves nothing."""
        await self._end(self._leave_open)

    async def silence(self) -> None:
        """Wait until what sounded as the session was stopped has come to its end, some seconds at most. A process that
        ends before that cuts it off."""
        if self._silence is not None:
            await self._silence

    async def _end(self, last: Callable[[], None]) -> None:
        async with self._turn:
            if self._stopped:
                return
            self._advance(await self._deal_with_absence())
            self._stopped = True
            self._woken.set()
            last()
            # What closes may take its time, and a screen may still want to be drawn. What sounds takes longest.
            in_a_thread = partial(asyncio.get_running_loop().run_in_executor, None)
            if self._announcer is not None:
                self._silence = in_a_thread(self._announcer.close)
        await in_a_thread(self._close)

    def _close(self) -> None:
        """Close everything else that was lent. Runs in a thread."""
        if not self._journal.close(CLOSING_S, lambda left: self._notes.say(Passing(f"Saving: {left} to go"))):
            self._notes.say(f"Not kept: {self._journal.pending()} entries of this session")
        if self._awake is not None:
            self._awake.end()
        self._give_back()

    async def _until_due(self) -> None:
        """Wait for the next deadline, or until something has changed."""
        self._woken.clear()
        reading = read(self._clock)
        if self._sleep_detector.was_away(reading):
            # Stopped in the middle of its own work; nothing may be expected anew before that is dealt with.
            return
        due_ns = self._due_ns(reading)
        self._sleep_detector.expect(due_ns)
        if due_ns is None:
            await self._woken.wait()
            return
        take_back = self._clock.wake_at(due_ns, self._woken.set, asyncio.get_running_loop().call_later)
        try:
            await self._woken.wait()
        finally:
            take_back()

    def _due_ns(self, reading: Reading) -> int | None:
        """When the loop has to be awake next; None while nothing runs."""
        if not self._session_clock.begun or self._engine.phase in (Phase.READY, Phase.COMPLETE):
            return None
        paused = self._engine.phase is Phase.PAUSED
        beat_ns = reading.now_ns + (ALIVE_NS if paused else HEARTBEAT_NS)
        next_ms = self._engine.next_ms
        return beat_ns if next_ms is None else min(beat_ns, self._session_clock.due_ns(next_ms, reading))

    async def _deal_with_absence(self) -> Reading:
        """Where the computer slept, or the process was stopped or killed, say so to the engine before anything else
        happens. Give the moment up to which somebody is known to have been there: no further may the session go."""
        reading = read(self._clock)
        resumed, self._resumed = self._resumed, None
        if resumed is not None and self._awake is not None:
            self._awake.begin()
        away, last = self._sleep_detector.was_away(reading), self._sleep_detector.last
        self._sleep_detector.is_awake(reading)
        # What follows is done in milliseconds: if it takes longer, the process was stopped meanwhile.
        self._sleep_detector.expect(reading.now_ns)
        running = self._engine.phase not in (Phase.READY, Phase.PAUSED, Phase.COMPLETE)
        if running and (away or resumed is not None):
            since_ms = self._engine.now_ms if resumed is not None else self._session_clock.at(last)
            await self._take(Away(max(since_ms, self._engine.now_ms)), reading)
        if resumed is not None and resumed.counts:
            await self._take(Count(), reading)
        return reading

    async def _take(self, command: Command, stamp: Reading) -> tuple[Event, ...]:
        at_ms = max(self._session_clock.at(stamp), self._engine.now_ms)
        engine, events = self._engine.give(at_ms, command)
        entry = engine.newest
        assert entry is not None
        if engine.phase is not Phase.READY and not self._session_clock.begun:
            self._session_clock.begin(stamp, at_ms)
        future = self._write(engine, entry)
        try:
            if entry.verdict is Verdict.TAKEN:
                # What will not come any more is taken back at once, whatever the disk does.
                self._announce(engine, (), changed=True)
                await self._kept(future, at_ms)
        finally:
            # Whoever gave the command may be gone by now; it is in the journal, so it has happened.
            self._publish(engine, events, changed=True)
        return events

    def _write(self, engine: Engine, entry: LogEntry) -> Future[None] | None:
        """Hand an entry to the journal, which begins with the first press that is taken. None before that."""
        if self._session is not None:
            self._finished = self._finished and entry.verdict is not Verdict.TAKEN
            return self._journal.write((entry,))
        if not self._session_clock.begun:
            return None
        if self._awake is not None:
            self._awake.begin()
        self._session = self._journal.begin(self._plan, self._rules, self._source_hash, self._clock.wall())
        return self._journal.write(engine.log)

    async def _kept(self, future: Future[None] | None, at_ms: int) -> None:
        """Wait until an entry is on the disk, but no longer than is not felt; meanwhile time is held at at_ms."""
        if future is None or future.done() or self._journal.in_arrears:
            return
        loop = asyncio.get_running_loop()
        kept = loop.create_future()

        def tell(_: Future[None]) -> None:
            # The loop may be closed by then; whoever closed it has asked the journal whether all is kept.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(lambda: None if kept.done() else kept.set_result(None))

        self._held_ms = at_ms
        try:
            future.add_done_callback(tell)
            await asyncio.wait({kept}, timeout=PATIENCE_MS / 1000)
        finally:
            self._held_ms = None

    def _advance(self, reading: Reading) -> None:
        """Let the session come up to this moment."""
        if self._session_clock.begun:
            at_ms = max(self._session_clock.at(reading), self._engine.now_ms)
            self._publish(*self._engine.advance(at_ms), changed=False)

    def _publish(self, engine: Engine, events: tuple[Event, ...], *, changed: bool) -> None:
        self._engine = engine
        self._announce(engine, events, changed=changed)
        if changed:
            self._woken.set()
        if events:
            view = engine.view()
            for listener in tuple(self._listeners):
                listener(events, view)
        self._note_progress(engine, events)

    def _note_progress(self, engine: Engine, events: tuple[Event, ...]) -> None:
        """Note in the journal, at boundaries and from time to time, that the session is awake; or that it is over."""
        if self._session is None or engine.phase is Phase.READY:
            return
        if engine.phase is Phase.COMPLETE:
            self._finish(keep=True)
            return
        now_ns = self._clock.now_ns()
        boundary = any(isinstance(event, StepStarted | StepEnded) for event in events)
        if boundary or now_ns - self._alive_ns >= ALIVE_NS:
            self._alive_ns = now_ns
            self._journal.alive(engine.now_ms)

    def _announce(self, engine: Engine, happened: tuple[Event, ...], *, changed: bool) -> None:
        if self._announcer is None:
            return
        fresh, upcoming = self._lookahead.look(engine, changed=changed)
        if happened or fresh:
            now_ns = self._session_clock.due_ns(engine.now_ms, read(self._clock))
            self._announcer.sync(happened, upcoming, engine.view(), engine.now_ms, now_ns)

    def _finish(self, keep: bool) -> None:
        """Write the end, unless it stands there already."""
        if self._session is None or (self._finished and keep):
            return
        complete = self._engine.phase is Phase.COMPLETE
        began = self._engine.phase is not Phase.READY
        kept = Ending.COMPLETED if complete else Ending.SAVED
        self._journal.finish(kept if keep and began else Ending.THROWN_AWAY, self._engine.view())
        self._finished = True

    def _leave_open(self) -> None:
        if self._session is None:
            return
        if self._engine.phase in (Phase.READY, Phase.COMPLETE):
            self._finish(keep=self._engine.phase is Phase.COMPLETE)
        else:
            self._journal.alive(self._engine.now_ms)
