"""The language that is spoken: taken from a tag, else told by words and scripts. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.models import Segment

LISTENED_TO = 200
"""Segments from which a script is seen."""
SCRIPT_SHARE = 1 / 5
"""Names, code and spaces are in other letters: so much of a text is enough."""
ENGLISH_SHARE = 1 / 10

_ENGLISH = {"the", "and", "of", "to", "is", "that", "a"}
# In this order: Japanese has Chinese signs, too.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)


def language_of(segments: Sequence[Segment], tag: str) -> str:
    """Give the primary language of a tag; where it names none, guess it from what is said.

    English is known by its words, a few languages by their scripts; empty for all others.
    """
    if primary := primary_of(tag):
        return primary
    words = " ".join(segment.text for segment in segments).lower().split()
    if words and sum(word in _ENGLISH for word in words) >= ENGLISH_SHARE * len(words):
        return "en"
    return language_by_script("".join(segment.text for segment in segments[:LISTENED_TO]))


def primary_of(tag: str) -> str:
    """Give the primary language of a BCP-47 tag; empty where it names none.

    >>> primary_of("de_AT"), primary_of("und")
    ('de', '')
    """
    primary = tag.strip().lower().replace("_", "-").split("-")[0]
    return "" if primary == "und" else primary


def language_by_script(text: str) -> str:
    """Give the language whose script a text is written in, if no other has it; else nothing.

    >>> language_by_script("파이썬의 generator"), language_by_script("un générateur")
    ('ko', '')
    """
    for language, script in _SCRIPTS:
        if len(script.findall(text)) > SCRIPT_SHARE * len(text):
            return language
    return ""
