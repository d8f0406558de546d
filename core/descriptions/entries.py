"""Finds what may be entries of a list: each a time, with the words before and after it. Pure.

Most lists have an entry a line. Where most of a paragraph's times share their line with another,
the line breaks were lost, and the words between two times belong to one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from core.descriptions.lines import Line
from core.descriptions.stamps import Doubt, Stamp, find_slips, find_stamps
from core.descriptions.words import clean, is_decoration

Side = Literal["head", "tail", "both", "bare", "flow"]
"""Where the time stands: before its words, behind them, among them, alone, or in running text."""

LONGEST_TAIL = 100
"""A time at the end of more words than this stands in a sentence."""
_NEAR_ROWS = 2
_RISING_SHARE = 0.8
_FEWEST_IN_FLOW = 3
_LABEL = re.compile(r"[^\d:：]{1,40}[:：]\s*$")
_NOTE = ("(", "[", "（")

Stamps = Mapping[int, Sequence[Stamp]]


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
    doubt: Doubt = ""

    @property
    def words(self) -> str:
        """Give the words beside the time, on one line."""
        return clean(f"{self.before} {self.after}", is_after=True)


def find_entries(lines: Sequence[Line], *, h_is_minutes: bool) -> list[Entry]:
    """Give every time in the text as an entry, in the text's order.

    Where `h_is_minutes`, `1h02` is a minute and two seconds: machines that translate into French
    write so.
    """
    found: list[Entry] = []
    for numbers in _paragraphs(lines):
        stamps = {n: times for n in numbers if (times := find_stamps(lines[n].text))}
        if _is_flowing(lines, stamps, h_is_minutes):
            found.extend(_of_flow(lines, numbers, h_is_minutes))
        else:
            found.extend(_of_lines(lines, numbers, stamps, h_is_minutes))
    return _without_loose_slips(found)


def _paragraphs(lines: Sequence[Line]) -> Iterator[range]:
    """Give the numbers of lines that follow one another without a blank row between."""
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or lines[number].first > lines[number - 1].last + 1:
            yield range(start, number)
            start = number


def _is_flowing(lines: Sequence[Line], stamps: Stamps, h_is_minutes: bool) -> bool:
    """Tell a paragraph without its line breaks: most times share a line, and all times rise."""
    if all(len(found) == 1 for found in stamps.values()):
        return False
    text = " ".join(lines[number].text for number in stamps)
    times = [stamp for stamp in find_stamps(text) if not _is_apart(stamp)]
    if len(times) < _FEWEST_IN_FLOW - (bool(times) and not any(times[0].parts)):
        return False
    alone = sum(
        len(found) == 1 and _side(lines[number].text, found[0]) != "both"
        for number, found in stamps.items()
    )
    is_torn = len(find_stamps(text)) < sum(map(len, stamps.values()))  # a range over a line's end
    seconds = [stamp.seconds(h_is_minutes=h_is_minutes) for stamp in times]
    rises = sum(one < other for one, other in pairwise(seconds))
    return (is_torn or alone * 2 < len(stamps)) and rises >= _RISING_SHARE * (len(times) - 1)


def _is_apart(stamp: Stamp) -> bool:
    return stamp.doubt in {"day", "verse"}


def _of_flow(lines: Sequence[Line], numbers: range, h_is_minutes: bool) -> Iterator[Entry]:
    """Part running text at its times; each entry has the words up to its neighbours."""
    text = " ".join(lines[number].text for number in numbers)
    plain, glued = find_stamps(text), find_stamps(text, is_glued=True)
    stamps = [stamp for stamp in glued if not _is_apart(stamp)] or plain
    starts = [0, *(stamp.end for stamp in stamps)]
    ends = [*(stamp.start for stamp in stamps), len(text)]
    whole = Line("", lines[numbers[0]].first, lines[numbers[-1]].last)
    for index, stamp in enumerate(stamps):
        yield replace(
            _entry(whole, stamp, numbers[0], h_is_minutes),
            before=text[starts[index] : ends[index]],
            after=text[stamp.end : ends[index + 1]],
            side="flow",
        )


def _of_lines(
    lines: Sequence[Line], numbers: range, stamps: Stamps, h_is_minutes: bool
) -> Iterator[Entry]:
    for number in numbers:
        line, found = lines[number], stamps.get(number) or find_slips(lines[number].text)[:1]
        if len(found) >= _FEWEST_IN_FLOW and _is_flowing(lines, {number: found}, h_is_minutes):
            yield from _of_flow(lines, range(number, number + 1), h_is_minutes)
        elif found:
            entry = _entry(line, _with_end(line.text, found), number, h_is_minutes)
            yield _with_neighbours(entry, lines) if entry.side == "bare" else entry


def _with_end(text: str, found: Sequence[Stamp]) -> Stamp:
    """Take a time that follows the first one at once for its end: `0:00 | 1:30 | Intro`."""
    first = found[0]
    if len(found) != 2 or re.search(r"[^\W_]", text[first.end : found[1].start]):
        return first
    return replace(first, end=found[1].end)


def _entry(line: Line, stamp: Stamp, number: int, h_is_minutes: bool) -> Entry:
    return Entry(
        at_s=stamp.seconds(h_is_minutes=h_is_minutes),
        before=line.text[: stamp.start],
        after=line.text[stamp.end :],
        side=_side(line.text, stamp),
        line=number,
        first=line.first,
        last=line.last,
        parts=stamp.parts,
        has_h=stamp.has_h,
        is_slip=stamp.is_slip,
        doubt=stamp.doubt,
    )


def _side(text: str, stamp: Stamp) -> Side:
    before, after = text[: stamp.start], text[stamp.end :]
    has_before, has_after = not is_decoration(before), bool(clean(after, is_after=True))
    if has_before and has_after:
        if _LABEL.match(before.strip()):
            return "head"
        return "tail" if after.strip().startswith(_NOTE) else "both"
    if has_before:
        return "tail"
    return "head" if has_after else "bare"


def _with_neighbours(entry: Entry, lines: Sequence[Line]) -> Entry:
    """Give a time that stands alone the words of the lines above and below it."""
    near = []
    for number in (entry.line - 1, entry.line + 1):
        line = lines[number] if 0 <= number < len(lines) else None
        rows = max(entry.first - line.last, line.first - entry.last) if line else 0
        is_title = line and rows <= _NEAR_ROWS and not find_stamps(line.text)
        near.append(line.text if line and is_title else "")
    return replace(entry, before=near[0], after=near[1])


def _without_loose_slips(entries: Sequence[Entry]) -> list[Entry]:
    """Keep a mistyped time only between two times, at a place where it fits."""
    if all(entry.is_slip for entry in entries):
        return list(entries)
    kept = []
    sure = [entry for entry in entries if not entry.is_slip]
    position = 0
    for entry in entries:
        if not entry.is_slip:
            position += 1
        elif not (0 < position < len(sure) and _fits(sure[position - 1], entry, sure[position])):
            continue
        kept.append(entry)
    return kept


def _fits(one: Entry, slip: Entry, other: Entry) -> bool:
    return slip.side == one.side and one.at_s < slip.at_s < other.at_s
