"""What history lists, and what it teaches."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from speedtimer.engine.commands import Pause
from speedtimer.engine.events import Source
from speedtimer.errors import StorageError
from speedtimer.plan import Kind, Mode, Section
from speedtimer.records import database, rows
from speedtimer.records.amend import Amendments
from speedtimer.records.history import History
from speedtimer.records.journal import Journal
from speedtimer.records.moments import Started
from speedtimer.records.session import Ending, KeptSession, Week
from speedtimer.rules import RULES_VERSION, Rules
from tests.records.sessions import STARTED, WHOLE_S, copy_newest, driven, keep, plan_of, presses

SESSIONS = 10_000
WEEK_MS = 7 * 86_400_000
FIRST = rows.key_from(STARTED.utc_ms)
"""The key of the first session begun at that moment."""


def done(home: Path, workout: str = "8x200m", ending: Ending | None = Ending.COMPLETED, speed: float = 1.0) -> str:
    """A whole session of two reps, solo."""
    plan = plan_of(workout)
    engine = driven(plan, *presses(*WHOLE_S[:3]), rules=Rules(speed=speed)).advance(1_148_000)[0]
    return keep(home, plan, engine, ending)


def timed(
    home: Path, *efforts_s: int, speed: float = 1.0, ending: Ending = Ending.COMPLETED, started: Started = STARTED
) -> str:
    """A session where somebody holds the watch: lead-ins of 5 s, walks of 60 s, efforts as given."""
    plan = plan_of(reps=len(efforts_s), held=True)
    given = [0, 1_000]
    for effort_s in efforts_s:
        given += [given[-1] + 5 + effort_s, given[-1] + 5 + effort_s + 60]
    engine = driven(plan, *presses(*given[:-1]), rules=Rules(speed=speed))
    return keep(home, plan, engine, ending, started)


def listed(home: Path, **wanted: object) -> tuple[KeptSession, ...]:
    with History.open(home) as history:
        return history.sessions(**wanted)  # type: ignore[arg-type]


def test_a_home_without_a_database_reads_as_an_empty_history(tmp_path: Path) -> None:
    with History.open(tmp_path) as history:
        assert history.sessions() == ()
        assert list(history.every()) == []
        assert history.session("20261123-0915-8x200m") is None
        assert history.taught() == {}
        assert history.times_done("8x200m") == 0
        assert history.last_done("8x200m") is None
    assert list(tmp_path.iterdir()) == []


def test_a_session_is_listed_with_its_splits_and_what_they_add_up_to(tmp_path: Path) -> None:
    session = done(tmp_path)
    (kept,) = listed(tmp_path)
    assert (kept.id, kept.workout, kept.ending) == (session, "8x200m", Ending.COMPLETED)
    assert kept.started_at == "2026-11-23T09:15:00.000+01:00"
    # 1148 s: the jog 1000, lead-in 10, 200 m 38, walk and back 52, lead-in 10, 200 m 38.
    assert kept.ended_at == "2026-11-23T09:34:08.000+01:00"
    result = kept.result
    assert result.completed
    assert (result.efforts, result.effort_m, result.effort_ms, result.main_done) == (2, 400, 76_000, 2)
    assert [(split.index, split.kind, split.rep, split.ms, split.source) for split in result.splits] == [
        (0, Kind.WARM_UP, None, 1_000_000, Source.MEASURED),
        (1, Kind.GET_READY, 1, 10_000, Source.EXACT),
        (2, Kind.EFFORT, 1, 38_000, Source.ESTIMATED),
        (3, Kind.RECOVERY, 1, 52_000, Source.MEASURED),
        (4, Kind.GET_READY, 2, 10_000, Source.EXACT),
        (5, Kind.EFFORT, 2, 38_000, Source.ESTIMATED),
    ]
    # From GO at 1010 s to the press back at the line at 1100 s.
    assert [split.round_trip_ms for split in result.splits if split.kind is Kind.EFFORT] == [90_000, None]


def test_a_completed_session_ended_with_its_last_step_however_long_its_summary_was_looked_at(tmp_path: Path) -> None:
    plan = plan_of()
    engine = driven(plan, *presses(*WHOLE_S[:3])).advance(9_000_000)[0]
    keep(tmp_path, plan, engine, Ending.COMPLETED)
    assert listed(tmp_path)[0].result.length_ms == 1_148_000


def test_pauses_are_part_of_a_sessions_length(tmp_path: Path) -> None:
    plan = plan_of()
    engine = driven(plan, *presses(0), (100, Pause())).advance(130_000)[0]
    keep(tmp_path, plan, engine, Ending.SAVED)
    (kept,) = listed(tmp_path)
    assert (kept.result.length_ms, kept.result.paused_ms, kept.result.away_ms) == (130_000, 30_000, 0)


def test_a_session_that_was_cut_off_is_listed_with_what_is_known(tmp_path: Path) -> None:
    plan = plan_of()
    keep(tmp_path, plan, driven(plan, *presses(*WHOLE_S[:3])).advance(1_120_000)[0], None)
    (kept,) = listed(tmp_path)
    assert (kept.ending, kept.result.completed, kept.unknown) == (None, False, None)
    assert kept.result.length_ms == 1_120_000
    assert [split.index for split in kept.result.splits] == [0, 1, 2, 3, 4]
    assert kept.result.efforts == 1


def test_a_session_cut_off_under_other_rules_is_listed_without_splits_and_says_why(tmp_path: Path) -> None:
    done(tmp_path, ending=None)
    connection = sqlite3.connect(tmp_path / database.FILE_NAME)
    connection.execute("UPDATE session SET rules_version = ?", (RULES_VERSION + 1,))
    connection.commit()
    connection.close()
    (kept,) = listed(tmp_path)
    assert kept.result.splits == ()
    assert kept.result.length_ms == 1_148_000
    assert kept.unknown is not None
    assert "saved as it is" in kept.unknown


def test_a_session_whose_plan_is_damaged_does_not_hide_the_others(tmp_path: Path) -> None:
    whole = done(tmp_path)
    done(tmp_path, workout="10x100m", ending=None)
    connection = sqlite3.connect(tmp_path / database.FILE_NAME)
    connection.execute("UPDATE document SET body = x'00' WHERE key = (SELECT plan FROM session ORDER BY key DESC)")
    connection.commit()
    connection.close()
    cut_off, kept = listed(tmp_path)
    assert (kept.id, kept.unknown) == (whole, None)
    assert cut_off.unknown is not None
    assert "the record is damaged" in cut_off.unknown


def test_sessions_come_newest_first_and_by_pages(tmp_path: Path) -> None:
    ids = [done(tmp_path) for _ in range(5)]
    ids.reverse()
    first = listed(tmp_path, limit=2)
    assert [kept.id for kept in first] == ids[:2]
    second = listed(tmp_path, limit=2, before=first[-1].key)
    assert [kept.id for kept in second] == ids[2:4]
    with History.open(tmp_path) as history:
        assert [kept.id for kept in history.every()] == ids
        assert history.session(ids[3]) == second[1]


def test_sessions_stand_in_the_order_of_their_dates_however_they_came_in(tmp_path: Path) -> None:
    # Begun on the 23rd, the 9th, the 16th, and on the 23rd in the same millisecond as the first.
    engine = driven(plan_of(), *presses(*WHOLE_S[:3])).advance(1_148_000)[0]
    monday, ninth, sixteenth, again = (
        keep(tmp_path, plan_of(), engine, Ending.COMPLETED, replace(STARTED, utc_ms=STARTED.utc_ms - weeks * WEEK_MS))
        for weeks in (0, 2, 1, 0)
    )
    in_order = [again, monday, sixteenth, ninth]
    with History.open(tmp_path) as history:
        assert [kept.id for kept in history.every()] == in_order
        newest, _, third, _ = history.sessions()
        assert [kept.id for kept in history.sessions(before=third.key)] == [ninth]
        assert history.looking("8x200m", third.key).sessions() == 1
        assert history.last_done("8x200m") == newest.started


def test_what_is_learnt_last_is_by_date_and_not_by_when_it_was_brought_in(tmp_path: Path) -> None:
    timed(tmp_path, 31, 32, 33)
    timed(tmp_path, 41, 42, 43, started=replace(STARTED, utc_ms=STARTED.utc_ms - WEEK_MS))
    with History.open(tmp_path) as history:
        assert history.taught() == {(Kind.EFFORT, 200): (33_000, 32_000, 31_000, 43_000, 42_000)}
        assert history.looking("8x200m").splits(Kind.EFFORT, 200) == 6


def test_round_trips_are_found_by_their_way_back(tmp_path: Path) -> None:
    # Each has one round trip, of 90 s, by a walk of 100 m.
    done(tmp_path)
    done(tmp_path, speed=5.0)
    done(tmp_path, workout="other")
    with History.open(tmp_path) as history:
        newest = history.sessions(workout="8x200m")[0].key
        looking = history.looking("8x200m")
        assert looking.trips(Kind.EFFORT, 200, ("Walk", 100)) == 1
        assert looking.trips(Kind.EFFORT, 200, ("Walk", 200)) == 0
        assert list(looking._best_trip(Kind.EFFORT, 200, "200 m", 1, ("Walk", 100))) == [newest]
        assert list(looking._best_trip(Kind.EFFORT, 200, "200 m", 1, ("Jog", 100))) == []
        assert list(looking._latest_trips(Kind.EFFORT, 200, ("Walk", 100))) == [newest]
        assert list(looking._latest_trips(Kind.EFFORT, 200, ("Walk", None))) == []


def test_the_last_plan_is_the_newest_by_date(tmp_path: Path) -> None:
    old = replace(plan_of(), workout_id="old")
    engine = driven(plan_of(), *presses(*WHOLE_S))
    keep(tmp_path, plan_of(), engine, Ending.COMPLETED)
    keep(tmp_path, old, engine, Ending.COMPLETED, replace(STARTED, utc_ms=STARTED.utc_ms - WEEK_MS))
    with History.open(tmp_path) as history:
        assert history.last_plan() == plan_of()


def test_sessions_of_one_workout_can_be_asked_for(tmp_path: Path) -> None:
    done(tmp_path, "10x100m")
    wanted = done(tmp_path)
    assert [kept.id for kept in listed(tmp_path, workout="8x200m")] == [wanted]


def test_the_last_plan_is_that_of_the_newest_session_that_was_no_rehearsal_nor_thrown_away(tmp_path: Path) -> None:
    timed = replace(plan_of(), mode=Mode(timed=frozenset({Section.MAIN})))
    other = replace(plan_of(), workout_id="other")
    with History.open(tmp_path) as history:
        assert history.last_plan() is None
    keep(tmp_path, other, driven(other, *presses(*WHOLE_S)), Ending.COMPLETED)
    keep(tmp_path, timed, driven(timed, *presses(*WHOLE_S)), Ending.SAVED)
    keep(tmp_path, other, driven(other, *presses(*WHOLE_S)), Ending.THROWN_AWAY)
    keep(tmp_path, other, driven(other, *presses(*WHOLE_S), rules=Rules(speed=5)), Ending.COMPLETED)
    with History.open(tmp_path) as history:
        assert history.last_plan() == timed


def test_what_was_thrown_away_is_in_no_list(tmp_path: Path) -> None:
    session = done(tmp_path, ending=Ending.THROWN_AWAY)
    assert listed(tmp_path, rehearsals=True) == ()
    with History.open(tmp_path) as history:
        assert history.session(session) is None
        assert history.times_done("8x200m") == 0


def test_rehearsals_are_listed_when_asked_for_and_marked(tmp_path: Path) -> None:
    real, rehearsal = done(tmp_path), done(tmp_path, speed=5.0)
    assert [kept.id for kept in listed(tmp_path)] == [real]
    both = listed(tmp_path, rehearsals=True)
    assert [(kept.id, kept.is_rehearsal) for kept in both] == [(rehearsal, True), (real, False)]


def test_a_workout_counts_as_done_when_something_of_its_main_set_was(tmp_path: Path) -> None:
    plan = plan_of()
    keep(tmp_path, plan, driven(plan, *presses(0, 1_000)), Ending.SAVED)
    done(tmp_path, speed=5.0)
    done(tmp_path, ending=None)
    with History.open(tmp_path) as history:
        assert history.times_done("8x200m") == 0
        assert history.last_done("8x200m") is None
    done(tmp_path)
    keep(tmp_path, plan, driven(plan, *presses(*WHOLE_S[:3])), Ending.SAVED)
    with History.open(tmp_path) as history:
        assert history.times_done("8x200m") == 2
        assert history.times_done("10x100m") == 0
        assert history.last_done("8x200m") == STARTED


def test_only_what_was_measured_with_the_watch_in_hand_teaches(tmp_path: Path) -> None:
    done(tmp_path)
    with History.open(tmp_path) as history:
        assert history.taught() == {}
    timed(tmp_path, 31, 32)
    with History.open(tmp_path) as history:
        assert history.taught() == {(Kind.EFFORT, 200): (32_000, 31_000)}


def test_the_newest_five_teach_newest_first(tmp_path: Path) -> None:
    timed(tmp_path, 31, 32, 33)
    timed(tmp_path, 34, 35, 36)
    with History.open(tmp_path) as history:
        assert history.taught() == {(Kind.EFFORT, 200): (36_000, 35_000, 34_000, 33_000, 32_000)}
        assert history.taught(latest=1) == {(Kind.EFFORT, 200): (36_000,)}


def test_rehearsals_and_what_was_thrown_away_never_teach(tmp_path: Path) -> None:
    timed(tmp_path, 31, speed=5.0)
    timed(tmp_path, 32, ending=Ending.THROWN_AWAY)
    with History.open(tmp_path) as history:
        assert history.taught() == {}


def test_a_database_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / database.FILE_NAME).write_text("no database at all, and long enough to be seen as such" * 20)
    with pytest.raises(StorageError, match="it is damaged") as caught:
        History.open(tmp_path)
    assert caught.value.place == str(tmp_path / database.FILE_NAME)


def test_a_folder_that_may_only_be_read_can_still_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = done(tmp_path)
    opened = database._opened_to_read

    def as_in_a_folder_without_the_right_to_write(path: Path, how: str) -> sqlite3.Connection:
        if "immutable" not in how:
            raise sqlite3.OperationalError("unable to open database file")
        return opened(path, how)

    monkeypatch.setattr(database, "_opened_to_read", as_in_a_folder_without_the_right_to_write)
    assert [kept.id for kept in listed(tmp_path)] == [session]


def test_reading_writes_nothing_and_leaves_no_file_behind(tmp_path: Path) -> None:
    done(tmp_path)
    before = (tmp_path / database.FILE_NAME).read_bytes()
    with History.open(tmp_path) as history:
        assert len(history.sessions()) == 1
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            history._connection.execute("DELETE FROM session")
    assert (tmp_path / database.FILE_NAME).read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [database.FILE_NAME]


def test_history_can_be_read_while_a_session_is_written(tmp_path: Path) -> None:
    plan = plan_of()
    journal = Journal.open(tmp_path, app_version="1")
    journal.begin(plan, Rules(), "hash", STARTED)
    journal.write(driven(plan, *presses(0, 1_000)).log).result(20)
    with History.open(tmp_path) as history:
        (kept,) = history.sessions()
        assert [split.ms for split in kept.result.splits] == [1_000_000]
        journal.alive(1_005_000)
        journal.finish(Ending.SAVED, driven(plan, *presses(0, 1_000)).view()).result(20)
        assert history.sessions()[0].ending is Ending.SAVED
    assert journal.close(20)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten thousand sessions: a real one, copied, so that every row is as it would be."""
    home = tmp_path_factory.mktemp("ten-thousand")
    timed(home, 31, 32, 33, 34, 35, 36, 37, 38)
    copy_newest(home, SESSIONS)
    return home


def test_ten_thousand_sessions_are_all_there_and_pages_reach_the_oldest(many: Path) -> None:
    with History.open(many) as history:
        assert history.times_done("8x200m") == SESSIONS
        assert history.sessions(limit=1)[0].key == FIRST + SESSIONS - 1
        assert [kept.key for kept in history.sessions(before=FIRST + 3)] == [FIRST + 2, FIRST + 1, FIRST]
        assert history.taught()[Kind.EFFORT, 200] == (38_000, 37_000, 36_000, 35_000, 34_000)


def test_no_query_reads_a_whole_table(many: Path) -> None:
    with History.open(many) as history:
        asked: list[str] = []
        history._connection.set_trace_callback(asked.append)
        history.sessions(limit=3)
        history.sessions(limit=3, before=FIRST + 5_000)
        history.sessions(limit=3, workout="8x200m", rehearsals=True)
        history.session("20261123-0915-8x200m-77")
        history.taught()
        history.times_done("8x200m")
        history.last_done("8x200m")
        history.weeks()
        history.last_plan()
        looking = history.looking("8x200m", FIRST + 8_999)
        assert (looking.sessions(), looking.splits(Kind.EFFORT, 200)) == (8_999, 8 * 8_999)
        # Whoever holds the watch makes no round trips.
        assert looking.trips(Kind.EFFORT, 200, ("Walk", 100)) == 0
        assert looking.holders([(Kind.EFFORT, 200, ("Walk", 100))]) == {FIRST + 8_998}
        history._connection.set_trace_callback(None)
        plans = {
            query: [row[3] for row in history._connection.execute(f"EXPLAIN QUERY PLAN {query}")] for query in asked
        }
    # The newest page has nothing to search for: it walks the table backwards by its key and stops at the limit. So do
    # the newest plan, and the weeks, which are of the newest thousand and grouped when those are found.
    scans = {query: plan for query, plan in plans.items() if not all(step.startswith("SEARCH") for step in plan)}
    assert all("key DESC LIMIT" in query or "SELECT key FROM session WHERE deleted" in query for query in scans)
    steps = {step for plan in scans.values() for step in plan if not step.startswith("SEARCH")}
    assert steps == {
        "SCAN session",
        *("CO-ROUTINE (subquery-1)", "SCAN (subquery-1)", "USE TEMP B-TREE FOR GROUP BY"),
        *("LIST SUBQUERY 1", "SCAN session USING INDEX session_left_out"),
    }
    searched = " ".join(step for plan in plans.values() for step in plan)
    for index in ("rowid<?", "session_by_identity", "session_done", "split_that_teaches", "sqlite_autoindex_session_1"):
        assert index in searched
    for index in ("COVERING INDEX split_best", "COVERING INDEX trip_best"):
        assert index in searched
    assert "FOR ORDER BY" not in searched


def test_a_session_takes_little_room(many: Path) -> None:
    size = (many / database.FILE_NAME).stat().st_size
    # 24 splits of some 110 bytes and the indexes of the 8 that teach; the plan is kept once for all.
    assert size / SESSIONS < 4_000


def test_a_text_is_kept_once_and_comes_back(tmp_path: Path) -> None:
    connection = database.connect(tmp_path / database.FILE_NAME)
    first = rows.add_document(connection, "ä" * 1000)
    assert rows.add_document(connection, "ä" * 1000) == first
    assert rows.add_document(connection, "b") != first
    body = connection.execute("SELECT body FROM document WHERE key = ?", (first,)).fetchone()[0]
    assert rows.document_text(body) == "ä" * 1000
    assert len(body) < 100
    connection.close()


def began(utc_ms: int, offset_min: int = 60) -> Started:
    return Started(utc_ms, offset_min, "Europe/Berlin")


def test_weeks_run_from_monday_to_sunday_in_the_local_time_of_then(tmp_path: Path) -> None:
    # 2026-11-23 is a Monday, and began in Berlin at 23:00 UTC the day before: 1_795_388_400 s. A millisecond earlier it
    # was Sunday there. Each session has two efforts of 200 m and takes 1148 s.
    monday_ms = 1_795_388_400_000
    engine = driven(plan_of(), *presses(*WHOLE_S[:3])).advance(1_148_000)[0]
    for utc_ms in (monday_ms - 1, monday_ms, monday_ms + 86_400_000):
        keep(tmp_path, plan_of(), engine, Ending.COMPLETED, began(utc_ms))
    with History.open(tmp_path) as history:
        assert history.weeks() == (
            Week(date(2026, 11, 16), 1, 2, 400, 1_148_000),
            Week(date(2026, 11, 23), 2, 4, 800, 2_296_000),
        )
        assert history.weeks(since_utc_ms=monday_ms) == (Week(date(2026, 11, 23), 2, 4, 800, 2_296_000),)


def test_rehearsals_and_what_is_deleted_or_cut_off_belong_to_no_week(tmp_path: Path) -> None:
    done(tmp_path, speed=20)
    done(tmp_path, ending=None)
    done(tmp_path, ending=Ending.THROWN_AWAY)
    Amendments(tmp_path).delete(done(tmp_path))
    with History.open(tmp_path) as history:
        assert history.weeks() == ()
