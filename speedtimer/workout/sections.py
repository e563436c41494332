"""Which sections of a workout are done today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from speedtimer.errors import CallError, suggestion
from speedtimer.plan import Section


@dataclass(frozen=True, slots=True)
class SectionSelection:
    """Sections switched on and off against what the workout says.

    named: those that a call names for something else, and that the workout has to have all the same.
    """

    with_: frozenset[Section] = frozenset()
    without: frozenset[Section] = frozenset()
    named: frozenset[Section] = frozenset()


def read_section(word: str) -> Section:
    """Return the section of that name.

    Raises:
        CallError: there is none.
    """
    try:
        return Section(word)
    except ValueError:
        raise CallError(f"'{word}' is no section", suggestion(word.lower(), Section, "name")) from None


def switched(written: Iterable[tuple[Section, bool]], sections: SectionSelection | None = None) -> frozenset[Section]:
    """Return the sections that are done.

    The easy jog, where it is on, takes the warm-up's place, unless the warm-up is asked for too.

    Args:
        written: the sections of a workout and whether it has them on.
        sections: what is asked for against that.

    Raises:
        CallError: a section is asked for both ways, or the workout does not have it.
    """
    has = dict(written)
    sections = sections or SectionSelection()
    for section in sorted(sections.with_ & sections.without):
        raise CallError(f"the section {section} is asked for with and without", "keep one of the two")
    _refuse_lacking(has, sections.with_ | sections.without | sections.named)
    on = ({section for section, is_on in has.items() if is_on} | sections.with_) - sections.without
    if Section.EASY_JOG in on and Section.WARM_UP not in sections.with_:
        on.discard(Section.WARM_UP)
    return frozenset(on)


def exactly(written: Iterable[tuple[Section, bool]], chosen: frozenset[Section]) -> frozenset[Section]:
    """Return the sections that were chosen one by one.

    Raises:
        CallError: the workout does not have one of them.
    """
    _refuse_lacking(dict(written), chosen)
    return chosen


def _refuse_lacking(has: dict[Section, bool], asked: Iterable[Section]) -> None:
    for section in sorted(set(asked) - has.keys()):
        raise CallError(f"the workout has no section {section}", f"it has {', '.join(has)}")
