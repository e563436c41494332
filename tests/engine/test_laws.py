"""The engine's laws, for any sequence of commands on any of several plans."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speedtimer.engine.commands import (
    UNDOABLE,
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
    key_of,
)
from speedtimer.engine.cue_table import ANSWERS, Cue
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import Bounced, CueSounded, Event, Refused, StepEnded
from speedtimer.engine.log import LogEntry, Verdict
from speedtimer.engine.transitions import BY_CLOCK, NEXT
from speedtimer.engine.view import Phase, View
from speedtimer.plan import ByDistance, ByTime, Kind, Mode, Open, Plan, Rest, Section, Step, suggested_ms
from speedtimer.rules import CueChoices, Rules
from tests.engine.plans import EASY, WALK_20, WALK_100, WARM_DOWN, WARM_UP, drills, efforts, jog, plan_of, work

HILLS = efforts(*[ByTime(30_000)] * 3)
HUNDREDS = efforts(*[ByDistance(100, 18_000)] * 3, rest=WALK_100)
PYRAMID = efforts(*[ByDistance(m, m * 190) for m in (100, 150, 200, 150, 100)], rest=WALK_100, pyramid=True)
STRIDES = [work(Kind.STRIDE, Section.STRIDES, ByDistance(50, 10_000), 5, WALK_20)] * 2
EVERYWHERE = frozenset(Section)
FLOAT = Rest("Jog 1 min", Open(0, 60_000), jogged=True)
FLOAT_JOG = replace(jog(Kind.EASY, Section.MAIN, ByTime(120_000)), rest=FLOAT)
PLANS = [
    plan_of(WARM_UP, *drills(2), *HILLS, WARM_DOWN),
    plan_of(WARM_UP, EASY, *STRIDES, *HUNDREDS, WARM_DOWN, mode=Mode(timed=EVERYWHERE)),
    plan_of(WARM_UP, *drills(1), *HUNDREDS, mode=Mode(auto=EVERYWHERE)),
    plan_of(*PYRAMID, WARM_DOWN, mode=Mode(auto=frozenset({Section.MAIN}), timed=frozenset({Section.MAIN}))),
    plan_of(*efforts(ByTime(5_000), rest=None)),
    *(
        plan_of(WARM_UP, *efforts(*[ByTime(20_000)] * 3, rest=rest), WARM_DOWN, mode=Mode(auto=EVERYWHERE))
        for rest in (Rest("Rest", Open(0, 10_000)), Rest("Rest", Open(0, 3_000)), Rest("Rest", Open(0, 1_000)))
    ),
    plan_of(*efforts(*[ByTime(60_000)] * 2, rest=FLOAT), FLOAT_JOG, *HILLS, mode=Mode(auto=EVERYWHERE)),
]
BY_THE_CLOCK = [plan for plan in PLANS if plan.mode.auto]
RULES = [
    Rules(),
    Rules(speed=7.5),
    Rules(cues=CueChoices(count_s=10)),
    Rules(cues=CueChoices(halfway=True, minute=True)),
]

commands: st.SearchStrategy[Command] = st.one_of(
    st.just(Press()),
    st.just(Press()),
    st.just(Press()),
    st.sampled_from([Undo(), Undo(), Redo(), Pause(), Resume(), Resume(Resumption.ON)]),
    st.sampled_from([Skip(), Back(), Again(), Done(), Enough(), More(), Fewer(), Extend(30_000), Extend(-30_000)]),
    st.integers(0, 40).map(Jump),
    st.integers(0, 5_000_000).map(Away),
    st.just(Count()),
    st.builds(Correct, st.none() | st.integers(1, 100_000)),
    st.builds(Correct, st.none(), press=st.integers(1, 3)),
)
gaps = st.one_of(
    st.sampled_from([0, 1, 699, 700, 3_000, 3_001, 10_000, 30_000, 100_000, 900_000]),
    st.integers(0, 4_000),
    st.integers(0, 200_000),
    st.integers(0, 2_000_000),
)
scripts = st.lists(st.tuples(gaps, commands), max_size=30)
EXAMPLES = 250
LAWS = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def timed(script: list[tuple[int, Command]]) -> list[tuple[int, Command]]:
    """Turn gaps between commands into moments."""
    moments, now_ms = [], 0
    for gap_ms, command in script:
        now_ms += gap_ms
        moments.append((now_ms, command))
    return moments


def play(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]], *, looked_at: bool = False
) -> tuple[Engine, list[Event]]:
    """Give the commands; looked_at: time was let pass to each before it was given, as a face does that paints."""
    engine, events = Engine.open(plan, rules), list[Event]()
    for at_ms, command in timed(script):
        if looked_at:
            engine, happened = engine.advance(at_ms)
            events += happened
        engine, happened = engine.give(at_ms, command)
        events += happened
    return engine, events


def seen(view: View) -> View:
    """A view without what is only about the next key: what is armed, what can be undone, what can be chosen."""
    return replace(view, armed=None, can_undo=None, can_redo=None, later=None)


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts)
def test_visits_pauses_and_time_away_add_up_to_the_elapsed_time(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]]
) -> None:
    view = play(plan, rules, script)[0].view()
    ended = [visit for visit in view.visits if visit.ended_ms is not None]
    lengths = [
        visit.ended_ms - visit.started_ms - visit.not_counted_ms for visit in ended if visit.ended_ms is not None
    ]
    under_way = view.in_step_ms if len(ended) < len(view.visits) else 0
    assert sum(lengths) + under_way + view.paused_ms + view.away_ms == view.elapsed_ms
    assert all(length >= 0 for length in [*lengths, view.paused_ms, view.away_ms, under_way])
    assert [visit.number for visit in view.visits] == sorted({visit.number for visit in view.visits})


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts, st.lists(st.integers(0, 3_000_000), max_size=8))
def test_cutting_an_advance_into_any_pieces_changes_no_event(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]], cuts: list[int]
) -> None:
    engine, _ = play(plan, rules, script)
    end_ms = engine.now_ms + 3_000_000
    whole, events = engine.advance(end_ms)
    pieces: list[Event] = []
    piecewise = engine
    for cut_ms in sorted(cuts):
        piecewise, happened = piecewise.advance(engine.now_ms + cut_ms)
        pieces += happened
    piecewise, happened = piecewise.advance(end_ms)
    assert [*pieces, *happened] == list(events)
    assert piecewise == whole


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts, commands, gaps)
def test_an_end_due_at_t_comes_before_a_command_at_t(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]], command: Command, gap_ms: int
) -> None:
    engine, _ = play(plan, rules, script)
    if isinstance(command, Away):
        return
    at_ms = engine.now_ms + gap_ms if engine.next_ms is None else engine.next_ms
    direct, events = engine.give(at_ms, command)
    first, before = engine.advance(at_ms)
    then, after = first.give(at_ms, command)
    assert (direct, events) == (then, before + after)


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts, commands, gaps)
def test_a_refused_command_changes_nothing_and_is_answered_by_name(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]], command: Command, gap_ms: int
) -> None:
    engine, _ = play(plan, rules, script)
    at_ms = engine.now_ms + gap_ms
    after, events = engine.give(at_ms, command)
    assert after.newest is not None
    answers = [event for event in events if isinstance(event, Refused)]
    assert len(answers) == (after.newest.verdict is Verdict.REFUSED)
    if after.newest.verdict is Verdict.TAKEN:
        return
    calm = engine.give(at_ms, replace(command, since_ms=at_ms)) if isinstance(command, Away) else None
    twin = engine.advance(at_ms)[0] if calm is None else calm[0]
    assert seen(after.view()) == seen(twin.view())
    assert (after.taken, after.undoing, after.next_ms) == (twin.taken, twin.undoing, twin.next_ms)


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts, st.booleans())
def test_folding_the_log_again_gives_the_same_events_splits_and_view(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]], looked_at: bool
) -> None:
    engine, events = play(plan, rules, script, looked_at=looked_at)
    folded, again = Engine.fold(plan, rules, engine.log)
    assert list(again) == events
    assert folded.view() == engine.view()
    assert folded.log == engine.log
    assert [entry.seq for entry in engine.log] == list(range(1, len(script) + 1))


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts)
def test_undo_leaves_the_state_as_if_the_command_had_never_been_given(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]]
) -> None:
    """The twin is a session in which the command was never given; what was refused or bounced in ours is not given
    to it at all, since that changed nothing."""
    engine, _ = play(plan, rules, [pair for pair in script if not isinstance(pair[1], Undo | Redo)])
    gone = next(
        (e for e in reversed(engine.log) if e.verdict is Verdict.TAKEN and isinstance(e.command, UNDOABLE)), None
    )
    if gone is None:
        return
    # The second undo does what the first may have wanted a second for; 0.7 s real time later, whatever the speed.
    later_ms = engine.now_ms + round(700 * rules.speed)
    undone, _ = engine.give(engine.now_ms, Undo())
    if undone.newest is not None and undone.newest.verdict is Verdict.REFUSED:
        undone, _ = undone.give(later_ms, Undo())
    if undone.newest is None or undone.newest.verdict is Verdict.REFUSED:
        return  # a step ended between the two: it is asked again
    twin = without(engine, plan, rules, gone, undone.now_ms)
    assert seen(undone.view()) == seen(twin.view())
    assert undone.next_ms == twin.next_ms
    redone, _ = undone.give(undone.now_ms, Redo())
    assert seen(redone.view()) == seen(engine.view(redone.now_ms))
    assert (redone.taken, redone.next_ms) == (engine.taken, engine.advance(redone.now_ms)[0].next_ms)


def without(engine: Engine, plan: Plan, rules: Rules, gone: LogEntry, now_ms: int) -> Engine:
    """Give the accepted commands but one to a fresh session, with guards that let every press through."""
    calm = replace(rules, guards=replace(rules.guards, bounce_ms=0, second_press_ms=10**9))
    twin = Engine.open(plan, calm)
    for entry in engine.log:
        if entry.verdict is Verdict.TAKEN and entry.seq != gone.seq:
            before = twin
            twin, _ = twin.give(entry.at_ms, entry.command)
            if twin.newest is not None and twin.newest.verdict is Verdict.REFUSED and entry.seq < gone.seq:
                twin, _ = twin.give(entry.at_ms, entry.command)
            assert twin.newest is not None
            assert entry.seq > gone.seq or twin.newest.verdict is Verdict.TAKEN, (before.view(), entry)
    return twin.advance(now_ms)[0]


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts)
def test_within_one_history_no_cue_comes_twice(plan: Plan, rules: Rules, script: list[tuple[int, Command]]) -> None:
    _, events = play(plan, rules, [pair for pair in script if not isinstance(pair[1], Undo | Redo)])
    cues = [(event.visit, event.cue, event.at_ms) for event in events if isinstance(event, CueSounded)]
    assert len(cues) == len(set(cues))
    moments = [event.at_ms for event in events]
    assert moments == sorted(moments)


@LAWS
@given(st.sampled_from(BY_THE_CLOCK), st.sampled_from(RULES), scripts)
def test_left_to_the_clock_go_falls_on_the_written_length_of_a_recovery(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]]
) -> None:
    engine, _ = play(plan, rules, script)
    ended_ms, written_ms = None, None
    while engine.next_ms is not None:
        engine, events = engine.advance(engine.next_ms)
        by_index = {step.index: step for step in engine.view().steps}
        for event in events:
            if isinstance(event, StepEnded):
                step = by_index[event.index]
                if step.is_work:
                    ended_ms, written_ms = event.at_ms, None
                elif step.kind is Kind.RECOVERY and isinstance(step.ends, Open) and ended_ms is not None:
                    written_ms = suggested_ms(step.ends)
                elif step.is_jog:
                    ended_ms = None
            elif isinstance(event, CueSounded) and event.cue is Cue.GO and None not in (ended_ms, written_ms):
                assert event.at_ms - (ended_ms or 0) == written_ms


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts)
def test_a_command_that_leads_to_work_leaves_the_full_lead_in_before_go(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]]
) -> None:
    """Other than a press that ends work in time, any command that leads on or goes on: GO comes by the clock no sooner
    than a lead-in of full length after it. A press or a skip that cuts a lead-in short is no end by the clock."""
    engine, led_ms = Engine.open(plan, rules), None
    moments = [pair for pair in timed(script) if not isinstance(pair[1], Undo | Redo | Count | Away)]
    for at_ms, command in [*moments, (10_000_000, Pause())]:
        while engine.next_ms is not None and engine.next_ms <= at_ms:
            play_before = engine.play
            engine, events = engine.advance(engine.next_ms)
            went = any(isinstance(event, CueSounded) and event.cue is Cue.GO for event in events)
            if went and led_ms is not None and play_before.visit is not None:
                steps = {step.index: step for step in engine.play.steps}
                ended = [steps[event.index] for event in events if isinstance(event, StepEnded)]
                assert engine.now_ms - led_ms >= full_ms(ended[-1])
            led_ms = None if went else led_ms
        engine, _ = engine.advance(max(at_ms, engine.now_ms))
        before = engine
        engine, events = engine.give(engine.now_ms, command)
        assert engine.newest is not None
        if any(isinstance(event, CueSounded) and event.cue is Cue.GO for event in events):
            led_ms = None  # it cut a lead-in short, and what led there has come to its GO
        elif engine.newest.verdict is Verdict.TAKEN and leads(before, engine, command):
            led_ms = engine.now_ms


def full_ms(lead_in: Step) -> int:
    assert lead_in.kind is Kind.GET_READY
    assert isinstance(lead_in.ends, ByTime)
    return lead_in.ends.length_ms if lead_in.inside is None else lead_in.inside.full_ms


def leads(before: Engine, after: Engine, command: Command) -> bool:
    """Tell whether a command has led to another step, or ended a pause of a recovery."""
    play = before.play
    if play.halt is not None and play.step.kind is Kind.RECOVERY:
        return after.play.halt is None and play.halt.since_ms < after.now_ms
    in_time = isinstance(command, Press) and play.phase is Phase.WORK
    return after.play.visits != play.visits and not in_time


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts)
def test_every_key_but_a_bounce_is_heard_and_no_answer_comes_twice(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]]
) -> None:
    engine, events = play(plan, rules, script)
    answers = [(event.visit, event.cue, event.at_ms) for event in events if isinstance(event, CueSounded)]
    answers = [answer for answer in answers if answer[1] in ANSWERS]
    assert len(answers) == len(set(answers))
    heard = {event.at_ms for event in events if isinstance(event, CueSounded)}
    # Time away in a pause is no key, and changes nothing that could be heard.
    keys = [entry for entry in engine.log if not isinstance(entry.command, Away)]
    assert {entry.at_ms for entry in keys if entry.verdict is not Verdict.BOUNCED} <= heard


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts, gaps)
def test_upcoming_tells_the_cues_that_then_sound(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]], ahead_ms: int
) -> None:
    engine, _ = play(plan, rules, script)
    told = engine.upcoming(engine.now_ms + ahead_ms)
    _, events = engine.advance(engine.now_ms + ahead_ms)
    assert list(told) == [event for event in events if isinstance(event, CueSounded)]


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts)
def test_indices_are_names_and_reps_count_up_within_their_set(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]]
) -> None:
    steps = play(plan, rules, script)[0].view().steps
    assert len({step.index for step in steps}) == len(steps)
    by_index = {step.index: step for step in plan.steps}
    for step in steps:
        if step.index in by_index:
            named = by_index[step.index]
            assert (step.kind, step.name, step.section) == (named.kind, named.name, named.section)
    groups = {step.group for step in steps if step.group is not None}
    for group in groups:
        reps = [step.rep for step in steps if step.group == group and step.is_work]
        assert reps == list(range(1, len(reps) + 1))
        assert {step.reps for step in steps if step.group == group} == {len(reps)}


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts)
def test_time_leads_where_the_table_says(plan: Plan, rules: Rules, script: list[tuple[int, Command]]) -> None:
    engine, _ = play(plan, rules, script)
    while engine.next_ms is not None:
        leads_to = BY_CLOCK[engine.phase]
        after, events = engine.advance(engine.next_ms)
        ended = sum(isinstance(event, StepEnded) for event in events)
        if ended <= 1 and after.phase is not engine.phase:
            assert NEXT in leads_to or after.phase in leads_to
        engine = after


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts)
def test_a_bounce_is_silent_and_what_comes_from_no_key_never_bounces(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]]
) -> None:
    engine, events = play(plan, rules, script)
    bounced = [entry for entry in engine.log if entry.verdict is Verdict.BOUNCED]
    assert [event.at_ms for event in events if isinstance(event, Bounced)] == [entry.at_ms for entry in bounced]
    assert all(key_of(entry.command) is not None for entry in bounced)


@LAWS
@given(
    st.sampled_from(PLANS),
    st.sampled_from(RULES),
    scripts,
    commands.filter(lambda command: key_of(command) is not None),
    gaps,
    st.lists(st.integers(0, 699), min_size=1, max_size=8),
)
def test_a_key_held_down_is_one_press_and_changes_nothing_but_when_it_came_last(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]], command: Command, gap_ms: int, held_ms: list[int]
) -> None:
    engine, _ = play(plan, rules, script)
    at_ms = engine.now_ms + gap_ms
    once, _ = engine.give(at_ms, command)
    held = once
    for again_ms in held_ms:
        at_ms += int(again_ms * rules.speed)
        held, _ = held.give(at_ms, command)
    left, _ = once.advance(at_ms)
    assert [entry.verdict for entry in held.log[-len(held_ms) :]] == [Verdict.BOUNCED] * len(held_ms)
    assert held.play._replace(received=left.play.received) == left.play
    assert (held.taken, held.undoing, held.next_ms) == (left.taken, left.undoing, left.next_ms)


def test_the_laws_were_tried_on_every_command() -> None:
    """The strategy above draws from every kind of command; a kind added to the engine must be added there."""
    drawn = {
        Press,
        Undo,
        Redo,
        Pause,
        Resume,
        Skip,
        Back,
        Again,
        Done,
        Enough,
        More,
        Fewer,
        Extend,
        Jump,
        Away,
        Count,
        Correct,
    }
    assert drawn == set(get_args(Command))


@pytest.mark.parametrize("plan", PLANS)
def test_the_plans_of_the_laws_have_work_in_them(plan: Plan) -> None:
    assert any(step.is_work for step in plan.steps)
