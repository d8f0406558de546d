"""What is known of speech, a language at a time: its fillers, its joints, its small words.

Only what can be dropped or cut at without changing the meaning stands here; a language that is
not listed keeps every word, and its sentences end at pauses alone.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLERS: dict[str, frozenset[str]] = {
    "en": _words("uh um uhm umm uhh er erm hmm hm mm mhm ah"),
    "de": _words("äh ähm öh öhm hm hmm"),
    "fr": _words("euh heu hum"),
    "es": _words("eh em mmm"),
    "it": _words("ehm eh mmm"),
    "nl": _words("uh uhm euh ehm"),
    "ko": _words("음 어"),
    "ja": _words("えー えーと えっと ええと あのー"),
    "zh": _words("呃 嗯"),
    "ru": _words("эм ээ мм"),
}
"""Sounds that carry nothing. By language: `um` is a word in German, `er` in Dutch."""

DOUBLED = _words("that had very no yes bye ha really so more many much far long again blah do")
"""Words that are said twice on purpose, or in good grammar."""

OPENERS = _words("so now okay ok but however alright finally")
"""English words that open a sentence more often than not, once the one before is long enough."""
JOINTS = _words("and because but")
"""English words at which a long sentence can be cut."""
CLAUSES = _words(
    "i we they it's this these that's there's here when if maybe let's what we're you're"
)
"""English words that begin a clause, where a long sentence can be cut if it must."""
NOT_OPENING = _words("much many that far long on forth called")
"""Words after `so` that make it a measure: `so much`, `so far`."""
DANGLING = _words(
    "a an the of to in on at by for from with as is are was were be been am do does did will would"
    " can could should may might must have has had and or but if because that which who whom whose"
    " what where when why how than then there this these those my your his her its our their i we"
    " you he she they very just even not only really right until it's we're you're they're i'm"
    " that's there's let's let like into about between through over under more most some any"
    " give gives get gets show want wants need needs make makes all every each both such much many"
)
"""English words that end no sentence."""

STOPWORDS = DANGLING | _words(
    "it so now okay ok basically actually going here us me him them also all one two get got go"
    " see look well know mean want kind sort thing things lot bit way each every back up out down"
    " make made take say said yeah um uh don't doesn't can't i'd i'll we'll you'll"
)
"""English words that tell nothing of what a sentence is about."""

FAREWELLS = (
    r"\b(?:thanks?(?: you)?(?: \w+){0,3} for (?:watching|listening)|see you (?:next|in the next|soon)"
    r"|(?:like and |please )?subscribe|bye(?:[- ]bye)?|hit the (?:like|bell))\b"
)
