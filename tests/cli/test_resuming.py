"""A session that was cut off, from the command line: found, offered, gone on with, saved, left alone."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from speedtimer.app.cut_off import CutOff, ResumeOption, newest, save
from speedtimer.app.services import Services
from speedtimer.cli.commands.run_plain import ask, way_of
from speedtimer.cli.main import run
from speedtimer.engine.commands import Again, Away, Command, Press
from speedtimer.engine.view import Phase
from speedtimer.errors import CallError, InputError
from speedtimer.records.history import History
from speedtimer.records.lock import SessionLock, is_held
from speedtimer.records.session import Ending
from speedtimer.records.unfinished import find_unfinished
from speedtimer.rules import CueChoices, Rules
from tests.records.sessions import STARTED, WHOLE_S, driven, keep, plan_of, presses
from tests.records.test_killed import spawn

ROOT = Path(__file__).parents[2]
OFFER = CutOff(
    "the-id", "8 x 200 m", "in 200 m 3 of 8", "12 min ago", (ResumeOption.ON, ResumeOption.COUNT, ResumeOption.SAVE)
)


def cut(home: Path, *given: tuple[int, Command]) -> str:
    """A session of 8x200m that was cut off. Gives its name."""
    plan = plan_of()
    return keep(home, plan, driven(plan, *(given or presses(0, 1_000))), None)


def started(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "speedtimer", "run", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "SPEEDTIMER_HOME": str(home)},
    )


def test_the_newest_session_that_was_cut_off_is_found_unless_it_runs_just_now(home: Path) -> None:
    notes: list[str] = []
    assert newest(notes.append) is None
    cut(home, (0, Press()))
    session = cut(home)
    found = newest(notes.append)
    assert found is not None
    assert (found.id, found.where) == (session, "in the lead-in to 200 m 1 of 2")
    with SessionLock.take(home, "8x200m", STARTED):
        assert is_held(home)
        assert newest(notes.append) is None
    assert notes == []


def test_a_journal_that_cannot_be_read_is_said_and_holds_nobody_up(home: Path) -> None:
    notes: list[str] = []
    (home / "speedtimer.db").write_bytes(b"nonsense " * 1000)
    assert newest(notes.append) is None
    assert len(notes) == 1
    assert notes[0].startswith("Whether a session was cut off is not known. ")


@pytest.mark.parametrize(
    ("given", "ending"),
    [
        (presses(0, 1_000), Ending.SAVED),
        # Killed between its last step and the writing of its end.
        (presses(*WHOLE_S), Ending.COMPLETED),
    ],
)
def test_what_is_done_of_it_is_saved(home: Path, given: tuple[tuple[int, Command], ...], ending: Ending) -> None:
    session = cut(home, *given)
    save(session)
    with History.open(home) as history:
        (kept,) = history.sessions()
    assert (kept.id, kept.ending) == (session, ending)
    assert find_unfinished(home) == ()
    with pytest.raises(InputError, match="is not cut off any more"):
        save(session)
    SessionLock.take(home, "8x200m", STARTED).release()


def test_one_whose_records_are_damaged_is_saved_as_it_is(home: Path) -> None:
    session = cut(home, (0, Press()), (5, Away(2_000)))
    import sqlite3

    connection = sqlite3.connect(home / "speedtimer.db")
    connection.execute("UPDATE entry SET name = 'nonsense' WHERE seq = 2")
    connection.commit()
    connection.close()
    save(session)
    with History.open(home) as history:
        (kept,) = history.sessions()
    assert (kept.ending, kept.result.splits) == (Ending.SAVED, ())


def test_a_way_is_read_by_its_name_and_alone_it_is_the_usual_one() -> None:
    assert way_of("usual", OFFER) is ResumeOption.ON
    assert way_of("count", OFFER) is ResumeOption.COUNT
    with pytest.raises(CallError, match="--resume=fly is not possible here: what is possible: on, count, save"):
        way_of("fly", OFFER)
    only = CutOff("id", "8 x 200 m", "at 1:00", "1 h ago", (ResumeOption.SAVE,), "It was run by other rules")
    with pytest.raises(CallError, match=r"It was run by other rules\. --resume=on is not possible here"):
        way_of("on", only)


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("o\n", ResumeOption.ON),
        ("C\n", ResumeOption.COUNT),
        ("k\n", ResumeOption.SAVE),
        ("\n", ResumeOption.ON),
        ("n\n", None),
        ("x\nc\n", ResumeOption.COUNT),
        ("s\nk\n", ResumeOption.SAVE),
        ("", None),
    ],
)
def test_on_a_terminal_it_is_asked_in_lines(
    typed: str, way: ResumeOption | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert ask(OFFER, "hills-10x30s") is way
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == ""
    assert lines[:5] == [
        "8 x 200 m was cut off 12 min ago, in 200 m 3 of 8.",
        "  o  go on from where it was: the time away does not count (Enter alone does this)",
        "  c  go on, counting the time away, as if it had run on",
        "  k  keep what is done, and end it",
        "  n  leave it for later, and run hills-10x30s",
    ]
    assert lines[5:] == ([f"'{typed[0]}' is no answer: one of o, c, k, n"] if typed[:1] in ("x", "s") else [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--resume"], "no session was cut off: `speedtimer run ID` begins one\n"),
        (
            ["--resume", "8x200m"],
            "--resume goes on with a session as it was begun: leave workout, plan and speed out\n",
        ),
        (
            ["--resume", "--auto"],
            "--resume goes on with a session as it was begun: leave workout, plan and speed out\n",
        ),
        ([], "the following arguments are required: ID-or-FILE: see `speedtimer run --help`\n"),
    ],
)
def test_a_call_that_cannot_be_is_answered_in_a_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["run", "--plain", *arguments]) == 2
    assert capsys.readouterr() == ("", said)


def test_saving_needs_no_face(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = cut(home)
    assert run(["run", "--resume=save"]) == 0
    assert capsys.readouterr().err == f"Saved what is done: session {session}\n"
    assert find_unfinished(home) == ()


def test_on_a_terminal_the_screen_opens_on_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, opened = cut(home), list[tuple[CutOff, ResumeOption]]()

    def run_app(services: object, start: object, resume: tuple[CutOff, ResumeOption] | None, _: str | None) -> int:
        assert (type(services).__name__, start) == ("Services", None)
        assert resume is not None
        opened.append(resume)
        return 0

    monkeypatch.setattr("speedtimer.tui.app.run_app", run_app)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["run", "--resume=count"]) == 0
    assert [(offered.id, way) for offered, way in opened] == [(session, ResumeOption.COUNT)]


def test_without_anybody_to_answer_it_is_left_alone_and_the_new_session_runs(home: Path) -> None:
    session = cut(home)
    with started(home, "hills-10x30s", "--mute", "--without", "warm-up") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "   0:00  Get ready, 5 s: Butt kicks 1 of 2, 20 m\n"
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    first = err.splitlines()[0]
    assert first.startswith("8 × 200 m was cut off ")
    assert first.endswith(": it is left alone, `speedtimer run --resume` goes on with it")
    assert [found.row.workout for found in find_unfinished(home)] == ["hills-10x30s", "8x200m"]
    assert find_unfinished(home)[1].id == session


def test_killed_it_goes_on_from_where_it_was_with_every_press_kept(home: Path) -> None:
    with started(home, "8x200m", "--mute") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("-\n+\n")
        process.stdin.flush()
        said = [process.stdout.readline()[9:] for _ in range(3)]
        process.kill()
    assert said[1:] == ["30 s less\n", "30 s more\n"]
    before = find_unfinished(home)[0]
    assert len(before.entries) == 3
    with started(home, "--resume=on", "--mute", "--plain") as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline().startswith("   0:00  It was in Warm up, 15-25 min, 0:00 into it")
        assert process.stdout.readline().endswith(": press to count it, o to go on from where it was\n")
        process.stdin.write("o\nu\n")
        process.stdin.flush()
        said = [process.stdout.readline()[9:] for _ in range(3)]
        process.kill()
    assert said == ["Paused\n", "Go on\n", "Taken back: the change of length\n"]
    after = find_unfinished(home)[0]
    assert (after.id, after.entries[:3]) == (before.id, before.entries)
    assert [entry.name for entry in after.entries[3:]] == ["away", "resume", "undo"]


def read_from(home: Path) -> dict[str, bytes]:
    """What is kept in a home, but for its cache, which is kept for nobody."""
    return {path.name: path.read_bytes() for path in home.iterdir() if path.name != "cache"}


def test_a_second_session_says_where_the_first_is_and_touches_nothing(home: Path) -> None:
    with spawn("tests.records.locking", home) as first:
        assert first.stdout is not None
        first.stdout.readline()
        before = read_from(home)
        with started(home, "hills-10x30s", "--mute") as second:
            out, err = second.communicate(timeout=60)
        assert (second.returncode, out) == (1, "")
        assert err.endswith(
            f"8x200m is under way in another terminal (process {first.pid}, since 09:15): "
            "end it there first, or set SPEEDTIMER_HOME to another folder\n"
        )
        assert read_from(home) == before
        first.kill()


async def test_a_session_that_has_ended_is_opened_again_under_its_lock_and_ended_anew(home: Path) -> None:
    plan, rules = plan_of(), Rules(cues=CueChoices(backend="silent"))
    session = keep(home, plan, driven(plan, *presses(*WHOLE_S), rules=rules), Ending.COMPLETED)
    conductor, opened, _ = Services(mute=True).sessions.reopen(session, None)
    assert (conductor.session, conductor.engine.phase, opened) == (session, Phase.COMPLETE, plan)
    assert is_held(home)
    running = asyncio.create_task(conductor.run())
    await conductor.give(Again())
    view = conductor.view()
    assert (view.phase, view.step and view.step.rep) == (Phase.LEAD_IN, 2)
    await conductor.stop(keep=True)
    await running
    assert not is_held(home)
    with History.open(home) as history:
        (kept,) = history.sessions()
    # It ended at 1148 s, days ago; all of that was a pause.
    assert (kept.id, kept.ending) == (session, Ending.SAVED)
    assert kept.result.length_ms - kept.result.paused_ms - 1_148_000 < 60_000
    with pytest.raises(InputError, match="not the newest"):
        Services(mute=True).sessions.reopen("another", None)
