"""Pictures that a person brings, named by their second."""

from __future__ import annotations

import pytest

from core.errors import MediaUnreadable
from core.models import Screenshot
from core.pictures import brought_pictures, jpeg_size, second_of
from tests.fakes import MemoryStore, a_jpeg


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("00000.jpg", 0),
        ("pictures/ab/00350.jpg", 350),
        ("frame_7.jpeg", 7),
        ("cover.jpg", None),
        ("12-34.jpg", None),
        ("1234567.jpg", None),
    ],
)
def test_a_name_tells_its_second_or_nothing(name: str, second: int | None) -> None:
    """A name with two numbers in it is not guessed at."""
    assert second_of(name) == second


def test_a_size_is_read_past_other_segments() -> None:
    """Comments and previews stand before the size."""
    assert jpeg_size(a_jpeg(1280, 720, b"c" * 5000)) == (1280, 720)


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\x89PNG\r\n", b"\xff\xd8\xff\xfe\xff", b"GIF89a"]
)
def test_what_is_no_jpeg_is_refused(data: bytes) -> None:
    """A picture of another kind, or half of one, ends in a sentence."""
    with pytest.raises(MediaUnreadable, match="not a JPEG"):
        jpeg_size(data)


def test_pictures_become_screenshots_by_time() -> None:
    """Ids count by time, whatever the order of the names."""
    store = MemoryStore()
    for name in ("1000.jpg", "00350.jpg", "cover.jpg"):
        store.write(f"pictures/ab/{name}", a_jpeg(64, 36))

    assert brought_pictures(store, "pictures/ab") == (
        Screenshot(id="F1", at_s=350.0, file="pictures/ab/00350.jpg", width_px=64, height_px=36),
        Screenshot(id="F2", at_s=1000.0, file="pictures/ab/1000.jpg", width_px=64, height_px=36),
    )
