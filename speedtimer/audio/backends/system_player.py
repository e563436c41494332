"""The system's own player, one process per sound: where miniaudio has no wheel, on Linux for ARM above all.

Its sounds come as late as a process takes to start and to reach the sound server, 10 to 60 ms. The programs stand in
the order in which they are tried; the first that plays a moment of silence without complaint is taken.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar, Final

from speedtimer.audio.backends import Clip
from speedtimer.audio.wire import RATE_HZ, Message, Sounded, SoundFault

PROGRAMS: Final[Mapping[str, tuple[str, ...]]] = {
    "pw-play": ("--latency=20ms",),
    "paplay": ("--latency-msec=100", "--process-time-msec=10"),
    "afplay": (),
    "aplay": ("-q",),
}
"""Program to its options. The file comes last."""
_TEST_S: Final = 3
_SILENCE: Final = Clip("silence", False, bytes(2 * RATE_HZ // 20))


class SystemPlayer:
    """Writes each sound to a file once and starts the player at its moment."""

    ahead_ns: ClassVar[int] = 0
    watch_ns: ClassVar[int | None] = 250_000_000

    def __init__(self, tell: Callable[[Message], None], keep_alive: bool) -> None:  # noqa: ARG002 - no stream to keep up
        self._tell = tell
        self._command: tuple[str, ...] = ()
        self._sounding: dict[int, subprocess.Popen[bytes]] = {}

    def open(self) -> str:
        self._folder = tempfile.TemporaryDirectory(prefix="speedtimer-")
        why = "no program that plays sound was found"
        for program, options in PROGRAMS.items():
            path = shutil.which(program)
            if path is None:
                continue
            self._command = (path, *options)
            try:
                code = self._start(_SILENCE).wait(_TEST_S)
            except (OSError, subprocess.TimeoutExpired) as fault:
                why = f"{program} does not play ({fault})"
                continue
            if code == 0:
                return program
            why = f"{program} ended with code {code}"
        self._folder.cleanup()
        raise SoundFault(why)

    def play(self, token: int, clip: Clip, at_ns: int) -> None:
        try:
            self._sounding[token] = self._start(clip)
        except OSError as fault:
            raise SoundFault(f"the player cannot be started ({fault})") from fault
        self._tell(Sounded(token, (time.perf_counter_ns() - at_ns) // 1000))

    def cancel(self, token: int) -> None:
        process = self._sounding.get(token)
        if process is not None:
            process.terminate()

    def check(self, now_ns: int) -> None:  # noqa: ARG002 - the processes tell
        for token, process in list(self._sounding.items()):
            code = process.poll()
            if code is not None:
                del self._sounding[token]
            if code is not None and code > 0:
                raise SoundFault(f"the player ended with code {code}")

    def finish(self, until_ns: int) -> None:
        for process in self._sounding.values():
            try:
                process.wait(max(0, until_ns - time.perf_counter_ns()) / 1e9)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._folder.cleanup()

    def _start(self, clip: Clip) -> subprocess.Popen[bytes]:
        # The same sound in another loudness is another file.
        file = Path(self._folder.name) / f"{hash((clip.name, clip.pcm)):x}.wav"
        if not file.exists():
            with wave.open(str(file), "wb") as target:
                target.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
                target.writeframes(clip.pcm)
        return subprocess.Popen(
            [*self._command, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
