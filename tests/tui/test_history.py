"""The history: sessions a page at a time, what can be changed in them, and the weeks."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import OptionList

from speedtimer import places
from speedtimer.app.review import WEEKS, HistoryLine, filled
from speedtimer.engine.events import Source
from speedtimer.records import database
from speedtimer.records.history import PAGE, History
from speedtimer.records.session import Remarks, Week
from speedtimer.tui.screens.history import line_text, weeks_text
from tests.records.sessions import copy_newest
from tests.tui.kept import kept_200s
from tests.tui.stage import Stage, staged

WHOLE = [40] * 8


def copied(session_count: int) -> None:
    """Keep one session, and copies of it up to that count: every row as it would be."""
    kept_200s(WHOLE, 1)
    copy_newest(places.data(), session_count)


def ids() -> list[str]:
    with History.open(places.data()) as history:
        return [kept.id for kept in history.sessions()]


def listed(stage: Stage) -> int:
    return stage.app.screen.query_one("#list", OptionList).option_count


@pytest.mark.parametrize("key", ["tab", "f2"])
async def test_a_key_of_the_library_opens_the_history_newest_first_and_escape_goes_back(key: str) -> None:
    kept_200s(WHOLE, 8)
    kept_200s(WHOLE[:3], 1)
    async with staged() as stage:
        await stage.press(key)
        assert stage.screen_name == "HistoryScreen"
        rows = [row for row in stage.shown if row.startswith(" 2026-")]
        assert rows == [
            " 2026-11-22  8 x 200 m             saved        5:15  3 efforts, 600 m",
            " 2026-11-15  8 x 200 m             complete    13:00  8 efforts, 1600 m",
        ]
        await stage.press("escape")
        assert stage.screen_name == "LibraryScreen"


async def test_a_rehearsal_stands_among_the_others_and_is_marked_as_one() -> None:
    kept_200s(WHOLE, 8)
    kept_200s([39] * 8, 1, speed=5)
    async with staged() as stage:
        await stage.press("tab")
        rows = [row for row in stage.shown if row.startswith(" 2026-")]
        assert rows == [
            " 2026-11-22  8 x 200 m             rehearsal   12:52  8 efforts, 1600 m",
            " 2026-11-15  8 x 200 m             complete    13:00  8 efforts, 1600 m",
        ]
        await stage.press("enter")
        assert stage.shown[0].endswith("2026-11-22 09:15, complete, rehearsal x5")


async def test_sessions_stand_by_their_dates_however_they_came_in() -> None:
    for days_ago in (8, 22, 1, 15):
        kept_200s(WHOLE, days_ago)
    async with staged() as stage:
        await stage.press("tab")
        days = [row[1:11] for row in stage.shown if row.startswith(" 2026-")]
        assert days == ["2026-11-22", "2026-11-15", "2026-11-08", "2026-11-01"]


async def test_an_empty_history_says_so_and_draws_no_plot() -> None:
    async with staged() as stage:
        await stage.press("tab")
        assert stage.answer == "No session has been run yet"
        assert not stage.app.screen.query("WeeksPlot")
        await stage.press("enter", "x", "w", "w")
        assert stage.screen_name == "HistoryScreen"


async def test_only_a_page_is_read_at_first_and_the_next_one_as_its_end_comes_near() -> None:
    copied(PAGE * 2 + 5)
    async with staged() as stage:
        await stage.press("tab")
        assert listed(stage) == PAGE
        await stage.press("end")
        assert listed(stage) == 2 * PAGE
        await stage.press("end")
        assert listed(stage) == 2 * PAGE + 5
        await stage.press("end")
        assert listed(stage) == 2 * PAGE + 5


async def test_ten_thousand_sessions_are_opened_by_their_first_page() -> None:
    copied(10_000)
    async with staged() as stage:
        await stage.press("tab")
        assert listed(stage) == PAGE
        assert " 2026-11-22  8 x 200 m" in "\n".join(stage.shown)


async def test_enter_shows_one_session_judged_and_compared_with_those_before_it_only() -> None:
    kept_200s(WHOLE, 8)
    kept_200s([39] * 8, 5)
    kept_200s([38] * 8, 1)
    async with staged() as stage:
        await stage.press("tab", "down", "enter")
        assert stage.screen_name == "KeptScreen"
        text = "\n".join(stage.shown)
        assert stage.shown[0].endswith("2026-11-18 09:15, complete")
        assert "* 200 m: 39.0 s, a new best; before it 40.0 s on 2026-11-15" in text
        await stage.press("escape")
        assert stage.screen_name == "HistoryScreen"


async def test_a_deleted_session_is_gone_from_the_list_and_undo_brings_it_back_in_its_place() -> None:
    kept_200s(WHOLE, 8)
    middle = kept_200s([39] * 8, 5)
    kept_200s([38] * 8, 1)
    async with staged() as stage:
        await stage.press("tab", "down", "x")
        assert stage.answer == "Deleted: 8 x 200 m of 2026-11-18. u takes it back"
        assert middle not in ids()
        assert listed(stage) == 2
        await stage.press("u")
        assert stage.answer == "Taken back: 8 x 200 m of 2026-11-18"
        assert ids()[1] == middle
        days = [row[1:11] for row in stage.shown if row.startswith(" 2026-")]
        assert days == ["2026-11-22", "2026-11-18", "2026-11-15"]
        await stage.press("u")
        assert stage.answer == "Nothing to take back"


async def test_deletions_are_taken_back_one_after_the_other_the_latest_first() -> None:
    kept_200s(WHOLE, 8)
    kept_200s(WHOLE, 1)
    async with staged() as stage:
        await stage.press("tab", "x", "x")
        assert (listed(stage), ids()) == (0, [])
        await stage.press("u")
        assert stage.answer.endswith("2026-11-15")
        await stage.press("u")
        assert (listed(stage), len(ids())) == (2, 2)


async def test_a_session_deleted_while_it_is_looked_at_leads_back_to_a_list_without_it() -> None:
    kept_200s(WHOLE, 8)
    kept_200s(WHOLE, 1)
    async with staged() as stage:
        await stage.press("tab", "enter", "x")
        assert (stage.screen_name, listed(stage), len(ids())) == ("HistoryScreen", 1, 1)
        await stage.press("u")
        assert len(ids()) == 2


async def test_remarks_and_splits_of_an_old_session_can_be_changed_and_the_list_shows_it() -> None:
    session = kept_200s(WHOLE, 8)
    kept_200s(WHOLE, 1)
    async with staged() as stage:
        await stage.press("tab", "down", "enter", "r", "6", "enter", "c", "enter", *"37.5", "enter", "escape")
        assert "8 efforts, 1600 m, felt 6" in next(row for row in stage.shown if "2026-11-15" in row)
    with History.open(places.data()) as history:
        kept = history.session(session)
        assert kept is not None
        assert kept.remarks == Remarks(effort=6)
        first = next(split for split in kept.result.splits if split.distance_m == 200)
        assert (first.ms, first.source) == (37_500, Source.TYPED)


async def test_the_weeks_take_the_place_of_the_list_and_nothing_unseen_is_deleted() -> None:
    kept_200s(WHOLE, 8)
    async with staged(size=(40, 12)) as stage:
        await stage.press("tab")
        assert "Efforts a week" not in "\n".join(stage.shown)
        await stage.press("w", "x")
        assert "Efforts a week" in "\n".join(stage.shown)
        assert stage.answer == "w goes back to the list"
        assert len(ids()) == 1
        await stage.press("w", "x")
        assert ids() == []


async def test_a_history_that_cannot_be_read_says_so() -> None:
    places.data().mkdir(parents=True)
    (places.data() / database.FILE_NAME).write_bytes(b"not a database at all" * 100)
    async with staged() as stage:
        await stage.press("tab")
        assert "damaged" in stage.answer
        assert listed(stage) == 0


def test_weeks_without_a_session_stand_between_the_others_up_to_this_one() -> None:
    # 2026-11-25 is a Wednesday; its week begins on the 23rd. 26 weeks with it: the first begins 25 weeks earlier, on
    # the 1st of June.
    busy = Week(date(2026, 11, 9), 2, 16, 3_200)
    weeks = filled((busy,), date(2026, 11, 25))
    assert len(weeks) == WEEKS == 26
    assert (weeks[0], weeks[-3], weeks[-1]) == (Week(date(2026, 6, 1)), busy, Week(date(2026, 11, 23)))


def test_this_week_and_the_last_are_said_in_words_as_long_as_there_is_room() -> None:
    weeks = (Week(date(2026, 11, 16), 1, 8, 1_600), Week(date(2026, 11, 23)))
    assert weeks_text(weeks, 80) == "This week no session; last week 1 session, 8 efforts, 1600 m"
    assert weeks_text(weeks, 40) == "Efforts: 0 this week, 8 last week"
    assert weeks_text((), 80) == ""


def test_a_line_of_the_list_is_short_where_the_window_is_narrow() -> None:
    line = HistoryLine(1, "id", "2026-11-22", "09:15", "10 x 30 s hills", "complete", 3_600_000, 10, 0, 7)
    assert line_text(line, 40) == "2026-11-22  10 x 30 s hills, 10 efforts"
    assert line_text(line, 80) == "2026-11-22  10 x 30 s hills       complete  1:00:00  10 efforts, felt 7"
    assert line_text(line, 120) == "2026-11-22 09:15  10 x 30 s hills       complete  1:00:00  10 efforts, felt 7"
