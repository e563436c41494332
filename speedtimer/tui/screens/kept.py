"""One session of the history: judged, compared, and open to be changed or deleted."""

from __future__ import annotations

from functools import partial
from typing import Final

from speedtimer.actions import Action
from speedtimer.errors import SpeedtimerError
from speedtimer.tui.behind import behind
from speedtimer.tui.screens.keyed import COMMON, QUIT
from speedtimer.tui.screens.sheet import AMEND, SCROLL, SheetScreen
from speedtimer.tui.widgets.row import Hint

DELETED: Final = "deleted"
LOOKED_AT: Final = "looked at"


class KeptScreen(SheetScreen):
    """A session that was kept; answers with DELETED or LOOKED_AT when it is left."""

    ACTIONS = (
        *AMEND,
        Action(
            "delete", ("x", "delete"), "delete this session", "out of the history; u takes it back there", hint="delete"
        ),
        SCROLL,
        Action("back", ("escape",), "back to the history", "look at another session", hint="history"),
        *COMMON,
        QUIT,
    )
    HINTS = ("back", "remarks", "correct", "delete", "keys", Hint("Up Down", "scroll", "scroll"), "quit")

    async def do(self, name: str, at: float, key: str = "") -> None:
        if name == "back":
            self.dismiss(LOOKED_AT)
        elif name == "delete" and self.session is not None:
            self.run_worker(self._delete(self.session), name="delete")
        else:
            await super().do(name, at, key)

    async def _delete(self, session: str) -> None:
        try:
            await behind(self, partial(self.past.delete, session))
        except SpeedtimerError as fault:
            self.say(str(fault))
        else:
            self.dismiss(DELETED)
