"""Draw the state diagram from the engine's table: `python -m tests.diagram` writes it into `.github/docs/engine.md`.

Between its marks in that file stand a Mermaid diagram of what leads where and the whole table. Both come out of
`TABLE` and `LEADS_TO`, so the picture cannot lie; a test holds that the file is what this prints.
"""

from __future__ import annotations

import sys
from pathlib import Path

from speedtimer.engine.transitions import ANY, BY_CLOCK, LEADS_TO, NEXT, TABLE, Act, Cell
from speedtimer.engine.view import Phase

PAGE = Path(__file__).resolve().parents[1] / ".github" / "docs" / "engine.md"
BEGIN, END = "<!-- drawn from the table: begin -->", "<!-- drawn from the table: end -->"
RUNNING = (Phase.LEAD_IN, Phase.WORK, Phase.RECOVERY, Phase.JOG)


def diagram() -> str:
    """The diagram: an arrow for each act that changes the phase, and one for each end by the clock.

    What all running phases have in common is drawn once, from their frame.
    """
    arrows = [arrow for phase, row in TABLE.items() for cell in row.values() for arrow in _arrows(phase, cell)]
    clock = [
        f"  {_frame(phase)} --> {name}: clock" for phase, leads_to in BY_CLOCK.items() for name in _names(leads_to)
    ]
    return "\n".join(
        [
            "```mermaid",
            "stateDiagram-v2",
            "  [*] --> ready",
            "  state running {",
            *(f"    {phase.value}" for phase in RUNNING),
            "  }",
            *dict.fromkeys([*arrows, *clock]),
            "  complete --> [*]",
            "```",
        ]
    )


def _arrows(phase: Phase, cell: Cell) -> list[str]:
    if not isinstance(cell, Act):
        return []
    return [f"  {_frame(phase)} --> {name}: {cell.value}" for name in _names(LEADS_TO[cell])]


def _names(leads_to: tuple[Phase | str, ...]) -> list[str]:
    """The phases in that list as the picture names them; undo and redo, which lead anywhere, have no arrow."""
    named = [name for target in leads_to for name in (("running", "complete") if target == NEXT else (target,))]
    return [_room(name) for name in named if name != ANY]


def _frame(phase: Phase) -> str:
    return "running" if phase in RUNNING else phase.value


def _room(name: str) -> str:
    return "running" if name in {phase.value for phase in RUNNING} else str(name)


def table() -> str:
    """The whole table: a row a command, a column a phase; what is refused stands in italics."""
    rows = ["| command | " + " | ".join(phase.value for phase in TABLE) + " |", "|---" * (len(TABLE) + 1) + "|"]
    for command in TABLE[Phase.READY]:
        cells = [TABLE[phase][command] for phase in TABLE]
        shown = [cell.value if isinstance(cell, Act) else f"*{cell.value}*" for cell in cells]
        rows.append(f"| {command.__name__} | " + " | ".join(shown) + " |")
    return "\n".join(rows)


def page(text: str) -> str:
    """A page with what stands between its marks drawn anew."""
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    return f"{head}{BEGIN}\n{diagram()}\n\n{table()}\n{END}{tail}"


def main() -> int:
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"drawn into {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
