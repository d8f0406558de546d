"""Makes short videos whose every picture carries its own number, and reads the number back."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np

WIDTH, HEIGHT = 320, 192
BITS = 12
CELL = 24
TICK = Fraction(1, 600)
STEADY_30 = [number * 20 for number in range(180)]
STEADY_29_97 = [round(number * 600 * 1001 / 30000) for number in range(180)]


def varying_ticks():
    """Pictures at 30 a second for a second, then at 2 a second for three, four times over."""
    ticks = []
    for start_s in range(0, 16, 4):
        ticks += [start_s * 600 + number * 20 for number in range(30)]
        ticks += [(start_s + 1) * 600 + number * 300 for number in range(6)]
    return ticks


def draw_number(number):
    """Draw a picture with the number as a row of black and white cells over a gradient."""
    pixels = np.tile(np.linspace(60, 190, WIDTH, dtype=np.uint8)[:, None], (HEIGHT, 1, 3))
    for bit in range(BITS):
        tone = 235 if number >> bit & 1 else 16
        pixels[CELL : 3 * CELL, bit * CELL + 16 : (bit + 1) * CELL + 16] = tone
    # Something moves, so that pictures rest on each other as in a real video.
    left = number * 3 % (WIDTH - 40)
    pixels[130:170, left : left + 40] = (20, 200, 40)
    return pixels


def read_number(pixels):
    """Read the number that was drawn into a picture of the clip's own size."""
    row = pixels[2 * CELL]
    return sum(int(row[bit * CELL + 28].mean() > 125) << bit for bit in range(BITS))


def make_clip(path, codec="libx264", ticks=None, **change):
    """Write a clip; `change`: options, group, draw(number), prepare(stream), container."""
    ticks = STEADY_30 if ticks is None else ticks
    draw = change.get("draw", draw_number)
    with av.open(str(path), "w", **change.get("container", {})) as container:
        stream = container.add_stream(codec, rate=30, options=change.get("options", {}))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.codec_context.time_base = TICK
        stream.time_base = TICK
        stream.codec_context.gop_size = change.get("group", 60)
        stream.codec_context.thread_count = 1
        change.get("prepare", lambda _: None)(stream)
        lengths = [b - a for a, b in pairwise(ticks)]
        for number, tick in enumerate(ticks):
            frame = av.VideoFrame.from_ndarray(draw(number), format="bgr24")
            frame.pts, frame.time_base = tick, TICK
            frame.duration = lengths[min(number, len(lengths) - 1)]
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def make_sound(path, codec="aac", *, with_cover=False):
    """Write two seconds of a tone, as M4A or MP3 by its name, with or without a cover."""
    kind = {"format": "mp4"} if with_cover and Path(path).suffix == ".m4a" else {}
    with av.open(str(path), "w", **kind) as container:
        stream = container.add_stream(codec, rate=44100, layout="mono")
        cover = add_cover(container) if with_cover else None
        if cover is not None:
            put_cover(container, cover)
        for start in range(0, 88200, 1024):
            wave = np.sin(np.arange(start, start + 1024) * 2 * np.pi * 440 / 44100)
            samples = (wave * 0.3).astype(np.float32)[None, :]
            frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 44100, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def add_cover(container):
    stream = container.add_stream("mjpeg", rate=1)
    stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuvj420p"
    stream.disposition = av.stream.Disposition.attached_pic
    return stream


def put_cover(container, stream):
    frame = av.VideoFrame.from_ndarray(draw_number(1), format="bgr24")
    container.mux(stream.encode(frame.reformat(format="yuvj420p")))
    container.mux(stream.encode())


def shown_at(ticks, time_s):
    """The number of the picture on screen at a time."""
    tick = time_s / float(TICK) + 1e-6
    return max(0, sum(one <= tick for one in ticks) - 1)


def cut(source, target, share):
    """Copy the first share of a file's bytes."""
    data = Path(source).read_bytes()
    Path(target).write_bytes(data[: int(len(data) * share)])
    return Path(target)
