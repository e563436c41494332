"""The system's player: what becomes of players that hang, and of the files they play."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from speedtimer.audio.backends import Clip
from speedtimer.audio.backends.system_player import SystemPlayer
from speedtimer.audio.wire import Message, Sounded, SoundFault

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a player made of a shell script")

CUE = Clip("go", False, b"\1\0" * 441)
PHRASE = Clip("say:rep+3", True, b"\2\0" * 441)
LATER_NS = 60_000_000_000


class Played:
    """A player named paplay that plays silence at once and hangs at everything else, until `release` is there."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.release, silence = folder / "release", folder / "silence-was-played"
        script = folder / "paplay"
        script.write_text(
            f"#!/bin/sh\n[ -e {silence} ] || {{ : > {silence}; exit 0; }}\n"
            f"while ! [ -e {self.release} ]; do /bin/sleep 0.01; done\n",
            encoding="utf-8",
        )
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))
        self.told: list[Message] = []
        self.player = SystemPlayer(self.told.append, False)
        assert self.player.open() == "paplay"

    def files(self) -> int:
        """How many sounds lie there to be played, the silence of the test left out."""
        return len(list(Path(self.player._folder.name).glob("*.wav"))) - 1


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Played:
    return Played(tmp_path, monkeypatch)


def test_a_player_that_does_not_come_to_an_end_is_a_fault_and_none_is_left(played: Played) -> None:
    played.player.play(1, CUE, time.perf_counter_ns())
    played.player.play(2, PHRASE, time.perf_counter_ns())
    processes = [sounding.process for sounding in played.player._sounding.values()]
    played.player.check(time.perf_counter_ns())
    with pytest.raises(SoundFault, match="the player does not come to the end of a sound"):
        played.player.check(time.perf_counter_ns() + LATER_NS)
    assert [process.returncode for process in processes] == [-9, -9]
    assert [type(one) for one in played.told] == [Sounded, Sounded]


def test_the_file_of_a_cue_is_kept_and_that_of_a_phrase_goes_with_its_end(played: Played) -> None:
    for token in range(3):
        played.player.play(token, CUE, time.perf_counter_ns())
    played.player.play(3, PHRASE, time.perf_counter_ns())
    assert played.files() == 2
    played.player.cancel(3)
    assert played.files() == 1
    played.release.touch()
    played.player.finish(time.perf_counter_ns() + LATER_NS)
    assert not Path(played.player._folder.name).exists()
