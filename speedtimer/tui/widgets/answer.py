"""The line in which keys are answered."""

from __future__ import annotations

from collections import deque
from typing import Final

from rich.cells import cell_len

from speedtimer.tui.widgets.row import Row

MUTED: Final = "MUTED"
"""Stands at the end of the line of answers as long as nothing is to be heard."""

NOTE_S: Final = 5.0
"""How long each note stands beside the answers."""


class Answer(Row):
    """First what a second press would do, or else the last answer; then a note of what keeping or sound has to say.

    A note stays for a while beside what keys are answered: the press that found the disk full is answered a moment
    after that was told. One that comes meanwhile waits for its turn, so that none is lost.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._alert = self._said = self._mark = ""
        self._notes: deque[str] = deque()

    def say(self, line: str) -> None:
        """Answer a key. An empty line leaves what was said before."""
        self._said = line or self._said
        self._settle()

    def clear(self) -> None:
        """Take back what was said. A note stays."""
        self._said = ""
        self._settle()

    def note(self, sentence: str) -> None:
        """Note a sentence, after those that are still to be read."""
        if sentence in self._notes:
            return
        self._notes.append(sentence)
        if len(self._notes) == 1:
            self._said = ""
            self._settle()
            self.set_timer(NOTE_S, self._noted_long)

    def frame(self, alert: str, mark: str) -> None:
        """Set what the moment itself has to say. alert: what a second press would do; mark: stands on the right."""
        self._alert, self._mark = alert, mark
        self.set_class(bool(alert), "-alert")
        self._settle()

    def _noted_long(self) -> None:
        """The note has stood its time: the next one comes, or the last one stays until there is another answer."""
        noted = self._notes.popleft()
        if self._notes:
            self.set_timer(NOTE_S, self._noted_long)
        else:
            self._said = self._said or noted
        self._settle()

    def _settle(self) -> None:
        parts = (self._alert or self._said, *tuple(self._notes)[:1])
        self.show(" - ".join(part for part in parts if part), self._mark)
        # Where one line does not hold it, the screen makes room for a second.
        room = self.screen.size.width - 2
        self.screen.set_class(cell_len(self.text) + bool(self._mark) * (len(self._mark) + 2) > room, "-long")
