"""Brings a YouTube video's picture and sound to disk, whole or not at all.

pytubefix finds the streams; the bytes are fetched here, range by range. Its own `download` calls
a 404 a success (a file of 0 bytes), leaves half a file behind where it fails or is stopped, and
asks for ever where YouTube answers with nothing (11.2.1).
"""

from __future__ import annotations

import http.client
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from core.adapters.youtube_errors import translating
from core.adapters.youtube_pages import TIMEOUT_S, open_page
from core.errors import OutsideFailed
from core.events import Watch

if TYPE_CHECKING:
    from pytubefix import Stream

STEP_BYTES = 1_000_000
"""One request: small enough to stop within a second, large enough that YouTube does not mind."""
TRIES = 3
PAUSE_S = 0.5
CODECS = (("avc1",), ("vp9", "vp09"), ("av01",))
"""H.264 first: it decodes fastest, and everything can; PyAV decodes the others too."""
_HEADERS = {"User-Agent": "Mozilla/5.0", "Accept-Language": "en-US,en"}
_PASSING = (URLError, TimeoutError, ConnectionError, http.client.HTTPException)
_HINT = "Upload the video's file instead; that way always works."


def streams_of(video_id: str) -> Sequence[Stream]:
    """List the streams that YouTube offers of a video; call it inside `translating`."""
    return list(open_page(video_id).streams)


class Downloader:
    """Implements `core.ports.DownloadsMedia` with pytubefix.

    `max_height_px` bounds the picture's shorter side. `find_streams` is for tests.
    """

    def __init__(
        self,
        max_height_px: int = 720,
        find_streams: Callable[[str], Sequence[Stream]] = streams_of,
    ) -> None:
        self._max_height_px = max_height_px
        self._find_streams = find_streams

    def fetch_video(self, video_id: str, target: Path, watch: Watch) -> None:
        """Write the picture-only stream to `target`, H.264 where there is one.

        Raises:
            VideoUnavailable, OutsideBlocked, OutsideFailed: YouTube does not give it.
            StorageFailed: it cannot be written.
            Cancelled: the person stopped it; nothing is left behind.
        """
        watch.check()
        with translating(video_id):
            stream = choose_video(self._find_streams(video_id), self._max_height_px)
            _save(stream, target, watch)

    def fetch_audio(self, video_id: str, target: Path, watch: Watch) -> None:
        """Write the m4a sound-only stream to `target`; raises as `fetch_video` does."""
        watch.check()
        with translating(video_id):
            stream = choose_audio(self._find_streams(video_id))
            _save(stream, target, watch)


def choose_video(streams: Iterable[Stream], max_height_px: int) -> Stream:
    """Choose the largest picture within the bound, else the smallest; H.264 before others.

    Raises:
        OutsideFailed: there is no picture that can be downloaded.
    """
    pictures = [stream for stream in _fetchable(streams) if stream.type == "video"]
    for prefixes in CODECS:
        if coded := [s for s in pictures if (s.video_codec or "").startswith(prefixes)]:
            within = [stream for stream in coded if height_px(stream) <= max_height_px]
            if within:
                # Of one size the lightest: 30 pictures a second show as much as 60.
                return min(within, key=lambda s: (-height_px(s), s.bitrate or 0))
            return min(coded, key=height_px)
    raise OutsideFailed("YouTube offers no picture of this video that can be downloaded.", _HINT)


def choose_audio(streams: Iterable[Stream]) -> Stream:
    """Choose the best m4a sound: the original language before dubs, then the highest bitrate.

    Raises:
        OutsideFailed: there is no sound that can be downloaded.
    """
    sounds = [
        stream
        for stream in _fetchable(streams)
        if stream.type == "audio" and (stream.audio_codec or "").startswith("mp4a")
    ]
    if not sounds:
        raise OutsideFailed("YouTube offers no sound of this video that can be downloaded.", _HINT)
    return max(sounds, key=lambda s: (s.is_default_audio_track, not s.is_drc, s.bitrate or 0))


def height_px(stream: Stream) -> int:
    """Give the shorter side, which YouTube names a size after: an upright 720p is 1280 high."""
    if stream.width and stream.height:
        return min(stream.width, stream.height)
    return int((stream.resolution or "0p").removesuffix("p"))


def _fetchable(streams: Iterable[Stream]) -> list[Stream]:
    """Leave out what plain ranges cannot fetch: SABR and segmented streams."""
    return [s for s in streams if s.is_adaptive and not s.is_sabr and not s.is_otf]


def _save(stream: Stream, target: Path, watch: Watch) -> None:
    total = stream.filesize
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that the renaming below never copies.
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name}.", suffix=".part", delete=False
    ) as file:
        part = Path(file.name)
        try:
            for piece in _pieces(stream.url, total, watch):
                file.write(piece)
                watch.report(file.tell(), total, unit="bytes")
            file.close()
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def _pieces(url: str, total: int, watch: Watch) -> Iterator[bytes]:
    if total <= 0:
        raise OutsideFailed("YouTube does not say how large this video is.", _HINT)
    done = 0
    while done < total:
        piece = _fetch(url, done, min(done + STEP_BYTES, total) - 1, watch)
        done += len(piece)
        yield piece


def _fetch(url: str, first: int, last: int, watch: Watch) -> bytes:
    """Fetch the bytes from `first` to `last`, both included; fewer may come, never none."""
    for pause_s in (*(PAUSE_S * 2**tried for tried in range(TRIES - 1)), None):
        watch.check()
        try:
            if piece := _read(f"{url}&range={first}-{last}"):
                return _fitting(piece, last + 1 - first)
        except _PASSING as error:
            if pause_s is None or (isinstance(error, HTTPError) and error.code < 500):
                raise
        time.sleep(pause_s or 0)
    raise OutsideFailed("The download broke off: YouTube sends nothing more.")


def _read(url: str) -> bytes:
    if not url.startswith(("https://", "http://")):
        raise OutsideFailed("YouTube names an address that is none.", _HINT)
    request = Request(url, headers=_HEADERS)  # noqa: S310 - its scheme is checked above
    with urlopen(request, timeout=TIMEOUT_S) as response:  # noqa: S310
        return bytes(response.read())


def _fitting(piece: bytes, most: int) -> bytes:
    if len(piece) > most:
        raise OutsideFailed("The download went wrong: YouTube sends more than was asked for.")
    return piece
