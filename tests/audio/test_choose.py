"""Which backends are tried, and in which order."""

from __future__ import annotations

import pytest

from speedtimer.audio.backends import WHERE
from speedtimer.audio.backends.silent import Silent
from speedtimer.audio.choose import choose, installed, order
from speedtimer.audio.remote import RemotePlayer
from speedtimer.errors import InputError
from speedtimer.rules import BackendName, CueChoices

HERE: dict[str, str] = {}
FAR = {"SSH_CONNECTION": "10.0.0.1 5000 10.0.0.2 22"}
FAR_WITH_SERVER = {**FAR, "PULSE_SERVER": "10.0.0.1"}
EVERYTHING = frozenset({"simpleaudio", "miniaudio", "system"})


@pytest.mark.parametrize(
    ("choice", "environ", "there", "expected"),
    [
        ("auto", HERE, EVERYTHING, ("simpleaudio", "miniaudio", "system", "bell")),
        ("auto", HERE, {"miniaudio"}, ("miniaudio", "bell")),
        ("auto", HERE, {"system"}, ("system", "bell")),
        ("auto", HERE, set(), ("bell",)),
        ("auto", FAR, {"miniaudio"}, ("bell", "miniaudio")),
        ("auto", FAR_WITH_SERVER, {"miniaudio"}, ("miniaudio", "bell")),
        ("simpleaudio", HERE, {"miniaudio"}, ("simpleaudio", "bell")),
        ("miniaudio", FAR, EVERYTHING, ("miniaudio", "bell")),
        ("bell", HERE, EVERYTHING, ("bell",)),
        ("silent", HERE, EVERYTHING, ()),
    ],
)
def test_the_order_of_backends(
    choice: str, environ: dict[str, str], there: frozenset[str], expected: tuple[str, ...]
) -> None:
    assert order(choice, environ, bell=True, has=there.__contains__) == expected


def test_without_a_terminal_there_is_no_bell() -> None:
    assert order("auto", HERE, bell=False, has={"miniaudio"}.__contains__) == ("miniaudio",)
    assert order("bell", HERE, bell=False) == ()
    assert order("auto", FAR, bell=False, has={"miniaudio"}.__contains__) == ("miniaudio",)


def test_an_unknown_backend_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"gramophone.*miniaudio.*silent"):
        order("gramophone", HERE, bell=True)


def test_every_backend_that_makes_a_sound_has_a_class_in_the_child() -> None:
    assert set(WHERE) == set(BackendName) - {BackendName.AUTO, BackendName.SILENT}


def test_silence_needs_no_child() -> None:
    assert isinstance(choose(CueChoices(backend="silent"), None), Silent)
    assert isinstance(choose(CueChoices(backend="bell"), lambda: None), RemotePlayer)


def test_what_is_not_installed_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not installed("system")
    assert installed("bell")


def test_the_silent_player_takes_everything_and_has_no_lengths() -> None:
    player = Silent()
    player.begin(print)
    player.play("go", None, 1)
    player.cancel(1)
    player.volume(100, 100)
    assert player.length_ms("go") is None
    assert player.playing is None
    player.close()
