"""Every change that a person makes to a list of chapters. Pure.

The law of this room: chapters tile `[0, duration_s)` without a gap and without overlap. A change
that cannot hold is refused with a reason.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from unicodedata import category

from core.chapters import LONGEST_TITLE, SHORTEST_S, Chapters, one_line
from core.errors import BadRequest
from core.models import Chapter
from core.timecodes import format_clock, format_length

SNAP_REACH_S = 15.0
"""Where no sentence starts this near, nothing is said: there a start is kept as it was asked."""
YOUTUBE_SHORTEST_S = 10
YOUTUBE_FEWEST = 3
YOUTUBE_LONGEST = 5000
"""Letters in a description; these three are from YouTube's help on chapters."""
_SEEN = frozenset("LNPS")
"""Letters, numbers, punctuation and signs; marks and spaces of no width show nothing alone."""


def rename(chapters: Chapters, index: int, title: str) -> Chapters:
    """Give a chapter another title, on one line.

    Raises:
        BadRequest: the title is empty or too long, or there is no such chapter.
    """
    title = one_line(title)
    if not any(category(char)[0] in _SEEN for char in title):
        raise BadRequest("A chapter needs a title.", "Write one, or drop the chapter.")
    if len(title) > LONGEST_TITLE:
        raise BadRequest("This title is too long.", f"Keep it below {LONGEST_TITLE} letters.")
    return _changed(chapters, index, replace(_at(chapters, index), title=title, origin="edited"))


def move(
    chapters: Chapters, index: int, start_s: float, sentence_starts_s: Sequence[float] = ()
) -> Chapters:
    """Let a chapter begin elsewhere: where the sentence starts (sorted) that is nearest.

    The chapter before it ends there. Both keep at least a second. Where no sentence starts within
    `SNAP_REACH_S`, or none is given, the start is the very second that was asked for.

    Raises:
        BadRequest: it is the first chapter, or the moment lies outside it and the one before.
    """
    chapter = _at(chapters, index)
    if index == 0:
        raise BadRequest(
            "The first chapter begins with the video.", "Move the start of the next one instead."
        )
    before = chapters[index - 1]
    earliest_s, latest_s = before.start_s + SHORTEST_S, chapter.end_s - SHORTEST_S
    if not earliest_s <= start_s <= latest_s:
        after = "the video ends" if index + 1 == len(chapters) else "the next one does"
        raise BadRequest(
            f"Chapter {index + 1} cannot begin there.",
            f"It has to begin after {format_clock(before.start_s)}, where the one before it does,"
            f" and before {format_clock(chapter.end_s)}, where {after}.",
        )
    at_s = _nearest(start_s, sentence_starts_s, earliest_s, latest_s)
    moved = replace(chapter, start_s=at_s, origin="edited")
    return (
        *chapters[: index - 1],
        replace(before, end_s=at_s, origin="edited"),
        moved,
        *chapters[index + 1 :],
    )


def _nearest(at_s: float, starts_s: Sequence[float], earliest_s: float, latest_s: float) -> float:
    held = starts_s[bisect_left(starts_s, earliest_s) : bisect_right(starts_s, latest_s)]
    found = min(held, key=lambda start_s: abs(start_s - at_s), default=at_s)
    return float(found if abs(found - at_s) <= SNAP_REACH_S else at_s)


def merge(chapters: Chapters, index: int, count: int = 2) -> Chapters:
    """Join a chapter with the next one, or `count` of them, under the first kept one's title.

    Raises:
        BadRequest: there is no such chapter, or none after it.
    """
    _at(chapters, index)
    joined = chapters[index : index + count]
    if count < 2 or len(joined) < count:
        raise BadRequest("The last chapter has no next one.", "Merge the one before it instead.")
    named = next((chapter for chapter in joined if not chapter.is_dropped), joined[0])
    whole = replace(named, start_s=joined[0].start_s, end_s=joined[-1].end_s, origin="edited")
    return (*chapters[:index], whole, *chapters[index + count :])


def split_at(chapters: Chapters, at_s: float, title: str) -> Chapters:
    """Split the chapter that holds a moment; from there on it is called `title`.

    Raises:
        BadRequest: the moment lies in no chapter, or within a second of where one begins or ends.
    """
    title = one_line(title)
    for index, chapter in enumerate(chapters):
        if chapter.start_s + SHORTEST_S <= at_s <= chapter.end_s - SHORTEST_S:
            first = replace(chapter, end_s=at_s, origin="edited")
            name = (title or f"{chapter.title} (continued)")[:LONGEST_TITLE]
            second = replace(first, title=name, start_s=at_s, end_s=chapter.end_s)
            return (*chapters[:index], first, second, *chapters[index + 1 :])
    raise BadRequest(
        "No chapter can be split there.",
        "Choose a moment inside a chapter, at least a second from its ends.",
    )


def drop(chapters: Chapters, index: int) -> Chapters:
    """Leave a chapter out of the post; it keeps its place in the list.

    Raises:
        BadRequest: there is no such chapter, or no other is left.
    """
    changed = _changed(chapters, index, replace(_at(chapters, index), is_dropped=True))
    if all(chapter.is_dropped for chapter in changed):
        raise BadRequest("One chapter has to stay.", "Take another one back first.")
    return changed


def restore(chapters: Chapters, index: int) -> Chapters:
    """Take a dropped chapter back.

    Raises:
        BadRequest: there is no such chapter.
    """
    return _changed(chapters, index, replace(_at(chapters, index), is_dropped=False))


def to_description(chapters: Chapters) -> str:
    """Write chapters as the lines that YouTube reads in a description: `0:00 Title`.

    Dropped ones too, for there the time has to belong to something.

    >>> print(to_description((Chapter(title="Hello", start_s=0.0, end_s=9.0),)))
    0:00 Hello
    """
    lines = (f"{format_clock(chapter.start_s)} {one_line(chapter.title)}" for chapter in chapters)
    return "\n".join(lines)


def youtube_objections(chapters: Chapters) -> tuple[str, ...]:
    """Say, a sentence each, why YouTube would not make chapters of `to_description`."""
    text = to_description(chapters)
    objections: list[str] = []
    if len(chapters) < YOUTUBE_FEWEST:
        objections.append(f"There have to be at least {YOUTUBE_FEWEST} chapters.")
    if chapters and int(chapters[0].start_s) != 0:
        objections.append("The first one has to begin at 0:00.")
    objections += _too_short(chapters)
    if "<" in text or ">" in text:
        objections.append("YouTube takes no “<” and no “>” in a description.")
    if len(text) > YOUTUBE_LONGEST:
        objections.append(
            f"The list has {len(text):,} letters; a description holds {YOUTUBE_LONGEST:,}."
        )
    return tuple(objections)


def _too_short(chapters: Chapters) -> list[str]:
    # Judged by the whole seconds that are written, which is all that YouTube sees.
    bounds = [int(chapter.start_s) for chapter in chapters] + [int(c.end_s) for c in chapters[-1:]]
    short = [
        f"“{one_line(chapter.title)}” at {format_clock(start_s)} ({format_length(end_s - start_s)})"
        for chapter, (start_s, end_s) in zip(chapters, pairwise(bounds), strict=True)
        if end_s - start_s < YOUTUBE_SHORTEST_S
    ]
    if not short:
        return []
    more = f", and {len(short) - 3} more" if len(short) > 3 else ""
    return [
        f"Every chapter has to last {YOUTUBE_SHORTEST_S} s; too short:"
        f" {', '.join(short[:3])}{more}."
    ]


def _at(chapters: Chapters, index: int) -> Chapter:
    if not 0 <= index < len(chapters):
        raise BadRequest(
            f"There is no chapter {index + 1}.", "The list may have changed: load the page again."
        )
    return chapters[index]


def _changed(chapters: Chapters, index: int, chapter: Chapter) -> Chapters:
    return (*chapters[:index], chapter, *chapters[index + 1 :])
