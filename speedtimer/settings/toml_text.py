"""The text of a settings file, and what it says as TOML. Loads nothing, so that the theme can be read before the first
paint."""

from __future__ import annotations

import codecs
import errno
import re
import tomllib
from pathlib import Path
from typing import Any, Final

from speedtimer.errors import FileError, InputError, Place
from speedtimer.files import read_plain, spot_of
from speedtimer.settings.preferences import ThemeName

MOST_BYTES: Final = 100_000
"""More than any settings need; what is larger is not read."""

KEY: Final = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
KEYS: Final = rf"{KEY}(?:\s*\.\s*{KEY})*"
KEY_LINE: Final = re.compile(rf"(\s*)({KEYS})\s*=")
_ENDLESS: Final = re.compile(r"\d{100,}")
_MOST_LINES: Final = 10
"""So many lines may be no TOML before the whole file is taken for none."""
_TOO_LARGE: Final = "9" * 100
"""As good as any other number that no setting can have."""
_TOML_SPOT: Final = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def read_text(path: Path) -> str:
    """Read the text of a settings file, without a byte order mark.

    Raises:
        FileError: it is absent, no text, or too large.
    """

    def refused(fault: str, remedy: str, line: int = 1, column: int = 1) -> FileError:
        return FileError((InputError(fault, remedy, Place(str(path), line, column)),))

    try:
        data = read_plain(path, MOST_BYTES).removeprefix(codecs.BOM_UTF8)
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        raise refused(fault, "save the file as UTF-8", *spot_of(error.start, data)) from None
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise refused("the file is too large for settings", f"keep it below {MOST_BYTES // 1000} kB") from None
        raise refused(f"the file cannot be read ({error.strerror})", "make it a readable text file") from None


def theme_of(path: Path) -> str | None:
    """Return the theme that a settings file names, None where there is none or the file is at fault.

    It is the one setting that is needed before the first paint. Faults are reported when the whole file is read.
    """
    try:
        written, _ = parsed_as_far_as_it_goes(read_text(path), path)
    except FileError:
        return None
    screen = written.get("screen")
    theme = screen.get("theme") if isinstance(screen, dict) else None
    return theme if isinstance(theme, str) and theme in set(ThemeName) else None


def parsed_as_far_as_it_goes(text: str, path: Path) -> tuple[dict[str, Any], list[InputError]]:
    """Read TOML without the lines that are none, where these are a key and its value: a key that stands twice, a text
    without quotes. Return what is wrong with them too.

    Raises:
        FileError: it is no TOML beyond that.
    """
    lines, faults = text.split("\n"), list[InputError]()
    while True:
        try:
            return parsed("\n".join(lines), path), faults
        except FileError as error:
            faults += error.faults
            place = error.faults[0].place
            line = place.line if isinstance(place, Place) else 1
            # A heading that is left out would put what follows into the table above.
            if len(faults) > _MOST_LINES or not KEY_LINE.match(lines[line - 1]):
                raise FileError(tuple(faults[:1])) from None
            lines[line - 1] = ""


def parsed(text: str, path: Path) -> dict[str, Any]:
    """Read TOML, whatever it says. path: what errors call it.

    Raises:
        FileError: it is no TOML.
    """
    try:
        # Python refuses to read a number of thousands of digits, and with it the whole file.
        return tomllib.loads(_ENDLESS.sub(_TOO_LARGE, text))
    except tomllib.TOMLDecodeError as error:
        raise FileError((_toml_fault(path, text, error),)) from None
    except RecursionError:
        raise FileError(
            (InputError("brackets stand too deep in one another", "write plain tables", Place(str(path))),)
        ) from None


def _toml_fault(path: Path, text: str, error: tomllib.TOMLDecodeError) -> InputError:
    said = _TOML_SPOT.fullmatch(str(error))
    remedy = "write key = value, text in quotes"
    if said is None:
        return InputError(str(error), remedy, Place(str(path)))
    if said[2] is None:
        lines = text.removesuffix("\n").split("\n")
        return InputError(said[1], remedy, Place(str(path), len(lines), len(lines[-1]) + 1))
    return InputError(said[1], remedy, Place(str(path), int(said[2]), int(said[3])))
