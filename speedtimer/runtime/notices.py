"""Notes of one line that are no part of the session: a fault of the sound, of the storage, of keeping awake."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import Context, copy_context

Unlisten = Callable[[], None]


class Passing(str):
    """A note that holds for a moment only, such as how much is still to be saved."""

    __slots__ = ()


class Notices:
    """Carries notes from any thread to whoever listens in the event loop's.

    What is said before anybody listens is kept, and told to the first who does.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Callable[[str], None]] = []
        self._kept: list[str] = []
        self._hand_over: Callable[[Callable[[], None]], object] | None = None
        self._home_thread = 0
        self._home_context: Context | None = None

    def bind(self, hand_over: Callable[[Callable[[], None]], object]) -> None:
        """Set how a call is handed over to this thread from another: the loop's `call_soon_threadsafe`.

        Notes from elsewhere are then told in the context of this call, not in that of a thread: what a screen starts
        on hearing one (the timer that paints the clock next) belongs to the screen's app.
        """
        with self._lock:
            self._hand_over, self._home_thread = hand_over, threading.get_ident()
            self._home_context = copy_context()

    def say(self, sentence: str) -> None:
        """Pass a note on, from any thread. The same one twice in a row is told once, while nobody listens yet."""
        with self._lock:
            hand_over, context = self._hand_over, self._home_context
            elsewhere = self._home_thread != threading.get_ident()
        if hand_over is not None and context is not None and elsewhere:
            hand_over(lambda: context.run(self._tell, sentence))
        else:
            self._tell(sentence)

    def listen(self, listener: Callable[[str], None]) -> Unlisten:
        """Call the listener with every note, first with those that nobody has heard. Give what ends that."""
        with self._lock:
            self._listeners.append(listener)
            kept, self._kept = self._kept, []
        for sentence in kept:
            listener(sentence)

        def unlisten() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unlisten

    def _tell(self, sentence: str) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
            if not listeners and sentence not in self._kept:
                self._kept.append(sentence)
        for listener in listeners:
            listener(sentence)
