"""A line of answers on a screen where something stands to be said: what of the settings is not used."""

from __future__ import annotations

from typing import Final

from textual import events

from speedtimer.tui.widgets.row import Row, wrapped

MOST_LINES: Final = 3


class Standing(Row):
    """Shows the last answer, in one line, and what stands wherever there is none, in as many as that needs, three at
    most."""

    DEFAULT_CSS = "Standing.-lines-2 { height: 2; } Standing.-lines-3 { height: 3; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._answer = self._stands = ""

    def stand(self, sentence: str) -> None:
        """Say this wherever there is no answer; nothing where it is empty."""
        self._stands = sentence
        self.show(self._answer)

    def show(self, left: str, mark: str = "", *, aside: str = "") -> None:
        self._answer = left
        super().show(left or self._stands, mark, aside=aside)
        self._fit(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        needed = 1 if self._answer or not width else len(wrapped(self._stands, "", width, MOST_LINES))
        for lines in range(2, MOST_LINES + 1):
            self.set_class(lines == needed, f"-lines-{lines}")
