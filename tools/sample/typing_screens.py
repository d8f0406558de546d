"""Screens where text is typed: an editor with Python in colour, and a terminal.

Both show the first n characters of one text; strokes say when each n is reached.
"""

from __future__ import annotations

import io
import keyword
import tokenize
from dataclasses import dataclass, field
from functools import cached_property

from PIL import Image

from sample.canvas import WIDTH_PX, Canvas
from sample.screens import State

DESK, WINDOW, BAR, RIM = "#11161D", "#1B222C", "#252E3A", "#313C4A"
PLAIN, FAINT, CURSOR, MARKED = "#E4E9EF", "#8A97A6", "#F8B26A", "#2F3B33"
COLOURS = {
    "keyword": "#F2919B", "name": "#82B7FF", "string": "#A5D6A0", "number": "#F8B26A",
    "call": "#7FD6CF",
}  # fmt: skip
BLINKS_PER_S = 2
BUILTINS = {"sum", "ord", "range", "len", "print", "KeyError"}

Stroke = tuple[float, int]
"""Seconds into its step, and how many characters are visible from then on."""


def colour_python(source: str) -> list[str]:
    """Choose a colour for every character of a piece of Python."""
    colours = [PLAIN] * len(source)
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    before = ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = _kind_of(token, before)
        before = token.string
        if kind and token.start[0] == token.end[0]:
            first = starts[token.start[0] - 1] + token.start[1]
            colours[first : first + len(token.string)] = [COLOURS[kind]] * len(token.string)
    return colours


def _kind_of(token: tokenize.TokenInfo, before: str) -> str:
    kinds = {tokenize.STRING: "string", tokenize.NUMBER: "number"}
    if token.type != tokenize.NAME:
        return kinds.get(token.type, "")
    if keyword.iskeyword(token.string) or token.string == "self":
        return "keyword"
    if before in {"def", "class"}:
        return "name"
    return "call" if token.string in BUILTINS else ""


@dataclass(frozen=True)
class Look:
    """Where a window's text stands."""

    window_title: str
    left: float
    top: float
    line_px: float
    size: float


def paint_window(
    look: Look, text: str, colours: list[str], *, cursor: bool, marked: range = range(0)
) -> Image.Image:
    """Draw a window with the text in it, `marked` lines lit, the cursor after its end."""
    canvas = Canvas(DESK)
    canvas.box((36, 28, WIDTH_PX - 72, 664), fill=WINDOW, outline=RIM, radius=14)
    canvas.box((38, 30, WIDTH_PX - 76, 42), fill=BAR, radius=12)
    for place, colour in enumerate(("#E5786D", "#E6B455", "#7DB46C")):
        canvas.disc((64 + place * 22, 51), 6, colour)
    canvas.text((WIDTH_PX / 2, 51), look.window_title, size=18, fill=FAINT, anchor="mm")
    for line in marked:
        canvas.box(
            (44, look.top + line * look.line_px, WIDTH_PX - 88, look.line_px), fill=MARKED, radius=0
        )
    end = _paint_text(canvas, look, text, colours)
    if cursor:
        canvas.box(
            (end[0] + 1, end[1] - look.size * 0.85, 3, look.size * 1.1), fill=CURSOR, radius=0
        )
    return canvas.finish()


def _paint_text(canvas: Canvas, look: Look, text: str, colours: list[str]) -> tuple[float, float]:
    x, y = look.left, look.top + look.line_px * 0.74
    first = 0
    while first < len(text):
        if text[first] == "\n":
            x, y, first = look.left, y + look.line_px, first + 1
            continue
        last = first
        while last < len(text) and text[last] != "\n" and colours[last] == colours[first]:
            last += 1
        x += canvas.text((x, y), text[first:last], font="code", size=look.size, fill=colours[first])
        first = last
    return x, y


class Typed:
    """A screen that shows the first characters of one text; subclasses give strokes a step."""

    strokes: tuple[tuple[Stroke, ...], ...]

    def settle_s(self, step: int) -> float:
        """Return when the step's last character is there."""
        return self.strokes[step][-1][0] if self.strokes[step] else 0.0

    def state(self, step: int, since_s: float) -> State:
        """Return how many characters are visible, and 2 x step + whether the cursor is lit."""
        count = max((strokes[-1][1] for strokes in self.strokes[:step] if strokes), default=0)
        for at_s, end in self.strokes[step]:
            if at_s <= since_s:
                count = end
        typing = since_s < self.settle_s(step)
        lit = typing or int((since_s - self.settle_s(step)) * BLINKS_PER_S) % 2 == 0
        return count, 2 * step + lit


@dataclass(frozen=True)
class Editor(Typed):
    """Python typed piece by piece, or all there from the start with lines marked."""

    file_name: str
    pieces: tuple[str, ...]
    is_typed: bool = True
    marked: range = range(0)
    kind: str = field(default="code", init=False)

    KEYS_PER_S = 24.0
    LOOK = Look("", 108, 88, 31.5, 22.5)

    @property
    def text(self) -> str:
        """The whole program."""
        return "".join(self.pieces)

    @cached_property
    def strokes(self) -> tuple[tuple[Stroke, ...], ...]:
        """Key by key; an indent comes with its line, as editors do it."""
        if not self.is_typed:
            return (((0.0, len(self.text)),), ())
        steps: list[tuple[Stroke, ...]] = [()]
        end = 0
        for piece in self.pieces:
            strokes: list[Stroke] = []
            for character in piece:
                end += 1
                if character != " " or self.text[:end].rsplit("\n", 1)[-1].strip():
                    strokes.append((len(strokes) / self.KEYS_PER_S, end))
            steps.append(tuple(strokes))
        return tuple(steps)

    @cached_property
    def _colours(self) -> list[str]:
        return colour_python(self.text)

    def paint(self, state: State) -> Image.Image:
        """Draw the program as far as it is typed, with line numbers."""
        count, beat = state
        shown = self.text[:count].rstrip("\n") if count == len(self.text) else self.text[:count]
        numbered, colours = [], []
        start = 0
        for number, line in enumerate(shown.split("\n"), start=1):
            numbered.append(f"{number:>2}  {line}")
            colours += [FAINT] * 4 + self._colours[start : start + len(line)] + [PLAIN]
            start += len(line) + 1
        marked = self.marked if beat >= 2 else range(0)
        look = Look(self.file_name, 76, self.LOOK.top, self.LOOK.line_px, self.LOOK.size)
        return paint_window(look, "\n".join(numbered), colours, cursor=beat % 2 == 1, marked=marked)


@dataclass(frozen=True)
class Terminal(Typed):
    """A session: lines that start with a prompt are typed, all others are printed at once."""

    window_title: str
    pieces: tuple[str, ...]
    """What each step adds, prompts included; the first is there from the start."""
    kind: str = field(default="terminal", init=False)

    PROMPTS = (">>> ", "... ", "$ ")
    KEYS_PER_S = 30.0
    REPLY_S = 0.2
    PRINT_S = 0.1

    @property
    def text(self) -> str:
        """The whole session."""
        return "".join(self.pieces).rstrip("\n")

    @cached_property
    def strokes(self) -> tuple[tuple[Stroke, ...], ...]:
        """Prompts at once, commands key by key, replies line by line after a short wait."""
        steps: list[tuple[Stroke, ...]] = []
        end = 0
        for place, piece in enumerate(self.pieces):
            strokes: list[Stroke] = []
            at_s = 0.0
            for line in piece.splitlines(keepends=True):
                prompt = next((mark for mark in self.PROMPTS if line.startswith(mark)), "")
                typed = range(end + len(prompt), end + len(line)) if prompt else ()
                for key in typed:
                    strokes.append((at_s, key))
                    at_s += 1 / self.KEYS_PER_S
                at_s += self.REPLY_S if prompt else self.PRINT_S
                end += len(line)
                strokes.append((at_s, end))
            after = "".join(self.pieces[place + 1 : place + 2])
            waiting = end + len(next((mark for mark in self.PROMPTS if after.startswith(mark)), ""))
            strokes.append((at_s, waiting))
            steps.append(tuple(strokes) if place else ((0.0, waiting),))
        return tuple(steps)

    def paint(self, state: State) -> Image.Image:
        """Draw the session as far as it has come."""
        count, beat = state
        shown = "".join(self.pieces)[:count]
        colours: list[str] = []
        for line in shown.splitlines(keepends=True):
            prompt = next((mark for mark in self.PROMPTS if line.startswith(mark)), "")
            ink = PLAIN if prompt else COLOURS["string"]
            colours += [COLOURS["call"]] * len(prompt) + [ink] * (len(line) - len(prompt))
        look = Look(self.window_title, 76, 86, 30.8, 22.5)
        return paint_window(look, shown, colours, cursor=beat % 2 == 1)
