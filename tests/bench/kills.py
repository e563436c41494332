"""Kills a running session at random moments, goes on with it, and looks for every press.

    python -m tests.bench.kills [KILLS]

A session of hills in plain mode, twenty times faster, is given keys at random and killed with SIGKILL; then it is gone
on with and killed again, until it is complete and the next one begins. After every kill its journal is read:

- every line that a key was answered with on stdout, and that says a change was taken, has its entry;
- the entries since the last kill are the keys that were typed, in their order, from the first on: none twice, none left
  out in between; those before the last kill are what they were;
- it can be gone on with, and stands where it was: how far the journal lies behind the kill, in real time, is reported;
- its finished splits are those of a twin that was never killed: the same commands at the same moments, and a pause by
  hand wherever the other one was away.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from speedtimer.engine.commands import Away, Pause
from speedtimer.engine.engine import Engine
from speedtimer.engine.view import View
from speedtimer.records.rows import EntryRow
from speedtimer.records.unfinished import Unfinished, find_unfinished

KILLS: Final = 200
ROOT: Final = Path(__file__).parents[2]
NEW: Final = (
    "hills-10x30s",
    "--without",
    "warm-up",
    "--without",
    "drills",
    "--without",
    "strides",
    "--without",
    "warm-down",
    "--speed",
    "20",
)
KEYS: Final = ("", "", "+", "-", "p", "o", "u")
MEAN: Final = {
    "": {"press"},
    "+": {"extend"},
    "-": {"extend"},
    "p": {"pause", "resume"},
    "o": {"resume"},
    "u": {"undo"},
}
"""What each key becomes in the journal."""

TAKEN: Final = ("30 s more", "30 s less")
"""Answers that say of a key that it was taken, and of no other."""

LATE_MS: Final = 5_000
"""The farthest that the journal may lie behind a kill."""


@dataclass
class Found:
    """What was found. behind_ms: real time between the kill and the last moment known awake, one for each kill.
    splits: how many were the same as the twin's."""

    kills: int = 0
    sessions: int = 0
    keys: int = 0
    shown: int = 0
    splits: int = 0
    faults: list[str] = field(default_factory=list)
    behind_ms: list[float] = field(default_factory=list)


def main(kills: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        found = kill(Path(folder), kills)
    behind = sorted(found.behind_ms)
    print(f"{found.kills} kills of {found.sessions} sessions; {found.keys} keys in the journal")
    print(f"changes shown as taken: {found.shown}; lost, twice or out of order: {len(found.faults)}")
    print(f"gone on with: {len(behind)}; splits as an uninterrupted twin has them: {found.splits}")
    print(f"behind the kill: median {behind[len(behind) // 2]:.0f} ms, most {behind[-1]:.0f} ms")
    for fault in found.faults:
        print(fault)
    return 1 if found.faults else 0


def kill(home: Path, kills: int, longest_s: float = 8.0) -> Found:
    """Kill sessions of a home so often, each after longest_s of real time at most. Give what was found."""
    drawn, found = random.Random(6), Found()
    before: Unfinished | None = None
    while found.kills < kills:
        before = _one(home, before, drawn, found, longest_s)
    return found


def _one(
    home: Path, before: Unfinished | None, drawn: random.Random, found: Found, longest_s: float
) -> Unfinished | None:
    """Start or go on, type, kill, and read. Give the session as it was left; None where it had come to its end."""
    arguments = NEW if before is None else ("--resume=on",)
    process = subprocess.Popen(
        [sys.executable, "-m", "speedtimer", "run", *arguments, "--plain", "--mute"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SPEEDTIMER_HOME": str(home)},
        bufsize=0,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    said = [process.stdout.readline()]
    reader = threading.Thread(target=said.extend, args=(process.stdout,))
    reader.start()
    typed = _type(process, drawn, longest_s)
    process.kill()
    killed_ms = time.time_ns() / 1e6
    code = process.wait()
    reader.join()
    process.stdin.close()
    process.stdout.close()
    if code == 0:
        # It had been completed before the kill.
        return None
    found.kills += 1
    found.sessions += before is None
    shown = [line.decode()[9:].strip() for line in said if line.endswith(b"\n")]
    after = find_unfinished(home)
    if not after:
        found.faults.append(f"kill {found.kills}: the session cannot be gone on with")
        return None
    _look(before, after[0], typed, [line for line in shown if line in TAKEN], killed_ms, found)
    if after[0].engine().view().step is not None:
        return after[0]
    _save(home, after[0])
    return None


def _type(process: subprocess.Popen[bytes], drawn: random.Random, longest_s: float) -> list[str]:
    """Type keys for a while. Give them."""
    assert process.stdin is not None
    lasts_s = drawn.uniform(5, 8) if drawn.random() < 0.15 else drawn.uniform(0.02, 3)
    until, typed = time.monotonic() + min(lasts_s, longest_s), list[str]()
    while (left := until - time.monotonic()) > 0 and process.poll() is None:
        # A key that bounces again within a tenth of a second is not written down.
        time.sleep(min(left, drawn.uniform(0.15, 0.6)))
        key = drawn.choice(KEYS)
        try:
            process.stdin.write(f"{key}\n".encode())
        except BrokenPipeError:
            break
        typed.append(key)
    return typed


def _look(
    before: Unfinished | None, after: Unfinished, typed: list[str], taken: list[str], killed_ms: float, found: Found
) -> None:
    entries, old = after.entries, () if before is None else before.entries
    if entries[: len(old)] != old or [entry.seq for entry in entries] != list(range(1, len(entries) + 1)):
        found.faults.append(f"kill {found.kills}: what was kept before is not what it was")
    since = [entry for entry in entries[len(old) :] if entry.name != "away"]
    if before is None:
        # The press that plain mode begins with.
        since = since[1:]
    if len(since) > len(typed) or any(entry.name not in MEAN[key] for entry, key in zip(since, typed, strict=False)):
        found.faults.append(f"kill {found.kills}: {[entry.name for entry in since]} was typed as {typed}")
    kept = [_answer(entry) for entry in since if entry.name == "extend" and entry.verdict == "taken"]
    if kept[: len(taken)] != taken:
        found.faults.append(f"kill {found.kills}: shown {taken}, kept {kept}")
    found.keys += len(since)
    found.shown += len(taken)
    resumed, twin = after.engine().view(), _twin(after)
    if resumed.splits != twin.splits:
        found.faults.append(f"kill {found.kills}: {resumed.splits} is not the twin's {twin.splits}")
    found.splits += len(twin.splits)
    assert after.seen is not None
    awake_ms = after.seen.utc_ms + (after.seen_ms - after.awake_ms) / after.row.scale
    found.behind_ms.append(killed_ms - awake_ms)
    if killed_ms - awake_ms > LATE_MS + 500:
        found.faults.append(f"kill {found.kills}: the journal lies {killed_ms - awake_ms:.0f} ms behind")


def _twin(session: Unfinished) -> View:
    """The session as if nothing had ended it. Time away becomes a pause, which counts as little, and which no key made:
    it neither bounces nor makes another one bounce."""
    twin = Engine.open(session.plan(), session.rules())
    for entry in session.log():
        if isinstance(entry.command, Away):
            received = twin.play.received
            twin, _ = replace(twin, play=twin.play._replace(received=())).give(entry.command.since_ms, Pause())
            twin = replace(twin, play=twin.play._replace(received=received))
        else:
            twin, _ = twin.give(entry.at_ms, entry.command)
    return twin.view(session.engine().now_ms)


def _answer(entry: EntryRow) -> str:
    return TAKEN[0] if ":30000" in entry.arguments else TAKEN[1]


def _save(home: Path, session: Unfinished) -> None:
    """A session killed after its last step and before its end was written: it is saved, as its offer says."""
    subprocess.run(
        [sys.executable, "-m", "speedtimer", "run", "--resume=save"],
        cwd=ROOT,
        check=True,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SPEEDTIMER_HOME": str(home)},
    )
    assert all(left.id != session.id for left in find_unfinished(home))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS))
