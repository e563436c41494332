"""Nothing of ours outlives the program, however it ends and whether or not a sound server answers."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

# Real processes, which are waited for in real time.
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are found through /proc"),
]

PATIENCE_S = 30
MARK = "SPEEDTIMER_TEST_MARK"
GRACE_S = 10
"""Two seconds are promised; a busy machine is given more. What hangs, hangs for half a minute or for ever."""


@pytest.fixture(params=["unix", "tcp", "none"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a server that never answers, or of none."""
    if request.param == "none":
        yield f"unix:{tmp_path}/nobody"
        return
    listening = socket.socket(socket.AF_UNIX if request.param == "unix" else socket.AF_INET)
    with listening:
        if request.param == "unix":
            # A path of a socket is short.
            path = f"/tmp/speedtimer-{uuid.uuid4().hex[:8]}"
            listening.bind(path)
            address = f"unix:{path}"
        else:
            listening.bind(("127.0.0.1", 0))
            address = f"tcp:127.0.0.1:{listening.getsockname()[1]}"
        listening.listen(50)
        yield address
    if request.param == "unix":
        Path(address.removeprefix("unix:")).unlink()


class Program:
    """The real program in plain mode, and whatever it starts, found by a mark in the environment."""

    def __init__(self, home: Path, server: str, backend: str) -> None:
        self._mark = uuid.uuid4().hex
        home.mkdir()
        (home / "settings.toml").write_text(f'[cues]\nbackend = "{backend}"\n', encoding="utf-8")
        env = {**os.environ, MARK: self._mark, "SPEEDTIMER_HOME": str(home), "PULSE_SERVER": server}
        env["PIPEWIRE_REMOTE"] = server.removeprefix("unix:")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "speedtimer", "run", "8x200m", "--plain", "--without", "warm-up"],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        assert b"Get ready" in self.process.stdout.readline()

    def alive(self) -> set[str]:
        """The command lines of what lives, the program itself left out."""
        found = set()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                marked = f"{MARK}={self._mark}".encode() in (folder / "environ").read_bytes()
                if marked and int(folder.name) != self.process.pid:
                    found.add((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except (OSError, ValueError):
                # Gone meanwhile, or somebody else's.
                continue
        return found

    def await_alive(self, what: str) -> None:
        until_s = time.monotonic() + PATIENCE_S
        while not any(what in line for line in self.alive()):
            assert time.monotonic() < until_s, f"no {what} came"
            time.sleep(0.05)

    def await_nothing(self) -> None:
        until_s = time.monotonic() + GRACE_S
        while (alive := self.alive()) and time.monotonic() < until_s:
            time.sleep(0.05)
        assert alive == set()

    def close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
        self.process.kill()
        self.process.wait()


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("backend", ["miniaudio", "system"])
def test_no_process_of_ours_outlives_the_program(
    tmp_path: Path, server: str, backend: str, ended_by: signal.Signals
) -> None:
    if backend == "system" and shutil.which("paplay") is None:
        pytest.skip("paplay is not installed")
    program = Program(tmp_path / "home", server, backend)
    try:
        hangs = backend == "system" and not server.endswith("nobody")
        program.await_alive("paplay" if hangs else "speedtimer.audio.child")
        program.process.send_signal(ended_by)
        code = program.process.wait(PATIENCE_S)
        assert code == (-signal.SIGKILL if ended_by is signal.SIGKILL else 130)
        program.await_nothing()
    finally:
        program.close()


@pytest.mark.skipif(shutil.which("timeout") is None, reason="timeout is not installed")
def test_a_program_that_is_asked_for_the_volume_and_hangs_is_ended_though_we_are_killed(tmp_path: Path) -> None:
    hangs = tmp_path / "wpctl"
    hangs.write_text("#!/bin/sh\nexec sleep 600.25\n", encoding="utf-8")
    hangs.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PULSE_SERVER": "somewhere"}
    code = "from speedtimer.audio.output import output; print(flush=True); output()"
    with subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE) as asking:
        assert asking.stdout is not None
        asking.stdout.readline()
        until_s = time.monotonic() + PATIENCE_S
        while not sleeping() and time.monotonic() < until_s:
            time.sleep(0.05)
        assert sleeping()
        asking.kill()
    until_s = time.monotonic() + GRACE_S
    while sleeping() and time.monotonic() < until_s:
        time.sleep(0.05)
    assert not sleeping()


def sleeping() -> bool:
    """Whether the one that hangs is there."""
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if line.read_bytes() == b"sleep\x00600.25\x00":
                return True
        except OSError:
            continue
    return False
