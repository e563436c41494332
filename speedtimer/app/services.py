"""The services behind the screens and plain mode, put together for one home.

What only a running session or a look back needs is loaded when it is first asked for, after the first paint.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from speedtimer.app.library import Library
from speedtimer.app.planner import Planner
from speedtimer.app.profile import AS_SET, ModeRequest, Profile
from speedtimer.runtime.clock import Clock, RealClock
from speedtimer.runtime.notices import Notices

if TYPE_CHECKING:
    from speedtimer.app.review import Review
    from speedtimer.app.sessions import Sessions


class Services:
    """Profile, planner, library, sessions and review of one home.

    Args:
        speed: how many times faster than real time sessions run.
        mute: sessions begin without sound, or with it; None for as the settings say.
        request: how the call wants sessions run.
        clock: the time.
    """

    def __init__(
        self,
        *,
        speed: float = 1.0,
        mute: bool | None = None,
        request: ModeRequest = AS_SET,
        clock: Clock | None = None,
    ) -> None:
        self._notices, self._mute, self.clock = Notices(), mute, clock or RealClock()
        # A note about the settings belongs to every session, and not to what was planned before it.
        self.profile = Profile(self._notices.say, speed, request, at_once=False)
        self.planner = Planner(self.profile)
        self.library = Library(self.profile)

    @cached_property
    def sessions(self) -> Sessions:
        """Opens sessions. The first use loads engine, journal and sound."""
        from speedtimer.app.sessions import Sessions

        return Sessions(self.profile, self._notices, self.clock, self._mute)

    @cached_property
    def review(self) -> Review:
        """The sessions that were. The first use loads the coach."""
        from speedtimer.app.review import Review

        return Review()
