"""The stream's mixer, driven by a device that asks for blocks when the test says so."""

from __future__ import annotations

from array import array

from speedtimer.audio.backends.miniaudio_stream import DeviceClock, Mixer
from speedtimer.audio.wire import Message, Missed, Sounded

RATE_HZ = 44_100
BLOCK = 441
BLOCK_NS = 10_000_000
START_NS = 7_000_000_000


class Device:
    """Asks for a block of 10 ms every 10 ms; sample n is asked for at START_NS + n / rate."""

    def __init__(self, *, keep_alive: bool = False) -> None:
        self.now_ns = START_NS
        self.told: list[Message] = []
        self.mixer = Mixer(self.told.append, keep_alive, lambda: self.now_ns)
        self.heard = array("h")

    def ask(self, blocks: int = 1) -> None:
        for _ in range(blocks):
            self.heard += self.mixer.send(BLOCK)
            self.now_ns += BLOCK_NS

    def play(self, token: int, samples: list[int], at_ms: float) -> None:
        self.mixer.play(token, array("h", samples).tobytes(), START_NS + round(at_ms * 1e6))


def test_a_sound_begins_at_the_sample_of_its_moment() -> None:
    device = Device()
    device.play(1, [5, 6, 7], 105)
    device.ask(20)
    start = 105 * 441 // 10
    assert device.heard[start : start + 3].tolist() == [5, 6, 7]
    assert sum(map(abs, device.heard)) == 18
    assert device.told == [Sounded(1, 0)]


def test_a_sound_goes_on_across_blocks() -> None:
    device = Device()
    device.play(1, list(range(1, 1001)), 15)
    device.ask(20)
    start = round(661.5)
    assert device.heard[start : start + 1000].tolist() == list(range(1, 1001))


def test_two_sounds_are_added_and_never_wrap_around() -> None:
    device = Device()
    device.play(1, [30_000, 100, -30_000], 20)
    device.play(2, [30_000, 11, -30_000], 20)
    device.ask(5)
    assert device.heard[882:885].tolist() == [32_767, 111, -32_768]


def test_late_by_up_to_300_ms_it_begins_at_once_and_later_it_is_missed() -> None:
    device = Device()
    device.ask(100)
    device.play(1, [5], 800)
    device.play(2, [7], 690)
    device.ask()
    assert device.heard[-BLOCK:].tolist() == [5] + [0] * (BLOCK - 1)
    assert device.told == [Sounded(1, 200_000), Missed(2)]


def test_a_sound_taken_back_before_it_begins_is_not_heard() -> None:
    device = Device()
    device.play(1, [5] * 500, 50)
    device.ask(4)
    device.mixer.cancel(1)
    device.ask(10)
    assert not any(device.heard)
    assert not device.mixer.busy


def test_a_sound_taken_back_while_it_sounds_fades_out_within_5_ms() -> None:
    device = Device()
    device.play(1, [1000] * 44_100, 0)
    device.ask(2)
    device.mixer.cancel(1)
    device.ask(2)
    assert device.heard[881] == 1000
    faded = device.heard[882 : 882 + 221].tolist()
    assert faded == sorted(faded, reverse=True)
    assert not any(device.heard[882 + 221 :])


def test_at_the_end_what_sounds_goes_on_and_what_is_to_come_is_dropped() -> None:
    device = Device()
    device.play(1, [5] * 2000, 0)
    device.play(2, [7] * 2000, 60)
    device.ask(2)
    device.mixer.drop_later()
    assert device.mixer.busy
    device.ask(20)
    assert device.heard.count(5) == 2000
    assert device.heard.count(7) == 0
    assert not device.mixer.busy


def test_what_is_due_now_is_not_dropped_at_the_end() -> None:
    device = Device()
    device.ask(10)
    device.play(1, [5] * 100, 100)
    device.mixer.drop_later()
    device.ask(2)
    assert device.heard.count(5) == 100


def test_the_keep_alive_tone_is_there_is_quiet_and_has_no_seam() -> None:
    device = Device(keep_alive=True)
    device.ask(100)
    assert max(device.heard) == 328
    assert max(abs(b - a) for a, b in zip(device.heard, device.heard[1:], strict=False)) <= 2
    device.play(1, [1000] * 10, 1000)
    device.ask(1)
    assert max(device.heard) > 1000 - 328


def test_without_keep_alive_silence_is_silence() -> None:
    device = Device()
    device.ask(100)
    assert not any(device.heard)


def test_bursts_do_not_move_the_devices_clock() -> None:
    clock = DeviceClock()
    for block in range(200):
        late_ns = 60_000_000 if block % 10 == 3 else 0
        clock.asked(START_NS + block * BLOCK_NS + late_ns, block * BLOCK)
    assert clock.origin_ns == START_NS


def test_a_saw_tooth_averages_out() -> None:
    clock = DeviceClock()
    for block in range(800):
        clock.asked(START_NS + block * BLOCK_NS + (block * 370_000) % 5_000_000, block * BLOCK)
    assert abs(clock.origin_ns - START_NS - 2_500_000) < 100_000


def test_lost_blocks_move_the_devices_clock_within_a_quarter_of_a_second() -> None:
    clock = DeviceClock()
    for block in range(500):
        clock.asked(START_NS + block * BLOCK_NS, block * BLOCK)
    for block in range(500, 520):
        clock.asked(START_NS + block * BLOCK_NS + 40_000_000, block * BLOCK)
    assert clock.origin_ns == START_NS + 40_000_000


def test_old_askings_are_forgotten() -> None:
    clock = DeviceClock()
    for block in range(3000):
        clock.asked(START_NS + block * BLOCK_NS + block * 1000, block * BLOCK)
    # The clock drifts by 1 us a block: over the last 801 blocks the mean is that of 400 blocks ago.
    assert abs(clock.origin_ns - (START_NS + 2599 * 1000)) < 2000
