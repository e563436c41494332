"""The lines between app and child: what is written can be read, and nothing else can."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedtimer.audio.wire import (
    LONGEST_LINE,
    Cancel,
    Fault,
    Finish,
    Hello,
    Message,
    Missed,
    Ping,
    Play,
    Pong,
    Ready,
    Ring,
    Sound,
    Sounded,
    Volume,
    WireError,
    decode,
    encode,
)

EXAMPLES: list[tuple[Message, bytes]] = [
    (Hello(1, True), b"hello 1 1\n"),
    (Sound("say:rep+3", True, b"\x01\x02"), b"sound say:rep+3 1 AQI=\n"),
    (Play(7, "go", 123), b"play 7 go 123\n"),
    (Cancel(7), b"cancel 7\n"),
    (Volume(100, 0), b"volume 100 0\n"),
    (Ping(3), b"ping 3\n"),
    (Finish(), b"finish\n"),
    (Ready(1, "miniaudio through ALSA"), b"ready 1 miniaudio through ALSA\n"),
    (Fault("no sound device"), b"fault no sound device\n"),
    (Sounded(7, -12), b"sounded 7 -12\n"),
    (Missed(7), b"missed 7\n"),
    (Ring(7), b"ring 7\n"),
    (Pong(3), b"pong 3\n"),
]


@pytest.mark.parametrize(("message", "line"), EXAMPLES)
def test_a_message_is_one_line_and_comes_back_as_it_was(message: Message, line: bytes) -> None:
    assert encode(message) == line
    assert decode(line) == message


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"shout 1\n",
        b"hello\n",
        b"hello 1\n",
        b"hello one 1\n",
        b"hello 1 2\n",
        b"sound go 0 AA\n",
        b"sound go 0 AAAA\n",
        b"sound go 0 \n",
        b"sound ../go 0 AQI=\n",
        b"sound GO 0 AQI=\n",
        b"sound go 0 AQI=AQI=\n",
        b"play 7 go\n",
        b"finish now\n",
        b"play 7 go now\n",
        b"play 7 go 1.5\n",
        b"play -1 go 5\n",
        b"play 7  5\n",
        b"play 7 go 5 6\n",
        b"play 7 go 99999999999999999999\n",
        b"volume 101 0\n",
        b"volume 50 -1\n",
        b"cancel x\n",
        b"cancel \xff\n",
        b"ready x\n",
        b"sounded 1\n",
        b"x" * (LONGEST_LINE + 1),
    ],
)
def test_a_line_that_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(WireError):
        decode(line)


@given(st.binary(max_size=60))
def test_no_line_does_anything_but_be_read_or_be_refused(line: bytes) -> None:
    try:
        message = decode(line)
    except WireError:
        return
    assert decode(encode(message)) == message


@given(st.text(max_size=600))
def test_a_text_cannot_break_the_line(text: str) -> None:
    line = encode(Fault(text))
    assert line.count(b"\n") == 1
    said = decode(line)
    assert isinstance(said, Fault)
    assert len(said.text) <= 500
