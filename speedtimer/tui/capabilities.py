"""What the terminal can really show: how many colours, and which characters.

COLORTERM is handed down to whatever is started in a terminal, also through programs that do not know such colours: GNU
screen writes other ones in their place, and two phases look the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from speedtimer.tui.terminal import is_ascii_only


class Depth(IntEnum):
    """How many colours there are."""

    NONE = 0
    EIGHT = 8
    SIXTEEN = 16
    MANY = 256
    TRUE = 1 << 24

    @property
    def is_few(self) -> bool:
        """Only the terminal's own colours can be told apart, not those of the themes."""
        return self in (Depth.EIGHT, Depth.SIXTEEN)


class Letters(StrEnum):
    """Which characters there are."""

    ALL = "all"
    WHOLE = "whole"
    """Those of Latin-1 and whole cells, but no halves: what the usual fonts of the Linux console have."""
    ASCII = "ascii"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the terminal can show."""

    depth: Depth = Depth.TRUE
    letters: Letters = Letters.ALL


EVERYTHING: Final = Capabilities()


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours that are used. by: the variable that tells. broken: who cannot keep a promise of more; else empty."""

    depth: Depth
    by: str
    broken: str = ""


_ASKED: Final = {"truecolor": Depth.TRUE, "256": Depth.MANY, "standard": Depth.SIXTEEN}
"""What can be asked for, whatever the terminal says of itself."""

_FEWER: Final = ("-16color", "-8color", "-88color", "-color", "-mono", "-m")
"""Ends of names that ask for few colours, whatever was handed down."""


def capabilities(environ: Mapping[str, str]) -> Capabilities:
    """Find out what the terminal can show."""
    return Capabilities(colours(environ).depth, letters(environ))


def letters(environ: Mapping[str, str], platform: str = sys.platform) -> Letters:
    """Find out which characters there are."""
    if is_ascii_only(environ, platform):
        return Letters.ASCII
    return Letters.WHOLE if environ.get("TERM", "").startswith("linux") else Letters.ALL


def colours(
    environ: Mapping[str, str],
    platform: str = sys.platform,
    in_terminfo: Callable[[str], int | None] | None = None,
) -> Colours:
    """Find out how many colours there are.

    Args:
        environ: the environment.
        platform: as `sys.platform` names it.
        in_terminfo: looks up how many colours a terminal of that name has, None for one it does not know; None for the
            system's own terminfo.
    """
    term = environ.get("TERM", "")
    if "NO_COLOR" in environ:
        return Colours(Depth.NONE, "NO_COLOR")
    asked = environ.get("TEXTUAL_COLOR_SYSTEM", "")
    if asked in _ASKED:
        return Colours(_ASKED[asked], f"TEXTUAL_COLOR_SYSTEM={asked}")
    if platform == "win32":
        return Colours(Depth.TRUE, "Windows")
    promise = environ.get("COLORTERM", "")
    promised = promise.strip().lower() in ("truecolor", "24bit")
    broken = _breaker(environ, term)
    if promised and not broken:
        return Colours(Depth.TRUE, f"COLORTERM={promise}")
    return Colours(_by_name(term, in_terminfo or _in_terminfo), f"TERM={term}", broken if promised else "")


def _breaker(environ: Mapping[str, str], term: str) -> str:
    """Who cannot show what COLORTERM promises. tmux can: it writes the nearest that the terminal has."""
    if environ.get("STY") or (term.startswith("screen") and not environ.get("TMUX")):
        return "GNU screen"
    if term.startswith(("linux", "vt")) or term.endswith(_FEWER):
        return term
    return ""


def _by_name(term: str, in_terminfo: Callable[[str], int | None]) -> Depth:
    # Its entry says eight, but it and all that go by its name have sixteen.
    count = 16 if term == "xterm" else in_terminfo(term)
    if count is None:
        # Not installed here, as for a terminal on another computer: as its name says.
        count = 256 if term.endswith("-256color") else 16
    return max(depth for depth in Depth if depth <= max(0, count))


def _in_terminfo(term: str) -> int | None:
    try:
        import curses

        # The descriptor is not written to.
        curses.setupterm(term, 2)
        return curses.tigetnum("colors")
    except ImportError:
        return None
    except curses.error:
        return None
