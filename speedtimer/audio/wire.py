"""What the app and its sound child say to each other: one line of ASCII per message, over the child's stdin and stdout.

A line is a verb and its fields, one space between them; a text comes last and may hold spaces. The app says `hello`
first and the child answers `ready` or `fault`. `finish` means: let what sounds end, then quit. The end of the child's
stdin means that the app is gone, and then the child is gone within a second too.
Moments are nanoseconds of `time.perf_counter_ns`, the clock that both processes share. Sounds travel as base64 of
44.1 kHz, 16 bit, mono, little-endian samples.

Loaded in the child, so it imports the standard library and nothing else.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

VERSION: Final = 2
RATE_HZ: Final = 44_100
LATE_NS: Final = 300_000_000
"""What is later than this, in real time, is not played any more."""
LONGEST_LINE: Final = 8_000_000
"""Bytes: half a minute of sound fits in twice."""
LOUDEST_PERCENT: Final = 100

_NAME = re.compile(r"[a-z0-9_:+-]{1,200}")
_TOKEN_MAX: Final = 2**53
_MOMENT_MAX: Final = 2**63 - 1


class WireError(Exception):
    """A line that is no message of this version. What was wrong with it stands in its text."""


class SoundFault(Exception):  # noqa: N818 - a fault of the machine, not of this program
    """The way to the loudspeaker is broken. Raised by backends; the text says why, in a few words."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The app's first word. keep_alive: sound a very low, very quiet tone, so that speakers do not fall asleep."""

    version: int
    keep_alive: bool


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound to be kept under a name. speech: it follows the volume of speech. pcm: samples as above."""

    name: str
    speech: bool
    pcm: bytes


@dataclass(frozen=True, slots=True)
class Play:
    """Sound `name` at at_ns, at once where that is just past. The token names this one sounding."""

    token: int
    name: str
    at_ns: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """Take a sounding back; where it has begun, end it."""

    token: int


@dataclass(frozen=True, slots=True)
class Volume:
    """Loudness of beeps and of speech, 0 to 100 percent each."""

    beeps: int
    speech: int


@dataclass(frozen=True, slots=True)
class Ping:
    number: int


@dataclass(frozen=True, slots=True)
class Finish:
    """Let what sounds end, then quit."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The device is open and has passed its self-test. detail: what was opened, for people."""

    version: int
    detail: str


@dataclass(frozen=True, slots=True)
class Fault:
    """No sound can be made; the child quits after this. text: why."""

    text: str


@dataclass(frozen=True, slots=True)
class Sounded:
    """A sounding went to the device. off_us: how far from its moment, in microseconds, as far as the child can tell."""

    token: int
    off_us: int


@dataclass(frozen=True, slots=True)
class Missed:
    """A sounding came too late to be played."""

    token: int


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring the terminal's bell now: the child has no terminal."""

    token: int


@dataclass(frozen=True, slots=True)
class Pong:
    number: int


Message = Hello | Sound | Play | Cancel | Volume | Ping | Finish | Ready | Fault | Sounded | Missed | Ring | Pong


def encode(message: Message) -> bytes:
    """Write a message as one line, its newline included."""
    match message:
        case Hello(version, keep_alive):
            said = f"hello {version} {int(keep_alive)}"
        case Sound(name, speech, pcm):
            said = f"sound {name} {int(speech)} {binascii.b2a_base64(pcm, newline=False).decode('ascii')}"
        case Play(token, name, at_ns):
            said = f"play {token} {name} {at_ns}"
        case Volume(beeps, speech_percent):
            said = f"volume {beeps} {speech_percent}"
        case Finish():
            said = "finish"
        case Ready(version, detail):
            said = f"ready {version} {_plain(detail)}"
        case Fault(text):
            said = f"fault {_plain(text)}"
        case Sounded(token, off_us):
            said = f"sounded {token} {off_us}"
        case Ping(number) | Pong(number):
            said = f"{type(message).__name__.lower()} {number}"
        case Cancel(token) | Missed(token) | Ring(token):
            said = f"{type(message).__name__.lower()} {token}"
    return said.encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """Read one line, with or without its newline.

    Raises:
        WireError: the line is too long, is not ASCII, has an unknown verb, or a field is missing, spare or out of
            range.
    """
    if len(line) > LONGEST_LINE:
        raise WireError(f"a line of {len(line)} bytes")
    try:
        text = line.decode("ascii").rstrip("\r\n")
    except UnicodeDecodeError as fault:
        raise WireError("a line that is not ASCII") from fault
    verb, _, rest = text.partition(" ")
    reader = _READERS.get(verb)
    if reader is None:
        raise WireError(f"unknown verb '{verb[:20]}'")
    return reader(rest)


def _hello(rest: str) -> Message:
    version, keep_alive = _fields(rest, 2)
    return Hello(_number(version, 0, 9999), _flag(keep_alive))


def _sound(rest: str) -> Message:
    name, speech, coded = _fields(rest, 3)
    try:
        pcm = binascii.a2b_base64(coded.encode("ascii"), strict_mode=True)
    except binascii.Error as fault:
        raise WireError(f"the samples of '{name[:20]}' are not base64") from fault
    if not pcm or len(pcm) % 2:
        raise WireError(f"the samples of '{name[:20]}' are not whole")
    return Sound(_name(name), _flag(speech), pcm)


def _play(rest: str) -> Message:
    token, name, at = _fields(rest, 3)
    return Play(_token(token), _name(name), _number(at, 0, _MOMENT_MAX))


def _volume(rest: str) -> Message:
    beeps, speech = _fields(rest, 2)
    return Volume(_number(beeps, 0, LOUDEST_PERCENT), _number(speech, 0, LOUDEST_PERCENT))


def _ready(rest: str) -> Message:
    version, _, detail = rest.partition(" ")
    return Ready(_number(version, 0, 9999), detail)


def _finish(rest: str) -> Message:
    if rest:
        raise WireError("'finish' stands alone")
    return Finish()


def _sounded(rest: str) -> Message:
    token, off_us = _fields(rest, 2)
    return Sounded(_token(token), _number(off_us, -_TOKEN_MAX, _TOKEN_MAX))


_READERS: Final[Mapping[str, Callable[[str], Message]]] = {
    "hello": _hello,
    "sound": _sound,
    "play": _play,
    "cancel": lambda rest: Cancel(_token(rest)),
    "volume": _volume,
    "ping": lambda rest: Ping(_token(rest)),
    "finish": _finish,
    "ready": _ready,
    "fault": Fault,
    "sounded": _sounded,
    "missed": lambda rest: Missed(_token(rest)),
    "ring": lambda rest: Ring(_token(rest)),
    "pong": lambda rest: Pong(_token(rest)),
}


def _fields(rest: str, count: int) -> list[str]:
    fields = rest.split(" ")
    if len(fields) != count or not all(fields):
        raise WireError(f"{len(fields)} fields where {count} belong")
    return fields


def _token(text: str) -> int:
    return _number(text, 0, _TOKEN_MAX)


def _number(text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"-?[0-9]{1,19}", text) or not least <= int(text) <= most:
        raise WireError(f"'{text[:20]}' is no number from {least} to {most}")
    return int(text)


def _flag(text: str) -> bool:
    return bool(_number(text, 0, 1))


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise WireError(f"'{text[:20]}' is no name of a sound")
    return text


def _plain(text: str) -> str:
    """What people read: printable ASCII on one line, so that a library's message cannot break the format."""
    return "".join(char if " " <= char <= "~" else "?" for char in " ".join(text.split()))[:500]
