"""Reads media files with PyAV, exact to the frame, and only files that lie on this machine.

OpenCV seeks to the wrong picture in files of variable rate and reads no AV1; PyAV brings its
own FFmpeg, which faster-whisper needs anyway. Pictures are judged in `pictures`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from core.adapters import pictures
from core.errors import MediaUnreadable
from core.events import Watch
from core.models import Frame, MediaInfo

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

FORMATS = (
    "mov,mp4,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg,mp3,aac,wav,w64,flac,aiff,caf,amr,ac3,ivf"
)
"""Containers that hold their own data: no playlist, which would name other files or addresses."""

OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FORMATS}


class MediaReader:
    """Decodes files on this machine (`core.ports.ReadsMedia`)."""

    def probe(self, path: Path) -> MediaInfo:
        """Tell what the file holds, with the width and height as they are shown.

        Raises:
            MediaUnreadable: it is no media file, or holds neither pictures nor sound.
        """
        with _opened(path) as container:
            info = _describe(container, _video_stream(container))
        if not info.has_video and not info.has_audio:
            raise MediaUnreadable("The file holds neither pictures nor sound.")
        return info

    def frames_at(self, path: Path, times_s: Sequence[float], watch: Watch) -> Iterator[Frame]:
        """Give the picture on screen at each time, exact to the frame, in order of time.

        Times are seconds from the first picture; one past the last picture gives that picture,
        with its own time. What can be read of a damaged file is given.

        Raises:
            MediaUnreadable: it is no media file, or no picture in it can be decoded.
        """
        from core.adapters.decoding import FrameSeeker

        with _opened(path) as container:
            stream = _video_stream(container)
            if stream is None:
                raise MediaUnreadable(
                    "The file holds no pictures, only sound.",
                    "Upload the video itself to have pictures in the article.",
                )
            seeker = FrameSeeker(container, stream, watch)
            for time_s in sorted(times_s):
                watch.check()
                yield seeker.frame_at(max(0.0, time_s))

    def encode_jpeg(self, frame: Frame, max_width_px: int) -> bytes:
        """Encode a frame as JPEG, shrunk to at most this width."""
        return pictures.encode_jpeg(frame.pixels, max_width_px)

    def shrink_jpeg(self, data: bytes, width_px: int, height_px: int) -> bytes:
        """Scale a JPEG to this size; the same bytes where it has it already.

        Raises:
            MediaUnreadable: it is no picture.
        """
        return pictures.shrink_jpeg(data, width_px, height_px)

    def likeness(self, one: Frame, other: Frame) -> float:
        """Compare what is written or drawn on two pictures: 1.0 the same, 0.0 nothing in common."""
        return pictures.likeness(one.pixels, other.pixels)

    def legibility(self, frame: Frame) -> float:
        """Score how much there is to read or see, in 0..1; 0.0 is a blank."""
        return pictures.legibility(frame.pixels)


@contextmanager
def _opened(path: Path) -> Iterator[InputContainer]:
    """Open a file, and say in words what keeps it from being read, then or later."""
    import av

    if not path.is_file():
        raise MediaUnreadable("There is no such media file.", "Upload the file again.")
    try:
        # An absolute path cannot be taken for a protocol such as "concat:".
        with av.open(str(path.absolute()), options=OPTIONS, metadata_errors="replace") as container:
            yield container
    except (av.FFmpegError, UnicodeError) as error:
        raise MediaUnreadable(
            "The file cannot be read as video or sound: it is damaged, cut off, or of another kind."
        ) from error


def _video_stream(container: InputContainer) -> VideoStream | None:
    """Find the first stream of moving pictures that can be decoded; a cover is none."""
    from av.stream import Disposition

    for stream in container.streams.video:
        is_cover = Disposition.attached_pic in Disposition(stream.disposition)
        # A codec that this build cannot decode leaves its stream without a context.
        if not is_cover and stream.codec_context is not None:
            return stream
    return None


def _describe(container: InputContainer, stream: VideoStream | None) -> MediaInfo:
    sounds = [sound for sound in container.streams.audio if sound.codec_context is not None]
    width_px, height_px = _shown_size(container, stream) if stream is not None else (0, 0)
    return MediaInfo(
        duration_s=_duration_s(container),
        has_video=stream is not None,
        has_audio=bool(sounds),
        width_px=width_px,
        height_px=height_px,
        video_codec=stream.codec_context.name if stream is not None else "",
        audio_codec=sounds[0].codec_context.name if sounds else "",
        title=container.metadata.get("title", ""),
    )


def _shown_size(container: InputContainer, stream: VideoStream) -> tuple[int, int]:
    """Measure the first picture, since only a decoded one tells how it is turned."""
    from core.adapters.decoding import FrameSeeker
    from core.events import SILENT

    try:
        height_px, width_px = FrameSeeker(container, stream, SILENT).frame_at(0.0).pixels.shape[:2]
    except MediaUnreadable:
        return stream.codec_context.width, stream.codec_context.height
    return width_px, height_px


def _duration_s(container: InputContainer) -> float:
    """Read the length, or, where a recorder left none, find the end of the last packet."""
    if container.duration is not None and container.duration > 0:
        return float(container.duration / 1_000_000)
    container.seek(0)
    start_s, end_s = float("inf"), 0.0
    for packet in container.demux():
        if packet.pts is not None and packet.time_base is not None:
            start_s = min(start_s, float(packet.pts * packet.time_base))
            end_s = max(end_s, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    return max(0.0, end_s - min(start_s, end_s))
