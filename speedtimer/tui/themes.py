"""The colours: for floodlight and indoors, for sun, for the dark, and the terminal's own.

Each phase has a colour for its band, an ink to write on it, and a colour for the clock on the background. Band to ink
and clock to what it stands on are at least 7 to 1 (WCAG 2.2, success criterion 1.4.6), which a test works out. Colour
is never the only mark: word, sign and sides say the same. All of it holds for terminals of 256 colours too, for which
every colour is replaced by the nearest that they have. Where there are fewer, every theme takes the terminal's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from speedtimer.settings.preferences import ThemeName


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of one phase: its band, the ink on it, the clock, and what the clock stands on (None: the ground).
    edge: of the sides, where the band is too dark for them."""

    band: str
    ink: str
    clock: str
    fill: str | None = None
    edge: str | None = None


DARK: Final[Mapping[str, Paint]] = {
    "ready": Paint("#b0b0b0", "#000000", "#ffffff"),
    "lead-in": Paint("#ffc400", "#000000", "#ffd84d"),
    "work": Paint("#2be36b", "#000000", "#000000", "#2be36b"),
    "recovery": Paint("#58adff", "#000000", "#9fd0ff"),
    "jog": Paint("#e2ccff", "#000000", "#e8dcff"),
    "paused": Paint("#ff66cc", "#000000", "#ffb3dc"),
    "complete": Paint("#ffffff", "#000000", "#ffffff"),
}
DAY: Final[Mapping[str, Paint]] = {
    "ready": Paint("#3a3a3a", "#ffffff", "#000000"),
    "lead-in": Paint("#712e00", "#ffffff", "#000000"),
    "work": Paint("#005a2b", "#ffffff", "#000000", "#a8ffc4"),
    "recovery": Paint("#00479a", "#ffffff", "#000000"),
    "jog": Paint("#3a0a5e", "#ffffff", "#000000"),
    "paused": Paint("#a6006f", "#ffffff", "#000000"),
    "complete": Paint("#000000", "#ffffff", "#000000"),
}
# Where nothing has to be done at once the band is dark too, and only its letters are lit: it is to be dim.
NIGHT: Final[Mapping[str, Paint]] = {
    "ready": Paint("#000000", "#d7875f", "#d7875f", edge="#d7875f"),
    "lead-in": Paint("#ffaf00", "#000000", "#ffaf00"),
    "work": Paint("#ff5f5f", "#000000", "#ffaf5f", "#5f0000"),
    "recovery": Paint("#5f0000", "#ffaf5f", "#ffaf5f", edge="#ffaf5f"),
    "jog": Paint("#262626", "#d7af00", "#d7af00", edge="#d7af00"),
    "paused": Paint("#303030", "#ffd75f", "#ffd75f", edge="#ffd75f"),
    "complete": Paint("#d7d75f", "#000000", "#d7d75f"),
}


def _of_the_terminal(text: str) -> Mapping[str, Paint]:
    """The phases in the eight colours that every terminal has. text: what is written beside the band.

    The bright ones are no colours everywhere: in Solarized, where most of them are greys, work looked like recovery.
    Inks are those that are read best in the usual palettes.
    """
    band, ink = ("ansi_black", "ansi_white") if text == "ansi_black" else ("ansi_white", "ansi_black")
    return {
        "ready": Paint("ansi_blue", "ansi_white", text),
        "lead-in": Paint("ansi_yellow", "ansi_black", text),
        "work": Paint("ansi_green", "ansi_black", "ansi_black", "ansi_green"),
        "recovery": Paint("ansi_cyan", "ansi_black", text),
        "jog": Paint("ansi_magenta", "ansi_white", text),
        "paused": Paint("ansi_red", "ansi_white", text),
        "complete": Paint(band, ink, text),
    }


TERMINAL: Final = _of_the_terminal("ansi_default")


class Part(StrEnum):
    """A part of the session screen that wears the colours of the phase."""

    BAND = "band"
    CLOCK = "clock"
    """The clock, and beside it the figure."""
    SIDES = "sides"


@dataclass(frozen=True, slots=True)
class Attire:
    """What a part wears. style: of every cell. ground: what it stands on."""

    style: Style
    ground: Color


@lru_cache(maxsize=256)
def attire(
    theme: str, look: str, part: Part, *, lit: bool = False, colourless: bool = False, few: bool = False
) -> Attire:
    """Say how a part of the session screen is painted in a phase.

    Not in the style sheets: a new phase changes nothing else, and to have Textual match every rule against every
    widget took longer than to paint them.

    Args:
        theme: the theme's name; one that is not ours is painted as the dark one.
        look: the phase's.
        part: which part.
        lit: it is lit up, as for a moment at GO and at every end.
        colourless: colour is not wanted, and light and dark change places for what stands out.
        few: the theme is painted in the terminal's own colours, since it has no others.
    """
    palettes = FEW if few else _PALETTES
    paints, ground, text = palettes.get(theme, palettes[ThemeName.DARK])
    paint = paints[look]
    match part:
        case Part.SIDES:
            front, back, stands_out = paint.edge or paint.band, ground, False
        case Part.BAND:
            front, back, stands_out = paint.ink, paint.band, True
        case Part.CLOCK:
            front, back, stands_out = paint.clock, paint.fill or ground, paint.fill is not None
    if lit:
        front, back = text, ground
    # Which two colours the terminal's own are nobody knows, so what is lit up has them change places, unnamed.
    reverse = part is not Part.SIDES and (stands_out is not lit if colourless else lit)
    on = Color.parse(back)
    return Attire(Style(color=Color.parse(front).rich_color, bgcolor=on.rich_color, reverse=reverse or None), on)


_PALETTES: Final[Mapping[str, tuple[Mapping[str, Paint], str, str]]] = {
    ThemeName.DARK: (DARK, "#000000", "#ffffff"),
    ThemeName.DAY: (DAY, "#ffffff", "#000000"),
    ThemeName.NIGHT: (NIGHT, "#000000", "#dc8748"),
    ThemeName.TERMINAL: (TERMINAL, "ansi_default", "ansi_default"),
}
"""Of each theme the colours of the phases, its background and what is written on it."""

FEW: Final[Mapping[str, tuple[Mapping[str, Paint], str, str]]] = {
    name: (_of_the_terminal(text), ground, text)
    for name, ground, text in (
        (ThemeName.DARK, "ansi_black", "ansi_white"),
        (ThemeName.DAY, "ansi_white", "ansi_black"),
        (ThemeName.NIGHT, "ansi_black", "ansi_yellow"),
        (ThemeName.TERMINAL, "ansi_default", "ansi_default"),
    )
}
"""The same where there are eight colours or sixteen: the bands are then the same in every theme."""


def _theme(name: str, quiet: str, accent: str) -> Theme:
    """Put one theme together. quiet: for what steps back; accent: for keys and what is chosen."""
    _, ground, text = _PALETTES[name]
    return Theme(
        name=name,
        primary=accent,
        secondary=quiet,
        accent=accent,
        warning=accent,
        error=text,
        success=accent,
        foreground=text,
        background=ground,
        surface=ground,
        panel=ground,
        boost=ground,
        dark=name != ThemeName.DAY,
        variables={
            "quiet": quiet,
            "keys": accent,
            "block-cursor-foreground": ground,
            "block-cursor-background": accent,
            "block-cursor-blurred-foreground": ground,
            "block-cursor-blurred-background": accent,
            "block-hover-background": ground,
            "scrollbar": quiet,
            "scrollbar-hover": quiet,
            "scrollbar-active": accent,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "scrollbar-corner-color": ground,
            "border": quiet,
            "border-blurred": quiet,
        },
    )


_CURSORS: Final = ("block-cursor", "block-cursor-blurred", "input-cursor")


def _in_own_colours(name: str) -> Theme:
    """A theme in the terminal's own colours: what steps back is only not bold."""
    _, ground, text = FEW[name]
    back, front = ("ansi_white", "ansi_black") if text == "ansi_default" else (text, ground)
    return Theme(
        name=name,
        ansi=True,
        primary="ansi_blue",
        secondary=text,
        accent=text,
        warning=text,
        error=text,
        success=text,
        foreground=text,
        background=ground,
        surface=ground,
        panel=ground,
        boost=ground,
        dark=name != ThemeName.DAY,
        variables=BUILTIN_THEMES["ansi-dark"].variables
        | dict.fromkeys(("quiet", "keys", "border", "border-blurred"), text)
        | dict.fromkeys(("block-cursor-background", "block-cursor-blurred-background", "input-cursor-background"), back)
        | dict.fromkeys(
            ("block-cursor-foreground", "block-cursor-blurred-foreground", "input-cursor-foreground"), front
        )
        # What is left of the cursor where colour is not wanted at all.
        | dict.fromkeys(("block-cursor-text-style", "block-cursor-blurred-text-style"), "bold underline"),
    )


THEMES: Final = (
    _theme(ThemeName.DARK, "#b4b4b4", "#ffd84d"),
    _theme(ThemeName.DAY, "#454545", "#003f91"),
    _theme(ThemeName.NIGHT, "#b0602c", "#ffb000"),
    _in_own_colours(ThemeName.TERMINAL),
)
"""In the order in which the key goes through them."""

FEW_THEMES: Final = tuple(_in_own_colours(name) for name in FEW)
"""The same for terminals that have no other colours than their own."""


def next_theme(name: str) -> str:
    """Return the theme after this one."""
    names = list(ThemeName)
    return names[(names.index(ThemeName(name)) + 1) % len(names)]
