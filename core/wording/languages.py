"""The languages by their tags: the grammar of each, how it is cut, how two phrases are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from core.ports import KnowsSmallWords
from core.wording.chinese import CHINESE, chinese_cut
from core.wording.english import ENGLISH
from core.wording.further import ARABIC, RUSSIAN
from core.wording.germanic import DUTCH, GERMAN
from core.wording.grammar import Grammar
from core.wording.japanese import JAPANESE, cut_japanese
from core.wording.korean import KOREAN, korean_cut
from core.wording.romance import FRENCH, ITALIAN, PORTUGUESE, SPANISH
from core.wording.terms import Cut, cut_spaced, plain_words

_GRAMMARS = {
    "ar": ARABIC,
    "de": GERMAN,
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "it": ITALIAN,
    "ja": JAPANESE,
    "ko": KOREAN,
    "nl": DUTCH,
    "pt": PORTUGUESE,
    "ru": RUSSIAN,
    "zh": CHINESE,
    "yue": CHINESE,
}
_AND = {
    "sv": "och",
    "da": "og",
    "no": "og",
    "nb": "og",
    "nn": "og",
    "pl": "i",
    "cs": "a",
    "sk": "a",
    "uk": "і",
    "bg": "и",
    "sr": "и",
    "hr": "i",
    "sl": "in",
    "tr": "ve",
    "fi": "ja",
    "et": "ja",
    "hu": "és",
    "ro": "și",
    "el": "και",
    "fa": "و",
    "hi": "और",
    "id": "dan",
    "ms": "dan",
    "vi": "và",
    "ca": "i",
    "lt": "ir",
    "lv": "un",
}
_SPANISH_I = re.compile(r"h?[ií](?!e)", re.IGNORECASE)
FREQUENT, FREQUENT_TIMES, EVERYWHERE, SHORT = 0.001, 3, 0.6, 6
"""Of all words, how many are a small one; in how many of the parts; and its most letters."""


def grammar_of(
    language: str, lists: KnowsSmallWords, parts: Sequence[Sequence[str]] = ()
) -> Grammar:
    """Give what is known of a primary language, with the small words of `lists`.

    Where neither knows it, the short words that most `parts` of a talk are full of are small.

    English keeps its own: lists of small words hold `value` and `use`, of which talks speak.
    """
    known = _GRAMMARS.get(language)
    if known in (ENGLISH, JAPANESE, KOREAN, CHINESE):
        return known
    small_words = lists.small_words(language)
    if known:
        return replace(known, small=known.small | small_words)
    both = f"{{}} {_AND[language]} {{}}" if language in _AND else "{}, {}"
    return Grammar(small=small_words or _frequent(parts), both=both)


def _frequent(parts: Sequence[Sequence[str]]) -> frozenset[str]:
    """Find the words that every part is full of."""
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for part in parts:
        said = Counter(word for sentence in part for word in plain_words(sentence))
        counts.update(said)
        spread.update(said.keys())
    least = max(FREQUENT_TIMES, FREQUENT * counts.total())
    return frozenset(
        word
        for word, count in counts.items()
        if count >= least and spread[word] >= EVERYWHERE * len(parts) and len(word) <= SHORT
    )


def cut_for(grammar: Grammar, parts: Sequence[Sequence[str]]) -> Cut:
    """Give what cuts the sentences of a talk, having read all of it where that is needed."""
    if grammar is KOREAN:
        return korean_cut(parts, grammar)
    if grammar is CHINESE:
        return chinese_cut(parts, grammar)
    return partial(cut_japanese if grammar is JAPANESE else cut_spaced, grammar=grammar)


def join(one: str, other: str, grammar: Grammar) -> str:
    """Join two phrases.

    >>> join("datos", "ideas", SPANISH), join("keys", "hashes", ENGLISH)
    ('datos e ideas', 'keys and hashes')
    """
    both = grammar.both
    if both == SPANISH.both and _SPANISH_I.match(other):
        both = "{} e {}"
    return both.format(one, other)
