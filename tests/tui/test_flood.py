"""Keys that come faster than anybody presses: the driver hands so many on and no more."""

from __future__ import annotations

import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("the driver is for POSIX terminals", allow_module_level=True)

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Resize
from textual.geometry import Size
from textual.message import Message

from speedtimer.runtime.flood import Bucket
from speedtimer.tui.steady import SteadyDriver


def test_keys_in_excess_are_left_out_and_nothing_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Message] = []
    now_ns = [0]
    monkeypatch.setattr(LinuxDriver, "send_message", lambda _, message: sent.append(message))
    monkeypatch.setattr(time, "perf_counter_ns", lambda: now_ns[0])
    driver = SteadyDriver.__new__(SteadyDriver)
    driver._keys = Bucket(4, 10)
    for _ in range(100):
        driver.send_message(Key("space", " "))
    resized = Resize(Size(80, 24), Size(80, 24))
    driver.send_message(resized)
    assert [type(message) for message in sent] == [Key] * 4 + [Resize]
    # Half a second later there is room for five more, but for no more than four at once.
    now_ns[0] = 500_000_000
    for _ in range(100):
        driver.send_message(Key("space", " "))
    assert len(sent) == 9
