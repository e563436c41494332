"""The workouts that the benches run, written to files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_FORM: Final = """\
name: Bench
focus: even
purpose: To be measured.
sections:
  - name: main
    steps:
      - effort: {reps} x {length}
        recovery: {recovery}
"""


def written(folder: Path, name: str, reps: int, length: str, recovery: str = "rest") -> str:
    """Write a workout of one set. Give the path of its file.

    Args:
        folder: where the file goes.
        name: the file's, without its ending.
        reps: how many.
        length: of each, as a workout file has it.
        recovery: likewise.
    """
    path = folder / f"{name}.yaml"
    path.write_text(_FORM.format(reps=reps, length=length, recovery=recovery), encoding="utf-8")
    return str(path)
