"""`speedtimer check` and `schema`: what a workout file may say, and whether one does."""

from __future__ import annotations

import argparse
import sys

from speedtimer import places
from speedtimer.errors import FileError, InputError, Place
from speedtimer.signs import shown
from speedtimer.workout import reader


def check(arguments: argparse.Namespace) -> int:
    """Print all that is wrong with workout files."""
    code = 0
    for file in arguments.files:
        try:
            remarks = reader.check(file)
        except FileError as error:
            code = 1
            print(error)
        else:
            for remark in remarks:
                print(remark)
            print(f"{shown(file)}: ok", file=sys.stderr)
    return code


def schema(_: argparse.Namespace) -> int:
    """Print the JSON Schema of a workout file."""
    path = places.shipped("workouts") / "workout.schema.json"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"the schema cannot be read ({error.strerror})", "install again", Place(str(path))) from None
    sys.stdout.write(text)
    return 0
