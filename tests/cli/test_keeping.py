"""`export`, `import` and `backup` as scripts and people see them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from speedtimer.cli.commands import export
from speedtimer.errors import CallError, InputError, SpeedtimerError
from speedtimer.records.amend import Amendments
from speedtimer.records.history import History
from speedtimer.records.session import Ending, Remarks
from tests.cli.saying import run
from tests.records.sessions import WHOLE_S, driven, keep, plan_of, presses

SESSION = "20261123-0915-8x200m"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one session that is over and one that is not."""
    home = tmp_path / "home"
    monkeypatch.setenv("SPEEDTIMER_HOME", str(home))
    plan = plan_of()
    keep(home, plan, driven(plan, *presses(*WHOLE_S[:3])).advance(1_148_000)[0], Ending.COMPLETED)
    keep(home, plan, driven(plan, *presses(0)), None)
    return home


def call(*words: str) -> int:
    return run(*words)


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("which", [SESSION, "--all"])
def test_what_is_exported_can_be_imported(
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    form: str,
    which: str,
) -> None:
    assert call("export", which, "--format", form) == 0
    file = tmp_path / f"sessions.{form}"
    said = capsys.readouterr()
    assert said.err == ""
    file.write_text(said.out, newline="")
    other = tmp_path / "other"
    monkeypatch.setenv("SPEEDTIMER_HOME", str(other))
    assert call("import", str(file)) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == (f"{SESSION}\n", "1 brought in, 0 there already\n")
    with History.open(home) as here, History.open(other) as there:
        assert here.session(SESSION) == there.session(SESSION)
    call("import", str(file))
    assert capsys.readouterr().err == "0 brought in, 1 there already\n"


def test_csv_is_utf_8_with_its_own_line_ends_whatever_stdout_is_set_to(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Amendments(home).remark(SESSION, Remarks(notes="žlutá\nhill"))
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, "latin-1", "backslashreplace", "\r\n"))
    call("export", SESSION, "--format", "csv")
    sys.stdout.flush()
    header, first, *_ = written.getvalue().split(b"\r\n")
    assert header.endswith(b",step_ended_ms,identity")
    assert ',"žlutá\nhill",'.encode() in first


def test_exported_json_has_what_history_has_and_more(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert home.is_dir()
    call("export", SESSION, "--format", "json")
    data = json.loads(capsys.readouterr().out)
    assert (data["session"], data["completed"], len(data["splits"])) == (SESSION, True, 6)
    assert data["splits"][2]["m"] == 200
    assert len(data["log"]) == 3


def test_a_home_without_sessions_exports_an_empty_array(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SPEEDTIMER_HOME", str(tmp_path))
    call("export", "--all", "--format", "json")
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("words", [[], [SESSION, "--all"]])
def test_one_session_or_all_are_exported(home: Path, words: list[str]) -> None:
    assert home.is_dir()
    with pytest.raises(CallError, match="one session or --all"):
        call("export", *words, "--format", "json")


@pytest.mark.parametrize(("name", "says"), [("nobody", "there is no session"), (f"{SESSION}-2", "is not over")])
def test_a_session_that_cannot_be_exported_is_said(home: Path, name: str, says: str) -> None:
    assert home.is_dir()
    with pytest.raises(InputError, match=says):
        call("export", name, "--format", "csv")


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (None, "gone.json", "cannot be read"),
        (b"\xff\xfe", "odd.json", "not UTF-8"),
        (b"{", "half.json", "not JSON"),
        (b"[1]", "other.json", "no session of an export"),
        (b"a,b\n1,2\n", "other.csv", "is missing"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named(
    home: Path, tmp_path: Path, content: bytes | None, name: str, says: str
) -> None:
    assert home.is_dir()
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SpeedtimerError, match=says) as caught:
        call("import", str(file))
    assert caught.value.place == str(file)


def test_a_file_beyond_all_measure_is_not_read(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home.is_dir()
    monkeypatch.setattr(export, "LONGEST", 10)
    (tmp_path / "large.json").write_text("[" + " " * 20 + "]")
    with pytest.raises(InputError, match="too large"):
        call("import", str(tmp_path / "large.json"))


def test_a_backup_is_a_home_of_its_own(home: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    assert call("backup", str(tmp_path / "copy" / "speedtimer.db")) == 0
    with History.open(home) as here, History.open(tmp_path / "copy") as there:
        assert here.sessions() == there.sessions()
