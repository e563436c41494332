"""The program in a real terminal, ended or stopped from outside in the middle of a session."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from speedtimer.engine.commands import Away
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.log import Verdict
from speedtimer.engine.view import Phase, View
from speedtimer.places import shipped
from speedtimer.records.unfinished import Unfinished, find_unfinished
from tests.sound.hearing import known_sounds, listen
from tests.sound.rig import VirtualCard
from tests.terminal.real import RealTerminal
from tests.terminal.watching import Watched

# A real terminal, or a process that is waited for: in real time.
pytestmark = pytest.mark.thorough

SPEED = 20
HILLS = ["run", "hills-10x30s", "--speed", str(SPEED), "--mute", "--lead-in", "60"]
BARE = [word for section in ("warm-up", "drills", "strides") for word in ("--without", section)]
"""Hills from the first lead-in on: 60 s, that is 3 s of real time, then 30 s uphill in 1.5 s, then the walk down."""

SLOWLY = ["run", "hills-10x30s", "--speed", "5", "--mute", "--lead-in", "5", *BARE]
"""The same with a lead-in of 1 s of real time and an effort of 6 s, so that what ends it does so within the effort."""

STOP_S = 5.0
"""A stop of the process that is noticed: longer than a late wake-up may be, and far longer than a rep at this speed."""


LONG_S = 30.0
"""A stop as long as somebody takes who typed Ctrl+Z by mistake and looks for the way back."""


def env(home: Path) -> dict[str, str]:
    return {"SPEEDTIMER_HOME": str(home)}


def reached(home: Path, phase: Phase) -> Callable[[], bool]:
    """Tell whether the session, as its journal tells it, is in a phase of its first rep."""
    watched = Watched(home)
    return lambda: watched.rep(phase, 1)


def begun(terminal: RealTerminal, home: Path, phase: Phase) -> None:
    """Start the session and wait until it is in that phase."""
    terminal.wait_for("Press Space to start")
    terminal.press(" ")
    terminal.wait_until(lambda: bool(find_unfinished(home)), "the session in the journal")
    terminal.wait_until(reached(home, phase), phase.value)


def only(home: Path) -> Unfinished:
    (found,) = find_unfinished(home)
    return found


def view_of(found: Unfinished) -> View:
    return found.engine().view()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_in_an_effort_gives_the_terminal_back_and_leaves_the_session_to_be_gone_on_with(
    tmp_path: Path, number: signal.Signals
) -> None:
    with RealTerminal(SLOWLY, env(tmp_path)) as terminal:
        begun(terminal, tmp_path, Phase.WORK)
        os.kill(terminal.pid, number)
        assert terminal.exit_code() == 130
        assert terminal.modes_left_on() == []
    view = view_of(only(tmp_path))
    assert (view.phase, view.step and view.step.rep) == (Phase.WORK, 1)


def test_killed_it_is_offered_and_goes_on_from_the_same_place_with_every_press_kept(tmp_path: Path) -> None:
    with RealTerminal([*HILLS, *BARE], env(tmp_path)) as terminal:
        begun(terminal, tmp_path, Phase.RECOVERY)
        terminal.press("+")
        terminal.wait_for("30 s more")
        os.kill(terminal.pid, signal.SIGKILL)
        assert terminal.exit_code() == -signal.SIGKILL
    cut = only(tmp_path)
    with RealTerminal(["run", "8x200m", "--mute"], env(tmp_path)) as terminal:
        terminal.wait_for("10 x 30 s hills was cut off")
        assert terminal.shows("Walk back down of rep 1 of 10")
        terminal.press("o")
        terminal.wait_for("You were away")
        assert terminal.shows("Walk back down")
        terminal.press("p")
        terminal.wait_for("Go on")
        terminal.press("u")
        terminal.wait_for("Taken back: the change of length")
        terminal.press("q")
        terminal.wait_for("Leave the session?")
        terminal.press("k")
        terminal.wait_until(lambda: not find_unfinished(tmp_path), "the session's end in the journal")
        terminal.press("q")
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on() == []
    kept = Watched(tmp_path).kept()
    assert kept.entries[: len(cut.entries)] == cut.entries
    assert [entry.seq for entry in kept.entries] == list(range(1, len(kept.entries) + 1))
    named = [entry.name for entry in kept.entries if entry.verdict == Verdict.TAKEN]
    assert named == ["press", "extend", "away", "resume", "undo"]


@pytest.mark.parametrize("phase", [Phase.LEAD_IN, Phase.WORK, Phase.RECOVERY])
def test_stopped_for_a_while_it_asks_where_it_was_and_nothing_has_happened_meanwhile(
    tmp_path: Path, phase: Phase
) -> None:
    with RealTerminal([*HILLS, *BARE], env(tmp_path)) as terminal:
        begun(terminal, tmp_path, phase)
        visits = view_of(only(tmp_path)).visits
        os.kill(terminal.pid, signal.SIGSTOP)
        threading.Event().wait(STOP_S)
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.wait_for("You were away")
        found = only(tmp_path)
        (away,) = [entry.command for entry in found.log() if isinstance(entry.command, Away)]
        view = view_of(found)
        assert view.phase is Phase.PAUSED
        # A second of real time at most lies between the last moment known awake and the stop; nothing ended in it but
        # what was due then, and the whole stop is away.
        assert len(view.visits) - len(visits) <= 1
        assert view.away_ms >= (STOP_S - 0.5) * 1000 * SPEED
        assert view.at_ms >= away.since_ms + view.away_ms
        terminal.press("q")
        terminal.wait_for("Leave the session?")
        terminal.press("x")
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on() == []


@pytest.mark.whole
def test_stopped_for_half_a_minute_in_a_lead_in_nothing_is_heard_afterwards_but_that_it_is_paused(
    tmp_path: Path, card: VirtualCard
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text('[cues]\nspeech = "off"\n', encoding="utf-8")
    heard_session = [word for word in HILLS if word != "--mute"]
    recorder = card.record()
    with RealTerminal([*heard_session, *BARE], {**card.env, **env(home)}) as terminal:
        begun(terminal, home, Phase.LEAD_IN)
        watched = Watched(home)
        terminal.wait_until(lambda: watched.rep(Phase.LEAD_IN, 1, 20_000), "a third of the lead-in")
        # Still to come, and told to the sound's process already: the last ten seconds, the count, GO, and the effort.
        os.kill(terminal.pid, signal.SIGSTOP)
        threading.Event().wait(LONG_S)
        gone_on_ns = time.perf_counter_ns()
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.wait_for("You were away")
        # Longer than the rest of the lead-in and the effort: had they only been put off, they would be heard now.
        threading.Event().wait(STOP_S)
        terminal.press("q")
        terminal.wait_for("Leave the session?")
        terminal.press("x")
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on() == []
    heard = listen(recorder.stop(), known_sounds(shipped("sounds")))
    before = [one.name for one in heard if one.at_ns < gone_on_ns]
    after = [one.name for one in heard if one.at_ns >= gone_on_ns]
    assert before == [Cue.READY]
    assert after == [Cue.PAUSED]


def test_a_terminal_that_is_closed_leaves_the_session_to_be_gone_on_with(tmp_path: Path) -> None:
    with RealTerminal(SLOWLY, env(tmp_path)) as terminal:
        begun(terminal, tmp_path, Phase.WORK)
    assert view_of(only(tmp_path)).phase is Phase.WORK


def test_a_second_session_in_a_terminal_of_its_own_says_where_the_first_is(tmp_path: Path) -> None:
    with RealTerminal([*HILLS, *BARE], env(tmp_path)) as terminal:
        begun(terminal, tmp_path, Phase.LEAD_IN)
        before = (tmp_path / "session.lock").read_bytes()
        with RealTerminal(["run", "8x200m", "--mute"], env(tmp_path)) as second:
            assert second.exit_code() == 1
            said = f"hills-10x30s is under way in another terminal (process {terminal.pid}"
            second.wait_until(lambda: said in "".join(second.lines()), said)
            assert second.modes_left_on() == []
        assert (tmp_path / "session.lock").read_bytes() == before
        terminal.wait_until(reached(tmp_path, Phase.WORK), "the first session to go on")
