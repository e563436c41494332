"""A home that cannot be one is said in a sentence, and keeps nobody from training."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from speedtimer import places
from speedtimer.app.services import Services
from speedtimer.cli.main import run
from speedtimer.doctor import installation
from speedtimer.doctor.finding import State
from speedtimer.engine.commands import Press
from speedtimer.runtime.clock import ManualClock
from speedtimer.settings.file import SettingsFile
from speedtimer.settings.toml_text import theme_of
from tests.runtime.doubles import running, small_plan
from tests.workout.files import SMALL, write


def no_folder(folder: Path) -> str:
    (folder / "file").touch()
    return str(folder / "file")


def below_a_file(folder: Path) -> str:
    return no_folder(folder) + "/below"


def dangling(folder: Path) -> str:
    (folder / "link").symlink_to("gone")
    return str(folder / "link")


def ring(folder: Path) -> str:
    (folder / "ring").symlink_to("ring")
    return str(folder / "ring")


def pipe(folder: Path) -> str:
    os.mkfifo(folder / "pipe")
    return str(folder / "pipe")


HOMES = [
    (no_folder, "is no folder"),
    (below_a_file, "cannot be used (Not a directory)"),
    (dangling, "is a link that leads nowhere"),
    (ring, "cannot be used (Too many levels of symbolic links)"),
    (pipe, "is no folder"),
    (lambda _: "/dev/null", "is no folder"),
    (lambda folder: str(folder / ("x" * 300)), "cannot be used (File name too long)"),
    (lambda folder: str(folder / "/".join(["y" * 200] * 30)), "cannot be used (File name too long)"),
    (lambda _: "~nobody-of-that-name", "names nobody's home directory"),
    (lambda _: "~nobody-of-that-name/x", "names nobody's home directory"),
]


@pytest.fixture(params=HOMES, ids=range(len(HOMES)))
def said(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A home that cannot be one; what is said of it."""
    folder = tmp_path / "around"
    folder.mkdir()
    make, why = request.param
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SPEEDTIMER_HOME", make(folder))
    return f"SPEEDTIMER_HOME {why}: set it to a folder"


@pytest.mark.parametrize("call", [["list"], ["show", "8x200m"], ["paces"], ["history"], ["simulate", "8x200m"]])
def test_a_command_says_it_in_one_sentence_and_does_what_it_can(
    said: str, call: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(call) == 0
    out, err = capsys.readouterr()
    nothing_yet = ["No session has been run yet: `speedtimer run 8x200m` opens one."] if call == ["history"] else []
    assert err.splitlines() == [said, *nothing_yet]
    assert bool(out) == (call != ["history"])


async def test_a_session_runs_and_says_that_it_is_not_kept(said: str) -> None:
    services = Services(mute=True, clock=ManualClock())
    assert len(services.library.workouts()) == 5
    assert services.sessions.cut_off() is None
    assert theme_of(places.settings_file()) is None
    assert SettingsFile(places.settings_file()).read() is False
    assert services.planner.plan("8x200m").workout_id == "8x200m"
    conductor, notes = Services(mute=True, clock=ManualClock()).sessions.open(small_plan(), None), list[str]()
    conductor.notes(notes.append)
    async with running(conductor):
        await conductor.give(Press())
        assert conductor.view().visit == 1
    assert [note for note in notes if "kept" in note] == [f"This session is not kept. {said}"]


def test_doctor_says_it(said: str) -> None:
    found = installation.folder()
    assert found.state is State.FAULT
    assert f"{found.says}: {found.remedy}".endswith(said.replace(": set", ", so no session is kept: set"))
    assert [each.state for each in installation.settings()] == [State.OK]


def test_nothing_is_made_anywhere(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(Path.cwd().iterdir())
    run(["list"])
    assert capsys.readouterr().err.startswith(said)
    assert sorted(Path.cwd().iterdir()) == before


NOBODY = "This user has no home directory: set SPEEDTIMER_HOME to a folder"


@pytest.fixture
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user whom the system does not know, without a home directory."""

    def unknown(number: int) -> None:
        raise KeyError(f"getpwuid(): uid not found: {number}")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for name in ("HOME", "SPEEDTIMER_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("nobody")
def test_without_a_home_directory_it_is_said_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.iterdir())
    assert run(["list"]) == 0
    assert capsys.readouterr().err == f"{NOBODY}\n"
    assert places.as_written(tmp_path / "x.yaml") == str(tmp_path / "x.yaml")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("nobody")
async def test_without_a_home_directory_a_session_runs() -> None:
    conductor, notes = Services(mute=True, clock=ManualClock()).sessions.open(small_plan(), None), list[str]()
    conductor.notes(notes.append)
    await conductor.stop(keep=False)
    assert f"This session is not kept. {NOBODY}" in notes


@pytest.mark.parametrize("name", ["settings.toml", "speedtimer.db", "workouts", "cache", "cache/workouts.json"])
def test_a_pipe_in_a_files_place_is_not_waited_for(home: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (home / name).parent.mkdir(exist_ok=True)
    os.mkfifo(home / name)
    assert theme_of(places.settings_file()) is None
    assert run(["show", "8x200m"]) == 0
    assert run(["list"]) == 0
    said = {
        "settings.toml": f"{home}/settings.toml:1:1: the file cannot be read (it is no plain file): make it a",
        "speedtimer.db": f"{home}/speedtimer.db: it is no file: move it away",
    }
    assert said.get(name, "") in capsys.readouterr().err


@pytest.mark.parametrize("call", [["import"], ["check"], ["show"]])
def test_what_has_no_end_is_no_file(home: Path, capsys: pytest.CaptureFixture[str], call: list[str]) -> None:
    os.mkfifo(home / "pipe.yaml")
    (home / "zero.yaml").symlink_to("/dev/zero")
    for name in ("pipe.yaml", "zero.yaml"):
        assert run([*call, str(home / name)]) == 1
        assert "is no plain file" in "".join(capsys.readouterr())


def test_what_is_kept_is_for_nobody_else(tmp_path: Path) -> None:
    home = tmp_path / "around" / "home"
    environ = os.environ | {"SPEEDTIMER_HOME": str(home)}
    for call in (["list"], ["run", "drills-and-strides", "--plain", "--auto", "--mute", "--speed", "10000"]):
        done = subprocess.run([sys.executable, "-m", "speedtimer", *call], env=environ, input="", check=True,
                              capture_output=True, text=True)  # fmt: skip
        assert done.stdout
    backup = tmp_path / "copy.db"
    subprocess.run([sys.executable, "-m", "speedtimer", "backup", str(backup)], env=environ, check=True)
    made = [tmp_path / "around", *(tmp_path / "around").rglob("*"), backup]
    assert {path.name for path in made} >= {
        "home",
        "cache",
        "workouts.json",
        "speedtimer.db",
        "session.lock",
        "copy.db",
    }
    assert {path: oct(path.stat().st_mode & 0o777) for path in made} == {
        path: "0o700" if path.is_dir() else "0o600" for path in made
    }


def test_what_was_there_before_keeps_its_rights(home: Path) -> None:
    home.chmod(0o755)
    own = write(home / "workouts", SMALL, "own.yaml")
    own.chmod(0o644)
    subprocess.run([sys.executable, "-m", "speedtimer", "list"], check=True, capture_output=True)
    assert [oct(path.stat().st_mode & 0o777) for path in (home, own)] == ["0o755", "0o644"]
