"""What can go wrong between a cue and the loudspeaker, made to happen, with the recording running.

Each time: the session's timetable goes on, what is wrong is said once and what is right again once, the bell takes over
meanwhile, and no cue is heard twice or away from its moment.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from speedtimer.audio.chain import HOLD_NS
from speedtimer.engine.cue_table import Cue
from speedtimer.places import shipped
from tests.sound.hearing import Heard, known_sounds, listen
from tests.sound.rig import Recorder, VirtualCard
from tests.sound.said import says, table
from tests.sound.stage import TIED_NS, Stage, wait_until

pytestmark = pytest.mark.sound

ROOT = Path(__file__).resolve().parents[2]
LADDER = ("miniaudio", "bell")
UNPLUGGED = "the device is unplugged, and comes back"
RESTARTED = "the sound server is started again"
NO_WAY = "nothing is left to play through"


def heard_by(recorder: Recorder) -> list[Heard]:
    return listen(recorder.stop(), known_sounds(shipped("sounds")))


def check(stage: Stage, heard: list[Heard], certain: range) -> None:
    """Nothing foreign, nothing twice, whether heard or rung, and what is certain is there."""
    times, extra = stage.accounts(heard)
    rung = stage.rung()
    assert [one for one in extra if one.name is not None] == []
    assert {token for token in times if times[token] + rung[token] > 1} == set()
    assert [token for token in certain if times[token] + rung[token] == 0] == []


def check_is_right_again(stage: Stage, fault: str) -> None:
    """The next thing said, but for how many cues fell into the gap, is that it is right again."""
    said = stage.note()
    if says("cues came while nothing could play", 0, said):
        said = stage.note()
    assert says(fault, 1, said)


def test_a_killed_child_is_replaced_within_a_second(card: VirtualCard, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = card.record()
    with Stage(LADDER, card.env, monkeypatch) as stage:
        stage.put(["count", "resumed"] * 6, 3, 0.5)
        stage.wait_for(3, 0.2)
        os.kill(stage.child(), signal.SIGKILL)
        assert says("the sound's process is killed", 0, stage.note())
        stage.wait_for(11, 1)
    check(stage, heard_by(recorder), range(6, 12))
    assert stage.notes.empty()


def test_a_hung_child_is_replaced(card: VirtualCard, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = card.record()
    with Stage(LADDER, card.env, monkeypatch) as stage:
        stage.put(["count", "resumed"] * 12, 3, 0.5)
        stage.wait_for(3, 0.2)
        os.kill(stage.child(), signal.SIGSTOP)
        assert says("the sound's process hangs", 0, stage.note())
        stage.wait_for(23, 1)
    check(stage, heard_by(recorder), range(14, 24))


def test_of_a_program_that_was_stopped_no_more_than_a_second_is_heard(card: VirtualCard) -> None:
    """It knew all its cues beforehand; but a GO with no session behind it would send somebody off in vain."""
    recorder = card.record()
    command = [sys.executable, "-m", "tests.sound.teller"]
    with subprocess.Popen(command, cwd=ROOT, env=card.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as teller:
        assert teller.stdout is not None
        timetable: list[tuple[str, int]] = json.loads(teller.stdout.readline())
        wait_until(timetable[5][1] + 200_000_000)
        teller.send_signal(signal.SIGSTOP)
        stopped_ns = time.perf_counter_ns()
        wait_until(timetable[14][1] + 350_000_000)
        teller.send_signal(signal.SIGCONT)
        assert teller.wait(60) == 0
        assert teller.stderr is not None
        said = teller.stderr.read().decode()
    times = times_heard(timetable, heard_by(recorder))
    told = sum(at_ns <= stopped_ns + HOLD_NS for _, at_ns in timetable)
    # Six of them before it was stopped, and what is due within the second after that; seven are too late then, and the
    # next one may be, so soon does it come.
    assert told == 8
    assert times[:15] == [1] * told + [0] * 7
    assert times[16:] == [1] * 8
    assert said in ("7 cues came too late to sound.\n", "8 cues came too late to sound.\n")


def times_heard(timetable: Sequence[tuple[str, int]], heard: Sequence[Heard]) -> list[int]:
    """How often each cue of a timetable was heard at its moment."""
    return [sum(one.name == name and abs(one.at_ns - at_ns) < TIED_NS for one in heard) for name, at_ns in timetable]


def test_a_device_that_is_unplugged_gives_way_to_the_bell_and_comes_back(
    card: VirtualCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = card.record()
    with Stage(LADDER, card.env, monkeypatch) as stage:
        stage.put(["count", "resumed"] * 20, 3, 0.5)
        stage.wait_for(3, 0.2)
        card.unplug()
        first = heard_by(recorder)
        assert says(UNPLUGGED, 0, stage.note())
        stage.wait_for(13, 0.2)
        card.plug()
        recorder = card.record()
        check_is_right_again(stage, UNPLUGGED)
        stage.wait_for(39, 1)
    check(stage, first + heard_by(recorder), range(6, 13))
    check(stage, first, range(4))
    assert stage.rung()[39] == 0


def test_a_sound_server_that_is_started_again_is_found_again(
    card: VirtualCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = card.record()
    with Stage(LADDER, card.env, monkeypatch) as stage:
        stage.put(["count", "resumed"] * 20, 3, 0.5)
        stage.wait_for(3, 0.2)
        card.stop()
        first = heard_by(recorder)
        assert says(RESTARTED, 0, stage.note())
        card.start()
        recorder = card.record()
        check_is_right_again(stage, RESTARTED)
        stage.wait_for(39, 1)
    check(stage, first + heard_by(recorder), range(30, 40))
    assert stage.rung()[39] == 0


def test_without_any_device_the_bell_rings_and_that_is_said_once(
    tmp_path: Path, card: VirtualCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = {**card.env, "PULSE_SERVER": f"unix:{tmp_path}/nobody"}
    with Stage(LADDER, nowhere, monkeypatch) as stage:
        stage.put(["count", "resumed"] * 4, 3, 0.5)
        assert says("there is no device", 0, stage.note())
        stage.wait_for(7, 0.5)
    assert set(stage.rung().values()) == {1}
    assert stage.notes.empty()


def test_nothing_a_sound_library_prints_reaches_the_terminal(
    tmp_path: Path, card: VirtualCard, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    nowhere = {**card.env, "PULSE_SERVER": f"unix:{tmp_path}/nobody"}
    with Stage(LADDER, nowhere, monkeypatch) as stage:
        stage.note()
    assert capfd.readouterr() == ("", "")


def test_a_broken_file_of_the_runners_own_gives_way_to_the_shipped_one(
    tmp_path: Path, card: VirtualCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "go.wav").write_bytes(b"OggS, not a WAV")
    recorder = card.record()
    with Stage(["miniaudio"], card.env, monkeypatch, [own, shipped("sounds")]) as stage:
        stage.put(["go", "over"], 3, 1)
        stage.wait_for(1, 1)
    assert [one.name for one in heard_by(recorder)] == ["go", "over"]
    said = stage.note()
    assert says("a sound of your own is no WAV", 0, said)
    assert said.startswith(str(own / "go.wav"))
    assert stage.notes.empty()


def test_a_missing_file_becomes_a_plain_tone(
    tmp_path: Path, card: VirtualCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = card.record()
    with Stage(["miniaudio"], card.env, monkeypatch, [tmp_path]) as stage:
        stage.put(["go"], 3, 1)
        stage.wait_for(0, 1)
    assert len(heard_by(recorder)) == 1
    notes = [stage.note() for _ in Cue]
    assert all(says("a sound file is missing", 0, note) for note in notes)
    assert len(set(notes)) == len(Cue)
    assert stage.notes.empty()


def test_a_broken_file_with_none_behind_it_becomes_a_plain_tone(
    tmp_path: Path, card: VirtualCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "sounds"
    shutil.copytree(shipped("sounds"), broken)
    (broken / "go.wav").write_bytes((broken / "go.wav").read_bytes()[:20])
    recorder = card.record()
    with Stage(["miniaudio"], card.env, monkeypatch, [broken]) as stage:
        stage.put(["go", "over"], 3, 1)
        stage.wait_for(1, 1)
    assert [one.name for one in heard_by(recorder)] == [None, "over"]
    for place in range(2):
        assert says("a sound file is broken", place, stage.note())
    assert stage.notes.empty()


def test_without_any_way_left_that_is_said_once_and_once_that_it_is_right(
    card: VirtualCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    card.unplug()
    with Stage(["miniaudio"], card.env, monkeypatch) as stage:
        assert says(NO_WAY, 0, stage.note())
        card.plug()
        recorder = card.record()
        assert says(NO_WAY, 1, stage.note())
        stage.put(["go"], 1, 1)
        stage.wait_for(0, 1.5)
    assert [one.name for one in heard_by(recorder)] == ["go"]
    assert stage.notes.empty()


def test_every_line_of_the_docs_is_held_by_a_test_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert len(table()) >= 9
    assert [fault for fault in table() if f'"{fault}"' not in source] == []
