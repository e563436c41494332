"""The moments at which the screens are looked at: in goldens, and in the pictures of the docs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from speedtimer.app.cut_off import CutOff, ResumeOption
from speedtimer.app.library import Listed
from speedtimer.app.planner import Choice
from speedtimer.engine.commands import Away, Press
from speedtimer.engine.view import Phase
from speedtimer.plan import Mode, Section
from speedtimer.tui.keymap import Keymap
from speedtimer.tui.screens.library import LibraryScreen
from speedtimer.tui.screens.resume import ResumeScreen
from tests.tui.kept import given, kept_200s, two_before
from tests.tui.rehearsal import main_only, shelf
from tests.tui.stage import Stage

LEAD_IN_MS, EFFORT_MS, WALK_MS = 10_000, 30_000, 98_000


async def _stay(stage: Stage) -> None:
    await stage.settle()


async def _doubted(stage: Stage) -> None:
    """Try a cue, on a computer that is turned down and runs on its battery."""
    stage.doors.doubtful = ("the computer's volume is 12 %", "battery 18 %, not charging")
    await stage.press("h")
    await stage.settle()


def _at(at_ms: int, *keys: str) -> Callable[[Stage], Awaitable[None]]:
    """Start by a press, let time be at_ms, and press keys."""

    async def script(stage: Stage) -> None:
        await stage.press("space")
        await stage.pass_to(at_ms)
        await stage.press(*keys)
        await stage.calm()

    return script


def _lit(*, moves: bool) -> Callable[[Stage], Awaitable[None]]:
    """At a GO, as it is lit up, or stands within a border where motion is not wanted; held, since it goes by."""

    async def script(stage: Stage) -> None:
        stage.app.animation_level = "full" if moves else "none"
        await stage.press("space")
        await stage.pass_to(LEAD_IN_MS + 100)
        await stage.hold_light()

    return script


def _drilling(at_ms: int) -> Callable[[Stage], Awaitable[None]]:
    """As `_at`, with the figures as stills: where they are in their movement is the machine's affair."""

    async def script(stage: Stage) -> None:
        stage.app.animation_level = "none"
        await _at(at_ms)(stage)

    return script


async def _third_walk(stage: Stage) -> None:
    """Through two reps and into the walk back from the third, each walk back a little slower."""
    await stage.press("space")
    for rep in range(2):
        await _walked(stage, rep)
    stage.session.pass_to(stage.session.now_ms + LEAD_IN_MS + EFFORT_MS + 44_300)
    await stage.calm()


async def _to_the_end(stage: Stage) -> None:
    await stage.press("space")
    for rep in range(9):
        await _walked(stage, rep)
    stage.session.pass_to(stage.session.now_ms + LEAD_IN_MS + EFFORT_MS)
    await stage.calm()


async def _summed_up(stage: Stage) -> None:
    await _to_the_end(stage)
    stage.session.pass_to(stage.session.now_ms + 5_000)
    await stage.press("space")


async def _timed_out(stage: Stage) -> None:
    """Eight efforts of 38 s but a sixth of 40 and a last of 37, after two earlier sessions."""
    two_before()
    for at_s, command in given([38, 38, 38, 38, 38, 40, 38, 37]):
        stage.session.pass_to(at_s * 1000)
        await stage.session.give(command)
    stage.session.pass_to(stage.session.now_ms + 5_000)
    await stage.calm()
    await stage.press("space")


async def _remarked(stage: Stage) -> None:
    await _timed_out(stage)
    await stage.press("r", "7", "down", *"grass", "enter")


async def _remarking(stage: Stage) -> None:
    await _timed_out(stage)
    await stage.press("r", "7", "down", *"grass")


async def _correcting(stage: Stage) -> None:
    await _timed_out(stage)
    await stage.press("c", "down", "enter", *"37.9")


async def _formed(stage: Stage) -> None:
    """Drills alone, each ended by the clock at its expected time and left by a press a minute later."""
    await stage.press("space")
    while stage.session.engine.phase is not Phase.COMPLETE:
        stage.session.pass_to(stage.session.now_ms + 60_000)
        await stage.session.give(Press())
    stage.session.pass_to(stage.session.now_ms + 5_000)
    await stage.calm()
    await stage.press("space")


def _walking_after(*splits_s: int) -> Callable[[Stage], Awaitable[None]]:
    """Walking back after efforts that somebody timed, twenty seconds into the walk."""

    async def script(stage: Stage) -> None:
        await stage.settle()
        for at_s, command in given(splits_s)[:-1]:
            stage.session.pass_to(at_s * 1000)
            await stage.session.give(command)
        stage.session.pass_to(stage.session.now_ms + 20_000)
        await stage.calm()

    return script


async def _looked_back(stage: Stage) -> None:
    """Sessions of eight weeks: one a week, two in the second last, none in the fourth last, one of them left early."""
    for days_ago in (52, 45, 38, 31, 17, 10):
        kept_200s([40] * 8, days_ago)
    kept_200s([39] * 5, 9)
    kept_200s([38, 38, 38, 38, 38, 40, 38, 37], 1)
    await stage.press("tab")


async def _weeks(stage: Stage) -> None:
    await _looked_back(stage)
    await stage.press("w")


async def _kept(stage: Stage) -> None:
    await _looked_back(stage)
    await stage.press("down", "enter")


async def _walked(stage: Stage, rep: int) -> None:
    stage.session.pass_to(stage.session.now_ms + LEAD_IN_MS + EFFORT_MS)
    stage.session.pass_to(stage.session.now_ms + WALK_MS + 700 * rep)
    await stage.session.give(Press())


async def _looked_over(stage: Stage) -> None:
    await stage.press("down", "enter")


async def _sought(stage: Stage) -> None:
    await stage.press("p", "y", "r")


async def _cues_set(stage: Stage) -> None:
    await stage.press("comma", "4", "down", "enter", *"5", "enter", "down", "down", "enter")


async def _remapping(stage: Stage) -> None:
    await stage.press("comma", "6", *["down"] * 6, "enter", "z", "plus", "backspace")


async def _slept(stage: Stage) -> None:
    """Twelve seconds into a rep the computer fell asleep, for ten minutes."""
    await stage.press("space")
    await stage.pass_to(22_300)
    stage.session.now_ms = 622_300
    await stage.session.give(Away(22_300))
    await stage.calm()


async def _cut_off(stage: Stage) -> None:
    ways = (ResumeOption.ON, ResumeOption.COUNT, ResumeOption.SAVE)
    cut_off = CutOff("20261123-0915-8x200m", "8 x 200 m", "in 200 m 3 of 8, 0:21 into it", "12 min ago", ways)
    await stage.app.switch_screen(ResumeScreen(cut_off, "to the library", Keymap()))
    await stage.settle()


async def _at_fault(stage: Stage) -> None:
    """A file of the runner's that cannot be used has just been saved."""
    fault = "/home/me/tempo.yaml:3:1: unknown key 'rep': write reps"
    own = Listed("tempo", "tempo", "", "", "own", "/home/me/tempo.yaml", None, (), error=fault)
    stage.doors.listed, stage.doors.looks = (*shelf(), own), 1
    screen = stage.app.screen
    assert isinstance(screen, LibraryScreen)
    await screen.look()
    await stage.press("end")


HILLS = main_only("hills-10x30s")
DRILLS = Choice("drills-and-strides", frozenset({Section.DRILLS}))
STRIDES = Choice("drills-and-strides", frozenset({Section.STRIDES}))
WHOLE = Choice("hills-10x30s")
TIMED_200 = main_only("8x200m", Mode(timed=frozenset({Section.MAIN})))


@dataclass(frozen=True)
class Moment:
    """One moment. start: the session opened; None for the library. script: what leads to it."""

    name: str
    start: Choice | None
    script: Callable[[Stage], Awaitable[None]]


MOMENTS = (
    Moment("library", None, _stay),
    Moment("search", None, _sought),
    Moment("at-fault", None, _at_fault),
    Moment("resume", None, _cut_off),
    Moment("preview", None, _looked_over),
    Moment("ready", WHOLE, _stay),
    Moment("doubtful", WHOLE, _doubted),
    Moment("track", Choice("sprint-pyramid"), _stay),
    Moment("jog", WHOLE, _at(725_400)),
    Moment("lead-in", HILLS, _at(7_200)),
    Moment("go", HILLS, _at(10_400)),
    Moment("lit", HILLS, _lit(moves=True)),
    Moment("edged", HILLS, _lit(moves=False)),
    Moment("work", HILLS, _at(22_300)),
    Moment("tenths", HILLS, _at(33_450)),
    Moment("refused", HILLS, _at(22_300, "space")),
    Moment("paused", HILLS, _at(22_300, "p")),
    Moment("away", HILLS, _slept),
    Moment("recovery", HILLS, _third_walk),
    Moment("overdue", HILLS, _at(152_500)),
    Moment("timed", TIMED_200, _at(5_000 + 27_900)),
    Moment("leaving", HILLS, _at(22_300, "q")),
    Moment("jump", HILLS, _at(22_300, "g")),
    Moment("keys", HILLS, _at(22_300, "question_mark")),
    Moment("complete", HILLS, _to_the_end),
    Moment("summary", HILLS, _summed_up),
    Moment("form", DRILLS, _formed),
    Moment("drill", DRILLS, _drilling(6_000)),
    Moment("stride", STRIDES, _drilling(21_000)),
    Moment("slower", TIMED_200, _walking_after(38, 38, 39)),
    Moment("advised", TIMED_200, _walking_after(38, 38, 38, 41, 41)),
    Moment("history", None, _looked_back),
    Moment("weeks", None, _weeks),
    Moment("kept", None, _kept),
    Moment("compared", TIMED_200, _timed_out),
    Moment("remarked", TIMED_200, _remarked),
    Moment("remarks", TIMED_200, _remarking),
    Moment("typed", TIMED_200, _correcting),
    Moment("settings", None, _cues_set),
    Moment("remapping", None, _remapping),
    Moment("commands", HILLS, _at(22_300, "ctrl+p")),
)
