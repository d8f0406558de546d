"""A sheet of 1280 x 720 to draw on: palette, fonts, text, boxes and arrows.

Everything is drawn at twice its size and halved at the end, which smooths what Pillow leaves
jagged. Coordinates, widths and font sizes are those of the finished picture, in pixels.
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH_PX, HEIGHT_PX = 1280, 720
MARGIN_PX = 96
SCALE = 2

PAPER, INK, MUTED, HAIRLINE = "#FBF8F3", "#1D2733", "#5E6B78", "#D9D3C7"
TEAL, TEAL_PALE = "#0F766E", "#D5ECE8"
CORAL, CORAL_PALE = "#C2410C", "#FCE3D6"
WHITE = "#FFFFFF"

FONT_FOLDERS = (
    Path("/usr/share/fonts/opentype/inter"),
    Path("/usr/share/fonts/truetype/jetbrains-mono"),
)
FONT_FILES = {
    "text": "Inter-Regular.otf",
    "medium": "Inter-Medium.otf",
    "bold": "Inter-SemiBold.otf",
    "title": "InterDisplay-Bold.otf",
    "code": "JetBrainsMono-Regular.ttf",
    "code bold": "JetBrainsMono-SemiBold.ttf",
}

LETTER_BY_LETTER = {True: ["-calt", "-liga"], False: None}
"""Code is shown as it is typed: `==` stays two signs."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, width, height."""


@lru_cache
def load_font(name: str, size_px: float) -> ImageFont.FreeTypeFont:
    """Open one of `FONT_FILES` for a finished height of `size_px`."""
    for folder in FONT_FOLDERS:
        if (folder / FONT_FILES[name]).is_file():
            return ImageFont.truetype(str(folder / FONT_FILES[name]), round(size_px * SCALE))
    raise SystemExit(
        f"The font {FONT_FILES[name]} is not installed. On Debian and Ubuntu:"
        " apt install fonts-inter fonts-jetbrains-mono"
    )


class Canvas:
    """One picture in the making."""

    def __init__(self, background: str = PAPER) -> None:
        self._image = Image.new("RGB", (WIDTH_PX * SCALE, HEIGHT_PX * SCALE), background)
        self._draw = ImageDraw.Draw(self._image)

    def finish(self) -> Image.Image:
        """Return the picture in its finished size."""
        return self._image.reduce(SCALE)

    def text(
        self, at: Point, text: str, *, font: str = "text", size: float = 28, fill: str = INK,
        anchor: str = "ls",
    ) -> float:  # fmt: skip
        """Write one line, by default from its left end on its baseline; return its width."""
        face = load_font(font, size)
        where, plain = (at[0] * SCALE, at[1] * SCALE), LETTER_BY_LETTER[font.startswith("code")]
        self._draw.text(where, text, fill=fill, font=face, anchor=anchor, features=plain)
        return face.getlength(text, features=plain) / SCALE

    def box(
        self, box: Box, *, fill: str | None = None, outline: str | None = None, radius: float = 10,
        width: float = 2,
    ) -> None:  # fmt: skip
        """Draw a box with round corners."""
        left, top, wide, high = (side * SCALE for side in box)
        self._draw.rounded_rectangle(
            (left, top, left + wide, top + high),
            radius=radius * SCALE, fill=fill, outline=outline, width=round(width * SCALE),
        )  # fmt: skip

    def disc(self, centre: Point, radius: float, fill: str) -> None:
        """Draw a filled circle."""
        x, y, r = centre[0] * SCALE, centre[1] * SCALE, radius * SCALE
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def line(self, points: list[Point], *, fill: str = INK, width: float = 2) -> None:
        """Draw a line through all points."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill=fill, width=round(width * SCALE), joint="curve")

    def arrow(self, start: Point, end: Point, *, fill: str = INK, width: float = 3) -> None:
        """Draw a straight line with a filled head at its end."""
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        head = 4.5 * width
        neck = (end[0] - head * math.cos(angle), end[1] - head * math.sin(angle))
        self.line([start, neck], fill=fill, width=width)
        side = head * 0.55
        corners = [
            end,
            (neck[0] - side * math.sin(angle), neck[1] + side * math.cos(angle)),
            (neck[0] + side * math.sin(angle), neck[1] - side * math.cos(angle)),
        ]
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in corners], fill=fill)
