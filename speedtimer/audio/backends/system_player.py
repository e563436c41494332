"""The system's own player, one process per sound: where miniaudio has no wheel, on Linux for ARM above all.

Its sounds come as late as a process takes to start and to reach the sound server, 10 to 60 ms. The programs stand in
the order in which they are tried; the first that plays a moment of silence without complaint is taken.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
_LATE_NS: Final = 3_000_000_000
"""So long after its sound's end a player may end; one that takes longer waits for a server that does not answer."""
_SILENCE: Final = Clip("silence", False, bytes(2 * RATE_HZ // 20))


@dataclass(frozen=True, slots=True)
class _Sounding:
    """One player at work. over_ns: when it has to have ended. passing: its file is not needed again."""

    process: subprocess.Popen[bytes]
    file: Path
    over_ns: int
    passing: bool

    def end(self) -> None:
        """Kill the player where it has not ended: asked to end, it may go on waiting for its server."""
        self.process.kill()
        self.process.wait()
        if self.passing:
            self.file.unlink(missing_ok=True)


class SystemPlayer:
    """Writes each cue to a file once, each phrase for as long as it sounds, and starts the player at its moment."""

    ahead_ns: ClassVar[int] = 0
    watch_ns: ClassVar[int | None] = 250_000_000

    def __init__(self, tell: Callable[[Message], None], keep_alive: bool) -> None:  # noqa: ARG002 - no stream to keep up
        self._tell = tell
        self._command: tuple[str, ...] = ()
        self._sounding: dict[int, _Sounding] = {}

    def open(self) -> str:
        self._folder = tempfile.TemporaryDirectory(prefix="speedtimer-")
        why = "no program that plays sound was found"
        for program, options in PROGRAMS.items():
            path = shutil.which(program)
            if path is None:
                continue
            self._command = (path, *options)
            try:
                test = self._start(_SILENCE)
            except OSError as fault:
                why = f"{program} does not play ({fault})"
                continue
            try:
                code = test.process.wait(_TEST_S)
            except subprocess.TimeoutExpired:
                why = f"{program} does not play within {_TEST_S} s"
                continue
            finally:
                test.end()
            if code == 0:
                return program
            why = f"{program} ended with code {code}"
        self._folder.cleanup()
        raise SoundFault(why)

    def play(self, token: int, clip: Clip, at_ns: int) -> None:
        try:
            self._sounding[token] = self._start(clip)
        except OSError as fault:
            self._end_all()
            raise SoundFault(f"the player cannot be started ({fault})") from fault
        self._tell(Sounded(token, (time.perf_counter_ns() - at_ns) // 1000))

    def cancel(self, token: int) -> None:
        sounding = self._sounding.pop(token, None)
        if sounding is not None:
            sounding.end()

    def check(self, now_ns: int) -> None:
        for token, sounding in list(self._sounding.items()):
            code = sounding.process.poll()
            if code is not None:
                self._sounding.pop(token).end()
            if code is not None and code > 0:
                self._end_all()
                raise SoundFault(f"the player ended with code {code}")
            if code is None and now_ns > sounding.over_ns:
                self._end_all()
                raise SoundFault("the player does not come to the end of a sound")

    def finish(self, until_ns: int) -> None:
        for sounding in self._sounding.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                sounding.process.wait(max(0, until_ns - time.perf_counter_ns()) / 1e9)
        self._end_all()

    def _end_all(self) -> None:
        """Leave nothing behind: no player, no file."""
        for sounding in self._sounding.values():
            sounding.end()
        self._sounding.clear()
        self._folder.cleanup()

    def _start(self, clip: Clip) -> _Sounding:
        # The same sound in another loudness is another file.
        file = Path(self._folder.name) / f"{hash((clip.name, clip.pcm)):x}.wav"
        if not file.exists():
            with wave.open(str(file), "wb") as target:
                target.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
                target.writeframes(clip.pcm)
        process = subprocess.Popen(
            [*self._command, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        length_ns = len(clip.pcm) * 500_000_000 // RATE_HZ
        return _Sounding(process, file, time.perf_counter_ns() + length_ns + _LATE_NS, clip.speech)
