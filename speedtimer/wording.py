"""The English of a session: each event, refusal and step as one short line.

Used by plain mode and by the screen, so that both say the same. A line has no newline, no escape sequence and no
full stop within its first words, so that it can be read aloud by a screen reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from speedtimer.engine.commands import (
    Again,
    Away,
    Back,
    Command,
    Correct,
    Count,
    Done,
    Enough,
    Extend,
    Fewer,
    Jump,
    More,
    Pause,
    Press,
    Redo,
    Resume,
    Resumption,
    Skip,
    Undo,
)
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import (
    Bounced,
    CommandTaken,
    CueSounded,
    EndedBy,
    Event,
    Redone,
    Refusal,
    Refused,
    SessionCompleted,
    Source,
    Split,
    StepEnded,
    StepStarted,
    Undone,
)
from speedtimer.plan import ByDistance, ByRange, ByTime, Ends, Kind, Step, suggested_ms
from speedtimer.rules import BackendName
from speedtimer.units import about_text, clock_text, length_text, split_text, typed_text

KIND_NAMES: Final[Mapping[Kind, str]] = {
    Kind.WARM_UP: "warm-up",
    Kind.EASY: "easy jog",
    Kind.DRILL: "drill",
    Kind.STRIDE: "stride",
    Kind.EFFORT: "effort",
    Kind.RECOVERY: "recovery",
    Kind.GET_READY: "get ready",
    Kind.WARM_DOWN: "warm-down",
}

REFUSALS: Final[Mapping[Refusal, str]] = {
    Refusal.LEAD_IN_RUNNING: "The lead-in is running",
    Refusal.TIME_NOT_UP: "The time is not up",
    Refusal.BEFORE_MINIMUM: "The least time is not reached",
    Refusal.ENDS_BY_ITSELF: "This ends by itself, so that you need not come to the key",
    Refusal.TOO_FAST: "Faster than anybody runs",
    Refusal.TOO_EARLY: "Too early to be back",
    Refusal.COUNT_RUNNING: "The count is running",
    Refusal.UNDO_ENDS_STEPS: "To undo this would end what is under way",
    Refusal.UNDO_LOSES_REPS: "To undo this would lose reps done since",
    Refusal.AFTER_FINISH: "The first press stands",
    Refusal.NOT_STARTED: "Not started yet: the press starts the session",
    Refusal.PAUSED: "Paused: resume first",
    Refusal.NOT_PAUSED: "Not paused",
    Refusal.COMPLETE: "The session is complete",
    Refusal.JUST_OVER: "Only just over: press again in 3 s to leave",
    Refusal.NOTHING_TO_UNDO: "Nothing to undo",
    Refusal.NOTHING_TO_REDO: "Nothing to redo",
    Refusal.NOTHING_BEFORE: "Nothing comes before this step",
    Refusal.NO_REP_BEFORE: "No rep has been done yet",
    Refusal.NO_WORK_COMING: "No work is coming",
    Refusal.NOT_IN_MAIN: "Only the main set can be cut short",
    Refusal.NO_SET: "This step belongs to no set of reps",
    Refusal.PYRAMID: "A pyramid keeps its reps",
    Refusal.NO_REP_LEFT: "No rep is left to take away",
    Refusal.NO_LENGTH: "This step has no length to change",
    Refusal.TOO_SHORT: "It cannot be shorter than what has passed of it",
    Refusal.NO_SUCH_STEP: "The plan has no such step",
    Refusal.ALREADY_PAUSED: "Already paused",
    Refusal.NOT_AWAY: "No time away to count",
    Refusal.NOT_TYPED: "No time was typed for it",
    Refusal.NO_SUCH_PRESS: "There was no such press",
    Refusal.TOO_MANY_REPS: "This set has all the reps that a set can have",
    Refusal.TOO_LONG: "No step can last longer than a day",
}

_SECOND: Final[Mapping[Refusal, str]] = {
    Refusal.LEAD_IN_RUNNING: "press again to start the work now",
    Refusal.COUNT_RUNNING: "press again to go on now",
    Refusal.UNDO_ENDS_STEPS: "undo again to do it",
    Refusal.UNDO_LOSES_REPS: "undo again to do it",
}
"""What a second press does, where it is not simply to end the step."""

_ENDS_STEP: Final = frozenset(
    {Refusal.TIME_NOT_UP, Refusal.BEFORE_MINIMUM, Refusal.ENDS_BY_ITSELF, Refusal.TOO_FAST, Refusal.TOO_EARLY}
)

COMMAND_NAMES: Final[Mapping[type[Command], str]] = {
    Press: "the press",
    Undo: "undo",
    Redo: "redo",
    Pause: "the pause",
    Resume: "the end of the pause",
    Skip: "the skip",
    Back: "going back",
    Again: "the rep once more",
    Done: "the rep counted as done",
    Enough: "the end of the main set",
    More: "the rep added",
    Fewer: "the rep taken away",
    Extend: "the change of length",
    Jump: "the jump",
    Away: "the time away",
    Count: "the count of the time away",
    Correct: "the time typed",
}

SOURCES: Final[Mapping[Source, str]] = {
    Source.EXACT: "exact",
    Source.MEASURED: "measured",
    Source.ESTIMATED: "estimated",
    Source.UNTIMED: "no time",
    Source.TYPED: "typed",
}

_LEFT: Final[Mapping[EndedBy, str]] = {
    EndedBy.SKIP: "Skipped",
    EndedBy.BACK: "Left to go back",
    EndedBy.AGAIN: "Left for the rep once more",
    EndedBy.DONE: "Counted as done",
    EndedBy.ENOUGH: "Left, enough",
    EndedBy.FEWER: "Left, one rep fewer",
    EndedBy.JUMP: "Left by a jump",
    EndedBy.RESUME: "Left, to start anew from the lead-in",
}


class Roll:
    """The steps of a session as they stand now, to be looked up by index.

    Made once for a sequence, since a session may have thousands of steps. Steps taken out meanwhile are not in it.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = steps
        self._places = {step.index: place for place, step in enumerate(steps)}

    def step(self, index: int) -> Step | None:
        """Give the step of that index, None if it is not in the sequence."""
        place = self._places.get(index)
        return None if place is None else self.steps[place]

    def before(self, index: int) -> Step | None:
        """Return the step before the one of that index; None if there is none."""
        place = self._places.get(index)
        return self.steps[place - 1] if place else None

    def is_led_in_inside(self, index: int) -> bool:
        """Tell whether the lead-in after the recovery of that index lies inside it."""
        place = self._places.get(index)
        return place is not None and any(step.inside is not None for step in self.steps[place + 1 : place + 2])

    def coming(self, index: int) -> Step | None:
        """Give the work or jog after the step of that index, past lead-in and recovery; None if none comes."""
        place = self._places.get(index)
        if place is None:
            return None
        # Work follows a recovery by its lead-in, so it is never more than two steps off, and a jog never more than one.
        return next((step for step in self.steps[place + 1 : place + 4] if step.is_work or step.is_jog), None)


def ends_text(ends: Ends) -> str:
    """Say how long or how far a step is: `15-25 min`, `200 m`, `30 s`; empty for an open step without a distance."""
    if isinstance(ends, ByTime):
        return length_text(ends.length_ms)
    if isinstance(ends, ByRange):
        return _range_text(ends)
    if isinstance(ends, ByDistance):
        return f"{ends.distance_m} m"
    return "" if ends.distance_m is None else f"{ends.distance_m} m"


def rep_text(step: Step) -> str:
    """Say which of how many: `3 of 8`; empty for a step that is no rep."""
    return "" if step.rep is None or step.reps is None else f"{step.rep} of {step.reps}"


def step_text(step: Step) -> str:
    """Name a step with its rep and its length: `Hill 3 of 10, 30 s`. A length that the name says is not repeated."""
    named = " ".join(part for part in (step.name, rep_text(step)) if part and step.kind is not Kind.RECOVERY)
    named = named or step.name
    length = ends_text(step.ends)
    return named if not length or length in step.name else f"{named}, {length}"


def kept_text(ms: int, source: Source) -> str:
    """Write a split that is kept: to the tenth, and typed hundredths stay."""
    return typed_text(ms) if source is Source.TYPED else split_text(ms)


def split_said(split: Split) -> str:
    """Say a split and how far it can be trusted: `38.2, measured`, `no time`."""
    if split.ms is None:
        return SOURCES[split.source]
    said = f"{kept_text(split.ms, split.source)}, {SOURCES[split.source]}"
    return said if split.round_trip_ms is None else f"{said}, there and back {split_text(split.round_trip_ms)}"


def refusal_text(reason: Refusal, step: Step | None = None) -> str:
    """Say why a command is not taken and, where a second one would do it, what that does.

    step: the one under way, for its name and its lengths; None where there is none.
    """
    said = REFUSALS[reason]
    if step is not None and reason is Refusal.BEFORE_MINIMUM and isinstance(step.ends, ByRange):
        said = f"{step.name} lasts {length_text(step.ends.min_ms)} at least"
    if step is not None and reason is Refusal.TIME_NOT_UP and isinstance(step.ends, ByTime):
        said = f"{step.name} lasts {length_text(step.ends.length_ms)}"
    second = _SECOND.get(reason)
    if second is None and reason in _ENDS_STEP:
        second = "press again to end it now"
    return f"{said}: {second}" if second else said


def event_line(event: Event, roll: Roll, here: Step | None = None) -> str | None:
    """Say one event in a line, or None where another line of the same moment says it.

    here: the step under way, for what a refusal, and a pause that ends, say of it.
    """
    match event:
        case StepStarted(index=index):
            step = roll.step(index)
            return None if step is None else start_text(step, roll.coming(index))
        case StepEnded():
            return _step_ended(event, roll)
        case CueSounded():
            return _cue_sounded(event, roll)
        case CommandTaken():
            return _command_taken(event, roll, here)
        case Refused(later=times_ms) if times_ms:
            number, time = len(times_ms) + 1, split_text(times_ms[-1])
            return f"Press {number}, {time}, is kept: s chooses it, u reopens the rep"
        case Refused():
            return refusal_text(event.reason, here)
        case Bounced(command=Press()):
            return "Too soon after the last press to be one"
        case Bounced():
            return "The same key again, too soon: it counts once"
        case Undone(command=Away()):
            return f"The time away counts{_ended_meanwhile(event.ended, roll)}"
        case Undone():
            return f"Taken back: {COMMAND_NAMES[type(event.command)]}{_ended_meanwhile(event.ended, roll)}"
        case Redone():
            return f"Given again: {COMMAND_NAMES[type(event.command)]}{_ended_meanwhile(event.ended, roll)}"
        case SessionCompleted():
            return "The session is complete"


def start_text(step: Step, coming: Step | None) -> str:
    """Say that a step begins. coming: the work or jog after it, named by a lead-in and by a recovery."""
    if step.kind is Kind.GET_READY:
        return f"Get ready, {ends_text(step.ends)}: {step.name if coming is None else step_text(coming)}"
    if step.is_work:
        return f"GO: {step_text(step)}"
    said = f"{step_text(step)}{_until(step)}"
    return f"{said}. Then {step_text(coming)}" if step.kind is Kind.RECOVERY and coming is not None else said


def mute_text(muted: bool, key: str) -> str:
    """Say what the mute key has done. key: the key, as it stands on the keyboard."""
    return f"Muted: nothing sounds until {key} is pressed again" if muted else "Sound is on again"


def sample_text(playing: str | None, *, muted: bool, mute: str) -> str:
    """Say what was to be heard when a cue was tried.

    Args:
        playing: what cues are played by; None where nothing is heard.
        muted: nothing is to be heard.
        mute: the key that changes that, as it stands on the keyboard.
    """
    if muted:
        return f"Muted: {mute} lets it be heard"
    if playing is None:
        return "No sound: `speedtimer doctor` says why"
    if playing == BackendName.BELL:
        return "The bell, if it rang: `speedtimer doctor` says why"
    return "That is a cue. Too soft? Turn it up"


def _range_text(ends: ByRange) -> str:
    low, high = length_text(ends.min_ms), length_text(ends.max_ms)
    return (
        f"{low.removesuffix(' min')}-{high}" if low.endswith(" min") and high.endswith(" min") else f"{low} to {high}"
    )


def _until(step: Step) -> str:
    """What the athlete has to know of how this step ends; empty where its length says it."""
    ends = step.ends
    if isinstance(ends, ByTime | ByRange):
        return ", then press" if ends.waits else ""
    if isinstance(ends, ByDistance):
        return ""
    if ends.clock_ms is not None:
        length = length_text(suggested_ms(ends))
        return "" if length in step.name else f", {length}"
    about = "" if ends.suggested_ms is None else f", {about_text(ends.suggested_ms)}"
    return f"{about}, then press"


def _step_ended(event: StepEnded, roll: Roll) -> str | None:
    """Say what became of a step. A lead-in that ran its length is followed by GO, which says it; with the lead-in
    inside it a recovery that the clock ends is done, and both are told as one."""
    step = roll.step(event.index)
    named = KIND_NAMES[event.kind].capitalize() if step is None else step_text(step) if step.is_work else step.name
    if event.by in _LEFT:
        return f"{_LEFT[event.by]}: {named}"
    if event.kind is Kind.GET_READY:
        recovery = roll.before(event.index)
        return None if event.recovery is None or recovery is None else _done(recovery.name, event.recovery)
    if event.by is EndedBy.CLOCK and roll.is_led_in_inside(event.index):
        return None
    return _done(named, event.split)


def _done(named: str, split: Split | None) -> str:
    if split is None:
        return f"Done: {named}"
    return f"Done: {named}{', ' if split.ms is None else ' in '}{split_said(split)}"


def _cue_sounded(event: CueSounded, roll: Roll) -> str | None:
    if event.cue is not Cue.END:
        return event.cue.traits.line or None
    step = roll.step(event.index)
    waits = step is not None and isinstance(step.ends, ByTime | ByRange) and step.ends.waits
    return f"{step.name}: its time is up, press when you are ready" if step is not None and waits else None


def _command_taken(event: CommandTaken, roll: Roll, here: Step | None) -> str | None:
    """Most commands show in the steps that they end and begin; these do not."""
    match event.command:
        case Extend(by_ms=by_ms):
            return f"{length_text(abs(by_ms))} {'more' if by_ms > 0 else 'less'}"
        case More():
            return "One rep more"
        case Fewer():
            return "One rep fewer"
        case Enough():
            return "Enough: the rest of the main set is left"
        case Resume(how=Resumption.ON) if here is not None and here.is_work:
            return "Going on after a count"
        case Away(since_ms=since_ms):
            away = f"Away for {clock_text(event.at_ms - since_ms)}"
            if here is not None and here.is_jog:
                return f"{away}: press to count it, o to go on from where it was"
            return f"{away}, not counted: press to go on, c to count it"
        case Correct(index=index) if index is not None and (step := roll.step(index)) is not None:
            return f"{step_text(step)}: {_corrected(event.command)}"
        case Jump(index=index) if (step := roll.step(index)) is not None:
            return f"Jump to {step_text(step)}"
        case _:
            return None


def _corrected(command: Correct) -> str:
    if command.ms is None:
        return "its own time again"
    if command.press is None:
        return f"{typed_text(command.ms)}, typed"
    return f"{split_text(command.ms)}, by press {command.press}"


def _ended_meanwhile(ended: tuple[int, ...], roll: Roll) -> str:
    names = [step_text(step) for step in map(roll.step, ended) if step is not None]
    return f". Ended meanwhile: {'; '.join(names)}" if names else ""
