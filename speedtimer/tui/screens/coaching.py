"""What the coach says on the session screen while walking back. He and what he reads come after the first paint."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.screen import Screen

from speedtimer.app.services import Services
from speedtimer.engine.view import Phase, View
from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Plan
from speedtimer.runtime.conductor import Conductor
from speedtimer.tui.behind import behind
from speedtimer.tui.keymap import Keymap
from speedtimer.tui.widgets.row import Row

if TYPE_CHECKING:
    from speedtimer.tui.coached import Coach


class Coaching(Screen[None]):
    """A screen with a row `#coach`."""

    _driver: Conductor
    _plan: Plan
    _keymap: Keymap
    _coach: Coach | None = None

    async def _look_back(self, services: Services) -> None:
        """Read the sessions before this one. A history that cannot be read is said of elsewhere, and costs only the
        comparison."""
        with suppress(SpeedtimerError):
            earlier = await behind(self, lambda: services.review.earlier(self._plan))
            self._coaching().earlier = earlier
            self._advise(self._driver.view())

    def _coaching(self) -> Coach:
        """Return the coach, loaded when first asked."""
        if self._coach is None:
            from speedtimer.tui import coached

            self._coach = coached.Coach(self._plan, self._keymap.first_keys["enough"])
        return self._coach

    def _advise(self, view: View) -> None:
        """Show what the coach has to say."""
        text, urgent = "", False
        if view.phase is Phase.RECOVERY:
            remark = self._coaching().remark(view, self.size.width)
            text, urgent = remark.text, remark.urgent
        coach = self.query_one("#coach", Row)
        coach.show(text)
        coach.set_class(bool(text), "-coached")
        self.set_class(urgent, "-advised")
