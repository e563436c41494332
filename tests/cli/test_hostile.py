"""Text of others is never an order to the terminal: whatever a name holds, the output of every command is harmless."""

from __future__ import annotations

import json

import pytest

from speedtimer import places
from speedtimer.cli.main import run as command
from speedtimer.records.archive import bring_in, read_wholes, take_out, whole_data
from speedtimer.records.history import History
from speedtimer.records.session import Ending
from speedtimer.signs import may_be_shown
from tests.records.sessions import driven, keep, plan_of, presses

HOSTILE = "\x1b]0;title\x07\x1b[2J\x9b31m\u202edlrow\u2066\u200b\r\x08\u2028|"
"""A window title, a cleared screen, a colour by a C1 sign, bidi overrides, nothing to be seen, and ends of lines."""

NO_UTF_8 = "caf\udce9"
"""What Python makes of an argument that is not UTF-8."""

WORKOUT = """\
name: Mine
focus: even
purpose: To be run.
sections:
  - name: main
    steps:
      - effort: 2 x 200 m
        recovery: walk back
"""


def hostile_home() -> str:
    """Bring a session in whose every text is hostile, cut one off, and put two workouts on the shelf. Give its id."""
    home = places.data()
    plan = plan_of(held=True)
    keep(home, plan, driven(plan, *presses(0, 1_000, 1_050, 1_100, 1_140)), Ending.COMPLETED)
    with History.open(home) as history:
        (data,) = (json.loads(json.dumps(whole_data(whole))) for whole in take_out(home, history.sessions()))
    data["session"] = f"20991231-0000-{HOSTILE}"
    data["started_at"] = "2099-12-31T00:00:00+00:00"
    for name in ("workout", "name", "focus", "zone", "surface", "weather", "notes", "app_version", "source_hash"):
        data[name] = HOSTILE
    for split in data["splits"]:
        split["name"] = HOSTILE
    bring_in(home, read_wholes(json.dumps(data)))
    plan = plan_of(HOSTILE)
    keep(home, plan, driven(plan, *presses(0)), None)
    shelf = places.own_workouts()
    shelf.mkdir(parents=True)
    for file, text in ((NO_UTF_8, WORKOUT), ("x\x1b[31m", "name: [")):
        (shelf / f"{file}.yaml").write_text(text)
    return str(data["session"])


def harmful(text: str) -> list[str]:
    return [sign for sign in text if sign != "\n" and not may_be_shown(sign)]


@pytest.mark.parametrize(
    "words",
    [
        ["history"],
        ["history", "--json"],
        ["verdict"],
        ["verdict", "--json"],
        ["verdict", "SESSION"],
        ["paces"],
        ["paces", "--json"],
        ["list"],
        ["list", "--json"],
        ["export", "--all", "--format", "json"],
        ["export", "SESSION", "--format", "json"],
        ["check", "SHELF"],
        ["run", "--resume=save"],
        ["run", "HOSTILE", "--plain"],
        ["show", "HOSTILE"],
        ["show", "8x200m", "--with", "HOSTILE"],
        ["simulate", "HOSTILE"],
        ["check", "HOSTILE"],
        ["import", "HOSTILE.json"],
        ["backup", "HOSTILE/HOSTILE"],
        ["HOSTILE"],
        ["history", "--HOSTILE"],
    ],
)
def test_no_command_says_anything_harmful(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    session = hostile_home()
    shelf = [str(path) for path in places.own_workouts().iterdir()]
    said = [word.replace("SESSION", session).replace("HOSTILE", HOSTILE) for word in words if word != "SHELF"]
    code = command([*said, *(shelf if "SHELF" in words else [])])
    out, err = capsys.readouterr()
    assert code in (0, 1, 2)
    assert out + err != ""
    assert harmful(out) == []
    assert harmful(err) == []


def test_a_table_on_a_terminal_is_harmless_and_in_a_file_as_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = hostile_home()
    command(["export", session, "--format", "csv"])
    assert HOSTILE in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    command(["export", session, "--format", "csv"])
    assert harmful(capsys.readouterr().out.replace("\r\n", "\n")) == []


@pytest.mark.parametrize(
    "words",
    [
        ["show"],
        ["run"],
        ["run", "--plain"],
        ["simulate"],
        ["check"],
        ["verdict"],
        ["export", "--format", "json"],
        ["export", "--format", "csv"],
        ["import"],
        ["show", "8x200m", "--with"],
        ["run", "8x200m", "--speed"],
        ["history", "--limit"],
        [],
    ],
)
def test_of_an_argument_that_is_not_utf_8_a_sentence_is_said(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command([*words, NO_UTF_8]) in (1, 2)
    # The faults of a file that is checked are what `check` puts out.
    said = "".join(capsys.readouterr())
    assert r"caf\xe9" in said
    assert len(said.splitlines()) == 1
