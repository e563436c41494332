"""What each cue is made of: its notes, how loud it is, and what it says. The only place to change a sound.

All pitches are the chord D, F sharp, A over two octaves, so any two notes are three semitones or more apart and none
sounds wrong beside another. All but the highest partials lie between 1 and 4 kHz.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tones import Note, Timbre

PITCHES: Final = {
    "D6": 1_174_659,
    "F#6": 1_479_978,
    "A6": 1_760_000,
    "D7": 2_349_318,
    "F#7": 2_959_955,
    "A7": 3_520_000,
}

# Decibels below full scale as 16-bit peaks: 32767 x 10 ** (dB / 20).
PEAK_LOUD: Final = 29_204
"""-1 dB."""
PEAK_MODEST: Final = 16_422
"""-6 dB: a key's answer is heard by someone who stands at the laptop."""
PEAK_SOFT: Final = 11_626
"""-9 dB: nobody should stop for it."""

# Low notes carry their second and third harmonic, which a small speaker plays better than the note itself.
_LOW: Final = Timbre(((1000, 1000), (2000, 350), (3000, 150)))
_MIDDLE: Final = Timbre(((1000, 1000), (2000, 250)))
_HIGH: Final = Timbre(((1000, 1000), (2000, 60)))
_HORN: Final = {"D6": _LOW, "F#6": _MIDDLE, "A6": _MIDDLE, "D7": _HIGH, "F#7": _HIGH, "A7": _HIGH}
_HAND_BELL: Final = Timbre(((1000, 1000), (2000, 250), (2400, 350)))
# A tone and another a semitone above it beat 70 times a second: rough, as a refusal should be.
_ROUGH: Final = Timbre(((1000, 1000), (1060, 900), (2000, 250), (2120, 200)))


@dataclass(frozen=True, slots=True)
class Sound:
    """A cue's sound. says: what it tells, in a few words; heard: how it sounds, in a few words."""

    says: str
    heard: str
    notes: tuple[Note, ...]
    peak: int = PEAK_LOUD

    @property
    def length_ms(self) -> int:
        return max(note.at_ms + note.length_ms for note in self.notes)


def _held(at_ms: int, pitch: str, length_ms: int, level: int = 1000) -> Note:
    return Note(at_ms, length_ms, PITCHES[pitch], _HORN[pitch], level=level)


def _struck(at_ms: int, pitch: str, length_ms: int, fall_ms: int) -> Note:
    return Note(at_ms, length_ms, PITCHES[pitch], _HORN[pitch], shape="struck", fall_ms=fall_ms)


def _glide(pitch: str, to: str, length_ms: int) -> Note:
    return Note(0, length_ms, PITCHES[pitch], _MIDDLE, to_milli_hz=PITCHES[to])


def _bell_lap(strokes: int, every_ms: int, last_ms: int) -> tuple[Note, ...]:
    """Ring a hand bell, as at the start of a last lap: quick strokes, the last one left to ring."""
    lengths = [(every_ms - 4, 140)] * (strokes - 1) + [(last_ms, 160)]
    return tuple(
        Note(stroke * every_ms, length, PITCHES["F#6"], _HAND_BELL, shape="struck", fall_ms=fall_ms)
        for stroke, (length, fall_ms) in enumerate(lengths)
    )


def _refusal() -> tuple[Note, ...]:
    return tuple(Note(at_ms, 80, PITCHES["D6"], _ROUGH) for at_ms in (0, 120))


def _fanfare() -> tuple[Note, ...]:
    """Three quick notes and a long one, the same again higher, and a chord: no other cue is half as long."""
    first = (_held(0, "A6", 100), _held(130, "A6", 100), _held(260, "A6", 100), _held(390, "D7", 360))
    second = (_held(800, "D7", 100), _held(930, "D7", 100), _held(1060, "D7", 100), _held(1190, "F#7", 360))
    chord = (_held(1600, "D6", 800, 300), _held(1600, "A6", 800, 400), _held(1600, "D7", 800, 450))
    return first + second + chord


SCORE: Final = {
    "count": Sound("3, 2, 1 of a lead-in", "one short low note", (_held(0, "D6", 120),)),
    "go": Sound("work starts", "one long note, an octave above the count", (_held(0, "D7", 800),)),
    "over": Sound(
        "work ends", "three notes falling fast", (_held(0, "A6", 100), _held(130, "F#6", 100), _held(260, "D6", 280))
    ),
    "walk": Sound(
        "work has probably ended: walk back",
        "two soft bells, falling, far apart",
        (_struck(0, "F#6", 400, 150), _struck(420, "D6", 540, 150)),
        PEAK_SOFT,
    ),
    "ready": Sound("a lead-in begins", "two notes rising a fifth", (_held(0, "D6", 140), _held(180, "A6", 280))),
    "last_rep": Sound("the lead-in of the last rep begins", "a hand bell, as for a last lap", _bell_lap(8, 110, 430)),
    "turn": Sound(
        "the lead-in of the pyramid's first shorter rep begins",
        "five even notes, up and down again: the pyramid itself",
        tuple(_held(at * 150, pitch, 110) for at, pitch in enumerate(("D6", "F#6", "A6", "F#6", "D6"))),
    ),
    "start": Sound(
        "a jog starts",
        "four even notes, low and high: a trot",
        tuple(_struck(at * 200, pitch, 180, 70) for at, pitch in enumerate(("A6", "F#7", "A6", "F#7"))),
    ),
    "end": Sound(
        "a jog reaches its length",
        "the trot, upside down, slower and slower",
        (
            _struck(0, "F#7", 180, 90),
            _struck(200, "A6", 260, 90),
            _struck(490, "F#7", 380, 90),
            _struck(900, "D6", 360, 110),
        ),
    ),
    "complete": Sound("the session is complete", "a fanfare, twice, and a chord", _fanfare()),
    "ten_seconds": Sound(
        "ten seconds are left", "three high pips", (_held(0, "F#7", 80), _held(140, "F#7", 80), _held(280, "F#7", 80))
    ),
    "minimum": Sound(
        "a range may be left",
        "a high door bell: ding, dong",
        (_struck(0, "F#7", 230, 90), _struck(250, "D7", 380, 110)),
    ),
    "suggestion": Sound(
        "the walk should be done",
        "a leap upwards, twice: a question",
        tuple(_held(at, pitch, 90) for at, pitch in ((0, "F#6"), (110, "D7"), (450, "F#6"), (560, "D7"))),
    ),
    "press": Sound("a key was taken", "a tick", (_held(0, "A7", 40),), PEAK_MODEST),
    "refused": Sound("a key was not taken", "two rough low notes", _refusal()),
    "paused": Sound("paused", "a glide down an octave", (_glide("D7", "D6", 540),)),
    "resumed": Sound("resumed", "a quick glide up an octave", (_glide("D6", "D7", 230),)),
    "halfway": Sound("half of a step is done", "two equal notes", (_held(0, "A6", 200), _held(400, "A6", 200))),
    "minute": Sound("another minute is done", "one bell", (_struck(0, "A6", 350, 100),)),
}
"""Every cue by its id. `halfway` and `minute` are heard only by those who ask for them."""
