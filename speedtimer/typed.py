"""Times typed by hand: which of them are asked for twice."""

from __future__ import annotations

from speedtimer.rules import Guards
from speedtimer.units import split_text, typed_text


def doubt(ms: int, distance_m: int | None, expected_ms: int | None, guards: Guards | None = None) -> str:
    """Return why a typed time is asked for once more; empty where it is not.

    Args:
        ms: the time.
        distance_m: the metres of its rep, None where that has none.
        expected_ms: what it should have been about, None where that is not known.
        guards: say how fast nobody runs; None for the usual ones.
    """
    if distance_m is not None and (guards or Guards()).nobody_runs(distance_m, ms):
        return f"{distance_m} m in {typed_text(ms)}: faster than anybody"
    if expected_ms is None or expected_ms <= 2 * ms <= 4 * expected_ms:
        return ""
    far = "Under half" if ms < expected_ms else "Over twice"
    return f"{far} the {split_text(expected_ms)} expected"
