"""What was said: caption files read, rolling lines unrolled, segments in order; SRT and VTT out.

Pure. The law of this room: no spoken word is lost, and no segment overlaps another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from core.caption_formats import Cue, decode, header_language, read_cues
from core.errors import BadRequest
from core.models import Segment, Transcript

WORDS_PER_S = 2.5
"""People speak about 150 words a minute; used only where a file names no end or no times."""

ROLLING_SHARE = 0.3
"""A track is rolling if more than this share of its cues begin with what stood before them.
True speech repeats itself far less; YouTube's own rolling tracks lie above 0.9."""

UNKNOWN_LANGUAGE = "und"


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
    if not cues and "-->" not in text and not text.lstrip().startswith(("<", "{", "[", "WEBVTT")):
        cues = tuple(_spread(text, duration_s))
        notes += ("The file names no times; they are guessed from the length of the text.",)
    segments = clean(segments_of_cues(cues))
    if not segments:
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


def _spread(text: str, duration_s: float) -> Iterator[Cue]:
    lines = [line for line in re.split(r"\n+|(?<=[.!?。！？])\s+", text) if line.strip()]
    sizes = [len(line) for line in lines]
    total_s = duration_s or len(text.split()) / WORDS_PER_S
    at_s = 0.0
    for line, size in zip(lines, sizes, strict=True):
        end_s = at_s + total_s * size / sum(sizes)
        yield Cue(at_s, end_s, line.strip())
        at_s = end_s


def clean(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Put segments in order: sorted, unrolled, without overlap or blanks, ids from 1.

    Segments that start at the same moment become one. An end that lies past the next start is
    cut there; one that is missing or lies before its start reaches to the next start, or as far
    as the words take to be said.
    """
    ordered = sorted(segments, key=lambda segment: segment.start_s)
    spoken = [segment for segment in ordered if segment.text.strip()]
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
    """Tell whether each line of a track begins with the last one, as automatic captions roll."""
    pairs = list(pairwise(segments))
    if len(pairs) < 2:
        return False
    rolled = sum(_is_rolled(one.text.split(), other.text.split()) for one, other in pairs)
    return rolled > ROLLING_SHARE * len(pairs)


def _is_rolled(shown: list[str], words: list[str]) -> bool:
    overlap = _overlap(shown, words)
    return overlap >= 3 or (overlap > 0 and overlap in {len(words), len(shown)})


def _overlap(shown: list[str], words: list[str]) -> int:
    """Count the words at the head of `words` that stand at the end of `shown`."""
    for size in range(min(len(shown), len(words)), 0, -1):
        if shown[-size:] == words[:size]:
            return size
    return 0


def _unrolled(segments: Sequence[Segment]) -> Iterator[Segment]:
    shown: list[str] = []
    for segment in segments:
        words = segment.text.split()
        fresh = words[_overlap(shown, words) :] if _is_rolled(shown, words) else words
        shown = words
        if fresh:
            yield Segment(
                id=segment.id,
                start_s=segment.start_s,
                end_s=segment.end_s,
                text=" ".join(fresh),
            )


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
