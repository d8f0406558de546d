"""Finds what may be entries of a list: each a time, with the words before and after it. Pure.

Most lists have an entry a line. Where most of a paragraph's times share their line with another,
the line breaks were lost, and the words between two times belong to one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from core.descriptions.doubts import Doubt, doubt_of
from core.descriptions.lines import Line
from core.descriptions.stamps import MOST_TIMES, Stamp, Units, find_slips, find_stamps
from core.descriptions.words import clean, has_words, is_decoration

Side = Literal["head", "tail", "both", "bare", "flow"]
"""Where the time stands: before its words, behind them, among them, alone, or in running text."""

_NEAR_ROWS = 2
_LONGEST_TITLE_LINE = 200
_RISING_SHARE = 0.8
_FEWEST_IN_FLOW = 3
_LABEL = re.compile(r"[^\d:：]{1,40}[:：]\s*$")
_NOTE = ("(", "[", "（")


@dataclass(frozen=True, slots=True)
class Entry:
    """A time in seconds with the words about it; `line` counts lines that hold words."""

    at_s: float
    before: str
    after: str
    side: Side
    line: int
    first: int
    last: int
    parts: tuple[int, ...] = ()
    has_h: bool = False
    is_slip: bool = False
    has_units: bool = False
    is_range: bool = False
    doubt: Doubt = ""

    @property
    def words(self) -> str:
        """Give the words beside the time, on one line."""
        return clean(f"{self.before[-_LONGEST_TITLE_LINE:]} {self.after}", is_after=True)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines without a blank row between, from line `number` on, and the times in each."""

    number: int
    lines: Sequence[Line]
    stamps: Sequence[Sequence[Stamp]]


def find_entries(lines: Sequence[Line], *, units: Units) -> list[Entry]:
    """Give every time in the text as an entry, in the text's order; no more than `MOST_TIMES`.

    In `units` of minutes `1h02` is a minute and two seconds: machines that translate into French
    write so.
    """
    found: list[Entry] = []
    for paragraph in _paragraphs(lines):
        flow = _of_flow(paragraph, units)
        found.extend(flow or _of_lines(paragraph, lines, units))
        if len(found) >= MOST_TIMES:
            break
    return _without_loose_slips(found[:MOST_TIMES])


def _paragraphs(lines: Sequence[Line]) -> Iterator[_Paragraph]:
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or lines[number].first > lines[number - 1].last + 1:
            part = lines[start : min(number, start + MOST_TIMES)]
            yield _Paragraph(start, part, [_stamps(line.text) for line in part])
            start = number


def _stamps(text: str) -> Sequence[Stamp]:
    """Find times; those stuck to words too where they are most, as where line breaks were lost."""
    plain = find_stamps(text)
    if text.count(":") < max(_FEWEST_IN_FLOW, 2 * len(plain)):
        return plain
    glued = find_stamps(text, is_glued=True)
    return glued if len(glued) >= max(_FEWEST_IN_FLOW, 2 * len(plain)) else plain


def _of_flow(paragraph: _Paragraph, units: Units) -> list[Entry]:
    """Part running text at its times; empty where the paragraph is a list by lines.

    In running text most times share a line, and nearly all of them rise.
    """
    if all(len(found) < 2 for found in paragraph.stamps):
        return []
    text = " ".join(line.text for line in paragraph.lines)
    stamps = _stamps(text)
    is_torn = len(stamps) < sum(map(len, paragraph.stamps))  # a range over a line's end
    if not is_torn and not _is_mixed(paragraph):
        return []
    entries = list(_between(text, _without_doubtful(text, stamps), paragraph, units))
    fewest = _FEWEST_IN_FLOW - (bool(entries) and entries[0].at_s == 0)
    rises = sum(one.at_s < other.at_s for one, other in pairwise(entries))
    return entries if len(entries) >= fewest and rises >= _RISING_SHARE * (len(entries) - 1) else []


def _without_doubtful(text: str, stamps: Sequence[Stamp]) -> list[Stamp]:
    """Leave out times of day and the like, but those that rise from one sure time to the next.

    A zero is sure: nobody opens at midnight.
    """
    sure = [stamp for stamp in stamps if not any(stamp.parts) or not _doubt(text, stamp)]
    kept, position = [], 0
    for stamp in stamps:
        is_sure = position < len(sure) and stamp is sure[position]
        is_inside = 0 < position < len(sure)
        is_first = position == 0 and _doubt(text, stamp) == "spoken"
        if is_sure or is_first or (is_inside and _rises(sure[position - 1], stamp, sure[position])):
            kept.append(stamp)
        position += is_sure
    return kept if len(sure) * 2 >= len(stamps) else list(stamps)


def _doubt(text: str, stamp: Stamp) -> Doubt:
    return "day" if stamp.names_day else doubt_of(text, stamp.start, stamp.end)


def _rises(one: Stamp, middle: Stamp, other: Stamp) -> bool:
    low, at_s, high = (stamp.seconds(units="minutes") for stamp in (one, middle, other))
    return low < at_s < high


def _is_mixed(paragraph: _Paragraph) -> bool:
    """Tell whether most lines with a time have another one, or words on both of its sides."""
    timed = [
        (line, found)
        for line, found in zip(paragraph.lines, paragraph.stamps, strict=True)
        if found
    ]
    alone = sum(len(found) == 1 and _side(line.text, found[0]) != "both" for line, found in timed)
    return alone * 2 < len(timed)


def _between(
    text: str, stamps: Sequence[Stamp], paragraph: _Paragraph, units: Units
) -> Iterator[Entry]:
    """Give each time the words up to its neighbours."""
    starts = [0, *(stamp.end for stamp in stamps)]
    ends = [*(stamp.start for stamp in stamps), len(text)]
    whole = Line("", paragraph.lines[0].first, paragraph.lines[-1].last)
    for index, stamp in enumerate(stamps):
        yield replace(
            _entry(whole, stamp, paragraph.number, units),
            before=text[starts[index] : ends[index]],
            after=text[stamp.end : ends[index + 1]],
            side="flow",
            doubt=_doubt(text, stamp),
        )


def _of_lines(paragraph: _Paragraph, lines: Sequence[Line], units: Units) -> Iterator[Entry]:
    for place, (line, times) in enumerate(zip(paragraph.lines, paragraph.stamps, strict=True)):
        number = paragraph.number + place
        found = times or find_slips(line.text)[:1]
        alone = _Paragraph(number, [line], [found])
        flow = _of_flow(alone, units) if len(found) >= _FEWEST_IN_FLOW else []
        if flow:
            yield from flow
        elif found:
            entry = _entry(line, _with_end(line.text, found), number, units)
            yield _with_neighbours(entry, lines) if entry.side == "bare" else entry


def _with_end(text: str, found: Sequence[Stamp]) -> Stamp:
    """Take a time that follows the first one at once for its end: `0:00 | 1:30 | Intro`."""
    first = found[0]
    if len(found) != 2 or re.search(r"[^\W_]", text[first.end : found[1].start]):
        return first
    return replace(first, end=found[1].end, is_range=True)


def _entry(line: Line, stamp: Stamp, number: int, units: Units) -> Entry:
    return Entry(
        at_s=stamp.seconds(units=units),
        before=line.text[: stamp.start],
        after=line.text[stamp.end :],
        side=_side(line.text, stamp),
        line=number,
        first=line.first,
        last=line.last,
        parts=stamp.parts,
        has_h=stamp.has_h,
        is_slip=stamp.is_slip,
        has_units=stamp.has_units,
        is_range=stamp.is_range,
        doubt=_doubt(line.text, stamp),
    )


def _side(text: str, stamp: Stamp) -> Side:
    before, after = text[: stamp.start], text[stamp.end :]
    has_before, has_after = not is_decoration(before), has_words(after)
    if has_before and has_after:
        if _LABEL.match(before.strip()):
            return "head"
        return "tail" if after.strip().startswith(_NOTE) else "both"
    if has_before or (not has_after and re.search(r"[^\W\d_]", before)):
        return "tail"  # a label alone, such as Part 1, is a title too
    return "head" if has_after else "bare"


def _with_neighbours(entry: Entry, lines: Sequence[Line]) -> Entry:
    """Give a time that stands alone the words of the lines above and below it."""
    near = []
    for number in (entry.line - 1, entry.line + 1):
        line = lines[number] if 0 <= number < len(lines) else None
        rows = max(entry.first - line.last, line.first - entry.last) if line else 0
        is_title = line and rows <= _NEAR_ROWS and len(line.text) <= _LONGEST_TITLE_LINE
        near.append(line.text if line and is_title and not find_stamps(line.text) else "")
    return replace(entry, before=near[0], after=near[1])


def _without_loose_slips(entries: Sequence[Entry]) -> list[Entry]:
    """Keep a mistyped time only between two times, at a place where it fits."""
    sure = [place for place, entry in enumerate(entries) if not entry.is_slip]
    if not sure:
        return [entry for entry in entries if not entry.has_units]
    kept, position = [], 0
    for place, entry in enumerate(entries):
        position += not entry.is_slip
        around = sure[max(0, position - 1) : position + 1]
        if not entry.is_slip or _fits(entries, place, around):
            kept.append(entry)
    return kept


def _fits(entries: Sequence[Entry], place: int, around: Sequence[int]) -> bool:
    """Tell whether a slip rises from the sure time before it, to the one after it.

    Whole minutes need times about them that name their units too; then a list may begin or end
    with them, where each row up to a sure time holds a time.
    """
    slip, near = entries[place], [entries[other] for other in around]
    if slip.side != near[0].side or not all(
        (other < place) == (one.at_s < slip.at_s) and one.at_s != slip.at_s
        for other, one in zip(around, near, strict=True)
    ):
        return False
    is_inside = around[0] < place < around[-1]
    if not slip.has_units:
        return is_inside
    rows = min(
        abs(slip.first - one.first) - abs(place - n) for n, one in zip(around, near, strict=True)
    )
    return all(one.has_units for one in near) and (is_inside or rows == 0)
