"""Figures on the screen: where they are drawn, when they move, and that they cost nothing elsewhere."""

from __future__ import annotations

import pytest

from speedtimer.app.planner import Choice
from speedtimer.engine.commands import Jump
from speedtimer.engine.view import Phase
from speedtimer.plan import Kind
from speedtimer.rules import CueChoices, Rules
from speedtimer.tui.capabilities import Capabilities, Letters
from speedtimer.tui.figures import BUTT_KICKS, FIGURES, HIGH_KNEES, STRIDE, Figure
from speedtimer.tui.themes import THEMES
from speedtimer.tui.widgets.big import Clock
from speedtimer.tui.widgets.quarters import Quarters
from speedtimer.tui.widgets.row import Row
from speedtimer.tui.widgets.runner import Runner, drawn
from speedtimer.tui.widgets.stills import Stills
from tests.tui.moments import DRILLS
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged
from tests.tui.test_sizes import letter_rows

GO_MS, OVER_MS = 5_000, 15_000


def runner(stage: Stage) -> Runner | None:
    found = list(stage.app.screen.query(Runner))
    return found[0] if found else None


def shown(stage: Stage) -> Figure | None:
    there = runner(stage)
    return None if there is None else there.figure


def is_moving(stage: Stage) -> bool:
    there = runner(stage)
    return there is not None and there.is_moving


def test_a_quarter_is_where_unicode_puts_it_and_what_lies_outside_is_left_out() -> None:
    for x, y, cell in ((0.5, 0.5, "▘"), (1.5, 1.5, "▝"), (0.5, 2.5, "▖"), (1.5, 3.5, "▗"), (-9, 9, " ")):
        quarters = Quarters(1, 1)
        quarters.disc((x, y), 0.1)
        assert quarters.rows == (cell,)
    # Down the middle of the left half, then along the lowest dots.
    quarters = Quarters(2, 1)
    quarters.line([(0.5, 0.5), (0.5, 3.5), (3.5, 3.5)], 1)
    assert quarters.rows == ("▙▄",)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
@pytest.mark.parametrize("size", [(10, 7), (15, 11), (27, 20)])
def test_a_figure_fills_its_room_and_stays_within_it(figure: Figure, size: tuple[int, int]) -> None:
    columns, rows = size
    tops = []
    for frame in range(len(figure.poses)):
        cells = drawn(figure, frame, columns, rows)
        assert [len(row) for row in cells] == [columns] * rows
        assert set(cells[-1]) & set("▄▙▟█▖▗")
        # Where there is more room at the sides nothing more is seen.
        wider = drawn(figure, frame, columns + 6, rows)
        assert [row[3:-3] for row in wider[:-1]] == list(cells[:-1])
        assert not "".join(row[:3] + row[-3:] for row in wider[:-1]).strip()
        tops.append(next(at for at, row in enumerate(cells) if row.strip()))
    assert max(tops) <= rows // 4


def test_the_ground_goes_by_to_the_left_and_is_back_where_it_was_after_a_cycle() -> None:
    grounds = [drawn(STRIDE, frame, 60, 12)[-1] for frame in (0, 3, len(STRIDE.poses))]
    # To the right of the figure, where no foot comes.
    ends = [ground[50:].rstrip("▄▌▐▖▗▟▙█") for ground in grounds]
    assert ends[0] == ends[2] != ends[1]


async def test_a_drill_has_its_figure_from_its_lead_in_on_and_in_the_recovery_the_next_one_s() -> None:
    async with staged(DRILLS) as stage:
        assert shown(stage) is None
        await stage.press("space")
        seen = [(stage.session.view().phase, shown(stage))]
        await stage.pass_to(GO_MS + 1_000)
        seen.append((stage.session.view().phase, shown(stage)))
        # To the lead-in (3) and the drill (4) of the second rep, and into the walk back after it (5).
        await stage.session.give(Jump(4))
        await stage.pass_to(2 * OVER_MS)
        # What stands beside the clock changes when the flash is over.
        await stage.calm()
        seen.append((stage.session.view().phase, shown(stage)))

        assert seen == [(Phase.LEAD_IN, BUTT_KICKS), (Phase.WORK, BUTT_KICKS), (Phase.RECOVERY, HIGH_KNEES)]
        assert stage.app.screen.query_one(".how", Row).text == HIGH_KNEES.how
        assert HIGH_KNEES.how in "\n".join(stage.shown)


async def test_an_effort_has_neither_figure_nor_sentence_nor_anything_that_moves() -> None:
    async with staged(Choice("8x200m"), size=(120, 40)) as stage:
        await stage.press("space")
        steps = stage.session.view().steps
        stride = next(step.index for step in steps if step.kind is Kind.STRIDE)
        effort = next(step.index for step in steps if step.kind is Kind.EFFORT)
        await stage.session.give(Jump(stride))
        await stage.settle()
        assert (shown(stage), is_moving(stage)) == (STRIDE, True)
        there = runner(stage)
        assert there is not None

        await stage.pass_to(1_000)
        await stage.session.give(Jump(effort))
        await stage.settle()
        assert not stage.app.screen.query("Runner, .how")
        await stage.pass_to(12_000)
        assert stage.session.view().step == steps[effort]
        assert not stage.app.screen.query("Runner, .how")
        assert not there.is_moving
        assert not stage.app.screen.query_one("#hero").has_class("-figured")


@pytest.mark.parametrize("size", [(40, 12), (77, 24), (80, 18)])
async def test_where_there_is_little_room_the_clock_has_all_of_it(size: tuple[int, int]) -> None:
    async with staged(DRILLS, size=size) as stage:
        await stage.press("space")
        assert shown(stage) is None

        await stage.resize(78, 19)
        assert (shown(stage), is_moving(stage)) == (BUTT_KICKS, True)

        there = runner(stage)
        await stage.resize(*size)
        assert shown(stage) is None
        assert there is not None
        assert not there.is_moving


@pytest.mark.parametrize(("size", "least"), [((80, 24), 9), ((120, 40), 15), ((200, 50), 24)])
async def test_beside_a_figure_the_clock_is_as_large_as_ever(size: tuple[int, int], least: int) -> None:
    assert await letter_rows(size, "#clock", DRILLS, OVER_MS + 4_000) >= least


async def test_while_it_moves_only_the_figure_is_painted_and_it_comes_round() -> None:
    async with staged(DRILLS) as stage:
        await stage.press("space")
        there = runner(stage)
        assert there is not None
        clock = stage.app.screen.query_one(Clock)
        # By hand from here on, so that how many frames have gone by does not depend on the machine.
        there.show(BUTT_KICKS, moves=False)
        await stage.settle()
        first, kept = stage.shown, clock.render_lines(clock.size.region)[0]
        frames = []
        for _ in BUTT_KICKS.poses:
            there.go_on()
            await stage.settle()
            frames.append((there.frame, stage.shown))

        assert [frame for frame, _ in frames] == [5, 6, 7, 0, 1, 2, 3, 4]
        assert frames[-1][1] == first != frames[3][1]
        left = there.region.x
        assert all(row[:left] == before[:left] for _, rows in frames for row, before in zip(rows, first, strict=True))
        assert clock.render_lines(clock.size.region)[0] is kept


async def test_nothing_moves_while_it_is_not_to_be_seen() -> None:
    async with staged(DRILLS) as stage:
        await stage.press("space")
        assert is_moving(stage)

        # Behind a list of the keys, in a pause, not displayed.
        await stage.press("question_mark")
        there = stage.app.screen_stack[-2].query_one(Runner)
        assert not there.is_moving
        await stage.press("escape")
        assert is_moving(stage)

        await stage.press("p")
        assert (there.frame, is_moving(stage)) == (BUTT_KICKS.still, False)
        await stage.pass_to(1_000)
        await stage.press("p")
        assert is_moving(stage)

        there.display = False
        await stage.settle()
        assert not is_moving(stage)
        there.display = True
        await stage.settle()
        assert is_moving(stage)


@pytest.mark.parametrize("how", ["animations", "flash"])
async def test_where_motion_is_not_wanted_the_figure_stands_still(how: str) -> None:
    rules = Rules(cues=CueChoices(flash=how != "flash"))
    async with staged(DRILLS, rules=rules) as stage:
        if how == "animations":
            stage.app.animation_level = "none"
        await stage.press("space")
        there = runner(stage)

        assert there is not None
        assert (there.figure, there.frame, there.is_moving) == (BUTT_KICKS, BUTT_KICKS.still, False)


async def test_a_figure_and_its_sentence_have_the_colours_of_the_clock_in_every_theme_and_phase() -> None:
    async with staged(DRILLS) as stage:
        await stage.press("space")
        phases = set()
        for at_ms, key in ((1_000, ""), (GO_MS + 1_000, ""), (OVER_MS + 1_000, ""), (OVER_MS + 2_000, "p")):
            await stage.pass_to(at_ms)
            await stage.press(*([key] if key else []))
            await stage.calm()
            phases.add(stage.session.view().phase)
            for theme in THEMES:
                stage.app.theme = theme.name
                await stage.settle()
                clock, *others = (stage.app.screen.query_one(name) for name in ("#clock", "Runner", ".how"))
                assert [other.rich_style for other in others] == [clock.rich_style] * 2
        assert phases == {Phase.LEAD_IN, Phase.WORK, Phase.RECOVERY, Phase.PAUSED}


async def test_taken_back_to_before_the_start_there_is_no_figure_any_more() -> None:
    async with staged(DRILLS) as stage:
        await stage.press("space")
        assert shown(stage) is BUTT_KICKS
        await stage.press("u")
        assert shown(stage) is None
        assert stage.app.screen.query("#setup")


async def test_in_ascii_a_figure_is_drawn_out_of_number_signs() -> None:
    async with staged(DRILLS, able=Capabilities(letters=Letters.ASCII)) as stage:
        await stage.press("space")
        there = runner(stage)
        assert there is not None
        region = there.content_region
        rows = [row[region.x : region.right] for row in stage.shown[region.y : region.bottom]]
        assert set("".join(rows)) == {" ", "#"}


async def test_the_preview_has_a_still_of_every_drill_that_is_on() -> None:
    async with staged(size=(200, 50)) as stage:
        await stage.press("down", "enter")
        text = "\n".join(stage.shown)
        assert all(figure.name.capitalize() in text for figure in FIGURES)
        assert "and flick each heel up to" in text

        # Without its drills and strides.
        await stage.press("3", "4")
        assert stage.app.screen.query_one(Stills).size.height == 0


async def test_a_session_without_drills_mounts_no_figure() -> None:
    async with staged(main_only("hills-10x30s")) as stage:
        await stage.press("space")
        assert not stage.app.screen.query(Runner)
