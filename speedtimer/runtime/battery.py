"""How full the battery is. psutil is loaded only when it is asked, since no first screen should wait for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Battery:
    """percent: 0 to 100. plugged: it is fed from outside, so it does not run down."""

    percent: int
    plugged: bool


def battery() -> Battery | None:
    """Ask the system.

    Returns:
        None where there is no battery, or none that can be asked.
    """
    try:
        import psutil

        # Some systems have no such function, and where a battery is odd it raises whatever comes.
        found = psutil.sensors_battery()
    except Exception:  # noqa: BLE001
        return None
    # Where the system does not know whether it is plugged in, no doubt is cast.
    return None if found is None else Battery(round(found.percent), found.power_plugged is not False)
