"""The line in which keys are answered."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len

from speedtimer.tui.widgets.row import Row

MUTED: Final = "MUTED"
"""Stands at the end of the line of answers as long as nothing is to be heard."""

NOTE_S: Final = 5.0
"""How long a note stands beside the answers at least."""


class Answer(Row):
    """First what a second press would do, or else the last answer; then a note of what keeping or sound has to say.

    A note stays for a while beside what keys are answered: the press that found the disk full is answered a moment
    after that was told.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._alert = self._said = self._noted = self._mark = ""

    def say(self, line: str) -> None:
        """Answer a key. An empty line leaves what was said before."""
        self._said = line or self._said
        self._settle()

    def clear(self) -> None:
        """Take back what was said. A note stays."""
        self._said = ""
        self._settle()

    def note(self, sentence: str) -> None:
        """Note a sentence."""
        self._said, self._noted = "", sentence
        self._settle()
        self.set_timer(NOTE_S, lambda: self._noted_long(sentence))

    def frame(self, alert: str, mark: str) -> None:
        """Set what the moment itself has to say. alert: what a second press would do; mark: stands on the right."""
        self._alert, self._mark = alert, mark
        self.set_class(bool(alert), "-alert")
        self._settle()

    def is_longer_than(self, columns: int) -> bool:
        """Tell whether one line of so many columns does not hold it."""
        return cell_len(self.text) + bool(self._mark) * (len(self._mark) + 2) > columns

    def _noted_long(self, sentence: str) -> None:
        if self._noted == sentence:
            self._said, self._noted = self._said or sentence, ""
            self._settle()

    def _settle(self) -> None:
        self.show(" - ".join(part for part in (self._alert or self._said, self._noted) if part), self._mark)
