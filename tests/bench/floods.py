"""What floods and large sound files cost: goals 16 (sound files) and 17.

    python -m tests.bench.floods

Plain mode and the session screen are flooded for ten seconds each, and then told to end. Then phrases are spoken for
1,400 reps, and own sounds of the largest kind are read beside a loop that beats every millisecond. Takes some minutes.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import wave
from pathlib import Path
from typing import Final

from speedtimer.audio.remote import RemotePlayer
from speedtimer.audio.sounds import Sounds
from speedtimer.engine.cue_table import Cue
from speedtimer.places import shipped
from tests.bench.pairs import ROOT, Goal, clean_environment, told
from tests.bench.watched import Watched, resident_mib

FLOOD_S: Final = 10
KEYS_A_SECOND: Final = 5_000
REPS: Final = 1_400
EARLY: Final = 100
"""Phrases before memory is first looked at."""


def plain_flood(home: str) -> tuple[float, float]:
    """Flood plain mode with empty lines; give the memory that it took, in MiB, and the seconds that SIGTERM took."""
    process = subprocess.Popen(
        [sys.executable, "-m", "speedtimer", "run", "8x200m", "--plain", "--mute"],
        cwd=ROOT,
        env={**clean_environment(), "SPEEDTIMER_HOME": home},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(1)
    before_mib = resident_mib(process.pid)
    threading.Thread(target=_pour, args=(process.stdin.fileno(),), daemon=True).start()
    time.sleep(FLOOD_S)
    grown_mib = resident_mib(process.pid) - before_mib
    begun_s = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait()
    return grown_mib, time.monotonic() - begun_s


def screen_flood(home: str, key: str) -> tuple[float, float]:
    """Flood the session screen with a key; give the same."""
    command = [sys.executable, "-m", "speedtimer", "run", "8x200m", "--mute", "--without", "warm-up"]
    with Watched(command, {"SPEEDTIMER_HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor"}) as screen:
        screen.when(b"\x1b[?1049h")
        time.sleep(3)
        screen.type(" ")
        time.sleep(2)
        before_mib = resident_mib(screen.pid)
        until_s = time.monotonic() + FLOOD_S
        while time.monotonic() < until_s:
            screen.type(key * (KEYS_A_SECOND // 100))
            time.sleep(0.01)
        grown_mib = resident_mib(screen.pid) - before_mib
        begun_s = time.monotonic()
        screen.signal(signal.SIGTERM)
        screen.wait()
        return grown_mib, time.monotonic() - begun_s


def speech_kib() -> float:
    """Speak a phrase a rep; give the memory that each took, in both processes together, in KiB."""
    player = RemotePlayer(["bell"], lambda report: Sounds((shipped("sounds"),), report), lambda: None)
    player.begin(lambda _: None)
    while not player.read or not player._links:
        time.sleep(0.05)
    time.sleep(1)
    before_mib = 0.0
    for rep in range(REPS):
        if rep == EARLY:
            before_mib = _both(player)
        hundreds, rest = divmod(rep, 100)
        phrase = f"say:next+rep+{hundreds}+hundred+and+{rest // 10 * 10 if rest >= 20 else rest % 20}+of+20+_+200"
        player.play(phrase.removesuffix("+200") + "+2+hundred+metres", None, rep)
        # In a session there is half a minute between two.
        time.sleep(0.005)
        while not player._links[0]._out.empty():
            time.sleep(0.005)
    time.sleep(1)
    grown_mib = _both(player) - before_mib
    player.close()
    return grown_mib * 1024 / (REPS - EARLY)


async def longest_block_ms(folder: Path) -> float:
    """Read own sounds of 15 s in stereo for every cue beside a loop; give the longest time it did not come round."""
    for cue in Cue:
        with wave.open(str(folder / f"{cue}.wav"), "wb") as target:
            target.setparams((2, 3, 48_000, 0, "NONE", ""))
            target.writeframes(bytes(range(1, 241)) * (48_000 * 15 * 6 // 240))
    player = RemotePlayer(["bell"], lambda report: Sounds((folder, shipped("sounds")), report), lambda: None)
    player.begin(lambda _: None)
    longest_s = 0.0
    beat_s = time.perf_counter()
    while not player.read:
        player.length_ms("go")
        player.length_ms("say:next+rep+3+of+8")
        await asyncio.sleep(0.001)
        now_s = time.perf_counter()
        longest_s, beat_s = max(longest_s, now_s - beat_s), now_s
    player.close()
    return longest_s * 1000


def main() -> int:
    goals = []
    with tempfile.TemporaryDirectory() as folder:
        plain_mib, plain_s = plain_flood(f"{folder}/plain")
        goals.append(Goal("17", "plain mode, flooded with lines for 10 s", plain_mib, 20, "MiB"))
        goals.append(Goal("17", "then SIGTERM to its end", plain_s, 1, "s"))
        for key, name in ((" ", "Space"), ("A", "A")):
            screen_mib, screen_s = screen_flood(f"{folder}/{ord(key)}", key)
            goals.append(Goal("17", f"session screen, {name} 5,000 times a second for 10 s", screen_mib, 20, "MiB"))
            goals.append(Goal("17", "then SIGTERM to its end", screen_s, 1, "s"))
        goals.append(Goal("17", "a rep with speech, over 1,400 reps", speech_kib(), 20, "KiB"))
        own = Path(folder) / "sounds"
        own.mkdir()
        goals.append(Goal("16", "loop blocked by 19 own sounds of 15 s", asyncio.run(longest_block_ms(own)), 50, "ms"))
    return told(goals)


def _both(player: RemotePlayer) -> float:
    return resident_mib(os.getpid()) + resident_mib(player._links[0].pid)


def _pour(descriptor: int) -> None:
    with contextlib.suppress(OSError):
        while True:
            os.write(descriptor, b"\n" * 65_536)


if __name__ == "__main__":
    sys.exit(main())
