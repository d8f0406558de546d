"""What is said, in numbered paragraphs, and the windows over them that one question each is about.

A talk too long for one question is asked in windows that overlap, so that wherever a window ends,
another sees what is said on both sides of that place. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import ceil, inf

from core.abilities import abilities_of
from core.chapters import SHORTEST_S
from core.models import Segment, Study
from core.sentences import Sentence, join_sentences, weight
from core.tokens import text_tokens

LEAST_WORDS, MOST_WORDS = 25.0, 60.0
"""Ten seconds of speech, and 25: finer costs tokens, coarser misses where topics begin."""
PAUSE_S, PAUSE_WORDS = 2.0, 8.0
"""A silence this long ends even a short paragraph."""
MOST_LETTERS = 1200
"""Of a paragraph that has no sentence in it: enough to tell its topic."""

TARGET_S = (120.0, 480.0)
"""Chapters of 2 to 8 minutes suit ten to twenty pictures a video."""
SHORT_PART = 5
"""In a video under ten minutes a chapter may be a fifth of it."""
LIKELY_S = 300.0

WINDOW_TOKENS, OTHERS_WINDOW_TOKENS = 40_000, 6_000
"""Two hours of talk, well below the 100,000 from which Haiku is dearer; servers of one's own
often have room for 8,192."""
OVERLAP_TOKENS = 3_000
"""Eight minutes of talk: the longest chapter fits into what both windows see."""
LINE_TOKENS = 6
"""A paragraph's number, its brackets and its line's end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A few sentences; ids count from 1. It begins where its first sentence does."""

    id: int
    start_s: float
    end_s: float
    text: str

    @property
    def length_s(self) -> float:
        """Tell how long it is spoken, without the silence after it."""
        return max(0.0, self.end_s - self.start_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What one question is about, and what is wished of its answer.

    `count` chapters exactly, or about as many where there are other windows; None: as many as
    there are, each of about `target_s` seconds of speech.
    """

    index: int
    total: int
    paragraphs: tuple[Paragraph, ...]
    target_s: tuple[float, float]
    count: int | None = None

    @property
    def first_id(self) -> int:
        """Give the number of the first paragraph."""
        return self.paragraphs[0].id

    @property
    def last_id(self) -> int:
        """Give the number of the last paragraph."""
        return self.paragraphs[-1].id

    @property
    def length_s(self) -> float:
        """Tell how long all of it is spoken."""
        return sum(paragraph.length_s for paragraph in self.paragraphs)

    @property
    def likely_chapters(self) -> int:
        """Guess how many chapters it has."""
        return self.count or max(1, round(self.length_s / LIKELY_S))


def paragraphs_of(study: Study) -> tuple[Paragraph, ...]:
    """Join what is said to paragraphs, in order of time; past the video's end no chapter begins."""
    latest_s = (study.video.duration_s or inf) - SHORTEST_S
    segments = tuple(one for one in study.transcript.segments if one.start_s < latest_s)
    return _paragraphs(segments, study.transcript.language)


# A page asks for the price each time it is drawn; for an hour of talk this takes half a second.
@lru_cache(maxsize=8)
def _paragraphs(segments: tuple[Segment, ...], language: str) -> tuple[Paragraph, ...]:
    known = {segment.id: segment for segment in segments}
    sentences = join_sentences(segments, language)
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        if groups and not _opens(groups[-1], sentence):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    starts_s = [group[0].start_s for group in groups]
    return tuple(
        _paragraph(number, group, known, next_s)
        for number, (group, next_s) in enumerate(
            zip(groups, [*starts_s[1:], inf], strict=False), start=1
        )
    )


def _opens(group: list[Sentence], sentence: Sentence) -> bool:
    """Tell whether a sentence opens a paragraph after a group that is begun."""
    if sentence.start_s <= group[0].start_s or not sentence.text:
        return False
    said = sum(weight(one.text) for one in group)
    # Chapters are made of whole segments: best is a sentence that does not begin inside one.
    is_clean = sentence.segment_ids[0] not in group[-1].segment_ids
    if said >= MOST_WORDS:
        return True
    is_long = said >= LEAST_WORDS or (said >= PAUSE_WORDS and sentence.pause_s >= PAUSE_S)
    return is_clean and is_long


def _paragraph(
    number: int, group: list[Sentence], known: dict[int, Segment], next_s: float
) -> Paragraph:
    text = " ".join(sentence.text for sentence in group if sentence.text)
    ids = [id_ for sentence in group for id_ in sentence.segment_ids]
    return Paragraph(
        id=number,
        start_s=group[0].start_s,
        # Captions overlap: what is said next is not said twice.
        end_s=min(next_s, max(known[id_].end_s for id_ in ids)),
        text=text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]} …",
    )


def windows_of(
    paragraphs: Sequence[Paragraph], model: str, count: int | None = None
) -> tuple[Window, ...]:
    """Lay windows over all paragraphs, each within what one question may hold.

    Where there are several, `count` is shared out with one more for each: what two windows both
    name is joined, and too many can be made fewer, but not the other way.
    """
    spans = _spans([_line_tokens(paragraph, model) for paragraph in paragraphs], *_room(model))
    all_s = sum(paragraph.length_s for paragraph in paragraphs)
    shortest_s, longest_s = TARGET_S
    windows = []
    for index, (start, end) in enumerate(spans):
        inside = tuple(paragraphs[start:end])
        share = sum(paragraph.length_s for paragraph in inside) / (all_s or 1.0)
        shared = count if count is None or len(spans) == 1 else ceil(count * share) + 1
        windows.append(
            Window(
                index=index,
                total=len(spans),
                paragraphs=inside,
                target_s=(min(shortest_s, all_s / SHORT_PART), longest_s),
                count=shared,
            )
        )
    return tuple(windows)


def _line_tokens(paragraph: Paragraph, model: str) -> int:
    return LINE_TOKENS + text_tokens(paragraph.text, model)


def _room(model: str) -> tuple[int, int]:
    """Give the tokens of a window, and how many of them overlap."""
    tokens = OTHERS_WINDOW_TOKENS if abilities_of(model).line == "other" else WINDOW_TOKENS
    return tokens, min(OVERLAP_TOKENS, tokens // 4)


def _spans(tokens: Sequence[int], most: int, overlap: int) -> list[tuple[int, int]]:
    """Cut places into even spans `[start, end)` of about `most` tokens that overlap.

    >>> _spans([10] * 10, 50, 20)
    [(0, 4), (2, 7), (5, 10)]
    """
    if sum(tokens) <= most:
        return [(0, len(tokens))]
    ends = list(accumulate(tokens))
    parts = ceil((ends[-1] - overlap) / (most - overlap))
    step = (ends[-1] - overlap) / parts
    spans: list[tuple[int, int]] = []
    for part in range(parts):
        start = bisect_right(ends, part * step)
        end = bisect_right(ends, (part + 1) * step + overlap) if part < parts - 1 else len(ends)
        start = min(start, spans[-1][1] - 1) if spans else 0
        # A paragraph larger than a step would leave a window with nothing of its own.
        if not spans or (start > spans[-1][0] and end > spans[-1][1]):
            spans.append((start, end))
    return spans
