"""What holds for every test."""

from __future__ import annotations

import signal
from typing import Final

LEFT_IGNORED: Final = ("SIGINT", "SIGQUIT", "SIGHUP")
"""What a shell without job control has ignored in a command that it starts with `&`, and nohup in any."""


def pytest_configure() -> None:
    """Start as from a terminal. A signal that is ignored here stays ignored in every program that a test starts, as
    the rules of POSIX have it, and the tests of signals would wait for an end that does not come."""
    for name in LEFT_IGNORED:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)
