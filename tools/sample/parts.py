"""What a lecture is made of: lines over screens, screens in parts.

A `|` in a line is where its caption may be cut; `shows` is the screen's step that begins with
the line. Words that the voice would misread are respelled in `voice.SPOKEN`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sample.screens import Screen


@dataclass(frozen=True)
class Line:
    """A spoken line, and the step of the screen that begins with it."""

    text: str
    shows: int | None = None


@dataclass(frozen=True)
class Scene:
    """A screen and what is said over it."""

    screen: Screen
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Part:
    """A chapter of the lecture."""

    title: str
    scenes: tuple[Scene, ...]
