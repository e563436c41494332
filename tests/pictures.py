"""The pictures of the screens in the docs, and a recording: `python -m tests.pictures [NAME…]` draws all or some anew,
as SVG.

`--png DIR` puts each as PNG into DIR as well, through rsvg-convert where that is installed: for looking at.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from speedtimer.tui.figures import FIGURES
from speedtimer.tui.widgets.runner import drawn as drawn_figure
from tests.recording import NAME, recording
from tests.tui.moments import MOMENTS
from tests.tui.painted import Cell, cells, svg
from tests.tui.stage import staged

FOLDER = Path(__file__).resolve().parents[1] / ".github" / "docs" / "pictures"
GROUNDS = {"day": ("#000000", "#ffffff")}
"""Ink and ground of what a theme does not paint; light on black unless it stands here."""


@dataclass(frozen=True)
class Picture:
    """One picture: a moment, in a theme, at a size."""

    name: str
    moment: str
    theme: str = "dark"
    size: tuple[int, int] = (80, 24)


PICTURES = (
    Picture("library", "library"),
    Picture("preview", "preview"),
    Picture("ready", "ready"),
    Picture("track", "track", size=(120, 40)),
    Picture("jog", "jog"),
    Picture("set", "lead-in"),
    Picture("session", "work"),
    Picture("walk", "recovery"),
    Picture("bars", "advised"),
    Picture("pause", "paused"),
    Picture("summary", "summary"),
    Picture("day", "work", theme="day"),
    Picture("night", "work", theme="night"),
    Picture("terminal", "work", theme="terminal"),
    Picture("settings", "settings"),
    Picture("commands", "commands"),
    Picture("narrow", "work", size=(40, 12)),
    Picture("drill", "drill"),
)
SHEET = "figures"
"""The picture that is of no screen: every figure, frame by frame."""


async def drawn(picture: Picture) -> str:
    """Draw one picture as SVG. The home, which SPEEDTIMER_HOME names, should be empty."""
    moment = next(moment for moment in MOMENTS if moment.name == picture.moment)
    ink, ground = GROUNDS.get(picture.theme, ("#d8d8d8", "#000000"))
    async with staged(moment.start, size=picture.size) as stage:
        stage.app.theme = picture.theme
        await moment.script(stage)
        return svg(cells(stage.app, ink, ground), ground)


def sheet(columns: int = 19, rows: int = 13) -> str:
    """Draw every figure through half a cycle, after which the other leg does the same, so many cells a frame."""
    most = max(len(figure.poses) // 2 for figure in FIGURES)
    lines: list[str] = []
    for figure in FIGURES:
        frames = [drawn_figure(figure, frame, columns, rows) for frame in range(len(figure.poses) // 2)]
        lines += [
            f" {figure.name.capitalize()}: {figure.how}",
            *("".join(line) for line in zip(*frames, strict=True)),
            "",
        ]
    ink, ground = "#d8d8d8", "#000000"
    return svg([[Cell(text, ink, ground, bold=False) for text in line.ljust(most * columns)] for line in lines], ground)


def main() -> int:
    parser = argparse.ArgumentParser(description="Draw the pictures of the screens.")
    parser.add_argument("--png", metavar="DIR", type=Path, help="put each as PNG into DIR too, for looking at")
    parser.add_argument("names", metavar="NAME", nargs="*", help="which; all where none is named")
    chosen = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not chosen.names or SHEET in chosen.names:
        _keep(SHEET, sheet(), chosen.png)
    screens: dict[str, Callable[[], Coroutine[None, None, str]]] = {NAME: recording}
    screens |= {picture.name: partial(drawn, picture) for picture in PICTURES}
    for name, draw in screens.items():
        if not chosen.names or name in chosen.names:
            with tempfile.TemporaryDirectory() as home:
                os.environ["SPEEDTIMER_HOME"] = home
                _keep(name, asyncio.run(draw()), chosen.png)
    return 0


def _keep(name: str, picture: str, png: Path | None) -> None:
    path = FOLDER / f"{name}.svg"
    path.write_text(picture, encoding="utf-8")
    print(f"drawn {path}")
    if png is not None:
        _as_png(path, png)


def _as_png(path: Path, folder: Path) -> None:
    if shutil.which("rsvg-convert") is None:
        print("no PNG: install rsvg-convert (librsvg2-bin)", file=sys.stderr)
        return
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["rsvg-convert", "-o", str(folder / f"{path.stem}.png"), str(path)], check=True)


if __name__ == "__main__":
    sys.exit(main())
