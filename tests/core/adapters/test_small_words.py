from __future__ import annotations

import pytest

from core.adapters.small_words import SmallWords
from core.titles import titles_of


@pytest.mark.parametrize(
    ("language", "word"),
    [("de", "und"), ("fr", "mais"), ("pl", "albo"), ("sv", "och"), ("ar", "في"), ("tr", "ve")],
)
def test_small_words_are_known_in_many_languages(language: str, word: str) -> None:
    """Each language's own list is read, casefolded and without blanks."""
    words = SmallWords().small_words(language)

    assert word in words
    assert {one for one in words if one != one.strip().casefold() or not one} == set()


@pytest.mark.parametrize("language", ["", "xx", "fil", "und", "../../etc"])
def test_an_unknown_language_has_no_small_words(language: str) -> None:
    """A tag that the collection does not know is taken for no other language."""
    assert SmallWords().small_words(language) == frozenset()


def test_the_library_makes_titles_of_a_language_without_a_grammar() -> None:
    """Swedish has no grammar of ours: its small words keep filling out of the titles."""
    parts = [
        ["I dag talar vi om neurala nätverk.", "Ett neuralt nätverk har många lager."],
        [
            "Och nu är det dags för beslutsträd.",
            "Ett beslutsträd är enkelt, men ett beslutsträd växer.",
        ],
    ]

    titles = titles_of(parts, "sv", SmallWords())

    assert ["nätverk" in titles[0].casefold(), "beslutsträd" in titles[1].casefold()] == [
        True,
        True,
    ]
    assert not {"vi", "om", "ett", "det", "men", "har"} & {
        word for title in titles for word in title.casefold().split()
    }
