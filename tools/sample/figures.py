"""The drawn figures: a list searched, a key turned into a slot, a table with a collision."""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image

from sample.canvas import (
    CORAL,
    CORAL_PALE,
    HAIRLINE,
    INK,
    MARGIN_PX,
    MUTED,
    TEAL,
    TEAL_PALE,
    WHITE,
    Box,
    Canvas,
)  # fmt: skip
from sample.screens import Stepped, start_slide

SLOTS = 8


def hash_of(key: str) -> int:
    """Add up the letters' codes, as the lecture does."""
    return sum(ord(letter) for letter in key)


def put_label(canvas: Canvas, box: Box, text: str, colours: tuple[str, str, str]) -> None:
    """Draw a box (fill, outline, ink) with a word of code in its middle."""
    fill, outline, ink = colours
    canvas.box(box, fill=fill, outline=outline, radius=8)
    middle = (box[0] + box[2] / 2, box[1] + box[3] / 2)
    canvas.text(middle, text, font="code", size=23, fill=ink, anchor="mm")


PLAIN = (WHITE, HAIRLINE, INK)
PASSED = ("#EFEBE3", HAIRLINE, MUTED)
FOUND = (CORAL, CORAL, WHITE)
KNOWN = (TEAL_PALE, TEAL, INK)


@dataclass(frozen=True)
class ListScan(Stepped):
    """A list is searched from its start: step n compares item n - 1, the last says the mean."""

    heading: str
    items: tuple[str, ...]
    wanted: str
    kind: str = field(default="figure", init=False)

    @property
    def text(self) -> str:
        """The items with their indexes, and the sentences below them."""
        rows = " ".join(f"{index} {item}" for index, item in enumerate(self.items))
        return f"{self.heading}\n{rows}\n{self._verdict}\n{self._mean}"

    @property
    def _at(self) -> int:
        return self.items.index(self.wanted)

    @property
    def _verdict(self) -> str:
        return f'"{self.wanted}" found at index {self._at}, after {self._at + 1} comparisons'

    @property
    def _mean(self) -> str:
        count = len(self.items)
        return f"On average: (n + 1) / 2 = ({count} + 1) / 2 = {(count + 1) / 2} comparisons"

    def draw(self, step: int) -> Image.Image:
        """Draw the list with the items compared so far."""
        canvas = start_slide(self.heading)
        wide, gap, top = 122, 16, 310
        seen = min(step, self._at + 1)
        for index, item in enumerate(self.items):
            left = MARGIN_PX + index * (wide + gap)
            found = index == self._at and seen > self._at
            colours = FOUND if found else PASSED if index < seen else PLAIN
            put_label(canvas, (left, top, wide, 76), item, colours)
            canvas.text(
                (left + wide / 2, top + 104), str(index), font="code", size=20, fill=MUTED,
                anchor="mm",
            )  # fmt: skip
        if seen:
            self._point(canvas, MARGIN_PX + (seen - 1) * (wide + gap) + wide / 2, top, seen)
        if seen > self._at:
            canvas.text((MARGIN_PX, 508), self._verdict, font="medium", size=30)
        if step > self._at + 1:
            canvas.text((MARGIN_PX, 566), self._mean, font="medium", size=30, fill=TEAL)
        return canvas.finish()

    def _point(self, canvas: Canvas, x: float, top: float, seen: int) -> None:
        found = seen > self._at
        colour = CORAL if found else INK
        word = f'== "{self.wanted}" ' + ("yes" if found else "no")
        canvas.text((x, top - 92), word, font="code", size=23, fill=colour, anchor="mm")
        canvas.arrow((x, top - 66), (x, top - 10), fill=colour)


@dataclass(frozen=True)
class KeyToSlot(Stepped):
    """A key goes through the hash function and the remainder into its slot."""

    heading: str
    key: str
    kind: str = field(default="figure", init=False)

    @property
    def text(self) -> str:
        """The boxes from left to right, then the sum and the slots."""
        boxes = f'key "{self.key}" hash function {hash_of(self.key)} % {SLOTS} slot {self._slot}'
        slots = " ".join(str(slot) for slot in range(SLOTS))
        return f"{self.heading}\n{boxes}\n{self._letters.strip()}\n{self._sum}\n{slots}\n{self.key}"

    @property
    def _slot(self) -> int:
        return hash_of(self.key) % SLOTS

    @property
    def _letters(self) -> str:
        return "+".join(letter.center(5) for letter in self.key)[1:].rstrip()

    @property
    def _sum(self) -> str:
        terms = " + ".join(str(ord(letter)) for letter in self.key)
        return f"{terms} = {hash_of(self.key)}"

    def draw(self, step: int) -> Image.Image:
        """Draw the first `step` boxes of the way, and the table below."""
        canvas = start_slide(self.heading)
        way = (
            ("key", f'"{self.key}"', PLAIN),
            ("hash function", "add up letters", KNOWN),
            ("hash", str(hash_of(self.key)), PLAIN),
            (f"% {SLOTS}", f"slot {self._slot}", FOUND),
        )
        lefts, wide = (96, 374, 692, 958), (190, 230, 178, 226)
        for place, (label, word, colours) in enumerate(way[: step + 1]):
            box = (lefts[place], 236, wide[place], 84)
            put_label(canvas, box, word, colours)
            middle = lefts[place] + wide[place] / 2
            canvas.text((middle, 212), label, size=22, fill=MUTED, anchor="mm")
            if place:
                before = lefts[place - 1] + wide[place - 1]
                canvas.arrow((before + 12, 278), (lefts[place] - 12, 278))
        if step > 1:
            canvas.text((280, 372), self._letters, font="code", size=26, fill=MUTED)
            canvas.text((280, 410), self._sum, font="code", size=26, fill=TEAL)
        self._table(canvas, is_stored=step > 3)
        return canvas.finish()

    def _table(self, canvas: Canvas, *, is_stored: bool) -> None:
        wide, gap, top = 122, 16, 506
        for slot in range(SLOTS):
            left = MARGIN_PX + slot * (wide + gap)
            here = is_stored and slot == self._slot
            put_label(
                canvas, (left, top, wide, 76), self.key if here else "", FOUND if here else PLAIN
            )
            canvas.text(
                (left + wide / 2, top + 102), str(slot), font="code", size=20, fill=MUTED,
                anchor="mm",
            )  # fmt: skip
        if is_stored:
            x = MARGIN_PX + self._slot * (wide + gap) + wide / 2
            end_x = 958 + 226 / 2
            canvas.line([(end_x, 332), (end_x, 440), (x, 440)], fill=CORAL, width=3)
            canvas.arrow((x, 438.5), (x, top - 10), fill=CORAL)


@dataclass(frozen=True)
class Buckets(Stepped):
    """All slots with their chains; the last key comes in at step 1 and is chained at step 2."""

    heading: str
    keys: tuple[str, ...]
    kind: str = field(default="figure", init=False)

    @property
    def text(self) -> str:
        """Each slot with its keys, then the sum of the late one."""
        rows = "\n".join(
            f"{slot} {' '.join(self._chain(slot, 2))}".strip() for slot in range(SLOTS)
        )
        return f"{self.heading}\n{rows}\n{self._sum}\n{self._remainder}\na collision"

    @property
    def _sum(self) -> str:
        late = self.keys[-1]
        return f"{late}: " + " + ".join(str(ord(letter)) for letter in late) + f" = {hash_of(late)}"

    @property
    def _remainder(self) -> str:
        late = hash_of(self.keys[-1])
        return f"{late} % {SLOTS} = {late % SLOTS}"

    def _chain(self, slot: int, step: int) -> list[str]:
        keys = self.keys if step > 1 else self.keys[:-1]
        return [key for key in keys if hash_of(key) % SLOTS == slot]

    def draw(self, step: int) -> Image.Image:
        """Draw the slots in a column with their chains to the right."""
        canvas = start_slide(self.heading)
        crowded = hash_of(self.keys[-1]) % SLOTS
        for slot in range(SLOTS):
            top = 178 + slot * 58
            hot = step > 0 and slot == crowded
            canvas.text(
                (MARGIN_PX + 20, top + 25), str(slot), font="code", size=22,
                fill=CORAL if hot else MUTED, anchor="mm",
            )  # fmt: skip
            canvas.box(
                (MARGIN_PX + 48, top, 62, 50), radius=8, fill=CORAL_PALE if hot else WHITE,
                outline=CORAL if hot else HAIRLINE,
            )  # fmt: skip
            for place, key in enumerate(self._chain(slot, step)):
                left = MARGIN_PX + 176 + place * 206
                canvas.arrow((left - (66 if place == 0 else 56), top + 25), (left - 8, top + 25))
                put_label(canvas, (left, top, 140, 50), key, FOUND if place else KNOWN)
        if step:
            self._explain(canvas, step)
        return canvas.finish()

    def _explain(self, canvas: Canvas, step: int) -> None:
        canvas.box((690, 236, 494, 124), fill=WHITE, outline=HAIRLINE)
        canvas.text((722, 289), self._sum, font="code", size=24)
        canvas.text((722, 331), self._remainder, font="code", size=24)
        if step > 1:
            canvas.text((646, 551), "a collision", font="bold", size=28, fill=CORAL, anchor="lm")
