from __future__ import annotations

from speedtimer.audio.solo import Solo
from speedtimer.doctor.latency import Latency, histogram, measure


def test_the_figures_are_those_of_the_offsets() -> None:
    # Mean 2, squares of the differences 4, 0, 0, 4: variance 2. Off the median of 2: 0, 0, 2, 2.
    found = Latency("miniaudio", "miniaudio through ALSA", (0, 2000, 2000, 4000), 1)
    assert (found.mean_ms, round(found.sd_ms**2, 9), found.p99_ms) == (2.0, 2.0, 2.0)
    assert found.summary == ("miniaudio through ALSA: 4 ticks, mean 2.00 ms, SD 1.41, p99 2.00 off the median, 1 lost")


def test_of_two_hundred_the_two_farthest_off_are_beyond_the_99th() -> None:
    assert Latency("bell", "", (*[0] * 197, 5000, 7000, 9000), 0).p99_ms == 5.0


def test_where_nothing_came_there_are_no_figures() -> None:
    found = Latency("bell", "the bell", (), 30)
    assert (found.mean_ms, found.sd_ms, found.p99_ms) == (0, 0, 0)
    assert "30 lost" in found.summary
    assert histogram(()) == []


def test_the_bars_are_as_long_as_there_are_offsets_in_their_step() -> None:
    # From -300 to 650 us: steps of 100 us are the first that make ten bars or fewer.
    lines = histogram([-300, 0, 10, 99, 100, 650])
    assert len(lines) == 10
    assert lines[0].split("#")[0] == "    -0.3 to     -0.2 ms  "
    assert [int(line.split()[-1]) for line in lines] == [1, 0, 0, 3, 1, 0, 0, 0, 0, 1]
    assert [line.count("#") for line in lines] == [14, 0, 0, 40, 14, 0, 0, 0, 0, 14]
    assert "\n".join(lines).isascii()


def test_one_offset_alone_is_one_bar() -> None:
    assert histogram([1234]) == [f"    1.23 to     1.24 ms  {'#' * 40}  1"]


def test_every_tick_is_sounded_and_answered_for() -> None:
    with Solo("bell") as solo:
        found = measure(solo, "bell", b"\0\0", ticks=8, every_ns=10_000_000, settle_ns=0)
    assert (found.backend, found.detail, found.lost) == ("bell", "the terminal's bell", 0)
    assert len(found.off_us) == 8
    assert min(found.off_us) >= 0
    assert found.lines[0] == found.summary
    assert "Not seen" in found.lines[-1]
