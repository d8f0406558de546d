"""The talks with true sections, as turns of speech and as lines of captions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from bench.machine import shared
from core.models import Segment, Transcript
from core.ports import EmbedsSentences
from core.segmentation import Floats
from core.topic_features import features
from core.topic_units import Talk, read_talk
from core.topics import usual_length

FOLDS = 8


@dataclass(frozen=True, eq=False)
class TrueTalk:
    """A talk with its true cuts, as sentence numbers."""

    id: str
    transcript: Transcript
    talk: Talk
    vectors: NDArray[np.float32]
    columns: dict[str, Floats]
    cuts: tuple[int, ...]
    titles: tuple[str, ...]


def load(embedder: EmbedsSentences, *, as_captions: bool = False) -> list[TrueTalk]:
    """Read the 51 talks; `as_captions` gives each sentence its own time and hides the turns."""
    path = shared("segmentation", "bitcoin_transcripts_en.dev.jsonl")
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_read(record, embedder, as_captions) for record in records]


def _read(record: dict, embedder: EmbedsSentences, as_captions: bool) -> TrueTalk:
    texts = [segment["text"] for segment in record["segments"]]
    duration_s = float(record["duration"])
    starts_s = _spread([segment["start"] for segment in record["segments"]], texts, duration_s)
    truth = {starts_s[chapter["seg"]]: chapter["title"] for chapter in record["chapters"]}
    segments = _segments(starts_s, texts, duration_s)
    transcript = Transcript(language=record["lang"], origin="file", segments=segments)
    if as_captions:
        transcript = replace(transcript, segments=_lines(transcript, duration_s))
    talk = read_talk(transcript, duration_s)
    cuts = {int(np.searchsorted(talk.starts_s, at - 1e-6)): truth[at] for at in sorted(truth)}
    inner = tuple(cut for cut in cuts if 0 < cut < len(talk.sentences))
    titles = (next(iter(cuts.values())), *(cuts[cut] for cut in inner))
    vectors = embedder.embed(talk.sentences)
    columns = features(talk, vectors, (), usual_length(duration_s))
    return TrueTalk(record["id"], transcript, talk, vectors, columns, inner, titles)


def _spread(starts_s: Sequence[float], texts: Sequence[str], end_s: float) -> list[float]:
    """Part turns that were noted at one second, by the letters in them."""
    found: list[float] = []
    for start_s, group in groupby(zip(starts_s, texts, strict=True), key=lambda pair: pair[0]):
        letters = np.array([0, *(1 + len(text) for _, text in group)])
        later_s = min((at for at in starts_s if at > start_s), default=max(end_s, start_s + 1))
        steps = np.cumsum(letters)[:-1] / letters.sum()
        found += [float(start_s + step * (later_s - start_s)) for step in steps]
    return found


def _lines(transcript: Transcript, duration_s: float) -> tuple[Segment, ...]:
    """Make each sentence a segment, at the time that its place in its turn suggests."""
    talk = read_talk(transcript, duration_s)
    starts_s = _spread(talk.starts_s.tolist(), talk.sentences, duration_s)
    return _segments(starts_s, talk.sentences, duration_s)


def _segments(starts_s: Sequence[float], texts: Sequence[str], end_s: float) -> tuple[Segment, ...]:
    ends_s = [*starts_s[1:], max(end_s, starts_s[-1] + 1)]
    return tuple(
        Segment(id=number, start_s=start_s, end_s=end_s, text=" ".join(text.split()))
        for number, (start_s, end_s, text) in enumerate(
            zip(starts_s, ends_s, texts, strict=True), start=1
        )
    )


def folds(talks: Sequence[TrueTalk], seed: int = 0) -> Iterator[tuple[list[int], list[int]]]:
    """Give, again and again, the talks to fit on and those to try on, as their numbers."""
    order = np.random.RandomState(seed).permutation(len(talks))
    for fold in range(FOLDS):
        tried = [int(at) for at in order[fold::FOLDS]]
        yield [at for at in range(len(talks)) if at not in tried], tried
