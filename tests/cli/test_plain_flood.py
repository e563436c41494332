"""Plain mode under a flood of lines, for real: what it takes, and that it still obeys."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import pytest

from tests.bench.watched import resident_mib

# Real processes, in real time.
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc"),
]

FLOOD_S = 4
PATIENCE_S = 20


@pytest.mark.parametrize("line", [b"\n", b"p\n", b"u\nU\n", b"nonsense\n", b"x" * 5000])
def test_a_flood_of_lines_takes_no_memory_and_the_program_still_obeys(home: Path, line: bytes) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "speedtimer", "run", "8x200m", "--plain", "--mute"],
        env={**os.environ, "SPEEDTIMER_HOME": str(home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    said: list[bytes] = []
    threads = [
        threading.Thread(target=process.stdout.read, daemon=True),
        threading.Thread(target=said.extend, args=(process.stderr,), daemon=True),
        threading.Thread(target=pour, args=(process.stdin.fileno(), line * (65536 // len(line))), daemon=True),
    ]
    for thread in threads:
        thread.start()
    time.sleep(1)
    before_mib = resident_mib(process.pid)
    time.sleep(FLOOD_S)
    grown_mib = resident_mib(process.pid) - before_mib
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE_S) == 130
    for thread in threads:
        thread.join(PATIENCE_S)
    for pipe in (process.stdin, process.stdout, process.stderr):
        pipe.close()
    assert grown_mib < 5
    if line.endswith(b"\n"):
        assert said[-1].endswith(b" lines came too fast to be keys: left out\n")


def test_whoever_does_not_read_on_holds_up_neither_the_session_nor_its_end(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "speedtimer", "run", "8x200m", "--plain", "--mute"],
        env={**os.environ, "SPEEDTIMER_HOME": str(home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        assert process.stdout.readline()
        # Twice what a pipe holds: each line is answered by a dozen, on stderr, which nobody reads.
        process.stdin.write(b"?\n" * 150)
        process.stdin.flush()
        until_s = time.monotonic() + PATIENCE_S
        while waiting(process.stderr.fileno()) < 60_000:
            assert time.monotonic() < until_s
            time.sleep(0.01)
        process.stdin.write(b"p\n")
        process.stdin.flush()
        assert process.stdout.readline().endswith(b"Paused\n")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 130


def waiting(descriptor: int) -> int:
    """How many bytes lie in a pipe."""
    return int(struct.unpack("i", fcntl.ioctl(descriptor, termios.FIONREAD, bytes(4)))[0])


def pour(descriptor: int, lines: bytes) -> None:
    """Write for as long as anybody reads."""
    with contextlib.suppress(OSError):
        while True:
            os.write(descriptor, lines)
