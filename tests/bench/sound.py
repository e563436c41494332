"""How exactly cues reach the device: the table of figures for sound, from a recording of a virtual card.

`python -m tests.bench.sound` prints it; it takes a quarter of an hour, wants a machine that does nothing else, and the
programs of tests/debian.txt. For the rows of simpleaudio, install the extra. `--cues 20` is a quick look;
`tests.bench.hour` counts the cues of a whole session. Onset errors are about their median: the rig adds a constant of
its own. Beside speedtimer's own rows stands what one would otherwise build: a sound, or the bell, called
from a Textual timer.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
import wave
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from speedtimer.audio.remote import RemotePlayer
from speedtimer.audio.sounds import Sounds
from tests.sound.hearing import onsets
from tests.sound.rig import RATE_HZ, Recording, VirtualCard, missing_tools

ROOT = Path(__file__).resolve().parents[2]
EVERY_NS = 330_000_000
SETTLED_NS = 9_000_000_000
"""The stream is open for this long before the first cue: the device's clock is worked out over eight seconds."""
CLICK_MS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One way to make a sound, in one situation. offsets_ms: what was heard, less its moment; lost: not heard."""

    name: str
    situation: str
    offsets_ms: tuple[float, ...]
    lost: int

    def said(self) -> str:
        if not self.offsets_ms:
            return f"| {self.name} | {self.situation} | - | - | - | - | {self.lost} |"
        mean = sum(self.offsets_ms) / len(self.offsets_ms)
        spread = math.sqrt(sum((one - mean) ** 2 for one in self.offsets_ms) / len(self.offsets_ms))
        middle = sorted(self.offsets_ms)[len(self.offsets_ms) // 2]
        off = sorted(abs(one - middle) for one in self.offsets_ms)
        p99 = off[min(len(off) - 1, math.ceil(0.99 * len(off)) - 1)]
        figures = f"{mean:.1f} | {spread:.2f} | {p99:.1f} | {off[-1]:.1f}"
        return f"| {self.name} | {self.situation} | {figures} | {self.lost} |"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sound", description=__doc__)
    parser.add_argument("--cues", type=int, default=60, help="cues in each row (default 60)")
    parser.add_argument("--only", default="", help="rows whose name contains this")
    parser.add_argument("--act", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.act:
        ACTS[arguments.act](arguments.cues)
        return 0
    if missing := missing_tools():
        print(f"not installed: {', '.join(missing)} (see tests/debian.txt)", file=sys.stderr)
        return 2
    print("| what | situation | mean ms | SD | p99 off the median | max | lost |\n|---|---|---|---|---|---|---|")
    for name in ACTS:
        if arguments.only not in name or ("simpleaudio" in name and find_spec("simpleaudio") is None):
            continue
        for situation in ("idle", "busy"):
            print(measured(name, situation, arguments.cues).said(), flush=True)
    print(stream_cost())
    return 0


def measured(act: str, situation: str, cues: int) -> Row:
    """Let one act play its cues before a recorder."""
    with tempfile.TemporaryDirectory() as folder, VirtualCard(Path(folder)) as card:
        recorder = card.record()
        with burning(situation == "busy"):
            command = [sys.executable, "-m", "tests.bench.sound", "--act", act, "--cues", str(cues)]
            env = {**card.env, "BUSY": "1" if situation == "busy" else ""}
            played = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        recording = recorder.stop()
        if played.returncode:
            raise RuntimeError(played.stderr)
    result = json.loads(played.stdout.splitlines()[-1])
    heard = [at_ns / 1 for at_ns in result["heard"]] if result["heard"] else clicks(recording)
    offsets, lost = tied(heard, result["moments"])
    return Row(act, situation, tuple(offsets), lost)


def clicks(recording: Recording) -> list[float]:
    return [float(recording.at_ns(sample)) for sample in onsets(recording.samples, 4000)]


def tied(heard: Sequence[float], moments: Sequence[int]) -> tuple[list[float], int]:
    """Tie what was heard to the nearest moment, less the first's offset; give offsets in ms and how many are lost."""
    if not heard:
        return [], len(moments)
    offsets: list[float] = []
    lost = 0
    for moment in moments:
        nearest = min(heard, key=lambda at_ns: abs(at_ns - moment))
        if abs(nearest - moment) > EVERY_NS / 2:
            lost += 1
        else:
            offsets.append((nearest - moment) / 1e6)
    return offsets, lost


@contextlib.contextmanager
def burning(on: bool) -> Iterator[None]:
    """Keep every core at work."""
    burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1) if on]
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()


def click() -> array[int]:
    """A short sound with a hard onset."""
    count = RATE_HZ * CLICK_MS // 1000
    return array("h", (round(28_000 * math.cos(math.tau * 2_000 * place / RATE_HZ)) for place in range(count)))


def moments(cues: int) -> list[int]:
    begin_ns = time.perf_counter_ns() + SETTLED_NS
    # Not a multiple of any period, so that every phase of the device's blocks is met.
    return [begin_ns + place * EVERY_NS + (place * 7_919_317) % 20_000_000 for place in range(cues)]


def with_screen(cues: int, start: Callable[[Any, list[int]], None], stop: Callable[[], None]) -> list[int]:
    """Run a Textual app until all cues have passed; busy, it redraws ten times a second."""
    from textual.app import App, ComposeResult
    from textual.widgets import Digits

    class Screen(App[None]):
        def compose(self) -> ComposeResult:
            yield Digits("0.0")

        def on_mount(self) -> None:
            self.due = moments(cues)
            start(self, self.due)
            if os.environ.get("BUSY"):
                self.set_interval(0.1, lambda: self.query_one(Digits).update(f"{time.monotonic():.1f}"))
            self.set_timer((self.due[-1] - time.perf_counter_ns()) / 1e9 + 0.7, self.exit)

    app = Screen()
    app.run(headless=True)
    stop()
    return app.due


def ours(backend: str) -> Callable[[int], None]:
    """speedtimer's own way: told ahead, played by the child."""

    def act(cues: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            with wave.open(str(Path(folder) / "go.wav"), "wb") as target:
                target.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
                target.writeframes(click().tobytes())
            player = RemotePlayer([backend], lambda _: Sounds((Path(folder),), ignore), ring=nothing)
            player.begin(lambda text: print(text, file=sys.stderr))

            def start(app: Any, due: list[int]) -> None:  # noqa: ARG001
                for token, at_ns in enumerate(due):
                    player.play("go", at_ns, token)

            due = with_screen(cues, start, player.close)
        print(json.dumps({"moments": due, "heard": []}))

    return act


def simpleaudio_timer(cues: int) -> None:
    """What one would build first: play the sound when a timer of the app goes off."""
    import simpleaudio

    pcm = click().tobytes()

    def start(app: Any, due: list[int]) -> None:
        for at_ns in due:
            delay_s = (at_ns - time.perf_counter_ns()) / 1e9
            app.set_timer(delay_s, lambda: simpleaudio.play_buffer(pcm, 1, 2, RATE_HZ))

    due = with_screen(cues, start, nothing)
    print(json.dumps({"moments": due, "heard": []}))


def bell_timer(cues: int) -> None:
    """The bell from a timer: not heard by the rig, so the moment of the call counts. A terminal adds its own delay."""
    rung: list[int] = []

    def start(app: Any, due: list[int]) -> None:
        def ring() -> None:
            app.bell()
            rung.append(time.perf_counter_ns())

        for at_ns in due:
            app.set_timer((at_ns - time.perf_counter_ns()) / 1e9, ring)

    due = with_screen(cues, start, nothing)
    print(json.dumps({"moments": due, "heard": rung}))


ACTS: dict[str, Callable[[int], None]] = {
    "speedtimer, miniaudio": ours("miniaudio"),
    "speedtimer, simpleaudio": ours("simpleaudio"),
    "speedtimer, system player": ours("system"),
    "Textual timer, simpleaudio": simpleaudio_timer,
    "Textual timer, bell (call)": bell_timer,
}


def stream_cost() -> str:
    """CPU and memory of the child with a silent stream, over twenty seconds."""
    with tempfile.TemporaryDirectory() as folder, VirtualCard(Path(folder)) as card:
        recorder = card.record()
        env = {**card.env, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "speedtimer.audio.child", "miniaudio"]
        with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(b"hello 1 0\n")
            child.stdin.flush()
            child.stdout.readline()
            before_s = cpu_s(child.pid)
            threading.Event().wait(20)
            used = (cpu_s(child.pid) - before_s) / 20
            status = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii")
            child.stdin.close()
        recorder.stop()
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return f"\nsilent stream: {used:.2%} of a core; the child's memory: {int(resident.split()[1]) / 1024:.0f} MiB"


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ignore(text: str) -> None:
    """The cues that have no file here are not played."""


def nothing() -> None:
    """Nothing is to be done."""


if __name__ == "__main__":
    sys.exit(main())
