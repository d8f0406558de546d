"""A chapter drafted from the talk's own words, with no model: chosen, ordered, not rewritten.

Sentences are joined from segments, gathered in paragraphs at pauses and turns, and, for shorter
lengths, chosen by how much they say of what the chapter speaks about. Answers in the notation
of `core.answers`; the same input always gives the same draft.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.commonmark import escape_line, plain_line
from core.evidence import format_ids
from core.models import ChapterPrompt, Screenshot
from core.sentences import Sentence, join_sentences, weight
from core.spoken_words import FAREWELLS, OPENERS, STOPWORDS

FEWEST_SENTENCES, MOST_SENTENCES = 3, 6
"""A paragraph's sentences; spoken ones have some twenty words."""
MOST_WORDS = 130
TURN_PAUSE_S = 2.0
"""A silence after which people speak of something else."""
NOTES_SHARE = 0.3
"""Of the sentences, how many the notes keep."""
SMALL_TALK_WORDS, LONGEST_FAREWELL = 4, 15
LONGEST_CAPTION = 90

_TERM = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FAREWELL = re.compile(FAREWELLS, re.IGNORECASE)


def draft_chapter(prompt: ChapterPrompt) -> Iterator[str]:
    """Give a chapter's blocks in order, in the notation, each without blank lines around it."""
    sentences = join_sentences(prompt.segments, prompt.spoken_language)
    paragraphs = gather(choose(sentences, prompt.length))
    starts = [paragraph[0].start_s for paragraph in paragraphs]
    pictures: dict[int, list[str]] = {}
    for shot in choose_pictures(prompt.screenshots, prompt.max_pictures):
        text = _picture(shot, sentences, prompt.chapter.title)
        pictures.setdefault(bisect_right(starts, shot.at_s), []).append(text)
    yield from pictures.get(0, [])
    for number, paragraph in enumerate(paragraphs, start=1):
        yield _written(paragraph)
        yield from pictures.get(number, [])


def _written(paragraph: Sequence[Sentence]) -> str:
    text = " ".join(one.text for one in paragraph)
    ids = [number for one in paragraph for number in one.segment_ids]
    return f"{escape_line(text)} {format_ids(ids)}"


def choose(sentences: Sequence[Sentence], length: str) -> tuple[Sentence, ...]:
    """Keep what a length asks for: everything, all but small talk, or the most telling third."""
    if length == "full":
        return tuple(sentences)
    seen: set[str] = set()
    kept: list[Sentence] = []
    for sentence in sentences:
        key = " ".join(_terms(sentence.text))
        if key not in seen and not _is_small_talk(sentence.text):
            kept.append(sentence)
        seen.add(key)
    kept = kept or list(sentences)
    return _most_telling(kept) if length == "notes" else tuple(kept)


def _is_small_talk(text: str) -> bool:
    words = weight(text)
    is_farewell = words <= LONGEST_FAREWELL and _FAREWELL.search(text) is not None
    says_something = any(term not in STOPWORDS for term in _terms(text))
    return is_farewell or (words <= SMALL_TALK_WORDS and not says_something)


def _most_telling(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Choose by the terms a sentence shares with the others, in the order they were said."""
    terms = [set(_content(sentence.text)) for sentence in sentences]
    counts = Counter(term for found in terms for term in found)

    def telling(at: int) -> float:
        shared = sum(math.log(counts[term]) for term in sorted(terms[at]))
        return shared / math.sqrt(6 + len(terms[at]))

    wanted = max(FEWEST_SENTENCES, math.ceil(len(sentences) * NOTES_SHARE))
    best = sorted(range(len(sentences)), key=lambda at: (-telling(at), at))[:wanted]
    return tuple(sentences[at] for at in sorted(best))


def _terms(text: str) -> list[str]:
    return [term.lower().replace("’", "'") for term in _TERM.findall(text)]


def _content(text: str) -> list[str]:
    """Give the words that tell what a sentence is about; of scripts without spaces, pairs."""
    found: list[str] = []
    for term in _terms(text):
        if weight(term) != 1 and not term.isascii():
            found += [one + other for one, other in pairwise(term)]
        elif term not in STOPWORDS and (len(term) > 2 or not term.isascii()):
            found.append(term)
    return found


def gather(sentences: Sequence[Sentence]) -> tuple[tuple[Sentence, ...], ...]:
    """Gather sentences in paragraphs of three to six, at pauses and where the matter turns."""
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        if not groups or _turns(groups[-1], sentence):
            groups.append([])
        groups[-1].append(sentence)
    if len(groups) > 1 and len(groups[-1]) == 1 and len(groups[-2]) < MOST_SENTENCES:
        groups[-2:] = [groups[-2] + groups[-1]]
    return tuple(tuple(group) for group in groups)


def _turns(group: list[Sentence], sentence: Sentence) -> bool:
    """Tell whether a sentence opens a paragraph after this group."""
    words = sum(weight(one.text) for one in group)
    if len(group) >= MOST_SENTENCES or words + weight(sentence.text) > MOST_WORDS:
        return True
    if len(group) < FEWEST_SENTENCES:
        return False
    first = next(iter(_terms(sentence.text)), "")
    about = {term for one in group for term in _content(one.text)}
    is_new = not about & set(_content(sentence.text))
    return sentence.pause_s >= TURN_PAUSE_S or first in OPENERS or is_new


def choose_pictures(screenshots: Sequence[Screenshot], most: int) -> tuple[Screenshot, ...]:
    """Choose screens spread over a chapter: of each stretch the one with most to read, the latest.

    The latest of a stretch shows what was being written when it was finished.
    """
    count = min(most, len(screenshots))
    bins = [
        screenshots[len(screenshots) * n // count : len(screenshots) * (n + 1) // count]
        for n in range(count)
    ]
    return tuple(max(shots, key=lambda shot: (len(shot.text), shot.at_s)) for shots in bins)


def _picture(screenshot: Screenshot, sentences: Sequence[Sentence], title: str) -> str:
    spoken = [one for one in sentences if one.start_s <= screenshot.at_s]
    caption = _caption(screenshot, spoken[-1].text if spoken else "", title)
    ids = format_ids(spoken[-1].segment_ids) if spoken else ""
    return f"![{escape_line(caption)}]({screenshot.id}) {ids}".rstrip()


def _caption(screenshot: Screenshot, spoken: str, title: str) -> str:
    """Say what can be known without eyes: what is written on the screen, or said beside it."""
    if read := plain_line(screenshot.text):
        return f"Screen that reads “{_short(read)}”"
    if spoken:
        return f"Screen at the words “{_short(spoken)}”"
    return f"Screen of “{_short(plain_line(title))}”"


def _short(text: str) -> str:
    if len(text) <= LONGEST_CAPTION:
        return text
    cut = text[:LONGEST_CAPTION]
    return f"{cut.rpartition(' ')[0] or cut}…"
