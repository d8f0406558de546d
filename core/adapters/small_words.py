"""The small words of 58 languages, out of the Stopwords ISO collection."""

from __future__ import annotations

from functools import lru_cache


class SmallWords:
    """Implements `core.ports.KnowsSmallWords`."""

    def small_words(self, language: str) -> frozenset[str]:
        """List the small words of a primary language, casefolded; none where it has no list."""
        return _small_words(language)


@lru_cache(maxsize=8)
def _small_words(language: str) -> frozenset[str]:
    import stopwordsiso

    if not stopwordsiso.has_lang(language):
        return frozenset()
    words = stopwordsiso.stopwords(language)
    return frozenset(word.strip().casefold().replace("’", "'") for word in words) - {""}
