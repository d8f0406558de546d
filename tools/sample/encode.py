"""Writes the film as MP4: H.264 pictures and AAC sound, ready to be played from its start."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from sample.canvas import HEIGHT_PX, WIDTH_PX
from sample.film import FPS, Film
from sample.voice import RATE_HZ, Samples

KEYFRAME_EVERY_S = 5
AUDIO_BITS_PER_S = 64_000
AAC_FRAME = 1024

Picture = NDArray[np.uint8]


def write_film(film: Film, path: Path) -> None:
    """Encode pictures and sound into `path`, in step, so that a player need not search."""
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        container.metadata["title"] = film.title
        video = container.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuv420p"
        video.time_base = Fraction(1, FPS)
        video.options = {
            "crf": "22", "preset": "slow", "tune": "animation", "g": str(FPS * KEYFRAME_EVERY_S),
            "x264-params": "colorprim=bt709:transfer=bt709:colormatrix=bt709",
        }  # fmt: skip
        audio = container.add_stream("aac", rate=RATE_HZ, layout="mono")
        audio.bit_rate = AUDIO_BITS_PER_S
        blocks = cut_blocks(film.mix())
        heard = 0
        for index, picture in enumerate(paint(film)):
            while heard * FPS < (index + 1) * RATE_HZ and (block := next(blocks, None)) is not None:
                container.mux(audio.encode(as_audio(block, heard)))
                heard += AAC_FRAME
            container.mux(video.encode(as_video(picture, index)))
        for stream in (video, audio):
            container.mux(stream.encode(None))


def paint(film: Film) -> Iterable[Picture]:
    """Yield every frame's picture; one that did not change is painted once."""
    before, picture = None, np.zeros((0, 0, 3), np.uint8)
    for screen, state in film.frames():
        if (screen, state) != before:
            picture = np.asarray(screen.paint(state))
            before = (screen, state)
        yield picture


def cut_blocks(track: Samples) -> Iterable[Samples]:
    """Cut a track into frames as AAC takes them, the last one filled with silence."""
    missing = -len(track) % AAC_FRAME
    padded = np.concatenate([track, np.zeros(missing, np.float32)])
    return iter(padded.reshape(-1, AAC_FRAME))


def as_video(picture: Picture, index: int) -> av.VideoFrame:
    """Wrap a picture as the frame of its time."""
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
    frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
    frame.pts, frame.time_base = index, Fraction(1, FPS)
    return frame


def as_audio(block: Samples, first: int) -> av.AudioFrame:
    """Wrap samples as the frame that starts with sample number `first`."""
    frame = av.AudioFrame.from_ndarray(block[None, :], format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, first, Fraction(1, RATE_HZ)
    return frame
