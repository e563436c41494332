"""Workout files for tests: a small one that is right, and what is needed to write others."""

from __future__ import annotations

import os
import stat
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


def quietly(path: Path, before: str, after: str) -> None:
    """Change a file so that neither its size nor its date tells of it."""
    assert len(before) == len(after)
    status, text = path.stat(), path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)


def steps(*lines: str) -> str:
    """A workout whose main section has these lines for steps, indented as they have to be."""
    return STEPS + "".join(f"      {line}\n" for line in lines)


SHIPPED = places.shipped("workouts")


HOSTILE = (b"caf\xe9.yaml", b"new\nline.yaml", b"esc\x1b]0;evil\x07.YAML", "bidi\u202e.yml".encode())
"""Names of workout files that no screen may show as they are."""


def fill_with_hostile_files(folder: Path) -> None:
    """Put what has no business on a shelf into a folder: names that cannot be shown, and things that are no files."""
    folder.mkdir(parents=True)
    for name in HOSTILE:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(SMALL, encoding="utf-8")
    (folder / "nowhere.yaml").symlink_to("gone")
    (folder / "ring.yaml").symlink_to("ring.yaml")
    (folder / "endless.yaml").symlink_to("/dev/zero")
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    os.mknod(folder / "socket.yaml", stat.S_IFSOCK | 0o600)
