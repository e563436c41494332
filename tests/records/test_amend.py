"""What is changed afterwards: corrected splits, remarks, deletions; and the backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from speedtimer.engine.commands import More
from speedtimer.engine.events import Source
from speedtimer.errors import InputError, StorageError
from speedtimer.plan import Kind
from speedtimer.records import database
from speedtimer.records.amend import DAYS_KEPT, Amendments, back_up
from speedtimer.records.history import History
from speedtimer.records.journal import Journal
from speedtimer.records.session import Ending, KeptSession, Remarks
from speedtimer.records.unfinished import find_unfinished
from speedtimer.rules import Rules
from tests.records.sessions import PATIENCE_S, STARTED, WHOLE_S, driven, keep, plan_of, presses

FIRST_EFFORT, SECOND_EFFORT = 2, 5
DAY_MS = 86_400_000


def done(home: Path, ending: Ending | None = Ending.COMPLETED) -> str:
    """A whole session of two reps, solo: each effort 38 s, `estimated`."""
    plan = plan_of()
    return keep(home, plan, driven(plan, *presses(*WHOLE_S[:3])).advance(1_148_000)[0], ending)


def kept(home: Path, session: str) -> KeptSession:
    with History.open(home) as history:
        found = history.session(session)
    assert found is not None
    return found


def split(home: Path, session: str, index: int) -> tuple[int | None, Source]:
    (found,) = (each for each in kept(home, session).result.splits if each.index == index)
    return found.ms, found.source


def count(home: Path, table: str) -> int:
    with closing(sqlite3.connect(home / database.FILE_NAME)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_corrected_split_is_typed_and_adds_up_and_teaches(tmp_path: Path) -> None:
    session = done(tmp_path)
    Amendments(tmp_path).correct(session, FIRST_EFFORT, 36_400)
    assert split(tmp_path, session, FIRST_EFFORT) == (36_400, Source.TYPED)
    assert split(tmp_path, session, SECOND_EFFORT) == (38_000, Source.ESTIMATED)
    assert kept(tmp_path, session).result.effort_ms == 74_400
    with History.open(tmp_path) as history:
        assert history.taught() == {(Kind.EFFORT, 200): (36_400,)}


def test_a_correction_can_be_corrected_and_taken_back_to_what_was_kept_first(tmp_path: Path) -> None:
    session = done(tmp_path)
    amendments = Amendments(tmp_path)
    amendments.correct(session, FIRST_EFFORT, None)
    assert split(tmp_path, session, FIRST_EFFORT) == (38_000, Source.ESTIMATED)
    amendments.correct(session, FIRST_EFFORT, 36_400)
    amendments.correct(session, FIRST_EFFORT, 36_500)
    assert split(tmp_path, session, FIRST_EFFORT) == (36_500, Source.TYPED)
    amendments.correct(session, FIRST_EFFORT, None)
    assert split(tmp_path, session, FIRST_EFFORT) == (38_000, Source.ESTIMATED)
    assert kept(tmp_path, session).result.effort_ms == 76_000
    with History.open(tmp_path) as history:
        assert history.taught() == {}


@pytest.mark.parametrize("ms", [0, -1, DAY_MS + 1])
def test_a_split_is_more_than_nothing_and_at_most_a_day(tmp_path: Path, ms: int) -> None:
    session = done(tmp_path)
    with pytest.raises(InputError, match="is no split"):
        Amendments(tmp_path).correct(session, FIRST_EFFORT, ms)
    assert split(tmp_path, session, FIRST_EFFORT) == (38_000, Source.ESTIMATED)


def test_only_a_step_with_a_split_can_be_corrected(tmp_path: Path) -> None:
    session = done(tmp_path)
    with pytest.raises(InputError, match=f"step 99 of session {session} has no split"):
        Amendments(tmp_path).correct(session, 99, 36_400)


def test_a_session_that_is_not_over_is_not_changed(tmp_path: Path) -> None:
    session = done(tmp_path, ending=None)
    amendments = Amendments(tmp_path)
    with pytest.raises(InputError, match="is not over"):
        amendments.correct(session, FIRST_EFFORT, 36_400)
    with pytest.raises(InputError, match="is not over"):
        amendments.delete(session)
    assert kept(tmp_path, session).ending is None


def test_remarks_are_kept_and_replaced(tmp_path: Path) -> None:
    session = done(tmp_path)
    amendments = Amendments(tmp_path)
    said = Remarks(effort=7, form=9, surface="grass", weather="rain", notes="last one ragged")
    amendments.remark(session, said)
    assert kept(tmp_path, session).remarks == said
    amendments.remark(session, Remarks(effort=8))
    assert kept(tmp_path, session).remarks == Remarks(effort=8)


@pytest.mark.parametrize("remarks", [Remarks(effort=0), Remarks(effort=11), Remarks(form=0), Remarks(notes="x" * 2001)])
def test_marks_are_one_to_ten_and_texts_are_no_books(tmp_path: Path, remarks: Remarks) -> None:
    session = done(tmp_path)
    with pytest.raises(InputError):
        Amendments(tmp_path).remark(session, remarks)
    assert kept(tmp_path, session).remarks == Remarks()


def test_a_deleted_session_is_gone_and_can_be_taken_back(tmp_path: Path) -> None:
    session, other = done(tmp_path), done(tmp_path)
    amendments = Amendments(tmp_path)
    amendments.correct(session, FIRST_EFFORT, 36_400)
    before = kept(tmp_path, session)
    amendments.delete(session)
    with History.open(tmp_path) as history:
        assert [each.id for each in history.sessions(rehearsals=True)] == [other]
        assert history.session(session) is None
        assert history.times_done("8x200m") == 1
        assert history.taught() == {}
    amendments.restore(session)
    assert kept(tmp_path, session) == before


def test_what_was_deleted_long_ago_is_removed_by_the_next_deletion(tmp_path: Path) -> None:
    old, recent, thrown, stays = done(tmp_path), done(tmp_path), done(tmp_path, Ending.THROWN_AWAY), done(tmp_path)
    amendments = Amendments(tmp_path)
    amendments.delete(old, STARTED.utc_ms + DAY_MS)
    amendments.delete(recent, STARTED.utc_ms + (DAYS_KEPT + 2) * DAY_MS)
    with pytest.raises(InputError, match=f"there is no session {old}"):
        amendments.restore(old)
    with pytest.raises(InputError, match=f"there is no session {thrown}"):
        amendments.restore(thrown)
    amendments.restore(recent)
    with History.open(tmp_path) as history:
        assert [each.id for each in history.sessions()] == [stays, recent]
    assert (count(tmp_path, "session"), count(tmp_path, "split"), count(tmp_path, "entry")) == (2, 12, 6)
    assert count(tmp_path, "document") == 2


def test_what_was_deleted_or_thrown_away_is_taken_back_the_latest_first(tmp_path: Path) -> None:
    # Each takes 1148 s. Thrown away at its end, then a minute later the first deletion, and another later the second.
    thrown, first, second = done(tmp_path, Ending.THROWN_AWAY), done(tmp_path), done(tmp_path)
    amendments, over_ms = Amendments(tmp_path), STARTED.utc_ms + 1_148_000
    amendments.delete(second, over_ms + 120_000)
    amendments.delete(first, over_ms + 60_000)
    assert [amendments.take_back() for _ in range(4)] == [second, first, thrown, None]
    with History.open(tmp_path) as history:
        assert [each.id for each in history.sessions()] == [second, first, thrown]
        back = history.session(thrown)
    assert back is not None
    # All its reps are done, and every split is there.
    assert (back.ending, len(back.result.splits)) == (Ending.COMPLETED, 6)


def test_what_was_thrown_away_before_its_end_comes_back_as_saved(tmp_path: Path) -> None:
    plan = plan_of()
    session = keep(tmp_path, plan, driven(plan, *presses(0, 1_000)).advance(1_050_000)[0], Ending.THROWN_AWAY)
    assert Amendments(tmp_path).take_back() == session
    assert kept(tmp_path, session).ending is Ending.SAVED


def test_in_a_home_without_history_there_is_nothing_to_take_back(tmp_path: Path) -> None:
    assert Amendments(tmp_path).take_back() is None
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_session_is_said_and_a_home_without_history_gets_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no history yet"):
        Amendments(tmp_path).delete("20261123-0915-8x200m")
    assert list(tmp_path.iterdir()) == []
    done(tmp_path)
    for change in (Amendments(tmp_path).delete, Amendments(tmp_path).restore):
        with pytest.raises(InputError, match="there is no session nobody"):
            change("nobody")


def test_a_change_that_cannot_get_at_the_database_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = done(tmp_path)
    monkeypatch.setattr(database, "CHANGE_MS", 1)
    with closing(sqlite3.connect(tmp_path / database.FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="another program has it locked"):
            Amendments(tmp_path).delete(session)
    assert kept(tmp_path, session).id == session


def test_a_backup_taken_while_a_session_is_written_is_whole_and_has_the_presses_so_far(tmp_path: Path) -> None:
    done(tmp_path)
    plan = plan_of()
    engine = driven(plan, *presses(0, 1_000))
    journal = Journal.open(tmp_path, app_version="1")
    journal.begin(plan, Rules(), "hash", STARTED)
    journal.write(engine.log).result(PATIENCE_S)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    back_up(tmp_path, elsewhere / database.FILE_NAME)
    assert [file.name for file in elsewhere.iterdir()] == [database.FILE_NAME]
    # What is pressed after it is not in it.
    engine, _ = engine.give(1_001_000, More())
    journal.write(engine.log[2:]).result(PATIENCE_S)
    assert journal.close(PATIENCE_S)
    with closing(sqlite3.connect(elsewhere / database.FILE_NAME)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    (there,), (here,) = find_unfinished(tmp_path), find_unfinished(elsewhere)
    assert [entry.name for entry in there.entries] == ["press", "press", "more"]
    assert here.entries == there.entries[:2]
    with History.open(tmp_path) as history, History.open(elsewhere) as copied:
        assert copied.sessions()[1:] == history.sessions()[1:]
        assert len(copied.sessions()) == 2


def test_a_backup_writes_over_nothing(tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    with pytest.raises(InputError, match="there is no history yet"):
        back_up(tmp_path, target)
    done(tmp_path)
    target.write_text("precious")
    with pytest.raises(InputError, match="exists already"):
        back_up(tmp_path, target)
    assert target.read_text() == "precious"
    with pytest.raises(InputError, match="cannot be made"):
        back_up(tmp_path, tmp_path / "no" / "such" / "folder.db")


def test_a_backup_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / database.FILE_NAME).write_text("no database at all, and long enough to be seen as such" * 20)
    with pytest.raises(StorageError, match="it is damaged"):
        back_up(tmp_path, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()
