"""The verdict on a session, by its focus: a sentence first, then figures, then the reps for a plot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from speedtimer.coach import build, done, even, pyramid
from speedtimer.coach.figures import Figure
from speedtimer.coach.finding import Case, Finding, Plotted, Tally
from speedtimer.coach.measured import BY, Basis, Measures, measure, speed_mm_s
from speedtimer.coach.reps import TECHNIQUE, Judged, Rep, judged

POWER: Final = "power"

JUDGES: Final[Mapping[str, Callable[[Case], Finding]]] = {
    "even": even.judge,
    "build": build.judge,
    "pyramid": pyramid.judge,
    POWER: done.judge_power,
    TECHNIQUE: done.judge_technique,
}
"""Who judges which focus."""

_DONE_RESTS_ON: Final = {
    POWER: "This rests on what was done and on how long the recoveries really were; times are not judged.",
    TECHNIQUE: "This rests on what was done and on your own mark; times are not judged.",
}


@dataclass(frozen=True, slots=True)
class RepLine:
    """One rep of the plot.

    done: False for one that was left out. ms: the time judged by, on the verdict's basis, None where there is none.
    speed_mm_s: only where a split was measured. mark: a few words, empty for most.
    """

    number: int
    name: str
    done: bool
    distance_m: int | None = None
    ms: int | None = None
    speed_mm_s: int | None = None
    recovery_ms: int | None = None
    mark: str = ""

    def plotted(self, what: Plotted) -> int | None:
        """Give the value that a plot of this verdict shows, None where the rep has none."""
        return {Plotted.TIME: self.ms, Plotted.SPEED: self.speed_mm_s, Plotted.RECOVERY: self.recovery_ms}.get(what)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a coach would say.

    sentence: one or two plain sentences. basis, rests_on: what they rest on, as a word and as a sentence.
    figures: in the order of their weight. reps: in the order in which they were done, those left out among them.
    plotted: which of a rep's values the plot shows. notes: what else has to be known to read it rightly.
    """

    focus: str
    sentence: str
    basis: Basis
    rests_on: str
    figures: tuple[Figure, ...]
    reps: tuple[RepLine, ...]
    plotted: Plotted
    notes: tuple[str, ...] = ()


def verdict(
    reps: Sequence[Rep],
    focus: str,
    *,
    completed: bool | None = None,
    planned: int | None = None,
    form: int | None = None,
) -> Verdict:
    """Judge a session.

    Args:
        reps: all reps of the session, as `reps_of` gives them; those that the focus is about are chosen here.
        focus: the workout's; one that nobody here judges gets its count and times alone.
        completed: whether every work step of the session was done; None where it is not known.
        planned: how many reps the plan had of those judged, where that is known; what was left by `enough` shows
            in no numbering.
        form: the athlete's own mark for form, 1 to 10.
    """
    chosen = judged(reps, focus)
    measures = measure(chosen.reps)
    if focus in _DONE_RESTS_ON:
        measures = Measures(Basis.DONE, (), len(chosen.reps))
    case = Case(chosen, measures, _tally(chosen, completed, planned), form)
    found = Finding("No rep was done, so there is nothing to judge.")
    if chosen.reps:
        found = JUDGES.get(focus, _uncounted)(case)
    return Verdict(
        focus=focus,
        sentence=_with_count(found.sentence, case),
        basis=measures.basis,
        rests_on=_DONE_RESTS_ON.get(focus, measures.rests_on),
        figures=(case.tally.figure, *found.figures),
        reps=_lines(case, found),
        plotted=found.plotted,
        notes=found.notes,
    )


def _tally(chosen: Judged, completed: bool | None, planned: int | None) -> Tally:
    count = len(chosen.reps)
    if completed:
        return Tally(count, max(count, chosen.asked))
    if planned is not None:
        return Tally(count, max(planned, chosen.asked))
    return Tally(count, chosen.asked if count < chosen.asked else None)


def _uncounted(case: Case) -> Finding:
    return Finding(case.tally.sentence)


def _with_count(sentence: str, case: Case) -> str:
    """Add how many reps were done where some were not and the sentence does not say so."""
    if case.tally.all_done is not False or not case.reps or case.tally.sentence in sentence:
        return sentence
    return f"{sentence} {case.tally.sentence}"


def _lines(case: Case, found: Finding) -> tuple[RepLine, ...]:
    read = BY[case.measures.basis]
    lines = [
        RepLine(
            *(rep.number, rep.name, True, rep.distance_m, read(rep), speed_mm_s(rep), rep.recovery_ms),
            found.marks.get(rep.number, ""),
        )
        for rep in case.reps
    ]
    lines += [RepLine(number, "", False, mark="left out") for number in case.judged.missing]
    lines.sort(key=lambda line: line.number)
    if lines and found.plotted is Plotted.RECOVERY:
        # The way back after the last rep is no recovery between reps.
        last = max(at for at, line in enumerate(lines) if line.done)
        lines[last] = replace(lines[last], recovery_ms=None)
    return tuple(lines)
