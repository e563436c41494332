"""The sound child: what it does with what it is told, and that it loads nothing it does not need."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from speedtimer.audio import child
from speedtimer.audio.backends import WHERE, Backend, Clip
from speedtimer.audio.backends.bell import Bell
from speedtimer.audio.backends.miniaudio_stream import MiniaudioStream
from speedtimer.audio.backends.simpleaudio_wave import SimpleaudioWave
from speedtimer.audio.backends.system_player import SystemPlayer
from speedtimer.audio.child import Child, Waiting, scaled
from speedtimer.audio.wire import (
    VERSION,
    Cancel,
    Fault,
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
    decode,
    encode,
)

HELLO = Hello(VERSION, False)
GO = Sound("go", False, b"\x10\x00\x20\x00")
WORD = Sound("say:rep", True, b"\x10\x00\x20\x00")
LONG_AGO_NS = 1
FAR_NS = 2**62


class BackendDouble:
    """Remembers what it is handed. broken: what it cannot do."""

    ahead_ns: ClassVar[int] = 0
    watch_ns: ClassVar[int | None] = None

    def __init__(self, tell: Callable[[Message], None], keep_alive: bool, broken: str = "") -> None:
        self.tell, self.keep_alive, self.broken = tell, keep_alive, broken
        self.played: list[tuple[int, Clip]] = []
        self.cancelled: list[int] = []
        self.finished = False

    def open(self) -> str:
        if self.broken == "open":
            raise SoundFault("no sound device")
        return "a double"

    def play(self, token: int, clip: Clip, at_ns: int) -> None:  # noqa: ARG002
        if self.broken == "play":
            raise SoundFault("the device is gone")
        self.played.append((token, clip))
        self.tell(Sounded(token, 0))

    def cancel(self, token: int) -> None:
        self.cancelled.append(token)

    def check(self, now_ns: int) -> None:
        """Nothing to watch."""

    def finish(self, until_ns: int) -> None:  # noqa: ARG002
        self.finished = True


class Served:
    """A child run in this process on a list of messages, to its end."""

    def __init__(self, *messages: Message | bytes, broken: str = "") -> None:
        self.backends: list[BackendDouble] = []

        def make(tell: Callable[[Message], None], keep_alive: bool) -> Backend:
            self.backends.append(BackendDouble(tell, keep_alive, broken))
            return self.backends[-1]

        said = io.BytesIO()
        lines = b"".join(one if isinstance(one, bytes) else encode(one) for one in messages)
        self.code = Child(make).run(io.BytesIO(lines), said)
        self.said = [decode(line) for line in said.getvalue().splitlines()]

    @property
    def backend(self) -> BackendDouble:
        return self.backends[0]


def soon() -> int:
    """A moment just past, so that it is due and not late."""
    return time.perf_counter_ns()


def test_it_opens_says_so_plays_and_finishes() -> None:
    served = Served(HELLO, GO, Play(1, "go", soon()))
    assert served.said == [Ready(VERSION, "a double"), Sounded(1, 0)]
    assert served.backend.played == [(1, Clip("go", False, GO.pcm))]
    assert served.backend.finished
    assert served.code == 0


def test_a_device_that_does_not_open_is_a_fault() -> None:
    served = Served(HELLO, broken="open")
    assert (served.code, served.said) == (1, [Fault("no sound device")])


def test_a_device_that_fails_is_a_fault() -> None:
    served = Served(HELLO, GO, Play(1, "go", soon()), broken="play")
    assert (served.code, served.said[-1]) == (1, Fault("the device is gone"))


@pytest.mark.parametrize("first", [Hello(VERSION + 1, False), Ping(1), b"GET / HTTP/1.1\r\n", b""])
def test_who_does_not_speak_this_version_is_sent_away(first: Message | bytes) -> None:
    served = Served(first, GO)
    assert served.code == 1
    assert isinstance(served.said[0], Fault)
    assert served.backends == []


def test_a_line_that_is_no_message_ends_it() -> None:
    served = Served(HELLO, b"nonsense\n")
    assert (served.code, served.said[-1]) == (1, Fault("unknown verb 'nonsense'"))


def test_what_only_the_child_says_may_not_be_said_to_it() -> None:
    assert Served(HELLO, Pong(1)).said[-1] == Fault("a message that is not for the child")


def test_a_sound_more_than_300_ms_late_is_missed() -> None:
    served = Served(HELLO, GO, Play(1, "go", LONG_AGO_NS))
    assert served.backend.played == []
    assert served.said[-1] == Missed(1)


def test_what_is_still_to_come_when_the_input_ends_is_not_played() -> None:
    served = Served(HELLO, GO, Play(1, "go", FAR_NS))
    assert served.backend.played == []
    assert served.said == [Ready(VERSION, "a double")]


def test_a_ping_is_answered() -> None:
    assert Served(HELLO, Ping(5)).said[-1] == Pong(5)


def test_what_has_gone_to_the_device_is_cancelled_there() -> None:
    assert Served(HELLO, Cancel(9)).backend.cancelled == [9]


def test_muted_sounds_are_confirmed_and_not_played() -> None:
    served = Served(HELLO, GO, WORD, Volume(0, 100), Play(1, "go", soon()), Play(2, "say:rep", soon()))
    assert [token for token, _ in served.backend.played] == [2]
    assert set(served.said[1:]) == {Sounded(1, 0), Sounded(2, 0)}


def test_keep_alive_reaches_the_backend() -> None:
    assert Served(Hello(VERSION, True)).backend.keep_alive


def test_half_the_volume_is_a_quarter_of_the_amplitude_and_full_changes_nothing() -> None:
    pcm = b"\x10\x00\xf0\xff"
    assert scaled(pcm, 50) == b"\x04\x00\xfc\xff"
    assert scaled(pcm, 100) is pcm


def test_sounds_are_due_in_the_order_of_their_moments() -> None:
    waiting = Waiting(100)
    waiting.keep(GO)
    for token, at_ns in ((1, 5000), (2, 3000), (3, 4000)):
        waiting.add(Play(token, "go", at_ns))
    assert waiting.next_ns == 2900
    assert waiting.due(2899) == []
    assert [play.token for play in waiting.due(3900)] == [2, 3]
    assert waiting.cancel(1)
    assert not waiting.cancel(2)
    assert waiting.due(9999) == []


def test_a_new_volume_holds_for_what_waits_already() -> None:
    waiting = Waiting(0)
    waiting.keep(GO)
    waiting.add(Play(1, "go", 5000))
    waiting.set_volume(Volume(50, 100))
    assert waiting.clip("go") == Clip("go", False, b"\x04\x00\x08\x00")
    waiting.set_volume(Volume(0, 100))
    assert waiting.clip("go") is None
    assert waiting.clip("unknown") is None


def test_a_phrase_is_forgotten_once_nothing_waits_for_it_and_a_cue_never() -> None:
    waiting = Waiting(0)
    waiting.keep(GO)
    waiting.keep(WORD)
    for token in (1, 2):
        waiting.add(Play(token, "say:rep", 5000 * token))
    waiting.add(Play(3, "go", 5000))
    assert [play.token for play in waiting.due(5000)] == [1, 3]
    waiting.let_go("say:rep")
    waiting.let_go("go")
    # The other sounding of it still waits.
    assert waiting.clip("say:rep") is not None
    assert waiting.cancel(2)
    assert waiting.clip("say:rep") is None
    assert waiting.clip("go") is not None


@pytest.mark.parametrize("name", WHERE)
def test_every_backend_can_be_loaded_by_its_name(name: str) -> None:
    made: Any = child.load(name)
    assert made in (Bell, MiniaudioStream, SimpleaudioWave, SystemPlayer)


def conforms(backend: Backend) -> Backend:
    """Checked by mypy: the classes keep to the protocol without deriving from it."""
    return backend


def test_the_backends_keep_to_the_protocol() -> None:
    told: list[Message] = []
    for kind in (Bell, MiniaudioStream, SimpleaudioWave, SystemPlayer):
        assert conforms(kind(told.append, False)).ahead_ns >= 0


@pytest.mark.parametrize("name", WHERE)
def test_the_child_loads_the_standard_library_the_wire_and_one_backend(name: str) -> None:
    code = f"from speedtimer.audio import child; child.load({name!r}); import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = {module for module in done.stdout.split() if module.split(".")[0] == "speedtimer"}
    assert ours == {
        "speedtimer",
        "speedtimer.audio",
        "speedtimer.audio.backends",
        "speedtimer.audio.child",
        "speedtimer.audio.wire",
        f"speedtimer.audio.backends.{WHERE[name].partition(':')[0]}",
    }
    outside = {module.split(".")[0] for module in done.stdout.split()} - sys.stdlib_module_names - {"speedtimer"}
    assert not {module for module in outside if not module.startswith(("_", "sitecustomize"))}


@pytest.mark.parametrize("arguments", [[], ["gramophone"], ["bell", "bell"]])
def test_called_wrongly_it_says_what_is_right(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "speedtimer.audio.child", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "say one backend: miniaudio," in done.stderr


def test_what_a_library_prints_does_not_come_between_the_messages() -> None:
    code = (
        "import os; from speedtimer.audio import child; from speedtimer.audio.backends.bell import Bell\n"
        "class Loud(Bell):\n"
        "    def open(self):\n"
        "        os.write(1, b'ALSA lib is unhappy\\n'); return 'loud'\n"
        "child.load = lambda name: Loud\n"
        "raise SystemExit(child.main(['bell']))"
    )
    done = subprocess.run([sys.executable, "-c", code], input=encode(HELLO), check=False, capture_output=True)
    assert done.stdout == encode(Ready(VERSION, "loud"))
    assert b"unhappy" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_an_interrupt_does_not_end_it() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "speedtimer.audio.child", "bell"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process, process.stdin, process.stdout:
        process.stdin.write(encode(HELLO))
        process.stdin.flush()
        assert isinstance(decode(process.stdout.readline()), Ready)
        process.send_signal(2)
        process.stdin.write(encode(Ping(1)))
        process.stdin.flush()
        assert decode(process.stdout.readline()) == Pong(1)


def test_no_thread_is_left_when_it_has_been_served() -> None:
    before = threading.active_count()
    Served(HELLO, GO, Play(1, "go", soon()))
    assert threading.active_count() <= before + 1
