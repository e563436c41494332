from __future__ import annotations

import asyncio
import threading
from contextvars import ContextVar

from speedtimer.runtime.notices import Notices


def test_what_is_said_before_anybody_listens_is_told_to_the_first_who_does_once() -> None:
    notes, first, second = Notices(), list[str](), list[str]()
    notes.say("no sound")
    notes.say("no sound")
    notes.listen(first.append)
    notes.listen(second.append)
    assert (first, second) == (["no sound"], [])


def test_listeners_hear_notes_until_they_stop_listening() -> None:
    notes, heard = Notices(), list[str]()
    unlisten = notes.listen(heard.append)
    notes.say("one")
    unlisten()
    unlisten()
    notes.say("two")
    assert heard == ["one"]


async def test_a_note_from_another_thread_is_told_in_the_loops_own() -> None:
    notes, threads = Notices(), list[int]()
    notes.bind(asyncio.get_running_loop().call_soon_threadsafe)
    notes.listen(lambda _: threads.append(threading.get_ident()))
    other = threading.Thread(target=notes.say, args=("from there",))
    other.start()
    other.join()
    assert threads == []
    await asyncio.sleep(0)
    assert threads == [threading.get_ident()]


async def test_a_note_from_another_thread_is_told_in_the_context_of_whoever_drives() -> None:
    app = ContextVar("app", default="none")
    app.set("the screen's")
    notes, apps = Notices(), list[str]()
    notes.bind(asyncio.get_running_loop().call_soon_threadsafe)
    notes.listen(lambda _: apps.append(app.get()))
    other = threading.Thread(target=notes.say, args=("from there",))
    other.start()
    other.join()
    await asyncio.sleep(0)
    assert apps == ["the screen's"]
