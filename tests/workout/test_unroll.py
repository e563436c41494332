"""Repeats multiplied out, sets counted, expected times filled in, recoveries that wait for the press."""

from __future__ import annotations

from pathlib import Path

import pytest

from speedtimer.plan import ByDistance, ByRange, ByTime, Ends, Kind, Mode, Open, Plan, Section, Step
from speedtimer.rules import CueChoices, LeadIns, Paces, Rules
from speedtimer.workout.reader import read
from speedtimer.workout.unroll import AthleteProfile, unroll
from tests.workout.files import HEAD, steps, write


def plan_of(
    folder: Path, text: str, on: frozenset[Section] = frozenset(Section), mode: Mode | None = None, **known: object
) -> Plan:
    athlete = AthleteProfile(**known)  # type: ignore[arg-type]
    return unroll(read(write(folder, text)), "w", on, mode or Mode(), athlete)


def work_in(plan: Plan) -> list[Step]:
    return [step for step in plan.steps if step.is_work]


def counted(plan: Plan) -> list[tuple[str, int | None, int | None, int | None]]:
    """Each work step as (name, rep, reps, set)."""
    return [(step.name, step.rep, step.reps, step.group) for step in work_in(plan)]


def test_each_entry_is_a_set_of_its_own(tmp_path: Path) -> None:
    text = steps(
        "- drill: 2 x 20 m", "  recovery: walk back", "- stride: 50 m", "  recovery: walk back",
        "- effort: 2 x 30 s", "  recovery: walk", "- effort: open", "  recovery: rest",
    )  # fmt: skip
    assert counted(plan_of(tmp_path, text)) == [
        ("Drill", 1, 2, 0),
        ("Drill", 2, 2, 0),
        ("Stride", 1, 1, 1),
        ("30 s", 1, 2, 2),
        ("30 s", 2, 2, 2),
        ("Effort", 1, 1, 3),
    ]


def test_a_repeat_does_its_steps_over_and_over(tmp_path: Path) -> None:
    text = steps("- repeat: 2", "  steps:", "    - effort: 2 x 100 m", "      recovery: walk back")
    assert counted(plan_of(tmp_path, text)) == [
        ("100 m", 1, 2, 0),
        ("100 m", 2, 2, 0),
        ("100 m", 1, 2, 1),
        ("100 m", 2, 2, 1),
    ]


def test_work_without_a_number_counts_through_the_passes_of_its_repeat(tmp_path: Path) -> None:
    text = steps(
        "- repeat: 2",
        "  steps:",
        "    - effort: 400 m",
        "      recovery: walk back",
        "    - repeat: 2",
        "      steps:",
        "        - effort: 100 m",
        "          recovery: walk back",
    )
    assert counted(plan_of(tmp_path, text)) == [
        ("400 m", 1, 2, 0),
        ("100 m", 1, 2, 1),
        ("100 m", 2, 2, 1),
        ("400 m", 2, 2, 0),
        ("100 m", 1, 2, 2),
        ("100 m", 2, 2, 2),
    ]


def test_the_recovery_between_passes_takes_the_place_of_the_last_reps(tmp_path: Path) -> None:
    text = steps(
        "- repeat: 2",
        "  between: rest 5 min",
        "  steps:",
        "    - effort: 2 x 100 m",
        "      recovery: walk back",
        "- jog: 5 min",
    )
    recoveries = [step for step in plan_of(tmp_path, text).steps if step.kind is Kind.RECOVERY]
    assert [step.name for step in recoveries] == ["Walk back", "Rest 5 min", "Walk back", "Walk back"]
    assert recoveries[1].ends == Open(100_000, 300_000)


def test_a_way_back_between_passes_is_as_long_as_the_last_rep(tmp_path: Path) -> None:
    text = steps(
        "- repeat: 2",
        "  between: jog back",
        "  steps:",
        "    - effort: 100 m",
        "      recovery: walk back",
        "- repeat: 2",
        "  between: walk back",
        "  steps:",
        "    - effort: 30 s",
        "      recovery: walk 50 m",
    )
    recoveries = [step.ends for step in plan_of(tmp_path, text).steps if step.kind is Kind.RECOVERY]
    # 100 m jogged at 5 m/s at the most and 2.5 m/s as a rule.
    assert recoveries == [Open(20_000, 40_000, 100), Open(25_000, 80_000, 100), Open()]


def test_the_recovery_between_passes_that_end_with_a_jog_follows_the_jog(tmp_path: Path) -> None:
    text = steps("- repeat: 2", "  between: rest 3 min", "  steps: [jog: 1 min]")
    plan = plan_of(tmp_path, text)
    assert [(step.kind, step.name) for step in plan.steps] == [
        (Kind.EASY, "Easy jog"),
        (Kind.RECOVERY, "Rest 3 min"),
        (Kind.EASY, "Easy jog"),
    ]
    assert plan.steps[1].ends == Open(60_000, 180_000)


def test_a_way_back_after_a_jog_over_a_distance_is_as_long_as_that(tmp_path: Path) -> None:
    text = steps("- repeat: 2", "  between: walk back", "  steps: [jog: 400 m]")
    # 400 m walked at 4 m/s at the most and 1.25 m/s as a rule.
    assert plan_of(tmp_path, text).steps[1].ends == Open(100_000, 320_000, 400)


def test_a_last_recovery_that_is_jogged_is_kept_where_the_clock_ends_it(tmp_path: Path) -> None:
    fartlek = steps("- effort: 10 x 1 min", "  recovery: jog 1 min")
    auto = Mode(auto=frozenset({Section.MAIN}))
    plan = plan_of(tmp_path, fartlek, mode=auto)
    assert (plan.steps[-1].name, plan.steps[-1].rep) == ("Jog 1 min", 10)
    assert plan_of(tmp_path, fartlek).steps[-1].is_work
    tabata = steps("- effort: 8 x 20 s", "  recovery: rest 10 s")
    assert plan_of(tmp_path, tabata, mode=auto).steps[-1].is_work


@pytest.mark.parametrize(
    ("recovery", "name", "ends"),
    [
        ("walk back", "Walk back", Open(50_000, 160_000, 200)),
        ("walk 100 m", "Walk 100 m", Open(25_000, 80_000, 100)),
        ("walk 90 s", "Walk 90 s", Open(30_000, 90_000)),
        ("jog 200 m", "Jog 200 m", Open(40_000, 80_000, 200)),
        ("rest 2-3 min", "Rest 2-3 min", Open(120_000, 180_000)),
        ("rest", "Rest", Open()),
        ("{do: walk back, at_least: 20, suggested: 100 s, name: Walk home}", "Walk home", Open(20_000, 100_000, 200)),
    ],
)
def test_every_recovery_waits_for_the_press(tmp_path: Path, recovery: str, name: str, ends: Open) -> None:
    plan = plan_of(tmp_path, steps("- effort: 2 x 200 m", f"  recovery: {recovery}"))
    step = plan.steps[2]
    assert (step.kind, step.name, step.ends) == (Kind.RECOVERY, name, ends)
    assert plan.steps[1].rest is not None
    assert plan.steps[1].rest.ends == ends


def test_the_way_back_from_work_by_time_has_no_distance(tmp_path: Path) -> None:
    assert plan_of(tmp_path, steps("- effort: 2 x 30 s", "  recovery: walk back")).steps[2].ends == Open()


def test_walking_goes_by_the_paces_in_the_rules(tmp_path: Path) -> None:
    rules = Rules(paces=Paces(walk_mm_s=1_000, walk_top_mm_s=2_000))
    plan = plan_of(tmp_path, steps("- effort: 2 x 100 m", "  recovery: walk back"), rules=rules)
    assert plan.steps[2].ends == Open(50_000, 100_000, 100)


def test_expected_times_come_from_history_where_there_is_one(tmp_path: Path) -> None:
    text = steps("- effort: 100 m", "  recovery: walk back", "- effort: 200 m", "  recovery: walk back")
    plan = plan_of(tmp_path, text, taught={(Kind.EFFORT, 100): [15_500]})
    assert [step.ends for step in work_in(plan)] == [ByDistance(100, 15_500), ByDistance(200, 38_000)]


@pytest.mark.parametrize(
    ("length", "ends"),
    [
        ("40 min", ByTime(2_400_000, waits=True)),
        ("15-25 min", ByRange(900_000, 1_500_000, waits=True)),
        ("5 km", Open(1_000_000, 2_000_000, 5_000)),
        ("open", Open()),
    ],
)
def test_a_jog_is_as_long_as_it_says(tmp_path: Path, length: str, ends: Ends) -> None:
    plan = plan_of(tmp_path, steps(f"- jog: {length}", "  tip: Easy", "- effort: 100 m", "  recovery: walk back"))
    step = plan.steps[0]
    assert (step.kind, step.name, step.ends, step.tip) == (Kind.EASY, "Easy jog", ends, "Easy")


def test_under_auto_a_jog_over_a_distance_ends_by_the_clock(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, steps("- jog: 1 km"), mode=Mode(auto=frozenset({Section.MAIN})))
    assert plan.steps[0].ends == Open(200_000, 400_000, 1_000, clock_ms=400_000)


def test_a_jog_is_named_by_its_section(tmp_path: Path) -> None:
    jog = "    steps: [{jog: 3 min}]\n"
    text = HEAD + f"  - name: warm-up\n{jog}  - name: easy-jog\n{jog}  - name: warm-down\n{jog}"
    assert [(step.kind, step.name, step.section.value) for step in plan_of(tmp_path, text).steps] == [
        (Kind.WARM_UP, "Warm up", "warm-up"),
        (Kind.EASY, "Easy jog", "easy-jog"),
        (Kind.WARM_DOWN, "Warm down", "warm-down"),
    ]


def test_only_sections_that_are_on_are_unrolled(tmp_path: Path) -> None:
    jog = "    steps: [{jog: 3 min}]\n"
    text = HEAD + f"  - name: warm-up\n{jog}  - name: warm-down\n{jog}"
    plan = plan_of(tmp_path, text, frozenset({Section.WARM_DOWN}))
    assert [step.section for step in plan.steps] == [Section.WARM_DOWN]
    assert plan_of(tmp_path, text, frozenset()).steps == ()


def test_a_pyramid_rises_and_falls_in_one_set(tmp_path: Path) -> None:
    text = steps(
        "- pyramid: [30 s, 1 min, 90 s]", "  recovery: walk back", "  tip: Else", "  tips: {up: Rise, down: Fall}"
    )
    plan = plan_of(tmp_path, text)
    assert [(step.name, step.rep, step.reps, step.group, step.pyramid, step.tip) for step in work_in(plan)] == [
        ("30 s", 1, 5, 0, True, "Rise"),
        ("1 min", 2, 5, 0, True, "Rise"),
        ("90 s", 3, 5, 0, True, "Else"),
        ("1 min", 4, 5, 0, True, "Fall"),
        ("30 s", 5, 5, 0, True, "Fall"),
    ]


TIPS = steps(
    "- effort: 5 x 100 m",
    "  recovery: walk back",
    "  tip: Every rep",
    "  tips: {1-2: Early, 5: Last}",
    "  first_time_tips: {2-3: First time}",
)


def test_a_rep_has_its_own_tip_or_that_of_every_rep(tmp_path: Path) -> None:
    tips = [step.tip for step in work_in(plan_of(tmp_path, TIPS, times_done=1))]
    assert tips == ["Early", "Early", "Every rep", "Every rep", "Last"]


def test_the_first_time_has_tips_of_its_own(tmp_path: Path) -> None:
    tips = [step.tip for step in work_in(plan_of(tmp_path, TIPS, times_done=0))]
    assert tips == ["Early", "First time", "First time", "Every rep", "Last"]


def test_advice_by_how_often_it_was_done_stands_before_the_setup(tmp_path: Path) -> None:
    text = "setup: [Setup]\nadvice: {first_time: First, later: Later}\n" + steps("- jog: 3 min")
    assert plan_of(tmp_path, text, times_done=0).setup == ("First", "Setup")
    assert plan_of(tmp_path, text, times_done=7).setup == ("Later", "Setup")
    assert plan_of(tmp_path, text.replace(", later: Later", ""), times_done=7).setup == ("Setup",)
    assert plan_of(tmp_path, steps("- jog: 3 min")).setup == ()


def test_lead_ins_and_the_count_come_from_the_rules(tmp_path: Path) -> None:
    text = steps("- drill: 20 m", "  recovery: walk back", "- effort: 100 m", "  recovery: walk back")
    rules = Rules(lead_ins=LeadIns(effort_ms=20_000), cues=CueChoices(count_s=8))
    lead_ins = [step.ends for step in plan_of(tmp_path, text, rules=rules).steps if step.kind is Kind.GET_READY]
    assert lead_ins == [ByTime(9_000), ByTime(20_000)]


def test_a_plan_bears_the_workouts_words_and_its_mode(tmp_path: Path) -> None:
    mode = Mode(timed=frozenset({Section.MAIN}))
    plan = plan_of(tmp_path, steps("- effort: 100 m", "  recovery: walk back"), mode=mode)
    assert (plan.workout_id, plan.name, plan.focus, plan.mode) == ("w", "Small", "even", mode)
    assert plan.steps[1].ends == ByDistance(100, 18_000, held=True)


def test_ten_thousand_steps_are_unrolled(tmp_path: Path) -> None:
    nested = ["- repeat: 100", "  steps:", "    - repeat: 10", "      steps:", "        - effort: 3 x 100 m"]
    nested += ["          recovery: walk back", "        - jog: 1 min"]
    plan = plan_of(tmp_path, steps(*nested))
    assert len(plan.steps) == 100 * 10 * (3 * 3 + 1)
    assert [step.index for step in plan.steps] == list(range(10_000))
    assert {step.reps for step in work_in(plan)} == {3}


@pytest.mark.parametrize(
    ("recovery", "at_least_ms"),
    [
        ("rest 2 min", 40_000),
        ("jog 60 s", 20_000),
        ("walk 16 s", 5_333),
        ("rest 15 s", 5_000),
        ("rest 10 s", 5_000),
        ("rest 5 s", 5_000),
        ("rest 4 s", 4_000),
        ("rest 2-3 min", 120_000),
    ],
)
def test_a_recovery_by_time_lasts_a_third_of_it_at_least_5_s_at_least_and_never_more_than_itself(
    tmp_path: Path, recovery: str, at_least_ms: int
) -> None:
    ends = plan_of(tmp_path, steps("- effort: 2 x 200 m", f"  recovery: {recovery}")).steps[2].ends
    assert isinstance(ends, Open)
    assert ends.at_least_ms == at_least_ms


@pytest.mark.parametrize(
    ("recovery", "ends"),
    [
        # 400 m walked at 4 m/s take 100 s at least: a suggestion of a minute means that the runner knows better.
        ("{do: walk 400 m, suggested: 60 s}", Open(60_000, 60_000, 400)),
        # 20 m take 16 s: who wants 40 s at least is not called back before them.
        ("{do: walk 20 m, at_least: 40 s}", Open(40_000, 40_000, 20)),
        ("{do: walk 100 m, at_least: 30 s, suggested: 2 min}", Open(30_000, 120_000, 100)),
        # By time, a third of it at least; what is written wins, be it more or less.
        ("{do: rest 2 min, at_least: 3 s}", Open(3_000, 120_000)),
        ("{do: rest 2 min, at_least: 90 s}", Open(90_000, 120_000)),
        ("{do: rest 2 min, suggested: 30 s}", Open(30_000, 30_000)),
    ],
)
def test_what_a_recovery_says_of_itself_holds_and_the_rest_gives_way(tmp_path: Path, recovery: str, ends: Open) -> None:
    plan = plan_of(tmp_path, steps("- effort: 2 x 30 s", f"  recovery: {recovery}"))
    assert plan.steps[2].ends == ends
