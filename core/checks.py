"""What a post leaves out or puts wrong: findings for the person, never errors. Pure and free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.models import Finding, Post, Screenshot, Section, Segment
from core.offers import segments_of

LOW_COVERAGE = 0.6
"""Below this, much of what was said is cited nowhere; the seed's own post kept a third."""


def check_post(post: Post) -> tuple[Finding, ...]:
    """Check a whole post, chapter by chapter, in order."""
    return tuple(finding for section in post.sections for finding in check_section(post, section))


def check_section(post: Post, section: Section) -> Iterator[Finding]:
    """Check one chapter of a post: is it written, what does it cite, are its pictures in order."""
    segments = segments_of(section.chapter, post.segments, post.video.duration_s)
    yield from _unwritten(section)
    if section.blocks:
        yield from _coverage(section, segments)
        yield from _pictures(section, post.screenshots)


def coverage(section: Section, segments: Sequence[Segment]) -> float:
    """Give the share of a chapter's segments that its blocks cite, 0..1; 1 where nothing is said."""
    said = {segment.id for segment in segments}
    return len(said & cited(section)) / len(said) if said else 1.0


def cited(section: Section) -> frozenset[int]:
    """Give the ids of all segments that a chapter rests on."""
    return frozenset(number for block in section.blocks for number in block.segment_ids)


def _unwritten(section: Section) -> Iterator[Finding]:
    if not section.is_complete:
        what = "This chapter is cut off." if section.blocks else "This chapter is not written."
        yield _error(section, what)


def _coverage(section: Section, segments: Sequence[Segment]) -> Iterator[Finding]:
    if not segments:
        return
    share = coverage(section, segments)
    missing = [segment for segment in segments if segment.id not in cited(section)]
    message = f"{share:.0%} of the {len(segments)} segments said in this chapter are cited."
    yield Finding(
        severity="warning" if share < LOW_COVERAGE else "info",
        where=section.chapter.title,
        message=message,
        at_s=missing[0].start_s if missing else section.chapter.start_s,
    )


def _pictures(section: Section, screenshots: Sequence[Screenshot]) -> Iterator[Finding]:
    known = {screenshot.id: screenshot for screenshot in screenshots}
    named = [block.frame_id for block in section.blocks if block.frame_id is not None]
    for frame_id in named:
        if frame_id not in known:
            yield _error(section, f"The picture {frame_id} is not kept.")
    shown = [known[frame_id] for frame_id in named if frame_id in known]
    for earlier, later in pairwise(shown):
        if later.at_s < earlier.at_s:
            message = f"The picture {later.id} stands after {earlier.id}, which is shown later."
            yield Finding(
                severity="warning",
                where=section.chapter.title,
                message=message,
                at_s=later.at_s,
            )


def _error(section: Section, message: str) -> Finding:
    return Finding(
        severity="error",
        where=section.chapter.title,
        message=message,
        at_s=section.chapter.start_s,
    )
