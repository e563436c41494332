"""The terminal under the screens: whether it will do, and that it is given back as it was found.

Textual's own driver does what a session at the trackside cannot have (all seen with 8.2.8): after SIGSTOP and SIGCONT
it starts a second time, on top of itself, and the shell is left raw; when its input ends it reads on for ever, with a
whole processor; when the terminal takes nothing more, or has gone, whoever writes to it waits for ever; and a byte that
is not UTF-8 ends the program. `SteadyDriver` does none of that.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from textual.driver import Driver

from speedtimer.errors import CallError

if sys.platform != "win32":
    from speedtimer.tui.steady import SteadyDriver


def check() -> None:
    """See that there is a terminal to draw on.

    Raises:
        CallError: stdin or stderr is no terminal, or it is one that cannot be drawn on.
    """
    if not (sys.__stdin__ and sys.__stdin__.isatty() and sys.__stderr__ and sys.__stderr__.isatty()):
        raise CallError("the screen needs a terminal", "run it in one, or with --plain")
    if os.environ.get("TERM", "dumb") == "dumb" and sys.platform != "win32":
        raise CallError("this terminal cannot be drawn on (TERM is dumb)", "set TERM, or run with --plain")


def is_ascii_only(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Tell whether only ASCII can be trusted to be shown: the locale says that text is not UTF-8.

    Python itself runs in UTF-8 even where the locale is C, so it is the locale that is asked. macOS and Windows show
    UTF-8 whatever it says.
    """
    if platform in ("darwin", "win32"):
        return False
    said = environ.get("LC_ALL") or environ.get("LANG") or environ.get("LC_CTYPE") or "C"
    return not said.lower().replace("-", "").endswith(("utf8", "utf8@euro"))


def driver_class() -> type[Driver] | None:
    """Return the driver to run under; None where Textual's own choice is left alone."""
    steady: type[Driver] | None = None
    # As a statement: types are asked as Windows has them too, where there is no such name.
    if sys.platform != "win32":
        steady = SteadyDriver
    return steady


def on_signals(driver: Driver, leave: Callable[[], None]) -> None:
    """Call leave, in the event loop, when the program is told to end. There are no such signals on Windows."""
    if sys.platform != "win32":
        if isinstance(driver, SteadyDriver):
            driver.on_signals(leave)


def entitle(driver: Driver | None, title: str) -> None:
    """Give the terminal's window a title, where the driver knows how."""
    if sys.platform != "win32":
        if isinstance(driver, SteadyDriver):
            driver.entitle(title)
