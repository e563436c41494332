from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations

import pytest
from rich.color import Color, ColorSystem
from textual.theme import Theme

from speedtimer.rules import Rules
from speedtimer.settings.preferences import ThemeName
from speedtimer.tui.capabilities import Capabilities, Depth
from speedtimer.tui.themes import DARK, DAY, FEW, FEW_THEMES, NIGHT, TERMINAL, THEMES, Paint, next_theme
from tests.tui.moments import HILLS, MOMENTS, Moment
from tests.tui.painted import NAMED, cells
from tests.tui.sight import DEFICIENCIES, as_seen, contrast, difference, linear, luminance
from tests.tui.stage import staged

pytestmark = pytest.mark.thorough


def of_256(colour: str) -> str:
    """What stands for a colour on a terminal of 256."""
    triplet = Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    return triplet.hex


PAINTS = {"dark": (DARK, "#000000"), "day": (DAY, "#ffffff"), "night": (NIGHT, "#000000")}


@pytest.mark.parametrize(("paints", "ground"), PAINTS.values(), ids=PAINTS)
@pytest.mark.parametrize("shown", [str, of_256], ids=["all colours", "256 colours"])
def test_clock_and_phase_have_a_contrast_of_seven_to_one_at_least(
    paints: Mapping[str, Paint], ground: str, shown: Callable[[str], str]
) -> None:
    for paint in paints.values():
        assert contrast(shown(paint.band), shown(paint.ink)) >= 7
        assert contrast(shown(paint.clock), shown(paint.fill or ground)) >= 7


@pytest.mark.parametrize("name", PAINTS)
def test_so_they_have_while_the_screen_is_lit_up(name: str) -> None:
    theme = next(theme for theme in THEMES if theme.name == name)
    assert contrast(str(theme.foreground), str(theme.background)) >= 7


@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
@pytest.mark.parametrize("paints", [DARK, DAY], ids=["dark", "day"])
def test_by_day_and_under_lights_no_two_phases_look_the_same_to_anybody(
    paints: Mapping[str, Paint], deficiency: str | None
) -> None:
    for one, other in combinations(paints, 2):
        assert apart(paints[one].band, paints[other].band, deficiency) >= 12, (one, other)


@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_by_night_no_two_phases_look_the_same_to_anybody_either(deficiency: str | None) -> None:
    # All is red and amber on purpose, so that two bands may be alike, but then their letters are not.
    for one, other in combinations(NIGHT, 2):
        bands, inks = (apart(getattr(NIGHT[one], of), getattr(NIGHT[other], of), deficiency) for of in ("band", "ink"))
        assert max(bands, inks) >= 12, (one, other)


@pytest.mark.parametrize("look", ["ready", "recovery", "jog"])
def test_by_night_what_stands_longest_is_dim(look: str) -> None:
    # The letters are lit and not what they stand on, which is at most a tenth as bright as white.
    paint = NIGHT[look]
    assert luminance(linear(paint.band)) < 0.1 < luminance(linear(paint.ink))
    assert paint.fill is None


def apart(one: str, other: str, deficiency: str | None) -> float:
    """How far two colours are apart, to everybody or with a deficiency."""
    seen = [linear(one), linear(other)]
    return difference(*(seen if deficiency is None else [as_seen(light, deficiency) for light in seen]))


def test_every_theme_paints_every_phase() -> None:
    assert DARK.keys() == DAY.keys() == NIGHT.keys() == TERMINAL.keys()


def test_the_key_goes_through_all_themes_and_round() -> None:
    names = [theme.name for theme in THEMES]
    assert names == list(FEW) == list(ThemeName)
    assert [next_theme(name) for name in names] == [*names[1:], names[0]]


PALETTES = {
    # Of each the eight that are not bright: black, red, green, yellow, blue, magenta, cyan, white.
    # https://ethanschoonover.com/solarized/#the-values
    "Solarized": "#073642 #dc322f #859900 #b58900 #268bd2 #d33682 #2aa198 #eee8d5",
    # The Linux console and VGA, xterm, the Windows console, Terminal.app:
    # https://en.wikipedia.org/wiki/ANSI_escape_code#3-bit_and_4-bit
    "VGA": "#000000 #aa0000 #00aa00 #aa5500 #0000aa #aa00aa #00aaaa #aaaaaa",
    "xterm": "#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5",
    "Windows": "#0c0c0c #c50f1f #13a10e #c19c00 #0037da #881798 #3a96dd #cccccc",
    "Terminal.app": "#000000 #990000 #00a600 #999900 #0000b2 #b200b2 #00a6b2 #bfbfbf",
}
EIGHT = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("theme", FEW)
def test_with_eight_colours_no_two_phases_look_the_same_in_any_theme_and_palette(theme: str, palette: str) -> None:
    shown = dict(zip([f"ansi_{name}" for name in EIGHT], PALETTES[palette].split(), strict=True))
    paints, _, _ = FEW[theme]
    for one, other in combinations(paints, 2):
        assert apart(shown[paints[one].band], shown[paints[other].band], None) >= 20, (one, other)
    for paint in paints.values():
        # Large letters want 3 to 1 (WCAG 2.2, 1.4.3); the palettes themselves have no more between some of these.
        assert contrast(shown[paint.band], shown[paint.ink]) >= 2.5, paint


@pytest.mark.parametrize("theme", [*FEW_THEMES, THEMES[-1]], ids=lambda theme: f"{theme.name}")
def test_where_there_are_few_colours_a_theme_names_only_the_eight_that_are_everywhere(theme: Theme) -> None:
    paints, ground, text = FEW[theme.name]
    assert theme.ansi
    named = {ground, text, theme.primary, theme.foreground, theme.background, theme.accent, theme.secondary}
    named |= {each for paint in paints.values() for each in (paint.band, paint.ink, paint.clock, paint.fill) if each}
    assert named <= {"ansi_default", *(f"ansi_{name}" for name in EIGHT)}


@pytest.mark.parametrize("depth", [Depth.EIGHT, Depth.SIXTEEN])
@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_the_phases_wear_the_terminal_s_own_colours_where_it_has_no_others(theme: str, depth: Depth) -> None:
    async with staged(HILLS, theme=theme, able=Capabilities(depth)) as stage:
        bands = []
        # A cell of the band between its letters, in a lead-in, in an effort, and paused.
        for at_ms, keys in ((7_000, ["space"]), (15_000, []), (16_000, ["p"])):
            await stage.press(*keys) if at_ms == 7_000 else None
            await stage.pass_to(at_ms)
            await stage.press(*keys) if at_ms > 7_000 else None
            await stage.calm()
            bands.append(cells(stage.app)[2][40].ground)
        assert bands == [NAMED["brown"], NAMED["green"], NAMED["red"]]


SCREENS = ("library", "preview", "ready", "work", "jump", "keys", "leaving", "summary")


@pytest.mark.parametrize("moment", [moment for moment in MOMENTS if moment.name in SCREENS], ids=lambda one: one.name)
async def test_every_screen_can_be_shown_in_every_theme(moment: Moment) -> None:
    async with staged(moment.start) as stage:
        await moment.script(stage)
        before = stage.shown
        for theme in THEMES:
            stage.app.theme = theme.name
            await stage.settle()
            assert stage.shown == before


async def test_t_shows_the_next_theme() -> None:
    async with staged(HILLS) as stage:
        await stage.press("t")
        assert stage.app.theme == "day"
        # A cell of the band between its letters.
        assert cells(stage.app)[2][40].ground == DAY["ready"].band


async def test_where_colour_is_not_wanted_the_terminal_s_own_is_taken_and_the_band_is_reversed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with staged(HILLS, rules=Rules()) as stage:
        await stage.press("space")

        assert stage.app.theme == "terminal"
        # The terminal's own two colours and no other; ink and ground have changed places in the band alone.
        shown = cells(stage.app, "ink", "ground")
        assert {(cell.ink, cell.ground) for row in shown for cell in row} == {("ink", "ground"), ("ground", "ink")}
        assert (shown[2][40].ground, shown[14][4].ground) == ("ink", "ground")


async def test_where_colour_is_not_wanted_no_colour_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for moment in MOMENTS:
        if moment.name in SCREENS:
            async with staged(moment.start) as stage:
                await moment.script(stage)
                assert {cell.ink for row in cells(stage.app, "ink", "ground") for cell in row} <= {"ink", "ground"}
