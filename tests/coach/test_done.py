"""The verdicts on power and technique, which are about what was done."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from speedtimer.coach.finding import Plotted
from speedtimer.coach.measured import Basis
from speedtimer.coach.reps import Rep
from speedtimer.coach.verdict import verdict
from speedtimer.engine.events import Source
from speedtimer.plan import Kind, Section
from tests.coach.sets import rep, without


def hills(recoveries_s: Sequence[float | None]) -> tuple[Rep, ...]:
    """One hill of 30 s before each recovery."""
    return tuple(
        rep(number, 30.0, len(recoveries_s), metres=None, source=Source.EXACT, recovery_s=recovery_s)
        for number, recovery_s in enumerate(recoveries_s, 1)
    )


def test_hills_are_judged_by_count_and_recoveries_and_have_no_pace() -> None:
    # Between ten reps lie nine recoveries; the way back after the last, 300 s, is none. In order 95 96 98 99 100 101
    # 102 104 105: median 100. First three 100 95 98: median 98; last three 102 105 101: median 102,
    # 4 / 98 = 4.1 % more.
    found = verdict(hills([100, 95, 98, 96, 99, 104, 102, 105, 101, 300]), "power", completed=True)
    assert found.sentence == "All 10 reps are done. The recoveries took 1:35.0 to 1:45.0."
    assert [(figure.name, figure.text) for figure in found.figures] == [
        ("reps done", "10 of 10"),
        ("shortest recovery", "1:35.0"),
        ("median recovery", "1:40.0"),
        ("longest recovery", "1:45.0"),
        ("recoveries, last three against first", "4.1 %"),
    ]
    assert found.basis is Basis.DONE
    assert found.plotted is Plotted.RECOVERY
    assert [line.plotted(found.plotted) for line in found.reps][-2:] == [101_000, None]
    assert all(line.ms is None and line.speed_mm_s is None for line in found.reps)


def test_recoveries_that_grew_are_approved_of() -> None:
    # First three 90 90 92: median 90; last three 108 112 110: median 110. 20 / 90 = 22.2 %.
    found = verdict(hills([90, 90, 92, 100, 108, 112, 110, 0.001]), "power", completed=True)
    assert found.sentence == (
        "All 8 reps are done. The recoveries took 1:30.0 to 1:52.0, longer towards the end, "
        "which is right where each rep is to be run fresh."
    )
    assert found.figures[-1].value == 22.2


def test_recoveries_that_shrank_are_said_kindly() -> None:
    # First three 120 118 122: median 120; last three 88 90 92: median 90. 30 / 120 = 25 % less.
    found = verdict(hills([120, 118, 122, 100, 88, 90, 92, None]), "power", completed=True)
    assert found.sentence == (
        "All 8 reps are done. The recoveries took 1:28.0 to 2:02.0, shorter towards the end; "
        "take them in full, each rep is to be run fresh."
    )
    assert found.figures[-1].value == -25.0


@pytest.mark.parametrize(("last_s", "said"), [(120.0, False), (120.001, True)])
def test_a_fifth_is_not_yet_a_drift(last_s: float, said: bool) -> None:
    # 20 % of 100 s is 20 s.
    found = verdict(hills([100, 100, 100, last_s, last_s, last_s, None]), "power", completed=True)
    assert ("longer towards the end" in found.sentence) is said


def test_of_fewer_than_six_recoveries_no_drift_is_said() -> None:
    found = verdict(hills([60, 60, 60, 120, 120, None]), "power", completed=True)
    assert found.sentence == "All 6 reps are done. The recoveries took 1:00.0 to 2:00.0."


def test_skipped_hills_are_counted() -> None:
    found = verdict(without(hills([100] * 10), 4, 9), "power", completed=False, planned=10)
    assert found.sentence == "8 of 10 reps are done. The recoveries took 1:40.0."
    assert [line.number for line in found.reps if not line.done] == [4, 9]


def test_recoveries_that_nobody_timed_are_said_to_be_unknown() -> None:
    found = verdict(hills([None, None]), "power", completed=True)
    assert found.sentence == "Both reps are done. How long the recoveries between reps were is not known."


def strides(count: int) -> tuple[Rep, ...]:
    return tuple(
        rep(number, None, 3, metres=50, kind=Kind.STRIDE, section=Section.STRIDES) for number in range(1, count + 1)
    )


@pytest.mark.parametrize(
    ("count", "form", "sentence"),
    [
        (3, 7, "All 3 reps are done. Form 7 of 10, by your own mark."),
        (3, None, "All 3 reps are done. Give it one mark for form, 1 to 10, to see how they went."),
        (2, 8, "2 of 3 reps are done. Form 8 of 10, by your own mark."),
        (1, 8, "1 of 3 reps is done. Form 8 of 10, by your own mark."),
    ],
)
def test_technique_is_what_was_done_and_one_mark(count: int, form: int | None, sentence: str) -> None:
    found = verdict(strides(count), "technique", completed=count == 3, form=form)
    assert found.sentence == sentence
    assert found.basis is Basis.DONE
    assert [figure.text for figure in found.figures][1:] == ([] if form is None else [f"{form} of 10"])


def test_the_one_rep_of_a_set_of_one() -> None:
    only = rep(1, None, 1, metres=50, kind=Kind.STRIDE, section=Section.STRIDES)
    assert verdict((only,), "technique", completed=True, form=9).sentence.startswith("The one rep is done.")


def test_recoveries_skipped_at_once_give_no_share_of_nothing() -> None:
    found = verdict(hills([0, 0, 0, 60, 60, 60, None]), "power", completed=True)
    assert found.sentence == "All 7 reps are done. The recoveries took 0.0 s to 1:00.0."


def test_without_a_plan_a_set_that_was_not_completed_is_counted_alone() -> None:
    assert verdict(strides(3), "technique", completed=False, form=7).sentence.startswith("3 reps are done.")
