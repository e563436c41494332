"""Presses that come after the press that ended a timed rep: other finishers, or a better press for the first.

For 3 s of real time after it, begun again by each of them, they are kept with their moment and end nothing. So the walk
does not end because a second runner has crossed the line, and any of their times can be chosen for the rep.
"""

from __future__ import annotations

from speedtimer.engine.play import Finish, LatePress, Play
from speedtimer.engine.view import LaterPresses, Phase
from speedtimer.plan import ByTime, Mode, Step
from speedtimer.rules import Rules

FIRST_LATER = 2
"""The number of the first press after the finish, which is press 1 of its rep."""


def is_timed(step: Step, mode: Mode) -> bool:
    """Tell whether somebody at the line ends this work by a press, where others may finish after the first."""
    return step.is_work and step.section in mode.timed and not isinstance(step.ends, ByTime)


def until_ms(play: Play, rules: Rules) -> int:
    """Return the session time until which a press is one after the newest finish; 0 where there has been none."""
    if play.finish is None:
        return 0
    last_ms = max((late.at_ms for late in _late(play, play.finish)), default=play.finish.at_ms)
    return last_ms + round(rules.guards.finish_ms * rules.speed)


def is_late(play: Play, rules: Rules) -> bool:
    """Tell whether a press now is one after a finish. In work it never is: that is the next finish."""
    waiting = play.phase in (Phase.RECOVERY, Phase.LEAD_IN, Phase.JOG, Phase.COMPLETE)
    return waiting and play.now_ms < until_ms(play, rules)


def with_late_press(play: Play) -> Play:
    """Return this moment with a press after the finish kept."""
    assert play.finish is not None
    return play._replace(late=(*play.late, LatePress(play.finish.visit, play.finish.at_ms, play.now_ms)))


def later_presses(play: Play) -> LaterPresses | None:
    """Return what the presses after the newest finish would make of its rep. None where there are none, or where the
    rep has been run once more since."""
    finish = play.finish
    if finish is None or not (late := _late(play, finish)):
        return None
    newest = next((visit for visit in play.past or () if visit.index == finish.index and visit.split is not None), None)
    if newest is None or newest.number != finish.visit:
        return None
    return LaterPresses(finish.index, tuple(finish.rep_ms + press.at_ms - finish.at_ms for press in late))


def _late(play: Play, finish: Finish) -> list[LatePress]:
    return [late for late in play.late if (late.visit, late.finish_ms) == (finish.visit, finish.at_ms)]
