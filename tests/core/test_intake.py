"""What a person gives becomes a source, or a sentence that says what to give instead."""

from __future__ import annotations

import errno
import io
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import BadRequest, StorageFailed
from core.intake import (
    offline_source,
    open_source,
    sample_source,
    source_from_file,
    source_from_link,
    with_captions,
    with_pictures,
)
from core.models import Source
from tests.fakes import VIDEO_ID, VTT, MemoryStore, a_jpeg

LINK = Source(kind="youtube", video_id=VIDEO_ID)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def test_a_link_names_its_video() -> None:
    """Nothing is fetched to know it."""
    assert source_from_link(f"https://youtu.be/{VIDEO_ID}?t=3") == LINK


def test_a_file_is_copied_under_its_own_hash(store: MemoryStore) -> None:
    """The same file brought twice is kept once; its name becomes the title."""
    data = b"film" * 1_000_000
    one = source_from_file(store, io.BytesIO(data), "My_talk.MP4")
    two = source_from_file(store, io.BytesIO(data), "copy.mp4")

    assert one.media == two.media == f"media/{one.video_id}/original.mp4"
    assert (one.kind, one.title, two.title) == ("file", "My talk", "copy")
    assert store.kept == {one.media: data}


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("notes.txt", b"words", "“notes.txt” is not a video or sound file."),
        ("film", b"words", "“film” is not a video or sound file."),
        ("film.mp4", b"", "The file is empty."),
    ],
)
def test_what_is_no_media_is_refused(
    store: MemoryStore, name: str, data: bytes, sentence: str
) -> None:
    """Nothing is kept of it."""
    with pytest.raises(BadRequest) as caught:
        source_from_file(store, io.BytesIO(data), name)

    assert caught.value.message == sentence
    assert store.kept == {}


def test_a_full_disk_ends_in_a_sentence(store: MemoryStore) -> None:
    """Both where the store is full and where the upload breaks off for it."""
    store.is_full = True
    with pytest.raises(StorageFailed, match="disk is full"):
        source_from_file(store, io.BytesIO(b"film"), "film.mp4")

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StorageFailed, match="disk is full"):
        source_from_file(store, Broken(), "film.mp4")


def test_captions_come_along_once_they_can_be_read(store: MemoryStore) -> None:
    """A file that holds none is refused before anything is kept."""
    with pytest.raises(BadRequest):
        with_captions(store, LINK, b"WEBVTT\n\n", "empty.vtt")
    assert store.kept == {}
    source = with_captions(store, LINK, VTT, "Talk.VTT")

    assert source.captions is not None
    assert source.captions.endswith(".vtt")
    assert store.read(source.captions) == VTT


def test_pictures_come_along_from_a_folder(store: MemoryStore, tmp_path: Path) -> None:
    """Sub-folders count; files of other kinds, and names without a second, do not."""
    for name in ("0/00000.jpg", "1/00350.jpg", "1/cover.jpg", "1/transcript.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(a_jpeg(64, 36, name.encode()))
    source = with_pictures(store, LINK, tmp_path)

    assert source.pictures is not None
    assert store.names(source.pictures) == (
        f"{source.pictures}/00000.jpg",
        f"{source.pictures}/00350.jpg",
    )


def test_a_folder_without_pictures_is_refused(store: MemoryStore, tmp_path: Path) -> None:
    """The message says how pictures must be named; a folder is none, whatever its name."""
    (tmp_path / "00350.jpg").mkdir()
    with pytest.raises(BadRequest) as caught:
        with_pictures(store, LINK, tmp_path)
    assert "00350.jpg" in caught.value.hint


def test_a_transcript_alone_is_a_source(store: MemoryStore) -> None:
    """Nothing is fetched for it; a link, where there is one, says where links point."""
    alone = offline_source(store, "", VTT, "my_talk.vtt")
    linked = offline_source(store, VIDEO_ID, VTT, "my_talk.vtt", title="A talk")

    assert (alone.kind, alone.title, alone.page_url, alone.is_offline) == (
        "file",
        "my talk",
        None,
        True,
    )
    assert replace(linked, captions=None) == Source(
        kind="youtube",
        video_id=VIDEO_ID,
        title="A talk",
        page_url=f"https://www.youtube.com/watch?v={VIDEO_ID}",
        is_offline=True,
    )


def test_the_sample_is_complete(store: MemoryStore) -> None:
    """It brings its film, its captions and a description with chapters."""
    source = sample_source(store)

    assert source.kind == "file"
    assert source.media is not None
    assert store.exists(source.media)
    assert source.captions is not None
    assert store.exists(source.captions)
    assert "\n0:00 " in source.description
    assert source.title


def test_a_command_line_word_is_the_sample_a_file_or_a_link(
    store: MemoryStore, tmp_path: Path
) -> None:
    """A file is a file even where its name looks like an id."""
    path = tmp_path / "talk.mp4"
    path.write_bytes(b"film")

    assert open_source(store, "sample") == sample_source(store)
    assert open_source(store, str(path)).title == "talk"
    assert open_source(store, VIDEO_ID) == LINK


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("gone.mp4", "There is no file 'gone.mp4'."),
        ("https://vimeo.com/1234", "This is not a link to a YouTube video."),
        ("", "This is not a link to a YouTube video."),
        ("long" * 100, "This is not a link to a YouTube video."),
        ("long" * 100 + ".mp4", f"There is no file {'long' * 100 + '.mp4'!r}."),
    ],
)
def test_any_other_word_is_refused(store: MemoryStore, word: str, sentence: str) -> None:
    """The sentence says what it was taken for."""
    with pytest.raises(BadRequest) as caught:
        open_source(store, word)
    assert caught.value.message == sentence
