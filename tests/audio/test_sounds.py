"""Sound files: which one is taken, what becomes of odd ones, and what is said about bad ones."""

from __future__ import annotations

import random
import struct
import wave
from array import array
from pathlib import Path

import pytest

from speedtimer.audio.sounds import Sounds
from speedtimer.audio.wav import LARGEST_BYTES, LONGEST_S, read_wav
from speedtimer.engine.cue_table import Cue
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


def test_what_is_not_read_yet_has_no_length_that_is_known_and_asking_reads_nothing(shelf: Shelf) -> None:
    write(shelf.shipped / "go.wav", [1] * 441)
    write(shelf.shipped / "voice" / "rep.wav", [5] * 441)
    assert (shelf.sounds.known_ms("go"), shelf.sounds.known_ms("say:rep")) == (None, None)
    read: list[str] = []
    shelf.sounds.load(read.append)
    assert read[0] == "go"
    assert sorted(read) == sorted(Cue)
    (shelf.shipped / "go.wav").unlink()
    (shelf.shipped / "voice" / "rep.wav").unlink()
    assert (shelf.sounds.known_ms("go"), shelf.sounds.known_ms("say:rep+_+rep")) == (10, 280)
    assert shelf.sounds.known_ms("say:rep+4") is None
    assert shelf.notes[-1] == "There is no recording of '4': phrases that need it are not spoken."


def test_phrases_are_not_kept(shelf: Shelf) -> None:
    """A session has as many as it has reps."""
    for word in range(10):
        write(shelf.shipped / "voice" / f"{word}.wav", [5] * 441)
    shelf.sounds.load(lambda _: None)
    before = len(shelf.sounds._kept)
    for rep in range(1000):
        assert len(shelf.sounds.pcm("say:" + "+".join(f"{rep:03}")) or b"") == 3 * 882 + 2 * 3528
    assert len(shelf.sounds._kept) == before


def test_a_folder_of_sounds_that_may_not_be_searched_is_named_once_and_the_shipped_ones_sound(shelf: Shelf) -> None:
    write(shelf.shipped / "go.wav", [1, 2, 3])
    # Whoever is root may search every folder, but nobody one whose name is too long.
    shelf.own.mkdir()
    closed = shelf.own / ("x" * 300)
    sounds = Sounds((closed, shelf.shipped), shelf.notes.append)
    assert samples(sounds.pcm("go")) == [1, 2, 3]
    assert sounds.pcm("say:rep") is None
    assert shelf.notes == [
        f"{closed}: its sounds cannot be read (File name too long): see to its rights. It is passed over.",
        "There is no recording of 'rep': phrases that need it are not spoken.",
    ]


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


def chunk(name: bytes, content: bytes, length: int | None = None) -> bytes:
    """One part of a WAV; length: what it says of itself, where that is not so."""
    return name + struct.pack("<I", len(content) if length is None else length) + content + bytes(len(content) % 2)


def wav(*chunks: bytes) -> bytes:
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


FORM = struct.pack("<HHIIHH", 1, 1, 44_100, 88_200, 2, 16)
DATA = struct.pack("<3h", 1, 2, 3)


def test_chunks_that_are_no_samples_are_skipped_and_the_extensible_form_is_read(tmp_path: Path) -> None:
    # 22 more bytes: bits in use, loudspeakers, and the form itself, 1, in the first two of a GUID.
    extensible = struct.pack("<HHIIHHHHI", 0xFFFE, 1, 44_100, 88_200, 2, 16, 22, 16, 4) + b"\x01" + bytes(15)
    file = tmp_path / "go.wav"
    for form in (FORM, extensible):
        file.write_bytes(
            wav(chunk(b"LIST", b"odd"), chunk(b"fmt ", form), chunk(b"fact", bytes(4)), chunk(b"data", DATA))
        )
        assert array("h", read_wav(file)).tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b"OggS, not a WAV", "it does not begin like a WAV"),
        (wav(chunk(b"fmt ", FORM))[:20], "it ends too soon"),
        (wav(chunk(b"LIST", b"abcd", 4000), chunk(b"fmt ", FORM), chunk(b"data", DATA)), "it ends too soon"),
        (wav(chunk(b"fmt ", FORM), chunk(b"data", DATA, 0xFFFFFFFF)), "it ends too soon"),
        (wav(chunk(b"data", DATA), chunk(b"fmt ", FORM)), "it ends too soon"),
        (wav(chunk(b"fmt ", FORM[:14]), chunk(b"data", DATA)), "it ends too soon"),
        (wav(chunk(b"fmt ", b"\x03" + FORM[1:]), chunk(b"data", DATA)), "its samples are not PCM"),
        (
            wav(chunk(b"fmt ", struct.pack("<HHIIHH", 1, 0, 44_100, 0, 0, 16)), chunk(b"data", DATA)),
            "0 channels of 16 bit at 44100 Hz",
        ),
    ],
)
def test_a_damaged_file_is_said_to_be(tmp_path: Path, content: bytes, why: str) -> None:
    file = tmp_path / "go.wav"
    file.write_bytes(content)
    with pytest.raises(SoundError) as caught:
        read_wav(file)
    assert str(caught.value) == (
        f"{file}: no WAV that can be read ({why}): a PCM WAV of 16 bit, 44.1 kHz, mono is right"
    )


@pytest.mark.thorough
def test_thousands_of_files_cut_and_changed_are_read_or_refused_and_nothing_else(tmp_path: Path) -> None:
    dice = random.Random(11)
    # On the left of each the right lengths stand, in which a changed bit does the most.
    whole = [
        wav(chunk(b"LIST", b"odd"), chunk(b"fmt ", FORM), chunk(b"data", DATA * 20)),
        write(tmp_path / "24.wav", [0x123456] * 60, width=3, channels=2, rate_hz=48_000).read_bytes(),
        write(tmp_path / "8.wav", [7] * 60, width=1, rate_hz=11_025).read_bytes(),
    ]
    file = tmp_path / "go.wav"
    outcomes = {"read": 0, "refused": 0}
    for _ in range(6000):
        content = bytearray(dice.choice(whole))
        for _ in range(dice.randrange(1, 5)):
            content[dice.randrange(min(len(content), 80))] = dice.randrange(256)
        if dice.random() < 0.4:
            del content[dice.randrange(len(content)) :]
        file.write_bytes(content)
        try:
            assert 0 < len(read_wav(file)) <= 2 * 44_100 * LONGEST_S
            outcomes["read"] += 1
        except SoundError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 500


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
