"""OPTIONS, the same for run, show and simulate: what they mean, and what is refused."""

from __future__ import annotations

import argparse

import pytest

from speedtimer.cli import options
from speedtimer.cli.parser import plan_options, spelled_out
from speedtimer.errors import CallError, FileError, InputError, SpeedtimerError
from speedtimer.plan import Mode, Section
from speedtimer.workout.sections import SectionSelection
from tests.cli.saying import run


@pytest.mark.parametrize(
    ("words", "error", "fault"),
    [
        (["8x20m"], InputError, "there is no workout '8x20m': did you mean 8x200m?"),
        (["none.yaml"], FileError, "none.yaml:1:1: there is no such file: check its name"),
        (["8x200m", "--with", "wram-up"], CallError, "'wram-up' is no section: did you mean 'warm-up'?"),
        (
            ["8x200m", "--without", "zzz"],
            CallError,
            "'zzz' is no section: name one of warm-up, easy-jog, drills, strides, main, warm-down",
        ),
        (
            ["8x200m", "--with", "easy-jog"],
            CallError,
            "the workout has no section easy-jog: it has warm-up, drills, strides, main, warm-down",
        ),
        (["8x200m", "--auto=mian"], CallError, "'mian' is no section: did you mean 'main'?"),
        (
            ["8x200m", "--auto=main,easy-jog"],
            CallError,
            "the workout has no section easy-jog: it has warm-up, drills, strides, main, warm-down",
        ),
        (["8x200m", "--auto="], CallError, "'' is no section: name one of"),
        (["8x200m", "--timed=drills"], CallError, "--timed=drills is not known: write --timed for the main section"),
        (["8x200m", "--lead-in", "61"], CallError, "--lead-in 61 is out of range: give 0 to 60 seconds"),
        (["8x200m", "--lead-in=-1"], CallError, "--lead-in -1 is out of range: give 0 to 60 seconds"),
        *(
            (
                ["8x200m", "--lead-in", said],
                CallError,
                f"--lead-in {said} is no number of seconds: write it as --lead-in 10",
            )
            for said in ("soon", "nan", "inf", "1_0", "1e1", "１０")
        ),
    ],
)
def test_what_cannot_be_shown_is_a_fault_with_its_exit_code(
    words: list[str], error: type[SpeedtimerError], fault: str
) -> None:
    with pytest.raises(error) as caught:
        run("show", *words)
    assert str(caught.value).startswith(fault)
    assert caught.value.exit_code == (2 if error is CallError else 1)


@pytest.mark.parametrize(
    ("words", "sections", "mode"),
    [
        ([], SectionSelection(), Mode()),
        (
            ["--with", "easy-jog", "--with=warm-up", "--without", "drills"],
            SectionSelection(frozenset({Section.EASY_JOG, Section.WARM_UP}), frozenset({Section.DRILLS})),
            Mode(),
        ),
        (["--timed"], SectionSelection(), Mode(timed=frozenset({Section.MAIN}))),
        (["--timed=all"], SectionSelection(), Mode(timed=frozenset(Section))),
        (["--auto"], SectionSelection(), Mode(auto=frozenset(Section))),
        (
            ["--auto=drills, strides"],
            SectionSelection(named=frozenset({Section.DRILLS, Section.STRIDES})),
            Mode(auto=frozenset({Section.DRILLS, Section.STRIDES})),
        ),
        (["--lead-in", "0"], SectionSelection(), Mode(lead_in_ms=0)),
        (["--lead-in", "7.5"], SectionSelection(), Mode(lead_in_ms=7_500)),
        (["--lead-in=60s"], SectionSelection(), Mode(lead_in_ms=60_000)),
    ],
)
def test_options_say_sections_and_mode(words: list[str], sections: SectionSelection, mode: Mode) -> None:
    arguments = argparse.ArgumentParser(parents=[plan_options()]).parse_args(spelled_out(words))
    chosen, asked = options.chosen(arguments)
    assert (chosen, asked.over(Mode())) == (sections, mode)


def test_a_bare_auto_or_timed_does_not_swallow_the_word_after_it() -> None:
    assert spelled_out(["show", "--auto", "8x200m", "--timed"]) == [
        "show",
        "--auto=all",
        "8x200m",
        "--timed=main",
    ]
    assert spelled_out(["show", "--", "--auto"]) == ["show", "--", "--auto"]
