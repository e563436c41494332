"""The voice's clips: all there, as the manifest says, trimmed, equally loud, and spoken by the program it names."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
import sys
import wave
from math import log10
from pathlib import Path

import pytest

from speedtimer.places import shipped
from tests.sounds.hearing import FULL_SCALE, RATE, rms, samples_of

pytestmark = pytest.mark.thorough

VOICE = shipped("sounds") / "voice"
MANIFEST = json.loads((VOICE / "manifest.json").read_text(encoding="utf-8"))
NUMBERS = tuple(str(number) for number in (*range(21), *range(30, 100, 10)))
WORDS = """
    hundred thousand metres seconds minutes minute kilometre kilometres rep of next and half point last_one walk_back
    session_complete warm_up easy_jog warm_down get_ready drill stride effort recovery uphill butt_kicks high_knees
    high_knee_skips halfway paused resumed ready go_again shorter_now press_when_back easy shorter longer jog walk
"""
NAMES = (*NUMBERS, *WORDS.split())


def frames_of(name: str) -> list[float]:
    """Give the level of each 5 ms."""
    samples, frame = samples_of(VOICE / f"{name}.wav"), RATE // 200
    return [rms(samples[at : at + frame]) for at in range(0, len(samples) - frame + 1, frame)]


def loudness_db(name: str) -> float:
    """Give the level below full scale of those frames that are within 20 dB of the loudest."""
    frames = frames_of(name)
    heard = [level * level for level in frames if level >= max(frames) / 10]
    return 10 * log10(sum(heard) / len(heard)) - 20 * log10(FULL_SCALE)


def length_ms(name: str) -> float:
    return 1000 * len(samples_of(VOICE / f"{name}.wav")) / RATE


def speaker_missing() -> str:
    """Say why the clips cannot be spoken anew here, or nothing."""
    if platform.machine() not in {"x86_64", "AMD64"}:
        return "the clips were spoken on x86-64, and espeak-ng's floats may round otherwise here"
    if shutil.which("espeak-ng") is None:
        return "espeak-ng is not installed"
    said = subprocess.run(["espeak-ng", "--version"], capture_output=True, check=True, encoding="utf-8").stdout
    found = f"espeak-ng {said.partition(':')[2].split()[0]}"
    return "" if found == MANIFEST["made_with"] else f"{found} is installed, the clips are by {MANIFEST['made_with']}"


def test_the_clips_and_the_manifest_name_the_same_words_and_no_others() -> None:
    assert {path.stem for path in VOICE.glob("*.wav")} == set(NAMES)
    assert set(MANIFEST["clips"]) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_clip_is_the_one_in_the_manifest(name: str) -> None:
    clip = MANIFEST["clips"][name]
    assert hashlib.sha256((VOICE / f"{name}.wav").read_bytes()).hexdigest() == clip["sha256"]
    assert clip["ms"] == round(length_ms(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_clip_has_the_form_of_a_cue(name: str) -> None:
    with wave.open(str(VOICE / f"{name}.wav"), "rb") as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (RATE, 2, 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_clip_never_passes_one_decibel_below_full_scale(name: str) -> None:
    peak = max(abs(sample) for sample in samples_of(VOICE / f"{name}.wav"))
    assert peak <= round(FULL_SCALE * 10 ** (-1 / 20))


@pytest.mark.parametrize("name", NAMES)
def test_a_clip_is_as_loud_as_the_others_within_half_a_decibel(name: str) -> None:
    assert loudness_db(name) == pytest.approx(-13.4, abs=0.25)


@pytest.mark.parametrize("name", NAMES)
def test_a_clip_has_no_silence_before_or_after_it(name: str) -> None:
    frames = frames_of(name)
    assert max(frames[:3]) > max(frames) / 100
    assert max(frames[-4:]) > max(frames) / 150


@pytest.mark.parametrize("name", NAMES)
def test_a_clip_begins_and_ends_without_a_click(name: str) -> None:
    samples = samples_of(VOICE / f"{name}.wav")
    assert abs(samples[0]) <= FULL_SCALE / 100
    assert samples[-1] == 0


def test_a_joined_phrase_takes_about_as_long_as_a_speaker_would() -> None:
    # Spoken as one phrase at espeak-ng's own 175 words a minute, it takes 2.1 s.
    phrase = ("rep", "3", "of", "8", "2", "hundred", "metres")
    assert 2000 <= sum(length_ms(name) for name in phrase) <= 2400


def test_no_clip_is_longer_than_a_second() -> None:
    assert max(length_ms(name) for name in NAMES) < 1000


def test_all_sounds_together_stay_below_four_megabytes() -> None:
    assert sum(path.stat().st_size for path in shipped("sounds").rglob("*.wav")) < 4_000_000


def test_the_script_speaks_the_committed_clips_byte_for_byte(tmp_path: Path) -> None:
    if why := speaker_missing():
        pytest.skip(why)
    subprocess.run([sys.executable, "-B", str(VOICE / "make.py"), "--into", str(tmp_path)], check=True)
    for name in (*(f"{name}.wav" for name in NAMES), "manifest.json"):
        assert (tmp_path / name).read_bytes() == (VOICE / name).read_bytes(), name


def test_another_version_of_the_speaker_is_refused_by_name(tmp_path: Path) -> None:
    fake = tmp_path / "espeak-ng"
    fake.write_text("#!/bin/sh\necho 'eSpeak NG text-to-speech: 1.52  Data at: /nowhere'\n", encoding="utf-8")
    fake.chmod(0o755)
    made = tmp_path / "made"
    call = [sys.executable, "-B", str(VOICE / "make.py"), "--into", str(made)]
    ran = subprocess.run(call, env={"PATH": str(tmp_path)}, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 1
    assert ran.stderr == "espeak-ng is version 1.52: the clips are made with 1.51\n"
    assert not made.exists()
