"""Segments joined to sentences, each with the ids it came from. Drops sounds, adds no word.

Captions made by machines have no punctuation: there, sentences end at pauses and before words
that open one. Every segment's id is in some sentence, even where only a sound was dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from core.models import Segment
from core.spoken_languages import language_of
from core.spoken_words import (
    CLAUSES,
    DANGLING,
    DOUBLED,
    FILLERS,
    JOINTS,
    NOT_OPENING,
    OPENERS,
)

LEAST_WORDS, LONG_WORDS, MOST_WORDS = 7, 22, 48
"""When a sentence without punctuation may end, may be cut, and must."""
PAUSE_S = 1.5
"""A silence that ends a sentence; people breathe for less."""
SLOW_WORD_S = 0.6
"""Captions overlap and hide pauses; a word takes 0.4 s, so more than this is silence."""
RESTARTS = (1, 2, 3, 4)
"""Words that are said again at once, counted; longer ones are meant."""
PUNCTUATED = 1 / 50
"""Ends of sentences a word, from which punctuation is trusted: people make one in 10 to 30."""
FEWEST_OPENINGS = 5
"""Sentences after which the case of the next word tells whether capitals are written at all."""
LOST_WORDS = 150
"""A sentence this long has none of its own ends: machines stop writing them half-way, for good."""

_SOUND = re.compile(
    # Not `words[index]` nor `[name](address)`: there brackets are part of what is said.
    r"(?<![A-Za-z0-9_)\]])\[ ?(?:[^\W\d_]{2,} ?){1,3}\](?!\()|\[ ?_+ ?\]|[♪♫]+|>>+"
    r"|[(（](?:music|applause|laugh(?:s|ter|ing)?|cheering|inaudible|sighs?|coughs?)[)）]",
    re.IGNORECASE,
)
_BROAD = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\u3001\u3002\uff01\uff0c\uff1f"
_PIECE = re.compile(r"[^\s。！？]+[。！？]*|[。！？]+")
_END = re.compile(r"[.?!…。！？][\"'”’)\]」』]*$")
_NO_END = re.compile(
    r"^(?:[A-Za-z]\.|(?:[A-Za-z]\.){2,}|(?:mr|mrs|ms|dr|prof|vs|etc|no|fig)\.)$", re.I
)
_END_OF_CLAUSE = re.compile(r"[,;:\s–—-]+$")
_LONE_I = re.compile(r"\bi(?=\b(?!\.\w))(?=[\s',.!?]|$)")
_IS_BROAD = re.compile(rf"[{_BROAD}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What was said in one breath, in plain text; `pause_s` is the silence before it."""

    text: str
    segment_ids: tuple[int, ...]
    start_s: float
    pause_s: float = 0.0


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with its bare form and its weight, which are asked for again and again."""

    text: str
    segment_id: int
    start_s: float
    pause_s: float
    bare: str
    weight: float


def _word(text: str, segment: Segment, pause_s: float) -> _Word:
    bare = text.lower().strip(".,;:!?…\"'“”‘’()[]-—–。、，！？")
    return _Word(text, segment.id, segment.start_s, pause_s, bare, weight(text))


def join_sentences(segments: Sequence[Segment], language: str) -> tuple[Sentence, ...]:
    """Join segments, in order of time, to sentences of a language given as a BCP-47 tag."""
    primary = language_of(segments, language)
    words = _without_tics(tuple(_words(segments)), primary)
    if not any(word.text for word in words):
        words = tuple(_words(segments, keeps_sounds=True))
    groups = _split(words, primary)
    return tuple(_sentence(group, primary) for group in groups)


def weight(text: str) -> float:
    """Count words; two letters of a script without spaces count as one."""
    broad = len(_IS_BROAD.findall(text))
    return broad / 2 + len(_IS_BROAD.sub(" ", text).split())


def _words(segments: Sequence[Segment], *, keeps_sounds: bool = False) -> Iterator[_Word]:
    before: Segment | None = None
    for segment in segments:
        pause_s = _pause(before, segment)
        text = segment.text if keeps_sounds else _SOUND.sub(" ", segment.text)
        pieces = _PIECE.findall(text) or [""]
        for at, piece in enumerate(pieces):
            yield _word(piece, segment, 0.0 if at else pause_s)
        before = segment


def _pause(before: Segment | None, segment: Segment) -> float:
    if before is None:
        return 0.0
    hidden_s = segment.start_s - before.start_s - SLOW_WORD_S * max(1.0, weight(before.text))
    return max(0.0, segment.start_s - before.end_s, hidden_s)


def _without_tics(words: Sequence[_Word], language: str) -> tuple[_Word, ...]:
    """Empty the words that are sounds or false starts; their segments stay known."""
    fillers = FILLERS.get(language, frozenset())
    texts = ["" if _is_sound(word, fillers) else word.text for word in words]
    for size in RESTARTS:
        spoken = [at for at, text in enumerate(texts) if text]
        bares = [words[at].bare for at in spoken]
        for place in range(len(spoken) - 2 * size + 1):
            if bares[place : place + size] != bares[place + size : place + 2 * size]:
                continue
            if _is_restart([words[at] for at in spoken[place : place + size]]):
                for at in spoken[place : place + size]:
                    texts[at] = ""
    _hand_over(words, texts)
    return tuple(
        word if word.text == text else replace(word, text=text, weight=weight(text))
        for word, text in zip(words, texts, strict=True)
    )


def _is_sound(word: _Word, fillers: frozenset[str]) -> bool:
    """Tell whether a word is none: a filler, or punctuation by itself."""
    return word.bare in fillers or not word.text.strip(".,;:!?…。、，！？")


def _hand_over(words: Sequence[_Word], texts: list[str]) -> None:
    """Hand the full stop of a dropped word to the one before it, its capital to the one after."""
    last, opens = -1, True
    for at, word in enumerate(words):
        if texts[at]:
            if (
                opens
                and last < at - 1
                and any(one.text[:1].isupper() for one in words[last + 1 : at])
            ):
                texts[at] = f"{texts[at][:1].upper()}{texts[at][1:]}"
            last = at
        elif last >= 0 and _END.search(word.text) and not _END.search(texts[last]):
            texts[last] = texts[last].rstrip(",;:-") + word.text[-1]
        opens = last < 0 or _END.search(texts[last]) is not None


def _is_restart(first: list[_Word]) -> bool:
    """Tell whether words that were said again at once were not so for a reason."""
    said = [word.bare for word in first]
    return (
        all(bare.replace("'", "").isalpha() for bare in said)
        and not any(_END.search(word.text) for word in first)
        and not set(said) <= DOUBLED
        and not _IS_BROAD.search("".join(said))
    )


def _split(words: Sequence[_Word], language: str) -> Iterator[list[_Word]]:
    ends = sum(1 for word in words if _END.search(word.text))
    is_punctuated = ends >= PUNCTUATED * sum(word.weight for word in words)
    has_case = _has_case(words)
    group: list[_Word] = []
    said = 0.0
    for at, word in enumerate(words):
        following = next((other for other in words[at + 1 : at + 8] if other.text), None)
        is_start = bool(word.text) and any(other.text for other in group)
        if is_start and is_punctuated and len(group) < LOST_WORDS:
            is_start = _is_after_end(group, word, has_case=has_case)
        elif is_start:
            is_start = _is_new(group, said, word, following, language)
        if is_start:
            yield group
            group, said = [], 0.0
        group.append(word)
        said += word.weight if word.text else 0.0
    if group:
        yield group


def _has_case(words: Sequence[_Word]) -> bool:
    """Tell whether sentences open with capitals; some machines write none, nor does Georgian."""
    spoken = [word.text for word in words if word.text]
    opening = [text for before, text in pairwise(spoken) if _END.search(before)]
    small = sum(text[:1].islower() for text in opening)
    return len(opening) < FEWEST_OPENINGS or small * 2 < len(opening)


def _is_after_end(group: list[_Word], word: _Word, *, has_case: bool) -> bool:
    """Tell whether a word opens a sentence where sentences have marks at their ends."""
    last = _last_spoken(group)
    is_end = _END.search(last.text) and not _NO_END.match(last.text)
    return bool(is_end) and not (has_case and word.text[:1].islower())


def _last_spoken(group: list[_Word]) -> _Word:
    return next(other for other in reversed(group) if other.text)


def _is_new(
    group: list[_Word], said: float, word: _Word, following: _Word | None, language: str
) -> bool:
    """Tell whether a word opens a sentence after a group of `said` words, at least one."""
    last = _last_spoken(group)
    if last.bare in DANGLING and language == "en":
        return False
    pause_s = max(other.pause_s for other in (*_unspoken(group), word))
    if pause_s >= PAUSE_S and said >= LEAST_WORDS / 2:
        return True
    if said >= MOST_WORDS:
        return language == "en" or word.segment_id != last.segment_id
    return language == "en" and said >= LEAST_WORDS and _opens(word, following, said)


def _unspoken(group: list[_Word]) -> Iterator[_Word]:
    """Give the emptied words after the last spoken one: a pause may hide in them."""
    return takewhile(lambda other: not other.text, reversed(group))


def _opens(word: _Word, following: _Word | None, said: float) -> bool:
    after = following.bare if following else ""
    if word.bare in OPENERS:
        return not (word.bare == "so" and after in NOT_OPENING)
    if word.bare in JOINTS:
        return said >= LONG_WORDS or (word.bare == "and" and after in {"so", "then", "now"})
    return said >= LONG_WORDS and word.bare in CLAUSES


def _sentence(group: list[_Word], language: str) -> Sentence:
    spoken = [word for word in group if word.text]
    text = _END_OF_CLAUSE.sub("", _join([word.text for word in spoken]))
    if text and not _END.search(text):
        text += "。" if language in {"ja", "zh"} else "."
    return Sentence(
        text=_capital(text, language),
        segment_ids=tuple(sorted({word.segment_id for word in group})),
        start_s=(spoken or group)[0].start_s,
        pause_s=group[0].pause_s,
    )


def _join(texts: list[str]) -> str:
    """Join words, without a space between two letters of a script that has none."""
    joined = ""
    for text in texts:
        is_tight = joined and _IS_BROAD.match(joined[-1]) and _IS_BROAD.match(text[0])
        joined += text if is_tight or not joined else f" {text}"
    return joined


def _capital(text: str, language: str) -> str:
    """Open with a capital letter, unless the first word is a name written another way."""
    if language == "en":
        text = _LONE_I.sub("I", text)
    first = text.partition(" ")[0]
    if first.rstrip(".,!?").replace("'", "").isalpha() and first.islower():
        return f"{first[:1].upper()}{text[1:]}"
    return text
