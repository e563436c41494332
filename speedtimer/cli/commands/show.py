"""`speedtimer show`: a plan, step by step."""

from __future__ import annotations

import argparse
import json

from speedtimer.app.planner import Planner
from speedtimer.app.profile import Profile
from speedtimer.cli import options
from speedtimer.cli.plans import plan_json, table
from speedtimer.cli.stdio import on_stderr


def run(arguments: argparse.Namespace) -> int:
    """Print a plan."""
    sections, request = options.chosen(arguments)
    plan = Planner(Profile(on_stderr, request=request)).plan(arguments.workout, sections, cached=False)
    if arguments.json:
        print(json.dumps(plan_json(plan), indent=2))
    else:
        for line in table(plan):
            print(line)
    return 0
