"""Pictures that the person brings: a folder of JPEGs, each named by its second of the video."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from core.errors import MediaUnreadable
from core.models import Screenshot
from core.ports import ArtifactStore

_SECOND = re.compile(r"\D*(\d{1,6})")
_SIZE_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The JPEG markers whose segment holds the picture's size: every start of frame."""


def second_of(file_name: str) -> int | None:
    """Read the second out of a picture's name; None where there is none.

    >>> second_of("00350.jpg"), second_of("shot-12.jpeg"), second_of("cover.jpg")
    (350, 12, None)
    """
    match = _SECOND.fullmatch(PurePosixPath(file_name).stem)
    return int(match[1]) if match else None


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Read width and height in pixels out of a JPEG.

    Raises:
        MediaUnreadable: it is none.
    """
    at = 2
    while data[:2] == b"\xff\xd8" and at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _SIZE_MARKERS:
            height_px, width_px = (int.from_bytes(data[at + i : at + i + 2]) for i in (5, 7))
            return width_px, height_px
        at += 1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])
    raise MediaUnreadable("One of the pictures is not a JPEG.", "Bring pictures as JPEG files.")


def brought_pictures(store: ArtifactStore, folder: str) -> tuple[Screenshot, ...]:
    """List the pictures kept under `folder` as screenshots, by time.

    Raises:
        MediaUnreadable: one of them is not a JPEG.
    """
    timed = [
        (second, name) for name in store.names(folder) if (second := second_of(name)) is not None
    ]
    screenshots = []
    for number, (second, name) in enumerate(sorted(timed), start=1):
        width_px, height_px = jpeg_size(store.read(name))
        screenshots.append(
            Screenshot(
                id=f"F{number}",
                at_s=float(second),
                file=name,
                width_px=width_px,
                height_px=height_px,
            )
        )
    return tuple(screenshots)
