"""What the session screen shows of one moment, worked out of a frozen view. No widget, no terminal, no clock.

Widgets draw a `Face` and nothing else; two faces that are equal look the same, so that what has not changed need not
be drawn again. `dial.changes_in_ms` says when the next one will differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from typing import Final

from speedtimer.engine.view import Phase, View
from speedtimer.plan import Kind, Open, Section, Step, estimate_ms
from speedtimer.settings.key_names import FIRST_KEYS
from speedtimer.tui.dial import Dial, dial
from speedtimer.tui.figures import Figure, figure_of
from speedtimer.tui.lately import RepBars, lately
from speedtimer.units import about_text
from speedtimer.wording import refusal_text, step_text

WORDS: Final[dict[Phase, str]] = {
    Phase.READY: "READY",
    Phase.LEAD_IN: "SET",
    Phase.WORK: "RUN",
    Phase.RECOVERY: "WALK",
    Phase.JOG: "JOG",
    Phase.PAUSED: "PAUSE",
    Phase.COUNTING_IN: "SET",
    Phase.COMPLETE: "DONE",
}
"""One word for each phase, short so that it can be large."""

SIGNS: Final[dict[Phase, str]] = {
    Phase.READY: "●",
    Phase.LEAD_IN: "▲",
    Phase.WORK: "►",
    Phase.RECOVERY: "◄",
    Phase.JOG: "»",
    Phase.PAUSED: "‖",
    Phase.COUNTING_IN: "▲",
    Phase.COMPLETE: "✓",
}
"""One shape for each phase, for those who cannot tell it by its colour or read it from where they are."""

LOOKS: Final[dict[Phase, str]] = {phase: phase.value.replace("_", "-") for phase in Phase}
"""The name of each phase in the style sheets and the themes."""
LOOKS[Phase.COUNTING_IN] = LOOKS[Phase.LEAD_IN]

RESUMED: Final = {
    Kind.GET_READY: "the lead-in again",
    Kind.DRILL: "the rep again",
    Kind.STRIDE: "the rep again",
    Kind.EFFORT: "the rep again",
}
"""What a press does in a pause, where it does not simply go on."""

_WORK_WORDS: Final = {Kind.DRILL: "DRILL", Kind.STRIDE: "STRIDE"}
_BETWEEN: Final = frozenset({Kind.RECOVERY, Kind.GET_READY})
_SECTIONS: Final = {Section.MAIN: "main set", Section.EASY_JOG: "easy jog"}


@dataclass(frozen=True, slots=True)
class Face:
    """One moment of a session as it is shown.

    look: the phase's name in the style sheets. word, sign: the phase in a word and as a shape. rep: `3/10` or empty.
    dial: the clock. title: the step with its length. tip: its coaching words. coming: what follows. where: the
    section and how much is left. share: how far through the session, 0 to 1. alert: what a second press would do,
    or in a pause what there is to choose, which lasts; or empty. bare: in an effort, where clock, phase, rep and tip
    are all. figure: of the drill or stride that is done, led in to or waited for; None in everything else. bars: in a
    recovery how the reps so far have gone, of which tip says the same in words and short in fewer; None where nothing
    is known of that.
    """

    look: str
    word: str
    sign: str
    rep: str
    dial: Dial
    title: str
    tip: str
    coming: str
    where: str
    share: float
    alert: str
    lasts: bool = False
    bare: bool = False
    figure: Figure | None = None
    bars: RepBars | None = None
    short: str = ""


class Lengths:
    """How long each step of a sequence is taken to last, added up once: a session may have thousands of steps."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self._before_ms = (0, *accumulate(_middle_ms(step) for step in steps))

    def done_ms(self, view: View) -> int:
        """How much of the sequence has been done, as far as lengths are known beforehand."""
        here_ms = 0 if view.step is None else min(view.in_step_ms, _middle_ms(view.step))
        return self._before_ms[view.position] + here_ms

    def left_ms(self, view: View) -> int:
        """How long the rest of the session will take; what is overdue counts as done."""
        return self.whole_ms - self.done_ms(view)

    @property
    def whole_ms(self) -> int:
        return self._before_ms[-1]


def face(view: View, lengths: Lengths, keys: Mapping[str, str] = FIRST_KEYS) -> Face:
    """Work out what is shown of a moment.

    Args:
        view: the moment.
        lengths: of view.steps.
        keys: the first key of each action, as it stands on the keyboard.
    """
    shown, bare = _spoken_of(view), in_effort(view)
    read, reps = dial(view), lately(view)
    return Face(
        look=LOOKS[view.phase],
        word=_word(view),
        sign=SIGNS[view.phase],
        rep="" if view.phase is Phase.READY else _rep(shown),
        dial=replace(read, limit="") if bare else read,
        title="" if bare else _title(view, shown, keys["press"]),
        tip=reps.text or ("" if shown is None else shown.tip or ""),
        coming="" if bare else _coming(view),
        where="" if bare else _where(view, lengths),
        share=_share(view, lengths),
        alert=_alert(view, keys),
        lasts=view.armed is None and view.phase is Phase.PAUSED,
        figure=None if view.phase is Phase.READY else _figure(view),
        short=reps.short,
        bars=reps.bars,
        bare=bare,
    )


def in_effort(view: View) -> bool:
    """Tell whether an effort is being run."""
    return view.phase is Phase.WORK and view.step is not None and view.step.kind is Kind.EFFORT


def section_name(section: Section) -> str:
    """Name a section in words."""
    return _SECTIONS.get(section, section.value)


def _middle_ms(step: Step) -> int:
    shortest_ms, longest_ms = estimate_ms(step.ends)
    return (shortest_ms + longest_ms) // 2


def _spoken_of(view: View) -> Step | None:
    """The step that the words are about: in a lead-in the work that it leads in to."""
    step = view.step
    if step is not None and step.kind is Kind.GET_READY and view.position + 1 < len(view.steps):
        return view.steps[view.position + 1]
    return step


def _word(view: View) -> str:
    if view.phase is Phase.WORK and view.step is not None:
        return _WORK_WORDS.get(view.step.kind, WORDS[Phase.WORK])
    if view.phase is Phase.RECOVERY and view.step is not None:
        return "JOG" if "jog" in view.step.name.lower() else "REST" if not _is_walked(view.step) else "WALK"
    return WORDS[view.phase]


def _is_walked(step: Step) -> bool:
    return "walk" in step.name.lower() or step.distance_m is not None


def _rep(step: Step | None) -> str:
    return "" if step is None or step.rep is None or step.reps is None else f"{step.rep}/{step.reps}"


def _title(view: View, shown: Step | None, press: str) -> str:
    if shown is None:
        return "The session is complete" if view.completed else "The session is at its end; some work was left out"
    if view.phase is Phase.READY:
        return f"Press {press} to start. First: {step_text(shown)}"
    return step_text(shown)


def _coming(view: View) -> str:
    """What follows, lead-ins left out: they say for themselves what they lead in to."""
    if view.phase is Phase.COMPLETE:
        return ""
    in_lead_in = view.step is not None and view.step.kind is Kind.GET_READY
    for step in islice(view.steps, view.position + (2 if in_lead_in else 1), None):
        if step.kind is not Kind.GET_READY:
            return f"Next: {step_text(step)}{_about(step)}"
    return "Next: the end"


def _about(step: Step) -> str:
    """How long an open step is to take, which its length does not say."""
    if isinstance(step.ends, Open) and step.ends.suggested_ms is not None:
        return f", {about_text(step.ends.suggested_ms)}"
    return ""


def _figure(view: View) -> Figure | None:
    """The figure of the work under way; in a recovery and a lead-in that of the work they come before."""
    step = next((s for s in islice(view.steps, view.position, None) if s.kind not in _BETWEEN), None)
    if step is None or step.kind not in _WORK_WORDS:
        return None
    return figure_of(step)


def _where(view: View, lengths: Lengths) -> str:
    if view.step is None:
        return ""
    minutes = max(1, round(lengths.left_ms(view) / 60_000))
    left = f"about {minutes} min" if minutes < 60 else f"about {minutes // 60} h {minutes % 60:02}"
    return f"{section_name(view.step.section)}, {left}{'' if view.phase is Phase.READY else ' left'}"


def _share(view: View, lengths: Lengths) -> float:
    if view.step is None or lengths.whole_ms == 0:
        return 1.0
    return lengths.done_ms(view) / lengths.whole_ms


def _alert(view: View, keys: Mapping[str, str]) -> str:
    if view.armed is not None:
        return refusal_text(view.armed.reason, view.step)
    if view.phase is not Phase.PAUSED or view.step is None:
        return ""
    on_from_here = f". {keys['on']}: on from here after a count" if view.step.is_work else ""
    if view.away_before_pause_ms is None:
        return f"Paused. {keys['press']}: {RESUMED.get(view.step.kind, 'go on')}{on_from_here}"
    away = f"You were away {_said(view.away_before_pause_ms)}. {keys['press']}"
    if view.counts_by_default:
        return f"{away}: that counts. {keys['on']}: go on from where it was"
    return f"{away}: {RESUMED.get(view.step.kind, 'go on from where it was')}{on_from_here}. {keys['count']}: it counts"


def _said(length_ms: int) -> str:
    """Write a length as it is said, in its two largest units: `12 s`, `10 min 12 s`, `2 h 5 min`."""
    hours, minutes, seconds = length_ms // 3_600_000, length_ms // 60_000 % 60, length_ms // 1000 % 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
