"""The summary: what it says first, what it compares with, what the runner may add."""

from __future__ import annotations

from textual.widgets import Input

from speedtimer import places
from speedtimer.engine.events import Source
from speedtimer.records.history import History
from speedtimer.records.session import UNSAID, KeptSession, Remarks
from speedtimer.tui.screens.sheet import SheetScreen
from tests.tui.kept import given, kept_200s, two_before
from tests.tui.moments import HILLS, MOMENTS, TIMED_200
from tests.tui.stage import Stage, staged

SPLITS_S = (38, 38, 38, 38, 38, 40, 38, 37)


async def timed_out(stage: Stage) -> None:
    """Eight efforts, and the press that opens the summary."""
    for at_s, command in given(SPLITS_S):
        stage.session.pass_to(at_s * 1000)
        await stage.session.give(command)
    stage.session.pass_to(stage.session.now_ms + 5_000)
    await stage.press("space")


def newest() -> KeptSession:
    with History.open(places.data()) as history:
        return history.sessions(limit=1)[0]


def said(stage: Stage) -> str:
    """All of the sheet, also what is scrolled out of sight."""
    assert isinstance(stage.app.screen, SheetScreen)
    return str(stage.app.screen.query_one("#sheet").render())


async def test_the_sentence_comes_first_then_figures_bars_comparison_and_splits() -> None:
    two_before()
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        found = said(stage)
        parts = ("Rep 6 broke the line of 38.0 s", "\nFigures", "\nTime of each rep", "\nAgainst yourself", "\nSplits")
        assert [found.index(part) for part in parts] == sorted(found.index(part) for part in parts)
        assert found.startswith(parts[0])


async def test_a_new_best_is_called_out_right_below_the_sentence() -> None:
    two_before()
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        assert said(stage).splitlines()[1].startswith("* 200 m: 37.0 s, a new best; before it 38.0 s")


async def test_each_rep_stands_beside_the_last_time_and_the_best_before() -> None:
    # A fortnight ago 40 s each, a week ago 39 s and a last one of 38: the last time and the best are the same.
    two_before()
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        rows = [line.split() for line in said(stage).splitlines() if line.startswith("  200 m ")]
        assert rows[5] == ["200", "m", "6", "40.0", "39.0", "39.0"]
        assert rows[7] == ["200", "m", "8", "37.0", "38.0", "38.0"]


async def test_the_first_session_of_all_is_compared_with_nothing_and_says_nothing_of_it() -> None:
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        assert "Against yourself" not in said(stage)
        assert "Looking back" not in said(stage)


async def test_effort_surface_weather_and_note_are_kept_with_the_session() -> None:
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        await stage.press("r", "7", "down", *"wet", "down", *"wind", "down", *"good", "enter")
        assert newest().remarks == Remarks(effort=7, surface="wet", weather="wind", notes="good")
        assert "Effort 7 of 10" in said(stage)
        assert stage.answer == "What you said is kept"


async def test_what_was_said_before_stands_in_the_fields_and_can_be_changed_or_emptied() -> None:
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        await stage.press("r", "1", "0", "down", "o", "x", "enter", "r", "9", "down", "backspace", "enter")
        assert newest().remarks == Remarks(effort=9, surface="o")
        await stage.press("r", "backspace", "down", "backspace", "enter")
        assert newest().remarks == UNSAID


async def test_a_mark_above_ten_is_answered_and_not_kept() -> None:
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        await stage.press("r", "1", "1", "enter")
        assert "Effort is a whole number from 1 to 10" in "\n".join(stage.shown)
        assert newest().remarks == UNSAID


async def test_leaving_the_remarks_changes_nothing() -> None:
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        await stage.press("r", "7", "escape")
        assert (newest().remarks, stage.answer) == (UNSAID, "Nothing changed")


async def test_form_is_asked_for_after_technique_only_and_then_stands_in_the_sentence() -> None:
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        await stage.press("r")
        assert "Form" not in "\n".join(stage.shown)
    drills = next(moment for moment in MOMENTS if moment.name == "form")
    async with staged(drills.start) as stage:
        await drills.script(stage)
        await stage.press("r", "down", "8", "enter")
        assert "Form 8 of 10, by your own mark." in said(stage)
        assert newest().remarks == Remarks(form=8)


async def test_a_split_that_was_timed_elsewhere_is_typed_and_judged_anew() -> None:
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        await stage.press("c", *["down"] * 5, "enter", *"38.1", "enter")
        assert stage.answer == "The split is kept as typed, and teaches"
        sixth = next(split for split in newest().result.splits if split.rep == 6 and split.distance_m == 200)
        assert (sixth.ms, sixth.source) == (38_100, Source.TYPED)
        assert "Rep 6 broke the line" not in said(stage)
        await stage.press("c", *["down"] * 5, "enter", "enter")
        assert "Rep 6 broke the line" in said(stage)


async def test_what_is_no_time_is_answered_and_the_field_stays() -> None:
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        await stage.press("c", "enter", *"fast", "enter")
        assert "'fast' is not a time" in "\n".join(stage.shown)
        await stage.press("escape", "escape")
        assert (stage.screen_name, stage.answer) == ("SummaryScreen", "Nothing changed")


async def test_a_session_that_is_not_kept_is_judged_but_nothing_can_be_added() -> None:
    async with staged(TIMED_200) as stage:
        stage.session.session = "not-kept"
        await timed_out(stage)
        assert stage.shown[0].endswith("not kept")
        assert "there is no session" not in "\n".join(stage.shown)
        assert said(stage).startswith("Rep 6 broke the line")
        await stage.press("r")
        assert stage.answer == "This session is not kept, so nothing can be added to it"


async def test_a_rehearsal_is_no_session_before() -> None:
    kept_200s([30] * 8, 7, speed=20)
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        assert "30.0" not in said(stage)


async def test_estimates_are_not_compared() -> None:
    async with staged(HILLS) as stage:
        script = next(moment for moment in MOMENTS if moment.name == "summary").script
        await script(stage)
        assert "Against yourself" not in said(stage)


async def test_every_key_is_answered() -> None:
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        for key, name in (("z", "z"), ("enter", "Enter"), ("tab", "Tab"), ("ctrl+z", "Ctrl+Z")):
            await stage.press(key)
            assert stage.answer == f"{name} does nothing here: Esc goes back"
        await stage.press("escape")
        assert stage.screen_name == "LibraryScreen"


async def test_a_time_typed_that_nobody_can_run_is_asked_for_twice_and_teaches_nothing_when_it_is_kept() -> None:
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        before = newest().result
        await stage.press("c", "enter", *"1.8", "enter")
        assert "200 m in 1.8: faster than anybody. Enter again keeps it" in "\n".join(stage.shown)
        await stage.press("escape", "escape")
        assert newest().result == before
        await stage.press("c", "enter", *"1.8", "enter")
        field = stage.app.screen.query_one("#time", Input)
        later = Input.Submitted(field, field.value)
        later.time += 1.0
        field.post_message(later)
        await stage.settle()
        assert stage.answer == "The split is kept as typed. Nobody runs that, so it teaches nothing"
        assert newest().result != before


async def test_a_time_typed_far_from_the_expected_one_is_asked_for_twice_in_a_session_of_long_ago() -> None:
    async with staged(TIMED_200) as stage:
        await timed_out(stage)
        await stage.press("escape", "tab", "enter")
        assert stage.screen_name == "KeptScreen"
        await stage.press("c", "enter", *"18.95", "enter")
        assert "Under half the 38.0 expected" in "\n".join(stage.shown)
        await stage.press("backspace", "backspace", "backspace", "backspace", "backspace", *"38,45", "enter")
        assert stage.answer == "The split is kept as typed, and teaches"
        assert "38.45  typed" in said(stage)
