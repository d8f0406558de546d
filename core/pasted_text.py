"""Words that a person pastes or writes: with a time at the head of lines, or with none at all.

Pure. No word is left out: what stands before the first time is said from the start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.caption_formats import Cue, plain
from core.timecodes import parse_clock

WORDS_PER_S = 2.5
"""People speak about 150 words a minute; used only where a file names no end or no times."""
STAMPED_SHARE = 0.25
"""Of the lines of a text with times, at least this many carry one."""

_CLOCK = r"(?:\d+:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_RANGE = rf"{_CLOCK}(?:\s*[-–—]+\s*{_CLOCK})?"
_STAMP = re.compile(
    rf"^(?:[\[(]\s*(?=({_CLOCK})){_RANGE}\s*[\])]|(?=({_CLOCK})){_RANGE}(?=[\s|:–—-]|$))"
    r"\s*[-–—:|]?\s*(.*)$"
)
_NAMED_STAMP = re.compile(rf"^(\S.{{0,60}}?)\s+[\[(]?({_CLOCK})[\])]?$")
_ECHO = re.compile(r"^(?:\d+ hours?,? ?)?(?:\d+ minutes?,? ?)?(?:\d+ seconds?)?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\n+|(?<=[.!?…])\s+|(?<=[.!?…][\"'”’)\]])\s+|(?<=[。！？])")

Stamped = tuple[float, str]


def read_stamped(text: str) -> tuple[Cue, ...]:
    """Read lines such as `0:15 words`, `[0:15]` above its words, or `Name 0:15` above hers.

    Empty where the times are too few, or do not rise: then they are words like others.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    stamped = [_stamp(line) for line in lines]
    times = [found[0] for found in stamped if found]
    is_rising = all(one <= other for one, other in pairwise(times))
    if not is_rising or len(times) < max(2, STAMPED_SHARE * len(lines)):
        return ()
    return tuple(_cues(lines, stamped))


def _stamp(line: str) -> Stamped | None:
    if found := _STAMP.match(line):
        return parse_clock(found[1] or found[2]), found[3]
    if found := _NAMED_STAMP.match(line):
        return parse_clock(found[2]), f"{found[1].rstrip(':')}:"
    return None


def _cues(lines: Sequence[str], stamped: Sequence[Stamped | None]) -> Iterator[Cue]:
    start_s = 0.0
    words: list[str] = []
    for line, found in zip(lines, stamped, strict=True):
        if found is not None:
            if words:
                yield Cue(start_s, found[0], plain("\n".join(words)))
            start_s, words = found[0], [found[1]] if found[1] else []
        # A transcript copied off YouTube's page says each time twice: "0:15", "15 seconds".
        elif words or not _ECHO.match(line):
            words.append(line)
    if words:
        yield Cue(start_s, None, plain("\n".join(words)))


def spread(text: str, duration_s: float = 0.0) -> tuple[Cue, ...]:
    """Lay a text without times evenly over a video, or at the pace of speech where that is 0."""
    lines = [line.strip() for line in _SENTENCE_END.split(text) if line and line.strip()]
    letters = sum(map(len, lines))
    total_s = duration_s or len(text.split()) / WORDS_PER_S
    cues: list[Cue] = []
    at_s = 0.0
    for line in lines:
        end_s = at_s + total_s * len(line) / letters
        cues.append(Cue(at_s, end_s, line))
        at_s = end_s
    return tuple(cues)
