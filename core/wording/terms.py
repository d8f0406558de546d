"""Sentences of scripts with spaces cut to clauses, and clauses to terms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from core.wording.grammar import Grammar

Role = Literal["small", "joint", "modifier", "vague", "word"]

_LETTER = (
    # Vowel signs are no letters to `re`, but the words of India, Thailand and Arabia have them.
    r"(?:[^\W_]|[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    r"\u0900-\u0963\u0966-\u0df3\u0e00-\u0eff\u1000-\u1049\u1780-\u17d3\u200c\u200d])"
)
_WORD = re.compile(rf"{_LETTER}+(?:[-'’_./&]{_LETTER}+)*(?:\+\+|#)?")
_ELIDED = re.compile(
    rf"[^\W\d_]{{1,6}}['’](?={_LETTER})|{_LETTER}+(?:[-_./&]{_LETTER}+)*(?:\+\+|#)?"
)
_BROAD = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")
_BREAK = re.compile(r"[,.;:!?()\[\]{}\"“”«»„—–…|/؟،؛]|\s-\s")
_PLURAL = re.compile(r"(?:ch|sh|x|ss|zz)es$")
_NUMBER = re.compile(r"[\d.,'/-]+(?:st|nd|rd|th|s|k|m|x)?$")
_NOT_ADVERBS = frozenset(
    ["assembly", "family", "supply", "reply", "anomaly", "monopoly", "butterfly", "ally", "poly"]
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it was said, at `start` in its sentence, after the space or nothing of `gap`.

    `key` is what it is counted under, empty for a small word. `tail` belongs to it only where
    another term follows.
    """

    text: str
    gap: str
    start: int
    plain: str
    key: str
    role: Role
    tail: str = ""

    @property
    def end(self) -> int:
        """Give the place in the sentence after it."""
        return self.start + len(self.text)


Clause = list[Term]
Cut = Callable[[str], list[Clause]]
"""Cuts a sentence to clauses."""


def cut_spaced(sentence: str, grammar: Grammar) -> list[Clause]:
    """Cut a sentence at its punctuation, and its clauses at their spaces."""
    found: list[Clause] = []
    end = 0
    for match in (_ELIDED if grammar.elides else _WORD).finditer(sentence):
        between = sentence[end : match.start()]
        if not found or _BREAK.search(between):
            found.append([])
        gap = " " if between and found[-1] else ""
        found[-1].append(_term(match[0], gap, match.start(), grammar))
        end = match.end()
    return found


def plain_words(sentence: str) -> list[str]:
    """Give the words of a sentence casefolded.

    >>> plain_words("It’s UTF-8.")
    ["it's", 'utf-8']
    """
    return [match[0].casefold().replace("’", "'") for match in _WORD.finditer(sentence)]


def _term(text: str, gap: str, start: int, grammar: Grammar) -> Term:
    plain = text.casefold().replace("’", "'")
    role = role_of(plain, grammar)
    return Term(text, gap, start, plain, "" if role in {"small", "joint"} else stem(plain), role)


def role_of(plain: str, grammar: Grammar) -> Role:
    """Tell what a word may do in a phrase."""
    if plain in grammar.joints:
        return "joint"
    if plain in grammar.small or len(plain) == 1 or _NUMBER.match(plain):
        return "small"
    if grammar.adverb and plain.endswith(grammar.adverb) and plain not in _NOT_ADVERBS:
        return "small"
    if plain in grammar.modifiers:
        return "modifier"
    return "vague" if plain in grammar.vague else "word"


def stem(plain: str) -> str:
    """Give what the forms of a word share: only plurals and possessives are undone.

    >>> [stem(word) for word in ("hashes", "keys", "bitcoin's", "policies", "consensus")]
    ['hash', 'key', 'bitcoin', 'policy', 'consensus']
    """
    plain = plain.removesuffix("'s").removesuffix("'")
    if len(plain) > 4 and plain.endswith("ies"):
        return f"{plain[:-3]}y"
    if len(plain) > 4 and _PLURAL.search(plain):
        return plain[:-2]
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain


def width(text: str) -> int:
    """Count letters; a sign of Chinese, Japanese or Korean is as broad as two.

    >>> width("hash"), width("解析")
    (4, 4)
    """
    return len(text) + len(_BROAD.findall(text))
