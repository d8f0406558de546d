"""Chapters: the author's, the person's or an even split. Pure.

The law of this room: chapters tile `[0, duration_s)` without a gap and without overlap.
Which lines of a description are a list of chapters, `chapter_lists` tells; changes to a list
that a person makes are in `chapter_edits`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category

from core.chapter_files import read_chapter_file
from core.chapter_lists import Note, NoteKind, find_list
from core.errors import BadRequest
from core.models import Chapter, ChapterOrigin, Transcript
from core.timecodes import format_clock

OPENING = "Introduction"
"""What the stretch before the first named chapter is called."""
NEAR_START_S = 2.0
"""A list that starts this near the start means the start."""
LATEST_S = 1e6
"""Eleven days: where a video's length is not known, no chapter starts later."""
SHORTEST_S = 1.0
"""A chapter that a person makes lasts at least this long."""
LONGEST_TITLE = 200
MOST_NAMED = 5
MOST_PARTS = 500
"""More than a person reads; a file's broken length must not ask for millions."""
PAUSE_REACH = 0.25
"""How far from the even cut, in parts of a chapter, a better pause may lie."""

Chapters = tuple[Chapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a description says of its chapters: they, one sentence on why, and the other times."""

    chapters: Chapters
    reason: str
    notes: tuple[Note, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Tell all of it to a person: the reason, then what became of the other times."""
        told = (_TOLD[kind].format(_named(self.notes, kind)) for kind in _kinds(self.notes))
        return (self.reason, *told)


def read_description(description: str, duration_s: float) -> Reading:
    """Find the author's chapters in a description, and say why these; never raises.

    A `duration_s` of 0 means that the length is not known.
    """
    found = find_list(description, duration_s)
    chapters = tile(found.entries, duration_s, "description")
    return Reading(chapters=chapters, reason=found.reason, notes=found.notes)


_TOLD: dict[NoteKind, str] = {
    "late": "Left out, past the end of the video: {}.",
    "slip": "Out of order in the list, so perhaps mistyped: {}.",
    "outside": "Other times in the description, which are no chapters: {}.",
    "cut": "Left out, since the list is too long: {}.",
}


def _kinds(notes: Sequence[Note]) -> list[NoteKind]:
    return [kind for kind in _TOLD if any(note.kind == kind for note in notes)]


def _named(notes: Sequence[Note], kind: NoteKind) -> str:
    those = [note for note in notes if note.kind == kind]
    names = [
        f"{format_clock(note.at_s)} “{note.words}”" if note.words else format_clock(note.at_s)
        for note in those[:MOST_NAMED]
    ]
    rest = len(those) - len(names)
    return ", ".join(names) + (f" and {rest} more" if rest else "")


def parse_description(description: str, duration_s: float) -> Chapters:
    """Find the author's chapters in a description; empty where it holds no list of them.

    A `duration_s` of 0 means that the length is not known.
    """
    return read_description(description, duration_s).chapters


def parse_chapters_text(text: str, duration_s: float) -> Chapters:
    """Read chapters that a person brings: lines, JSON, ffmpeg's metadata or WebVTT chapters.

    Raises:
        BadRequest: it holds none, or something else, or one that starts past the end.
    """
    entries = read_chapter_file(text)
    for start_s, title in entries:
        if start_s < 0:
            raise BadRequest(
                f"The chapter “{title}” would start before the video does.",
                "Check the times in the list of chapters.",
            )
        if start_s >= (duration_s or LATEST_S):
            raise BadRequest(
                f"The chapter “{title}” would start at {format_clock(min(start_s, LATEST_S))},"
                f" but the video lasts {format_clock(duration_s or LATEST_S)}.",
                "Check the times in the list of chapters, and that it belongs to this video.",
            )
    return tile(entries, duration_s, "file")


def tile(
    entries: Sequence[tuple[float, str]], duration_s: float, origin: ChapterOrigin
) -> Chapters:
    """Make chapters of starts and titles, in any order: from 0 to the end without a gap.

    What comes before the first becomes a chapter of its own, unless it is a second or two. Of
    several at one moment the titles are joined. The last ends at `duration_s`, or a moment after
    its start where that is not known.
    """
    named: dict[float, str] = {}
    for start_s, title in sorted(entries, key=lambda entry: entry[0]):
        both = filter(None, (named.get(start_s, ""), one_line(title)))
        named[start_s] = " / ".join(both)[:LONGEST_TITLE]
    starts = list(named)
    if not starts:
        return ()
    if 0 < starts[0] <= NEAR_START_S and (len(starts) == 1 or starts[1] > starts[0]):
        named = {0.0 if start_s == starts[0] else start_s: named[start_s] for start_s in starts}
    elif starts[0] > 0:
        named = {0.0: OPENING, **named}
    bounds = [*named, max(duration_s, starts[-1] + SHORTEST_S)]
    return tuple(
        Chapter(
            title=title or f"Chapter {number}",
            start_s=float(start_s),
            end_s=float(end_s),
            origin=origin,
        )
        for number, (title, (start_s, end_s)) in enumerate(
            zip(named.values(), pairwise(bounds), strict=True), start=1
        )
    )


def one_line(title: str) -> str:
    """Make one line of a title; control characters have no look, and would move a terminal.

    A direction's marks belong to many scripts, and stay.

    >>> one_line(" Salt\\n& bread\\x07 ")
    'Salt & bread'
    """
    return "".join(c for c in " ".join(title.split()) if category(c) != "Cc").strip()


def split_evenly(
    duration_s: float, transcript: Transcript, target_s: float = 300.0, *, count: int | None = None
) -> Chapters:
    """Split a video without chapters into `count` parts, or parts of about `target_s`.

    Each cut lies at the longest pause near its even place, so that no sentence is torn.
    """
    parts = count or min(max(1, round(duration_s / target_s)), MOST_PARTS)
    part_s = duration_s / parts
    cuts = [
        _pause_near(part_s * number, part_s * PAUSE_REACH, transcript) for number in range(1, parts)
    ]
    titles = [f"Part {number}" for number in range(1, parts + 1)]
    return tile(list(zip([0.0, *cuts], titles, strict=True)), duration_s, "split")


def _pause_near(even_s: float, reach_s: float, transcript: Transcript) -> float:
    pauses = [
        (after.start_s - before.end_s, -abs(after.start_s - even_s), after.start_s)
        for before, after in pairwise(transcript.segments)
        if abs(after.start_s - even_s) <= reach_s
    ]
    return max(pauses)[2] if pauses else even_s
