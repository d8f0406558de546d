"""A transcript as the search for topics sees it: sentences, and where a chapter may begin. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.chapters import SHORTEST_S
from core.models import Segment, Transcript
from core.sentences import Sentence, join_sentences, weight
from core.spoken_languages import language_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

TURN_SENTENCES = 1.5
"""Segments of more sentences than this on average are turns of speech, not lines of captions."""
FEWEST_TURNS = 5
CLEAN_GAP_S = 20.0
"""Sentences that begin where a segment does are enough to cut at, if there is one this often."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Talk:
    """N sentences in order; all arrays are of length N.

    `language` is a primary tag, empty where it is not known; `pauses_s` is the silence before each
    sentence's segment; `words` are counted as `core.sentences.weight` does, and at least 1;
    `is_cut` tells where a chapter may begin; `turns` number the turns of speech from 0, rising,
    and are None where a transcript has none.
    """

    language: str
    sentences: tuple[str, ...]
    starts_s: Floats
    pauses_s: Floats
    words: Floats
    is_cut: Flags
    turns: NDArray[np.intp] | None
    duration_s: float


def read_talk(transcript: Transcript, duration_s: float) -> Talk:
    """Join a transcript's segments to sentences, and find where chapters may begin.

    A chapter holds whole segments, so it begins where a segment does; at those of them that a
    sentence begins with, if there are enough.
    """
    language = language_of(transcript.segments, transcript.language)
    sentences = join_sentences(transcript.segments, language)
    firsts = np.array([sentence.segment_ids[0] for sentence in sentences], dtype=np.intp)
    starts_s = np.array([sentence.start_s for sentence in sentences], dtype=np.float64)
    return Talk(
        language=language,
        sentences=tuple(sentence.text for sentence in sentences),
        starts_s=starts_s,
        pauses_s=_pauses(transcript.segments, firsts),
        words=np.array([max(1.0, weight(s.text)) for s in sentences], dtype=np.float64),
        is_cut=_cuts(sentences, starts_s, duration_s),
        turns=_turns(transcript.segments, firsts),
        duration_s=duration_s,
    )


def _cuts(sentences: Sequence[Sentence], starts_s: Floats, duration_s: float) -> Flags:
    """Mark the sentences at which a chapter may begin: not the first, none in the last second."""
    count = len(sentences)
    later = np.zeros(count, dtype=np.bool_)
    later[1:] = (np.diff(starts_s) > 0) & (starts_s[1:] <= duration_s - SHORTEST_S)
    clean = np.zeros(count, dtype=np.bool_)
    for at, (before, sentence) in enumerate(pairwise(sentences), start=1):
        clean[at] = sentence.segment_ids[0] not in before.segment_ids
    is_enough = (later & clean).sum() * CLEAN_GAP_S >= duration_s
    # Turns of speech are long: their beginnings are few, and the only times that are known.
    is_coarse = (later & clean).sum() >= 0.5 * later.sum()
    return later & clean if is_enough or is_coarse else later


def _pauses(segments: Sequence[Segment], firsts: NDArray[np.intp]) -> Floats:
    """Give the silence before each sentence's segment; where lines overlap, it is not known."""
    gaps = {
        segment.id: max(0.0, segment.start_s - before.end_s)
        for before, segment in pairwise(segments)
    }
    return np.array([gaps.get(int(first), 0.0) for first in firsts], dtype=np.float64)


def _turns(segments: Sequence[Segment], firsts: NDArray[np.intp]) -> NDArray[np.intp] | None:
    """Number the turns; a segment of several sentences is one."""
    held = np.unique(firsts)
    if len(held) < FEWEST_TURNS or len(firsts) < TURN_SENTENCES * len(segments):
        return None
    return np.searchsorted(held, firsts).astype(np.intp)
