from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from speedtimer.app.cut_off import (
    NO_CLOCK,
    OTHER_RULES,
    UNREADABLE,
    ResumeOption,
    ago_text,
    away_ms,
    described,
    resumed,
)
from speedtimer.engine.commands import Away, Command, Pause, Press, Skip, Undo
from speedtimer.errors import StorageError
from speedtimer.records.journal import Journal
from speedtimer.records.moments import Moment
from speedtimer.records.unfinished import Unfinished, find_unfinished
from speedtimer.rules import RULES_VERSION, Rules
from tests.records.sessions import PATIENCE_S, STARTED, driven, plan_of

GAP_MS = 3_600_000


def cut(home: Path, *given: tuple[int, Command], alive_s: int, speed: float = 1.0) -> Unfinished:
    """A session cut off; its last sign of being awake was given at alive_s, an hour after the computer's start."""
    engine = driven(plan_of(), *given, rules=Rules(speed=speed))
    real_ms = round(alive_s * 1000 / speed)
    moment = Moment(STARTED.utc_ms + real_ms, GAP_MS + real_ms, "this start")
    journal = Journal.open(home, app_version="1", moment=lambda: moment)
    journal.begin(engine.plan, engine.rules, "hash", STARTED)
    journal.write(engine.log)
    journal.alive(alive_s * 1000)
    assert journal.close(PATIENCE_S)
    return find_unfinished(home)[0]


def now(after_s: float, *, boot_id: str = "this start", set_back_s: int = 0) -> Moment:
    """The clocks so many seconds after the session's start."""
    passed_ms = round(after_s * 1000)
    boot_ms = GAP_MS + passed_ms if boot_id == "this start" else 5_000
    return Moment(STARTED.utc_ms + passed_ms - set_back_s * 1000, boot_ms, boot_id)


def test_the_time_away_is_told_by_the_computers_own_clock_whatever_the_calendar_was_set_to(tmp_path: Path) -> None:
    found = cut(tmp_path, (0, Press()), alive_s=60)
    assert away_ms(found, now(660)) == 600_000
    assert away_ms(found, now(660, set_back_s=3600)) == 600_000


def test_after_a_new_start_of_the_computer_the_calendar_tells_it(tmp_path: Path) -> None:
    found = cut(tmp_path, (0, Press()), alive_s=60)
    assert away_ms(found, now(660, boot_id="the next")) == 600_000


def test_where_the_calendar_was_set_back_no_time_is_known_and_that_is_said(tmp_path: Path) -> None:
    found = cut(tmp_path, (0, Press()), alive_s=60)
    later = now(660, boot_id="the next", set_back_s=3600)
    assert away_ms(found, later) is None
    assert described(found, later).note == NO_CLOCK
    assert described(found, later).ago == "some time ago"
    assert resumed(found, ResumeOption.ON, later).away_ms == 0


def test_a_command_newer_than_the_last_sign_of_being_awake_is_when_it_was_awake(tmp_path: Path) -> None:
    found = cut(tmp_path, (0, Press()), (64, Pause()), alive_s=60)
    assert away_ms(found, now(660)) == 596_000
    assert resumed(found, ResumeOption.ON, now(660)).engine.now_ms == 64_000


def test_a_session_cut_off_before_any_sign_counts_from_its_start(tmp_path: Path) -> None:
    found = replace(cut(tmp_path, (0, Press()), alive_s=0), seen=None)
    assert away_ms(found, now(90)) == 90_000


def test_in_a_rehearsal_session_time_passes_faster(tmp_path: Path) -> None:
    found = cut(tmp_path, (0, Press()), alive_s=600, speed=20.0)
    # 600 s of it took 30 s; another 70 s of real time are 1400 s of it.
    assert away_ms(found, now(100)) == 70_000
    assert resumed(found, ResumeOption.COUNT, now(100)).away_ms == 1_400_000


START = (0, Press())
ON, COUNT, SAVE = ResumeOption.ON, ResumeOption.COUNT, ResumeOption.SAVE


@pytest.mark.parametrize(
    ("given", "alive_s", "where", "ways"),
    [
        # The jog is left at 900 s: lead-in to 910, 200 m to 948, then the walk.
        ([START], 61, "in Jog, 15-25 min, 1:01 into it", (COUNT, ON, SAVE)),
        ([START, (900, Press())], 905, "in the lead-in to 200 m 1 of 2", (ON, COUNT, SAVE)),
        ([START, (900, Press())], 931, "in 200 m 1 of 2, 0:21 into it", (ON, COUNT, SAVE)),
        ([START, (900, Press())], 950, "in Walk, 100 m of rep 1 of 2, 0:02 into it", (ON, COUNT, SAVE)),
        ([START, (60, Pause())], 90, "in Jog, 15-25 min, 1:00 into it (paused)", (ON, SAVE)),
        ([START, (90, Away(60_000))], 95, "in Jog, 15-25 min, 1:00 into it (paused)", (COUNT, ON, SAVE)),
        ([START, (3, Undo())], 3, "before its start", (ON, SAVE)),
        (
            [START, (1, Skip()), (12, Skip()), (13, Skip()), (14, Skip()), (25, Skip()), (26, Skip())],
            27,
            "at its end",
            (SAVE,),
        ),
    ],
)
def test_it_is_said_where_a_session_was_and_what_can_be_done_with_it(
    tmp_path: Path, given: list[tuple[int, Command]], alive_s: int, where: str, ways: tuple[ResumeOption, ...]
) -> None:
    offered = described(cut(tmp_path, *given, alive_s=alive_s), now(alive_s + 130))
    assert (offered.where, offered.ways, offered.ago) == (where, ways, "2 min ago")
    assert offered.line == f"8 × 200 m was cut off 2 min ago, {where}"


def test_a_session_of_other_rules_can_only_be_saved(tmp_path: Path) -> None:
    found = cut(tmp_path, START, alive_s=61)
    old = replace(found, row=replace(found.row, rules_version=RULES_VERSION + 1))
    offered = described(old, now(70))
    assert (offered.where, offered.ways, offered.note) == ("1:01 after its start", (SAVE,), OTHER_RULES)
    with pytest.raises(StorageError, match="it can only be saved as it is"):
        resumed(old, ResumeOption.ON, now(70))


def test_one_whose_records_are_damaged_can_only_be_saved(tmp_path: Path) -> None:
    found = cut(tmp_path, START, alive_s=61)
    offered = described(replace(found, row=replace(found.row, plan="")), now(70))
    assert offered.ways == (SAVE,)
    assert offered.note.startswith(UNREADABLE)


@pytest.mark.parametrize(
    ("passed_s", "said"),
    [
        (0, "0 s ago"),
        (59.9, "59 s ago"),
        (60, "1 min ago"),
        (3_599, "59 min ago"),
        (3_600, "1 h ago"),
        (47 * 3_600, "47 h ago"),
        (48 * 3_600, "2 days ago"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_unit(passed_s: float, said: str) -> None:
    assert ago_text(round(passed_s * 1000)) == said
