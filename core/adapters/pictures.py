"""Judges and encodes pictures with OpenCV: what is on them, not when they were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.errors import MediaUnreadable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

JPEG_QUALITY = 85
GRID_PX = (320, 180)
"""Pictures are compared at this size, in which a line of code is still a row of marks."""

BLOCK_PX = 10
"""One region: at 320x180, about the height of a line of text."""

CHANGED = 6.0
"""A region differs where its pixels do by more than this on average, of 255: shimmer of
compression stays below 1 on the sample, one typed letter moves its region by 8 to 20."""

DRAWN = 10.0
"""A region holds something where its pixels' standard deviation passes this, of 255."""

SHARP = 64.0
"""The mean edge strength (Laplacian, of 255) of a region full of small, crisp text."""

CARET_BLOCKS = 2
"""So few differing regions are a caret, a pointer or noise, and count for nothing."""


def encode_jpeg(pixels: Pixels, max_width_px: int) -> bytes:
    """Encode as JPEG, shrunk to at most this width."""
    import cv2

    height_px, width_px = pixels.shape[:2]
    if width_px > max_width_px:
        size = (max_width_px, max(1, round(height_px * max_width_px / width_px)))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return bytes(data)


def shrink_jpeg(data: bytes, width_px: int, height_px: int) -> bytes:
    """Scale a JPEG to this size; the same bytes where it has it already.

    Raises:
        MediaUnreadable: it is no picture.
    """
    import cv2

    buffer = np.frombuffer(data, dtype=np.uint8)
    pixels = cv2.imdecode(buffer, cv2.IMREAD_COLOR) if data else None
    if pixels is None:
        raise MediaUnreadable("The picture cannot be read.", "Choose another picture.")
    if pixels.shape[:2] == (height_px, width_px):
        return data
    scaled = cv2.resize(pixels, (width_px, height_px), interpolation=cv2.INTER_AREA)
    return encode_jpeg(np.asarray(scaled, np.uint8), width_px)


def likeness(one: Pixels, other: Pixels) -> float:
    """Compare region by region, only where either picture holds something.

    The share of drawn regions that are alike, so that a new bullet counts for as much as it
    adds, however wide the empty slide; 1.0 for two blanks of the same tone.
    """
    first, second = _grid(one), _grid(other)
    changed = _blocks(np.abs(first - second)).mean(axis=(2, 3)) > CHANGED
    if changed.sum() <= CARET_BLOCKS:
        return 1.0
    drawn = (_spread(first) > DRAWN) | (_spread(second) > DRAWN) | changed
    return 1.0 - float(changed.sum() / drawn.sum())


def legibility(pixels: Pixels) -> float:
    """Score the share of regions with sharp edges, by their contrast, in 0..1."""
    import cv2

    grey = _grey(pixels)
    edges = np.abs(cv2.Laplacian(grey, cv2.CV_32F))
    regions = _blocks(np.asarray(cv2.resize(edges, GRID_PX, interpolation=cv2.INTER_AREA)))
    strength = np.minimum(regions.mean(axis=(2, 3)) / SHARP, 1.0)
    return float(np.sqrt(strength.mean()))


def _grey(pixels: Pixels) -> NDArray[np.float32]:
    import cv2

    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), dtype=np.float32)


def _grid(pixels: Pixels) -> NDArray[np.float32]:
    import cv2

    return np.asarray(cv2.resize(_grey(pixels), GRID_PX, interpolation=cv2.INTER_AREA))


def _blocks(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cut into regions: rows x columns x height x width."""
    rows, columns = values.shape[0] // BLOCK_PX, values.shape[1] // BLOCK_PX
    return values.reshape(rows, BLOCK_PX, columns, BLOCK_PX).swapaxes(1, 2)


def _spread(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(_blocks(values).std(axis=(2, 3)))
