"""The line in which keys are answered."""

from __future__ import annotations

from collections import deque
from typing import Final

from rich.cells import cell_len
from textual.timer import Timer

from speedtimer.tui.widgets.row import Row

MUTED: Final = "MUTED"
"""Stands at the end of the line of answers as long as nothing is to be heard."""

NOTE_S: Final = 5.0
"""How long each note stands beside the answers."""

ANSWERED_S: Final = 3.0
"""How long a key's answer stands in the place of what a pause offers, which comes back after it."""


class Answer(Row):
    """First what a second press would do, as long as it would, or else the last answer; then a note of what keeping or
    sound has to say.

    What a pause offers stands as long as it lasts, but for a moment after each key that is answered otherwise. A note
    stays for a while beside what keys are answered: the press that found the disk full is answered a moment after that
    was told. One that comes meanwhile waits for its turn, so that none is lost.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._alert = self._said = self._mark = ""
        self._lasts = self._answered = False
        self._back: Timer | None = None
        self._notes: deque[str] = deque()

    def say(self, line: str) -> None:
        """Answer a key. An empty line leaves what was said before."""
        if line and line != self._said:
            self._said = line
            self._answer_for_a_moment()
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

    def frame(self, alert: str, mark: str, *, lasts: bool = False) -> None:
        """Set what the moment itself has to say.

        Args:
            alert: what a press would do, or a second one.
            mark: stands on the right.
            lasts: the alert stands until something else happens, as in a pause, and gives way to answers.
        """
        if alert and not lasts and alert != self._alert:
            # What was said before is old by the time that this is over.
            self._said = ""
        self._alert, self._mark, self._lasts = alert, mark, lasts
        self._answered = self._answered and lasts
        self.set_class(bool(alert) and not self._answered, "-alert")
        self._settle()

    def _answer_for_a_moment(self) -> None:
        """Let the answer stand before an alert that lasts."""
        if self._back is not None:
            self._back.stop()
        self._answered = self._lasts
        if self._answered:
            self.set_class(False, "-alert")
            self._back = self.set_timer(ANSWERED_S, self._answered_long)

    def _answered_long(self) -> None:
        if self._answered:
            self._answered, self._said = False, ""
            self.set_class(bool(self._alert), "-alert")
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
        first = self._said if self._answered else self._alert or self._said
        parts = (first, *tuple(self._notes)[:1])
        self.show(" - ".join(part for part in parts if part), self._mark)
        # Where one line does not hold it, the screen makes room for a second.
        room = self.screen.size.width - 2
        self.screen.set_class(cell_len(self.text) + bool(self._mark) * (len(self._mark) + 2) > room, "-long")
