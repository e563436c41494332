"""Speak every clip with espeak-ng and make it fit to be heard outdoors. A build tool: the program never runs it.

    python sounds/voice/make.py               writes beside this file, with manifest.json
    python sounds/voice/make.py --into DIR    writes into DIR instead

Needs Python 3.11 or later and espeak-ng in exactly the version below: another one speaks a little differently, and
then the clips would no longer be those that the manifest names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Final

from shape import RATE, RATE_IN, clip
from words import CLOSING, JOINED, text

HERE: Final = Path(__file__).resolve().parent
VERSION: Final = "1.51"
VOICE: Final = "en-gb"
WORDS_PER_MINUTE: Final = 185
PITCH: Final = 55
LEVEL_RANGE: Final = "40%"
"""How much of the voice's ups and downs a joined clip keeps."""


class WrongSpeakerError(Exception):
    """The speech program is absent or not the one the clips are made with."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Make the voice's clips.")
    parser.add_argument("--into", type=Path, metavar="DIR", default=HERE, help="write into this folder")
    folder: Path = parser.parse_args(arguments).into
    try:
        version = check_version()
    except WrongSpeakerError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    clips = {}
    for name in (*JOINED, *CLOSING):
        data = _wav(clip(_spoken(name)))
        (folder / f"{name}.wav").write_bytes(data)
        clips[name] = {
            "text": text(name),
            "ms": round((len(data) - 44) / 2 / RATE * 1000),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
    manifest = {
        "made_with": f"espeak-ng {version}",
        "voice": VOICE,
        "words_per_minute": WORDS_PER_MINUTE,
        "clips": clips,
    }
    written = json.dumps(manifest, indent=1) + "\n"
    (folder / "manifest.json").write_text(written, encoding="utf-8", newline="\n")
    return 0


def check_version() -> str:
    """Give the version of the espeak-ng that is installed.

    Raises WrongSpeakerError where it is absent or not VERSION.
    """
    try:
        said = subprocess.run(["espeak-ng", "--version"], capture_output=True, check=True, encoding="utf-8").stdout
    except FileNotFoundError as absent:
        raise WrongSpeakerError(f"espeak-ng is not installed: install version {VERSION}") from absent
    found = said.partition(":")[2].split()[0]
    if found != VERSION:
        raise WrongSpeakerError(f"espeak-ng is version {found}: the clips are made with {VERSION}")
    return found


def _spoken(name: str) -> list[int]:
    """Let the program speak one clip and give its samples, at 22.05 kHz."""
    words = text(name) if name in CLOSING else f'<prosody range="{LEVEL_RANGE}">{text(name)}</prosody>'
    call = ["espeak-ng", "-m", "-v", VOICE, "-s", str(WORDS_PER_MINUTE), "-p", str(PITCH), "--stdout", words]
    said = subprocess.run(call, capture_output=True, check=True).stdout
    (rate,) = struct.unpack_from("<I", said, 24)
    if rate != RATE_IN or said[36:40] != b"data":
        raise WrongSpeakerError(f"espeak-ng gave {rate} samples a second where {RATE_IN} are expected")
    # Written to a pipe, the length in the head is not filled in: the samples are all that follows.
    count = (len(said) - 44) // 2
    return list(struct.unpack_from(f"<{count}h", said, 44))


def _wav(samples: list[int]) -> bytes:
    data = struct.pack(f"<{len(samples)}h", *samples)
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16,
                       b"data", len(data))  # fmt: skip
    return head + data


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
