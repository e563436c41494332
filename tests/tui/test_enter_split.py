"""A split typed on the session screen, while the session goes on behind it."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import Correct, Press
from speedtimer.engine.events import Source, Split
from speedtimer.engine.view import Phase
from speedtimer.plan import Mode, Section
from speedtimer.rules import Rules
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged

HUNDREDS = main_only("10x100m")
TIMED_200S = main_only("8x200m", Mode(timed=frozenset({Section.MAIN})))
FINISH_MS = 39_126
"""The lead-in of a timed rep lasts 5 s, so this press makes 34.126 s."""
WALKING_MS = 40_000
"""GO at 10 s, the end by the clock at 28 s."""


async def walk(stage: Stage) -> None:
    await stage.press("space")
    await stage.pass_to(WALKING_MS)
    await stage.press("s")


async def test_a_time_and_enter_give_it_to_the_rep_just_done() -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        assert "100 m 1 of 10 took?" in "\n".join(stage.shown)
        await stage.press("1", "7", "backspace", "8", ".", "3", "enter")
        assert stage.session.given[-1] == Correct(18_300, 1)
        assert stage.answer == "100 m 1 of 10: 18.3, typed"
        assert (stage.screen_name, stage.session.view().phase) == ("SessionScreen", Phase.RECOVERY)


@pytest.mark.parametrize("key", ["space", "enter", "right", "pagedown"])
async def test_whoever_is_back_at_the_line_presses_and_it_is_the_press(key: str) -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.pass_to(110_000)
        await stage.press(*(["1"] if key != "enter" else []), key)
        assert stage.session.given[-1] == Press()
        assert (stage.screen_name, stage.session.view().phase) == ("SessionScreen", Phase.LEAD_IN)


async def test_a_sign_that_settings_made_the_press_is_one_until_a_time_is_begun() -> None:
    async with staged(HUNDREDS, rules=Rules(keys=(("press", ("full_stop",)),))) as stage:
        await stage.press(".")
        await stage.pass_to(WALKING_MS)
        await stage.press("s", "1", "8", ".", "3", "enter")
        await stage.pass_to(110_000)
        await stage.press("s", ".")
        assert stage.session.given == [Press(), Correct(18_300, 1), Press()]
        assert stage.screen_name == "SessionScreen"


async def test_a_click_is_the_press_too() -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.pass_to(110_000)
        await stage.click("#question")
        await stage.settle()
        assert (stage.session.given[-1], stage.screen_name) == (Press(), "SessionScreen")


async def test_what_is_no_time_is_said_and_esc_types_nothing() -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.press("1", ":", "9", "enter")
        assert "'1:9' is not a time" in "\n".join(stage.shown)
        await stage.press("x")
        assert "1:9_ only a time can be typed here" in "\n".join(stage.shown)
        await stage.press("escape")
        assert (stage.answer, stage.session.given) == ("No time typed", [Press()])


async def test_the_session_and_its_rep_go_on_behind_it_and_a_dash_takes_back_what_was_typed() -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.press("1", "8", "enter", "s", "-", "enter")
        assert stage.session.given[-1] == Correct(None, 1)
        assert stage.answer == "100 m 1 of 10: its own time again"


async def test_before_any_rep_it_says_that_there_is_none() -> None:
    async with staged(HUNDREDS) as stage:
        await stage.press("space", "s")
        assert (stage.answer, stage.screen_name) == ("No rep has been done yet", "SessionScreen")


async def finish(stage: Stage, *, presses: int = 6, press: str = "space") -> None:
    """Press at the end of a timed rep, 0.9 s apart."""
    await stage.press(press)
    for number in range(presses):
        await stage.pass_to(FINISH_MS + 900 * number)
        await stage.press(press)


async def test_the_presses_after_a_finish_are_told_and_offered_beside_typing() -> None:
    async with staged(TIMED_200S) as stage:
        await finish(stage)
        assert stage.answer == "Press 6, 38.6, is kept: s chooses it, u reopens the rep"
        await stage.press("s")
        shown = "\n".join(stage.shown)
        offered = ["a: 35.0, your second press", "b: 35.9, your third press", "e: 38.6, your sixth press"]
        assert [line for line in offered if line not in shown] == []
        await stage.press("a")
        assert stage.answer == "200 m 1 of 8: 35.0, by press 2"
        view = stage.session.view()
        assert (view.phase, view.splits[1]) == (Phase.RECOVERY, Split(35_026, Source.MEASURED))


async def test_u_reopens_the_rep_that_a_slip_had_ended() -> None:
    async with staged(TIMED_200S) as stage:
        await finish(stage, presses=2)
        await stage.press("u")
        assert (stage.session.view().phase, stage.session.view().splits.get(1)) == (Phase.WORK, None)


async def test_where_a_letter_is_a_key_of_the_press_its_capital_chooses() -> None:
    async with staged(TIMED_200S, rules=Rules(keys=(("press", ("a",)),))) as stage:
        await finish(stage, presses=2, press="a")
        await stage.press("s")
        assert "A: 35.0, your second press" in "\n".join(stage.shown)
        await stage.press("A")
        assert stage.session.given[-1] == Correct(None, 1, 2)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_more_presses_than_a_small_screen_has_room_for_leave_the_first_seven_on_offer(
    size: tuple[int, int],
) -> None:
    async with staged(TIMED_200S, size=size) as stage:
        await finish(stage, presses=12)
        await stage.press("s")
        shown = "\n".join(stage.shown)
        assert "took?" in shown
        assert "g: 40.4, your eighth press" in shown


async def test_a_time_that_nobody_can_run_is_asked_for_twice_and_not_taken_unless_it_is_meant() -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.press("1", ".", "8")
        await stage.press_at(100.0, "enter")
        assert "100 m in 1.8: faster than anybody. Enter again keeps it" in "\n".join(stage.shown)
        # The same press of Enter, held or doubled, is not the second.
        await stage.press_at(100.3, "enter")
        await stage.press_at(100.9, "enter")
        assert (stage.screen_name, stage.session.given) == ("SplitScreen", [Press()])
        await stage.press("escape")
        assert (stage.answer, stage.session.given) == ("No time typed", [Press()])


@pytest.mark.parametrize(
    ("typed", "why"),
    [("8.9", "Under half the 18.0 expected"), ("36.1", "Over twice the 18.0 expected")],
)
async def test_a_time_far_from_the_expected_one_is_kept_when_it_is_meant(typed: str, why: str) -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.press(*typed)
        await stage.press_at(100.0, "enter")
        assert why in "\n".join(stage.shown)
        await stage.press_at(100.7, "enter")
        assert stage.session.given[-1] == Correct(round(float(typed) * 1000), 1)


async def test_another_time_typed_instead_is_asked_for_by_itself() -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.press(*"1.8")
        await stage.press_at(100.0, "enter")
        await stage.press("backspace", "9")
        await stage.press_at(102.0, "enter")
        assert "100 m in 1.9" in "\n".join(stage.shown)
        await stage.press("backspace", "backspace", "9", ",", "5", "5")
        await stage.press_at(104.0, "enter")
        assert stage.session.given[-1] == Correct(19_550, 1)
        assert stage.answer == "100 m 1 of 10: 19.55, typed"


async def test_a_time_with_primes_is_read_whole_and_none_is_cut() -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.press(*"0'17", "quotation_mark", "3", "enter")
        assert stage.session.given[-1] == Correct(17_300, 1)
        await stage.press("s", *"17.30000000000000000", "0")
        assert "17.30000000000000000_ no time is that long" in "\n".join(stage.shown)


async def test_on_the_smallest_screen_too_it_is_said_what_keeps_a_doubtful_time() -> None:
    async with staged(HUNDREDS, size=(40, 12)) as stage:
        await walk(stage)
        await stage.press(*"1.8", "enter")
        assert "100 m in 1.8: faster than anybody. Enter again keeps it" in " ".join(" ".join(stage.shown).split())
        await stage.press("backspace")
        assert "100 m 1 of 10 took?" in "\n".join(stage.shown)
