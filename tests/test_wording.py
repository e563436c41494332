from __future__ import annotations

import re

import pytest

from speedtimer.app.planner import prepare
from speedtimer.engine.commands import (
    Away,
    Command,
    Enough,
    Extend,
    Fewer,
    Jump,
    More,
    Pause,
    Press,
    Resume,
    Resumption,
    Skip,
)
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import (
    NEED_A_SECOND,
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
from speedtimer.plan import (
    Arranging,
    ByDistance,
    ByRange,
    ByTime,
    Kind,
    Mode,
    Open,
    Rest,
    Section,
    Step,
    arrange,
)
from speedtimer.rules import LeadIns, Rules
from speedtimer.runtime.simulate import simulate
from speedtimer.wording import (
    COMMAND_NAMES,
    KIND_NAMES,
    REFUSALS,
    SOURCES,
    Roll,
    ends_text,
    event_line,
    refusal_text,
    rep_text,
    split_said,
    step_text,
)
from speedtimer.workout.library import SHIPPED

WALK = Rest("Walk back down", Open(20_000, 100_000))
STEPS = arrange(
    [
        Step(0, Kind.WARM_UP, "Warm up", Section.WARM_UP, ByRange(900_000, 1_500_000)),
        *[Step(0, Kind.EFFORT, "30 s uphill", Section.MAIN, ByTime(30_000), group=1, rest=WALK)] * 2,
        Step(0, Kind.WARM_DOWN, "Warm down", Section.WARM_DOWN, ByRange(600_000, 900_000)),
    ],
    Arranging(Mode(), LeadIns(), 3),
)
"""0 the jog, 1 2 3 the first rep with its lead-in and walk, 4 5 6 the second, 7 the jog."""

ROLL = Roll(STEPS)


def line(event: Event) -> str | None:
    return event_line(event, ROLL)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (ByTime(30_000), "30 s"),
        (ByTime(2_400_000), "40 min"),
        (ByRange(900_000, 1_500_000), "15-25 min"),
        (ByRange(45_000, 90_000), "45 s to 1:30"),
        (ByDistance(200, 38_000), "200 m"),
        (Open(0, 80_000, 100), "100 m"),
        (Open(), ""),
    ],
)
def test_how_long_or_how_far_a_step_is(ends: ByTime | ByRange | ByDistance | Open, said: str) -> None:
    assert ends_text(ends) == said


def test_a_step_is_named_with_its_rep_and_a_length_that_its_name_does_not_say() -> None:
    drill = Step(2, Kind.DRILL, "High knees", Section.DRILLS, ByDistance(20, 10_000), rep=1, reps=2)
    assert step_text(drill) == "High knees 1 of 2, 20 m"
    assert step_text(STEPS[2]) == "30 s uphill 1 of 2"
    assert step_text(STEPS[0]) == "Warm up, 15-25 min"
    assert step_text(STEPS[3]) == "Walk back down"
    assert (rep_text(STEPS[2]), rep_text(STEPS[0])) == ("1 of 2", "")


@pytest.mark.parametrize(
    ("split", "said"),
    [
        (Split(30_000, Source.EXACT), "30.0, exact"),
        (Split(62_345, Source.MEASURED), "1:02.3, measured"),
        (Split(38_000, Source.ESTIMATED, 118_000), "38.0, estimated, there and back 1:58.0"),
        (Split(None, Source.UNTIMED), "no time"),
    ],
)
def test_a_split_says_how_far_it_can_be_trusted(split: Split, said: str) -> None:
    assert split_said(split) == said


@pytest.mark.parametrize(
    ("index", "said"),
    [
        (0, "Warm up, 15-25 min, then press"),
        (1, "Get ready, 10 s: 30 s uphill 1 of 2"),
        (2, "GO: 30 s uphill 1 of 2"),
        (3, "Walk back down, about 1:40, then press. Then 30 s uphill 2 of 2"),
        (6, "Walk back down, about 1:40, then press. Then Warm down, 10-15 min"),
        (7, "Warm down, 10-15 min"),
        (99, None),
    ],
)
def test_a_step_that_begins_says_what_ends_it_and_what_comes(index: int, said: str | None) -> None:
    assert line(StepStarted(0, 1, index)) == said


def test_a_recovery_that_the_clock_ends_says_when() -> None:
    mode = Mode(auto=frozenset(Section))
    work = [Step(0, Kind.EFFORT, "30 s uphill", Section.MAIN, ByTime(30_000), group=1, rest=WALK)] * 2
    roll = Roll(arrange(work, Arranging(mode, LeadIns(), 3)))
    assert event_line(StepStarted(0, 3, 2), roll) == "Walk back down, 1:40. Then 30 s uphill 2 of 2"


def test_a_recovery_that_the_clock_ends_is_done_when_the_lead_in_inside_it_is() -> None:
    mode = Mode(auto=frozenset(Section))
    rest = Rest("Rest 10 s", Open(0, 10_000), jogged=True)
    work = [Step(0, Kind.EFFORT, "30 s uphill", Section.MAIN, ByTime(30_000), group=1, rest=rest)] * 2
    roll = Roll(arrange(work, Arranging(mode, LeadIns(), 3)))
    assert event_line(StepStarted(0, 3, 2), roll) == "Rest 10 s. Then 30 s uphill 2 of 2"
    alone, lead_in, whole = (Split(ms, Source.EXACT) for ms in (1_000, 9_000, 10_000))
    assert event_line(StepEnded(0, 3, 2, Kind.RECOVERY, EndedBy.CLOCK, 1_000, alone), roll) is None
    by_lead_in = StepEnded(0, 4, 3, Kind.GET_READY, EndedBy.CLOCK, 9_000, lead_in, whole)
    assert event_line(by_lead_in, roll) == "Done: Rest 10 s in 10.0, exact"
    # Ended by a press, and the last one, which has no lead-in inside it, it is done at once.
    pressed = Split(700, Source.MEASURED)
    by_press = StepEnded(0, 3, 2, Kind.RECOVERY, EndedBy.PRESS, 700, pressed)
    assert event_line(by_press, roll) == "Done: Rest 10 s in 0.7, measured"
    assert event_line(StepEnded(0, 6, 5, Kind.RECOVERY, EndedBy.CLOCK, 10_000, whole), roll) == (
        "Done: Rest 10 s in 10.0, exact"
    )


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (
            StepEnded(0, 1, 0, Kind.WARM_UP, EndedBy.PRESS, 910_000, Split(910_000, Source.MEASURED)),
            "Done: Warm up in 15:10.0, measured",
        ),
        (
            StepEnded(0, 3, 2, Kind.EFFORT, EndedBy.CLOCK, 30_000, Split(30_000, Source.EXACT)),
            "Done: 30 s uphill 1 of 2 in 30.0, exact",
        ),
        (StepEnded(0, 2, 1, Kind.GET_READY, EndedBy.CLOCK, 10_000, Split(10_000, Source.EXACT)), None),
        (StepEnded(0, 3, 2, Kind.EFFORT, EndedBy.SKIP, 900, None), "Skipped: 30 s uphill 1 of 2"),
        (
            StepEnded(0, 3, 2, Kind.EFFORT, EndedBy.DONE, 0, Split(None, Source.UNTIMED)),
            "Counted as done: 30 s uphill 1 of 2",
        ),
        (StepEnded(0, 3, 77, Kind.EFFORT, EndedBy.FEWER, 0, None), "Left, one rep fewer: Effort"),
        (StepEnded(0, 3, 0, Kind.WARM_UP, EndedBy.PRESS, 0, None), "Done: Warm up"),
    ],
)
def test_a_step_that_ends_says_what_became_of_it(event: Event, said: str | None) -> None:
    assert line(event) == said


def test_every_way_to_leave_a_step_has_its_words() -> None:
    for by in EndedBy:
        said = line(StepEnded(0, 3, 2, Kind.EFFORT, by, 1000, Split(1000, Source.ESTIMATED)))
        assert said is not None
        assert said.endswith(": 30 s uphill 1 of 2") != (by in (EndedBy.CLOCK, EndedBy.PRESS))


@pytest.mark.parametrize(
    ("cue", "index", "said"),
    [
        (Cue.TEN_SECONDS, 2, "Ten seconds left"),
        (Cue.MINIMUM, 0, "The least time is reached: go on, or press to end it"),
        (Cue.SUGGESTION, 3, "About time: press when you are ready"),
        (Cue.PAUSED, 2, "Paused"),
        (Cue.RESUMED, 2, "Go on"),
        (Cue.END, 0, "Warm up: its time is up, press when you are ready"),
        (Cue.END, 7, None),
        (Cue.END, 99, None),
        (Cue.GO, 2, None),
        (Cue.COUNT, 1, None),
        (Cue.PRESS, 0, None),
        (Cue.REFUSED, 0, None),
    ],
)
def test_a_cue_has_a_line_only_where_no_other_line_says_it(cue: Cue, index: int, said: str | None) -> None:
    assert line(CueSounded(0, 1, cue, index)) == said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (Extend(30_000), "30 s more"),
        (Extend(-30_000), "30 s less"),
        (More(), "One rep more"),
        (Fewer(), "One rep fewer"),
        (Enough(), "Enough: the rest of the main set is left"),
        (Resume(Resumption.ON), None),
        (Resume(Resumption.AGAIN), None),
        (Away(1000), "Away for 2:03, not counted: press to go on, c to count it"),
        (Jump(5), "Jump to 30 s uphill 2 of 2"),
        (Jump(99), None),
        (Press(), None),
        (Skip(), None),
        (Pause(), None),
    ],
)
def test_a_command_has_a_line_where_its_steps_do_not_show_it(command: Command, said: str | None) -> None:
    assert line(CommandTaken(124_000, command)) == said


def test_only_work_goes_on_after_a_count() -> None:
    resumed = CommandTaken(0, Resume(Resumption.ON))
    assert event_line(resumed, ROLL, STEPS[2]) == "Going on after a count"
    assert event_line(resumed, ROLL, STEPS[0]) is None


def test_undo_and_redo_say_what_and_what_has_ended_meanwhile() -> None:
    assert line(Undone(0, Press(), ())) == "Taken back: the press"
    assert line(Undone(0, Skip(), (2, 3, 99))) == (
        "Taken back: the skip. Ended meanwhile: 30 s uphill 1 of 2; Walk back down"
    )
    assert line(Redone(0, Jump(5), (1,))) == "Given again: the jump. Ended meanwhile: Get ready 1 of 2, 10 s"


def test_the_session_itself_has_its_lines() -> None:
    assert line(SessionCompleted(0)) == "The session is complete"
    assert line(Bounced(0, Press())) == "Too soon after the last press to be one"
    assert line(Refused(0, Press(), Refusal.AFTER_FINISH, (35_026, 35_926))) == (
        "Press 3, 35.9, is kept: s chooses it, u reopens the rep"
    )
    assert line(Bounced(0, More())) == "The same key again, too soon: it counts once"


def test_a_refusal_says_why_and_what_a_second_one_does() -> None:
    assert refusal_text(Refusal.LEAD_IN_RUNNING) == "The lead-in is running: press again to start the work now"
    assert refusal_text(Refusal.BEFORE_MINIMUM, STEPS[0]) == "Warm up lasts 15 min at least: press again to end it now"
    assert refusal_text(Refusal.TIME_NOT_UP, STEPS[2]) == "30 s uphill lasts 30 s: press again to end it now"
    assert refusal_text(Refusal.PYRAMID, STEPS[2]) == "A pyramid keeps its reps"
    refused = Refused(0, Press(), Refusal.TOO_EARLY)
    assert event_line(refused, ROLL, STEPS[3]) == "Too early to be back: press again to end it now"


def test_every_refusal_is_said_and_names_the_second_exactly_where_one_helps() -> None:
    for reason in Refusal:
        said = refusal_text(reason)
        assert said.startswith(REFUSALS[reason])
        assert said.endswith(
            ("press again to end it now", " to start the work now", " to go on now", " does it", " to do it")
        ) == (reason in NEED_A_SECOND)


def test_every_kind_source_and_command_has_a_name() -> None:
    assert set(KIND_NAMES) == set(Kind)
    assert set(SOURCES) == set(Source)
    assert set(COMMAND_NAMES) == set(Command.__args__)


def test_every_line_is_one_line_of_plain_ascii() -> None:
    for said in [*REFUSALS.values(), *map(refusal_text, Refusal), *KIND_NAMES.values(), *COMMAND_NAMES.values()]:
        assert said.isascii()
        assert said.isprintable()


@pytest.mark.parametrize("workout", SHIPPED)
@pytest.mark.parametrize(
    "mode", [Mode(), Mode(timed=frozenset(Section)), Mode(auto=frozenset(Section))], ids=["solo", "timed", "auto"]
)
def test_every_line_of_a_whole_session_is_short_and_can_be_read_aloud(workout: str, mode: Mode) -> None:
    plan = prepare(workout, mode=mode)
    roll = Roll(plan.steps)
    lines = [line for event in simulate(plan, Rules()) if (line := event_line(event, roll))]
    assert len(lines) >= len(plan.steps)
    for line in lines:
        # No signs but those that a reader passes over or has a word for, and no more than is said in seven seconds.
        assert re.fullmatch(r"[A-Z][A-Za-z0-9 .,:;+'-]*", line), line
        assert len(line.split()) <= 18, line
