from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.adapters.keyphrases import SmallWords
from core.titles import titles_of

ROOT = Path(__file__).parents[3]


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
    """A tag that YAKE does not know is taken for no other language."""
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


def test_without_the_library_titles_are_still_made() -> None:
    """Where YAKE is not installed, no list is given and nothing fails."""
    code = (
        "import sys; sys.modules['yake'] = None\n"
        "from core.adapters.keyphrases import SmallWords\n"
        "from core.titles import titles_of\n"
        "print(len(SmallWords().small_words('de')))\n"
        "print(*titles_of([['Vulkane speien Magma. Die Vulkane.'], ['Die Katze.']], 'de', SmallWords()))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stdout.splitlines()[0]) == (0, "0")
    assert run.stdout.splitlines()[1].startswith("Vulkane")


def test_english_does_not_wait_for_the_library() -> None:
    """Titles of English talks are made without importing YAKE, which takes half a second."""
    code = (
        "import sys\n"
        "from core.adapters.keyphrases import SmallWords\n"
        "from core.titles import titles_of\n"
        "titles_of([['The hash table is fast.'], ['A cat.']], 'en', SmallWords())\n"
        "print('yake' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == "False"
