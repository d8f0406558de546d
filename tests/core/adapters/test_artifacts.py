"""One contract for every place where things are kept, and what a full disk does to it."""

from __future__ import annotations

import errno
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from core.adapters.artifacts import Store
from core.errors import BadRequest, StorageFailed
from core.ports import ArtifactStore
from tests.fakes import MemoryStore

ROOT = Path(__file__).parents[3]


@pytest.fixture(params=["folder", "memory", "fake"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ArtifactStore]:
    """A store of each kind: a folder, one that only fsspec knows, and what tests use."""
    if request.param == "fake":
        yield MemoryStore()
        return
    if request.param == "folder":
        yield Store(str(tmp_path / "kept"))
        return
    root = f"/{secrets.token_hex(6)}/kept"
    yield Store(f"memory:/{root}")
    files = fsspec.filesystem("memory")
    if files.exists(root):
        files.rm(root, recursive=True)


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if path.is_file())


class TestEveryPlace:
    def test_what_is_written_is_read(self, store: ArtifactStore) -> None:
        """A write replaces what was there."""
        store.write("runs/ab/post.json", b"one")
        store.write("runs/ab/post.json", b"two")

        assert store.read("runs/ab/post.json") == b"two"
        assert store.exists("runs/ab/post.json")

    @pytest.mark.parametrize("name", ["runs/none", "runs", "runs/ab/post.json/deeper"])
    def test_nothing_is_a_key_error(self, store: ArtifactStore, name: str) -> None:
        """A name under which nothing is kept, a folder's name among them, is no file."""
        store.write("runs/ab/post.json", b"one")

        assert not store.exists(name)
        with pytest.raises(KeyError):
            store.read(name)
        with pytest.raises(KeyError):
            store.local_path(name)

    def test_names_are_listed_sorted_at_any_depth(self, store: ArtifactStore) -> None:
        """Only those under the folder count, not those that begin alike."""
        for name in ("runs/b/x", "runs/a/deep/y", "runs/a/z", "runs2/q"):
            store.write(name, b"1")

        assert store.names("runs") == ("runs/a/deep/y", "runs/a/z", "runs/b/x")
        assert store.names("runs/a") == ("runs/a/deep/y", "runs/a/z")
        assert store.names("runs/a/z") == ()
        assert store.names("none") == ()

    def test_removing_takes_a_name_or_a_folder_and_minds_nothing(
        self, store: ArtifactStore
    ) -> None:
        """What was never there is no trouble to remove."""
        for name in ("runs/a/x", "runs/a/deep/y", "runs/b"):
            store.write(name, b"1")
        store.remove("runs/a")
        store.remove("runs/b")
        store.remove("runs/none")
        store.remove("none/at/all")

        assert store.names("runs") == ()

    @pytest.mark.parametrize(
        "name",
        ["", "/etc/passwd", "../x", "a/../../x", "a/./b", "a//b", "a/", "a b", "a\n", "é", "a\\b"],
    )
    def test_a_name_never_leads_out_of_the_place(self, store: ArtifactStore, name: str) -> None:
        """Every way in refuses a name that is not plain."""
        for deed in (store.read, store.exists, store.names, store.remove, store.local_path):
            with pytest.raises(BadRequest):
                deed(name)
        with pytest.raises(BadRequest):
            store.write(name, b"1")

    def test_a_file_moves_in_whole(self, store: ArtifactStore, tmp_path: Path) -> None:
        """It is gone from where it was, and can be opened by its path."""
        path = tmp_path / "talk.mp4"
        path.write_bytes(b"0123456789" * 300_000)
        store.put_file("media/ab/original.mp4", path)

        assert not path.exists()
        assert store.local_path("media/ab/original.mp4").read_bytes() == b"0123456789" * 300_000
        assert store.local_path("media/ab/original.mp4").name == "original.mp4"

    def test_a_local_path_follows_what_is_kept(self, store: ArtifactStore) -> None:
        """A copy on this machine is not older than what it is a copy of."""
        store.write("media/a", b"old")
        store.local_path("media/a")
        time.sleep(0.01)
        store.write("media/a", b"new")

        assert store.local_path("media/a").read_bytes() == b"new"

    def test_writers_at_once_leave_one_of_their_texts(self, store: ArtifactStore) -> None:
        """However many write and read one name, every read is somebody's whole text."""
        texts = [bytes([letter]) * 50_000 for letter in b"abcdefgh"]
        store.write("shared", texts[0])
        seen: list[bytes] = []

        def work(text: bytes) -> None:
            for _ in range(10):
                store.write("shared", text)
                seen.append(store.read("shared"))

        threads = [threading.Thread(target=work, args=(text,)) for text in texts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert set(seen) <= set(texts)
        assert store.names("shared") == ()


class TestAFolder:
    def test_a_file_from_another_disk_is_copied(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where a rename cannot reach, the bytes are copied and the source goes away."""
        store, path = Store(str(tmp_path / "kept")), tmp_path / "talk.mp4"
        path.write_bytes(b"12" * 2_000_000)
        rename = Path.replace

        def across_disks(self: Path, target: Path) -> Path:
            if self == path:
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            return rename(self, target)

        monkeypatch.setattr(Path, "replace", across_disks)
        store.put_file("media/a.mp4", path)

        assert store.read("media/a.mp4") == b"12" * 2_000_000
        assert not path.exists()

    def test_a_full_disk_keeps_the_old_text_and_no_half(self, tmp_path: Path) -> None:
        """The write that does not fit fails with a sentence; what was there still is."""
        program = """
import resource, signal, sys
from pathlib import Path
from core.adapters.artifacts import Store
from core.errors import StorageFailed
store = Store(sys.argv[1])
store.write("runs/a", b"old")
big = Path(sys.argv[2])
big.write_bytes(b"x" * 300_000)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    store.write("runs/a", b"y" * 200_000)
except StorageFailed as error:
    print(error.message, "|", error.hint)
print(store.read("runs/a"))
"""
        done = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "kept"), str(tmp_path / "big")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout.splitlines() == [
            "The disk is full: nothing more can be kept. | Free some disk space, then resume the"
            " run: what was kept is still there.",
            "b'old'",
        ]
        assert leftovers(tmp_path / "kept") == ["a"]

    @pytest.mark.skipif(os.getuid() == 0, reason="an administrator may write anywhere")
    def test_a_folder_that_may_not_be_written_is_named_as_such(self, tmp_path: Path) -> None:
        """The hint tells of the right that is missing."""
        (tmp_path / "kept").mkdir(mode=0o500)

        with pytest.raises(StorageFailed, match="not ours to use"):
            Store(str(tmp_path / "kept")).write("a", b"1")

    def test_a_file_where_a_folder_should_be_is_a_clear_failure(self, tmp_path: Path) -> None:
        """A data folder that is none does not end in a stack trace."""
        (tmp_path / "kept").write_bytes(b"")

        with pytest.raises(StorageFailed) as caught:
            Store(str(tmp_path / "kept")).write("a/b", b"1")
        assert "CHAPTERWISE_DATA" in caught.value.hint

    def test_killed_writers_leave_nothing_for_long(self, tmp_path: Path) -> None:
        """A temporary file is never listed, and is swept away once it is a day old."""
        store = Store(str(tmp_path))
        store.write("a/x", b"1")
        old, young = tmp_path / "a/.x.0123456789ab.tmp", tmp_path / "a/.x.ba9876543210.tmp"
        for path in (old, young):
            path.write_bytes(b"half")
        os.utime(old, (time.time() - 90_000, time.time() - 90_000))

        assert store.names("a") == ("a/x",)
        store.sweep()
        assert leftovers(tmp_path) == [".x.ba9876543210.tmp", "x"]

    def test_a_url_whose_package_is_missing_is_bad_input(self) -> None:
        """The message says what to set."""
        with pytest.raises(BadRequest) as caught:
            Store("nonsense://bucket/here")
        assert "CHAPTERWISE_DATA" in caught.value.hint


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full: nothing more can be kept."),
        (errno.EDQUOT, "The disk is full: nothing more can be kept."),
        (errno.EACCES, "Something cannot be kept: the data folder is not ours to use."),
        (errno.EROFS, "Something cannot be kept: the data folder is not ours to use."),
        (errno.EIO, "Something cannot be kept: Input/output error."),
    ],
)
def test_a_disk_error_becomes_a_sentence(number: int, sentence: str) -> None:
    """Each kind of failure says what happened and what to do."""
    failure = StorageFailed.from_os(OSError(number, os.strerror(number)), "kept")

    assert failure.message == sentence
    assert failure.hint.endswith(".")
