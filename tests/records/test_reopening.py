"""A session that has ended, opened again where it ended."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from speedtimer.app.cut_off import reopened
from speedtimer.engine.commands import Again, Pause
from speedtimer.engine.events import Source, Split
from speedtimer.engine.view import Phase
from speedtimer.errors import InputError, StorageError
from speedtimer.records import database
from speedtimer.records.amend import Amendments
from speedtimer.records.history import History
from speedtimer.records.journal import Journal
from speedtimer.records.moments import Moment
from speedtimer.records.reopening import newest_ended
from speedtimer.records.session import Ending
from speedtimer.records.unfinished import find_unfinished
from speedtimer.rules import Rules
from tests.records.sessions import PATIENCE_S, STARTED, WHOLE_S, driven, keep, plan_of, presses, still

PLAN = plan_of()
FIRST_EFFORT = 2


def ended(home: Path, *at_s: int, ending: Ending = Ending.COMPLETED, rules: Rules | None = None) -> str:
    engine = driven(PLAN, *presses(*at_s), rules=rules)
    return keep(home, PLAN, engine, ending)


def test_a_complete_one_stands_at_its_end_and_the_time_since_is_known_by_the_calendar(tmp_path: Path) -> None:
    session = ended(tmp_path, *WHOLE_S)  # complete at 1148 s
    opened = reopened(newest_ended(tmp_path, session), Moment(STARTED.utc_ms + 1_200_000, 0, None))
    assert (opened.session, opened.engine.phase) == (session, Phase.COMPLETE)
    # The newest command, a press that was refused, is of 1170 s.
    assert (opened.engine.now_ms, opened.away_ms) == (1_170_000, 30_000)
    again, _ = opened.engine.give(1_200_000, Again())
    assert (again.phase, again.view().paused_ms) == (Phase.LEAD_IN, 52_000)


def test_one_that_was_saved_early_stands_paused_where_it_was_saved(tmp_path: Path) -> None:
    engine = driven(PLAN, *presses(0, 1_000)).advance(1_080_000)[0]  # on the walk since 1048 s
    session = keep(tmp_path, PLAN, engine, Ending.SAVED)
    opened = reopened(newest_ended(tmp_path, session), Moment(STARTED.utc_ms + 1_500_000, 0, None))
    view = opened.engine.view(1_500_000)
    assert (view.phase, view.in_step_ms, view.paused_ms, view.away_ms) == (Phase.PAUSED, 32_000, 420_000, 0)
    assert opened.engine.log[-1].command == Pause()


def test_a_rehearsal_goes_on_at_its_own_speed(tmp_path: Path) -> None:
    session = ended(tmp_path, *WHOLE_S, rules=Rules(speed=10.0))
    # Its 1170 s were 117 s of real time.
    opened = reopened(newest_ended(tmp_path, session), Moment(STARTED.utc_ms + 120_000, 0, None))
    assert opened.away_ms == 30_000


def test_what_was_corrected_since_is_given_to_it_and_stays_when_it_ends_anew(tmp_path: Path) -> None:
    session = ended(tmp_path, *WHOLE_S)
    Amendments(tmp_path).correct(session, FIRST_EFFORT, 36_550)
    found = newest_ended(tmp_path, session)
    engine = found.engine()
    assert engine.view().splits[FIRST_EFFORT] == Split(36_550, Source.TYPED, 90_000)
    journal = Journal.open(tmp_path, app_version="1", moment=still)
    journal.resume(found.kept, ended=True)
    journal.write(engine.log[len(found.kept.entries) :])
    engine, _ = engine.give(1_200_000, Again())
    journal.write(engine.log[-1:])
    engine = engine.advance(1_300_000)[0]
    journal.finish(Ending.COMPLETED, engine.view())
    assert journal.close(PATIENCE_S)
    with History.open(tmp_path) as history:
        (kept,) = history.sessions()
    assert next(split.ms for split in kept.result.splits if split.index == FIRST_EFFORT) == 36_550
    assert (kept.ending, kept.result.paused_ms) == (Ending.COMPLETED, 52_000)


def test_killed_after_it_was_opened_again_nothing_of_it_is_lost(tmp_path: Path) -> None:
    """As the journal leaves it when the process goes: at its end it stays complete, and gone on with it is cut off."""
    session = ended(tmp_path, *WHOLE_S)
    found = newest_ended(tmp_path, session)
    engine = found.engine()
    journal = Journal.open(tmp_path, app_version="1", moment=still)
    journal.resume(found.kept, ended=True)
    journal.write(()).result(PATIENCE_S)
    assert find_unfinished(tmp_path) == ()
    with History.open(tmp_path) as history:
        assert [len(kept.result.splits) for kept in history.sessions()] == [6]
    engine, _ = engine.give(1_200_000, Again())
    journal.write(engine.log[-1:]).result(PATIENCE_S)
    (cut_off,) = find_unfinished(tmp_path)
    assert cut_off.engine().view().splits == engine.view().splits
    journal.close(PATIENCE_S)


def test_only_the_newest_session_of_a_home_that_is_over_goes_on(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not the newest"):
        newest_ended(tmp_path, "none")
    first = ended(tmp_path, *WHOLE_S)
    second = keep(tmp_path, PLAN, driven(PLAN, *presses(0)), None)
    for session in (first, second):
        with pytest.raises(InputError, match="not the newest"):
            newest_ended(tmp_path, session)


def test_one_that_was_thrown_away_or_deleted_hides_nothing_and_does_not_go_on(tmp_path: Path) -> None:
    first = ended(tmp_path, *WHOLE_S)
    thrown = ended(tmp_path, 0, ending=Ending.THROWN_AWAY)
    deleted = ended(tmp_path, *WHOLE_S)
    Amendments(tmp_path).delete(deleted, now_utc_ms=STARTED.utc_ms)
    assert newest_ended(tmp_path, first).kept.id == first
    for session in (thrown, deleted):
        with pytest.raises(InputError, match="not the newest"):
            newest_ended(tmp_path, session)


def test_one_whose_commands_are_not_kept_does_not_go_on(tmp_path: Path) -> None:
    session = ended(tmp_path, *WHOLE_S)
    with closing(sqlite3.connect(tmp_path / database.FILE_NAME)) as connection:
        connection.execute("DELETE FROM entry")
        connection.commit()
    with pytest.raises(StorageError, match="its commands are not kept"):
        newest_ended(tmp_path, session).engine()
