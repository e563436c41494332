"""What the terminal can show, by what it says and by what stands between."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from speedtimer.tui.capabilities import Capabilities, Colours, Depth, Letters, capabilities, colours, letters

TERMINFO = {"xterm": 8, "xterm-256color": 256, "xterm-direct": 1 << 24, "xterm-16color": 16, "alacritty": 256}
TERMINFO |= {"screen": 8, "screen-256color": 256, "screen.xterm-256color": 256, "tmux": 8, "tmux-256color": 256}
TERMINFO |= {"linux": 8, "vt100": -1, "vt220": -1, "rxvt-88color": 88, "xterm-mono": -1}
"""As `infocmp` of ncurses 6.4 has them."""

TC = {"COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("environ", "depth"),
    [
        ({"TERM": "xterm-256color", **TC}, Depth.TRUE),
        ({"TERM": "xterm", **TC}, Depth.TRUE),
        ({"TERM": "xterm-kitty-unheard-of", "COLORTERM": "24bit"}, Depth.TRUE),
        ({"TERM": "xterm-256color"}, Depth.MANY),
        ({"TERM": "alacritty"}, Depth.MANY),
        ({"TERM": "xterm-direct"}, Depth.TRUE),
        ({"TERM": "xterm"}, Depth.SIXTEEN),
        ({"TERM": "xterm-16color", **TC}, Depth.SIXTEEN),
        ({"TERM": "rxvt-88color", **TC}, Depth.SIXTEEN),
        # tmux writes the nearest that the terminal round it has.
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0", **TC}, Depth.TRUE),
        ({"TERM": "screen", "TMUX": "/tmp/tmux-0/default,1,0", **TC}, Depth.TRUE),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, Depth.MANY),
        # GNU screen does not.
        ({"TERM": "screen", "STY": "7.pts-0.box", **TC}, Depth.EIGHT),
        ({"TERM": "screen.xterm-256color", "STY": "7.pts-0.box", **TC}, Depth.MANY),
        ({"TERM": "screen-256color", **TC}, Depth.MANY),
        ({"TERM": "xterm-256color", "STY": "7.pts-0.box", **TC}, Depth.MANY),
        ({"TERM": "linux", **TC}, Depth.EIGHT),
        ({"TERM": "vt100", **TC}, Depth.NONE),
        ({"TERM": "vt220"}, Depth.NONE),
        ({"TERM": "xterm-mono", **TC}, Depth.NONE),
        # Not in terminfo here.
        ({"TERM": "ghostly-256color"}, Depth.MANY),
        ({"TERM": "ghostly"}, Depth.SIXTEEN),
        ({}, Depth.SIXTEEN),
        ({"TERM": "xterm-256color", "NO_COLOR": "1", **TC}, Depth.NONE),
        ({"TERM": "screen", "STY": "7.pts-0.box", "TEXTUAL_COLOR_SYSTEM": "truecolor"}, Depth.TRUE),
        ({"TERM": "screen", "STY": "7.pts-0.box", "TEXTUAL_COLOR_SYSTEM": "of the rainbow"}, Depth.EIGHT),
    ],
)
def test_colours_are_those_that_are_really_there(environ: Mapping[str, str], depth: Depth) -> None:
    assert colours(environ, "linux", TERMINFO.get).depth is depth


def test_it_is_known_who_cannot_keep_a_promise() -> None:
    found = colours({"TERM": "screen", "STY": "7.pts-0.box", **TC}, "linux", TERMINFO.get)
    assert found == Colours(Depth.EIGHT, "TERM=screen", "GNU screen")
    # Nothing was promised, so nothing is broken.
    found = colours({"TERM": "screen", "STY": "7.pts-0.box"}, "linux", TERMINFO.get)
    assert found == Colours(Depth.EIGHT, "TERM=screen")


def test_terminfo_is_asked_where_the_system_has_one() -> None:
    # Both are in ncurses-base, which no Debian is without.
    assert colours({"TERM": "vt100"}, "linux").depth is Depth.NONE


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "linux", "LANG": "C.UTF-8"}, Letters.WHOLE),
        ({"TERM": "linux-16color", "LANG": "C.UTF-8"}, Letters.WHOLE),
        ({"TERM": "linux", "LANG": "C"}, Letters.ASCII),
        ({"TERM": "xterm", "LANG": "C.UTF-8"}, Letters.ALL),
    ],
)
def test_the_linux_console_has_whole_cells_alone(environ: Mapping[str, str], expected: Letters) -> None:
    assert letters(environ, "linux") is expected


def test_both_are_found_together() -> None:
    found = capabilities({"TERM": "xterm-256color", "LANG": "C.UTF-8", **TC})
    assert found == Capabilities(Depth.TRUE, Letters.ALL)
