"""Calls that take their time, made in a thread so that the screen goes on living."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import WorkerCancelled, WorkerFailed

from speedtimer.errors import SpeedtimerError

T = TypeVar("T")


async def behind(node: DOMNode, call: Callable[[], T]) -> T:
    """Make a call in a thread and wait for it.

    Args:
        node: the app or the screen that wants it; when that goes, nobody waits any more.
        call: what is called.

    Raises:
        SpeedtimerError: as the call raised it.
    """
    worker = node.run_worker(call, thread=True, exit_on_error=False)
    try:
        return await unless_gone(node, worker.wait())
    except WorkerFailed as failed:
        if not isinstance(failed.error, SpeedtimerError):
            raise
        if _has_gone(node):
            raise CancelledError from None
        raise failed.error from None
    except WorkerCancelled:
        # The node has gone, and with it whoever waits: no fault, so not to be taken for one.
        raise CancelledError from None


def newest(node: DOMNode, group: str, call: Callable[[], Awaitable[Any]]) -> None:
    """Make a call beside everything else, in the place of the one before it of the same group.

    The call is handed over, not what it gives: a coroutine whose worker is given up before it has begun would never
    be awaited, and Python complains of that.
    """
    work: Any = call
    node.run_worker(work, name=group, group=group, exclusive=True)


async def unless_gone(node: DOMNode, awaited: Awaitable[T]) -> T:
    """Wait for something; when the screen that wants it has been left meanwhile, nobody waits any more.

    A screen's widgets go first and its workers last: what a worker gets in between has nothing left to be drawn on.

    Raises:
        CancelledError: the screen has gone.
    """
    try:
        found = await awaited
    except SpeedtimerError:
        if _has_gone(node):
            raise CancelledError from None
        raise
    if _has_gone(node):
        raise CancelledError
    return found


def _has_gone(node: DOMNode) -> bool:
    if isinstance(node, App):
        return False
    return not any(isinstance(above, Screen) and above in node.app.screen_stack for above in node.ancestors_with_self)
