"""The author's chapters out of a description, and changes to a list of chapters. Pure.

The law of this room: chapters tile `[0, duration_s)` without a gap and without overlap.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.errors import BadRequest
from core.models import Chapter, ChapterOrigin, Transcript
from core.timecodes import format_clock, parse_clock

SHORTEST_S = 1.0
"""A chapter that a person makes lasts at least this long."""

OPENING = "Introduction"
"""What the stretch before the first named chapter is called."""

_STAMP = re.compile(r"(?<![\d:.,/])(\d{1,3}(?::\d{2}){1,2})(?!\d|:\d|/|[.,]\d|\s*[AaPp]\.?[Mm]\b)")
_RANGE_END = re.compile(r"^\s*(?:-|–|—|~|〜|to|bis)\s*(?=\d)")
_NUMBERING = re.compile(
    r"^(?:\(?\d{1,3}[.)]\s+|第\s*\d+\s*[章回節部]\s*[:：]?\s*|#\d+\s+|\[\d+\]\s+)"
)
_EDGES = " \t\u3000-–—−|:：~〜•·*►▶➤→»>=,;、，"
_BRACKETS = {"(": ")", "[": "]", "【": "】", "<": ">", "（": "）", "「": "」"}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time that stands in a line, with the words beside it."""

    at_s: float
    title: str
    line: int


def parse_description(description: str, duration_s: float) -> tuple[Chapter, ...]:
    """Find the author's chapter list in a description; empty where it holds none.

    A list is a run of lines with rising times, at least two, with titles; of several, the one
    with the most entries counts, and of equal ones the first. Times past the end are dropped.
    """
    stamps = [stamp for stamp in _stamps(description) if stamp.title]
    best: list[Stamp] = []
    for run in _rising_runs(stamps):
        inside = [stamp for stamp in run if duration_s <= 0 or stamp.at_s < duration_s]
        if len(inside) > max(1, len(best)):
            best = inside
    return tile([(stamp.at_s, stamp.title) for stamp in best], duration_s, "description")


def _stamps(text: str) -> Iterator[Stamp]:
    for number, line in enumerate(unicodedata.normalize("NFKC", text).split("\n")):
        yield from _line_stamps(line, number)


def _line_stamps(line: str, number: int) -> Iterator[Stamp]:
    found = list(_STAMP.finditer(line))
    if not found or "://" in line[: found[0].start()]:
        return
    start, end = found[0].start(), found[0].end()
    if len(found) > 1 and _RANGE_END.match(line[end : found[1].start() + 1]):
        end = found[1].end()
    before, after = _title(line[:start]), _title(line[end:])
    yield Stamp(parse_clock(found[0][1]), after or before, number)


def _title(text: str) -> str:
    """Take what only joins a time to its title off both ends, and the list's own numbers."""
    text = text.strip(_EDGES)
    for opening, closing in _BRACKETS.items():
        if text.startswith(closing):
            text = text[1:].strip(_EDGES)
        if text.endswith(opening):
            text = text[:-1].strip(_EDGES)
    return _NUMBERING.sub("", text).strip(_EDGES) if text else ""


def _rising_runs(stamps: Sequence[Stamp]) -> Iterator[list[Stamp]]:
    run: list[Stamp] = []
    for stamp in stamps:
        if run and stamp.at_s <= run[-1].at_s:
            yield run
            run = []
        run.append(stamp)
    yield run


def parse_chapters_text(text: str, duration_s: float) -> tuple[Chapter, ...]:
    """Read a list of chapters that a person brings: lines with times, or JSON.

    JSON is a list of `{title, start_s}` (or `start`), in seconds or as clock times.

    Raises:
        BadRequest: it holds no list of chapters.
    """
    entries = (
        _json_entries(text)
        if text.lstrip().startswith(("[", "{"))
        else [(stamp.at_s, stamp.title) for stamp in _stamps(text) if stamp.title]
    )
    inside = [(at_s, title) for at_s, title in entries if duration_s <= 0 or at_s < duration_s]
    if not inside:
        raise BadRequest(
            "There are no chapters in this list.",
            "Write one chapter a line, such as “4:20 What to remember”.",
        )
    return tile(inside, duration_s, "file")


def _json_entries(text: str) -> list[tuple[float, str]]:
    try:
        value = json.loads(text)
        entries = value["chapters"] if isinstance(value, dict) else value
        return [(_json_time(entry), str(entry["title"])) for entry in entries]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadRequest(
            "The list of chapters is not JSON that can be read.",
            "Each entry needs a title and a start_s.",
        ) from error


def _json_time(entry: dict[str, object]) -> float:
    value = entry["start_s"] if "start_s" in entry else entry["start"]
    return parse_clock(value) if isinstance(value, str) else float(value)  # type: ignore[arg-type]


def tile(
    entries: Sequence[tuple[float, str]], duration_s: float, origin: ChapterOrigin
) -> tuple[Chapter, ...]:
    """Make chapters of start times and titles: sorted, one a moment, from 0 to the end."""
    starts = dict(sorted(entries, key=lambda entry: entry[0], reverse=True))
    ordered = sorted(starts.items())
    if ordered and ordered[0][0] > 0:
        ordered = [(0.0, OPENING), *ordered]
    ends = [start_s for start_s, _ in ordered[1:]]
    ends.append(max(duration_s, ordered[-1][0] + SHORTEST_S if ordered else 0.0))
    return tuple(
        Chapter(title=title, start_s=float(start_s), end_s=float(end_s), origin=origin)
        for (start_s, title), end_s in zip(ordered, ends, strict=False)
    )


def split_evenly(
    duration_s: float, transcript: Transcript, target_s: float = 300.0
) -> tuple[Chapter, ...]:
    """Split a video without chapters into parts of about `target_s`, at the longest near pauses."""
    count = max(1, round(duration_s / target_s))
    starts = [0.0]
    for number in range(1, count):
        ideal_s = duration_s * number / count
        starts.append(_pause_near(ideal_s, target_s / 4, transcript))
    entries = [(at_s, f"Part {number}") for number, at_s in enumerate(starts, start=1)]
    return tile(entries, duration_s, "split")


def _pause_near(ideal_s: float, reach_s: float, transcript: Transcript) -> float:
    segments = transcript.segments
    pauses = [
        (after.start_s - before.end_s, -abs(after.start_s - ideal_s), after.start_s)
        for before, after in pairwise(segments)
        if abs(after.start_s - ideal_s) <= reach_s
    ]
    return max(pauses)[2] if pauses else ideal_s


def rename(chapters: tuple[Chapter, ...], index: int, title: str) -> tuple[Chapter, ...]:
    """Give a chapter another title.

    Raises:
        BadRequest: the title is empty, or there is no such chapter.
    """
    title = " ".join(title.split())
    if not title:
        raise BadRequest("A chapter needs a title.", "Write one, or drop the chapter.")
    return _changed(chapters, index, replace(_at(chapters, index), title=title))


def merge(chapters: tuple[Chapter, ...], index: int) -> tuple[Chapter, ...]:
    """Join a chapter with the next one, under its own title.

    Raises:
        BadRequest: there is no next chapter.
    """
    first = _at(chapters, index)
    if index + 1 >= len(chapters):
        raise BadRequest("The last chapter has no next one.", "Merge the one before it instead.")
    following = chapters[index + 1]
    joined = replace(
        first,
        end_s=following.end_s,
        origin="edited",
        is_dropped=first.is_dropped and following.is_dropped,
    )
    return (*chapters[:index], joined, *chapters[index + 2 :])


def split_at(chapters: tuple[Chapter, ...], at_s: float, title: str) -> tuple[Chapter, ...]:
    """Split the chapter that holds a moment; the part from there on gets `title`.

    Raises:
        BadRequest: the moment lies in no chapter, or too near to where one begins or ends.
    """
    for index, chapter in enumerate(chapters):
        if chapter.start_s + SHORTEST_S <= at_s <= chapter.end_s - SHORTEST_S:
            first = replace(chapter, end_s=at_s, origin="edited")
            second = replace(
                chapter,
                start_s=at_s,
                origin="edited",
                title=title.strip() or f"{chapter.title} (2)",
            )
            return (*chapters[:index], first, second, *chapters[index + 1 :])
    raise BadRequest(
        f"No chapter can be split at {format_clock(at_s)}.",
        "Choose a moment inside a chapter, at least a second from its ends.",
    )


def drop(chapters: tuple[Chapter, ...], index: int) -> tuple[Chapter, ...]:
    """Leave a chapter out of the post; it keeps its place.

    Raises:
        BadRequest: it is the last one that is kept.
    """
    changed = _changed(chapters, index, replace(_at(chapters, index), is_dropped=True))
    if all(chapter.is_dropped for chapter in changed):
        raise BadRequest("One chapter has to stay.", "Take another one back first.")
    return changed


def restore(chapters: tuple[Chapter, ...], index: int) -> tuple[Chapter, ...]:
    """Take a dropped chapter back."""
    return _changed(chapters, index, replace(_at(chapters, index), is_dropped=False))


def _at(chapters: tuple[Chapter, ...], index: int) -> Chapter:
    if not 0 <= index < len(chapters):
        raise BadRequest(f"There is no chapter {index + 1}.", "The list may have changed; reload.")
    return chapters[index]


def _changed(chapters: tuple[Chapter, ...], index: int, chapter: Chapter) -> tuple[Chapter, ...]:
    return (*chapters[:index], chapter, *chapters[index + 1 :])
