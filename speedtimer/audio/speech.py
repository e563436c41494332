"""What is said, and when: phrases joined from clips.

As a recovery begins, the long form names what comes next ("next: rep three of eight, two hundred metres"); in a lead-in
the short one does ("rep three"). Each thing to say comes in several wordings, the fullest first, so that what does not
fit before the next cue can be said more shortly or not at all; that is the announcer's to judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from speedtimer.audio.player import PAUSE, SPEECH
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.cues import at_start
from speedtimer.engine.events import CueSounded, EndedBy, Event, SessionCompleted, StepStarted
from speedtimer.engine.view import View
from speedtimer.plan import LONE_RECOVERY_MS, ByDistance, ByTime, Kind, Step, estimate_ms

Words = tuple[str, ...]

_JOG_WORDS: Final = {Kind.WARM_UP: "warm_up", Kind.EASY: "easy_jog", Kind.WARM_DOWN: "warm_down"}
_DRILL_WORDS: Final = frozenset({"butt_kicks", "high_knees", "high_knee_skips"})


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something to say from session moment at_ms on.

    wordings: names for the player, the fullest first; one of them is said.
    brief: it is said where only the shortest speech is wanted, too.
    """

    at_ms: int
    wordings: tuple[str, ...]
    brief: bool


def utterance(happened: Sequence[Event], view: View) -> Utterance | None:
    """Give what is to be said about what has just happened, the newest of it first; None where nothing is."""
    for event in reversed(happened):
        match event:
            case SessionCompleted(at_ms):
                return _say(at_ms, True, ("session_complete",))
            case StepStarted(at_ms, visit) if visit == view.visit and view.step is not None:
                return _at_step(at_ms, view, view.step)
            case CueSounded(at_ms, visit, cue) if visit == view.visit:
                said = _at_cue(at_ms, cue, view)
                if said is not None:
                    return said
            case _:
                pass
    return None


def number_words(number: int) -> Words:
    """Name a whole number from 0 to 9999 by its clips."""
    if number <= 20:
        return (str(number),)
    if number < 100:
        tens, ones = divmod(number, 10)
        return (str(tens * 10), *(number_words(ones) if ones else ()))
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return (str(hundreds), "hundred", *(("and", *number_words(rest)) if rest else ()))
    thousands, rest = divmod(number, 1000)
    link = ("and",) if 0 < rest < 100 else ()
    return (*number_words(thousands), "thousand", *link, *(number_words(rest) if rest else ()))


def duration_words(length_ms: int) -> Words:
    """Name a length by its clips, in whole seconds: seconds up to 90, minutes from there and for whole ones."""
    seconds = length_ms // 1000
    if seconds <= 90 and seconds != 60:
        return (*number_words(seconds), "seconds")
    minutes, rest = divmod(seconds, 60)
    whole = (*number_words(minutes), "minute" if minutes == 1 else "minutes")
    return (*whole, *number_words(rest), "seconds") if rest else whole


def _at_step(at_ms: int, view: View, step: Step) -> Utterance | None:
    if step.kind is Kind.RECOVERY:
        return _say(at_ms, False, *_long(view, step))
    if step.kind is Kind.GET_READY:
        return _say(at_ms, True, *_short(view))
    if step.is_jog:
        name = (_JOG_WORDS[step.kind],)
        return _say(at_ms, True, *(((*name, PAUSE, *size),) if (size := _size(step)) else ()), name)
    return None


def _at_cue(at_ms: int, cue: Cue, view: View) -> Utterance | None:
    waits = view.step is not None and (view.step.kind is Kind.RECOVERY or view.step.is_jog)
    match cue:
        case Cue.END | Cue.SUGGESTION if waits:
            return _say(at_ms, False, ("press_when_back",))
        case Cue.HALFWAY:
            return _say(at_ms, False, ("halfway",))
        case Cue.MINUTE:
            return _say(at_ms, False, duration_words(view.in_step_ms // 60_000 * 60_000))
        case Cue.PAUSED:
            return _say(at_ms, False, ("paused",))
        case Cue.RESUMED:
            return _say(at_ms, False, ("resumed",))
        case _:
            return None


def _long(view: View, recovery: Step) -> tuple[Words, ...]:
    """What comes after a recovery, and first what to do now where that is to walk back."""
    following = next((step for step in view.coming if step.is_work or step.is_jog), None)
    if following is None:
        return ()
    if following.is_jog:
        full: Words = ("next", _JOG_WORDS[following.kind])
        shorter: tuple[Words, ...] = ()
    elif at_start(view.steps, view.steps.index(following) - 1) is Cue.LAST_REP:
        full, shorter = _sized(("last_one",), following), (("last_one",),)
    else:
        full = _sized(("next", *_label(following, of=True)), following)
        shorter = (("next", *_label(following, of=True)), _label(following))
    first = (("walk_back", PAUSE, *full),) if "walk back" in recovery.name.lower() else ()
    return (*first, full, *shorter)


def _short(view: View) -> tuple[Words, ...]:
    """The rep that a lead-in leads to; in full where no recovery before it has said so."""
    work = view.coming[0]
    if len(view.visits) > 1 and view.visits[-2].by is EndedBy.AGAIN:
        return (("go_again",),)
    cue = at_start(view.steps, view.position)
    if cue is Cue.LAST_REP and (work.reps or 1) > 1:
        return (("last_one",),)
    if cue is Cue.TURN:
        return (("shorter_now", PAUSE, *_label(work)), ("shorter_now",))
    before = view.steps[view.position - 1] if view.position else None
    announced = before is not None and before.kind is Kind.RECOVERY and not _is_a_moment(before)
    full = () if announced else (_sized(_label(work, of=True), work), _label(work, of=True))
    name = (_label(work)[:1],) if work.kind is Kind.DRILL else ()
    return (*full, _label(work), *name)


def _is_a_moment(recovery: Step) -> bool:
    """Tell whether the clock ends a recovery before anything can be said in it."""
    return estimate_ms(recovery.ends)[1] <= LONE_RECOVERY_MS


def _label(work: Step, *, of: bool = False) -> Words:
    """Name a work step: "rep three", "butt kicks two of two"; the only one of its set has no number."""
    named = work.name.lower().replace(" ", "_").replace("-", "_")
    first = {Kind.DRILL: named if named in _DRILL_WORDS else "drill", Kind.STRIDE: "stride"}.get(work.kind, "rep")
    if work.rep is None or work.reps == 1:
        return ("effort",) if first == "rep" else (first,)
    total = ("of", *number_words(work.reps)) if of and work.reps is not None else ()
    return (first, *number_words(work.rep), *total)


def _sized(words: Words, step: Step) -> Words:
    return (*words, PAUSE, *size) if (size := _size(step)) else words


def _size(step: Step) -> Words:
    """The distance of a step, or the length of one that has exactly one."""
    if isinstance(step.ends, ByDistance):
        return (*number_words(step.ends.distance_m), "metres") if step.ends.distance_m < 10_000 else ()
    if isinstance(step.ends, ByTime):
        uphill = ("uphill",) if "uphill" in step.name.lower() else ()
        return (*duration_words(step.ends.length_ms), *uphill)
    return ()


def _say(at_ms: int, brief: bool, *wordings: Words) -> Utterance | None:
    return Utterance(at_ms, tuple(SPEECH + "+".join(words) for words in wordings), brief) if wordings else None
