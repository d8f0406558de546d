"""The small words of 34 languages, out of YAKE, a library that finds keyphrases.

Its phrases are not asked for: among the phrases that set parts of a talk apart, its weights
changed nothing for the better (`bench/titles.py` has both).
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache


class SmallWords:
    """Lists small words (`core.ports.KnowsSmallWords`); none where the library is missing."""

    def small_words(self, language: str) -> frozenset[str]:
        """List the small words of a primary language, casefolded; none where it has no list."""
        return _small_words(language)


@lru_cache(maxsize=8)
def _small_words(language: str) -> frozenset[str]:
    if importlib.util.find_spec("yake") is None:
        return frozenset()
    from yake import KeywordExtractor

    # A language of three letters would be taken for one of two, as `fil` for `fi`; one without
    # a list, for one of none.
    words = KeywordExtractor(lan=language).stopword_set if len(language) == 2 else set()
    if words == KeywordExtractor(lan="xx").stopword_set:
        return frozenset()
    return frozenset(word.strip().casefold().replace("’", "'") for word in words) - {""}
