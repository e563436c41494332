from __future__ import annotations

import sys
import types
from collections.abc import Callable
from typing import NamedTuple

import pytest

from speedtimer.runtime.battery import Battery, battery


class Sensors(NamedTuple):
    """As psutil gives them."""

    percent: float
    power_plugged: bool | None


def installed(monkeypatch: pytest.MonkeyPatch, ask: Callable[[], Sensors | None]) -> None:
    module = types.ModuleType("psutil")
    module.sensors_battery = ask  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "psutil", module)


@pytest.mark.parametrize(
    ("sensors", "expected"),
    [
        (Sensors(17.6, False), Battery(18, False)),
        (Sensors(17.6, True), Battery(18, True)),
        (Sensors(17.6, None), Battery(18, True)),
        (None, None),
    ],
)
def test_the_battery_is_as_the_system_says(
    monkeypatch: pytest.MonkeyPatch, sensors: Sensors | None, expected: Battery | None
) -> None:
    installed(monkeypatch, lambda: sensors)
    assert battery() == expected


def test_a_battery_that_cannot_be_asked_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> Sensors:
        raise FileNotFoundError("/sys/class/power_supply/BAT0/energy_now")

    installed(monkeypatch, fails)
    assert battery() is None
    monkeypatch.setitem(sys.modules, "psutil", None)
    assert battery() is None
