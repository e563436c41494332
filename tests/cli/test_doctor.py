from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from speedtimer.audio import choose
from speedtimer.cli.commands.doctor import _laid_out
from speedtimer.cli.main import run
from speedtimer.doctor import examine, latency, rehearse
from speedtimer.doctor.finding import Finding, State

FAULT = Finding("sound", State.FAULT, "none: no sound at all", "plug one in")


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What is found on this computer, as far as the command knows."""
    everything = [Finding("home", State.OK, "here")]

    def findings(*_: object, bell: bool) -> Iterator[Finding]:
        assert not bell
        yield from everything

    monkeypatch.setattr(examine, "findings", findings)
    return everything


def test_each_finding_is_a_row_its_remedy_below_it_and_a_fault_sets_the_exit_code(
    found: list[Finding], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor"]) == 0
    found.append(FAULT)
    assert run(["doctor"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "ok     home      here",
        "ok     home      here",
        "fault  sound     none: no sound at all",
        "                 -> plug one in",
    ]


def test_json_is_one_array_with_the_same_fields_in_each(
    found: list[Finding], capsys: pytest.CaptureFixture[str]
) -> None:
    found.append(FAULT)
    assert run(["doctor", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {"about": "home", "state": "ok", "says": "here", "remedy": None},
        {"about": "sound", "state": "fault", "says": "none: no sound at all", "remedy": "plug one in"},
    ]


def test_in_a_terminal_long_texts_are_broken_at_words() -> None:
    finding = Finding("clock", State.NOTE, "one two three four\nfive", "six seven eight nine ten")
    assert list(_laid_out(finding, 17 + 18)) == [
        "note   clock     one two three four",
        "note   clock     five",
        "                 -> six seven eight",
        "                    nine ten",
    ]
    assert list(_laid_out(finding, 17 + 17))[:2] == ["note   clock     one two three", "                 four"]


def test_cues_are_for_the_ear(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--sounds", "--json"]) == 2
    assert capsys.readouterr().err == "--sounds is for the ear and has no --json: leave one of them out\n"


def test_where_silence_is_wanted_there_is_nothing_to_hear(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "settings.toml").write_text('[cues]\nbackend = "silent"\n')
    for option in ("--sounds", "--latency"):
        assert run(["doctor", option]) == 1
    assert capsys.readouterr().err.count("nothing that plays sound was found, or none is wanted") == 2


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bell as what plays, though there is no terminal."""
    monkeypatch.setattr(choose, "order", lambda *_, **__: ("bell",))


@pytest.mark.usefixtures("bell")
def test_the_measurement_has_its_figures_in_json_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = latency.Latency("bell", "the terminal's bell", (0, 2000), 0)
    monkeypatch.setattr(latency, "measure", lambda *_: measured)
    assert run(["doctor", "--latency", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert {name: told[name] for name in ("about", "state", "says", "remedy", "mean_ms", "lost", "off_us")} == {
        "about": "latency",
        "state": "ok",
        "says": measured.summary,
        "remedy": None,
        "mean_ms": 1.0,
        "lost": 0,
        "off_us": [0, 2000],
    }
    assert run(["doctor", "--latency"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == list(measured.lines)


@pytest.mark.usefixtures("bell")
@pytest.mark.parametrize(("lost", "code"), [(0, 0), (2, 1)])
def test_cues_that_were_not_played_set_the_exit_code(monkeypatch: pytest.MonkeyPatch, lost: int, code: int) -> None:
    monkeypatch.setattr(rehearse, "rehearse", lambda *_: lost)
    assert run(["doctor", "--sounds"]) == code


@pytest.mark.usefixtures("bell")
def test_ctrl_c_ends_it_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(rehearse, "rehearse", interrupted)
    assert run(["doctor", "--sounds"]) == 130
