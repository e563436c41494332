"""What stands beside speedtimer in the benches: the least that Textual can do, an app of one Digits and one Static.

    python -m tests.bench.bare [still | HZ | one-shots | pydantic]

It shows `bare`. It stands still, or ticks so many times a second; with `pydantic` it ticks once a second and has made
two models first, as anything would that reads a file of workouts. With `one-shots` it sets a timer for every second,
one after the other, and shows the moment that each was set for as `due NANOSECONDS` of the monotonic clock.
"""

from __future__ import annotations

import sys
import time

from textual.app import App, ComposeResult
from textual.widgets import Digits, Static


class Bare(App[None]):
    """hz: ticks a second."""

    def __init__(self, hz: float, *, one_shots: bool) -> None:
        super().__init__()
        self._hz, self._one_shots = hz, one_shots

    def compose(self) -> ComposeResult:
        yield Digits("0:00")
        yield Static("bare", markup=False)

    def on_mount(self) -> None:
        self._begun = time.monotonic()
        if self._hz:
            self.set_interval(1 / self._hz, self._tick)
        if self._one_shots:
            self._next(time.monotonic_ns())

    def _tick(self) -> None:
        self.query_one(Digits).update(f"{time.monotonic() - self._begun:.{0 if self._hz <= 1 else 1}f}")

    def _next(self, now_ns: int) -> None:
        due_ns = now_ns + 1_000_000_000
        self.set_timer((due_ns - time.monotonic_ns()) / 1e9, lambda: self._show(due_ns))

    def _show(self, due_ns: int) -> None:
        self.query_one(Digits).update(str(due_ns // 1_000_000_000 % 100))
        self.query_one(Static).update(f"due {due_ns}")
        self._next(due_ns)


def main(how: str) -> None:
    if how == "pydantic":
        from tests.bench import models  # noqa: F401
    hz = {"still": 0.0, "one-shots": 0.0, "pydantic": 1.0}
    Bare(hz[how] if how in hz else float(how), one_shots=how == "one-shots").run()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "still")
