"""What was said to a session is in its journal, and stays there."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from speedtimer.engine.commands import Extend, Jump, More, Press, Undo
from speedtimer.engine.engine import Engine
from speedtimer.errors import StorageError
from speedtimer.records import database
from speedtimer.records.journal import Journal
from speedtimer.records.moments import Moment, Started
from speedtimer.records.session import Ending
from speedtimer.records.unfinished import find_unfinished
from speedtimer.rules import RULES_VERSION, Rules
from tests.records.sessions import PATIENCE_S, STARTED, WHOLE_S, driven, keep, plan_of, presses, still


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(home / database.FILE_NAME)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_commit_is_durable_and_does_not_lock_readers_out(tmp_path: Path) -> None:
    connection = database.connect(tmp_path / database.FILE_NAME)
    full = 2
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (full,)
    assert connection.execute("PRAGMA busy_timeout").fetchone() == (50,)
    connection.close()


def test_a_file_system_without_wal_gets_a_rollback_journal() -> None:
    # A database in memory is what SQLite itself refuses WAL for, by answering with another mode.
    connection = sqlite3.connect(":memory:", isolation_level=None)
    database._make_durable(connection)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    connection.close()


def test_a_session_bears_everything_it_was_run_by(tmp_path: Path) -> None:
    rules = Rules(speed=5.0)
    session = keep(tmp_path, plan_of(), driven(plan_of(), *presses(0), rules=rules), None)
    assert session == "20261123-0915-8x200m"
    (found,) = find_unfinished(tmp_path)
    assert found.plan() == plan_of()
    assert found.rules() == rules
    assert found.row.scale == 5.0
    assert (found.row.log_version, found.row.rules_version) == (1, RULES_VERSION)
    assert (found.row.app_version, found.row.source_hash) == ("1", "hash")
    assert found.started == STARTED


def test_commands_are_kept_with_resolved_arguments(tmp_path: Path) -> None:
    plan = plan_of()
    engine = driven(plan, *presses(0, 1_000), (1_020, More()), (1_021, Jump(99)), (1_022, Press()), (1_022, Press()))
    keep(tmp_path, plan, engine, None)
    (found,) = find_unfinished(tmp_path)
    assert found.log() == engine.log
    assert [(row.seq, row.at_ms, row.name, row.verdict) for row in found.entries] == [
        (1, 0, "press", "taken"),
        (2, 1_000_000, "press", "taken"),
        (3, 1_020_000, "more", "taken"),
        (4, 1_021_000, "jump", "refused"),
        (5, 1_022_000, "press", "refused"),
        (6, 1_022_000, "press", "bounced"),
    ]
    assert '"expected_ms":38000' in found.entries[2].arguments


def test_a_session_that_was_cut_off_is_folded_up_to_the_moment_it_was_last_awake(tmp_path: Path) -> None:
    plan = plan_of()
    engine = driven(plan, *presses(0, 1_000)).advance(1_030_000)[0]
    keep(tmp_path, plan, engine, None)
    (found,) = find_unfinished(tmp_path)
    assert found.seen_ms == 1_030_000
    assert found.seen == still()
    assert found.engine() == engine


def test_the_last_command_counts_as_awake_when_it_is_newer_than_the_last_sign(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, app_version="1", moment=still)
    journal.begin(plan_of(), Rules(), "hash", STARTED)
    journal.alive(5_000)
    journal.write(driven(plan_of(), *presses(0, 7)).log)
    assert journal.close(PATIENCE_S)
    assert find_unfinished(tmp_path)[0].seen_ms == 7_000


def test_a_future_is_done_when_its_entries_are_on_the_disk(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, app_version="1")
    journal.begin(plan_of(), Rules(), "hash", STARTED)
    engine = driven(plan_of(), *presses(0, 7))
    for kept, entry in enumerate(engine.log, start=1):
        journal.write([entry]).result(PATIENCE_S)
        assert rows(tmp_path, "SELECT count(*) FROM entry") == [(kept,)]
        assert journal.pending() == 0
    assert journal.close(PATIENCE_S)


def test_an_entry_written_twice_is_kept_once(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, app_version="1")
    journal.begin(plan_of(), Rules(), "hash", STARTED)
    engine = driven(plan_of(), *presses(0, 7))
    journal.write(engine.log[:1])
    journal.write(engine.log)
    assert journal.close(PATIENCE_S)
    assert find_unfinished(tmp_path)[0].log() == engine.log


def test_a_resumed_session_goes_on_in_its_own_log(tmp_path: Path) -> None:
    plan = plan_of()
    keep(tmp_path, plan, driven(plan, *presses(0, 1_000)), None)
    (found,) = find_unfinished(tmp_path)
    engine, _ = found.engine().give(1_020_000, Extend())
    journal = Journal.open(tmp_path, app_version="2")
    journal.resume(found)
    journal.write(engine.log[2:])
    assert journal.close(PATIENCE_S)
    (again,) = find_unfinished(tmp_path)
    assert again.id == found.id
    assert again.log() == engine.log
    assert Engine.fold(again.plan(), again.rules(), again.log())[0] == engine


def test_a_finished_session_keeps_its_splits_and_forgets_when_it_was_awake(tmp_path: Path) -> None:
    plan = plan_of()
    engine = driven(plan, *presses(*WHOLE_S[:3])).advance(1_148_000)[0]
    keep(tmp_path, plan, engine, Ending.COMPLETED)
    assert find_unfinished(tmp_path) == ()
    assert rows(tmp_path, "SELECT ending, completed, length_ms FROM session") == [("completed", 1, 1_148_000)]
    assert rows(tmp_path, "SELECT count(*) FROM alive") == [(0,)]
    assert rows(tmp_path, "SELECT step, kind, m, ms, source, round_trip_ms FROM split WHERE kind = 'effort'") == [
        (2, "effort", 200, 38_000, "estimated", 90_000),
        (5, "effort", 200, 38_000, "estimated", None),
    ]


def test_what_was_thrown_away_is_still_there_to_be_taken_back(tmp_path: Path) -> None:
    engine = driven(plan_of(), *presses(*WHOLE_S[:3])).advance(1_148_000)[0]
    keep(tmp_path, plan_of(), engine, Ending.THROWN_AWAY)
    assert rows(tmp_path, "SELECT ending FROM session") == [("thrown_away",)]
    assert rows(tmp_path, "SELECT count(*) FROM split") == [(6,)]
    assert find_unfinished(tmp_path) == ()


def test_a_session_undone_from_its_end_is_under_way_again_until_it_is_ended_anew(tmp_path: Path) -> None:
    plan = plan_of(held=True)
    done = driven(plan, *presses(0, 1_000, 1_040, 1_100, 1_140))
    journal = Journal.open(tmp_path, app_version="1")
    journal.begin(plan, Rules(), "hash", STARTED)
    journal.write(done.log)
    journal.finish(Ending.COMPLETED, done.view()).result(PATIENCE_S)
    assert find_unfinished(tmp_path) == ()

    refused, _ = done.give(1_141_000, Press())
    journal.write(refused.log[-1:]).result(PATIENCE_S)
    assert find_unfinished(tmp_path) == ()

    undone, _ = refused.give(1_142_000, Undo())
    journal.write(undone.log[-1:]).result(PATIENCE_S)
    assert [found.id for found in find_unfinished(tmp_path)] == ["20261123-0915-8x200m"]
    assert rows(tmp_path, "SELECT count(*) FROM split") == [(0,)]

    again, _ = undone.give(1_145_000, Press())
    journal.write(again.log[-1:])
    journal.finish(Ending.COMPLETED, again.view()).result(PATIENCE_S)
    assert journal.close(PATIENCE_S)
    assert find_unfinished(tmp_path) == ()
    # GO at 1005 s and 1105 s, after a lead-in of 5 s each.
    assert rows(tmp_path, "SELECT ms FROM split WHERE kind = 'effort'") == [(35_000,), (40_000,)]
    assert rows(tmp_path, "SELECT length_ms FROM session") == [(1_145_000,)]


def test_a_session_can_be_thrown_away_after_its_end_was_kept(tmp_path: Path) -> None:
    plan = plan_of()
    engine = driven(plan, *presses(*WHOLE_S[:3])).advance(1_148_000)[0]
    journal = Journal.open(tmp_path, app_version="1")
    journal.begin(plan, Rules(), "hash", STARTED)
    journal.write(engine.log)
    journal.finish(Ending.COMPLETED, engine.view())
    journal.finish(Ending.THROWN_AWAY, engine.view())
    assert journal.close(PATIENCE_S)
    assert rows(tmp_path, "SELECT ending FROM session") == [("thrown_away",)]


def test_equal_plans_and_rules_are_kept_once(tmp_path: Path) -> None:
    for _ in range(3):
        keep(tmp_path, plan_of(), driven(plan_of(), *presses(0)), None)
    assert rows(tmp_path, "SELECT count(*) FROM session") == [(3,)]
    assert rows(tmp_path, "SELECT count(*) FROM document") == [(2,)]


def test_a_session_of_other_rules_can_only_be_saved_as_it_is(tmp_path: Path) -> None:
    keep(tmp_path, plan_of(), driven(plan_of(), *presses(0, 1_000)), None)
    (found,) = find_unfinished(tmp_path)
    older = replace(found, row=replace(found.row, rules_version=RULES_VERSION - 1))
    assert not older.resumable
    with pytest.raises(StorageError, match="saved as it is"):
        older.engine()
    journal = Journal.open(tmp_path, app_version="1")
    journal.save_as_it_is(older)
    assert journal.close(PATIENCE_S)
    assert find_unfinished(tmp_path) == ()
    assert rows(tmp_path, "SELECT ending, length_ms, completed FROM session") == [("saved", 1_000_000, 0)]
    assert rows(tmp_path, "SELECT count(*) FROM entry") == [(2,)]


def test_ids_tell_sessions_of_one_minute_apart(tmp_path: Path) -> None:
    ids = [keep(tmp_path, plan_of(), driven(plan_of(), *presses(0)), None) for _ in range(3)]
    assert ids == ["20261123-0915-8x200m", "20261123-0915-8x200m-2", "20261123-0915-8x200m-3"]


def test_an_id_can_be_typed_whatever_the_workout_is_called(tmp_path: Path) -> None:
    plan = plan_of("Côte d'Azur / 10 × 100")
    assert keep(tmp_path, plan, driven(plan, *presses(0)), None) == "20261123-0915-c-te-d-azur-10-100"
    plan = plan_of("№")
    assert keep(tmp_path, plan, driven(plan, *presses(0)), None) == "20261123-0915-session"


def test_of_several_that_were_cut_off_the_newest_by_its_date_comes_first(tmp_path: Path) -> None:
    plan = plan_of()
    an_hour_back = Started(STARTED.utc_ms - 3_600_000, 0, "UTC")
    first = keep(tmp_path, plan, driven(plan, *presses(0)), None)
    second = keep(tmp_path, plan, driven(plan, *presses(0)), None, an_hour_back)
    assert [found.id for found in find_unfinished(tmp_path)] == [first, second]


def test_nothing_can_be_written_before_a_session_is_begun_or_after_closing(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, app_version="1")
    with pytest.raises(StorageError, match="no session is under way"):
        journal.alive(0)
    journal.begin(plan_of(), Rules(), "hash", STARTED)
    assert journal.close(PATIENCE_S)
    assert journal.close(PATIENCE_S)
    with pytest.raises(StorageError, match="closed"):
        journal.write(driven(plan_of(), *presses(0)).log).result(PATIENCE_S)


def test_a_home_without_a_database_has_nothing_unfinished_and_gets_no_file(tmp_path: Path) -> None:
    assert find_unfinished(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_the_moments_of_now_are_read_from_the_clocks() -> None:
    from speedtimer.records.moments import moment_now, started_now

    first, second = moment_now(), moment_now()
    assert first.boot_id == second.boot_id
    assert 0 < first.boot_ms <= second.boot_ms
    started = started_now()
    assert isinstance(first, Moment)
    assert first.utc_ms - 1000 < started.utc_ms
    assert started.zone


def test_a_start_is_said_with_the_offset_of_its_place() -> None:
    assert STARTED.after(0) == "2026-11-23T09:15:00.000+01:00"
    assert STARTED.after(3_600_250) == "2026-11-23T10:15:00.250+01:00"
    assert Started(0, -210, "America/St_Johns").after(0) == "1969-12-31T20:30:00.000-03:30"
