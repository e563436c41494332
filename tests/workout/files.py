"""Workout files for tests: a small one that is right, and what is needed to write others."""

from __future__ import annotations

from pathlib import Path

from speedtimer import places

SMALL = """\
name: Small
focus: even
purpose: To be read by a test.
sections:
  - name: main
    steps:
      - effort: 2 x 200 m
        recovery: walk back
"""

HEAD = "name: Small\nfocus: even\npurpose: To be read by a test.\nsections:\n"
"""The first four lines; a section begins in line 5."""

STEPS = HEAD + "  - name: main\n    steps:\n"
"""The first six lines; a step begins in line 7, its dash in column 7 and its first key in column 9."""


def write(folder: Path, text: str | bytes, name: str = "w.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def steps(*lines: str) -> str:
    """A workout whose main section has these lines for steps, indented as they have to be."""
    return STEPS + "".join(f"      {line}\n" for line in lines)


SHIPPED = places.shipped("workouts")
