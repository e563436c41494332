from __future__ import annotations

import random
from codecs import getincrementaldecoder

import pytest
from textual import events, messages
from textual.message import Message

from speedtimer.tui.incoming import Incoming
from speedtimer.tui.keymap import Keymap


class Line:
    """A line from a terminal: bytes go in, and what they come to is collected."""

    def __init__(self) -> None:
        self._incoming = Incoming()
        self._decode = getincrementaldecoder("utf-8")("surrogateescape").decode
        self.came: list[Message] = []

    def send(self, data: bytes) -> None:
        if text := self._decode(data):
            self.came += self._incoming.feed(text)

    def wait(self) -> None:
        """Let the time pass after which nothing more belongs to what came before."""
        if self._incoming._timeout_time is not None:
            self._incoming._timeout_time = 0
        self.came += self._incoming.tick()

    @property
    def keys(self) -> list[str]:
        return [message.key for message in self.came if isinstance(message, events.Key)]


def keys(*pieces: bytes) -> list[str]:
    """The keys that come of some reads, with a pause after the last."""
    line = Line()
    for piece in pieces:
        line.send(piece)
    line.wait()
    return line.keys


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b" ", ["space"]),
        (b"\r", ["enter"]),
        (b"u", ["u"]),
        (b"A", ["A"]),
        (b"[", ["left_square_bracket"]),
        (b"\x7f", ["backspace"]),
        (b"\x03", ["ctrl+c"]),
        (b"\x1b", ["escape"]),
        (b"\x1b\x1b", ["escape", "escape"]),
        (b"\x1b[A", ["up"]),
        (b"\x1bOA", ["up"]),
        (b"\x1b[1;2C", ["shift+right"]),
        (b"\x1b[6~", ["pagedown"]),
        (b"\x1bOP", ["f1"]),
        (b"\x1b[[A", ["f1"]),
        (b"\x1b[Z", ["shift+tab"]),
        (b"\x1ba", ["alt+a"]),
        ("ü".encode(), ["ü"]),
        (b"\x1b[A\x1b[B ", ["up", "down", "space"]),
    ],
)
def test_a_key_is_what_it_is_also_when_its_bytes_come_one_by_one(sent: bytes, expected: list[str]) -> None:
    assert keys(sent) == expected
    assert keys(*(bytes([byte]) for byte in sent)) == expected


@pytest.mark.parametrize(
    "junk",
    [
        pytest.param(b"\xfc", id="a letter in Latin-1"),
        pytest.param(b"\xe9", id="a letter in Latin-1 that begins three bytes of UTF-8"),
        pytest.param(b"\xa0", id="Alt and Space in eight bits"),
        pytest.param(b"\x1b[M !\xe5", id="an old mouse report, right of column 95"),
        pytest.param(b"\x1b[M \xc3\xa0", id="an old mouse report whose bytes are one letter of UTF-8"),
        pytest.param(b"\x1b[M   ", id="an old mouse report of spaces"),
        pytest.param(b"\x1b[97:65:98:99;2u", id="a Kitty key that is none"),
        pytest.param(b"\x1b[;;;;u", id="a Kitty key without anything"),
        pytest.param(b"\x1b[9999999u", id="a Kitty key beyond Unicode"),
        pytest.param(b"\x1b[55296u", id="a Kitty key that is half a letter"),
        pytest.param(b"\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\", id="the colour of the background"),
        pytest.param(b"\x1b]11;rgb:1c1c/1c1c/1c1c\x07", id="the same, ended by BEL"),
        pytest.param(b"\x1b]52;c;Z2cgZ28gdG8=\x07", id="the clipboard"),
        pytest.param(b"\x1b]2;go to q k\x1b\\", id="a title"),
        pytest.param("\x1b]2;bis später\x1b\\".encode(), id="a title that is not ASCII"),
        pytest.param(b"\x1bP>|XTerm(379)\x1b\\", id="the terminal's version"),
        pytest.param(b"\x1bP1$r0 q\x1b\\", id="a setting"),
        pytest.param(b"\x1b_Gi=31;OK\x1b\\", id="graphics"),
        pytest.param(b"\x1b^private q\x1b\\", id="a private message"),
        pytest.param(b"\x1bXstart q\x1b\\", id="a string of its own"),
        pytest.param(b"\x9d11;rgb:q\x9c", id="a string begun and ended by single bytes"),
        pytest.param(b"\xc2\x9d11;rgb:q\xc2\x9c", id="the same in UTF-8"),
        pytest.param(b"\x9b3", id="a key begun by a single byte, and unfinished"),
        pytest.param(b"\x1b[?62;22;52c", id="what the terminal can do"),
        pytest.param(b"\x1b[>41;379;0c", id="what it is"),
        pytest.param(b"\x1b[24;80R", id="where the cursor is"),
        pytest.param(b"\x1b[1;2R", id="where the cursor is, in the first line"),
        pytest.param(b"\x1b[8;24;80t", id="how large the window is"),
        pytest.param(b"\x1b[48;24;80;480;800t", id="how large it has become"),
        pytest.param(b"\x1b[?997;1n", id="dark or light"),
        pytest.param(b"\x1b[?2048;2$y", id="a mode"),
        pytest.param(b"\x1b[0n", id="that all is well"),
        pytest.param(b"\x1b[1;\xfc5~", id="a sequence with a letter in it"),
        pytest.param(b"\x1b[1;\r5~", id="a sequence with a key in it"),
        pytest.param(b"\x1b[" + b"1" * 500 + b"~", id="a sequence without end"),
        pytest.param(b"\x1b[999;999~", id="a sequence that nobody knows"),
        pytest.param(b"\x1b[201~", id="the end of a paste that has not begun"),
        pytest.param(b"\x1bO1;2Z", id="a key of a keypad that nobody knows"),
        pytest.param(b"\x1b[57441;2u", id="Shift alone"),
        pytest.param(b"\x1b[57447u", id="the other Shift alone"),
        pytest.param(b"\x1b[57442;5u", id="Ctrl alone"),
        pytest.param(b"\x1b[57443;3u", id="Alt alone"),
        pytest.param(b"\x1b[57444;9u", id="Super alone"),
        pytest.param(b"\x1b[57358;65u", id="Caps Lock alone"),
        pytest.param(b"\x1b[57360;129u", id="Num Lock alone"),
        pytest.param(b"\x1b[57453u", id="AltGr alone"),
        pytest.param(b"\x1b[32;1:3u", id="Space that is let go"),
        pytest.param(b"\x1b[1;1:3C", id="Right that is let go"),
    ],
)
def test_junk_is_never_a_key_however_it_is_split_and_takes_no_key_with_it(junk: bytes) -> None:
    assert keys(junk) == []
    for at in range(1, len(junk)):
        assert keys(junk[:at], junk[at:]) == [], junk[:at]
    line = Line()
    line.send(junk)
    line.wait()
    line.send(b"u")
    assert line.keys == ["u"]


@pytest.mark.parametrize(
    "begun", [b"\x1b]", b"\x1b]11;rgb", b"\x1bP", b"\x1b_q", b"\x1b[", b"\x1b[1;", b"\x1bO", b"\x1b[M"]
)
def test_what_never_ends_is_given_up_after_a_while(begun: bytes) -> None:
    line = Line()
    line.send(begun)
    line.wait()
    line.send(b" ")
    assert line.keys == ["space"]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"\x1b[32u", "space"),
        (b"\x1b[32;2u", "space"),
        (b"\x1b[32;2;32u", "space"),
        (b"\x1b[32;65u", "space"),
        (b"\x1b[32;129u", "space"),
        (b"\x1b[32;194u", "space"),
        (b"\x1b[32;1:1u", "space"),
        (b"\x1b[32;1:2u", "space"),
        (b"\x1b[27;2;32~", "space"),
        (b"\x1b[13;2u", "enter"),
        (b"\x1b[13;5u", "enter"),
        (b"\x1b[27;2;13~", "enter"),
        (b"\x1b[57414u", "enter"),
        (b"\x1b[27u", "escape"),
        (b"\x1b[9;2u", "shift+tab"),
        (b"\x1b[127u", "backspace"),
        (b"\x1b[1;65C", "right"),
        (b"\x1b[1;129C", "right"),
        (b"\x1b[1;1:1C", "right"),
        (b"\x1b[1;130C", "shift+right"),
        (b"\x1b[6;65~", "pagedown"),
        (b"\x1b[97u", "a"),
        (b"\x1b[97;65u", "a"),
        (b"\x1b[97;2u", "A"),
        (b"\x1b[97:65;2u", "A"),
        (b"\x1b[97;2;65u", "A"),
        (b"\x1b[47;2;63u", "question_mark"),
        (b"\x1b[47:63;2u", "question_mark"),
        (b"\x1b[99;5u", "ctrl+c"),
        (b"\x1b[99;69u", "ctrl+c"),
        (b"\x1b[97;3u", "alt+a"),
        (b"\x1b[97;1;9999999u", "a"),
        (b"\x1b[57399u", "0"),
        (b"\x1b[57413u", "plus"),
        (b"\x1b[57418u", "right"),
    ],
)
def test_a_key_written_out_in_full_is_what_it_would_have_been(sent: bytes, expected: str) -> None:
    assert keys(sent) == [expected]


def test_shift_with_a_key_of_the_press_is_the_press_unless_it_has_been_given_something_of_its_own() -> None:
    keymap = Keymap()
    assert all(keymap.is_press(f"shift+{key}") for key in ("space", "enter", "right", "pagedown"))
    assert Keymap([("skip", ("shift+right",))]).name_of("shift+right") == "skip"


def test_a_pasted_text_is_one_thing_and_no_key() -> None:
    line = Line()
    line.send(b"\x1b[200~q k\r\n\xfc\x1b[A\x00x\x1b[20")
    line.send(b"1~u")
    (pasted,) = [message for message in line.came if isinstance(message, events.Paste)]
    assert pasted.text == "q k\r\n\x1b[Ax"
    assert line.keys == ["u"]


def test_focus_mouse_and_what_the_terminal_can_do_are_told() -> None:
    line = Line()
    line.send(b"\x1b[I\x1b[O\x1b[<0;10;5M\x1b[<0;10;5m\x1b[?2026;2$y")
    assert [type(message) for message in line.came] == [
        events.AppFocus,
        events.AppBlur,
        events.MouseDown,
        events.MouseUp,
        messages.TerminalSupportsSynchronizedOutput,
    ]


PIECES = (
    *(b"\x1b", b"\x1b[", b"\x1b]", b"\x1bP", b"\x1b_", b"\x1b^", b"\x1bX", b"\x1bO", b"\x1b[<", b"\x1b[M", b"\x1b[?"),
    *(
        b"\x1b[200~",
        b"\x1b[201~",
        b"\x1b\\",
        b"\x07",
        b"\x18",
        b"\x9b",
        b"\x9c",
        b"\x9d",
        b"\xc2\x9b",
        b"\xff",
        b"\xe9",
    ),
    *(b";", b":", b"1", b"32", b"57441", b"9999999", b"u", b"~", b"M", b"m", b"R", b"t", b"c", b"$y", b"\r", b"q"),
    *("٣".encode(), "ü".encode(), "\u202e".encode(), "\U0010ffff".encode(), b"\x00"),
)
"""What sequences are made of, whole and broken."""


@pytest.mark.thorough
def test_twenty_thousand_strings_of_bytes_are_read_without_a_fault_and_no_half_letter_comes_of_them() -> None:
    drawn = random.Random(11)
    for _ in range(20_000):
        line = Line()
        pieces = [*drawn.choices(PIECES, k=drawn.randint(1, 12)), drawn.randbytes(drawn.randint(0, 8))]
        drawn.shuffle(pieces)
        sent = b"".join(pieces)
        at = drawn.randint(0, len(sent))
        line.send(sent[:at])
        if drawn.random() < 0.5:
            line.wait()
        line.send(sent[at:])
        line.wait()
        for key in line.keys:
            key.encode()
        # Whatever came, the next key is read; after a text that was pasted in part, or a string, once that is given up.
        line.wait()
        line.came.clear()
        line.send(b"u")
        assert line.keys == ["u"], sent
