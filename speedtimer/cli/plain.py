"""Plain mode: one plain line for each event, and a line on stdin for each key. No escape sequence, ever.

What happens goes to stdout, what else there is to say to stderr.
"""

from __future__ import annotations

import asyncio
import contextlib
import select
import sys
from collections import deque
from dataclasses import dataclass, field
from typing import Final, TextIO

from speedtimer.actions import pausing, pressing
from speedtimer.app.cut_off import where_text
from speedtimer.cli.plain_keys import KEY_OF, KEYS, Unknown, meaning
from speedtimer.engine.commands import Correct, Count, Press, Resume, Resumption
from speedtimer.engine.events import Event
from speedtimer.engine.sight import target_ms
from speedtimer.engine.view import Phase, View
from speedtimer.errors import CallError
from speedtimer.plan import Plan, waits_for_ever
from speedtimer.runtime.conductor import Conductor
from speedtimer.runtime.stdin_events import Inbox, InputEnded, Leave, LeftOut, Line, Nudge, Over, can_input_come
from speedtimer.signs import shown
from speedtimer.typed import doubt
from speedtimer.units import clock_text
from speedtimer.wording import Roll, event_line, mute_text

DONE: Final = 0
INTERRUPTED: Final = 130

_MOST_WAITING: Final = 1000
"""Lines that wait for one who does not read on; older ones are dropped."""

_VOICE_LOOKS: Final = 100
"""How often it is looked whether the sound files are read, 10 ms apart each; the shipped ones take five looks."""

_QUIT: Final = "Quit? k and Enter: keep what is done. x and Enter: throw it away. s, or anything else: stay"


@dataclass
class Paper:
    """Where lines are written, as soon as whoever reads them has room: one who does not read on holds up nothing. The
    newest wait, and are written before the next line.

    torn: nobody reads them any more, so that no more are written.
    """

    stream: TextIO
    torn: bool = field(default=False, init=False)
    _waiting: deque[str] = field(default_factory=lambda: deque(maxlen=_MOST_WAITING), init=False)

    def write(self, line: str) -> None:
        """Write one line at once, where there is room."""
        if self.torn:
            return
        self._waiting.append(f"{shown(line)}\n")
        try:
            while self._waiting and self._has_room():
                self.stream.write(self._waiting.popleft())
                self.stream.flush()
        except (OSError, ValueError):
            self.torn = True

    def _has_room(self) -> bool:
        """Return whether a line can be written without waiting. What is no file or pipe, as on Windows, always can."""
        room = True
        if sys.platform != "win32":
            with contextlib.suppress(OSError, ValueError):
                room = bool(select.select([], [self.stream], [], 0)[1])
        return room


def input_for(plan: Plan) -> int | None:
    """Return the file descriptor that keys come from, None where none can come and none is needed.

    Raises:
        CallError: none can come, and some step waits for one for ever.
    """
    if can_input_come():
        return 0
    if waits_for_ever(plan.steps):
        raise CallError(
            "no key can come from stdin, and some steps wait for one for ever",
            "add --auto (and leave out --timed), or run it where a line can be typed",
        )
    return None


async def run_plain(
    conductor: Conductor, inbox: Inbox, plan: Plan, descriptor: int | None, *, begins: bool = True
) -> int:
    """Run a session to its end, line by line.

    Args:
        conductor: drives it; stopped when this returns.
        inbox: brings lines and signals.
        plan: what is run.
        descriptor: the file descriptor that lines are read from; None where the session goes on by itself.
        begins: it is started at once; otherwise it is under way already, and goes on.

    Returns:
        the exit code: 0 when the session was completed or left, 130 when it was interrupted.

    Raises:
        CallError: the input has ended, and under auto too some step to come waits for a key for ever.
    """
    face = _Face(conductor, inbox, plan, input_comes=descriptor is not None)
    conductor.listen(face.tell)
    conductor.notes(face.notes.write)
    if not begins:
        face.say_where()
    inbox.watch_signals()
    inbox.watch(conductor.run())
    if descriptor is not None:
        inbox.watch_lines(descriptor)
    try:
        return await face.run(begins)
    finally:
        # Whatever else ended it has left it to be gone on with.
        await conductor.leave()
        await conductor.silence()
        await inbox.close()
        face.say_left_out()


class _Face:
    """One session in plain mode."""

    def __init__(self, conductor: Conductor, inbox: Inbox, plan: Plan, *, input_comes: bool) -> None:
        self._conductor, self._inbox, self._plan = conductor, inbox, plan
        self._input_comes = input_comes
        self._asked_to_quit = False
        self._typed: Correct | None = None
        self._roll = Roll(plan.steps)
        self.lines, self.notes = Paper(sys.stdout), Paper(sys.stderr)

    def say_where(self) -> None:
        """Write where a session stands that is gone on with."""
        view = self._conductor.view()
        self.lines.write(f"{clock_text(view.at_ms):>7}  It was {where_text(view)}")

    def say_left_out(self) -> None:
        """Write how many lines came too fast, where any did."""
        if count := self._inbox.take_left_out():
            lines = "1 line" if count == 1 else f"{count:,} lines"
            self.notes.write(f"{lines} came too fast to be keys: left out")

    def tell(self, events: tuple[Event, ...], view: View) -> None:
        """Write what happened."""
        if view.steps is not self._roll.steps:
            # Steps that have just gone are named once more, in the line that says so.
            known = {step.index: step for step in (*self._roll.steps, *view.steps)}
            before, self._roll = Roll(tuple(known.values())), Roll(view.steps)
        else:
            before = self._roll
        for event in events:
            roll = self._roll if self._roll.step(getattr(event, "index", -1)) is not None else before
            if line := event_line(event, roll, view.step):
                self.lines.write(f"{clock_text(event.at_ms):>7}  {line}")
        if view.phase in (Phase.COMPLETE, Phase.PAUSED):
            self._inbox.put(Nudge())
        if self.lines.torn:
            self._inbox.put(Leave("the end of its output, which nobody reads any more"))

    async def run(self, begins: bool) -> int:
        if begins:
            await self._await_voice()
            await self._conductor.give(Press())
        while True:
            message = await self._inbox.next()
            if self._conductor.engine.phase is Phase.COMPLETE:
                return DONE
            match message:
                case Line(text, at_ns):
                    if (code := await self._line(text, at_ns)) is not None:
                        return code
                case LeftOut():
                    self.say_left_out()
                case InputEnded():
                    if (code := await self._input_ended()) is not None:
                        return code
                case Leave(why):
                    return await self._interrupted(why)
                case Nudge():
                    await self._go_on_alone()
                case Over(error):
                    if error is not None:
                        raise error
                    return DONE

    async def _await_voice(self) -> None:
        """Let the sound files be read, so that the first words are spoken; files that take long are not waited for."""
        for _ in range(_VOICE_LOOKS):
            if self._conductor.can_speak:
                return
            await asyncio.sleep(0.01)

    async def _line(self, text: str, at_ns: int) -> int | None:
        if self._asked_to_quit:
            return await self._quit(text.strip())
        what = meaning(text)
        if isinstance(what, Unknown):
            self.notes.write(f"'{what.line}' means nothing here, and nothing has changed: {what.remedy}")
        elif what == "keys":
            for line in KEYS:
                self.notes.write(line)
        elif what == "mute":
            await self._conductor.mute(not self._conductor.muted)
            self.notes.write(mute_text(self._conductor.muted, KEY_OF["mute"]))
        elif what == "quit":
            self._asked_to_quit = True
            self.notes.write(_QUIT)
        else:
            view = self._conductor.view()
            if isinstance(what, str | Press):
                what = pausing(view) if what == "pause" else pressing(view)
            if isinstance(what, Correct) and self._is_doubtful(what, view):
                return None
            await self._conductor.give(what, at_ns)
        return None

    def _is_doubtful(self, typed: Correct, view: View) -> bool:
        """Ask once more for a time that nobody runs, or far from the expected one; the same again is meant."""
        step, again = view.rep_done, self._typed == typed
        self._typed = typed
        if step is None or typed.ms is None or again:
            return False
        why = doubt(typed.ms, step.distance_m, target_ms(step.ends), self._conductor.engine.rules.guards)
        if why:
            self.notes.write(f"{why}. The same line again keeps it")
        return bool(why)

    async def _quit(self, answer: str) -> int | None:
        self._asked_to_quit = False
        keep = answer.lower() in ("k", "keep", "save")
        if not keep and answer.lower() not in ("x", "throw"):
            self.notes.write("Staying")
            return None
        await self._conductor.stop(keep)
        if not keep:
            self.notes.write("Thrown away")
        elif not self._conductor.not_kept:
            # Otherwise the conductor has said what is not.
            self.notes.write("Kept what is done")
        return DONE

    async def _input_ended(self) -> int | None:
        """With auto the session goes on by itself; any other is kept.

        Raises:
            CallError: with auto too some step to come waits for a key, or the start, where it was undone.
        """
        view = self._conductor.view()
        if not self._plan.mode.auto:
            return await self._interrupted("the end of input")
        if view.phase is Phase.READY or waits_for_ever(view.steps[view.position :]):
            raise CallError("the input has ended, and some steps to come wait for a key for ever", await self._kept())
        self._input_comes = self._asked_to_quit = False
        await self._go_on_alone()
        return None

    async def _go_on_alone(self) -> None:
        """End a pause, be it time away or one that was asked for, that nobody is there to end."""
        if self._conductor.engine.phase is Phase.PAUSED and not self._input_comes:
            counts = self._conductor.view().counts_by_default
            await self._conductor.give(Count() if counts else Resume(Resumption.ON))

    async def _interrupted(self, why: str) -> int:
        self.notes.write(f"Interrupted by {why}: {await self._kept()}")
        return INTERRUPTED

    async def _kept(self) -> str:
        """Leave the session so that it can be gone on with, and say what is left of it."""
        began = self._conductor.engine.phase is not Phase.READY
        await self._conductor.leave()
        what = "not all that was done is kept" if self._conductor.not_kept else "what was done is kept"
        onward = f"{what}, and `speedtimer run --resume` goes on with it"
        return onward if began else "nothing was begun"
