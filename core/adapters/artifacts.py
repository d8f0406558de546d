"""What survives a restart: bytes under names, in a folder or behind any fsspec URL.

On a folder of this machine a write goes to a temporary name beside its target and is renamed
before it is flushed to the disk: a paid answer is visible to every other process within a
millisecond of its arrival, and a reader never sees half of one. Other stores are written with
one request each, which object stores keep whole or not at all.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import hashlib
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import fsspec
from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem

from core.errors import BadRequest, StorageFailed

CHUNK_BYTES = 1 << 20
STALE_S = 86400.0
"""A temporary file this old was left by a process that was killed."""

_NAME = re.compile(r"(?!.*(?:^|/)\.{1,2}(?:/|$))[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*")
_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{12}\.tmp")


class Store:
    """Keeps bytes under names (`core.ports.ArtifactStore`); `root` is a folder or a URL."""

    def __init__(self, root: str) -> None:
        try:
            files, path = fsspec.core.url_to_fs(str(root))
        except (ValueError, ImportError) as error:
            raise BadRequest(
                f"Nothing can be kept at {root!r}: {error}",
                "Set CHAPTERWISE_DATA to a folder, or to a URL whose fsspec package is installed.",
            ) from error
        self._place: _Folder | _Remote
        if isinstance(files, LocalFileSystem):
            self._place = _Folder(Path(path))
        else:
            self._place = _Remote(files, path)

    @property
    def folder(self) -> Path | None:
        """The folder where everything is kept, if it is one of this machine."""
        return self._place.root if isinstance(self._place, _Folder) else None

    def read(self, name: str) -> bytes:
        """Give what is kept.

        Raises:
            KeyError: nothing is kept under this name.
            StorageFailed: it cannot be read.
        """
        with _translated("read"):
            try:
                return self._place.read(_checked(name))
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
                raise KeyError(name) from None

    def write(self, name: str, data: bytes) -> None:
        """Keep `data`, replacing what was there at once or not at all.

        Raises:
            StorageFailed: it cannot be kept; what was there before still is.
        """
        with _translated("kept"):
            self._place.write(_checked(name), data)

    def exists(self, name: str) -> bool:
        """Tell whether something is kept under the name."""
        with _translated("read"):
            return self._place.exists(_checked(name))

    def names(self, prefix: str) -> tuple[str, ...]:
        """List the names under a folder, sorted, at any depth."""
        with _translated("listed"):
            return tuple(sorted(self._place.names(_checked(prefix))))

    def remove(self, prefix: str) -> None:
        """Forget a name, or all names under a folder; silent where there is nothing."""
        with _translated("removed"):
            self._place.remove(_checked(prefix))

    def local_path(self, name: str) -> Path:
        """Give a path on this machine where the kept bytes can be opened, fetching if needed.

        Raises:
            KeyError: nothing is kept under this name.
        """
        if not self.exists(name):
            raise KeyError(name)
        with _translated("fetched"):
            return self._place.local_path(name)

    def put_file(self, name: str, path: Path) -> None:
        """Move a file on this machine into the store without holding it in memory.

        Raises:
            StorageFailed: it cannot be kept; what was there before still is.
        """
        with _translated("kept"):
            self._place.put_file(_checked(name), path)

    def sweep(self) -> None:
        """Clear away temporary files that killed processes left behind a day ago or earlier."""
        if isinstance(self._place, _Folder):
            self._place.sweep()


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise BadRequest(f"{name[:80]!r} is not a name under which anything is kept.")
    return name


@contextlib.contextmanager
def _translated(deed: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageFailed.from_os(error, deed) from error


class _Folder:
    """A folder on this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def exists(self, name: str) -> bool:
        return (self.root / name).is_file()

    def names(self, prefix: str) -> Iterator[str]:
        for folder, _, files in os.walk(self.root / prefix):
            inside = Path(folder).relative_to(self.root).as_posix()
            yield from (f"{inside}/{file}" for file in files if not _TEMPORARY.fullmatch(file))

    def write(self, name: str, data: bytes) -> None:
        def fill(file: IO[bytes]) -> None:
            file.write(data)

        self._replace(name, fill)

    def put_file(self, name: str, path: Path) -> None:
        target = self._target(name)
        try:
            path.replace(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
        else:
            _flush(target)
            return
        with path.open("rb") as source:
            self._replace(name, lambda file: shutil.copyfileobj(source, file, CHUNK_BYTES))
        path.unlink()

    def _replace(self, name: str, fill: Callable[[IO[bytes]], object]) -> None:
        target = self._target(name)
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(6)}.tmp")
        try:
            with temporary.open("xb") as file:
                fill(file)
                file.flush()
                # Renamed first, flushed after: the window in which a kill loses a paid answer
                # is then under 1 ms instead of 1-3 ms (docs/decisions/0002).
                temporary.replace(target)
                os.fsync(file.fileno())
        finally:
            temporary.unlink(missing_ok=True)

    def _target(self, name: str) -> Path:
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def remove(self, prefix: str) -> None:
        path = self.root / prefix
        if path.is_dir():
            for folder, _, files in os.walk(path, topdown=False):
                for file in files:
                    Path(folder, file).unlink(missing_ok=True)
                # Somebody may have written a file, or emptied the folder, in the meantime.
                with contextlib.suppress(OSError):
                    Path(folder).rmdir()
        else:
            path.unlink(missing_ok=True)

    def local_path(self, name: str) -> Path:
        return self.root / name

    def sweep(self) -> None:
        for folder, _, files in os.walk(self.root):
            for file in filter(_TEMPORARY.fullmatch, files):
                path = Path(folder, file)
                with contextlib.suppress(OSError):
                    if path.stat().st_mtime < time.time() - STALE_S:
                        path.unlink()


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


class _Remote:
    """Any other file system that fsspec knows."""

    def __init__(self, files: AbstractFileSystem, root: str) -> None:
        self._files, self._root = files, root.rstrip("/")

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def read(self, name: str) -> bytes:
        data: bytes = self._files.cat_file(self._path(name))
        return data

    def exists(self, name: str) -> bool:
        return bool(self._files.isfile(self._path(name)))

    def names(self, prefix: str) -> Iterator[str]:
        root = self._files._strip_protocol(self._root).strip("/")
        for path in self._files.find(self._path(prefix)):
            name = path.strip("/").removeprefix(root).strip("/")
            # Asked for a file instead of a folder, `find` gives the file itself.
            if name != prefix:
                yield name

    def write(self, name: str, data: bytes) -> None:
        self._make_folder(name)
        self._files.pipe_file(self._path(name), data)

    def put_file(self, name: str, path: Path) -> None:
        self._make_folder(name)
        self._files.put_file(str(path), self._path(name))
        path.unlink()

    def _make_folder(self, name: str) -> None:
        self._files.makedirs(self._path(name).rsplit("/", 1)[0], exist_ok=True)

    def remove(self, prefix: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._files.rm(self._path(prefix), recursive=True)
        self._files.invalidate_cache()

    def local_path(self, name: str) -> Path:
        path = self._path(name)
        stamp = hashlib.sha256(f"{path} {self._files.ukey(path)}".encode()).hexdigest()
        cache = Path(tempfile.gettempdir()) / f"chapterwise-{getpass.getuser()}" / stamp[:32]
        target = cache / Path(name).name
        if not target.exists():
            cache.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary = cache / f".{target.name}.{secrets.token_hex(6)}.tmp"
            self._files.get_file(path, str(temporary))
            temporary.replace(target)
        return target
