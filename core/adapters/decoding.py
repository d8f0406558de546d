"""Finds the picture that is on screen at a time, in any file that PyAV can open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import numpy as np

from core.errors import MediaUnreadable
from core.events import Watch
from core.models import Frame

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer
    from av.sidedata.sidedata import SideData
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

AHEAD_FRAMES = 100
"""So near a target is decoded up to, not sought: a seek costs half a group of pictures, which
is 75 frames in the usual 5 s at 30 a second."""

FIRST_STEP_BACK_S = 1.0
BEFORE_ALL_S = 10.0
HD_HEIGHT_PX = 720
UNSPECIFIED = 2
"""FFmpeg's word for a picture that does not tell its colour space."""


class FrameSeeker:
    """Walks one video stream forward, from wanted time to wanted time."""

    def __init__(self, container: InputContainer, stream: VideoStream, watch: Watch) -> None:
        stream.thread_type = "AUTO"
        self._container, self._stream, self._watch = container, stream, watch
        self._time_base = stream.time_base or Fraction(1, 1_000_000)
        # A container's clock can pass for a rate: nothing worth writing about is faster than 60.
        rate = stream.guessed_rate or stream.average_rate or Fraction(25)
        self._rate = min(max(rate, Fraction(1)), Fraction(60))
        self._reach = self._ticks(float(AHEAD_FRAMES / self._rate))
        self._frames = _decoded(container, stream, watch)
        self._shown: VideoFrame | None = None
        self._next: VideoFrame | None = None
        self._turn: tuple[int, bool] | None = None
        self._advance()
        # A stream that does not tell its start begins with its first picture.
        self._origin: int = _pts(self._next) if stream.start_time is None else stream.start_time

    def frame_at(self, time_s: float) -> Frame:
        """Give the picture on screen at the time, which must not lie before the last one asked.

        Raises:
            MediaUnreadable: no picture can be decoded.
        """
        target = self._origin + self._ticks(time_s)
        if not self._is_near(target):
            self._seek(target)
        self._decode_until(target)
        frame = self._shown or self._next
        if frame is None:
            raise MediaUnreadable("No picture in the file can be decoded.")
        if self._turn is None:
            self._turn = _turn(frame)
        pixels = _upright(_pixels(frame, self._stream), *self._turn)
        return Frame(at_s=self._true_time(frame, time_s), pixels=pixels)

    def _ticks(self, time_s: float) -> int:
        # Half a microsecond up: a time that was a frame's own must not fall before it.
        return int((time_s + 5e-7) / float(self._time_base))

    def _true_time(self, frame: VideoFrame, time_s: float) -> float:
        start_s = float((_pts(frame) - self._origin) * self._time_base)
        if self._next is not None and self._next is not frame:
            return max(start_s, time_s)
        length = float((frame.duration or 0) * self._time_base) or float(1 / self._rate)
        return time_s if start_s <= time_s < start_s + length else max(0.0, start_s)

    def _is_near(self, target: int) -> bool:
        """Tell whether decoding on is cheaper than a seek, or all that is left to do."""
        at = self._shown or self._next
        if at is None or self._next is None or target - _pts(at) <= self._reach:
            return True
        return self._keyframe_before(target) <= _pts(at)

    def _keyframe_before(self, target: int) -> int:
        entries = self._stream.index_entries
        index = entries.search_timestamp(target)
        # An index that ends early knows nothing: let the seek find out.
        return entries[index].timestamp if index >= 0 else target

    def _seek(self, target: int) -> None:
        """Land on a picture at or before the target.

        Indexes speak of decoding times, and pictures after an open group's start may be lost:
        where the landing is too late, or past the end of a cut file, go further back.
        """
        was = _pts(self._shown or self._next)
        goal, step = target, self._ticks(FIRST_STEP_BACK_S)
        # Transport streams begin only where the goal lies well before the beginning.
        floor = self._origin - self._ticks(BEFORE_ALL_S)
        while True:
            self._jump(goal)
            if (self._next is not None and _pts(self._next) <= target) or goal <= floor:
                break
            goal, step = max(floor, goal - step), step * 2
        if self._next is not None and _pts(self._next) < was:
            # The group is longer than was thought: do not decode its start again.
            self._reach = max(self._reach, target - _pts(self._next))

    def _jump(self, goal: int) -> None:
        from av import FFmpegError

        # Where a container refuses a goal past its end, an earlier one is tried.
        with suppress(FFmpegError):
            self._container.seek(goal, stream=self._stream, backward=True)
        self._frames = _decoded(self._container, self._stream, self._watch)
        self._shown = self._next = None
        self._advance()

    def _decode_until(self, target: int) -> None:
        while self._next is not None and _pts(self._next) <= target:
            self._advance()

    def _advance(self) -> None:
        if self._next is not None:
            self._shown = self._next
        self._next = next(self._frames, None)


def _decoded(container: InputContainer, stream: VideoStream, watch: Watch) -> Iterator[VideoFrame]:
    """Decode from where the container stands to the end, past packets that are broken.

    Apart from the seeker: a loop between them would hold its pictures until the next sweep.
    """
    from av import FFmpegError

    try:
        for packet in container.demux(stream):
            watch.check()
            try:
                yield from packet.decode()
            except FFmpegError:
                continue
    except FFmpegError:
        yield from _flushed(stream)


def _flushed(stream: VideoStream) -> Iterator[VideoFrame]:
    """Give the pictures that the decoder still holds when a cut file ends in the middle."""
    from av import FFmpegError

    try:
        yield from stream.codec_context.decode(None)
    except FFmpegError:
        return


def _pts(frame: VideoFrame | None) -> int:
    """When the picture is shown, in ticks; AVI has no such times, only an order."""
    if frame is None:
        return 0
    return frame.pts if frame.pts is not None else frame.dts or 0


def _pixels(frame: VideoFrame, stream: VideoStream) -> NDArray[np.uint8]:
    """Turn a decoded picture into BGR as a player shows it, with square pixels."""
    from av.video.reformatter import Colorspace

    # Where the file does not say, HD is BT.709 and less is BT.601: a player's rule.
    is_plain_hd = frame.colorspace == UNSPECIFIED and frame.height >= HD_HEIGHT_PX
    ratio = float(stream.sample_aspect_ratio or 1)
    shown = frame.reformat(
        width=max(1, round(frame.width * ratio)),
        format="bgr24",
        src_colorspace=Colorspace.ITU709 if is_plain_hd else None,
    )
    return np.asarray(shown.to_ndarray(), np.uint8)


def _turn(frame: VideoFrame) -> tuple[int, bool]:
    """Read the file's display matrix: quarter turns to the left, after mirroring or not.

    Once a file: a picture whose side data was read is in a loop, and held until the next sweep.
    """
    from av.sidedata.sidedata import Type

    # The stubs call the container a dictionary; it yields its entries.
    entries = cast("Iterable[SideData]", frame.side_data)
    matrix = next((bytes(one) for one in entries if one.type is Type.DISPLAYMATRIX), None)
    if matrix is None:
        return 0, False
    a, b, _, c, d = np.frombuffer(matrix, dtype=np.int32)[:5].tolist()
    is_mirrored = a * d - b * c < 0
    if is_mirrored:
        a, b = -a, -b
    return round(np.degrees(np.arctan2(-b, a)) / 90) % 4, is_mirrored


def _upright(pixels: NDArray[np.uint8], quarters: int, is_mirrored: bool) -> NDArray[np.uint8]:
    mirrored = pixels[:, ::-1] if is_mirrored else pixels
    return np.ascontiguousarray(np.rot90(mirrored, quarters))
