"""Chooses where a video's chapters come from, and says what else there was. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.chapters import Chapters, parse_chapters_text, read_description
from core.models import Finding, Source, Video
from core.timecodes import format_clock

WHERE = "Chapters"
NEAR_S = 2.0
"""Two starts this near to one another mean the same moment."""
MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """The chapters of a video, and what the person should know of how they were found."""

    chapters: Chapters
    findings: tuple[Finding, ...] = ()


def divide(source: Source, video: Video, find_topics: Callable[[], Chapters]) -> Division:
    """Take what the person brought, else the creator's list, else YouTube's, else topics.

    Raises:
        BadRequest: what the person brought is no list of chapters of this video.
    """
    if source.chapters_text:
        return Division(chapters=parse_chapters_text(source.chapters_text, video.duration_s))
    reading = read_description(video.description, video.duration_s)
    # Of a description that nobody wrote there is nothing to tell.
    findings = _told(*reading.sentences) if video.description.strip() else ()
    if reading.chapters:
        return Division(
            chapters=reading.chapters,
            findings=(*findings, *_compared(reading.chapters, video.chapters)),
        )
    if video.chapters:
        told = _told(f"These {len(video.chapters)} chapters are YouTube's own.")
        return Division(chapters=video.chapters, findings=(*findings, *told))
    return Division(chapters=find_topics(), findings=findings)


def _told(*messages: str) -> tuple[Finding, ...]:
    return tuple(Finding(severity="info", where=WHERE, message=message) for message in messages)


def _compared(ours: Chapters, theirs: Chapters) -> tuple[Finding, ...]:
    """Say how YouTube's chapters differ from the creator's list, which was preferred."""
    if not theirs:
        return ()
    extra, missing = _without(theirs, ours), _without(ours, theirs)
    parts = []
    if extra:
        parts.append(f"YouTube also has {_named(extra)}")
    if missing:
        parts.append(f"YouTube does not have {_named(missing)}")
    if not parts:
        return ()
    message = f"The creator's list was taken before YouTube's own chapters. {'; '.join(parts)}."
    return _told(message)


def _without(chapters: Chapters, others: Chapters) -> Chapters:
    """Give those that start where none of the others does."""
    starts = [other.start_s for other in others]
    return tuple(
        chapter
        for chapter in chapters
        if all(abs(chapter.start_s - start_s) > NEAR_S for start_s in starts)
    )


def _named(chapters: Chapters) -> str:
    names = [
        f"“{chapter.title}” at {format_clock(chapter.start_s)}" for chapter in chapters[:MOST_NAMED]
    ]
    rest = len(chapters) - len(names)
    return ", ".join(names) + (f" and {rest} more" if rest else "")
