"""Sound files: which one is taken, what becomes of odd ones, and what is said about bad ones."""

from __future__ import annotations

import struct
import wave
from array import array
from pathlib import Path

import pytest

from speedtimer.audio.sounds import LARGEST_BYTES, Sounds, read_wav
from speedtimer.errors import SoundError


def write(file: Path, samples: list[int], *, rate_hz: int = 44_100, channels: int = 1, width: int = 2) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    pack = {1: lambda v: bytes([v]), 2: lambda v: struct.pack("<h", v), 3: lambda v: struct.pack("<i", v)[:3]}
    pack[4] = lambda v: struct.pack("<i", v)
    with wave.open(str(file), "wb") as target:
        target.setnchannels(channels)
        target.setsampwidth(width)
        target.setframerate(rate_hz)
        target.writeframes(b"".join(pack[width](value) for value in samples))
    return file


def samples(pcm: bytes | None) -> list[int]:
    assert pcm is not None
    return array("h", pcm).tolist()


class Shelf:
    """Two folders of sounds, the runner's own and the shipped ones, and the notes about them."""

    def __init__(self, folder: Path) -> None:
        self.own, self.shipped = folder / "own", folder / "shipped"
        self.notes: list[str] = []
        self.sounds = Sounds((self.own, self.shipped), self.notes.append)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_the_runners_own_file_comes_before_the_shipped_one(shelf: Shelf) -> None:
    write(shelf.shipped / "go.wav", [1, 2, 3])
    assert samples(shelf.sounds.pcm("go")) == [1, 2, 3]
    other = Sounds((shelf.own, shelf.shipped), shelf.notes.append)
    write(shelf.own / "go.wav", [7])
    assert samples(other.pcm("go")) == [7]
    assert shelf.notes == []


@pytest.mark.parametrize("content", [b"", b"ID3 no wave at all", b"RIFF\x10\x00\x00\x00WAVE"])
def test_a_broken_own_file_is_named_once_and_the_shipped_one_sounds(shelf: Shelf, content: bytes) -> None:
    write(shelf.shipped / "go.wav", [1, 2, 3])
    shelf.own.mkdir()
    (shelf.own / "go.wav").write_bytes(content)
    assert samples(shelf.sounds.pcm("go")) == [1, 2, 3]
    assert samples(shelf.sounds.pcm("go")) == [1, 2, 3]
    assert len(shelf.notes) == 1
    assert str(shelf.own / "go.wav") in shelf.notes[0]


def test_a_cue_without_any_file_becomes_a_plain_tone_and_go_the_longest(shelf: Shelf) -> None:
    assert shelf.sounds.length_ms("count") == 150
    assert shelf.sounds.length_ms("go") == 600
    assert max(samples(shelf.sounds.pcm("go"))) > 20_000
    assert shelf.notes == [
        "There is no sound file for 'count': a plain tone sounds in its place.",
        "There is no sound file for 'go': a plain tone sounds in its place.",
    ]


def test_what_is_no_cue_has_no_sound(shelf: Shelf) -> None:
    assert shelf.sounds.pcm("cowbell") is None
    assert shelf.notes == []


def test_a_phrase_is_joined_from_its_clips_with_a_gap_between(shelf: Shelf) -> None:
    write(shelf.shipped / "voice" / "rep.wav", [5] * 441)
    write(shelf.shipped / "voice" / "3.wav", [6] * 441)
    joined = samples(shelf.sounds.pcm("say:rep+3"))
    assert joined == [5] * 441 + [0] * 1764 + [6] * 441
    assert shelf.sounds.length_ms("say:rep+3") == 60
    assert shelf.sounds.length_ms("say:rep+_+3") == 60 + 40 + 180


def test_the_runners_own_word_is_said_in_phrases_and_a_broken_one_gives_way_to_the_shipped(shelf: Shelf) -> None:
    write(shelf.shipped / "voice" / "rep.wav", [5] * 441)
    write(shelf.shipped / "voice" / "3.wav", [6] * 441)
    write(shelf.own / "voice" / "rep.wav", [7] * 441)
    (shelf.own / "voice" / "3.wav").write_bytes(b"OggS, not a WAV")
    assert samples(shelf.sounds.pcm("say:rep+3")) == [7] * 441 + [0] * 1764 + [6] * 441
    (note,) = shelf.notes
    assert str(shelf.own / "voice" / "3.wav") in note


def test_phrases_with_a_clip_missing_are_not_spoken_and_that_is_said_once(shelf: Shelf) -> None:
    write(shelf.shipped / "voice" / "rep.wav", [5] * 441)
    assert shelf.sounds.pcm("say:rep+3") is None
    assert shelf.sounds.pcm("say:rep+4") is None
    assert shelf.sounds.length_ms("say:rep") == 10
    assert shelf.notes == ["There is no recording of '3': phrases that need it are not spoken."]


def test_other_depths_channels_and_rates_are_brought_to_ours(tmp_path: Path) -> None:
    eight = write(tmp_path / "8.wav", [128, 255, 0], width=1)
    assert array("h", read_wav(eight)).tolist() == [0, 127 << 8, -128 << 8]
    deep = write(tmp_path / "24.wav", [0x123456, -0x123456], width=3)
    assert array("h", read_wav(deep)).tolist() == [0x1234, -0x1235]
    deeper = write(tmp_path / "32.wav", [0x12345678], width=4)
    assert array("h", read_wav(deeper)).tolist() == [0x1234]
    both = write(tmp_path / "2.wav", [100, 300, -4, -8], channels=2)
    assert array("h", read_wav(both)).tolist() == [200, -6]
    slow = write(tmp_path / "22.wav", [0, 100, 200], rate_hz=22_050)
    assert array("h", read_wav(slow)).tolist() == [0, 50, 100, 150, 200, 200]


def test_a_file_cut_short_is_said_to_be(tmp_path: Path) -> None:
    file = write(tmp_path / "go.wav", [1, 2, 3])
    file.write_bytes(file.read_bytes()[:20])
    with pytest.raises(SoundError, match=r"no WAV that can be read \(it ends too soon\)"):
        read_wav(file)


@pytest.mark.parametrize("fault", ["absent", "folder", "empty", "long", "huge"])
def test_what_cannot_be_a_cue_is_refused_with_its_path(tmp_path: Path, fault: str) -> None:
    file = tmp_path / "go.wav"
    if fault == "folder":
        file.mkdir()
    elif fault == "empty":
        write(file, [])
    elif fault == "long":
        write(file, [0] * (16 * 1000), rate_hz=1000)
    elif fault == "huge":
        with file.open("wb") as target:
            target.truncate(LARGEST_BYTES + 1)
    with pytest.raises(SoundError) as caught:
        read_wav(file)
    assert caught.value.place == str(file)
