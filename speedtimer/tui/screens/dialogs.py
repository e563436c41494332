"""Screens that are put over another, answer once, and go."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Answer = TypeVar("Answer")


class Once(Screen[Answer]):
    """A screen that can be left once.

    A stiff finger doubles keys, and the second may have been on its way to this screen before the first had it go.
    Textual takes away whatever screen is on top then, which is the session's.

    takes_text: keys are typed into it, however many come at once.
    """

    takes_text = False

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close, with an answer to the screen below; when closed already, do nothing."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()


class Dialog(Once[Answer], ModalScreen[Answer]):
    """A screen that lets the one below it be seen."""
