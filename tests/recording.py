"""A rep, as a picture that moves: ready, the press, lead-in and count, GO, the effort, the walk back, the next press.

Drawn from the screens themselves, on time that is moved by hand, and put together as an SVG whose frames take turns by
its style sheet: no script, so that it moves wherever a picture is shown. Where motion is not wanted it stands still in
the effort. `python -m tests.pictures recording` draws it anew.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from itertools import accumulate

from speedtimer.tui.screens.session import FLASH_S, SessionScreen
from tests.tui.painted import HEIGHT, MARGIN, WIDTH, Cell, cells, drawn_row
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged

NAME = "recording"
GO_MS, WALK_MS, BACK_MS = 10_000, 48_000, 130_000
"""Of 8 x 200 m, solo: a lead-in of 10 s, an effort of about 38 s, and somebody back at the line after 82 s more."""

STILL = 6
"""The frame that stands where nothing may move: the effort under way."""

Frame = tuple[list[list[Cell]], float]


async def recording() -> str:
    """Draw it. The home, which SPEEDTIMER_HOME names, should be empty."""
    async with staged(main_only("8x200m")) as stage:
        frames = [frame async for frame in _frames(stage)]
    return moving(frames, "#000000")


async def _frames(stage: Stage) -> AsyncIterator[Frame]:
    """Each picture with how many seconds it stays."""

    def now(seconds: float) -> Frame:
        return cells(stage.app, "#d8d8d8", "#000000"), seconds

    yield now(1.5)
    await stage.press("space")
    for left_s in (3, 2, 1):
        await stage.pass_to(GO_MS - left_s * 1000)
        yield now(1.0)
    async for frame in _lit(stage, GO_MS):
        yield frame
    for at_s in (1, 2, 3, 36, 37):
        await stage.pass_to(GO_MS + at_s * 1000)
        yield now(0.6)
    async for frame in _lit(stage, WALK_MS):
        yield frame
    for at_s in (1, 2, 80, 81):
        await stage.pass_to(WALK_MS + at_s * 1000)
        yield now(0.6)
    await stage.pass_to(BACK_MS)
    await stage.press("space")
    for at_s in range(3):
        await stage.pass_to(BACK_MS + at_s * 1000)
        yield now(1.0)


async def _lit(stage: Stage, at_ms: int) -> AsyncIterator[Frame]:
    """A moment that lights the screen up, lit and then not."""
    await stage.pass_to(at_ms)
    screen = stage.app.screen
    assert isinstance(screen, SessionScreen)
    # It ends by the real clock: here it is held for as long as its picture takes.
    if screen._calm is not None:
        screen._calm.stop()
    screen._lit = True
    screen._dress()
    await stage.settle()
    yield cells(stage.app, "#d8d8d8", "#000000"), FLASH_S
    screen._calm_down()
    await stage.settle()
    yield cells(stage.app, "#d8d8d8", "#000000"), 0.75


def moving(frames: Sequence[Frame], ground: str, still: int = STILL) -> str:
    """Put frames together, each row that looks like another one drawn once."""
    width = len(frames[0][0][0]) * WIDTH + 2 * MARGIN
    height = len(frames[0][0]) * HEIGHT + 2 * MARGIN
    drawn: dict[str, str] = {}
    groups: list[str] = []
    for number, (rows, _) in enumerate(frames):
        uses: list[str] = []
        for y, row in enumerate(rows):
            text = "".join(drawn_row(row, 0, ground))
            if text:
                name = drawn.setdefault(text, f"r{len(drawn)}")
                uses.append(f'<use href="#{name}" y="{y * HEIGHT}"/>')
        groups.append(f'<g class="f{" still" if number == still else ""}" id="f{number}">{"".join(uses)}</g>')
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}">',
            f"<style>{_turns([seconds for _, seconds in frames])}</style>",
            "<defs>",
            *(f'<g id="{name}">{text}</g>' for text, name in drawn.items()),
            "</defs>",
            f'<rect width="{width}" height="{height}" rx="8" fill="{ground}"/>',
            '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="16" xml:space="preserve">',
            *groups,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _turns(seconds: Sequence[float]) -> str:
    """The style sheet by which frames take turns: each is hidden but for its own time."""
    whole = sum(seconds)
    ends = [100 * end / whole for end in accumulate(seconds)]
    rules = [".f{visibility:hidden}.still{visibility:visible}", "@media (prefers-reduced-motion:no-preference){"]
    for number, (start, end) in enumerate(zip([0.0, *ends], ends, strict=False)):
        shown = f"{start:.2f}%{{visibility:visible}}{end:.2f}%{{visibility:hidden}}"
        before = "" if number == 0 else "0%{visibility:hidden}"
        after = "" if number == len(ends) - 1 else "100%{visibility:hidden}"
        rules.append(f"@keyframes k{number}{{{before}{shown}{after}}}")
        rules.append(f"#f{number}{{animation:k{number} {whole:g}s step-end infinite}}")
    return "".join([*rules, "}"])
