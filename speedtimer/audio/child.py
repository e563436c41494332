"""The sound child: `python -m speedtimer.audio.child BACKEND`, a process that does nothing but play sounds on time.

It is apart from the app because in the app's process the screen's work delays a sound by tens of milliseconds, because
what a C library prints would land on the screen, and because a library that crashes takes only this process with it.
It loads the standard library, `wire` and one backend. It is told each sound ahead of its moment; a sound handed over
more than `LATE_NS` late is not played. `finish` ends it. Should its input end before that, the app is gone, killed
perhaps, and it is gone a second later, whatever a library waits for.
"""

from __future__ import annotations

import contextlib
import heapq
import importlib
import os
import signal
import sys
import threading
import time
from array import array
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import BinaryIO, Final

from speedtimer.audio.backends import WHERE, Backend, Clip
from speedtimer.audio.wire import (
    LATE_NS,
    LONGEST_LINE,
    LOUDEST_PERCENT,
    VERSION,
    Cancel,
    Fault,
    Finish,
    Hello,
    Message,
    Missed,
    Ping,
    Play,
    Pong,
    Ready,
    Sound,
    Sounded,
    SoundFault,
    Volume,
    WireError,
    decode,
    encode,
)

_PRIORITY: Final = -11
"""The one that PulseAudio asks for."""
_FINISH_NS: Final = 3_000_000_000
"""How long what sounds may take to end."""
_GONE_S: Final = 1.0
"""How long this process outlives the app."""


class Waiting:
    """What is not handed to the backend yet, by moment; and the sounds, in the loudness that holds now.

    Cues are kept. A phrase is told anew each time and kept while a sounding of it waits here, since a session has as
    many of them as reps.
    """

    def __init__(self, ahead_ns: int) -> None:
        self._ahead_ns = ahead_ns
        self._order: list[tuple[int, int]] = []
        self._plays: dict[int, Play] = {}
        self._sounds: dict[str, Sound] = {}
        self._clips: dict[str, Clip] = {}
        self._volume = Volume(LOUDEST_PERCENT, LOUDEST_PERCENT)

    def keep(self, sound: Sound) -> None:
        self._sounds[sound.name] = sound
        self._clips.pop(sound.name, None)

    def set_volume(self, volume: Volume) -> None:
        """Work the new volume into what waits now, not when it is due."""
        if volume == self._volume:
            return
        self._volume = volume
        self._clips.clear()
        for play in self._plays.values():
            self.clip(play.name)

    def add(self, play: Play) -> None:
        """Let a sounding wait for its moment."""
        self._plays[play.token] = play
        heapq.heappush(self._order, (play.at_ns - self._ahead_ns, play.token))
        self.clip(play.name)

    def cancel(self, token: int) -> bool:
        """Take a sounding back; False where it does not wait here (any more)."""
        play = self._plays.pop(token, None)
        if play is not None:
            self.let_go(play.name)
        return play is not None

    def let_go(self, name: str) -> None:
        """Forget a phrase that nothing here waits for any more."""
        sound = self._sounds.get(name)
        if sound is not None and sound.speech and all(play.name != name for play in self._plays.values()):
            del self._sounds[name]
            self._clips.pop(name, None)

    def due(self, now_ns: int) -> list[Play]:
        """Give what is to be handed over now, the earliest first; it waits no more."""
        handed: list[Play] = []
        while self._order and self._order[0][0] <= now_ns:
            play = self._plays.pop(heapq.heappop(self._order)[1], None)
            if play is not None:
                handed.append(play)
        return handed

    @property
    def next_ns(self) -> int | None:
        return self._order[0][0] if self._order else None

    def clip(self, name: str) -> Clip | None:
        """Give a sound in the loudness that holds now; None where it is unknown, or not to be heard at all."""
        sound = self._sounds.get(name)
        if sound is None:
            return None
        percent = self._volume.speech if sound.speech else self._volume.beeps
        if percent == 0:
            return None
        if name not in self._clips:
            self._clips[name] = Clip(name, sound.speech, scaled(sound.pcm, percent))
        return self._clips[name]


class Child:
    """Four threads: this one hands over and watches, one reads, one takes in what was read once the device is open, one
    writes; the backend may have its own.

    Args:
        make: makes the backend.
        gone: called, in the thread that reads, when the input has ended, even while the device is being opened.
    """

    def __init__(
        self, make: Callable[[Callable[[Message], None], bool], Backend], gone: Callable[[], None] = lambda: None
    ) -> None:
        self._make = make
        self._gone = gone
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._said: SimpleQueue[Message | None] = SimpleQueue()
        self._told = threading.Condition()
        self._waiting = Waiting(0)
        self._ended = False
        self._wrong: WireError | None = None

    def run(self, source: BinaryIO, target: BinaryIO) -> int:
        """Serve until that is to end (0), or until the way to the loudspeaker breaks (1)."""
        mouth = threading.Thread(target=self._write, args=(target,), daemon=True)
        mouth.start()
        try:
            self._serve(source)
            code = 0
        except (SoundFault, WireError) as fault:
            self._said.put(Fault(str(fault)))
            code = 1
        self._said.put(None)
        mouth.join(timeout=1)
        return code

    def _serve(self, source: BinaryIO) -> None:
        hello = decode(source.readline(LONGEST_LINE + 1))
        if not isinstance(hello, Hello) or hello.version != VERSION:
            raise WireError(f"this sound child speaks version {VERSION}")
        threading.Thread(target=self._read, args=(source,), daemon=True).start()
        backend = self._make(self._said.put, hello.keep_alive)
        detail = backend.open()
        self._waiting = Waiting(backend.ahead_ns)
        self._said.put(Ready(VERSION, detail))
        threading.Thread(target=self._take_in, args=(backend,), daemon=True).start()
        self._hand_over(backend)
        backend.finish(time.perf_counter_ns() + _FINISH_NS)

    def _read(self, source: BinaryIO) -> None:
        """Read what the app says until it ends, an empty line last."""
        while line := source.readline(LONGEST_LINE + 1):
            self._lines.put(line)
        self._lines.put(b"")
        self._gone()

    def _take_in(self, backend: Backend) -> None:
        """Take in what was read, until the app wants an end, is gone or says something that is no message."""
        wrong = None
        try:
            while (line := self._lines.get()) and (message := decode(line)) != Finish():
                self._take(message, backend)
        except WireError as fault:
            wrong = fault
        with self._told:
            self._wrong = wrong
            self._ended = True
            self._told.notify()

    def _take(self, message: Message, backend: Backend) -> None:
        with self._told:
            match message:
                case Sound():
                    self._waiting.keep(message)
                case Play():
                    self._waiting.add(message)
                    self._told.notify()
                case Volume():
                    self._waiting.set_volume(message)
                case Cancel(token):
                    if not self._waiting.cancel(token):
                        backend.cancel(token)
                case Ping(number):
                    self._said.put(Pong(number))
                case _:
                    raise WireError("a message that is not for the child")

    def _hand_over(self, backend: Backend) -> None:
        """Hand each sounding over in time and watch the device meanwhile, until that is to end."""
        while True:
            with self._told:
                due = self._waiting.due(time.perf_counter_ns())
                if not due and not self._ended:
                    self._told.wait(self._rest_s(backend))
                    due = self._waiting.due(time.perf_counter_ns())
                # Under the lock, so that a cancel finds a sounding either here or there.
                for play in due:
                    self._sound(backend, play)
                if self._ended:
                    break
            if backend.watch_ns is not None:
                backend.check(time.perf_counter_ns())
        if self._wrong is not None:
            raise self._wrong

    def _sound(self, backend: Backend, play: Play) -> None:
        clip = self._waiting.clip(play.name)
        if time.perf_counter_ns() - play.at_ns > LATE_NS:
            self._said.put(Missed(play.token))
        elif clip is None:
            self._said.put(Sounded(play.token, 0))
        else:
            backend.play(play.token, clip, play.at_ns)
        self._waiting.let_go(play.name)

    def _rest_s(self, backend: Backend) -> float | None:
        """How long there is nothing to do, in seconds; None: until something is told."""
        waits = [backend.watch_ns] if backend.watch_ns is not None else []
        if self._waiting.next_ns is not None:
            waits.append(max(0, self._waiting.next_ns - time.perf_counter_ns()))
        return min(waits) / 1e9 if waits else None

    def _write(self, target: BinaryIO) -> None:
        while (message := self._said.get()) is not None:
            try:
                target.write(encode(message))
                target.flush()
            except OSError:
                # The app is gone; the end of the input is on its way too.
                return


def scaled(pcm: bytes, percent: int) -> bytes:
    """Make samples softer. The square of the percentage, since half of what is set should sound like half."""
    if percent == LOUDEST_PERCENT:
        return pcm
    gain = (percent / LOUDEST_PERCENT) ** 2
    samples = array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    softer = array("h", (int(sample * gain) for sample in samples))
    if sys.byteorder == "big":
        softer.byteswap()
    return softer.tobytes()


def load(name: str) -> Callable[[Callable[[Message], None], bool], Backend]:
    """Give the backend's class by its name in WHERE."""
    module, _, kind = WHERE[name].partition(":")
    found: Callable[[Callable[[Message], None], bool], Backend] = getattr(
        importlib.import_module(f"speedtimer.audio.backends.{module}"), kind
    )
    return found


def main(arguments: Sequence[str]) -> int:
    """Run the child. Exit code 0 when it was to finish, 1 on a fault, 2 when called wrongly."""
    if len(arguments) != 1 or arguments[0] not in WHERE:
        print(f"say one backend: {', '.join(WHERE)}", file=sys.stderr)
        return 2
    # Ctrl+C in the terminal is the app's affair.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A backend's thread must not wait long for one of ours.
    sys.setswitchinterval(0.001)
    _come_first()
    # Libraries print; whatever they print to the standard output must not come between the messages.
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return Child(load(arguments[0]), _end_soon).run(sys.stdin.buffer, target)


def _end_soon() -> None:
    """End this process a second from now, and with it the players that it has started: they are its group."""
    time.sleep(_GONE_S)
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _come_first() -> None:
    """Ask to be served before others, as sound servers do. Most systems allow it to nobody; then it is as it was."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, _PRIORITY)


if __name__ == "__main__":
    # Not a plain exit: a sound library's own clearing up may crash or hang, and a thread may still be reading.
    os._exit(main(sys.argv[1:]))
