"""What every screen of the lecture has in common, and the plain slides: title and bullets.

A screen is a row of steps. A step starts with a spoken line and is complete `settle_s` later;
`state` names what is visible in between, so that equal states are painted once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Protocol

from PIL import Image

from sample.canvas import CORAL, HAIRLINE, INK, MARGIN_PX, MUTED, TEAL, WHITE, WIDTH_PX, Canvas

FADE_S = 0.2
FADE_FRAMES = 3
FOOTER = "How a hash table finds things"

State = tuple[int, int]


class Screen(Protocol):
    """Something to look at, step by step."""

    @property
    def kind(self) -> str:
        """One word for what it is: title, bullets, figure, chart, code or terminal."""

    @property
    def text(self) -> str:
        """All words on it once its last step is complete."""

    def settle_s(self, step: int) -> float:
        """Seconds from a step's start until nothing more appears."""

    def state(self, step: int, since_s: float) -> State:
        """Name what is visible `since_s` seconds into a step."""

    def paint(self, state: State) -> Image.Image:
        """Draw a state."""


class Stepped(ABC):
    """A screen whose steps fade in; subclasses draw a whole step."""

    def settle_s(self, step: int) -> float:
        """Return the time of a fade; the first step is there at once."""
        return FADE_S if step else 0.0

    def state(self, step: int, since_s: float) -> State:
        """Return the step and how far its fade has come."""
        done = step == 0 or since_s >= FADE_S
        return step, FADE_FRAMES if done else int(since_s / FADE_S * FADE_FRAMES)

    def paint(self, state: State) -> Image.Image:
        """Blend a step over the one before it."""
        step, fade = state
        if fade == FADE_FRAMES:
            return self.draw(step)
        return Image.blend(self.draw(step - 1), self.draw(step), (fade + 1) / (FADE_FRAMES + 1))

    @abstractmethod
    def draw(self, step: int) -> Image.Image:
        """Draw a step in full."""


def start_slide(heading: str) -> Canvas:
    """Begin a slide with its heading and the lecture's name at the foot."""
    canvas = Canvas()
    canvas.text((MARGIN_PX, 118), heading, font="title", size=46)
    canvas.box((MARGIN_PX, 140, 64, 5), fill=TEAL, radius=2)
    canvas.text((MARGIN_PX, 684), FOOTER, size=17, fill=MUTED)
    return canvas


@dataclass(frozen=True)
class Title(Stepped):
    """The first slide."""

    heading: tuple[str, ...]
    subtitle: str
    kind: str = field(default="title", init=False)

    @property
    def text(self) -> str:
        """Heading and subtitle."""
        return f"{' '.join(self.heading)}\n{self.subtitle}"

    def draw(self, step: int) -> Image.Image:
        """Draw the heading beside a row of slots, one of them found."""
        del step
        canvas = Canvas()
        for slot in range(8):
            found = slot == 6
            top = 128 + slot * 58
            canvas.box(
                (1010, top, 174, 50), fill=CORAL if found else WHITE, radius=8,
                outline=CORAL if found else HAIRLINE,
            )  # fmt: skip
            canvas.text(
                (990, top + 25), str(slot), font="code", size=20, fill=CORAL if found else MUTED,
                anchor="rm",
            )  # fmt: skip
        canvas.text((1097, 501), "plum", font="code bold", size=24, fill=WHITE, anchor="mm")
        canvas.arrow((842, 501), (958, 501), fill=CORAL, width=4)
        for row, words in enumerate(self.heading):
            canvas.text((MARGIN_PX, 300 + 84 * row), words, font="title", size=76)
        canvas.box((MARGIN_PX, 424, 64, 6), fill=TEAL, radius=3)
        canvas.text((MARGIN_PX, 486), self.subtitle, size=28, fill=MUTED)
        return canvas.finish()


@dataclass(frozen=True)
class Bullets(Stepped):
    """A heading over numbered points, one a step, and a note in code that comes last."""

    heading: str
    points: tuple[str, ...]
    note: str = ""
    kind: str = field(default="bullets", init=False)

    @property
    def text(self) -> str:
        """Heading, points and note, a line each."""
        return "\n".join((self.heading, *self.points, *([self.note] if self.note else [])))

    def draw(self, step: int) -> Image.Image:
        """Draw the first `step` points."""
        canvas = start_slide(self.heading)
        for row, point in enumerate(self.points[:step]):
            middle = 236 + (106 if self.note else 128) * row
            canvas.disc((MARGIN_PX + 26, middle), 26, TEAL)
            canvas.text(
                (MARGIN_PX + 26, middle), str(row + 1), font="bold", size=25, fill=WHITE,
                anchor="mm",
            )  # fmt: skip
            canvas.text((MARGIN_PX + 84, middle), point, font="medium", size=34, anchor="lm")
        if self.note and step > len(self.points):
            canvas.box((MARGIN_PX, 534, WIDTH_PX - 2 * MARGIN_PX, 76), fill=WHITE, outline=HAIRLINE)
            canvas.box((MARGIN_PX, 534, 8, 76), fill=CORAL, radius=3)
            canvas.text(
                (MARGIN_PX + 40, 572), self.note, font="code", size=25, fill=INK, anchor="lm"
            )
        return canvas.finish()
