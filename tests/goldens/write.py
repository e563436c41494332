"""Writes the golden files of `simulate`: the five workouts, plain, timed, and with auto, each event a line of JSON.

    python -m tests.goldens.write

writes them anew, in a home of its own, so that no settings and no history of yours come in. What it writes is only a
proposal: read every line that changed against product.md and the source before it is committed.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from speedtimer.cli.main import run
from speedtimer.places import HOME_VARIABLE

FOLDER: Final = Path(__file__).parent / "simulate"

MODES: Final[Mapping[str, tuple[str, ...]]] = {"plain": (), "timed": ("--timed",), "auto": ("--auto",)}
"""What is written for each workout: the name behind its id, and the options."""

WORKOUTS: Final = ("drills-and-strides", "hills-10x30s", "10x100m", "sprint-pyramid", "8x200m")


def path_of(workout: str, mode: str) -> Path:
    """Give the golden file of a workout in a mode."""
    return FOLDER / f"{workout}.{mode}.jsonl"


def simulated(*arguments: str) -> str:
    """Give what `speedtimer simulate … --json` prints. SPEEDTIMER_HOME has to name an empty folder."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        code = run(["simulate", *arguments, "--json"])
    assert code == 0
    return printed.getvalue()


@contextlib.contextmanager
def _empty_home() -> Iterator[None]:
    before = os.environ.get(HOME_VARIABLE)
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        try:
            yield
        finally:
            if before is None:
                del os.environ[HOME_VARIABLE]
            else:
                os.environ[HOME_VARIABLE] = before


def main() -> None:
    """Write every file."""
    FOLDER.mkdir(exist_ok=True)
    with _empty_home():
        for workout in WORKOUTS:
            for mode, options in MODES.items():
                path_of(workout, mode).write_text(simulated(workout, *options), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
