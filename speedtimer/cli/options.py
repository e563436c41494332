"""OPTIONS: which sections are done, who ends a step, how long the lead-in is. The same for run, show and simulate."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from speedtimer.errors import CallError

if TYPE_CHECKING:
    # Named in what is read here, and loaded only when it is: `list` has no use for a plan.
    from speedtimer.plan import Mode, Section
    from speedtimer.workout.sections import SectionSelection

LONGEST_LEAD_IN_S: Final = 60

OFF: Final = "off"
"""What --timed and --auto are given against settings that say otherwise."""

ALL: Final = "all"
"""What they are given for every section."""

_BARE: Final = {"--timed": "--timed=main", "--auto": "--auto=all", "--resume": "--resume=usual"}


def parent() -> argparse.ArgumentParser:
    """Make the parser of OPTIONS, for `parents=` of a command's own. `chosen` reads what it found."""
    parser = argparse.ArgumentParser(add_help=False)
    group = parser.add_argument_group("options of the plan")
    group.add_argument(
        "--with",
        dest="with_",
        metavar="SECTION",
        action="append",
        default=[],
        help="do this section too: warm-up, easy-jog, drills, strides, main or warm-down; easy-jog takes the "
        "warm-up's place unless that is given too; repeatable",
    )
    group.add_argument(
        "--without", metavar="SECTION", action="append", default=[], help="leave this section out; repeatable"
    )
    group.add_argument(
        "--timed",
        nargs="?",
        const="main",
        metavar="=all",
        help="somebody holds the watch: a press ends each rep of the main section and records its true time; "
        "with =all in every section, with =off in none, whatever the settings say",
    )
    group.add_argument(
        "--auto",
        nargs="?",
        const="all",
        metavar="=SECTION,…",
        help="recoveries and jogs end by themselves, in every section or in those named after =; with =off in none, "
        "whatever the settings say",
    )
    group.add_argument(
        "--lead-in",
        metavar="S",
        help=f"seconds of get-ready before every rep, 0 to {LONGEST_LEAD_IN_S}; never shorter than the count plus one",
    )
    return parser


def spelled_out(arguments: Sequence[str]) -> list[str]:
    """Write `--auto`, `--timed` and `--resume` with the value that they stand for.

    To be called on the command line before it is parsed: argparse would take the word after a bare one for its value,
    as in `show --auto 8x200m`, while here a value always follows an `=`.
    """
    spelled = list(arguments)
    end = spelled.index("--") if "--" in spelled else len(spelled)
    return [_BARE.get(word, word) for word in spelled[:end]] + spelled[end:]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a call wants a session run; None where it leaves that to the settings. lead_in_ms: milliseconds."""

    timed: frozenset[Section] | None = None
    auto: frozenset[Section] | None = None
    lead_in_ms: int | None = None

    def over(self, usual: Mode) -> Mode:
        """Give the way it is run. usual: the way of the settings."""
        from speedtimer.plan import Mode

        timed = usual.timed if self.timed is None else self.timed
        auto = usual.auto if self.auto is None else self.auto
        return Mode(timed, auto, self.lead_in_ms)


def chosen(arguments: argparse.Namespace) -> tuple[SectionSelection, Asked]:
    """Give what the parsed OPTIONS ask for.

    Raises:
        CallError: an unknown section, or a lead-in out of its range.
    """
    from speedtimer.workout.sections import SectionSelection, read_section

    with_, without = (frozenset(map(read_section, words)) for words in (arguments.with_, arguments.without))
    auto = _auto(arguments.auto)
    # All and none name no section, nor does --timed: they hold for what a workout has.
    named = frozenset() if auto is None or arguments.auto == ALL else auto
    return SectionSelection(with_, without, named), Asked(_timed(arguments.timed), auto, _lead_in_ms(arguments.lead_in))


def _timed(value: str | None) -> frozenset[Section] | None:
    from speedtimer.plan import Section

    if value is None:
        return None
    if value == OFF:
        return frozenset()
    if value == ALL:
        return frozenset(Section)
    if value == "main":
        return frozenset({Section.MAIN})
    raise CallError(
        f"--timed={value} is not known",
        "write --timed for the main section, --timed=all for every one or --timed=off",
    )


def _auto(value: str | None) -> frozenset[Section] | None:
    from speedtimer.plan import Section
    from speedtimer.workout.sections import read_section

    if value is None:
        return None
    if value == OFF:
        return frozenset()
    if value == ALL:
        return frozenset(Section)
    return frozenset(read_section(word.strip()) for word in value.split(","))


def _lead_in_ms(value: str | None) -> int | None:
    """Seconds, to the millisecond."""
    from speedtimer.cli.numbers import read_milliseconds

    if value is None:
        return None
    length_ms = read_milliseconds(value.removesuffix("s"))
    if length_ms is None:
        raise CallError(f"--lead-in {value} is no number of seconds", "write it as --lead-in 10")
    if not 0 <= length_ms <= LONGEST_LEAD_IN_S * 1000:
        raise CallError(f"--lead-in {value} is out of range", f"give 0 to {LONGEST_LEAD_IN_S} seconds")
    return round(length_ms)
