"""Finds the creator's list of chapters in a description, and says why it is this one. Pure.

1. `descriptions.lines` undoes wrapping and tables, `stamps` recognises times, and `entries` joins
   them to the words beside them.
2. `blocks` groups entries that stand together, and parts those whose times begin anew.
3. `judging` refuses what is a programme, a correction, a verse; of the rest, the weightiest group
   is the list: many entries, a start at zero, a heading that says so.
4. `titles` takes from the words what joins them to the times, or counts them.

Everything is linear in the length of the text but for one search in sorted times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core.descriptions.blocks import Block, blocks_of, slips_of, split_at_restarts
from core.descriptions.entries import Entry, find_entries
from core.descriptions.judging import refusal, weight
from core.descriptions.lines import Line, unfold
from core.descriptions.stamps import MOST_TIMES, Units
from core.descriptions.titles import titles_of
from core.timecodes import format_clock

MOST_ENTRIES = 500
"""More than a person reads; the longest list seen has 69."""
MOST_NOTES = 200
_LONGEST_NOTE = 120

NoteKind = Literal["late", "slip", "outside", "cut"]


@dataclass(frozen=True, slots=True)
class Note:
    """A time of a description that is no chapter, or a chapter at a doubtful place.

    `kind` says why: it lies past the end of the video, stands out of order in the list or outside
    of it, or beyond the most entries that are read.
    """

    at_s: float
    words: str
    kind: NoteKind


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list's times, rising, with their titles; why it was taken; and the other times."""

    entries: tuple[tuple[float, str], ...]
    reason: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Choice:
    """One way to read a description: all its times, the groups, and which of them is the list."""

    times: Sequence[Entry]
    lists: Sequence[Block]
    block: Block | None
    reason: str


def read_list(text: str, duration_s: float = 0.0) -> tuple[tuple[float, str], ...]:
    """Give the list's times, rising, and its titles; empty where the text holds no list."""
    return find_list(text, duration_s).entries


def find_list(text: str, duration_s: float = 0.0) -> FoundList:
    """Find the list of chapters, and say why; never raises.

    A `duration_s` of 0 means that the length is not known.
    """
    lines = unfold(text)
    choice = _choose(lines, duration_s, "minutes")
    others: list[Units] = ["hours"] if any(entry.has_h for entry in choice.times) else []
    if choice.block is None and any(0 < duration_s <= entry.at_s for entry in choice.times):
        others.append("frames")
    for units in others:
        other = _choose(lines, duration_s, units)
        choice = max(choice, other, key=lambda way: _fitness(way, duration_s))
    if choice.block is None:
        return FoundList((), choice.reason, _notes(choice, (), frozenset(), duration_s))
    return _found(choice, choice.block, duration_s)


def _choose(lines: Sequence[Line], duration_s: float, units: Units) -> _Choice:
    times = find_entries(lines, units=units)
    blocks = [part for block in blocks_of(times, lines) for part in split_at_restarts(block)]
    told = [refusal(block, duration_s) for block in blocks]
    lists = [block for block, why in zip(blocks, told, strict=True) if not why]
    more = f" Only the first {MOST_TIMES} times were looked at." if len(times) == MOST_TIMES else ""
    if not lists:
        return _Choice(times, (), None, _why_none(blocks, told) + more)
    block = max(lists, key=weight)
    return _Choice(times, lists, block, _why(block, lists) + more)


def _fitness(way: _Choice, duration_s: float) -> tuple[int, float]:
    """Weigh two readings of `1h02`: by the times that fit, then by how much of the video."""
    if way.block is None:
        return (0, 0.0)
    inside = [e.at_s for e in way.block.entries if not 0 < duration_s <= e.at_s]
    fitting = len(inside) - len(slips_of(way.block) or ())
    return (fitting, max(inside, default=0.0) / duration_s if duration_s else 0.0)


def _found(choice: _Choice, block: Block, duration_s: float) -> FoundList:
    slips = frozenset(block.entries[place] for place in slips_of(block) or ())
    kept = replace(block, entries=block.entries[:MOST_ENTRIES])
    pairs = [
        (entry.at_s, title)
        for entry, title in zip(kept.entries, titles_of(kept), strict=True)
        if not 0 < duration_s <= entry.at_s
    ]
    in_order = tuple(sorted(pairs, key=lambda pair: pair[0]))
    return FoundList(in_order, choice.reason, _notes(choice, block.entries, slips, duration_s))


def _notes(
    choice: _Choice, taken: Sequence[Entry], slips: frozenset[Entry], duration_s: float
) -> tuple[Note, ...]:
    members, beyond = frozenset(taken), frozenset(taken[MOST_ENTRIES:])
    notes = []
    for entry in choice.times:
        kind: NoteKind | None = None
        if entry not in members:
            kind = None if entry.is_slip else "outside"
        elif 0 < duration_s <= entry.at_s:
            kind = "late"
        elif entry in beyond:
            kind = "cut"
        elif entry in slips:
            kind = "slip"
        if kind:
            notes.append(Note(entry.at_s, entry.words[:_LONGEST_NOTE], kind))
        if len(notes) == MOST_NOTES:
            break
    return tuple(notes)


def _why(block: Block, lists: Sequence[Block]) -> str:
    """Say in a sentence which list was taken, and why before others."""
    entries = block.entries
    times = [entry.at_s for entry in entries]
    heading = " ".join(block.heading.split()).strip(" :：")
    where = f" under “{heading}”" if block.names_list and entries[0].side != "flow" else ""
    span = f"{len(entries)} times from {format_clock(min(times))} to {format_clock(max(times))}"
    others = len(lists) - 1
    over = ""
    if others:
        groups = "another group" if others == 1 else f"{others} other groups"
        over = f", before {groups} of times: {_merit(block, lists)}"
    return f"The chapters are the description's list{where} of {span}{over}."


def _merit(block: Block, lists: Sequence[Block]) -> str:
    rest = [other for other in lists if other is not block]
    if block.names_list and not any(other.names_list for other in rest):
        return "its heading says so"
    if block.entries[0].at_s == 0 and all(other.entries[0].at_s > 0 for other in rest):
        return "it starts at 0:00"
    if len(block.entries) > max(len(other.entries) for other in rest):
        return "it is the longest"
    return "it comes first"


def _why_none(blocks: Sequence[Block], told: Sequence[str]) -> str:
    if not blocks:
        return "The description names no times."
    largest = max(range(len(blocks)), key=lambda place: len(blocks[place].entries))
    count = len(blocks[largest].entries)
    if count < 2:
        return "The description names times, but no list of them."
    return f"The description's {count} times are no chapters: {told[largest]}."
