"""The verdicts on `power` and `technique` sessions, which are about what was done and not about times."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from speedtimer.coach.figures import Figure, percent, said, seconds
from speedtimer.coach.finding import Case, Finding, Plotted

DRIFT_PERCENT: Final = 20
"""By more than this the recoveries grew or shrank. Ours: the same walk varies by some tenth of its time, so a fifth is
no accident."""

DRIFT_OF: Final = 3
"""The drift is between the medians of so many first and last recoveries; with fewer than twice as many none is said."""


def judge_power(case: Case) -> Finding:
    """Find whether all was done, and how long the recoveries between the reps were."""
    lengths = recoveries(case)
    if not lengths:
        return Finding(
            f"{case.tally.sentence} How long the recoveries between reps were is not known.", plotted=Plotted.RECOVERY
        )
    low, high = said(min(lengths)), said(max(lengths))
    between = f"The recoveries took {low}" if low == high else f"The recoveries took {low} to {high}"
    figures = (
        seconds("shortest recovery", min(lengths)),
        seconds("median recovery", int(median(lengths))),
        seconds("longest recovery", max(lengths)),
    )
    drift, drift_figures = _drift(lengths)
    return Finding(f"{case.tally.sentence} {between}{drift}.", (*figures, *drift_figures), plotted=Plotted.RECOVERY)


def judge_technique(case: Case) -> Finding:
    """Find whether all was done, and give the athlete's own mark for form."""
    if case.form is None:
        return Finding(
            f"{case.tally.sentence} Give it one mark for form, 1 to 10, to see how they went.", plotted=Plotted.NOTHING
        )
    return Finding(
        f"{case.tally.sentence} Form {case.form} of 10, by your own mark.",
        (Figure("form", case.form, "of 10"),),
        plotted=Plotted.NOTHING,
    )


def recoveries(case: Case) -> tuple[int, ...]:
    """Give the lengths of the recoveries that a rep followed, in milliseconds; the last way back is none of them."""
    return tuple(rep.recovery_ms for rep in case.reps[:-1] if rep.recovery_ms is not None)


def _drift(lengths: Sequence[int]) -> tuple[str, tuple[Figure, ...]]:
    """Say whether the recoveries grew or shrank, to follow in the same sentence."""
    if len(lengths) < 2 * DRIFT_OF:
        return "", ()
    first, last = int(median(lengths[:DRIFT_OF])), int(median(lengths[-DRIFT_OF:]))
    if first == 0:
        return "", ()
    figures = (percent("recoveries, last three against first", last - first, first),)
    if abs(last - first) * 100 <= DRIFT_PERCENT * first:
        return "", figures
    if last > first:
        return ", longer towards the end, which is right where each rep is to be run fresh", figures
    return ", shorter towards the end; take them in full, each rep is to be run fresh", figures
