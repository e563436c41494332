"""Calls that take their time, made in a thread so that the screen goes on living."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable
from typing import TypeVar

from textual.dom import DOMNode
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
        return await worker.wait()
    except WorkerFailed as failed:
        if isinstance(failed.error, SpeedtimerError):
            raise failed.error from None
        raise
    except WorkerCancelled:
        # The node has gone, and with it whoever waits: no fault, so not to be taken for one.
        raise CancelledError from None
