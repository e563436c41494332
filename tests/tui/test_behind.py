from __future__ import annotations

import gc
from asyncio import CancelledError, create_task
from functools import partial
from threading import Event

import pytest

from speedtimer.errors import InputError
from speedtimer.tui.behind import behind, newest
from tests.tui.stage import staged


async def test_what_is_called_behind_the_screen_gives_its_answer_or_its_own_error() -> None:
    def fault() -> None:
        raise InputError("it is wrong", "make it right")

    async with staged() as stage:
        assert await behind(stage.app, lambda: 42) == 42
        with pytest.raises(InputError, match="it is wrong"):
            await behind(stage.app, fault)


async def test_a_screen_that_goes_while_something_is_called_for_it_is_no_fault() -> None:
    begun, over = Event(), Event()

    def call() -> None:
        begun.set()
        over.wait(20)

    async with staged() as stage:
        waiting = create_task(behind(stage.app.screen, call))
        await stage.until(begun.is_set, "the call to begin")
        stage.app.workers.cancel_node(stage.app.screen)
        over.set()
        with pytest.raises(CancelledError):
            await waiting
        assert stage.app.return_code is None


async def test_what_comes_after_its_screen_has_been_left_comes_to_nobody() -> None:
    async with staged() as stage:
        left = stage.app.screen

        def fault() -> None:
            raise InputError("it is wrong", "make it right")

        await stage.press("tab")
        for call in (lambda: None, fault):
            with pytest.raises(CancelledError):
                await behind(left, call)
        assert stage.screen_name == "HistoryScreen"
        assert stage.app.return_code is None


async def test_of_calls_of_one_group_the_newest_is_made_and_one_given_up_before_it_began_leaves_nothing() -> None:
    made: list[int] = []

    async def call(number: int) -> None:
        made.append(number)

    async with staged() as stage:
        for number in range(3):
            newest(stage.app.screen, "mine", partial(call, number))
        await stage.settle()
        assert made == [2]
    # A coroutine that was never awaited is complained of as it is thrown away.
    gc.collect()
