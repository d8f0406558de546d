"""What was said: caption files read, rolling lines unrolled, segments in order; SRT and VTT out.

Pure. The law of this room: no spoken word is lost, and no segment overlaps another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from core.caption_formats import Cue, decode, header_language, read_cues
from core.errors import BadRequest
from core.models import Segment, Transcript
from core.pasted_text import WORDS_PER_S, read_stamped, spread

ROLLING_SHARE = 0.3
"""A track is rolling if this share of its cues repeat what stood before them and add to it: of
YouTube's own every second one does, where speech and refrains hardly ever do."""
LATEST_S = 1e6
"""Eleven days, where YouTube takes twelve hours: what lies past it is a broken number."""
LONGEST_REPEAT = 100
"""Words; three lines on screen hold fewer."""

UNKNOWN_LANGUAGE = "und"

_SOUND = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|[♪♫#*>\s.…-]+")


def parse_captions(
    data: bytes | str, file_name: str, *, language: str = "", duration_s: float = 0.0
) -> Transcript:
    """Read a caption file of any known form as a transcript of origin `file`.

    A plain text without times is spread over `duration_s`, or at the pace of speech where the
    length is not known; the transcript's notes then say so.

    Raises:
        BadRequest: the file holds no captions.
    """
    text = decode(data)
    cues = read_cues(text)
    notes: tuple[str, ...] = (f"Read from {file_name}.",)
    if not cues and not _is_marked(text):
        cues = read_stamped(text)
        if not cues:
            cues = spread(text, duration_s)
            notes += ("The file names no times; they are guessed from the length of the text.",)
    if not all(cue.start_s <= LATEST_S and (cue.end_s or 0.0) <= LATEST_S for cue in cues):
        raise BadRequest(
            f"The times in {file_name} cannot be right.", "Choose another caption file."
        )
    raw = segments_of_cues(cues)
    segments = clean(raw)
    if is_rolling(raw):
        notes += ("Its lines repeated each other; each word is kept once.",)
    if not has_speech(segments):
        raise BadRequest(f"There are no words in {file_name}.", "Choose another caption file.")
    return Transcript(
        language=language or header_language(text) or UNKNOWN_LANGUAGE,
        origin="file",
        segments=segments,
        notes=notes,
    )


def segments_of_cues(cues: Iterable[Cue]) -> tuple[Segment, ...]:
    """Give cues as segments; one without an end lasts no time, which `clean` mends."""
    return tuple(
        Segment(
            id=number,
            start_s=cue.start_s,
            end_s=cue.start_s if cue.end_s is None else cue.end_s,
            text=cue.text,
        )
        for number, cue in enumerate(cues, start=1)
    )


def _is_marked(text: str) -> bool:
    """Tell a file of a form that holds no words from a text that has none."""
    head = text.strip()
    is_timed = re.search(r"^\s*[\d:.,]+\s*--+>", text, re.MULTILINE) is not None
    return is_timed or head == "[]" or head.startswith(("<", "{", "WEBVTT"))


def clean(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Put segments in order: sorted, unrolled, without overlap or blanks, ids from 1.

    Segments that start at the same moment become one. An end that lies past the next start is
    cut there; one that is missing or lies before its start reaches to the next start, or as far
    as the words take to be said.
    """
    ordered = sorted(segments, key=lambda segment: segment.start_s)
    spoken = _once(segment for segment in ordered if segment.text.strip())
    if is_rolling(spoken):
        spoken = list(_unrolled(spoken))
    joined = _joined(spoken)
    starts = (*(segment.start_s for segment in joined[1:]), float("inf"))
    return tuple(
        Segment(
            id=number,
            start_s=max(0.0, segment.start_s),
            end_s=_end(segment, next_start_s),
            text=_one_line(segment.text),
            words=segment.words,
        )
        for number, (segment, next_start_s) in enumerate(zip(joined, starts, strict=False), start=1)
    )


def _once(segments: Iterable[Segment]) -> list[Segment]:
    """Drop what says the same at the same moment, keeping the longest."""
    kept: dict[tuple[float, str], Segment] = {}
    for segment in segments:
        twin = kept.setdefault((segment.start_s, segment.text), segment)
        if segment.end_s > twin.end_s:
            kept[segment.start_s, segment.text] = segment
    return list(kept.values())


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _joined(segments: Sequence[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for segment in segments:
        last = joined[-1] if joined else None
        if last is not None and max(0.0, last.start_s) == max(0.0, segment.start_s):
            joined[-1] = Segment(
                id=last.id,
                start_s=last.start_s,
                end_s=max(last.end_s, segment.end_s),
                text=f"{last.text}\n{segment.text}",
                words=last.words + segment.words,
            )
        else:
            joined.append(segment)
    return joined


def _end(segment: Segment, next_start_s: float) -> float:
    start_s, end_s = max(0.0, segment.start_s), segment.end_s
    if end_s <= start_s:
        end_s = start_s + max(1.0, len(segment.text.split()) / WORDS_PER_S)
    return min(end_s, next_start_s)


def is_rolling(segments: Sequence[Segment]) -> bool:
    """Tell whether lines begin with the last one and go on, as automatic captions roll.

    A refrain repeats and adds nothing: it is no rolling.
    """
    pairs = list(pairwise(segment.text for segment in segments if segment.text.strip()))
    repeats = [(_repeated(one.split(), other), len(other.split())) for one, other in pairs]
    growing = sum(0 < repeated < length for repeated, length in repeats)
    whole = sum(repeated == length for repeated, length in repeats)
    return growing > 0 and growing + whole > 1 and growing >= ROLLING_SHARE * len(pairs)


def _repeated(shown: list[str], text: str) -> int:
    """Count the words at the head of a text that stood at the end of what was shown before.

    A word or two in common is chance, unless they are all of either, or whole lines.
    """
    words = text.split()
    lengths = [len(line.split()) for line in text.splitlines()]
    whole = {len(shown), len(words), *(sum(lengths[:count]) for count in range(1, len(lengths)))}
    for size in range(min(len(shown), len(words), LONGEST_REPEAT), 0, -1):
        if (size > 2 or size in whole) and shown[-size:] == words[:size]:
            return size
    return 0


def _unrolled(segments: Sequence[Segment]) -> Iterator[Segment]:
    shown: list[str] = []
    fresh: Segment | None = None
    for segment in segments:
        words = segment.text.split()
        size = _repeated(shown, segment.text)
        shown = words
        if fresh is not None and size == len(words):
            # What is still on screen is still being said.
            fresh = replace(fresh, end_s=max(fresh.end_s, segment.end_s))
            continue
        if fresh is not None:
            yield fresh
        fresh = replace(segment, text=" ".join(words[size:]), words=()) if size else segment
    if fresh is not None:
        yield fresh


def has_speech(segments: Iterable[Segment]) -> bool:
    """Tell whether there is more than `[Music]` and its like.

    >>> has_speech([Segment(id=1, start_s=0.0, end_s=1.0, text="[Music] ♪")])
    False
    """
    return any(_SOUND.sub("", segment.text) for segment in segments)


def plain_text(segments: Iterable[Segment]) -> str:
    """Join what was said into one text."""
    return " ".join(segment.text for segment in segments)


def to_srt(segments: Iterable[Segment]) -> str:
    """Write segments as an SRT file."""
    return "\n".join(
        f"{number}\n{_stamp(segment.start_s, ',')} --> {_stamp(segment.end_s, ',')}\n{segment.text}\n"
        for number, segment in enumerate(segments, start=1)
    )


def to_vtt(segments: Iterable[Segment]) -> str:
    """Write segments as a WebVTT file; `&` and `<` are escaped as the format asks."""
    cues = (
        f"{_stamp(segment.start_s, '.')} --> {_stamp(segment.end_s, '.')}\n{_escaped(segment.text)}\n"
        for segment in segments
    )
    return "\n".join(("WEBVTT\n", *cues))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _stamp(seconds: float, mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{rest // 1000:02}{mark}{rest % 1000:03}"
