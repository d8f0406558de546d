"""How many tokens words and pictures come to, before anybody is asked.

Pictures are counted by Anthropic's own formula. Words are guessed by script, rather too high
than too low: no tokenizer is published, so the rates below are other people's measurements.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

from core.abilities import abilities_of
from core.models import ChapterPrompt, Length, Question, TextPart, TopicPrompt

PATCH_PX = 28
"""A picture costs one token for every patch of this side that it touches."""

EDGE_PX = {False: 1568, True: 2576}
MOST_TOKENS = {False: 1568, True: 4784}
"""The limits of the standard and of the high-resolution tier (Claude 4.7 and later)."""

REQUEST_TOKENS = 80
"""What surrounds a message; 65 to 77 were measured on one with a picture and a word."""

PART_TOKENS = 4

FORMAT_TOKENS = 200
"""What an answer's schema adds beside its own words: the service explains it to the model."""


def image_tokens(width_px: int, height_px: int, model: str) -> int:
    """Count what a picture costs, after the server has shrunk it to the model's limits.

    >>> image_tokens(1920, 1080, "claude-haiku-4-5"), image_tokens(1920, 1080, "claude-opus-5-5")
    (1560, 2691)
    """
    width_px, height_px = seen_size(
        width_px, height_px, sees_finely=abilities_of(model).sees_finely
    )
    return _patches(width_px) * _patches(height_px)


def seen_size(width_px: int, height_px: int, *, sees_finely: bool) -> tuple[int, int]:
    """Give the size at which a model sees a picture: the largest of its shape within both limits.

    >>> seen_size(1920, 1080, sees_finely=False)
    (1456, 819)
    """
    longest = max(width_px, height_px)
    ratio = longest / min(width_px, height_px)

    def short_of(long_px: int) -> int:
        return max(round(long_px / ratio), 1)

    def fits(long_px: int) -> bool:
        tokens = _patches(long_px) * _patches(short_of(long_px))
        return long_px <= EDGE_PX[sees_finely] and tokens <= MOST_TOKENS[sees_finely]

    if fits(longest):
        return width_px, height_px
    low, high = 1, longest  # the first fits, the second does not
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return (low, short_of(low)) if width_px >= height_px else (short_of(low), low)


def _patches(edge_px: int) -> int:
    return math.ceil(edge_px / PATCH_PX)


# Characters a token. English: 4.33 before Claude 4.7 and 3.60 since were measured on prose, but
# a million tokens is said to be 555,000 words, or 2.5 million characters. German and French grew
# alike (1.46 and 1.36 times) from a denser start. Other scripts did not change with 4.7.
_LATIN = {False: 3.6, True: 2.8}
_ACCENTED_LATIN = {False: 2.7, True: 2.0}
_ACCENTS = 0.015
"""The share of accented letters at which a text is surely not English; German has 0.018."""

_OTHERS: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"[\d!-/:-@\[-`{-~]"), 0.6),  # figures and signs
    (re.compile(r"[\u2E80-\u303F\u3400-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]"), 1.2),  # Han
    (re.compile(r"[\u3040-\u30FF\u31F0-\u31FF\uFF00-\uFFEF]"), 1.0),  # kana, wide forms
    (re.compile(r"[\u1100-\u11FF\u3130-\u318F\uAC00-\uD7FF]"), 1.1),  # Hangul
    (re.compile(r"[\u0370-\u052F]"), 0.55),  # Greek, Cyrillic
    (re.compile(r"[\u0530-\u07FF]"), 0.75),  # Armenian, Hebrew, Arabic
)
_LATIN_CHARACTERS = re.compile(r"[A-Za-z\s\u00AA-\u024F\u1E00-\u1EFF\u2010-\u2027]")
_ACCENTED = re.compile(r"[\u00C0-\u024F\u1E00-\u1EFF]")
_REST = 1.5
"""Tokens for a character of any other kind: Devanagari, Thai, emoji, box drawing."""


def text_tokens(text: str, model: str) -> int:
    """Guess how many tokens a text is to a model; not meant to be under by more than a little."""
    return _text_tokens(text, abilities_of(model).counts_finely)


@lru_cache(maxsize=2048)
def _text_tokens(text: str, counts_finely: bool) -> int:
    latin = len(_LATIN_CHARACTERS.findall(text))
    tokens, left = 0.0, len(text) - latin
    if latin:
        foreign = min(len(_ACCENTED.findall(text)) / latin / _ACCENTS, 1.0)
        english_rate, foreign_rate = 1 / _LATIN[counts_finely], 1 / _ACCENTED_LATIN[counts_finely]
        tokens += latin * (english_rate + foreign * (foreign_rate - english_rate))
    for pattern, rate in _OTHERS:
        if not left:
            break
        found = len(pattern.findall(text))
        tokens, left = tokens + found * rate, left - found
    return math.ceil(tokens + max(left, 0) * _REST)


def prompt_tokens(prompt: Question, model: str) -> int:
    """Count what a question comes to: words, pictures and what surrounds them."""
    tokens = REQUEST_TOKENS + text_tokens(prompt.system, model)
    if isinstance(prompt, TopicPrompt):
        tokens += FORMAT_TOKENS + text_tokens(prompt.schema, model)
    for part in prompt.parts:
        if isinstance(part, TextPart):
            tokens += PART_TOKENS + text_tokens(part.text, model)
        else:
            tokens += PART_TOKENS + image_tokens(part.width_px, part.height_px, model)
    return tokens


class Range(NamedTuple):
    """A guess with its margins."""

    low: int
    likely: int
    high: int


ANSWER_SHARES: dict[Length, tuple[float, float, float]] = {
    "notes": (0.2, 0.4, 0.6),
    "article": (0.45, 0.75, 1.1),
    "full": (0.8, 1.0, 1.4),
}
"""An answer's length as a share of what is said in the chapter: low, likely, high."""

_EVIDENCE = 1.1
"""Headings and the ids at each paragraph's end: about 10 tokens for every 100."""

_PICTURE_TOKENS = 25
"""A picture's line with its description."""

_LEAST_TOKENS = 60
_THOUGHT = (0.1, 0.4, 1.5)
"""Thinking, as a share of the answer. Nobody has measured it on this task: a wide guess."""


TOPIC_TOKENS = 30
"""A topic in an answer: a title of some eight words, its paragraph, and the signs around them."""

_TOPICS_FOUND = (0.6, 1.0, 1.6)
"""How many topics are named, as a share of what is likely."""

_READ = (0.01, 0.05, 0.15)
"""Thinking where topics begin, as a share of what is read. Nobody has measured this either."""


def answer_tokens(prompt: Question, model: str) -> Range:
    """Guess how long an answer will be, thinking included, within `max_tokens`."""
    most = max_output_tokens(prompt, model)
    low, likely, high = (
        min(math.ceil(written + thought), most)
        for written, thought in zip(
            _written_tokens(prompt, model), _thought_tokens(prompt, model), strict=True
        )
    )
    return Range(low, likely, high)


def thought_tokens(prompt: Question, model: str) -> int:
    """Guess how much of an answer is thinking that nobody sees."""
    return math.ceil(_thought_tokens(prompt, model)[1])


def _thought_tokens(prompt: Question, model: str) -> tuple[float, ...]:
    if not abilities_of(model).thinks:
        return (0.0, 0.0, 0.0)
    if isinstance(prompt, TopicPrompt):
        return tuple(prompt_tokens(prompt, model) * share for share in _READ)
    written = _written_tokens(prompt, model)
    return tuple(tokens * share for tokens, share in zip(written, _THOUGHT, strict=True))


def _written_tokens(prompt: Question, model: str) -> tuple[float, ...]:
    if isinstance(prompt, TopicPrompt):
        return tuple(prompt.likely_chapters * TOPIC_TOKENS * share for share in _TOPICS_FOUND)
    return _chapter_tokens(prompt, model)


def _chapter_tokens(prompt: ChapterPrompt, model: str) -> tuple[float, ...]:
    said = text_tokens(" ".join(segment.text for segment in prompt.segments), model)
    pictures = _PICTURE_TOKENS * min(len(prompt.screenshots), prompt.max_pictures)
    return tuple(
        max(said * share * _EVIDENCE + pictures, _LEAST_TOKENS)
        for share in ANSWER_SHARES[prompt.length]
    )


def max_output_tokens(prompt: Question, model: str) -> int:
    """Give the most that an answer may come to: what we allow, or what the model can."""
    return min(prompt.max_tokens, abilities_of(model).max_output_tokens)
