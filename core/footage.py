"""The files of a video on this machine: the person's own, or streams that are brought once."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from core.errors import BadRequest
from core.events import Watch
from core.models import Source
from core.ports import ArtifactStore, DownloadsMedia


def media_path(store: ArtifactStore, source: Source) -> Path:
    """Give the person's own file.

    Raises:
        BadRequest: it is no longer kept.
    """
    if source.media is None or not store.exists(source.media):
        raise BadRequest("The file of this run is no longer kept.", "Upload it again.")
    return store.local_path(source.media)


def video_path(
    store: ArtifactStore, downloader: DownloadsMedia, source: Source, watch: Watch
) -> Path:
    """Give a file that holds the pictures, downloading them if they are not here yet."""
    if source.kind == "file":
        return media_path(store, source)
    name = f"media/{source.video_id}/video.mp4"
    return _brought(store, name, source.video_id, downloader.fetch_video, watch)


def audio_path(
    store: ArtifactStore, downloader: DownloadsMedia, source: Source, watch: Watch
) -> Path:
    """Give a file that holds the sound, downloading it if it is not here yet."""
    if source.kind == "file":
        return media_path(store, source)
    name = f"media/{source.video_id}/audio.m4a"
    return _brought(store, name, source.video_id, downloader.fetch_audio, watch)


def _brought(
    store: ArtifactStore,
    name: str,
    video_id: str,
    fetch: Callable[[str, Path, Watch], None],
    watch: Watch,
) -> Path:
    if not store.exists(name):
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / Path(name).name
            fetch(video_id, target, watch)
            store.put_file(name, target)
    return store.local_path(name)
