"""Every change that a person makes to a list of chapters. Pure.

The law of this room: chapters tile `[0, duration_s)` without a gap and without overlap. A change
that cannot hold is refused with a reason.
"""

from __future__ import annotations

from dataclasses import replace

from core.chapters import LONGEST_TITLE, SHORTEST_S, Chapters
from core.errors import BadRequest
from core.models import Chapter
from core.timecodes import format_clock


def rename(chapters: Chapters, index: int, title: str) -> Chapters:
    """Give a chapter another title, on one line.

    Raises:
        BadRequest: the title is empty or too long, or there is no such chapter.
    """
    title = " ".join(title.split())
    if not title:
        raise BadRequest("A chapter needs a title.", "Write one, or drop the chapter.")
    if len(title) > LONGEST_TITLE:
        raise BadRequest("This title is too long.", f"Keep it below {LONGEST_TITLE} letters.")
    return _changed(chapters, index, replace(_at(chapters, index), title=title, origin="edited"))


def merge(chapters: Chapters, index: int) -> Chapters:
    """Join a chapter with the next one, under its own title.

    Raises:
        BadRequest: there is no such chapter, or none after it.
    """
    first = _at(chapters, index)
    if index + 1 == len(chapters):
        raise BadRequest("The last chapter has no next one.", "Merge the one before it instead.")
    following = chapters[index + 1]
    joined = replace(
        first,
        end_s=following.end_s,
        origin="edited",
        is_dropped=first.is_dropped and following.is_dropped,
    )
    return (*chapters[:index], joined, *chapters[index + 2 :])


def split_at(chapters: Chapters, at_s: float, title: str) -> Chapters:
    """Split the chapter that holds a moment; from there on it is called `title`.

    Raises:
        BadRequest: the moment lies in no chapter, or within a second of where one begins or ends.
    """
    title = " ".join(title.split())
    for index, chapter in enumerate(chapters):
        if chapter.start_s + SHORTEST_S <= at_s <= chapter.end_s - SHORTEST_S:
            first = replace(chapter, end_s=at_s, origin="edited")
            name = title[:LONGEST_TITLE] or f"{chapter.title} (continued)"
            second = replace(first, title=name, start_s=at_s, end_s=chapter.end_s)
            return (*chapters[:index], first, second, *chapters[index + 1 :])
    raise BadRequest(
        f"No chapter can be split at {format_clock(at_s)}.",
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


def _at(chapters: Chapters, index: int) -> Chapter:
    if not 0 <= index < len(chapters):
        raise BadRequest(
            f"There is no chapter {index + 1}.", "The list may have changed: load the page again."
        )
    return chapters[index]


def _changed(chapters: Chapters, index: int, chapter: Chapter) -> Chapters:
    return (*chapters[:index], chapter, *chapters[index + 1 :])
