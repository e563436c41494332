"""Where blocks lie: in the folder `blocks` beside the workouts that name them, and among the shipped ones."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from speedtimer import places

_FOLDER: Final = "blocks"


def beside(workout: Path) -> Path:
    """Return the folder of the blocks that come first for a workout file."""
    return workout.parent / _FOLDER


def shipped() -> Path:
    """Return the folder of the blocks that came with the program."""
    return places.shipped("workouts") / _FOLDER


def own() -> Path:
    """Return the folder of the runner's own blocks."""
    return places.own_workouts() / _FOLDER


def is_one(path: Path) -> bool:
    """Return whether a file is a block, which it is by where it lies."""
    return path.absolute().parent.name == _FOLDER
