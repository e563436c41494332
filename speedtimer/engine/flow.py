"""How time passes through a session: steps end and begin, cues fall due.

A `Flow` is one advance or one command under way. It is the engine's only thing that changes; what comes out of it
(`play`, `events`) is frozen.
"""

from __future__ import annotations

from dataclasses import replace

from speedtimer.engine import cues
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import CueSounded, EndedBy, Event, SessionCompleted, Source, Split, StepEnded, StepStarted
from speedtimer.engine.play import Past, Play
from speedtimer.engine.view import Visit
from speedtimer.plan import ByDistance, ByTime, Kind, Open, Step, clock_end_ms
from speedtimer.rules import Rules


class Flow:
    """One advance or command under way.

    play: the moment reached. events: what happened on the way, in order.
    """

    def __init__(self, play: Play, rules: Rules) -> None:
        self.play = play
        self.rules = rules
        self.events: list[Event] = []
        self._boundary: list[tuple[Cue, int, int]] = []

    def run_to(self, at_ms: int) -> None:
        """Let time pass to at_ms; whatever falls due until then, that moment included, happens at its own time."""
        while (due := next_due(self.play, self.rules)) is not None and due[0] <= at_ms:
            due_ms, cue = due
            if cue is None:
                self.play = self.play._replace(now_ms=due_ms)
                self._clock_end()
            else:
                self._sound(cue, self.play.visits, self.play.step.index, due_ms)
        if self.play.now_ms != at_ms:
            self.play = self.play._replace(now_ms=at_ms)

    def sound(self, cue: Cue) -> None:
        """Sound a cue of the visit under way, unless this very one was heard at this very moment already."""
        play = self.play
        index = play.past.visit.index if play.position == len(play.steps) and play.past else play.step.index
        self._sound(cue, play.visits, index, play.now_ms)

    def quiet_now(self) -> bool:
        """Tell whether nothing has been heard at this moment."""
        return self.play.sounded_ms != self.play.now_ms and not self._boundary

    def end_visit(self, by: EndedBy, split: Split | None) -> None:
        """End the visit under way. A step must be entered, and the boundary closed, after it."""
        self.play = self.play.unhalted()
        play, visit = self.play, self.play.visit
        assert visit is not None
        ended = replace(visit, ended_ms=play.now_ms, by=by, split=split)
        ms = play.now_ms - visit.started_ms - visit.not_counted_ms
        before, recovery = self._with_round_trip(play.step, ended), _whole_recovery(play, by)
        if recovery is not None:
            assert before is not None
            before = Past(replace(before.visit, split=recovery), before.before)
        self.play = play._replace(visit=None, past=Past(ended, before), armed=None)
        self.events.append(StepEnded(play.now_ms, visit.number, visit.index, play.step.kind, by, ms, split, recovery))
        if (cue := cues.at_end(play.step, by)) is not None:
            self._boundary.append((cue, visit.number, visit.index))

    def go_on(self) -> None:
        """Go on with a session that was complete: the time since its end was a pause. A step must be entered next."""
        play = self.play
        assert play.ended_ms is not None
        self.play = play._replace(paused_ms=play.paused_ms + play.now_ms - play.ended_ms)

    def begin_visit(self, position: int) -> None:
        """Begin a visit to the step at that position, or complete the session where there is none."""
        play = self.play
        if position >= len(play.steps):
            self.play = play._replace(position=len(play.steps), visit=None, armed=None)
            assert play.past is not None
            self._boundary.append((Cue.COMPLETE, play.visits, play.past.visit.index))
            return
        step = play.steps[position]
        visit = Visit(play.visits + 1, step.index, play.now_ms, ends=_full_lead_in(play, position))
        self.play = play._replace(position=position, visit=visit, visits=visit.number, armed=None)
        self.events.append(StepStarted(play.now_ms, visit.number, step.index))
        if (cue := cues.at_start(play.steps, position)) is not None:
            self._boundary.append((cue, visit.number, step.index))

    def close_boundary(self) -> None:
        """Let one cue be heard of all that met here, and say so if the session is complete.

        A step of no length that has just begun ends here too, so that its boundary is the same one.
        """
        while _is_over(self.play):
            self._leave_by_clock()
        if not self._boundary:
            return
        heard = cues.first_of([cue for cue, _, _ in self._boundary])
        visit, index = next((visit, index) for cue, visit, index in self._boundary if cue is heard)
        self._boundary.clear()
        self._sound(heard, visit, index, self.play.now_ms)
        if heard is Cue.COMPLETE:
            self.events.append(SessionCompleted(self.play.now_ms))

    def _clock_end(self) -> None:
        if self.play.halt is not None:
            self.play = self.play.unhalted()
            self.sound(Cue.RESUMED)
            return
        self._leave_by_clock()
        self.close_boundary()

    def _leave_by_clock(self) -> None:
        play = self.play
        source = Source.EXACT if play.step.distance_m is None else Source.ESTIMATED
        self.end_visit(EndedBy.CLOCK, Split(play.in_step_ms, source))
        self.begin_visit(play.position + 1)

    def _with_round_trip(self, step: Step, ended: Visit) -> Past | None:
        """Give the visits before this one; where it is a recovery ended by a press, the work before it learns its
        round trip, if neither was paused, nobody held the watch, and the walk was not cut short by a second press."""
        past = self.play.past
        if past is None or step.kind is not Kind.RECOVERY or ended.by is not EndedBy.PRESS:
            return past
        work, split = past.visit, past.visit.split
        timed = work.timed or split
        before = self.play.steps[self.play.position - 1]
        if (
            not before.is_work
            or before.index != work.index
            or (isinstance(before.ends, ByDistance) and before.ends.held)
        ):
            return past
        if split is None or timed is None or timed.ms is None or work.not_counted_ms or ended.not_counted_ms:
            return past
        if isinstance(step.ends, Open) and self.play.in_step_ms < step.ends.at_least_ms:
            return past
        known = replace(split, round_trip_ms=self.play.now_ms - work.started_ms)
        return Past(replace(work, split=known), past.before)

    def _sound(self, cue: Cue, visit: int, index: int, at_ms: int) -> None:
        """Sound a cue at a moment, which is then now, unless it was heard at that moment."""
        play = self.play
        heard = play.sounded if play.sounded_ms == at_ms else frozenset()
        if (visit, cue) in heard:
            return
        self.play = play._replace(now_ms=at_ms, sounded_ms=at_ms, sounded=heard | {(visit, cue)})
        self.events.append(CueSounded(at_ms, visit, cue, index))


def _full_lead_in(play: Play, position: int) -> ByTime | None:
    """The end of a lead-in inside a clock recovery that is to have its full length after all. It has, unless the clock
    alone led to it: from work that came to its end, through the whole of the recovery."""
    inside, past = play.steps[position].inside, play.past
    if inside is None:
        return None
    recovery = _led_from(play, position, play.now_ms)
    if recovery is not None and past is not None and is_undisturbed(play, position - 1, recovery, past.before):
        return None
    return ByTime(inside.full_ms)


def is_undisturbed(play: Play, position: int, recovery: Visit, before: Past | None) -> bool:
    """Tell whether nothing but the clock has led through a recovery: from work that came to its end, and no pause.

    Args:
        play: the moment.
        position: where in the steps the recovery stands.
        recovery: the visit to it.
        before: the visits before that.
    """
    if before is None or recovery.not_counted_ms:
        return False
    work = before.visit
    return work.index == play.steps[position - 1].index and work.by in (EndedBy.CLOCK, EndedBy.PRESS)


def _led_from(play: Play, position: int, at_ms: int) -> Visit | None:
    """Return the recovery from which the clock led, at a moment, into the lead-in inside it; None if it did not."""
    if play.past is None or play.steps[position].inside is None:
        return None
    visit = play.past.visit
    led = (play.steps[position - 1].index, EndedBy.CLOCK, at_ms)
    return visit if (visit.index, visit.by, visit.ended_ms) == led else None


def _whole_recovery(play: Play, by: EndedBy) -> Split | None:
    """Return the split of a recovery and of the lead-in inside it, which ends now: they are one, where the clock led
    from the one into the other. None for any other step."""
    assert play.visit is not None
    recovery = _led_from(play, play.position, play.visit.started_ms)
    if recovery is None:
        return None
    known = recovery.split
    assert known is not None
    assert known.ms is not None
    return Split(known.ms + play.in_step_ms, known.source if by is EndedBy.CLOCK else Source.MEASURED)


def _is_over(play: Play) -> bool:
    """Tell whether the clock has nothing left of the step under way: all of its cues come before its end."""
    if play.visit is None or play.halt is not None:
        return False
    end_ms = clock_end_ms(play.step.ends)
    return end_ms is not None and play.in_step_ms >= end_ms


def next_due(play: Play, rules: Rules) -> tuple[int, Cue | None] | None:
    """Give the next thing that happens by itself as (session time, cue); None for the cue where something ends.

    That is the step by the clock, or the count after a pause. None altogether where only a command changes anything.
    """
    if play.visit is None:
        return None
    if play.halt is not None:
        return _next_in_count(play, rules)
    origin_ms = play.visit.started_ms + play.visit.not_counted_ms
    in_step_ms = play.in_step_ms
    step = play.step
    asked = rules.cues
    whole_ms = None if step.inside is None else step.inside.whole_ms
    within = cues.within(step.kind, step.ends, asked.count_s, asked.halfway, asked.minute, whole_ms=whole_ms)
    for moment_ms, cue in within:
        if moment_ms > in_step_ms:
            return origin_ms + moment_ms, cue
    end_ms = clock_end_ms(step.ends)
    return None if end_ms is None else (max(play.now_ms, origin_ms + end_ms), None)


def _next_in_count(play: Play, rules: Rules) -> tuple[int, Cue | None] | None:
    assert play.halt is not None
    until_ms = play.halt.until_ms
    if until_ms is None:
        return None
    for second in range(rules.cues.count_s, 0, -1):
        if until_ms - 1000 * second > play.now_ms:
            return until_ms - 1000 * second, Cue.COUNT
    return until_ms, None
