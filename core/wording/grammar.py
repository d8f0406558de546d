"""What a language must tell for its phrases to be found."""

from __future__ import annotations

import re
from dataclasses import dataclass


def words(text: str) -> frozenset[str]:
    """Make a set of the words of a text."""
    return frozenset(text.split())


def cues(pattern: str) -> re.Pattern[str]:
    """Make a search for whole words, with the space and the comma after them."""
    return re.compile(rf"\b(?:{pattern})(?!\w)[ ,:]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """How phrases of a language are cut and joined; words are casefolded, apostrophes straight.

    `small` words end a phrase, `joints` stand inside one, `modifiers` do not end one, `vague`
    words neither stand alone nor come first. After `before_noun` a noun is likely, after
    `before_verb` a verb, after `before_quality` an adjective, and the word before `after_verb` is
    likely a verb. A topic is announced after `announces`, or before `announced`; a sentence that
    `greets` has none. `both` joins two phrases.
    """

    small: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    before_noun: frozenset[str] = frozenset()
    before_verb: frozenset[str] = frozenset()
    before_quality: frozenset[str] = frozenset()
    after_verb: frozenset[str] = frozenset()
    adverb: str = ""
    participle: str = ""
    """How a word ends that follows its noun, as in `the block mined`: it ends no title."""
    announces: re.Pattern[str] | None = None
    announced: re.Pattern[str] | None = None
    greets: re.Pattern[str] | None = None
    elides: bool = False
    """Whether an apostrophe parts two words, as in `l'eau`."""
    has_capital_nouns: bool = False
    both: str = "{}, {}"
