"""Looking again, now and then, whether files have changed under a screen that shows them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from textual.screen import Screen

from speedtimer.tui.behind import newest

EVERY_S: Final = 1.0
"""As long as it takes to turn from the editor to the terminal. A look costs a few calls of stat, in a thread."""


def watch_files(screen: Screen[Any], look: Callable[[], Awaitable[None]]) -> None:
    """Have a screen look every second, and at once when the window comes to the front. It ends with the screen, so
    that nothing looks at files while a session runs; beneath another screen, or in the background, it rests."""

    def again() -> None:
        if screen.is_current and screen.app.app_focus:
            newest(screen, "look", look)

    screen.set_interval(EVERY_S, again)
    screen.watch(screen.app, "app_focus", again, init=False)
