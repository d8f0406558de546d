"""The two charts: comparisons for a million keys, and comparisons as a table fills up."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from sample.canvas import CORAL, HAIRLINE, INK, MUTED, PAPER, TEAL, Canvas, Point
from sample.screens import Stepped, start_slide


@dataclass(frozen=True)
class Bars(Stepped):
    """Horizontal bars on a logarithmic scale, one a step."""

    heading: str
    axis: str
    bars: tuple[tuple[str, float, str], ...]
    """Label, value, and the value as it is written."""
    kind: str = field(default="chart", init=False)

    LEFT = 368
    DECADE_PX = 112
    TICKS = ("1", "10", "100", "1,000", "10,000", "100,000", "1,000,000")

    @property
    def text(self) -> str:
        """Heading, bars, ticks and the axis."""
        rows = [f"{label} {written}" for label, _, written in self.bars]
        return "\n".join((self.heading, *rows, " ".join(self.TICKS), self.axis))

    def draw(self, step: int) -> Image.Image:
        """Draw the axis and the first `step` bars."""
        canvas = start_slide(self.heading)
        for decade, tick in enumerate(self.TICKS):
            x = self.LEFT + decade * self.DECADE_PX
            canvas.line([(x, 200), (x, 548)], fill=HAIRLINE, width=1.5)
            canvas.text((x, 574), tick, size=18, fill=MUTED, anchor="mm")
        canvas.text((self.LEFT, 622), self.axis, size=20, fill=MUTED)
        for row, (label, value, written) in enumerate(self.bars[:step]):
            middle = 256 + row * 118
            wide = max(6.0, math.log10(value) * self.DECADE_PX)
            colour = CORAL if row == len(self.bars) - 1 else TEAL
            canvas.text((self.LEFT - 28, middle), label, font="medium", size=26, anchor="rm")
            canvas.box((self.LEFT, middle - 32, wide, 64), fill=colour, radius=6)
            canvas.box((self.LEFT + wide + 10, middle - 20, 136, 40), fill=PAPER, radius=0)
            canvas.text(
                (self.LEFT + wide + 18, middle), written, font="bold", size=28, fill=colour,
                anchor="lm",
            )  # fmt: skip
        return canvas.finish()


def chained(load: float) -> float:
    """Comparisons for a key that is there, with chains: 1 + load / 2 (Knuth, TAOCP 3, 6.4)."""
    return 1 + load / 2


def probed(load: float) -> float:
    """The same with linear probing: (1 + 1 / (1 - load)) / 2 (Knuth, TAOCP 3, 6.4)."""
    return (1 + 1 / (1 - load)) / 2


@dataclass(frozen=True)
class Curves(Stepped):
    """Comparisons over the load factor: chains at step 1, probing at 2, where they grow at 3."""

    heading: str
    kind: str = field(default="chart", init=False)

    LEFT, RIGHT, TOP, BOTTOM = 136, 860, 212, 566
    MOST = 6
    CHAIN_MARKS = (0.5, 1.0)
    PROBE_MARKS = (0.5, 0.75, 0.9)
    LIMITS = (
        (2 / 3, "2/3", "Python dict grows at 2/3"),
        (0.75, "0.75", "Java HashMap grows at 0.75"),
    )

    @property
    def text(self) -> str:
        """Heading, axes, the marked values and the legend."""
        marks = [f"{chained(load):g}" for load in self.CHAIN_MARKS]
        marks += [f"{probed(load):g}" for load in self.PROBE_MARKS]
        legend = ("linear probing", "chains", *(words for _, _, words in self.LIMITS))
        axes = ("load factor = keys / slots", "comparisons for one lookup")
        signs = " ".join(sign for _, sign, _ in self.LIMITS)
        return "\n".join((self.heading, *axes, signs, " ".join(marks), *legend))

    def _at(self, load: float, comparisons: float) -> Point:
        x = self.LEFT + load * (self.RIGHT - self.LEFT)
        return x, self.BOTTOM - comparisons / self.MOST * (self.BOTTOM - self.TOP)

    def draw(self, step: int) -> Image.Image:
        """Draw the axes and what the step adds."""
        canvas = start_slide(self.heading)
        self._axes(canvas)
        if step > 2:
            self._limits(canvas)
        if step > 0:
            self._curve(canvas, chained, 1.0, self.CHAIN_MARKS, TEAL)
            canvas.text((900, 478), "chains", font="bold", size=25, fill=TEAL, anchor="lm")
        if step > 1:
            self._curve(canvas, probed, 0.908, self.PROBE_MARKS, CORAL)
            canvas.text((900, 240), "linear probing", font="bold", size=25, fill=CORAL, anchor="lm")
        return canvas.finish()

    def _axes(self, canvas: Canvas) -> None:
        for count in range(self.MOST + 1):
            left, y = self._at(0, count)
            canvas.line([(left, y), (self.RIGHT, y)], fill=HAIRLINE if count else INK, width=1.5)
            canvas.text((left - 18, y), str(count), size=18, fill=MUTED, anchor="rm")
        for load in (0, 0.25, 0.5, 0.75, 1):
            x, y = self._at(load, 0)
            canvas.text((x, y + 26), f"{load:g}", size=18, fill=MUTED, anchor="mm")
        canvas.text(
            (self.RIGHT, 632), "load factor = keys / slots", size=20, fill=MUTED, anchor="rs"
        )
        canvas.text((self.LEFT, self.TOP - 22), "comparisons for one lookup", size=20, fill=MUTED)

    def _curve(
        self, canvas: Canvas, law: Callable[[float], float], end: float,
        marks: tuple[float, ...], colour: str,
    ) -> None:  # fmt: skip
        loads = [end * step / 28 for step in range(29)]
        canvas.line([self._at(load, law(load)) for load in loads], fill=colour, width=4)
        for load in marks:
            x, y = self._at(load, law(load))
            canvas.disc((x, y), 8, colour)
            beside = (x - 36, y - 20) if law is probed else (x, y + 28)
            canvas.text(beside, f"{law(load):g}", font="bold", size=22, fill=colour, anchor="mm")

    def _limits(self, canvas: Canvas) -> None:
        for row, (load, sign, words) in enumerate(self.LIMITS):
            x, _ = self._at(load, 0)
            for top in range(self.TOP, self.BOTTOM, 12):
                canvas.line([(x, top), (x, min(top + 6, self.BOTTOM))], fill=INK, width=2)
            canvas.text((x, self.TOP - 15), sign, font="medium", size=19, anchor="mm")
            canvas.text((900, 326 + 42 * row), words, font="medium", size=21, anchor="lm")
