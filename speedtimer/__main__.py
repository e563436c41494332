"""Where the program begins: `speedtimer`, and `python -m speedtimer`."""

from __future__ import annotations

import sys

from speedtimer import __version__


def main() -> int:
    """Run the program with the arguments of its process, and give its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Answered before anything is loaded that only other calls need.
        print(f"speedtimer {__version__}")
        return 0
    from speedtimer.cli.main import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
