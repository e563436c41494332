"""The five sessions against their source, the article "5 Key Sessions to Improve Your Speed", line by line.

Each test's comment names the part of the source that it holds; what the source leaves open is said to be ours.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from speedtimer.plan import ByDistance, ByRange, ByTime, Ends, Kind, Mode, Open, Plan, Section, Step
from speedtimer.totals import add_up
from speedtimer.workout.library import SHIPPED
from speedtimer.workout.reader import read
from speedtimer.workout.sections import SectionSelection, switched
from speedtimer.workout.unroll import AthleteProfile, unroll
from tests.workout.files import SHIPPED as FOLDER

SPEED_SESSIONS = SHIPPED[1:]


def plan(id_: str, sections: SectionSelection | None = None, times_done: int = 0) -> Plan:
    workout = read(FOLDER / f"{id_}.yaml")
    on = switched([(section.name, section.on) for section in workout.sections], sections)
    return unroll(workout, id_, on, Mode(), AthleteProfile(times_done=times_done))


def within(plan: Plan, *sections: Section) -> list[Step]:
    return [step for step in plan.steps if step.section in sections]


def work(plan: Plan, section: Section) -> list[tuple[str, Ends]]:
    return [(step.name, step.ends) for step in within(plan, section) if step.is_work]


def rests(plan: Plan, section: Section) -> list[tuple[str, Ends]]:
    return [(step.name, step.ends) for step in within(plan, section) if step.kind is Kind.RECOVERY]


def test_there_are_five_under_their_fixed_ids() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(
        ["drills-and-strides", "hills-10x30s", "10x100m", "sprint-pyramid", "8x200m"]
    )


@pytest.mark.parametrize(
    ("id_", "focus"),
    list(zip(SHIPPED, ["technique", "power", "build", "pyramid", "even"], strict=True)),
)
def test_each_has_its_focus(id_: str, focus: str) -> None:
    assert plan(id_).focus == focus


@pytest.mark.parametrize("id_", SHIPPED)
def test_all_begin_with_a_jog_of_15_to_25_minutes(id_: str) -> None:
    # The last paragraph, first sentence.
    first = plan(id_).steps[0]
    assert (first.kind, first.ends) == (Kind.WARM_UP, ByRange(15 * 60_000, 25 * 60_000, waits=True))
    assert first.tip is not None
    assert "light" in first.tip.lower()


@pytest.mark.parametrize("id_", SHIPPED)
def test_all_end_with_a_jog_of_10_to_15_minutes(id_: str) -> None:
    # The last paragraph, second sentence.
    last = plan(id_).steps[-1]
    assert (last.kind, last.ends) == (Kind.WARM_DOWN, ByRange(10 * 60_000, 15 * 60_000))


@pytest.mark.parametrize("id_", SHIPPED)
def test_drills_are_three_each_twice_over_20_m_with_a_walk_back(id_: str) -> None:
    # Drills and Strides: which drills, at the end of its first paragraph; how often and how far, in its second.
    assert work(plan(id_), Section.DRILLS) == [
        (name, ByDistance(20, 10_000)) for name in ("Butt kicks", "High knees", "High-knee skips") for _ in range(2)
    ]
    assert rests(plan(id_), Section.DRILLS) == [("Walk back", Open(5_000, 16_000, 20))] * 6
    assert [step.reps for step in within(plan(id_), Section.DRILLS)] == [2] * 18


@pytest.mark.parametrize("id_", SHIPPED)
def test_strides_are_three_over_50_m_that_build(id_: str) -> None:
    # Drills and Strides, second paragraph. The walk back is ours.
    assert work(plan(id_), Section.STRIDES) == [("Stride", ByDistance(50, 10_000))] * 3
    assert rests(plan(id_), Section.STRIDES) == [("Walk back", Open(12_500, 40_000, 50))] * 3
    tips = {step.tip for step in within(plan(id_), Section.STRIDES) if step.is_work}
    assert tips == {"Start easy and build speed all the way through."}


@pytest.mark.parametrize("id_", SPEED_SESSIONS)
def test_the_speed_sessions_have_drills_then_strides_before_the_main_set(id_: str) -> None:
    # Drills and Strides, first paragraph: jog, then drills in place of static stretches, before the speed sessions.
    order = list(dict.fromkeys(step.section.value for step in plan(id_).steps))
    assert order == ["warm-up", "drills", "strides", "main", "warm-down"]


def test_drills_and_strides_have_no_main_set() -> None:
    # Drills and Strides, first sentence: a routine more than a session.
    only = plan("drills-and-strides")
    assert within(only, Section.MAIN) == []
    assert add_up(only.steps).efforts == 0


def test_drills_and_strides_can_follow_an_easy_run() -> None:
    # Drills and Strides, last sentence. Its length is that of the hills' easy jog: ours.
    assert within(plan("drills-and-strides"), Section.EASY_JOG) == []
    after = plan("drills-and-strides", SectionSelection(with_=frozenset({Section.EASY_JOG})))
    assert (after.steps[0].kind, after.steps[0].ends) == (Kind.EASY, ByTime(40 * 60_000, waits=True))


def test_hills_are_ten_times_30_seconds_uphill() -> None:
    # Its heading.
    hills = plan("hills-10x30s")
    assert work(hills, Section.MAIN) == [("30 s uphill", ByTime(30_000))] * 10
    totals = add_up(hills.steps)
    assert (totals.efforts, totals.effort_m, totals.effort_ms) == (10, 0, 300_000)


def test_hills_are_recovered_from_by_walking_back_down() -> None:
    # 10 x 30 sec hills, last sentence but one. At least 20 s and about 100 s are ours.
    assert rests(plan("hills-10x30s"), Section.MAIN) == [("Walk back down", Open(20_000, 100_000))] * 10


def test_hills_ask_for_form_arms_glutes_and_quads() -> None:
    # 10 x 30 sec hills, on form.
    (tip,) = {step.tip for step in within(plan("hills-10x30s"), Section.MAIN) if step.is_work}
    assert tip is not None
    assert all(word in tip.lower() for word in ("form", "arms", "glutes", "quads"))


def test_the_hill_is_hard_but_not_so_steep_that_form_goes() -> None:
    # 10 x 30 sec hills, on the hill.
    setup = " ".join(plan("hills-10x30s").setup)
    assert "steep enough to be hard" in setup
    assert "not so steep that your form goes" in setup
    # Ours: thirty seconds uphill is out of earshot.
    assert "loud speaker" in setup
    assert "mark the spot" in setup


def test_hills_stand_alone_or_after_an_easy_jog_of_40_minutes() -> None:
    # 10 x 30 sec hills, last sentence.
    assert within(plan("hills-10x30s"), Section.EASY_JOG) == []
    after = plan("hills-10x30s", SectionSelection(with_=frozenset({Section.EASY_JOG})))
    assert [(step.kind, step.ends) for step in after.steps[:1]] == [(Kind.EASY, ByTime(40 * 60_000, waits=True))]
    assert within(after, Section.WARM_UP) == []
    both = plan("hills-10x30s", SectionSelection(with_=frozenset({Section.EASY_JOG, Section.WARM_UP})))
    assert [step.kind for step in both.steps[:2]] == [Kind.WARM_UP, Kind.EASY]


def test_ten_hundreds_with_a_walk_back() -> None:
    # Its heading. The walk back is ours.
    hundreds = plan("10x100m")
    assert work(hundreds, Section.MAIN) == [("100 m", ByDistance(100, 18_000))] * 10
    assert rests(hundreds, Section.MAIN) == [("Walk back", Open(25_000, 80_000, 100))] * 10
    assert add_up(hundreds.steps).effort_m == 1_000


def tips_of(plan: Plan) -> list[str]:
    return [step.tip or "" for step in within(plan, Section.MAIN) if step.is_work]


def test_the_hundreds_begin_easier_build_and_end_explosive_unforced() -> None:
    # 10 x 100m: a couple of easier efforts, a build through the reps, later more explosive, nothing forced.
    # That building ends with the sixth is ours.
    tips = tips_of(plan("10x100m", times_done=1))
    assert all("easier" in tip for tip in tips[:2])
    assert all("faster than the last" in tip for tip in tips[2:6])
    assert all("more explosive" in tip for tip in tips[6:])
    assert all("force nothing" in tip.lower() for tip in tips[2:])


def test_the_first_time_at_the_hundreds_is_easy_and_minds_technique_and_later_ones_are_more_explosive() -> None:
    # 10 x 100m, the last two sentences.
    first, later = plan("10x100m"), plan("10x100m", times_done=3)
    assert "fairly easy" in first.setup[0]
    assert "technique" in first.setup[0]
    assert not any("explosive" in tip for tip in tips_of(first))
    assert all("technique" in tip.lower() for tip in tips_of(first)[2:])
    assert "more explosive" in later.setup[0]
    assert first.setup[1:] == later.setup[1:]


def test_the_hundreds_need_neither_spikes_nor_track() -> None:
    # 10 x 100m, first sentence.
    assert any("No spikes and no track are needed" in paragraph for paragraph in plan("10x100m").setup)


def test_the_pyramid_rises_and_falls_and_is_recovered_from_by_walking_100_m() -> None:
    # Sprint Pyramid: up and down in distance, with a walk of 100 m. Which distances is ours.
    pyramid = plan("sprint-pyramid")
    assert work(pyramid, Section.MAIN) == [
        ("100 m", ByDistance(100, 18_000)),
        ("150 m", ByDistance(150, 28_000)),
        ("200 m", ByDistance(200, 38_000)),
        ("150 m", ByDistance(150, 28_000)),
        ("100 m", ByDistance(100, 18_000)),
    ]
    assert rests(pyramid, Section.MAIN) == [("Walk 100 m", Open(25_000, 80_000, 100))] * 5
    assert all(step.pyramid for step in within(pyramid, Section.MAIN))
    assert add_up(pyramid.steps).effort_m == 700


def test_the_pyramid_builds_on_the_way_up_and_is_explosive_on_the_way_down() -> None:
    # Sprint Pyramid, second sentence.
    up_1, up_2, top, down_1, down_2 = tips_of(plan("sprint-pyramid"))
    assert up_1 == up_2
    assert "Build" in up_1
    assert down_1 == down_2
    assert "explosive" in down_1
    assert "explosive" not in top


def test_the_pyramid_asks_for_a_proper_warm_up() -> None:
    # Sprint Pyramid, last sentence.
    assert any("properly warm" in paragraph for paragraph in plan("sprint-pyramid").setup)


def test_eight_two_hundreds_with_a_walk_of_100_m_or_until_recovered() -> None:
    # Its heading, and the last sentence under it.
    two_hundreds = plan("8x200m")
    assert work(two_hundreds, Section.MAIN) == [("200 m", ByDistance(200, 38_000))] * 8
    assert rests(two_hundreds, Section.MAIN) == [("Walk 100 m", Open(25_000, 80_000, 100))] * 8
    tips = {step.tip for step in within(two_hundreds, Section.MAIN) if step.kind is Kind.RECOVERY}
    assert tips == {"Or longer, until you feel ready for the next one."}
    assert add_up(two_hundreds.steps).effort_m == 1_600


def test_the_two_hundreds_are_even_and_never_ragged() -> None:
    # 8 x 200m, on consistency and form.
    assert set(tips_of(plan("8x200m"))) == {"The same pace from the first step to the last. Good form, never ragged."}


@pytest.mark.parametrize(
    ("id_", "min_s", "max_s"),
    [
        # Warm-up and warm-down 1500 to 2400 s, drills 6 x (5 + 10 + 16), strides 3 x (10 + 10 + 40): 1866 to 2766 s.
        ("drills-and-strides", 1_866, 2_766),
        # 10 x (10 + 30 + 100)
        ("hills-10x30s", 1_866 + 1_400, 2_766 + 1_400),
        # 10 x (10 + 18 + 80)
        ("10x100m", 1_866 + 1_080, 2_766 + 1_080),
        # 5 x (10 + 80) + 18 + 28 + 38 + 28 + 18
        ("sprint-pyramid", 1_866 + 580, 2_766 + 580),
        # 8 x (10 + 38 + 80)
        ("8x200m", 1_866 + 1_024, 2_766 + 1_024),
    ],
)
def test_each_takes_as_long_as_its_parts(id_: str, min_s: int, max_s: int) -> None:
    totals = add_up(plan(id_).steps)
    assert (totals.estimated_min_ms, totals.estimated_max_ms) == (min_s * 1000, max_s * 1000)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_names_its_schema_first(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    up = "../" if path.parent.name == "blocks" else ""
    assert text.startswith(f"# yaml-language-server: $schema={up}workout.schema.json\n")


@pytest.mark.parametrize("id_", SHIPPED)
def test_what_the_source_does_not_say_is_marked_as_ours(id_: str) -> None:
    text = "".join(
        (FOLDER / name).read_text(encoding="utf-8")
        for name in (f"{id_}.yaml", "blocks/strides.yaml", "blocks/drills.yaml")
    )
    assert re.search(r"#.*\bours\b", text, re.IGNORECASE)
