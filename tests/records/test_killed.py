"""A process that is killed loses nothing that it was told is kept."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from speedtimer.engine.commands import Extend
from speedtimer.engine.log import LogEntry, Verdict
from speedtimer.errors import StorageError
from speedtimer.records.lock import AlreadyRunningError, SessionLock, holder_of
from speedtimer.records.unfinished import find_unfinished
from tests.records.sessions import STARTED

ROOT = Path(__file__).parents[2]
KILLS = 10


def spawn(module: str, home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", module, str(home)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_a_process_killed_in_the_middle_of_its_commits_loses_no_command_that_was_acknowledged(tmp_path: Path) -> None:
    drawn = random.Random(1)
    acknowledged: dict[str, int] = {}
    for _ in range(KILLS):
        with spawn("tests.records.killed", tmp_path) as process:
            assert process.stdout is not None
            session = process.stdout.readline().strip()
            said = [process.stdout.readline() for _ in range(drawn.randrange(1, 120))]
            process.kill()
            # What was said before the kill and not read yet was acknowledged too; the last line may have been cut.
            said += [line for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
        acknowledged[session] = int(said[-1])
    assert len(acknowledged) == KILLS

    for found in find_unfinished(tmp_path):
        log = found.log()
        assert len(log) >= acknowledged[found.id]
        assert log == tuple(LogEntry(seq, seq, Extend(seq), Verdict.TAKEN) for seq in range(1, len(log) + 1))
        assert found.seen_ms >= acknowledged[found.id]
        assert found.seen is not None


def test_a_second_session_in_one_home_is_told_where_the_first_is(tmp_path: Path) -> None:
    with spawn("tests.records.locking", tmp_path) as process:
        assert process.stdout is not None
        process.stdout.readline()
        before = (tmp_path / "session.lock").read_bytes()
        with pytest.raises(AlreadyRunningError) as caught:
            SessionLock.take(tmp_path, "10x100m", STARTED)
        assert caught.value.fault == f"8x200m is under way in another terminal (process {process.pid}, since 09:15)"
        assert caught.value.holder == holder_of(tmp_path)
        assert (tmp_path / "session.lock").read_bytes() == before
        process.kill()
    # The system lets go of the lock with the process, however it ends.
    SessionLock.take(tmp_path, "10x100m", STARTED).release()


def test_a_released_lock_can_be_taken_again_and_names_nobody(tmp_path: Path) -> None:
    home = tmp_path / "not" / "there" / "yet"
    with SessionLock.take(home, "8x200m", STARTED) as lock:
        assert holder_of(home) is not None
        with pytest.raises(AlreadyRunningError):
            SessionLock.take(home, "8x200m", STARTED)
    lock.release()
    assert holder_of(home) is None
    SessionLock.take(home, "8x200m", STARTED).release()


def test_a_holder_that_cannot_be_read_is_still_a_holder(tmp_path: Path) -> None:
    with SessionLock.take(tmp_path, "8x200m", STARTED):
        (tmp_path / "session.lock").write_text("{")
        with pytest.raises(AlreadyRunningError, match="a session is under way") as caught:
            SessionLock.take(tmp_path, "8x200m", STARTED)
    assert caught.value.holder is None


def test_a_home_where_nothing_can_be_locked_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("no folder")
    with pytest.raises(StorageError, match="cannot be locked") as caught:
        SessionLock.take(home, "8x200m", STARTED)
    assert not isinstance(caught.value, AlreadyRunningError)
    assert caught.value.place == str(home / "session.lock")
