"""A sign of life for each process: a lock that only its death, however sudden, gives up.

A process that runs work holds the lock named after itself. Whoever can take the lock of another
knows that it is dead, and may take over its work. Beside a SQLite file the locks are files
(`flock`, freed by the kernel); in Postgres they are advisory locks, freed with the connection.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol


class Locks(Protocol):
    """Holds one lock for this process, and tries those of others."""

    def hold(self, executor_id: str) -> None:
        """Take this process's own lock and keep it until `release` or death."""
        ...

    def release(self) -> None:
        """Give this process's own lock up."""
        ...

    def is_held(self) -> bool:
        """Tell whether this process's own lock is still its own."""
        ...

    def try_lock(self, executor_id: str) -> contextlib.AbstractContextManager[bool]:
        """Hold another's lock for the block, if it is dead; gives whether it is."""
        ...


class FileLocks:
    """Locks in a folder of this machine, beside a SQLite file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: IO[bytes] | None = None
        self._path = folder

    def hold(self, executor_id: str) -> None:
        """Take this process's own lock."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path = self._folder / f"{executor_id}.lock"
        self._own = self._path.open("wb")
        if not _take(self._own):
            raise RuntimeError(f"two processes are called {executor_id}")

    def release(self) -> None:
        """Give this process's own lock up."""
        if self._own is not None:
            self._path.unlink(missing_ok=True)
            self._own.close()
            self._own = None

    def is_held(self) -> bool:
        """Tell whether the lock is ours; the kernel takes a file lock from nobody alive."""
        return self._own is not None

    @contextlib.contextmanager
    def try_lock(self, executor_id: str) -> Iterator[bool]:
        """Hold another's lock for the block, if it is dead; its file goes with it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{executor_id}.lock"
        with path.open("ab") as file:
            is_dead = _take(file)
            yield is_dead
            if is_dead:
                path.unlink(missing_ok=True)


def _take(file: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class PostgresLocks:
    """Advisory locks in the database that all machines share."""

    def __init__(self, url: str) -> None:
        import psycopg

        self._connect = lambda: psycopg.connect(_plain(url), autocommit=True)
        self._own: psycopg.Connection[tuple[object, ...]] | None = None

    def hold(self, executor_id: str) -> None:
        """Take this process's own lock, on a connection that is used for nothing else."""
        self._own = self._connect()
        self._own.execute("SELECT pg_advisory_lock(%s)", (_number(executor_id),))

    def release(self) -> None:
        """Give this process's own lock up."""
        import psycopg

        if self._own is not None:
            # The server notices a closed connection only a moment later.
            with contextlib.suppress(psycopg.Error):
                self._own.execute("SELECT pg_advisory_unlock_all()")
            self._own.close()
            self._own = None

    def is_held(self) -> bool:
        """Tell whether the connection that holds the lock still lives."""
        import psycopg

        if self._own is None:
            return False
        try:
            self._own.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    @contextlib.contextmanager
    def try_lock(self, executor_id: str) -> Iterator[bool]:
        """Hold another's lock for the block, if it is dead."""
        with contextlib.closing(self._connect()) as connection:
            row = connection.execute(
                "SELECT pg_try_advisory_lock(%s)", (_number(executor_id),)
            ).fetchone()
            try:
                yield bool(row and row[0])
            finally:
                connection.execute("SELECT pg_advisory_unlock_all()")


def _number(executor_id: str) -> int:
    """Name a lock by a number of 63 bits, as Postgres asks."""
    return int.from_bytes(hashlib.sha256(executor_id.encode()).digest()[:8], "big") >> 1


def _plain(url: str) -> str:
    """Take SQLAlchemy's driver out of a database's address."""
    scheme, rest = url.split("://", 1)
    return f"{scheme.split('+')[0]}://{rest}"
