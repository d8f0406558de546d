"""The languages by their tags: the grammar of each, how it is cut, how two phrases are joined."""

from __future__ import annotations

import re
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
from core.wording.terms import Cut, cut_spaced

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
_KANA, _HANGUL, _SIGNS = (re.compile(f"[{letters}]") for letters in ("ぁ-ヺ", "가-힣", "一-鿿"))


def language_of(tag: str, parts: Sequence[Sequence[str]]) -> str:
    """Give the primary language of a tag; where there is none, scripts of one language tell."""
    primary = re.split(r"[-_]", tag.strip().lower())[0]
    if primary not in {"", "und"}:
        return primary
    text = " ".join(sentence for part in parts for sentence in part[:3])
    for language, script in (("ja", _KANA), ("ko", _HANGUL), ("zh", _SIGNS)):
        if len(script.findall(text)) * 5 > len(text):
            return language
    return ""


def grammar_of(language: str, lists: KnowsSmallWords) -> Grammar:
    """Give what is known of a primary language, with the small words of `lists`.

    English keeps its own: lists of small words hold `value` and `use`, of which talks speak.
    """
    known = _GRAMMARS.get(language)
    if known in (ENGLISH, JAPANESE, KOREAN, CHINESE):
        return known
    small_words = lists.small_words(language)
    if known:
        return replace(known, small=known.small | small_words)
    both = f"{{}} {_AND[language]} {{}}" if language in _AND else "{}, {}"
    return Grammar(small=small_words, both=both)


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
