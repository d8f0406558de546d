"""Topics found in the words: how near they come to the true sections of talks.

Every figure of ours is on talks whose fold the weights were not fitted on.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence

import numpy as np

from bench.machine import draw
from bench.talks import TrueTalk, folds, load
from bench.topic_fit import fit
from core.adapters.embeddings import SentenceEncoder, is_installed
from core.lexical_vectors import LexicalVectors
from core.models import Segment, Transcript
from core.ports import EmbedsSentences
from core.topic_features import features
from core.topic_weights import STREAM, TURNS, Weights
from core.topics import find_cuts, find_topics, usual_length

WORDS = "words alone"
"""What the weights are fitted on; they serve vectors of meaning as they are."""
Cuts = Sequence[Sequence[int]]
HEADER = ("way", "chapters", "Pk", "WindowDiff", "below none", "F1 at 10 s", "F1 at 30 s")


def table() -> str:
    kinds: list[tuple[str, EmbedsSentences]] = [(WORDS, LexicalVectors())]
    if is_installed():
        kinds.insert(0, ("with sentence vectors", SentenceEncoder()))
    turns = {name: load(embedder) for name, embedder in kinds}
    lines = {name: load(embedder, as_captions=True) for name, embedder in kinds}
    parts = []
    for heading, shown in (
        ("As the transcripts are, in turns of speech:", turns),
        ("The same talks as lines of captions, turns unknown:", lines),
    ):
        first = next(iter(shown.values()))
        rows = [
            _row("none", first, [()] * len(first)),
            _row("even split, true count", first, [_evenly(one) for one in first]),
        ]
        for name, talks in shown.items():
            for count in (False, True):
                found = _by_others(talks, turns[WORDS], lines[WORDS], count=count)
                label = f"`core.topics`, {name}{', true count' if count else ''}"
                rows.append(_row(label, talks, found))
        parts.append(f"{heading}\n\n{draw(HEADER, rows)}")
    return "\n\n".join([*parts, _pace(kinds)])


def _by_others(
    talks: list[TrueTalk], turns: list[TrueTalk], lines: list[TrueTalk], *, count: bool
) -> Cuts:
    """Cut each talk by weights that were fitted on the talks of other folds."""
    found: list[Sequence[int]] = [()] * len(talks)
    for fitted, tried in folds(talks):
        by_turns = fit([turns[at] for at in fitted if turns[at].talk.turns is not None], TURNS)
        by_lines = fit([lines[at] for at in fitted], STREAM)
        for at in tried:
            weights = by_lines if talks[at].talk.turns is None else by_turns
            found[at] = _cut(talks[at], weights, count=count)
    return found


def _cut(one: TrueTalk, weights: Weights, *, count: bool) -> Sequence[int]:
    if not count:
        return find_cuts(one.talk, one.columns, usual_length(one.talk.duration_s), weights=weights)
    parts = len(one.cuts) + 1
    chapter_s = one.talk.duration_s / parts
    columns = features(one.talk, one.vectors, (), chapter_s)
    return find_cuts(one.talk, columns, chapter_s, parts, weights=weights)


def _evenly(one: TrueTalk) -> Sequence[int]:
    parts = len(one.cuts) + 1
    said = np.cumsum(one.talk.words)
    places = np.searchsorted(said, said[-1] * np.arange(1, parts) / parts)
    return sorted({int(place) for place in places} - {0})


def _row(name: str, talks: Sequence[TrueTalk], found: Cuts) -> tuple[object, ...]:
    def mean(measure: Callable[[TrueTalk, Sequence[int]], float]) -> float:
        return float(np.mean([measure(*pair) for pair in zip(talks, found, strict=True)]))

    pk, difference = mean(lambda *pair: _misses(*pair)[0]), mean(lambda *pair: _misses(*pair)[1])
    none = float(np.mean([_misses(one, ()) for one in talks]))
    return (
        name,
        f"{mean(lambda _, cuts: len(cuts) + 1):.1f}",
        f"{pk:.3f}",
        f"{difference:.3f}",
        f"{none - (pk + difference) / 2:.3f}",
        f"{mean(lambda one, cuts: _f1(one, cuts, 10.0)):.3f}",
        f"{mean(lambda one, cuts: _f1(one, cuts, 30.0)):.3f}",
    )


def _misses(one: TrueTalk, cuts: Sequence[int]) -> tuple[float, float]:
    """Give Pk (Beeferman 1999) and WindowDiff (Pevzner and Hearst 2002), in sentences."""
    count = len(one.talk.sentences)
    true, found = np.zeros(count, dtype=int), np.zeros(count, dtype=int)
    true[list(one.cuts)] = 1
    found[list(cuts)] = 1
    reach = max(1, round(count / (len(one.cuts) + 1) / 2))
    true, found = np.cumsum(true), np.cumsum(found)
    wanted, got = true[reach:] - true[:-reach], found[reach:] - found[:-reach]
    return float(np.mean((wanted > 0) != (got > 0))), float(np.mean(wanted != got))


def _f1(one: TrueTalk, cuts: Sequence[int], within_s: float) -> float:
    """Match each found cut with the nearest true one that is free."""
    free = [float(one.talk.starts_s[cut]) for cut in one.cuts]
    true, hits = len(free), 0
    for at_s in (float(one.talk.starts_s[cut]) for cut in cuts):
        near = min(free, key=lambda start_s: abs(start_s - at_s), default=np.inf)
        if abs(near - at_s) <= within_s:
            free.remove(near)
            hits += 1
    return 2 * hits / max(1, true + len(cuts))


def _pace(kinds: Sequence[tuple[str, EmbedsSentences]]) -> str:
    """Time a talk of two hours in lines of captions, and one of twenty."""
    rows = []
    for name, embedder in kinds:
        embedder.embed(["loads the model"])
        for hours in (2, 20):
            talk = _long_talk(hours)
            begin = time.perf_counter()
            found = find_topics(talk, hours * 3600.0, embedder, lambda parts, _: [""] * len(parts))
            used_s = time.perf_counter() - begin
            words = sum(len(segment.text.split()) for segment in talk.segments)
            rows.append((name, hours, f"{words:,}", len(found), f"{used_s:.1f} s"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    header = ("way", "hours", "words", "chapters", "took")
    return f"Time, without titles; the process peaked at {peak:,.0f} MB.\n\n{draw(header, rows)}"


def _long_talk(hours: int) -> Transcript:
    """Join the talks' words to one talk, five seconds a line."""
    words: list[str] = []
    for one in load(LexicalVectors()):
        words += [word for segment in one.transcript.segments for word in segment.text.split()]
        if len(words) > hours * 9000:
            break
    while len(words) < hours * 9000:
        words += words
    lines = [" ".join(words[at : at + 12]) for at in range(0, hours * 9000, 12)]
    step_s = hours * 3600.0 / len(lines)
    return Transcript(
        language="en",
        origin="file",
        segments=tuple(
            Segment(id=at + 1, start_s=at * step_s, end_s=(at + 1) * step_s, text=line)
            for at, line in enumerate(lines)
        ),
    )
