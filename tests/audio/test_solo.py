"""One backend alone, in a real process: the bell, which needs no sound card."""

from __future__ import annotations

import time

import pytest

from speedtimer.audio.solo import Solo, attempt
from speedtimer.errors import SoundError

PATIENCE_NS = 20_000_000_000


def now_ns() -> int:
    return time.perf_counter_ns()


def test_a_backend_that_works_says_so_and_how_far_off_it_was() -> None:
    trial = attempt("bell")
    assert trial.works
    assert trial.says == "the terminal's bell"
    assert trial.off_us is not None
    assert trial.off_us >= 0


@pytest.mark.parametrize("opening_s", [6, 0])
def test_one_that_cannot_be_opened_or_takes_too_long_does_not_work_and_says_why(opening_s: float) -> None:
    trial = attempt("gramophone", opening_s)
    assert not trial.works
    assert trial.says.startswith("the sound child ended with code 2" if opening_s else "gramophone does not start")


def test_what_is_played_is_answered_for_in_whatever_order_it_is_asked() -> None:
    rings: list[int] = []
    with Solo("bell", lambda: rings.append(now_ns())) as solo:
        solo.teach("go", b"\0\0")
        first, second = (solo.play("go", now_ns() + wait_ns) for wait_ns in (0, 50_000_000))
        assert solo.off_us(second, now_ns() + PATIENCE_NS) is not None
        assert solo.off_us(first, now_ns() + PATIENCE_NS) is not None
        late = solo.play("go", now_ns() - 1_000_000_000)
        assert solo.off_us(late, now_ns() + PATIENCE_NS) is None
    assert len(rings) == 2


def test_what_is_never_played_is_given_up() -> None:
    with Solo("bell") as solo:
        solo.teach("go", b"\0\0")
        token = solo.play("go", now_ns() + PATIENCE_NS)
        solo.cancel(token)
        assert solo.off_us(token, now_ns()) is None


def test_one_that_ends_meanwhile_is_an_error_and_leaving_it_ends_the_process() -> None:
    with Solo("bell") as solo:
        solo._link.kill()
        with pytest.raises(SoundError, match="ended by signal 9"):
            solo.off_us(0, now_ns() + PATIENCE_NS)
    assert solo._link.over
