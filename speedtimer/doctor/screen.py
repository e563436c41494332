"""The terminal: what it can show, and how keys come from it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from speedtimer.doctor.finding import Finding, Findings, State
from speedtimer.tui.terminal import is_ascii_only

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


def colours(environ: Mapping[str, str]) -> Finding:
    """Say how many colours there are, by what the terminal says of itself, as Textual takes it."""
    if environ.get("NO_COLOR"):
        return Finding("colours", State.OK, "none, as NO_COLOR asks: light and dark change places for what stands out")
    kind = environ.get("TERM", "")
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or "WT_SESSION" in environ:
        return Finding("colours", State.OK, "16.7 million")
    if kind.endswith(("-256color", "-direct")):
        return Finding("colours", State.OK, "256: those of the themes are drawn by the nearest")
    remedy = "press t for the theme of the terminal's own colours, or set COLORTERM=truecolor if it has them"
    return Finding("colours", State.NOTE, "16: those of the themes are drawn by the nearest", remedy)


def letters(environ: Mapping[str, str]) -> Finding:
    """Say whether blocks and arrows can be drawn."""
    if is_ascii_only(environ):
        remedy = "set LANG to a locale of UTF-8, as C.UTF-8"
        return Finding("letters", State.NOTE, "ASCII alone, since the locale is not UTF-8", remedy)
    return Finding("letters", State.OK, "blocks, arrows and all of UTF-8")


def keys(environ: Mapping[str, str]) -> Finding:
    """Try whether keys come one by one, and leave the terminal as it was."""
    try:
        import termios
        import tty
    except ImportError:
        return Finding("keys", State.OK, "as Windows gives them")
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
    return Finding("keys", State.OK, f"they come one by one{f', through {inside}' if inside else ''}")
