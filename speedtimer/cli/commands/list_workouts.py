"""`speedtimer list`: the library. It loads pydantic and YAML only for what is in no cache."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from speedtimer import places
from speedtimer.app.profile import Profile
from speedtimer.cli.stdio import on_stderr
from speedtimer.signs import shown
from speedtimer.units import minutes_text, seconds_number
from speedtimer.workout.library import Summary, summaries


def run(arguments: argparse.Namespace) -> int:
    """Print the library."""
    profile = Profile(on_stderr)
    shelf = summaries(lambda: profile.rules)
    if arguments.json:
        print(json.dumps([_summary_json(summary) for summary in shelf], indent=2))
        return 0
    ids = max((len(summary.id) for summary in shelf), default=0)
    names = max((len(summary.name or "") for summary in shelf), default=0)
    for summary in shelf:
        if summary.estimated_ms is None:
            first, *rest = (summary.error or "").split("\n")
            more = f" (and {len(rest)} more, see `speedtimer check`)" if rest else ""
            print(f"{summary.id:<{ids}}  cannot be used: {first}{more}")
            continue
        own = "  (own)" if summary.origin == "own" else ""
        print(f"{summary.id:<{ids}}  {summary.name:<{names}}  {minutes_text(*summary.estimated_ms)}{own}")
    if places.fault() is None:
        print(f"Your own workouts go into {shown(str(places.own_workouts()))}", file=sys.stderr)
    return 0


def _summary_json(summary: Summary) -> dict[str, Any]:
    estimated = None
    if summary.estimated_ms is not None:
        shortest_ms, longest_ms = summary.estimated_ms
        estimated = {"min": seconds_number(shortest_ms), "max": seconds_number(longest_ms)}
    return {
        "id": summary.id,
        "name": summary.name,
        "focus": summary.focus,
        "purpose": summary.purpose,
        "origin": summary.origin,
        "path": shown(summary.path),
        "estimated_s": estimated,
        "sections": [{"name": section, "on": on} for section, on in summary.sections],
        "error": summary.error,
    }
