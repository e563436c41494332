"""The terminal: what it can show, and how keys come from it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Final

from speedtimer.doctor.finding import Finding, Findings, State
from speedtimer.tui import capabilities
from speedtimer.tui.capabilities import Depth, Letters

ONLY_PLAIN = "only --plain can be run"


def terminal(environ: Mapping[str, str]) -> Findings:
    """Look at the terminal. Without one there is nothing but plain mode, and no more to look at."""
    streams = {"stdin": sys.stdin, "stdout": sys.stdout, "stderr": sys.stderr}
    without = [name for name, stream in streams.items() if stream is None or not stream.isatty()]
    if without:
        yield Finding("terminal", State.NOTE, f"none ({', '.join(without)}): {ONLY_PLAIN} like this")
        return
    size = os.get_terminal_size()
    kind = environ.get("TERM", "none")
    yield sized(kind, size.columns, size.lines, sys.stdout.encoding)
    yield colours(environ)
    yield letters(environ)
    yield keys(environ)


def sized(kind: str, columns: int, lines: int, encoding: str) -> Finding:
    """Say what kind of terminal it is, and whether it is large enough."""
    said = f"{kind}, {columns} by {lines}, {encoding}"
    if kind in ("dumb", "none") and sys.platform != "win32":
        return Finding("terminal", State.NOTE, f"{said}: {ONLY_PLAIN} in it", "set TERM to what the terminal is")
    if columns < 40 or lines < 12:
        said = f"{said}: below 40 by 12 the screen shows next to nothing"
        return Finding("terminal", State.NOTE, said, "make the window larger or the letters smaller")
    return Finding("terminal", State.OK, said)


def colours(environ: Mapping[str, str], in_terminfo: Callable[[str], int | None] | None = None) -> Finding:
    """Say how many colours are used, and by what is known that there are so many."""
    found = capabilities.colours(environ, in_terminfo=in_terminfo)
    broken = f"; {found.broken} cannot keep the promise of COLORTERM" if found.broken else ""
    if found.depth is Depth.NONE:
        said = f"none, by {found.by}{broken}: light and dark change places for what stands out"
        return Finding("colours", State.OK if found.by == "NO_COLOR" else State.NOTE, said, _REMEDY[found.depth])
    number = "16.7 million" if found.depth is Depth.TRUE else f"{found.depth:d}"
    drawn = ": the phases are the terminal's own in every theme" if found.depth.is_few else ""
    if found.depth is Depth.MANY:
        drawn = ": those of the themes are drawn by the nearest"
    state = State.NOTE if found.depth.is_few else State.OK
    return Finding("colours", state, f"{number}, by {found.by}{broken}{drawn}", _REMEDY[found.depth])


_MORE: Final = "if it has more, set TERM to what it is; in GNU screen `term screen-256color` in ~/.screenrc"
_REMEDY: Final = {Depth.NONE: "", Depth.EIGHT: _MORE, Depth.SIXTEEN: _MORE, Depth.MANY: "", Depth.TRUE: ""}


def letters(environ: Mapping[str, str]) -> Finding:
    """Say whether blocks and arrows can be drawn."""
    match capabilities.letters(environ):
        case Letters.ASCII:
            remedy = "set LANG to a locale of UTF-8, as C.UTF-8"
            return Finding("letters", State.NOTE, "ASCII alone, since the locale is not UTF-8", remedy)
        case Letters.WHOLE:
            said = "no half blocks, as in the usual fonts of the Linux console: all is drawn by whole cells"
            return Finding("letters", State.OK, said)
        case Letters.ALL:
            return Finding("letters", State.OK, "blocks, arrows and all of UTF-8")


def keys(environ: Mapping[str, str]) -> Finding:
    """Try whether keys come one by one, and leave the terminal as it was."""
    if sys.platform == "win32":
        said = "as Windows gives them"
    else:
        said = "they come one by one"
        import termios
        import tty

        try:
            descriptor = sys.stdin.fileno()
            before = termios.tcgetattr(descriptor)
            try:
                tty.setcbreak(descriptor, termios.TCSANOW)
            finally:
                termios.tcsetattr(descriptor, termios.TCSANOW, before)
        except (OSError, ValueError, termios.error) as fault:
            return Finding("keys", State.FAULT, f"they do not come one by one ({fault})", "run it in another terminal")
    inside = next((name for name, variable in (("tmux", "TMUX"), ("screen", "STY")) if environ.get(variable)), "")
    return Finding("keys", State.OK, f"{said}{f', through {inside}' if inside else ''}")
