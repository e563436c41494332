from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from speedtimer.audio.output import Output
from speedtimer.audio.solo import Trial
from speedtimer.doctor import sound
from speedtimer.doctor.finding import Finding, State
from speedtimer.rules import CueChoices, Rules
from speedtimer.settings.preferences import Preferences

WORKS = Trial(True, "miniaudio through PulseAudio", 310, 1_400)
FAILS = Trial(False, "no sound device", 0)
AUTO = ("miniaudio", "system", "bell")


def test_each_backend_says_what_came_of_trying_it() -> None:
    assert sound.backend("miniaudio", WORKS) == Finding(
        "backend",
        State.OK,
        "miniaudio: works (miniaudio through PulseAudio), open after 310 ms, a silent sound handed over 1.4 ms off its "
        "moment",
    )
    assert sound.backend("miniaudio", FAILS) == Finding(
        "backend", State.NOTE, "miniaudio: does not work (no sound device)"
    )
    absent = sound.backend("system", None)
    assert (absent.state, absent.says) == (State.NOTE, "system: not installed")
    assert "pw-play" in absent.remedy
    unfit = sound.backend("simpleaudio", Trial(False, "simpleaudio cannot be loaded (wrong ELF class)", 0))
    assert unfit.remedy == "install it again, for this Python"


@pytest.mark.parametrize(
    ("choice", "wanted", "tried", "environ", "state", "says"),
    [
        ("auto", AUTO, {"miniaudio": WORKS, "system": WORKS}, {}, State.OK, "miniaudio, then system, then bell"),
        ("auto", AUTO, {"miniaudio": FAILS, "system": WORKS}, {}, State.OK, "system, then bell"),
        ("auto", AUTO, {"miniaudio": FAILS, "system": FAILS}, {}, State.FAULT, "bell"),
        ("auto", ("miniaudio",), {"miniaudio": FAILS}, {}, State.FAULT, "none"),
        ("auto", ("bell",), {}, {}, State.FAULT, "bell"),
        ("auto", (), {}, {}, State.FAULT, "none"),
        ("miniaudio", ("miniaudio", "bell"), {"miniaudio": FAILS}, {}, State.FAULT, "bell"),
        ("auto", ("bell", "miniaudio"), {"miniaudio": WORKS}, {"SSH_CONNECTION": "1"}, State.NOTE, "bell, then mini"),
        ("bell", ("bell",), {}, {}, State.NOTE, "bell"),
        ("silent", (), {}, {}, State.NOTE, "none"),
    ],
)
def test_what_is_taken_is_a_fault_only_where_something_better_was_wanted(
    choice: str,
    wanted: tuple[str, ...],
    tried: Mapping[str, Trial],
    environ: Mapping[str, str],
    state: State,
    says: str,
) -> None:
    found = sound.taken(choice, wanted, tried, environ)
    assert found.state is state
    assert found.says.startswith(says)
    assert bool(found.remedy) == (state is not State.OK)


def test_only_what_is_there_or_asked_for_is_tried_and_the_bell_is_never_rung(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sound, "installed", lambda name: name in ("miniaudio", "bell"))
    tried: list[str] = []

    def attempt(name: str) -> Trial:
        tried.append(name)
        return WORKS

    monkeypatch.setattr(sound, "attempt", attempt)
    found = list(sound.sound(CueChoices(backend="simpleaudio"), {}, bell=True))
    assert tried == ["miniaudio", "simpleaudio"]
    assert [each.says.split(":")[0] for each in found if each.about == "backend"] == [
        "miniaudio",
        "simpleaudio",
        "system",
        "bell",
        "silent",
    ]


@pytest.mark.parametrize(
    ("output", "state", "says"),
    [
        (Output(False, 80), State.OK, "the computer is not muted, its volume is 80 %"),
        (Output(False, 29), State.NOTE, "the computer is not muted, its volume is 29 %"),
        (Output(True, 80), State.NOTE, "the computer is muted, its volume is 80 %"),
        (Output(False, None), State.OK, "the computer is not muted"),
    ],
)
def test_a_computer_turned_down_is_worth_a_note(output: Output, state: State, says: str) -> None:
    (found,) = sound.loudness(output)
    assert (found.about, found.state, found.says) == ("output", state, says)


def test_settings_that_keep_a_session_from_being_heard_are_worth_a_note() -> None:
    assert list(sound.wished(Preferences())) == []
    muted, soft = sound.wished(Preferences(rules=Rules(cues=CueChoices(volume_percent=0)), sound=False))
    assert (muted.about, muted.state, muted.says) == ("sound", State.NOTE, "the settings have sessions begin muted")
    assert (soft.says, soft.remedy) == ("the settings turn the cues down to 0", "`volume = 100` in the settings")


def test_a_computer_that_cannot_be_asked_is_not_told_of() -> None:
    assert list(sound.loudness(None)) == []


def test_the_cues_are_read_and_a_file_of_ones_own_that_is_no_wav_is_a_fault(home: Path) -> None:
    (found,) = sound.files()
    assert found.state is State.OK
    assert found.says.startswith("19 cues and ")
    assert found.says.endswith(f"0 sounds of your own in {home / 'sounds'}")
    (home / "sounds").mkdir()
    (home / "sounds" / "go.wav").write_bytes(b"OggS")
    _, fault = sound.files()
    assert fault.state is State.FAULT
    assert fault.says.startswith(str(home / "sounds" / "go.wav"))
    assert fault.remedy == "put a WAV in its place, or take it away"
