"""`check`: every fault of every file, named as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.saying import SHIPPED, Said
from tests.workout.files import SMALL


def test_check_says_every_fault_of_every_file_on_stdout(said: Said, home: Path) -> None:
    good, bad = home / "good.yaml", home / "bad.yaml"
    good.write_text(SMALL, encoding="utf-8")
    bad.write_text(SMALL.replace("even", "evn").replace("2 x", "0 x"), encoding="utf-8")
    code, out, err = said("check", str(bad), str(good), str(home / "none.yaml"))
    assert code == 1
    assert out.splitlines() == [
        f"{bad}:2:8: 'evn' is no focus: did you mean 'even'?",
        f"{bad}:7:17: 0 reps is out of range: write 1 to 10000 reps",
        f"{home / 'none.yaml'}:1:1: there is no such file: check its name",
    ]
    assert err == f"{good}: ok\n"


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("./bad.yaml", None),
        ("folder/..//bad.yaml", None),
        ("./none.yaml", "there is no such file: check its name"),
        ("", "there is no such file: check its name"),
        ("folder/", "this is a folder: name a file in it"),
        ("./folder//", "this is a folder: name a file in it"),
        ("bad.yaml/", "the file cannot be read (Not a directory): check its name and its permissions"),
    ],
)
def test_check_names_a_file_as_it_was_written(
    said: Said, home: Path, monkeypatch: pytest.MonkeyPatch, file: str, fault: str | None
) -> None:
    monkeypatch.chdir(home)
    (home / "folder").mkdir()
    (home / "bad.yaml").write_text("name: [a\n", encoding="utf-8")
    code, out, _ = said("check", file)
    assert code == 1
    if fault is None:
        assert out == f"{file}:1:7: the bracket is not closed: put ',' between its values and close it\n"
    else:
        assert out == f"{file}:1:1: {fault}\n"


def test_check_says_of_a_good_file_that_it_is_as_it_was_written(
    said: Said, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    (home / "blocks").mkdir()
    (home / "good.yaml").write_text(SMALL, encoding="utf-8")
    (home / "blocks" / "good.yaml").write_text("steps:\n  - effort: 100 m\n    recovery: walk back\n", encoding="utf-8")
    assert said("check", "./good.yaml", "blocks//good.yaml") == (0, "", "./good.yaml: ok\nblocks//good.yaml: ok\n")


def test_check_passes_every_shipped_file(said: Said) -> None:
    files = [str(path) for path in sorted(SHIPPED.rglob("*.yaml"))]
    code, out, err = said("check", *files)
    assert (code, out) == (0, "")
    assert err.splitlines() == [f"{file}: ok" for file in files]
    assert len(files) == 10


def test_check_remarks_a_text_that_is_cut_short_and_finds_the_file_good(said: Said, home: Path) -> None:
    file = home / "gate.yaml"
    file.write_text(SMALL.replace("Small", "Gate code #4711"), encoding="utf-8")
    assert said("check", str(file)) == (
        0,
        f"{file}:1:17: remark: '#4711' is a comment, since '#' begins one: put the text in quotes\n",
        f"{file}: ok\n",
    )
