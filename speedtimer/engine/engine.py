"""The engine: a frozen value that commands and time turn into the next one, with the events that happened on the way.

It has no clock. Its caller says what time it is, in whole milliseconds of session time, never less than before. A
session that is ready sits at time 0, or wherever it was undone to, until the first press.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from speedtimer.engine import finishes, history
from speedtimer.engine.acts import ACTS, Given
from speedtimer.engine.commands import PRESS, Away, Command, Count, Press, key_of
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import (
    NEED_A_SECOND,
    Bounced,
    CommandTaken,
    CueSounded,
    Event,
    Redone,
    Refusal,
    Refused,
    SessionCompleted,
    Undone,
)
from speedtimer.engine.flow import Flow, next_due
from speedtimer.engine.history import Taken, Undoing
from speedtimer.engine.log import LogEntry, Verdict
from speedtimer.engine.play import Play
from speedtimer.engine.sight import view_of
from speedtimer.engine.transitions import Act, cell
from speedtimer.engine.view import Armed, Phase, View
from speedtimer.errors import ClockError
from speedtimer.plan import Arranging, Plan
from speedtimer.rules import Rules


@dataclass(frozen=True, slots=True)
class Written:
    """The log as a linked list, newest first, so that an older engine shares it."""

    entry: LogEntry
    earlier: Written | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Engine:
    """One session at one moment. Begin with `Engine.open`; every other engine comes out of `advance` and `give`."""

    plan: Plan
    rules: Rules
    play: Play
    written: Written | None = None
    taken: Taken | None = None
    undoing: Undoing | None = None

    @classmethod
    def open(cls, plan: Plan, rules: Rules) -> Engine:
        """Give a session that is ready: its first press starts it."""
        next_index = max(step.index for step in plan.steps) + 1
        return cls(plan, rules, Play(plan.steps, next_index))

    @classmethod
    def fold(cls, plan: Plan, rules: Rules, log: Iterable[LogEntry]) -> tuple[Engine, tuple[Event, ...]]:
        """Give the session that a log makes, and everything that happened in it."""
        engine, events = cls.open(plan, rules), list[Event]()
        for entry in log:
            engine, happened = engine.give(entry.at_ms, entry.command)
            events += happened
        return engine, tuple(events)

    @property
    def now_ms(self) -> int:
        """The moment this engine stands at."""
        return self.play.now_ms

    @property
    def phase(self) -> Phase:
        return self.play.phase

    @property
    def next_ms(self) -> int | None:
        """When something next happens by itself; None where only a command changes anything."""
        due = next_due(self.play, self.rules)
        return None if due is None else due[0]

    @property
    def newest(self) -> LogEntry | None:
        """The newest entry of the log."""
        return None if self.written is None else self.written.entry

    @property
    def log(self) -> tuple[LogEntry, ...]:
        """Every command given, oldest first."""
        entries: list[LogEntry] = []
        link = self.written
        while link is not None:
            entries.append(link.entry)
            link = link.earlier
        return tuple(reversed(entries))

    def advance(self, at_ms: int) -> tuple[Engine, tuple[Event, ...]]:
        """Let time pass to at_ms.

        Raises:
            ClockError: at_ms lies before the moment this engine stands at.
        """
        flow = Flow(self.play, self.rules)
        flow.run_to(self._checked(at_ms))
        return replace(self, play=flow.play), tuple(flow.events)

    def upcoming(self, until_ms: int) -> tuple[CueSounded, ...]:
        """Give every cue that will sound by until_ms if no command comes, that moment included."""
        if until_ms <= self.now_ms:
            return ()
        flow = Flow(self.play, self.rules)
        flow.run_to(until_ms)
        return tuple(event for event in flow.events if isinstance(event, CueSounded))

    def view(self, at_ms: int | None = None) -> View:
        """Give a frozen picture of this moment, or of a later one if no command comes until then.

        Raises:
            ClockError: at_ms lies before the moment this engine stands at.
        """
        if at_ms is not None and at_ms != self.now_ms:
            return self.advance(at_ms)[0].view()
        undo = history.newest_undoable(self.taken)
        can_undo = None if undo is None else undo.entry.command
        can_redo = None if self.undoing is None else self.undoing.gone.entry.command
        away = history.countable(self.taken, self.play)
        away_ms = None if away is None else away.entry.at_ms - away.before.now_ms
        return view_of(self.play, self.plan.mode, self.rules.guards, can_undo, can_redo, away_ms)

    def give(self, at_ms: int, command: Command) -> tuple[Engine, tuple[Event, ...]]:
        """Give a command at a moment. What was due by then has happened first; a refusal changes nothing.

        Raises:
            ClockError: at_ms lies before the moment this engine stands at.
        """
        self._checked(at_ms)
        flow = Flow(self.play, self.rules)
        if isinstance(command, Away):
            # Resolved before anything is decided: a refused one stands in the log too, and has to fold the same.
            command = Away(min(at_ms, max(self.now_ms, command.since_ms)))
        flow.run_to(command.since_ms if isinstance(command, Away) else at_ms)
        key = key_of(command)
        bounces = key is not None and self._bounces(key, at_ms)
        if key is not None:
            flow.play = flow.play.with_key(key, at_ms)
        if bounces:
            flow.events.append(Bounced(at_ms, command))
            return self._logged(at_ms, command, Verdict.BOUNCED, flow.play), tuple(flow.events)
        if isinstance(command, Press) and finishes.is_late(flow.play, self.rules):
            flow.play = finishes.with_late_press(flow.play)
            return self._refused(flow, at_ms, command, Refusal.AFTER_FINISH)
        act = cell(flow.play.phase, command)
        if isinstance(act, Refusal):
            return self._refused(flow, at_ms, command, act)
        if act is Act.UNDO:
            return self._undone(flow, at_ms, command)
        if act is Act.REDO:
            return self._redone(flow, at_ms, command)
        if isinstance(command, Count):
            return self._counted(flow, at_ms, command)
        return self._acted(flow, at_ms, command, act)

    def _acted(self, flow: Flow, at_ms: int, command: Command, act: Act) -> tuple[Engine, tuple[Event, ...]]:
        before, place = flow.play, len(flow.events)
        forced = _is_second(before.armed, command, at_ms)
        outcome = ACTS[act](flow, Given(command, self._arranging, at_ms, forced))
        if isinstance(outcome, Refusal):
            return self._refused(flow, at_ms, command, outcome)
        flow.events.insert(place, CommandTaken(at_ms, outcome))
        flow.close_boundary()
        if flow.quiet_now():
            flow.sound(Cue.PRESS)
        engine = self._logged(at_ms, outcome, Verdict.TAKEN, flow.play)
        assert engine.newest is not None
        taken = history.with_taken(engine.newest, before._replace(armed=None), self.taken)
        return replace(engine, taken=taken, undoing=None), tuple(flow.events)

    def _refused(self, flow: Flow, at_ms: int, command: Command, reason: Refusal) -> tuple[Engine, tuple[Event, ...]]:
        """Change nothing, say why, and where a second one would do it remember until when."""
        flow.run_to(at_ms)
        later = finishes.later_presses(flow.play) if reason is Refusal.AFTER_FINISH else None
        flow.events.append(Refused(at_ms, command, reason, () if later is None else later.times_ms))
        if reason in NEED_A_SECOND:
            guards, speed = self.rules.guards, self.rules.speed
            from_ms, until_ms = (at_ms + round(ms * speed) for ms in (guards.bounce_ms, guards.second_press_ms))
            flow.play = flow.play._replace(armed=Armed(command, reason, from_ms, until_ms))
        if flow.quiet_now():
            flow.sound(Cue.REFUSED)
        return self._logged(at_ms, command, Verdict.REFUSED, flow.play), tuple(flow.events)

    def _undone(self, flow: Flow, at_ms: int, command: Command) -> tuple[Engine, tuple[Event, ...]]:
        gone = history.newest_undoable(self.taken)
        if self.taken is None or gone is None:
            return self._refused(flow, at_ms, command, Refusal.NOTHING_TO_UNDO)
        taken, play = history.without(self.taken, gone, at_ms, self.rules, self._arranging)
        ended = history.ended_anew(play, flow.play, gone)
        if not _is_second(flow.play.armed, command, at_ms):
            if ended:
                return self._refused(flow, at_ms, command, Refusal.UNDO_ENDS_STEPS)
            if history.reps_lost(play, flow.play, gone):
                return self._refused(flow, at_ms, command, Refusal.UNDO_LOSES_REPS)
        engine = self._rewritten(flow, at_ms, command, play, Undone(at_ms, gone.entry.command, ended))
        undoing = Undoing(gone, self.taken, self.undoing)
        return replace(engine, taken=taken, undoing=undoing), tuple(flow.events)

    def _redone(self, flow: Flow, at_ms: int, command: Command) -> tuple[Engine, tuple[Event, ...]]:
        if self.undoing is None:
            return self._refused(flow, at_ms, command, Refusal.NOTHING_TO_REDO)
        back = self.undoing
        play = history.restored(back.history, at_ms, self.rules, self._arranging)
        ended = history.ended_anew(play, flow.play, back.gone)
        engine = self._rewritten(flow, at_ms, command, play, Redone(at_ms, back.gone.entry.command, ended))
        return replace(engine, taken=back.history, undoing=back.earlier), tuple(flow.events)

    def _counted(self, flow: Flow, at_ms: int, command: Count) -> tuple[Engine, tuple[Event, ...]]:
        """Take the time away out of this history. A face may give this for a press, so it counts as one received:
        the same key doubled shall not end the step."""
        away = history.countable(self.taken, flow.play)
        if self.taken is None or away is None or command.since_ms not in (None, away.before.now_ms):
            return self._refused(flow, at_ms, command, Refusal.NOT_AWAY)
        taken, play = history.without(self.taken, away, at_ms, self.rules, self._arranging)
        ended = history.ended_anew(play, flow.play, away)
        flow.play = flow.play.with_key(PRESS, at_ms)
        resolved = Count(away.before.now_ms)
        engine = self._rewritten(flow, at_ms, resolved, play, Undone(at_ms, away.entry.command, ended))
        return replace(engine, taken=taken, undoing=None), tuple(flow.events)

    def _rewritten(self, flow: Flow, at_ms: int, command: Command, play: Play, event: Undone | Redone) -> Engine:
        """Take on another history's state. What it sounded on its way here is not sounded aloud, and what has answered
        a key at this moment has been heard, whatever history goes on from here."""
        quiet = flow.quiet_now()
        received, late = flow.play.received, flow.play.late
        flow.play = play.with_answers(flow.play)._replace(received=received, late=late, armed=None)
        flow.events.append(event)
        if flow.play.phase is Phase.COMPLETE:
            flow.events.append(SessionCompleted(at_ms))
        if quiet:
            flow.sound(Cue.PRESS)
        return self._logged(at_ms, command, Verdict.TAKEN, flow.play)

    def _bounces(self, key: str, at_ms: int) -> bool:
        """Tell whether a key came so soon after itself that it is the same press of it still."""
        last_ms = dict(self.play.received).get(key)
        return last_ms is not None and at_ms - last_ms < round(self.rules.guards.bounce_ms * self.rules.speed)

    def _logged(self, at_ms: int, command: Command, verdict: Verdict, play: Play) -> Engine:
        seq = 1 if self.newest is None else self.newest.seq + 1
        return replace(self, play=play, written=Written(LogEntry(seq, at_ms, command, verdict), self.written))

    @property
    def _arranging(self) -> Arranging:
        return Arranging(self.plan.mode, self.rules.lead_ins, self.rules.cues.count_s)

    def _checked(self, at_ms: int) -> int:
        if at_ms < self.now_ms:
            raise ClockError(
                f"session time was said to be {at_ms} ms after it had been {self.now_ms} ms",
                "give times that never decrease",
            )
        return at_ms


def _is_second(armed: Armed | None, command: Command, at_ms: int) -> bool:
    """Tell whether this command is the second one that a refused first one asked for, neither too soon nor too late."""
    return armed is not None and type(armed.command) is type(command) and armed.from_ms <= at_ms <= armed.until_ms
