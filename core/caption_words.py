"""Bare words with times, cut into lines as captions are: at the ends of sentences and at breaths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from core.models import Word

PAUSE_S = 1.0
LONGEST_S = 15.0
"""A line that no sentence and no pause ends, ends after this long."""


def lines_of_words(words: Iterable[Word]) -> Iterator[tuple[Word, ...]]:
    """Cut a stream of words, in order of time, into lines; every word is in one."""
    line: list[Word] = []
    for word in words:
        if line and _is_over(line, word):
            yield tuple(line)
            line = []
        line.append(word)
    if line:
        yield tuple(line)


def _is_over(line: Sequence[Word], word: Word) -> bool:
    return (
        line[-1].text.strip().endswith((".", "!", "?", "…", "。", "！", "？"))
        or word.start_s - line[-1].end_s >= PAUSE_S
        or word.end_s - line[0].start_s > LONGEST_S
    )
