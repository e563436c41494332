"""The line before the start that says what would spoil the session, while somebody still stands beside it."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual import events

from speedtimer.rules import BackendName
from speedtimer.tui.behind import behind, newest
from speedtimer.tui.widgets.row import Row


class Doubts(Row):
    """Is there only before the start, and only where something is doubtful.

    Args:
        ask: looks round on this computer and gives each doubt in a few words; called in a thread, after the first
            paint.
    """

    DEFAULT_CSS = "Doubts { display: none; } Doubts.-doubtful { display: block; } Doubts.-two { height: 2; }"

    def __init__(self, ask: Callable[[], tuple[str, ...]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._ask = ask
        self._found: tuple[str, ...] = ()
        self._ready, self._playing = False, ""

    def on_mount(self) -> None:
        self.call_after_refresh(self.ask_again)

    def ask_again(self) -> None:
        """Look round once more: what was doubtful may have been put right."""
        newest(self, "look round", self._look_round)

    def look(self, *, ready: bool, playing: str | None) -> None:
        """Take in whether the session is still to start, and what plays its cues."""
        if (ready, playing or "") != (self._ready, self._playing):
            self._ready, self._playing = ready, playing or ""
            self._tell()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(cell_len(self.text) > event.size.width, "-two")

    async def _look_round(self) -> None:
        self._found = await behind(self, self._ask)
        self._tell()

    def _tell(self) -> None:
        of_sound = {"": ("no sound",), BackendName.BELL: ("only the terminal's bell",)}.get(self._playing, ())
        found = (*of_sound, *self._found) if self._ready else ()
        self.show(f"Check: {', '.join(found)}" if found else "")
        self.set_class(bool(found), "-doubtful")
        self.set_class(cell_len(self.text) > self.size.width > 0, "-two")
