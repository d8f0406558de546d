"""Pictures and films of a run: their addresses, and which files such an address may open.

`server.py` serves them under `/files/<run>/<name>`; without it (plain `streamlit run app.py`)
pictures travel inside the page and films through Streamlit's own memory.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from core.intake import SOUND_SUFFIXES
from core.links import watch_url
from core.models import Run, Screenshot
from core.ports import ArtifactStore
from core.runs import Runs
from core.services import Services
from pages.ui import session

ROUTE = "/files"
MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".avi": "video/x-msvideo",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
}
LARGEST_INSIDE_BYTES = 300_000_000
"""Streamlit holds a film it serves itself in memory."""
DATA_PREFIX = "data:image/jpeg;base64,"
JPEG_START = "/9j/"
"""How every JPEG begins in base64."""

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}\.[a-z0-9]{2,4}")
_serving = {"is_on": False}


def serve(*, is_on: bool = True) -> None:
    """Say that this process's server answers under `ROUTE`."""
    _serving["is_on"] = is_on


def is_served() -> bool:
    """Tell whether pictures and films have an address of their own."""
    return _serving["is_on"]


def resolve(runs: Runs, run_id: str, name: str) -> str | None:
    """Find the artifact behind an address; None for all that the run itself does not list."""
    if not _NAME.fullmatch(name):
        return None
    run = runs.get(run_id)
    if run.source.media is not None and name == media_name(run.source.media):
        return run.source.media
    study, post = runs.study(run_id), runs.post(run_id)
    shots = (*(study.screenshots if study else ()), *(post.screenshots if post else ()))
    return next((shot.file for shot in shots if picture_name(shot) == name), None)


def media_name(artifact: str) -> str:
    """Name a film in an address."""
    return f"video{Path(artifact).suffix}"


def picture_name(shot: Screenshot) -> str:
    """Name a picture in an address: with its moment, for ids are given anew by a new look."""
    return f"{shot.id}-{round(shot.at_s * 1000)}.jpg"


def picture_url(store: ArtifactStore, run_id: str) -> Callable[[Screenshot], str]:
    """Give the function that tells a picture's address."""
    if is_served():
        return lambda shot: f"{ROUTE}/{run_id}/{picture_name(shot)}"
    return lambda shot: _inside(store, shot.file)


def _inside(store: ArtifactStore, name: str) -> str:
    try:
        return DATA_PREFIX + base64.b64encode(store.read(name)).decode()
    except KeyError:
        return DATA_PREFIX


def picture_prefixes(run_id: str) -> tuple[str, ...]:
    """Say how the addresses of a run's own pictures begin: no others are shown."""
    return (f"{ROUTE}/{run_id}/", DATA_PREFIX + JPEG_START)


def media_url(run: Run) -> str:
    """Give the whole address of a run's film, or nothing where it has none."""
    root = _root()
    if run.source.media is None or not root or not is_served():
        return ""
    return f"{root}{ROUTE}/{run.id}/{media_name(run.source.media)}"


def _root() -> str:
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def show_player(run: Run, at_s: float = 0.0, *, autoplay: bool = False) -> None:
    """Show the video, from a moment on."""
    source = run.source
    if source.kind == "youtube":
        st.video(watch_url(source.video_id), start_time=int(at_s), autoplay=autoplay)
        return
    media = source.media or ""
    film = media_url(run) or _film_inside(session.services(), media)
    if not film:
        st.caption("This film is too large to be shown here. Start the app with `make run`.")
    elif Path(media).suffix in SOUND_SUFFIXES:
        st.audio(film, start_time=int(at_s), autoplay=autoplay)
    else:
        kind = MEDIA_TYPES[Path(media).suffix]
        st.video(film, format=kind, start_time=int(at_s), autoplay=autoplay)


def _film_inside(services: Services, media: str) -> str:
    if not media or not services.store.exists(media):
        return ""
    path = services.store.local_path(media)
    return str(path) if path.stat().st_size <= LARGEST_INSIDE_BYTES else ""


def is_youtube_picture(url: str) -> bool:
    """Tell whether a thumbnail's address leads to YouTube's pictures, and nowhere else.

    >>> is_youtube_picture("https://i.ytimg.com/vi/x/hqdefault.jpg")
    True
    >>> is_youtube_picture("https://i.ytimg.com.example.org/x.jpg")
    False
    """
    parts = urlsplit(url)
    return parts.scheme == "https" and (parts.hostname or "").endswith(".ytimg.com")
