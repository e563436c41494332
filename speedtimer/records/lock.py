"""One session at a time in one home: a lock on a file, which the system releases with the process, however it ends."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from speedtimer.errors import StorageError
from speedtimer.records.moments import Started

FILE_NAME: Final = "session.lock"

_FAR_BEHIND: Final = 1 << 30
"""Where Windows is given a byte to lock: what is locked there nobody else may read, and the text is to be read."""

_LONGEST: Final = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Who runs the session: the process, the workout's id, when it was opened (RFC 3339)."""

    pid: int
    workout: str
    started_at: str


class AlreadyRunningError(StorageError):
    """Another process runs a session in this home. holder: who, or None where the file does not tell yet."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        who = "a session is under way in another terminal"
        if holder is not None:
            who = (
                f"{holder.workout} is under way in another terminal "
                f"(process {holder.pid}, since {holder.started_at[11:16]})"
            )
        super().__init__(who, "end it there first, or set SPEEDTIMER_HOME to another folder", str(path))
        self.holder = holder


class SessionLock:
    """Held from `take` until `release` or the end of the process. The file itself stays, empty."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor

    @classmethod
    def take(cls, home: Path, workout: str, started: Started) -> SessionLock:
        """Take the lock of a home and write into its file who holds it.

        Raises:
            AlreadyRunningError: another process holds it. Nothing was touched.
            StorageError: the file cannot be made or locked there.
        """
        path = home / FILE_NAME
        try:
            home.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _cannot(path, error) from error
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError) as error:
            os.close(descriptor)
            raise AlreadyRunningError(path, holder_of(home)) from error
        except OSError as error:
            os.close(descriptor)
            raise _cannot(path, error) from error
        held = cls(path, descriptor)
        held._write(Holder(os.getpid(), workout, started.after(0)))
        return held

    def release(self) -> None:
        """Let another session run. Once released, again does nothing."""
        if self._descriptor < 0:
            return
        # The file is not removed: another process may just have opened it, and would then lock what nobody sees.
        descriptor, self._descriptor = self._descriptor, -1
        try:
            os.ftruncate(descriptor, 0)
        finally:
            os.close(descriptor)

    def __enter__(self) -> SessionLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _write(self, holder: Holder) -> None:
        said = {"pid": holder.pid, "workout": holder.workout, "started_at": holder.started_at}
        # A full disk takes no text. The lock holds all the same; a second run can then only not say whose it is.
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, json.dumps(said).encode())


def is_held(home: Path) -> bool:
    """Tell whether a process runs a session in a home just now. Nothing is written."""
    try:
        descriptor = os.open(home / FILE_NAME, os.O_RDWR)
    except OSError:
        # No file, so nobody; or one that may not be written, so nobody of this account.
        return False
    try:
        _lock(descriptor)
    except (BlockingIOError, PermissionError):
        return True
    except OSError:
        # Nothing can be locked there; whoever opens a session will be told.
        return False
    finally:
        os.close(descriptor)
    return False


def holder_of(home: Path) -> Holder | None:
    """Tell who holds the lock of a home, as far as its file says. It speaks the truth only while the lock is held."""
    try:
        with (home / FILE_NAME).open("rb") as file:
            said = json.loads(file.read(_LONGEST))
        return Holder(int(said["pid"]), str(said["workout"]), str(said["started_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        # Just being written, or gone: then nobody can be named.
        return None


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _FAR_BEHIND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        # flock and not lockf: the latter is lost as soon as this process closes the file by any other descriptor.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _cannot(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"the session cannot be locked there ({error.strerror})",
        "see to the rights of the folder, or set SPEEDTIMER_HOME to another one",
        str(path),
    )
