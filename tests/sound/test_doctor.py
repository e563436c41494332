"""What doctor says of a sound card that is there, muted or not there, and what it sounds, with a recording running."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from speedtimer.engine.cue_table import Cue
from speedtimer.places import shipped
from tests.sound.hearing import known_sounds, listen
from tests.sound.rig import VirtualCard
from tests.sound.stage import wait_until

pytestmark = pytest.mark.sound


def doctor(env: Mapping[str, str], home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "speedtimer", "doctor", *options],
        env={**env, "SPEEDTIMER_HOME": str(home)},
        cwd=Path(__file__).parents[2],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def found(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Each finding by what it is about, backends by their names, once it is seen that no library has printed."""
    assert done.stderr == ""
    each = json.loads(done.stdout)
    return {one["says"].split(":")[0] if one["about"] == "backend" else one["about"]: one for one in each}


def heard_of(card: VirtualCard, home: Path, *options: str) -> tuple[subprocess.CompletedProcess[str], list[str | None]]:
    """Let doctor sound something, and give the names of what was heard."""
    recorder = card.record()
    done = doctor(card.env, home, *options)
    # The card and the recorder hold back a little of the end.
    wait_until(time.perf_counter_ns() + 500_000_000)
    return done, [one.name for one in listen(recorder.stop(), known_sounds(shipped("sounds")))]


def test_a_card_is_found_tried_and_asked_how_loud_it_is(card: VirtualCard, tmp_path: Path) -> None:
    done = doctor(card.env, tmp_path, "--json")
    told = found(done)
    assert done.returncode == 0
    assert told["miniaudio"]["says"].startswith("miniaudio: works (miniaudio through PulseAudio)")
    assert told["system"]["says"].startswith("system: works (paplay)")
    assert told["sound"]["state"] == "ok"
    assert told["output"]["says"] == "the computer is not muted, its volume is 100 %"
    for command in (("set-sink-mute", "card", "1"), ("set-sink-volume", "card", "20%")):
        card._control(*command)
    told = found(doctor(card.env, tmp_path, "--json"))
    assert told["output"]["state"] == "note"
    assert told["output"]["says"] == "the computer is muted, its volume is 20 %"


def test_without_a_device_that_is_a_fault_with_a_remedy(card: VirtualCard, tmp_path: Path) -> None:
    done = doctor({**card.env, "PULSE_SERVER": f"unix:{tmp_path}/nobody"}, tmp_path, "--json")
    told = found(done)
    assert done.returncode == 1
    assert told["sound"]["state"] == "fault"
    assert "no sound device" in told["sound"]["says"]
    assert told["sound"]["remedy"]
    assert "output" not in told


def test_every_cue_is_heard_in_the_order_of_the_names(card: VirtualCard, tmp_path: Path) -> None:
    done, heard = heard_of(card, tmp_path, "--sounds")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()[1:]] == list(Cue)
    assert heard == list(Cue)


def test_every_tick_of_the_measurement_is_heard(card: VirtualCard, tmp_path: Path) -> None:
    done, heard = heard_of(card, tmp_path, "--latency", "--json")
    (told,) = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert heard == ["press"] * 30
    assert (len(told["off_us"]), told["lost"], told["backend"]) == (30, 0, "miniaudio")
