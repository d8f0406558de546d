"""What a person gives, turned into a `Source`: a link, a file, the sample, and what comes along."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from core.errors import BadRequest, StorageFailed
from core.links import parse_video_id, watch_url
from core.models import Source
from core.pictures import second_of
from core.ports import ArtifactStore
from core.transcripts import parse_captions

FILM_SUFFIXES = (".mp4", ".mkv", ".webm", ".mov", ".m4v", ".avi")
SOUND_SUFFIXES = (".m4a", ".mp3", ".wav", ".flac", ".ogg", ".opus")
MEDIA_SUFFIXES = FILM_SUFFIXES + SOUND_SUFFIXES
CHUNK_BYTES = 1 << 20
SAMPLE = Path(__file__).parent.parent / "sample"


def source_from_link(text: str) -> Source:
    """Take a YouTube address or id.

    Raises:
        BadRequest: no video is named.
    """
    return Source(kind="youtube", video_id=parse_video_id(text))


def source_from_file(store: ArtifactStore, file: IO[bytes], file_name: str) -> Source:
    """Copy a media file into the store, a chunk at a time, under its own hash.

    Raises:
        BadRequest: the name is not that of a media file, or the file is empty.
        StorageFailed: it cannot be kept.
    """
    suffix = Path(file_name).suffix.lower()
    if suffix not in MEDIA_SUFFIXES:
        kinds = ", ".join(kind.lstrip(".") for kind in MEDIA_SUFFIXES)
        raise BadRequest(f"“{file_name}” is not a video or sound file.", f"Bring one of: {kinds}.")
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"original{suffix}"
            with path.open("wb") as copy:
                digest = _copy(file, copy)
            name = f"media/{digest[:16]}/original{suffix}"
            store.put_file(name, path)
    except OSError as error:
        raise StorageFailed.from_os(error, "kept") from error
    return Source(kind="file", video_id=digest[:16], title=title_of(file_name), media=name)


def _copy(file: IO[bytes], copy: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(file):
        digest.update(chunk)
        copy.write(chunk)
    if copy.tell() == 0:
        raise BadRequest("The file is empty.", "Choose the file again; the upload may have broken.")
    return digest.hexdigest()


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK_BYTES):
        yield chunk


def title_of(file_name: str) -> str:
    """Make a readable title of a file's name.

    >>> title_of("my_talk-2024.final.mp4")
    'my talk-2024.final'
    """
    return re.sub(r"[_\s]+", " ", Path(file_name).stem).strip() or "Untitled video"


def with_captions(store: ArtifactStore, source: Source, data: bytes, file_name: str) -> Source:
    """Add captions that the person brings, once they are known to be readable.

    Raises:
        BadRequest: the file holds no captions that can be read.
    """
    parse_captions(data, file_name)
    digest = hashlib.sha256(data).hexdigest()[:16]
    name = f"captions/{digest}{Path(file_name).suffix.lower() or '.txt'}"
    store.write(name, data)
    return replace(source, captions=name)


def with_pictures(store: ArtifactStore, source: Source, folder: Path) -> Source:
    """Add a folder of JPEGs, each named by its second of the video, sub-folders included.

    Raises:
        BadRequest: it holds none.
    """
    found = {
        f"{second:05}.jpg": path.read_bytes()
        for path in sorted(folder.rglob("*.jp*g"))
        if (second := second_of(path.name)) is not None and path.is_file()
    }
    if not found:
        raise BadRequest(
            f"“{folder.name}” holds no pictures.",
            "Bring a folder of JPEGs, each named by its second, such as 00350.jpg.",
        )
    digest = hashlib.sha256(b"".join(found.values())).hexdigest()[:16]
    for name, data in found.items():
        store.write(f"pictures/{digest}/{name}", data)
    return replace(source, pictures=f"pictures/{digest}")


def offline_source(
    store: ArtifactStore, link: str, data: bytes, file_name: str, *, title: str = ""
) -> Source:
    """Take captions alone, or with the link of a video of which nothing is to be fetched.

    Raises:
        BadRequest: the captions cannot be read, or the link is not one of a video.
    """
    digest = hashlib.sha256(data).hexdigest()[:16]
    video_id = parse_video_id(link) if link else digest
    source = Source(
        kind="youtube" if link else "file",
        video_id=video_id,
        title=title or title_of(file_name),
        page_url=watch_url(video_id) if link else None,
        is_offline=True,
    )
    return with_captions(store, source, data, file_name)


def sample_source(store: ArtifactStore) -> Source:
    """Open the sample that comes with the program: a short talk with captions and chapters."""
    with (SAMPLE / "video.mp4").open("rb") as file:
        source = source_from_file(store, file, "video.mp4")
    captions = (SAMPLE / "captions.vtt").read_bytes()
    description = (SAMPLE / "description.txt").read_text(encoding="utf-8")
    title = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))["title"]
    return replace(
        with_captions(store, source, captions, "captions.vtt"),
        title=title,
        description=description,
    )


def is_file(path: Path) -> bool:
    """Tell whether a word names a file."""
    # Path.is_file raises where the word is too long for a name (Python 3.11).
    return os.path.isfile(path)  # noqa: PTH113


def open_source(store: ArtifactStore, text: str) -> Source:
    """Take what stands on a command line: `sample`, a media file, a YouTube address or an id.

    Raises:
        BadRequest: it is none of these.
    """
    if text == "sample":
        return sample_source(store)
    path = Path(text).expanduser()
    if is_file(path):
        with path.open("rb") as file:
            return source_from_file(store, file, path.name)
    if Path(text).suffix.lower() in MEDIA_SUFFIXES:
        raise BadRequest(f"There is no file {text!r}.", "Check the path.")
    return source_from_link(text)
