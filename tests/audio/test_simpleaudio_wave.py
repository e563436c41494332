"""What is handed to simpleaudio, with a library that plays nothing. That it is heard is tested in tests/sound."""

from __future__ import annotations

import time

import pytest

from speedtimer.audio.backends import Clip
from speedtimer.audio.backends.simpleaudio_wave import SimpleaudioWave
from speedtimer.audio.wire import Message, Sounded, SoundFault

PCM = b"\x11\x22" * 441
GO = Clip("go", False, PCM)
MS = 1_000_000
BYTES_PER_MS = 88.2


class Playing:
    """A sound that goes on until it is stopped or over."""

    def __init__(self) -> None:
        self.sounds = True
        self.stopped = False

    def is_playing(self) -> bool:
        return self.sounds

    def stop(self) -> None:
        self.stopped = True
        self.sounds = False


class Library:
    """Keeps what it is to play, and what that was as the device was opened."""

    def __init__(self) -> None:
        self.opened_with: list[bytes] = []
        self.memory: list[bytearray] = []
        self.playing: list[Playing] = []

    def play_buffer(self, samples: bytearray, channels: int, width: int, rate_hz: int) -> Playing:
        assert (channels, width, rate_hz) == (1, 2, 44_100)
        # As the library does while it plays: from now on the memory cannot be resized.
        self.held = memoryview(samples)
        self.opened_with.append(bytes(samples))
        self.memory.append(samples)
        self.playing.append(Playing())
        return self.playing[-1]


def backend() -> tuple[SimpleaudioWave, Library, list[Message]]:
    told: list[Message] = []
    made, library = SimpleaudioWave(told.append, False), Library()
    made._library = library
    return made, library, told


def in_ms(milliseconds: int) -> int:
    return time.perf_counter_ns() + milliseconds * MS


def test_the_device_is_opened_with_silence_and_the_sound_is_written_into_it_at_its_moment() -> None:
    made, library, told = backend()
    made.play(1, GO, in_ms(500))
    assert not any(library.opened_with[0])
    place = library.memory[0].index(PCM)
    assert library.memory[0].count(b"\x11\x22") == 441
    # Opened within no time it is 500 ms on; however long it took, never where the library has read already.
    assert 250 <= place / BYTES_PER_MS <= 500
    assert [type(message) for message in told] == [Sounded]


@pytest.mark.parametrize(("ahead_ms", "latest_ms"), [(-50, 0), (0, 0), (120, 120)])
def test_a_sound_that_is_due_is_there_as_the_device_is_opened(ahead_ms: int, latest_ms: int) -> None:
    made, library, _ = backend()
    made.play(1, GO, in_ms(ahead_ms))
    assert library.opened_with[0] == bytes(library.memory[0])
    assert 0 <= library.opened_with[0].index(PCM) / BYTES_PER_MS <= latest_ms


def test_a_sound_taken_back_becomes_silence_and_is_stopped() -> None:
    made, library, _ = backend()
    made.play(1, GO, in_ms(500))
    made.cancel(1)
    made.cancel(2)
    assert not any(library.memory[0])
    assert library.playing[0].stopped


def test_at_the_end_what_has_begun_goes_on_and_what_has_not_is_taken_back() -> None:
    made, library, _ = backend()
    made.play(1, GO, in_ms(0))
    made.play(2, GO, in_ms(60_000))
    made.finish(time.perf_counter_ns())
    assert [playing.stopped for playing in library.playing] == [False, True]
    assert PCM in library.memory[0]
    assert not any(library.memory[1])


def test_a_device_that_cannot_be_opened_is_a_fault() -> None:
    made, library, _ = backend()

    def refuse(samples: bytearray, channels: int, width: int, rate_hz: int) -> Playing:
        raise RuntimeError(f"no device for {len(samples)}, {channels}, {width}, {rate_hz}")

    library.play_buffer = refuse  # type: ignore[method-assign]
    with pytest.raises(SoundFault, match="simpleaudio cannot open the device"):
        made.play(1, GO, in_ms(0))
