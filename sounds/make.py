"""Make every cue's WAV file, and its picture for the docs. Needs Python 3.11 or later and nothing else.

    python sounds/make.py                  writes beside this file, and the pictures to .github/docs/sounds
    python sounds/make.py --into DIR       writes everything into DIR instead
    python sounds/make.py --table          prints the table that stands in .github/docs/sounds.md

The same bytes come out every time and everywhere: see tones.py. A test makes them anew and compares.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pictures import draw
from score import PITCHES, SCORE, Sound
from tones import Note, render, wav

HERE = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Make the cues.")
    parser.add_argument("--into", type=Path, metavar="DIR", help="write WAV files and pictures into this folder")
    parser.add_argument("--table", action="store_true", help="print the table of the docs, write nothing")
    chosen = parser.parse_args(arguments)
    if chosen.table:
        sys.stdout.write(table())
        return 0
    sounds: Path = chosen.into or HERE
    pictures: Path = chosen.into or HERE.parent / ".github" / "docs" / "sounds"
    sounds.mkdir(parents=True, exist_ok=True)
    pictures.mkdir(parents=True, exist_ok=True)
    for name, sound in SCORE.items():
        (sounds / f"{name}.wav").write_bytes(wav(render(sound.notes, sound.peak)))
        (pictures / f"{name}.svg").write_text(draw(name, sound), encoding="utf-8", newline="\n")
    return 0


def table() -> str:
    """Give the docs' table, in Markdown: a row for each cue, in the order of the score."""
    head = "| cue | says | heard as | notes | onsets (ms) | length (ms) | peak (dBFS) | picture |"
    return (
        "\n".join([head, "|---|---|---|---|---|---|---|---|", *(_row(name, sound) for name, sound in SCORE.items())])
        + "\n"
    )


def _row(name: str, sound: Sound) -> str:
    onsets = sorted({note.at_ms for note in sound.notes})
    chords = ["+".join(_pitch(note) for note in sound.notes if note.at_ms == onset) for onset in onsets]
    peak = {29_204: "-1", 16_422: "-6", 11_626: "-9"}[sound.peak]
    cells = (
        f"`{name}`",
        sound.says,
        sound.heard,
        " ".join(chords),
        " ".join(str(onset) for onset in onsets),
        str(sound.length_ms),
        peak,
        f"![{name}](sounds/{name}.svg)",
    )
    return f"| {' | '.join(cells)} |"


def _pitch(note: Note) -> str:
    names = {milli_hz: name for name, milli_hz in PITCHES.items()}
    return names[note.milli_hz] + (f"→{names[note.to_milli_hz]}" if note.to_milli_hz is not None else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
