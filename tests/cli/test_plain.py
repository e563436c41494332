from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from speedtimer.cli.plain import Paper, input_for, run_plain
from speedtimer.cli.plain_keys import KEYS
from speedtimer.errors import CallError
from speedtimer.plan import ByTime, Mode, Open, Plan, Rest, Section
from speedtimer.records.session import Ending
from speedtimer.rules import Rules
from speedtimer.runtime.clock import ManualClock
from speedtimer.runtime.conductor import Conductor
from speedtimer.runtime.stdin_events import Inbox, InputEnded, Leave, Line
from tests.engine.plans import WARM_DOWN, efforts, plan_of
from tests.runtime.doubles import AnnouncerDouble, JournalDouble, ns, small_plan

AUTO = Mode(auto=frozenset(Section))

MINI = """\
name: Mini
focus: power
purpose: To try plain mode with.
sections:
  - name: main
    steps:
      - effort: 2 x 10 s
        recovery: walk back
"""


class Plain:
    """A session in plain mode, with a clock and lines that the test has in hand."""

    def __init__(self, plan: Plan, capsys: pytest.CaptureFixture[str]) -> None:
        self.clock, self.journal, self._capsys = ManualClock(), JournalDouble(), capsys
        self.announcer = AnnouncerDouble()
        self.conductor = Conductor(plan, Rules(), clock=self.clock, journal=self.journal, announcer=self.announcer)
        self.inbox = Inbox(self.clock)
        self._reading, self._writing = os.pipe()
        self.code = asyncio.create_task(run_plain(self.conductor, self.inbox, plan, self._reading))

    async def line(self, text: str) -> None:
        self.inbox.put(Line(text, self.clock.now_ns()))
        await self.clock.pass_time(0)

    async def wait(self, seconds: float) -> None:
        await self.clock.pass_time(ns(seconds))

    def said(self) -> tuple[list[str], list[str]]:
        """The lines on stdout and on stderr since the last call."""
        out, err = self._capsys.readouterr()
        return out.splitlines(), err.splitlines()

    async def close(self) -> None:
        if not self.code.done():
            self.inbox.put(Leave("the end of the test"))
        await asyncio.wait({self.code})
        os.close(self._writing)
        os.close(self._reading)


@asynccontextmanager
async def plain(plan: Plan, capsys: pytest.CaptureFixture[str]) -> AsyncIterator[Plain]:
    session = Plain(plan, capsys)
    await session.wait(0)
    try:
        yield session
    finally:
        await session.close()


async def test_it_starts_at_once_and_gives_a_line_for_each_event(capsys: pytest.CaptureFixture[str]) -> None:
    async with plain(small_plan(), capsys) as session:
        assert session.said() == (["   0:00  Easy jog, 15-25 min, then press"], [])
        await session.wait(901)
        await session.line("")
        await session.wait(50)
        await session.line("")
        assert session.said() == (
            [
                "  15:00  The least time is reached: go on, or press to end it",
                "  15:01  Done: Easy jog in 15:01.0, measured",
                "  15:01  Get ready, 10 s: 200 m 1 of 2",
                "  15:11  GO: 200 m 1 of 2",
                "  15:49  Done: 200 m 1 of 2 in 38.0, estimated",
                "  15:49  Walk back, 100 m, about 1:20, then press. Then 200 m 2 of 2",
                "  15:51  Too early to be back: press again to end it now",
            ],
            [],
        )


async def test_a_rest_by_the_clock_is_told_as_done_once_and_whole(capsys: pytest.CaptureFixture[str]) -> None:
    rest = Rest("Rest 10 s", Open(0, 10_000))
    async with plain(plan_of(*efforts(*[ByTime(15_000)] * 2, rest=rest), mode=AUTO), capsys) as session:
        await session.wait(36)
        assert session.said()[0] == [
            "   0:00  Get ready, 10 s: work 1 of 2, 15 s",
            "   0:10  GO: work 1 of 2, 15 s",
            "   0:25  Done: work 1 of 2, 15 s in 15.0, exact",
            "   0:25  Rest 10 s. Then work 2 of 2, 15 s",
            "   0:26  Get ready, 9 s: work 2 of 2, 15 s",
            "   0:35  Done: Rest 10 s in 10.0, exact",
            "   0:35  GO: work 2 of 2, 15 s",
        ]


async def test_presses_after_a_timed_finish_are_told_and_one_of_them_can_be_chosen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with plain(small_plan(mode=Mode(timed=frozenset({Section.MAIN}))), capsys) as session:
        await session.wait(900)
        await session.line("")
        # GO comes 5 s later.
        await session.wait(5 + 34.1)
        for _ in range(3):
            await session.line("")
            await session.wait(0.9)
        await session.line("s #2")
        assert session.said()[0][5:] == [
            "  15:39  Done: 200 m 1 of 2 in 34.1, measured",
            "  15:39  Walk back, 100 m, about 1:20, then press. Then 200 m 2 of 2",
            "  15:40  Press 2, 35.0, is kept: s chooses it, u reopens the rep",
            "  15:40  Press 3, 35.9, is kept: s chooses it, u reopens the rep",
            "  15:41  200 m 1 of 2: 35.0, by press 2",
        ]


async def test_it_ends_with_the_session(capsys: pytest.CaptureFixture[str]) -> None:
    async with plain(small_plan(1, AUTO), capsys) as session:
        await session.wait(3600)
        assert await session.code == 0
        lines, notes = session.said()
        assert lines[-1] == "  42:28  The session is complete"
        assert notes == []
        assert session.journal.endings == [Ending.COMPLETED]


async def test_a_line_that_means_nothing_changes_nothing_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    async with plain(small_plan(), capsys) as session:
        session.said()
        await session.line("x")
        assert session.said() == ([], ["'x' means nothing here, and nothing has changed: ? lists the keys"])
        assert len(session.conductor.engine.log) == 1
        await session.line("?")
        assert session.said() == ([], list(KEYS))


async def test_p_pauses_and_resumes(capsys: pytest.CaptureFixture[str]) -> None:
    async with plain(small_plan(), capsys) as session:
        session.said()
        await session.wait(5)
        await session.line("p")
        await session.wait(5)
        await session.line("p")
        assert session.said()[0] == ["   0:05  Paused", "   0:10  Go on"]


async def test_m_mutes_and_lets_it_be_heard_again(capsys: pytest.CaptureFixture[str]) -> None:
    async with plain(small_plan(), capsys) as session:
        session.said()
        await session.line("m")
        muted = [session.announcer.muted]
        assert session.said() == ([], ["Muted: nothing sounds until m is pressed again"])
        await session.line("mute")
        muted.append(session.announcer.muted)
        assert session.said() == ([], ["Sound is on again"])
    assert muted == [True, False]


async def test_a_press_never_confirms_quitting(capsys: pytest.CaptureFixture[str]) -> None:
    async with plain(small_plan(), capsys) as session:
        session.said()
        for answer in ("", "q", "y", "s", "t"):
            await session.line("q")
            await session.line(answer)
            notes = session.said()[1]
            assert notes[0].startswith("Quit? ")
            assert notes[1] == "Staying"
        assert not session.code.done()
        assert len(session.conductor.engine.log) == 1


@pytest.mark.parametrize(
    ("answer", "ending", "note"),
    [("k", Ending.SAVED, "Kept what is done"), ("X", Ending.THROWN_AWAY, "Thrown away")],
)
async def test_quitting_keeps_or_throws_away(
    capsys: pytest.CaptureFixture[str], answer: str, ending: Ending, note: str
) -> None:
    async with plain(small_plan(), capsys) as session:
        await session.line("q")
        await session.line(answer)
        assert await session.code == 0
        assert session.journal.endings == [ending]
        assert session.said()[1][-1] == note


async def test_a_signal_keeps_what_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    async with plain(small_plan(), capsys) as session:
        session.inbox.put(Leave("SIGTERM"))
        assert await session.code == 130
        assert (session.journal.endings, session.journal.closed) == ([], True)
        assert session.said()[1] == [
            "Interrupted by SIGTERM: what was done is kept, and `speedtimer run --resume` goes on with it"
        ]


async def test_the_end_of_input_keeps_what_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    async with plain(small_plan(), capsys) as session:
        session.inbox.put(InputEnded())
        assert await session.code == 130
        assert (session.journal.endings, session.journal.closed) == ([], True)


async def test_with_auto_the_session_goes_on_after_the_end_of_input_also_out_of_a_pause(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with plain(small_plan(1, AUTO), capsys) as session:
        await session.line("p")
        session.inbox.put(InputEnded())
        await session.wait(99.5)
        session.clock.sleep(ns(600))
        await session.wait(3600)
        assert await session.code == 0
        lines = session.said()[0]
        assert [line[9:] for line in lines[1:4]] == [
            "Paused",
            "Go on",
            "Away for 10:01: press to count it, o to go on from where it was",
        ]
        assert lines[-1].endswith("The session is complete")


@pytest.mark.parametrize(
    "mode", [Mode(auto=frozenset({Section.WARM_UP})), Mode(auto=frozenset(Section), timed=frozenset({Section.MAIN}))]
)
async def test_with_auto_too_the_end_of_input_is_said_at_once_where_a_step_to_come_waits_for_ever(
    mode: Mode, capsys: pytest.CaptureFixture[str]
) -> None:
    async with plain(small_plan(1, mode), capsys) as session:
        session.inbox.put(InputEnded())
        with pytest.raises(CallError) as raised:
            await session.code
        assert (raised.value.exit_code, session.journal.endings, session.journal.closed) == (2, [], True)
        assert str(raised.value) == (
            "the input has ended, and some steps to come wait for a key for ever: what was done is kept, and "
            "`speedtimer run --resume` goes on with it"
        )


async def test_without_auto_the_end_of_input_keeps_a_session_in_which_nothing_waits(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with plain(plan_of(WARM_DOWN), capsys) as session:
        session.inbox.put(InputEnded())
        assert await session.code == 130
        assert (session.journal.endings, session.journal.closed) == ([], True)


async def test_a_start_that_was_undone_cannot_go_on_without_input(capsys: pytest.CaptureFixture[str]) -> None:
    async with plain(small_plan(1, AUTO), capsys) as session:
        await session.line("u")
        session.inbox.put(InputEnded())
        with pytest.raises(CallError, match="nothing was begun"):
            await session.code
        assert session.journal.endings == [Ending.THROWN_AWAY]


async def test_steps_that_were_taken_out_are_still_named(capsys: pytest.CaptureFixture[str]) -> None:
    async with plain(small_plan(2), capsys) as session:
        await session.line("]")
        await session.wait(2)
        session.said()
        await session.line("e")
        assert [line[9:] for line in session.said()[0]] == [
            "Enough: the rest of the main set is left",
            "Left, enough: Get ready",
            "Easy jog, 10-15 min",
        ]


async def test_a_fault_of_the_program_is_not_swallowed(capsys: pytest.CaptureFixture[str]) -> None:
    def fails(*_: object) -> None:
        raise ValueError("a fault")

    async with plain(small_plan(), capsys) as session:
        unlisten = session.conductor.listen(fails)
        await session.wait(1000)
        unlisten()
        with pytest.raises(ValueError, match="a fault"):
            await session.code


def test_paper_that_nobody_reads_is_torn_and_takes_no_more() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            super().write(text)
            raise BrokenPipeError

    stream = Gone()
    paper = Paper(stream)
    paper.write("one")
    assert paper.torn
    paper.write("two")
    assert stream.getvalue() == "one\n"


def test_what_a_name_holds_besides_letters_never_reaches_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Paper(sys.stdout).write("a\x1b[31mb\nc\x07")
    assert capsys.readouterr().out == "a\\x1b[31mb\\nc\\x07\n"


def run_process(
    home: Path, tmp_path: Path, *arguments: str, stdin: int | None = subprocess.PIPE, text: str = MINI
) -> subprocess.Popen[str]:
    workout = tmp_path / "mini.yaml"
    workout.write_text(text)
    return subprocess.Popen(
        [sys.executable, "-m", "speedtimer", "run", str(workout), "--mute", *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "SPEEDTIMER_HOME": str(home), "PYTHONUNBUFFERED": "1"},
    )


def test_through_pipes_a_whole_session_goes_by_with_the_keys_that_are_written(home: Path, tmp_path: Path) -> None:
    # Ten times faster: lead-in and effort take a second each, so that the key for the walk is no bounce of the start.
    process = run_process(home, tmp_path, "--speed", "10")
    assert process.stdin is not None
    assert process.stdout is not None
    seen: list[str] = []
    while "Walk back" not in (line := process.stdout.readline()):
        assert line
        seen.append(line)
    process.stdin.write("\n")
    process.stdin.flush()
    rest, _ = process.communicate("p\n", timeout=60)
    assert [line[9:].strip() for line in seen] == [
        "Get ready, 10 s: 10 s 1 of 2",
        "GO: 10 s 1 of 2",
        "Done: 10 s 1 of 2 in 10.0, exact",
    ]
    said = [line[9:] for line in rest.splitlines()]
    assert said[0].startswith("Done: Walk back in ")
    assert said[1] == "Get ready, 10 s: 10 s 2 of 2"
    # The pause came just before the end of input: nobody can resume it, so what was done is kept.
    assert said[-1] == "Paused"
    assert process.returncode == 130
    assert "\x1b" not in "".join([*seen, rest])


def test_with_auto_and_no_input_at_all_it_runs_to_its_end(home: Path, tmp_path: Path) -> None:
    process = run_process(home, tmp_path, "--speed", "1000", "--auto", stdin=subprocess.DEVNULL)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert out.splitlines()[-1] == "   1:30  The session is complete"
    assert "\x1b" not in out


@pytest.mark.parametrize(("arguments", "code"), [((), 130), (("--auto",), 0), (("--auto", "--timed"), 2)])
def test_a_pipe_at_its_end_is_the_end_of_input(
    home: Path, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    """Efforts by time end by the clock however they are run; over a distance they wait for whoever times them."""
    text = MINI.replace("2 x 10 s", "2 x 100 m")
    process = run_process(home, tmp_path, "--speed", "1000", *arguments, text=text)
    process.communicate("", timeout=60)
    assert process.returncode == code


def test_where_no_input_can_come_and_steps_would_wait_it_says_so_at_once(home: Path, tmp_path: Path) -> None:
    process = run_process(home, tmp_path, stdin=subprocess.DEVNULL)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert err.startswith("no key can come from stdin, and some steps wait for one for ever: add --auto")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_real_signal_keeps_the_session_and_exits_130(home: Path, tmp_path: Path, name: str) -> None:
    process = run_process(home, tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(getattr(signal, name))
    # Stdin stays open meanwhile: its end would be another reason to leave.
    assert process.wait(timeout=60) == 130
    _, err = process.communicate()
    assert f"Interrupted by {name}: what was done is kept" in err
    history = subprocess.run(
        [sys.executable, "-m", "speedtimer", "history"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "SPEEDTIMER_HOME": str(home)},
    )
    assert "cut off" in history.stdout


def test_when_nobody_reads_the_output_any_more_the_session_is_kept(home: Path, tmp_path: Path) -> None:
    process = run_process(home, tmp_path, "--speed", "30")
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=60) == 130
    assert process.stderr is not None
    assert process.stderr.read().splitlines()[-1] == (
        "Interrupted by the end of its output, which nobody reads any more: what was done is kept, and "
        "`speedtimer run --resume` goes on with it"
    )
    process.stderr.close()
    assert process.stdin is not None
    process.stdin.close()


def test_only_a_plan_that_waits_needs_input(monkeypatch: pytest.MonkeyPatch) -> None:
    with open(os.devnull) as nothing:  # noqa: PTH123 - a stream to stand in for stdin
        monkeypatch.setattr(sys, "__stdin__", nothing)
        assert input_for(small_plan(1, AUTO)) is None
        with pytest.raises(CallError) as raised:
            input_for(small_plan(1))
        assert raised.value.exit_code == 2
    monkeypatch.setattr(sys, "__stdin__", None)
    assert input_for(small_plan(1, AUTO)) is None


async def test_a_time_that_nobody_can_run_is_asked_for_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """The warm-up left after 905 s, the lead-in of 10 s and the 200 m of 38 s: on the walk back."""
    async with plain(small_plan(), capsys) as session:
        await session.wait(905)
        await session.line("")
        await session.wait(60)
        session.said()
        await session.line("s 1.8")
        assert session.said() == (
            [],
            ["200 m in 1.8: faster than anybody. The same line again keeps it"],
        )
        await session.line("s 1:50.05")
        assert session.conductor.view().splits[2].ms == 38_000
        await session.line("s 1:50.05")
        assert session.conductor.view().splits[2].ms == 110_050
        assert session.said()[0][-1].endswith("200 m 1 of 2: 1:50.05, typed")
