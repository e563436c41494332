"""Where the program begins: `speedtimer`, and `python -m speedtimer`."""

from __future__ import annotations

import os
import sys

from speedtimer import __version__


def main() -> int:
    """Run the program with the arguments of its process, and give its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Answered before anything is loaded that only other calls need.
        return _version()
    # What is kept of somebody's training is for nobody else: files of 0600 in folders of 0700. What is there already
    # stays as it is.
    os.umask(0o077)
    from speedtimer.cli.main import run

    return run(arguments)


def _version() -> int:
    try:
        print(f"speedtimer {__version__}", flush=True)
    except OSError as error:
        from speedtimer.cli.stdio import unwritten

        return unwritten(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
