from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from speedtimer import __version__
from speedtimer.__main__ import main
from speedtimer.cli.main import load, run
from speedtimer.cli.parser import COMMANDS


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def process(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "speedtimer", *arguments], capture_output=True, text=True, check=False, timeout=60
    )


def test_the_version_is_printed_without_loading_a_parser(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["speedtimer", "--version"])
    assert main() == 0
    assert capsys.readouterr().out == f"speedtimer {__version__}\n"
    found = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "speedtimer", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == f"speedtimer {__version__}\n"
    assert "argparse" not in found.stderr


def test_the_program_runs_as_a_module_and_ends_with_the_commands_code() -> None:
    done = process("list", "--json")
    assert done.returncode == 0
    assert done.stdout.startswith("[")
    assert process("nonsense").returncode == 2


def test_help_teaches_with_examples_and_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "--help")
    assert code == 0
    for command in COMMANDS:
        assert f"\n    {command} " in out
    assert "speedtimer run 8x200m" in out
    assert "SPEEDTIMER_HOME" in out
    assert "Exit codes: 0 done" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, command, "--help")
    assert code == 0
    assert "example" in out
    assert f"speedtimer {command}" in out


def test_every_command_lives_in_a_module_that_is_there() -> None:
    assert all(callable(load(command.run)) for command in COMMANDS.values())


@pytest.mark.parametrize(
    ("arguments", "said_on_stderr"),
    [
        (["rum"], "there is no command 'rum': did you mean `speedtimer run`?"),
        (["histroy"], "there is no command 'histroy': did you mean `speedtimer history`?"),
        (["8x200m"], "'8x200m' is a workout and no command: write `speedtimer run 8x200m`"),
        (["mine.yaml"], "'mine.yaml' is a workout and no command: write `speedtimer run mine.yaml`"),
        (["simulate", "8x200m", "--tmed"], "there is no option --tmed: did you mean --timed?"),
        (["simulate", "8x200m", "--zzz=4"], "there is no option --zzz: see `speedtimer simulate --help`"),
        (["simulate", "8x200m", "more"], "'more' is one word too many: see `speedtimer simulate --help`"),
        (["simulate"], "the following arguments are required: ID-or-FILE: see `speedtimer simulate --help`"),
        (["--verbose"], "there is no option --verbose: did you mean --version?"),
    ],
)
def test_a_bad_call_is_answered_in_a_line_with_what_would_be_right(
    arguments: list[str], said_on_stderr: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, *arguments) == (2, "", f"{said_on_stderr}\n")


def test_a_command_that_is_like_none_is_answered_with_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = said(capsys, "zzzz")
    assert all(command in err for command in COMMANDS)


def test_an_option_is_never_guessed_from_its_beginning(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "simulate", "8x200m", "--js")[0] == 2


def test_a_fault_of_the_input_exits_1_and_of_the_call_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "simulate", "8x200") == (
        1,
        "",
        "there is no workout '8x200': did you mean 8x200m?\n",
    )
    bad = tmp_path / "bad.yaml"
    bad.write_text("name: [\n")
    code, out, err = said(capsys, "simulate", str(bad))
    assert (code, out) == (1, "")
    assert err.startswith(f"{bad}:")
    assert said(capsys, "simulate", "8x200m", "--with", "lunch")[0] == 2


def test_the_library_needs_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys)
    assert (code, out) == (2, "")
    assert err.startswith("the library needs a terminal: ")


UNBUFFERED = pytest.mark.parametrize("unbuffered", ["", "1"])
"""Python notices that an output cannot be written as it prints, or as it exits."""


@UNBUFFERED
@pytest.mark.parametrize("arguments", [["simulate", "8x200m"], ["--version"], ["--help"], ["show", "--help"]])
def test_whoever_stops_reading_gets_no_traceback(arguments: list[str], unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "speedtimer", *arguments],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@UNBUFFERED
@pytest.mark.parametrize("arguments", [["list", "--json"], ["--version"], ["--help"], ["--version", "--help"]])
def test_an_output_that_cannot_be_written_is_said(arguments: list[str], unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "speedtimer", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "the output cannot be written: No space left on device"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize(("arguments", "code"), [(["list"], 0), (["history"], 0), (["nonsense"], 2)])
def test_notes_and_faults_that_cannot_be_written_change_nothing(
    arguments: list[str], code: int, tmp_path: Path
) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "speedtimer", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=full,
            check=False,
            timeout=60,
            env={**os.environ, "SPEEDTIMER_HOME": str(tmp_path)},
        )
    assert done.returncode == code


@pytest.mark.skipif(os.name != "posix", reason="a shell that closes streams by number")
@pytest.mark.parametrize(("closed", "out", "err"), [("<&-", True, True), (">&-", False, True), ("2>&-", True, False)])
def test_a_stream_that_was_closed_by_the_caller_ends_nothing(closed: str, out: bool, err: bool) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m speedtimer list {closed}', sys.executable],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert done.stdout.startswith("drills-and-strides") is out
    assert "workouts" not in done.stdout
    assert done.stderr.startswith("Your own workouts go into") is err


def test_ctrl_c_exits_130_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("speedtimer.cli.commands.simulate.run", interrupted)
    assert said(capsys, "simulate", "8x200m") == (130, "", "")


def test_letters_that_the_terminal_does_not_have_are_escaped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    workout = tmp_path / "läufe.yaml"
    workout.write_text(
        "name: Läufe\nfocus: even\npurpose: Schön.\nsections:\n  - name: main\n    steps:\n"
        "      - effort: 2 x 10 s\n        recovery: walk back\n",
        encoding="utf-8",
    )
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert run(["show", str(workout)]) == 0
    sys.stdout.flush()
    assert rb"L\xe4ufe" in raw.getvalue()


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (["--version"], {"argparse", "textual", "pydantic", "asyncio", "sqlite3", "speedtimer.cli"}),
        (["--help"], {"textual", "pydantic", "asyncio", "sqlite3", "yaml"}),
        (["history"], {"textual", "pydantic", "asyncio", "yaml"}),
        (["simulate", "8x200m", "--json"], {"textual", "asyncio", "rich"}),
    ],
)
def test_a_command_loads_no_more_than_it_needs(arguments: list[str], without: set[str]) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['speedtimer', *{arguments!r}]\n"
        "from speedtimer.__main__ import main\n"
        "main()\n"
        "print(' '.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert set(done.stderr.splitlines()[-1].split()) & without == set()


def test_a_list_that_has_not_changed_is_given_without_reading_a_workout() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['speedtimer', 'list']\n"
        "from speedtimer.__main__ import main\n"
        "main()\n"
        "print(' '.join(sys.modules), file=sys.stderr)\n"
    )
    for without in ({"textual", "asyncio"}, {"textual", "asyncio", "pydantic", "yaml"}):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
        assert set(done.stderr.splitlines()[-1].split()) & without == set()
