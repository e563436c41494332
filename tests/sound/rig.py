"""A sound card that is not there: a private PulseAudio with a null sink, and a recorder on its monitor.

    with VirtualCard(tmp_path) as card:
        recording = card.record()
        ...                         # start something with env=card.env and let it sound
        heard = recording.stop()
        for onset in onsets(heard): ...

The daemon keeps everything it needs in one folder and talks to nobody else; it is killed at the end. ALSA is led to it
by a file of its own, so that programs that know no PulseAudio are heard as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from array import array
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

RATE_HZ = 44_100
AHEAD = ("nice", "-n", "-15")
"""The rig stands for hardware, which no other process holds up. Where this is not allowed it runs as it may."""
TOOLS = ("pulseaudio", "pactl", "parec")


def missing_tools() -> tuple[str, ...]:
    """Give the programs of the rig that are not installed."""
    return tuple(tool for tool in TOOLS if shutil.which(tool) is None)


_NEAR = 4 * RATE_HZ
"""Samples: the recorder's clock is worked out over this much on either side, since a null sink's runs a little off."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What was heard: 16 bit mono samples.

    pieces: for each piece that came, the sample it ended with, and when (perf_counter_ns) sample 0 came if it took no
        time on its way.
    """

    samples: array[int]
    pieces: tuple[tuple[int, int], ...]

    def at_ns(self, sample: int) -> int:
        """When a sample was recorded (perf_counter_ns), to a constant of some milliseconds."""
        return self._origin_ns(sample) + round(sample * 1e9 / RATE_HZ)

    def sample(self, at_ns: int) -> int:
        """The sample recorded at a moment; it may lie outside."""
        middle = self.pieces[len(self.pieces) // 2][1]
        rough = round((at_ns - middle) * RATE_HZ / 1e9)
        return round((at_ns - self._origin_ns(rough)) * RATE_HZ / 1e9)

    def _origin_ns(self, sample: int) -> int:
        first = bisect(self.pieces, (sample - _NEAR, 0))
        last = bisect(self.pieces, (sample + _NEAR, 0))
        ordered = sorted(origin for _, origin in self.pieces[first:last] or self.pieces)
        quarter = len(ordered) // 4
        middle = ordered[quarter : len(ordered) - quarter]
        return sum(middle) // len(middle)


class Recorder:
    """parec on the monitor, read by a thread that notes when each piece came."""

    def __init__(self, env: Mapping[str, str]) -> None:
        command = [*AHEAD, "parec", "--device=card.monitor", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1"]
        self._process = subprocess.Popen(
            [*command, "--raw", "--latency-msec=10"],
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._data = bytearray()
        self._pieces: list[tuple[int, int]] = []
        self._running = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()
        if not self._running.wait(10):
            raise RuntimeError("nothing can be recorded from the virtual card")

    def _read(self) -> None:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        while piece := os.read(descriptor, 65536):
            self._data += piece
            sample = len(self._data) // 2
            self._pieces.append((sample, time.perf_counter_ns() - round(sample * 1e9 / RATE_HZ)))
            self._running.set()

    def seconds(self) -> float:
        """How much has been recorded."""
        return len(self._data) / 2 / RATE_HZ

    def stop(self) -> Recording:
        """End the recording and give it."""
        self._process.terminate()
        self._thread.join(5)
        self._process.wait(5)
        if self._process.stdout is not None:
            self._process.stdout.close()
        samples = array("h", bytes(self._data[: len(self._data) // 2 * 2]))
        return Recording(samples, tuple(self._pieces))


class VirtualCard:
    """The daemon. `env` is what a program needs in order to sound here and nowhere else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "card"
        self._recorders: list[Recorder] = []
        self._daemon: subprocess.Popen[bytes] | None = None
        runtime = self.folder / "run"
        runtime.mkdir(parents=True, mode=0o700)
        asound = self.folder / "asound.conf"
        asound.write_text(
            "</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n", encoding="ascii"
        )
        self.socket = self.folder / "s"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "PIPEWIRE_"))}
        self.env: dict[str, str] = kept | {
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "PULSE_SERVER": f"unix:{self.socket}",
            "PULSE_COOKIE": str(self.folder / "cookie"),
            "ALSA_CONFIG_PATH": str(asound),
        }

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for recorder in self._recorders:
            recorder.stop()
        self.stop()

    def start(self) -> None:
        """Start the daemon and wait until it answers."""
        command = [*AHEAD, "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        command += ["--disable-shm=yes", "--high-priority=yes", "--realtime=yes"]
        modules = [
            f"module-null-sink sink_name=card rate={RATE_HZ} channels=1 format=s16le",
            f"module-native-protocol-unix socket={self.socket} auth-anonymous=1",
        ]
        for module in modules:
            command += ["-L", module]
        environment = {name: value for name, value in self.env.items() if name != "PULSE_SERVER"}
        log = (self.folder / "daemon.log").open("ab")
        with log:
            self._daemon = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + 15
        while self._control("info").returncode != 0:
            if time.monotonic() > deadline or self._daemon.poll() is not None:
                log_text = (self.folder / "daemon.log").read_text(errors="replace")
                raise RuntimeError(f"the virtual sound card does not start:\n{log_text}")
            threading.Event().wait(0.05)

    def stop(self) -> None:
        """Take the sound server away, as a crash would."""
        if self._daemon is not None:
            self._daemon.kill()
            self._daemon.wait(10)
            self._daemon = None
            self.socket.unlink(missing_ok=True)

    def unplug(self) -> None:
        """Take the card away and leave the server."""
        self._control("unload-module", "module-null-sink")

    def plug(self) -> None:
        """Bring the card back."""
        self._control("load-module", "module-null-sink", "sink_name=card", f"rate={RATE_HZ}", "channels=1")

    def record(self) -> Recorder:
        """Begin to record; `stop()` gives what was heard."""
        recorder = Recorder(self.env)
        self._recorders.append(recorder)
        return recorder

    def _control(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["pactl", *arguments], env=self.env, capture_output=True, stdin=subprocess.DEVNULL, timeout=10, check=False
        )
