from __future__ import annotations

import asyncio
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from speedtimer.runtime.clock import ManualClock
from speedtimer.runtime.stdin_events import Inbox, InputEnded, Leave, Line, Over, can_input_come
from tests.runtime.doubles import ns

ASK = "from speedtimer.runtime.stdin_events import can_input_come; print(can_input_come())"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send itself these")
async def test_signals_that_ask_to_leave_come_in_as_messages_and_are_put_back_afterwards() -> None:
    names = ("SIGTERM", "SIGHUP", "SIGINT")
    before = [signal.getsignal(getattr(signal, name)) for name in names]
    inbox = Inbox(ManualClock())
    inbox.watch_signals()
    for name in names:
        os.kill(os.getpid(), getattr(signal, name))
        assert await inbox.next() == Leave(name)
    await inbox.close()
    assert [signal.getsignal(getattr(signal, name)) for name in names] == before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGHUP")
async def test_a_signal_that_was_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        inbox = Inbox(ManualClock())
        inbox.watch_signals()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        await inbox.close()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


async def test_lines_come_in_with_the_time_of_their_arrival_and_then_the_end() -> None:
    clock = ManualClock()
    clock.move(ns(7))
    reading, writing = os.pipe()
    inbox = Inbox(clock)
    inbox.watch_lines(reading)
    os.write(writing, "\ng 12\r\nläng".encode())
    assert await inbox.next() == Line("", ns(7))
    assert await inbox.next() == Line("g 12", ns(7))
    clock.move(ns(1))
    os.write(writing, b"er\nlast")
    assert await inbox.next() == Line("länger", ns(8))
    os.close(writing)
    assert await inbox.next() == Line("last", ns(8))
    assert await inbox.next() == InputEnded()
    await inbox.close()
    os.close(reading)


async def test_a_flood_without_a_newline_is_cut_and_bytes_that_are_no_text_do_no_harm() -> None:
    reading, writing = os.pipe()
    inbox = Inbox(ManualClock())
    inbox.watch_lines(reading)
    for _ in range(5):
        os.write(writing, b"x" * 3000)
    os.write(writing, b"\n\xff\xfe\n")
    message = await inbox.next()
    assert isinstance(message, Line)
    assert set(message.text) == {"x"}
    assert len(message.text) <= 1000
    assert await inbox.next() == Line("\ufffd\ufffd", 0)
    os.close(writing)
    assert await inbox.next() == InputEnded()
    await inbox.close()
    os.close(reading)


async def test_a_descriptor_that_cannot_be_read_is_an_input_that_has_ended(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "only-written", os.O_WRONLY | os.O_CREAT)
    inbox = Inbox(ManualClock())
    inbox.watch_lines(descriptor)
    assert await inbox.next() == InputEnded()
    await inbox.close()
    os.close(descriptor)


async def test_what_is_watched_reports_its_end_and_its_error() -> None:
    async def works() -> None:
        await asyncio.sleep(0)

    fault = ValueError("no")

    async def fails() -> None:
        raise fault

    inbox = Inbox(ManualClock())
    inbox.watch(works())
    assert await inbox.next() == Over(None)
    inbox.watch(fails())
    assert await inbox.next() == Over(fault)
    await inbox.close()


def asked(stdin: int | None) -> str:
    done = subprocess.run([sys.executable, "-c", ASK], stdin=stdin, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_no_input_can_come_from_the_null_device_or_an_empty_file(tmp_path: Path) -> None:
    assert asked(subprocess.DEVNULL) == "False"
    empty = tmp_path / "empty"
    empty.touch()
    with empty.open() as file:
        assert asked(file.fileno()) == "False"


def test_input_can_come_from_a_pipe_and_a_file_with_something_in_it(tmp_path: Path) -> None:
    assert asked(subprocess.PIPE) == "True"
    full = tmp_path / "full"
    full.write_text("\n")
    with full.open() as file:
        assert asked(file.fileno()) == "True"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that can close stdin")
def test_no_input_can_come_where_stdin_is_closed() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "{sys.executable}" -c "{ASK}" <&-'], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_console_of_windows_where_devices_have_no_number_may_bring_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """There the null device is found out by the end of its input."""

    class WithoutNumber:
        st_mode = stat.S_IFCHR

    # Put back before the test is over: whoever captures output needs them too.
    with open(os.devnull) as console, monkeypatch.context() as patched:  # noqa: PTH123 - a stream like any other
        patched.setattr(sys, "__stdin__", console)
        patched.setattr(sys, "platform", "win32")
        patched.setattr(os, "fstat", lambda _: WithoutNumber())
        can = can_input_come()
    assert can
