"""A whole session of hills at five times its speed: a real terminal, real keys, and the sound of it recorded."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from speedtimer.engine.cue_table import Cue
from speedtimer.engine.view import Phase
from speedtimer.places import shipped
from speedtimer.records.history import History
from tests.sound.hearing import known_sounds, listen
from tests.sound.rig import Recording, VirtualCard
from tests.terminal.real import RealTerminal
from tests.terminal.watching import Watched

REPS = 10
NEAR_MS = 20
"""How near to its moment each GO and each end must be heard, the rig's own constant taken off."""

SESSION = ["run", "hills-10x30s", "--speed", "5", "--without", "drills", "--without", "strides"]


@pytest.mark.whole
def test_ten_hills_are_run_by_keys_and_heard_on_their_moments(tmp_path: Path, card: VirtualCard) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text('[cues]\nspeech = "off"\n', encoding="utf-8")
    recorder = card.record()
    with RealTerminal(SESSION, {**card.env, "SPEEDTIMER_HOME": str(home)}) as terminal:
        _run(terminal, Watched(home))
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on() == []
    _listen(recorder.stop(), Watched(home))
    _look_into_history(home)


def _run(terminal: RealTerminal, watched: Watched) -> None:
    """Ten reps, each with what can happen to a key at the line."""
    terminal.wait_for("Press Space to start")
    terminal.press(" ")
    terminal.wait_for("Warm up")
    time_between = 0.75
    _after(time_between)
    _twice(terminal, "lasts 15 min at least")  # early: refused, and a second press does it
    for rep in range(1, REPS + 1):
        terminal.wait_for(f"uphill {rep} of {REPS}")
        terminal.wait_until(lambda rep=rep: watched.rep(Phase.WORK, rep), f"GO of rep {rep}")  # type: ignore[misc]
        _back_at_the_line(terminal, watched, rep)
    terminal.wait_for("Warm down")
    _after(time_between)
    _twice(terminal, "lasts 10 min at least")
    terminal.wait_for("The session is complete")
    _after(3.1)  # a press that comes sooner may have been meant for the end
    terminal.press(" ")
    terminal.wait_for("10 x 30 s hills")
    terminal.press("q")


def _back_at_the_line(terminal: RealTerminal, watched: Watched, rep: int) -> None:
    """The walk back of a rep, and the press that ends it."""
    terminal.wait_until(lambda: watched.rep(Phase.RECOVERY, rep), f"the walk back of rep {rep}")
    if rep == 2:  # early, and meant
        _after(0.75)
        _twice(terminal, "Too early to be back")
        return
    if rep == 5:  # forgotten, until the suggestion has sounded
        terminal.wait_until(lambda: watched.rep(Phase.RECOVERY, rep, 101_000), "a walk that took too long")
    terminal.wait_until(lambda: watched.rep(Phase.RECOVERY, rep, 20_500), "the walk to last long enough")
    terminal.press(" ")
    if rep == 3:  # doubled by a cold finger
        _after(0.2)
        terminal.press(" ")
    if rep == 4:  # held down for half a second
        for _ in range(12):
            _after(0.04)
            terminal.press(" ")
    if rep == 6:  # by mistake, and taken back
        terminal.wait_until(lambda: watched.rep(Phase.LEAD_IN, 7), "the lead-in of rep 7")
        terminal.press("u")
        terminal.wait_until(lambda: watched.rep(Phase.RECOVERY, 6), "the walk back again")
        _after(0.75)
        terminal.press(" ")


def _twice(terminal: RealTerminal, answer: str) -> None:
    """A press that is refused, the answer read from the screen, and the second press that does it."""
    terminal.press(" ")
    terminal.wait_for(answer)
    _after(0.9)
    terminal.press(" ")


def _after(seconds: float) -> None:
    """Let real time pass: what is tested here are windows of real time."""
    until = time.monotonic() + seconds
    while (rest := until - time.monotonic()) > 0:
        time.sleep(rest)


def _listen(recording: Recording, watched: Watched) -> None:
    """Every GO and every end of the session was heard, once, each near its moment."""
    due = watched.heard(Cue.GO, Cue.OVER)
    assert [cue for cue, _ in due] == [Cue.GO, Cue.OVER] * REPS
    to_perf_ns = time.perf_counter_ns() - time.time_ns()
    known = known_sounds(shipped("sounds"))
    heard = [one for one in listen(recording, known) if one.name in (Cue.GO, Cue.OVER)]
    assert [one.name for one in heard] == [cue for cue, _ in due]
    late_ms = [(one.at_ns - (at_ns + to_perf_ns)) / 1e6 for one, (_, at_ns) in zip(heard, due, strict=True)]
    middle_ms = sorted(late_ms)[len(late_ms) // 2]
    off_ms = [round(late - middle_ms, 1) for late in late_ms]
    print(f"off their moments, in ms: {off_ms}; all of it late by {middle_ms:.1f}")
    assert max(map(abs, off_ms)) <= NEAR_MS
    assert abs(middle_ms) < 100, "the constant of rig and device is some tens of milliseconds"


def _look_into_history(home: Path) -> None:
    """The session is in the history with all it had: ten efforts of 30 s, and the round trips that were walked."""
    with History.open(home) as history:
        (session,) = history.sessions(rehearsals=True)
    efforts = [split for split in session.result.splits if split.kind == "effort"]
    assert [split.ms for split in efforts] == [30_000] * REPS
    assert session.result.completed
    walked = [split.round_trip_ms is not None for split in efforts]
    assert walked == [rep != 2 for rep in range(1, REPS + 1)]
