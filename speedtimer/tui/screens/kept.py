"""One session of the history: judged, compared, and open to be changed or deleted."""

from __future__ import annotations

from functools import partial
from typing import Final

from speedtimer.errors import SpeedtimerError
from speedtimer.tui.behind import behind
from speedtimer.tui.named import Named
from speedtimer.tui.screens.sheet import AMEND, ELSE, KEYS, SCROLL, SheetScreen
from speedtimer.tui.widgets.row import Hint

DELETED: Final = "deleted"
LOOKED_AT: Final = "looked at"


class KeptScreen(SheetScreen):
    """A session that was kept; answers with DELETED or LOOKED_AT when it is left."""

    KEYS = KEYS | {"x": "delete", "delete": "delete"}
    HINTS = (
        Hint("Esc", "history", "back"),
        Hint("r", "how it was", "remarks"),
        Hint("c", "correct a split", "correct"),
        Hint("x", "delete", "delete"),
        Hint("?", "keys", "keys"),
        Hint("Up Down", "scroll", "down"),
        Hint("q", "leave", "quit"),
    )

    NAMED = (
        *AMEND,
        Named("x Delete", "delete this session", "out of the history; u takes it back there", "delete"),
        SCROLL,
        Named("Esc", "back to the history", "look at another session", "back"),
        *ELSE,
    )

    def do(self, name: str) -> None:
        if name == "back":
            self.dismiss(LOOKED_AT)
        elif name == "delete" and self.session is not None:
            self.run_worker(self._delete(self.session), name="delete")
        else:
            super().do(name)

    async def _delete(self, session: str) -> None:
        try:
            await behind(self, partial(self.past.delete, session))
        except SpeedtimerError as fault:
            self.say(str(fault))
        else:
            self.dismiss(DELETED)
